//! Search over everything: being built.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::Page;
use crate::tui::app::Next;
use crate::tui::desk::{Desk, Open};
use crate::tui::keymap::{Action, Scope};

/// Search over everything.
#[derive(Debug, Default)]
pub struct Search {
    cursor: String,
}

impl Search {
    /// New.
    pub fn new(_: &Desk, _: &Open) -> Self {
        Self::default()
    }
}

impl Page for Search {
    const CODE: &'static str = "search";

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::SearchAll, Scope::Everywhere]
    }

    fn update(&mut self, _: Action, _: &Desk, _: &Open) -> Next {
        Next::Pass
    }

    fn cursor(&self) -> String {
        self.cursor.clone()
    }

    fn view(&self, _: &mut Frame, _: Rect, _: &Desk, _: &Open) {}
}
