//! The moves in the life of a nonconformity: which key makes which, whether it is possible now, and
//! what follows.
//!
//! What is possible is asked of the rules themselves, by trying the move before anything is typed.

use chrono::Days;

use crate::domain::change::{
    AnswerPart, AnswerWritten, Change, Class, Classed, DueExtended, Method, NcEscalated, Step, Stepped,
};
use crate::domain::nonconformity::Nonconformity;
use crate::domain::refusal::Refusal;
use crate::i18n::{self, ncs as words};
use crate::tui::app::{Next, Notice, Then};
use crate::tui::desk::{Desk, Open};
use crate::tui::forms::nc::{NcForm, answer_field};
use crate::tui::forms::{Miss, Purpose};
use crate::tui::keymap::Action;

/// A step or another change of a nonconformity's life, with words to be filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// The auditor's side is changed.
    Edit,
    /// Its statement is written by parts.
    Compose,
    /// The client acknowledges it.
    Acknowledge,
    /// The client disputes it.
    Dispute,
    /// The client's answer is written.
    Answer,
    /// The client's answer is complete.
    Finish,
    /// The answer is accepted.
    Accept,
    /// The answer is rejected.
    Reject,
    /// The corrective action is carried out.
    CarryOut,
    /// The corrective action is verified.
    Verify,
    /// It is closed.
    Close,
    /// It is withdrawn.
    Withdraw,
    /// Its due date is extended.
    Extend,
    /// It is overdue and escalated.
    Escalate,
}

/// Each key that makes a move, in the order of a life.
pub const MOVES: [(Action, Move); 14] = [
    (Action::Acknowledge, Move::Acknowledge),
    (Action::Dispute, Move::Dispute),
    (Action::AnswerNonconformity, Move::Answer),
    (Action::FinishAnswer, Move::Finish),
    (Action::AcceptAnswer, Move::Accept),
    (Action::RejectAnswer, Move::Reject),
    (Action::CarryOut, Move::CarryOut),
    (Action::Verify, Move::Verify),
    (Action::CloseNonconformity, Move::Close),
    (Action::ExtendDue, Move::Extend),
    (Action::Escalate, Move::Escalate),
    (Action::EditNonconformity, Move::Edit),
    (Action::ComposeStatement, Move::Compose),
    (Action::Withdraw, Move::Withdraw),
];

impl Move {
    /// The move that a key makes.
    pub fn of(action: Action) -> Option<Self> {
        MOVES.iter().find(|(key, _)| *key == action).map(|(_, made)| *made)
    }

    /// Why it is not possible now, if it is not.
    pub fn refused(self, nc: &Nonconformity<'_>, desk: &Desk, open: &Open) -> Option<Refusal> {
        let change = self.change(nc, desk);
        if nc.ended() && !nc.step_differs {
            return Some(Refusal::NcEnded(nc.raised.nc.clone()));
        }
        // Allowed, but nothing to offer while what was acknowledged still stands.
        if self == Self::Acknowledge
            && let Some(from) = nc.step.filter(|_| open.dossier.still_acknowledged(nc))
        {
            let step = Step::Acknowledged { person: String::new() };
            return Some(Refusal::StepNotPossible { class: nc.class, from: Some(from.clone()), step });
        }
        open.dossier.check(&change).err()
    }

    /// Makes it: records what needs no words, asks for the others, refuses what is not possible, with
    /// the caret where something is missing.
    pub fn begin(self, nc: &Nonconformity<'_>, desk: &Desk, open: &Open) -> Next {
        match (self.refused(nc, desk, open), self.form(nc)) {
            (None, Some(form)) => Next::Ask(Purpose::Nc(form)),
            (None, None) => Next::Record(vec![self.change(nc, desk)], Then::Stay),
            (Some(refusal), _) => self.refuse(&refusal, nc, desk),
        }
    }

    fn refuse(self, refusal: &Refusal, nc: &Nonconformity<'_>, desk: &Desk) -> Next {
        let sentence = i18n::refusal(refusal, desk.lang);
        let label = nc.raised.nc.clone();
        match refusal {
            Refusal::AnswerIncomplete { round, missing } => {
                let form = NcForm::Answer { nc: label, round: *round };
                let field = missing.first().map_or(0, |part| answer_field(*part));
                Next::Complete(Purpose::Nc(form), Miss::at(field, sentence))
            }
            Refusal::StatementMissing => {
                Next::Complete(Purpose::Nc(NcForm::Edit { nc: label }), Miss::at(0, sentence))
            }
            Refusal::ClassMissing => {
                Next::Complete(Purpose::Nc(NcForm::Edit { nc: label }), Miss::at(1, sentence))
            }
            Refusal::BadDate(_) | Refusal::DueNotLater(_) if self == Self::Extend => {
                Next::Say(Notice::bad(desk.t(words::NO_DUE)))
            }
            _ => Next::Say(Notice::bad(sentence)),
        }
    }
    /// The form that asks for the words; `None` for a move that needs none.
    pub fn form(self, nc: &Nonconformity<'_>) -> Option<NcForm> {
        let round = nc.answered;
        let label = nc.raised.nc.clone();
        Some(match self {
            Self::Edit => NcForm::Edit { nc: label },
            Self::Compose => NcForm::Compose { nc: label },
            Self::Acknowledge => NcForm::Acknowledge { nc: label },
            Self::Dispute => NcForm::Dispute { nc: label },
            Self::Answer => NcForm::Answer { nc: label, round: nc.round() },
            Self::Reject => NcForm::Reject { nc: label, round },
            Self::CarryOut => NcForm::CarryOut { nc: label },
            Self::Verify => NcForm::Verify { nc: label },
            Self::Withdraw => NcForm::Withdraw { nc: label },
            Self::Extend => NcForm::Extend { nc: label, nth: next_extension(nc) },
            Self::Escalate => NcForm::Escalate { nc: label },
            Self::Finish | Self::Accept | Self::Close => return None,
        })
    }

    /// The move as a change, with a mark in place of words that are still to be typed: the rules say
    /// of it whether the move is possible at all.
    pub fn change(self, nc: &Nonconformity<'_>, desk: &Desk) -> Change {
        let text = || "…".to_owned();
        let label = nc.raised.nc.clone();
        let step = match self {
            Self::Edit | Self::Compose => {
                return Change::Classed(Classed { nc: label, class: nc.class.unwrap_or(Class::Minor) });
            }
            Self::Answer => {
                let part = AnswerPart::Correction;
                return Change::AnswerWritten(AnswerWritten {
                    nc: label,
                    round: nc.round(),
                    part,
                    text: text(),
                });
            }
            Self::Extend => {
                let due = nc.due().and_then(|due| due.checked_add_days(Days::new(1)));
                let due = due.map(|due| due.to_string()).unwrap_or_default();
                let nth = next_extension(nc);
                return Change::DueExtended(DueExtended {
                    nc: label,
                    nth,
                    due,
                    reason: text(),
                    approver: text(),
                });
            }
            Self::Escalate => {
                let due = nc.due().map(|due| due.to_string()).unwrap_or_default();
                let date = desk.today().to_string();
                let (to, person, reason) = (text(), text(), text());
                return Change::NcEscalated(NcEscalated { nc: label, due, date, to, person, reason });
            }
            Self::Acknowledge => Step::Acknowledged { person: text() },
            Self::Dispute => Step::Disputed { person: text(), words: text() },
            Self::Finish => Step::Answered { round: nc.round() },
            Self::Accept => Step::Accepted { round: nc.answered },
            Self::Reject => Step::Rejected { round: nc.answered, reason: text() },
            Self::CarryOut => Step::CarriedOut { facts: text() },
            Self::Verify => Step::Verified { method: Method::Documents, effective: true, facts: text() },
            Self::Close => Step::Closed,
            Self::Withdraw => Step::Withdrawn { reason: text() },
        };
        Change::Stepped(Stepped::new(&label, step))
    }
}

fn next_extension(nc: &Nonconformity<'_>) -> u32 {
    u32::try_from(nc.extensions.len()).unwrap_or(u32::MAX).saturating_add(1)
}
