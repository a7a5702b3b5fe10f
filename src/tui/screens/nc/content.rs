//! A nonconformity written out: its texts apart, each step with its person, and the whole history.

use ratatui::style::Style;

use super::like_word;
use crate::domain::change::{AnswerPart, NcPart, Step};
use crate::domain::change::{Change, Stepped};
use crate::domain::journal::Entry;
use crate::domain::nonconformity::Nonconformity;
use crate::i18n::{self, Text, ncs as words, words as trade};
use crate::report::saying::{Names, subject, taken_back, value};
use crate::tui::desk::{Desk, Open};
use crate::tui::screens::ncs::{class_words, clause_title, due_words};
use crate::tui::screens::sheet::Sheet;
use crate::tui::view::moment;

/// The whole text of a nonconformity.
#[derive(Debug)]
pub struct Content<'a> {
    nc: &'a Nonconformity<'a>,
    desk: &'a Desk,
    open: &'a Open,
    sheet: Sheet,
}

impl<'a> Content<'a> {
    /// Writes a nonconformity out.
    pub fn of(nc: &'a Nonconformity<'a>, desk: &'a Desk, open: &'a Open) -> Sheet {
        let mut content = Self { nc, desk, open, sheet: Sheet::new(desk.look) };
        content.finding();
        content.client_side();
        for round in 1..=nc.round() {
            content.round(round);
        }
        content.life();
        content.extensions();
        content.escalations();
        content.rechecks();
        content.like_cases();
        content.evidence();
        content.history();
        content.sheet
    }

    fn label(&self) -> &'a str {
        &self.nc.raised.nc
    }

    fn row(&mut self, label: &str, text: impl Into<String>, style: Style) {
        self.sheet.row(label, text, style);
    }

    fn plain(&mut self, label: Text, text: impl Into<String>) {
        self.row(self.desk.t(label), text, self.desk.look.text());
    }

    fn heading(&mut self, text: impl Into<String>) {
        self.sheet.heading(text);
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
        if let Some(before) = dossier.repeats(nc) {
            let audit = dossier.audit(&before.raised.audit);
            let kind = audit.map_or("", |audit| desk.t(audit.audit_type.word()));
            let year = audit.map(|audit| audit.year).unwrap_or_default();
            let site = dossier.site_name(&before.raised.site);
            let text = words::REPEAT_OF.with(desk.lang, &[&year, &kind, &before.raised.nc, &site]);
            self.row(desk.t(words::REPEATS), text, desk.look.attention());
        }
        self.plain(words::CLASS, class_words(desk, nc.class));
        for special in dossier.specials_of_nc(self.label()) {
            let text = format!("{} · {}", desk.t(special.kind.word()), special.facts);
            self.row(desk.t(trade::SPECIAL_DEDUCTION), text, desk.look.attention());
        }
        if let Some(due) = nc.due() {
            let (left, style) = due_words(desk, nc);
            let mut text = vec![due.to_string()];
            text.extend(Some(left).filter(|left| !left.is_empty()));
            let rule = if nc.extensions.is_empty() { self.due_rule() } else { String::new() };
            text.extend(Some(rule).filter(|rule| !rule.is_empty()));
            // A rule of the body's own that cannot be read must not be missed in silence.
            if !nc.ended() && nc.due_set.is_none() && desk.shelf.deadlines().is_none() {
                text.push(desk.t(words::DEADLINES_FAULTY).to_owned());
            }
            if !nc.ended() && !desk.shelf.calendar().is_worked(due) {
                let off = desk.shelf.calendar().day_off(due).map(|off| desk.pick(off));
                text.push(words::DAY_OFF.with(desk.lang, &[&off.unwrap_or(desk.t(words::WEEKEND))]));
            }
            self.row(desk.t(words::DUE), text.join(" · "), style);
        }
    }

    /// By which rule it is due and whose that is: the body's whose file gives just this day.
    fn due_rule(&self) -> String {
        let (nc, desk) = (self.nc, self.desk);
        let by_file = nc.class.is_some_and(|class| {
            let given = desk.due(self.label(), class, nc.entry.at.date_naive());
            given.as_ref() == nc.due_set
        });
        let by = desk.shelf.deadlines_by().filter(|_| by_file);
        i18n::values::due_rule(nc.class, nc.due_set, by, desk.lang)
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
        let dossier = &self.open.dossier;
        if let Some(of) =
            dossier.acknowledged(self.label()).filter(|_| dossier.changed_since_acknowledged(self.label()))
        {
            let text = format!("{} · {}", of.class.word().get(self.desk.lang), of.statement);
            self.row(self.desk.t(words::ACKNOWLEDGED_WAS), text, self.desk.look.attention());
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

    fn escalations(&mut self) {
        if self.nc.escalations.is_empty() {
            return;
        }
        self.heading(self.desk.t(words::ESCALATIONS));
        for escalated in self.nc.escalations.clone() {
            let values: [&dyn std::fmt::Display; 4] =
                [&escalated.date, &escalated.person, &escalated.to, &escalated.due];
            self.plain(words::ESCALATED, words::ESCALATED_AS.with(self.desk.lang, &values));
            self.plain(words::REASON, &escalated.reason);
        }
    }

    /// What later audits found after it was closed.
    fn rechecks(&mut self) {
        let rechecks = self.open.dossier.rechecks(self.label());
        if rechecks.is_empty() {
            return;
        }
        self.heading(self.desk.t(words::RECHECKS));
        for recheck in rechecks {
            let audit = self.open.dossier.audit(&recheck.audit);
            let audit = audit.map_or_else(
                || recheck.audit.clone(),
                |audit| format!("{} {}", audit.year, self.desk.t(audit.audit_type.word())),
            );
            let (word, style) = if recheck.effective {
                (words::RECHECKED_GOOD, self.desk.look.good())
            } else {
                (words::RECHECKED_BAD, self.desk.look.attention())
            };
            self.row(self.desk.t(word), format!("{audit} · {}", recheck.facts), style);
        }
    }

    /// The other outlets, each with what was found there.
    fn like_cases(&mut self) {
        let likes = self.open.dossier.like_cases(self.nc);
        if likes.is_empty() {
            return;
        }
        self.heading(self.desk.t(words::LIKE_CASES));
        for like in likes {
            let word = self.desk.t(like_word(like.checked));
            let (text, style) = match like.checked {
                None => (word.to_owned(), self.desk.look.attention()),
                Some(checked) => (format!("{word} · {}", checked.facts), self.desk.look.text()),
            };
            self.row(&like.site.name, text, style);
        }
    }

    fn evidence(&mut self) {
        let pieces = self.open.dossier.all_evidence_for_nc(self.label());
        if pieces.is_empty() {
            return;
        }
        self.heading(self.desk.t(words::EVIDENCE));
        for piece in pieces {
            let text = i18n::values::evidence_value(
                &piece.taken.body,
                self.open.dossier.file_sorted(&piece),
                self.desk.lang,
            );
            let Some(reason) = piece.withdrawn else {
                self.row(&piece.taken.evidence, text, self.desk.look.text());
                continue;
            };
            let text =
                format!("{text} · {}", i18n::report::EVIDENCE_WITHDRAWN.with(self.desk.lang, &[&reason]));
            self.row(&piece.taken.evidence, text, self.desk.look.quiet());
        }
    }

    /// Each change has its line; an undo has one for the whole act.
    fn history(&mut self) {
        self.heading(self.desk.t(words::HISTORY));
        let dossier = &self.open.dossier;
        let names = Names::of(dossier);
        for act in dossier.nc_history(self.label()).chunk_by(|one, next| one.same_act(next)) {
            let undone = dossier.taken_back_by(act);
            let undone: Vec<&Change> = undone.into_iter().filter_map(Entry::change).collect();
            if let Some(&first) = act.first().filter(|_| !undone.is_empty()) {
                self.happened(first, &taken_back(&undone, self.label(), &names, self.desk.lang));
                continue;
            }
            for entry in act {
                let about = subject(dossier, entry, &names, self.desk.lang);
                // The page is about it.
                let about = about.strip_prefix(self.label()).map_or(about.as_str(), str::trim_start);
                let colon = self.desk.lang.pick("：", ": ");
                self.happened(entry, &format!("{about}{colon}{}", self.becomes(entry, &names)));
            }
        }
    }

    fn happened(&mut self, entry: &Entry, told: &str) {
        let text = format!("{} {} {told}", entry.at.format("%H:%M"), entry.by);
        self.row(&entry.at.date_naive().to_string(), text, self.desk.look.text());
    }

    /// What an entry says, after what it replaced.
    fn becomes(&self, entry: &Entry, names: &Names) -> String {
        let said = |entry: &Entry| value(entry, names, self.desk.lang);
        let before = entry.over.iter().filter_map(|&id| self.open.dossier.entry(id));
        let before: Vec<String> = before.filter(|before| !before.is_plain_undo()).map(said).collect();
        let now = said(entry);
        if before.is_empty() {
            return now;
        }
        format!("{} {} {now}", before.join(" / "), self.desk.look.marks.becomes)
    }
}
