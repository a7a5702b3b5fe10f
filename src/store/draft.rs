//! What one device keeps in a dossier for itself: half-typed texts and where the cursor was. Never
//! synced, and not offered to another device that gets a copy of the file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, params};

use super::file::Place;
use super::lock::Lock;
use super::turn::Turn;
use super::{Device, Store, StoreError, file};

/// Keeps drafts while the [`Store`] is with another thread, over a connection of its own. The dossier
/// stays locked as long as there is one.
#[derive(Debug)]
pub struct Jotter {
    // The connection goes before the lock when both are dropped.
    conn: Connection,
    path: PathBuf,
    device: String,
    turn: Arc<Turn>,
    place: Place,
    _lock: Arc<Lock>,
}

/// Whatever drafts are kept through: the store itself, or a [`Jotter`] beside it.
#[derive(Debug)]
pub struct Jots<'a> {
    conn: &'a Connection,
    path: &'a Path,
    device: &'a str,
    turn: &'a Arc<Turn>,
    place: Place,
}

impl Jotter {
    /// Where drafts are kept through it.
    pub fn jots(&self) -> Jots<'_> {
        let (conn, path, device) = (&self.conn, self.path.as_path(), self.device.as_str());
        Jots { conn, path, device, turn: &self.turn, place: self.place }
    }
}

impl Jots<'_> {
    /// Keeps what has been typed so far: on disk when this returns.
    pub fn save_draft(&self, key: &str, text: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO draft (device, key, text) VALUES (?1, ?2, ?3)
            ON CONFLICT (device, key) DO UPDATE SET text = excluded.text";
        self.change(sql, params![self.device, key, text])
    }

    /// Drops a draft: its text has been recorded, or was given up.
    pub fn drop_draft(&self, key: &str) -> Result<(), StoreError> {
        self.change("DELETE FROM draft WHERE device = ?1 AND key = ?2", params![self.device, key])
    }

    /// Notes where this session is.
    pub fn save_place(&self, text: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO place (device, text) VALUES (?1, ?2)
            ON CONFLICT (device) DO UPDATE SET text = excluded.text";
        self.change(sql, params![self.device, text])
    }

    fn change(&self, sql: &str, values: impl rusqlite::Params) -> Result<(), StoreError> {
        self.place.still_of(self.path)?;
        let _saving = self.turn.save();
        let run = || self.conn.prepare_cached(sql)?.execute(values);
        run().map(|_| ()).map_err(|source| StoreError::sql(self.path, source))
    }
}

impl Store {
    /// The draft kept under a key.
    pub fn draft(&self, key: &str) -> Result<Option<String>, StoreError> {
        let Ok(writing) = self.writing() else { return Ok(None) };
        let sql = "SELECT text FROM draft WHERE device = ?1 AND key = ?2";
        self.conn
            .query_row(sql, [&writing.device, key], |row| row.get(0))
            .optional()
            .map_err(|source| self.fail(source))
    }

    /// Every draft of this device: key and text. None where the file is open for reading: what was begun
    /// cannot be gone on with.
    pub fn drafts(&self) -> Result<Vec<(String, String)>, StoreError> {
        let Ok(writing) = self.writing() else { return Ok(Vec::new()) };
        self.drafts_under(&writing.device)
    }

    /// Every draft of a device, however the file is open: key and text.
    pub fn drafts_of(&self, device: &Device) -> Result<Vec<(String, String)>, StoreError> {
        self.drafts_under(device.id())
    }

    fn drafts_under(&self, device: &str) -> Result<Vec<(String, String)>, StoreError> {
        let read = || -> rusqlite::Result<Vec<(String, String)>> {
            let sql = "SELECT key, text FROM draft WHERE device = ?1 ORDER BY key";
            let mut statement = self.conn.prepare(sql)?;
            statement.query_map([device], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        };
        read().map_err(|source| self.fail(source))
    }

    /// Where drafts are kept through this store.
    pub fn jots(&self) -> Result<Jots<'_>, StoreError> {
        let writing = self.writing()?;
        let (conn, path, device) = (&self.conn, self.path.as_path(), writing.device.as_str());
        Ok(Jots { conn, path, device, turn: &writing.turn, place: writing.place })
    }

    /// A way to keep drafts while this store is lent to another thread.
    pub fn jotter(&self) -> Result<Jotter, StoreError> {
        let writing = self.writing()?;
        // Opened by its path: another file there would be given the log of this one.
        writing.place.still_of(&self.path)?;
        let conn = file::open_writing(&self.path)?;
        let (turn, lock) = (Arc::clone(&writing.turn), Arc::clone(&writing.lock));
        let (path, device, place) = (self.path.clone(), writing.device.clone(), writing.place);
        Ok(Jotter { conn, path, device, turn, place, _lock: lock })
    }

    /// Keeps what has been typed so far.
    pub fn save_draft(&mut self, key: &str, text: &str) -> Result<(), StoreError> {
        self.jots()?.save_draft(key, text)
    }

    /// Drops a draft: its text has been recorded, or was given up.
    pub fn drop_draft(&mut self, key: &str) -> Result<(), StoreError> {
        self.jots()?.drop_draft(key)
    }

    /// Where this device's last session ended.
    pub fn place(&self) -> Result<Option<String>, StoreError> {
        let Ok(writing) = self.writing() else { return Ok(None) };
        self.conn
            .query_row("SELECT text FROM place WHERE device = ?1", [&writing.device], |row| row.get(0))
            .optional()
            .map_err(|source| self.fail(source))
    }

    /// Notes where this session is.
    pub fn save_place(&mut self, text: &str) -> Result<(), StoreError> {
        self.jots()?.save_place(text)
    }
}
