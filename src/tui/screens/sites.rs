//! The client's sites as a tree, which of them are visited, and the draw of outlets step by step.

use std::collections::BTreeSet;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Page;
use super::cursor::{hit, moved};
use crate::domain::change::{Change, SamplingRuled, SiteDescribed, SitePlaced, SiteRole};
use crate::domain::refusal::Refusal;
use crate::domain::sampling::{Draw, Standing, written_seed};
use crate::domain::slot::Slot;
use crate::i18n::values::{rule_basis, rule_value};
use crate::i18n::{self, Text, dossier as dossier_words, overview as overview_words, sites as words};
use crate::search::Query;
use crate::tui::app::{Next, Notice, Then};
use crate::tui::desk::{Desk, Open};
use crate::tui::forms::dossier::{DossierForm, drops};
use crate::tui::forms::sampling::SamplingForm;
use crate::tui::forms::{Miss, Purpose};
use crate::tui::keymap::{Action, Scope};
use crate::tui::modals::choice::{Choice, Line, Pick};
use crate::tui::paint::{pad, page_top, put, put_lines, put_right, rule, wrap};
use crate::tui::view::moment;

/// The sites.
#[derive(Debug, Default)]
pub struct Sites {
    cursor: String,
    /// Outlets that the lead wants to choose in the next draw.
    marked: BTreeSet<String>,
}

impl Sites {
    /// At a site by its label; at the first if it is empty.
    pub fn at(site: &str) -> Self {
        Self { cursor: site.to_owned(), marked: BTreeSet::new() }
    }

    fn place(&self, tree: &[(usize, &SiteDescribed)]) -> usize {
        tree.iter().position(|(_, site)| site.site == self.cursor).unwrap_or(0)
    }

    fn mark(&mut self, desk: &Desk, site: &SiteDescribed) -> Next {
        if site.role == SiteRole::HeadOffice {
            return Next::Say(Notice::bad(desk.t(words::ONLY_OUTLETS)));
        }
        if !self.marked.remove(&site.site) {
            self.marked.insert(site.site.clone());
        }
        Next::Stay
    }

    /// Asked before a number is typed: where there is no outlet, none can be drawn.
    fn ask_draw(&self, desk: &Desk, open: &Open) -> Next {
        let audit = open.at.audit.clone();
        if open.dossier.outlet_sample(&audit).outlets == 0 {
            return Next::Say(Notice::bad(i18n::refusal(&Refusal::NoOutlets, desk.lang)));
        }
        let known = |site: &&String| open.dossier.site(site).is_some();
        let picked = self.marked.iter().filter(known).cloned().collect();
        Next::Ask(Purpose::Sampling(SamplingForm::Draw { audit, picked }))
    }
}

/// One key changes whether a site is visited; which of its clauses is asked by another.
fn toggle(desk: &Desk, open: &Open, site: &SiteDescribed) -> Next {
    let visits = open.dossier.visits(&open.at.audit, &site.site);
    if visits && site.role == SiteRole::HeadOffice {
        return Next::Say(Notice::bad(desk.t(words::HEAD_OFFICE_STAYS)));
    }
    let change = open.dossier.choose_site(&open.at.audit, &site.site, !visits);
    // What was judged there would silently count no more.
    match &change {
        Change::SiteChosen(chosen) if visits => match drops(chosen, open) {
            Some((count, which)) => {
                let (audit, site) = (chosen.audit.clone(), chosen.site.clone());
                // The doubt of the form itself: what is saved as it stands is meant so.
                let told = dossier_words::DROPS.with(desk.lang, &[&count, &which]);
                Next::Complete(Purpose::Dossier(DossierForm::LeaveOut { audit, site }), Miss::at(0, told))
            }
            None => Next::Record(vec![change], Then::Stay),
        },
        _ => Next::Record(vec![change], Then::Stay),
    }
}

/// The sites that a site can be placed below.
fn choose_above(desk: &Desk, open: &Open, site: &SiteDescribed) -> Next {
    let placed = |below: &str| {
        Pick::Record(Change::SitePlaced(SitePlaced { site: site.site.clone(), below: below.to_owned() }))
    };
    let none = Line { text: desk.t(words::NONE_ABOVE).to_owned(), aside: String::new(), pick: placed("") };
    let others = open.dossier.sites().into_iter().filter(|other| other.site != site.site);
    let lines = others.map(|other| Line {
        text: other.name.clone(),
        aside: desk.t(other.role.word()).to_owned(),
        pick: placed(&other.site),
    });
    Next::Choose(Choice::new(desk.t(words::ABOVE), lines.chain([none]).collect()))
}

impl Page for Sites {
    const CODE: &'static str = "sites";

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Sites, Scope::Hits, Scope::Everywhere]
    }

    fn update(&mut self, action: Action, desk: &Desk, open: &Open) -> Next {
        let tree = open.dossier.site_tree();
        let page = layout(desk.body(), desk, open).0.height;
        if let Some(to) = moved(action, self.place(&tree), tree.len(), page) {
            if let Some((_, site)) = tree.get(to) {
                self.cursor.clone_from(&site.site);
            }
            return Next::Stay;
        }
        if action == Action::AddSite {
            return Next::Ask(Purpose::Dossier(DossierForm::Site { site: None }));
        }
        let Some((_, site)) = tree.get(self.place(&tree)) else { return Next::Pass };
        let (audit, label) = (open.at.audit.clone(), site.site.clone());
        match action {
            Action::EditSite => Next::Ask(Purpose::Dossier(DossierForm::Site { site: Some(label) })),
            Action::PlaceSite => choose_above(desk, open, site),
            Action::DecideConflict => Next::Decide(conflict(open, site)),
            _ if open.dossier.audit(&audit).is_none() => Next::Pass,
            Action::Open => toggle(desk, open, site),
            Action::ChooseSite => Next::Ask(Purpose::Dossier(DossierForm::Choose { audit, site: label })),
            Action::MarkSite => self.mark(desk, site),
            Action::DrawOutlets => self.ask_draw(desk, open),
            _ => Next::Pass,
        }
    }

    /// The head office is always visited and never drawn.
    fn offers(&self, action: Action, _: &Desk, open: &Open) -> bool {
        let audit = &open.at.audit;
        let tree = open.dossier.site_tree();
        let site = tree.get(self.place(&tree)).map(|(_, site)| *site);
        let outlet = |site: &SiteDescribed| site.role != SiteRole::HeadOffice;
        let of_audit = match action {
            Action::Open => site.is_some_and(|site| outlet(site) || !open.dossier.visits(audit, &site.site)),
            Action::MarkSite => site.is_some_and(outlet),
            Action::DrawOutlets => open.dossier.outlet_sample(audit).outlets > 0,
            _ => return true,
        };
        of_audit && open.dossier.audit(audit).is_some()
    }

    fn find(&mut self, text: &str, forward: Option<bool>, _: &Desk, open: &Open) -> bool {
        let tree = open.dossier.site_tree();
        let query = Query::new(text);
        let found = hit(tree.len(), self.place(&tree), forward, |nth| {
            let site = tree[nth].1;
            query.matches_any(&[&site.name, &site.address, &site.site])
        });
        if let Some(nth) = found {
            self.cursor.clone_from(&tree[nth].1.site);
        }
        found.is_some()
    }

    /// What was marked for a draw is used up by it.
    fn saved(&mut self, _: Then, _: &Desk, open: &Open) -> Next {
        let newest = open.dossier.entries().last();
        let act = newest.map_or(0, |entry| entry.act);
        let mut recorded = open.dossier.entries().iter().rev().take_while(|entry| entry.act == act);
        if recorded.any(|entry| entry.slot.sort() == "draw") {
            self.marked.clear();
        }
        Next::Stay
    }

    fn cursor(&self) -> String {
        self.cursor.clone()
    }

    fn view(&self, frame: &mut Frame, whole: Rect, desk: &Desk, open: &Open) {
        let buf = frame.buffer_mut();
        let area = within(whole);
        let audit = &open.at.audit;
        let sample = open.dossier.outlet_sample(audit);
        let draw = open.dossier.drawn(audit);
        let (list, lines) = layout(whole, desk, open);
        put(buf, area.x, area.y, area.right(), desk.t(words::TITLE), desk.look.heading());
        let (text, style) = standing(desk, open, &sample);
        put(buf, area.x, area.y + 1, area.right(), &text, style);
        let tree = open.dossier.site_tree();
        let at = self.place(&tree);
        let top = page_top(at, list.height);
        for (nth, y) in (top..tree.len()).zip(list.top()..list.bottom()) {
            let (depth, site) = tree[nth];
            let row = Row { depth, site, here: nth == at, marked: self.marked.contains(&site.site) };
            view_row(buf, Rect { y, height: 1, ..list }, &row, draw.as_ref(), (desk, open));
        }
        rule(buf, area, list.bottom(), desk.look);
        let top = (list.bottom() + 1).min(area.bottom());
        let below = Rect { y: top, height: area.bottom() - top, ..area };
        put_lines(buf, below, &lines, desk.look.quiet());
    }
}

fn within(area: Rect) -> Rect {
    Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area }
}

/// Where the list stands, and the lines below it that explain the sample.
fn layout(area: Rect, desk: &Desk, open: &Open) -> (Rect, Vec<String>) {
    let area = within(area);
    let audit = &open.at.audit;
    let (sample, draw) = (open.dossier.outlet_sample(audit), open.dossier.drawn(audit));
    let below = explained(desk, open, &sample, draw.as_ref());
    let lines: Vec<String> = below.iter().flat_map(|text| wrap(text, area.width)).collect();
    let room = area.height.saturating_sub(6);
    let height = u16::try_from(lines.len()).unwrap_or(room).min(room);
    (Rect { y: area.y + 2, height: area.height.saturating_sub(height + 3), ..area }, lines)
}

/// The first slot of a site that is in conflict, for the key that decides.
fn conflict(open: &Open, site: &SiteDescribed) -> Slot {
    let audit = &open.at.audit;
    let slots = [
        Slot::audit_site(audit, &site.site),
        Slot::site(&site.site),
        Slot::site_below(&site.site),
        Slot::draw(audit),
        Slot::sampling_rule(audit),
    ];
    let [first, ..] = &slots;
    slots.iter().find(|slot| open.dossier.in_conflict(slot.as_str())).unwrap_or(first).clone()
}

/// The rule and how the sample stands against it.
fn standing(desk: &Desk, open: &Open, sample: &Standing) -> (String, Style) {
    let (lang, look) = (desk.lang, desk.look);
    if open.dossier.audit(&open.at.audit).is_none() {
        return (desk.t(words::NO_AUDIT).to_owned(), look.attention());
    }
    let mut said = match sample.least {
        _ if sample.outlets == 0 => return (desk.t(words::RULE_NONE).to_owned(), look.quiet()),
        Some(least) => vec![words::RULE.with(lang, &[&sample.outlets, &least, &sample.least_at_random])],
        None => vec![words::RULE_FREE.with(lang, &[&sample.outlets])],
    };
    said.push(match sample.least {
        Some(least) if sample.is_short() => {
            words::SHORT.with(lang, &[&sample.visited, &(least - sample.visited)])
        }
        _ => words::VISITED.with(lang, &[&sample.visited]),
    });
    if sample.is_hand_picked() {
        let lacking = sample.least_at_random - sample.at_random;
        said.push(words::RANDOM_SHORT.with(lang, &[&sample.at_random, &lacking]));
    } else if sample.at_random > 0 {
        said.push(words::RANDOM.with(lang, &[&sample.at_random]));
    }
    let lacks = sample.is_short() || sample.is_hand_picked();
    (said.join(desk.lang.pick("；", "; ")), if lacks { look.attention() } else { look.good() })
}

/// What stands below the list: the draw step by step, and what the rule rests on.
fn explained(desk: &Desk, open: &Open, sample: &Standing, draw: Option<&Draw<'_>>) -> Vec<String> {
    let lang = desk.lang;
    let mut lines = Vec::new();
    match draw {
        Some(draw) => {
            let nth = open.dossier.draws_made(&draw.drawn.audit);
            let (seed, entry) = (&draw.drawn.seed, draw.entry);
            lines.push(words::DRAW_OF.with(lang, &[&nth, seed, &entry.by, &moment(entry.at)]));
            lines.extend(draw.steps.iter().enumerate().map(|(nth, step)| {
                let name = open.dossier.site_name(&step.site);
                let value = written_seed(step.value);
                words::STEP.with(lang, &[&(nth + 1), &value, &step.of, &step.place, &name])
            }));
        }
        None if sample.outlets > 0 => lines.push(desk.t(words::NOT_DRAWN).to_owned()),
        None => {}
    }
    if !sample.left_out.is_empty() {
        let names: Vec<&str> = sample.left_out.iter().map(|site| open.dossier.site_name(site)).collect();
        lines.push(words::LEFT_OUT.with(lang, &[&names.join(" ")]));
    }
    lines.extend(rules(desk, open));
    lines
}

/// The rule of the audit with its basis, and what a draw would go by instead.
fn rules(desk: &Desk, open: &Open) -> Vec<String> {
    let said = |text: Text, rule: &SamplingRuled| {
        text.with(desk.lang, &[&rule_value(rule, desk.lang), &rule_basis(rule, desk.lang)])
    };
    let Some(rule) = open.dossier.sampling_rule(&open.at.audit) else { return Vec::new() };
    let mut lines = vec![said(words::BASIS, &rule)];
    match desk.sampling_rule(&open.dossier, &open.at.audit) {
        Some(other) if other != rule => lines.push(said(words::OTHER_RULE, &other)),
        _ if desk.shelf.sampling().is_none() => lines.push(desk.t(words::RULE_FAULTY).to_owned()),
        _ => {}
    }
    lines
}

struct Row<'a> {
    depth: usize,
    site: &'a SiteDescribed,
    here: bool,
    marked: bool,
}

fn view_row(
    buf: &mut Buffer,
    line: Rect,
    row: &Row<'_>,
    draw: Option<&Draw<'_>>,
    (desk, open): (&Desk, &Open),
) {
    let (look, site) = (desk.look, row.site);
    if row.here {
        put(buf, line.x, line.y, line.right(), look.marks.cursor, look.heading());
    }
    let visits = open.dossier.visits(&open.at.audit, &site.site);
    let (goes, style) = if visits { (words::GOES, look.good()) } else { (words::STAYS, look.quiet()) };
    let x = put(buf, line.x + 2, line.y, line.right(), &pad(desk.t(goes), 7), style) + 1;
    let why = match draw.map(|draw| draw.drawn) {
        _ if row.marked => desk.t(words::MARKED),
        Some(drawn) if drawn.drawn.contains(&site.site) => desk.t(words::DRAWN),
        Some(drawn) if drawn.picked.contains(&site.site) => desk.t(words::PICKED),
        _ => "",
    };
    let x = put(buf, x, line.y, line.right(), &pad(why, 8), look.attention()) + 1;
    let role = if site.role == SiteRole::HeadOffice { desk.t(site.role.word()) } else { "" };
    let right = put_right(buf, line.x, line.y, line.right(), role, look.quiet());
    let conflict = open.dossier.in_conflict(conflict(open, site).as_str());
    let mark = if conflict { look.marks.conflict } else { "" };
    let clauses = open.dossier.clauses_at(&open.at.audit, &site.site);
    let only = match clauses {
        [] => String::new(),
        some => format!("  {}", overview_words::SOME_CLAUSES.with(desk.lang, &[&some.join(" ")])),
    };
    let text = format!("{}{}{mark}{only}  {}", "  ".repeat(row.depth), site.name, site.address);
    let style = if visits { look.text() } else { look.quiet() };
    put(buf, x, line.y, right.saturating_sub(1), text.trim_end(), style);
}
