//! The walk through the indicators: one key, one verdict, next item.
//!
//! Left the indicators, right the item under the cursor; on a narrow screen the left pane is a drawer.
//! How they are drawn is in `walk/list.rs` and `walk/item.rs`; what is left elsewhere is in `walk/left.rs`.

mod item;
mod left;
mod list;
mod places;

use std::collections::BTreeSet;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::Page;
use super::cursor::moved_among;
use crate::domain::audit::{Judgement, lies_below};
use crate::domain::change::{Change, Class, Item, Judged, Remarked, SpecialItem, Verdict};
use crate::domain::checklist::Indicator;
use crate::domain::refusal::Refusal;
use crate::domain::slot::Slot;
use crate::i18n::{self, Text, frame as frame_words, walk as words};
use crate::tui::app::{Next, Notice, Then};
use crate::tui::desk::{Desk, Open};
use crate::tui::forms::evidence::kinds as evidence_kinds;
use crate::tui::forms::item::ItemForm;
use crate::tui::forms::special::SpecialForm;
use crate::tui::forms::{Miss, Purpose};
use crate::tui::keymap::{Action, Scope};
use crate::tui::modals::choice::{Choice, Line, Pick};
use crate::tui::paint::{first_line, rule_down};
use crate::tui::target::Target;
use crate::tui::view::moment;

/// From this width on both panes are shown.
const WIDE: u16 = 100;
/// Cells of the left pane.
const LIST: u16 = 42;

/// The walk.
#[derive(Clone, Debug, Default)]
pub struct Walk {
    /// The clause under the cursor: a leaf, or a folded group.
    cursor: String,
    /// Groups that are folded.
    folded: BTreeSet<String>,
    /// On a narrow screen: the drawer is open.
    drawer: bool,
    /// The clause whose pane was scrolled, and by how many lines.
    scroll: (String, usize),
}

impl Walk {
    /// The walk at the first open item.
    pub fn new(open: &Open) -> Self {
        let mut walk = Self::default();
        let leaves = open.leaves();
        walk.cursor = leaves.first().map(|leaf| leaf.clause.clone()).unwrap_or_default();
        if let Some(first) = leaves.iter().find(|leaf| is_open(open, &leaf.clause)) {
            walk.cursor.clone_from(&first.clause);
        }
        walk
    }

    /// The walk at a clause.
    pub fn at(clause: &str) -> Self {
        Self { cursor: clause.to_owned(), ..Self::default() }
    }

    /// The clauses that the cursor can be on, in order: leaves, and groups that are folded.
    fn stops<'a>(&self, open: &'a Open) -> Vec<&'a str> {
        let folds = |clause: &str| self.folded.iter().any(|fold| clause != fold && lies_below(clause, fold));
        let leaves = open.leaves();
        let Some(checklist) = open.checklist() else { return Vec::new() };
        let stops = |indicator: &&Indicator| {
            let clause = &indicator.clause;
            let walked = leaves.iter().any(|leaf| lies_below(&leaf.clause, clause));
            walked && !folds(clause) && (indicator.leaf || self.folded.contains(clause))
        };
        checklist.indicators.iter().filter(stops).map(|indicator| indicator.clause.as_str()).collect()
    }

    /// Moves in the list, which is as high as the screen whether it is shown or not.
    fn go(&mut self, action: Action, desk: &Desk, open: &Open) -> Next {
        let Some(checklist) = open.checklist() else { return Next::Stay };
        let rows = self.rows(open, &checklist.indicators);
        let stops = self.stops(open);
        let is_stop = |row: &&Indicator| stops.contains(&row.clause.as_str());
        let places: Vec<usize> = (0..rows.len()).filter(|&at| is_stop(&rows[at])).collect();
        let at = rows.iter().position(|row| row.clause == self.cursor).unwrap_or(0);
        if let Some(to) = moved_among(action, at, &places, desk.body().height)
            && let Some(row) = rows.get(to)
        {
            row.clause.clone_into(&mut self.cursor);
        }
        Next::Stay
    }

    /// The item under the cursor; `None` on a folded group.
    pub fn item(&self, open: &Open) -> Option<Item> {
        let leaf = open.checklist()?.indicator(&self.cursor)?;
        leaf.leaf.then(|| open.at.item(&leaf.clause))
    }

    /// Does something with the item under the cursor.
    fn with_item(&self, desk: &Desk, open: &Open, then: impl FnOnce(Item) -> Next) -> Next {
        match self.item(open) {
            Some(item) => then(item),
            None => Next::Say(Notice::bad(desk.t(words::ON_GROUP))),
        }
    }

    fn judge(&self, desk: &Desk, open: &Open, verdict: Verdict) -> Next {
        self.with_item(desk, open, |item| {
            if verdict == Verdict::Open && is_open(open, &item.clause) {
                return Next::Say(Notice::good(desk.t(words::OPEN_ALREADY)));
            }
            let then = if verdict == Verdict::Open { Then::Stay } else { Then::NextOpen };
            Next::Record(vec![Change::Judged(Judged { item, verdict })], then)
        })
    }

    fn ask(&self, desk: &Desk, open: &Open, form: impl FnOnce(Item) -> ItemForm) -> Next {
        self.with_item(desk, open, |item| Next::Ask(Purpose::Item(form(item))))
    }

    /// Asked before anything is typed: most leaves cannot be sampled.
    fn sample(&self, desk: &Desk, open: &Open) -> Next {
        match open.checklist().and_then(|list| list.indicator(&self.cursor)) {
            Some(leaf) if leaf.leaf && !leaf.may_sample => {
                refused(desk, &Refusal::MayNotSample(leaf.clause.clone()))
            }
            _ => self.ask(desk, open, |item| ItemForm::Sample { item }),
        }
    }

    /// As [`Walk::sample`], for deletions.
    fn delete(&self, desk: &Desk, open: &Open) -> Next {
        match open.checklist().and_then(|list| list.indicator(&self.cursor)) {
            Some(leaf) if leaf.leaf && !leaf.may_delete => {
                refused(desk, &Refusal::MayNotDelete(leaf.clause.clone()))
            }
            _ => self.ask(desk, open, |item| ItemForm::Delete { item }),
        }
    }

    /// There is at most one: a second opens the first, so that none is replaced unseen.
    fn bonus(&self, desk: &Desk, open: &Open) -> Next {
        let (audit, standard) = (open.at.audit.clone(), open.at.standard.clone());
        if open.dossier.bonus(&audit, &standard).is_none() {
            return self.ask(desk, open, |item| ItemForm::Bonus { item });
        }
        let of = SpecialItem::Bonus { audit, standard };
        let told = Miss::at(0, desk.t(words::BONUS_ONE));
        Next::Complete(Purpose::Special(SpecialForm::Reword { of }), told)
    }

    /// Goes to the next item, or the previous one, of which something holds; round and round, and says
    /// so where it begins again.
    fn seek(&mut self, desk: &Desk, open: &Open, forward: bool, wanted: Wanted) -> Next {
        let leaves = open.leaves();
        let count = leaves.len();
        let here = leaves.iter().position(|leaf| leaf.clause == self.cursor);
        // From a folded group onwards its own first leaf is the next.
        let first = || leaves.iter().position(|leaf| lies_below(&leaf.clause, &self.cursor)).unwrap_or(0);
        let at = here.unwrap_or_else(first);
        let from = usize::from(here.is_some() || !forward);
        let step = |nth: usize| if forward { (at + nth) % count } else { (at + count - nth) % count };
        let found = (from..from + count).map(step).find(|&to| wanted.holds(open, &leaves[to].clause));
        let Some(to) = found else { return Next::Say(Notice::good(wanted.none(desk, open))) };
        leaves[to].clause.clone_into(&mut self.cursor);
        self.unfold_to_cursor();
        let told = if here == Some(to) {
            desk.t(wanted.alone()).to_owned()
        } else if forward && to < at {
            words::FROM_THE_TOP.with(desk.lang, &[&self.cursor])
        } else if !forward && to > at {
            words::FROM_THE_END.with(desk.lang, &[&self.cursor])
        } else {
            return Next::Stay;
        };
        Next::Say(Notice::good(told))
    }

    fn unfold_to_cursor(&mut self) {
        let cursor = self.cursor.clone();
        self.folded.retain(|fold| !lies_below(&cursor, fold));
    }

    /// Writes the newest remark of this person once more; never somebody else's words.
    fn repeat_remark(&self, desk: &Desk, open: &Open) -> Next {
        let mut own = open.dossier.timeline().rev().filter(|entry| *entry.by == desk.by);
        let Some(text) = own.find_map(|entry| remark_of(entry.change())).map(str::to_owned) else {
            return Next::Say(Notice::bad(desk.t(words::NO_REMARK)));
        };
        self.with_item(desk, open, |item| {
            let remark = open.label("R");
            Next::Record(vec![Change::Remarked(Remarked { item, remark, text })], Then::Stay)
        })
    }

    fn fold(&mut self, open: &Open) -> Next {
        let Some(checklist) = open.checklist() else { return Next::Stay };
        let cursor = self.cursor.clone();
        // The nearest group above that is not folded yet.
        let group = checklist.indicators.iter().rev().find(|indicator| {
            !indicator.leaf
                && indicator.clause != cursor
                && lies_below(&cursor, &indicator.clause)
                && !self.folded.contains(&indicator.clause)
        });
        if let Some(group) = group {
            self.folded.insert(group.clause.clone());
            self.cursor.clone_from(&group.clause);
        }
        Next::Stay
    }

    /// Opens the nonconformity on the item: one that goes on before one that has ended.
    fn open_nc(&self, desk: &Desk, open: &Open) -> Next {
        self.with_item(desk, open, |item| {
            let ncs = open.dossier.ncs_of_item(&item);
            match ncs.iter().find(|nc| !nc.ended()).or(ncs.last()) {
                Some(nc) => Next::Jump(Target::Nc(nc.raised.nc.clone())),
                None => Next::Say(Notice::good(desk.t(words::NO_FINDING))),
            }
        })
    }

    fn unfold(&mut self, open: &Open) -> Next {
        if self.folded.remove(&self.cursor) {
            let cursor = self.cursor.clone();
            let stops = self.stops(open);
            if let Some(first) = stops.into_iter().find(|clause| lies_below(clause, &cursor)) {
                first.clone_into(&mut self.cursor);
            }
        } else {
            self.drawer = false;
        }
        Next::Stay
    }
}

/// Where the item stands: beside the list, or alone.
fn pane(area: Rect) -> Rect {
    let x = if area.width >= WIDE { area.x + LIST + 2 } else { area.x + 1 };
    Rect { x, width: area.right().saturating_sub(x + 1), ..area }
}

/// What to go to.
#[derive(Clone, Copy)]
enum Wanted {
    Open,
    Trouble,
}

impl Wanted {
    fn holds(self, open: &Open, clause: &str) -> bool {
        match self {
            Self::Open => is_open(open, clause),
            Self::Trouble => matches!(
                open.dossier.judgement(&open.at.item(clause)),
                Judgement::Differing | Judgement::Newer | Judgement::One(Verdict::Nonconform)
            ),
        }
    }

    /// What is said where there is no other.
    fn alone(self) -> Text {
        match self {
            Self::Open => words::ONLY_OPEN,
            Self::Trouble => words::ONLY_TROUBLE,
        }
    }

    fn none(self, desk: &Desk, open: &Open) -> String {
        match self {
            Self::Open => left::told(desk, open),
            Self::Trouble => desk.t(words::NO_TROUBLE).to_owned(),
        }
    }
}

/// Whether an action is about the item under the cursor.
fn about_item(action: Action) -> bool {
    matches!(
        action,
        Action::MarkConform
            | Action::MarkOpen
            | Action::MarkNonconform
            | Action::RaiseByParts
            | Action::RaiseAnother
            | Action::WriteObservation
            | Action::MarkSampled
            | Action::MarkDeleted
            | Action::WriteRemark
            | Action::RewriteRemark
            | Action::RepeatRemark
            | Action::GiveBonus
            | Action::DeductSpecially
            | Action::AddEvidence
            | Action::DecideConflict
    )
}

fn refused(desk: &Desk, refusal: &Refusal) -> Next {
    Next::Say(Notice::bad(i18n::refusal(refusal, desk.lang)))
}

fn is_walked(open: &Open, clause: &str) -> bool {
    open.leaves().iter().any(|leaf| leaf.clause == clause)
}

fn is_open(open: &Open, clause: &str) -> bool {
    open.dossier.judgement(&open.at.item(clause)) == Judgement::One(Verdict::Open)
}

/// Opens a remark of one's own to be written anew; where there are several, they are offered.
fn own_remark(item: &Item, desk: &Desk, open: &Open) -> Next {
    let own = open.dossier.remarks(item).into_iter().filter(|(entry, _)| *entry.by == desk.by);
    let mut lines: Vec<Line> = own
        .map(|(entry, remarked)| {
            let form = ItemForm::Rewrite { item: item.clone(), remark: remarked.remark.clone() };
            let text = first_line(&remarked.text).to_owned();
            Line { text, aside: moment(entry.at), pick: Pick::Ask(Purpose::Item(form)) }
        })
        .collect();
    match lines.pop() {
        None => Next::Say(Notice::bad(desk.t(words::NO_OWN_REMARK))),
        Some(Line { pick: Pick::Ask(purpose), .. }) if lines.is_empty() => Next::Ask(purpose),
        Some(newest) => {
            lines.insert(0, newest);
            Next::Choose(Choice::new(desk.t(words::REMARK_ANEW), lines))
        }
    }
}

fn remark_of(change: Option<&Change>) -> Option<&str> {
    match change {
        Some(Change::Remarked(remarked)) if !remarked.text.is_empty() => Some(&remarked.text),
        _ => None,
    }
}

impl Page for Walk {
    const CODE: &'static str = "walk";

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Walk, Scope::Everywhere]
    }

    fn update(&mut self, action: Action, desk: &Desk, open: &Open) -> Next {
        if self.scroll.0 != self.cursor {
            // An item that one comes back to begins at its top again.
            self.scroll = Default::default();
        }
        match action {
            Action::MoveDown
            | Action::MoveUp
            | Action::PageDown
            | Action::PageUp
            | Action::MoveFirst
            | Action::MoveLast => self.go(action, desk, open),
            Action::Fold => self.fold(open),
            Action::Open if self.item(open).is_some() && !self.drawer => self.open_nc(desk, open),
            Action::Unfold | Action::Open => self.unfold(open),
            Action::NextPane | Action::PreviousPane => {
                self.drawer = !self.drawer;
                Next::Stay
            }
            // The drawer covers the item: nobody would see it move.
            Action::ScrollDown | Action::ScrollUp if self.drawer && desk.body().width < WIDE => Next::Stay,
            Action::ScrollDown | Action::ScrollUp => {
                self.scroll(action == Action::ScrollDown, pane(desk.body()), desk, open);
                Next::Stay
            }
            Action::NextOpen => self.seek(desk, open, true, Wanted::Open),
            Action::PreviousOpen => self.seek(desk, open, false, Wanted::Open),
            Action::NextTroubled => self.seek(desk, open, true, Wanted::Trouble),
            Action::PreviousTroubled => self.seek(desk, open, false, Wanted::Trouble),
            Action::SwitchSite => places::sites(desk, open),
            Action::SwitchStandard => places::standards(desk, open),
            _ => self.record(action, desk, open),
        }
    }

    /// On a group there is nothing to judge; unfolding is of use there alone. Not every item may be sampled,
    /// few may be deleted.
    fn offers(&self, action: Action, _: &Desk, open: &Open) -> bool {
        let on_item = self.item(open).is_some();
        let leaf = || open.checklist().and_then(|list| list.indicator(&self.cursor));
        match action {
            Action::Unfold => !on_item,
            Action::MarkSampled => leaf().is_some_and(|leaf| leaf.leaf && leaf.may_sample),
            Action::MarkDeleted => leaf().is_some_and(|leaf| leaf.leaf && leaf.may_delete),
            _ => on_item || !about_item(action),
        }
    }

    fn saved(&mut self, then: Then, desk: &Desk, open: &Open) -> Next {
        match then {
            Then::NextOpen => self.seek(desk, open, true, Wanted::Open),
            Then::At(item) => {
                if open.at.item(&item.clause) == item && is_walked(open, &item.clause) {
                    self.cursor = item.clause;
                    self.unfold_to_cursor();
                }
                Next::Stay
            }
            Then::Stay | Then::Back => Next::Stay,
        }
    }

    fn moved(&mut self, open: &Open) {
        if !is_walked(open, &self.cursor) {
            *self = Self { drawer: self.drawer, ..Self::new(open) };
        }
    }

    fn cursor(&self) -> String {
        self.cursor.clone()
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk, open: &Open) {
        let buf = frame.buffer_mut();
        if open.leaves().is_empty() {
            let text = if open.checklist().is_none() && !open.at.audit.is_empty() {
                frame_words::NO_CHECKLIST
            } else {
                words::NO_ITEMS
            };
            crate::tui::paint::put(buf, area.x + 1, area.y + 1, area.right(), desk.t(text), desk.look.text());
            return;
        }
        if area.width >= WIDE {
            let left = Rect { width: LIST, ..area };
            rule_down(buf, left.right(), area, desk.look);
            self.view_list(buf, left, desk, open);
            self.view_item(buf, pane(area), desk, open);
        } else if self.drawer {
            self.view_list(buf, area, desk, open);
        } else {
            self.view_item(buf, pane(area), desk, open);
        }
    }
}

impl Walk {
    /// The keys that record something about the item.
    fn record(&mut self, action: Action, desk: &Desk, open: &Open) -> Next {
        let raise = |class, judge| move |item| ItemForm::Raise { item, class, judge };
        match action {
            Action::MarkConform => self.judge(desk, open, Verdict::Conform),
            Action::MarkOpen => self.judge(desk, open, Verdict::Open),
            Action::MarkNonconform => self.ask(desk, open, raise(Class::Minor, true)),
            Action::RaiseByParts => self.ask(desk, open, |item| ItemForm::RaiseByParts { item, judge: true }),
            Action::RaiseAnother => self.ask(desk, open, raise(Class::Minor, false)),
            Action::WriteObservation => self.ask(desk, open, raise(Class::Observation, false)),
            Action::MarkSampled => self.sample(desk, open),
            Action::MarkDeleted => self.delete(desk, open),
            Action::WriteRemark => self.ask(desk, open, |item| ItemForm::Remark { item }),
            Action::RewriteRemark => self.with_item(desk, open, |item| own_remark(&item, desk, open)),
            Action::GiveBonus => self.bonus(desk, open),
            Action::DeductSpecially => self.ask(desk, open, |item| ItemForm::Special { item }),
            Action::RepeatRemark => self.repeat_remark(desk, open),
            Action::AddEvidence => {
                self.with_item(desk, open, |item| Next::Choose(evidence_kinds(desk, Some(&item), None)))
            }
            Action::DecideConflict => self.with_item(desk, open, |item| Next::Decide(Slot::verdict(&item))),
            _ => Next::Pass,
        }
    }
}
