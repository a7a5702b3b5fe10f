//! The forecast: being built.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::Page;
use crate::tui::app::Next;
use crate::tui::desk::{Desk, Open};
use crate::tui::keymap::{Action, Scope};

/// The forecast.
#[derive(Debug, Default)]
pub struct Forecast {
    cursor: String,
}

impl Page for Forecast {
    const CODE: &'static str = "forecast";

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Forecast, Scope::Everywhere]
    }

    fn update(&mut self, _: Action, _: &Desk, _: &Open) -> Next {
        Next::Pass
    }

    fn cursor(&self) -> String {
        self.cursor.clone()
    }

    fn view(&self, _: &mut Frame, _: Rect, _: &Desk, _: &Open) {}
}
