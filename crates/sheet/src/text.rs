//! CSV and TSV: the encoding and the delimiter are found out.

use crate::{
    Cell, SheetError,
    workbook::{Filling, Sheet},
};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use csv::ReaderBuilder;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1251};
use std::{borrow::Cow, sync::atomic::AtomicBool};

/// What separates cells: semicolons where a comma is the decimal sign, tabs from a clipboard.
const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// Largest text: 100,000 rows are some 10 MB.
const BYTES_MAX: usize = 128 * 1024 * 1024;

pub(crate) fn read(bytes: &[u8], stop: &AtomicBool) -> Result<Sheet, SheetError> {
    if bytes.len() > BYTES_MAX {
        return Err(SheetError::TooLarge);
    }
    let text = decode(bytes).ok_or(SheetError::NotASheet)?;
    let (delimiter, text) = match declared(&text) {
        Some((delimiter, rest)) => (delimiter, rest),
        None => (delimiter(&text), &*text),
    };
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut filling = Filling::new(stop);
    filling.sheet("", Vec::new());
    let (mut next, mut inside, mut lines, mut counted) = (0, 0_usize, 0, 0);
    for record in reader.records() {
        let record = record.map_err(|_| SheetError::NotASheet)?;
        // Blank lines are rows too, lines inside quotes are not: so rows are numbered as a spreadsheet would.
        let before = record
            .position()
            .map_or(0, |at| usize::try_from(at.byte()).unwrap_or(0));
        let blank = text.get(before..).unwrap_or_default();
        let begins = before + blank.len() - blank.trim_start_matches(['\r', '\n']).len();
        lines += text
            .get(counted..begins)
            .unwrap_or_default()
            .matches('\n')
            .count();
        counted = begins;
        let row = lines.saturating_sub(inside).max(next);
        for (column, cell) in record.iter().enumerate() {
            filling.put(row, column, Cell::Text(cell.trim().to_owned()))?;
            inside += cell.matches('\n').count();
        }
        next = row + 1;
    }
    filling.sheets.pop().ok_or(SheetError::Empty)
}

/// The text of the bytes; `None` when they are no text. A mark at the beginning decides, then UTF-8 if it is valid, then the
/// letters' frequencies. Single-byte encodings of other alphabets are not believed: here it is windows-1251.
fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
        return Some(text);
    }
    if bytes.contains(&0) {
        return None;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(Cow::Borrowed(text));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = detector.guess(Some(b"ua"), Utf8Detection::Deny);
    let cyrillic = ["windows-1251", "KOI8-U", "IBM866", "ISO-8859-5", "x-mac-cyrillic"];
    let encoding = if guessed != UTF_8 && cyrillic.contains(&guessed.name()) {
        guessed
    } else {
        WINDOWS_1251
    };
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    // Pictures, archives and programs are mostly not letters.
    let odd = text
        .chars()
        .filter(|letter| letter.is_control() && !letter.is_whitespace())
        .count();
    (odd * 100 <= text.chars().count()).then_some(text)
}

/// Excel's own first line `sep=;`, and the text after it.
fn declared(text: &str) -> Option<(u8, &str)> {
    let rest = text.strip_prefix("sep=")?;
    let (first, after) = rest.split_once('\n')?;
    let delimiter = first.trim_end_matches('\r').as_bytes();
    match delimiter {
        [delimiter] if DELIMITERS.contains(delimiter) => Some((*delimiter, after)),
        _ => None,
    }
}

/// The delimiter that makes the most rows of the same, greatest length of the first lines.
fn delimiter(text: &str) -> u8 {
    let end = text
        .char_indices()
        .nth(64 * 1024)
        .map_or(text.len(), |(at, _)| at);
    let sample = text.get(..end).unwrap_or(text);
    let score = |delimiter: u8| {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(sample.as_bytes());
        let lengths: Vec<usize> = reader.records().take(50).flatten().map(|row| row.len()).collect();
        let first = lengths.iter().copied().max().unwrap_or(1);
        let usual = lengths
            .iter()
            .copied()
            .filter(|length| *length > 1)
            .max_by_key(|length| lengths.iter().filter(|other| *other == length).count())
            .unwrap_or(1);
        let alike = lengths.iter().filter(|length| **length == usual).count();
        (
            if usual > 1 {
                alike * 1000 / lengths.len().max(1)
            } else {
                0
            },
            first,
        )
    };
    // The first of equals wins.
    DELIMITERS
        .into_iter()
        .rev()
        .max_by_key(|delimiter| score(*delimiter))
        .unwrap_or(b';')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
        let sheet = read(bytes, &AtomicBool::new(false)).unwrap();
        let rows = sheet.rows.iter();
        rows.map(|row| row.iter().map(Cell::text).collect()).collect()
    }

    #[test]
    fn windows_1251_with_semicolons_and_quotes_in_quotes() {
        let text = "Депутат;Голос;Примітка\r\nКоваль Їжак Ґанна;За;\"сказала \"\"за\"\"; і вийшла\"\r\n";
        let (bytes, _, _) = WINDOWS_1251.encode(text);
        let rows = rows(&bytes);
        assert_eq!(rows[0], ["Депутат", "Голос", "Примітка"]);
        assert_eq!(rows[1], ["Коваль Їжак Ґанна", "За", "сказала \"за\"; і вийшла"]);
    }

    #[test]
    fn one_short_line_of_windows_1251_is_read_too() {
        let (bytes, _, _) = WINDOWS_1251.encode("ПІБ;Голос\nЄвген;за\n");
        assert_eq!(rows(&bytes), [["ПІБ", "Голос"], ["Євген", "за"]]);
    }

    #[test]
    fn utf_16_and_utf_8_with_a_mark_are_read() {
        let utf16: Vec<u8> = "\u{feff}а\tб\nв\tг"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(rows(&utf16), [["а", "б"], ["в", "г"]]);
        assert_eq!(rows("\u{feff}а,б\n1,2\n".as_bytes()), [["а", "б"], ["1", "2"]]);
    }

    #[test]
    fn decimal_commas_do_not_make_the_comma_a_delimiter() {
        let rows = rows("Показник;План;Факт\nШляхи;1,5;2,5\nПарки;3,5;4,5\n".as_bytes());
        assert_eq!(rows[1], ["Шляхи", "1,5", "2,5"]);
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_would() {
        let rows = rows("а;б\n\n\"два\nрядки\";1\nкінець;2\n".as_bytes());
        assert_eq!(rows.len(), 4);
        assert!(rows[1].is_empty());
        assert_eq!(rows[2], ["два\nрядки", "1"]);
        assert_eq!(rows[3], ["кінець", "2"]);
    }

    #[test]
    fn declared_delimiter_is_believed() {
        assert_eq!(rows(b"sep=|\r\na|b,c\r\n"), [["a", "b,c"]]);
    }

    #[test]
    fn bytes_of_a_picture_are_no_table() {
        let picture: Vec<u8> = (0..4096_u32)
            .map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        assert_eq!(
            read(&picture, &AtomicBool::new(false)),
            Err(SheetError::NotASheet)
        );
    }
}
