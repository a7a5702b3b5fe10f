//! Undo and redo: changes that restore what was there before; nothing disappears.

use super::change::{Change, Cleared, Stepped};
use super::dossier::Dossier;
use super::ids::ChangeId;
use super::journal::{Body, Entry, Proposal};
use super::nonconformity::reads_as_step;
use super::refusal::Refusal;
use super::rules::Answer;

impl Dossier {
    /// The changes that were recorded together with one, in order; empty if it is not known.
    pub fn act_of(&self, id: ChangeId) -> Vec<ChangeId> {
        let Some(named) = self.entry(id) else { return Vec::new() };
        let together = |entry: &&Entry| entry.stream == named.stream && entry.act == named.act;
        let mut act: Vec<&Entry> = self.entries().iter().filter(together).collect();
        act.sort_by_key(|entry| entry.seq);
        act.into_iter().map(|entry| entry.id).collect()
    }

    /// Takes one act back, tried as a whole as in [`Dossier::attempt`]: each slot gets the value that
    /// the act replaced there.
    ///
    /// Refused if there is nothing to take back, if one of the slots has been changed since, if the act decided a conflict (a conflict
    /// cannot be restored by one value), or if it began something that has gone on since.
    pub fn attempt_undo(&mut self, act: &[ChangeId]) -> Result<Vec<Proposal>, Refusal> {
        if act.is_empty() {
            return Err(Refusal::NothingToUndo);
        }
        let back: Vec<ChangeId> = act.iter().rev().copied().collect();
        let one = |dossier: &Self, &id: &ChangeId| {
            let change = dossier.before(id)?;
            dossier.check_restored(&change)?;
            Ok(change)
        };
        match self.supposing(&back, one, |_| Ok(())) {
            Ok(proposals) if proposals.is_empty() => Err(Refusal::NothingToUndo),
            Ok(proposals) => Ok(proposals),
            Err((_, refusal)) => Err(refusal),
        }
    }

    /// Says whether a slot may get back what was there before; nothing but an undo asks,
    /// so that nothing else steps back by saying again what was true once.
    fn check_restored(&self, change: &Change) -> Answer {
        let slot = change.slot();
        self.recordable(&slot, change)?;
        self.not_ended(&slot)?;
        match change {
            Change::Cleared(cleared) => {
                let goes = match slot.sort() {
                    "dossier" | "checklist" | "audit" => false,
                    // One that has begun its life is withdrawn instead.
                    "nc" => self.nonconformity(slot.last()).is_some_and(|nc| nc.step.is_none()),
                    _ => true,
                };
                // What began something that others rest on by now is not taken away below them.
                if goes {
                    self.nothing_rests(&slot)
                } else {
                    Err(Refusal::NotClearable(cleared.slot.clone()))
                }
            }
            _ => Ok(()),
        }
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

    /// What an entry took back, where it is certainly an undo: one that empties a slot without a
    /// reason, or a step of a nonconformity's life back, which the rules allow to nothing else.
    ///
    /// An undo that gives an earlier text back is not told from somebody who typed that text again.
    pub fn taken_back(&self, entry: &Entry) -> Option<&Entry> {
        let [replaced] = entry.over.as_slice() else { return None };
        let replaced = self.entry(*replaced)?;
        let undone = match entry.change()? {
            Change::Cleared(_) => entry.is_plain_undo(),
            // An undo goes back to where it was; without the place, what takes an undo back is a redo.
            Change::Stepped(stepped) => match (stepped.nth, replaced.change()) {
                (Some(nth), Some(Change::Stepped(Stepped { nth: Some(before), .. }))) => nth <= *before,
                _ => {
                    self.restores(entry, replaced)
                        && !reads_as_step(Some(replaced), entry)
                        && self.taken_back(replaced).is_none()
                }
            },
            _ => false,
        };
        undone.then_some(replaced)
    }

    /// What the entries of one act took back; nothing if the act is not certainly an undo. An undo is an
    /// act of its own, so where one of its entries is certainly one, the others are as well.
    pub fn taken_back_by(&self, act: &[&Entry]) -> Vec<&Entry> {
        if !act.iter().any(|entry| self.taken_back(entry).is_some()) {
            return Vec::new();
        }
        act.iter().filter_map(|entry| self.entry(*entry.over.first()?)).collect()
    }

    /// Whether an entry says again what the one before `replaced` said.
    fn restores(&self, entry: &Entry, replaced: &Entry) -> bool {
        let [before] = replaced.over.as_slice() else { return false };
        self.entry(*before).is_some_and(|before| before.body == entry.body)
    }

    /// Whether `head` is `entry`, or says the same again after what came between was undone: then
    /// undo can go on from there to what `entry` replaced.
    fn stands_for(&self, head: &Entry, entry: &Entry) -> bool {
        if head.id == entry.id {
            return true;
        }
        let mut back = vec![head];
        while let [before] = back[back.len() - 1].over.as_slice() {
            let Some(before) = self.entry(*before) else { break };
            back.push(before);
        }
        // The values that stand upon each other: an undo takes the uppermost away.
        let mut standing: Vec<&Body> = Vec::new();
        let mut then = None;
        for at in back.into_iter().rev() {
            let before = standing.iter().rev().nth(1);
            if before == Some(&&at.body) || at.is_plain_undo() && standing.len() == 1 {
                standing.pop();
            } else {
                standing.push(&at.body);
            }
            if at.id == entry.id {
                then = Some(standing.clone());
            }
        }
        then == Some(standing)
    }
}
