//! Opening dossier files: told apart by their first bytes before SQLite touches them, for reading
//! without writing a byte anywhere, for writing with every safety on.

use std::fmt::Write as _;
use std::fs::{self, File, Metadata};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::error::StoreError;
use super::lock::path_beside;
use super::schema::{APPLICATION_ID, FORMAT};

/// How long a write waits for another program that holds the file.
const BUSY: Duration = Duration::from_millis(250);

const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// What tells one state of a file from another without reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamps {
    file: Option<(u64, Option<SystemTime>)>,
    wal: Option<(u64, Option<SystemTime>)>,
}

/// Which file of the disk a path leads to; `None` where the system does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place(Option<(u64, u64)>);

impl Place {
    /// The file that a path leads to now.
    #[cfg(unix)]
    pub fn of(path: &Path) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self(fs::metadata(path).ok().map(|metadata| (metadata.dev(), metadata.ino())))
    }

    /// Elsewhere a file that is open cannot be taken away.
    #[cfg(not(unix))]
    pub fn of(_: &Path) -> Self {
        Self(None)
    }

    /// Refuses once the path leads to another file than when it was opened, or to none: what would be
    /// written then goes where nobody finds it, and what is opened by the path is not the same file. A
    /// system that does not answer just now refuses nothing.
    pub fn still_of(self, path: &Path) -> Result<(), StoreError> {
        let gone = matches!(fs::metadata(path), Err(error) if error.kind() == ErrorKind::NotFound);
        let now = Self::of(path);
        if gone || now.0.is_some() && now != self {
            return Err(StoreError::Moved { path: path.to_owned() });
        }
        Ok(())
    }
}

impl Stamps {
    /// Sizes and times of a dossier and of the `-wal` beside it.
    pub fn of(path: &Path) -> Self {
        let stamp = |metadata: Metadata| (metadata.len(), metadata.modified().ok());
        let stamp_of = |path: &Path| fs::metadata(path).ok().map(stamp);
        Self { file: stamp_of(path), wal: stamp_of(&path_beside(path, "-wal")) }
    }

    /// As a text, for the index of dossiers.
    pub fn code(&self) -> String {
        let code = |stamp: &Option<(u64, Option<SystemTime>)>| match stamp {
            None => "-".to_owned(),
            Some((size, time)) => {
                let nanos = time.and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
                format!("{size}@{}", nanos.map_or(0, |nanos| nanos.as_nanos()))
            }
        };
        format!("{} {}", code(&self.file), code(&self.wal))
    }
}

/// How a file was opened for reading.
#[derive(Debug)]
pub enum Reading {
    /// Nobody writes it: SQLite was told that it does not change, and whoever reads checks afterwards
    /// that it has not.
    Still(Stamps),
    /// A writer's log lies beside it: read through SQLite's own locks.
    Shared,
}

/// Opens a dossier for reading. No byte is written, in the file or beside it.
pub fn open_reading(path: &Path) -> Result<(Connection, Reading, u32), StoreError> {
    check_header(path)?;
    let stamps = Stamps::of(path);
    let logged = fs::metadata(path_beside(path, "-wal")).is_ok_and(|wal| wal.len() > 0);
    let (conn, reading) =
        if logged { open_logged(path)? } else { (open_still(path)?, Reading::Still(stamps)) };
    conn.busy_timeout(BUSY).map_err(|source| StoreError::sql(path, source))?;
    distrust(&conn).map_err(|source| StoreError::sql(path, source))?;
    let format = check_marks(&conn, path)?;
    Ok((conn, reading, format))
}

fn open_still(path: &Path) -> Result<Connection, StoreError> {
    open_uri(path, "mode=ro&immutable=1", OpenFlags::SQLITE_OPEN_READ_ONLY)
}

/// SQLite without locks of its own, for a log that nobody writes.
const LOCKLESS: &str = if cfg!(windows) { "mode=ro&vfs=win32-none" } else { "mode=ro&vfs=unix-none" };

/// With the writer's shared memory beside the file, SQLite reads log and file together. Without it
/// (a rescued copy that lacks it), no writer can be there, and the log's index is built in this
/// process's memory instead of beside the file: that is what exclusive locking means here.
fn open_logged(path: &Path) -> Result<(Connection, Reading), StoreError> {
    let fail = |source| StoreError::sql(path, source);
    let shared = path_beside(path, "-shm").exists();
    let stamps = Stamps::of(path);
    let params = if shared { "mode=ro" } else { LOCKLESS };
    let conn = open_uri(path, params, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).map_err(fail)?;
    if shared {
        return Ok((conn, Reading::Shared));
    }
    conn.pragma_update(None, "locking_mode", "EXCLUSIVE").map_err(fail)?;
    Ok((conn, Reading::Still(stamps)))
}

/// Opens a dossier for reading and writing; whoever calls holds the lock and has checked it.
pub fn open_writing(path: &Path) -> Result<Connection, StoreError> {
    let fail = |source| StoreError::sql(path, source);
    let conn = open_uri(path, "mode=rw", OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    distrust(&conn).map_err(fail)?;
    guard(&conn).map_err(fail)?;
    // Refused here and not at the first save, when something has been typed already.
    if conn.is_readonly(rusqlite::MAIN_DB).map_err(fail)? {
        return Err(StoreError::ReadOnly { path: path.to_owned() });
    }
    Ok(conn)
}

/// Sets what each writing connection needs.
pub fn guard(conn: &Connection) -> rusqlite::Result<()> {
    conn.busy_timeout(BUSY)?;
    conn.pragma_update(None, "journal_mode", "WAL")?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "foreign_keys", true)
}

/// A dossier comes from elsewhere: nothing in its schema may run more than our own triggers need.
fn distrust(conn: &Connection) -> rusqlite::Result<()> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.pragma_update(None, "cell_size_check", true)
}

fn open_uri(path: &Path, params: &str, flags: OpenFlags) -> Result<Connection, StoreError> {
    let flags = flags | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(uri(path, params), flags).map_err(|source| StoreError::sql(path, source))
}

/// A path as SQLite's URI; every byte that could mean something in one is escaped.
fn uri(path: &Path, params: &str) -> String {
    let mut uri = String::from("file:");
    let bytes = path.as_os_str().as_encoded_bytes();
    if cfg!(windows) && bytes.get(1) == Some(&b':') {
        uri.push('/');
    }
    for &byte in bytes {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            b'/' | b'.' | b'-' | b'_' | b':' => uri.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            _ => write!(uri, "%{byte:02x}").expect("a String takes every text"),
        }
    }
    uri.push('?');
    uri.push_str(params);
    uri
}

/// Tells by its first bytes whether a file is a dossier that this program may open.
fn check_header(path: &Path) -> Result<(), StoreError> {
    let fail = |source| StoreError::io(path, source);
    let metadata = fs::metadata(path).map_err(fail)?;
    let path_buf = path.to_owned();
    if !metadata.is_file() {
        return Err(StoreError::NotAFile { path: path_buf });
    }
    if metadata.len() == 0 {
        return Err(StoreError::Empty { path: path_buf });
    }
    let mut head = Vec::with_capacity(100);
    File::open(path).map_err(fail)?.take(100).read_to_end(&mut head).map_err(fail)?;
    if !head.starts_with(&MAGIC[..MAGIC.len().min(head.len())]) {
        return Err(StoreError::NotSqlite { path: path_buf });
    }
    if head.len() < 100 {
        return Err(StoreError::Truncated { path: path_buf, expected: 100, found: metadata.len() });
    }
    check_head(path_buf, &head, metadata.len())
}

fn check_head(path: PathBuf, head: &[u8], found: u64) -> Result<(), StoreError> {
    let number = |at: usize| u32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
    let application_id = number(68);
    if application_id != APPLICATION_ID {
        return Err(StoreError::Foreign { path, application_id });
    }
    let version = number(60);
    if version > FORMAT {
        return Err(StoreError::Newer { path, found: version, known: FORMAT });
    }
    // The size in the header is right if the last writer knew of it; a log beside it may hold the rest.
    let logged = path_beside(&path, "-wal").exists();
    let page = match u16::from_be_bytes([head[16], head[17]]) {
        1 => 65536,
        size => u64::from(size),
    };
    let expected = page * u64::from(number(28));
    if number(24) == number(92) && found < expected && !logged {
        return Err(StoreError::Truncated { path, expected, found });
    }
    Ok(())
}

/// Checks the marks once more where SQLite sees them: a log beside the file may hold newer ones.
pub fn check_marks(conn: &Connection, path: &Path) -> Result<u32, StoreError> {
    let mark = |name: &str| {
        conn.pragma_query_value(None, name, |row| row.get::<_, u32>(0))
            .map_err(|source| StoreError::sql(path, source))
    };
    let application_id = mark("application_id")?;
    if application_id != APPLICATION_ID {
        return Err(StoreError::Foreign { path: path.to_owned(), application_id });
    }
    let found = mark("user_version")?;
    match found {
        0 => Err(StoreError::Damaged { path: path.to_owned(), detail: "format 0".to_owned() }),
        1..=FORMAT => Ok(found),
        _ => Err(StoreError::Newer { path: path.to_owned(), found, known: FORMAT }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_looks_like_parameters_stays_a_path() {
        let uri = uri(Path::new("/甲?mode=rwc#1 100%.onsite"), "mode=ro");
        assert_eq!(uri, "file:/%e7%94%b2%3fmode%3drwc%231%20100%25.onsite?mode=ro");
    }
}
