//! CSV as spreadsheet programs write and read it: UTF-8 with a mark, UTF-16 or GBK; commas, semicolons
//! or tabs.

use ::csv::{ReaderBuilder, Terminator, WriterBuilder};
use encoding_rs::{Encoding, GB18030};

use super::{COLUMN_LIMIT, OfficeError, ROW_LIMIT};
use crate::report::nc_sheet::{Cell, Column, Sheet};

/// What a text must not begin with, lest a spreadsheet take it for a formula; and the mark itself.
const GUARDED: [char; 6] = ['=', '+', '-', '@', '\t', '\''];

/// A sheet as CSV with the mark that tells spreadsheet programs that it is UTF-8.
pub fn csv(sheet: &Sheet) -> Result<Vec<u8>, OfficeError> {
    let wrong = |error: &dyn std::fmt::Display| OfficeError::NotWritten(error.to_string());
    let mut out = WriterBuilder::new().flexible(true).terminator(Terminator::CRLF).from_writer(Vec::new());
    out.write_byte_record(&::csv::ByteRecord::from(vec![sheet.plain_note.as_str()]))
        .map_err(|e| wrong(&e))?;
    out.write_record(Column::ALL.map(|column| column.heading().get(sheet.lang))).map_err(|e| wrong(&e))?;
    for row in &sheet.rows {
        out.write_record(row.cells.iter().map(guarded)).map_err(|e| wrong(&e))?;
    }
    let text = out.into_inner().map_err(|error| wrong(&error))?;
    Ok([b"\xef\xbb\xbf".as_slice(), &text].concat())
}

fn guarded(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) if text.starts_with(GUARDED) => format!("'{text}"),
        Cell::Text(text) | Cell::Fault(text) => text.clone(),
        Cell::Date(date) => date.to_string(),
    }
}

/// A field without the mark that [`guarded`] put before it.
fn bare(field: &str) -> &str {
    match field.strip_prefix('\'') {
        Some(rest) if rest.starts_with(GUARDED) => rest,
        _ => field,
    }
}

/// The rows of a CSV file.
pub fn read(bytes: &[u8]) -> Result<Vec<Vec<Cell>>, OfficeError> {
    let text = text(bytes)?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| OfficeError::NoWorkbook(error.to_string()))?;
        let holding = record.iter().enumerate().filter(|(_, field)| !field.trim().is_empty());
        let filled = holding.last().map_or(0, |(at, _)| at + 1);
        if rows.len() >= ROW_LIMIT || filled > COLUMN_LIMIT {
            return Err(OfficeError::TooManyCells);
        }
        let fields = record.iter().take(filled);
        rows.push(fields.map(|field| Cell::Text(bare(field).to_owned())).collect());
    }
    Ok(rows)
}

/// The text in whatever a spreadsheet program wrote it.
fn text(bytes: &[u8]) -> Result<String, OfficeError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
        return text.map(std::borrow::Cow::into_owned).ok_or(OfficeError::NoText);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes);
    text.map(std::borrow::Cow::into_owned).ok_or(OfficeError::NoText)
}

/// What stands behind the first heading that is the same in every language.
fn delimiter(text: &str) -> u8 {
    let heading = Column::DossierKey.heading().en;
    let rest = text.split_once(heading).map_or("", |(_, rest)| rest);
    let behind = rest.trim_start_matches('"').bytes().next();
    behind.filter(|byte| matches!(byte, b';' | b'\t')).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8]) -> Vec<Vec<String>> {
        let cell = |cell: &Cell| match cell {
            Cell::Text(text) => text.clone(),
            other => panic!("{other:?}"),
        };
        read(bytes).unwrap().iter().map(|row| row.iter().map(cell).collect()).collect()
    }

    #[test]
    fn what_looks_like_a_formula_goes_out_with_a_mark_and_comes_back_without() {
        for text in ["=1+1", "-5 ℃", "@甲", "'甲", "'=1", "普通", ""] {
            let out = guarded(&Cell::Text(text.to_owned()));
            assert!(!out.starts_with(['=', '-', '@']), "{out}");
            assert_eq!(bare(&out), text);
        }
        // Typed by the client, not by us.
        assert_eq!(bare("'甲"), "'甲");
    }

    #[test]
    fn every_writing_of_a_spreadsheet_program_is_read() {
        let lines = "onsite:dossier,二\r\n\"甲\n乙\",丙\r\n";
        let expected = [["onsite:dossier", "二"], ["甲\n乙", "丙"]];
        let (gbk, _, _) = encoding_rs::GBK.encode(lines);
        assert_eq!(texts(&gbk), expected);
        assert_eq!(texts(lines.as_bytes()), expected);
        assert_eq!(texts(format!("\u{feff}{lines}").as_bytes()), expected);
        let wide: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain(lines.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(texts(&wide), expected);
        assert_eq!(texts(lines.replace(',', ";").as_bytes()), expected);
        assert_eq!(texts(lines.replace(',', "\t").as_bytes()), expected);
        assert!(matches!(read(b"\xff\xff\xff\xff"), Err(OfficeError::NoText)));
    }

    #[test]
    fn a_sheet_beyond_all_measure_is_refused() {
        assert!(matches!(read("x\n".repeat(ROW_LIMIT + 1).as_bytes()), Err(OfficeError::TooManyCells)));
        assert!(matches!(read("x,".repeat(COLUMN_LIMIT + 2).as_bytes()), Err(OfficeError::TooManyCells)));
        assert_eq!(texts(",".repeat(20_000).as_bytes()), [Vec::<String>::new()]);
    }
}
