//! What the rules say of a nonconformity: how it is raised and answered, and its steps.

use super::change::{AnswerWritten, Item, NcPart, Raised, Step, Stepped};
use super::dossier::Dossier;
use super::nonconformity::{Nonconformity, may_follow};
use super::refusal::Refusal;
use super::rules::{Answer, NAME_LIMIT, TEXT_LIMIT, date, label, needed, reason, text};

impl Dossier {
    pub(super) fn check_raised(&self, raised: &Raised) -> Answer {
        label(&raised.nc)?;
        if self.nonconformity(&raised.nc).is_some() {
            return Err(Refusal::NcMoved(raised.nc.clone()));
        }
        if raised.clauses.is_empty() {
            return Err(Refusal::NoClause);
        }
        for (at, clause) in raised.clauses.iter().enumerate() {
            if raised.clauses[..at].contains(clause) {
                return Err(Refusal::ClauseTwice(clause.clone()));
            }
            self.known_item(&Item {
                audit: raised.audit.clone(),
                standard: raised.standard.clone(),
                clause: clause.clone(),
                site: raised.site.clone(),
            })?;
        }
        Ok(())
    }

    pub(super) fn check_answer(&self, written: &AnswerWritten) -> Answer {
        let nc = self.open_nc(&written.nc)?;
        if !nc.may_be_answered() || written.round != nc.round() {
            return Err(Refusal::WrongRound { expected: nc.round(), got: written.round });
        }
        if written.part == super::change::AnswerPart::Due && !written.text.is_empty() {
            let (done, raised) = (date(&written.text)?, nc.entry.at.date_naive());
            if done < raised {
                let (done, raised) = (done.to_string(), raised.to_string());
                return Err(Refusal::DoneBeforeRaised { done, raised });
            }
        }
        text(&written.text, TEXT_LIMIT)
    }

    pub(super) fn check_step(&self, stepped: &Stepped) -> Answer {
        let nc = self.open_nc(&stepped.nc)?;
        self.decided(&stepped.nc)?;
        if !may_follow(nc.step, nc.class, &stepped.step) {
            return Err(Refusal::StepNotPossible {
                class: nc.class,
                from: nc.step.cloned(),
                step: stepped.step.clone(),
            });
        }
        // Filled in as it is recorded; who says it himself says what is true.
        let whole = self.completed_step(&Stepped::new(&stepped.nc, stepped.step.clone()));
        if stepped.nth.is_some_and(|nth| whole.nth != Some(nth)) {
            return Err(Refusal::OtherPlace { nth: whole.nth.unwrap_or_default() });
        }
        if stepped.acknowledges.is_some() && stepped.acknowledges != whole.acknowledges {
            return Err(Refusal::AcknowledgesOther(stepped.nc.clone()));
        }
        match &stepped.step {
            Step::Acknowledged { person } => self.complete_statement(&nc).and(needed(person, NAME_LIMIT)),
            Step::Disputed { person, words } => {
                self.complete_statement(&nc)?;
                needed(person, NAME_LIMIT)?;
                needed(words, TEXT_LIMIT)
            }
            Step::Answered { round } => self.complete_answer(&nc, *round),
            Step::Rejected { reason: why, .. } | Step::Withdrawn { reason: why } => reason(why),
            Step::CarriedOut { facts } => needed(facts, TEXT_LIMIT),
            Step::Verified { method, facts, .. } => {
                self.check_method(&nc, *method)?;
                needed(facts, TEXT_LIMIT)
            }
            Step::Accepted { .. } | Step::Closed => Ok(()),
        }
    }

    /// What goes on from the texts and dates of a nonconformity waits until auditors agree about them.
    pub(super) fn decided(&self, nc: &str) -> Answer {
        let differs = self.nc_conflicts(nc).next();
        differs.map_or(Ok(()), |slot| Err(Refusal::DecideFirst(slot.to_string())))
    }

    /// The client acknowledges something only once it is written and classed.
    fn complete_statement(&self, nc: &Nonconformity<'_>) -> Answer {
        if nc.class.is_none() {
            return Err(Refusal::ClassMissing);
        }
        if self.nc_text(&nc.raised.nc, NcPart::Statement).trim().is_empty() {
            return Err(Refusal::StatementMissing);
        }
        Ok(())
    }

    fn complete_answer(&self, nc: &Nonconformity<'_>, round: u32) -> Answer {
        if round != nc.round() {
            return Err(Refusal::WrongRound { expected: nc.round(), got: round });
        }
        let missing = self.missing_in_answer(&nc.raised.nc, round);
        if missing.is_empty() { Ok(()) } else { Err(Refusal::AnswerIncomplete { round, missing }) }
    }
}
