//! Photos in the terminal's own pixels: which terminals take them, where a frame leaves room for one, and
//! the bytes that put it there.
//!
//! No terminal is asked: an answer that comes late over a slow line would read as keys. Its name says it,
//! or the settings do.

use std::sync::Arc;

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::{Position, Rect, Size};

use super::painter::Painter;
use crate::photo::Raster;
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

/// Whether a frame leaves the whole room of a picture: nothing lies over a part of it.
fn is_left(frame: &Buffer, room: Rect) -> bool {
    let left = |at: Position| frame[at].diff_option == CellDiffOption::Skip;
    !room.is_empty() && room.intersection(frame.area) == room && room.positions().all(left)
}

/// The picture that lies over the cells of the terminal.
#[derive(Debug)]
pub struct Overlay {
    graphics: Graphics,
    wanted: Option<Placed>,
    shown: Option<Placed>,
    /// What was made for a picture in so many pixels: made once, sent again after something lay over it.
    /// Nothing for one that could not be made.
    made: Option<(Placed, Size, Option<Vec<u8>>)>,
}

/// A picture and the cells in which it is shown.
pub type Placed = (Rect, Arc<Raster>);

fn same(one: &Placed, other: &Placed) -> bool {
    one.0 == other.0 && Arc::ptr_eq(&one.1, &other.1)
}

impl Overlay {
    /// For a terminal that takes pixels so.
    pub fn new(graphics: Graphics) -> Self {
        Self { graphics, wanted: None, shown: None, made: None }
    }

    /// The picture for which the next frames leave room, and where.
    pub fn want(&mut self, picture: Option<Placed>) {
        self.wanted = picture.filter(|_| self.graphics != Graphics::None);
        if self.wanted.is_none() {
            self.made = None;
        }
    }

    /// The picture that is to be seen in a frame.
    fn due(&self, frame: &Buffer) -> Option<Placed> {
        self.wanted.clone().filter(|(room, _)| is_left(frame, *room))
    }

    /// Takes the picture away where the frame has no room for it: before the cells are painted.
    pub fn uncover(&mut self, frame: &Buffer, painter: &mut Painter) {
        if painter.starts_over(frame.area.as_size()) {
            self.shown = None;
            return;
        }
        let Some(shown) = &self.shown else { return };
        if !self.due(frame).is_some_and(|due| same(&due, shown)) {
            // Writing over sixels clears them; kitty's pictures lie on a layer of their own.
            painter.forget_cells(shown.0);
            self.shown = None;
        }
    }

    /// Puts the picture over the cells: after they were painted.
    pub fn cover(&mut self, frame: &Buffer, painter: &mut Painter, cell: Option<Size>) {
        if self.shown.is_some() || self.graphics == Graphics::None {
            return;
        }
        let Some(due) = self.due(frame) else {
            if painter.has_forgotten_cells() && self.graphics == Graphics::Kitty {
                painter.send(format!("\x1b_Ga=d,d=I,i={PICTURE},q=2\x1b\\").as_bytes());
            }
            return;
        };
        let cell = cell.unwrap_or(USUAL_CELL);
        let known = self.made.take().filter(|(of, size, _)| same(of, &due) && *size == cell);
        let made = known.map_or_else(|| bytes(self.graphics, &due.1, cell, due.0), |(.., bytes)| bytes);
        if let Some(bytes) = &made {
            painter.send_over(due.0.as_position(), bytes.clone());
            self.shown = Some(due.clone());
        }
        self.made = Some((due, cell, made));
    }
}

/// What puts a picture where the cursor stands, into a room of cells of such a size in pixels.
#[cfg(feature = "pixels")]
fn bytes(graphics: Graphics, picture: &Raster, cell: Size, room: Rect) -> Option<Vec<u8>> {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    use crate::photo;
    let pixels = (
        u32::from(room.width) * u32::from(cell.width.max(1)),
        u32::from(room.height) * u32::from(cell.height.max(1)),
    );
    let picture = photo::fitted(picture, pixels)?;
    match graphics {
        Graphics::None => None,
        Graphics::Sixel => photo::sixel(&picture).map(String::into_bytes),
        Graphics::Kitty => {
            let text = STANDARD.encode(photo::png(&picture)?);
            // One side is told, that at which it fills the room; the other follows its proportions.
            let wide = u64::from(picture.width) * u64::from(pixels.1);
            let high = u64::from(picture.height) * u64::from(pixels.0);
            let side = if wide >= high { format!("c={}", room.width) } else { format!("r={}", room.height) };
            let mut head = format!("a=T,f=100,i={PICTURE},q=2,C=1,{side},");
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
fn bytes(_: Graphics, _: &Raster, _: Size, _: Rect) -> Option<Vec<u8>> {
    None
}

#[cfg(feature = "pixels")]
#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo;
    use crate::tui::painter::Family;
    use crate::tui::terminal::Terminal;

    const ROOM: Rect = Rect { x: 2, y: 1, width: 10, height: 4 };

    fn picture() -> Arc<Raster> {
        Arc::new(Raster { width: 60, height: 48, rgb: vec![200; 60 * 48 * 3] })
    }

    /// What a frame sends: with room for the picture, and with a text over it.
    fn frame(screen: &mut Terminal<Vec<u8>>, photo: Option<&Arc<Raster>>, over: &str) -> String {
        screen.writer().clear();
        screen.want_photo(photo.map(|photo| (ROOM, Arc::clone(photo))));
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
            // A sentence of two lines over the last row takes it away whole, not squeezed.
            screen.want_photo(Some((Rect { height: 5, ..ROOM }, Arc::clone(&photo))));
            screen.writer().clear();
            screen.draw(|frame| leave_room(frame.buffer_mut(), ROOM)).unwrap();
            assert!(!String::from_utf8_lossy(screen.writer()).contains(begins));
            assert!(frame(&mut screen, Some(&photo), "").contains(begins));
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
        assert!(sent.contains(",c=10,m="), "{sent:?}");
    }

    #[test]
    fn without_pixels_and_for_a_broken_picture_only_cells_are_sent() {
        assert!(!frame(&mut screen(Graphics::None), Some(&picture()), "").contains("\x1b_G"));
        let broken = Arc::new(Raster { width: 90, height: 90, rgb: vec![1] });
        assert!(!frame(&mut screen(Graphics::Kitty), Some(&broken), "").contains("\x1b_G"));
    }
}
