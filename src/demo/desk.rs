//! An auditor at a laptop, and the days of the visit.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeDelta};

use super::DemoError;
use crate::domain::change::{Change, CitedForItem, CitedForNc, Evidence, EvidenceTaken, Item};
use crate::domain::change::{Judged, Remarked, Step, Stepped, Verdict};
use crate::domain::dossier::Dossier;
use crate::domain::journal::Stamp;
use crate::store::Store;

/// The days of the visit, counted back from today.
pub struct Calendar {
    now: DateTime<FixedOffset>,
}

impl Calendar {
    /// The visit ends now.
    pub fn until(now: DateTime<FixedOffset>) -> Self {
        Self { now }
    }

    /// So many days ago, at an hour and minute of that day.
    pub fn at(&self, days_ago: u64, hour: i64, minute: i64) -> DateTime<FixedOffset> {
        let midnight = self.now.naive_local().date().and_time(chrono::NaiveTime::MIN);
        let moment = midnight - Days::new(days_ago) + TimeDelta::minutes(hour * 60 + minute);
        moment.and_local_timezone(*self.now.offset()).single().unwrap_or(self.now)
    }

    /// The date of so many days ago.
    pub fn day(&self, days_ago: u64) -> NaiveDate {
        self.now.date_naive() - Days::new(days_ago)
    }

    /// The date in so many days.
    pub fn in_days(&self, days: u64) -> NaiveDate {
        self.now.date_naive() + Days::new(days)
    }
}

/// One auditor with one file open.
pub struct Desk {
    /// The file.
    pub store: Store,
    /// What it comes to.
    pub dossier: Dossier,
    by: &'static str,
}

impl Desk {
    /// Sits down at an open file.
    pub fn at(store: Store, by: &'static str) -> Result<Self, DemoError> {
        let dossier = store.load()?;
        Ok(Self { store, dossier, by })
    }

    /// Records one act through the rules.
    pub fn record(&mut self, at: DateTime<FixedOffset>, changes: &[Change]) -> Result<(), DemoError> {
        let proposals =
            self.dossier.attempt(changes).map_err(|(_, refusal)| DemoError::Refused(Box::new(refusal)))?;
        for entry in self.store.append(&proposals, &Stamp { at, by: self.by.into() })? {
            self.dossier.apply(entry);
        }
        Ok(())
    }

    /// The next free label of a series.
    pub fn label(&self, series: &str) -> String {
        self.dossier.next_label(series, self.store.tag())
    }

    /// A leaf at the nth site of the only audit.
    pub fn item(&self, clause: &str, site: usize) -> Item {
        let audit = self.dossier.audits().first().map(|audit| audit.audit.clone()).unwrap_or_default();
        let site = self.dossier.sites().get(site).map(|site| site.site.clone()).unwrap_or_default();
        Item { audit, standard: super::visit::STANDARD.to_owned(), clause: clause.to_owned(), site }
    }

    /// Gives a leaf its verdict.
    pub fn judge(
        &mut self,
        at: DateTime<FixedOffset>,
        item: &Item,
        verdict: Verdict,
    ) -> Result<(), DemoError> {
        self.record(at, &[Change::Judged(Judged { item: item.clone(), verdict })])
    }

    /// Writes a remark on a leaf.
    pub fn remark(&mut self, at: DateTime<FixedOffset>, item: &Item, text: &str) -> Result<(), DemoError> {
        let remark = self.label("R");
        self.record(at, &[Change::Remarked(Remarked { item: item.clone(), remark, text: text.to_owned() })])
    }

    /// Registers evidence and cites it for a leaf, and for a nonconformity if there is one.
    pub fn evidence(
        &mut self,
        at: DateTime<FixedOffset>,
        item: &Item,
        nc: Option<&str>,
        body: Evidence,
    ) -> Result<(), DemoError> {
        let evidence = self.label("E");
        let mut changes = vec![
            Change::EvidenceTaken(EvidenceTaken {
                evidence: evidence.clone(),
                audit: item.audit.clone(),
                body,
            }),
            Change::CitedForItem(CitedForItem {
                evidence: evidence.clone(),
                item: item.clone(),
                cited: true,
            }),
        ];
        if let Some(nc) = nc {
            changes.push(Change::CitedForNc(CitedForNc { evidence, nc: nc.to_owned(), cited: true }));
        }
        self.record(at, &changes)
    }

    /// Takes a nonconformity one step on.
    pub fn step(&mut self, at: DateTime<FixedOffset>, nc: &str, step: Step) -> Result<(), DemoError> {
        self.record(at, &[Change::Stepped(Stepped::new(nc, step))])
    }
}
