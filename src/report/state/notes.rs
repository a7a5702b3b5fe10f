//! A line of the interview stream, the clauses it names and what became of it.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::change::{NoteSort, NoteUse};
use crate::domain::note::Note;

/// A note as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NoteState {
    /// Its label.
    pub note: String,
    /// When it was first written.
    pub at: String,
    /// By whom it was written, or last rewritten.
    pub by: String,
    /// Interview, observation or team meeting.
    pub sort: NoteSort,
    /// The site's label.
    pub site: String,
    /// Who was asked, or who met.
    pub person: String,
    /// What was said.
    pub text: String,
    /// The checklist whose clauses it names.
    pub standard: String,
    /// The clauses that it names.
    pub clauses: Vec<String>,
    /// What it was turned into.
    pub uses: Vec<NoteUse>,
}

impl NoteState {
    pub(super) fn of(note: &Note<'_>) -> Self {
        Self {
            note: note.taken.note.clone(),
            at: note.first.at.to_rfc3339(),
            by: note.entry.by.to_string(),
            sort: note.taken.sort,
            site: note.taken.site.clone(),
            person: note.taken.person.clone(),
            text: note.taken.text.clone(),
            standard: note.taken.standard.clone(),
            clauses: note.clauses.clone(),
            uses: note.uses.iter().map(|used| (*used).clone()).collect(),
        }
    }
}
