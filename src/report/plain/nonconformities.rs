//! Nonconformities as text: the five texts of the client's side apart, and the whole history.

use super::{Page, change_of};
use crate::domain::change::{AnswerPart, Class};
use crate::i18n::report as say;
use crate::i18n::words;
use crate::report::saying;
use crate::report::state::NcState;

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
        let head = nc_head(nc, &self.names, self.lang());
        self.line(2, &head);
        let evidence = nc.evidence.join(" ");
        self.fields(
            4,
            &[
                (words::STATEMENT, &nc.statement),
                (words::DEPARTMENT, &nc.department),
                (words::GUIDE, &nc.guide),
                (say::NC_EVIDENCE, &evidence),
            ],
        );
        for answer in &nc.answers {
            self.line(4, &say::NC_ANSWER.with(self.lang(), &[&answer.round]));
            let parts: Vec<_> =
                AnswerPart::ALL.iter().map(|&part| (part.word(), answer.part(part))).collect();
            self.fields(6, &parts);
        }
        self.line(4, self.t(say::NC_HISTORY));
        for happened in &nc.history {
            let about = change_of(&happened.what);
            let about = about.map(|change| saying::about(&change, &self.names, self.lang()));
            let (what, about) = (&happened.what, about.unwrap_or_default());
            let when = saying::moment(&what.at);
            // As a line of the log is: when, who, what about, what.
            self.line(6, &format!("{when}  {}  {about}  {}", what.by, self.said(what)));
        }
    }
}

/// One line that says where a nonconformity stands.
pub fn nc_head(nc: &NcState, names: &saying::Names, lang: crate::i18n::Lang) -> String {
    let class = nc.class.map_or(say::NC_UNCLASSED, Class::word).get(lang);
    let mut parts = vec![format!("{} {class}", nc.nc)];
    parts.push(format!("{} @ {}", nc.clauses.join(" "), names.site(&nc.site)));
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
    if nc.step_differs {
        parts.push(say::NC_STEP_DIFFERS.get(lang).to_owned());
    }
    parts.join(" · ")
}
