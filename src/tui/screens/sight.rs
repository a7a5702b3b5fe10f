//! Looking at a file without leaving the program: a photo, a text, or its facts.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::Page;
use super::inbox::size_words;
use crate::i18n::inbox as words;
use crate::tui::app::{Effect, Next};
use crate::tui::desk::{Desk, Open};
use crate::tui::keymap::{Action, Scope};
use crate::tui::paint::{paragraph, put, put_right, rule, wrap};
use crate::tui::picture;
use crate::tui::sight::{Body, Seen, TEXT};

/// Lines of the frame and of our own head that are no text.
const FRAME: u16 = 5;

/// Bytes that a cell of a photo costs on the line, about.
const CELL: u32 = 20;

/// A file being looked at.
#[derive(Debug)]
pub struct Sight {
    seen: Box<Seen>,
    /// The first line shown of a text.
    top: usize,
}

impl Sight {
    /// From its first line.
    pub fn new(seen: Box<Seen>) -> Self {
        Self { seen, top: 0 }
    }

    /// The lines of a text as wide as the window.
    fn lines(&self, width: u16) -> Vec<String> {
        let Body::Text(lines, _) = &self.seen.body else { return Vec::new() };
        let wrapped = |line: &String| if line.is_empty() { vec![String::new()] } else { wrap(line, width) };
        lines.iter().flat_map(wrapped).collect()
    }

    fn scroll(&mut self, action: Action, desk: &Desk) -> Next {
        let (width, height) = (desk.window.0.saturating_sub(2), desk.window.1.saturating_sub(FRAME));
        let page = usize::from(height.max(1));
        let last = self.lines(width).len().saturating_sub(page);
        self.top = match action {
            Action::MoveDown => self.top + 1,
            Action::MoveUp => self.top.saturating_sub(1),
            Action::PageDown => self.top + page,
            Action::PageUp => self.top.saturating_sub(page),
            Action::MoveLast => last,
            _ => 0,
        }
        .min(last);
        Next::Stay
    }
}

impl Page for Sight {
    const CODE: &'static str = "sight";

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Sight, Scope::Everywhere]
    }

    fn update(&mut self, action: Action, desk: &Desk, _: &Open) -> Next {
        match action {
            Action::MoveDown
            | Action::MoveUp
            | Action::PageDown
            | Action::PageUp
            | Action::MoveFirst
            | Action::MoveLast => self.scroll(action, desk),
            Action::DrawPhoto => Next::Do(Effect::RememberPictures(!desk.pictures)),
            _ => Next::Pass,
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk, _: &Open) {
        let buf = frame.buffer_mut();
        let (look, seen) = (desk.look, &self.seen);
        let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        let mut told = vec![desk.t(seen.sort.word()).to_owned(), size_words(seen.size)];
        if !seen.facts.is_empty() {
            told.push(seen.facts.to_string());
        } else if let Some(time) = seen.modified {
            told.push(time.with_timezone(desk.now.offset()).format("%Y-%m-%d %H:%M").to_string());
        }
        let right = put_right(buf, area.x, area.y, area.right(), &told.join("  "), look.quiet());
        put(buf, area.x, area.y, right.saturating_sub(1), &seen.name, look.heading());
        rule(buf, area, area.y + 1, look);
        let body = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        match &seen.body {
            Body::Picture(picture) if desk.pictures => picture::draw(buf, body, picture, look),
            Body::Picture(_) => {
                let cost = u32::from(body.width) * u32::from(body.height) * CELL / 1024;
                let text = words::NOT_DRAWN.with(desk.lang, &[&cost]);
                paragraph(buf, body, body.y, &text, look.text());
            }
            Body::Undrawable => {
                paragraph(buf, body, body.y, desk.t(words::UNDRAWABLE), look.text());
            }
            Body::Facts => {
                paragraph(buf, body, body.y, desk.t(words::NOT_SHOWN), look.text());
            }
            Body::Text(_, cut) => {
                let lines = self.lines(body.width);
                let mut y = body.y;
                for line in lines.iter().skip(self.top).take(usize::from(body.height)) {
                    put(buf, body.x, y, body.right(), line, look.text());
                    y += 1;
                }
                if *cut && y < body.bottom() {
                    let text = words::CUT.with(desk.lang, &[&(TEXT / 1024)]);
                    put(buf, body.x, y, body.right(), &text, look.quiet());
                }
            }
        }
    }
}
