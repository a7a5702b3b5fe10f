//! What the dialogs ask for and what they record: one file a family of forms.
//!
//! A form is data: a [`Purpose`] that says its fields and, of what was typed, the changes. The dialog
//! that shows it is `modals/form.rs`; it knows no purpose. A purpose can be written down, so that a
//! draft is offered again at the place where it belongs.

pub mod dossier;
pub mod evidence;
pub mod ground;
pub mod item;
pub mod meeting;
pub mod moment;
pub mod nc;
pub mod plan;
mod samples;
pub mod sampling;
pub mod special;
mod statement;
pub mod talk;

use serde::{Deserialize, Serialize};

use super::app::{Effect, Then};
use super::desk::{Desk, Open};
use super::message::TakeFile;
use crate::domain::change::Change;
use crate::i18n::{Text, keys as key_words, walk as words};

/// What a form is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// About an item of the walk.
    Item(item::ItemForm),
    /// About a nonconformity.
    Nc(nc::NcForm),
    /// About a piece of evidence.
    Evidence(evidence::EvidenceForm),
    /// About the opening or closing meeting.
    Meeting(meeting::MeetingForm),
    /// About the sample of outlets.
    Sampling(sampling::SamplingForm),
    /// About the visit plan.
    Plan(plan::PlanForm),
    /// About a special deduction or the bonus that stands.
    Special(special::SpecialForm),
    /// About the interview stream.
    Talk(talk::TalkForm),
    /// About the dossier, its audits and sites.
    Dossier(dossier::DossierForm),
}

/// A field as a form asks for it.
#[derive(Clone, Debug)]
pub struct Spec {
    /// Its name.
    pub label: Text,
    /// What can be put in.
    pub kind: Kind,
    /// What stands in it at first; of a choice, the code.
    pub value: String,
    /// Fields by their names: what is chosen there is not offered here.
    pub other_than: Vec<Text>,
    /// Where what stands in it at first was taken from: said behind its name until it is changed.
    pub taken_from: Option<String>,
}

/// What can be put into a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line.
    Line,
    /// One line that names a file: Tab completes it.
    Path,
    /// Several lines.
    Area,
    /// One of these: code and words.
    Choice(Vec<(String, String)>),
}

impl Spec {
    /// A field of one line.
    pub fn line(label: Text, value: &str) -> Self {
        Self::of(label, Kind::Line, value)
    }

    /// A field of one line that names a file.
    pub fn path(label: Text, value: &str) -> Self {
        Self::of(label, Kind::Path, value)
    }

    /// A field of several lines.
    pub fn area(label: Text, value: &str) -> Self {
        Self::of(label, Kind::Area, value)
    }

    /// A choice; the first is chosen unless `value` names another.
    pub fn choice(label: Text, choices: Vec<(String, String)>, value: &str) -> Self {
        Self::of(label, Kind::Choice(choices), value)
    }

    fn of(label: Text, kind: Kind, value: &str) -> Self {
        Self { label, kind, value: value.to_owned(), other_than: Vec::new(), taken_from: None }
    }

    /// The same with where its text was taken from.
    #[must_use]
    pub fn taken_from(self, whence: Option<String>) -> Self {
        Self { taken_from: whence, ..self }
    }

    /// The same without what is chosen in other fields.
    #[must_use]
    pub fn other_than(self, fields: &[Text]) -> Self {
        Self { other_than: fields.to_vec(), ..self }
    }
}

/// What is to happen with what was typed.
#[derive(Clone, Debug)]
pub enum Submit {
    /// These changes are one act; each with the field that it comes from, so that a refusal can put
    /// the cursor there.
    Record(Vec<(usize, Change)>, Then),
    /// Something outside first: a file to read, a dossier to make.
    Do(Effect),
    /// Something is doubtful: it is said once, and saving again does it all the same.
    Doubt(Miss, Box<Submit>),
}

/// A day as people type it, written as the journal wants it: `2026/11/3`, `2026.11.03`, `20261103` and
/// `2026年11月3日` are all `2026-11-03`. What is no day stays as it is, for the rules to refuse.
pub fn day(typed: &str) -> String {
    let half_width = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    let plain: String = typed.trim().chars().map(half_width).collect();
    let between = |c: char| c.is_whitespace() || "-/.年月日－—．／".contains(c);
    if plain.contains(|c: char| !c.is_ascii_digit() && !between(c)) {
        return plain;
    }
    let parts: Vec<&str> =
        plain.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [whole] if whole.len() == 8 => format!("{}-{}-{}", &whole[..4], &whole[4..6], &whole[6..]),
        [year, month, day] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => plain,
    }
}

/// Something typed cannot be taken: which field, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// The field's place.
    pub field: usize,
    /// The sentence.
    pub sentence: String,
}

impl Miss {
    /// A sentence about a field.
    pub fn at(field: usize, sentence: impl Into<String>) -> Self {
        Self { field, sentence: sentence.into() }
    }
}

/// What was typed into a field, without blanks around it.
fn said(values: &[String], nth: usize) -> String {
    values.get(nth).map(|text| text.trim().to_owned()).unwrap_or_default()
}

/// A text with the full-width digits and marks of an IME as the plain ones.
fn half_width(text: &str) -> String {
    let plain = |c| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    };
    text.chars().map(plain).collect()
}

/// The checklist of a nonconformity and its main clause.
fn place_of_nc(nc: &str, open: &Open) -> (String, String) {
    let nc = open.dossier.nonconformity(nc);
    let standard = nc.as_ref().map_or(&open.at.standard, |nc| &nc.raised.standard).clone();
    (standard, nc.and_then(|nc| nc.raised.clauses.first().cloned()).unwrap_or_default())
}

/// The titles of forms in which something was begun and left, of those that are wanted.
pub fn left(desk: &Desk, open: &Open, wanted: impl Fn(&Purpose) -> bool) -> Vec<(Purpose, String)> {
    let purposes = open.drafts.keys().filter_map(|key| serde_json::from_str::<Purpose>(key).ok());
    let titled = |purpose: Purpose| {
        let title = purpose.title(desk, Some(open));
        (purpose, title)
    };
    purposes.filter(wanted).map(titled).filter(|(_, title)| !title.is_empty()).collect()
}

/// The same in one sentence; empty if nothing was left.
pub fn left_words(desk: &Desk, open: &Open, wanted: impl Fn(&Purpose) -> bool) -> String {
    let titles: Vec<String> = left(desk, open, wanted).into_iter().map(|(_, title)| title).collect();
    if titles.is_empty() {
        return String::new();
    }
    let text = words::DRAFT_LEFT.with(desk.lang, &[&titles.join(desk.lang.pick("、", ", "))]);
    format!("{} {text}", desk.t(words::DRAFT))
}

impl Purpose {
    /// Whether it is about this nonconformity, by itself or by evidence for it.
    pub fn is_about_nc(&self, label: &str) -> bool {
        match self {
            Self::Nc(form) => form.nc() == label,
            Self::Evidence(evidence::EvidenceForm::Take { nc, .. }) => nc.as_deref() == Some(label),
            _ => false,
        }
    }

    /// Whether it is the form that asked for this file to be read.
    pub fn asked_for(&self, take: &TakeFile) -> bool {
        matches!(self, Self::Evidence(form) if form.asked_for(take))
    }

    /// The name under which its draft is kept.
    pub fn key(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The checklist and the leaf that it is about, for the phrase book; a clause may be unknown.
    pub fn place(&self, open: &Open) -> (String, String) {
        match self {
            Self::Item(form) => (form.item().standard.clone(), form.item().clause.clone()),
            Self::Nc(form) => place_of_nc(form.nc(), open),
            Self::Evidence(evidence::EvidenceForm::Take { item: Some(item), .. }) => {
                (item.standard.clone(), item.clause.clone())
            }
            Self::Evidence(evidence::EvidenceForm::Take { nc: Some(nc), .. }) => place_of_nc(nc, open),
            _ => (open.at.standard.clone(), String::new()),
        }
    }

    /// What the key that takes the form does, in a word: most save, some lead further.
    pub fn done_by(&self) -> Text {
        use dossier::DossierForm;
        match self {
            Self::Dossier(DossierForm::Sync) => key_words::SYNC_NOW,
            Self::Dossier(DossierForm::OpenPath) => key_words::OPEN_IT,
            Self::Dossier(DossierForm::New | DossierForm::NewAudit) => key_words::MAKE_IT,
            Self::Sampling(_) => key_words::DRAW_NOW,
            _ => key_words::SAVE_FORM,
        }
    }

    /// Whether the phrase book has anything to say in it.
    pub fn has_phrases(&self) -> bool {
        !matches!(self, Self::Dossier(_) | Self::Sampling(_))
    }

    /// Its title.
    pub fn title(&self, desk: &Desk, open: Option<&Open>) -> String {
        match (self, open) {
            (Self::Item(form), Some(open)) => form.title(desk, open),
            (Self::Nc(form), Some(open)) => form.title(desk, open),
            (Self::Evidence(form), Some(open)) => form.title(desk, open),
            (Self::Meeting(form), Some(_)) => form.title(desk),
            (Self::Sampling(form), Some(open)) => form.title(desk, open),
            (Self::Plan(form), Some(open)) => form.title(desk, open),
            (Self::Special(form), Some(_)) => form.title(desk),
            (Self::Talk(form), Some(open)) => form.title(desk, open),
            (Self::Dossier(form), open) => form.title(desk, open),
            _ => String::new(),
        }
    }

    /// Its fields.
    pub fn specs(&self, desk: &Desk, open: Option<&Open>) -> Vec<Spec> {
        match (self, open) {
            (Self::Item(form), Some(open)) => form.specs(desk, open),
            (Self::Nc(form), Some(open)) => form.specs(desk, open),
            (Self::Evidence(form), Some(open)) => form.specs(desk, open),
            (Self::Meeting(form), Some(open)) => form.specs(desk, open),
            (Self::Sampling(form), Some(open)) => form.specs(desk, open),
            (Self::Plan(form), Some(open)) => form.specs(desk, open),
            (Self::Special(form), Some(open)) => form.specs(desk, open),
            (Self::Talk(form), Some(open)) => form.specs(desk, open),
            (Self::Dossier(form), open) => form.specs(desk, open),
            _ => Vec::new(),
        }
    }

    /// What follows from what was typed, or which field cannot be taken.
    pub fn submit(&self, values: &[String], desk: &Desk, open: Option<&Open>) -> Result<Submit, Miss> {
        match (self, open) {
            (Self::Item(form), Some(open)) => form.submit(values, desk, open),
            (Self::Nc(form), Some(open)) => Ok(form.submit(values, desk, open)),
            (Self::Evidence(form), Some(open)) => form.submit(values, desk, open),
            (Self::Meeting(form), Some(open)) => form.submit(values, desk, open),
            (Self::Sampling(form), Some(open)) => form.submit(values, desk, open),
            (Self::Plan(form), Some(open)) => form.submit(values, desk, open),
            (Self::Special(form), Some(open)) => form.submit(values, desk, open),
            (Self::Talk(form), Some(open)) => form.submit(values, desk, open),
            (Self::Dossier(form), open) => form.submit(values, desk, open),
            _ => Err(Miss::at(0, String::new())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_people_write_it() {
        for typed in ["2026-11-03", "2026/11/3", "2026.11.3", "20261103", "２０２６年11月3日"] {
            assert_eq!(day(typed), "2026-11-03", "{typed}");
        }
        assert_eq!(day("下周"), "下周");
        assert_eq!(day("2026-11-03初次认证"), "2026-11-03初次认证", "not a word of it is dropped");
        assert_eq!(day(""), "");
    }
}
