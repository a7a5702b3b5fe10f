//! Checklists as text, for `onsite checklist list` and `onsite checklist show`.

use std::fmt::{Display, Write as _};

use super::{Origin, Shelved};
use crate::domain::checklist::{Basis, Bilingual, Checklist, Indicator, Lines};
use crate::i18n::{Lang, Text, checklists as say, words};

/// One checklist of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// The standard's number.
    pub standard: String,
    /// The standard's title.
    pub title: Bilingual,
    /// How many leaves are judged.
    pub leaves: usize,
    /// How many of them have provisional points.
    pub provisional: usize,
    /// How many of them have unknown points.
    pub unknown: usize,
    /// Whether the list is not whole.
    pub partial: bool,
    /// Who signed for its points, with the day.
    pub signed: Vec<String>,
    /// Where it comes from.
    pub origin: Origin,
}

impl Row {
    /// The row of a checklist.
    pub(super) fn of(shelved: &Shelved) -> Self {
        let checklist = &shelved.checklist;
        Self {
            id: checklist.id.clone(),
            standard: checklist.standard.clone(),
            title: checklist.title.clone(),
            leaves: checklist.leaves().count(),
            provisional: checklist.provisional().count(),
            unknown: checklist.unknown().count(),
            partial: checklist.partial.is_some(),
            signed: checklist.signed.iter().map(|sign| format!("{} {}", sign.by, sign.date)).collect(),
            origin: shelved.origin.clone(),
        }
    }

    /// What is to be known before it is used: partial, provisional, unknown, signed; often nothing.
    pub fn remarks(&self, lang: Lang) -> Vec<String> {
        let mut remarks = Vec::new();
        if self.partial {
            remarks.push(say::PARTIAL.get(lang).to_owned());
        }
        for (count, text) in [(self.provisional, say::SOME_PROVISIONAL), (self.unknown, say::SOME_UNKNOWN)] {
            if count > 0 {
                remarks.push(text.with(lang, &[&count]));
            }
        }
        remarks.extend(self.signed.iter().map(|signed| say::SIGNED.with(lang, &[signed])));
        remarks
    }

    /// Where it comes from, in words.
    pub fn origin(&self, lang: Lang) -> String {
        match &self.origin {
            Origin::BuiltIn => say::BUILT_IN.get(lang).to_owned(),
            Origin::Folder(path) => path.display().to_string(),
        }
    }
}

/// A whole checklist as text: what it is, its levels, and every indicator with its questions.
pub fn show_text(checklist: &Checklist, lang: Lang) -> String {
    let mut text = String::new();
    head(&mut text, checklist, lang);
    levels(&mut text, checklist, lang);
    for indicator in &checklist.indicators {
        show_indicator(&mut text, checklist, indicator, lang);
    }
    text
}

fn line(text: &mut String, line: impl Display) {
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{line}");
}

fn labelled(text: &mut String, label: Text, value: impl Display, lang: Lang) {
    line(text, format_args!("{}{}{value}", label.get(lang), lang.pick("：", ": ")));
}

fn head(text: &mut String, checklist: &Checklist, lang: Lang) {
    line(text, format_args!("{} {}", checklist.standard, checklist.title.get(lang)));
    labelled(text, say::EDITION, &checklist.edition, lang);
    labelled(text, say::STATUS, checklist.status.get(lang), lang);
    let successor = checklist.superseded_by.as_deref().unwrap_or(say::NONE_KNOWN.get(lang));
    labelled(text, say::SUPERSEDED_BY, successor, lang);
    for note in checklist.partial.iter().chain(&checklist.note) {
        labelled(text, say::NOTE, note.get(lang), lang);
    }
    for signed in &checklist.signed {
        labelled(text, say::SIGNED_BY, format_args!("{} {}", signed.by, signed.date), lang);
    }
}

fn levels(text: &mut String, checklist: &Checklist, lang: Lang) {
    match &checklist.full_score {
        Some(full) => labelled(text, say::FULL_SCORE, full, lang),
        None => line(text, say::NO_POINTS.get(lang)),
    }
    for band in &checklist.bands {
        let min = band.min.as_ref().map_or(words::UNKNOWN.get(lang).to_owned(), |min| format!("≥ {min}"));
        line(text, format_args!("  {} {min}", band.title.get(lang)));
    }
    if let Some(special) = &checklist.special {
        line(text, say::SPECIAL_RULE.with(lang, &[&special.deduction, &special.fail_at, &special.bonus]));
    }
}

fn show_indicator(text: &mut String, checklist: &Checklist, indicator: &Indicator, lang: Lang) {
    let indent = "  ".repeat(checklist.depth(&indicator.clause));
    let points = points_text(checklist, indicator, lang);
    line(text, "");
    line(text, format_args!("{indent}{} {}{points}", indicator.clause, indicator.title.get(lang)));
    if let Some(note) = &indicator.note {
        line(text, format_args!("{indent}  {}", note.get(lang)));
    }
    if !indicator.leaf {
        return;
    }
    line(text, format_args!("{indent}  {}  {}", say::CHECK.get(lang), indicator.check.get(lang)));
    listed(text, &indent, say::ASK, &indicator.ask, lang);
    listed(text, &indent, say::LOOK_AT, &indicator.evidence, lang);
    for (may, word) in [(indicator.may_sample, say::MAY_SAMPLE), (indicator.may_delete, say::MAY_DELETE)] {
        if may {
            line(text, format_args!("{indent}  {}", word.get(lang)));
        }
    }
}

fn listed(text: &mut String, indent: &str, label: Text, lines: &Lines, lang: Lang) {
    for entry in lines.get(lang) {
        line(text, format_args!("{indent}  {}  {entry}", label.get(lang)));
    }
}

/// The points with their basis, or nothing where the standard gives none.
fn points_text(checklist: &Checklist, indicator: &Indicator, lang: Lang) -> String {
    let known = indicator.points.as_ref();
    match known {
        _ if checklist.full_score.is_none() => String::new(),
        None if !indicator.leaf => String::new(),
        None => format!("  [{}]", Basis::Unknown.word().get(lang)),
        Some(points) => {
            format!("  [{} · {}]", say::POINTS.with(lang, &[points]), indicator.basis.word().get(lang))
        }
    }
}
