//! The visit plan with what came of it, and the coverage: who judged how much where.

use std::collections::BTreeMap;

use super::audit::{label_order, lies_below};
use super::change::{Change, Item, VisitOutcome, VisitPlanned, VisitSettled};
use super::dossier::Dossier;
use super::journal::Entry;
use super::meeting::parse_moment;
use super::refusal::Refusal;
use super::rules::{Answer, NAME_LIMIT, label, needed, reason};
use super::slot::Slot;

/// A line of the visit plan as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned<'a> {
    /// The entry that wrote or last rewrote it.
    pub entry: &'a Entry,
    /// What is planned.
    pub planned: &'a VisitPlanned,
    /// What came of it; `None` while that is not settled.
    pub outcome: Option<&'a VisitOutcome>,
}

/// How much somebody judged at a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// Who recorded the verdicts that stand.
    pub by: String,
    /// The site's label.
    pub site: String,
    /// How many leaves.
    pub judged: usize,
}

impl Dossier {
    /// The visit plan of an audit, by time.
    pub fn visit_plan(&self, audit: &str) -> Vec<Planned<'_>> {
        let of_audit = |line: &Planned<'_>| line.planned.audit == audit;
        let mut plan: Vec<Planned<'_>> =
            self.below("visit/").filter_map(|entry| self.planned_of(entry)).filter(of_audit).collect();
        plan.sort_by_key(|line| (parse_moment(&line.planned.starts), label_order(&line.planned.visit)));
        plan
    }

    /// A line of the visit plan by its label.
    pub fn planned(&self, visit: &str) -> Option<Planned<'_>> {
        self.shown(Slot::visit(visit).as_str()).and_then(|entry| self.planned_of(entry))
    }

    fn planned_of<'a>(&'a self, entry: &'a Entry) -> Option<Planned<'a>> {
        let Some(Change::VisitPlanned(planned)) = entry.change() else { return None };
        let outcome = match self.value(Slot::visit_outcome(&planned.visit).as_str()) {
            Some(Change::VisitSettled(settled)) => Some(&settled.outcome),
            _ => None,
        };
        Some(Planned { entry, planned, outcome })
    }

    /// How many leaves of a checklist a line is about, and how many of them are judged.
    pub fn progress(&self, planned: &VisitPlanned, standard: &str) -> (usize, usize) {
        let leaves = self.leaves_at(&planned.audit, standard, &planned.site);
        let of_line = leaves.into_iter().filter(|leaf| within(&leaf.clause, &planned.clauses));
        let (mut judged, mut all) = (0, 0);
        for leaf in of_line {
            let item = item(&planned.audit, standard, &leaf.clause, &planned.site);
            all += 1;
            judged += usize::from(self.is_judged(&item));
        }
        (judged, all)
    }

    /// The leaves of a checklist that are walked somewhere and that no line of the plan is about: the
    /// site's label and the clause. Lines that were dropped count as none.
    pub fn unplanned(&self, audit: &str, standard: &str) -> Vec<(String, String)> {
        let plan = self.visit_plan(audit);
        let mut left = Vec::new();
        for site in self.visited_sites(audit) {
            for leaf in self.leaves_at(audit, standard, &site.site) {
                let planned = plan.iter().any(|line| {
                    line.planned.site == site.site
                        && !matches!(line.outcome, Some(VisitOutcome::Dropped { .. }))
                        && within(&leaf.clause, &line.planned.clauses)
                });
                if !planned {
                    left.push((site.site.clone(), leaf.clause.clone()));
                }
            }
        }
        left
    }

    /// Who judged how much where: from the verdicts that stand, by name, then as sites are listed.
    pub fn coverage(&self, audit: &str, standard: &str) -> Vec<Cover> {
        let mut judged: BTreeMap<(String, usize), usize> = BTreeMap::new();
        let sites: Vec<&str> = self.sites().into_iter().map(|site| site.site.as_str()).collect();
        for entry in self.below(&format!("verdict/{audit}/{standard}/")) {
            let Some(Change::Judged(verdict)) = entry.change() else { continue };
            let site = sites.iter().position(|site| *site == verdict.item.site);
            if let Some(site) = site.filter(|_| self.is_judged(&verdict.item)) {
                *judged.entry((entry.by.to_string(), site)).or_insert(0) += 1;
            }
        }
        let cover = |((by, site), judged): ((String, usize), usize)| Cover {
            by,
            site: sites[site].to_owned(),
            judged,
        };
        judged.into_iter().map(cover).collect()
    }

    pub(super) fn check_visit(&self, planned: &VisitPlanned) -> Answer {
        label(&planned.visit)?;
        let opened = self.known_audit(&planned.audit)?;
        self.known_site(&planned.site)?;
        needed(&planned.who, NAME_LIMIT)?;
        let time = |text: &str| parse_moment(text).ok_or_else(|| Refusal::BadMoment(text.to_owned()));
        if time(&planned.ends)? < time(&planned.starts)? {
            return Err(Refusal::EndsBeforeItStarts);
        }
        planned.clauses.iter().try_for_each(|clause| self.known_clause(opened, clause))
    }

    pub(super) fn check_outcome(&self, settled: &VisitSettled) -> Answer {
        if self.planned(&settled.visit).is_none() {
            return Err(Refusal::UnknownVisit(settled.visit.clone()));
        }
        match &settled.outcome {
            VisitOutcome::Done => Ok(()),
            VisitOutcome::Deviated { reason: why } | VisitOutcome::Dropped { reason: why } => reason(why),
        }
    }
}

/// Whether a clause is one of some clauses or lies below one; of none, always.
fn within(clause: &str, clauses: &[String]) -> bool {
    clauses.is_empty() || clauses.iter().any(|above| lies_below(clause, above))
}

fn item(audit: &str, standard: &str, clause: &str, site: &str) -> Item {
    Item {
        audit: audit.to_owned(),
        standard: standard.to_owned(),
        clause: clause.to_owned(),
        site: site.to_owned(),
    }
}
