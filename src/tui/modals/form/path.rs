//! The field that takes a path: Tab completes it as a shell does.

use super::super::Reply;
use super::{Edited, Form};
use crate::i18n::frame as words;
use crate::tui::desk::Desk;
use crate::tui::forms::Kind;
use crate::tui::message::{Completion, NoNames};

/// Names that are shown where a path can go on in several ways.
const SHOWN: usize = 12;

/// What the last completion said, for as long as its path stands in the field.
#[derive(Debug)]
pub(super) struct Completed {
    path: String,
    told: String,
    /// The folder has not answered yet.
    awaited: bool,
}

impl Form {
    /// The path that Tab should complete; none where it leads to the next field: the field takes no path,
    /// nothing is in it, or there is nothing more to complete.
    pub(super) fn to_complete(&self) -> Option<String> {
        let path = self.path_here()?;
        // Where there is no next field Tab reads the folder again: something may have come into it.
        let done = self.has_next() && self.completed.as_ref().is_some_and(|done| done.path == path);
        (!path.is_empty() && !done).then_some(path)
    }

    fn has_next(&self) -> bool {
        self.inputs.len() > 1
    }

    /// What stands in the field with the caret, if that takes a path.
    fn path_here(&self) -> Option<String> {
        let input = self.inputs.get(self.focus).filter(|input| input.spec.kind == Kind::Path)?;
        Some(input.value())
    }

    /// Whether Tab completes the path in the field, and does not lead on.
    pub fn completes(&self) -> bool {
        self.to_complete().is_some()
    }

    /// Has a path completed: a slow folder keeps nobody, Tab leads on meanwhile.
    pub(super) fn ask_for(&mut self, begun: String) -> Reply {
        self.completed = Some(Completed { path: begun.clone(), told: String::new(), awaited: true });
        Reply::Complete(begun)
    }

    /// Puts in what completes a path, or shows how it can go on. An answer that nobody waits for any more
    /// is of no use: something else was typed, or somebody went on.
    pub fn complete(&mut self, begun: &str, completion: Completion, desk: &Desk) {
        let awaited = self.completed.as_ref().is_some_and(|asked| asked.awaited && asked.path == begun);
        if !awaited {
            return;
        }
        // Whoever comes back to the field can ask again.
        self.completed = None;
        if self.path_here().is_none_or(|path| path != begun) {
            return;
        }
        let Completion { path, names, why } = completion;
        let alone = names.len() == 1;
        if path != begun {
            if let Some(input) = self.inputs.get_mut(self.focus) {
                input.set(&path);
            }
            self.changed();
            // Nothing is left to complete: Tab leads on.
            if alone && !path.ends_with('/') {
                self.completed = Some(Completed { path, told: String::new(), awaited: false });
            }
            return;
        }
        if alone {
            self.go(1);
            return;
        }
        let told = if names.is_empty() {
            let again = if self.has_next() { desk.t(words::TAB_GOES_ON) } else { "" };
            let blank = desk.lang.pick("", " ");
            format!("{}{blank}{again}", why_none(why, desk)).trim_end().to_owned()
        } else {
            let shown = names.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join("  ");
            match names.len().saturating_sub(SHOWN) {
                0 => shown,
                more => format!("{shown}  {}", words::MORE_NAMES.with(desk.lang, &[&more])),
            }
        };
        self.completed = Some(Completed { path, told, awaited: false });
    }

    /// What is said at a field that takes a path: how it can go on, or that Tab completes it.
    pub(super) fn path_told(&self, desk: &Desk) -> Option<String> {
        let input = self.inputs.get(self.focus).filter(|input| input.spec.kind == Kind::Path)?;
        let Edited::Line(field) = &input.edit else { return None };
        match &self.completed {
            Some(asked) if asked.awaited && asked.path == field.text() => {
                Some(words::FOLDER_AWAITED.get(desk.lang).to_owned())
            }
            Some(done) if done.path == field.text() && !done.told.is_empty() => Some(done.told.clone()),
            Some(done) if done.path == field.text() => None,
            _ => Some(words::TAB_COMPLETES.get(desk.lang).to_owned()),
        }
    }
}

/// Why there are no names to go on to.
fn why_none(why: Option<NoNames>, desk: &Desk) -> String {
    let text = match why {
        None => words::NO_SUCH_PATH,
        Some(NoNames::Empty) => words::EMPTY_FOLDER,
        Some(NoNames::Hidden) => words::HIDDEN_ONLY,
        Some(NoNames::NoFolder) => words::NO_FOLDER,
        Some(NoNames::Busy) => words::FOLDERS_BUSY,
        Some(NoNames::Unreadable(why)) => return words::FOLDER_UNREADABLE.with(desk.lang, &[&why]),
    };
    desk.t(text).to_owned()
}
