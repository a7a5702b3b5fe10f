//! A list of which one line is chosen; typing narrows it, by words or by pinyin initials.
//!
//! The palette is such a list, and so is every short question (which site, which kind of evidence).

use std::path::PathBuf;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::Reply;
use crate::domain::change::{Change, Item};
use crate::i18n::{Lang, frame as words};
use crate::search::Query;
use crate::tui::chord::Chord;
use crate::tui::desk::{Desk, Standpoint};
use crate::tui::forms::Purpose;
use crate::tui::keymap::{Action, BINDINGS, Binding, Resolved, Scope, resolve};
use crate::tui::paint::{framed, inside, middle, page_top, put, put_right};
use crate::tui::screens::inbox::For;
use crate::tui::target::Target;
use crate::tui::widgets::cells;
use crate::tui::widgets::field::Field;

/// What choosing a line means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick {
    /// The action is done as if its key had been pressed.
    Do(Action),
    /// The form opens.
    Ask(Purpose),
    /// What was begun in the form is thrown away.
    ThrowAway(Purpose),
    /// All stays as it is.
    Nothing,
    /// The auditor goes there.
    Stand(Standpoint),
    /// The change is recorded: a decision between differing values.
    Record(Change),
    /// The walk goes to the item.
    Item(Item),
    /// The screen that shows a thing.
    Jump(Target),
    /// The file that waits in the inbox is taken, for what it says.
    Take(PathBuf, For),
    /// The phrase goes into the form behind.
    Phrase(String),
}

/// A line of the list.
#[derive(Clone, Debug)]
pub struct Line {
    /// What is shown, and searched.
    pub text: String,
    /// What stands at the right: a key, a time.
    pub aside: String,
    /// What choosing it means.
    pub pick: Pick,
}

impl Line {
    /// Whether a search finds it: an action by its words in either language, whichever is shown, so that
    /// the initials that one has learnt hold everywhere.
    fn is_found(&self, query: &Query) -> bool {
        let both = |row: &Binding| [row.words.get(Lang::Zh), row.words.get(Lang::En)];
        let named = |action| {
            let rows = BINDINGS.iter().filter(move |row| row.action == action).map(both);
            rows.filter(|words| words.contains(&self.text.as_str())).flatten().any(|word| query.matches(word))
        };
        query.matches(&self.text)
            || matches!(self.pick, Pick::Do(action) if named(action))
            // The name of a place to fill in is a word of its sentence.
            || matches!(&self.pick, Pick::Phrase(text) if query.matches(&text.replace(['{', '}'], "")))
    }
}

/// The open list.
#[derive(Debug)]
pub struct Choice {
    title: String,
    lines: Vec<Line>,
    field: Field,
    cursor: usize,
}

impl Choice {
    /// A list with a title.
    pub fn new(title: impl Into<String>, lines: Vec<Line>) -> Self {
        Self { title: title.into(), lines, field: Field::new(256), cursor: 0 }
    }

    /// The same with the cursor on a line, counted from the top; on the last where there are fewer.
    #[must_use]
    pub fn at(mut self, line: usize) -> Self {
        self.cursor = line.min(self.lines.len().saturating_sub(1));
        self
    }

    fn hits(&self) -> Vec<&Line> {
        let query = Query::new(self.field.text());
        self.lines.iter().filter(|line| line.is_found(&query)).collect()
    }

    /// Takes a key.
    pub fn update(&mut self, chord: Chord, desk: &Desk) -> Reply {
        let count = self.hits().len();
        let page = usize::from(list(inside(self.outer(desk.body()))).height.max(1));
        match resolve(&[Scope::Choice], None, chord) {
            Resolved::Do(Action::Choose) => {
                let chosen = self.hits().get(self.cursor).map(|line| line.pick.clone());
                return chosen.map_or(Reply::Stay, Reply::Chosen);
            }
            Resolved::Do(Action::Back) => return Reply::Close,
            Resolved::Do(Action::MoveDown) => self.cursor = (self.cursor + 1).min(count.saturating_sub(1)),
            Resolved::Do(Action::MoveUp) => self.cursor = self.cursor.saturating_sub(1),
            Resolved::Do(Action::PageDown) => self.cursor = (self.cursor + page).min(count.saturating_sub(1)),
            Resolved::Do(Action::PageUp) => self.cursor = self.cursor.saturating_sub(page),
            _ => {
                if self.field.handle(&chord) {
                    self.cursor = 0;
                }
            }
        }
        Reply::Stay
    }

    /// Takes a pasted text into the line that narrows.
    pub fn paste(&mut self, text: &str) {
        // What is too long to be searched for is left out.
        let _ = self.field.insert_str(text);
        self.cursor = 0;
    }

    /// The box in the middle of an area.
    fn outer(&self, area: Rect) -> Rect {
        let wanted = u16::try_from(self.lines.len()).unwrap_or(u16::MAX).saturating_add(4);
        let longest = self.lines.iter().map(|line| cells(&line.text) + cells(&line.aside) + 8).max();
        let width = u16::try_from(longest.unwrap_or(0)).unwrap_or(u16::MAX).max(72);
        middle(area, width, wanted.max(6))
    }

    /// Draws it in the middle of an area.
    pub fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let look = desk.look;
        let outer = self.outer(area);
        let within = framed(frame.buffer_mut(), outer, &self.title, look);
        let line = Rect { height: 1.min(within.height), ..within };
        let buf = frame.buffer_mut();
        let x = put(buf, line.x, line.y, line.right(), desk.t(words::NARROW), look.quiet()) + 1;
        let typed = Rect { x, width: line.right().saturating_sub(x), ..line };
        self.field.draw(typed, buf, look.field());
        let caret = self.field.cursor_position(typed);
        let hits = self.hits();
        let list = list(within);
        let top = page_top(self.cursor, list.height);
        for (hit, y) in hits.iter().enumerate().skip(top).zip(list.top()..list.bottom()) {
            let (nth, shown) = hit;
            let marker = if nth == self.cursor { look.marks.cursor } else { " " };
            let aside = put_right(buf, within.x, y, within.right(), &shown.aside, look.quiet());
            put(buf, within.x, y, within.x + 1, marker, look.heading());
            put(buf, within.x + 2, y, aside.saturating_sub(1), &shown.text, look.text());
        }
        let below = hits.len().saturating_sub(top + usize::from(list.height));
        if below > 0 && list.height > 0 {
            let text = format!(" {} ", words::MORE_BELOW.with(desk.lang, &[&below]));
            put_right(buf, within.x, outer.bottom() - 1, within.right(), &text, look.quiet());
        }
        if hits.is_empty() {
            put(buf, within.x + 2, within.y + 1, within.right(), desk.t(words::NOTHING_FOUND), look.quiet());
        }
        frame.set_cursor_position(caret);
    }
}

/// Where the lines stand within the box: below what is typed.
fn list(within: Rect) -> Rect {
    Rect { y: within.y + 1, height: within.height.saturating_sub(1), ..within }
}
