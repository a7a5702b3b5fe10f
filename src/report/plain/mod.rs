//! The whole state as text for people: `onsite show`.
//!
//! Every fact of the model is here; lines are not wrapped, so that `grep` finds them whole.

mod meetings;
mod nonconformities;
mod notes;
mod plan;
mod sampling;
mod score;

pub use nonconformities::nc_head;

use chrono::NaiveDate;

use super::cells::{self, one_line};
use super::saying::{self, Names};
use super::state::{Adopted, AuditState, Client, Conflict, EvidenceState, Standing, State};
use crate::domain::change::{Change, EvidenceTime};
use crate::i18n::report as say;
use crate::i18n::values::when_value;
use crate::i18n::{Lang, Text, words};

/// How the text is to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Looks {
    /// The language.
    pub lang: Lang,
    /// Marks in ASCII only.
    pub ascii: bool,
    /// The day on which due dates are looked at; without it nothing is called overdue.
    pub today: Option<NaiveDate>,
}

/// The text while it is written.
pub(super) struct Page {
    looks: Looks,
    names: Names,
    lines: Vec<String>,
}

/// Tells the whole state as text.
pub fn show(state: &State, looks: Looks) -> String {
    let mut page = Page { looks, names: Names::from_sites(&state.sites), lines: Vec::new() };
    page.client(&state.client, state);
    page.sites(state);
    page.checklists(&state.checklists);
    for audit in &state.audits {
        page.audit(audit);
    }
    page.nonconformities(&state.nonconformities);
    page.evidence(&state.evidence);
    page.conflicts(&state.conflicts);
    page.newer(state);
    let mut text = page.lines.join("\n");
    text.push('\n');
    cells::shown(&text)
}

/// Tells one nonconformity as text; `None` if there is none of this label.
pub fn nonconformity(state: &State, label: &str, looks: Looks) -> Option<String> {
    let nc = state.nonconformities.iter().find(|nc| nc.nc == label)?;
    let mut page = Page { looks, names: Names::from_sites(&state.sites), lines: Vec::new() };
    page.nonconformity(nc);
    let lines = page.lines.iter().map(|line| line.strip_prefix("  ").unwrap_or(line));
    let text: String = lines.flat_map(|line| [line, "\n"]).collect();
    Some(cells::shown(&text))
}

/// Tells one piece of evidence: what it is; who took it when and what it is cited for; its own times;
/// withdrawal.
pub fn evidence_lines(piece: &EvidenceState, names: &Names, looks: Looks) -> Vec<String> {
    let items = piece.items.iter().map(|item| saying::place(item, names));
    let cited: Vec<String> = items.chain(piece.nonconformities.iter().cloned()).collect();
    let who = format!("{} {} · {}", saying::moment(&piece.at), piece.by, cited.join(" · "));
    let mut lines = vec![
        format!("{}  {}", piece.evidence, piece.line(looks.lang)),
        format!("  {}", one_line(who.trim_end_matches([' ', '·']))),
    ];
    lines.push(format!("  {}", times(piece, looks.lang)));
    if let Some(reason) = &piece.withdrawn {
        lines.push(format!("  {}", one_line(&say::EVIDENCE_WITHDRAWN.with(looks.lang, &[reason]))));
    }
    lines
}

/// When the event was, when it was captured, when it came in: each by its name, none for another.
fn times(piece: &EvidenceState, lang: Lang) -> String {
    let told = |part: EvidenceTime, time: &Option<String>| {
        let time = when_value(part, time.as_deref()?, lang);
        let doubt = if piece.ahead.contains(&part) { say::AHEAD.get(lang) } else { "" };
        Some(format!("{} {time}{doubt}", part.word().get(lang)))
    };
    let imported = format!("{} {}", words::IMPORT_TIME.get(lang), saying::moment(&piece.imported));
    let mut all: Vec<String> = told(EvidenceTime::Event, &piece.event).into_iter().collect();
    all.extend(told(EvidenceTime::Capture, &piece.captured));
    all.push(imported);
    all.join(" · ")
}

impl Page {
    fn t(&self, text: Text) -> &'static str {
        text.get(self.looks.lang)
    }

    fn lang(&self) -> Lang {
        self.looks.lang
    }

    fn line(&mut self, indent: usize, text: &str) {
        self.lines.push(format!("{}{}", " ".repeat(indent), one_line(text)).trim_end().to_owned());
    }

    fn head(&mut self, text: &str) {
        self.lines.push(String::new());
        self.line(0, text);
    }

    fn rows(&mut self, indent: usize, rows: &[Vec<String>]) {
        for row in cells::table(rows) {
            self.line(indent, &row);
        }
    }

    /// Named texts, the names in one column; what is not written is left out.
    fn fields(&mut self, indent: usize, fields: &[(Text, &str)]) {
        let written = fields.iter().filter(|(_, text)| !text.trim().is_empty());
        let rows: Vec<Vec<String>> =
            written.map(|(name, text)| vec![self.t(*name).to_owned(), one_line(text)]).collect();
        self.rows(indent, &rows);
    }

    fn client(&mut self, client: &Client, state: &State) {
        self.line(0, &client.name);
        self.fields(
            2,
            &[
                (words::CLIENT_ADDRESS, &client.address),
                (words::CLIENT_CONTACT, &client.contact),
                (words::CLIENT_PHONE, &client.phone),
                (words::CLIENT_CODE, &client.code),
            ],
        );
        let changes = say::CHANGES.with(self.lang(), &[&state.changes]);
        self.line(2, &format!("{} {} · {changes}", self.t(words::DOSSIER), state.dossier));
    }

    fn sites(&mut self, state: &State) {
        self.head(self.t(say::SITES));
        let row = |site: &crate::domain::change::SiteDescribed| {
            let role = self.t(site.role.word()).to_owned();
            vec![site.site.clone(), role, one_line(&site.name), one_line(&site.address)]
        };
        let rows: Vec<Vec<String>> = state.sites.iter().map(row).collect();
        self.rows_or_none(&rows);
    }

    fn checklists(&mut self, adopted: &[Adopted]) {
        self.head(self.t(say::CHECKLISTS));
        let lang = self.lang();
        let row = |list: &Adopted| {
            let mut row = vec![list.standard.clone(), list.number.clone(), list.title.get(lang).to_owned()];
            row.push(say::CHECKLIST_LEAVES.with(lang, &[&list.leaves]));
            let notes = [
                (say::CHECKLIST_PROVISIONAL, list.provisional.len()),
                (say::CHECKLIST_UNKNOWN, list.unknown.len()),
            ];
            let notes = notes.into_iter().filter(|(_, count)| *count > 0);
            row.extend(notes.map(|(note, count)| note.with(lang, &[&count])));
            row
        };
        let rows: Vec<Vec<String>> = adopted.iter().map(row).collect();
        self.rows_or_none(&rows);
        for list in adopted {
            for signed in &list.signed {
                let clauses = signed.clauses.join(" ");
                let values: [&dyn std::fmt::Display; 4] =
                    [&list.standard, &signed.by, &signed.date, &clauses];
                let said = format!("{} {}", say::SIGNED.with(lang, &values), signed.note);
                self.line(4, &said);
            }
        }
    }

    fn audit(&mut self, audit: &AuditState) {
        let kind = self.t(audit.audit_type.word());
        self.head(&say::AUDIT_HEAD.with(self.lang(), &[&audit.audit, &audit.year, &kind]));
        let dates = match (audit.starts.as_str(), audit.ends.as_str()) {
            ("", "") => String::new(),
            (starts, ends) => format!("{starts} – {ends}"),
        };
        self.fields(
            2,
            &[
                (words::SCOPE, &audit.scope),
                (words::PURPOSE, &audit.purpose),
                (say::DATES, &dates),
                (say::TEAM, &self.team(audit)),
                (say::VISITED_SITES, &self.visits(audit)),
            ],
        );
        self.sampling(&audit.sampling);
        self.plan(audit);
        self.meetings(&audit.meetings);
        self.notes(&audit.notes);
        for score in &audit.scores {
            self.score(score);
        }
    }

    fn team(&self, audit: &AuditState) -> String {
        let member = |member: &crate::domain::change::MemberNamed| {
            format!("{}（{}）", member.name, self.t(member.role.word()))
        };
        let team: Vec<String> = audit.team.iter().map(member).collect();
        let team = team.join(" · ");
        if self.lang() == Lang::En { team.replace('（', " (").replace('）', ")") } else { team }
    }

    fn visits(&self, audit: &AuditState) -> String {
        let site = |site: &super::state::SiteInAudit| {
            let what = match (site.visited, site.clauses.as_slice()) {
                (false, _) => self.t(say::NOT_VISITED).to_owned(),
                (true, []) => self.t(say::ALL_CLAUSES).to_owned(),
                (true, clauses) => clauses.join(" "),
            };
            format!("{} {what}", site.name)
        };
        audit.sites.iter().map(site).collect::<Vec<_>>().join(" · ")
    }

    fn evidence(&mut self, evidence: &[EvidenceState]) {
        self.head(self.t(say::EVIDENCE));
        if evidence.is_empty() {
            self.line(2, self.t(say::NOTHING));
        }
        for piece in evidence {
            for line in evidence_lines(piece, &self.names, self.looks) {
                self.lines.push(format!("  {line}"));
            }
        }
    }

    fn conflicts(&mut self, conflicts: &[Conflict]) {
        self.head(self.t(say::CONFLICTS));
        if conflicts.is_empty() {
            self.line(2, self.t(say::NOTHING));
        }
        for conflict in conflicts {
            let subject = conflict.values.iter().find_map(change_of);
            let subject = subject.map(|change| saying::about(&change, &self.names, self.lang()));
            self.line(2, &subject.unwrap_or_else(|| conflict.slot.clone()));
            for value in &conflict.values {
                let said = match change_of(value) {
                    Some(change) => saying::side(&change, &self.names, self.lang()),
                    None => self.said(value),
                };
                self.line(4, &format!("{} {}  {said}", saying::moment(&value.at), value.by));
            }
        }
    }

    /// What was recorded.
    fn said(&self, standing: &Standing) -> String {
        match change_of(standing) {
            Some(change) => saying::says(&change, &self.names, self.lang()),
            None => format!("{} {}", standing.kind, self.t(say::NEWER_VALUE)),
        }
    }

    fn newer(&mut self, state: &State) {
        if state.newer.is_empty() {
            return;
        }
        self.head(self.t(say::NEWER));
        for newer in &state.newer {
            self.line(2, &format!("{} {} {}", newer.id, newer.kind, newer.slot));
        }
    }

    fn rows_or_none(&mut self, rows: &[Vec<String>]) {
        if rows.is_empty() {
            self.line(2, self.t(say::NOTHING));
        }
        self.rows(2, rows);
    }
}

/// The change of a model's line, where this program knows its kind.
fn change_of(standing: &Standing) -> Option<Change> {
    Change::read(&standing.kind, &standing.data.to_string())?.ok()
}
