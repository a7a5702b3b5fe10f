//! How a cell is drawn (colours and attributes), and the shortest way to tell a terminal.
//!
//! It knows SGR and ratatui's colours; it knows no position and no theme.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// Colours and attributes that the terminal uses for the next character.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pen {
    /// Colour of the strokes.
    pub fg: Color,
    /// Colour of the ground.
    pub bg: Color,
    /// Bold, underlined and so on.
    pub modifier: Modifier,
}

/// The attributes that can be seen on a blank.
const SEEN_ON_BLANK: Modifier =
    Modifier::REVERSED.union(Modifier::UNDERLINED).union(Modifier::CROSSED_OUT).union(Modifier::SLOW_BLINK);

/// Each attribute, the code that sets it and the code that takes it away.
///
/// 22 takes away bold and dim at once, so the two are told together.
const ATTRIBUTES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

impl Pen {
    /// The pen of a cell with text in it.
    pub fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }

    /// The pen without what cannot be seen on a blank, so that blanks cost no SGR.
    #[must_use]
    pub fn on_blank(self) -> Self {
        let modifier = self.modifier & SEEN_ON_BLANK;
        // What is reversed or underlined shows the colour of the strokes.
        let fg = if modifier.is_empty() { Color::Reset } else { self.fg };
        Self { fg, bg: self.bg, modifier }
    }

    /// Appends the shortest SGR that leads from this pen to `next`; nothing if they are the same.
    pub fn change(self, next: Self, out: &mut Vec<u8>) {
        if self == next {
            return;
        }
        if next == Self::default() {
            out.extend_from_slice(b"\x1b[m");
            return;
        }
        let step = self.step(next);
        let mut fresh = vec![0];
        fresh.extend(Self::default().step(next));
        let shorter = [step, fresh].map(|codes| sgr(&codes)).into_iter().min_by_key(Vec::len);
        out.extend(shorter.unwrap_or_default());
    }

    /// The codes of every difference between two pens.
    fn step(self, next: Self) -> Vec<u8> {
        let mut codes = Vec::new();
        let gone = self.modifier - next.modifier;
        let mut kept = self.modifier & next.modifier;
        for (attribute, _, off) in ATTRIBUTES {
            if gone.contains(attribute) && !codes.contains(&off) {
                codes.push(off);
                // Its companion under the same code went with it.
                for (other, ..) in ATTRIBUTES.iter().filter(|(.., code)| *code == off) {
                    kept.remove(*other);
                }
            }
        }
        for (attribute, on, _) in ATTRIBUTES {
            if (next.modifier - kept).contains(attribute) {
                codes.push(on);
            }
        }
        if self.fg != next.fg {
            colour(next.fg, 30, &mut codes);
        }
        if self.bg != next.bg {
            colour(next.bg, 40, &mut codes);
        }
        codes
    }
}

fn sgr(codes: &[u8]) -> Vec<u8> {
    let list: Vec<String> = codes.iter().map(ToString::to_string).collect();
    format!("\x1b[{}m", list.join(";")).into_bytes()
}

/// The codes of a colour; `base` is 30 for strokes and 40 for the ground.
fn colour(colour: Color, base: u8, codes: &mut Vec<u8>) {
    let bright = base + 60;
    match colour {
        Color::Reset => codes.push(base + 9),
        Color::Black => codes.push(base),
        Color::Red => codes.push(base + 1),
        Color::Green => codes.push(base + 2),
        Color::Yellow => codes.push(base + 3),
        Color::Blue => codes.push(base + 4),
        Color::Magenta => codes.push(base + 5),
        Color::Cyan => codes.push(base + 6),
        Color::Gray => codes.push(base + 7),
        Color::DarkGray => codes.push(bright),
        Color::LightRed => codes.push(bright + 1),
        Color::LightGreen => codes.push(bright + 2),
        Color::LightYellow => codes.push(bright + 3),
        Color::LightBlue => codes.push(bright + 4),
        Color::LightMagenta => codes.push(bright + 5),
        Color::LightCyan => codes.push(bright + 6),
        Color::White => codes.push(bright + 7),
        Color::Indexed(index) => codes.extend([base + 8, 5, index]),
        Color::Rgb(r, g, b) => codes.extend([base + 8, 2, r, g, b]),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn change(from: Pen, to: Pen) -> String {
        let mut out = Vec::new();
        from.change(to, &mut out);
        String::from_utf8(out).unwrap().replace('\x1b', "^")
    }

    fn pen(fg: Color, bg: Color, modifier: Modifier) -> Pen {
        Pen { fg, bg, modifier }
    }

    #[test]
    fn the_shortest_change_is_taken() {
        let plain = Pen::default();
        let red = pen(Color::Red, Color::Reset, Modifier::empty());
        let bold_red = pen(Color::Red, Color::Reset, Modifier::BOLD);
        let dim_red = pen(Color::Red, Color::Reset, Modifier::DIM);
        let bar = pen(Color::White, Color::Blue, Modifier::BOLD | Modifier::UNDERLINED | Modifier::ITALIC);
        assert_eq!(change(red, red), "");
        assert_eq!(change(plain, red), "^[31m");
        assert_eq!(change(bold_red, plain), "^[m");
        assert_eq!(change(bold_red, red), "^[22m");
        assert_eq!(change(bold_red, dim_red), "^[22;2m");
        assert_eq!(change(bar, red), "^[0;31m");
        assert_eq!(
            change(plain, pen(Color::Indexed(208), Color::DarkGray, Modifier::empty())),
            "^[38;5;208;100m"
        );
    }

    /// A terminal's attributes, bold and dim apart: what a pen's codes do to them, one after the other.
    fn obey(shown: Pen, sequence: &str) -> Pen {
        let codes = sequence.trim_start_matches("^[").trim_end_matches('m');
        let mut codes =
            codes.split(';').filter(|_| !sequence.is_empty()).map(|code| code.parse().unwrap_or(0));
        let mut shown = shown;
        while let Some(code) = codes.next() {
            for (attribute, on, off) in ATTRIBUTES {
                shown
                    .modifier
                    .set(attribute, code == on || (shown.modifier.contains(attribute) && code != off));
            }
            match code {
                0 => shown = Pen::default(),
                31 => shown.fg = Color::Red,
                39 => shown.fg = Color::Reset,
                49 => shown.bg = Color::Reset,
                100 => shown.bg = Color::DarkGray,
                48 => shown.bg = Color::Indexed(codes.nth(1).unwrap()),
                _ => {}
            }
        }
        shown
    }

    fn any_pen() -> impl Strategy<Value = Pen> {
        let ground =
            prop_oneof![Just(Color::Reset), Just(Color::DarkGray), any::<u8>().prop_map(Color::Indexed)];
        (prop_oneof![Just(Color::Reset), Just(Color::Red)], ground, 0..Modifier::all().bits() + 1)
            .prop_map(|(fg, bg, bits)| pen(fg, bg, Modifier::from_bits_truncate(bits)))
    }

    proptest! {
        #[test]
        fn a_terminal_that_tells_bold_and_dim_apart_ends_up_with_the_pen(from in any_pen(), to in any_pen()) {
            prop_assert_eq!(obey(from, &change(from, to)), to);
        }
    }

    #[test]
    fn bold_survives_when_dim_goes() {
        let both = pen(Color::Red, Color::Reset, Modifier::BOLD | Modifier::DIM);
        let bold = pen(Color::Red, Color::Reset, Modifier::BOLD);
        assert_eq!(change(both, bold), "^[22;1m");
    }
}
