//! Escalating a nonconformity whose due date has passed: once for each due date, by the date that held
//! on the day of it.
//!
//! The handbook names the act and neither to whom nor what follows. That it is done once for each due
//! date, and that it makes no minor nonconformity a major one, is our default.

use chrono::NaiveDate;

use super::change::{Change, DueExtended, NcEscalated};
use super::dossier::Dossier;
use super::journal::Entry;
use super::nonconformity::{MOST_EXTENSIONS, Nonconformity, parse_date};
use super::refusal::Refusal;
use super::rules::{Answer, NAME_LIMIT, date, reason, text};
use super::slot::Slot;

impl Dossier {
    /// The due date of a nonconformity that held on a day: an extension holds from the day on which it
    /// was recorded. `None` if it had none.
    pub fn due_on(&self, nc: &Nonconformity<'_>, day: NaiveDate) -> Option<NaiveDate> {
        let extended = |nth| {
            let entry = self.shown(Slot::nc_extension(&nc.raised.nc, nth).as_str())?;
            match entry.change() {
                Some(Change::DueExtended(DueExtended { due, .. })) if entry.at.date_naive() <= day => {
                    parse_date(due)
                }
                _ => None,
            }
        };
        (1..=MOST_EXTENSIONS).rev().find_map(extended).or_else(|| nc.due_unextended())
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
        let due = self.due_on(&nc, day).ok_or_else(|| Refusal::NothingDue(escalated.nc.clone()))?;
        if due >= day {
            return Err(Refusal::NotOverdue { due: due.to_string(), date: escalated.date.clone() });
        }
        if date(&escalated.due)? != due {
            return Err(Refusal::OtherDue { due: due.to_string(), got: escalated.due.clone() });
        }
        if let Some(before) = nc.escalations.iter().find(|before| before.due == escalated.due) {
            return Err(Refusal::EscalatedAlready { due: due.to_string(), date: before.date.clone() });
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
