//! Two files of one dossier become equal: each gets the changes that it lacks.
//!
//! Statuses -> plan (pure) -> exchange. Everything is verified before anything is written; what the
//! two sides answered differently becomes a conflict by itself, in the fold.

mod plan;

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

pub use plan::{Place, Plan, Run, Status, plan};

use crate::domain::dossier::Dossier;
use crate::domain::ids::Hash;
use crate::domain::slot::Slot;
use crate::store::{Broken, Came, KeepError, Line, Store, StoreError, Tip};

/// What an exchange did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Changes that the first file got.
    pub to_a: usize,
    /// Changes that the second file got.
    pub to_b: usize,
    /// Changes that both had.
    pub unchanged: usize,
    /// Kept files that the first file got.
    pub files_to_a: Came,
    /// Kept files that the second file got.
    pub files_to_b: Came,
    /// Kept files that are damaged in the one and not whole in the other: neither could be healed.
    pub lost: Vec<Hash>,
    /// Slots that hold differing values now and did not in both files before.
    pub conflicts: Vec<Slot>,
}

/// Why two files were not brought together. Nothing has been written into
/// either, unless it says so.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// They are files of different dossiers.
    #[error("different dossiers: {a} and {b}")]
    OtherDossier {
        /// The first one's client.
        a: String,
        /// The second one's client.
        b: String,
        /// Whether the clients have one name: the dossier was started twice.
        same_client: bool,
    },
    /// A journal is not as it was recorded.
    #[error("not as it was recorded: {}", .path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// What was found.
        broken: Box<Broken>,
    },
    /// A file could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The second file got its changes, the first one could not be written. A second run completes it.
    #[error("half done: {0}")]
    Half(StoreError),
    /// Both files got their changes, the kept files were not all exchanged. A second run completes it.
    #[error("kept files not all exchanged: {0}")]
    Files(StoreError),
}

/// How far an exchange has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Changes are compared, checked and written.
    Changes,
    /// The kept files of one side are looked through: so many of so many.
    Files {
        /// Those that were looked at.
        seen: usize,
        /// All.
        of: usize,
    },
}

/// Brings two files of one dossier together: afterwards both hold every change of either.
pub fn exchange(a: &mut Store, b: &mut Store) -> Result<Outcome, SyncError> {
    exchange_telling(a, b, &mut |_| ())
}

/// The same, telling how far it has come.
pub fn exchange_telling(
    a: &mut Store,
    b: &mut Store,
    told: &mut dyn FnMut(Stage),
) -> Result<Outcome, SyncError> {
    told(Stage::Changes);
    let (mut merged, other) = (a.load()?, b.load()?);
    same_dossier((a, &merged), (b, &other))?;
    for store in [&*a, &*b] {
        let sound = store.verified(false).map(|_| ());
        sound.map_err(|broken| SyncError::Broken {
            path: store.path().to_owned(),
            broken: Box::new(broken),
        })?;
    }
    let plan = plan_for(a, b)?;
    let (for_a, for_b) = (lines_of(b, &plan.to_a)?, lines_of(a, &plan.to_b)?);
    // Both files say yes before one of them is written.
    a.would_absorb(&for_a)?;
    b.would_absorb(&for_b)?;
    let mut outcome = Outcome::default();
    let before: BTreeSet<Slot> =
        merged.conflicts().filter(|slot| other.in_conflict(slot.as_str())).cloned().collect();
    for entry in other.entries() {
        if !merged.apply(entry.clone()) {
            outcome.unchanged += 1;
        }
    }
    outcome.conflicts = merged.conflicts().filter(|slot| !before.contains(*slot)).cloned().collect();
    told(Stage::Changes);
    outcome.to_b = b.absorb(&for_b)?.new;
    outcome.to_a = a.absorb(&for_a).map_err(SyncError::Half)?.new;
    // After the journal: a file that nothing names does no harm, and a second run brings the rest.
    let mut files = |seen, of| told(Stage::Files { seen, of });
    outcome.files_to_b = b.keep_from(a, &mut files).map_err(|error| unfinished(b, error))?;
    outcome.files_to_a = a.keep_from(b, &mut files).map_err(|error| unfinished(a, error))?;
    let lost: BTreeSet<Hash> =
        outcome.files_to_a.lost.iter().chain(&outcome.files_to_b.lost).copied().collect();
    outcome.lost = lost.into_iter().collect();
    for store in [&*a, &*b] {
        store.note_exchange(merged.entries().len());
    }
    Ok(outcome)
}

/// The copy that a path means: of a folder, the file in it that has the dossier's name.
pub fn copy_at(dossier: &Path, path: &Path) -> PathBuf {
    match dossier.file_name() {
        Some(name) if path.is_dir() => path.join(name),
        _ => path.to_owned(),
    }
}

fn unfinished(store: &Store, error: KeepError) -> SyncError {
    SyncError::Files(match error {
        KeepError::Store(error) => error,
        KeepError::Source(source) => StoreError::io(store.path(), source),
        KeepError::TooLarge(_) | KeepError::Cancelled => StoreError::Full { path: store.path().to_owned() },
    })
}

fn same_dossier(a: (&Store, &Dossier), b: (&Store, &Dossier)) -> Result<(), SyncError> {
    if a.0.dossier_id() == b.0.dossier_id() {
        return Ok(());
    }
    let (a, b) = (a.1.client().to_owned(), b.1.client().to_owned());
    Err(SyncError::OtherDossier { same_client: a == b, a, b })
}

fn plan_for(a: &Store, b: &Store) -> Result<Plan, SyncError> {
    let (tips_a, tips_b) = (a.tips()?, b.tips()?);
    let status = |store: &Store, own: &[Tip], others: &[Tip]| -> Result<Status, SyncError> {
        let hashes: Vec<Hash> = others.iter().map(|tip| tip.hash).collect();
        Ok(Status { tips: own.to_vec(), holds: store.places(&hashes)? })
    };
    Ok(plan(&status(a, &tips_a, &tips_b)?, &status(b, &tips_b, &tips_a)?))
}

/// The lines of several runs, each after those that it follows.
fn lines_of(store: &Store, runs: &[Run]) -> Result<Vec<Line>, SyncError> {
    if runs.is_empty() {
        return Ok(Vec::new());
    }
    let after: HashMap<&str, u32> = runs.iter().map(|run| (run.stream.as_str(), run.after)).collect();
    let wanted = |stream: &str, seq| after.get(stream).is_some_and(|after| seq > *after);
    Ok(store.lines_where(wanted)?)
}
