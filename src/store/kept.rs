//! Files kept whole inside the dossier, named by the SHA-256 of their bytes, in chunks.
//!
//! A file that is still arriving counts for nothing until its last chunk is on disk and its hash is
//! known: a crash in the middle leaves no half evidence. What a crash left behind is swept away when
//! the next file comes in.

use std::io::{self, Read, Write};

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use sha2::{Digest, Sha256};

use super::{Store, StoreError};
use crate::domain::ids::Hash;

/// The most bytes of one file. A photo has a few million; a longer film belongs beside the dossier.
pub const KEPT_LIMIT: u64 = 512 * 1024 * 1024;

/// The bytes of a chunk, as the table allows.
const CHUNK: usize = 256 * 1024;

/// How many chunks go into one transaction: few enough for little memory, many enough for speed.
const BATCH: usize = 64;

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

impl Store {
    /// Keeps a file whole: on disk when this returns. `more` is told the bytes so far, chunk by chunk,
    /// and stops it by saying no.
    pub fn keep(
        &mut self,
        source: &mut dyn Read,
        more: &mut dyn FnMut(u64) -> bool,
    ) -> Result<Kept, KeepError> {
        // Nothing was expected, so there is always a file.
        self.keep_as(None, source, more)?.ok_or(KeepError::Cancelled)
    }

    /// As [`Store::keep`]; `None` if the bytes are not those of the hash that was expected.
    fn keep_as(
        &mut self,
        expected: Option<Hash>,
        source: &mut dyn Read,
        more: &mut dyn FnMut(u64) -> bool,
    ) -> Result<Option<Kept>, KeepError> {
        self.writing()?;
        self.sweep()?;
        let blob = self.arriving()?;
        let outcome = match self.take_in(blob, source, more) {
            Ok((sha256, _)) if expected.is_some_and(|expected| expected != sha256) => Ok(None),
            Ok((sha256, size)) => self.seal_kept(blob, sha256, size).map(Some),
            Err(error) => Err(error),
        };
        if !matches!(outcome, Ok(Some(Kept { new: true, .. }))) {
            // Should this fail too, the next file sweeps it away.
            let _ = self.sweep();
        }
        outcome
    }

    /// What is arriving when nothing is: left behind by a crash.
    fn sweep(&self) -> Result<(), StoreError> {
        let swept = self.conn.execute("DELETE FROM blob WHERE sha256 IS NULL", []);
        swept.map(|_| ()).map_err(|source| self.fail(source))
    }

    fn arriving(&self) -> Result<i64, StoreError> {
        let made = self.conn.execute("INSERT INTO blob (sha256, size) VALUES (NULL, 0)", []);
        made.map(|_| self.conn.last_insert_rowid()).map_err(|source| self.fail(source))
    }

    fn take_in(
        &mut self,
        blob: i64,
        source: &mut dyn Read,
        more: &mut dyn FnMut(u64) -> bool,
    ) -> Result<(Hash, u64), KeepError> {
        let (mut hasher, mut size, mut nth) = (Sha256::new(), 0u64, 0i64);
        let mut chunk = Vec::with_capacity(CHUNK);
        loop {
            let path = self.path.clone();
            let fail = |source| StoreError::sql(&path, source);
            let transaction =
                self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fail)?;
            let mut ended = false;
            for _ in 0..BATCH {
                chunk.clear();
                let most = u64::try_from(CHUNK).unwrap_or(u64::MAX);
                Read::take(&mut *source, most).read_to_end(&mut chunk).map_err(KeepError::Source)?;
                if chunk.is_empty() {
                    ended = true;
                    break;
                }
                size += chunk.len() as u64;
                if size > KEPT_LIMIT {
                    return Err(KeepError::TooLarge(KEPT_LIMIT));
                }
                hasher.update(&chunk);
                insert(&transaction, blob, nth, &chunk).map_err(fail)?;
                nth += 1;
                if !more(size) {
                    return Err(KeepError::Cancelled);
                }
            }
            transaction.commit().map_err(fail)?;
            if ended {
                return Ok((Hash(hasher.finalize().into()), size));
            }
        }
    }

    /// The moment from which the file counts.
    fn seal_kept(&mut self, blob: i64, sha256: Hash, size: u64) -> Result<Kept, KeepError> {
        if self.kept(sha256)?.is_some() {
            return Ok(Kept { sha256, size, new: false });
        }
        let sql = "UPDATE blob SET sha256 = ?1, size = ?2 WHERE id = ?3";
        let bytes = i64::try_from(size).unwrap_or(i64::MAX);
        self.conn.execute(sql, params![sha256.0, bytes, blob]).map_err(|source| self.fail(source))?;
        Ok(Kept { sha256, size, new: true })
    }

    /// The size of a kept file; `None` if this dossier file does not keep it.
    pub fn kept(&self, sha256: Hash) -> Result<Option<u64>, StoreError> {
        Ok(self.find_kept(sha256)?.map(|(_, size)| size))
    }

    fn find_kept(&self, sha256: Hash) -> Result<Option<(i64, u64)>, StoreError> {
        let sql = "SELECT id, size FROM blob WHERE sha256 = ?1";
        self.reading(|conn| {
            let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get::<_, i64>(1)?));
            let found = conn.query_row(sql, [sha256.0], row).optional();
            let found = found.map_err(|source| self.fail(source))?;
            Ok(found.map(|(id, size)| (id, u64::try_from(size).unwrap_or(0))))
        })
    }

    /// The hashes of every kept file.
    pub fn kept_files(&self) -> Result<Vec<Hash>, StoreError> {
        self.reading(|conn| {
            let read = || -> rusqlite::Result<Vec<Hash>> {
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
        let Some(mut reading) = self.read_kept(sha256)? else { return Ok(false) };
        let mut hasher = Sha256::new();
        let mut chunk = vec![0; CHUNK];
        loop {
            let got = reading.read(&mut chunk).map_err(KeepError::Source)?;
            if got == 0 {
                break;
            }
            hasher.update(&chunk[..got]);
            target.write_all(&chunk[..got]).map_err(KeepError::Source)?;
        }
        Ok(Hash(hasher.finalize().into()) == sha256)
    }

    /// The kept files whose bytes are not those that were hashed.
    pub fn damaged_files(&self) -> Result<Vec<Hash>, KeepError> {
        let mut damaged = Vec::new();
        for sha256 in self.kept_files()? {
            if !self.copy_kept(sha256, &mut io::sink())? {
                damaged.push(sha256);
            }
        }
        Ok(damaged)
    }

    /// Keeps here every file that another file of this dossier keeps and this one lacks.
    pub fn keep_from(&mut self, other: &Self) -> Result<usize, KeepError> {
        let mut came = 0;
        for sha256 in other.kept_files()? {
            if self.kept(sha256)?.is_some() {
                continue;
            }
            let Some(mut reading) = other.read_kept(sha256)? else { continue };
            // A damaged file stays where it is; `verify` names it there.
            let kept = self.keep_as(Some(sha256), &mut reading, &mut |_| true)?;
            came += usize::from(kept.is_some_and(|kept| kept.new));
        }
        Ok(came)
    }
}

fn insert(conn: &Connection, blob: i64, nth: i64, bytes: &[u8]) -> rusqlite::Result<()> {
    let sql = "INSERT INTO chunk (blob, nth, bytes) VALUES (?1, ?2, ?3)";
    conn.prepare_cached(sql)?.execute(params![blob, nth, bytes]).map(|_| ())
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
