//! Several lines of text to edit; long lines are wrapped. It knows cells, but not what the text is for.

use std::cell::Cell;
use std::ops::Range;

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use super::edit::Edit;
pub use super::edit::TooLong;
use super::{TAB, cells, page_start};
use crate::tui::chord::Chord;

/// The width for `↑ ↓` before the first frame.
const USUAL: u16 = 76;

/// A text of many lines.
#[derive(Clone, Debug)]
pub struct Area {
    edit: Edit,
    /// The width that the user last saw: `↑` and `↓` go by the lines on the screen, not by those of
    /// the text. It decides nothing else.
    seen: Cell<u16>,
    /// The column that a series of `↑ ↓` started from.
    goal: Option<usize>,
}

impl Area {
    /// An empty area for at most `limit` bytes.
    pub fn new(limit: usize) -> Self {
        Self { edit: Edit::new(limit, true), seen: Cell::new(USUAL), goal: None }
    }

    /// An area with a text in it, caret at the end.
    #[must_use]
    pub fn with_text(mut self, text: &str) -> Self {
        self.edit.set(text);
        self
    }

    /// Replaces the text, caret at the end.
    pub fn set_text(&mut self, text: &str) {
        self.edit.set(text);
        self.goal = None;
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

    /// Inserts a pasted text whole, or refuses it and changes nothing.
    pub fn insert_str(&mut self, text: &str) -> Result<(), TooLong> {
        self.goal = None;
        self.edit.insert(text)
    }

    /// Takes a key; `false` if an area has no use for it (Esc, Tab, Ctrl-s …).
    pub fn handle(&mut self, chord: &Chord) -> bool {
        let plain = !chord.ctrl && !chord.alt && !chord.shift;
        match chord.code {
            KeyCode::Up if plain => self.vertical(-1),
            KeyCode::Down if plain => self.vertical(1),
            KeyCode::Enter if plain => {
                self.goal = None;
                // A full area takes no more; the screen shows `room`.
                let _ = self.edit.insert("\n");
            }
            _ => {
                let used = self.edit.handle(*chord);
                self.goal = self.goal.filter(|_| !used);
                return used;
            }
        }
        true
    }

    /// Draws the lines around the caret.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, style: Style) {
        let area = area.intersection(buf.area);
        self.seen.set(area.width);
        buf.set_style(area, style);
        let rows = self.rows(area.width);
        let start = self.start(&rows, area.height);
        for (row, y) in rows.into_iter().skip(start).zip(area.top()..area.bottom()) {
            let mut x = area.x;
            for cluster in self.text()[row].graphemes(true) {
                let wide = u16::try_from(cells(cluster)).unwrap_or(0);
                if x + wide <= area.right() {
                    buf.set_string(x, y, cluster, style);
                }
                x = x.saturating_add(wide);
            }
        }
    }

    /// Where the caret is when the area is drawn into `area`.
    pub fn cursor_position(&self, area: Rect) -> Position {
        let rows = self.rows(area.width);
        let (row, column) = self.caret_place(&rows);
        let row = row - self.start(&rows, area.height);
        let within = |cell: usize, length: u16| {
            let most = length.saturating_sub(1);
            u16::try_from(cell).unwrap_or(most).min(most)
        };
        Position::new(area.x + within(column, area.width), area.y + within(row, area.height))
    }

    /// The lines that the text takes at this width.
    pub fn height(&self, width: u16) -> usize {
        self.rows(width).len()
    }

    /// The first line shown. It depends on the caret alone, so drawing remembers nothing.
    fn start(&self, rows: &[Range<usize>], height: u16) -> usize {
        page_start(self.caret_place(rows).0, usize::from(height))
    }

    /// Row and column of the caret.
    fn caret_place(&self, rows: &[Range<usize>]) -> (usize, usize) {
        let caret = self.edit.caret();
        let row = rows.partition_point(|row| row.start <= caret).saturating_sub(1);
        (row, cells(&self.text()[rows[row].start..caret]))
    }

    fn vertical(&mut self, by: isize) {
        let rows = self.rows(self.seen.get());
        let (row, column) = self.caret_place(&rows);
        let goal = self.goal.unwrap_or(column);
        let offset = match row.checked_add_signed(by) {
            Some(row) if row < rows.len() => self.offset_at(rows[row].clone(), goal, row + 1 == rows.len()),
            Some(_) => self.text().len(),
            None => 0,
        };
        self.edit.move_to(offset);
        self.goal = Some(goal);
    }

    /// The offset in a row that is nearest to a column without passing it.
    fn offset_at(&self, row: Range<usize>, goal: usize, last: bool) -> usize {
        let mut column = 0;
        let end = row.end;
        for (at, cluster) in self.text()[row.clone()].grapheme_indices(true) {
            column += cells(cluster);
            if column > goal {
                return row.start + at;
            }
            // The end of a wrapped row is the start of the next one.
            let next = row.start + at + cluster.len();
            if next == end && !last && !self.text()[next..].starts_with('\n') {
                return row.start + at;
            }
        }
        end
    }

    /// The pieces of the text that are one line on the screen each; at least one.
    ///
    /// The last column is left to the caret, so a full line has a place for it.
    fn rows(&self, width: u16) -> Vec<Range<usize>> {
        let width = usize::from(width).saturating_sub(1).max(2);
        let mut rows = Vec::new();
        let mut start = 0;
        for line in self.text().split('\n') {
            wrap(line, start, width, &mut rows);
            start += line.len() + 1;
        }
        rows
    }
}

/// Cuts a line that starts at byte `base` into rows of at most `width` cells: after a blank, on
/// either side of a wide character, or anywhere in a word longer than a row.
fn wrap(line: &str, base: usize, width: usize, rows: &mut Vec<Range<usize>>) {
    let (mut start, mut fits, mut used, mut since) = (0, 0, 0, 0);
    for (at, cluster) in line.grapheme_indices(true) {
        let wide = cells(cluster);
        if wide > 1 && cluster != TAB {
            (fits, since) = (at, 0);
        }
        if used + wide > width && at > start {
            let cut = if fits > start { fits } else { at };
            rows.push(base + start..base + cut);
            used = if fits > start { since } else { 0 };
            start = cut;
        }
        used += wide;
        since += wide;
        if wide > 1 || cluster == " " {
            (fits, since) = (at + cluster.len(), 0);
        }
    }
    rows.push(base + start..base + line.len());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::chord::keys;

    fn rows(text: &str, width: u16) -> Vec<String> {
        let area = Area::new(999).with_text(text);
        area.rows(width).into_iter().map(|row| text[row].to_owned()).collect()
    }

    #[test]
    fn lines_wrap_between_words_and_between_chinese_characters() {
        assert_eq!(rows("一二三四五", 8), ["一二三", "四五"]);
        assert_eq!(rows("one two three", 9), ["one two ", "three"]);
        assert_eq!(rows("看ISO证书", 7), ["看ISO", "证书"]);
        assert_eq!(rows("抽查five名", 9), ["抽查five", "名"]);
        assert_eq!(rows("抽查了five名", 9), ["抽查了", "five名"]);
        assert_eq!(rows("abcdefghij", 5), ["abcd", "efgh", "ij"]);
        assert_eq!(rows("一\n\n二", 9), ["一", "", "二"]);
        assert_eq!(rows("", 9), [""]);
    }

    #[test]
    fn up_and_down_go_by_lines_on_the_screen_and_keep_the_column() {
        let mut area = Area::new(999).with_text("一二三四五六\nab");
        area.seen.set(9);
        let place = |area: &Area| area.cursor_position(Rect::new(0, 0, 9, 9));
        assert_eq!(place(&area), Position::new(2, 2));
        for (script, x, y) in
            [("<left> <up>", 0, 1), ("<end>", 4, 1), ("<up>", 4, 0), ("<down> <down>", 2, 2), ("<up>", 4, 1)]
        {
            for chord in keys(script) {
                assert!(area.handle(&chord));
            }
            assert_eq!(place(&area), Position::new(x, y), "{script}");
        }
    }

    #[test]
    fn the_lines_around_the_caret_are_drawn() {
        let mut area = Area::new(999).with_text("一\n二\n三\n四\n五");
        let place = Rect::new(0, 0, 6, 3);
        let mut buf = Buffer::empty(place);
        area.draw(place, &mut buf, Style::new());
        let column: Vec<&str> = (0..3).map(|y| buf[(0, y)].symbol()).collect();
        assert_eq!(column, ["三", "四", "五"]);
        assert_eq!(area.cursor_position(place), Position::new(2, 2));
        for chord in keys("<enter> 六") {
            area.handle(&chord);
        }
        assert_eq!(area.text(), "一\n二\n三\n四\n五\n六");
    }

    #[test]
    fn keys_for_others_are_left_to_them() {
        let mut area = Area::new(9);
        for chord in keys("<esc> <tab> <shift-tab> <ctrl-s> <ctrl-p> <pgup>") {
            assert!(!area.handle(&chord), "{chord}");
        }
    }
}
