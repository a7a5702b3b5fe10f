//! Undo and redo: changes that restore what was there before; nothing disappears.

use super::change::{Change, Cleared};
use super::dossier::Dossier;
use super::ids::ChangeId;
use super::journal::{Entry, Proposal};
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
        let Some((before, others)) = entry.over.split_first() else {
            return Ok(Change::Cleared(Cleared { slot, reason: String::new() }));
        };
        let before = self.entry(*before).ok_or_else(|| Refusal::ChangedSince(slot.clone()))?;
        // Two laptops that said the same did not differ.
        let agrees = |id: &ChangeId| self.entry(*id).is_some_and(|other| other.body == before.body);
        if !others.iter().all(agrees) {
            return Err(Refusal::DecidedConflict(slot));
        }
        before.change().cloned().ok_or(Refusal::Newer(slot))
    }

    /// What an entry took back, where it is certainly an undo: one that empties a slot without a
    /// reason, or a step of a nonconformity's life back, for each step says its place.
    ///
    /// An undo that gives an earlier text back is not told from somebody who typed that text again.
    pub fn taken_back(&self, entry: &Entry) -> Option<&Entry> {
        let [replaced] = entry.over.as_slice() else { return None };
        let replaced = self.entry(*replaced)?;
        let undone = match entry.change()? {
            Change::Cleared(_) => entry.is_plain_undo(),
            Change::Stepped(_) => {
                self.standing(replaced).iter().rev().nth(1).is_some_and(|before| before.body == entry.body)
                    && !reads_as_step(Some(replaced), entry)
            }
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

    /// The values of a slot that stand upon each other, up to an entry of it, oldest first: each as it was
    /// first recorded, without what was undone. Of two that differed, those below the one decided on.
    pub fn standing<'a>(&'a self, head: &'a Entry) -> Vec<&'a Entry> {
        let mut back = vec![head];
        while let Some(before) = back.last().and_then(|at| self.below_it(at)) {
            back.push(before);
        }
        let mut standing: Vec<&Entry> = Vec::new();
        for at in back.into_iter().rev() {
            let says_again = |before: Option<&&Entry>| before.is_some_and(|before| before.body == at.body);
            let decides = at.over.len() > 1;
            if decides && says_again(standing.last()) {
                continue;
            }
            let begins_anew = at.is_plain_undo() && standing.len() <= 1;
            let undoes =
                says_again(standing.iter().rev().nth(1)) && !reads_as_step(standing.last().copied(), at);
            if !decides && (begins_anew || undoes) {
                standing.pop();
            } else {
                standing.push(at);
            }
        }
        standing
    }

    /// The entry that recorded first what stands, where it began its slot and was undone and redone since: a
    /// redo begins nothing anew. Labels are given out once, so nothing else reads like it.
    pub fn first_recorded<'a>(&'a self, entry: &'a Entry) -> &'a Entry {
        let single = |entry: &Entry| match entry.over.as_slice() {
            [before] => self.entry(*before),
            _ => None,
        };
        let mut first = entry;
        while let Some(undo) = single(first).filter(|undo| undo.is_plain_undo()) {
            match single(undo).filter(|before| before.body == first.body) {
                Some(before) => first = before,
                None => break,
            }
        }
        first
    }

    /// What an entry replaced: of several, the one that it decided on.
    fn below_it(&self, entry: &Entry) -> Option<&Entry> {
        let mut replaced = entry.over.iter().filter_map(|&id| self.entry(id));
        let first = replaced.clone().next();
        replaced.find(|before| before.body == entry.body).or(first)
    }

    /// Whether `head` is `entry`, or says the same again after what came between was undone: then
    /// undo can go on from there to what `entry` replaced.
    fn stands_for(&self, head: &Entry, entry: &Entry) -> bool {
        let mut at = head;
        while at.id != entry.id {
            let [before] = at.over.as_slice() else { return false };
            let Some(before) = self.entry(*before) else { return false };
            at = before;
        }
        let (now, then) = (self.standing(head), self.standing(entry));
        now.iter().map(|entry| &entry.body).eq(then.iter().map(|entry| &entry.body))
    }
}
