//! Reads a TOML data file key by key and keeps every fault with its line, not the first one only.
//!
//! What is taken is known; what is left over when a table is finished is an unknown key. Knows no
//! checklist: the forms here are those that all data files share.

use std::cell::RefCell;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::checklist::{Bilingual, Lines};
use super::fault::{Fault, Kind};
use super::points::Points;

/// How faults name the top level of a file.
pub const TOP: &str = "file";

/// The faults of one file, and the way from a place in its text to a line.
pub struct Notes<'t> {
    text: &'t str,
    faults: RefCell<Vec<Fault>>,
}

impl<'t> Notes<'t> {
    /// Starts with no faults.
    pub fn on(text: &'t str) -> Self {
        Self { text, faults: RefCell::default() }
    }

    /// The line of a place in the text, from 1.
    pub fn line(&self, at: usize) -> usize {
        let before = &self.text.as_bytes()[..at.min(self.text.len())];
        before.iter().fold(1, |line, &byte| line + usize::from(byte == b'\n'))
    }

    /// Notes a fault at a place.
    pub fn add<V: Into<String>>(&self, at: usize, kind: Kind, values: impl IntoIterator<Item = V>) {
        self.faults.borrow_mut().push(Fault::new(self.line(at), kind, values));
    }

    /// Parses the file; what could be read is read even if its TOML is broken somewhere.
    pub fn parse(&self) -> Spanned<DeTable<'t>> {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in errors {
            let at = error.span().map_or(0, |span| span.start);
            self.add(at, Kind::Syntax, [error.message().replace('\n', " ")]);
        }
        table
    }

    /// The faults, by line. Where the TOML is broken, what may only be an echo of that is left out.
    pub fn finish(self) -> Vec<Fault> {
        let mut faults = self.faults.into_inner();
        let broken: Vec<usize> =
            faults.iter().filter(|fault| fault.kind == Kind::Syntax).map(|fault| fault.line).collect();
        if !broken.is_empty() {
            faults.retain(|fault| {
                fault.kind == Kind::Syntax || !(fault.kind.may_be_an_echo() || broken.contains(&fault.line))
            });
        }
        faults.sort_by_key(|fault| (fault.line, fault.kind));
        faults.dedup();
        faults
    }
}

/// A number of points as a file gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Number {
    /// A number.
    Known(Points),
    /// `"unknown"`: it exists but is not public; nothing is guessed.
    Unknown,
}

/// One table of the file while it is read.
pub struct Table<'a, 't> {
    notes: &'a Notes<'t>,
    keys: &'a DeTable<'t>,
    at: usize,
    /// How faults name this table: `[[indicator]] 5.1.1.1`.
    name: String,
    taken: Vec<&'static str>,
}

impl<'a, 't> Table<'a, 't> {
    /// Starts reading a table.
    pub fn new(notes: &'a Notes<'t>, table: &'a Spanned<DeTable<'t>>, name: &str) -> Self {
        Self::at(notes, table.get_ref(), table.span().start, name)
    }

    fn at(notes: &'a Notes<'t>, table: &'a DeTable<'t>, at: usize, name: &str) -> Self {
        Self { notes, keys: table, at, name: name.to_owned(), taken: Vec::new() }
    }

    /// Gives the table a better name for its faults, once it is known.
    pub fn rename(&mut self, name: String) {
        self.name = name;
    }

    /// How faults name this table.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where the table begins.
    pub fn start(&self) -> usize {
        self.at
    }

    /// Where a key stands; where the table begins if it is not there.
    pub fn place(&self, key: &str) -> usize {
        self.keys.get_key_value(key).map_or(self.at, |(key, _)| key.span().start)
    }

    /// Whether the table has a key.
    pub fn has(&self, key: &str) -> bool {
        self.keys.contains_key(key)
    }

    /// Notes a fault of this table.
    pub fn fault<V: Into<String>>(&self, at: usize, kind: Kind, values: impl IntoIterator<Item = V>) {
        self.notes.add(at, kind, values);
    }

    fn take(&mut self, key: &'static str) -> Option<(usize, &'a DeValue<'t>)> {
        self.taken.push(key);
        self.keys.get_key_value(key).map(|(key, value)| (key.span().start, value.get_ref()))
    }

    fn missing(&self, key: &str) {
        self.fault(self.at, Kind::MissingKey, [key, &self.name]);
    }

    fn wrong(&self, at: usize, key: &str, form: &str) {
        self.fault(at, Kind::WrongForm, [key, &self.name, form]);
    }

    /// A text that may be absent.
    pub fn maybe_text(&mut self, key: &'static str) -> Option<String> {
        let (at, value) = self.take(key)?;
        self.checked_text(at, key, value)
    }

    /// A text that must be there.
    pub fn text(&mut self, key: &'static str) -> Option<String> {
        if !self.has(key) {
            self.taken.push(key);
            self.missing(key);
            return None;
        }
        self.maybe_text(key)
    }

    /// A text that must be there, and may be empty.
    pub fn text_or_empty(&mut self, key: &'static str) -> Option<String> {
        match self.keys.get(key).map(Spanned::get_ref) {
            Some(DeValue::String(text)) if text.is_empty() => {
                self.taken.push(key);
                Some(String::new())
            }
            _ => self.text(key),
        }
    }

    fn checked_text(&self, at: usize, key: &str, value: &DeValue<'_>) -> Option<String> {
        let DeValue::String(text) = value else {
            self.wrong(at, key, r#""…""#);
            return None;
        };
        if text.trim().is_empty() {
            self.fault(at, Kind::EmptyText, [key, &self.name]);
            return None;
        }
        if text.chars().any(char::is_control) {
            self.fault(at, Kind::ControlCharacter, [key, &self.name]);
            return None;
        }
        Some(text.trim().to_owned())
    }

    /// `true` or `false` that must be there.
    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        let Some((at, value)) = self.take(key) else {
            self.missing(key);
            return None;
        };
        let flag = value.as_bool();
        if flag.is_none() {
            self.wrong(at, key, "true | false");
        }
        flag
    }

    /// `true`, `false` or nothing, which is `false`.
    pub fn maybe_flag(&mut self, key: &'static str) -> bool {
        if self.has(key) {
            return self.flag(key).unwrap_or(false);
        }
        self.taken.push(key);
        false
    }

    /// A number of points, or `"unknown"`; `None` if absent or faulty.
    pub fn number(&mut self, key: &'static str) -> Option<Number> {
        let (at, value) = self.take(key)?;
        let number = read_number(value);
        if number.is_none() {
            self.wrong(at, key, r#"3 | 2.5 | "unknown""#);
        }
        number
    }

    /// A whole number of at least 1 that must be there.
    pub fn count(&mut self, key: &'static str) -> Option<u32> {
        let Some((at, value)) = self.take(key) else {
            self.missing(key);
            return None;
        };
        let count = value.as_integer().filter(|int| int.radix() == 10);
        let count = count.and_then(|int| int.as_str().parse().ok()).filter(|&count| count >= 1);
        if count.is_none() {
            self.fault(at, Kind::BadCount, [key]);
        }
        count
    }

    /// A calendar day that must be there, as `YYYY-MM-DD`.
    pub fn date(&mut self, key: &'static str) -> Option<String> {
        let Some((at, value)) = self.take(key) else {
            self.missing(key);
            return None;
        };
        match value {
            DeValue::Datetime(day) if day.time.is_none() && day.offset.is_none() => Some(day.to_string()),
            _ => {
                self.wrong(at, key, &format!("{key} = 2026-11-25"));
                None
            }
        }
    }

    /// A text in both languages that may be absent.
    pub fn maybe_pair(&mut self, key: &'static str) -> Option<Bilingual> {
        let (at, value) = self.take(key)?;
        let both = self.languages(at, key, value, r#"{ zh = "…", en = "…" }"#)?;
        let [zh, en] = both.map(|text| text.and_then(|(at, value)| self.checked_text(at, key, value)));
        Some(Bilingual { zh: zh?, en: en? })
    }

    /// A text in both languages that must be there.
    pub fn pair(&mut self, key: &'static str) -> Option<Bilingual> {
        if !self.has(key) {
            self.taken.push(key);
            self.missing(key);
            return None;
        }
        self.maybe_pair(key)
    }

    /// A text whose languages are the keys `zh` and `en` of this very table.
    pub fn both(&mut self) -> Option<Bilingual> {
        let [zh, en] = ["zh", "en"].map(|lang| {
            let found = self.take(lang);
            if found.is_none() {
                self.fault(self.at, Kind::MissingLanguage, [lang, &self.name, lang]);
            }
            found.and_then(|(at, value)| self.checked_text(at, lang, value))
        });
        Some(Bilingual { zh: zh?, en: en? })
    }

    /// Lines in both languages, equally many, that must be there.
    pub fn lines(&mut self, key: &'static str) -> Option<Lines> {
        let Some((at, value)) = self.take(key) else {
            self.missing(key);
            return None;
        };
        let both = self.languages(at, key, value, r#"{ zh = ["…"], en = ["…"] }"#)?;
        let [zh, en] = both.map(|list| list.and_then(|(at, value)| self.list(at, key, value)));
        let lines = Lines { zh: zh?, en: en? };
        if lines.zh.len() != lines.en.len() {
            let (zh, en) = (lines.zh.len().to_string(), lines.en.len().to_string());
            self.fault(at, Kind::LinesDiffer, [key, &self.name, &zh, &en]);
            return None;
        }
        Some(lines)
    }

    /// The `zh` and `en` of a table; a missing one is noted.
    fn languages(
        &self,
        at: usize,
        key: &str,
        value: &'a DeValue<'t>,
        form: &str,
    ) -> Option<[Option<(usize, &'a DeValue<'t>)>; 2]> {
        let DeValue::Table(table) = value else {
            self.wrong(at, key, form);
            return None;
        };
        let inner = Table::at(self.notes, table, at, &format!("{} {key}", self.name));
        let both = ["zh", "en"].map(|lang| {
            let found = table.get_key_value(lang);
            if found.is_none() {
                self.fault(at, Kind::MissingLanguage, [key, &self.name, lang]);
            }
            found.map(|(key, value)| (key.span().start, value.get_ref()))
        });
        inner.leftovers(&["zh", "en"]);
        Some(both)
    }

    fn list(&self, at: usize, key: &str, value: &DeValue<'_>) -> Option<Vec<String>> {
        let DeValue::Array(list) = value else {
            self.wrong(at, key, r#"["…", "…"]"#);
            return None;
        };
        if list.is_empty() {
            self.fault(at, Kind::EmptyText, [key, &self.name]);
            return None;
        }
        let texts: Vec<Option<String>> =
            list.iter().map(|item| self.checked_text(item.span().start, key, item.get_ref())).collect();
        texts.into_iter().collect()
    }

    /// A table inside this one that may be absent.
    pub fn maybe_table(&mut self, key: &'static str) -> Option<Table<'a, 't>> {
        let (at, value) = self.take(key)?;
        let DeValue::Table(table) = value else {
            self.wrong(at, key, &format!("[{key}]"));
            return None;
        };
        Some(Table::at(self.notes, table, at, &format!("[{key}]")))
    }

    /// The tables of a `[[key]]` list, in the order of the file; none if absent.
    pub fn tables(&mut self, key: &'static str) -> Vec<Table<'a, 't>> {
        let Some((at, value)) = self.take(key) else { return Vec::new() };
        let form = format!("[[{key}]]");
        let DeValue::Array(list) = value else {
            self.wrong(at, key, &form);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in list {
            match item.get_ref() {
                DeValue::Table(table) => {
                    tables.push(Table::at(self.notes, table, item.span().start, &form));
                }
                _ => self.wrong(item.span().start, key, &form),
            }
        }
        tables
    }

    /// Every key of this table with its place and its number of points; faulty ones are noted.
    pub fn numbers(self) -> Vec<(String, usize, Points)> {
        let mut numbers = Vec::new();
        for (key, value) in self.keys {
            let at = key.span().start;
            match read_number(value.get_ref()) {
                Some(Number::Known(points)) => numbers.push((key.get_ref().to_string(), at, points)),
                _ => self.wrong(at, key.get_ref(), "3 | 2.5"),
            }
        }
        numbers.sort_by_key(|(_, at, _)| *at);
        numbers
    }

    /// Ends the reading: every key that nobody took is unknown.
    pub fn finish(self) {
        self.leftovers(&self.taken);
    }

    fn leftovers(&self, known: &[&str]) {
        for (key, _) in self.keys {
            if !known.contains(&key.get_ref().as_ref()) {
                let values = [key.get_ref().as_ref(), self.name.as_str(), &known.join(", ")];
                self.fault(key.span().start, Kind::UnknownKey, values);
            }
        }
    }
}

fn read_number(value: &DeValue<'_>) -> Option<Number> {
    match value {
        DeValue::Integer(int) if int.radix() == 10 => Points::parse(int.as_str()).map(Number::Known),
        DeValue::Float(float) => Points::parse(float.as_str()).map(Number::Known),
        DeValue::String(text) if text.as_ref() == "unknown" => Some(Number::Unknown),
        _ => None,
    }
}
