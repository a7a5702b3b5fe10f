//! Times as people type them: `9:30` today, or `2026-03-09 09:30`; kept with the offset of the place.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeZone};

use super::{Miss, day, half_width};
use crate::domain::meeting::Moment;
use crate::domain::refusal::Refusal;
use crate::domain::when::When;
use crate::i18n::{self, evidence as words};
use crate::tui::desk::Desk;

/// A time as a field shows it.
pub fn shown(moment: Option<Moment>) -> String {
    moment.map(|moment| moment.format("%Y-%m-%d %H:%M").to_string()).unwrap_or_default()
}

/// What was typed into a field, as the journal writes times; empty stays empty. A time alone is one of
/// `day`.
pub fn read(typed: &str, day: NaiveDate, desk: &Desk, field: usize) -> Result<String, Miss> {
    let plain = half_width(typed);
    let plain = plain.trim();
    if plain.is_empty() {
        return Ok(String::new());
    }
    let local = NaiveTime::parse_from_str(plain, "%H:%M")
        .map(|time| day.and_time(time))
        .or_else(|_| NaiveDateTime::parse_from_str(plain, "%Y-%m-%d %H:%M"));
    let moment = local.ok().and_then(|local| desk.now.offset().from_local_datetime(&local).single());
    match moment {
        Some(moment) => Ok(moment.to_rfc3339()),
        None => Err(Miss::at(field, i18n::refusal(&Refusal::BadTime(typed.to_owned()), desk.lang))),
    }
}

/// A date or time of evidence as it was typed: `9:30` today, a day, or day and time, with an offset if
/// one was typed. None is put in its place: what the auditor does not say is not known.
pub fn when(typed: &str, desk: &Desk, field: usize) -> Result<Option<When>, Miss> {
    let plain = half_width(typed);
    let plain = plain.trim();
    if plain.is_empty() {
        return Ok(None);
    }
    let today = NaiveTime::parse_from_str(plain, "%H:%M").ok().map(|time| desk.today().and_time(time));
    let (first, rest) = plain.split_once(char::is_whitespace).unwrap_or((plain, ""));
    let when = match today {
        Some(local) => When::of_clock(local, None),
        None => When::typed(&format!("{} {rest}", day(first))),
    };
    when.map(Some).ok_or_else(|| Miss::at(field, words::NO_WHEN.with(desk.lang, &[&typed])))
}
