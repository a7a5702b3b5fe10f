//! Workbooks of strangers: unpacked once into nothing, to know their size, before anything is kept.

use std::io::{self, Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};
use zip::ZipArchive;

use super::{COLUMN_LIMIT, OfficeError, ROW_LIMIT, UNPACKED_LIMIT};
use crate::report::nc_sheet::Cell;

/// Most parts of a workbook.
const PART_LIMIT: usize = 1_000;
/// Most sheets that are looked into.
const SHEET_LIMIT: usize = 8;

/// The sheets of a workbook. Of a formula only the value that was saved with it is taken.
pub fn workbook(bytes: &[u8]) -> Result<Vec<Vec<Vec<Cell>>>, OfficeError> {
    measure(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| wrong(&error))?;
    let names: Vec<String> = book.sheet_names().into_iter().take(SHEET_LIMIT).collect();
    let mut room = UNPACKED_LIMIT;
    names.iter().map(|name| sheet(&mut book, name, &mut room)).collect()
}

fn wrong(error: &dyn std::fmt::Display) -> OfficeError {
    OfficeError::NoWorkbook(error.to_string())
}

/// Unpacks every part into nothing and counts: what an archive says about itself is not believed.
fn measure(bytes: &[u8]) -> Result<(), OfficeError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| wrong(&error))?;
    if archive.len() > PART_LIMIT {
        return Err(OfficeError::UnpacksTooLarge);
    }
    let mut left = UNPACKED_LIMIT;
    for nth in 0..archive.len() {
        let part = archive.by_index(nth).map_err(|error| wrong(&error))?;
        let size = io::copy(&mut part.take(left + 1), &mut io::sink()).map_err(|error| wrong(&error))?;
        left = left.checked_sub(size).ok_or(OfficeError::UnpacksTooLarge)?;
    }
    Ok(())
}

/// Cell by cell: one cell at the far corner must not make a table of the whole sheet. `room` is what
/// texts may still take: a thousand cells may name one long text.
fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, room: &mut u64) -> Result<Vec<Vec<Cell>>, OfficeError> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    // A sheet that is a chart has no cells.
    let Ok(mut cells) = book.worksheet_cells_reader(name) else { return Ok(rows) };
    while let Some(found) = cells.next_cell().map_err(|error| wrong(&error))? {
        let value = cell(found.get_value());
        if value == Cell::default() {
            continue;
        }
        let (row, column) = found.get_position();
        let (row, column) = (usize::try_from(row), usize::try_from(column));
        let (Ok(row), Ok(column)) = (row, column) else { return Err(OfficeError::TooManyCells) };
        if row >= ROW_LIMIT || column >= COLUMN_LIMIT {
            return Err(OfficeError::TooManyCells);
        }
        if let Cell::Text(text) | Cell::Fault(text) = &value {
            *room = room.checked_sub(text.len() as u64).ok_or(OfficeError::UnpacksTooLarge)?;
        }
        if rows.len() <= row {
            rows.resize_with(row + 1, Vec::new);
        }
        if rows[row].len() <= column {
            rows[row].resize_with(column + 1, Cell::default);
        }
        rows[row][column] = value;
    }
    Ok(rows)
}

fn cell(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::default(),
        DataRef::String(text) | DataRef::DurationIso(text) => Cell::Text(text.clone()),
        DataRef::SharedString(text) => Cell::Text((*text).to_owned()),
        DataRef::Int(number) => Cell::Text(number.to_string()),
        DataRef::Float(number) => Cell::Text(number.to_string()),
        DataRef::Bool(yes) => Cell::Text(yes.to_string().to_uppercase()),
        DataRef::DateTime(time) => match time.as_datetime() {
            Some(at) if time.is_datetime() => Cell::Date(at.date()),
            _ => Cell::Text(time.as_f64().to_string()),
        },
        DataRef::DateTimeIso(text) => {
            let day = text.get(..10).and_then(|day| day.parse().ok());
            day.map_or_else(|| Cell::Text(text.clone()), Cell::Date)
        }
        DataRef::Error(error) => Cell::Fault(error.to_string()),
    }
}
