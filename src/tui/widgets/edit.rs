//! A text being edited: caret, grapheme clusters, limit, undo.
//!
//! Field and area share it. It knows no width, no screen and no meaning of the text. (The crate
//! `ratatui-textarea` moves and deletes by `char`, which tears combined characters apart, and keeps
//! its scroll position in what it drew last; hence our own.)

use std::ops::Range;

use crossterm::event::KeyCode;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use crate::tui::chord::Chord;

/// The text was refused because it would not fit; nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a text of {got} bytes is longer than the limit of {limit}")]
pub struct TooLong {
    /// The most bytes that the text may have.
    pub limit: usize,
    /// The bytes it would have had.
    pub got: usize,
}

/// Steps of undo that are remembered.
const PAST: usize = 500;

/// A text with a caret.
#[derive(Clone, Debug)]
pub struct Edit {
    text: String,
    /// A byte offset, always between two grapheme clusters.
    caret: usize,
    limit: usize,
    lines: bool,
    past: Vec<Step>,
}

/// One change: at `at`, `removed` was replaced with `added` bytes.
#[derive(Clone, Debug)]
struct Step {
    at: usize,
    removed: String,
    added: usize,
    caret: usize,
    /// A typed character, which may join the step before: undo takes words back, not letters.
    typed: bool,
}

/// What a run of characters is to Ctrl-arrows: a word ends where the kind changes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    Latin,
    /// Chinese and everything else that is written without blanks: a run up to the next punctuation.
    Run,
    Mark,
}

impl Edit {
    /// An empty text of at most `limit` bytes, with lines or without.
    pub fn new(limit: usize, lines: bool) -> Self {
        Self { text: String::new(), caret: 0, limit, lines, past: Vec::new() }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The caret as a byte offset.
    pub fn caret(&self) -> usize {
        self.caret
    }

    /// Bytes that still fit.
    pub fn room(&self) -> usize {
        self.limit.saturating_sub(self.text.len())
    }

    /// Replaces everything, caret at the end, and forgets the past. A text longer than the limit
    /// stays whole: it is the reader's, and only growing is refused.
    pub fn set(&mut self, text: &str) {
        self.text = self.clean(text);
        self.caret = self.text.len();
        self.past.clear();
    }

    /// Inserts a text, typed or pasted, at the caret: the whole of it or nothing.
    pub fn insert(&mut self, text: &str) -> Result<(), TooLong> {
        let text = self.clean(text);
        let got = self.text.len() + text.len();
        if got > self.limit {
            return Err(TooLong { limit: self.limit, got });
        }
        let typed = text.graphemes(true).count() == 1 && !text.chars().all(char::is_whitespace);
        self.replace(self.caret, self.caret, &text, typed);
        Ok(())
    }

    /// Takes the last step back; `false` if there is none.
    pub fn undo(&mut self) -> bool {
        let Some(step) = self.past.pop() else { return false };
        self.text.replace_range(step.at..step.at + step.added, &step.removed);
        self.caret = step.caret;
        true
    }

    /// Moves the caret to a byte offset, or the next place between two clusters.
    pub fn move_to(&mut self, offset: usize) {
        self.caret = self.boundary(offset);
        // The next letter begins a new step: it is typed somewhere else.
        if let Some(step) = self.past.last_mut() {
            step.typed = false;
        }
    }

    /// Keys that mean the same in a field and an area; `false` if it is none of them.
    pub fn handle(&mut self, chord: Chord) -> bool {
        if let Some(c) = chord.text() {
            // A full field takes no more; the screen shows `room`.
            let _ = self.insert(c.encode_utf8(&mut [0; 4]));
            return true;
        }
        if chord.alt || chord.shift {
            return false;
        }
        match (chord.ctrl, chord.code) {
            (false, KeyCode::Left) => self.move_to(self.before(self.caret)),
            (false, KeyCode::Right) => self.move_to(self.after(self.caret)),
            (true, KeyCode::Left) => self.move_to(self.word_before()),
            (true, KeyCode::Right) => self.move_to(self.word_after()),
            (false, KeyCode::Home) | (true, KeyCode::Char('a')) => self.move_to(self.line_start()),
            (false, KeyCode::End) | (true, KeyCode::Char('e')) => self.move_to(self.line_end()),
            (true, KeyCode::Home) => self.move_to(0),
            (true, KeyCode::End) => self.move_to(self.text.len()),
            (false, KeyCode::Backspace) => self.delete(self.before(self.caret), self.caret),
            (false, KeyCode::Delete) => self.delete(self.caret, self.after(self.caret)),
            (true, KeyCode::Char('w')) => self.delete(self.word_before(), self.caret),
            (true, KeyCode::Char('u')) => self.delete(self.line_start(), self.caret),
            (true, KeyCode::Char('k')) => self.kill_to_end(),
            (true, KeyCode::Char('z')) => drop(self.undo()),
            _ => return false,
        }
        true
    }

    /// Deletes to the end of the line, or the line break if the caret stands there.
    fn kill_to_end(&mut self) {
        let end = self.line_end();
        let end = if end == self.caret { self.after(end) } else { end };
        self.delete(self.caret, end);
    }

    /// Takes a piece of the text out and leaves the caret there; `false` if the text has no such piece.
    pub fn cut(&mut self, piece: Range<usize>) -> bool {
        if self.text.get(piece.clone()).is_none() {
            return false;
        }
        self.delete(piece.start, piece.end);
        true
    }

    fn delete(&mut self, from: usize, to: usize) {
        if from < to {
            self.replace(from, to, "", false);
        }
    }

    fn replace(&mut self, from: usize, to: usize, text: &str, typed: bool) {
        let caret = self.caret;
        let removed = self.text[from..to].to_owned();
        self.text.replace_range(from..to, text);
        self.caret = self.boundary(from + text.len());
        if let Some(last) =
            self.past.last_mut().filter(|last| typed && last.typed && last.at + last.added == from)
        {
            last.added += text.len();
            return;
        }
        if self.past.len() == PAST {
            self.past.remove(0);
        }
        self.past.push(Step { at: from, removed, added: text.len(), caret, typed });
    }

    /// The text without what cannot be edited: line ends become `\n` (or blanks), and control
    /// characters go, since they would reach reports and other people's terminals.
    fn clean(&self, text: &str) -> String {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let keep = |c: char| match c {
            '\n' | '\t' if self.lines => Some(c),
            '\n' | '\t' => Some(' '),
            c if c.is_control() => None,
            c => Some(c),
        };
        text.chars().filter_map(keep).collect()
    }

    /// The place between two clusters at or after `offset`.
    fn boundary(&self, offset: usize) -> usize {
        let offset = self.text.ceil_char_boundary(offset);
        match GraphemeCursor::new(offset, self.text.len(), true).is_boundary(&self.text, 0) {
            Ok(false) => self.after(offset),
            _ => offset,
        }
    }

    fn before(&self, offset: usize) -> usize {
        let mut cursor = GraphemeCursor::new(offset, self.text.len(), true);
        cursor.prev_boundary(&self.text, 0).ok().flatten().unwrap_or(0)
    }

    fn after(&self, offset: usize) -> usize {
        let mut cursor = GraphemeCursor::new(offset, self.text.len(), true);
        cursor.next_boundary(&self.text, 0).ok().flatten().unwrap_or(self.text.len())
    }

    /// Where the line of the caret begins.
    pub fn line_start(&self) -> usize {
        self.text[..self.caret].rfind('\n').map_or(0, |at| at + 1)
    }

    /// Where the line of the caret ends.
    pub fn line_end(&self) -> usize {
        self.text[self.caret..].find('\n').map_or(self.text.len(), |at| self.caret + at)
    }

    fn word_before(&self) -> usize {
        let head = self.text[..self.caret].trim_end_matches(|c| kind(c) == Kind::Blank);
        let Some(wanted) = head.chars().next_back().map(kind) else { return 0 };
        let start = head.trim_end_matches(|c| kind(c) == wanted).len();
        self.boundary(start).min(self.before(self.caret))
    }

    fn word_after(&self) -> usize {
        let tail = &self.text[self.caret..];
        let Some(first) = tail.chars().next().map(kind) else { return self.caret };
        let rest = tail.trim_start_matches(|c| kind(c) == first);
        let rest = rest.trim_start_matches(|c| kind(c) == Kind::Blank);
        self.boundary(self.text.len() - rest.len())
    }
}

fn kind(c: char) -> Kind {
    match c {
        c if c.is_whitespace() => Kind::Blank,
        '_' => Kind::Latin,
        c if c.is_ascii_alphanumeric() || (c.is_alphanumeric() && c < '\u{2E80}') => Kind::Latin,
        c if c.is_alphanumeric() => Kind::Run,
        // A combining mark is part of the letter before it.
        '\u{300}'..='\u{36F}' => Kind::Latin,
        _ => Kind::Mark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::chord::keys;

    fn edited(text: &str, script: &str) -> String {
        let mut edit = Edit::new(200, true);
        edit.set(text);
        for chord in keys(script) {
            edit.handle(chord);
        }
        let (head, tail) = edit.text().split_at(edit.caret());
        format!("{head}|{tail}")
    }

    #[test]
    fn keys_edit_whole_clusters() {
        let table = [
            ("网点", "<backspace> 店", "网店|"),
            ("e\u{301}a", "<home> <right>", "e\u{301}|a"),
            ("a👨‍👩‍👧", "<backspace>", "a|"),
            ("a🇨🇳b", "<home> <right> <delete>", "a|b"),
            ("一二\n三四", "<left> <home> <backspace>", "一二|三四"),
            ("一二\n三四", "ctrl", "一二\n三四ctrl|"),
            ("一二\n三四", "<ctrl-u>", "一二\n|"),
            ("一二\n三四", "<ctrl-home> <right> <ctrl-k> <ctrl-k>", "一|三四"),
            ("抽查5名，4名持证", "<ctrl-w>", "抽查5名，4|"),
            ("net  work", "<ctrl-left> <ctrl-w>", "|work"),
            ("未签协议，共 3 家", "<ctrl-a> <ctrl-right>", "未签协议|，共 3 家"),
            ("？", "？ ｊ", "？？ｊ|"),
            ("", "<backspace> <delete> <ctrl-w> <ctrl-k> <left> <ctrl-left> <ctrl-right>", "|"),
        ];
        for (text, script, wanted) in table {
            assert_eq!(edited(text, script), wanted, "{text:?} {script}");
        }
    }

    #[test]
    fn undo_takes_back_words_and_deletions() {
        assert_eq!(edited("", "网点 <space> 未签 <ctrl-z>"), "网点 |");
        assert_eq!(edited("", "网点 <space> 未签 <ctrl-z> <ctrl-z> <ctrl-z> <ctrl-z>"), "|");
        assert_eq!(edited("一二三", "<ctrl-u> <ctrl-z>"), "一二三|");
        assert_eq!(edited("", "ab <left> c <ctrl-z>"), "a|b");
    }

    #[test]
    fn a_paste_fits_whole_or_changes_nothing() {
        let mut edit = Edit::new(10, false);
        assert_eq!(edit.insert("网点"), Ok(()));
        assert_eq!(edit.insert("未签"), Err(TooLong { limit: 10, got: 12 }));
        assert_eq!((edit.text(), edit.room()), ("网点", 4));
        assert_eq!(edit.insert("a\r\nb\x1b"), Ok(()));
        assert_eq!(edit.text(), "网点a b");
        let mut area = Edit::new(99, true);
        area.insert("a\r\n\tb\rc\x1b[31m\u{85}").unwrap();
        assert_eq!(area.text(), "a\n\tb\nc[31m");
    }
}
