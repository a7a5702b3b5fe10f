//! Dialogs over a screen: at most one is open. A dialog returns a value; its owner acts.

pub mod choice;
pub mod find;
pub mod form;
pub mod help;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::chord::Chord;
use super::desk::{Desk, Open};
use super::keymap::Scope;

/// The dialog that is open.
#[derive(Debug)]
pub enum Modal {
    /// Fields to fill in.
    Form(Box<form::Form>),
    /// A list of which one line is chosen; the palette is one.
    Choice(choice::Choice),
    /// A line that finds as you type in the list behind it.
    Find(find::Find),
    /// All keys that hold here.
    Help(help::Help),
}

/// What a dialog makes of a key.
#[derive(Debug, PartialEq, Eq)]
pub enum Reply {
    /// Nothing for the owner.
    Stay,
    /// The dialog is to close.
    Close,
    /// The form is to be saved.
    Submit,
    /// The form wants the phrase book.
    Phrases,
    /// A path that was begun is to be completed.
    Complete(String),
    /// A line was chosen.
    Chosen(choice::Pick),
    /// The text to find has changed.
    Finding(String),
}

impl Modal {
    /// The scope whose keys hold while it is open.
    pub fn scope(&self) -> Scope {
        match self {
            Self::Form(form) if form.offers() => Scope::Choice,
            Self::Form(_) | Self::Find(_) => Scope::Form,
            Self::Choice(_) => Scope::Choice,
            Self::Help(_) => Scope::Everywhere,
        }
    }

    /// Takes a key.
    pub fn update(&mut self, chord: Chord, desk: &Desk) -> Reply {
        match self {
            Self::Form(form) => form.update(chord, desk),
            Self::Choice(choice) => choice.update(chord, desk),
            Self::Find(find) => find.update(chord),
            Self::Help(help) => help.update(chord),
        }
    }

    /// Takes a pasted text whole; a text that does not fit changes nothing and is told in words.
    pub fn paste(&mut self, text: &str, desk: &Desk) -> Result<Reply, String> {
        match self {
            Self::Form(form) => form.paste(text, desk).map(|()| Reply::Stay),
            Self::Choice(choice) => {
                choice.paste(text);
                Ok(Reply::Stay)
            }
            Self::Find(find) => Ok(find.paste(text)),
            Self::Help(_) => Ok(Reply::Stay),
        }
    }

    /// Draws it over an area.
    pub fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk, open: Option<&Open>) {
        match self {
            Self::Form(form) => form.view(frame, area, desk, open),
            Self::Choice(choice) => choice.view(frame, area, desk),
            Self::Find(find) => find.view(frame, area, desk),
            Self::Help(help) => help.view(frame, area, desk),
        }
    }
}
