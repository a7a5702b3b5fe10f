//! Smaller copies of kept photos: for reports and the screen, never exchanged, made again at any time.

use rusqlite::{OptionalExtension, params};

use super::{Keeper, Store, StoreError};
use crate::domain::ids::Hash;

impl Keeper {
    /// Puts the smaller copy of a kept photo beside it, in place of one that is there.
    pub fn keep_small(&self, sha256: Hash, jpeg: &[u8]) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO small (sha256, jpeg) VALUES (?1, ?2)";
        let put = || self.conn.prepare_cached(sql)?.execute(params![sha256.0, jpeg]);
        put().map(|_| ()).map_err(|source| self.fail(source))
    }
}

impl Store {
    /// The smaller copy of a kept photo, as JPEG; `None` if none was made in this file.
    pub fn small(&self, sha256: Hash) -> Result<Option<Vec<u8>>, StoreError> {
        self.reading(|conn| {
            let read = || -> rusqlite::Result<Option<Vec<u8>>> {
                // A file of an older format, open for reading, has no place for them.
                let there =
                    "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'small')";
                if !conn.query_row(there, [], |row| row.get(0))? {
                    return Ok(None);
                }
                let sql = "SELECT jpeg FROM small WHERE sha256 = ?1";
                conn.prepare_cached(sql)?.query_row([sha256.0], |row| row.get(0)).optional()
            };
            read().map_err(|source| self.fail(source))
        })
    }
}
