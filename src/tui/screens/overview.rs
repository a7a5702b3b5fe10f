//! The overview: the whole audit as one list of lines, each of which leads to what it says.
//!
//! What the lines say is in `overview/lines.rs` and the files beside it.

mod lines;
mod particulars;
mod standing;
mod visit;

use std::borrow::Cow;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use self::lines::{Leads, Line};
use super::Page;
use super::cursor::moved_among;
use crate::domain::slot::Slot;
use crate::i18n::{Lang, frame as frame_words, overview as words};
use crate::tui::app::{Next, Notice, Then};
use crate::tui::desk::{Desk, Open, Standpoint};
use crate::tui::forms::dossier::DossierForm;
use crate::tui::forms::special::SpecialForm;
use crate::tui::forms::{Purpose, ground};
use crate::tui::keymap::{Action, Scope};
use crate::tui::modals::choice::{Choice, Line as Answer, Pick};
use crate::tui::paint::{page_top, put};

/// Cells of the labels' column.
fn labels(lang: Lang) -> u16 {
    match lang {
        Lang::Zh => 14,
        Lang::En => 18,
    }
}

/// Cells before what stands beneath another line.
const BENEATH: u16 = 7;

/// The overview of a dossier.
#[derive(Debug, Default)]
pub struct Overview {
    /// The key of the line under the cursor.
    cursor: String,
    made: Option<Made>,
}

/// Lines, and what they were made from.
#[derive(Debug)]
struct Made {
    from: From,
    lines: Vec<Line>,
}

type From = (usize, String, Lang, Standpoint, chrono::NaiveDate);

fn from(desk: &Desk, open: &Open) -> From {
    let drafts = open.drafts.keys().map(String::as_str).collect();
    (open.dossier.entries().len(), drafts, desk.lang, open.at.clone(), desk.today())
}

impl Overview {
    /// The overview at the line of a slot; at the top if there is none.
    pub fn at(slot: &str) -> Self {
        Self { cursor: slot.to_owned(), made: None }
    }

    /// The overview at the top, its lines made.
    pub fn new(desk: &Desk, open: &Open) -> Self {
        let mut overview = Self::at("");
        overview.refresh(desk, open);
        overview
    }

    /// The lines as they are now: those at hand unless something has changed since.
    fn lines(&self, desk: &Desk, open: &Open) -> Cow<'_, [Line]> {
        match &self.made {
            Some(made) if made.from == from(desk, open) => Cow::Borrowed(&made.lines),
            _ => Cow::Owned(lines::all(desk, open)),
        }
    }

    fn refresh(&mut self, desk: &Desk, open: &Open) {
        if self.made.as_ref().is_none_or(|made| made.from != from(desk, open)) {
            self.made = Some(Made { from: from(desk, open), lines: lines::all(desk, open) });
        }
    }

    /// The place of the line under the cursor: that of the slot, or of what the slot belongs to, or the
    /// first that can be chosen.
    fn place(&self, lines: &[Line]) -> usize {
        let visit = self.cursor.strip_prefix("audit-site/").and_then(|rest| rest.rsplit('/').next());
        let site = visit.map(|site| format!("site/{site}"));
        let mut key = site.as_deref().unwrap_or(&self.cursor);
        while !key.is_empty() {
            if let Some(at) = lines.iter().position(|line| line.key == key) {
                return at;
            }
            key = key.rsplit_once('/').map_or("", |(above, _)| above);
        }
        lines.iter().position(Line::is_stop).unwrap_or(0)
    }

    fn go(&mut self, action: Action, lines: &[Line], page: u16) -> bool {
        let stops: Vec<usize> = (0..lines.len()).filter(|&at| lines[at].is_stop()).collect();
        let Some(to) = moved_among(action, self.place(lines), &stops, page) else { return false };
        if let Some(line) = lines.get(to) {
            self.cursor.clone_from(&line.key);
        }
        true
    }

    fn act(action: Action, line: Option<&Line>, desk: &Desk, open: &Open) -> Next {
        let audit = || open.at.audit.clone();
        let here = Next::Say(Notice::bad(desk.t(frame_words::NOTHING_HERE)));
        let site = line.and_then(Line::site);
        match action {
            Action::Open => line.map_or(Next::Stay, |line| lead(line, desk, open)),
            Action::EditClient => ask(DossierForm::Client),
            Action::EditAudit if open.dossier.audit(&open.at.audit).is_some() => {
                ask(DossierForm::Audit { audit: audit() })
            }
            Action::AddSite => ask(DossierForm::Site { site: None }),
            Action::EditSite => match line.map(|line| &line.leads) {
                Some(Leads::Ground(of)) => {
                    Next::Ask(Purpose::Special(SpecialForm::Reword { of: of.clone() }))
                }
                _ => site.map_or(here, |site| ask(DossierForm::Site { site: Some(site) })),
            },
            Action::DropNote => match line.map(|line| &line.leads) {
                Some(Leads::Ground(of)) => {
                    Next::Ask(Purpose::Special(SpecialForm::TakeBack { of: of.clone() }))
                }
                Some(Leads::Finish(purpose)) => Next::Choose(thrown_away(purpose, desk, open)),
                _ => here,
            },
            Action::ChooseSite => site.map_or(here, |site| ask(DossierForm::Choose { audit: audit(), site })),
            Action::NewAudit => ask(DossierForm::NewAudit),
            Action::DecideConflict => match line.and_then(|line| open.dossier.conflict_at(&line.key)) {
                Some(slot) => Next::Decide(slot),
                None => Next::Say(Notice::bad(desk.t(frame_words::NO_CONFLICT))),
            },
            _ => Next::Pass,
        }
    }
}

fn ask(form: DossierForm) -> Next {
    Next::Ask(Purpose::Dossier(form))
}

/// The question before a draft is thrown away: to keep it is the first answer.
fn thrown_away(purpose: &Purpose, desk: &Desk, open: &Open) -> Choice {
    let answer = |text, pick| Answer { text: desk.t(text).to_owned(), aside: String::new(), pick };
    let title = frame_words::THROW_AWAY.with(desk.lang, &[&purpose.title(desk, Some(open))]);
    let answers = vec![
        answer(frame_words::KEEP_IT, Pick::Nothing),
        answer(frame_words::THROW_IT, Pick::ThrowAway(purpose.clone())),
    ];
    Choice::new(title, answers)
}

/// Where a line leads.
fn lead(line: &Line, desk: &Desk, open: &Open) -> Next {
    match &line.leads {
        Leads::Nowhere => Next::Say(Notice::good(desk.t(frame_words::NOTHING_HERE))),
        Leads::Ask(form) => ask(form.clone()),
        Leads::Finish(purpose) => Next::Ask(purpose.clone()),
        Leads::Stand(at) => Next::Stand(at.clone()),
        Leads::Walk(site) => Next::Walk(Standpoint { site: site.clone(), ..open.at.clone() }),
        Leads::Do(action) => Next::Act(*action),
        Leads::Ground(of) => Next::Choose(ground::choose(desk, open, &open.at.audit, of)),
        Leads::Slot(slot) => match crate::tui::target::Target::of_slot(slot, &open.dossier) {
            Some(target) => Next::Jump(target),
            None => Next::Say(Notice::bad(desk.t(words::GONE))),
        },
    }
}

impl Page for Overview {
    const CODE: &'static str = "overview";

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Overview, Scope::Everywhere]
    }

    fn update(&mut self, action: Action, desk: &Desk, open: &Open) -> Next {
        self.refresh(desk, open);
        let Some(made) = self.made.take() else { return Next::Pass };
        let next = if self.go(action, &made.lines, desk.body().height) {
            Next::Stay
        } else {
            Self::act(action, made.lines.get(self.place(&made.lines)), desk, open)
        };
        self.made = Some(made);
        next
    }

    /// To take back there is a special deduction, the bonus or a draft; to decide, a conflict.
    fn offers(&self, action: Action, desk: &Desk, open: &Open) -> bool {
        let of_line = |holds: &dyn Fn(&Line) -> bool| {
            let lines = self.lines(desk, open);
            lines.get(self.place(&lines)).is_some_and(holds)
        };
        match action {
            Action::Open => of_line(&|line| line.leads != Leads::Nowhere),
            Action::DropNote => of_line(&|line| matches!(line.leads, Leads::Ground(_) | Leads::Finish(_))),
            Action::DecideConflict => of_line(&|line| open.dossier.conflict_at(&line.key).is_some()),
            Action::EditAudit => open.dossier.audit(&open.at.audit).is_some(),
            Action::ShowForecast => open.score().is_some(),
            _ => true,
        }
    }

    fn saved(&mut self, _: Then, desk: &Desk, open: &Open) -> Next {
        let before = self.made.take();
        self.refresh(desk, open);
        // A site or an audit that was just added gets the cursor.
        if let (Some(before), Some(now)) = (before, &self.made) {
            let known = |line: &Line| before.lines.iter().any(|old| old.key == line.key);
            let thing = |line: &&Line| line.key.starts_with("site/") || line.key.starts_with("audit/");
            if let Some(new) = now.lines.iter().filter(thing).find(|line| !known(line)) {
                self.cursor.clone_from(&new.key);
            }
        }
        Next::Stay
    }

    /// Made once for everything that asks for them: of a large dossier they are not cheap.
    fn renewed(&mut self, desk: &Desk, open: &Open) {
        self.refresh(desk, open);
    }

    fn cursor(&self) -> String {
        self.cursor.clone()
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk, open: &Open) {
        let lines = self.lines(desk, open);
        let at = self.place(&lines);
        let buf = frame.buffer_mut();
        // The first page shows its heading too.
        let top = page_top(at, area.height).min(lines.len().saturating_sub(usize::from(area.height)));
        for ((nth, line), y) in lines.iter().enumerate().skip(top).zip(area.top()..area.bottom()) {
            draw(buf, Rect { y, height: 1, ..area }, line, nth == at, desk);
        }
    }
}

fn draw(buf: &mut Buffer, row: Rect, line: &Line, here: bool, desk: &Desk) {
    let look = desk.look;
    if line.is_heading() {
        put(buf, row.x + 1, row.y, row.right(), &line.label, look.heading());
        return;
    }
    if line.is_beneath() {
        put(buf, row.x + BENEATH, row.y, row.right(), &line.text, line.tone.style(&look));
        return;
    }
    if here {
        put(buf, row.x + 1, row.y, row.right(), look.marks.cursor, look.heading());
    }
    let after = put(buf, row.x + 3, row.y, row.right(), &line.label, look.quiet());
    let x = after.max(row.x + 3 + labels(desk.lang)) + 1;
    put(buf, x, row.y, row.right(), &line.text, line.tone.style(&look));
}

/// The conflict that a line is about.
trait ConflictAt {
    fn conflict_at(&self, key: &str) -> Option<Slot>;
}

impl ConflictAt for crate::domain::dossier::Dossier {
    fn conflict_at(&self, key: &str) -> Option<Slot> {
        let key = key.strip_prefix("conflict:").unwrap_or(key);
        self.in_conflict(key).then(|| Slot::named(key))
    }
}
