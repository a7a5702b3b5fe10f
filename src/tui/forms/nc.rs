//! Forms of a nonconformity's life: each step with what it asks for, and what each records.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::statement;
use super::{Miss, Spec, Submit, day, half_width, said};
use crate::domain::change::{
    AnswerPart, AnswerWritten, Change, Class, Classed, DueExtended, Item, LikeCaseChecked, Method,
    NcEscalated, NcPart, NcRechecked, NcWritten, Role, Step, Stepped,
};
use crate::domain::nonconformity::parse_date;
use crate::i18n::{ncs as words, words as trade};
use crate::tui::app::Then;
use crate::tui::desk::{Desk, Open};

/// Days that an extension offers; the auditor changes them freely.
const EXTENSION_DAYS: u64 = 15;

/// A form about a nonconformity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "form")]
pub enum NcForm {
    /// The client acknowledges it.
    Acknowledge {
        /// Its label.
        nc: String,
    },
    /// The client disputes it.
    Dispute {
        /// Its label.
        nc: String,
    },
    /// The auditor's side of it.
    Edit {
        /// Its label.
        nc: String,
    },
    /// The client's answer of a round.
    Answer {
        /// Its label.
        nc: String,
        /// The round.
        round: u32,
    },
    /// The answer of a round is rejected.
    Reject {
        /// Its label.
        nc: String,
        /// The round.
        round: u32,
    },
    /// The corrective action was carried out.
    CarryOut {
        /// Its label.
        nc: String,
    },
    /// The corrective action is verified.
    Verify {
        /// Its label.
        nc: String,
    },
    /// The lead withdraws it.
    Withdraw {
        /// Its label.
        nc: String,
    },
    /// Its due date is extended.
    Extend {
        /// Its label.
        nc: String,
        /// The first or the second time.
        nth: u32,
    },
    /// It is overdue and escalated.
    Escalate {
        /// Its label.
        nc: String,
    },
    /// The escalation for a due date is worded anew.
    RewordEscalation {
        /// Its label.
        nc: String,
        /// The due date that was missed.
        due: String,
    },
    /// A site is checked for the like of it.
    LikeCase {
        /// Its label.
        nc: String,
        /// The site's label.
        site: String,
    },
    /// Its statement by parts.
    Compose {
        /// Its label.
        nc: String,
    },
    /// A later audit looks at it again, after it was closed.
    Recheck {
        /// Its label.
        nc: String,
        /// The later audit's label.
        audit: String,
    },
}

impl NcForm {
    pub(super) fn nc(&self) -> &str {
        match self {
            Self::Acknowledge { nc }
            | Self::Dispute { nc }
            | Self::Edit { nc }
            | Self::Answer { nc, .. }
            | Self::Reject { nc, .. }
            | Self::CarryOut { nc }
            | Self::Verify { nc }
            | Self::Withdraw { nc }
            | Self::Extend { nc, .. }
            | Self::Escalate { nc }
            | Self::RewordEscalation { nc, .. }
            | Self::LikeCase { nc, .. }
            | Self::Compose { nc }
            | Self::Recheck { nc, .. } => nc,
        }
    }

    pub(super) fn title(&self, desk: &Desk, open: &Open) -> String {
        let name = match self {
            Self::Acknowledge { .. } => desk.t(words::ACKNOWLEDGEMENT).to_owned(),
            Self::Dispute { .. } => desk.t(words::DISPUTE).to_owned(),
            Self::Edit { .. } => desk.t(words::FINDING).to_owned(),
            Self::Answer { round, .. } => words::ANSWER_ROUND.with(desk.lang, &[round]),
            Self::Reject { round, .. } => words::REJECTION_ROUND.with(desk.lang, &[round]),
            Self::CarryOut { .. } => desk.t(words::CARRYING_OUT).to_owned(),
            Self::Verify { .. } => desk.t(words::VERIFICATION).to_owned(),
            Self::Withdraw { .. } => desk.t(words::WITHDRAWAL).to_owned(),
            Self::Extend { nth, .. } => words::EXTENSION_NTH.with(desk.lang, &[nth]),
            Self::Escalate { .. } => desk.t(words::ESCALATION).to_owned(),
            Self::RewordEscalation { due, .. } => words::ESCALATION_OF.with(desk.lang, &[due]),
            Self::LikeCase { site, .. } => {
                format!("{} · {}", desk.t(words::LIKE_CASE), open.dossier.site_name(site))
            }
            Self::Compose { .. } => desk.t(words::BY_PARTS).to_owned(),
            Self::Recheck { .. } => desk.t(words::RECHECK).to_owned(),
        };
        format!("{name} · {}", self.nc())
    }

    pub(super) fn specs(&self, desk: &Desk, open: &Open) -> Vec<Spec> {
        let dossier = &open.dossier;
        let guide = dossier.nc_text(self.nc(), NcPart::Guide);
        match self {
            Self::Acknowledge { .. } => vec![Spec::line(words::CLIENT_PERSON, guide)],
            Self::Dispute { .. } => {
                vec![Spec::line(words::CLIENT_PERSON, guide), Spec::area(words::CLIENT_WORDS, "")]
            }
            Self::Edit { nc } => finding_specs(nc, desk, open),
            Self::Answer { nc, round } => answer_specs(nc, *round, desk, open),
            Self::Reject { .. } => vec![Spec::area(words::REJECTION_REASON, "")],
            Self::CarryOut { .. } => vec![Spec::area(words::CARRIED_OUT_FACTS, "")],
            Self::Verify { .. } => vec![
                Spec::choice(words::METHOD, methods(desk), Method::Documents.code()),
                Spec::choice(words::EFFECT, effects(desk), ""),
                Spec::area(words::VERIFIED_FACTS, ""),
            ],
            Self::LikeCase { nc, site } => like_case_specs(nc, site, desk, open),
            Self::Compose { nc } => compose_specs(nc, desk, open),
            Self::Recheck { nc, audit } => recheck_specs(nc, audit, desk, open),
            Self::Withdraw { .. } => vec![Spec::area(words::WITHDRAWAL_REASON, "")],
            Self::Extend { nc, .. } => vec![
                Spec::line(words::NEW_DUE, &extended(desk, open, nc)),
                Spec::area(words::EXTENSION_REASON, ""),
                Spec::line(words::APPROVER, &lead(open, nc).unwrap_or_else(|| desk.by.clone())),
            ],
            Self::Escalate { .. } => escalation_specs(["", "", &desk.by, &desk.today().to_string()]),
            Self::RewordEscalation { nc, due } => {
                let nc = dossier.nonconformity(nc);
                let known = nc.and_then(|nc| nc.escalations.into_iter().find(|known| known.due == *due));
                let told = known.map(|known| [&known.to, &known.reason, &known.person, &known.date]);
                escalation_specs(told.map_or([""; 4], |told| told.map(String::as_str)))
            }
        }
    }

    pub(super) fn submit(&self, values: &[String], desk: &Desk, open: &Open) -> Submit {
        let value = |nth| said(values, nth);
        let mut doubt = None;
        let changes = match self {
            Self::Compose { nc } => {
                let (text, doubtful) = statement::compose(values, desk);
                doubt = doubtful;
                let written = NcWritten { nc: nc.clone(), part: NcPart::Statement, text };
                vec![(statement::SEEN, Change::NcWritten(written))]
            }
            Self::Edit { nc } => {
                if value(0) != open.dossier.nc_text(nc, NcPart::Statement) {
                    doubt = statement::several(&value(0), 0, desk);
                }
                finding(nc, values, desk, open)
            }
            Self::Answer { nc, round } => {
                doubt = nothing_changed(nc, *round, values, desk, open);
                answer(nc, *round, values, open)
            }
            Self::Acknowledge { nc } => step(nc, 0, Step::Acknowledged { person: value(0) }),
            Self::Dispute { nc } => {
                let field = usize::from(!value(0).is_empty());
                step(nc, field, Step::Disputed { person: value(0), words: value(1) })
            }
            Self::Reject { nc, round } => step(nc, 0, Step::Rejected { round: *round, reason: value(0) }),
            Self::CarryOut { nc } => step(nc, 0, Step::CarriedOut { facts: value(0) }),
            Self::Verify { nc } => {
                let method = Method::parse(&value(0)).unwrap_or(Method::Documents);
                step(nc, 2, Step::Verified { method, effective: value(1) != NOT_EFFECTIVE, facts: value(2) })
            }
            Self::Withdraw { nc } => step(nc, 0, Step::Withdrawn { reason: value(0) }),
            Self::Extend { nc, nth } => extension(nc, *nth, values),
            Self::Escalate { nc } => escalation(nc, None, values, desk, open),
            Self::RewordEscalation { nc, due } => escalation(nc, parse_date(due), values, desk, open),
            Self::LikeCase { nc, site } => {
                let (nc, site, found) = (nc.clone(), site.clone(), value(0) == FOUND);
                vec![(1, Change::LikeCaseChecked(LikeCaseChecked { nc, site, found, facts: value(1) }))]
            }
            Self::Recheck { nc, audit } => {
                let (nc, audit, effective) = (nc.clone(), audit.clone(), value(0) != NOT_EFFECTIVE);
                vec![(1, Change::NcRechecked(NcRechecked { nc, audit, effective, facts: value(1) }))]
            }
        };
        statement::doubting(doubt, Submit::Record(changes, Then::Stay))
    }
}

/// The codes of what a verification found.
const EFFECTIVE: &str = "effective";
const NOT_EFFECTIVE: &str = "not-effective";

/// The parts of its statement, what was written already as what was seen.
fn compose_specs(nc: &str, desk: &Desk, open: &Open) -> Vec<Spec> {
    let Some(known) = open.dossier.nonconformity(nc) else { return Vec::new() };
    let item = Item {
        audit: known.raised.audit.clone(),
        standard: known.raised.standard.clone(),
        clause: known.raised.clauses.first().cloned().unwrap_or_default(),
        site: known.raised.site.clone(),
    };
    let mut pieces = open.dossier.evidence_for_nc(nc);
    pieces.extend(open.dossier.evidence_for_item(&item));
    pieces.dedup_by(|a, b| a.taken.evidence == b.taken.evidence);
    statement::specs(&item, open.dossier.nc_text(nc, NcPart::Statement), &pieces, desk, open)
}

/// The codes of what a check for the like found.
const FOUND: &str = "found";
const NOT_FOUND: &str = "not-found";

fn like_case_specs(nc: &str, site: &str, desk: &Desk, open: &Open) -> Vec<Spec> {
    let found = |code: &str, text| (code.to_owned(), desk.t(text).to_owned());
    let choices = vec![found(NOT_FOUND, words::LIKE_NOT_FOUND), found(FOUND, words::LIKE_FOUND)];
    let nc = open.dossier.nonconformity(nc);
    let likes = nc.map(|nc| open.dossier.like_cases(&nc)).unwrap_or_default();
    let checked = likes.iter().find(|like| like.site.site == site).and_then(|like| like.checked);
    let result = checked.filter(|checked| checked.found).map_or(NOT_FOUND, |_| FOUND);
    let facts = checked.map_or("", |checked| &checked.facts);
    vec![Spec::choice(words::LIKE_RESULT, choices, result), Spec::area(words::LIKE_FACTS, facts)]
}

fn recheck_specs(nc: &str, audit: &str, desk: &Desk, open: &Open) -> Vec<Spec> {
    let rechecks = open.dossier.rechecks(nc);
    let known = rechecks.iter().find(|recheck| recheck.audit == audit);
    let effect = known.filter(|known| !known.effective).map_or(EFFECTIVE, |_| NOT_EFFECTIVE);
    let facts = known.map_or("", |known| &known.facts);
    vec![Spec::choice(words::EFFECT, effects(desk), effect), Spec::area(words::VERIFIED_FACTS, facts)]
}

fn methods(desk: &Desk) -> Vec<(String, String)> {
    Method::ALL.iter().map(|method| (method.code().to_owned(), desk.t(method.word()).to_owned())).collect()
}

fn effects(desk: &Desk) -> Vec<(String, String)> {
    let effect = |code: &str, text| (code.to_owned(), desk.t(text).to_owned());
    vec![effect(EFFECTIVE, words::EFFECTIVE), effect(NOT_EFFECTIVE, words::NOT_EFFECTIVE)]
}

/// The classes to choose from, as the handbook orders them.
pub(super) fn classes(desk: &Desk) -> Vec<(String, String)> {
    let all = [Class::Minor, Class::Major, Class::Observation];
    all.iter().map(|class| (class.code().to_owned(), desk.t(class.word()).to_owned())).collect()
}

fn step(nc: &str, field: usize, step: Step) -> Vec<(usize, Change)> {
    vec![(field, Change::Stepped(Stepped::new(nc, step)))]
}

// The auditor's side

fn finding_specs(nc: &str, desk: &Desk, open: &Open) -> Vec<Spec> {
    let dossier = &open.dossier;
    let class = dossier.nonconformity(nc).and_then(|nc| nc.class).map_or("", Class::code);
    vec![
        Spec::area(crate::i18n::walk::STATEMENT, dossier.nc_text(nc, NcPart::Statement)),
        Spec::choice(crate::i18n::walk::CLASS, classes(desk), class),
        Spec::line(trade::DEPARTMENT, dossier.nc_text(nc, NcPart::Department)),
        Spec::line(trade::GUIDE, dossier.nc_text(nc, NcPart::Guide)),
    ]
}

/// What was changed of it; the class is always said, and left out by the rules if it stands already.
fn finding(nc: &str, values: &[String], desk: &Desk, open: &Open) -> Vec<(usize, Change)> {
    let mut changes = Vec::new();
    for (nth, part) in [(0, NcPart::Statement), (2, NcPart::Department), (3, NcPart::Guide)] {
        let text = said(values, nth);
        if text != open.dossier.nc_text(nc, part) || (text.is_empty() && part == NcPart::Statement) {
            changes.push((nth, Change::NcWritten(NcWritten { nc: nc.to_owned(), part, text })));
        }
    }
    let class = Class::parse(&said(values, 1)).unwrap_or(Class::Minor);
    changes.push((1, Change::Classed(Classed { nc: nc.to_owned(), class })));
    // Another class has another deadline; one that stands keeps the day that was counted for it.
    if let Some(known) = open.dossier.nonconformity(nc)
        && known.class != Some(class)
    {
        let raised = known.entry.at.date_naive();
        changes.extend(desk.due(nc, class, raised).map(|set| (1, Change::DueSet(set))));
    }
    changes
}

// The client's side

/// The fields of an answer; the due date begins with the nonconformity's own. A later round begins with
/// the texts of the one before, each said to be of it until it is changed: what the client keeps is not
/// typed again, and nothing of it is his answer of this round before it is saved.
fn answer_specs(nc: &str, round: u32, desk: &Desk, open: &Open) -> Vec<Spec> {
    let dossier = &open.dossier;
    let due = dossier.nonconformity(nc).and_then(|nc| nc.due()).map(|due| due.to_string());
    let spec = |part: &AnswerPart| {
        let mut value = dossier.nc_answer(nc, round, *part).to_owned();
        let before = dossier.answer_before(nc, round, *part);
        if let Some((_, text)) = before {
            text.clone_into(&mut value);
        } else if value.is_empty() && *part == AnswerPart::Due {
            value = due.clone().unwrap_or_default();
        }
        let spec = match part {
            AnswerPart::Responsible => Spec::line(part.word(), &value),
            AnswerPart::Due => Spec::line(words::DUE_FORM, &value),
            _ => Spec::area(part.word(), &value),
        };
        spec.taken_from(before.map(|(round, _)| words::AS_IN_ROUND.with(desk.lang, &[&round])))
    };
    AnswerPart::ALL.iter().map(spec).collect()
}

fn answer(nc: &str, round: u32, values: &[String], open: &Open) -> Vec<(usize, Change)> {
    let mut changes = Vec::new();
    for (nth, part) in AnswerPart::ALL.iter().enumerate() {
        let mut text = said(values, nth);
        if *part == AnswerPart::Due {
            text = half_width(&text);
        }
        if text != open.dossier.nc_answer(nc, round, *part) {
            let written = AnswerWritten { nc: nc.to_owned(), round, part: *part, text };
            changes.push((nth, Change::AnswerWritten(written)));
        }
    }
    changes
}

/// A doubt about an answer that is all as in the round before, and was not saved so yet: that one was
/// not enough.
fn nothing_changed(nc: &str, round: u32, values: &[String], desk: &Desk, open: &Open) -> Option<Miss> {
    let mut before = AnswerPart::ALL.iter().enumerate().map(|(nth, part)| {
        let (of, text) = open.dossier.answer_before(nc, round, *part)?;
        (text.trim() == said(values, nth)).then_some(of)
    });
    let of = before.next()??;
    before.all(|of| of.is_some()).then(|| Miss::at(0, words::NOTHING_CHANGED.with(desk.lang, &[&of])))
}

/// The field of a part of the answer.
pub fn answer_field(part: AnswerPart) -> usize {
    AnswerPart::ALL.iter().position(|&one| one == part).unwrap_or(0)
}

// The due date

/// Some days after the due date; after today where that has passed.
fn extended(desk: &Desk, open: &Open, nc: &str) -> String {
    let due = open.dossier.nonconformity(nc).and_then(|nc| nc.due());
    let later = |due: NaiveDate| due.max(desk.today()).checked_add_days(Days::new(EXTENSION_DAYS));
    due.and_then(later).map(|due| due.to_string()).unwrap_or_default()
}

/// The lead of the audit in which it was raised.
fn lead(open: &Open, nc: &str) -> Option<String> {
    let nc = open.dossier.nonconformity(nc)?;
    let team = open.dossier.team(&nc.raised.audit);
    team.iter().find(|member| member.role == Role::Lead).map(|member| member.name.clone())
}

/// The rules look at the date first, then at the reason, then at the approver; the caret goes where
/// they would stop.
fn extension(nc: &str, nth: u32, values: &[String]) -> Vec<(usize, Change)> {
    let value = |nth| said(values, nth);
    let due = half_width(&value(0));
    let extended = DueExtended { nc: nc.to_owned(), nth, due, reason: value(1), approver: value(2) };
    let field = match (extended.reason.is_empty(), extended.approver.is_empty()) {
        _ if parse_date(&extended.due).is_none() => 0,
        (true, _) => 1,
        (false, true) => 2,
        (false, false) => 0,
    };
    vec![(field, Change::DueExtended(extended))]
}

fn escalation_specs(told: [&str; 4]) -> Vec<Spec> {
    let [to, reason, person, date] = told;
    vec![
        Spec::line(words::ESCALATED_TO, to),
        Spec::area(words::ESCALATION_REASON, reason),
        Spec::line(words::ESCALATED_BY, person),
        Spec::line(words::ESCALATED_ON, date),
    ]
}

/// The rules look at the day first, then at who was told, why, and by whom; the caret goes where they
/// would stop. The due date is that of the escalation that is reworded, or the last one that was missed on
/// the day.
fn escalation(
    nc: &str,
    of: Option<NaiveDate>,
    values: &[String],
    desk: &Desk,
    open: &Open,
) -> Vec<(usize, Change)> {
    let value = |nth| said(values, nth);
    let date = day(&value(3));
    let known = open.dossier.nonconformity(nc);
    let due = of.or_else(|| open.dossier.due_missed(&known?, parse_date(&date)?));
    let missed = |day| due.is_some_and(|due| due < day);
    let field = match [value(0), value(1), value(2)].iter().position(String::is_empty) {
        Some(empty) if parse_date(&date).is_some_and(|day| day <= desk.today() && missed(day)) => empty,
        _ => 3,
    };
    let due = due.map(|due| due.to_string()).unwrap_or_default();
    let [to, reason, person] = [value(0), value(1), value(2)];
    vec![(field, Change::NcEscalated(NcEscalated { nc: nc.to_owned(), due, date, to, person, reason }))]
}
