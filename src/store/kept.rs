//! Files kept whole inside the dossier, named by the SHA-256 of their bytes, in chunks.
//!
//! A file arrives in several short transactions, so that verdicts can be saved meanwhile; until its
//! last chunk is on disk and its hash is known, its row has no name and counts for nothing. What a
//! crash left arriving is swept away when the dossier is next opened for writing.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use sha2::{Digest, Sha256};

use super::error::is_damage;
use super::file::Place;
use super::lock::Lock;
use super::turn::Turn;
use super::{Store, StoreError, file, schema};
use crate::domain::ids::Hash;

/// The most bytes of one file. A photo has a few million; a longer film belongs beside the dossier.
pub const KEPT_LIMIT: u64 = 512 * 1024 * 1024;

/// The bytes of a chunk, as the table allows.
pub const CHUNK: usize = 256 * 1024;

/// Chunks in one transaction (1 MiB): a save waits for one of them at most.
const BATCH: usize = 4;

/// How long taking a file in waits for others that write: saving a verdict goes first.
const PATIENCE: Duration = Duration::from_secs(10);

/// A file that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The SHA-256 of its bytes.
    pub sha256: Hash,
    /// Its size in bytes.
    pub size: u64,
    /// Whether it came in now; false if it was kept already.
    pub new: bool,
}

/// Files that came from another file of the dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Came {
    /// Those that were lacking here.
    pub new: usize,
    /// Whole ones that took the place of damaged ones.
    pub healed: usize,
    /// Those that neither file has whole.
    pub lost: Vec<Hash>,
    /// Those that the other file has whole, and that this one cannot take in: it is damaged there.
    pub refused: Vec<Hash>,
}

/// Why a file was not kept. Nothing of it counts then.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// The dossier could not be written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file could not be read.
    #[error("reading what is to be kept: {0}")]
    Source(io::Error),
    /// It has more bytes than this.
    #[error("more than {0} bytes")]
    TooLarge(u64),
    /// Whoever watched the progress said stop.
    #[error("cancelled")]
    Cancelled,
}

impl KeepError {
    /// Whether the bytes of a kept file cannot be read, where they stand in a dossier.
    fn unreadable(&self) -> bool {
        let Self::Source(source) = self else { return false };
        let store = source.get_ref().and_then(|inner| inner.downcast_ref::<StoreError>());
        store.is_some_and(StoreError::is_damage)
    }
}

/// Takes files into one dossier, on a thread of its own if need be, while the [`Store`] goes on saving.
/// The dossier stays locked as long as one is at work.
#[derive(Debug)]
pub struct Keeper {
    // The connection goes before the lock when both are dropped.
    pub(super) conn: Connection,
    path: PathBuf,
    turn: Arc<Turn>,
    place: Place,
    _lock: Arc<Lock>,
}

impl Store {
    /// A hand of its own for taking files in.
    pub fn keeper(&self) -> Result<Keeper, StoreError> {
        let writing = self.writing()?;
        // Opened by its path: another file there would be given the log of this one.
        writing.place.still_of(&self.path)?;
        let conn = file::open_writing(&self.path)?;
        let fail = |source| self.fail(source);
        // Only the last transaction of a file has to be on disk: all before it are with it then.
        conn.pragma_update(None, "synchronous", "NORMAL").map_err(fail)?;
        conn.busy_timeout(PATIENCE).map_err(fail)?;
        let (turn, lock) = (Arc::clone(&writing.turn), Arc::clone(&writing.lock));
        Ok(Keeper { conn, path: self.path.clone(), turn, place: writing.place, _lock: lock })
    }

    /// Keeps a file whole: on disk when this returns. See [`Keeper::keep`].
    pub fn keep(
        &mut self,
        source: &mut dyn Read,
        more: &mut dyn FnMut(u64) -> bool,
    ) -> Result<Kept, KeepError> {
        self.keeper()?.keep(source, more)
    }

    /// What is arriving when nothing is: left behind by a crash.
    pub(super) fn sweep(conn: &Connection) -> rusqlite::Result<()> {
        // Asked first: opening a dossier writes nothing if nothing is to be swept. What has a size arrived
        // once: it was set aside, see `schema::unname`.
        let arriving = "FROM blob WHERE sha256 IS NULL AND size = 0";
        let left: bool =
            conn.query_row(&format!("SELECT EXISTS (SELECT 1 {arriving})"), [], |row| row.get(0))?;
        if left { conn.execute(&format!("DELETE {arriving}"), []).map(|_| ()) } else { Ok(()) }
    }

    /// The size of a kept file; `None` if this dossier file does not keep it.
    pub fn kept(&self, sha256: Hash) -> Result<Option<u64>, StoreError> {
        Ok(self.find_kept(sha256)?.map(|(_, size)| size))
    }

    fn find_kept(&self, sha256: Hash) -> Result<Option<(i64, u64)>, StoreError> {
        self.reading(|conn| find(conn, sha256).map_err(|source| self.fail(source)))
    }

    /// The hashes of every kept file.
    pub fn kept_files(&self) -> Result<Vec<Hash>, StoreError> {
        self.reading(|conn| {
            let read = || -> rusqlite::Result<Vec<Hash>> {
                if !keeps_files(conn)? {
                    return Ok(Vec::new());
                }
                let sql = "SELECT sha256 FROM blob WHERE sha256 IS NOT NULL ORDER BY id";
                conn.prepare(sql)?.query_map([], |row| row.get(0).map(Hash))?.collect()
            };
            read().map_err(|source| self.fail(source))
        })
    }

    /// Reads a kept file from its first byte; `None` if this dossier file does not keep it.
    pub fn read_kept(&self, sha256: Hash) -> Result<Option<Reading<'_>>, StoreError> {
        let found = self.find_kept(sha256)?;
        Ok(found.map(|(blob, _)| Reading { store: self, blob, nth: 0, chunk: Vec::new(), at: 0 }))
    }

    /// Writes a kept file out, byte for byte; false if it is not kept or its bytes are not those that
    /// were hashed.
    pub fn copy_kept(&self, sha256: Hash, target: &mut dyn Write) -> Result<bool, KeepError> {
        self.copy_to(sha256, target, KeepError::Source)
    }

    /// As [`Store::copy_kept`]; `unwritten` says what it means that the target cannot be written.
    fn copy_to(
        &self,
        sha256: Hash,
        target: &mut dyn Write,
        unwritten: impl Fn(io::Error) -> KeepError,
    ) -> Result<bool, KeepError> {
        let Some(mut reading) = self.read_kept(sha256)? else { return Ok(false) };
        let mut hasher = Sha256::new();
        let mut chunk = vec![0; CHUNK];
        loop {
            let got = reading.read(&mut chunk).map_err(KeepError::Source)?;
            if got == 0 {
                break;
            }
            hasher.update(&chunk[..got]);
            target.write_all(&chunk[..got]).map_err(&unwritten)?;
        }
        Ok(Hash(hasher.finalize().into()) == sha256)
    }

    /// Writes a kept file to a path: it appears there whole or not at all, and never in place of
    /// another file. False as for [`Store::copy_kept`]; there is no file then.
    pub fn export_kept(&self, sha256: Hash, to: &Path) -> Result<bool, KeepError> {
        let fail = |source| KeepError::Store(StoreError::io(to, source));
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".onsite-export-");
        // It is made to be sent: readable as any new file is, within the user's mask.
        #[cfg(unix)]
        let readable = std::os::unix::fs::PermissionsExt::from_mode(0o666);
        #[cfg(unix)]
        builder.permissions(readable);
        let mut file = builder.tempfile_in(folder).map_err(fail)?;
        if !self.copy_to(sha256, &mut file, fail)? {
            return Ok(false);
        }
        file.as_file().sync_all().map_err(fail)?;
        file.persist_noclobber(to).map_err(|error| fail(error.error))?;
        Ok(true)
    }

    /// Whether a file is kept and its bytes are those that were hashed; those that cannot be read are not.
    fn keeps_whole(&self, sha256: Hash) -> Result<bool, KeepError> {
        match self.copy_kept(sha256, &mut io::sink()) {
            Err(error) if error.unreadable() => Ok(false),
            whole => whole,
        }
    }

    /// The kept files whose bytes are not those that were hashed, or cannot be read.
    pub fn damaged_files(&self) -> Result<Vec<Hash>, KeepError> {
        let mut damaged = Vec::new();
        for sha256 in self.kept_files()? {
            if !self.keeps_whole(sha256)? {
                damaged.push(sha256);
            }
        }
        Ok(damaged)
    }

    /// Keeps here every file that another file of this dossier keeps whole and this one lacks, or keeps
    /// damaged. `told` hears how many of how many were looked at. One that cannot be had whole is named, and
    /// the others follow.
    pub fn keep_from(&mut self, other: &Self, told: &mut dyn FnMut(usize, usize)) -> Result<Came, KeepError> {
        let mut came = Came::default();
        let mut keeper = None;
        let files = other.kept_files()?;
        for (seen, &sha256) in files.iter().enumerate() {
            told(seen, files.len());
            let known = self.kept(sha256)?.is_some();
            // Only its bytes tell whether a file is whole.
            if known && self.keeps_whole(sha256)? {
                continue;
            }
            let Some(mut reading) = other.read_kept(sha256)? else { continue };
            let keeper = match &keeper {
                Some(keeper) => keeper,
                None => keeper.insert(self.keeper()?),
            };
            match keeper.keep_as(Some(sha256), KEPT_LIMIT, &mut reading, &mut |_| true) {
                Ok(Some(kept)) => {
                    let count = if known { &mut came.healed } else { &mut came.new };
                    *count += usize::from(kept.new);
                }
                // A damaged file stays where it is, and does not spread.
                Ok(None) => came.lost.push(sha256),
                Err(error) if error.unreadable() => came.lost.push(sha256),
                Err(KeepError::Store(error)) if error.is_damage() => {
                    let whole = other.keeps_whole(sha256)?;
                    if whole { came.refused.push(sha256) } else { came.lost.push(sha256) }
                }
                Err(error) => return Err(error),
            }
        }
        Ok(came)
    }
}

impl Keeper {
    /// Keeps a file whole, up to [`KEPT_LIMIT`] bytes: on disk when this returns. `more` is told the
    /// bytes so far and stops it by saying no. The same bytes are kept once, however often they come; where
    /// those that are kept have been damaged since, these take their place.
    pub fn keep(&self, source: &mut dyn Read, more: &mut dyn FnMut(u64) -> bool) -> Result<Kept, KeepError> {
        self.keep_up_to(KEPT_LIMIT, source, more)
    }

    /// As [`Keeper::keep`], with another limit.
    pub fn keep_up_to(
        &self,
        limit: u64,
        source: &mut dyn Read,
        more: &mut dyn FnMut(u64) -> bool,
    ) -> Result<Kept, KeepError> {
        // Nothing was expected, so there is always a file.
        self.keep_as(None, limit, source, more)?.ok_or(KeepError::Cancelled)
    }

    /// As [`Keeper::keep_up_to`]; `None` if the bytes are not those of the hash that was expected.
    fn keep_as(
        &self,
        expected: Option<Hash>,
        limit: u64,
        source: &mut dyn Read,
        more: &mut dyn FnMut(u64) -> bool,
    ) -> Result<Option<Kept>, KeepError> {
        self.place.still_of(&self.path).map_err(KeepError::Store)?;
        let made = self.conn.execute("INSERT INTO blob (sha256, size) VALUES (NULL, 0)", []);
        made.map_err(|source| self.fail(source))?;
        let blob = self.conn.last_insert_rowid();
        let outcome = match self.take_in(blob, limit, source, more) {
            Ok((sha256, _)) if expected.is_some_and(|expected| expected != sha256) => Ok(None),
            Ok((sha256, size)) => self.seal(blob, sha256, size).map(Some).map_err(KeepError::Store),
            Err(error) => Err(error),
        };
        // What did not get its name goes; should that fail, it is swept away at the next start.
        let _ = self.conn.execute("DELETE FROM blob WHERE id = ?1 AND sha256 IS NULL", [blob]);
        outcome
    }

    fn take_in(
        &self,
        blob: i64,
        limit: u64,
        source: &mut dyn Read,
        more: &mut dyn FnMut(u64) -> bool,
    ) -> Result<(Hash, u64), KeepError> {
        let (mut hasher, mut size, mut nth) = (Sha256::new(), 0u64, 0i64);
        loop {
            // Read before anything is locked: a source can be slow, a save must not wait for it.
            let batch = read_batch(source).map_err(KeepError::Source)?;
            size += batch.iter().map(|chunk| chunk.len() as u64).sum::<u64>();
            if size > limit {
                return Err(KeepError::TooLarge(limit));
            }
            for chunk in &batch {
                hasher.update(chunk);
            }
            nth = self.insert(blob, nth, &batch).map_err(|source| self.fail(source))?;
            if !more(size) {
                return Err(KeepError::Cancelled);
            }
            let full = batch.len() == BATCH && batch.iter().all(|chunk| chunk.len() == CHUNK);
            if !full {
                return Ok((Hash(hasher.finalize().into()), size));
            }
        }
    }

    /// Writes some chunks; returns the number of the next one.
    fn insert(&self, blob: i64, first: i64, batch: &[Vec<u8>]) -> rusqlite::Result<i64> {
        let transaction = self.immediate()?;
        let mut nth = first;
        for chunk in batch {
            let sql = "INSERT INTO chunk (blob, nth, bytes) VALUES (?1, ?2, ?3)";
            transaction.prepare_cached(sql)?.execute(params![blob, nth, chunk])?;
            nth += 1;
        }
        transaction.commit()?;
        Ok(nth)
    }

    /// The moment from which the file counts: on disk, with all its chunks, when this returns.
    fn seal(&self, blob: i64, sha256: Hash, size: u64) -> Result<Kept, StoreError> {
        let bytes = i64::try_from(size).unwrap_or(i64::MAX);
        let name = || -> rusqlite::Result<bool> {
            let damaged = self.damaged(sha256)?;
            let sound = damaged.is_none() || self.pages_are_sound();
            self.conn.pragma_update(None, "synchronous", "FULL")?;
            let transaction = self.immediate()?;
            if let Some(damaged) = damaged {
                schema::unname(&transaction, damaged, sound)?;
            }
            let new = find(&transaction, sha256)?.is_none();
            if new {
                let sql = "UPDATE blob SET sha256 = ?1, size = ?2 WHERE id = ?3";
                transaction.execute(sql, params![sha256.0, bytes, blob])?;
            }
            transaction.commit()?;
            self.conn.pragma_update(None, "synchronous", "NORMAL")?;
            Ok(new)
        };
        name().map(|new| Kept { sha256, size, new }).map_err(|source| self.fail(source))
    }

    /// Whether every page of the file is where it belongs. Where it is not, deleting a row could give pages
    /// free that belong to others.
    fn pages_are_sound(&self) -> bool {
        let said = self.conn.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0));
        said.is_ok_and(|said| said == "ok")
    }

    /// The row of a file whose bytes are no longer those that were hashed, or cannot be read.
    fn damaged(&self, sha256: Hash) -> rusqlite::Result<Option<i64>> {
        let Some((blob, _)) = find(&self.conn, sha256)? else { return Ok(None) };
        let hashed = || -> rusqlite::Result<Hash> {
            let mut hasher = Sha256::new();
            let mut statement =
                self.conn.prepare_cached("SELECT bytes FROM chunk WHERE blob = ?1 ORDER BY nth")?;
            let mut rows = statement.query([blob])?;
            while let Some(row) = rows.next()? {
                hasher.update(row.get_ref(0)?.as_bytes().unwrap_or_default());
            }
            Ok(Hash(hasher.finalize().into()))
        };
        match hashed() {
            Ok(found) => Ok((found != sha256).then_some(blob)),
            Err(error) if is_damage(&error) => Ok(Some(blob)),
            Err(error) => Err(error),
        }
    }

    /// A transaction that waits for its turn at the start. This connection has no other at a time.
    fn immediate(&self) -> rusqlite::Result<rusqlite::Transaction<'_>> {
        self.turn.let_pass();
        rusqlite::Transaction::new_unchecked(&self.conn, TransactionBehavior::Immediate)
    }

    pub(super) fn fail(&self, source: rusqlite::Error) -> StoreError {
        StoreError::sql(&self.path, source)
    }
}

/// Reads up to [`BATCH`] chunks, each full but the last.
fn read_batch(source: &mut dyn Read) -> io::Result<Vec<Vec<u8>>> {
    let most = u64::try_from(CHUNK).unwrap_or(u64::MAX);
    let mut batch = Vec::new();
    while batch.len() < BATCH {
        let mut chunk = Vec::new();
        Read::take(&mut *source, most).read_to_end(&mut chunk)?;
        let full = chunk.len() == CHUNK;
        if !chunk.is_empty() {
            batch.push(chunk);
        }
        if !full {
            break;
        }
    }
    Ok(batch)
}

/// The row of a kept file and its size.
fn find(conn: &Connection, sha256: Hash) -> rusqlite::Result<Option<(i64, u64)>> {
    if !keeps_files(conn)? {
        return Ok(None);
    }
    conn.prepare_cached("SELECT id, size FROM blob WHERE sha256 = ?1")?
        .query_row([sha256.0], |row| Ok((row.get(0)?, u64::try_from(row.get::<_, i64>(1)?).unwrap_or(0))))
        .optional()
}

/// Whether there is a place for files: in a file of format 1, open for reading, there is none.
fn keeps_files(conn: &Connection) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'blob')";
    conn.prepare_cached(sql)?.query_row([], |row| row.get(0))
}

/// A kept file being read, chunk by chunk.
pub struct Reading<'a> {
    store: &'a Store,
    blob: i64,
    nth: i64,
    chunk: Vec<u8>,
    at: usize,
}

impl Read for Reading<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.chunk.len() {
            self.chunk = self.next_chunk()?;
            self.at = 0;
        }
        let rest = &self.chunk[self.at..];
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.at += count;
        Ok(count)
    }
}

impl Reading<'_> {
    /// The next chunk; empty at the end.
    fn next_chunk(&mut self) -> io::Result<Vec<u8>> {
        let sql = "SELECT bytes FROM chunk WHERE blob = ?1 AND nth = ?2";
        let read = self.store.reading(|conn| {
            let read =
                || conn.prepare_cached(sql)?.query_row([self.blob, self.nth], |row| row.get(0)).optional();
            read().map_err(|source| self.store.fail(source))
        });
        self.nth += 1;
        read.map(Option::unwrap_or_default).map_err(io::Error::other)
    }
}
