//! The overview of a dossier: being built.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::Page;
use crate::tui::app::Next;
use crate::tui::desk::{Desk, Open};
use crate::tui::keymap::{Action, Scope};

/// The overview of a dossier.
#[derive(Debug, Default)]
pub struct Overview {
    cursor: String,
}

impl Overview {
    /// New.
    pub fn at(slot: &str) -> Self {
        Self { cursor: slot.to_owned() }
    }
}

impl Page for Overview {
    const CODE: &'static str = "overview";

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Overview, Scope::Everywhere]
    }

    fn update(&mut self, _: Action, _: &Desk, _: &Open) -> Next {
        Next::Pass
    }

    fn cursor(&self) -> String {
        self.cursor.clone()
    }

    fn view(&self, _: &mut Frame, _: Rect, _: &Desk, _: &Open) {}
}
