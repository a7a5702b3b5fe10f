//! Following nonconformities up: the like at other outlets, those of earlier audits, repeats.

use super::change::{
    AuditOpened, Change, Item, LikeCaseChecked, Method, NcRechecked, Raised, SiteDescribed, SiteRole, Step,
};
use super::dossier::Dossier;
use super::nonconformity::Nonconformity;
use super::refusal::Refusal;
use super::rules::{Answer, needed};
use super::slot::Slot;

/// The like of a nonconformity at another outlet: asked for, and answered or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LikeCase<'a> {
    /// The outlet; the head office where somebody looked there too.
    pub site: &'a SiteDescribed,
    /// What was found there; `None` until somebody looked.
    pub checked: Option<&'a LikeCaseChecked>,
}

/// What a later audit still has to do about a nonconformity of an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Previous<'a> {
    /// Its life goes on: it is verified by its own steps.
    GoesOn,
    /// It was closed, and nobody has looked again in this audit.
    ToRecheck,
    /// It was closed, and this is what was found in this audit.
    Rechecked(&'a NcRechecked),
}

impl Dossier {
    /// The sites that are to be checked for the like of a nonconformity: a finding at one outlet asks
    /// for a check at all others (handbook, nonconformities), one of the head office for none. Wherever
    /// somebody looked without being asked to, it counts among them. Closing does not wait for them, since
    /// the handbook has no such step; they are asked for until answered.
    pub fn like_cases(&self, nc: &Nonconformity<'_>) -> Vec<LikeCase<'_>> {
        if withdrawn(nc) {
            return Vec::new();
        }
        let at_outlet = self.site(&nc.raised.site).is_some_and(|site| site.role == SiteRole::Outlet);
        let others = self.sites().into_iter().filter(|site| site.site != nc.raised.site);
        let like = |site| LikeCase { site, checked: self.like_case(&nc.raised.nc, &site.site) };
        let asked = |like: &LikeCase<'_>| at_outlet && like.site.role == SiteRole::Outlet;
        others.map(like).filter(|like| asked(like) || like.checked.is_some()).collect()
    }

    /// How many outlets have not been checked for the like of it.
    pub fn like_cases_open(&self, nc: &Nonconformity<'_>) -> usize {
        self.like_cases(nc).iter().filter(|like| like.checked.is_none()).count()
    }

    fn like_case(&self, nc: &str, site: &str) -> Option<&LikeCaseChecked> {
        match self.value(Slot::nc_like(nc, site).as_str()) {
            Some(Change::LikeCaseChecked(checked)) => Some(checked),
            _ => None,
        }
    }

    /// What is to be done in an audit about a nonconformity of an earlier one; `None` for its own, for
    /// those of later ones, for withdrawn ones and for those that were verified during it.
    pub fn previous(&self, nc: &Nonconformity<'_>, audit: &str) -> Option<Previous<'_>> {
        if withdrawn(nc) || !self.comes_before(&nc.raised.audit, audit) {
            return None;
        }
        let seen = self.verified_during(&nc.raised.nc, audit);
        if !nc.ended() {
            // What was answered or carried out since is to be verified anew.
            let verified = matches!(nc.step, Some(Step::Verified { .. })) && seen.is_some();
            return (!verified).then_some(Previous::GoesOn);
        }
        match self.value(Slot::nc_recheck(&nc.raised.nc, audit).as_str()) {
            Some(Change::NcRechecked(rechecked)) => Some(Previous::Rechecked(rechecked)),
            // What was closed on documents has still to be looked at on site.
            _ => matches!(seen, None | Some(Method::Documents)).then_some(Previous::ToRecheck),
        }
    }

    /// How its measures were verified the last time, if that was recorded after the audit had been opened.
    fn verified_during(&self, nc: &str, audit: &str) -> Option<Method> {
        let opened = self.shown(Slot::audit(audit).as_str())?;
        let (entry, method) = self.last_verified(nc)?;
        entry.reads_after(opened).then_some(method)
    }

    /// What the later audits found about a closed nonconformity, oldest first.
    pub fn rechecks(&self, nc: &str) -> Vec<&NcRechecked> {
        let audits = self.audits();
        let in_audit = |audit: &str| self.value(Slot::nc_recheck(nc, audit).as_str());
        audits
            .iter()
            .filter_map(|audit| match in_audit(&audit.audit) {
                Some(Change::NcRechecked(rechecked)) => Some(rechecked),
                _ => None,
            })
            .collect()
    }

    /// The findings on the same clause in the newest earlier audit by the same checklist that has any,
    /// those at the same site first.
    pub fn findings_before(&self, item: &Item) -> Vec<Nonconformity<'_>> {
        let audits = self.audits();
        let now = audits.iter().position(|audit| audit.audit == item.audit).unwrap_or(0);
        for audit in audits[..now].iter().rev() {
            let there = |raised: &Raised| {
                raised.audit == audit.audit
                    && raised.standard == item.standard
                    && raised.clauses.contains(&item.clause)
            };
            let mut found: Vec<Nonconformity<'_>> = self
                .below("nc/")
                .filter_map(|entry| match entry.change() {
                    Some(Change::Raised(raised)) if there(raised) => self.nonconformity(&raised.nc),
                    _ => None,
                })
                .filter(|nc| !withdrawn(nc))
                .collect();
            if !found.is_empty() {
                found.sort_by_key(|nc| nc.raised.site != item.site);
                return found;
            }
        }
        Vec::new()
    }

    /// The finding of an earlier audit that a nonconformity repeats: on one of its clauses, at the same
    /// site if there is one.
    pub fn repeats(&self, nc: &Nonconformity<'_>) -> Option<Nonconformity<'_>> {
        nc.raised.clauses.iter().find_map(|clause| {
            let item = Item {
                audit: nc.raised.audit.clone(),
                standard: nc.raised.standard.clone(),
                clause: clause.clone(),
                site: nc.raised.site.clone(),
            };
            self.findings_before(&item).into_iter().next()
        })
    }

    /// Whether an audit comes before another one.
    pub(super) fn comes_before(&self, audit: &str, other: &str) -> bool {
        let audits = self.audits();
        let place = |label: &str| audits.iter().position(|audit| audit.audit == label);
        matches!((place(audit), place(other)), (Some(first), Some(second)) if first < second)
    }

    /// What is verified at the next audit can have a result only once there is one.
    pub(super) fn check_method(&self, nc: &Nonconformity<'_>, method: Method) -> Answer {
        // Which of two audits is the later one is a matter of clocks, and refuses nothing.
        let another = |audit: &&AuditOpened| audit.audit != nc.raised.audit;
        if method == Method::NextAudit && !self.audits().iter().any(another) {
            return Err(Refusal::NoNextAudit(nc.raised.nc.clone()));
        }
        Ok(())
    }

    pub(super) fn check_like_case(&self, checked: &LikeCaseChecked) -> Answer {
        let nc = self.nonconformity(&checked.nc).ok_or_else(|| Refusal::UnknownNc(checked.nc.clone()))?;
        if withdrawn(&nc) {
            return Err(Refusal::NcEnded(checked.nc.clone()));
        }
        self.known_site(&checked.site)?;
        if checked.site == nc.raised.site {
            return Err(Refusal::OwnSite(checked.site.clone()));
        }
        needed(&checked.facts, super::rules::TEXT_LIMIT)
    }

    /// Looked at again is only what was closed, in an audit that comes after.
    pub(super) fn check_recheck(&self, rechecked: &NcRechecked) -> Answer {
        let nc = self.nonconformity(&rechecked.nc).ok_or_else(|| Refusal::UnknownNc(rechecked.nc.clone()))?;
        if self.audit(&rechecked.audit).is_none() {
            return Err(Refusal::UnknownAudit(rechecked.audit.clone()));
        }
        // Whether it was closed before or during that audit is a matter of clocks, and refuses nothing.
        if nc.step != Some(&Step::Closed) || nc.raised.audit == rechecked.audit {
            return Err(Refusal::NotToRecheck(rechecked.nc.clone()));
        }
        needed(&rechecked.facts, super::rules::TEXT_LIMIT)
    }
}

fn withdrawn(nc: &Nonconformity<'_>) -> bool {
    matches!(nc.step, Some(Step::Withdrawn { .. }))
}
