//! Styles named by meaning, and the marks that stand beside every colour.
//!
//! Sixteen colours at most, none with `NO_COLOR`; marks of neutral width, so that Chinese terminals
//! and ours agree about their cells, or plain ASCII where the font may have none (`TERM=linux`).

use ratatui::style::{Color, Modifier, Style};

use super::graphics;
use crate::domain::audit::Judgement;
use crate::domain::change::Verdict;
use crate::store::Graphics;

/// The marks of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marks {
    /// Stands before the line that the cursor is on.
    pub cursor: &'static str,
    /// Verdict: conform.
    pub conform: &'static str,
    /// Verdict: nonconform.
    pub nonconform: &'static str,
    /// Verdict: sampled.
    pub sampled: &'static str,
    /// Verdict: deleted.
    pub deleted: &'static str,
    /// Verdict: open.
    pub open: &'static str,
    /// Values that differ, or are not readable here.
    pub conflict: &'static str,
    /// Everything is on disk.
    pub saved: &'static str,
    /// A group that is folded.
    pub folded: &'static str,
    /// A rule across.
    pub across: &'static str,
    /// A rule down.
    pub down: &'static str,
    /// A text was cut here.
    pub cut: &'static str,
    /// The upper half of a cell; a blank where fonts lack it.
    pub half: &'static str,
    /// From an old value to a new one.
    pub becomes: &'static str,
    /// The corners of a box: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
}

static DRAWN: Marks = Marks {
    cursor: "▸",
    conform: "✓",
    nonconform: "✗",
    sampled: "◔",
    deleted: "-",
    open: "∙",
    conflict: "!",
    saved: "◉",
    folded: "+",
    across: "─",
    down: "│",
    cut: "~",
    half: "▀",
    becomes: "->",
    corners: ["┌", "┐", "└", "┘"],
};

static PLAIN: Marks = Marks {
    cursor: ">",
    conform: "v",
    nonconform: "x",
    sampled: "%",
    deleted: "-",
    open: ".",
    conflict: "!",
    saved: "*",
    folded: "+",
    across: "-",
    down: "|",
    cut: "~",
    half: " ",
    becomes: "->",
    corners: ["+", "+", "+", "+"],
};

/// How many colours the terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// None, or none wanted.
    None,
    /// Sixteen.
    Sixteen,
    /// 256.
    Indexed,
    /// All that a photo has.
    True,
}

/// How the screen looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The marks.
    pub marks: &'static Marks,
    /// The colours that a photo may use; the screen itself uses sixteen at most.
    pub depth: Depth,
    /// How the terminal takes the pixels of a photo.
    pub graphics: Graphics,
    colour: bool,
}

impl Look {
    /// A look with drawn or plain marks, with or without colour.
    pub const fn new(ascii: bool, colour: bool) -> Self {
        let depth = if colour { Depth::Sixteen } else { Depth::None };
        Self { marks: if ascii { &PLAIN } else { &DRAWN }, depth, graphics: Graphics::None, colour }
    }

    /// The look that the environment asks for: no colour with `NO_COLOR`, plain marks on terminals
    /// whose fonts lack ours, photos in pixels as settled or as the terminal's name says.
    pub fn from_environment(ascii: bool, settled: Option<Graphics>) -> Self {
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let term = std::env::var("TERM").unwrap_or_default();
        let poor = ["linux", "vt", "dumb", "ansi", "cons"].iter().any(|name| term.starts_with(name));
        let colours = std::env::var("COLORTERM").unwrap_or_default();
        let depth = match colours.as_str() {
            "truecolor" | "24bit" => Depth::True,
            _ if term.contains("256") => Depth::Indexed,
            _ => Depth::Sixteen,
        };
        let look = Self::new(ascii || poor, !set("NO_COLOR") && term != "dumb");
        if !look.colour {
            return look;
        }
        let named = || graphics::of_terminal(|name| std::env::var(name).unwrap_or_default());
        look.with_depth(depth).with_graphics(settled.unwrap_or_else(named))
    }

    /// The same look on a terminal of so many colours.
    #[must_use]
    pub const fn with_depth(self, depth: Depth) -> Self {
        Self { depth, ..self }
    }

    /// The same look on a terminal that takes pixels so; without that feature no terminal does.
    #[must_use]
    pub const fn with_graphics(self, graphics: Graphics) -> Self {
        if cfg!(feature = "pixels") { Self { graphics, ..self } } else { self }
    }

    /// Whether half cells can be drawn.
    pub fn halves(self) -> bool {
        self.marks.half != " "
    }

    /// Whether marks are to be plain ASCII.
    pub fn is_plain(self) -> bool {
        *self.marks == PLAIN
    }

    fn tint(self, colour: Color) -> Style {
        if self.colour { Style::new().fg(colour) } else { Style::new() }
    }

    /// Ordinary text.
    pub const fn text(self) -> Style {
        Style::new()
    }

    /// A heading, or the name of where we are.
    pub const fn heading(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// What only explains: labels, keys' sentences, rules.
    pub fn quiet(self) -> Style {
        self.tint(Color::DarkGray)
    }

    /// A key in the footer or help.
    pub const fn key(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// Good: conform, saved, closed.
    pub fn good(self) -> Style {
        self.tint(Color::Green)
    }

    /// Bad: nonconform, overdue, failed.
    pub fn bad(self) -> Style {
        self.tint(Color::Red)
    }

    /// Needs attention: sampled, conflict, provisional.
    pub fn attention(self) -> Style {
        self.tint(Color::Yellow)
    }

    /// The field being edited.
    pub const fn field(self) -> Style {
        Style::new().add_modifier(Modifier::UNDERLINED)
    }

    /// A text that was offered in a field and is not touched yet.
    pub fn offered(self) -> Style {
        if self.colour { self.quiet() } else { Style::new().add_modifier(Modifier::DIM) }
    }

    /// Mark and style of what stands in a verdict.
    pub fn judgement(self, judgement: &Judgement) -> (&'static str, Style) {
        match judgement {
            Judgement::One(verdict) => self.verdict(verdict),
            Judgement::Differing | Judgement::Newer => (self.marks.conflict, self.attention()),
        }
    }

    /// Mark and style of a verdict.
    pub fn verdict(self, verdict: &Verdict) -> (&'static str, Style) {
        match verdict {
            Verdict::Open => (self.marks.open, self.quiet()),
            Verdict::Conform => (self.marks.conform, self.good()),
            Verdict::Nonconform => (self.marks.nonconform, self.bad()),
            Verdict::Sampled { .. } => (self.marks.sampled, self.attention()),
            Verdict::Deleted { .. } => (self.marks.deleted, self.quiet()),
        }
    }
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;

    #[test]
    fn every_mark_is_as_wide_in_chinese_terminals_as_in_others() {
        for marks in [&DRAWN, &PLAIN] {
            for mark in [
                marks.cursor,
                marks.conform,
                marks.nonconform,
                marks.sampled,
                marks.deleted,
                marks.open,
                marks.conflict,
                marks.saved,
                marks.folded,
                marks.cut,
                marks.becomes,
            ] {
                assert_eq!(mark.width(), mark.width_cjk(), "{mark}");
            }
        }
    }
}
