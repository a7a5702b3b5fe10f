//! Opening a dossier where its last session ended, and writing down where this one is.

use super::{App, Effect, Notice, Place};
use crate::tui::desk::Open;
use crate::tui::modals::Modal;
use crate::tui::screens::Screen;

impl App {
    pub(super) fn opened(&mut self, open: Open) -> Vec<Effect> {
        let mut effects = self.answered();
        // An altered journal is the graver of the two; that nothing can be written stands in the header.
        self.notice = open.altered.clone().or(open.read_only.clone()).map(Notice::bad);
        self.screens.truncate(1);
        self.open = Some(open);
        let place = self.open.as_ref().and_then(|open| serde_json::from_str::<Place>(&open.resume).ok());
        let place = place.unwrap_or_default();
        if let Some(open) = &mut self.open {
            open.stand(place.at.clone());
            self.screens.push(Screen::resumed(&place, open));
        }
        let writable = self.open.as_ref().is_some_and(|open| open.read_only.is_none());
        effects.extend(match place.form {
            Some(purpose) if writable => self.ask(purpose),
            _ => self.keep_place(),
        });
        effects
    }

    /// Writes down where we are, so that the next start resumes here; nothing in a file that cannot be
    /// written.
    pub(super) fn keep_place(&self) -> Vec<Effect> {
        // A search or a forecast is no place to come back to; what lies below it is.
        let place = |screen: &&Screen| !matches!(screen, Screen::Search(_) | Screen::Forecast(_));
        let screen = self.screens.iter().rev().find(place);
        let (Some(open), Some(screen)) = (&self.open, screen) else { return Vec::new() };
        if open.read_only.is_some() {
            return Vec::new();
        }
        let form = match &self.modal {
            Some(Modal::Form(form)) => Some(form.purpose.clone()),
            _ => None,
        };
        let (screen, cursor) = screen.place();
        let place = Place { at: open.at.clone(), screen: screen.to_owned(), cursor, form };
        vec![Effect::SavePlace(serde_json::to_string(&place).unwrap_or_default())]
    }

    /// The last words before the program ends: where we are and what was being typed.
    pub fn last_effects(&mut self) -> Vec<Effect> {
        let mut effects = self.keep_draft();
        effects.extend(self.keep_place());
        effects
    }
}
