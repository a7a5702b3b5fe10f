//! One line of text to edit; it scrolls sideways. It knows cells, but not what the text is for.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use super::edit::Edit;
pub use super::edit::TooLong;
use super::{cells, page_start};
use crate::tui::chord::Chord;

/// A text of one line.
#[derive(Clone, Debug)]
pub struct Field {
    edit: Edit,
}

impl Field {
    /// An empty field for at most `limit` bytes.
    pub fn new(limit: usize) -> Self {
        Self { edit: Edit::new(limit, false) }
    }

    /// A field with a text in it, caret at the end.
    #[must_use]
    pub fn with_text(mut self, text: &str) -> Self {
        self.edit.set(text);
        self
    }

    /// Replaces the text, caret at the end.
    pub fn set_text(&mut self, text: &str) {
        self.edit.set(text);
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.edit.text()
    }

    /// The text with its caret, for what a key alone cannot do.
    pub fn edit_mut(&mut self) -> &mut Edit {
        &mut self.edit
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.text().is_empty()
    }

    /// Bytes that still fit.
    pub fn room(&self) -> usize {
        self.edit.room()
    }

    /// Inserts a pasted text whole, or refuses it and changes nothing. Line ends become blanks.
    pub fn insert_str(&mut self, text: &str) -> Result<(), TooLong> {
        self.edit.insert(text)
    }

    /// Takes a key; `false` if a field has no use for it (Enter, Esc, Tab, up and down …).
    pub fn handle(&mut self, chord: &Chord) -> bool {
        self.edit.handle(*chord)
    }

    /// Draws the part of the text around the caret into the first line of `area`.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, style: Style) {
        let Some(area) = first_line(area, buf) else { return };
        buf.set_style(area, style);
        let start = self.start(area.width);
        let (mut column, width) = (0, usize::from(area.width));
        for cluster in self.text().graphemes(true) {
            let wide = cells(cluster);
            if column >= start && column + wide <= start + width {
                let x = area.x + u16::try_from(column - start).unwrap_or(0);
                buf.set_string(x, area.y, cluster, style);
            }
            column += wide;
        }
    }

    /// Where the caret is when the field is drawn into `area`.
    pub fn cursor_position(&self, area: Rect) -> Position {
        let column = self.caret_column().saturating_sub(self.start(area.width));
        let most = area.width.saturating_sub(1);
        Position::new(area.x + u16::try_from(column).unwrap_or(most).min(most), area.y)
    }

    fn caret_column(&self) -> usize {
        cells(&self.text()[..self.edit.caret()])
    }

    /// The first column shown. It depends on the caret alone, so drawing remembers nothing.
    fn start(&self, width: u16) -> usize {
        page_start(self.caret_column(), usize::from(width))
    }
}

fn first_line(area: Rect, buf: &Buffer) -> Option<Rect> {
    let line = Rect { height: area.height.min(1), ..area }.intersection(buf.area);
    (!line.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::chord::keys;

    fn shown(field: &Field, width: u16) -> (String, u16) {
        let area = Rect::new(0, 0, width, 1);
        let mut buf = Buffer::empty(area);
        field.draw(area, &mut buf, Style::new());
        let mut text = String::new();
        let mut x = 0;
        while x < width {
            let symbol = buf[(x, 0)].symbol();
            text.push_str(symbol);
            x += u16::try_from(cells(symbol)).unwrap();
        }
        (text, field.cursor_position(area).x)
    }

    #[test]
    fn the_caret_counts_cells() {
        let field = Field::new(99).with_text("网点a");
        assert_eq!(shown(&field, 10), ("网点a     ".into(), 5));
    }

    #[test]
    fn a_long_text_scrolls_by_half_pages_and_never_cuts_a_character() {
        let mut field = Field::new(99).with_text("一二三四五六七");
        assert_eq!(shown(&field, 7), (" 六七  ".into(), 5), "column 9 is the hidden half of 五");
        for chord in keys("<home>") {
            assert!(field.handle(&chord));
        }
        assert_eq!(shown(&field, 7), ("一二三 ".into(), 0));
        for chord in keys("<right> <right> <right> <right>") {
            field.handle(&chord);
        }
        assert_eq!(shown(&field, 7), (" 三四五".into(), 5), "column 3 is the hidden half of 二");
    }

    #[test]
    fn keys_for_others_are_left_to_them() {
        let mut field = Field::new(9);
        for chord in keys("<enter> <esc> <tab> <up> <down> <ctrl-s> <ctrl-p>") {
            assert!(!field.handle(&chord), "{chord}");
        }
    }
}
