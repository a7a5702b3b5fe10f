//! The timeline: being built.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::Page;
use crate::tui::app::Next;
use crate::tui::desk::{Desk, Open};
use crate::tui::keymap::{Action, Scope};

/// The timeline.
#[derive(Debug, Default)]
pub struct Timeline {
    cursor: String,
}

impl Timeline {
    /// New.
    pub fn new(cursor: &str, _: &Open) -> Self {
        Self { cursor: cursor.to_owned() }
    }
}

impl Page for Timeline {
    const CODE: &'static str = "timeline";

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Timeline, Scope::Everywhere]
    }

    fn update(&mut self, _: Action, _: &Desk, _: &Open) -> Next {
        Next::Pass
    }

    fn cursor(&self) -> String {
        self.cursor.clone()
    }

    fn view(&self, _: &mut Frame, _: Rect, _: &Desk, _: &Open) {}
}
