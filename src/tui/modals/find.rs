//! A line at the foot of a list that finds as you type.

use crossterm::event::KeyCode;
use ratatui::Frame;
use ratatui::layout::Rect;

use super::Reply;
use crate::i18n::frame as words;
use crate::tui::chord::Chord;
use crate::tui::desk::Desk;
use crate::tui::paint::put;
use crate::tui::widgets::field::Field;

/// The text to find.
#[derive(Debug)]
pub struct Find {
    field: Field,
}

impl Find {
    /// An empty line, or the last text again.
    pub fn new(text: &str) -> Self {
        Self { field: Field::new(256).with_text(text) }
    }

    /// Takes a key; Enter keeps the hits, Esc forgets them.
    pub fn update(&mut self, chord: Chord) -> Reply {
        match chord.code {
            KeyCode::Enter => Reply::Close,
            KeyCode::Esc => {
                self.field.set_text("");
                Reply::Finding(String::new())
            }
            _ if self.field.handle(&chord) => Reply::Finding(self.field.text().to_owned()),
            _ => Reply::Stay,
        }
    }

    /// Takes a pasted text.
    pub fn paste(&mut self, text: &str) -> Reply {
        // What is too long to be searched for is left out.
        let _ = self.field.insert_str(text);
        Reply::Finding(self.field.text().to_owned())
    }

    /// Whether nothing is left to find: the line closes then.
    pub fn is_empty(&self) -> bool {
        self.field.is_empty()
    }

    /// Draws it in the last line of an area.
    pub fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let line = Rect { y: area.bottom().saturating_sub(1), height: 1.min(area.height), ..area };
        let buf = frame.buffer_mut();
        let blank = " ".repeat(usize::from(line.width));
        put(buf, line.x, line.y, line.right(), &blank, desk.look.text());
        let x = put(buf, line.x + 1, line.y, line.right(), desk.t(words::FIND), desk.look.heading()) + 1;
        let typed = Rect { x, width: line.right().saturating_sub(x), ..line };
        self.field.draw(typed, buf, desk.look.text());
        frame.set_cursor_position(self.field.cursor_position(typed));
    }
}
