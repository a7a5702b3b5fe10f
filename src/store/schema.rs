//! The tables of a dossier file, step by step, and the marks that tell such a file from others.
//!
//! A step is never changed once it is released; `docs/format.md` describes what they come to.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, MAIN_DB};
use rusqlite_migration::{M, Migrations};

use super::error::StoreError;
use super::lock::path_beside;

/// The mark of a dossier in SQLite's header: `ONST`.
pub const APPLICATION_ID: u32 = 0x4F4E_5354;

/// The format that this program writes, kept in `user_version`.
pub const FORMAT: u32 = 3;

/// Photos lie in this file in chunks: large pages read and write them at the disk's own speed.
pub const PAGE_SIZE: u32 = 16384;

/// The journal, what belongs to one device, and the dossier's own identity.
const JOURNAL: &str = r"
CREATE TABLE about (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    dossier TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL
) STRICT;
CREATE TABLE journal (
    arrival INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    seq INTEGER NOT NULL CHECK (seq > 0),
    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    line TEXT NOT NULL,
    UNIQUE (stream, seq)
) STRICT;
CREATE TABLE draft (
    device TEXT NOT NULL,
    key TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (device, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE place (
    device TEXT PRIMARY KEY,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER about_stays BEFORE UPDATE ON about
BEGIN SELECT RAISE(ABORT, 'a dossier keeps its identity'); END;
CREATE TRIGGER about_remains BEFORE DELETE ON about
BEGIN SELECT RAISE(ABORT, 'a dossier keeps its identity'); END;
CREATE TRIGGER journal_stays BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
CREATE TRIGGER journal_remains BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
CREATE TRIGGER journal_keeps_places BEFORE INSERT ON journal
WHEN EXISTS (SELECT 1 FROM journal WHERE stream = NEW.stream AND seq = NEW.seq)
    OR EXISTS (SELECT 1 FROM journal WHERE hash = NEW.hash)
    OR EXISTS (SELECT 1 FROM journal WHERE arrival = NEW.arrival)
BEGIN SELECT RAISE(ABORT, 'this place in the journal is taken'); END;
";

/// Files kept whole. A blob without `sha256` is still arriving and counts for nothing.
const BLOBS: &str = r"
CREATE TABLE blob (
    id INTEGER PRIMARY KEY,
    sha256 BLOB UNIQUE CHECK (length(sha256) = 32),
    size INTEGER NOT NULL CHECK (size >= 0)
) STRICT;
CREATE TABLE chunk (
    blob INTEGER NOT NULL REFERENCES blob (id) ON DELETE CASCADE,
    nth INTEGER NOT NULL CHECK (nth >= 0),
    bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 262144),
    UNIQUE (blob, nth)
) STRICT;
CREATE TRIGGER blob_keeps_places BEFORE INSERT ON blob
WHEN EXISTS (SELECT 1 FROM blob WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM blob WHERE sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, 'a kept file is not replaced'); END;
CREATE TRIGGER chunk_keeps_places BEFORE INSERT ON chunk
WHEN EXISTS (SELECT 1 FROM chunk WHERE blob = NEW.blob AND nth = NEW.nth)
    OR EXISTS (SELECT 1 FROM blob WHERE id = NEW.blob AND sha256 IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a kept file is not replaced'); END;
CREATE TRIGGER blob_stays BEFORE UPDATE ON blob WHEN OLD.sha256 IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a kept file is not changed'); END;
CREATE TRIGGER blob_remains BEFORE DELETE ON blob WHEN OLD.sha256 IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a kept file is not removed'); END;
CREATE TRIGGER chunk_stays BEFORE UPDATE ON chunk
BEGIN SELECT RAISE(ABORT, 'a kept file is not changed'); END;
CREATE TRIGGER chunk_remains BEFORE DELETE ON chunk
WHEN EXISTS (SELECT 1 FROM blob WHERE id = OLD.blob AND sha256 IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a kept file is not removed'); END;
";

/// Smaller copies of kept photos, for reports and the screen. They can be made again at any time.
const SMALL: &str = r"
CREATE TABLE small (
    sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
    jpeg BLOB NOT NULL CHECK (length(jpeg) BETWEEN 1 AND 8388608)
) STRICT;
";

/// The steps from an empty file to [`FORMAT`]; step n leads to format n.
const STEPS: &[M<'static>] = &[M::up(JOURNAL), M::up(BLOBS), M::up(SMALL)];

/// Takes its name from a kept file whose bytes are damaged, and its bytes with it: the same file came
/// again whole and takes its place. The guard steps aside for that alone, within the caller's transaction.
/// In a file whose pages are not `sound` its bytes stay, without a name: nobody can say what else stands there.
pub fn unname(conn: &Connection, blob: i64, sound: bool) -> Result<(), rusqlite::Error> {
    let guard = BLOBS.split_inclusive("END;\n").find(|sql| sql.trim_start().starts_with(BLOB_STAYS));
    conn.execute_batch("DROP TRIGGER IF EXISTS blob_stays")?;
    conn.execute("UPDATE blob SET sha256 = NULL WHERE id = ?1", [blob])?;
    conn.execute_batch(guard.unwrap_or_default())?;
    if sound { conn.execute("DELETE FROM blob WHERE id = ?1", [blob]).map(|_| ()) } else { Ok(()) }
}

/// How the statement begins that keeps a kept file from being changed.
const BLOB_STAYS: &str = "CREATE TRIGGER blob_stays ";

/// Makes the tables of a format in an empty file.
pub fn create(conn: &mut Connection, format: u32) -> Result<(), rusqlite::Error> {
    conn.pragma_update(None, "page_size", PAGE_SIZE)?;
    conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    migrate_to(conn, format)
}

/// Brings an older dossier to [`FORMAT`], after a copy of it as it was has been written beside it.
pub fn migrate(conn: &mut Connection, path: &Path, found: u32) -> Result<(), StoreError> {
    if found >= FORMAT {
        return Ok(());
    }
    back_up(conn, &backup_path(path, found))
        .map_err(|source| StoreError::Backup { source: Box::new(source) })?;
    migrate_to(conn, FORMAT).map_err(|source| StoreError::sql(path, source))
}

/// Where the copy is kept that a migration from a format makes first.
pub fn backup_path(path: &Path, format: u32) -> PathBuf {
    path_beside(path, &format!(".format-{format}.backup"))
}

fn migrate_to(conn: &mut Connection, format: u32) -> Result<(), rusqlite::Error> {
    let steps = Migrations::from_slice(STEPS);
    steps.to_version(conn, format as usize).map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => err,
        other => rusqlite::Error::ToSqlConversionFailure(Box::new(other)),
    })
}

/// Writes a copy that appears whole or not at all. An earlier copy of the same format is kept: the
/// migration that made it did not come to its end, so the dossier is still what it was then or has
/// gone on; both are worth having.
fn back_up(conn: &Connection, to: &Path) -> Result<(), StoreError> {
    let fail = |source| StoreError::io(to, source);
    let folder = to.parent().unwrap_or(Path::new("."));
    let copy = tempfile::Builder::new().prefix(".onsite-backup-").tempfile_in(folder).map_err(fail)?;
    let copy = copy.into_temp_path();
    conn.backup(MAIN_DB, &copy, None).map_err(|source| StoreError::sql(to, source))?;
    fs::File::open(&copy).and_then(|file| file.sync_all()).map_err(fail)?;
    let free = (0..1000).map(|nth| numbered(to, nth)).find(|name| !name.exists());
    copy.persist_noclobber(free.as_deref().unwrap_or(to)).map_err(|error| fail(error.error))
}

fn numbered(path: &Path, nth: u32) -> PathBuf {
    if nth == 0 { path.to_owned() } else { path_beside(path, &format!("-{nth}")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_step_leads_to_the_format_of_this_program() {
        assert_eq!(STEPS.len(), FORMAT as usize);
        Migrations::from_slice(STEPS).validate().unwrap();
    }
}
