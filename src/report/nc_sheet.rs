//! The sheet that goes to the client: one row a nonconformity, what the auditor wrote to read, what the
//! client answers to fill in, and what the rows are found by when the sheet comes back.
//!
//! Rows as data; knows no spreadsheet and no file.

pub mod answers;

use chrono::NaiveDate;

use super::cells::one_line;
use crate::domain::change::{AnswerPart, NcPart, Step};
use crate::domain::dossier::Dossier;
use crate::domain::ids::Hash;
use crate::domain::journal::Entry;
use crate::domain::nonconformity::{Nonconformity, parse_date};
use crate::i18n::nc_sheet as say;
use crate::i18n::{Lang, Text, words};

/// Most UTF-16 units of a cell; spreadsheets take 32,767.
const CELL_LIMIT: usize = 32_000;

/// A column of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The label, to read.
    Number,
    /// The clauses with their titles.
    Clause,
    /// The site's name.
    Site,
    /// The department concerned.
    Department,
    /// Major, minor or observation.
    Class,
    /// What was found.
    Statement,
    /// The day on which it was raised.
    RaisedOn,
    /// The day by which the answer is due.
    AnswerDue,
    /// The round of answers, to read.
    Round,
    /// Why the round before was not enough.
    Refused,
    /// Who acknowledged it, for the client.
    AcknowledgedBy,
    /// A part of the client's answer.
    Answer(AnswerPart),
    /// The dossier's identity.
    DossierKey,
    /// The label, to find the row by.
    NcKey,
    /// The round, to find the row by.
    RoundKey,
    /// What the client was told, in short, to notice that it has changed since.
    ToldKey,
    /// What the client's cells held when the sheet went out, in short.
    HeldKey,
}

/// Who a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// The client reads it.
    Told,
    /// The client fills it in.
    Client,
    /// The program finds the row by it.
    Key,
}

impl Column {
    /// Every column, in the order of the sheet.
    pub const ALL: [Self; 22] = [
        Self::Number,
        Self::Clause,
        Self::Site,
        Self::Department,
        Self::Class,
        Self::Statement,
        Self::RaisedOn,
        Self::AnswerDue,
        Self::Round,
        Self::Refused,
        Self::AcknowledgedBy,
        Self::Answer(AnswerPart::Correction),
        Self::Answer(AnswerPart::RootCause),
        Self::Answer(AnswerPart::CorrectiveAction),
        Self::Answer(AnswerPart::Extension),
        Self::Answer(AnswerPart::Responsible),
        Self::Answer(AnswerPart::Due),
        Self::DossierKey,
        Self::NcKey,
        Self::RoundKey,
        Self::ToldKey,
        Self::HeldKey,
    ];

    /// Who it is for.
    pub fn sort(self) -> Sort {
        match self {
            Self::AcknowledgedBy | Self::Answer(_) => Sort::Client,
            Self::DossierKey | Self::NcKey | Self::RoundKey | Self::ToldKey | Self::HeldKey => Sort::Key,
            _ => Sort::Told,
        }
    }

    /// What stands above it. A key's heading is the same in every language.
    pub fn heading(self) -> Text {
        const fn key(name: &'static str) -> Text {
            Text { zh: name, en: name }
        }
        match self {
            Self::Number => say::NUMBER,
            Self::Clause => say::CLAUSE,
            Self::Site => words::SITE,
            Self::Department => words::DEPARTMENT,
            Self::Class => say::CLASS,
            Self::Statement => words::STATEMENT,
            Self::RaisedOn => say::RAISED_ON,
            Self::AnswerDue => say::ANSWER_DUE,
            Self::Round => say::ROUND,
            Self::Refused => say::REFUSED,
            Self::AcknowledgedBy => say::ACKNOWLEDGED_BY,
            Self::Answer(part) => part.word(),
            Self::DossierKey => key("onsite:dossier"),
            Self::NcKey => key("onsite:nc"),
            Self::RoundKey => key("onsite:round"),
            Self::ToldKey => key("onsite:told"),
            Self::HeldKey => key("onsite:held"),
        }
    }

    /// The columns that the client fills in, in order.
    pub fn of_client() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|column| column.sort() == Sort::Client)
    }
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A text, perhaps empty.
    Text(String),
    /// A day.
    Date(NaiveDate),
    /// What is neither, such as a formula's error.
    Fault(String),
}

impl Default for Cell {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

/// A row as it goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its cells, in the order of [`Column::ALL`].
    pub cells: Vec<Cell>,
    /// Whether the client's answer may be written now.
    pub may_answer: bool,
    /// Whether the client may acknowledge it now.
    pub may_acknowledge: bool,
}

/// The sheet as it goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The language of its headings.
    pub lang: Lang,
    /// How to fill it in, where cells have colours and locks.
    pub note: String,
    /// How to fill it in, where there are only columns.
    pub plain_note: String,
    /// One row a nonconformity.
    pub rows: Vec<Row>,
}

impl Sheet {
    /// The sheet of the nonconformities that have not ended; of all, if asked for.
    pub fn of(dossier: &Dossier, all: bool, lang: Lang) -> Self {
        let rows = dossier.nonconformities();
        let rows = rows.iter().filter(|nc| all || !nc.ended()).map(|nc| row(dossier, nc, lang));
        let client = one_line(dossier.client());
        let heading = |column: Column| column.heading().get(lang);
        let (first, last) = (heading(Column::AcknowledgedBy), heading(Column::Answer(AnswerPart::Due)));
        let columns = say::FILL_COLUMNS.with(lang, &[&first, &last]);
        let later = dossier.nonconformities().iter().any(|nc| nc.may_be_answered() && nc.round() > 1);
        let again = if later { say::AGAIN.get(lang) } else { "" };
        let note = say::NOTE.with(lang, &[&client, &say::FILL_YELLOW.get(lang), &again]);
        let plain_note = say::NOTE.with(lang, &[&client, &columns, &again]);
        Self { lang, note, plain_note, rows: rows.collect() }
    }
}

fn row(dossier: &Dossier, nc: &Nonconformity<'_>, lang: Lang) -> Row {
    let cells = Column::ALL.into_iter().map(|column| cell(dossier, nc, column, lang)).collect();
    let may_acknowledge = is_to_acknowledge(dossier, nc);
    Row { cells, may_answer: nc.may_be_answered(), may_acknowledge }
}

fn cell(dossier: &Dossier, nc: &Nonconformity<'_>, column: Column, lang: Lang) -> Cell {
    let label = nc.raised.nc.as_str();
    let text = match column {
        Column::RaisedOn => return Cell::Date(nc.entry.at.date_naive()),
        Column::AnswerDue => return nc.due().map_or_else(Cell::default, Cell::Date),
        Column::Number | Column::NcKey => label.to_owned(),
        Column::Clause => clauses(dossier, nc, lang),
        Column::Site => dossier.site(&nc.raised.site).map_or(&nc.raised.site, |site| &site.name).clone(),
        Column::Department => dossier.nc_text(label, NcPart::Department).to_owned(),
        Column::Class => nc.class.map_or_else(String::new, |class| class.word().get(lang).to_owned()),
        Column::Statement => dossier.nc_text(label, NcPart::Statement).to_owned(),
        Column::Round | Column::RoundKey => nc.round().to_string(),
        Column::AcknowledgedBy | Column::Answer(_) => offered(dossier, nc, column),
        Column::Refused => refused(nc),
        Column::DossierKey => identity(dossier).to_owned(),
        Column::ToldKey => told(dossier, nc),
        Column::HeldKey => {
            let held = Column::of_client().map(|column| short(&laid(&offered(dossier, nc, column)), 8));
            held.collect::<Vec<_>>().join(".")
        }
    };
    let text = laid(&text);
    match parse_date(&text) {
        Some(date) if column == Column::Answer(AnswerPart::Due) => Cell::Date(date),
        _ => Cell::Text(text),
    }
}

fn clauses(dossier: &Dossier, nc: &Nonconformity<'_>, lang: Lang) -> String {
    let list = dossier.checklist(&nc.raised.audit, &nc.raised.standard);
    let line = |clause: &String| match list.and_then(|list| list.indicator(clause)) {
        Some(indicator) => format!("{clause} {}", lang.pick(&indicator.title.zh, &indicator.title.en)),
        None => clause.clone(),
    };
    nc.raised.clauses.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What the dossier holds for a column of the client.
fn standing(dossier: &Dossier, nc: &Nonconformity<'_>, column: Column) -> String {
    let label = nc.raised.nc.as_str();
    match column {
        Column::AcknowledgedBy => acknowledged(dossier, nc).unwrap_or_default().to_owned(),
        Column::Answer(part) => dossier.nc_answer(label, nc.round(), part).to_owned(),
        _ => String::new(),
    }
}

/// What a column of the client begins with: what the dossier holds, or else the text of the round before,
/// which the client keeps or changes.
fn offered(dossier: &Dossier, nc: &Nonconformity<'_>, column: Column) -> String {
    let before = match column {
        Column::Answer(part) => dossier.answer_before(&nc.raised.nc, nc.round(), part),
        _ => None,
    };
    before.map_or_else(|| standing(dossier, nc, column), |(_, text)| text.to_owned())
}

/// Why the last round was not enough: rejected, or verified and found not to work. Empty where that is not
/// how it stands.
fn refused(nc: &Nonconformity<'_>) -> String {
    match nc.step.filter(|_| nc.round() > 1) {
        Some(Step::Rejected { reason, .. }) => reason.clone(),
        Some(Step::Verified { effective: false, facts, .. }) => facts.clone(),
        _ => String::new(),
    }
}

/// Whether the client has it to acknowledge: for the first time, after a dispute, or after it was changed.
fn is_to_acknowledge(dossier: &Dossier, nc: &Nonconformity<'_>) -> bool {
    match nc.step {
        None | Some(Step::Disputed { .. }) => true,
        Some(Step::Acknowledged { .. }) => !dossier.still_acknowledged(nc),
        _ => false,
    }
}

/// Who acknowledged it, unless it stands unacknowledged.
fn acknowledged<'a>(dossier: &'a Dossier, nc: &Nonconformity<'a>) -> Option<&'a str> {
    if is_to_acknowledge(dossier, nc) {
        return None;
    }
    let person = |entry: &&'a Entry| match entry.change() {
        Some(crate::domain::change::Change::Stepped(stepped)) => match &stepped.step {
            Step::Acknowledged { person } => Some(person.as_str()),
            _ => None,
        },
        _ => None,
    };
    dossier.nc_steps(&nc.raised.nc).iter().rev().find_map(person)
}

/// The dossier's identity.
fn identity(dossier: &Dossier) -> &str {
    dossier.started().map_or("", |started| &started.dossier)
}

/// What the client is told, in short: an answer to another statement or class is no answer.
fn told(dossier: &Dossier, nc: &Nonconformity<'_>) -> String {
    let label = nc.raised.nc.as_str();
    let class = nc.class.map_or("", |class| class.word().en);
    let statement = laid(dossier.nc_text(label, NcPart::Statement));
    short(&[class, &nc.raised.clauses.join(" "), &statement].join("\u{1f}"), 16)
}

fn short(text: &str, digits: usize) -> String {
    Hash::of(text.as_bytes()).to_string().chars().take(digits).collect()
}

/// A text as it stands in a cell: breaks as `\n`, no other control character, no more than fits.
fn laid(text: &str) -> String {
    let plain = text.replace("\r\n", "\n").replace(['\r', '\t'], " ");
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= CELL_LIMIT
    };
    let shown = plain.trim().chars().take_while(fits);
    shown.map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
}
