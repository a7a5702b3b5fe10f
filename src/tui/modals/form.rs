//! The dialog that shows any form: fields one below the other, the caret in one of them.
//!
//! It knows fields and keys, but no purpose: what to ask and what to record is in `forms`.

mod choices;
mod layout;
mod path;
mod phrases;

use std::ops::Range;

use choices::{choose, draw_choices, offer_apart};
use crossterm::event::KeyCode;
use path::Completed;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use serde::{Deserialize, Serialize};

use super::Reply;
use super::choice::{Choice, Pick};
use crate::domain::rules::TEXT_LIMIT;
use crate::i18n::frame as words;
use crate::tui::chord::Chord;
use crate::tui::desk::{Desk, Open};
use crate::tui::forms::{Kind, Purpose, Spec};
use crate::tui::keymap::{Action, Resolved, Scope, resolve};
use crate::tui::paint::{framed, middle, paragraph, put, wrap};
use crate::tui::widgets::area::Area;
use crate::tui::widgets::edit::Edit;
use crate::tui::widgets::field::Field;

/// A form being filled in.
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
#[derive(Debug)]
pub struct Form {
    /// What it is for.
    pub purpose: Purpose,
    inputs: Vec<Input>,
    focus: usize,
    /// Why it was not saved.
    pub trouble: Option<String>,
    /// The phrase book, open over it.
    phrases: Option<Choice>,
    /// What is to be filled in where the caret is.
    fill: Option<String>,
    /// The field and the place of a phrase in it, before which the caret was put: what is typed there
    /// replaces it. Until then it stands in the text, and counts as not filled in.
    hole: Option<(usize, Range<usize>)>,
    /// What the last completion of a path said.
    completed: Option<Completed>,
    /// Told already that a place is left to fill in; saving once more means it.
    warned: bool,
    /// The last character did not fit any more.
    full: bool,
    /// What was typed has changed since it was last kept as a draft.
    pub unkept: bool,
    /// Something was typed by a person: an untouched form leaves no draft.
    touched: bool,
    /// What stood in the fields before anything was typed.
    first: Vec<String>,
}

/// One field with what is in it.
#[derive(Clone, Debug)]
struct Input {
    spec: Spec,
    edit: Edited,
    /// What stands in its line was offered and is not touched yet: typing replaces it.
    offered: bool,
    /// Of a choice that leaves out what other fields chose: everything that it could offer.
    all: Vec<(String, String)>,
}

#[derive(Clone, Debug)]
enum Edited {
    Line(Field),
    Area(Area),
    Choice(usize),
}

/// A draft as it is kept: values and the field with the caret.
#[derive(Serialize, Deserialize)]
struct Draft {
    values: Vec<String>,
    focus: usize,
    /// What stood in the fields before anything was typed: what is as it was then is no word of the draft.
    #[serde(default)]
    first: Vec<String>,
}

impl Form {
    /// Opens the form of a purpose, with its draft if there is one.
    pub fn open(purpose: Purpose, desk: &Desk, open: Option<&Open>, draft: Option<&str>) -> Self {
        let mut inputs: Vec<Input> = purpose.specs(desk, open).into_iter().map(Input::new).collect();
        offer_apart(&mut inputs);
        let first = inputs.iter().map(Input::value).collect();
        let mut form = Self {
            purpose,
            inputs,
            focus: 0,
            trouble: None,
            phrases: None,
            fill: None,
            hole: None,
            completed: None,
            warned: false,
            full: false,
            unkept: false,
            touched: false,
            first,
        };
        if let Some(draft) = draft.and_then(|text| serde_json::from_str::<Draft>(text).ok()) {
            form.restore(&draft);
        }
        form
    }

    fn restore(&mut self, draft: &Draft) {
        for (nth, value) in draft.values.iter().enumerate().take(self.inputs.len()) {
            // Recorded elsewhere meanwhile, it stays as it was recorded.
            if draft.first.get(nth) == Some(value) {
                continue;
            }
            self.inputs[nth].set(value);
            offer_apart(&mut self.inputs);
        }
        self.focus = draft.focus.min(self.inputs.len().saturating_sub(1));
        self.touched = true;
    }

    /// The dossier changed below it: what nobody typed in shows what is recorded now, and takes nothing back.
    pub fn renewed(&mut self, desk: &Desk, open: &Open) {
        let fresh: Vec<String> =
            self.purpose.specs(desk, Some(open)).into_iter().map(|spec| Input::new(spec).value()).collect();
        if fresh.len() != self.inputs.len() {
            return;
        }
        for (nth, fresh) in fresh.into_iter().enumerate() {
            if self.inputs[nth].value() == self.first[nth] && fresh != self.first[nth] {
                self.inputs[nth].set(&fresh);
                self.first[nth] = fresh;
            }
        }
        offer_apart(&mut self.inputs);
    }

    /// The draft to keep; `None` if nothing was typed, or nothing of it is left.
    pub fn draft(&self) -> Option<String> {
        let draft = Draft { values: self.values(), focus: self.focus, first: self.first.clone() };
        (self.touched && !self.is_as_at_first()).then(|| serde_json::to_string(&draft).unwrap_or_default())
    }

    /// Whether anybody typed in it.
    pub fn was_touched(&self) -> bool {
        self.touched
    }

    /// Whether nothing is left of what was typed: all is as it was offered, or every text is empty.
    fn is_as_at_first(&self) -> bool {
        let mut texts = self.inputs.iter().filter(|input| input.room().is_some()).peekable();
        let emptied = texts.peek().is_some() && texts.all(|input| input.value().trim().is_empty());
        emptied || self.values() == self.first
    }

    /// Whether an action has a use in it: there is a next field, and the phrase book knows its purpose.
    pub fn offers_action(&self, action: Action) -> bool {
        let text = self.inputs.iter().any(|input| !matches!(input.edit, Edited::Choice(_)));
        match action {
            Action::NextField if self.completes() => true,
            Action::NextField | Action::PreviousField => self.inputs.len() > 1,
            Action::ShowPhrases | Action::NextPlace => text && self.purpose.has_phrases(),
            _ => true,
        }
    }

    /// What stands in the fields; of a choice its code.
    pub fn values(&self) -> Vec<String> {
        self.inputs.iter().map(Input::value).collect()
    }

    /// Puts the caret into a field and says why it was not saved.
    pub fn complain(&mut self, field: usize, sentence: String) {
        self.focus = field.min(self.inputs.len().saturating_sub(1));
        self.trouble = Some(sentence);
    }

    /// Takes a key.
    pub fn update(&mut self, chord: Chord, desk: &Desk) -> Reply {
        if let Some(phrases) = &mut self.phrases {
            match phrases.update(chord, desk) {
                Reply::Chosen(Pick::Phrase(text)) => self.put_phrase(&text),
                Reply::Close => self.phrases = None,
                _ => {}
            }
            return Reply::Stay;
        }
        if let Resolved::Do(action) = resolve(&[Scope::Form], None, chord) {
            return self.act(action);
        }
        let last = self.focus + 1 == self.inputs.len();
        if chord.text().is_some() && self.inputs.get(self.focus).is_some_and(|input| !input.wants(chord)) {
            self.seek_words();
        }
        if let Some(hole) = self.hole_here()
            && (chord.text().is_some() || matches!(chord.code, KeyCode::Backspace | KeyCode::Delete))
        {
            self.fill_hole(hole);
            if chord.text().is_none() {
                return Reply::Stay;
            }
        }
        let Some(input) = self.inputs.get_mut(self.focus) else { return Reply::Stay };
        if chord.code == KeyCode::Enter && !chord.ctrl && !matches!(input.edit, Edited::Area(_)) {
            if last {
                return Reply::Submit;
            }
            self.focus += 1;
            return Reply::Stay;
        }
        let room = input.room();
        let puts_in = chord.text().is_some() || chord.code == KeyCode::Enter;
        if input.handle(chord) {
            let taken = !puts_in || room.is_none() || input.room() != room;
            if taken {
                offer_apart(&mut self.inputs);
                self.changed();
            }
            self.full = !taken;
        } else {
            self.step_aside(chord.code);
        }
        Reply::Stay
    }

    /// From a choice to the next field that takes words: whoever types words there means that one, and
    /// none of them gets lost.
    fn seek_words(&mut self) {
        let words = |input: &Input| !matches!(input.edit, Edited::Choice(_));
        let count = self.inputs.len();
        let next = (0..count).map(|step| (self.focus + step) % count.max(1));
        if let Some(next) = next.into_iter().find(|&at| self.inputs.get(at).is_some_and(words)) {
            self.focus = next;
        }
    }

    /// Arrows that a field has no use for lead to the field above or below.
    fn step_aside(&mut self, code: KeyCode) {
        match code {
            KeyCode::Down => self.go(1),
            KeyCode::Up => self.go(-1),
            _ => {}
        }
    }

    fn act(&mut self, action: Action) -> Reply {
        match action {
            Action::SaveForm => return Reply::Submit,
            Action::NextField => match self.to_complete() {
                Some(begun) => return self.ask_for(begun),
                None => self.go(1),
            },
            Action::PreviousField => self.go(-1),
            Action::LeaveForm => return Reply::Close,
            Action::ShowPhrases => return Reply::Phrases,
            Action::NextPlace => self.next_place(),
            _ => {}
        }
        Reply::Stay
    }

    fn clear_offered(&mut self) {
        if let Some(input) = self.inputs.get_mut(self.focus) {
            input.clear_offered();
        }
    }

    fn edit(&mut self) -> Option<&mut Edit> {
        match &mut self.inputs.get_mut(self.focus)?.edit {
            Edited::Line(field) => Some(field.edit_mut()),
            Edited::Area(area) => Some(area.edit_mut()),
            Edited::Choice(_) => None,
        }
    }

    fn go(&mut self, by: isize) {
        let count = isize::try_from(self.inputs.len()).unwrap_or(1).max(1);
        let at = isize::try_from(self.focus).unwrap_or(0);
        self.focus = usize::try_from((at + by).rem_euclid(count)).unwrap_or(0);
    }

    fn changed(&mut self) {
        self.warned = false;
        self.trouble = None;
        self.completed = None;
        self.unkept = true;
        self.touched = true;
    }

    /// Takes a pasted text whole into the field with the caret, or refuses it.
    pub fn paste(&mut self, text: &str, desk: &Desk) -> Result<(), String> {
        self.seek_words();
        let hole = self.hole_here();
        let Some(input) = self.inputs.get_mut(self.focus) else { return Ok(()) };
        input.clear_offered();
        if let Some(hole) =
            hole.filter(|hole| input.room().is_some_and(|room| text.len() <= room + hole.len()))
        {
            self.fill_hole(hole);
        }
        let Some(input) = self.inputs.get_mut(self.focus) else { return Ok(()) };
        let taken = match &mut input.edit {
            Edited::Line(field) => field.insert_str(text),
            Edited::Area(area) => area.insert_str(text),
            Edited::Choice(_) => return Ok(()),
        };
        self.changed();
        taken.map_err(|long| words::PASTE_TOO_LONG.with(desk.lang, &[&long.got, &long.limit]))
    }

    /// Draws it in the middle of an area, the cursor at the caret.
    pub fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk, open: Option<&Open>) {
        let width = area.width.min(84);
        let within_width = width.saturating_sub(4);
        let heights = self.heights(within_width, area.height.saturating_sub(4));
        let lines: u16 = heights.iter().sum();
        let told = self.told_lines(within_width, desk);
        let outer = middle(area, width, (lines + 2).saturating_add(told));
        let within = framed(frame.buffer_mut(), outer, &self.purpose.title(desk, open), desk.look);
        let mut y = within.y;
        let room = within.height.saturating_sub(told);
        let first = self.first_shown(&heights, room);
        for (nth, input) in self.inputs.iter().enumerate().skip(first) {
            let bottom = within.y + room;
            let place = Rect { y, height: heights[nth].min(bottom.saturating_sub(y)), ..within };
            if place.height == 0 {
                break;
            }
            let caret = input.draw(frame, place, desk, nth == self.focus);
            if nth == self.focus {
                frame.set_cursor_position(caret);
            }
            y += place.height;
        }
        self.view_told(frame, within, desk);
        if let Some(phrases) = &self.phrases {
            phrases.view(frame, area, desk);
        }
    }

    /// Why it was not saved, or what is to be filled in.
    fn told(&self, desk: &Desk) -> Option<(String, Style)> {
        let fill = || self.fill.as_ref().map(|name| words::FILL_IN.with(desk.lang, &[name]));
        let trouble = self.trouble.clone().map(|trouble| (trouble, desk.look.bad()));
        let full = || self.full.then(|| words::FIELD_FULL.with(desk.lang, &[&TEXT_LIMIT]));
        let trouble = trouble.or_else(|| full().map(|full| (full, desk.look.bad())));
        let told = trouble.or_else(|| fill().map(|text| (text, desk.look.attention())));
        told.or_else(|| self.path_told(desk).map(|text| (text, desk.look.quiet())))
    }

    fn view_told(&self, frame: &mut Frame, within: Rect, desk: &Desk) {
        let Some((told, style)) = self.told(desk) else { return };
        let lines = wrap(&told, within.width);
        let height = u16::try_from(lines.len()).unwrap_or(1);
        let top = within.bottom().saturating_sub(height).max(within.y);
        paragraph(frame.buffer_mut(), within, top, &told, style);
    }

    fn told_lines(&self, width: u16, desk: &Desk) -> u16 {
        let lines = self.told(desk).map_or(0, |(told, _)| wrap(&told, width).len());
        u16::try_from(lines).unwrap_or(u16::MAX)
    }
}

impl Input {
    fn new(spec: Spec) -> Self {
        let edit = match &spec.kind {
            Kind::Line | Kind::Path => Edited::Line(Field::new(TEXT_LIMIT).with_text(&spec.value)),
            Kind::Area => Edited::Area(Area::new(TEXT_LIMIT).with_text(&spec.value)),
            Kind::Choice(choices) => {
                Edited::Choice(choices.iter().position(|(code, _)| *code == spec.value).unwrap_or(0))
            }
        };
        let offered = matches!(spec.kind, Kind::Line | Kind::Path) && !spec.value.is_empty();
        let all = match &spec.kind {
            Kind::Choice(choices) if !spec.other_than.is_empty() => choices.clone(),
            _ => Vec::new(),
        };
        Self { spec, edit, offered, all }
    }

    /// Takes an offered text out for what is typed in its stead.
    fn clear_offered(&mut self) {
        if let (Edited::Line(field), true) = (&mut self.edit, self.offered) {
            let all = 0..field.text().len();
            field.edit_mut().cut(all);
        }
        self.offered = false;
    }

    fn set(&mut self, value: &str) {
        self.offered &= self.value() == value;
        match (&mut self.edit, &self.spec.kind) {
            (Edited::Line(field), _) => field.set_text(value),
            (Edited::Area(area), _) => area.set_text(value),
            (Edited::Choice(at), Kind::Choice(choices)) => {
                *at = choices.iter().position(|(code, _)| code == value).unwrap_or(*at);
            }
            _ => {}
        }
    }

    fn value(&self) -> String {
        match (&self.edit, &self.spec.kind) {
            (Edited::Line(field), _) => field.text().to_owned(),
            (Edited::Area(area), _) => area.text().to_owned(),
            (Edited::Choice(at), Kind::Choice(choices)) => {
                choices.get(*at).map(|(code, _)| code.clone()).unwrap_or_default()
            }
            _ => String::new(),
        }
    }

    /// Bytes that still fit; `None` of a choice.
    fn room(&self) -> Option<usize> {
        match &self.edit {
            Edited::Line(field) => Some(field.room()),
            Edited::Area(area) => Some(area.room()),
            Edited::Choice(_) => None,
        }
    }

    fn handle(&mut self, chord: Chord) -> bool {
        if self.offered && (chord.text().is_some() || chord.code == KeyCode::Backspace) {
            self.clear_offered();
            if chord.code == KeyCode::Backspace {
                return true;
            }
        }
        let taken = self.hand_on(chord);
        self.offered &= !taken;
        taken
    }

    /// Whether a typed character means something here; to a choice only what chooses does.
    fn wants(&self, chord: Chord) -> bool {
        match (&self.edit, &self.spec.kind) {
            (Edited::Choice(at), Kind::Choice(choices)) => choose(&mut at.clone(), choices, chord),
            _ => true,
        }
    }

    fn hand_on(&mut self, chord: Chord) -> bool {
        match (&mut self.edit, &self.spec.kind) {
            (Edited::Line(field), _) => field.handle(&chord),
            (Edited::Area(area), _) => area.handle(&chord),
            (Edited::Choice(at), Kind::Choice(choices)) => choose(at, choices, chord),
            _ => false,
        }
    }

    /// Draws label and text; gives the caret.
    fn draw(&self, frame: &mut Frame, place: Rect, desk: &Desk, focused: bool) -> Position {
        let look = desk.look;
        let marker = if focused { look.marks.cursor } else { " " };
        let style = if focused { look.heading() } else { look.quiet() };
        let label = format!("{marker} {}", desk.t(self.spec.label));
        let buf = frame.buffer_mut();
        let mut after = put(buf, place.x, place.y, place.right(), &label, style);
        if let Some(whence) = self.spec.taken_from.as_ref().filter(|_| self.value() == self.spec.value) {
            after = put(buf, after, place.y, place.right(), whence, look.attention());
        }
        // Values stand in one column where the labels are short.
        let start = after.max(place.x + 12).saturating_add(1).min(place.right().saturating_sub(4));
        let line = Rect { x: start, width: place.right().saturating_sub(start), height: 1, ..place };
        match &self.edit {
            Edited::Line(field) => {
                let style = if focused { look.field() } else { look.text() };
                field.draw(line, buf, if self.offered { style.patch(look.offered()) } else { style });
                field.cursor_position(line)
            }
            Edited::Area(area) => {
                let below = Rect { y: place.y + 1, height: place.height.saturating_sub(1), ..place };
                let below = Rect { x: place.x + 2, width: place.width.saturating_sub(2), ..below };
                area.draw(below, buf, look.text());
                area.cursor_position(below)
            }
            Edited::Choice(at) => {
                draw_choices(frame, line, &self.spec.kind, *at, desk);
                Position::new(line.x, line.y)
            }
        }
    }
}
