//! What ratatui needs to make frames: a size and a place to leave the cursor.
//!
//! ratatui's own comparison of frames is not used. It gives changed cells one by one, while
//! [`super::painter`] needs whole lines to choose between writing, skipping and erasing.

use std::io;

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};
use ratatui::widgets::{Clear, Widget};
use unicode_width::UnicodeWidthStr;

/// The size used when the terminal does not tell one (serial lines say 0 x 0).
const USUAL: Size = Size::new(80, 24);

/// Where frames are made: it answers for the size and keeps the cursor that a frame asked for.
#[derive(Debug)]
pub struct Canvas {
    fixed: Option<Size>,
    place: Position,
    visible: bool,
}

impl Canvas {
    /// A canvas as large as the terminal, or of a given size.
    pub fn new(fixed: Option<Size>) -> Self {
        Self { fixed, place: Position::ORIGIN, visible: false }
    }

    /// Changes the given size.
    pub fn resize(&mut self, size: Size) {
        self.fixed = Some(size);
    }

    /// Where the last frame wants the cursor; `None` if it wants none.
    pub fn cursor(&self) -> Option<Position> {
        self.visible.then_some(self.place)
    }
}

/// The size of the terminal on standard output.
pub fn terminal_size() -> Size {
    match rustix::termios::tcgetwinsize(rustix::stdio::stdout()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Size::new(size.ws_col, size.ws_row),
        _ => USUAL,
    }
}

/// The pixels of a cell of the terminal on standard output, if it tells.
pub fn cell_size() -> Option<Size> {
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout()).ok()?;
    let (width, height) =
        (size.ws_xpixel.checked_div(size.ws_col)?, size.ws_ypixel.checked_div(size.ws_row)?);
    (width > 0 && height > 0).then_some(Size::new(width, height))
}

impl Backend for Canvas {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, _: I) -> io::Result<()> {
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.visible = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.visible = true;
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.place)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.place = position.into();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.fixed.unwrap_or_else(terminal_size))
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Clears the place of a popup, and the halves of wide characters that its edges cut.
///
/// ratatui's `Clear` leaves a wide character that straddles the left edge, and the terminal then
/// shows its right half in place of the popup's border (ratatui #2526).
pub fn blank_under(area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    for y in area.top()..area.bottom() {
        // The cell behind the right edge may be the hidden half of a character under the popup.
        let straddles = buf[(area.right() - 1, y)].symbol().width() > 1;
        if straddles && area.right() < buf.area.right() {
            buf[(area.right(), y)].set_symbol(" ");
        }
        if area.left() > buf.area.left() {
            let cell = &mut buf[(area.left() - 1, y)];
            if cell.symbol().width() > 1 {
                cell.set_symbol(" ");
            }
        }
    }
    Clear.render(area, buf);
}
