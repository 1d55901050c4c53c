//! Tables as text: which letters they are written in, and what stands between the cells.

use super::{Lines, Refusal};
use crate::exchange::model::cells::unguarded;

/// What stands between cells, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Lines that are looked at to find out.
const LOOKED_AT: usize = 20;

pub(super) fn read(bytes: &[u8], lines: &mut Lines) -> Result<(), Refusal> {
    let text = decode(bytes)?;
    // Written by spreadsheets for spreadsheets.
    let first = text.lines().next().unwrap_or_default();
    let told = first.strip_prefix("sep=").and_then(|rest| rest.trim().bytes().next()).filter(u8::is_ascii);
    let (body, skipped) = match told {
        Some(_) => (text.get(first.len()..).unwrap_or_default().trim_start_matches(['\r', '\n']), 1),
        None => (text.as_str(), 0),
    };
    let delimiter = told.unwrap_or_else(|| delimiter(body));
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(body.as_bytes());
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) => {}
            Err(_) => return Err(Refusal::Damaged),
        }
        let at = record.position().map_or(1, csv::Position::line);
        let number = usize::try_from(at).unwrap_or(usize::MAX).saturating_add(skipped);
        // A guard before what could be a formula belongs to the file and not to the text.
        lines.add(number, record.iter().map(|cell| unguarded(cell.trim()).to_owned()).collect())?;
    }
}

/// The one that parts the first lines into the same number of cells, and into most.
fn delimiter(text: &str) -> u8 {
    let score = |delimiter: u8| {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let widths: Vec<usize> = reader.records().take(LOOKED_AT).filter_map(|r| Some(r.ok()?.len())).collect();
        let first = widths.first().copied().unwrap_or(0);
        let same = widths.iter().filter(|w| **w == first).count();
        if first < 2 { (0, 0) } else { (same, first) }
    };
    // The first of the best.
    DELIMITERS.into_iter().rev().max_by_key(|d| score(*d)).unwrap_or(b',')
}

/// As text, whatever letters it is written in.
fn decode(bytes: &[u8]) -> Result<String, Refusal> {
    if let Some(rest) = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        return String::from_utf8(rest.to_vec()).map_err(|_| Refusal::Damaged);
    }
    if let Some(rest) = bytes.strip_prefix(&[0xFF, 0xFE]) {
        return wide(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        return wide(rest, u16::from_be_bytes);
    }
    // Of a list some signs are always plain: delimiters, digits, ends of lines. In two bytes each has a zero.
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if even + odd > 0 {
        let some = bytes.len() / 50;
        return match (even, odd) {
            (0, n) if n > some => wide(bytes, u16::from_le_bytes),
            (n, 0) if n > some => wide(bytes, u16::from_be_bytes),
            _ => Err(Refusal::Unknown),
        };
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let strange = |b: &u8| *b < 0x20 && !b"\t\r\n".contains(b);
    if bytes.iter().any(strange) { Err(Refusal::Unknown) } else { Ok(bytes.iter().map(|b| cyrillic(*b)).collect()) }
}

/// UTF-16.
fn wide(bytes: &[u8], unit: impl Fn([u8; 2]) -> u16) -> Result<String, Refusal> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(Refusal::Damaged);
    }
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<Result<_, _>>().map_err(|_| Refusal::Damaged)
}

/// A byte of Windows-1251.
fn cyrillic(byte: u8) -> char {
    const UPPER: [char; 64] = [
        'Ђ', 'Ѓ', '‚', 'ѓ', '„', '…', '†', '‡', '€', '‰', 'Љ', '‹', 'Њ', 'Ќ', 'Ћ', 'Џ', 'ђ', '‘', '’', '“', '”', '•',
        '–', '—', '\u{98}', '™', 'љ', '›', 'њ', 'ќ', 'ћ', 'џ', '\u{a0}', 'Ў', 'ў', 'Ј', '¤', 'Ґ', '¦', '§', 'Ё', '©',
        'Є', '«', '¬', '\u{ad}', '®', 'Ї', '°', '±', 'І', 'і', 'ґ', 'µ', '¶', '·', 'ё', '№', 'є', '»', 'ј', 'Ѕ', 'ѕ',
        'ї',
    ];
    match byte {
        0..0x80 => char::from(byte),
        0x80..0xC0 => UPPER[usize::from(byte - 0x80)],
        // А to я, in the order of the alphabet.
        _ => char::from_u32(0x410 + u32::from(byte - 0xC0)).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}
