//! The visit plan and the coverage as text.

use super::Page;
use crate::i18n::{report as say, words};
use crate::report::saying;
use crate::report::state::{AuditState, PlannedState};

impl Page {
    /// The plan with what came of each line, then who judged how much where.
    pub(super) fn plan(&mut self, audit: &AuditState) {
        if !audit.plan.is_empty() {
            self.line(2, self.t(say::PLAN));
            let rows: Vec<Vec<String>> = audit.plan.iter().map(|line| self.planned(line)).collect();
            self.rows(4, &rows);
        }
        if !audit.coverage.is_empty() {
            let lang = self.lang();
            let said = audit.coverage.iter().map(|cover| {
                say::COVERED.with(lang, &[&cover.by, &self.names.site(&cover.site), &cover.judged])
            });
            let said = said.collect::<Vec<_>>().join(" · ");
            self.fields(2, &[(say::COVERAGE, &said)]);
        }
    }

    fn planned(&self, line: &PlannedState) -> Vec<String> {
        let planned = &line.planned;
        let clauses = match planned.clauses.as_slice() {
            [] => self.t(say::ALL_CLAUSES).to_owned(),
            clauses => clauses.join(" "),
        };
        let outcome = match &line.outcome {
            Some(outcome) => format!("{} {}", self.t(outcome.word()), outcome.reason()),
            None => self.t(words::UNSETTLED).to_owned(),
        };
        vec![
            planned.visit.clone(),
            format!("{} – {}", saying::moment(&planned.starts), saying::moment(&planned.ends)),
            planned.who.clone(),
            self.names.site(&planned.site).to_owned(),
            clauses,
            outcome.trim_end().to_owned(),
        ]
    }
}
