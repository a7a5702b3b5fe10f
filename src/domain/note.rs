//! The interview stream: who was asked what and when, which clauses it is about, what became of it.

use super::audit::label_order;
use super::change::{Change, Item, NoteSort, NoteTaken, NoteUse, NoteUsed};
use super::dossier::Dossier;
use super::journal::Entry;
use super::refusal::Refusal;
use super::rules::{Answer, NAME_LIMIT, TEXT_LIMIT, label, needed, text};
use super::slot::Slot;

/// A note as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note<'a> {
    /// The entry by which it was first written: its time is when it was said.
    pub first: &'a Entry,
    /// The entry that wrote or last rewrote it.
    pub entry: &'a Entry,
    /// What it says.
    pub taken: &'a NoteTaken,
    /// The clauses that it names, each once, in the order of its text.
    pub clauses: Vec<String>,
    /// What it was turned into, by label; what was withdrawn since is still listed.
    pub uses: Vec<&'a NoteUse>,
}

impl Note<'_> {
    /// An interview that neither names a clause nor was turned into anything.
    pub fn is_loose(&self) -> bool {
        self.taken.sort == NoteSort::Interview && self.clauses.is_empty() && self.uses.is_empty()
    }

    /// The items that it is about.
    pub fn items(&self) -> impl Iterator<Item = Item> {
        self.clauses.iter().map(|clause| item_of(self.taken, clause))
    }
}

impl Dossier {
    /// The interview stream of an audit, oldest first.
    pub fn notes(&self, audit: &str) -> Vec<Note<'_>> {
        let of_audit = |note: &Note<'_>| note.taken.audit == audit;
        let mut notes: Vec<Note<'_>> =
            self.below("note/").filter_map(|entry| self.note_of(entry)).filter(of_audit).collect();
        notes.sort_by_key(|note| (note.first.at, label_order(&note.taken.note)));
        notes
    }

    /// A note by its label.
    pub fn note(&self, note: &str) -> Option<Note<'_>> {
        self.shown(Slot::note(note).as_str()).and_then(|entry| self.note_of(entry))
    }

    /// The notes that name an item's clause at its site, oldest first.
    pub fn notes_of_item(&self, item: &Item) -> Vec<Note<'_>> {
        // Asked at every key of the walk: what is not about it is left out by its text alone.
        let about = |entry: &&Entry| match entry.change() {
            Some(Change::NoteTaken(taken)) => {
                taken.site == item.site
                    && taken.audit == item.audit
                    && taken.standard == item.standard
                    && clauses_in(&taken.text).contains(&item.clause)
            }
            _ => false,
        };
        let about = self.below("note/").filter(about);
        let mut notes: Vec<Note<'_>> = about.filter_map(|entry| self.note_of(entry)).collect();
        notes.sort_by_key(|note| (note.first.at, label_order(&note.taken.note)));
        notes
    }

    fn note_of<'a>(&'a self, entry: &'a Entry) -> Option<Note<'a>> {
        let Some(Change::NoteTaken(taken)) = entry.change() else { return None };
        let uses = self
            .below(&format!("note-use/{}/", taken.note))
            .filter_map(|entry| match entry.change() {
                Some(Change::NoteUsed(used)) => Some(&used.used),
                _ => None,
            })
            .collect();
        Some(Note { first: self.first_of(entry), entry, taken, clauses: clauses_in(&taken.text), uses })
    }

    /// The entry from which a value was rewritten, step by step, into the one that stands.
    fn first_of<'a>(&'a self, entry: &'a Entry) -> &'a Entry {
        let mut first = entry;
        while let Some(before) = first.over.first().and_then(|&before| self.entry(before)) {
            first = before;
        }
        first
    }

    pub(super) fn check_note(&self, taken: &NoteTaken) -> Answer {
        label(&taken.note)?;
        self.known_standard(&taken.audit, &taken.standard)?;
        self.known_site(&taken.site)?;
        needed(&taken.text, TEXT_LIMIT)?;
        match taken.sort {
            NoteSort::Interview => needed(&taken.person, NAME_LIMIT)?,
            NoteSort::Observation | NoteSort::TeamMeeting => text(&taken.person, NAME_LIMIT)?,
        }
        // A mistyped link is told at once, not found missing in the evening.
        clauses_in(&taken.text).iter().try_for_each(|clause| self.known_item(&item_of(taken, clause)))
    }

    pub(super) fn check_note_use(&self, used: &NoteUsed) -> Answer {
        if self.note(&used.note).is_none() {
            return Err(Refusal::UnknownNote(used.note.clone()));
        }
        match &used.used {
            NoteUse::Evidence { evidence } => self.usable_evidence(evidence),
            NoteUse::Nonconformity { nc } => self.known_nc(nc).map(|_| ()),
        }
    }
}

fn item_of(taken: &NoteTaken, clause: &str) -> Item {
    Item {
        audit: taken.audit.clone(),
        standard: taken.standard.clone(),
        clause: clause.to_owned(),
        site: taken.site.clone(),
    }
}

/// A text without the clauses that it names by `#5.2.3.1`: those are links of the note, no part of what
/// was said.
pub fn without_clauses(text: &str) -> String {
    let mut left = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['#', '＃']) {
        let (before, tag) = rest.split_at(at);
        let digits: String = tag.chars().skip(1).map_while(clause_sign).collect();
        let clause = digits.trim_end_matches('.');
        let sign = tag.chars().next().map_or(0, char::len_utf8);
        if clauses_in(&format!("#{clause}")).is_empty() {
            left.push_str(&rest[..at + sign]);
            rest = &tag[sign..];
            continue;
        }
        let written: usize = tag.chars().skip(1).take(clause.chars().count()).map(char::len_utf8).sum();
        let after = &tag[sign + written..];
        // The blanks on both sides of it are one, and none before a mark or at an end.
        let joins = after.chars().next().is_none_or(|c| c.is_whitespace() || is_mark(c));
        left.push_str(if joins { before.trim_end_matches([' ', '\u{3000}']) } else { before });
        rest = if left.is_empty() || left.ends_with('\n') { after.trim_start_matches(' ') } else { after };
    }
    left.push_str(rest);
    left.trim().to_owned()
}

fn is_mark(c: char) -> bool {
    matches!(
        c,
        '，' | '。' | '；' | '：' | '、' | '！' | '？' | ',' | '.' | ';' | ':' | '!' | '?' | '#' | '＃'
    )
}

/// The clauses that a text names by `#5.2.3.1`, each once, in order. A number without a dot is a
/// number (`#3` 工位), not a clause; the full-width signs of an IME count.
pub fn clauses_in(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut pieces = text.split(['#', '＃']);
    // What stands before the first sign.
    pieces.next();
    for piece in pieces {
        let digits: String = piece.chars().map_while(clause_sign).collect();
        let clause = digits.trim_end_matches('.');
        let is_clause = clause.contains('.') && clause.split('.').all(|part| !part.is_empty());
        if is_clause && !found.iter().any(|known| known == clause) {
            found.push(clause.to_owned());
        }
    }
    found
}

/// A digit or dot of a clause number, in half width.
fn clause_sign(c: char) -> Option<char> {
    match c {
        '0'..='9' | '.' => Some(c),
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0),
        '．' => Some('.'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_links_itself_to_clauses_each_once_and_in_order() {
        for (text, clauses) in [
            ("客服说没有回访 #5.3.1.2", vec!["5.3.1.2"]),
            ("#5.2.3.1#5.2.3.2，又见#5.2.3.1。", vec!["5.2.3.1", "5.2.3.2"]),
            ("＃５．２．３．１说明", vec!["5.2.3.1"]),
            ("句末的 #5.1.1.", vec!["5.1.1"]),
            ("3 号工位 #3，电话 #", vec![]),
            ("没有", vec![]),
            ("#5..1", vec![]),
        ] {
            assert_eq!(clauses_in(text), clauses, "{text}");
        }
    }

    #[test]
    fn a_text_is_told_without_its_links() {
        for (text, told) in [
            ("客服说没有回访 #5.3.1.2", "客服说没有回访"),
            ("李工说修后不回访 #5.2.4.2 ＃5.2.2.2", "李工说修后不回访"),
            ("#5.2.3.1#5.2.3.2，又见#5.2.3.1。", "，又见。"),
            ("＃５．２．３．１说明", "说明"),
            ("句末的 #5.1.1.", "句末的."),
            ("see #5.1.1 and more", "see and more"),
            ("3 号工位 #3，电话 #", "3 号工位 #3，电话 #"),
            ("第一行 #5.1.1\n#5.1.2 第二行", "第一行\n第二行"),
            ("没有", "没有"),
        ] {
            assert_eq!(without_clauses(text), told, "{text}");
        }
    }
}
