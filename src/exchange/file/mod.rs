//! Files that come in: what they are, within which bounds they are read, and their rows as text.

mod text;
mod workbook;

use crate::seal::Personal;

/// Bytes of a file at most.
pub const BYTES_MAX: usize = 10 * 1024 * 1024;
/// Rows below the line of headings at most.
pub const ROWS_MAX: usize = 20_000;
pub const COLUMNS_MAX: usize = 100;
/// Characters of a cell that are read; a field that may be as long does not exist.
pub const CELL_MAX: usize = 2_000;
/// Bytes of a workbook once it is unpacked, all of its parts together.
pub const UNPACKED_MAX: u64 = 100 * 1024 * 1024;

/// A table as it was read: the first line holds the headings.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Table {
    pub headings: Vec<Personal>,
    /// Each as long as the headings; with the number of its line, as a spreadsheet counts them.
    pub rows: Vec<(usize, Vec<Personal>)>,
}

/// Why a file is not read, as a message key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Neither text nor a workbook that we know.
    Unknown,
    /// It breaks off, or is not what it says it is.
    Damaged,
    /// Nothing below the headings.
    Empty,
    TooManyRows,
    TooManyColumns,
    /// Unpacked it would be far larger than it looks.
    Swollen,
}

impl Refusal {
    pub const ALL: [Self; 6] =
        [Self::Unknown, Self::Damaged, Self::Empty, Self::TooManyRows, Self::TooManyColumns, Self::Swollen];

    /// What is said of it.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unknown => "exchange-file-unknown",
            Self::Damaged => "exchange-file-damaged",
            Self::Empty => "exchange-file-empty",
            Self::TooManyRows => "exchange-file-rows",
            Self::TooManyColumns => "exchange-file-columns",
            Self::Swollen => "exchange-file-swollen",
        }
    }
}

/// Reads a file, by what is in it and not by its name.
///
/// # Errors
/// What keeps it from being read.
pub fn read(bytes: &[u8]) -> Result<Table, Refusal> {
    let mut lines = Lines::default();
    if bytes.starts_with(b"PK") {
        workbook::read(bytes, &mut lines)?;
    } else if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) || bytes.starts_with(b"%PDF") {
        return Err(Refusal::Unknown);
    } else {
        text::read(bytes, &mut lines)?;
    }
    lines.table()
}

/// Lines in the making, held to the bounds as they come.
#[derive(Default)]
struct Lines {
    headings: Option<Vec<Personal>>,
    rows: Vec<(usize, Vec<Personal>)>,
}

impl Lines {
    /// Adds a line; empty ones are passed over.
    fn add(&mut self, number: usize, cells: Vec<String>) -> Result<(), Refusal> {
        let mut cells: Vec<Personal> = cells.into_iter().map(|cell| tidy(&cell)).collect();
        while cells.last().is_some_and(Personal::is_empty) {
            cells.pop();
        }
        if cells.is_empty() {
            return Ok(());
        }
        if cells.len() > COLUMNS_MAX {
            return Err(Refusal::TooManyColumns);
        }
        if self.headings.is_none() {
            self.headings = Some(cells);
            return Ok(());
        }
        if self.rows.len() == ROWS_MAX {
            return Err(Refusal::TooManyRows);
        }
        self.rows.push((number, cells));
        Ok(())
    }

    fn table(self) -> Result<Table, Refusal> {
        let mut headings = self.headings.ok_or(Refusal::Empty)?;
        let mut rows = self.rows;
        if rows.is_empty() {
            return Err(Refusal::Empty);
        }
        let width = rows.iter().map(|(_, cells)| cells.len()).chain([headings.len()]).max().unwrap_or(0);
        headings.resize_with(width, Personal::default);
        for (_, cells) in &mut rows {
            cells.resize_with(width, Personal::default);
        }
        Ok(Table { headings, rows })
    }
}

/// The text of a cell without what nobody sees, and no longer than any field may be.
fn tidy(cell: &str) -> Personal {
    let plain = |c: char| !c.is_control() || c == '\n' || c == '\t';
    let seen = |c: &char| plain(*c) && !matches!(c, '\u{feff}' | '\u{200b}' | '\u{2060}');
    let text: String = cell.replace("\r\n", "\n").chars().filter(seen).take(CELL_MAX + 1).collect();
    text.trim().into()
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use proptest::prelude::*;
    use rust_xlsxwriter::Workbook;

    use super::*;

    fn texts(table: &Table) -> Vec<Vec<&str>> {
        std::iter::once(&table.headings)
            .chain(table.rows.iter().map(|(_, cells)| cells))
            .map(|cells| cells.iter().map(Personal::reveal).collect())
            .collect()
    }

    fn workbook(rows: &[&[&str]]) -> Vec<u8> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (r, row) in (0..).zip(rows) {
            for (c, cell) in (0..).zip(row.iter()) {
                sheet.write_string(r, c, *cell).unwrap();
            }
        }
        book.save_to_buffer().unwrap()
    }

    fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
        let units = if mark { Some(0xFEFF) } else { None }.into_iter().chain(text.encode_utf16());
        units.flat_map(|u: u16| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    }

    #[test]
    fn every_encoding_and_delimiter_of_the_region_gives_the_same_rows() {
        let comma = "Аты-жөнү,Телефон\nАйгүл Бекова,0700 123 456\n\"Бекова, \"\"Айгүл\"\"\",\n";
        let expected =
            vec![vec!["Аты-жөнү", "Телефон"], vec!["Айгүл Бекова", "0700 123 456"], vec!["Бекова, \"Айгүл\"", ""]];
        let marked = format!("\u{feff}{comma}");
        for (what, bytes) in [
            ("UTF-8", comma.as_bytes().to_vec()),
            ("UTF-8 with its mark", marked.into_bytes()),
            ("UTF-16 LE", utf16(comma, false, true)),
            ("UTF-16 BE", utf16(comma, true, true)),
            ("UTF-16 LE without its mark", utf16(comma, false, false)),
            ("UTF-16 BE without its mark", utf16(comma, true, false)),
        ] {
            assert_eq!(texts(&read(&bytes).unwrap_or_else(|e| panic!("{what}: {e:?}"))), expected, "{what}");
        }
        for delimiter in [";", "\t", "|"] {
            let text = format!("Имя{delimiter}Телефон\r\nАсель, Ж.{delimiter}0700\r\n");
            let expected = vec![vec!["Имя", "Телефон"], vec!["Асель, Ж.", "0700"]];
            assert_eq!(texts(&read(text.as_bytes()).unwrap()), expected, "{delimiter:?}");
        }
        let told = "sep=;\nИмя;Телефон\nАсель;0700";
        assert_eq!(texts(&read(told.as_bytes()).unwrap()), vec![vec!["Имя", "Телефон"], vec!["Асель", "0700"]]);
    }

    #[test]
    fn what_old_programs_write_in_cyrillic_is_read() {
        // "Имя;Ёлка №1" and "Аё" in Windows-1251.
        let bytes = b"\xC8\xEC\xFF;\xA8\xEB\xEA\xE0 \xB9\x31\r\n\xC0\xB8;\x97\r\n";
        assert_eq!(texts(&read(bytes).unwrap()), vec![vec!["Имя", "Ёлка №1"], vec!["Аё", "—"]]);
    }

    #[test]
    fn a_workbook_is_read_as_it_is_shown() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "Аты").unwrap();
        sheet.write_string(0, 1, "Телефон").unwrap();
        sheet.write_string(0, 2, "Жашы").unwrap();
        sheet.write_string(2, 0, "Айгүл").unwrap();
        sheet.write_number(2, 1, 996_700_123_456.0).unwrap();
        sheet.write_boolean(2, 2, true).unwrap();
        let table = read(&book.save_to_buffer().unwrap()).unwrap();
        assert_eq!(texts(&table)[1], ["Айгүл", "996700123456", "1"]);
        assert_eq!(table.rows[0].0, 3, "the line as a spreadsheet counts it");
    }

    #[test]
    fn bounds_are_kept_at_them_and_past_them() {
        let rows = |n: usize| format!("a\n{}", "x\n".repeat(n));
        assert_eq!(read(rows(ROWS_MAX).as_bytes()).unwrap().rows.len(), ROWS_MAX);
        assert_eq!(read(rows(ROWS_MAX + 1).as_bytes()).err(), Some(Refusal::TooManyRows));
        let columns = |n: usize| format!("{}\n{}\n", vec!["a"; n].join(","), vec!["x"; n].join(","));
        assert_eq!(read(columns(COLUMNS_MAX).as_bytes()).unwrap().headings.len(), COLUMNS_MAX);
        assert_eq!(read(columns(COLUMNS_MAX + 1).as_bytes()).err(), Some(Refusal::TooManyColumns));
        let wide: Vec<&str> = vec!["a"; COLUMNS_MAX + 1];
        assert_eq!(read(&workbook(&[&wide, &wide])).err(), Some(Refusal::TooManyColumns));
        let long = format!("a\n{}\n", "ө".repeat(CELL_MAX + 50));
        let cell = read(long.as_bytes()).unwrap().rows[0].1[0].reveal().chars().count();
        assert_eq!(cell, CELL_MAX + 1, "one more than any field takes, so that the field says so");
    }

    #[test]
    fn a_cell_far_out_costs_nothing() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "a").unwrap();
        sheet.write_string(1_048_575, 0, "x").unwrap();
        let table = read(&book.save_to_buffer().unwrap()).unwrap();
        let rows: Vec<_> = table.rows.iter().map(|(number, cells)| (*number, cells[0].reveal())).collect();
        assert_eq!(rows, [(1_048_576, "x")]);
        let mut book = Workbook::new();
        book.add_worksheet().write_string(0, 16_383, "x").unwrap();
        assert_eq!(read(&book.save_to_buffer().unwrap()).err(), Some(Refusal::TooManyColumns));
    }

    #[test]
    fn bad_files_are_refused_in_words() {
        let good = workbook(&[&["Аты"], &["Айгүл"]]);
        for (what, bytes, refusal) in [
            ("nothing", vec![], Refusal::Empty),
            ("headings alone", "Аты,Телефон\n".into(), Refusal::Empty),
            ("empty lines", "Аты\n\n,,\n".into(), Refusal::Empty),
            ("an empty sheet", workbook(&[]), Refusal::Empty),
            ("headings alone in a sheet", workbook(&[&["Аты"]]), Refusal::Empty),
            ("broken off", good[..good.len() / 2].to_vec(), Refusal::Damaged),
            ("an archive of something else", zipped("notes.txt", b"x"), Refusal::Damaged),
            ("an old workbook", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), Refusal::Unknown),
            ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0".to_vec(), Refusal::Unknown),
            ("a document", b"%PDF-1.7\n1 0 obj".to_vec(), Refusal::Unknown),
        ] {
            assert_eq!(read(&bytes).err(), Some(refusal), "{what}");
        }
    }

    fn zipped(name: &str, content: &[u8]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let packed = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        zip.start_file(name, packed).unwrap();
        zip.write_all(content).unwrap();
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_workbook_that_swells_is_refused_before_it_is_unpacked() {
        let bomb = zipped("xl/worksheets/sheet1.xml", &vec![b' '; usize::try_from(UNPACKED_MAX).unwrap() + 1]);
        assert!(bomb.len() < 1024 * 1024, "{} bytes", bomb.len());
        assert_eq!(read(&bomb).err(), Some(Refusal::Swollen));
        // Another that says of itself that it is small.
        let mut liar = bomb;
        let true_size = (u32::try_from(UNPACKED_MAX).unwrap() + 1).to_le_bytes();
        let places: Vec<_> = (0..liar.len() - 4).filter(|at| liar[*at..*at + 4] == true_size).collect();
        assert!(!places.is_empty());
        for at in places {
            liar[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
        }
        assert!(matches!(read(&liar), Err(Refusal::Swollen | Refusal::Damaged)));
    }

    #[test]
    fn equal_headings_stay_columns_of_their_own() {
        let table = read("Аты,Аты,\nА,Б,В\n".as_bytes()).unwrap();
        assert_eq!(texts(&table), vec![vec!["Аты", "Аты", ""], vec!["А", "Б", "В"]]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(&bytes);
        }

        #[test]
        fn any_damage_to_a_workbook_is_read_or_refused(at in 0_usize..6000, byte in any::<u8>()) {
            let mut bytes = workbook(&[&["Аты", "Телефон"], &["Айгүл", "0700"]]);
            let at = at % bytes.len();
            bytes[at] = byte;
            let _ = read(&bytes);
        }
    }
}
