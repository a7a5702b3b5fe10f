//! How a dossier and its audits begin: the changes of the first act, the same for every way in.

use super::audit::label_order;
use super::change::{
    AuditDescribed, AuditOpened, AuditPart, AuditType, Change, ChecklistAdopted, Criterion, DossierStarted,
    MemberNamed, SiteChosen, SiteDescribed, SiteRole,
};
use super::dossier::Dossier;
use super::ids::split_label;
use super::sampling_rule::SamplingRules;

/// What a dossier is started with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The dossier's identity, a fresh UUID.
    pub dossier: String,
    /// The client's name.
    pub client: String,
    /// The checklists of the first audit, the main one first.
    pub checklists: Vec<ChecklistAdopted>,
    /// The kind of the first audit.
    pub audit_type: AuditType,
    /// The year it belongs to.
    pub year: i32,
    /// The sites' names: the head office first, then outlets.
    pub sites: Vec<String>,
    /// The rules by which outlets are sampled; `None` for the usual ones.
    pub sampling: Option<SamplingRules>,
}

impl Opening {
    /// The changes of the first act. `tag` is that of the recording stream ([`super::ids::tag`]).
    pub fn changes(self, tag: &str) -> Vec<Change> {
        let started = DossierStarted { dossier: self.dossier, client: self.client };
        let mut changes = vec![Change::DossierStarted(started)];
        for (nth, name) in self.sites.into_iter().enumerate() {
            let role = if nth == 0 { SiteRole::HeadOffice } else { SiteRole::Outlet };
            let site = format!("S-{tag}-{}", nth + 1);
            changes.push(Change::SiteDescribed(SiteDescribed { site, name, role, address: String::new() }));
        }
        let audit = format!("A-{tag}-1");
        let sampling = self.sampling.as_ref();
        changes.extend(audit_changes(audit, self.audit_type, self.year, self.checklists, sampling));
        changes
    }
}

impl Dossier {
    /// The changes that open another audit by some checklists. One that was adopted before in the
    /// same version is not adopted again.
    pub fn open_audit(
        &self,
        tag: &str,
        audit_type: AuditType,
        year: i32,
        checklists: Vec<ChecklistAdopted>,
        sampling: Option<&SamplingRules>,
    ) -> Vec<Change> {
        audit_changes(self.next_label("A", tag), audit_type, year, checklists, sampling)
            .into_iter()
            .filter(|change| !self.has_adopted(change))
            .collect()
    }

    /// Whether an audit has a scope, a choice of sites or a team that another one could take over.
    pub fn has_to_carry(&self, from: &str) -> bool {
        !self.audit_text(from, AuditPart::Scope).trim().is_empty()
            || !self.team(from).is_empty()
            || self.sites().into_iter().any(|site| self.chosen(from, &site.site).is_some())
    }

    /// The changes by which an audit takes over from an earlier one its scope, which sites are visited
    /// for which clauses, and the team. Whoever was taken off the team, and sites that were deleted, stay
    /// behind; so does what auditors differ about, and clauses if the new audit does not judge by all
    /// checklists of the earlier one. `standards` are its own; `tag` is that of the recording stream.
    pub fn carried(&self, from: &str, to: &str, standards: &[String], tag: &str) -> Vec<Change> {
        let audit = to.to_owned();
        let scope = self.audit_text(from, AuditPart::Scope);
        let mut changes = Vec::new();
        if !scope.trim().is_empty() {
            let described = AuditDescribed { audit, part: AuditPart::Scope, text: scope.to_owned() };
            changes.push(Change::AuditDescribed(described));
        }
        let chosen = self.sites().into_iter().filter_map(|site| self.chosen(from, &site.site));
        let known = self.audit(from).is_some_and(|opened| {
            opened.criteria.iter().all(|criterion| standards.contains(&criterion.standard))
        });
        let chosen = chosen.filter(|chosen| known || !chosen.visited).map(|chosen| SiteChosen {
            audit: to.to_owned(),
            clauses: if known { chosen.clauses.clone() } else { Vec::new() },
            ..chosen.clone()
        });
        changes.extend(chosen.map(Change::SiteChosen));
        let mut team = self.team(from);
        team.sort_by_key(|member| label_order(&member.member));
        let free = self.next_label("M", tag);
        let (series, first) = split_label(&free).unwrap_or((&free, 1));
        changes.extend(team.into_iter().zip(first..).map(|(member, number)| {
            let label = format!("{series}-{number}");
            Change::MemberNamed(MemberNamed { audit: to.to_owned(), member: label, ..member.clone() })
        }));
        changes
    }

    fn has_adopted(&self, change: &Change) -> bool {
        matches!(change, Change::ChecklistAdopted(adopted) if self.checklist_by_digest(&adopted.digest).is_some())
    }
}

fn audit_changes(
    audit: String,
    audit_type: AuditType,
    year: i32,
    checklists: Vec<ChecklistAdopted>,
    sampling: Option<&SamplingRules>,
) -> Vec<Change> {
    let criteria = checklists
        .iter()
        .map(|adopted| Criterion { standard: adopted.standard.clone(), digest: adopted.digest.clone() })
        .collect();
    let mut changes: Vec<Change> = checklists.into_iter().map(Change::ChecklistAdopted).collect();
    let ruled = sampling.and_then(|rules| rules.differing(&audit, audit_type));
    changes.push(Change::AuditOpened(AuditOpened { audit, audit_type, year, criteria }));
    changes.extend(ruled.map(Change::SamplingRuled));
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dossier_opens_with_its_sites_and_an_audit_by_what_it_adopted() {
        let adopted = ChecklistAdopted {
            standard: "gbt27922-2011".to_owned(),
            digest: "d".to_owned(),
            text: String::new(),
            overlays: Vec::new(),
        };
        let opening = Opening {
            dossier: "d-1".to_owned(),
            client: "厦门示例电器有限公司".to_owned(),
            checklists: vec![adopted],
            audit_type: AuditType::Initial,
            year: 2026,
            sites: vec!["总部".to_owned(), "福州服务网点".to_owned()],
            sampling: None,
        };
        let changes = opening.changes("7K3Q");
        let kinds: Vec<&str> = changes.iter().map(Change::kind).collect();
        let expected =
            ["dossier-started", "site-described", "site-described", "checklist-adopted", "audit-opened"];
        assert_eq!(kinds, expected);
        let Change::AuditOpened(opened) = &changes[4] else { panic!("{changes:?}") };
        assert_eq!((opened.audit.as_str(), opened.criteria[0].digest.as_str()), ("A-7K3Q-1", "d"));
    }
}
