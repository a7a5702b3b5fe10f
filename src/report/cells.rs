//! Columns aligned by terminal cells, so that Chinese and Latin text line up; and text made safe to
//! print.

use unicode_width::UnicodeWidthStr;

/// The cells that a text takes in a terminal.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// The text, filled up with spaces to a number of cells; longer text stays whole.
pub fn pad(text: &str, cells: usize) -> String {
    let missing = cells.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(missing))
}

/// As [`pad`], with the spaces before the text: for numbers.
pub fn pad_left(text: &str, cells: usize) -> String {
    let missing = cells.saturating_sub(width(text));
    format!("{}{text}", " ".repeat(missing))
}

/// Rows with each column as wide as its widest cell, two spaces between columns, none at the end.
pub fn table(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| width(cell)).max();
    let widths: Vec<usize> = (0..columns).map(|at| widest(at).unwrap_or(0)).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| pad(cell, *width));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

/// A text on one line: breaks become ` / `, tabs a space, and no control character reaches the
/// terminal. A journal that was written by another program may hold any.
pub fn one_line(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    shown(&lines.collect::<Vec<_>>().join(" / ").replace('\t', " "))
}

/// A text without control characters but line breaks.
pub fn shown(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_by_cells_and_lines_end_without_spaces() {
        let rows = [vec!["总部".to_owned(), "3".to_owned()], vec!["outlet".to_owned(), String::new()]];
        assert_eq!(table(&rows), ["总部    3", "outlet"]);
        assert_eq!(pad_left("2.4", 5), "  2.4");
        assert_eq!(pad("超长的文字", 4), "超长的文字");
    }

    #[test]
    fn no_control_character_reaches_the_terminal() {
        assert_eq!(one_line("甲\n\n 乙\t丙\u{1b}[2J"), "甲 / 乙 丙\u{fffd}[2J");
    }
}
