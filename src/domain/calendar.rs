//! Working days and deadlines, as data: which days a year has off, how long an answer may take.
//!
//! A calendar is a file a year; a year without one counts Monday to Friday, and says so.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::change::{Class, DayUnit, DueSet};
use super::checklist::Bilingual;
use super::fault::{Fault, Kind, any_fault};
use super::nonconformity::{default_days, parse_date};
use super::sheet::{Notes, TOP, Table};

/// The days off and the shifted working days of one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    /// The year.
    pub year: i32,
    /// Where it was made known.
    pub source: String,
    /// The days off, with their name.
    pub off: Vec<DaysOff>,
    /// Saturdays and Sundays that are worked.
    pub worked: BTreeSet<NaiveDate>,
}

/// Days off in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DaysOff {
    /// What they are called.
    pub title: Bilingual,
    /// The first.
    pub first: NaiveDate,
    /// The last.
    pub last: NaiveDate,
}

impl Year {
    /// Reads a calendar file; every fault of it otherwise.
    pub fn parse(text: &str) -> Result<Self, Vec<Fault>> {
        let notes = Notes::on(text);
        let parsed = notes.parse();
        let year = read_year(Table::new(&notes, &parsed, TOP));
        let faults = notes.finish();
        match year {
            Some(year) if !any_fault(&faults) => Ok(year),
            _ => Err(faults),
        }
    }

    fn off_on(&self, day: NaiveDate) -> Option<&DaysOff> {
        self.off.iter().find(|off| off.first <= day && day <= off.last)
    }
}

fn read_year(mut file: Table<'_, '_>) -> Option<Year> {
    let year = file.count("holidays-of").and_then(|year| i32::try_from(year).ok());
    let source = file.text("source");
    let (mut off, mut worked) = (Vec::new(), BTreeSet::new());
    for mut table in file.tables("off") {
        let title = table.both();
        let (first, last) = (day_of(&mut table, "first", year), day_of(&mut table, "last", year));
        if let (Some(title), Some(first), Some(last)) = (title, first, last) {
            if last < first {
                let form = format!("≥ {first}");
                table.fault(table.place("last"), Kind::WrongForm, ["last", table.name(), &form]);
            }
            off.push(DaysOff { title, first, last });
        }
        table.finish();
    }
    for mut table in file.tables("worked") {
        worked.extend(day_of(&mut table, "day", year));
        table.finish();
    }
    file.finish();
    Some(Year { year: year?, source: source?, off, worked })
}

/// A day of the file's own year.
fn day_of(table: &mut Table<'_, '_>, key: &'static str, year: Option<i32>) -> Option<NaiveDate> {
    let at = table.place(key);
    let day = parse_date(&table.date(key)?)?;
    if let Some(year) = year.filter(|year| *year != day.year()) {
        table.fault(at, Kind::WrongForm, [key, table.name(), &format!("{year}-MM-DD")]);
        return None;
    }
    Some(day)
}

/// The years whose days off are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    years: BTreeMap<i32, Year>,
}

/// A day counted forward, and what was not known on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The day.
    pub day: NaiveDate,
    /// The years that were counted Monday to Friday, for want of a calendar.
    pub uncharted: Vec<i32>,
}

impl Calendar {
    /// Adds a year; one that is known already is replaced.
    pub fn put(&mut self, year: Year) {
        self.years.insert(year.year, year);
    }

    /// Whether the days off of a year are known.
    pub fn knows(&self, year: i32) -> bool {
        self.years.contains_key(&year)
    }

    /// The known years.
    pub fn years(&self) -> impl Iterator<Item = &Year> {
        self.years.values()
    }

    /// Whether a day is worked.
    pub fn is_worked(&self, day: NaiveDate) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        match self.years.get(&day.year()) {
            Some(year) => year.worked.contains(&day) || (!weekend && year.off_on(day).is_none()),
            None => !weekend,
        }
    }

    /// What a day off is called; `None` on a plain weekend and on working days.
    pub fn day_off(&self, day: NaiveDate) -> Option<&Bilingual> {
        let off = self.years.get(&day.year())?.off_on(day)?;
        Some(&off.title)
    }

    /// The day so many days after another one, which itself is not counted.
    pub fn after(&self, from: NaiveDate, days: u32, unit: DayUnit) -> Counted {
        let later = |day: NaiveDate, days| day.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX);
        if unit == DayUnit::Calendar {
            return Counted { day: later(from, u64::from(days)), uncharted: Vec::new() };
        }
        let (mut day, mut left) = (from, days);
        let mut uncharted = BTreeSet::new();
        while left > 0 && day < NaiveDate::MAX {
            day = later(day, 1);
            if !self.knows(day.year()) {
                uncharted.insert(day.year());
            }
            if self.is_worked(day) {
                left -= 1;
            }
        }
        Counted { day, uncharted: uncharted.into_iter().collect() }
    }
}

/// How long an answer may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// So many days.
    pub days: u32,
    /// Of which sort.
    pub unit: DayUnit,
}

/// The deadlines of a certification body, by class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadlines {
    /// Whose rule they are.
    pub by: String,
    spans: BTreeMap<Class, Span>,
}

impl Deadlines {
    /// Reads a file of deadlines; every fault of it otherwise.
    pub fn parse(text: &str) -> Result<Self, Vec<Fault>> {
        let notes = Notes::on(text);
        let parsed = notes.parse();
        let deadlines = read_deadlines(Table::new(&notes, &parsed, TOP));
        let faults = notes.finish();
        match deadlines {
            Some(deadlines) if !any_fault(&faults) => Ok(deadlines),
            _ => Err(faults),
        }
    }

    /// How long an answer to a class may take; `None` if none is asked for.
    pub fn span(&self, class: Class) -> Option<Span> {
        self.spans.get(&class).copied()
    }

    /// When a nonconformity raised on a day is due, as a fact to be recorded; `None` where that is what
    /// the rules assume by themselves.
    pub fn due(&self, nc: &str, class: Class, raised: NaiveDate, calendar: &Calendar) -> Option<DueSet> {
        let Span { days, unit } = self.span(class)?;
        if unit == DayUnit::Calendar && default_days(class) == Some(u64::from(days)) {
            return None;
        }
        let Counted { day, uncharted } = calendar.after(raised, days, unit);
        Some(DueSet { nc: nc.to_owned(), class, due: day.to_string(), days, unit, uncharted })
    }
}

fn read_deadlines(mut file: Table<'_, '_>) -> Option<Deadlines> {
    let by = file.text("deadlines-by");
    let mut spans = BTreeMap::new();
    for (class, key) in
        [(Class::Minor, "minor"), (Class::Major, "major"), (Class::Observation, "observation")]
    {
        if let Some(mut table) = file.maybe_table(key) {
            let days = table.count("days");
            let at = table.place("unit");
            let unit = table.text("unit");
            let known = unit.as_deref().and_then(DayUnit::parse);
            if unit.is_some() && known.is_none() {
                let form = r#""calendar" | "working""#;
                table.fault(at, Kind::WrongForm, ["unit", table.name(), form]);
            }
            if let (Some(days), Some(unit)) = (days, known) {
                spans.insert(class, Span { days, unit });
            }
            table.finish();
        }
    }
    file.finish();
    Some(Deadlines { by: by?, spans })
}

#[cfg(test)]
mod tests {
    use super::*;

    const YEAR: &str = r#"
holidays-of = 2026
source = "试验"
[[off]]
zh = "国庆节"
en = "National Day"
first = 2026-10-01
last = 2026-10-07
[[worked]]
day = 2026-10-10
"#;

    fn day(text: &str) -> NaiveDate {
        parse_date(text).unwrap()
    }

    fn calendar() -> Calendar {
        let mut calendar = Calendar::default();
        calendar.put(Year::parse(YEAR).unwrap());
        calendar
    }

    #[test]
    fn working_days_leave_out_days_off_and_take_in_shifted_ones() {
        let calendar = calendar();
        assert!(!calendar.is_worked(day("2026-10-05")), "a Monday off");
        assert!(calendar.is_worked(day("2026-10-10")), "a Saturday worked");
        assert!(!calendar.is_worked(day("2026-10-11")));
        assert_eq!(calendar.day_off(day("2026-10-03")).unwrap().zh, "国庆节");
        // From Wednesday: Thursday is off until the 7th; 8, 9, 10 (a Saturday) and 12 are worked.
        let counted = calendar.after(day("2026-09-30"), 4, DayUnit::Working);
        assert_eq!(counted, Counted { day: day("2026-10-12"), uncharted: Vec::new() });
        assert_eq!(calendar.after(day("2026-09-30"), 4, DayUnit::Calendar).day, day("2026-10-04"));
    }

    #[test]
    fn a_year_without_a_file_counts_monday_to_friday_and_says_so() {
        let counted = calendar().after(day("2026-12-30"), 3, DayUnit::Working);
        assert_eq!(counted, Counted { day: day("2027-01-04"), uncharted: vec![2027] });
    }

    #[test]
    fn a_faulty_file_is_not_used_and_names_its_lines() {
        let lines = |text: &str| {
            let faults = Year::parse(text).unwrap_err();
            faults.iter().map(|fault| (fault.line, fault.kind)).collect::<Vec<_>>()
        };
        assert_eq!(lines(&YEAR.replace("day = 2026", "day = 2025")), [(10, Kind::WrongForm)]);
        assert_eq!(lines(&YEAR.replace("last = 2026-10-07", "last = 2026-09-07")), [(8, Kind::WrongForm)]);
        assert_eq!(lines(&YEAR.replace("source", "sauce")).len(), 2, "one missing, one unknown");
    }

    #[test]
    fn deadlines_are_data_and_only_what_differs_is_recorded() {
        let text = "deadlines-by = \"某机构\"\n[minor]\ndays = 15\nunit = \"working\"\n[major]\ndays = 90\nunit = \"calendar\"\n";
        let deadlines = Deadlines::parse(text).unwrap();
        let set = deadlines.due("NC-1", Class::Minor, day("2026-09-30"), &calendar()).unwrap();
        assert_eq!((set.due.as_str(), set.days, set.unit), ("2026-10-27", 15, DayUnit::Working));
        assert_eq!(deadlines.due("NC-1", Class::Major, day("2026-09-30"), &calendar()), None);
        assert_eq!(deadlines.due("NC-1", Class::Observation, day("2026-09-30"), &calendar()), None);
        assert!(Deadlines::parse(&text.replace("working", "work")).is_err());
    }
}
