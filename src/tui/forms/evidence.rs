//! Forms of the evidence register: a piece of each kind, its revision, its withdrawal.
//!
//! How the samples of a record sample are written and read is in `samples.rs`.

mod file;
mod times;

use file::{Kept, sorted_anew};
use serde::{Deserialize, Serialize};
use times::Times;

pub use file::{captured_late, file_read};

use super::samples::{read_samples, write_samples};
use super::statement::doubting;
use super::{Miss, Purpose, Spec, Submit, half_width, said};
use crate::domain::audit::Judgement;
use crate::domain::change::{
    Change, CitedForItem, CitedForMeeting, CitedForNc, Evidence, EvidenceTaken, EvidenceTime,
    EvidenceWithdrawn, Item, Judged, Verdict,
};
use crate::domain::refusal::Refusal;
use crate::i18n::{self, Text, evidence as words};
use crate::tui::app::Then;
use crate::tui::desk::{Desk, Open};
use crate::tui::message::{Effect, TakeFile};
use crate::tui::modals::choice::{Choice, Line, Pick};

/// The kinds of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// Something seen.
    Observation,
    /// A document.
    Document,
    /// A sample of records.
    Record,
    /// What somebody said.
    Interview,
    /// A file by its path.
    File,
}

/// A form about a piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "form")]
pub enum EvidenceForm {
    /// A new piece, cited for whatever it was opened from.
    Take {
        /// Its kind.
        sort: Sort,
        /// The item that it is cited for.
        item: Option<Item>,
        /// The nonconformity that it is cited for.
        nc: Option<String>,
    },
    /// A piece is registered again, under the same label.
    Revise {
        /// Its label.
        evidence: String,
    },
    /// A piece is withdrawn.
    Withdraw {
        /// Its label.
        evidence: String,
    },
}

/// The codes of a choice.
const AGAIN: &str = "again";
const JUDGE: &str = "judge";

impl Sort {
    const ALL: [Self; 5] = [Self::Observation, Self::Document, Self::Record, Self::Interview, Self::File];

    fn of(body: &Evidence) -> Self {
        match body {
            Evidence::Observation { .. } => Self::Observation,
            Evidence::Document { .. } => Self::Document,
            Evidence::Record { .. } => Self::Record,
            Evidence::Interview { .. } => Self::Interview,
            Evidence::File { .. } => Self::File,
        }
    }

    fn word(self) -> Text {
        use i18n::words::{DOCUMENT, FILE, INTERVIEW, RECORD_SAMPLE, SEEN};
        match self {
            Self::Observation => SEEN,
            Self::Document => DOCUMENT,
            Self::Record => RECORD_SAMPLE,
            Self::Interview => INTERVIEW,
            Self::File => FILE,
        }
    }

    /// The fields, filled with what was registered.
    fn specs(self, body: Option<&Evidence>) -> Vec<Spec> {
        let count = |n: &u32| n.to_string();
        match (self, body) {
            (Self::Observation, Some(Evidence::Observation { text })) => {
                vec![Spec::area(words::OBSERVED, text)]
            }
            (Self::Document, Some(Evidence::Document { title, number, text })) => {
                document_specs(title, number, text)
            }
            (Self::Interview, Some(Evidence::Interview { person, text })) => {
                vec![Spec::line(words::PERSON, person), Spec::area(words::WHAT_SAID, text)]
            }
            (Self::File, Some(Evidence::File { path, text, .. })) => {
                vec![Spec::path(words::PATH, path), Spec::area(words::SHOWS, text)]
            }
            (Self::Record, Some(Evidence::Record { title, population, sampled, failed, samples })) => {
                let population = population.as_ref().map(count).unwrap_or_default();
                let written = write_samples(samples);
                record_specs([title, &population, &count(sampled), &count(failed), &written])
            }
            (Self::Observation, _) => vec![Spec::area(words::OBSERVED, "")],
            (Self::Document, _) => document_specs("", "", ""),
            (Self::Interview, _) => vec![Spec::line(words::PERSON, ""), Spec::area(words::WHAT_SAID, "")],
            (Self::File, _) => vec![Spec::path(words::PATH, ""), Spec::area(words::SHOWS, "")],
            (Self::Record, _) => record_specs(["", "", "", "", ""]),
        }
    }
}

fn document_specs(title: &str, number: &str, text: &str) -> Vec<Spec> {
    vec![Spec::line(words::TITLE, title), Spec::line(words::NUMBER, number), Spec::area(words::MATTERS, text)]
}

fn record_specs([title, population, looked_at, failed, numbers]: [&str; 5]) -> Vec<Spec> {
    vec![
        Spec::line(words::RECORDS, title),
        Spec::area(words::SAMPLES, numbers),
        Spec::line(words::POPULATION, population),
        Spec::line(words::SAMPLED, looked_at),
        Spec::line(words::FAILED, failed),
    ]
}

/// The fields of a record sample.
const SAMPLES: usize = 1;
const POPULATION: usize = 2;
const SAMPLED: usize = 3;
const FAILED: usize = 4;
const JUDGING: usize = 5;

impl EvidenceForm {
    pub(super) fn asked_for(&self, take: &TakeFile) -> bool {
        match self {
            Self::Take { sort: Sort::File, item, nc } => {
                take.evidence.is_none() && take.meeting.is_none() && *item == take.item && *nc == take.nc
            }
            Self::Revise { evidence } => take.evidence.as_ref() == Some(evidence),
            _ => false,
        }
    }

    pub(super) fn title(&self, desk: &Desk, open: &Open) -> String {
        match self {
            Self::Take { sort, item, nc } => {
                let what = desk.t(sort.word());
                match (item, nc) {
                    (Some(item), _) => format!("{what} · {}", item.clause),
                    (None, Some(nc)) => format!("{what} · {nc}"),
                    (None, None) => what.to_owned(),
                }
            }
            Self::Revise { evidence } => {
                let kind = open.dossier.evidence(evidence).map(|piece| {
                    let sorted = open.dossier.file_sorted(&piece);
                    desk.t(i18n::words::piece_word(&piece.taken.body, sorted))
                });
                format!("{} {}", words::REVISION.with(desk.lang, &[evidence]), kind.unwrap_or_default())
            }
            Self::Withdraw { evidence } => format!("{} · {evidence}", desk.t(words::WITHDRAWAL)),
        }
    }

    pub(super) fn specs(&self, desk: &Desk, open: &Open) -> Vec<Spec> {
        match self {
            Self::Take { sort, item, .. } => {
                let mut specs = sort.specs(None);
                if *sort == Sort::Record
                    && let Some(item) = item.as_ref().filter(|item| may_sample(open, item))
                {
                    specs.push(judging(desk, open, item));
                }
                if *sort == Sort::File {
                    specs.extend(Kept::specs(desk, None));
                }
                specs.push(Spec::line(i18n::words::EVENT_TIME, ""));
                specs
            }
            Self::Revise { evidence } => {
                let Some(piece) = open.dossier.evidence(evidence) else { return Vec::new() };
                let body = &piece.taken.body;
                let mut specs = Sort::of(body).specs(Some(body));
                if matches!(body, Evidence::File { .. }) {
                    specs.push(Spec::choice(words::READING, rereading(desk), ""));
                    specs.extend(Kept::specs(desk, open.dossier.file_sorted(&piece)));
                }
                for part in EvidenceTime::ALL {
                    let when =
                        open.dossier.evidence_time(evidence, *part).map(|dated| dated.when.to_string());
                    specs.push(Spec::line(part.word(), &when.unwrap_or_default()));
                }
                specs
            }
            Self::Withdraw { .. } => vec![Spec::area(words::WITHDRAWAL_REASON, "")],
        }
    }

    pub(super) fn submit(&self, values: &[String], desk: &Desk, open: &Open) -> Result<Submit, Miss> {
        let times = Times::read(self, values, desk)?;
        let submit = match self {
            Self::Take { sort: Sort::File, item, nc } => {
                read_file(self, values, &times, desk, open, item.as_ref(), nc.as_deref())?
            }
            Self::Take { sort, item, nc } => {
                let body = body(*sort, values, desk)?;
                let judged = judgement(&body, values, item.as_ref());
                let label = open.label("E");
                let audit = audit(open, item.as_ref(), nc.as_deref());
                let mut changes =
                    checked(EvidenceTaken { evidence: label.clone(), audit, body }, desk, open)?;
                changes.extend(cited(&label, item.as_ref(), nc.as_deref()));
                changes.extend(judged.map(|judged| (JUDGING, judged)));
                changes.extend(times.changes(&label, open));
                Submit::Record(changes, Then::Stay)
            }
            Self::Revise { evidence } => revise(self, evidence, values, &times, desk, open)?,
            Self::Withdraw { evidence } => {
                let withdrawn = EvidenceWithdrawn { evidence: evidence.clone(), reason: said(values, 0) };
                let withdraw = Submit::Record(vec![(0, Change::EvidenceWithdrawn(withdrawn))], Then::Stay);
                doubting(rests_on(evidence, desk, open).filter(|_| !said(values, 0).is_empty()), withdraw)
            }
        };
        Ok(match times.ahead(desk) {
            Some(doubt) => Submit::Doubt(doubt, Box::new(submit)),
            None => submit,
        })
    }
}

/// A doubt about withdrawing what a closed nonconformity rests on: it stays listed there, as withdrawn.
fn rests_on(evidence: &str, desk: &Desk, open: &Open) -> Option<Miss> {
    let closed = open.dossier.closed_on_evidence(evidence);
    let named = closed.join(desk.lang.pick("、", ", "));
    (!closed.is_empty()).then(|| Miss::at(0, words::CLOSED_ON_IT.with(desk.lang, &[&named])))
}

fn rereading(desk: &Desk) -> Vec<(String, String)> {
    vec![
        ("keep".to_owned(), desk.t(words::KEEP_FACTS).to_owned()),
        (AGAIN.to_owned(), desk.t(words::READ_AGAIN).to_owned()),
    ]
}

fn may_sample(open: &Open, item: &Item) -> bool {
    let list = open.dossier.checklist(&item.audit, &item.standard);
    list.and_then(|list| list.indicator(&item.clause)).is_some_and(|leaf| leaf.may_sample)
}

/// Whether the sample judges the item as well: offered first while nothing else judges it.
fn judging(desk: &Desk, open: &Open, item: &Item) -> Spec {
    let choices = vec![
        (JUDGE.to_owned(), desk.t(words::JUDGE_SAMPLED).to_owned()),
        ("keep".to_owned(), desk.t(words::JUDGE_NOT).to_owned()),
    ];
    let open = open.dossier.judgement(item) == Judgement::One(Verdict::Open);
    Spec::choice(words::JUDGE, choices, if open { JUDGE } else { "keep" })
}

fn judgement(body: &Evidence, values: &[String], item: Option<&Item>) -> Option<Change> {
    match body {
        Evidence::Record { sampled, failed, .. } if said(values, JUDGING) == JUDGE => {
            let verdict = Verdict::Sampled { sampled: *sampled, failed: *failed };
            item.map(|item| Change::Judged(Judged { item: item.clone(), verdict }))
        }
        _ => None,
    }
}

/// The audit that a piece belongs to: that of what it is cited for, or the one where the auditor stands.
fn audit(open: &Open, item: Option<&Item>, nc: Option<&str>) -> String {
    let of_nc = || nc.and_then(|nc| open.dossier.nonconformity(nc)).map(|nc| nc.raised.audit.clone());
    item.map(|item| item.audit.clone()).or_else(of_nc).unwrap_or_else(|| open.at.audit.clone())
}

fn cited(evidence: &str, item: Option<&Item>, nc: Option<&str>) -> Vec<(usize, Change)> {
    let evidence = evidence.to_owned();
    let mut changes = Vec::new();
    if let Some(item) = item {
        let cited = CitedForItem { evidence: evidence.clone(), item: item.clone(), cited: true };
        changes.push((0, Change::CitedForItem(cited)));
    }
    if let Some(nc) = nc {
        changes.push((0, Change::CitedForNc(CitedForNc { evidence, nc: nc.to_owned(), cited: true })));
    }
    changes
}

/// The piece as a change, unless the rules speak against it: then the field that is at fault.
fn checked(taken: EvidenceTaken, desk: &Desk, open: &Open) -> Result<Vec<(usize, Change)>, Miss> {
    let change = Change::EvidenceTaken(taken);
    match open.dossier.check(&change) {
        Ok(()) => Ok(vec![(0, change)]),
        Err(refusal) => {
            let field = match &change {
                Change::EvidenceTaken(taken) => field_of(&refusal, &taken.body),
                _ => 0,
            };
            Err(Miss::at(field, i18n::refusal(&refusal, desk.lang)))
        }
    }
}

fn field_of(refusal: &Refusal, body: &Evidence) -> usize {
    match (refusal, body) {
        (Refusal::SampleEmpty, _) => SAMPLED,
        (Refusal::MoreFailedThanSampled { .. }, _) => FAILED,
        (Refusal::MoreSampledThanExist { .. }, _) => POPULATION,
        (Refusal::SamplesDisagree, _) => SAMPLES,
        (Refusal::TextMissing, Evidence::Interview { person, .. }) if !person.is_empty() => 1,
        _ => 0,
    }
}

/// A piece of a kind as it was typed.
fn body(sort: Sort, values: &[String], desk: &Desk) -> Result<Evidence, Miss> {
    let value = |nth| said(values, nth);
    Ok(match sort {
        Sort::Observation => Evidence::Observation { text: value(0) },
        Sort::Document => Evidence::Document { title: value(0), number: value(1), text: value(2) },
        Sort::Interview => Evidence::Interview { person: value(0), text: value(1) },
        Sort::Record => record(values, desk)?,
        Sort::File => Evidence::File { path: value(0), size: 0, sha256: String::new(), text: value(1) },
    })
}

/// A record sample: the counts follow from the samples where they are not typed.
fn record(values: &[String], desk: &Desk) -> Result<Evidence, Miss> {
    let samples = read_samples(&said(values, SAMPLES));
    let follows = |all: usize| (!samples.is_empty()).then(|| u32::try_from(all).unwrap_or(u32::MAX));
    let missing = |field| Miss::at(field, desk.t(words::COUNTS_MISSING));
    let bad = samples.iter().filter(|sample| sample.failed).count();
    let population = count(values, POPULATION, desk)?;
    let looked_at = count(values, SAMPLED, desk)?.or_else(|| follows(samples.len()));
    let failed = count(values, FAILED, desk)?.or_else(|| follows(bad));
    Ok(Evidence::Record {
        title: said(values, 0),
        population,
        sampled: looked_at.ok_or_else(|| missing(SAMPLED))?,
        failed: failed.ok_or_else(|| missing(FAILED))?,
        samples,
    })
}

/// A number; `None` for an empty field.
fn count(values: &[String], field: usize, desk: &Desk) -> Result<Option<u32>, Miss> {
    let typed = half_width(&said(values, field));
    if typed.is_empty() {
        return Ok(None);
    }
    typed.parse().map(Some).map_err(|_| {
        let shown: String = typed.chars().take(20).collect();
        Miss::at(field, words::NOT_A_NUMBER.with(desk.lang, &[&shown]))
    })
}

// Files

fn read_file(
    form: &EvidenceForm,
    values: &[String],
    times: &Times,
    desk: &Desk,
    open: &Open,
    item: Option<&Item>,
    nc: Option<&str>,
) -> Result<Submit, Miss> {
    let path = said(values, 0);
    if path.is_empty() {
        return Err(Miss::at(0, i18n::refusal(&Refusal::TextMissing, desk.lang)));
    }
    let kept = Kept::read(values, times, desk)?;
    let evidence = match form {
        EvidenceForm::Revise { evidence } => Some(evidence.clone()),
        _ => None,
    };
    Ok(Submit::Do(Effect::ReadFile(TakeFile {
        path: path.into(),
        text: said(values, 1),
        sort: kept.sort,
        person: kept.person,
        event: times.of(EvidenceTime::Event),
        captured: times.of(EvidenceTime::Capture),
        evidence,
        audit: audit(open, item, nc),
        item: item.cloned(),
        nc: nc.map(str::to_owned),
        meeting: None,
    })))
}

fn revise(
    form: &EvidenceForm,
    evidence: &str,
    values: &[String],
    times: &Times,
    desk: &Desk,
    open: &Open,
) -> Result<Submit, Miss> {
    let Some(piece) = open.dossier.evidence(evidence) else {
        let refusal = Refusal::UnknownEvidence(evidence.to_owned());
        return Err(Miss::at(0, i18n::refusal(&refusal, desk.lang)));
    };
    let mut beside = times.changes(evidence, open);
    let mut revised = body(Sort::of(&piece.taken.body), values, desk)?;
    if let (
        Evidence::File { path, size, sha256, .. },
        Evidence::File { path: before, size: bytes, sha256: hash, .. },
    ) = (&mut revised, &piece.taken.body)
    {
        if path != before || said(values, 2) == AGAIN {
            return read_file(form, values, times, desk, open, None, None);
        }
        *size = *bytes;
        hash.clone_into(sha256);
        let kept = Kept::read(values, times, desk)?;
        beside
            .extend(sorted_anew(evidence, kept.sort, &kept.person, open).map(|change| (kept.field, change)));
    }
    let taken =
        EvidenceTaken { evidence: evidence.to_owned(), audit: piece.taken.audit.clone(), body: revised };
    let mut changes = checked(taken, desk, open)?;
    changes.extend(beside);
    Ok(Submit::Record(changes, Then::Stay))
}

/// What a piece is cited for once its file is taken.
pub fn citations(label: &str, take: &TakeFile) -> Vec<(usize, Change)> {
    let mut changes = cited(label, take.item.as_ref(), take.nc.as_deref());
    if let Some(meeting) = take.meeting {
        let (evidence, audit) = (label.to_owned(), take.audit.clone());
        let photo = CitedForMeeting { evidence, audit, meeting, cited: true };
        changes.push((0, Change::CitedForMeeting(photo)));
    }
    changes
}

/// The kinds of evidence to choose from, for an item or a nonconformity or the register alone.
pub fn kinds(desk: &Desk, item: Option<&Item>, nc: Option<&str>) -> Choice {
    let line = |sort: Sort| Line {
        text: desk.t(sort.word()).to_owned(),
        aside: String::new(),
        pick: Pick::Ask(Purpose::Evidence(EvidenceForm::Take {
            sort,
            item: item.cloned(),
            nc: nc.map(str::to_owned),
        })),
    };
    let mut title = desk.t(words::KINDS).to_owned();
    if let Some(what) = item.map(|item| item.clause.as_str()).or(nc) {
        title = format!("{title} · {what}");
    }
    Choice::new(title, Sort::ALL.into_iter().map(line).collect())
}
