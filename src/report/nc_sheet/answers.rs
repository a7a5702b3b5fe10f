//! The sheet as it comes back: each row found by its keys, each answer checked, as changes of one act.
//!
//! A row is found by dossier, label and round, never by its place. A cell that holds what it held when
//! it went out says nothing; a cell that the client emptied empties the text. Only where the answer of a
//! later round changed the text of the one before in one cell, the others are that answer as they stand:
//! a row that nobody touched answers nothing. The rules are the dossier's own: what cannot be recorded on the screen cannot come in by a sheet.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Cell, Column, Sort, acknowledged, identity, laid, offered, short, standing, told};
use crate::domain::change::{AnswerPart, AnswerWritten, Change, NcPart, Step, Stepped};
use crate::domain::dossier::Dossier;
use crate::domain::journal::Proposal;
use crate::domain::nonconformity::Nonconformity;
use crate::domain::refusal::Refusal;
use crate::domain::slot::Slot;
use crate::i18n::nc_sheet as say;
use crate::i18n::{Lang, refusals};

/// The headings are looked for in this many rows.
const HEADING_ROWS: usize = 20;

/// Why a whole sheet cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetFault {
    /// No row holds the headings.
    NoHeadings,
    /// The headings are there, and none of their words can be read.
    Garbled,
    /// A column is not there.
    Missing(Column),
    /// A column is there twice.
    Twice(Column),
}

impl SheetFault {
    /// The sentence that a user reads.
    pub fn sentence(self, lang: Lang) -> String {
        match self {
            Self::NoHeadings => say::NO_HEADINGS.get(lang).to_owned(),
            Self::Garbled => say::GARBLED.get(lang).to_owned(),
            Self::Missing(column) => say::COLUMN_MISSING.with(lang, &[&column.heading().get(lang)]),
            Self::Twice(column) => say::COLUMN_TWICE.with(lang, &[&column.heading().get(lang)]),
        }
    }
}

/// Why a row is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It has answers and no label.
    NoLabel,
    /// Its keys cannot be read.
    KeysBroken,
    /// It belongs to another dossier.
    OtherDossier,
    /// The number to read is not the label of the row.
    Moved(String),
    /// An earlier row has the same label.
    Twice(usize),
    /// Statement, class or clauses have changed since the sheet went out.
    ToldOtherwise,
    /// Somebody wrote something else into the dossier since the sheet went out.
    WrittenMeanwhile(Column),
    /// It was acknowledged already, by somebody else.
    Acknowledged(String),
    /// A cell holds question marks in the place of its words.
    Lost(Column),
    /// A cell holds neither text nor a date.
    Fault(Column, String),
    /// The dossier's rules say no.
    Rules(Refusal),
}

impl Why {
    /// The sentence that a user reads.
    pub fn sentence(&self, lang: Lang) -> String {
        let heading = |column: &Column| column.heading().get(lang);
        match self {
            Self::NoLabel => say::NO_LABEL.get(lang).to_owned(),
            Self::KeysBroken => say::KEYS_BROKEN.get(lang).to_owned(),
            Self::OtherDossier => say::OTHER_DOSSIER.get(lang).to_owned(),
            Self::Moved(number) => say::MOVED.with(lang, &[&super::one_line(number)]),
            Self::Twice(row) => say::TWICE.with(lang, &[row]),
            Self::ToldOtherwise => say::TOLD_OTHERWISE.get(lang).to_owned(),
            Self::WrittenMeanwhile(column) => say::WRITTEN_MEANWHILE.with(lang, &[&heading(column)]),
            Self::Acknowledged(person) => say::ACKNOWLEDGED_ALREADY.with(lang, &[&super::one_line(person)]),
            Self::Lost(column) => say::LOST.with(lang, &[&heading(column)]),
            Self::Fault(column, text) => {
                say::CELL_FAULT.with(lang, &[&heading(column), &super::one_line(text)])
            }
            // The round is a cell that the client cannot correct.
            Self::Rules(Refusal::WrongRound { expected, got }) if expected != got => {
                say::OLD_ROUND.with(lang, &[got, expected])
            }
            Self::Rules(refusal) => refusals::refusal(refusal, lang),
        }
    }
}

/// What a row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The client wrote nothing into it.
    Untouched,
    /// All that it says is recorded already.
    Standing,
    /// It has something new, to be recorded in this order.
    New(Vec<Change>),
    /// It is refused.
    Refused(Why),
}

/// A row as it came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// Its number in the sheet, from 1.
    pub row: usize,
    /// The label that it names.
    pub nc: String,
    /// What it says.
    pub outcome: Outcome,
    /// Why the answer was not handed in, where that was asked for.
    pub not_handed_in: Option<Refusal>,
    /// Whether the statement in it is not the one that went out, though nobody changed it here.
    pub restated: bool,
}

/// Reads a sheet that came back; `hand_in` asks for complete answers to be handed in.
pub fn read(dossier: &mut Dossier, rows: &[Vec<Cell>], hand_in: bool) -> Result<Vec<Returned>, SheetFault> {
    let (at, places) = headings(rows)?;
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut all = Vec::new();
    for (nth, cells) in rows.iter().enumerate().skip(at + 1) {
        let line = Line { cells, places: &places };
        if line.is_empty() {
            continue;
        }
        let nc = line.text(Column::NcKey);
        let restated = line.restates(dossier, &nc);
        let outcome = Outcome::Untouched;
        let mut returned = Returned { row: nth + 1, nc, outcome, not_handed_in: None, restated };
        let first = *seen.entry(returned.nc.clone()).or_insert(returned.row);
        let said = if first == returned.row || returned.nc.is_empty() {
            line.said(dossier)
        } else {
            Err(Why::Twice(first))
        };
        returned.outcome = match said {
            Err(why) => Outcome::Refused(why),
            Ok(None) => Outcome::Untouched,
            Ok(Some(changes)) => settle(dossier, changes, hand_in, &mut returned),
        };
        all.push(returned);
    }
    Ok(all)
}

/// The changes of all rows as one act; empty if nothing is new.
pub fn act(dossier: &mut Dossier, returned: &[Returned]) -> Result<Vec<Proposal>, Refusal> {
    let new = returned.iter().filter_map(|row| match &row.outcome {
        Outcome::New(changes) => Some(changes.clone()),
        _ => None,
    });
    let changes: Vec<Change> = new.flatten().collect();
    dossier.attempt(&changes).map_err(|(_, refusal)| refusal)
}

/// Tries a row's changes by the rules, and then to hand the answer in.
fn settle(
    dossier: &mut Dossier,
    mut changes: Vec<Change>,
    hand_in: bool,
    returned: &mut Returned,
) -> Outcome {
    if let Err((_, refusal)) = dossier.attempt(&changes) {
        return Outcome::Refused(Why::Rules(refusal));
    }
    let round = dossier.nonconformity(&returned.nc).map_or(1, |nc| nc.round());
    if hand_in {
        let step = Step::Answered { round };
        changes.push(Change::Stepped(Stepped::new(&returned.nc, step)));
        match dossier.attempt(&changes) {
            Ok(proposals) if proposals.is_empty() => return Outcome::Standing,
            Ok(_) => {}
            Err((_, refusal)) => {
                changes.pop();
                returned.not_handed_in = Some(refusal);
            }
        }
    }
    if changes.is_empty() { Outcome::Standing } else { Outcome::New(changes) }
}

/// Where the headings stand, and which column is where. A heading may be in either language.
fn headings(rows: &[Vec<Cell>]) -> Result<(usize, Vec<(Column, usize)>), SheetFault> {
    let is = |cell: &Cell, column: Column| {
        let heading = column.heading();
        matches!(cell, Cell::Text(text) if text.trim() == heading.zh || text.trim() == heading.en)
    };
    let holds = |row: &Vec<Cell>| row.iter().any(|cell| is(cell, Column::NcKey));
    let at = rows.iter().take(HEADING_ROWS).position(holds).ok_or(SheetFault::NoHeadings)?;
    // Keys are written in plain letters, which every encoding has; words that are all gone were lost
    // when the sheet was saved.
    let readable = |column: &Column| rows[at].iter().any(|cell| is(cell, *column));
    if !Column::ALL.iter().filter(|column| column.sort() != Sort::Key).any(readable) {
        return Err(SheetFault::Garbled);
    }
    let mut places = Vec::new();
    for column in Column::ALL {
        let mut found = rows[at].iter().enumerate().filter(|(_, cell)| is(cell, column));
        if column == Column::Statement {
            // Only to be compared: a sheet without it can be read.
            places.extend(found.next().map(|(place, _)| (column, place)));
        }
        if column.sort() == Sort::Told && column != Column::Number {
            continue;
        }
        let (place, _) = found.next().ok_or(SheetFault::Missing(column))?;
        if found.next().is_some() {
            return Err(SheetFault::Twice(column));
        }
        places.push((column, place));
    }
    Ok((at, places))
}

/// A row between its reading and its checking.
struct Line<'a> {
    cells: &'a [Cell],
    places: &'a [(Column, usize)],
}

impl Line<'_> {
    fn cell(&self, column: Column) -> Option<&Cell> {
        let (_, place) = self.places.iter().find(|(one, _)| *one == column)?;
        self.cells.get(*place)
    }

    /// A cell's text as it would be recorded; empty if there is none.
    fn text(&self, column: Column) -> String {
        match self.cell(column) {
            Some(Cell::Text(text)) if column == Column::Answer(AnswerPart::Due) => {
                let text = clean(text);
                loose_date(&text).map_or(text, |date| date.to_string())
            }
            Some(Cell::Text(text)) => clean(text),
            Some(Cell::Date(date)) => date.to_string(),
            Some(Cell::Fault(_)) | None => String::new(),
        }
    }

    fn is_empty(&self) -> bool {
        self.places.iter().filter(|(column, _)| *column != Column::Statement).all(|(column, _)| {
            self.text(*column).is_empty() && !matches!(self.cell(*column), Some(Cell::Fault(_)))
        })
    }

    /// Whether somebody rewrote the statement that went out: it is locked in a workbook, but not in every
    /// program, and an answer to other facts is none to ours.
    fn restates(&self, dossier: &Dossier, nc: &str) -> bool {
        let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let Some(nc) = dossier.nonconformity(nc) else { return false };
        let ours = laid(dossier.nc_text(&nc.raised.nc, NcPart::Statement));
        self.cell(Column::Statement).is_some()
            && self.text(Column::ToldKey) == told(dossier, &nc)
            && plain(&self.text(Column::Statement)) != plain(&ours)
    }

    /// What the row says anew: `None` if the client wrote nothing into it.
    fn said(&self, dossier: &Dossier) -> Result<Option<Vec<Change>>, Why> {
        let nc = self.nonconformity(dossier)?;
        let held = self.held()?;
        let mut touched = Vec::new();
        for (column, held) in Column::of_client().zip(&held) {
            if let Some(Cell::Fault(text)) = self.cell(column) {
                return Err(Why::Fault(column, text.clone()));
            }
            if short(&laid(&self.text(column)), 8) != *held {
                if is_lost(&self.text(column)) {
                    return Err(Why::Lost(column));
                }
                touched.push((column, held.as_str()));
            }
        }
        if touched.is_empty() {
            return Ok(None);
        }
        self.is_answer_to(dossier, &nc)?;
        let mut changes = Vec::new();
        for (column, held) in self.with_those_kept(dossier, &nc, touched, &held) {
            changes.extend(self.change(dossier, &nc, column, held)?);
        }
        Ok(Some(changes))
    }

    /// The cells that the client wrote, with those in which he left the text of the round before as it was.
    fn with_those_kept<'a>(
        &self,
        dossier: &Dossier,
        nc: &Nonconformity<'_>,
        touched: Vec<(Column, &'a str)>,
        held: &'a [String],
    ) -> Vec<(Column, &'a str)> {
        if !touched.iter().any(|(column, _)| matches!(column, Column::Answer(_))) {
            return touched;
        }
        let kept = |column: Column| {
            let before = laid(&offered(dossier, nc, column));
            before != laid(&standing(dossier, nc, column)) && before == laid(&self.text(column))
        };
        let written = |column: Column| touched.iter().any(|(one, _)| *one == column);
        let columns = Column::of_client().zip(held.iter().map(String::as_str));
        columns.filter(|(column, _)| written(*column) || kept(*column)).collect()
    }

    /// The nonconformity that the row's keys name.
    fn nonconformity<'a>(&self, dossier: &'a Dossier) -> Result<Nonconformity<'a>, Why> {
        let (label, number) = (self.text(Column::NcKey), self.text(Column::Number));
        if label.is_empty() {
            return Err(Why::NoLabel);
        }
        if self.text(Column::DossierKey) != identity(dossier) {
            return Err(Why::OtherDossier);
        }
        if number != label {
            return Err(Why::Moved(number));
        }
        dossier.nonconformity(&label).ok_or(Why::Rules(Refusal::UnknownNc(label)))
    }

    /// What each of the client's cells held when the sheet went out, in short.
    fn held(&self) -> Result<Vec<String>, Why> {
        let held: Vec<String> = self.text(Column::HeldKey).split('.').map(str::to_owned).collect();
        let sound = |one: &String| one.len() == 8 && one.bytes().all(|byte| byte.is_ascii_hexdigit());
        let whole = held.len() == Column::of_client().count() && held.iter().all(sound);
        if whole { Ok(held) } else { Err(Why::KeysBroken) }
    }

    /// Whether the row answers what stands now, in the round that is open.
    fn is_answer_to(&self, dossier: &Dossier, nc: &Nonconformity<'_>) -> Result<(), Why> {
        if nc.ended() {
            return Err(Why::Rules(Refusal::NcEnded(nc.raised.nc.clone())));
        }
        let round: u32 = self.text(Column::RoundKey).parse().map_err(|_| Why::KeysBroken)?;
        if round != nc.round() {
            return Err(Why::Rules(Refusal::WrongRound { expected: nc.round(), got: round }));
        }
        if self.text(Column::ToldKey) == told(dossier, nc) { Ok(()) } else { Err(Why::ToldOtherwise) }
    }

    /// What a cell that the client wrote changes; nothing if it stands so already.
    fn change(
        &self,
        dossier: &Dossier,
        nc: &Nonconformity<'_>,
        column: Column,
        held: &str,
    ) -> Result<Option<Change>, Why> {
        let text = self.text(column);
        let now = laid(&standing(dossier, nc, column));
        if laid(&text) == now && !text.contains(|c: char| c.is_control() && c != '\n' && c != '\t') {
            return Ok(None);
        }
        let label = nc.raised.nc.clone();
        match column {
            Column::Answer(part) => {
                let slot = Slot::nc_answer(&label, nc.round(), part);
                if dossier.in_conflict(slot.as_str()) {
                    return Err(Why::Rules(Refusal::DecideFirst(slot.to_string())));
                }
                // A sheet of an earlier version went out empty where the text of the round before stands.
                let went_out = [&laid(&offered(dossier, nc, column)), &now].map(|text| short(text, 8));
                if !went_out.iter().any(|one| one == held) {
                    return Err(Why::WrittenMeanwhile(column));
                }
                let written = AnswerWritten { nc: label, round: nc.round(), part, text };
                Ok(Some(Change::AnswerWritten(written)))
            }
            _ => match acknowledged(dossier, nc) {
                Some(person) => Err(Why::Acknowledged(person.to_owned())),
                None if text.is_empty() => Ok(None),
                None => {
                    let step = Step::Acknowledged { person: text };
                    Ok(Some(Change::Stepped(Stepped::new(&label, step))))
                }
            },
        }
    }
}

/// Whether a text is what is left of words that the encoding did not have: no letter beyond plain ones,
/// question marks side by side, and as many of them as of the rest.
fn is_lost(text: &str) -> bool {
    let solid = || text.chars().filter(|c| !c.is_whitespace());
    let marks = solid().filter(|&c| c == '?').count();
    text.is_ascii() && text.contains("??") && marks * 2 >= solid().count()
}

/// A cell's text with breaks as `\n`, without the space around it.
fn clean(text: &str) -> String {
    // Some programs write the carriage return of a break in this way.
    text.replace("_x000D_", "").replace("\r\n", "\n").replace('\r', "\n").trim().to_owned()
}

/// A day as people and spreadsheets write it: year, month, day, whatever stands between them.
fn loose_date(text: &str) -> Option<NaiveDate> {
    let text = text.strip_suffix('日').unwrap_or(text);
    let parts: Vec<&str> = text.split(['-', '/', '.', '年', '月']).map(str::trim).collect();
    let [year, month, day] = parts.as_slice() else { return None };
    let digits = |part: &str, most: usize| {
        let plain = !part.is_empty() && part.len() <= most && part.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| part.parse::<u32>().ok()).flatten()
    };
    let year = digits(year, 4).filter(|year| *year >= 1000)?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, digits(month, 2)?, digits(day, 2)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_an_encoding_did_not_have_are_noticed_and_doubts_are_not() {
        for text in ["????", "???? 12 ??", "??,???-01"] {
            assert!(is_lost(text), "{text}");
        }
        for text in ["", "?", "为什么??", "Signed? Yes", "really??", "2026-03-09"] {
            assert!(!is_lost(text), "{text}");
        }
    }

    #[test]
    fn a_day_is_read_as_people_write_it_and_never_guessed() {
        for text in ["2026-03-09", "2026/3/9", "2026.3.9", "2026年3月9日", "2026 - 3 - 9"] {
            assert_eq!(loose_date(text).unwrap().to_string(), "2026-03-09", "{text}");
        }
        for text in
            ["3/9/2026", "26-3-9", "2026-13-1", "2026-2-30", "46090", "", "下周", "2026-3-9-1", "+2026-1-1"]
        {
            assert_eq!(loose_date(text), None, "{text}");
        }
    }
}
