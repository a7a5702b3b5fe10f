//! An act of several changes, tried as a whole: each is checked against what the earlier ones leave,
//! and the dossier is afterwards as it was.

use std::cell::OnceCell;

use super::change::Change;
use super::dossier::Dossier;
use super::ids::ChangeId;
use super::journal::{Body, Entry, Proposal};
use super::refusal::Refusal;

/// The place of a change within its act, while it has no identity yet. Real identities are hashes;
/// one that begins with twelve bytes of `FF` does not occur.
pub fn placeholder(nth: usize) -> ChangeId {
    let mut id = [0xFF; 16];
    let nth = u32::try_from(nth).unwrap_or(u32::MAX);
    id[12..].copy_from_slice(&nth.to_be_bytes());
    ChangeId(id)
}

/// The place that a placeholder stands for; `None` for a real identity.
pub fn place_of(id: ChangeId) -> Option<usize> {
    let (mark, nth) = id.0.split_at(12);
    let nth = u32::from_be_bytes(nth.try_into().ok()?);
    mark.iter().all(|&byte| byte == 0xFF).then(|| usize::try_from(nth).ok()).flatten()
}

/// What one tentative change did to the dossier.
struct Trace {
    replaced: Vec<ChangeId>,
}

impl Dossier {
    /// Checks the changes of one act in order and says what each would replace; a refusal comes with
    /// the place of the change in the act. Values that already stand are left out.
    ///
    /// A proposal that replaces an earlier change of the same act names it by [`placeholder`].
    pub fn attempt(&mut self, changes: &[Change]) -> Result<Vec<Proposal>, (usize, Refusal)> {
        let one = |dossier: &Self, change: &Change| {
            let change = dossier.completed(change);
            if !dossier.stands(&change) {
                dossier.check(&change)?;
            }
            Ok(change)
        };
        self.supposing(changes, one, |dossier| dossier.check_whole(changes))
    }

    /// What only the act as a whole can break: both days of an audit may move past where the other was.
    fn check_whole(&self, changes: &[Change]) -> Result<(), (usize, Refusal)> {
        // The later line is the one to correct.
        for (nth, change) in changes.iter().enumerate().rev() {
            if let Change::AuditDescribed(described) = change {
                self.check_audit_days(described).map_err(|refusal| (nth, refusal))?;
            }
        }
        Ok(())
    }

    /// Makes a change of each wish, sees what the earlier ones left and what all of them come to, and takes
    /// all of them out again.
    pub(super) fn supposing<T>(
        &mut self,
        wishes: &[T],
        change: impl Fn(&Self, &T) -> Result<Change, Refusal>,
        whole: impl Fn(&Self) -> Result<(), (usize, Refusal)>,
    ) -> Result<Vec<Proposal>, (usize, Refusal)> {
        let labels = self.labels.clone();
        // What is only supposed leaves no trace in the reading order either.
        let order = self.order.take();
        let mut traces = Vec::new();
        let mut proposals = Vec::new();
        let mut outcome = Ok(());
        for (nth, wish) in wishes.iter().enumerate() {
            let change = match change(self, wish) {
                Ok(change) if self.stands(&change) => continue,
                Ok(change) => change,
                Err(refusal) => {
                    outcome = Err((nth, refusal));
                    break;
                }
            };
            let proposal = self.proposal(change);
            traces.push(self.suppose(placeholder(proposals.len()), &proposal));
            proposals.push(proposal);
        }
        let outcome = outcome.and_then(|()| whole(self));
        for trace in traces.into_iter().rev() {
            self.retract(&trace);
        }
        self.labels = labels;
        self.order = order.map(OnceCell::from).unwrap_or_default();
        outcome.map(|()| proposals)
    }

    /// A change with what the dossier knows of it and nobody is asked for.
    fn completed(&self, change: &Change) -> Change {
        match change {
            Change::Stepped(stepped) => Change::Stepped(self.completed_step(stepped)),
            _ => change.clone(),
        }
    }

    /// Whether a change says only what already stands, undisputed.
    fn stands(&self, change: &Change) -> bool {
        let slot = change.slot();
        match self.heads(slot.as_str()).as_slice() {
            [head] => head.change() == Some(change),
            _ => false,
        }
    }

    fn suppose(&mut self, id: ChangeId, proposal: &Proposal) -> Trace {
        let replaced = proposal.over.iter().copied().filter(|over| !self.replaced.contains(over)).collect();
        self.apply(Entry {
            id,
            stream: "".into(),
            seq: 0,
            act: 0,
            at: chrono::DateTime::UNIX_EPOCH.fixed_offset(),
            by: "".into(),
            over: proposal.over.clone(),
            slot: proposal.change.slot(),
            body: Body::Known(proposal.change.clone()),
        });
        Trace { replaced }
    }

    /// Takes the last entry out again.
    fn retract(&mut self, trace: &Trace) {
        let Some(entry) = self.entries.pop() else { return };
        let at = self.entries.len();
        self.index.remove(&entry.id);
        self.order.take();
        if let Some(heads) = self.slots.get_mut(&entry.slot) {
            heads.retain(|&head| head != at);
            if heads.is_empty() {
                self.slots.remove(&entry.slot);
            }
        }
        for id in &trace.replaced {
            self.replaced.remove(id);
            let Some(&old) = self.index.get(id) else { continue };
            let slot = self.entries[old].slot.clone();
            self.slots.entry(slot).or_default().push(old);
        }
        self.note_conflict(&entry.slot);
    }
}

#[cfg(test)]
mod tests {
    use super::super::change::{ClientDescribed, ClientPart, DossierStarted};
    use super::*;

    fn named(text: &str) -> Change {
        Change::ClientDescribed(ClientDescribed { part: ClientPart::Name, text: text.to_owned() })
    }

    fn started() -> Change {
        Change::DossierStarted(DossierStarted { dossier: "d".to_owned(), client: "甲".to_owned() })
    }

    #[test]
    fn an_attempt_alone_changes_nothing_and_sees_its_own_earlier_changes() {
        let mut dossier = Dossier::default();
        let proposals = dossier.attempt(&[started(), named("乙"), named("丙")]).unwrap();
        assert_eq!(proposals[2].over, [placeholder(1)]);
        assert_eq!(place_of(proposals[2].over[0]), Some(1));
        assert!(dossier.entries().is_empty() && dossier.started().is_none());
        assert_eq!(dossier.conflicts().count(), 0);
        assert!(dossier.heads("client/name").is_empty());
    }

    #[test]
    fn a_refused_act_is_refused_whole_and_says_which_change() {
        let mut dossier = Dossier::default();
        let (nth, refusal) = dossier.attempt(&[started(), named("乙\u{7}")]).unwrap_err();
        assert_eq!((nth, refusal), (1, Refusal::ControlCharacter));
        assert!(dossier.started().is_none());
    }
}
