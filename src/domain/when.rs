//! A date or a time as exactly as it is known: a day, a time whose offset from UTC nobody knows, or a
//! point in time. What is not known is never made up.

use std::fmt;

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

use super::meeting::{Moment, parse_moment};
use super::nonconformity::parse_date;

/// The years that evidence can be of: a camera or a typing error says others.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2999;

/// When something was, as exactly as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// The day alone.
    Day(NaiveDate),
    /// A time by the clock of the place; nobody knows its offset from UTC.
    Local(NaiveDateTime),
    /// A point in time.
    Moment(Moment),
}

impl When {
    /// Reads it as the journal writes it: `2026-11-24`, `2026-11-24T10:14:03` or
    /// `2026-11-24T10:14:03+08:00`; seconds may be left out of the second.
    pub fn parse(text: &str) -> Option<Self> {
        let local = |format| NaiveDateTime::parse_from_str(text, format).ok();
        let when = parse_date(text)
            .map(Self::Day)
            .or_else(|| parse_moment(text).map(Self::Moment))
            .or_else(|| local("%Y-%m-%dT%H:%M:%S").map(Self::Local))
            .or_else(|| local("%Y-%m-%dT%H:%M").map(Self::Local))?;
        when.possible()
    }

    /// Reads it as people type it: a blank may stand for the `T` and before the offset, and the
    /// seconds may be left out.
    pub fn typed(text: &str) -> Option<Self> {
        let text = text.replace('T', " ");
        let mut parts = text.split_whitespace();
        let (day, rest) = (parts.next()?, parts.collect::<Vec<_>>().concat());
        if rest.is_empty() {
            return Self::parse(day);
        }
        let at = rest.find(['+', '-', 'Z']).unwrap_or(rest.len());
        let (time, offset) = rest.split_at(at);
        let seconds = if time.matches(':').count() == 1 { ":00" } else { "" };
        Self::parse(&format!("{day}T{time}{seconds}{offset}"))
    }

    /// A time by the clock of a place, with the offset if it is known; `None` if it cannot be.
    pub fn of_clock(local: NaiveDateTime, offset: Option<chrono::FixedOffset>) -> Option<Self> {
        let when = match offset {
            Some(offset) => Self::Moment(local.and_local_timezone(offset).single()?),
            None => Self::Local(local),
        };
        when.possible()
    }

    fn possible(self) -> Option<Self> {
        YEARS.contains(&self.local().year()).then_some(self)
    }

    /// By the clock of the place; a day at its beginning.
    fn local(self) -> NaiveDateTime {
        match self {
            Self::Day(day) => day.and_time(chrono::NaiveTime::MIN),
            Self::Local(local) => local,
            Self::Moment(moment) => moment.naive_local(),
        }
    }

    /// The text that the journal keeps.
    pub fn written(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Local(local) => local.format("%Y-%m-%dT%H:%M:%S").to_string(),
            Self::Moment(moment) => moment.to_rfc3339(),
        }
    }

    /// Whether it lies after a point in time. Where no offset is known, that of the point is the only
    /// one there is to compare by: good enough for a warning, for nothing else.
    pub fn is_after(self, at: Moment) -> bool {
        match self {
            Self::Moment(moment) => moment > at,
            other => other.local() > at.naive_local(),
        }
    }
}

/// As people read it, and as [`When::typed`] reads it again: to the minute, with the seconds and the
/// offset where there are any.
impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Self::Day(day) = self {
            return write!(f, "{day}");
        }
        let local = self.local();
        let format = if local.second() == 0 { "%Y-%m-%d %H:%M" } else { "%Y-%m-%d %H:%M:%S" };
        write!(f, "{}", local.format(format))?;
        match self {
            Self::Moment(moment) => write!(f, " {}", moment.offset()),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_as_exact_as_it_was_said_and_reads_again_what_it_shows() {
        for (typed, written, shown) in [
            ("2026-11-24", "2026-11-24", "2026-11-24"),
            ("2026-11-24 10:05", "2026-11-24T10:05:00", "2026-11-24 10:05"),
            ("2026-11-24T10:05", "2026-11-24T10:05:00", "2026-11-24 10:05"),
            (" 2026-11-24  10:14:03 ", "2026-11-24T10:14:03", "2026-11-24 10:14:03"),
            ("2026-11-24 10:05 +08:00", "2026-11-24T10:05:00+08:00", "2026-11-24 10:05 +08:00"),
            ("2026-11-24 10:05:09-03:30", "2026-11-24T10:05:09-03:30", "2026-11-24 10:05:09 -03:30"),
            ("2026-11-24T10:05:00Z", "2026-11-24T10:05:00+00:00", "2026-11-24 10:05 +00:00"),
        ] {
            let when = When::typed(typed).unwrap_or_else(|| panic!("{typed}"));
            assert_eq!((when.written().as_str(), when.to_string().as_str()), (written, shown), "{typed}");
            assert_eq!(When::parse(written), Some(when));
            assert_eq!(When::typed(shown), Some(when));
        }
    }

    #[test]
    fn what_no_calendar_has_is_no_time() {
        for text in ["", " ", "昨天", "2026-02-30", "2026-11-24 25:00", "2026-11-24 10", "10:05", "26-11-24"]
        {
            assert_eq!(When::typed(text), None, "{text:?}");
        }
        for text in [
            "0026-11-24",
            "1899-12-31T10:00:00",
            "3000-01-01",
            "2026-11-24 10:05",
            "2026-11-24T10:05:00+99:00",
        ] {
            assert_eq!(When::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn it_is_after_a_point_in_time_only_where_that_is_sure_enough_to_say() {
        let at = parse_moment("2026-11-24T10:00:00+08:00").unwrap();
        for (text, after) in [
            ("2026-11-24", false),
            ("2026-11-25", true),
            ("2026-11-24T10:00:00", false),
            ("2026-11-24T10:01:00", true),
            ("2026-11-24T03:00:00+00:00", true),
            ("2026-11-24T10:30:00+09:00", false),
        ] {
            assert_eq!(When::parse(text).unwrap().is_after(at), after, "{text}");
        }
    }
}
