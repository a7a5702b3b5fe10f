//! The shortest way for a cursor from one cell to another.
//!
//! It knows cursor sequences and nothing else.

/// Where the cursor stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Column from 0.
    pub x: u16,
    /// Row from 0.
    pub y: u16,
    /// The last column was written: the cursor waits there, and only a carriage return or an
    /// absolute move means the same on all terminals.
    pub pending: bool,
}

/// No move within a line is longer than this many bytes (`CSI 999 C`).
pub const LONGEST_SHORT_MOVE: usize = 6;

impl Spot {
    /// Where writing that many cells leads on a screen of that width.
    #[must_use]
    pub fn after(self, cells: u16, width: u16) -> Self {
        let x = self.x.saturating_add(cells);
        if x < width {
            Self { x, ..self }
        } else {
            Self { x: width.saturating_sub(1), pending: true, ..self }
        }
    }
}

/// The way that does not ask where the cursor was.
pub fn absolute(to: Spot) -> Vec<u8> {
    match (to.x, to.y) {
        (0, 0) => "\x1b[H".to_owned(),
        (0, y) => format!("\x1b[{}H", y + 1),
        (x, y) => format!("\x1b[{};{}H", y + 1, x + 1),
    }
    .into_bytes()
}

/// The shortest of all ways. Line feeds count as moves: the terminal is in raw mode, and no target
/// lies below the last line, so nothing scrolls.
pub fn shortest(from: Spot, to: Spot) -> Vec<u8> {
    let mut best = absolute(to);
    let mut consider = |way: Vec<u8>| {
        if way.len() < best.len() {
            best = way;
        }
    };
    let down = vertical(from.y, to.y);
    consider([b"\r".as_slice(), &down, &horizontal(0, to.x)].concat());
    if !from.pending {
        consider([down, horizontal(from.x, to.x)].concat());
    }
    best
}

fn vertical(from: u16, to: u16) -> Vec<u8> {
    match to.checked_sub(from) {
        Some(rows) => shorter(b'\n', rows, 'B'),
        None => relative(from - to, 'A'),
    }
}

fn horizontal(from: u16, to: u16) -> Vec<u8> {
    match from.checked_sub(to) {
        Some(columns) => shorter(b'\x08', columns, 'D'),
        None => relative(to - from, 'C'),
    }
}

/// One byte for each step, or the sequence with a count.
fn shorter(step: u8, count: u16, direction: char) -> Vec<u8> {
    let sequence = relative(count, direction);
    if usize::from(count) <= sequence.len() { vec![step; usize::from(count)] } else { sequence }
}

fn relative(count: u16, direction: char) -> Vec<u8> {
    match count {
        0 => String::new(),
        1 => format!("\x1b[{direction}"),
        n => format!("\x1b[{n}{direction}"),
    }
    .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(from: (u16, u16), to: (u16, u16), pending: bool) -> String {
        let from = Spot { x: from.0, y: from.1, pending };
        let bytes = shortest(from, Spot { x: to.0, y: to.1, pending: false });
        String::from_utf8(bytes).unwrap().replace('\x1b', "^")
    }

    #[test]
    fn the_shortest_way_is_taken() {
        assert_eq!(way((5, 3), (0, 4), false), "\r\n");
        assert_eq!(way((5, 3), (5, 5), false), "\n\n");
        assert_eq!(way((5, 3), (3, 3), false), "\x08\x08");
        assert_eq!(way((5, 3), (9, 3), false), "^[4C");
        assert_eq!(way((50, 3), (2, 3), false), "\r^[2C");
        assert_eq!(way((79, 3), (0, 4), true), "\r\n");
        assert_eq!(way((79, 9), (40, 2), true), "^[3;41H");
        assert_eq!(way((3, 9), (0, 0), false), "^[H");
        assert_eq!(way((3, 9), (3, 8), false), "^[A");
    }
}
