//! A sheet of text: labels in a column, texts beside them, headings between.
//!
//! It knows rows and cells; what they say is the business of the screen that fills it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::tui::look::Look;
use crate::tui::paint::{pad, put, wrap};
use crate::tui::widgets::cells;

/// Cells of a line of text at most: longer ones are hard to read.
const WIDEST: u16 = 100;

/// A line of the screen: a label in its column and a text beside it.
#[derive(Debug)]
pub struct Line {
    /// The label; empty on the lines that follow the first.
    pub label: String,
    /// Its style.
    pub label_style: Style,
    /// The text.
    pub text: String,
    /// Its style.
    pub style: Style,
    /// The column of the text.
    pub indent: u16,
}

/// A label with a text, not yet wrapped.
#[derive(Debug)]
struct Row {
    label: String,
    label_style: Style,
    text: String,
    style: Style,
}

/// Rows to be laid out.
#[derive(Debug)]
pub struct Sheet {
    look: Look,
    rows: Vec<Row>,
}

impl Sheet {
    /// An empty sheet.
    pub fn new(look: Look) -> Self {
        Self { look, rows: Vec::new() }
    }

    /// A label with a text beside it.
    pub fn row(&mut self, label: &str, text: impl Into<String>, style: Style) {
        let label_style = self.look.quiet();
        self.rows.push(Row { label: label.to_owned(), label_style, text: text.into(), style });
    }

    /// A heading after a blank line.
    pub fn heading(&mut self, text: impl Into<String>) {
        let (label_style, style) = (self.look.heading(), self.look.text());
        self.rows.push(Row { label: text.into(), label_style, text: String::new(), style });
    }

    /// The lines on a screen of that width.
    pub fn lines(&self, columns: u16) -> Vec<Line> {
        let most = if columns < 60 { 12 } else { 24 };
        let labels = self.rows.iter().filter(|row| !row.text.is_empty()).map(|row| cells(&row.label));
        let indent = labels.max().unwrap_or(0).min(most) + 2;
        let indent = u16::try_from(indent).unwrap_or(12);
        let width = columns.saturating_sub(indent + 2).clamp(8, WIDEST);
        let mut lines = Vec::new();
        for row in &self.rows {
            let line = |label: &str, text: String| Line {
                label: label.to_owned(),
                label_style: row.label_style,
                text,
                style: row.style,
                indent,
            };
            if row.text.is_empty() {
                lines.push(line("", String::new()));
                lines.push(line(&row.label, String::new()));
                continue;
            }
            let label = pad(&row.label, usize::from(indent));
            for (nth, text) in wrap(&row.text, width).into_iter().enumerate() {
                lines.push(line(if nth == 0 { &label } else { "" }, text));
            }
        }
        lines
    }

    /// Draws its lines from `top` on; gives how many there are.
    pub fn draw(&self, buf: &mut Buffer, area: Rect, top: usize) -> usize {
        let lines = self.lines(area.width);
        // A page that was scrolled stays full when the text gets shorter.
        let top = top.min(lines.len().saturating_sub(usize::from(area.height)));
        for (line, y) in lines.iter().skip(top).zip(area.y..area.bottom()) {
            let after = put(buf, area.x + 1, y, area.right(), &line.label, line.label_style);
            put(buf, after.max(area.x + 1 + line.indent), y, area.right(), &line.text, line.style);
        }
        lines.len()
    }
}
