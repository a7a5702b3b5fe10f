//! Undo and redo: changes that restore what was there before; nothing disappears.

use super::change::{Change, Cleared};
use super::dossier::Dossier;
use super::ids::ChangeId;
use super::journal::Entry;
use super::refusal::Refusal;

impl Dossier {
    /// The changes that take one act back: each slot gets the value that the act replaced there.
    ///
    /// Refused if one of the slots has been changed since, or if the act decided a conflict (a
    /// conflict cannot be restored by one value).
    pub fn undo(&self, act: &[ChangeId]) -> Result<Vec<Change>, Refusal> {
        if act.is_empty() {
            return Err(Refusal::NothingToUndo);
        }
        act.iter().rev().map(|&id| self.before(id)).collect()
    }

    fn before(&self, id: ChangeId) -> Result<Change, Refusal> {
        let entry = self.entry(id).ok_or(Refusal::NothingToUndo)?;
        let slot = entry.slot.to_string();
        if !matches!(self.heads(&slot).as_slice(), [head] if head.id == id) {
            return Err(Refusal::ChangedSince(slot));
        }
        match entry.over.as_slice() {
            [] => Ok(Change::Cleared(Cleared { slot, reason: String::new() })),
            [before] => self.entry(*before).and_then(Entry::change).cloned().ok_or(Refusal::Newer(slot)),
            _ => Err(Refusal::ChangedSince(slot)),
        }
    }
}
