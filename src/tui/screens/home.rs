//! Home: being built.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::tui::app::Next;
use crate::tui::desk::Desk;
use crate::tui::keymap::{Action, Scope};
use crate::tui::message::Found;

/// The list of dossiers.
#[derive(Debug, Default)]
pub struct Home {
    dossiers: Option<Vec<Found>>,
}

impl Home {
    /// The list was read.
    pub fn listed(&mut self, dossiers: Vec<Found>) {
        self.dossiers = Some(dossiers);
    }

    /// The scopes whose keys hold here.
    pub fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Home, Scope::Hits, Scope::Everywhere]
    }

    /// Does an action, or passes it on.
    pub fn update(&mut self, _: Action, _: &Desk) -> Next {
        Next::Pass
    }

    /// Puts the cursor on a hit.
    pub fn find(&mut self, _: &str, _: Option<bool>) -> bool {
        false
    }

    /// Draws it.
    pub fn view(&self, _: &mut Frame, _: Rect, _: &Desk) {}
}
