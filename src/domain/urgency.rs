//! The one order of nonconformities wherever they are listed: what presses most, first.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::audit::label_order;
use super::change::Step;
use super::dossier::Dossier;
use super::followup::Previous;
use super::nonconformity::Nonconformity;

impl Dossier {
    /// Every nonconformity as it presses in an audit: those that go on before those that ended, but
    /// what was closed before and is to be looked at again first of these; then the overdue ones by
    /// days, then by where they stand and when they are due, then by number.
    pub fn nonconformities_by_urgency(&self, audit: &str, today: NaiveDate) -> Vec<Nonconformity<'_>> {
        let mut ncs = self.nonconformities();
        ncs.sort_by_cached_key(|nc| {
            let overdue = Reverse(nc.overdue(today).unwrap_or(0));
            let due = nc.due().map_or((true, today), |due| (false, due));
            let (series, number) = label_order(&nc.raised.nc);
            let recheck = matches!(self.previous(nc, audit), Some(Previous::ToRecheck));
            (nc.ended(), !recheck, overdue, rank(nc.step), due, series.to_owned(), number)
        });
        ncs
    }
}

/// The order of where they stand: what waits for the auditor before what waits for the client.
pub fn rank(step: Option<&Step>) -> u8 {
    match step {
        Some(Step::Answered { .. }) => 0,
        Some(Step::CarriedOut { .. }) => 1,
        Some(Step::Verified { .. }) => 2,
        Some(Step::Disputed { .. }) => 3,
        None => 4,
        Some(Step::Acknowledged { .. }) => 5,
        Some(Step::Rejected { .. }) => 6,
        Some(Step::Accepted { .. }) => 7,
        Some(Step::Closed) => 8,
        Some(Step::Withdrawn { .. }) => 9,
    }
}
