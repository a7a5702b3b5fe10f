//! Escalating a nonconformity whose due date has passed: once for each due date, by any that stands and
//! lies before the day of it. Told again for the same due date, it is reworded.
//!
//! The handbook names the act and neither to whom nor what follows. That it is done once for each due
//! date, and that it makes no minor nonconformity a major one, is our default.

use chrono::NaiveDate;

use super::change::{Change, Classed, DueExtended, NcEscalated};
use super::dossier::Dossier;
use super::journal::Entry;
use super::nonconformity::{MOST_EXTENSIONS, Nonconformity, parse_date};
use super::refusal::Refusal;
use super::rules::{Answer, NAME_LIMIT, date, reason, text};
use super::slot::Slot;

impl Dossier {
    /// The due dates of a nonconformity that stand, earliest first: the first one by its class, as counted
    /// or set, and the extended ones; where auditors differ, those of each.
    pub fn due_dates(&self, nc: &Nonconformity<'_>) -> Vec<NaiveDate> {
        let label = &nc.raised.nc;
        let said = |slot: Slot| self.heads(slot.as_str()).into_iter().filter_map(Entry::change);
        let mut dates = Vec::new();
        for class in said(Slot::nc_class(label)) {
            let Change::Classed(Classed { class, .. }) = class else { continue };
            let set = said(Slot::nc_due(label)).filter_map(|set| match set {
                Change::DueSet(set) if set.class == *class => parse_date(&set.due),
                _ => None,
            });
            let set: Vec<NaiveDate> = set.collect();
            dates.extend(if set.is_empty() { nc.due_by_default(*class).into_iter().collect() } else { set });
        }
        for extended in (1..=MOST_EXTENSIONS).flat_map(|nth| said(Slot::nc_extension(label, nth))) {
            if let Change::DueExtended(DueExtended { due, .. }) = extended {
                dates.extend(parse_date(due));
            }
        }
        dates.sort_unstable();
        dates.dedup();
        dates
    }

    /// The last due date of a nonconformity that was missed by a day, to be proposed; without one, the one
    /// that it has now. One that was extended before it had passed was never missed.
    ///
    /// It goes by the clocks of those who extended: good enough for a proposal. The rule itself refuses no
    /// due date by a clock, since one that is wrong would then keep a true record out.
    pub fn due_missed(&self, nc: &Nonconformity<'_>, day: NaiveDate) -> Option<NaiveDate> {
        let extended: Vec<(NaiveDate, NaiveDate)> = (1..=MOST_EXTENSIONS)
            .flat_map(|nth| self.heads(Slot::nc_extension(&nc.raised.nc, nth).as_str()))
            .filter_map(|entry| match entry.change()? {
                Change::DueExtended(extended) => Some((parse_date(&extended.due)?, entry.at.date_naive())),
                _ => None,
            })
            .collect();
        let stood = |due: NaiveDate| extended.iter().all(|&(later, on)| later <= due || on > due);
        self.due_dates(nc).into_iter().rev().find(|&due| due < day && stood(due)).or_else(|| nc.due())
    }

    /// The escalations of a nonconformity, by the due dates that were missed.
    pub(super) fn escalations<'a>(&'a self, nc: &str) -> Vec<&'a NcEscalated> {
        let escalated = |entry: &'a Entry| match entry.change() {
            Some(Change::NcEscalated(escalated)) => Some(escalated),
            _ => None,
        };
        self.below(&Slot::nc_escalations(nc)).filter_map(escalated).collect()
    }

    pub(super) fn check_escalation(&self, escalated: &NcEscalated) -> Answer {
        let nc = self.open_nc(&escalated.nc)?;
        let day = date(&escalated.date)?;
        // Any that stands: which of them held on the day would be for the clocks of two laptops to say. One
        // that was told of before is reworded, though an undo may have taken its due date away.
        let known = nc.escalations.iter().any(|known| known.due == escalated.due);
        let standing = self.due_dates(&nc);
        if standing.is_empty() && !known {
            return Err(Refusal::NothingDue(escalated.nc.clone()));
        }
        let due = date(&escalated.due)?;
        if !known && !standing.contains(&due) {
            let standing = standing.iter().map(NaiveDate::to_string).collect();
            return Err(Refusal::OtherDue { standing, got: escalated.due.clone() });
        }
        if due >= day {
            return Err(Refusal::NotOverdue { due: due.to_string(), date: escalated.date.clone() });
        }
        named(&escalated.to, Refusal::RecipientMissing)?;
        reason(&escalated.reason)?;
        named(&escalated.person, Refusal::PersonMissing)
    }
}

impl<'a> Nonconformity<'a> {
    /// How it was escalated for the due date that it has now; `None` if it was not.
    pub fn escalated(&self) -> Option<&'a NcEscalated> {
        let due = self.due()?;
        self.escalations.iter().copied().find(|escalated| parse_date(&escalated.due) == Some(due))
    }
}

/// The first of these changes that tells of a day that is still to come, with why that cannot be: the
/// rules themselves know no clock.
pub fn ahead_of(changes: &[Change], today: NaiveDate) -> Option<(usize, Refusal)> {
    let ahead = |change: &Change| match change {
        Change::NcEscalated(escalated) => parse_date(&escalated.date).filter(|&day| day > today),
        _ => None,
    };
    let mut changes = changes.iter().enumerate();
    changes.find_map(|(nth, change)| Some((nth, Refusal::DayToCome(ahead(change)?.to_string()))))
}

fn named(who: &str, missing: Refusal) -> Answer {
    if who.trim().is_empty() { Err(missing) } else { text(who, NAME_LIMIT) }
}
