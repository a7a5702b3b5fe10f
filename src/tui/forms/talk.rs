//! Forms of the interview stream: a line, its rewriting, and the nonconformity that comes of it.

use serde::{Deserialize, Serialize};

use super::item::last_guide;
use super::{Miss, Spec, Submit, statement};
use crate::domain::audit::Judgement;
use crate::domain::change::{
    Change, CitedForItem, CitedForNc, Class, Classed, Cleared, Evidence, EvidenceTaken, EvidenceTime, Item,
    Judged, NcPart, NcWritten, NoteSort, NoteTaken, NoteUse, NoteUsed, Raised, Verdict,
};
use crate::domain::evidence::dated;
use crate::domain::note::{Note, without_clauses};
use crate::domain::refusal::Refusal;
use crate::domain::slot::Slot;
use crate::domain::when::When;
use crate::i18n::{self, talk as words, walk as walk_words};
use crate::tui::app::Then;
use crate::tui::desk::{Desk, Open, Standpoint};

/// A form of the interview stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "form")]
pub enum TalkForm {
    /// A new line.
    Write {
        /// Where it is said.
        at: Standpoint,
    },
    /// A line is written anew; the old one stays in the record.
    Rewrite {
        /// The note's label.
        note: String,
    },
    /// A line is deleted, with a reason.
    Drop {
        /// The note's label.
        note: String,
    },
    /// A nonconformity that begins with what was said.
    Raise {
        /// The note's label.
        note: String,
    },
}

impl TalkForm {
    pub(super) fn title(&self, desk: &Desk, open: &Open) -> String {
        match self {
            // The time it gets is that of its saving: a draft has none yet.
            Self::Write { at } => {
                format!("{} · {}", desk.t(words::WRITE), open.dossier.site_name(&at.site))
            }
            Self::Rewrite { note } => format!("{} · {note}", desk.t(words::REWRITE)),
            Self::Drop { note } => format!("{} · {note}", desk.t(words::DROP)),
            Self::Raise { note } => format!("{} · {note}", desk.t(words::RAISE)),
        }
    }

    pub(super) fn specs(&self, desk: &Desk, open: &Open) -> Vec<Spec> {
        match self {
            Self::Write { at } => line(desk, "", &last_person(desk, open, at), NoteSort::Interview),
            Self::Rewrite { note } => match open.dossier.note(note) {
                Some(note) => line(desk, &note.taken.text, &note.taken.person, note.taken.sort),
                None => Vec::new(),
            },
            Self::Drop { .. } => vec![Spec::area(words::WHY, "")],
            Self::Raise { note } => match open.dossier.note(note) {
                Some(note) => finding(desk, open, &note),
                None => Vec::new(),
            },
        }
    }

    pub(super) fn submit(&self, values: &[String], desk: &Desk, open: &Open) -> Result<Submit, Miss> {
        let value = |nth: usize| values.get(nth).map(|text| text.trim().to_owned()).unwrap_or_default();
        let missing = || Miss::at(0, i18n::refusal(&Refusal::TextMissing, desk.lang));
        match self {
            Self::Write { at } => {
                let taken = written(open.label("N"), at, values);
                Ok(Submit::Record(vec![(field_of(&taken), Change::NoteTaken(taken))], Then::Stay))
            }
            Self::Rewrite { note } => {
                let before = open.dossier.note(note).ok_or_else(missing)?.taken;
                let at = Standpoint {
                    audit: before.audit.clone(),
                    standard: before.standard.clone(),
                    site: before.site.clone(),
                };
                let taken = written(note.clone(), &at, values);
                Ok(Submit::Record(vec![(field_of(&taken), Change::NoteTaken(taken))], Then::Stay))
            }
            Self::Drop { .. } if value(0).is_empty() => {
                Err(Miss::at(0, i18n::refusal(&Refusal::ReasonMissing, desk.lang)))
            }
            Self::Drop { note } => {
                let cleared = Cleared { slot: Slot::note(note).to_string(), reason: value(0) };
                Ok(Submit::Record(vec![(0, Change::Cleared(cleared))], Then::Stay))
            }
            Self::Raise { note } => {
                let note = open.dossier.note(note).ok_or_else(missing)?;
                let submit = Submit::Record(raise(&note, values, open), Then::Stay);
                Ok(statement::doubting(statement::several(&value(0), 0, desk), submit))
            }
        }
    }
}

/// The fields of a line: what was said comes first, since who was asked is mostly known.
fn line(desk: &Desk, text: &str, person: &str, sort: NoteSort) -> Vec<Spec> {
    let sorts = NoteSort::ALL.iter().map(|sort| (sort.code().to_owned(), desk.t(sort.word()).to_owned()));
    vec![
        Spec::area(words::SAID, text),
        Spec::line(words::PERSON, person),
        Spec::choice(words::SORT, sorts.collect(), sort.code()),
    ]
}

fn written(note: String, at: &Standpoint, values: &[String]) -> NoteTaken {
    let value = |nth: usize| values.get(nth).map(|text| text.trim().to_owned()).unwrap_or_default();
    NoteTaken {
        note,
        audit: at.audit.clone(),
        standard: at.standard.clone(),
        site: at.site.clone(),
        sort: NoteSort::parse(&value(2)).unwrap_or(NoteSort::Interview),
        person: value(1),
        text: value(0),
    }
}

/// Where the caret goes if the line is refused: to the person if that alone is missing.
fn field_of(taken: &NoteTaken) -> usize {
    usize::from(taken.person.is_empty() && !taken.text.is_empty())
}

/// Whom this person asked last at this site today: an interview has many lines. Whom somebody else
/// asked, or on another day, is not offered; it would be saved as a false interviewee unseen.
fn last_person(desk: &Desk, open: &Open, at: &Standpoint) -> String {
    let notes = open.dossier.notes(&at.audit);
    let own = |note: &&Note<'_>| {
        *note.first.by == desk.by
            && note.first.at.date_naive() == desk.today()
            && note.taken.site == at.site
            && note.taken.sort == NoteSort::Interview
    };
    notes.iter().rev().find(own).map(|note| note.taken.person.clone()).unwrap_or_default()
}

/// What was said, for a finding or evidence: its links are links there too. A note that is nothing but
/// links stays as it is.
fn told(note: &Note<'_>) -> String {
    let told = without_clauses(&note.taken.text);
    if told.is_empty() { note.taken.text.clone() } else { told }
}

fn finding(desk: &Desk, open: &Open, note: &Note<'_>) -> Vec<Spec> {
    let classes = Class::ALL.iter().map(|class| (class.code().to_owned(), desk.t(class.word()).to_owned()));
    vec![
        Spec::area(walk_words::STATEMENT, &told(note)),
        Spec::line(words::CLAUSES, &note.clauses.join(" ")),
        Spec::choice(walk_words::CLASS, classes.collect(), Class::Minor.code()),
        Spec::line(walk_words::DEPARTMENT, ""),
        // Who was asked is not who showed the way.
        Spec::line(walk_words::GUIDE, last_guide(open, &note.taken.site)),
    ]
}

/// The nonconformity, and the note as its evidence: a finding that rests on nothing is none.
fn raise(note: &Note<'_>, values: &[String], open: &Open) -> Vec<(usize, Change)> {
    let value = |nth: usize| values.get(nth).map(|text| text.trim().to_owned()).unwrap_or_default();
    let nc = open.label("NC");
    let raised = Raised {
        nc: nc.clone(),
        audit: note.taken.audit.clone(),
        standard: note.taken.standard.clone(),
        clauses: clauses(&value(1)),
        site: note.taken.site.clone(),
    };
    let class = Class::parse(&value(2)).unwrap_or(Class::Minor);
    let mut changes = judged(&raised, class, open);
    changes.extend([
        (1, Change::Raised(raised)),
        (2, Change::Classed(Classed { nc: nc.clone(), class })),
        (0, nc_text(&nc, NcPart::Statement, value(0))),
    ]);
    for (nth, part) in [(3, NcPart::Department), (4, NcPart::Guide)] {
        if !value(nth).is_empty() {
            changes.push((nth, nc_text(&nc, part, value(nth))));
        }
    }
    let mut evidence = live_evidence(note, open);
    if evidence.is_empty()
        && let Some((label, made)) = as_evidence(note, open)
    {
        changes.extend(made.into_iter().map(|change| (0, change)));
        evidence.push(label);
    }
    for evidence in evidence {
        changes.push((0, Change::CitedForNc(CitedForNc { evidence, nc: nc.clone(), cited: true })));
    }
    let used = NoteUsed { note: note.taken.note.clone(), used: NoteUse::Nonconformity { nc } };
    changes.push((0, Change::NoteUsed(used)));
    changes
}

/// What is found nonconform without a verdict yet is judged so, as by the walk's own key; an observation
/// leaves that to the auditor, and so does a verdict that stands.
fn judged(raised: &Raised, class: Class, open: &Open) -> Vec<(usize, Change)> {
    if class == Class::Observation {
        return Vec::new();
    }
    let item = |clause: &String| Item {
        audit: raised.audit.clone(),
        standard: raised.standard.clone(),
        clause: clause.clone(),
        site: raised.site.clone(),
    };
    let items = raised.clauses.iter().map(item);
    let open_ones = items.filter(|item| open.dossier.judgement(item) == Judgement::One(Verdict::Open));
    open_ones.map(|item| (1, Change::Judged(Judged { item, verdict: Verdict::Nonconform }))).collect()
}

/// Clauses as somebody types them: with or without `#`, commas or blanks between.
fn clauses(text: &str) -> Vec<String> {
    let apart = |c: char| c.is_whitespace() || matches!(c, '#' | '＃' | ',' | '，' | '、' | ';' | '；');
    text.split(apart).filter(|clause| !clause.is_empty()).map(str::to_owned).collect()
}

fn nc_text(nc: &str, part: NcPart, text: String) -> Change {
    Change::NcWritten(NcWritten { nc: nc.to_owned(), part, text })
}

/// The evidence that a note was turned into and that still stands.
pub fn live_evidence(note: &Note<'_>, open: &Open) -> Vec<String> {
    let stands = |label: &String| open.dossier.evidence(label).is_some_and(|piece| piece.withdrawn.is_none());
    let labels = note.uses.iter().filter_map(|used| match used {
        NoteUse::Evidence { evidence } => Some(evidence.clone()),
        NoteUse::Nonconformity { .. } => None,
    });
    labels.filter(stands).collect()
}

/// A note as a piece of evidence, cited for every item that it names; `None` of a team meeting, which
/// is no evidence.
pub fn as_evidence(note: &Note<'_>, open: &Open) -> Option<(String, Vec<Change>)> {
    let text = told(note);
    let body = match note.taken.sort {
        NoteSort::Interview => Evidence::Interview { person: note.taken.person.clone(), text },
        NoteSort::Observation => Evidence::Observation { text },
        NoteSort::TeamMeeting => return None,
    };
    let evidence = open.label("E");
    let taken = EvidenceTaken { evidence: evidence.clone(), audit: note.taken.audit.clone(), body };
    let mut changes = vec![Change::EvidenceTaken(taken)];
    let cited = |item| Change::CitedForItem(CitedForItem { evidence: evidence.clone(), item, cited: true });
    changes.extend(note.items().map(cited));
    // It happened when it was written down, not when it became evidence.
    changes.push(dated(&evidence, EvidenceTime::Event, Some(When::Moment(note.first.at))));
    let used = NoteUse::Evidence { evidence: evidence.clone() };
    changes.push(Change::NoteUsed(NoteUsed { note: note.taken.note.clone(), used }));
    Some((evidence, changes))
}
