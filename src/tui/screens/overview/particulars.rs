//! What was written down once: sites, audits and teams, client, checklists, the file.

use super::lines::{Leads, Line, Tone};
use crate::domain::change::{
    AuditOpened, AuditPart, Class, ClientPart, Criterion, MemberNamed, Role, SiteDescribed,
};
use crate::domain::nonconformity::Nonconformity;
use crate::domain::slot::Slot;
use crate::i18n::{Text, overview as words};
use crate::tui::desk::{Desk, Open, Standpoint};
use crate::tui::forms::dossier::DossierForm;
use crate::tui::keymap::Action;
use crate::tui::paint::first_line;
use crate::tui::view::moment;

fn or_unwritten(desk: &Desk, text: &str) -> (String, Tone) {
    match first_line(text) {
        "" => (desk.t(words::UNWRITTEN).to_owned(), Tone::Quiet),
        line => (line.to_owned(), Tone::Plain),
    }
}

/// The sites with what is judged at each.
pub fn sites(desk: &Desk, open: &Open) -> Vec<Line> {
    let mut lines = vec![Line::heading(desk, words::SITES)];
    lines.extend(open.dossier.sites().into_iter().map(|site| site_line(desk, open, site)));
    lines
}

fn site_line(desk: &Desk, open: &Open, site: &SiteDescribed) -> Line {
    let key = Slot::site(&site.site).to_string();
    let role = desk.t(site.role.word());
    if !open.dossier.visits(&open.at.audit, &site.site) {
        let text = format!("{}  {}", site.name, desk.t(words::NOT_VISITED));
        let leads = Leads::Ask(DossierForm::Choose { audit: open.at.audit.clone(), site: site.site.clone() });
        return Line::new(key, role, text).tone(Tone::Quiet).leads(leads);
    }
    let leaves = open.dossier.leaves_at(&open.at.audit, &open.at.standard, &site.site);
    let at = Standpoint { site: site.site.clone(), ..open.at.clone() };
    let judged = leaves.iter().filter(|leaf| open.dossier.is_judged(&at.item(&leaf.clause))).count();
    let mut text = format!("{}  {}", site.name, words::JUDGED.with(desk.lang, &[&judged, &leaves.len()]));
    let clauses = open.dossier.clauses_at(&open.at.audit, &site.site);
    if !clauses.is_empty() {
        text = format!("{text}  {}", words::SOME_CLAUSES.with(desk.lang, &[&clauses.join(" ")]));
    }
    let ncs = open.dossier.nonconformities();
    let is_open = |nc: &&Nonconformity<'_>| !nc.ended() && nc.class != Some(Class::Observation);
    let ncs = ncs.iter().filter(is_open).filter(|nc| nc.raised.site == site.site).count();
    if ncs > 0 {
        text = format!("{text}  {}", words::SITE_NCS.with(desk.lang, &[&ncs]));
    }
    if site.site == open.at.site {
        text = format!("{text}  ({})", desk.t(words::HERE));
    }
    Line::new(key, role, text).leads(Leads::Walk(site.site.clone()))
}

/// The audits, newest first; of the one seen here also dates, team and texts.
pub fn audits(desk: &Desk, open: &Open) -> Vec<Line> {
    let mut lines = vec![Line::heading(desk, words::AUDITS)];
    for audit in open.dossier.audits().into_iter().rev() {
        lines.push(audit_line(desk, open, audit));
        if audit.audit == open.at.audit {
            lines.extend(audit_texts(desk, open, audit));
        }
    }
    lines
}

fn audit_line(desk: &Desk, open: &Open, audit: &AuditOpened) -> Line {
    let standards: Vec<&str> = audit.criteria.iter().map(|criterion| criterion.standard.as_str()).collect();
    let text = format!("{}  {}", desk.t(audit.audit_type.word()), standards.join(" "));
    let line = |text: String| Line::new(Slot::audit(&audit.audit).to_string(), audit.year.to_string(), text);
    if audit.audit == open.at.audit {
        return line(format!("{text}  ({})", desk.t(words::HERE))).leads(edit(audit));
    }
    let first = |criterion: &Criterion| criterion.standard.clone();
    let at = Standpoint {
        audit: audit.audit.clone(),
        standard: audit.criteria.first().map(first).unwrap_or_default(),
        site: open.at.site.clone(),
    };
    line(text).leads(Leads::Stand(at))
}

fn edit(audit: &AuditOpened) -> Leads {
    Leads::Ask(DossierForm::Audit { audit: audit.audit.clone() })
}

fn audit_texts(desk: &Desk, open: &Open, audit: &AuditOpened) -> Vec<Line> {
    let text = |part| open.dossier.audit_text(&audit.audit, part);
    let slot = |part| Slot::audit_text(&audit.audit, part).to_string();
    let days = [text(AuditPart::Starts), text(AuditPart::Ends)];
    let days = match days {
        ["", ""] => String::new(),
        [from, to] => format!("{from} - {to}"),
    };
    let line = |key: String, label: Text, text: &str| {
        let (text, tone) = or_unwritten(desk, text);
        Line::new(key, desk.t(label), text).tone(tone).leads(edit(audit))
    };
    vec![
        line(slot(AuditPart::Starts), words::DATES, &days),
        line(format!("member/{}", audit.audit), words::TEAM, &team(desk, open, audit)),
        line(slot(AuditPart::Scope), words::SCOPE, text(AuditPart::Scope)),
        line(slot(AuditPart::Purpose), words::PURPOSE, text(AuditPart::Purpose)),
    ]
}

/// The team, role by role.
fn team(desk: &Desk, open: &Open, audit: &AuditOpened) -> String {
    let team = open.dossier.team(&audit.audit);
    let of = |role: Role| {
        let names: Vec<&str> = team
            .iter()
            .filter(|member: &&&MemberNamed| member.role == role)
            .map(|member| member.name.as_str())
            .collect();
        (!names.is_empty()).then(|| format!("{} {}", desk.t(role.word()), names.join("、")))
    };
    Role::ALL.iter().filter_map(|role| of(*role)).collect::<Vec<_>>().join("  ")
}

/// The client's particulars.
pub fn client(desk: &Desk, open: &Open) -> Vec<Line> {
    let mut lines = vec![Line::heading(desk, words::CLIENT)];
    for &part in ClientPart::ALL {
        let text = match part {
            ClientPart::Name => open.dossier.client(),
            _ => open.dossier.client_text(part),
        };
        let (text, tone) = or_unwritten(desk, text);
        let line = Line::new(Slot::client(part).to_string(), desk.t(part.word()), text);
        lines.push(line.tone(tone).leads(Leads::Ask(DossierForm::Client)));
    }
    lines
}

/// The checklists that the audit judges by, with what must be known about each.
pub fn checklists(desk: &Desk, open: &Open) -> Vec<Line> {
    let mut lines = vec![Line::heading(desk, words::CHECKLISTS)];
    let audit = open.dossier.audit(&open.at.audit);
    for criterion in audit.map(|audit| audit.criteria.as_slice()).unwrap_or_default() {
        lines.extend(checklist(desk, open, criterion));
    }
    lines
}

fn checklist(desk: &Desk, open: &Open, criterion: &Criterion) -> Vec<Line> {
    let slot = Slot::checklist(&criterion.digest).to_string();
    let at = Standpoint { standard: criterion.standard.clone(), ..open.at.clone() };
    let Some(list) = open.dossier.checklist(&at.audit, &at.standard) else {
        let text = words::UNREADABLE.with(desk.lang, &[&criterion.standard]);
        return vec![Line::new(slot, desk.look.marks.conflict, text).tone(Tone::Bad)];
    };
    let here = if at == open.at { format!("  ({})", desk.t(words::HERE)) } else { String::new() };
    let title = format!("{}{here}", desk.pick(&list.title));
    let mut lines = vec![Line::new(slot.clone(), list.standard.clone(), title).leads(Leads::Stand(at))];
    let mut status = desk.pick(&list.status).to_owned();
    if let Some(newer) = &list.superseded_by {
        status = format!("{status} · {}", words::SUPERSEDED.with(desk.lang, &[newer]));
    }
    let tone = if list.superseded_by.is_some() { Tone::Attention } else { Tone::Quiet };
    lines.push(Line::new(format!("{slot}/status"), "", status).tone(tone));
    if let Some(why) = &list.partial {
        let text = desk.pick(why);
        lines.push(Line::new(format!("{slot}/partial"), "", text).tone(Tone::Attention));
    }
    for signed in &list.signed {
        let clauses = signed.confirmed.join(" ");
        let text = words::CONFIRMED.with(desk.lang, &[&signed.by, &signed.date, &clauses]);
        lines.push(Line::new(format!("{slot}/signed"), "", text).tone(Tone::Quiet));
    }
    lines
}

/// The file and its journal.
pub fn file(desk: &Desk, open: &Open) -> Vec<Line> {
    let timeline = Leads::Do(Action::GoTimeline);
    let mut lines = vec![Line::heading(desk, words::DOSSIER)];
    lines.push(Line::new("dossier", desk.t(words::FILE), open.path.display().to_string()));
    let entries = open.dossier.entries();
    if let Some(last) = open.dossier.timeline().next_back() {
        let text = words::CHANGES_OF.with(desk.lang, &[&entries.len(), &moment(last.at), &last.by]);
        lines.push(Line::new("changes", desk.t(words::CHANGES), text).leads(timeline.clone()));
    }
    let newer = entries.iter().filter(|entry| entry.change().is_none()).count();
    if newer > 0 {
        let text = words::NEWER_OF.with(desk.lang, &[&newer]);
        lines.push(Line::new("newer", desk.t(words::NEWER), text).tone(Tone::Attention).leads(timeline));
    }
    lines
}
