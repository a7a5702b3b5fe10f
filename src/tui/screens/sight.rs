//! Looking at a file without leaving the program: a photo, a text, or its facts.

use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::Page;
use crate::i18n::{inbox as words, size};
use crate::photo::Raster;
use crate::store::{Graphics, Photos};
use crate::tui::app::{Effect, Next, Notice};
use crate::tui::desk::{Desk, Open};
use crate::tui::graphics::{self, Placed};
use crate::tui::keymap::{Action, Scope};
use crate::tui::paint::{paragraph, put, put_right, rule, wrap};
use crate::tui::picture;
use crate::tui::sight::{Body, Seen, TEXT};

/// Bytes that a cell of a photo costs on the line, about: as two coloured pixels.
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

    /// The photo and its room, if it is shown in the terminal's own pixels.
    pub fn placed(&self, desk: &Desk) -> Option<Placed> {
        let photo = self.photo(desk)?;
        let room = picture::fitted(body(within(desk.body())), photo)?;
        Some((room, Arc::clone(photo)))
    }

    fn photo(&self, desk: &Desk) -> Option<&Arc<Raster>> {
        match &self.seen.body {
            Body::Picture(photo) if desk.photos == Photos::Pixels && in_pixels(desk) => Some(photo),
            _ => None,
        }
    }

    /// The lines of a text as wide as the window.
    fn lines(&self, width: u16) -> Vec<String> {
        let Body::Text(lines, _) = &self.seen.body else { return Vec::new() };
        let wrapped = |line: &String| if line.is_empty() { vec![String::new()] } else { wrap(line, width) };
        lines.iter().flat_map(wrapped).collect()
    }

    fn scroll(&mut self, action: Action, desk: &Desk) -> Next {
        let body = body(within(desk.body()));
        let height = usize::from(body.height.max(1));
        let last = self.lines(body.width).len().saturating_sub(height);
        // The last line that was read stays in sight.
        let page = (height - 1).max(1);
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

fn within(area: Rect) -> Rect {
    Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area }
}

/// Where the file is shown, below its name and facts.
fn body(area: Rect) -> Rect {
    Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area }
}

fn in_pixels(desk: &Desk) -> bool {
    desk.look.graphics != Graphics::None
}

/// The next way of showing photos that this terminal has.
fn next(desk: &Desk) -> Photos {
    match desk.photos {
        Photos::Off => Photos::Cells,
        Photos::Cells if in_pixels(desk) => Photos::Pixels,
        Photos::Cells | Photos::Pixels => Photos::Off,
    }
}

/// What a photo that fills an area costs on the line, in KiB, about.
fn cost(area: Rect, cell: u32) -> u32 {
    u32::from(area.width) * u32::from(area.height) * cell / 1024
}

/// Says how photos are shown now, where there is a choice.
pub fn told(photos: Photos, desk: &Desk) -> Option<Notice> {
    let text = match photos {
        Photos::Cells if in_pixels(desk) => desk.t(words::IN_CELLS),
        Photos::Pixels => desk.t(words::IN_PIXELS),
        Photos::Off | Photos::Cells => return None,
    };
    Some(Notice::good(text))
}

impl Page for Sight {
    const CODE: &'static str = "sight";

    fn scopes(&self) -> Vec<Scope> {
        let mut scopes = vec![Scope::Sight, Scope::Everywhere];
        if matches!(self.seen.body, Body::Picture(_)) {
            scopes.insert(0, Scope::Photo);
        }
        scopes
    }

    fn update(&mut self, action: Action, desk: &Desk, _: &Open) -> Next {
        match action {
            Action::MoveDown
            | Action::MoveUp
            | Action::PageDown
            | Action::PageUp
            | Action::MoveFirst
            | Action::MoveLast => self.scroll(action, desk),
            Action::DrawPhoto => Next::Do(Effect::RememberPhotos(next(desk))),
            _ => Next::Pass,
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk, _: &Open) {
        let buf = frame.buffer_mut();
        let (look, seen) = (desk.look, &self.seen);
        let area = within(area);
        let mut told = vec![desk.t(seen.sort.word()).to_owned(), size(seen.size)];
        if !seen.facts.is_empty() {
            told.push(seen.facts.to_string());
        } else if let Some(time) = seen.modified {
            told.push(time.with_timezone(desk.now.offset()).format("%Y-%m-%d %H:%M").to_string());
        }
        let right = put_right(buf, area.x, area.y, area.right(), &told.join("  "), look.quiet());
        put(buf, area.x, area.y, right.saturating_sub(1), &seen.name, look.heading());
        rule(buf, area, area.y + 1, look);
        let body = body(area);
        match &seen.body {
            Body::Picture(_) if desk.photos == Photos::Off => {
                let text = words::NOT_DRAWN.with(desk.lang, &[&cost(body, CELL)]);
                paragraph(buf, body, body.y, &text, look.text());
            }
            Body::Picture(picture) if self.photo(desk).is_some() => {
                if let Some(room) = picture::fitted(body, picture) {
                    graphics::leave_room(buf, room);
                }
            }
            Body::Picture(picture) => picture::draw(buf, body, picture, look),
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
