//! The picture of the timeline: lines, and the whole of one change below them.

use chrono::Datelike;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Timeline;
use crate::domain::ids::tag;
use crate::domain::journal::Entry;
use crate::i18n::report as say;
use crate::i18n::timeline as words;
use crate::i18n::words::kind_word;
use crate::report::saying::{Names, now, replaced, subject};
use crate::tui::desk::{Desk, Open};
use crate::tui::paint::{page_top, paragraph, put, rule};
use crate::tui::widgets::cells;

/// Cells of the time and of the person.
const TIME: u16 = 12;
const PERSON: u16 = 11;
/// Lines of the whole change, with the rule above it.
const DETAIL: u16 = 9;
/// Cells of what stood before, in a line; the new value needs the room.
const BEFORE: usize = 16;

impl Timeline {
    pub(super) fn draw(&self, buf: &mut Buffer, area: Rect, desk: &Desk, open: &Open) {
        self.draw_head(buf, area, desk, open);
        let list = self.list(area);
        let detail = area.bottom().saturating_sub(list.bottom());
        let count = self.count(open);
        if count == 0 {
            put(buf, list.x + 3, list.y, list.right(), desk.t(words::NONE), desk.look.quiet());
        }
        let names = Names::of(&open.dossier);
        let top = page_top(self.line, list.height);
        for (line, y) in (top..count).zip(list.top()..list.bottom()) {
            let Some(entry) = self.entry(open, line) else { break };
            if line == self.line {
                put(buf, list.x + 1, y, list.right(), desk.look.marks.cursor, desk.look.heading());
            }
            self.draw_line(buf, Rect { y, height: 1, ..list }, entry, &names, desk, open);
        }
        if let Some(entry) = self.entry(open, self.line).filter(|_| detail > 0) {
            let below = Rect { y: list.bottom(), height: detail, ..area };
            self.draw_detail(buf, below, entry, &names, desk, open);
        }
    }

    /// Where the list stands: between the head and the whole change.
    pub(super) fn list(&self, area: Rect) -> Rect {
        let detail = if self.detail { DETAIL.min(area.height / 2) } else { 0 };
        Rect { y: area.y + 1, height: area.height.saturating_sub(1 + detail), ..area }
    }

    fn draw_head(&self, buf: &mut Buffer, area: Rect, desk: &Desk, open: &Open) {
        let all = open.dossier.entries().len();
        let (x, y) = (area.x + 1, area.y);
        if self.filter.trim().is_empty() {
            let text = words::COUNT.with(desk.lang, &[&all]);
            put(buf, x, y, area.right(), &text, desk.look.heading());
        } else {
            let text = words::HITS.with(desk.lang, &[&self.filter.trim(), &self.count(open), &all]);
            let x = put(buf, x, y, area.right(), &text, desk.look.heading());
            put(buf, x + 2, y, area.right(), desk.t(words::WIDEN), desk.look.quiet());
        }
    }

    fn draw_line(&self, buf: &mut Buffer, row: Rect, entry: &Entry, names: &Names, desk: &Desk, open: &Open) {
        let look = desk.look;
        let mut x = row.x + 3;
        // The year is said where it is not the one that the reader is in.
        let this_year = entry.at.year() == desk.now.year();
        let time = entry.at.format(if this_year { "%m-%d %H:%M" } else { "%Y-%m-%d" }).to_string();
        let back = self.ledger.is_set_back(entry);
        let style = if back { look.attention() } else { look.quiet() };
        put(buf, x, row.y, x + TIME - 1, &time, style);
        if back {
            put(buf, x - 1, row.y, x, look.marks.conflict, look.attention());
        }
        x += TIME;
        put(buf, x, row.y, x + PERSON - 1, &entry.by, look.quiet());
        x += PERSON;
        let differs = open.dossier.in_conflict(entry.slot.as_str())
            && open.dossier.heads(entry.slot.as_str()).iter().any(|head| head.id == entry.id);
        if differs {
            x = put(buf, x, row.y, row.right(), look.marks.conflict, look.attention()) + 1;
        }
        let about = subject(&open.dossier, entry, names, desk.lang);
        x = put(buf, x, row.y, row.right(), &about, look.text()) + 2;
        let before = replaced(&open.dossier, entry, names, desk.lang);
        if !before.is_empty() {
            let before = format!("{} {} ", shortened(&before, look.marks.cut), look.marks.becomes);
            x = put(buf, x, row.y, row.right(), &before, look.quiet());
        }
        let style = if entry.change().is_none() { look.attention() } else { look.text() };
        put(buf, x, row.y, row.right(), &now(&open.dossier, entry, names, desk.lang), style);
    }

    fn draw_detail(
        &self,
        buf: &mut Buffer,
        area: Rect,
        entry: &Entry,
        names: &Names,
        desk: &Desk,
        open: &Open,
    ) {
        let look = desk.look;
        rule(buf, area, area.y, look);
        let within = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        let at = entry.at.format("%Y-%m-%d %H:%M:%S %:z").to_string();
        let who = words::RECORDED.with(desk.lang, &[&at, &entry.by, &tag(&entry.stream), &entry.seq]);
        let mut y = paragraph(buf, within, area.y + 1, &who, look.quiet());
        if self.ledger.is_set_back(entry) {
            y = paragraph(buf, within, y, desk.t(words::SET_BACK), look.attention());
        }
        let undone = open.dossier.taken_back(entry).is_some();
        let kind = desk.t(if undone { say::UNDONE } else { kind_word(entry.kind()) });
        let about = subject(&open.dossier, entry, names, desk.lang);
        y = paragraph(buf, within, y, &format!("{kind} · {about}"), look.heading());
        let before = replaced(&open.dossier, entry, names, desk.lang);
        let before = if before.is_empty() { desk.t(words::NOTHING).to_owned() } else { before };
        y = paragraph(buf, within, y, &format!("{}  {before}", desk.t(words::BEFORE)), look.quiet());
        let after = format!("{}  {}", desk.t(words::AFTER), now(&open.dossier, entry, names, desk.lang));
        paragraph(buf, within, y, &after, look.text());
    }
}

/// A text of at most [`BEFORE`] cells.
fn shortened(text: &str, cut: &str) -> String {
    if cells(text) <= BEFORE {
        return text.to_owned();
    }
    let mut used = 0;
    let short: String = text
        .chars()
        .take_while(|c| {
            used += cells(c.encode_utf8(&mut [0; 4]));
            used < BEFORE
        })
        .collect();
    format!("{short}{cut}")
}
