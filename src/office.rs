//! Spreadsheets in and out: sheets for people who have no `onsite`, and what they send back.
//!
//! A file that comes from outside is a stranger's: nothing of it is unpacked or kept in memory before
//! its size is known. Formulas are never evaluated. Knows no dossier and no wording.

mod csv_file;
mod read;
mod write;

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use crate::report::nc_sheet::Cell;

pub use csv_file::csv;
pub use write::xlsx;

/// Largest file that is read.
pub const FILE_LIMIT: u64 = 8 * 1024 * 1024;
/// Most bytes that a workbook may unpack to, all its parts together.
pub const UNPACKED_LIMIT: u64 = 32 * 1024 * 1024;
/// Most rows of a sheet.
pub const ROW_LIMIT: usize = 5_000;
/// Most columns of a sheet.
pub const COLUMN_LIMIT: usize = 64;

/// Why a spreadsheet was not read or written.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// The system says no.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The file is larger than [`FILE_LIMIT`].
    #[error("larger than {FILE_LIMIT} bytes")]
    TooLarge,
    /// It unpacks to more than [`UNPACKED_LIMIT`].
    #[error("unpacks to more than {UNPACKED_LIMIT} bytes")]
    UnpacksTooLarge,
    /// It has more than [`ROW_LIMIT`] rows or [`COLUMN_LIMIT`] columns.
    #[error("more than {ROW_LIMIT} rows or {COLUMN_LIMIT} columns")]
    TooManyCells,
    /// It is not what its name says.
    #[error("no workbook: {0}")]
    NoWorkbook(String),
    /// Its text is neither UTF-8, UTF-16 nor GBK.
    #[error("neither UTF-8, UTF-16 nor GBK")]
    NoText,
    /// The writer of workbooks says no.
    #[error("cannot be written: {0}")]
    NotWritten(String),
}

/// The kinds of file, by their ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A workbook.
    Xlsx,
    /// Values with commas between them.
    Csv,
}

impl Kind {
    /// The kind that a file's ending names.
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "xlsx" => Some(Self::Xlsx),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }
}

/// The sheets of a file, as rows of cells: of a workbook each, of a CSV file its one.
pub fn read(path: &Path, kind: Kind) -> Result<Vec<Vec<Vec<Cell>>>, OfficeError> {
    let bytes = bytes(path)?;
    match kind {
        Kind::Xlsx => read::workbook(&bytes),
        Kind::Csv => Ok(vec![csv_file::read(&bytes)?]),
    }
}

/// A file's bytes, if it is a file and not too large.
fn bytes(path: &Path) -> Result<Vec<u8>, OfficeError> {
    let facts = fs::metadata(path)?;
    if !facts.is_file() {
        return Err(io::Error::from(io::ErrorKind::InvalidInput).into());
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(FILE_LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > FILE_LIMIT { Err(OfficeError::TooLarge) } else { Ok(bytes) }
}

/// Writes a file that appears whole or not at all; another file only gives way if asked to.
pub fn put(path: &Path, bytes: &[u8], replace: bool) -> Result<(), OfficeError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".onsite-sheet-");
    // It is made to be sent: readable as any new file is, within the user's mask.
    #[cfg(unix)]
    let readable = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    #[cfg(unix)]
    builder.permissions(readable);
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    let kept = if replace { file.persist(path) } else { file.persist_noclobber(path) };
    kept.map(|_| ()).map_err(|error| error.error.into())
}
