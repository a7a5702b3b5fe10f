//! Forms about the dossier: to make or open one, the client, audits and their teams, sites, exchange.

use std::path::PathBuf;

use chrono::Datelike;
use serde::{Deserialize, Serialize};

use super::statement::doubting;
use super::{Miss, Spec, Submit, day};
use crate::domain::audit::{label_order, lies_below};
use crate::domain::change::{
    AuditDescribed, AuditPart, AuditType, Change, ClientDescribed, ClientPart, MemberNamed, Role, SiteChosen,
    SiteDescribed, SiteRole,
};
use crate::domain::ids::split_label;
use crate::i18n::{Text, dossier as words, words as trade};
use crate::tui::app::Then;
use crate::tui::desk::{Desk, Open, Standpoint};
use crate::tui::message::{Effect, NewAudit, NewDossier};

/// A form about the dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "form")]
pub enum DossierForm {
    /// A dossier to make.
    New,
    /// A dossier to open, wherever it lies.
    OpenPath,
    /// Exchange with another file.
    Sync,
    /// The client's particulars.
    Client,
    /// An audit's particulars and its team.
    Audit {
        /// The audit's label.
        audit: String,
    },
    /// A site: a new one, or one to revise.
    Site {
        /// The site's label; `None` for a new one.
        site: Option<String>,
    },
    /// Whether and for which clauses a site is visited in an audit.
    Choose {
        /// The audit's label.
        audit: String,
        /// The site's label.
        site: String,
    },
    /// The same for a site that is to be left out, though items are judged there.
    LeaveOut {
        /// The audit's label.
        audit: String,
        /// The site's label.
        site: String,
    },
    /// Another audit.
    NewAudit,
}

/// Items that a doubt names at most.
const NAMED: usize = 4;
/// The client's particulars, in the order of the form.
const CLIENT: [ClientPart; 5] =
    [ClientPart::Name, ClientPart::Code, ClientPart::Address, ClientPart::Contact, ClientPart::Phone];
/// An audit's days, which stand first in its form.
const DAYS: [AuditPart; 2] = [AuditPart::Starts, AuditPart::Ends];
/// The roles of the team with their labels, after the days.
const TEAM: [(Role, Text); 6] = [
    (Role::Lead, trade::LEAD),
    (Role::Auditor, words::AUDITORS),
    (Role::TechnicalExpert, words::EXPERTS),
    (Role::Observer, words::OBSERVERS),
    (Role::Trainee, words::TRAINEES),
    (Role::Guide, words::GUIDES),
];
/// An audit's longer texts, which stand last.
const TEXTS: [AuditPart; 2] = [AuditPart::Scope, AuditPart::Purpose];

impl DossierForm {
    /// The form in which a particular of the client is written, and its field there.
    pub fn of_client(part: ClientPart) -> (Self, usize) {
        (Self::Client, CLIENT.iter().position(|field| *field == part).unwrap_or(0))
    }

    /// The form in which a particular of an audit is written, and its field there.
    pub fn of_audit(audit: &str, part: AuditPart) -> (Self, usize) {
        let day = DAYS.iter().position(|field| *field == part);
        let text = TEXTS.iter().position(|field| *field == part);
        let field = day.or(text.map(|nth| DAYS.len() + TEAM.len() + nth)).unwrap_or(0);
        (Self::Audit { audit: audit.to_owned() }, field)
    }

    /// The form in which those of a role are named, and their field there.
    pub fn of_role(audit: &str, role: Role) -> (Self, usize) {
        let nth = TEAM.iter().position(|(field, _)| *field == role).unwrap_or(0);
        (Self::Audit { audit: audit.to_owned() }, DAYS.len() + nth)
    }

    pub(super) fn title(&self, desk: &Desk, open: Option<&Open>) -> String {
        let name = match self {
            Self::New => words::NEW,
            Self::OpenPath => words::OPEN_PATH,
            Self::Sync => words::SYNC,
            Self::Client => words::CLIENT,
            Self::Site { site: None } => words::NEW_SITE,
            Self::NewAudit => words::NEW_AUDIT,
            Self::Audit { audit } => {
                let opened = open.and_then(|open| open.dossier.audit(audit));
                let Some(opened) = opened else { return audit.clone() };
                let kind = desk.t(opened.audit_type.word());
                let name = words::AUDIT.with(desk.lang, &[&opened.year, &kind]);
                return format!("{name} · {}", desk.t(words::NAMES));
            }
            Self::Site { site: Some(site) } => return words::SITE.with(desk.lang, &[site]),
            Self::Choose { site, .. } | Self::LeaveOut { site, .. } => {
                let name = open.map_or(site.as_str(), |open| open.dossier.site_name(site));
                return words::CHOOSE.with(desk.lang, &[&name]);
            }
        };
        desk.t(name).to_owned()
    }

    pub(super) fn specs(&self, desk: &Desk, open: Option<&Open>) -> Vec<Spec> {
        match (self, open) {
            (Self::New, _) => new_specs(desk),
            (Self::Sync, Some(open)) => vec![Spec::path(words::PATH, &open.other)],
            (Self::OpenPath, _) => vec![Spec::path(words::PATH, "")],
            (Self::NewAudit, open) => new_audit_specs(desk, open),
            (Self::Client, Some(open)) => client_specs(open),
            (Self::Audit { audit }, Some(open)) => audit_specs(open, audit),
            (Self::Site { site }, Some(open)) => site_specs(desk, open, site.as_deref()),
            (Self::Choose { audit, site }, Some(open)) => {
                choose_specs(desk, open, (audit, site), open.dossier.visits(audit, site))
            }
            (Self::LeaveOut { audit, site }, Some(open)) => choose_specs(desk, open, (audit, site), false),
            _ => Vec::new(),
        }
    }

    pub(super) fn submit(&self, values: &[String], desk: &Desk, open: Option<&Open>) -> Result<Submit, Miss> {
        match (self, open) {
            (Self::New, _) => new_dossier(values, desk),
            (Self::OpenPath, _) => path(values, desk).map(|path| Submit::Do(Effect::OpenDossier(path))),
            (Self::Sync, _) => path(values, desk).map(|path| Submit::Do(Effect::Sync(path))),
            (Self::NewAudit, _) => new_audit(values, desk),
            (Self::Client, Some(open)) => Ok(record(client_changes(values, open))),
            (Self::Audit { audit }, Some(open)) => Ok(record(audit_changes(values, open, audit))),
            (Self::Site { site }, Some(open)) => Ok(record(site_change(values, open, site.as_deref()))),
            (Self::Choose { audit, site } | Self::LeaveOut { audit, site }, Some(open)) => {
                Ok(choice(values, (audit, site), desk, open))
            }
            _ => Err(Miss::at(0, String::new())),
        }
    }
}

fn record(changes: Vec<(usize, Change)>) -> Submit {
    Submit::Record(changes, Then::Stay)
}

fn value(values: &[String], nth: usize) -> String {
    values.get(nth).map(|text| text.trim().to_owned()).unwrap_or_default()
}

// A new dossier, another file

fn new_specs(desk: &Desk) -> Vec<Spec> {
    let mut specs = vec![Spec::line(words::CLIENT_NAME, "")];
    specs.extend(standards(desk));
    specs.push(Spec::choice(words::AUDIT_TYPE, audit_types(desk), ""));
    specs.push(Spec::area(words::SITES, desk.t(trade::HEAD_OFFICE)));
    specs.push(Spec::line(words::PATH_NEW, ""));
    specs
}

/// The main standard, and two more that a combined audit may judge by.
fn standards(desk: &Desk) -> Vec<Spec> {
    let all: Vec<(String, String)> =
        desk.checklists.iter().map(|(id, title)| (id.clone(), desk.pick(title).to_owned())).collect();
    // The standard that this program is made for comes first.
    let usual = all.iter().find(|(id, _)| id.starts_with("gbt27922")).map_or("", |(id, _)| id).to_owned();
    let none = (String::new(), desk.t(words::NO_OTHER).to_owned());
    let others: Vec<(String, String)> = std::iter::once(none).chain(all.iter().cloned()).collect();
    vec![
        Spec::choice(words::STANDARD, all, &usual),
        Spec::choice(words::SECOND, others.clone(), "").other_than(&[words::STANDARD]),
        Spec::choice(words::THIRD, others, "").other_than(&[words::STANDARD, words::SECOND]),
    ]
}

/// The chosen standards, each once, from field `first` on.
fn chosen(values: &[String], first: usize) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for id in (first..first + 3).map(|nth| value(values, nth)) {
        if !id.is_empty() && !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

fn audit_types(desk: &Desk) -> Vec<(String, String)> {
    AuditType::ALL.iter().map(|kind| (kind.code().to_owned(), desk.t(kind.word()).to_owned())).collect()
}

fn new_dossier(values: &[String], desk: &Desk) -> Result<Submit, Miss> {
    let client = value(values, 0);
    if client.is_empty() {
        return Err(Miss::at(0, desk.t(words::NO_CLIENT)));
    }
    let sites: Vec<String> =
        value(values, 5).lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    if sites.is_empty() {
        return Err(Miss::at(5, desk.t(words::NO_SITE)));
    }
    Ok(Submit::Do(Effect::MakeDossier(NewDossier {
        path: PathBuf::from(value(values, 6)),
        client,
        standards: chosen(values, 1),
        audit_type: AuditType::parse(&value(values, 4)).unwrap_or(AuditType::Initial),
        sites,
    })))
}

fn path(values: &[String], desk: &Desk) -> Result<PathBuf, Miss> {
    let path = value(values, 0);
    if path.is_empty() { Err(Miss::at(0, desk.t(words::NO_PATH))) } else { Ok(PathBuf::from(path)) }
}

fn new_audit_specs(desk: &Desk, open: Option<&Open>) -> Vec<Spec> {
    let mut specs = standards(desk);
    specs.push(Spec::choice(words::AUDIT_TYPE, audit_types(desk), AuditType::Surveillance.code()));
    specs.push(Spec::line(words::YEAR, &desk.now.year().to_string()));
    specs.extend(open.and_then(|open| carry_spec(desk, open)));
    specs
}

/// Whether scope and team of the audit before are taken over, if it has any.
fn carry_spec(desk: &Desk, open: &Open) -> Option<Spec> {
    let before = open.dossier.audits().pop().filter(|before| open.dossier.has_to_carry(&before.audit))?;
    let kind = desk.t(before.audit_type.word());
    let yes = words::CARRIED.with(desk.lang, &[&before.year, &kind]);
    let choices = vec![(before.audit.clone(), yes), (String::new(), desk.t(words::NOT_CARRIED).to_owned())];
    Some(Spec::choice(words::CARRY, choices, &before.audit))
}

fn new_audit(values: &[String], desk: &Desk) -> Result<Submit, Miss> {
    let year = value(values, 4).parse().ok().filter(|year| (1900..=2999).contains(year));
    Ok(Submit::Do(Effect::OpenAudit(NewAudit {
        standards: chosen(values, 0),
        audit_type: AuditType::parse(&value(values, 3)).unwrap_or(AuditType::Surveillance),
        year: year.ok_or_else(|| Miss::at(4, desk.t(words::YEAR_FORM)))?,
        like: Some(value(values, 5)).filter(|like| !like.is_empty()),
    })))
}

// The client

fn client_text(open: &Open, part: ClientPart) -> &str {
    if part == ClientPart::Name { open.dossier.client() } else { open.dossier.client_text(part) }
}

fn client_specs(open: &Open) -> Vec<Spec> {
    CLIENT.iter().map(|&part| Spec::line(part.word(), client_text(open, part))).collect()
}

fn client_changes(values: &[String], open: &Open) -> Vec<(usize, Change)> {
    let changed = |(nth, &part): (usize, &ClientPart)| {
        let text = value(values, nth);
        let described = ClientDescribed { part, text };
        (described.text != client_text(open, part)).then_some((nth, Change::ClientDescribed(described)))
    };
    CLIENT.iter().enumerate().filter_map(changed).collect()
}

// An audit

fn audit_specs(open: &Open, audit: &str) -> Vec<Spec> {
    let text = |part: AuditPart| open.dossier.audit_text(audit, part);
    let days = DAYS.iter().map(|&part| Spec::line(part.word(), text(part)));
    let team = TEAM.iter().map(|(role, label)| {
        let names: Vec<&str> =
            members(open, audit, *role).iter().map(|member| member.name.as_str()).collect();
        Spec::line(*label, &names.join("、"))
    });
    let texts = TEXTS.iter().map(|&part| Spec::area(part.word(), text(part)));
    days.chain(team).chain(texts).collect()
}

/// The members of one role, in the order in which they were named.
fn members<'a>(open: &'a Open, audit: &str, role: Role) -> Vec<&'a MemberNamed> {
    let mut members: Vec<&MemberNamed> =
        open.dossier.team(audit).into_iter().filter(|member| member.role == role).collect();
    members.sort_by_key(|member| label_order(&member.member));
    members
}

fn audit_changes(values: &[String], open: &Open, audit: &str) -> Vec<(usize, Change)> {
    let described = |nth: usize, part: AuditPart, text: String| {
        let changed = text != open.dossier.audit_text(audit, part);
        let described = AuditDescribed { audit: audit.to_owned(), part, text };
        changed.then_some((nth, Change::AuditDescribed(described)))
    };
    let mut changes = Vec::new();
    for (nth, part) in DAYS.iter().enumerate() {
        changes.extend(described(nth, *part, day(&value(values, nth))));
    }
    changes.extend(team_changes(values, open, audit));
    for (at, part) in TEXTS.iter().enumerate() {
        let nth = DAYS.len() + TEAM.len() + at;
        changes.extend(described(nth, *part, value(values, nth)));
    }
    changes
}

/// What leads from the team as it is to the names as they were typed: places are renamed, a place too
/// many is emptied, one too few gets a new label.
fn team_changes(values: &[String], open: &Open, audit: &str) -> Vec<(usize, Change)> {
    let mut changes = Vec::new();
    let mut fresh = Labels::after(&open.label("M"));
    for (at, (role, _)) in TEAM.iter().enumerate() {
        let nth = DAYS.len() + at;
        let typed = value(values, nth);
        let names: Vec<&str> = typed
            .split(['、', ',', '，', ';', '；'])
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .collect();
        let known = members(open, audit, *role);
        for place in 0..names.len().max(known.len()) {
            let name = names.get(place).copied().unwrap_or_default();
            if known.get(place).is_some_and(|member| member.name == name) {
                continue;
            }
            let member = known.get(place).map_or_else(|| fresh.next(), |member| member.member.clone());
            let change = MemberNamed { audit: audit.to_owned(), member, name: name.to_owned(), role: *role };
            changes.push((nth, Change::MemberNamed(change)));
        }
    }
    changes
}

/// Labels of one series for several things of one act.
struct Labels {
    series: String,
    number: u32,
}

impl Labels {
    /// From a free label on.
    fn after(label: &str) -> Self {
        let (series, number) = split_label(label).unwrap_or((label, 1));
        Self { series: series.to_owned(), number }
    }

    fn next(&mut self) -> String {
        let label = format!("{}-{}", self.series, self.number);
        self.number += 1;
        label
    }
}

// Sites

fn site_specs(desk: &Desk, open: &Open, site: Option<&str>) -> Vec<Spec> {
    let known = site.and_then(|site| open.dossier.site(site));
    let role = known.map_or(SiteRole::Outlet, |site| site.role);
    let roles = [SiteRole::Outlet, SiteRole::HeadOffice];
    let roles = roles.iter().map(|role| (role.code().to_owned(), desk.t(role.word()).to_owned())).collect();
    vec![
        Spec::line(words::SITE_NAME, known.map_or("", |site| &site.name)),
        Spec::choice(words::SITE_ROLE, roles, role.code()),
        Spec::line(words::ADDRESS, known.map_or("", |site| &site.address)),
    ]
}

fn site_change(values: &[String], open: &Open, site: Option<&str>) -> Vec<(usize, Change)> {
    let described = SiteDescribed {
        site: site.map_or_else(|| open.label("S"), str::to_owned),
        name: value(values, 0),
        role: SiteRole::parse(&value(values, 1)).unwrap_or(SiteRole::Outlet),
        address: value(values, 2),
    };
    let choices = match site {
        Some(_) => Vec::new(),
        None => open.dossier.left_out_before(&open.at.audit, &described.site),
    };
    let changes = [Change::SiteDescribed(described)].into_iter().chain(choices);
    changes.map(|change| (0, change)).collect()
}

fn choose_specs(desk: &Desk, open: &Open, (audit, site): (&str, &str), visited: bool) -> Vec<Spec> {
    let choices = [("yes", words::YES), ("no", words::NO)];
    let choices = choices.iter().map(|(code, text)| ((*code).to_owned(), desk.t(*text).to_owned())).collect();
    vec![
        Spec::choice(words::VISITED, choices, if visited { "yes" } else { "no" }),
        Spec::line(words::CLAUSES, &open.dossier.clauses_at(audit, site).join(" ")),
    ]
}

/// What is judged already and would not count any more is told once.
fn choice(values: &[String], (audit, site): (&str, &str), desk: &Desk, open: &Open) -> Submit {
    let typed = value(values, 1);
    let clauses = typed.split([' ', ',', '，', '、', ';', '；']).filter(|clause| !clause.is_empty());
    let chosen = SiteChosen {
        audit: audit.to_owned(),
        site: site.to_owned(),
        visited: value(values, 0) != "no",
        clauses: clauses.map(str::to_owned).collect(),
    };
    let told = |(count, which): (usize, String)| words::DROPS.with(desk.lang, &[&count, &which]);
    let drops = drops(&chosen, open).map(|drops| Miss::at(usize::from(chosen.visited), told(drops)));
    doubting(drops, record(vec![(1, Change::SiteChosen(chosen))]))
}

/// How many items that are judged would not count any more if a site were visited like this, and the
/// first of them; `None` if there are none.
pub fn drops(chosen: &SiteChosen, open: &Open) -> Option<(usize, String)> {
    let (audit, site) = (&chosen.audit, &chosen.site);
    let above = |clause: &str| chosen.clauses.iter().any(|above| lies_below(clause, above));
    let stays = |clause: &str| chosen.visited && (chosen.clauses.is_empty() || above(clause));
    let mut gone = Vec::new();
    for criterion in &open.dossier.audit(audit)?.criteria {
        let at =
            Standpoint { audit: audit.clone(), standard: criterion.standard.clone(), site: site.clone() };
        let leaves = open.dossier.leaves_at(audit, &criterion.standard, site).into_iter();
        let lost =
            leaves.filter(|leaf| !stays(&leaf.clause) && open.dossier.is_judged(&at.item(&leaf.clause)));
        gone.extend(lost.map(|leaf| leaf.clause.clone()));
    }
    let named = gone.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(" ");
    let more = if gone.len() > NAMED { "…" } else { "" };
    (!gone.is_empty()).then(|| (gone.len(), format!("{named}{more}")))
}
