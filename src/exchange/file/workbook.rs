//! Tables as workbooks (XLSX). What is packed in one is measured before anything of it is unpacked for use; cells are read
//! one by one, because a table that is as large as its furthest cell would not fit into any memory.

use std::io::{Cursor, Read as _};

use calamine::{DataRef, Reader as _, Xlsx};

use super::{COLUMNS_MAX, Lines, ROWS_MAX, Refusal, UNPACKED_MAX};

pub(super) fn read(bytes: &[u8], lines: &mut Lines) -> Result<(), Refusal> {
    measure(bytes)?;
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    // The first sheet; a list has one.
    let sheet = book.sheet_names().into_iter().next().ok_or(Refusal::Empty)?;
    let mut cells = book.worksheet_cells_reader(&sheet).map_err(|_| Refusal::Damaged)?;
    let mut line: (u32, Vec<String>) = (0, Vec::new());
    let mut seen = 0;
    while let Some(cell) = cells.next_cell().map_err(|_| Refusal::Damaged)? {
        let ((row, column), text) = (cell.get_position(), said(cell.get_value()));
        if text.is_empty() {
            continue;
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column >= COLUMNS_MAX {
            return Err(Refusal::TooManyColumns);
        }
        if row != line.0 {
            let done = std::mem::take(&mut line.1);
            lines.add(number(line.0), done)?;
            line.0 = row;
        }
        seen += 1;
        // A row that comes back again and again is not what spreadsheets write.
        if seen > (ROWS_MAX + 2) * COLUMNS_MAX {
            return Err(Refusal::TooManyRows);
        }
        if line.1.len() <= column {
            line.1.resize(column + 1, String::new());
        }
        line.1[column] = text;
    }
    lines.add(number(line.0), line.1)
}

/// Lines are counted from one.
fn number(row: u32) -> usize {
    usize::try_from(row).unwrap_or(usize::MAX).saturating_add(1)
}

/// Unpacks everything once into nothing and counts: what an archive says of its own size may be untrue.
fn measure(bytes: &[u8]) -> Result<(), Refusal> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    let mut left = UNPACKED_MAX;
    for n in 0..archive.len() {
        let part = archive.by_index(n).map_err(|_| Refusal::Damaged)?;
        let mut part = part.take(left + 1);
        let unpacked = std::io::copy(&mut part, &mut std::io::sink()).map_err(|_| Refusal::Damaged)?;
        left = left.checked_sub(unpacked).ok_or(Refusal::Swollen)?;
    }
    Ok(())
}

/// A cell as it is shown. A formula is its last result.
fn said(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(n) => n.to_string(),
        // Whole numbers without a point: phone numbers among them.
        DataRef::Float(n) => n.to_string(),
        DataRef::Bool(b) => u8::from(*b).to_string(),
        DataRef::DateTime(at) => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}
