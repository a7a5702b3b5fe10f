//! What can go wrong with files, told apart by what a person must do about it.
//!
//! `Display` is for logs; the sentence for people, in both languages, is made in `i18n::store`.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;
use rusqlite::ffi::{SQLITE_IOERR_READ, SQLITE_IOERR_SHMSIZE};

use crate::domain::ids::{ChangeId, Hash};
use crate::domain::journal::LineError;

/// Why the store could not do what it was asked to. Nothing of what was asked has been written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The system names no home directory.
    #[error("no home directory")]
    NoHome,
    /// No such file.
    #[error("no such file: {}", .path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// No such folder.
    #[error("no such folder: {}", .path.display())]
    NoFolder {
        /// The folder.
        path: PathBuf,
    },
    /// A new dossier would take the place of a file.
    #[error("exists already: {}", .path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// A folder, a device or a pipe.
    #[error("not a plain file: {}", .path.display())]
    NotAFile {
        /// What was named.
        path: PathBuf,
    },
    /// The file holds nothing.
    #[error("empty file: {}", .path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// Not SQLite at all.
    #[error("not a SQLite file: {}", .path.display())]
    NotSqlite {
        /// The file.
        path: PathBuf,
    },
    /// SQLite, of another program.
    #[error("of another program (application_id {application_id:#010x}): {}", .path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// The mark that it carries.
        application_id: u32,
    },
    /// Its end is missing.
    #[error("{found} of {expected} bytes: {}", .path.display())]
    Truncated {
        /// The file.
        path: PathBuf,
        /// Bytes that it should hold.
        expected: u64,
        /// Bytes that it holds.
        found: u64,
    },
    /// Written by a newer program.
    #[error("format {found}, known up to {known}: {}", .path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The newest format that this program knows.
        known: u32,
    },
    /// Another `onsite` has it open for writing.
    #[error("in use by process {pid:?}: {}", .path.display())]
    Locked {
        /// The file.
        path: PathBuf,
        /// The process, if it left its number.
        pid: Option<u32>,
    },
    /// Another program held the file for longer than the store waits.
    #[error("busy: {}", .path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// The file was moved away, deleted, or another one stands in its place.
    #[error("moved away or replaced: {}", .path.display())]
    Moved {
        /// The file.
        path: PathBuf,
    },
    /// Somebody else wrote into it meanwhile.
    #[error("changed meanwhile: {}", .path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// It was opened for reading, or it or its folder cannot be written.
    #[error("read-only: {}", .path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// The system forbids it.
    #[error("not permitted: {}", .path.display())]
    Forbidden {
        /// The file.
        path: PathBuf,
    },
    /// No room left on the disk.
    #[error("disk full: {}", .path.display())]
    Full {
        /// The file that was written.
        path: PathBuf,
    },
    /// The file's inside does not fit together.
    #[error("damaged ({detail}): {}", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
    /// A line of the journal cannot be read.
    #[error("line {seq} of stream {stream} in {}: {source}", .path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The stream.
        stream: String,
        /// The number in the stream.
        seq: u32,
        /// What is wrong with it.
        source: LineError,
    },
    /// Lines that were offered do not continue what is here; none was taken.
    #[error("line {seq} of stream {stream} refused: {why}")]
    Refused {
        /// The stream.
        stream: String,
        /// The number in the stream.
        seq: u32,
        /// Why.
        why: ChainFault,
    },
    /// The copy that a migration makes first could not be made; the file is as it was.
    #[error("making a backup before migrating: {source}")]
    Backup {
        /// What went wrong.
        source: Box<StoreError>,
    },
    /// The settings have a fault.
    #[error("{}:{line}: {message}", .path.display())]
    Settings {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// The folder of what this laptop alone knows cannot be used.
    #[error("using the state folder: {source}")]
    State {
        /// What went wrong.
        source: Box<StoreError>,
    },
    /// Anything else that the file system says.
    #[error("{}: {source}", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What it says.
        source: io::Error,
    },
    /// Anything else that SQLite says.
    #[error("{}: {source}", .path.display())]
    Sql {
        /// The file.
        path: PathBuf,
        /// What it says.
        source: rusqlite::Error,
    },
}

/// Why a line does not belong where it stands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChainFault {
    /// Its bytes are not those that were hashed.
    #[error("its bytes do not have the hash that was recorded")]
    Altered,
    /// It cannot be read.
    #[error("unreadable: {0}")]
    Unreadable(String),
    /// It says that it is another line than the one that was recorded here.
    #[error("it stands in a place that is not its own")]
    Misplaced,
    /// What it follows is not there, or is not what it says.
    #[error("it follows {0}, which is not there")]
    Loose(Hash),
    /// It replaces a change that is not there.
    #[error("it replaces {0}, which is not there")]
    Unfounded(ChangeId),
}

impl StoreError {
    /// Whether the file's inside is damaged, or cannot be read at some place.
    pub fn is_damage(&self) -> bool {
        match self {
            Self::Damaged { .. } => true,
            Self::Sql { source, .. } => is_damage(source),
            _ => false,
        }
    }

    /// From what the file system said about a file.
    pub fn io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            ErrorKind::NotFound => Self::Missing { path },
            ErrorKind::AlreadyExists => Self::Exists { path },
            ErrorKind::PermissionDenied => Self::Forbidden { path },
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path },
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                Self::Full { path }
            }
            ErrorKind::IsADirectory | ErrorKind::NotADirectory => Self::NotAFile { path },
            _ => Self::Io { path, source },
        }
    }

    /// From what SQLite said about a file.
    pub fn sql(path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_owned();
        // On a full disk there is no room even for the index of the log.
        let no_room = source.sqlite_error().is_some_and(|error| error.extended_code == SQLITE_IOERR_SHMSIZE);
        if no_room {
            return Self::Full { path };
        }
        let Some(code) = source.sqlite_error_code() else { return Self::Sql { path, source } };
        match code {
            ErrorCode::DiskFull => Self::Full { path },
            ErrorCode::ReadOnly => Self::ReadOnly { path },
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy { path },
            ErrorCode::PermissionDenied => Self::Forbidden { path },
            ErrorCode::NotADatabase => Self::NotSqlite { path },
            ErrorCode::DatabaseCorrupt => Self::Damaged { path, detail: source.to_string() },
            _ => Self::Sql { path, source },
        }
    }
}

/// Whether the file's inside is damaged, or the disk cannot read it at some place.
pub(super) fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt))
        || error.sqlite_error().is_some_and(|error| error.extended_code == SQLITE_IOERR_READ)
}
