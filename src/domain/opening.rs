//! How a dossier and its audits begin: the changes of the first act, the same for every way in.

use super::audit::{label_order, lies_below};
use super::change::{
    AuditDescribed, AuditOpened, AuditPart, AuditType, Change, ChecklistAdopted, Criterion, DossierStarted,
    MemberNamed, SiteChosen, SiteDescribed, SiteRole,
};
use super::checklist::Checklist;
use super::dossier::{Dossier, read_checklist};
use super::ids::split_label;
use super::sampling_rule::SamplingRules;
use super::slot::Slot;

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

    /// The choices that keep a site which is described now, in one audit, out of those before it: it was not
    /// visited then, and their scores are not to wait for it.
    pub fn left_out_before(&self, audit: &str, site: &str) -> Vec<Change> {
        let before = self.audits().into_iter().filter(|other| self.comes_before(&other.audit, audit));
        let choice = |other: &AuditOpened| SiteChosen {
            audit: other.audit.clone(),
            site: site.to_owned(),
            visited: false,
            clauses: Vec::new(),
        };
        before.map(|other| Change::SiteChosen(choice(other))).collect()
    }

    /// Whether an audit has a scope, a choice of sites or a team that another one could take over.
    pub fn has_to_carry(&self, from: &str) -> bool {
        self.agreed_scope(from).is_some()
            || !self.agreed_team(from).is_empty()
            || self.agreed_choices(from).next().is_some()
    }

    /// The changes by which an audit takes over from an earlier one its scope, which sites are visited
    /// for which clauses, and the team. Whoever was taken off the team, and sites that were deleted, stay
    /// behind; so does what auditors differ about.
    ///
    /// Of a choice of clauses those are taken over that the new audit's copy still has. A site of whose
    /// choice none is left, or that was chosen for in an audit by a checklist that the new one does not judge
    /// by, is visited as a site is that nobody chose for: for every clause, so that none is passed over
    /// unseen. `criteria` are the checklists of the new audit; `tag` is that of the recording stream.
    pub fn carried(&self, from: &str, to: &str, criteria: &[ChecklistAdopted], tag: &str) -> Vec<Change> {
        let audit = to.to_owned();
        let mut changes = Vec::new();
        if let Some(scope) = self.agreed_scope(from) {
            let described = AuditDescribed { audit, part: AuditPart::Scope, text: scope.to_owned() };
            changes.push(Change::AuditDescribed(described));
        }
        let judged_by = |standard: &str| criteria.iter().any(|adopted| adopted.standard == standard);
        let known = self
            .audit(from)
            .is_some_and(|opened| opened.criteria.iter().all(|criterion| judged_by(&criterion.standard)));
        let lists: Vec<Checklist> =
            criteria.iter().filter_map(|adopted| read_checklist(adopted).ok()).collect();
        let still_there = |clause: &&String| {
            let mut leaves = lists.iter().flat_map(Checklist::leaves);
            known && leaves.any(|leaf| lies_below(&leaf.clause, clause))
        };
        let chosen = self.agreed_choices(from).filter_map(|chosen| {
            let clauses: Vec<String> = chosen.clauses.iter().filter(still_there).cloned().collect();
            let as_nobody_chose =
                chosen.visited && clauses.is_empty() && !(known && chosen.clauses.is_empty());
            let carried = SiteChosen { audit: to.to_owned(), clauses, ..chosen.clone() };
            (!as_nobody_chose).then_some(Change::SiteChosen(carried))
        });
        changes.extend(chosen);
        let mut team = self.agreed_team(from);
        team.sort_by_key(|member| label_order(&member.member));
        let free = self.next_label("M", tag);
        let (series, first) = split_label(&free).unwrap_or((&free, 1));
        changes.extend(team.into_iter().zip(first..).map(|(member, number)| {
            let label = format!("{series}-{number}");
            Change::MemberNamed(MemberNamed { audit: to.to_owned(), member: label, ..member.clone() })
        }));
        changes
    }

    fn agreed_scope(&self, audit: &str) -> Option<&str> {
        let agreed = !self.in_conflict(Slot::audit_text(audit, AuditPart::Scope).as_str());
        Some(self.audit_text(audit, AuditPart::Scope)).filter(|text| agreed && !text.trim().is_empty())
    }

    fn agreed_choices(&self, audit: &str) -> impl Iterator<Item = &SiteChosen> {
        let choices = self.sites().into_iter().filter_map(move |site| self.chosen(audit, &site.site));
        choices.filter(|chosen| !self.in_conflict(Slot::audit_site(&chosen.audit, &chosen.site).as_str()))
    }

    fn agreed_team(&self, audit: &str) -> Vec<&MemberNamed> {
        let agreed = |member: &&MemberNamed| !self.in_conflict(Slot::member(audit, &member.member).as_str());
        self.team(audit).into_iter().filter(agreed).collect()
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
    use crate::domain::change::Role;
    use crate::domain::dossier::checklist_digest;
    use crate::domain::journal::{Proposal, Stamp, Stream, seal_act};

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

    /// A checklist with these leaves.
    fn edition(clauses: &[&str]) -> ChecklistAdopted {
        let leaf = |clause: &&str| format!("[[indicator]]\nclause = \"{clause}\"\n{LEAF}");
        let text = clauses.iter().map(leaf).fold(HEAD.to_owned(), |text, leaf| text + &leaf);
        let digest = checklist_digest(&text, &[]);
        ChecklistAdopted { standard: "x".to_owned(), digest, text, overlays: Vec::new() }
    }

    const HEAD: &str = r#"
standard = "X"
edition = "2026"
title.zh = "例"
title.en = "Example"
status.zh = "自拟"
status.en = "our own"
superseded-by = ""
"#;
    const LEAF: &str = r#"title.zh = "项"
title.en = "item"
points = "unknown"
check = { zh = "查", en = "check" }
ask = { zh = ["问"], en = ["ask"] }
evidence = { zh = ["看"], en = ["see"] }
may-sample = true
may-delete = false
"#;

    fn write(dossier: &mut Dossier, stream: &mut Stream, proposals: &[Proposal]) {
        let at = chrono::DateTime::parse_from_rfc3339("2026-11-24T10:00:00+08:00").unwrap();
        let stamp = Stamp { at, by: "甲".into() };
        for sealed in seal_act(stream, &stamp, proposals).unwrap() {
            dossier.apply(sealed.entry);
        }
    }

    /// A dossier with an audit by a checklist of the clauses 1, 2 and 3.
    fn opened() -> (Dossier, Stream) {
        let opening = Opening {
            dossier: "d".to_owned(),
            client: "甲".to_owned(),
            checklists: vec![edition(&["1", "2", "3"])],
            audit_type: AuditType::Initial,
            year: 2026,
            sites: ["总部", "网点一", "网点二", "网点三"].map(str::to_owned).to_vec(),
            sampling: None,
        };
        let (mut dossier, mut stream) = (Dossier::default(), Stream::new("one", "d"));
        let proposals = dossier.attempt(&opening.changes("T")).unwrap();
        write(&mut dossier, &mut stream, &proposals);
        (dossier, stream)
    }

    fn chosen(nth: usize, visited: bool, clauses: &[&str]) -> Change {
        let clauses = clauses.iter().map(|clause| (*clause).to_owned()).collect();
        let (audit, site) = ("A-T-1".to_owned(), format!("S-T-{nth}"));
        Change::SiteChosen(SiteChosen { audit, site, visited, clauses })
    }

    #[test]
    fn an_edition_that_lost_a_clause_takes_over_the_others_and_is_not_refused() {
        let (mut dossier, mut stream) = opened();
        let choices = [chosen(1, true, &["1", "3"]), chosen(2, true, &["3"]), chosen(3, false, &["3"])];
        let proposals = dossier.attempt(&choices).unwrap();
        write(&mut dossier, &mut stream, &proposals);
        let lists = [edition(&["1", "2"])];
        let mut changes = dossier.open_audit("T", AuditType::Surveillance, 2027, lists.to_vec(), None);
        changes.extend(dossier.carried("A-T-1", "A-T-2", &lists, "T"));
        let proposals = dossier.attempt(&changes).unwrap();
        write(&mut dossier, &mut stream, &proposals);
        assert_eq!(dossier.clauses_at("A-T-2", "S-T-1"), ["1"]);
        assert!(dossier.visits("A-T-2", "S-T-2") && dossier.clauses_at("A-T-2", "S-T-2").is_empty());
        assert!(dossier.chosen("A-T-2", "S-T-2").is_none(), "as if nobody had chosen for it");
        assert!(!dossier.visits("A-T-2", "S-T-3"));
    }

    #[test]
    fn what_auditors_differ_about_stays_behind() {
        let (mut dossier, mut stream) = opened();
        let scope = |text: &str| {
            let (audit, text) = ("A-T-1".to_owned(), text.to_owned());
            Change::AuditDescribed(AuditDescribed { audit, part: AuditPart::Scope, text })
        };
        let member = |name: &str| {
            let member = MemberNamed {
                audit: "A-T-1".to_owned(),
                member: "M-T-1".to_owned(),
                name: name.to_owned(),
                role: Role::Lead,
            };
            Change::MemberNamed(member)
        };
        let one = [scope("甲"), member("甲"), chosen(1, false, &[]), chosen(2, true, &["1"])];
        let two = [scope("乙"), member("乙"), chosen(1, true, &["1"]), chosen(2, true, &["1"])];
        // Each was recorded without knowing of the other.
        let (one, two) = (dossier.attempt(&one).unwrap(), dossier.attempt(&two).unwrap());
        write(&mut dossier, &mut stream, &one);
        let lists = [edition(&["1", "2", "3"])];
        let carried = |dossier: &Dossier| dossier.carried("A-T-1", "A-T-2", &lists, "T").len();
        assert_eq!(carried(&dossier), 4);
        write(&mut dossier, &mut Stream::new("two", "d"), &two);
        assert_eq!(dossier.conflicts().count(), 3);
        assert_eq!(carried(&dossier), 1, "the choice in which both agree");
        assert!(dossier.has_to_carry("A-T-1"));
    }
}
