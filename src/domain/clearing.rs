//! What may be deleted with a reason, and what is not since other records rest on it.
//!
//! An undo goes by rules of its own (`undo`); it asks here only what rests on a thing.

use super::change::{Change, Cleared, Ground, NoteUse, NoteUsed, Step, Verdict};
use super::dossier::Dossier;
use super::refusal::Refusal;
use super::rules::{Answer, reason};
use super::slot::Slot;

/// How what stands in a slot goes.
enum Way {
    /// With a reason, once nothing rests on it.
    ByReason,
    /// By a change of its own that asks for a reason: a piece of evidence is withdrawn.
    ByWithdrawal,
    /// Not at all: it is changed, or a nonconformity is withdrawn.
    Never,
}

/// The table: how what each kind of change recorded goes.
fn way(change: &Change) -> Way {
    match change {
        // Everything rests on the first three; a nonconformity goes by its steps, with all that is written
        // on it; evidence that was withdrawn is registered anew; a draw rests on its rule, which another one
        // replaces; where something was cleared nothing stands.
        Change::DossierStarted(_)
        | Change::ChecklistAdopted(_)
        | Change::AuditOpened(_)
        | Change::Raised(_)
        | Change::Classed(_)
        | Change::NcWritten(_)
        | Change::AnswerWritten(_)
        | Change::Stepped(_)
        | Change::DueSet(_)
        | Change::DueExtended(_)
        | Change::NcEscalated(_)
        | Change::EvidenceWithdrawn(_)
        | Change::SamplingRuled(_)
        | Change::Cleared(_) => Way::Never,
        Change::EvidenceTaken(_) => Way::ByWithdrawal,
        // Others may rest on a site and on a note.
        Change::SiteDescribed(_)
        | Change::NoteTaken(_)
        // Without a choice of its own a site is visited for every clause: nothing is hidden by that.
        | Change::SiteChosen(_)
        // An item without verdict is open, and the gate says so.
        | Change::Judged(_)
        // Nothing names these by their label; their links and outcomes go with them.
        | Change::ClientDescribed(_)
        | Change::AuditDescribed(_)
        | Change::MemberNamed(_)
        | Change::Remarked(_)
        | Change::LikeCaseChecked(_)
        | Change::NcRechecked(_)
        | Change::EvidenceDated(_)
        | Change::FileSorted(_)
        | Change::CitedForItem(_)
        | Change::CitedForNc(_)
        | Change::SpecialDeducted(_)
        | Change::BonusGiven(_)
        | Change::NoteUsed(_)
        | Change::MeetingDescribed(_)
        | Change::AttendeeNamed(_)
        | Change::CitedForMeeting(_)
        | Change::SitePlaced(_)
        | Change::OutletsDrawn(_)
        | Change::VisitPlanned(_)
        | Change::VisitSettled(_)
        | Change::SpecialGrounded(_) => Way::ByReason,
    }
}

impl Dossier {
    /// Whether what stands in a slot may be deleted, and with this reason.
    pub(super) fn check_clear(&self, cleared: &Cleared) -> Answer {
        let slot = Slot::named(&cleared.slot);
        let standing = self.value(&cleared.slot);
        let standing = standing.ok_or_else(|| Refusal::NothingToClear(cleared.slot.clone()))?;
        self.not_ended(&slot)?;
        match way(standing) {
            Way::Never => Err(Refusal::NotClearable(cleared.slot.clone())),
            Way::ByWithdrawal => Err(Refusal::WithdrawnInstead(slot.last().to_owned())),
            Way::ByReason => {
                self.nothing_rests(&slot)?;
                reason(&cleared.reason)
            }
        }
    }

    /// Refuses while other records rest on what stands in a slot, and names them.
    pub(super) fn nothing_rests(&self, slot: &Slot) -> Answer {
        let label = slot.last();
        let on_it: fn(&Change, &str) -> bool = match slot.sort() {
            "site" => on_site,
            "evidence" => on_evidence,
            "note" => |change, label| matches!(change, Change::NoteUsed(used) if used.note == label),
            _ => return Ok(()),
        };
        let resting = self.below("").filter(|entry| {
            entry.change().is_some_and(|change| on_it(change, label) && !self.is_use_withdrawn(change))
        });
        let by: Vec<String> = resting.map(|entry| entry.slot.to_string()).collect();
        if by.is_empty() { Ok(()) } else { Err(Refusal::RestsOnIt { slot: slot.to_string(), by }) }
    }
}

impl Dossier {
    /// Whether a change says what a note became, and that was withdrawn: then it holds the note no more.
    fn is_use_withdrawn(&self, change: &Change) -> bool {
        match change {
            Change::NoteUsed(NoteUsed { used: NoteUse::Evidence { evidence }, .. }) => {
                self.evidence(evidence).is_some_and(|piece| piece.withdrawn.is_some())
            }
            Change::NoteUsed(NoteUsed { used: NoteUse::Nonconformity { nc }, .. }) => {
                self.nonconformity(nc).is_some_and(|nc| matches!(nc.step, Some(Step::Withdrawn { .. })))
            }
            _ => false,
        }
    }
}

fn on_site(change: &Change, site: &str) -> bool {
    match change {
        Change::Judged(judged) => judged.item.site == site && judged.verdict != Verdict::Open,
        Change::Remarked(remarked) => remarked.item.site == site && !remarked.text.is_empty(),
        Change::CitedForItem(cited) => cited.item.site == site && cited.cited,
        Change::Raised(raised) => raised.site == site,
        Change::LikeCaseChecked(checked) => checked.site == site,
        Change::SpecialDeducted(special) => special.site == site,
        Change::NoteTaken(taken) => taken.site == site,
        Change::VisitPlanned(planned) => planned.site == site,
        Change::SitePlaced(placed) => placed.below == site,
        Change::OutletsDrawn(drawn) => drawn.frame.iter().any(|of| of == site),
        _ => false,
    }
}

fn on_evidence(change: &Change, evidence: &str) -> bool {
    match change {
        Change::CitedForItem(cited) => cited.evidence == evidence && cited.cited,
        Change::CitedForNc(cited) => cited.evidence == evidence && cited.cited,
        Change::CitedForMeeting(cited) => cited.evidence == evidence && cited.cited,
        Change::NoteUsed(used) => matches!(&used.used, NoteUse::Evidence { evidence: of } if of == evidence),
        Change::SpecialGrounded(grounded) => {
            grounded.stands && matches!(&grounded.ground, Ground::Evidence { evidence: of } if of == evidence)
        }
        _ => false,
    }
}
