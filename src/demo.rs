//! The demonstration dossier: the visit of the public example, by two auditors on two laptops.
//!
//! It is made as a real one is: every change through the rules, two files that part and are brought
//! together again. The client is made up, and the dossier says so.

mod desk;
mod picture;
mod visit;

use std::path::{Path, PathBuf};

use crate::checklists::{Shelf, Unavailable};
use crate::domain::refusal::Refusal;
use crate::store::{Device, KeepError, Store, StoreError};
use crate::supply::Supply;
use crate::sync::{self, SyncError};

use desk::{Calendar, Desk};

/// The file's name in the default folder.
pub const FILE: &str = "演示-厦门示例电器.onsite";

/// The client's name; it says that nothing here is real, first of all where a narrow screen cuts it.
pub const CLIENT: &str = "（演示）厦门示例电器有限公司";

/// Why there is no demonstration dossier; none was left half made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// A file could not be written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The two files could not be brought together.
    #[error(transparent)]
    Sync(Box<SyncError>),
    /// The checklist shipped with the program cannot be used.
    #[error("the shipped checklist: {0:?}")]
    Checklist(Unavailable),
    /// A rule refused what the visit records.
    #[error("refused: {0:?}")]
    Refused(Box<Refusal>),
    /// The file system refused the place.
    #[error("{}: {source}", .path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What it says.
        source: std::io::Error,
    },
}

impl From<KeepError> for DemoError {
    fn from(error: KeepError) -> Self {
        match error {
            KeepError::Store(error) => Self::Store(error),
            // The picture lies in memory, is small, and nobody stops it.
            other => Self::Io { path: PathBuf::new(), source: std::io::Error::other(other) },
        }
    }
}

impl From<SyncError> for DemoError {
    fn from(error: SyncError) -> Self {
        Self::Sync(Box::new(error))
    }
}

/// Makes the demonstration dossier. It appears whole or not at all, and never in place of a file.
pub fn make(path: &Path, supply: &Supply) -> Result<(), DemoError> {
    let io = |source| DemoError::Io { path: path.to_owned(), source };
    if path.exists() {
        return Err(StoreError::Exists { path: path.to_owned() }.into());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let room = tempfile::Builder::new().prefix(".onsite-demo-").tempdir_in(folder).map_err(io)?;
    let made = room.path().join("a.onsite");
    build(&made, &room.path().join("b.onsite"), supply)?;
    let made = tempfile::TempPath::try_from_path(made).map_err(io)?;
    made.persist_noclobber(path).map_err(|error| io(error.error))
}

/// The visit, on two laptops that are not this one: whoever opens the file starts a stream of his own.
fn build(first: &Path, second: &Path, supply: &Supply) -> Result<(), DemoError> {
    let calendar = Calendar::until(supply.now());
    let shelf = Shelf::built_in();
    let adopted = shelf.adoption(visit::STANDARD).map_err(DemoError::Checklist)?;
    let id = supply.fresh_id();
    let mut lead = Desk::at(Store::create(first, &id, &Device::passing(supply), supply)?, visit::LEAD)?;
    visit::review_documents(&mut lead, &calendar, &id, adopted)?;
    lead.store.close()?;

    std::fs::copy(first, second).map_err(|source| DemoError::Io { path: second.to_owned(), source })?;
    let mut lead = Desk::at(Store::open(first, &Device::passing(supply), supply)?, visit::LEAD)?;
    let mut other = Desk::at(Store::open(second, &Device::passing(supply), supply)?, visit::SECOND)?;
    visit::visit_head_office(&mut lead, &calendar)?;
    visit::visit_outlet(&mut other, &calendar)?;
    sync::exchange(&mut lead.store, &mut other.store)?;
    other.store.close()?;
    lead.store.close()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::state::State;

    fn demo() -> State {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("demo.onsite");
        make(&path, &Supply::scripted("2026-11-24T10:00:00+08:00")).unwrap();
        let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(names.len(), 1, "nothing but the dossier is left: {names:?}");
        let store = Store::open_reading(&path).unwrap();
        assert!(store.verify().is_ok());
        assert!(store.load().unwrap().set_back().is_empty(), "what happened later is recorded later");
        assert_eq!(store.kept_files().unwrap().len(), 1);
        State::of(&store.load().unwrap())
    }

    #[test]
    fn the_demonstration_holds_the_four_findings_at_four_stages_with_all_their_texts() {
        let state = demo();
        let mut found: Vec<(&str, &str)> = Vec::new();
        for nc in &state.nonconformities {
            assert!(!nc.statement.is_empty() && !nc.department.is_empty() && nc.class.is_some());
            assert!(nc.answers[0].missing.is_empty(), "{nc:?}");
            assert!(!nc.evidence.is_empty(), "{}", nc.nc);
            let step = nc.step.as_ref().map_or("raised", |step| step.word().en);
            found.push((&nc.clauses[0], step));
        }
        found.sort_unstable();
        let expected = [
            ("5.1.3.2", "closed"),
            ("5.1.6.4", "answered"),
            ("5.2.1.4", "accepted"),
            ("5.2.2.1", "acknowledged"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn the_demonstration_has_two_sites_one_conflict_and_every_kind_of_evidence() {
        let state = demo();
        assert!(state.client.name.contains("演示"));
        assert_eq!(state.sites.len(), 2);
        assert_eq!(state.conflicts.len(), 1);
        assert!(state.conflicts[0].slot.contains("5.1.2.2"), "{:?}", state.conflicts);
        let people: Vec<&str> = state.conflicts[0].values.iter().map(|value| value.by.as_str()).collect();
        assert!(people.contains(&visit::LEAD) && people.contains(&visit::SECOND), "{people:?}");
        let mut kinds: Vec<&str> = state.evidence.iter().map(|piece| piece.body.code()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        assert_eq!(kinds, ["document", "file", "interview", "observation", "record"]);
        let score = &state.audits[0].scores[0];
        let places: usize = score.leaves.iter().map(|leaf| leaf.sites.len()).sum();
        let judged = places - score.open - score.differing;
        assert!((places * 2 / 5..=places * 3 / 5).contains(&judged), "{judged} of {places}");
        assert!(state.audits[0].meetings[0].checked_in.is_some());
        assert_eq!(state.audits[0].notes[0].clauses, ["5.3.2.2"]);
        let remarks = score.leaves.iter().flat_map(|leaf| &leaf.sites).flat_map(|at| &at.remarks);
        assert!(remarks.count() >= 4);
    }

    #[test]
    fn a_file_that_is_there_is_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.onsite");
        std::fs::write(&path, "mine").unwrap();
        let made = make(&path, &Supply::scripted("2026-11-24T10:00:00+08:00"));
        assert!(matches!(made, Err(DemoError::Store(StoreError::Exists { .. }))));
        assert_eq!(std::fs::read(&path).unwrap(), b"mine");
    }
}
