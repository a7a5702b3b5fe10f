//! The phrase book: stock sentences for a checklist, with places to fill in.
//!
//! A place is `{样本编号}`: braces around a name. Both languages of a phrase have the same places.

use std::collections::BTreeMap;
use std::ops::Range;

use super::checklist::{Bilingual, Checklist};
use super::fault::{Fault, Kind, any_fault};
use super::sheet::{Notes, TOP, Table};

/// What a phrase is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Usage {
    /// A statement of nonconformity: where, when, which sample, what was seen, what is demanded.
    Statement,
    /// A remark that something conforms.
    Conform,
    /// What somebody said.
    Interview,
    /// How a sample was drawn.
    Sampling,
    /// Anything else.
    General,
}

impl Usage {
    /// The uses that a `[[sentence]]` names.
    const OF_SENTENCES: &[(&str, Self)] = &[
        ("conform", Self::Conform),
        ("interview", Self::Interview),
        ("sampling", Self::Sampling),
        ("general", Self::General),
    ];
}

/// A stock sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// What it is for.
    pub usage: Usage,
    /// The leaf it is for; `None` if for any.
    pub clause: Option<String>,
    /// The sentence, with its places.
    pub text: Bilingual,
}

/// The phrases of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrases {
    /// The id of the checklist they are for.
    pub standard: String,
    /// The phrases, in the order of the file.
    pub phrases: Vec<Phrase>,
}

impl Phrases {
    /// Reads a phrase file for a checklist; every fault of it otherwise.
    pub fn parse(text: &str, checklist: &Checklist) -> Result<Self, Vec<Fault>> {
        let notes = Notes::on(text);
        let parsed = notes.parse();
        let phrases = read_file(Table::new(&notes, &parsed, TOP), checklist);
        let faults = notes.finish();
        match phrases {
            Some(phrases) if !any_fault(&faults) => Ok(phrases),
            _ => Err(faults),
        }
    }

    /// The id of the checklist that a phrase file is for, and the line that names it.
    pub fn names(text: &str) -> Option<(String, usize)> {
        let notes = Notes::on(text);
        let parsed = notes.parse();
        let mut file = Table::new(&notes, &parsed, TOP);
        let line = notes.line(file.place("phrases-for"));
        file.maybe_text("phrases-for").map(|id| (id, line))
    }
}

/// The places to fill in of a text, first to last, braces included. What does not pair is no place,
/// so that a text can be asked about while it is edited.
pub fn places(text: &str) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut open = None;
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('{', _) => open = Some(at),
            ('}', Some(start)) => {
                if at > start + 1 {
                    places.push(start..at + 1);
                }
                open = None;
            }
            _ => {}
        }
    }
    places
}

/// Whether the braces of a text pair without nesting and each place has a name.
fn well_formed(text: &str) -> bool {
    let braces = text.matches(['{', '}']).count();
    braces == 2 * places(text).len()
}

/// The names of the places of a text, sorted.
fn names(text: &str) -> Vec<&str> {
    let mut names: Vec<&str> =
        places(text).into_iter().map(|place| text[place.start + 1..place.end - 1].trim()).collect();
    names.sort_unstable();
    names
}

/// English names of places by their Chinese ones.
type Vocabulary = BTreeMap<String, String>;

fn read_file(mut file: Table<'_, '_>, checklist: &Checklist) -> Option<Phrases> {
    let standard = file.text("phrases-for");
    let mut vocabulary = Vocabulary::new();
    for mut table in file.tables("place") {
        if let Some(name) = table.both() {
            vocabulary.insert(name.zh, name.en);
        }
        table.finish();
    }
    let mut phrases = Vec::new();
    for table in file.tables("statement") {
        phrases.extend(read_phrase(table, Some(Usage::Statement), checklist, &vocabulary));
    }
    for table in file.tables("sentence") {
        phrases.extend(read_phrase(table, None, checklist, &vocabulary));
    }
    file.finish();
    Some(Phrases { standard: standard?, phrases })
}

fn read_phrase(
    mut table: Table<'_, '_>,
    usage: Option<Usage>,
    checklist: &Checklist,
    vocabulary: &Vocabulary,
) -> Option<Phrase> {
    let clause_at = table.place("clause");
    let clause = if usage.is_some() { table.text("clause") } else { table.maybe_text("clause") };
    if let Some(clause) = &clause {
        table.rename(format!("{} {clause}", table.name()));
        if checklist.indicator(clause).is_none_or(|indicator| !indicator.leaf) {
            table.fault(clause_at, Kind::PhraseUnknownClause, [clause, &checklist.id]);
        }
    }
    let usage = usage.or_else(|| read_usage(&mut table));
    let text = table.both();
    if let Some(text) = &text {
        check_places(&table, text, vocabulary);
    }
    table.finish();
    Some(Phrase { usage: usage?, clause, text: text? })
}

fn read_usage(table: &mut Table<'_, '_>) -> Option<Usage> {
    let at = table.place("use");
    let word = table.text("use")?;
    let usage = Usage::OF_SENTENCES.iter().find(|(code, _)| *code == word).map(|(_, usage)| *usage);
    if usage.is_none() {
        let codes: Vec<String> = Usage::OF_SENTENCES.iter().map(|(code, _)| format!("\"{code}\"")).collect();
        table.fault(at, Kind::WrongForm, ["use", table.name(), &codes.join(" | ")]);
    }
    usage
}

fn check_places(table: &Table<'_, '_>, text: &Bilingual, vocabulary: &Vocabulary) {
    for (lang, text) in [("zh", &text.zh), ("en", &text.en)] {
        if !well_formed(text) {
            table.fault(table.place(lang), Kind::PhraseBraces, [table.name(), lang]);
            return;
        }
    }
    // A place that the file has no pair of names for has the same name in both languages.
    let mut zh: Vec<&str> =
        names(&text.zh).into_iter().map(|name| vocabulary.get(name).map_or(name, String::as_str)).collect();
    zh.sort_unstable();
    let en = names(&text.en);
    if zh != en {
        let said = |names: &[&str]| names.join(", ");
        let values = [table.name().to_owned(), said(&names(&text.zh)), said(&en)];
        table.fault(table.place("en"), Kind::PhrasePlaces, values);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_while_a_text_is_edited() {
        let text = "{日期}在{网点}抽查{}份，{未完";
        let found: Vec<&str> = places(text).into_iter().map(|place| &text[place]).collect();
        assert_eq!(found, ["{日期}", "{网点}"]);
        assert!(places("已填好，没有空。").is_empty());
    }

    #[test]
    fn braces_pair_without_nesting() {
        assert!(well_formed("{a} b {c}") && well_formed("none"));
        for bad in ["{a", "a}", "{}", "{a{b}}", "}{"] {
            assert!(!well_formed(bad), "{bad}");
        }
    }
}
