//! Nonconformities as text: the five texts of the client's side apart, and the whole history.

use super::{Page, change_of};
use crate::domain::change::{AnswerPart, Change, Class};
use crate::i18n::values::due_rule;
use crate::i18n::words;
use crate::i18n::{ncs, report as say};
use crate::report::saying;
use crate::report::state::{Happened, Like, NcState, WithdrawnEvidence};

impl Page {
    pub(super) fn nonconformities(&mut self, ncs: &[NcState]) {
        self.head(self.t(say::NCS));
        if ncs.is_empty() {
            self.line(2, self.t(say::NOTHING));
        }
        for nc in ncs {
            self.nonconformity(nc);
        }
    }

    pub(super) fn nonconformity(&mut self, nc: &NcState) {
        let mut head = nc_head(nc, &self.names, self.lang());
        if let Some(days) = self.looks.today.and_then(|today| nc.overdue(today)) {
            head = format!("{head} · {}", say::NC_DAYS.with(self.lang(), &[&days]));
        }
        self.line(2, &head);
        let evidence = nc.evidence.join(" ");
        let withdrawn = |piece: &WithdrawnEvidence| {
            let why = say::EVIDENCE_WITHDRAWN.with(self.lang(), &[&piece.reason]);
            format!("{} {why}", piece.evidence)
        };
        let withdrawn: Vec<String> = nc.withdrawn_evidence.iter().map(withdrawn).collect();
        let rule = match nc.extensions.as_slice() {
            [] => due_rule(nc.class, nc.due_set.as_ref(), None, self.lang()),
            _ => String::new(),
        };
        self.fields(
            4,
            &[
                (words::STATEMENT, &nc.statement),
                (words::DEPARTMENT, &nc.department),
                (words::GUIDE, &nc.guide),
                (say::NC_DUE_RULE, &rule),
                (say::NC_EVIDENCE, &evidence),
                (say::NC_EVIDENCE, &withdrawn.join(self.lang().pick("；", "; "))),
                (ncs::LIKE_CASES, &self.like_cases(nc)),
            ],
        );
        for answer in &nc.answers {
            self.line(4, &say::NC_ANSWER.with(self.lang(), &[&answer.round]));
            let parts: Vec<_> =
                AnswerPart::ALL.iter().map(|&part| (part.word(), answer.part(part))).collect();
            self.fields(6, &parts);
        }
        self.line(4, self.t(say::NC_HISTORY));
        for act in nc.history.chunk_by(undone_together) {
            self.happened(&nc.nc, act);
        }
    }

    /// The other outlets, each with what was found there, or that nobody has looked yet.
    fn like_cases(&self, nc: &NcState) -> String {
        let line = |like: &Like| {
            let found = match like.found {
                None => ncs::LIKE_OPEN,
                Some(true) => ncs::LIKE_FOUND,
                Some(false) => ncs::LIKE_NOT_FOUND,
            };
            let facts = if like.facts.is_empty() { String::new() } else { format!(" · {}", like.facts) };
            format!("{} {}{facts}", self.names.site(&like.site), self.t(found))
        };
        nc.like_cases.iter().map(line).collect::<Vec<_>>().join(self.lang().pick("；", "; "))
    }

    /// A line of the history: when, who, what about, what, as in the log; an undo once for its act.
    fn happened(&mut self, nc: &str, act: &[Happened]) {
        let Some(Happened { what, .. }) = act.first() else { return };
        let back: Vec<Change> =
            act.iter().filter_map(|happened| change_of(happened.took_back.as_ref()?)).collect();
        let told = if back.is_empty() {
            let about = change_of(what).map(|change| saying::about(&change, &self.names, self.lang()));
            format!("{}  {}", about.unwrap_or_default(), self.said(what))
        } else {
            saying::taken_back(&back.iter().collect::<Vec<_>>(), nc, &self.names, self.lang())
        };
        let when = saying::moment(&what.at);
        self.line(6, &format!("{when}  {}  {told}", what.by));
    }
}

/// Whether two lines of a history took back what belonged together.
fn undone_together(one: &Happened, next: &Happened) -> bool {
    one.took_back.is_some() && next.took_back.is_some() && (&one.stream, one.act) == (&next.stream, next.act)
}

/// One line that says where a nonconformity stands.
pub fn nc_head(nc: &NcState, names: &saying::Names, lang: crate::i18n::Lang) -> String {
    let class = nc.class.map_or(say::NC_UNCLASSED, Class::word).get(lang);
    let mut parts = vec![format!("{} {class}", nc.nc)];
    parts.push(format!("{} · {}", nc.clauses.join(" "), names.site(&nc.site)));
    parts.push(match &nc.step {
        None => words::RAISED.get(lang).to_owned(),
        Some(step) => step.word().get(lang).to_owned(),
    });
    if let Some(due) = nc.due.as_ref().filter(|_| !nc.ended) {
        parts.push(say::NC_DUE.with(lang, &[due]));
    }
    let of_this_due = nc.escalations.iter().find(|escalated| Some(&escalated.due) == nc.due.as_ref());
    if let Some(escalated) = of_this_due.filter(|_| !nc.ended) {
        parts.push(say::NC_ESCALATED.with(lang, &[&escalated.date, &escalated.to]));
    }
    if !nc.conflicts.is_empty() {
        parts.push(say::NC_DIFFERS.get(lang).to_owned());
    }
    parts.join(" · ")
}
