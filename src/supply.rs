//! The one place that knows the clock and gives out identities; everybody else is handed a [`Supply`].
//!
//! `clippy.toml` bans the calls elsewhere, so that a test can script time and identities and find the
//! same journal, byte for byte, on each run.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, FixedOffset, TimeDelta};

/// Time and fresh identities. Cheap to clone; clones of a scripted one share its script.
#[derive(Clone, Debug)]
pub struct Supply {
    source: Source,
}

#[derive(Clone, Debug)]
enum Source {
    Real,
    Scripted(Arc<Mutex<Script>>),
}

#[derive(Debug)]
struct Script {
    at: DateTime<FixedOffset>,
    prefix: String,
    given: u32,
}

impl Supply {
    /// The clock of this machine and identities that do not recur.
    pub fn real() -> Self {
        Self { source: Source::Real }
    }

    /// For tests: a clock that stands still, and identities `id-1`, `id-2` …
    ///
    /// # Panics
    /// If the time is not RFC 3339.
    pub fn scripted(at: &str) -> Self {
        Self::scripted_as(at, "id")
    }

    /// As [`Supply::scripted`], for one of several devices in a test: identities `PREFIX-1` …
    ///
    /// # Panics
    /// If the time is not RFC 3339.
    pub fn scripted_as(at: &str, prefix: &str) -> Self {
        let at = DateTime::parse_from_rfc3339(at).expect("a scripted time is RFC 3339");
        let script = Script { at, prefix: prefix.to_owned(), given: 0 };
        Self { source: Source::Scripted(Arc::new(Mutex::new(script))) }
    }

    /// Now, with the offset of this place.
    pub fn now(&self) -> DateTime<FixedOffset> {
        match &self.source {
            #[allow(clippy::disallowed_methods, reason = "the one place that may")]
            Source::Real => chrono::Local::now().fixed_offset(),
            Source::Scripted(script) => locked(script).at,
        }
    }

    /// An identity that nobody else has: a UUID, of version 7.
    pub fn fresh_id(&self) -> String {
        match &self.source {
            #[allow(clippy::disallowed_methods, reason = "the one place that may")]
            Source::Real => uuid::Uuid::now_v7().to_string(),
            Source::Scripted(script) => {
                let mut script = locked(script);
                script.given += 1;
                format!("{}-{}", script.prefix, script.given)
            }
        }
    }

    /// A number that nobody can foretell, for a draw that is to be repeated by it; scripted ones count.
    pub fn seed(&self) -> u64 {
        match &self.source {
            // The last eight bytes of a version 7 UUID are random but for their two highest bits.
            #[allow(clippy::disallowed_methods, reason = "the one place that may")]
            Source::Real => uuid::Uuid::now_v7().as_u64_pair().1,
            Source::Scripted(script) => {
                let mut script = locked(script);
                script.given += 1;
                u64::from(script.given)
            }
        }
    }

    /// Moves a scripted clock, back too; a real one goes by itself.
    pub fn advance(&self, by: TimeDelta) {
        if let Source::Scripted(script) = &self.source {
            let mut script = locked(script);
            script.at += by;
        }
    }
}

/// A script is plain values: what a panicking test left in it can still be read.
fn locked(script: &Mutex<Script>) -> MutexGuard<'_, Script> {
    script.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scripted_supply_stands_still_until_it_is_moved_and_counts_its_identities() {
        let supply = Supply::scripted("2026-11-24T10:00:00+08:00");
        let again = supply.clone();
        assert_eq!(supply.now(), again.now());
        assert_eq!((supply.fresh_id(), again.fresh_id()), ("id-1".to_owned(), "id-2".to_owned()));
        supply.advance(TimeDelta::hours(-1));
        assert_eq!(again.now().to_rfc3339(), "2026-11-24T09:00:00+08:00");
    }

    #[test]
    fn real_identities_differ_and_fit_into_labels() {
        let supply = Supply::real();
        let (one, two) = (supply.fresh_id(), supply.fresh_id());
        assert_ne!(one, two);
        assert!(crate::domain::ids::is_label(&one), "{one}");
    }
}
