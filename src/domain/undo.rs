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
        if !matches!(self.heads(&slot).as_slice(), [head] if self.stands_for(head, entry)) {
            return Err(Refusal::ChangedSince(slot));
        }
        match entry.over.as_slice() {
            [] => Ok(Change::Cleared(Cleared { slot, reason: String::new() })),
            [before] => self.entry(*before).and_then(Entry::change).cloned().ok_or(Refusal::Newer(slot)),
            _ => Err(Refusal::ChangedSince(slot)),
        }
    }

    /// Whether `head` is `entry`, or says the same again after what came between was undone: then
    /// undo can go on from there to what `entry` replaced.
    fn stands_for(&self, head: &Entry, entry: &Entry) -> bool {
        let (mut head, first) = (head, entry);
        loop {
            if head.id == first.id {
                return true;
            }
            let [undone] = head.over.as_slice() else { return false };
            let Some([before]) = self.entry(*undone).map(|undone| undone.over.as_slice()) else {
                return false;
            };
            match self.entry(*before) {
                Some(before) if before.body == head.body && before.slot == head.slot => head = before,
                _ => return false,
            }
        }
    }
}
