//! Small brushes: a text in a line, clipped by cells; wrapped text; rules and boxes.
//!
//! They know cells and styles, but no dossier and no screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use super::backend::blank_under;
use super::look::Look;
use super::widgets::cells;

/// Writes a text from column `x` of line `y`, at most up to `right`; gives the column behind it.
///
/// A text that does not fit is cut between characters and ends in the mark for that.
pub fn put(buf: &mut Buffer, x: u16, y: u16, right: u16, text: &str, style: Style) -> u16 {
    let right = right.min(buf.area.right());
    if y >= buf.area.bottom() || x >= right {
        return x;
    }
    let room = usize::from(right - x);
    let fits = cells(text) <= room;
    let limit = if fits { room } else { room.saturating_sub(1) };
    let (mut at, mut used) = (x, 0);
    for cluster in text.graphemes(true) {
        let wide = cells(cluster);
        if used + wide > limit {
            break;
        }
        let shown = if cluster.chars().any(char::is_control) { " " } else { cluster };
        buf.set_string(at, y, shown, style);
        used += wide;
        at += u16::try_from(wide).unwrap_or(0);
    }
    if !fits {
        buf.set_string(at, y, "~", style);
        at += 1;
    }
    at
}

/// Writes a text so that it ends before `right`; gives the column where it begins.
pub fn put_right(buf: &mut Buffer, left: u16, y: u16, right: u16, text: &str, style: Style) -> u16 {
    let wide = u16::try_from(cells(text)).unwrap_or(u16::MAX);
    let x = right.saturating_sub(wide).max(left);
    put(buf, x, y, right, text, style);
    x
}

/// Writes a sentence that must be read whole, its last line at `y`: what does not fit takes lines above,
/// over what is there, but never more than half the area.
pub fn put_wrapped_up(buf: &mut Buffer, area: Rect, y: u16, text: &str, style: Style) {
    let lines = wrap(text, area.width.saturating_sub(2));
    let height = height_up(lines.len(), area, y);
    let top = (y + 1).saturating_sub(height);
    blank_under(Rect { y: top, height, ..area }, buf);
    for (nth, row) in (top..=y).enumerate() {
        // What is left in the last line is cut there, with the mark for it.
        let shown = if row == y { lines[nth..].join(" ") } else { lines[nth].clone() };
        put(buf, area.x + 1, row, area.right(), &shown, style);
    }
}

/// How many lines [`put_wrapped_up`] takes for a text.
pub fn lines_up(area: Rect, y: u16, text: &str) -> u16 {
    height_up(wrap(text, area.width.saturating_sub(2)).len(), area, y)
}

fn height_up(lines: usize, area: Rect, y: u16) -> u16 {
    let most = (area.height / 2).clamp(1, y.saturating_sub(area.y).max(1));
    u16::try_from(lines).unwrap_or(most).min(most)
}

/// Writes lines below each other from the top of an area; the last one that there is room for ends in the
/// mark for a cut where more of them follow.
pub fn put_lines(buf: &mut Buffer, area: Rect, lines: &[String], style: Style) {
    for ((nth, line), y) in lines.iter().enumerate().zip(area.top()..area.bottom()) {
        let cut = if y + 1 == area.bottom() && nth + 1 < lines.len() { "~" } else { "" };
        put(buf, area.x, y, area.right(), &format!("{line}{cut}"), style);
    }
}

/// What stands for a mark where fonts may have none.
const PLAINLY: [(&str, &str); 12] = [
    ("·", "-"),
    ("∙", "."),
    ("•", "*"),
    ("–", "-"),
    ("—", "-"),
    ("…", "~"),
    ("“", "\""),
    ("”", "\""),
    ("‘", "'"),
    ("’", "'"),
    ("→", ">"),
    ("±", "+"),
];

/// Replaces marks in texts, which know no look, with plain ones of the same width, where the look is
/// plain.
pub fn plainly(buf: &mut Buffer, look: Look) {
    if !look.is_plain() {
        return;
    }
    for cell in &mut buf.content {
        if let Some((_, plain)) = PLAINLY.iter().find(|(mark, _)| *mark == cell.symbol()) {
            cell.set_symbol(plain);
        }
    }
}

/// The first line of a text, for lists.
pub fn first_line(text: &str) -> &str {
    text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim()
}

/// A text padded with blanks to a number of cells; a longer one stays as it is.
pub fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(cells(text))))
}

/// Cuts a text into lines of at most `width` cells: at line breaks, after blanks, between Chinese
/// characters, but not before their closing punctuation, and after the pause of a list.
pub fn wrap(text: &str, width: u16) -> Vec<String> {
    let width = usize::from(width).max(2);
    text.lines().flat_map(|line| wrap_line(line, width)).collect()
}

fn wrap_line(line: &str, width: usize) -> Vec<String> {
    const CLOSING: &str = "，。；：、！？）》」』】”’%,.;:!?)";
    let mut lines = Vec::new();
    let (mut now, mut used, mut fits) = (String::new(), 0, 0);
    for cluster in line.graphemes(true) {
        let cluster = if cluster == "\t" { " " } else { cluster };
        let wide = cells(cluster);
        // Between numbers in a row there is nothing else than the pause to break at.
        let breaks = (wide > 1 || now.ends_with('、')) && !CLOSING.contains(cluster);
        if used + wide > width && !now.is_empty() {
            // A break right here is as good as any before; a blank may hang over the edge.
            let fits_now = if breaks || cluster == " " { now.len() } else { fits };
            let rest = if fits_now > 0 { now.split_off(fits_now) } else { String::new() };
            lines.push(now.trim_end().to_owned());
            now = rest;
            used = cells(&now);
            fits = 0;
            if cluster == " " && now.is_empty() {
                continue;
            }
        }
        if breaks && !now.is_empty() {
            fits = now.len();
        }
        now.push_str(cluster);
        used += wide;
        if cluster == " " {
            fits = now.len();
        }
    }
    lines.push(now.trim_end().to_owned());
    lines
}

/// Draws wrapped text from line `y` on within an area; gives the line behind it.
pub fn paragraph(buf: &mut Buffer, area: Rect, y: u16, text: &str, style: Style) -> u16 {
    let mut y = y;
    for line in wrap(text, area.width) {
        if y >= area.bottom() {
            break;
        }
        put(buf, area.x, y, area.right(), &line, style);
        y += 1;
    }
    y
}

/// A rule across an area's line.
pub fn rule(buf: &mut Buffer, area: Rect, y: u16, look: Look) {
    if y < area.bottom() {
        let line = look.marks.across.repeat(usize::from(area.width));
        put(buf, area.x, y, area.right(), &line, look.quiet());
    }
}

/// A rule down a column.
pub fn rule_down(buf: &mut Buffer, x: u16, area: Rect, look: Look) {
    for y in area.top()..area.bottom() {
        put(buf, x, y, x + 1, look.marks.down, look.quiet());
    }
}

/// A box with a title over whatever is there; gives the area within.
pub fn framed(buf: &mut Buffer, area: Rect, title: &str, look: Look) -> Rect {
    let area = area.intersection(buf.area);
    if area.width < 4 || area.height < 3 {
        blank_under(area, buf);
        return area;
    }
    blank_under(area, buf);
    let [top_left, top_right, bottom_left, bottom_right] = look.marks.corners;
    let across = look.marks.across.repeat(usize::from(area.width) - 2);
    for (y, left, right) in
        [(area.top(), top_left, top_right), (area.bottom() - 1, bottom_left, bottom_right)]
    {
        put(buf, area.x, y, area.right(), &format!("{left}{across}{right}"), look.quiet());
    }
    for y in area.top() + 1..area.bottom() - 1 {
        for x in [area.left(), area.right() - 1] {
            put(buf, x, y, x + 1, look.marks.down, look.quiet());
        }
    }
    if !title.is_empty() {
        put(buf, area.x + 2, area.y, area.right() - 1, &format!(" {title} "), look.heading());
    }
    inside(area)
}

/// The area within a box.
pub fn inside(area: Rect) -> Rect {
    if area.width < 4 || area.height < 3 {
        return area;
    }
    Rect { x: area.x + 2, y: area.y + 1, width: area.width - 4, height: area.height - 2 }
}

/// An area of at most that size in the middle of another.
pub fn middle(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}

/// The first row to show of a list so that the cursor is visible: whole pages, since scrolling row
/// by row would repaint the screen with every key.
pub fn page_top(cursor: usize, height: u16) -> usize {
    let height = usize::from(height).max(1);
    cursor / height * height
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_wraps_anywhere_but_before_its_closing_marks() {
        assert_eq!(wrap("一二三，四五", 6), ["一二", "三，四", "五"]);
        assert_eq!(wrap("check the list", 9), ["check the", "list"]);
        assert_eq!(wrap("查ISO证书", 6), ["查ISO", "证书"]);
        assert_eq!(wrap("查5.1.1、5.1.2、5.2", 12), ["查5.1.1、", "5.1.2、5.2"]);
        assert_eq!(wrap("", 6), Vec::<String>::new());
    }

    #[test]
    fn a_text_is_cut_between_characters() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 9, 1));
        assert_eq!(put(&mut buf, 0, 0, 6, "一二三四", Style::new()), 5);
        assert_eq!(buf[(4, 0)].symbol(), "~");
        assert_eq!(put(&mut buf, 0, 0, 8, "一二三四", Style::new()), 8);
        assert_eq!(page_top(25, 10), 20);
    }

    #[test]
    fn a_plain_screen_has_no_mark_that_its_font_may_lack() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 12, 1));
        put(&mut buf, 0, 0, 12, "总部 · 1–2…", Style::new());
        plainly(&mut buf, Look::new(false, true));
        assert_eq!(buf[(5, 0)].symbol(), "·", "drawn marks stay");
        plainly(&mut buf, Look::new(true, true));
        let shown: String = [5, 8, 10].map(|x| buf[(x, 0)].symbol()).concat();
        assert_eq!(shown, "--~");
    }

    #[test]
    fn a_long_notice_takes_lines_above_but_never_all() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 10, 6));
        let area = buf.area;
        put_wrapped_up(&mut buf, area, 4, "一二三四五六", Style::new());
        assert_eq!(buf[(1, 3)].symbol(), "一");
        assert_eq!(buf[(1, 4)].symbol(), "五");
        put_wrapped_up(&mut buf, area, 4, &"一二三四".repeat(9), Style::new());
        assert_eq!((buf[(1, 1)].symbol(), buf[(9, 4)].symbol()), (" ", "~"));
    }
}
