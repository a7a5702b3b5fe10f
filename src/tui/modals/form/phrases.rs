//! The phrase book over a form, and the places to fill in that its sentences bring.

use std::ops::Range;

use super::super::choice::Choice;
use super::Form;
use crate::domain::phrases::places;
use crate::i18n::frame as words;
use crate::tui::desk::Desk;

impl Form {
    /// Opens the phrase book over the form.
    pub fn offer(&mut self, phrases: Choice) {
        self.phrases = Some(phrases);
    }

    /// Whether the phrase book is open over it.
    pub fn offers(&self) -> bool {
        self.phrases.is_some()
    }

    /// Puts a phrase in at the caret and goes to its first place.
    pub(super) fn put_phrase(&mut self, text: &str) {
        self.phrases = None;
        self.clear_offered();
        let Some(edit) = self.edit() else { return };
        // A field that is full takes no more; nothing is cut off.
        if edit.insert(text).is_ok() {
            let end = edit.caret();
            edit.move_to(end.saturating_sub(text.len()));
            self.changed();
            self.next_place();
        }
    }

    /// Goes to the next place to fill in, from the caret on and round: what is typed now stands in its
    /// stead.
    pub(super) fn next_place(&mut self) {
        let past = self.hole_here().map(|hole| hole.end);
        let Some(edit) = self.edit() else { return };
        let places = places(edit.text());
        let from = past.unwrap_or(edit.caret());
        match places.iter().find(|place| place.start >= from).or(places.first()).cloned() {
            Some(place) => self.stand_before(place),
            None => (self.fill, self.hole) = (None, None),
        }
    }

    /// Puts the caret before a place to fill in.
    fn stand_before(&mut self, place: Range<usize>) {
        let focus = self.focus;
        let Some(edit) = self.edit() else { return };
        let name = edit.text()[place.start + 1..place.end - 1].trim().to_owned();
        edit.move_to(place.start);
        self.fill = Some(name);
        self.hole = Some((focus, place));
    }

    /// The place to fill in before which the caret still stands.
    pub(super) fn hole_here(&mut self) -> Option<Range<usize>> {
        let (_, place) = self.hole.clone().filter(|(field, _)| *field == self.focus)?;
        let edit = self.edit()?;
        (edit.caret() == place.start && places(edit.text()).contains(&place)).then_some(place)
    }

    /// Takes a place out for what is put in there.
    pub(super) fn fill_hole(&mut self, place: Range<usize>) {
        self.hole = None;
        if self.edit().is_some_and(|edit| edit.cut(place)) {
            self.changed();
        }
    }

    /// Says once that a place of a phrase is left to fill in, with the caret before it. Whoever saves
    /// again means the braces.
    pub fn left_to_fill(&mut self, desk: &Desk) -> bool {
        let values = self.values();
        let left =
            values.iter().enumerate().find_map(|(nth, value)| Some((nth, places(value).first()?.clone())));
        let Some((nth, place)) = left.filter(|_| !self.warned) else { return false };
        let name = values[nth][place.clone()].to_owned();
        self.complain(nth, words::LEFT_TO_FILL.with(desk.lang, &[&name]));
        self.stand_before(place);
        self.warned = true;
        true
    }
}
