//! The evidence register: being built.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::Page;
use crate::tui::app::Next;
use crate::tui::desk::{Desk, Open};
use crate::tui::keymap::{Action, Scope};

/// The evidence register.
#[derive(Debug, Default)]
pub struct Register {
    cursor: String,
}

impl Register {
    /// At a label; the first if it is empty.
    pub fn new(cursor: &str, _: &Open) -> Self {
        Self { cursor: cursor.to_owned() }
    }
}

impl Page for Register {
    const CODE: &'static str = "evidence";

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Evidence, Scope::Everywhere]
    }

    fn update(&mut self, _: Action, _: &Desk, _: &Open) -> Next {
        Next::Pass
    }

    fn cursor(&self) -> String {
        self.cursor.clone()
    }

    fn view(&self, _: &mut Frame, _: Rect, _: &Desk, _: &Open) {}
}
