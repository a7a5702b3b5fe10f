//! The field that takes a path: Tab completes it as a shell does.

use super::{Edited, Form};
use crate::i18n::frame as words;
use crate::tui::desk::Desk;
use crate::tui::forms::Kind;
use crate::tui::message::Completion;

/// Names that are shown where a path can go on in several ways.
const SHOWN: usize = 12;

/// What the last completion said, for as long as its path stands in the field.
#[derive(Debug)]
pub(super) struct Completed {
    path: String,
    told: String,
}

impl Form {
    /// The path that Tab should complete; none where it leads to the next field: the field takes no path,
    /// nothing is in it, or there is nothing more to complete.
    pub(super) fn to_complete(&self) -> Option<String> {
        let input = self.inputs.get(self.focus).filter(|input| input.spec.kind == Kind::Path)?;
        let path = input.value();
        let done = self.completed.as_ref().is_some_and(|done| done.path == path);
        (!path.is_empty() && !done).then_some(path)
    }

    /// Puts in what completes a path, or shows how it can go on.
    pub fn complete(&mut self, begun: &str, completion: Completion, desk: &Desk) {
        if self.to_complete().as_deref() != Some(begun) {
            return;
        }
        let Completion { path, names } = completion;
        let alone = names.len() == 1;
        if path != begun {
            if alone && !path.ends_with('/') {
                self.completed = Some(Completed { path: path.clone(), told: String::new() });
            }
            if let Some(input) = self.inputs.get_mut(self.focus) {
                input.set(&path);
            }
            self.changed();
            return;
        }
        if alone {
            self.go(1);
            return;
        }
        let told = if names.is_empty() {
            words::NO_SUCH_PATH.get(desk.lang).to_owned()
        } else {
            let shown = names.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join("  ");
            match names.len().saturating_sub(SHOWN) {
                0 => shown,
                more => format!("{shown}  {}", words::MORE_NAMES.with(desk.lang, &[&more])),
            }
        };
        self.completed = Some(Completed { path, told });
    }

    /// What is said at a field that takes a path: how it can go on, or that Tab completes it.
    pub(super) fn path_told(&self, desk: &Desk) -> Option<String> {
        let input = self.inputs.get(self.focus).filter(|input| input.spec.kind == Kind::Path)?;
        let Edited::Line(field) = &input.edit else { return None };
        match &self.completed {
            Some(done) if done.path == field.text() && !done.told.is_empty() => Some(done.told.clone()),
            _ => Some(words::TAB_COMPLETES.get(desk.lang).to_owned()),
        }
    }
}
