//! This laptop's identity, and for each dossier the streams that it writes and where they stood.
//!
//! All of it lies outside every dossier. A dossier that was copied, cloned or restored from a backup
//! therefore meets a token that is missing or out of step, and a new stream begins instead of one
//! that goes on under a name that is in use elsewhere.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension, params};

use super::error::StoreError;
use super::folders::Folders;
use crate::domain::ids::Hash;
use crate::domain::journal::{Stream, genesis};
use crate::supply::Supply;

const TABLES: &str = r"
CREATE TABLE IF NOT EXISTS device (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS token (
    dossier TEXT NOT NULL,
    stream TEXT NOT NULL,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL,
    path BLOB NOT NULL,
    PRIMARY KEY (dossier, stream)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS remembered (path BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS exchanged (path BLOB PRIMARY KEY, changes INTEGER NOT NULL) STRICT, WITHOUT ROWID;
";

/// The name of devices without a state folder.
const PASSING: &str = "passing";

/// This laptop, as dossiers know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    id: String,
    state: Option<PathBuf>,
}

impl Device {
    /// The device whose state lies in these folders; a new one if nothing lies there yet.
    pub fn at(folders: &Folders, supply: &Supply) -> Result<Self, StoreError> {
        let in_state = |source| StoreError::State { source: Box::new(source) };
        fs::create_dir_all(&folders.state)
            .map_err(|source| in_state(StoreError::io(&folders.state, source)))?;
        let path = folders.state.join("device.sqlite");
        let id = Tokens::open(&path)
            .and_then(|tokens| tokens.device(supply).map_err(|source| StoreError::sql(&path, source)))
            .map_err(in_state)?;
        Ok(Self { id, state: Some(path) })
    }

    /// A device that leaves no trace: each dossier that it opens gets a new stream. For a laptop whose
    /// state folder cannot be used, where work must go on all the same.
    ///
    /// All such devices keep their drafts under one name: a text begun on one is offered again, which
    /// under a name of the moment it never would be.
    pub fn passing(_: &Supply) -> Self {
        Self { id: PASSING.to_owned(), state: None }
    }

    /// The device as it is known in these folders, without making it known: for commands that only read.
    /// Where none is known, or the folder cannot be used, it is one that leaves no trace.
    pub fn known(folders: &Folders) -> Self {
        let path = folders.state.join("device.sqlite");
        let read = || -> rusqlite::Result<String> {
            let conn = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
            conn.busy_timeout(Duration::from_millis(250))?;
            conn.query_row("SELECT id FROM device", [], |row| row.get(0))
        };
        match read() {
            Ok(id) => Self { id, state: Some(path) },
            Err(_) => Self { id: PASSING.to_owned(), state: None },
        }
    }

    /// The identity under which drafts and places are kept.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Dossiers outside the default folder that home lists too.
    pub fn remembered(&self) -> Result<Vec<PathBuf>, StoreError> {
        let Some(tokens) = self.tokens()? else { return Ok(Vec::new()) };
        tokens.remembered().map_err(|source| self.state_error(source))
    }

    /// Lists a dossier at home from now on, or no longer.
    pub fn remember(&self, path: &Path, listed: bool) -> Result<(), StoreError> {
        let Some(tokens) = self.tokens()? else { return Ok(()) };
        tokens.remember(&absolute(path), listed).map_err(|source| self.state_error(source))
    }

    pub(super) fn tokens(&self) -> Result<Option<Tokens>, StoreError> {
        let in_state = |source| StoreError::State { source: Box::new(source) };
        self.state.as_deref().map(Tokens::open).transpose().map_err(in_state)
    }

    fn state_error(&self, source: rusqlite::Error) -> StoreError {
        let path = self.state.as_deref().unwrap_or(Path::new(""));
        StoreError::State { source: Box::new(StoreError::sql(path, source)) }
    }
}

/// A path that names its file from anywhere.
pub(super) fn absolute(path: &Path) -> PathBuf {
    fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

/// The tokens of this device, open.
#[derive(Debug)]
pub(super) struct Tokens {
    conn: Connection,
}

impl Tokens {
    fn open(path: &Path) -> Result<Self, StoreError> {
        let prepare = || {
            let conn = Connection::open(path)?;
            conn.busy_timeout(Duration::from_millis(250))?;
            conn.pragma_update(None, "journal_mode", "WAL")?;
            // A token that a power cut takes back is out of step, and a new stream begins: no harm.
            conn.pragma_update(None, "synchronous", "NORMAL")?;
            conn.execute_batch(TABLES)?;
            Ok(conn)
        };
        prepare().map(|conn| Self { conn }).map_err(|source| StoreError::sql(path, source))
    }

    fn device(&self, supply: &Supply) -> rusqlite::Result<String> {
        let read =
            || self.conn.query_row("SELECT id FROM device", [], |row| row.get::<_, String>(0)).optional();
        if let Some(id) = read()? {
            return Ok(id);
        }
        // Two first starts at once: the one that comes second takes the first one's identity.
        self.conn.execute("INSERT OR IGNORE INTO device (one, id) VALUES (1, ?1)", [supply.fresh_id()])?;
        Ok(read()?.expect("the row was inserted just now, by us or by another"))
    }

    /// The stream to write in a dossier at a path: one of this device that stands in the file exactly
    /// where it was left, or a new one.
    pub fn stream(
        &self,
        dossier: &str,
        path: &Path,
        tip: impl Fn(&str) -> rusqlite::Result<Option<(u32, Hash)>>,
        supply: &Supply,
    ) -> rusqlite::Result<Stream> {
        let here = absolute(path);
        for token in self.of(dossier)? {
            let in_file = tip(&token.stream.id)?.unwrap_or((0, genesis(dossier)));
            if in_file == (token.stream.seq, token.stream.hash) && self.take(dossier, &token, &here)? {
                return Ok(token.stream);
            }
        }
        self.begin(dossier, &here, supply)
    }

    /// Whether this file may go on with the stream: the one that it was left in, or that one moved. A
    /// file elsewhere while the first is still there is a copy.
    fn take(&self, dossier: &str, token: &Token, here: &Path) -> rusqlite::Result<bool> {
        if token.path == here {
            return Ok(true);
        }
        if token.stream.seq == 0 || token.path.exists() {
            return Ok(false);
        }
        let sql = "UPDATE token SET path = ?1 WHERE dossier = ?2 AND stream = ?3 AND path = ?4";
        let (to, from) = (path_bytes(here), path_bytes(&token.path));
        Ok(self.conn.execute(sql, params![to, dossier, &*token.stream.id, from])? == 1)
    }

    /// A new stream for a dossier.
    pub fn begin(&self, dossier: &str, path: &Path, supply: &Supply) -> rusqlite::Result<Stream> {
        let stream = Stream::new(&supply.fresh_id(), dossier);
        let sql = "INSERT INTO token (dossier, stream, seq, hash, path) VALUES (?1, ?2, ?3, ?4, ?5)";
        let path = path_bytes(&absolute(path));
        self.conn.execute(sql, params![dossier, &*stream.id, stream.seq, stream.hash.0, path])?;
        Ok(stream)
    }

    /// Gives a stream up for good: somebody else writes under its name.
    pub fn give_up(&self, dossier: &str, stream: &Stream) -> rusqlite::Result<()> {
        let sql = "DELETE FROM token WHERE dossier = ?1 AND stream = ?2";
        self.conn.execute(sql, params![dossier, &*stream.id]).map(|_| ())
    }

    /// Moves a token on; false if it no longer stands where we left it: another copy went on with it.
    pub fn claim(&self, dossier: &str, from: &Stream, to: &Stream) -> rusqlite::Result<bool> {
        let sql = "UPDATE token SET seq = ?1, hash = ?2
            WHERE dossier = ?3 AND stream = ?4 AND seq = ?5 AND hash = ?6";
        let mut statement = self.conn.prepare_cached(sql)?;
        let moved =
            statement.execute(params![to.seq, to.hash.0, dossier, &*from.id, from.seq, from.hash.0])?;
        Ok(moved == 1)
    }

    fn of(&self, dossier: &str) -> rusqlite::Result<Vec<Token>> {
        let sql = "SELECT stream, seq, hash, path FROM token WHERE dossier = ?1 ORDER BY seq DESC, stream";
        let mut statement = self.conn.prepare(sql)?;
        let read = |row: &rusqlite::Row<'_>| {
            let id: String = row.get(0)?;
            let stream = Stream { id: id.into(), seq: row.get(1)?, hash: Hash(row.get(2)?) };
            Ok(Token { stream, path: path_from(row.get(3)?) })
        };
        statement.query_map([dossier], read)?.collect()
    }

    /// Notes how many changes a file held when it was last brought together with another.
    pub fn note_exchange(&self, path: &Path, changes: u32) -> rusqlite::Result<()> {
        let sql = "INSERT INTO exchanged (path, changes) VALUES (?1, ?2)
            ON CONFLICT (path) DO UPDATE SET changes = excluded.changes";
        self.conn.execute(sql, params![path_bytes(&absolute(path)), changes]).map(|_| ())
    }

    /// How many changes each file held when it was last brought together with another.
    pub fn exchanged(&self) -> rusqlite::Result<HashMap<PathBuf, u32>> {
        let mut statement = self.conn.prepare("SELECT path, changes FROM exchanged")?;
        statement.query_map([], |row| Ok((path_from(row.get(0)?), row.get(1)?)))?.collect()
    }

    fn remembered(&self) -> rusqlite::Result<Vec<PathBuf>> {
        let mut statement = self.conn.prepare("SELECT path FROM remembered ORDER BY path")?;
        statement.query_map([], |row| Ok(path_from(row.get(0)?)))?.collect()
    }

    fn remember(&self, path: &Path, listed: bool) -> rusqlite::Result<()> {
        let sql = if listed {
            "INSERT OR IGNORE INTO remembered (path) VALUES (?1)"
        } else {
            "DELETE FROM remembered WHERE path = ?1"
        };
        self.conn.execute(sql, [path_bytes(path)]).map(|_| ())
    }
}

struct Token {
    stream: Stream,
    path: PathBuf,
}

/// The bytes of a path, which need not be UTF-8.
pub(super) fn path_bytes(path: &Path) -> Vec<u8> {
    #[cfg(unix)]
    let bytes = std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec();
    #[cfg(not(unix))]
    let bytes = path.to_string_lossy().into_owned().into_bytes();
    bytes
}

pub(super) fn path_from(bytes: Vec<u8>) -> PathBuf {
    #[cfg(unix)]
    let path = PathBuf::from(<std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(bytes));
    #[cfg(not(unix))]
    let path = PathBuf::from(String::from_utf8_lossy(&bytes).into_owned());
    path
}
