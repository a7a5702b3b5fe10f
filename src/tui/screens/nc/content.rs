//! A nonconformity written out: its texts apart, each step with its person, and the whole history.

use ratatui::style::Style;

use crate::domain::change::{AnswerPart, NcPart, Step};
use crate::domain::change::{Change, Stepped};
use crate::domain::journal::Entry;
use crate::domain::nonconformity::Nonconformity;
use crate::i18n::{self, Text, change_value, ncs as words, words as trade};
use crate::tui::desk::{Desk, Open};
use crate::tui::paint::{pad, wrap};
use crate::tui::screens::ncs::{class_words, clause_title, due_words};
use crate::tui::view::moment;
use crate::tui::widgets::cells;

/// Cells of a line of text at most: longer ones are hard to read.
const WIDEST: u16 = 100;

/// A line of the screen: a label in its column and a text beside it.
#[derive(Debug)]
pub struct Line {
    /// The label; empty on the lines that follow the first.
    pub label: String,
    /// Its style.
    pub label_style: Style,
    /// The text.
    pub text: String,
    /// Its style.
    pub style: Style,
    /// The column of the text.
    pub indent: u16,
}

/// A label with a text, not yet wrapped.
#[derive(Debug)]
struct Row {
    label: String,
    label_style: Style,
    text: String,
    style: Style,
}

/// The whole text of a nonconformity.
#[derive(Debug)]
pub struct Content<'a> {
    nc: &'a Nonconformity<'a>,
    desk: &'a Desk,
    open: &'a Open,
    rows: Vec<Row>,
}

impl<'a> Content<'a> {
    /// Writes a nonconformity out.
    pub fn of(nc: &'a Nonconformity<'a>, desk: &'a Desk, open: &'a Open) -> Self {
        let mut content = Self { nc, desk, open, rows: Vec::new() };
        content.finding();
        content.client_side();
        for round in 1..=nc.round() {
            content.round(round);
        }
        content.life();
        content.extensions();
        content.evidence();
        content.history();
        content
    }

    fn label(&self) -> &'a str {
        &self.nc.raised.nc
    }

    fn row(&mut self, label: &str, text: impl Into<String>, style: Style) {
        let label_style = self.desk.look.quiet();
        self.rows.push(Row { label: label.to_owned(), label_style, text: text.into(), style });
    }

    fn plain(&mut self, label: Text, text: impl Into<String>) {
        self.row(self.desk.t(label), text, self.desk.look.text());
    }

    fn heading(&mut self, text: impl Into<String>) {
        let look = self.desk.look;
        self.rows.push(Row {
            label: text.into(),
            label_style: look.heading(),
            text: String::new(),
            style: look.text(),
        });
    }

    /// A text of the record, or that it is not written.
    fn written(&mut self, label: Text, text: &str) {
        if text.trim().is_empty() {
            self.row(self.desk.t(label), self.desk.t(words::NOT_WRITTEN), self.desk.look.quiet());
        } else {
            self.plain(label, text);
        }
    }

    fn finding(&mut self) {
        let (nc, desk, dossier) = (self.nc, self.desk, &self.open.dossier);
        for clause in &nc.raised.clauses {
            self.plain(words::CLAUSE, format!("{clause} {}", clause_title(desk, self.open, nc, clause)));
        }
        self.written(words::STATEMENT, dossier.nc_text(self.label(), NcPart::Statement));
        self.plain(words::SITE, dossier.site_name(&nc.raised.site).to_owned());
        self.written(trade::DEPARTMENT, dossier.nc_text(self.label(), NcPart::Department));
        self.written(trade::GUIDE, dossier.nc_text(self.label(), NcPart::Guide));
        let audit = dossier.audit(&nc.raised.audit);
        let audit = audit.map(|audit| format!(" · {} {}", audit.year, desk.t(audit.audit_type.word())));
        let raised = format!("{} {}{}", moment(nc.entry.at), nc.entry.by, audit.unwrap_or_default());
        self.plain(words::RAISED_ON, raised);
        self.plain(words::CLASS, class_words(desk, nc.class));
        if let Some(due) = nc.due() {
            let (left, style) = due_words(desk, nc);
            let text = if left.is_empty() { due.to_string() } else { format!("{due} · {left}") };
            self.row(desk.t(words::DUE), text, style);
        }
    }

    /// Acknowledgement and dispute, in the client's words.
    fn client_side(&mut self) {
        let steps = self.steps(|step| matches!(step, Step::Acknowledged { .. } | Step::Disputed { .. }));
        if steps.is_empty() {
            return;
        }
        self.heading(self.desk.t(words::CLIENT_SIDE));
        for (entry, step) in steps {
            self.step(entry, step);
        }
    }

    /// The answer of a round with its outcome.
    fn round(&mut self, round: u32) {
        let dossier = &self.open.dossier;
        let missing = dossier.missing_in_answer(self.label(), round).len();
        if missing == AnswerPart::ALL.len() {
            return;
        }
        self.heading(words::ROUND.with(self.desk.lang, &[&round]));
        for part in AnswerPart::ALL {
            self.written(part.word(), dossier.nc_answer(self.label(), round, *part));
        }
        let of_round = |step: &Step| match step {
            Step::Answered { round: r } | Step::Accepted { round: r } | Step::Rejected { round: r, .. } => {
                *r == round
            }
            _ => false,
        };
        for (entry, step) in self.steps(of_round) {
            self.step(entry, step);
        }
    }

    /// What came after the answer.
    fn life(&mut self) {
        let steps = self.steps(|step| {
            matches!(
                step,
                Step::CarriedOut { .. } | Step::Verified { .. } | Step::Closed | Step::Withdrawn { .. }
            )
        });
        if steps.is_empty() {
            return;
        }
        self.heading(self.desk.t(words::LIFE));
        for (entry, step) in steps {
            self.step(entry, step);
        }
    }

    fn steps(&self, wanted: impl Fn(&Step) -> bool) -> Vec<(&'a Entry, &'a Step)> {
        let entries = self.open.dossier.nc_steps(self.label());
        let step = |entry: &'a Entry| match entry.change() {
            Some(Change::Stepped(Stepped { step, .. })) if wanted(step) => Some((entry, step)),
            _ => None,
        };
        entries.into_iter().filter_map(step).collect()
    }

    /// A step: what, when and by whom it was recorded; then what was said at it.
    fn step(&mut self, entry: &Entry, step: &Step) {
        let lang = self.desk.lang;
        let when = moment(entry.at);
        let word = step.word().get(lang);
        let short = words::short_step(Some(step)).get(lang);
        match step {
            Step::Acknowledged { person } => {
                self.row(
                    short,
                    words::STEP_BY.with(lang, &[person, &entry.by, &when]),
                    self.desk.look.text(),
                );
            }
            Step::Disputed { person, words: said } => {
                let head = words::STEP_BY.with(lang, &[person, &entry.by, &when]);
                self.row(short, head, self.desk.look.attention());
                self.plain(words::WORDS, said);
            }
            Step::Rejected { reason, .. } => {
                self.row(short, format!("{when} {}", entry.by), self.desk.look.attention());
                self.plain(words::REASON, reason);
            }
            Step::Withdrawn { reason } => {
                self.row(short, format!("{when} {}", entry.by), self.desk.look.quiet());
                self.plain(words::REASON, reason);
            }
            Step::CarriedOut { facts } => {
                self.row(short, format!("{when} {}", entry.by), self.desk.look.text());
                self.plain(words::FACTS, facts);
            }
            Step::Verified { method, effective, facts } => {
                let style = if *effective { self.desk.look.good() } else { self.desk.look.attention() };
                let head = format!("{} · {when} {}", self.desk.t(method.word()), entry.by);
                self.row(short, head, style);
                self.plain(words::SEEN, facts);
            }
            Step::Answered { .. } | Step::Accepted { .. } => {
                self.row(short, format!("{when} {}", entry.by), self.desk.look.text());
            }
            Step::Closed => self.row(word, format!("{when} {}", entry.by), self.desk.look.good()),
        }
    }

    fn extensions(&mut self) {
        if self.nc.extensions.is_empty() {
            return;
        }
        self.heading(self.desk.t(words::EXTENSIONS));
        for extended in self.nc.extensions.clone() {
            let values: [&dyn std::fmt::Display; 3] = [&extended.nth, &extended.due, &extended.approver];
            let text = words::EXTENDED_TO.with(self.desk.lang, &values);
            self.plain(words::DUE, text);
            self.plain(words::REASON, &extended.reason);
        }
    }

    fn evidence(&mut self) {
        let pieces = self.open.dossier.evidence_for_nc(self.label());
        if pieces.is_empty() {
            return;
        }
        self.heading(self.desk.t(words::EVIDENCE));
        for piece in pieces {
            let text = i18n::values::evidence_value(&piece.taken.body, self.desk.lang);
            self.row(&piece.taken.evidence, text, self.desk.look.text());
        }
    }

    fn history(&mut self) {
        self.heading(self.desk.t(words::HISTORY));
        for entry in self.open.dossier.nc_history(self.label()) {
            let kind = i18n::words::kind_word(entry.kind()).get(self.desk.lang);
            let colon = self.desk.lang.pick("：", ": ");
            let time = entry.at.format("%H:%M");
            let text = format!("{time} {} {kind}{colon}{}", entry.by, self.becomes(entry));
            self.row(&entry.at.date_naive().to_string(), text, self.desk.look.text());
        }
    }

    /// What an entry says, after what it replaced.
    fn becomes(&self, entry: &Entry) -> String {
        let lang = self.desk.lang;
        let said = |entry: &Entry| match entry.change() {
            Some(change) => change_value(change, lang),
            None => self.desk.t(i18n::frame::NEWER_VALUE).to_owned(),
        };
        let before: Vec<String> =
            entry.over.iter().filter_map(|&id| self.open.dossier.entry(id)).map(said).collect();
        let now = said(entry);
        if before.is_empty() {
            return now;
        }
        format!("{} {} {now}", before.join(" / "), self.desk.look.marks.becomes)
    }

    /// The lines on a screen of that width.
    pub fn lines(&self, columns: u16) -> Vec<Line> {
        let most = if columns < 60 { 12 } else { 24 };
        let labels = self.rows.iter().filter(|row| !row.text.is_empty()).map(|row| cells(&row.label));
        let indent = labels.max().unwrap_or(0).min(most) + 2;
        let indent = u16::try_from(indent).unwrap_or(12);
        let width = columns.saturating_sub(indent + 2).clamp(8, WIDEST);
        let mut lines = Vec::new();
        for row in &self.rows {
            let line = |label: &str, text: String| Line {
                label: label.to_owned(),
                label_style: row.label_style,
                text,
                style: row.style,
                indent,
            };
            if row.text.is_empty() {
                lines.push(line("", String::new()));
                lines.push(line(&row.label, String::new()));
                continue;
            }
            let label = pad(&row.label, usize::from(indent));
            for (nth, text) in wrap(&row.text, width).into_iter().enumerate() {
                lines.push(line(if nth == 0 { &label } else { "" }, text));
            }
        }
        lines
    }
}
