//! Audits, sites and team as they stand in a dossier; which leaves are walked where.

use std::sync::Arc;

use super::change::{
    AuditOpened, AuditPart, Change, Item, Judged, MemberNamed, Remarked, SiteChosen, SiteDescribed, SiteRole,
    Verdict,
};
use super::checklist::{Checklist, Indicator};
use super::dossier::{Dossier, Reading};
use super::journal::Entry;
use super::refusal::Refusal;
use super::rules::{Answer, counts, reason};
use super::slot::{self, Slot};

/// What stands in the verdict of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// A verdict, [`Verdict::Open`] included.
    One(Verdict),
    /// Verdicts that differ.
    Differing,
    /// Something recorded by a newer version.
    Newer,
}

impl Dossier {
    /// The audits, oldest first.
    pub fn audits(&self) -> Vec<&AuditOpened> {
        let mut audits: Vec<(&Entry, &AuditOpened)> = self
            .below("audit/")
            .filter_map(|entry| match entry.change() {
                Some(Change::AuditOpened(opened)) => Some((entry, opened)),
                _ => None,
            })
            .collect();
        audits.sort_by_key(|(entry, opened)| (opened.year, entry.at, &opened.audit));
        audits.into_iter().map(|(_, opened)| opened).collect()
    }

    /// An audit by its label.
    pub fn audit(&self, audit: &str) -> Option<&AuditOpened> {
        match self.value(Slot::audit(audit).as_str()) {
            Some(Change::AuditOpened(opened)) => Some(opened),
            _ => None,
        }
    }

    /// A particular of an audit; empty if not written down.
    pub fn audit_text(&self, audit: &str, part: AuditPart) -> &str {
        match self.value(Slot::audit_text(audit, part).as_str()) {
            Some(Change::AuditDescribed(described)) => &described.text,
            _ => "",
        }
    }

    /// The client's sites: head office first, then by label.
    pub fn sites(&self) -> Vec<&SiteDescribed> {
        let mut sites: Vec<&SiteDescribed> = self
            .below("site/")
            .filter_map(|entry| match entry.change() {
                Some(Change::SiteDescribed(described)) => Some(described),
                _ => None,
            })
            .collect();
        sites.sort_by_key(|site| (site.role != SiteRole::HeadOffice, label_order(&site.site)));
        sites
    }

    /// A site by its label.
    pub fn site(&self, site: &str) -> Option<&SiteDescribed> {
        match self.value(Slot::site(site).as_str()) {
            Some(Change::SiteDescribed(described)) => Some(described),
            _ => None,
        }
    }

    /// A site's name, or its label where it has none.
    pub fn site_name<'a>(&'a self, site: &'a str) -> &'a str {
        self.site(site).map_or(site, |described| &described.name)
    }

    /// What was decided about a site's part in an audit.
    pub(super) fn chosen(&self, audit: &str, site: &str) -> Option<&SiteChosen> {
        match self.value(Slot::audit_site(audit, site).as_str()) {
            Some(Change::SiteChosen(chosen)) => Some(chosen),
            _ => None,
        }
    }

    /// Whether a site is visited in an audit. Every site of the client is, unless decided otherwise.
    pub fn visits(&self, audit: &str, site: &str) -> bool {
        self.site(site).is_some() && self.chosen(audit, site).is_none_or(|chosen| chosen.visited)
    }

    /// The clauses walked at a site, each with all below it; empty means all.
    pub fn clauses_at(&self, audit: &str, site: &str) -> &[String] {
        self.chosen(audit, site).map_or(&[], |chosen| &chosen.clauses)
    }

    /// The sites visited in an audit: head office first.
    pub fn visited_sites(&self, audit: &str) -> Vec<&SiteDescribed> {
        self.sites().into_iter().filter(|site| self.visits(audit, &site.site)).collect()
    }

    /// Whether a leaf is walked at a site that is visited.
    pub fn walks(&self, audit: &str, site: &str, clause: &str) -> bool {
        let clauses = self.clauses_at(audit, site);
        clauses.is_empty() || clauses.iter().any(|above| lies_below(clause, above))
    }

    /// The dossier's own copy of a checklist that an audit judges by.
    pub fn checklist(&self, audit: &str, standard: &str) -> Option<&Arc<Checklist>> {
        let criterion =
            self.audit(audit)?.criteria.iter().find(|criterion| criterion.standard == standard)?;
        self.checklist_by_digest(&criterion.digest)
    }

    /// The leaves walked at a site, in clause order.
    pub fn leaves_at(&self, audit: &str, standard: &str, site: &str) -> Vec<&Indicator> {
        let Some(checklist) = self.checklist(audit, standard) else { return Vec::new() };
        checklist.leaves().filter(|leaf| self.walks(audit, site, &leaf.clause)).collect()
    }

    /// The verdict of an item.
    pub fn judgement(&self, item: &Item) -> Judgement {
        match self.read(Slot::verdict(item).as_str()) {
            Reading::Empty => Judgement::One(Verdict::Open),
            Reading::One(entry) => match entry.change() {
                Some(Change::Judged(judged)) => Judgement::One(judged.verdict.clone()),
                _ => Judgement::Newer,
            },
            Reading::Differing(_) => Judgement::Differing,
        }
    }

    pub(super) fn check_verdict(&self, judged: &Judged) -> Answer {
        let item = &judged.item;
        // What stands outside the visit can always go back to open.
        if judged.verdict == Verdict::Open && self.value(Slot::verdict(item).as_str()).is_some() {
            return Ok(());
        }
        self.known_item(item)?;
        let leaf = self
            .checklist(&item.audit, &item.standard)
            .and_then(|checklist| checklist.indicator(&item.clause))
            .ok_or_else(|| Refusal::NotALeaf(item.clause.clone()))?;
        match &judged.verdict {
            Verdict::Open | Verdict::Conform | Verdict::Nonconform => Ok(()),
            Verdict::Sampled { .. } if !leaf.may_sample => Err(Refusal::MayNotSample(item.clause.clone())),
            Verdict::Sampled { sampled, failed } => counts(*sampled, *failed),
            Verdict::Deleted { .. } if !leaf.may_delete => Err(Refusal::MayNotDelete(item.clause.clone())),
            Verdict::Deleted { reason: why } => reason(why),
        }
    }

    /// Whether an item has been judged: everybody who judged it says the same, and not that it is open.
    /// What auditors differ about counts nowhere until it is decided.
    pub fn is_judged(&self, item: &Item) -> bool {
        matches!(self.judgement(item), Judgement::One(verdict) if verdict != Verdict::Open)
    }

    /// The remarks on an item, oldest first.
    pub fn remarks(&self, item: &Item) -> Vec<(&Entry, &Remarked)> {
        let prefix = slot::below_item("remark", item);
        let mut remarks: Vec<(&Entry, &Remarked)> = self
            .below(&prefix)
            .filter_map(|entry| match entry.change() {
                Some(Change::Remarked(remarked)) if !remarked.text.is_empty() => Some((entry, remarked)),
                _ => None,
            })
            .collect();
        remarks.sort_by_key(|(entry, remarked)| (entry.at, label_order(&remarked.remark)));
        remarks
    }

    /// The team of an audit, by label.
    pub fn team(&self, audit: &str) -> Vec<&MemberNamed> {
        let prefix = format!("member/{audit}/");
        self.below(&prefix)
            .filter_map(|entry| match entry.change() {
                Some(Change::MemberNamed(member)) if !member.name.is_empty() => Some(member),
                _ => None,
            })
            .collect()
    }

    /// The last verdict of the same leaf at the same site in an earlier audit, with that audit.
    pub fn last_time(&self, item: &Item) -> Option<(&AuditOpened, Verdict)> {
        let audits = self.audits();
        let now = audits.iter().position(|audit| audit.audit == item.audit)?;
        audits[..now].iter().rev().find_map(|audit| {
            let before = Item { audit: audit.audit.clone(), ..item.clone() };
            match self.judgement(&before) {
                Judgement::One(Verdict::Open) | Judgement::Differing | Judgement::Newer => None,
                Judgement::One(verdict) => Some((*audit, verdict)),
            }
        })
    }
}

/// Whether a clause is `above` or lies below it: `5.1.10` is not below `5.1.1`.
pub fn lies_below(clause: &str, above: &str) -> bool {
    clause.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Orders labels by series, then by number: `E-7K3Q-10` after `E-7K3Q-9`.
pub fn label_order(label: &str) -> (&str, u32) {
    super::ids::split_label(label).unwrap_or((label, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_lies_below_whole_numbers_only() {
        assert!(lies_below("5.1.1.2", "5.1"));
        assert!(lies_below("5.1", "5.1"));
        assert!(!lies_below("5.10", "5.1"));
        assert!(!lies_below("5", "5.1"));
    }

    #[test]
    fn labels_are_ordered_as_people_count() {
        let mut labels = vec!["E-A-10", "E-A-9", "E-B-1"];
        labels.sort_by_key(|label| label_order(label));
        assert_eq!(labels, ["E-A-9", "E-A-10", "E-B-1"]);
    }
}
