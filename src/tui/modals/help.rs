//! All keys that hold on the screen behind, made from the key table.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::Reply;
use crate::i18n::frame as words;
use crate::tui::chord::Chord;
use crate::tui::desk::Desk;
use crate::tui::keymap::{Action, Binding, Resolved, Scope, resolve};
use crate::tui::look::Look;
use crate::tui::paint::{framed, pad, put};
use crate::tui::widgets::cells;

/// The open help.
#[derive(Debug)]
pub struct Help {
    rows: Vec<&'static Binding>,
    /// The page, counted round and round: the window decides how many there are.
    page: isize,
}

impl Help {
    /// The help of some keys.
    pub fn new(rows: Vec<&'static Binding>) -> Self {
        Self { rows, page: 0 }
    }

    /// Takes a key: pages, or anything else closes it.
    pub fn update(&mut self, chord: Chord) -> Reply {
        match resolve(&[Scope::Everywhere], None, chord) {
            Resolved::Do(Action::MoveDown | Action::PageDown | Action::Unfold) => self.page += 1,
            Resolved::Do(Action::MoveUp | Action::PageUp | Action::Fold) => self.page -= 1,
            Resolved::Prefix => {}
            _ => return Reply::Close,
        }
        Reply::Stay
    }

    /// Draws it over an area, in as many columns as fit.
    pub fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let look = desk.look;
        let within = framed(frame.buffer_mut(), area, desk.t(words::HELP), look);
        let columns = (within.width / 36).max(1);
        let height = within.height.saturating_sub(1).max(1);
        let per_page = usize::from(columns) * usize::from(height);
        let pages = self.rows.len().div_ceil(per_page).max(1);
        let round = isize::try_from(pages).unwrap_or(1);
        let page = usize::try_from(self.page.rem_euclid(round)).unwrap_or(0);
        let width = within.width / columns;
        let keys = self.rows.iter().map(|row| cells(&keys_of(row, look))).max().unwrap_or(0).min(16);
        let buf = frame.buffer_mut();
        for (nth, row) in self.rows.iter().skip(page * per_page).take(per_page).enumerate() {
            let column = u16::try_from(nth / usize::from(height)).unwrap_or(0);
            let y = within.y + u16::try_from(nth % usize::from(height)).unwrap_or(0);
            let x = within.x + column * width;
            let after = put(buf, x, y, within.right(), &pad(&keys_of(row, look), keys), look.key());
            let right = (x + width).saturating_sub(1).min(within.right());
            put(buf, after + 1, y, right, row.words.get(desk.lang), look.text());
        }
        let foot = words::HELP_FOOT.with(desk.lang, &[&(page + 1), &pages]);
        put(buf, within.x, within.bottom().saturating_sub(1), within.right(), &foot, look.quiet());
    }
}

/// All keys of a row; arrows by their names where fonts may lack them, and where the plain `>` for one
/// would read as a key of its own.
fn keys_of(row: &Binding, look: Look) -> String {
    const ARROWS: [(&str, &str); 4] = [("↑", "Up"), ("↓", "Down"), ("←", "Left"), ("→", "Right")];
    let keys = row.shown_all();
    if !look.is_plain() {
        return keys;
    }
    ARROWS.iter().fold(keys, |keys, (arrow, name)| keys.replace(arrow, name))
}
