//! One nonconformity: being built.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::Page;
use crate::tui::app::Next;
use crate::tui::desk::{Desk, Open};
use crate::tui::keymap::{Action, Scope};

/// One nonconformity.
#[derive(Debug, Default)]
pub struct Nc {
    cursor: String,
}

impl Nc {
    /// Of a label.
    pub fn of(nc: &str) -> Self {
        Self { cursor: nc.to_owned() }
    }
}

impl Page for Nc {
    const CODE: &'static str = "nc";

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Nonconformity, Scope::Everywhere]
    }

    fn update(&mut self, _: Action, _: &Desk, _: &Open) -> Next {
        Next::Pass
    }

    fn cursor(&self) -> String {
        self.cursor.clone()
    }

    fn view(&self, _: &mut Frame, _: Rect, _: &Desk, _: &Open) {}
}
