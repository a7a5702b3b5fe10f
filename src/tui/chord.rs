//! A key as the program means it, whatever terminal sent it.
//!
//! It is the only place where key events are made alike: Shift, Back-Tab, Ctrl letters, full-width
//! characters of an IME that was left on. It knows no action and no screen.

use std::fmt;
use std::hash::{Hash, Hasher};

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// One key with the modifiers that count.
///
/// Two chords are equal when key and modifiers are; whether the key was held down does not matter
/// for that, so a chord can be looked up in a table of bindings.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "modifiers are independent of each other: no states")]
pub struct Chord {
    /// The key. A character is kept as it was typed, full width included: text fields want it so.
    pub code: KeyCode,
    /// Ctrl was down.
    pub ctrl: bool,
    /// Alt was down, or Esc was sent in front.
    pub alt: bool,
    /// Shift was down. Never set for a character: `G` is `G`.
    pub shift: bool,
    /// The terminal says that the key is being held down. Few terminals say so; `false` proves nothing.
    pub repeat: bool,
}

/// Key names for [`Chord::parse`] and the form shown in footer and help.
const NAMES: [(&str, &str, KeyCode); 17] = [
    ("enter", "Enter", KeyCode::Enter),
    ("esc", "Esc", KeyCode::Esc),
    ("tab", "Tab", KeyCode::Tab),
    ("space", "Space", KeyCode::Char(' ')),
    ("backspace", "Backspace", KeyCode::Backspace),
    ("delete", "Del", KeyCode::Delete),
    ("insert", "Ins", KeyCode::Insert),
    ("up", "↑", KeyCode::Up),
    ("down", "↓", KeyCode::Down),
    ("left", "←", KeyCode::Left),
    ("right", "→", KeyCode::Right),
    ("home", "Home", KeyCode::Home),
    ("end", "End", KeyCode::End),
    ("pgup", "PgUp", KeyCode::PageUp),
    ("pgdn", "PgDn", KeyCode::PageDown),
    ("lt", "<", KeyCode::Char('<')),
    ("gt", ">", KeyCode::Char('>')),
];

impl Chord {
    /// A key without modifiers.
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false, shift: false, repeat: false }
    }

    /// Takes over a pressed or held key; a released one is nobody's business.
    pub fn from_event(event: KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        let chord = Self {
            code: event.code,
            ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
            alt: event.modifiers.contains(KeyModifiers::ALT),
            shift: event.modifiers.contains(KeyModifiers::SHIFT),
            repeat: event.kind == KeyEventKind::Repeat,
        };
        Some(chord.normal())
    }

    /// One form for what terminals send in several.
    fn normal(mut self) -> Self {
        match self.code {
            KeyCode::BackTab => {
                self.code = KeyCode::Tab;
                self.shift = true;
            }
            // The byte 0x08: what many terminals send for Backspace. Ctrl-h can mean nothing else.
            KeyCode::Char('h' | 'H') if self.ctrl && !self.alt => {
                self.code = KeyCode::Backspace;
                self.ctrl = false;
                self.shift = false;
            }
            KeyCode::Char(c) if self.ctrl => {
                self.code = KeyCode::Char(c.to_ascii_lowercase());
                self.shift = false;
            }
            // Some protocols send `g` with Shift, others `G` with Shift, others `G`.
            KeyCode::Char(c) if self.shift => {
                self.code = KeyCode::Char(c.to_ascii_uppercase());
                self.shift = false;
            }
            _ => {}
        }
        self
    }

    /// What the key means outside text fields: an IME left on counts as its half-width key, and a
    /// held key as pressed.
    #[must_use]
    pub fn command(self) -> Self {
        let code = match self.code {
            KeyCode::Char(c) => KeyCode::Char(half_width(c)),
            other => other,
        };
        Self { code, repeat: false, ..self }.normal()
    }

    /// The character that a text field inserts for this chord: the one typed, untouched.
    pub fn text(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl && !self.alt && !c.is_control() => Some(c),
            _ => None,
        }
    }

    /// Reads `j`, `G`, `ctrl-s`, `<enter>`, `<shift-tab>`; `None` if there is no such key.
    pub fn parse(text: &str) -> Option<Self> {
        let inner = text.strip_prefix('<').and_then(|t| t.strip_suffix('>')).filter(|t| !t.is_empty());
        let mut rest = inner.unwrap_or(text);
        let mut chord = Self::plain(KeyCode::Null);
        while let Some((modifier, tail)) = rest.split_once('-').filter(|(_, tail)| !tail.is_empty()) {
            match modifier {
                "ctrl" | "c" => chord.ctrl = true,
                "alt" | "a" => chord.alt = true,
                "shift" | "s" => chord.shift = true,
                _ => return None,
            }
            rest = tail;
        }
        chord.code = parse_code(rest)?;
        Some(chord.normal())
    }

    fn identity(&self) -> (KeyCode, bool, bool, bool) {
        (self.code, self.ctrl, self.alt, self.shift)
    }
}

impl PartialEq for Chord {
    fn eq(&self, other: &Self) -> bool {
        self.identity() == other.identity()
    }
}

impl Eq for Chord {}

impl Hash for Chord {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.identity().hash(state);
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (on, name) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            if on {
                f.write_str(name)?;
            }
        }
        if let Some((_, shown, _)) = NAMES.iter().find(|(.., code)| *code == self.code) {
            return f.write_str(shown);
        }
        match self.code {
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(n) => write!(f, "F{n}"),
            other => write!(f, "{other:?}"),
        }
    }
}

fn parse_code(name: &str) -> Option<KeyCode> {
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return Some(KeyCode::Char(c));
    }
    if name == "backtab" {
        return Some(KeyCode::BackTab);
    }
    if let Some((.., code)) = NAMES.iter().find(|(known, ..)| *known == name) {
        return Some(*code);
    }
    let number: u8 = name.strip_prefix('f')?.parse().ok()?;
    (1..=24).contains(&number).then_some(KeyCode::F(number))
}

/// The key that was pressed when a Chinese IME, left on, turned it into `c`.
///
/// Beside full-width ASCII these are the marks that Chinese punctuation puts on the keys `/ . [ ] { }`:
/// without them `】` would not lead to the next open item.
fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '、' => '/',
        '。' => '.',
        '【' => '[',
        '】' => ']',
        '「' => '{',
        '」' => '}',
        '《' => '<',
        '》' => '>',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// Reads keys as tests write them: `j n <enter> 网点未签协议 <ctrl-s>`.
///
/// Blanks only separate; a blank to type is `<space>`. Everything but `<…>` is typed character by
/// character.
///
/// # Panics
///
/// When a name in `<…>` is no key: a test with a slip must not pass in silence.
pub fn keys(script: &str) -> Vec<Chord> {
    let mut chords = Vec::new();
    for token in script.split_whitespace() {
        if token.len() > 2 && token.starts_with('<') && token.ends_with('>') {
            let chord = Chord::parse(token);
            chords.push(chord.unwrap_or_else(|| panic!("no key is called {token}")));
        } else {
            chords.extend(token.chars().map(|c| Chord::plain(KeyCode::Char(c))));
        }
    }
    chords
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(code: KeyCode, modifiers: KeyModifiers) -> Option<Chord> {
        Chord::from_event(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn shift_is_part_of_a_character_and_a_modifier_of_other_keys() {
        let upper = Some(Chord::plain(KeyCode::Char('G')));
        assert_eq!(event(KeyCode::Char('G'), KeyModifiers::SHIFT), upper);
        assert_eq!(event(KeyCode::Char('g'), KeyModifiers::SHIFT), upper);
        assert_eq!(event(KeyCode::Char('G'), KeyModifiers::NONE), upper);
        assert_eq!(event(KeyCode::BackTab, KeyModifiers::SHIFT), Chord::parse("<shift-tab>"));
        assert_eq!(event(KeyCode::BackTab, KeyModifiers::NONE), Chord::parse("<backtab>"));
    }

    #[test]
    fn ctrl_letters_are_lower_case_and_ctrl_h_is_backspace() {
        assert_eq!(event(KeyCode::Char('S'), KeyModifiers::CONTROL), Chord::parse("ctrl-s"));
        assert_eq!(event(KeyCode::Char('h'), KeyModifiers::CONTROL), Chord::parse("<backspace>"));
    }

    #[test]
    fn a_released_key_is_ignored_and_a_held_one_is_known() {
        let of = |kind| KeyEvent::new_with_kind(KeyCode::Char('y'), KeyModifiers::NONE, kind);
        assert_eq!(Chord::from_event(of(KeyEventKind::Release)), None);
        let held = Chord::from_event(of(KeyEventKind::Repeat)).unwrap();
        assert!(held.repeat && !held.command().repeat);
        assert_eq!(held, Chord::parse("y").unwrap(), "a table of bindings finds it all the same");
    }

    #[test]
    fn full_width_is_a_command_in_half_width_and_text_as_typed() {
        for (typed, meant) in "？：／ｙＧ～！　、】。".chars().zip("?:/yG~! /].".chars()) {
            let chord = event(KeyCode::Char(typed), KeyModifiers::NONE).unwrap();
            assert_eq!(chord.command(), Chord::plain(KeyCode::Char(meant)));
            assert_eq!(chord.text(), Some(typed));
        }
        let upper = event(KeyCode::Char('Ｇ'), KeyModifiers::SHIFT).unwrap();
        assert_eq!(upper.command(), Chord::plain(KeyCode::Char('G')));
    }

    #[test]
    fn what_is_shown_can_be_read_by_people_and_what_is_named_can_be_parsed() {
        let shown = |name: &str| Chord::parse(name).map(|c| c.to_string());
        let pairs = [
            ("ctrl-s", "Ctrl-s"),
            ("<ctrl-left>", "Ctrl-←"),
            ("<enter>", "Enter"),
            ("<backtab>", "Shift-Tab"),
            ("<f5>", "F5"),
            ("-", "-"),
            ("ctrl--", "Ctrl--"),
            ("<", "<"),
            ("alt-G", "Alt-G"),
        ];
        for (name, text) in pairs {
            assert_eq!(shown(name).as_deref(), Some(text), "{name}");
        }
        for wrong in ["", "<>", "hyper-x", "<f99>", "entr"] {
            assert_eq!(Chord::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_script_of_keys_reads_like_typing() {
        let typed: String =
            keys("j gg <enter> 网点<3 <space> <ctrl-s>").iter().map(ToString::to_string).collect();
        assert_eq!(typed, "jggEnter网点<3SpaceCtrl-s");
    }

    #[test]
    #[should_panic(expected = "no key is called <entr>")]
    fn a_slip_in_a_script_is_told() {
        keys("<entr>");
    }
}
