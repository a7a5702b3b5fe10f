//! The row of the gate about clocks that were set back; knows none itself, and refuses nothing by them.

use super::{Kind, Row, Subject};
use crate::domain::dossier::Dossier;
use crate::domain::slot::Slot;

impl Dossier {
    /// Changes since the audit was opened whose time somebody will ask about.
    pub(super) fn gate_of_clock(&self, audit: &str, rows: &mut Vec<Row>) {
        let back = self.set_back();
        let opened = Slot::audit(audit);
        let since = self.timeline().skip_while(|entry| entry.slot != opened);
        let mut told = since.filter(|entry| back.contains(&entry.id));
        if let Some(first) = told.next() {
            let count = 1 + told.count();
            let subject = Subject::Slot(first.slot.clone());
            rows.push(Row::new(Kind::ClockSetBack, subject, [count.to_string()]));
        }
    }
}
