//! `onsite record`: changes as JSON lines, checked by the rules of the screen, written all or none.

use std::io::{BufRead, Read};

use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::args::{base, flag, positional};
use super::{Done, Failure, Here};
use crate::domain::change::Change;
use crate::domain::dossier::Dossier;
use crate::domain::escalation::ahead_of;
use crate::domain::ids::{self, ChangeId};
use crate::domain::journal::{Entry, Proposal};
use crate::i18n::cli as say;
use crate::i18n::store::system;
use crate::i18n::{Lang, Text, refusals};

mod once;
mod undo;

use once::Once;

/// The longest line: an adopted checklist with its overlays fits, a film does not.
const LINE_LIMIT: usize = 16 * 1024 * 1024;

/// The keys whose values are labels, and may ask for one to be assigned.
const LABELS: [&str; 11] =
    ["audit", "site", "member", "remark", "nc", "evidence", "special", "note", "attendee", "visit", "below"];

pub fn command(lang: Lang) -> Command {
    base("record", say::RECORD_ABOUT, "onsite record FILE [--json] < CHANGES", lang)
        .arg(positional("FILE", say::ARG_FILE_READ, lang))
        .arg(flag("json", say::RECORD_JSON, lang))
        .after_help(say::RECORD_AFTER.get(lang))
}

pub fn run(here: &mut Here, args: &ArgMatches) -> Done {
    // Named wrongly is said at once, not after a long input.
    let path = here.dossier(args)?;
    crate::store::Store::open_reading(&path).map_err(|error| here.failed(&error))?;
    let lines = read(&mut std::io::stdin().lock(), here.lang)?;
    let mut store = here.writing(args)?;
    let mut dossier = here.loaded(&store)?;
    if let Some((number, id)) = undo::asked(&lines, here.lang)? {
        let proposals = undo::proposals(&mut dossier, id, store.stream(), &here.person, here.lang)
            .map_err(|why| refused(number, &why, here.lang))?;
        let entries = store.append(&proposals, &here.stamp()).map_err(|error| here.failed(&error))?;
        here.out.done();
        return tell(here, args, entries.iter().filter_map(undo::told));
    }
    let (numbers, changes) = changes(&lines, &dossier, store.tag(), here.lang)?;
    let today = here.supply.now().date_naive();
    let amiss = ahead_of(&changes, today)
        .or_else(|| dossier.due_amiss(&changes, today))
        .or_else(|| dossier.not_by(&here.person, &changes))
        .map_or(Ok(()), Err);
    let proposals = amiss.and_then(|()| dossier.attempt(&changes)).map_err(|(nth, refusal)| {
        let number = numbers.get(nth).copied().unwrap_or_default();
        refused(number, &refusals::refusal(&refusal, here.lang), here.lang)
    })?;
    let entries = match proposals.as_slice() {
        [] => Vec::new(),
        some => store.append(some, &here.stamp()).map_err(|error| here.failed(&error))?,
    };
    if !entries.is_empty() {
        here.out.done();
    }
    tell(here, args, recorded(&dossier, &changes, &proposals, &entries))
}

fn tell(here: &mut Here, args: &ArgMatches, all: impl IntoIterator<Item = Recorded>) -> Done {
    for recorded in all {
        if args.get_flag("json") {
            here.out.json_line(&recorded)?;
        } else {
            here.out.line(recorded.id)?;
        }
    }
    Ok(())
}

/// What was recorded for a line, or stood already.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Recorded {
    id: ChangeId,
    slot: String,
    kind: &'static str,
    /// Whether it was written now; false where it stood already.
    new: bool,
}

/// The lines of the input with their numbers; empty ones left out.
fn read(input: &mut impl BufRead, lang: Lang) -> Result<Vec<(usize, String)>, Failure> {
    let mut lines = Vec::new();
    for number in 1.. {
        let mut bytes = Vec::new();
        let most = u64::try_from(LINE_LIMIT).unwrap_or(u64::MAX) + 1;
        let got = input.by_ref().take(most).read_until(b'\n', &mut bytes);
        let got =
            got.map_err(|error| Failure::Refused(say::INPUT_FAILED.with(lang, &[&system(&error, lang)])))?;
        if got == 0 {
            break;
        }
        if bytes.len() > LINE_LIMIT {
            return Err(refused(number, &say::LINE_TOO_LONG.with(lang, &[&LINE_LIMIT]), lang));
        }
        let text = String::from_utf8(bytes).map_err(|error| {
            let good = error.utf8_error().valid_up_to() + 1;
            refused(number, &say::LINE_NOT_UTF8.with(lang, &[&good]), lang)
        })?;
        // Some editors put a mark before the first line of a UTF-8 text.
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) if number == 1 => rest.to_owned(),
            _ => text,
        };
        if !text.trim().is_empty() {
            lines.push((number, text));
        }
    }
    Ok(lines)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    kind: String,
    data: Once,
}

/// The changes with the numbers of their lines; asked-for labels are assigned.
fn changes(
    lines: &[(usize, String)],
    dossier: &Dossier,
    tag: &str,
    lang: Lang,
) -> Result<(Vec<usize>, Vec<Change>), Failure> {
    let mut labels = Labels { dossier, tag, given: Vec::new() };
    let mut numbers = Vec::with_capacity(lines.len());
    let mut changes = Vec::with_capacity(lines.len());
    for (number, text) in lines {
        let change = change(text, &mut labels, lang).map_err(|why| refused(*number, &why, lang))?;
        numbers.push(*number);
        changes.push(change);
    }
    Ok((numbers, changes))
}

fn change(text: &str, labels: &mut Labels<'_>, lang: Lang) -> Result<Change, String> {
    let unreadable = |error: serde_json::Error| say::LINE_NOT_JSON.with(lang, &[&json_words(&error, lang)]);
    let mut line: Line = serde_json::from_str(text).map_err(unreadable)?;
    labels.assign(&mut line.data.0);
    match Change::read(&line.kind, &line.data.0.to_string()) {
        Some(read) => {
            let change = read.map_err(unreadable)?;
            let kept = change.data().and_then(|data| serde_json::from_str(data.get())).map_err(unreadable)?;
            match dropped(&line.data.0, &kept) {
                Some(key) => Err(say::JSON_DROPPED.with(lang, &[&key])),
                None => Ok(change),
            }
        }
        None => Err(say::LINE_KIND_UNKNOWN.with(lang, &[&line.kind])),
    }
}

/// The first key of what was given that is lost on the way into a change, by its path: the reader passes over
/// keys that are too many where a value is one of several forms. One that says nothing is no loss.
fn dropped(given: &Value, kept: &Value) -> Option<String> {
    match (given, kept) {
        (Value::Object(given), Value::Object(kept)) => {
            given.iter().find_map(|(key, value)| match kept.get(key) {
                Some(kept) => dropped(value, kept).map(|below| format!("{key}.{below}")),
                None => (!says_nothing(value)).then(|| key.clone()),
            })
        }
        (Value::Array(given), Value::Array(kept)) => {
            given.iter().zip(kept).find_map(|(given, kept)| dropped(given, kept))
        }
        _ => None,
    }
}

fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(values) => values.is_empty(),
        _ => false,
    }
}

/// What is wrong with a line, in our words: where it stands inside the line helps nobody who sees a
/// whole file fail, and the number of the line is told anyhow.
fn json_words(error: &serde_json::Error, lang: Lang) -> String {
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    let named = said.split('`').nth(1).unwrap_or_default();
    let rest = || said.split('`').skip(3).step_by(2).collect::<Vec<_>>().join(" ");
    if said.starts_with("missing field") {
        say::JSON_MISSING.with(lang, &[&named])
    } else if said.starts_with("unknown field") {
        say::JSON_UNKNOWN.with(lang, &[&named, &rest()])
    } else if said.starts_with("unknown variant") {
        say::JSON_VARIANT.with(lang, &[&named, &rest()])
    } else if error.is_syntax() || error.is_eof() {
        say::JSON_SYNTAX.get(lang).to_owned()
    } else if said.starts_with("duplicate field") {
        say::JSON_TWICE.with(lang, &[&named])
    } else {
        json_type(said, lang)
    }
}

/// What stands there and what is wanted, as far as the reader's words can be put into ours.
fn json_type(said: &str, lang: Lang) -> String {
    let (found, wanted) = said.rsplit_once(", expected ").unwrap_or_default();
    let found = found.split_once(": ").map(|(_, found)| found).unwrap_or_default();
    let sort = |text: &str, words: &[(&str, Text)]| {
        words.iter().find(|(start, _)| text.starts_with(start)).map(|(_, word)| word.get(lang))
    };
    let found = sort(found, &FOUND);
    match (found, sort(wanted, &WANTED)) {
        (Some(found), Some(wanted)) => say::JSON_TYPE.with(lang, &[&found, &wanted]),
        _ => say::JSON_FORM.get(lang).to_owned(),
    }
}

/// How the reader of JSON begins to name what it found, and our word for it.
const FOUND: [(&str, Text); 7] = [
    ("string", say::JSON_TEXT),
    ("integer", say::JSON_NUMBER),
    ("floating", say::JSON_NUMBER),
    ("boolean", say::JSON_BOOL),
    ("null", say::JSON_NULL),
    ("sequence", say::JSON_LIST),
    ("map", say::JSON_OBJECT),
];

/// As [`FOUND`], for what it expected.
const WANTED: [(&str, Text); 10] = [
    ("a string", say::JSON_TEXT),
    ("string", say::JSON_TEXT),
    ("a boolean", say::JSON_BOOL),
    ("a sequence", say::JSON_LIST),
    ("struct", say::JSON_OBJECT),
    ("map", say::JSON_OBJECT),
    ("internally tagged", say::JSON_OBJECT),
    ("adjacently tagged", say::JSON_OBJECT),
    ("u", say::JSON_WHOLE),
    ("i", say::JSON_WHOLE),
];

fn refused(number: usize, why: &str, lang: Lang) -> Failure {
    let why = why.trim_end_matches(['。', '.']);
    Failure::Refused(say::RECORD_LINE.with(lang, &[&number, &why]))
}

/// Labels that the input asks for: `NC-?`, `E-?2`; each spelling stands for one label throughout.
struct Labels<'a> {
    dossier: &'a Dossier,
    tag: &'a str,
    given: Vec<(String, String)>,
}

impl Labels<'_> {
    /// Puts labels in the place of what asks for them; texts are never touched.
    fn assign(&mut self, data: &mut Value) {
        let Some(map) = data.as_object_mut() else { return };
        for (key, value) in map.iter_mut() {
            match value {
                Value::String(text) if LABELS.contains(&key.as_str()) => {
                    if let Some(label) = self.label(text) {
                        *text = label;
                    }
                }
                Value::Object(_) if matches!(key.as_str(), "item" | "used" | "of" | "ground") => {
                    self.assign(value);
                }
                _ => {}
            }
        }
    }

    fn label(&mut self, asked: &str) -> Option<String> {
        let (series, name) = asked.split_once("-?")?;
        let letters = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if series.is_empty() || !letters(series) || !letters(name) {
            return None;
        }
        if let Some((_, known)) = self.given.iter().find(|(spelling, _)| spelling == asked) {
            return Some(known.clone());
        }
        let first = self.dossier.next_label(series, self.tag);
        let (stem, number) = ids::split_label(&first)?;
        let same = |(_, label): &&(String, String)| ids::split_label(label).is_some_and(|(s, _)| s == stem);
        let taken = u32::try_from(self.given.iter().filter(same).count()).ok()?;
        let label = format!("{stem}-{}", number + taken);
        self.given.push((asked.to_owned(), label.clone()));
        Some(label)
    }
}

/// One answer a line. The attempt left out what stood already, so its proposals are found in order.
fn recorded(
    dossier: &Dossier,
    changes: &[Change],
    proposals: &[Proposal],
    entries: &[Entry],
) -> Vec<Recorded> {
    let mut written = proposals.iter().zip(entries).peekable();
    let mut done: Vec<&Entry> = Vec::new();
    let mut all = Vec::with_capacity(changes.len());
    for change in changes {
        let next = written.next_if(|(proposal, _)| proposal.change.completes(change));
        if let Some((_, entry)) = next {
            done.push(entry);
        }
        let slot = change.slot();
        let earlier = || done.iter().rev().find(|entry| entry.slot == slot).copied();
        let standing = || dossier.heads(slot.as_str()).into_iter().next();
        let entry = next.map(|(_, entry)| entry).or_else(earlier).or_else(standing);
        if let Some(entry) = entry {
            all.push(Recorded {
                id: entry.id,
                slot: slot.to_string(),
                kind: change.kind(),
                new: next.is_some(),
            });
        }
    }
    all
}
