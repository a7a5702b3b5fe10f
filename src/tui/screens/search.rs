//! Search over everything: type, see the hits, go there.
//!
//! What can be found is gathered once when the screen opens (`search/things.rs`); a key looks only
//! through those texts.

mod things;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use self::things::{Thing, gather};
use super::Page;
use super::cursor::moved;
use crate::i18n::search as words;
use crate::search::Query;
use crate::tui::app::Next;
use crate::tui::chord::Chord;
use crate::tui::desk::{Desk, Open};
use crate::tui::keymap::{Action, Scope};
use crate::tui::paint::{page_top, put, put_right};
use crate::tui::widgets::cells;
use crate::tui::widgets::field::Field;

/// The longest text that is searched for, in bytes.
const LONGEST: usize = 256;
/// Cells of the kind.
const KIND: u16 = 10;

/// Search over everything.
#[derive(Debug)]
pub struct Search {
    field: Field,
    things: Vec<Thing>,
    hits: Vec<usize>,
    line: usize,
}

impl Search {
    /// A search for nothing yet: everything is listed.
    pub fn new(desk: &Desk, open: &Open) -> Self {
        let mut search =
            Self { field: Field::new(LONGEST), things: gather(desk, open), hits: Vec::new(), line: 0 };
        search.look();
        search
    }

    /// Looks for what was typed.
    fn look(&mut self) {
        let query = Query::new(self.field.text());
        let found = |thing: &Thing| query.matches_any(&[&thing.place, &thing.text, thing.kind.zh]);
        let things = self.things.iter().enumerate();
        self.hits = things.filter(|(_, thing)| found(thing)).map(|(at, _)| at).collect();
        self.line = 0;
    }
}

impl Page for Search {
    const CODE: &'static str = "search";

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::SearchAll]
    }

    fn types(&self) -> bool {
        true
    }

    fn update(&mut self, action: Action, desk: &Desk, _: &Open) -> Next {
        if let Some(to) = moved(action, self.line, self.hits.len(), list(desk.body()).height) {
            self.line = to;
            return Next::Stay;
        }
        match (action, self.hits.get(self.line).and_then(|&at| self.things.get(at))) {
            (Action::Open, Some(thing)) => Next::Jump(thing.target.clone()),
            (Action::Open, None) => Next::Stay,
            _ => Next::Pass,
        }
    }

    fn offers(&self, action: Action, _: &Desk, _: &Open) -> bool {
        action != Action::Open || !self.hits.is_empty()
    }

    fn typed(&mut self, chord: Chord, _: &Desk, _: &Open) {
        let before = self.field.text().to_owned();
        if self.field.handle(&chord) && self.field.text() != before {
            self.look();
        }
    }

    fn pasted(&mut self, text: &str, _: &Desk, _: &Open) {
        // What is too long to be searched for is left out.
        if self.field.insert_str(text).is_ok() {
            self.look();
        }
    }

    /// The dossier changed outside: what can be found is no longer what it was.
    fn renewed(&mut self, desk: &Desk, open: &Open) {
        self.things = gather(desk, open);
        self.look();
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk, _: &Open) {
        let look = desk.look;
        let buf = frame.buffer_mut();
        let x = put(buf, area.x + 1, area.y, area.right(), desk.t(words::FIND), look.heading()) + 1;
        let count = words::COUNT.with(desk.lang, &[&self.hits.len()]);
        let right =
            put_right(buf, x, area.y, area.right().saturating_sub(1), &count, look.quiet()).saturating_sub(2);
        let typed = Rect { x, width: right.saturating_sub(x), height: 1.min(area.height), ..area };
        self.field.draw(typed, buf, look.field());
        if self.field.is_empty() {
            put(buf, x + 1, area.y, right, desk.t(words::HINT), look.quiet());
        }
        let list = list(area);
        if self.hits.is_empty() {
            put(buf, list.x + 3, list.y, list.right(), desk.t(words::NONE), look.quiet());
        }
        let top = page_top(self.line, list.height);
        for ((nth, &at), y) in self.hits.iter().enumerate().skip(top).zip(list.top()..list.bottom()) {
            let row = Rect { y, height: 1, ..list };
            if nth == self.line {
                put(buf, row.x + 1, y, row.right(), look.marks.cursor, look.heading());
            }
            self.view_line(buf, row, &self.things[at], desk);
        }
        frame.set_cursor_position(self.field.cursor_position(typed));
    }
}

impl Search {
    fn view_line(&self, buf: &mut Buffer, row: Rect, thing: &Thing, desk: &Desk) {
        let look = desk.look;
        let x = row.x + 3;
        put(buf, x, row.y, x + KIND - 1, desk.t(thing.kind), look.quiet());
        let x = put(buf, x + KIND, row.y, row.right(), &thing.place, look.heading()) + 2;
        let room = usize::from(row.right().saturating_sub(x));
        let text = excerpt(&thing.text, self.field.text(), room, look.marks.cut);
        put(buf, x, row.y, row.right(), &text, look.text());
    }
}

/// Where the list stands: below what was typed.
fn list(area: Rect) -> Rect {
    Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }
}

/// A text from a little before what was typed, if that stands in it too far to the right to be seen.
fn excerpt(text: &str, typed: &str, room: usize, cut: &str) -> String {
    let word = typed.split_whitespace().find_map(|word| text.find(word));
    match word {
        Some(at) if cells(&text[..at]) + 8 > room => {
            let before = text[..at].char_indices().rev().nth(7).map_or(at, |(start, _)| start);
            format!("{cut}{}", &text[before..])
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_shown_from_where_the_hit_is() {
        let text = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸未签协议";
        assert_eq!(excerpt(text, "协议", 20, "~"), "~戊己庚辛壬癸未签协议");
        assert_eq!(excerpt(text, "二三", 20, "~"), text);
        assert_eq!(excerpt("", "x", 20, "~"), "");
    }
}
