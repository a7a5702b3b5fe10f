//! Photos in the terminal's own pixels: which terminals take them, where a frame leaves room for one, and
//! the bytes that put it there.
//!
//! No terminal is asked: an answer that comes late over a slow line would read as keys. Its name says it,
//! or the settings do.

use std::sync::Arc;

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::{Position, Rect, Size};

use super::painter::Painter;
use crate::photo::{self, Raster};
use crate::store::Graphics;

/// The pixels of a cell where the terminal does not tell: a small font, so that no photo is larger than
/// its room.
const USUAL_CELL: Size = Size::new(6, 12);

/// The identity of our one picture in kitty's sequences.
const PICTURE: u32 = 27_922;

/// What a piece of a picture may have at most in one of kitty's sequences.
#[cfg(feature = "pixels")]
const PIECE: usize = 4096;

/// How the terminal takes pixels, by the names that it goes by in the environment.
pub fn of_terminal(variable: impl Fn(&str) -> String) -> Graphics {
    let (term, program) = (variable("TERM"), variable("TERM_PROGRAM"));
    // What runs inside another program's window is shown by that program.
    if term.starts_with("tmux") || term.starts_with("screen") {
        return Graphics::None;
    }
    let kitty = ["xterm-kitty", "xterm-ghostty"].contains(&term.as_str())
        || ["kitty", "ghostty", "WezTerm"].contains(&program.as_str());
    let sixel = ["foot", "mlterm", "contour", "yaft", "vt340"].iter().any(|name| term.starts_with(name))
        || ["mintty", "iTerm.app"].contains(&program.as_str());
    match (kitty, sixel) {
        (true, _) => Graphics::Kitty,
        (false, true) => Graphics::Sixel,
        (false, false) => Graphics::None,
    }
}

/// Leaves the room of a picture blank in a frame.
pub fn leave_room(buf: &mut Buffer, area: Rect) {
    for position in area.intersection(buf.area).positions() {
        buf[position].reset();
        buf[position].set_diff_option(CellDiffOption::Skip);
    }
}

/// The room that a frame leaves for a picture; none if something lies over a part of it.
fn room(frame: &Buffer) -> Option<Rect> {
    let left = |at: &Position| frame[*at].diff_option == CellDiffOption::Skip;
    let first = frame.area.positions().find(left)?;
    let last = frame.area.positions().filter(left).last()?;
    let (width, height) = ((last.x + 1).checked_sub(first.x)?, last.y + 1 - first.y);
    let room = Rect { x: first.x, y: first.y, width, height };
    room.positions().all(|at| left(&at)).then_some(room)
}

/// The picture that lies over the cells of the terminal.
#[derive(Debug)]
pub struct Overlay {
    graphics: Graphics,
    wanted: Option<Arc<Raster>>,
    shown: Option<(Rect, Arc<Raster>)>,
    /// What the terminal could not be given is not tried again with each frame.
    failed: Option<Arc<Raster>>,
}

impl Overlay {
    /// For a terminal that takes pixels so.
    pub fn new(graphics: Graphics) -> Self {
        Self { graphics, wanted: None, shown: None, failed: None }
    }

    /// The picture for which the next frames leave room.
    pub fn want(&mut self, picture: Option<&Arc<Raster>>) {
        self.wanted = picture.filter(|_| self.graphics != Graphics::None).cloned();
    }

    /// Takes the picture away where the frame has no room for it: before the cells are painted.
    pub fn uncover(&mut self, frame: &Buffer, painter: &mut Painter) {
        if painter.starts_over(frame.area.as_size()) {
            self.shown = None;
            return;
        }
        let Some((room_shown, picture)) = &self.shown else { return };
        let stays = self.wanted.as_ref().is_some_and(|wanted| Arc::ptr_eq(wanted, picture))
            && room(frame) == Some(*room_shown);
        if !stays {
            // Writing over sixels clears them; kitty's pictures lie on a layer of their own.
            painter.forget_cells(*room_shown);
            self.shown = None;
        }
    }

    /// Puts the picture over the cells: after they were painted.
    pub fn cover(&mut self, frame: &Buffer, painter: &mut Painter, cell: Option<Size>) {
        let same = |one: &Option<Arc<Raster>>, picture: &Arc<Raster>| {
            one.as_ref().is_some_and(|one| Arc::ptr_eq(one, picture))
        };
        let wanted = self.wanted.clone().filter(|picture| !same(&self.failed, picture));
        if self.shown.is_some() || self.graphics == Graphics::None {
            return;
        }
        let place = wanted.and_then(|picture| Some((room(frame)?, picture)));
        let Some((room, picture)) = place else {
            if painter.has_forgotten_cells() && self.graphics == Graphics::Kitty {
                painter.send(format!("\x1b_Ga=d,d=I,i={PICTURE},q=2\x1b\\").as_bytes());
            }
            return;
        };
        let cell = cell.unwrap_or(USUAL_CELL);
        let pixels = (
            u32::from(room.width) * u32::from(cell.width.max(1)),
            u32::from(room.height) * u32::from(cell.height.max(1)),
        );
        match bytes(self.graphics, &picture, pixels, room) {
            Some(bytes) => {
                painter.send_over(room.as_position(), bytes);
                self.shown = Some((room, picture));
            }
            None => self.failed = Some(picture),
        }
    }
}

/// What puts a picture where the cursor stands, in at most so many pixels.
#[cfg(feature = "pixels")]
fn bytes(graphics: Graphics, picture: &Raster, pixels: (u32, u32), room: Rect) -> Option<Vec<u8>> {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    let picture = photo::fitted(picture, pixels)?;
    match graphics {
        Graphics::None => None,
        Graphics::Sixel => photo::sixel(&picture).map(String::into_bytes),
        Graphics::Kitty => {
            let text = STANDARD.encode(photo::png(&picture)?);
            let (columns, rows) = (room.width, room.height);
            let mut head = format!("a=T,f=100,i={PICTURE},q=2,C=1,c={columns},r={rows},");
            let mut out = Vec::new();
            let mut pieces = text.as_bytes().chunks(PIECE).peekable();
            while let Some(piece) = pieces.next() {
                let more = u8::from(pieces.peek().is_some());
                out.extend_from_slice(format!("\x1b_G{head}m={more};").as_bytes());
                out.extend_from_slice(piece);
                out.extend_from_slice(b"\x1b\\");
                head.clear();
            }
            Some(out)
        }
    }
}

#[cfg(not(feature = "pixels"))]
fn bytes(_: Graphics, _: &Raster, _: (u32, u32), _: Rect) -> Option<Vec<u8>> {
    None
}

#[cfg(feature = "pixels")]
#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::painter::Family;
    use crate::tui::terminal::Terminal;

    const ROOM: Rect = Rect { x: 2, y: 1, width: 10, height: 4 };

    fn picture() -> Arc<Raster> {
        Arc::new(Raster { width: 60, height: 48, rgb: vec![200; 60 * 48 * 3] })
    }

    /// What a frame sends: with room for the picture, and with a text over it.
    fn frame(screen: &mut Terminal<Vec<u8>>, photo: Option<&Arc<Raster>>, over: &str) -> String {
        screen.writer().clear();
        screen.want_photo(photo);
        screen
            .draw(|frame| {
                if photo.is_some() {
                    leave_room(frame.buffer_mut(), ROOM);
                }
                if !over.is_empty() {
                    let area = Rect { x: 4, y: 2, width: 6, height: 1 };
                    crate::tui::terminal::blank_under(area, frame.buffer_mut());
                    frame.buffer_mut().set_string(4, 2, over, ratatui::style::Style::new());
                }
            })
            .unwrap();
        String::from_utf8_lossy(screen.writer()).into_owned()
    }

    fn screen(graphics: Graphics) -> Terminal<Vec<u8>> {
        Terminal::onto(Vec::new(), Size::new(40, 10), Family::Xterm).unwrap().with_graphics(graphics)
    }

    #[test]
    fn the_terminals_name_says_how_it_takes_pixels() {
        let of = |term: &str, program: &str| {
            of_terminal(|name| match name {
                "TERM" => term.to_owned(),
                "TERM_PROGRAM" => program.to_owned(),
                _ => String::new(),
            })
        };
        assert_eq!(of("xterm-kitty", ""), Graphics::Kitty);
        assert_eq!(of("xterm-256color", "WezTerm"), Graphics::Kitty);
        assert_eq!(of("foot", ""), Graphics::Sixel);
        assert_eq!(of("tmux-256color", "WezTerm"), Graphics::None);
        assert_eq!(of("xterm-256color", ""), Graphics::None);
        assert_eq!(of("linux", ""), Graphics::None);
    }

    #[test]
    fn a_picture_is_sent_once_and_again_after_something_lay_over_it() {
        for (graphics, begins) in [(Graphics::Kitty, "\x1b_Ga=T"), (Graphics::Sixel, "\x1bP")] {
            let (mut screen, photo) = (screen(graphics), picture());
            let first = frame(&mut screen, Some(&photo), "");
            assert_eq!(first.matches(begins).count(), 1, "{graphics:?}");
            let way = first.split(begins).next().unwrap();
            let (cells, way) = way.split_once("\x1b[?2026l").unwrap_or(("", way));
            assert!(
                ["\x1b[2;3H", "\n\x1b[2C"].contains(&way),
                "after the cells {cells:?}, at its place: {way:?}"
            );
            assert_eq!(frame(&mut screen, Some(&photo), ""), "", "nothing changed, nothing is sent");
            let covered = frame(&mut screen, Some(&photo), "帮助");
            assert!(covered.contains("帮助") && !covered.contains(begins), "{covered:?}");
            assert_eq!(covered.contains("\x1b_Ga=d"), graphics == Graphics::Kitty, "{covered:?}");
            assert!(frame(&mut screen, Some(&photo), "").contains(begins), "it comes back");
            let other = picture();
            assert!(frame(&mut screen, Some(&other), "").contains(begins), "another one in the same room");
            let gone = frame(&mut screen, None, "");
            assert!(!gone.contains(begins) && !gone.is_empty(), "its cells are cleared: {gone:?}");
            screen.repaint();
            assert!(frame(&mut screen, Some(&photo), "").contains(begins), "after the screen was cleared");
        }
    }

    #[test]
    fn what_kitty_is_sent_is_the_picture() {
        use base64::Engine;
        let (mut screen, photo) = (screen(Graphics::Kitty), picture());
        let sent = frame(&mut screen, Some(&photo), "");
        let pieces = sent.split("\x1b_G").skip(1).filter_map(|part| part.split("\x1b\\").next());
        let text: String = pieces.filter_map(|piece| piece.split_once(';')).map(|(_, text)| text).collect();
        let png = base64::engine::general_purpose::STANDARD.decode(text).unwrap();
        let back = photo::raster(&png, (1000, 1000)).unwrap();
        assert_eq!(back, *photo, "ten cells of six pixels by four of twelve");
        assert!(sent.contains("c=10,r=4"), "{sent:?}");
    }

    #[test]
    fn without_pixels_and_for_a_broken_picture_only_cells_are_sent() {
        assert!(!frame(&mut screen(Graphics::None), Some(&picture()), "").contains("\x1b_G"));
        let broken = Arc::new(Raster { width: 90, height: 90, rgb: vec![1] });
        assert!(!frame(&mut screen(Graphics::Kitty), Some(&broken), "").contains("\x1b_G"));
    }
}
