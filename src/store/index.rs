//! What home lists: every dossier of the default folder and the remembered ones elsewhere.
//!
//! A summary is the fold of one file, kept in the state folder under the file's size and time. That
//! cache is a projection: it may be missing, stale or broken at any time, and is then made again.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, FixedOffset, NaiveDate};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::device::{absolute, path_bytes, path_from};
use super::file::Stamps;
use super::{Device, ENDING, Folders, Store, StoreError};
use crate::domain::change::{AuditOpened, AuditPart, AuditType, Item};
use crate::domain::dossier::Dossier;
use crate::domain::nonconformity::parse_date;

/// How deep below the default folder dossiers are looked for: by year and by region, say.
const DEPTH: usize = 3;

/// A row of home, as far as it needs no clock.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Summary {
    /// The file.
    #[serde(skip)]
    pub path: PathBuf,
    /// The dossier's identity: two files that share it can be synced.
    pub dossier: String,
    /// The client's name.
    pub client: String,
    /// The latest audit.
    pub audit: Option<AuditSummary>,
    /// Items of that audit that have a verdict: leaves at the sites where they are walked.
    pub judged: usize,
    /// Items of that audit.
    pub leaves: usize,
    /// Nonconformities that are neither closed nor withdrawn, of all audits.
    pub open_ncs: usize,
    /// The earliest day on which something of an open nonconformity is due.
    pub next_due: Option<NaiveDate>,
    /// Slots with differing values.
    pub conflicts: usize,
    /// Changes in the journal.
    pub changes: usize,
    /// Changes since this file was last brought together with another; `None` if it never was.
    #[serde(skip)]
    pub unsynced: Option<usize>,
    /// The time of the last change, by the clock of whoever made it.
    pub touched: Option<DateTime<FixedOffset>>,
}

/// The latest audit of a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditSummary {
    /// Its label.
    pub audit: String,
    /// Its kind.
    pub audit_type: AuditType,
    /// The year it belongs to.
    pub year: i32,
    /// The checklists it judges by, by id, the main one first.
    pub standards: Vec<String>,
    /// Its first day, if written down.
    pub starts: Option<NaiveDate>,
    /// Its last day, if written down.
    pub ends: Option<NaiveDate>,
}

/// A file that home lists: what is in it, or why it cannot be read.
#[derive(Debug)]
pub struct Listed {
    /// The file.
    pub path: PathBuf,
    /// What is in it.
    pub summary: Result<Summary, StoreError>,
}

/// Lists the dossiers, by path. `progress` hears how many of how many changed files have been read
/// again; files that have not changed since the last time are not opened.
pub fn list(folders: &Folders, device: &Device, mut progress: impl FnMut(usize, usize)) -> Vec<Listed> {
    let paths = paths(folders, device);
    let mut cache = Cache::open(&folders.state.join("index.sqlite"));
    let known = cache.as_ref().map(Cache::read).unwrap_or_default();
    let stale = |path: &Path, stamps: &str| known.get(path).is_none_or(|(code, _)| code != stamps);
    let stamped: Vec<(PathBuf, String)> = paths
        .into_iter()
        .map(|path| (Stamps::of(&path).code(), path))
        .map(|(code, path)| (path, code))
        .collect();
    let total = stamped.iter().filter(|(path, stamps)| stale(path, stamps)).count();
    let mut fresh = Vec::new();
    let mut listed = Vec::with_capacity(stamped.len());
    for (path, stamps) in stamped {
        let summary = match known.get(&path) {
            Some((code, summary)) if *code == stamps => Ok(Summary { path: path.clone(), ..summary.clone() }),
            _ => {
                progress(fresh.len(), total);
                let summary = summary_of(&path);
                fresh.push((path.clone(), stamps, summary.as_ref().ok().cloned()));
                summary
            }
        };
        listed.push(Listed { path, summary });
    }
    if let Some(cache) = &mut cache {
        let gone = known.keys().filter(|path| listed.binary_search_by(|row| row.path.cmp(path)).is_err());
        cache.write(&fresh, gone);
    }
    count_unsynced(&mut listed, device);
    listed
}

/// Reads one dossier for its summary; writes no byte.
pub fn summary_of(path: &Path) -> Result<Summary, StoreError> {
    let store = Store::open_reading(path)?;
    let dossier = store.load()?;
    Ok(Summary { path: path.to_owned(), dossier: store.dossier_id().to_owned(), ..summarize(&dossier) })
}

fn summarize(dossier: &Dossier) -> Summary {
    let audits = dossier.audits();
    let audit = audits.last().copied();
    let (judged, leaves) = audit.map_or((0, 0), |audit| progress_of(dossier, audit));
    let ncs = dossier.nonconformities();
    let open: Vec<_> = ncs.iter().filter(|nc| !nc.ended()).collect();
    Summary {
        client: dossier.client().to_owned(),
        audit: audit.map(|audit| audit_summary(dossier, audit)),
        judged,
        leaves,
        open_ncs: open.len(),
        next_due: open.iter().filter_map(|nc| nc.due()).min(),
        conflicts: dossier.conflicts().count(),
        changes: dossier.entries().len(),
        touched: dossier.entries().iter().map(|entry| entry.at).max(),
        ..Summary::default()
    }
}

fn audit_summary(dossier: &Dossier, audit: &AuditOpened) -> AuditSummary {
    let day = |part| parse_date(dossier.audit_text(&audit.audit, part));
    AuditSummary {
        audit: audit.audit.clone(),
        audit_type: audit.audit_type,
        year: audit.year,
        standards: audit.criteria.iter().map(|criterion| criterion.standard.clone()).collect(),
        starts: day(AuditPart::Starts),
        ends: day(AuditPart::Ends),
    }
}

/// Items judged and items walked in an audit.
fn progress_of(dossier: &Dossier, audit: &AuditOpened) -> (usize, usize) {
    let (mut judged, mut walked) = (0, 0);
    for site in dossier.visited_sites(&audit.audit) {
        for criterion in &audit.criteria {
            for leaf in dossier.leaves_at(&audit.audit, &criterion.standard, &site.site) {
                let item = Item {
                    audit: audit.audit.clone(),
                    standard: criterion.standard.clone(),
                    clause: leaf.clause.clone(),
                    site: site.site.clone(),
                };
                walked += 1;
                judged += usize::from(dossier.is_judged(&item));
            }
        }
    }
    (judged, walked)
}

/// The files that home lists, in order, each once.
fn paths(folders: &Folders, device: &Device) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    collect(&absolute(&folders.dossiers), DEPTH, &mut paths);
    // A remembered file on a stick that is not plugged in is not listed, and not forgotten.
    paths.extend(device.remembered().unwrap_or_default().into_iter().filter(|path| path.exists()));
    paths.sort();
    paths.dedup();
    paths
}

fn collect(folder: &Path, depth: usize, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder && depth > 1 && !hidden {
            collect(&path, depth - 1, paths);
        } else if !is_folder && !hidden && path.extension().is_some_and(|ending| ending == ENDING) {
            paths.push(path);
        }
    }
}

fn count_unsynced(listed: &mut [Listed], device: &Device) {
    let exchanged = device.tokens().ok().flatten().and_then(|tokens| tokens.exchanged().ok());
    let exchanged = exchanged.unwrap_or_default();
    for row in listed {
        if let (Ok(summary), Some(&then)) = (&mut row.summary, exchanged.get(&row.path)) {
            let then = usize::try_from(then).unwrap_or(usize::MAX);
            summary.unsynced = Some(summary.changes.saturating_sub(then));
        }
    }
}

/// Summaries by path, with the size and time of the file that they were made from.
struct Cache {
    conn: Connection,
}

/// What a cache of this program is marked with: a summary of another version is not read.
const MADE_BY: &str = concat!("3 ", env!("CARGO_PKG_VERSION"));

impl Cache {
    /// Opens the cache, or makes it anew if it is not what it should be. Without a cache, listing is
    /// slow and right.
    fn open(path: &Path) -> Option<Self> {
        fs::create_dir_all(path.parent()?).ok()?;
        Self::open_as_is(path)
            .or_else(|_| {
                let _ = fs::remove_file(path);
                Self::open_as_is(path)
            })
            .ok()
    }

    fn open_as_is(path: &Path) -> rusqlite::Result<Self> {
        let conn = Connection::open(path)?;
        conn.busy_timeout(Duration::from_millis(250))?;
        conn.pragma_update(None, "journal_mode", "WAL")?;
        conn.pragma_update(None, "synchronous", "NORMAL")?;
        conn.execute_batch(
            "CREATE TABLE IF NOT EXISTS summary (
                path BLOB PRIMARY KEY, made_by TEXT NOT NULL, stamps TEXT NOT NULL, json TEXT NOT NULL
            ) STRICT",
        )?;
        Ok(Self { conn })
    }

    fn read(&self) -> HashMap<PathBuf, (String, Summary)> {
        let read = || -> rusqlite::Result<HashMap<PathBuf, (String, Summary)>> {
            let mut statement =
                self.conn.prepare("SELECT path, stamps, json FROM summary WHERE made_by = ?1")?;
            let mut rows = statement.query([MADE_BY])?;
            let mut known = HashMap::new();
            while let Some(row) = rows.next()? {
                if let Ok(summary) = serde_json::from_str(row.get_ref(2)?.as_str()?) {
                    known.insert(path_from(row.get(0)?), (row.get(1)?, summary));
                }
            }
            Ok(known)
        };
        read().unwrap_or_default()
    }

    /// Keeps what was read anew and drops what is gone; a cache that cannot be written is left alone.
    fn write<'a>(
        &mut self,
        fresh: &[(PathBuf, String, Option<Summary>)],
        gone: impl Iterator<Item = &'a PathBuf>,
    ) {
        let write = || -> rusqlite::Result<()> {
            let transaction = self.conn.transaction()?;
            for path in gone {
                transaction.execute("DELETE FROM summary WHERE path = ?1", [path_bytes(path)])?;
            }
            let sql = "INSERT OR REPLACE INTO summary (path, made_by, stamps, json) VALUES (?1, ?2, ?3, ?4)";
            let mut statement = transaction.prepare(sql)?;
            for (path, stamps, summary) in fresh {
                let Some(json) = summary.as_ref().and_then(|summary| serde_json::to_string(summary).ok())
                else {
                    continue;
                };
                statement.execute(params![path_bytes(path), MADE_BY, stamps, json])?;
            }
            drop(statement);
            transaction.commit()
        };
        let _ = write();
    }
}
