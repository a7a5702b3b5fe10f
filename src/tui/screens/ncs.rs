//! The list of nonconformities: overdue first, then by where they stand and when they are due.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::nc::Nc;
use super::{Page, Screen, cursor};
use crate::domain::audit::label_order;
use crate::domain::change::{Class, NcPart};
use crate::domain::followup::Previous;
use crate::domain::nonconformity::Nonconformity;
use crate::domain::statement::beside_place;
use crate::i18n::{Lang, ncs as words};
use crate::search::Query;
use crate::tui::app::{Next, Then};
use crate::tui::desk::{Desk, Open};
use crate::tui::forms::Purpose;
use crate::tui::forms::item::ItemForm;
use crate::tui::keymap::{Action, Scope};
use crate::tui::modals::choice::{Choice, Line, Pick};
use crate::tui::paint::{first_line, pad, page_top, put};

/// The list of nonconformities.
#[derive(Debug, Default)]
pub struct Ncs {
    /// The label under the cursor.
    cursor: String,
    /// How many there were, so that a new one gets the cursor.
    known: usize,
}

impl Ncs {
    /// At a label; at the first if it is empty.
    pub fn new(cursor: &str, open: &Open) -> Self {
        Self { cursor: cursor.to_owned(), known: open.dossier.nonconformities().len() }
    }

    /// The row under the cursor; the first if its nonconformity is gone.
    fn at(&self, ncs: &[Nonconformity<'_>]) -> usize {
        ncs.iter().position(|nc| nc.raised.nc == self.cursor).unwrap_or(0)
    }
}

/// All of them in the order of the list.
fn listed<'a>(desk: &Desk, open: &'a Open) -> Vec<Nonconformity<'a>> {
    open.dossier.nonconformities_by_urgency(&open.at.audit, desk.today())
}

/// The title of a clause of the checklist that a nonconformity was raised by.
pub fn clause_title(desk: &Desk, open: &Open, nc: &Nonconformity<'_>, clause: &str) -> String {
    let list = open.dossier.checklist(&nc.raised.audit, &nc.raised.standard);
    let title = list.and_then(|list| list.indicator(clause)).map(|leaf| desk.pick(&leaf.title));
    title.unwrap_or_default().to_owned()
}

/// How long there is still, or since when it is overdue, with its style; nothing once it has ended.
pub fn due_words(desk: &Desk, nc: &Nonconformity<'_>) -> (String, Style) {
    let look = desk.look;
    if nc.ended() {
        return (String::new(), look.quiet());
    }
    let Some(due) = nc.due() else { return (desk.t(words::NO_DATE).to_owned(), look.quiet()) };
    match (due - desk.today()).num_days() {
        0 => (desk.t(words::DUE_TODAY).to_owned(), look.attention()),
        left if left < 0 => (words::OVERDUE_DAYS.with(desk.lang, &[&-left]), look.bad()),
        left => (words::DAYS_LEFT.with(desk.lang, &[&left]), look.text()),
    }
}

/// The class in words.
pub fn class_words(desk: &Desk, class: Option<Class>) -> &'static str {
    desk.t(class.map_or(words::UNCLASSED, Class::word))
}

/// The leaves where the auditor stands, to raise a nonconformity on one.
fn leaves(desk: &Desk, open: &Open) -> Next {
    let line = |leaf: &&crate::domain::checklist::Indicator| Line {
        text: format!("{} {}", leaf.clause, desk.pick(&leaf.title)),
        aside: String::new(),
        pick: Pick::Ask(Purpose::Item(ItemForm::Raise {
            item: open.at.item(&leaf.clause),
            class: Class::Minor,
            judge: false,
        })),
    };
    let title = format!("{} · {}", desk.t(words::CHOOSE_LEAF), open.dossier.site_name(&open.at.site));
    Next::Choose(Choice::new(title, open.leaves().iter().map(line).collect()))
}

impl Page for Ncs {
    const CODE: &'static str = "ncs";

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Nonconformities, Scope::Hits, Scope::Everywhere]
    }

    fn update(&mut self, action: Action, desk: &Desk, open: &Open) -> Next {
        let ncs = listed(desk, open);
        let at = self.at(&ncs);
        if let Some(to) = cursor::moved(action, at, ncs.len(), list(desk.body()).height) {
            if let Some(nc) = ncs.get(to) {
                self.cursor.clone_from(&nc.raised.nc);
            }
            return Next::Stay;
        }
        match (action, ncs.get(at)) {
            (Action::Open, Some(nc)) => Next::Show(Box::new(Screen::Nc(Nc::of(&nc.raised.nc)))),
            (Action::Open, None) => Next::Stay,
            (Action::RaiseAnother, _) => leaves(desk, open),
            _ => Next::Pass,
        }
    }

    fn offers(&self, action: Action, _: &Desk, open: &Open) -> bool {
        match action {
            Action::Open => !open.dossier.nonconformities().is_empty(),
            Action::RaiseAnother => !open.leaves().is_empty(),
            _ => true,
        }
    }

    fn find(&mut self, text: &str, forward: Option<bool>, desk: &Desk, open: &Open) -> bool {
        let query = Query::new(text);
        let ncs = listed(desk, open);
        let found = cursor::hit(ncs.len(), self.at(&ncs), forward, |row| {
            let texts = searched(desk, open, &ncs[row]);
            query.matches_any(&texts.iter().map(String::as_str).collect::<Vec<_>>())
        });
        if let Some(row) = found {
            self.cursor.clone_from(&ncs[row].raised.nc);
        }
        found.is_some()
    }

    fn saved(&mut self, _: Then, _: &Desk, open: &Open) -> Next {
        let ncs = open.dossier.nonconformities();
        if ncs.len() > self.known
            && let Some(new) = ncs.iter().max_by_key(|nc| (nc.entry.at, label_order(&nc.raised.nc)))
        {
            self.cursor.clone_from(&new.raised.nc);
        }
        self.known = ncs.len();
        Next::Stay
    }

    fn cursor(&self) -> String {
        self.cursor.clone()
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk, open: &Open) {
        let buf = frame.buffer_mut();
        let ncs = listed(desk, open);
        if ncs.is_empty() {
            let within = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
            let text = desk.t(words::NONE_YET);
            crate::tui::paint::paragraph(buf, within, area.y + 1, text, desk.look.text());
            return;
        }
        head(buf, area, &ncs, desk, open);
        let list = list(area);
        let top = page_top(self.at(&ncs), list.height);
        for (nth, y) in (top..ncs.len()).zip(list.top()..list.bottom()) {
            let line = Rect { y, height: 1, ..list };
            view_row(buf, line, &ncs[nth], nth == self.at(&ncs), desk, open);
        }
    }
}

/// Where the list stands: below its head.
fn list(area: Rect) -> Rect {
    Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }
}

/// Everything that a nonconformity is found by.
fn searched(desk: &Desk, open: &Open, nc: &Nonconformity<'_>) -> Vec<String> {
    let label = &nc.raised.nc;
    let mut texts = vec![
        label.clone(),
        open.dossier.site_name(&nc.raised.site).to_owned(),
        class_words(desk, nc.class).to_owned(),
        desk.t(words::short_step(nc.step)).to_owned(),
        open.dossier.nc_text(label, NcPart::Statement).to_owned(),
        open.dossier.nc_text(label, NcPart::Department).to_owned(),
    ];
    for clause in &nc.raised.clauses {
        texts.push(format!("{clause} {}", clause_title(desk, open, nc, clause)));
    }
    texts
}

fn head(buf: &mut Buffer, area: Rect, ncs: &[Nonconformity<'_>], desk: &Desk, open: &Open) {
    let to_verify = |nc: &&Nonconformity<'_>| {
        matches!(open.dossier.previous(nc, &open.at.audit), Some(Previous::ToRecheck | Previous::GoesOn))
    };
    let previous = ncs.iter().filter(to_verify).count();
    let going = ncs.iter().filter(|nc| !nc.ended()).count();
    let overdue = ncs.iter().filter(|nc| nc.overdue(desk.today()).is_some()).count();
    let text = words::COUNTS.with(desk.lang, &[&ncs.len(), &going, &overdue]);
    let x = put(buf, area.x + 2, area.y, area.right(), &text, desk.look.quiet());
    if previous > 0 {
        let text = format!(" · {}", words::PREVIOUS_LEFT.with(desk.lang, &[&previous]));
        put(buf, x, area.y, area.right(), &text, desk.look.attention());
    }
}

/// Cells of the columns: label, class, clause, where it stands, due.
fn columns(lang: Lang) -> [usize; 5] {
    match lang {
        Lang::Zh => [11, 7, 9, 9, 12],
        Lang::En => [11, 12, 9, 14, 14],
    }
}

fn view_row(buf: &mut Buffer, line: Rect, nc: &Nonconformity<'_>, here: bool, desk: &Desk, open: &Open) {
    let look = desk.look;
    let marker = if here { look.marks.cursor } else { " " };
    put(buf, line.x, line.y, line.right(), marker, look.heading());
    let (due, due_style) = match open.dossier.previous(nc, &open.at.audit) {
        Some(Previous::ToRecheck) => (desk.t(words::TO_RECHECK).to_owned(), look.attention()),
        Some(Previous::Rechecked(found)) if found.effective => {
            (desk.t(words::RECHECKED_GOOD).to_owned(), look.good())
        }
        Some(Previous::Rechecked(_)) => (desk.t(words::RECHECKED_BAD).to_owned(), look.bad()),
        Some(Previous::GoesOn) | None => due_words(desk, nc),
    };
    let clause = match nc.raised.clauses.as_slice() {
        [only] => only.clone(),
        [first, ..] => format!("{first}+"),
        [] => String::new(),
    };
    let step = if nc.step_differs { look.marks.conflict } else { "" };
    let step = format!("{step}{}", desk.t(words::short_step(nc.step)));
    let text = if nc.ended() { look.quiet() } else { look.text() };
    let class_style = if nc.class == Some(Class::Major) && !nc.ended() { look.bad() } else { text };
    let cells = [
        (nc.raised.nc.as_str(), text),
        (class_words(desk, nc.class), class_style),
        (clause.as_str(), text),
        (step.as_str(), text),
        (due.as_str(), due_style),
    ];
    let mut x = line.x + 2;
    for ((cell, style), width) in cells.into_iter().zip(columns(desk.lang)) {
        let right = (x + u16::try_from(width).unwrap_or(0)).min(line.right());
        put(buf, x, line.y, right.saturating_sub(1), &pad(cell, width - 1), style);
        x = right;
    }
    let site = open.dossier.site_name(&nc.raised.site);
    let statement = first_line(open.dossier.nc_text(&nc.raised.nc, NcPart::Statement));
    let mut rest = vec![match beside_place(statement, site) {
        "" => desk.t(words::NOT_WRITTEN).to_owned(),
        seen => seen.to_owned(),
    }];
    // Where the auditor stands is in the header; the room is for what was found.
    if nc.raised.site != open.at.site {
        rest.insert(0, site.to_owned());
    }
    // Those of another audit name its year.
    if nc.raised.audit != open.at.audit
        && let Some(audit) = open.dossier.audit(&nc.raised.audit)
    {
        rest.insert(0, audit.year.to_string());
    }
    if nc.escalated().is_some() && !nc.ended() {
        rest.insert(0, desk.t(words::ESCALATED).to_owned());
    }
    if open.dossier.repeats(nc).is_some() {
        rest.insert(0, desk.t(words::REPEAT).to_owned());
    }
    let rest = rest.join(" · ");
    put(buf, x, line.y, line.right(), &rest, text);
}
