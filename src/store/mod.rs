//! The only SQL: dossier files, this device, settings, the index of dossiers.
//!
//! Knows the domain; knows no terminal, no command line and no language. One open dossier is a
//! [`Store`]; every effect on it is one transaction, on disk when the call returns.

mod absorb;
mod aside;
mod chain;
mod device;
mod draft;
mod error;
mod file;
mod folders;
pub mod index;
mod journal;
mod kept;
mod lock;
mod schema;
mod settings;
mod small;
mod start;
mod turn;
mod verify;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension};

pub use absorb::Absorbed;
pub use aside::{Aside, drafts_aside, lay_aside};
pub use device::Device;
pub use draft::{Jots, Jotter};
pub use error::{ChainFault, StoreError};
pub use folders::{Folders, HOME};
pub use journal::{Line, Tip};
pub use kept::{CHUNK, Came, KEPT_LIMIT, KeepError, Keeper, Kept};
pub use schema::{APPLICATION_ID, FORMAT, PAGE_SIZE, backup_path};
pub use settings::{Graphics, Photos, Settings};
pub use start::StartError;
pub use verify::{Broken, BrokenChange, Verified};

use crate::domain::ids;
use crate::domain::journal::Stream;
use crate::supply::Supply;
use device::Tokens;
use file::{Place, Reading, Stamps};
use lock::Lock;
use turn::Turn;

/// The ending of a dossier file.
pub const ENDING: &str = "onsite";

/// One open dossier file.
#[derive(Debug)]
pub struct Store {
    // The connection goes before the lock when both are dropped.
    conn: Connection,
    path: PathBuf,
    dossier: String,
    tag: String,
    access: Access,
}

#[derive(Debug)]
enum Access {
    Reading(Reading),
    Writing(Box<Writing>),
}

/// What a writer holds beside the file.
#[derive(Debug)]
struct Writing {
    device: String,
    stream: Stream,
    /// `None` on a laptop whose state folder cannot be used: every stream is then a new one.
    tokens: Option<Tokens>,
    supply: Supply,
    lock: Arc<Lock>,
    turn: Arc<Turn>,
    place: Place,
}

/// How often a file that changed while it was read is read again.
const READ_AGAIN: usize = 5;

impl Store {
    /// Makes a dossier file without changes. It appears whole or not at all, and never in place of
    /// another file.
    pub fn create(path: &Path, dossier: &str, device: &Device, supply: &Supply) -> Result<Self, StoreError> {
        if path.exists() {
            return Err(StoreError::Exists { path: path.to_owned() });
        }
        build(path, dossier, supply, FORMAT)?;
        Self::open(path, device, supply)
    }

    /// Opens a dossier for reading and writing. An older format is brought up to date, after a copy
    /// of the file as it was has been written beside it.
    pub fn open(path: &Path, device: &Device, supply: &Supply) -> Result<Self, StoreError> {
        // Told apart without a write: a file that is refused stays as it is, to the byte.
        drop(file::open_reading(path)?);
        let lock = Lock::take(path)?;
        let mut conn = file::open_writing(path)?;
        let found = file::check_marks(&conn, path)?;
        schema::migrate(&mut conn, path, found)?;
        // What cannot be swept on a full disk is swept another time.
        let _ = Self::sweep(&conn);
        let dossier = identity(&conn, path)?;
        // A state folder that fails does not stop work: the stream is then one for this session.
        let tokens = device.tokens().ok().flatten();
        let recorded = tokens.and_then(|tokens| {
            let tip = |stream: &str| journal::tip(&conn, stream);
            let stream = tokens.stream(&dossier, path, tip, supply).ok()?;
            Some((stream, Some(tokens)))
        });
        let (stream, tokens) = recorded.unwrap_or_else(|| (Stream::new(&supply.fresh_id(), &dossier), None));
        let tag = ids::tag(&stream.id);
        let writing = Writing {
            device: device.id().to_owned(),
            stream,
            tokens,
            supply: supply.clone(),
            lock: Arc::new(lock),
            turn: Arc::default(),
            place: Place::of(path),
        };
        Ok(Self { conn, path: path.to_owned(), dossier, tag, access: Access::Writing(Box::new(writing)) })
    }

    /// Opens a dossier for reading. No byte is written anywhere; works on read-only media and while
    /// another `onsite` writes the file.
    pub fn open_reading(path: &Path) -> Result<Self, StoreError> {
        let (conn, reading, _) = file::open_reading(path)?;
        let dossier = identity(&conn, path)?;
        let access = Access::Reading(reading);
        Ok(Self { conn, path: path.to_owned(), dossier, tag: String::new(), access })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The dossier's identity, which its copies share.
    pub fn dossier_id(&self) -> &str {
        &self.dossier
    }

    /// The four letters that stand for this device's stream in labels; empty if open for reading.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The stream that this device records in; empty if open for reading.
    pub fn stream(&self) -> &str {
        match &self.access {
            Access::Writing(writing) => &writing.stream.id,
            Access::Reading(_) => "",
        }
    }

    /// Whether changes can be recorded.
    pub fn writes(&self) -> bool {
        matches!(self.access, Access::Writing(_))
    }

    /// Notes that so many changes are now known elsewhere too, for home's count of those that are not.
    pub(crate) fn note_exchange(&self, changes: usize) {
        if let Access::Writing(writing) = &self.access
            && let Some(tokens) = &writing.tokens
        {
            // A count for home: nothing depends on it.
            let changes = u32::try_from(changes).unwrap_or(u32::MAX);
            let _ = tokens.note_exchange(&self.path, changes);
        }
    }

    /// Refuses where the file was moved away or replaced since it was opened.
    pub fn in_place(&self) -> Result<(), StoreError> {
        self.writing()?.place.still_of(&self.path)
    }

    /// Brings everything into the one file and closes it.
    pub fn close(self) -> Result<(), StoreError> {
        self.settle()
    }

    fn writing(&self) -> Result<&Writing, StoreError> {
        match &self.access {
            Access::Writing(writing) => Ok(writing),
            Access::Reading(_) => Err(StoreError::ReadOnly { path: self.path.clone() }),
        }
    }

    fn fail(&self, source: rusqlite::Error) -> StoreError {
        StoreError::sql(&self.path, source)
    }

    /// Reads, and makes sure that what was read was one state of the file.
    fn reading<T>(&self, read: impl Fn(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let moved = |reading: &Reading| matches!(reading, Reading::Still(stamps) if *stamps != Stamps::of(&self.path));
        let outcome = read(&self.conn);
        match &self.access {
            Access::Reading(reading) if moved(reading) => {}
            _ => return outcome,
        }
        // A writer came in between. With its log beside the file it is read through SQLite's own locks.
        for _ in 0..READ_AGAIN {
            let (conn, reading, _) = file::open_reading(&self.path)?;
            let outcome = read(&conn);
            if !moved(&reading) {
                return outcome;
            }
        }
        Err(StoreError::Changed { path: self.path.clone() })
    }

    /// Moves the log's content into the file, so that the one file is the whole dossier.
    fn settle(&self) -> Result<(), StoreError> {
        if !self.writes() {
            return Ok(());
        }
        let busy = self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
        // A reader may hold the log for now; the next writer moves it then.
        busy.map(|_| ()).map_err(|source| self.fail(source))
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // What could not be moved now is safe in the log and is moved at the next start.
        let _ = self.settle();
    }
}

/// Builds a dossier file beside its place and then puts it there.
fn build(path: &Path, dossier: &str, supply: &Supply, format: u32) -> Result<(), StoreError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if !folder.is_dir() {
        return Err(StoreError::NoFolder { path: folder.to_owned() });
    }
    let fail = |source| StoreError::io(path, source);
    let file = tempfile::Builder::new().prefix(".onsite-new-").tempfile_in(folder).map_err(fail)?;
    let file = file.into_temp_path();
    fill(&file, dossier, supply, format).map_err(|source| StoreError::sql(path, source))?;
    fs::File::open(&file).and_then(|file| file.sync_all()).map_err(fail)?;
    file.persist_noclobber(path).map_err(|error| fail(error.error))?;
    // The name itself must survive a power cut; where folders cannot be synced, nothing is lost by it.
    let _ = fs::File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

fn fill(file: &Path, dossier: &str, supply: &Supply, format: u32) -> rusqlite::Result<()> {
    let mut conn = Connection::open(file)?;
    schema::create(&mut conn, format)?;
    let sql = "INSERT INTO about (one, dossier, made_by, made_at) VALUES (1, ?1, ?2, ?3)";
    let made_by = concat!("onsite ", env!("CARGO_PKG_VERSION"));
    conn.execute(sql, [dossier, made_by, &supply.now().to_rfc3339()])?;
    // Set last, while nothing else is open: the mark of the log stays in the file's header.
    file::guard(&conn)?;
    conn.close().map_err(|(_, error)| error)
}

fn identity(conn: &Connection, path: &Path) -> Result<String, StoreError> {
    let found = conn.query_row("SELECT dossier FROM about", [], |row| row.get(0)).optional();
    let found = found.map_err(|source| StoreError::sql(path, source))?;
    // Named by its table, in a sentence of either language.
    found.ok_or_else(|| StoreError::Damaged { path: path.to_owned(), detail: "about".to_owned() })
}

/// For tests of this crate and others': a file as an older program made it.
#[doc(hidden)]
pub fn create_in_format(path: &Path, dossier: &str, supply: &Supply, format: u32) -> Result<(), StoreError> {
    build(path, dossier, supply, format)
}
