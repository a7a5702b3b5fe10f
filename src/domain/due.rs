//! A due date that was counted by a body's own rule: whether day, number and sort of days fit together,
//! since the page and the report name them in one breath.
//!
//! Asked before something is recorded, never of what is read.

use chrono::{Days, NaiveDate};

use super::attempt::place_of;
use super::change::{Change, DayUnit, DueSet};
use super::dossier::Dossier;
use super::nonconformity::{Nonconformity, parse_date};
use super::refusal::Refusal;
use super::rules::Answer;

/// The most calendar days that so many working days take: five days a week are two in seven more, and the
/// longest holidays some more. A bound against slips, for there is no calendar in a dossier.
fn most(working: u32) -> u64 {
    2 * u64::from(working) + 30
}

impl Nonconformity<'_> {
    /// Whether a day can be its due date by the rule that is told with it.
    pub(super) fn may_be_due(&self, set: &DueSet, due: NaiveDate) -> Answer {
        match self.class {
            None => return Err(Refusal::ClassMissing),
            Some(class) if class != set.class => {
                return Err(Refusal::DueOtherClass { nc: set.nc.clone(), class, got: set.class });
            }
            Some(_) => {}
        }
        // Raised in the same act: it has no day yet, see `Dossier::due_amiss`.
        if place_of(self.entry.id).is_some() {
            return Ok(());
        }
        let raised = self.entry.at.date_naive();
        if due <= raised {
            return Err(Refusal::DueBeforeRaised { due: set.due.clone(), raised: raised.to_string() });
        }
        counted(set, due, raised)
    }
}

impl Dossier {
    /// The first of these changes that gives a nonconformity raised among them a due date that does not fit
    /// its days, with why; `today` is when it is raised.
    pub fn due_amiss(&self, changes: &[Change], today: NaiveDate) -> Option<(usize, Refusal)> {
        let new = |nc: &str| {
            let raises = |change: &Change| matches!(change, Change::Raised(raised) if raised.nc == nc);
            self.nonconformity(nc).is_none() && changes.iter().any(raises)
        };
        changes.iter().enumerate().find_map(|(nth, change)| match change {
            Change::DueSet(set) if new(&set.nc) => {
                // One that is no date is refused with the others.
                let due = parse_date(&set.due)?;
                counted(set, due, today).err().map(|refusal| (nth, refusal))
            }
            _ => None,
        })
    }
}

/// Whether a day comes so many days after another one, as far as that can be known without a calendar.
fn counted(set: &DueSet, due: NaiveDate, raised: NaiveDate) -> Answer {
    let after = |days| raised.checked_add_days(Days::new(days));
    let days = u64::from(set.days);
    let (first, last) = match set.unit {
        DayUnit::Calendar => (after(days), after(days)),
        DayUnit::Working => (after(days), after(most(set.days))),
    };
    let fits = first.is_some_and(|first| first <= due) && last.is_none_or(|last| due <= last);
    if fits {
        return Ok(());
    }
    Err(Refusal::DueMiscounted {
        due: set.due.clone(),
        raised: raised.to_string(),
        days: set.days,
        unit: set.unit,
    })
}

#[cfg(test)]
mod tests {
    use super::super::change::Class;
    use super::*;

    fn fits(due: &str, days: u32, unit: DayUnit) -> bool {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let set = DueSet {
            nc: "NC-1".to_owned(),
            class: Class::Minor,
            due: due.to_owned(),
            days,
            unit,
            uncharted: Vec::new(),
        };
        counted(&set, day(due), day("2026-09-28")).is_ok()
    }

    #[test]
    fn calendar_days_are_counted_and_working_days_only_bounded() {
        assert!(fits("2026-10-03", 5, DayUnit::Calendar));
        assert!(!fits("2026-10-02", 5, DayUnit::Calendar) && !fits("2099-12-15", 5, DayUnit::Calendar));
        // Over the holidays of the first week of October.
        assert!(fits("2026-10-12", 5, DayUnit::Working) && fits("2026-10-03", 5, DayUnit::Working));
        assert!(!fits("2026-10-02", 5, DayUnit::Working) && !fits("2026-11-08", 5, DayUnit::Working));
        assert!(!fits("2026-10-12", u32::MAX, DayUnit::Working));
        assert!(!fits("2026-10-12", u32::MAX, DayUnit::Calendar));
    }
}
