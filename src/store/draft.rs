//! What one device keeps in a dossier for itself: half-typed texts and where the cursor was. Never
//! synced, and not offered to another device that gets a copy of the file.

use rusqlite::{OptionalExtension, params};

use super::{Device, Store, StoreError};

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

    /// Keeps what has been typed so far.
    pub fn save_draft(&mut self, key: &str, text: &str) -> Result<(), StoreError> {
        let device = &self.writing()?.device;
        let sql = "INSERT INTO draft (device, key, text) VALUES (?1, ?2, ?3)
            ON CONFLICT (device, key) DO UPDATE SET text = excluded.text";
        self.change(sql, params![device, key, text])
    }

    /// Drops a draft: its text has been recorded, or was given up.
    pub fn drop_draft(&mut self, key: &str) -> Result<(), StoreError> {
        let device = &self.writing()?.device;
        self.change("DELETE FROM draft WHERE device = ?1 AND key = ?2", params![device, key])
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
        let device = &self.writing()?.device;
        let sql = "INSERT INTO place (device, text) VALUES (?1, ?2)
            ON CONFLICT (device) DO UPDATE SET text = excluded.text";
        self.change(sql, params![device, text])
    }

    fn change(&self, sql: &str, values: impl rusqlite::Params) -> Result<(), StoreError> {
        let _saving = self.writing()?.turn.save();
        let run = || self.conn.prepare_cached(sql)?.execute(values);
        run().map(|_| ()).map_err(|source| self.fail(source))
    }
}
