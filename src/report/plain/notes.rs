//! The interview stream as text.

use super::Page;
use crate::i18n::report as say;
use crate::report::saying;
use crate::report::state::NoteState;

impl Page {
    /// The stream of an audit; nothing where there is none, as most surveillance audits have none.
    pub(super) fn notes(&mut self, notes: &[NoteState]) {
        if notes.is_empty() {
            return;
        }
        self.line(2, self.t(say::NOTES));
        let colon = self.lang().pick("：", ": ");
        for note in notes {
            let when = saying::moment(&note.at);
            let site = self.names.site(&note.site).to_owned();
            let sort = self.t(note.sort.word());
            let head = [sort, &note.person].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
            let text = format!("{}  {when} {site} · {}{colon}{}", note.note, head.join(" "), note.text);
            self.line(4, &text);
            let uses: Vec<&str> = note.uses.iter().map(crate::domain::change::NoteUse::label).collect();
            if !uses.is_empty() {
                let said = say::NOTE_USES.with(self.lang(), &[&uses.join(" ")]);
                self.line(6, &said);
            }
        }
    }
}
