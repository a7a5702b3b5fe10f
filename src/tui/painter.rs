//! From one frame to the next in as few bytes as possible.
//!
//! A painter remembers what the terminal shows and appends what must be sent to show the next frame.
//! It knows cells and escape sequences; it does no IO and knows no terminal but by [`Family`].

use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::{Position, Rect, Size};
use unicode_width::UnicodeWidthChar;

use super::pen::Pen;
use super::route::{self, Spot};

/// What a terminal can be trusted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Knows relative moves, erasing (EL, ECH) and ignores private modes that it does not know.
    Xterm,
    /// Nothing is known: absolute moves and spaces only.
    Unknown,
}

impl Family {
    /// The family of a terminal by the value of `TERM`.
    pub fn of(term: &str) -> Self {
        const KNOWN: [&str; 18] = [
            "xterm",
            "screen",
            "tmux",
            "linux",
            "rxvt",
            "alacritty",
            "foot",
            "kitty",
            "wezterm",
            "konsole",
            "putty",
            "vte",
            "gnome",
            "st-",
            "ghostty",
            "contour",
            "mintty",
            "iterm",
        ];
        if KNOWN.iter().any(|name| term.starts_with(name)) || term == "st" {
            Self::Xterm
        } else {
            Self::Unknown
        }
    }
}

/// A cell as it is painted.
#[derive(Clone, Debug, PartialEq)]
struct Ink {
    cell: Cell,
    shape: Shape,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Blank,
    Narrow,
    /// Takes the next cell, which is a [`Shape::Tail`].
    Wide,
    Tail,
    /// Not known: differs from every cell of a frame.
    Unknown,
}

/// Fewer blanks than `CSI K` has bytes are cheaper as spaces.
const LONGER_THAN_EL: usize = 3;

/// What the terminal shows, and the bytes of the frame being made.
#[derive(Debug)]
pub struct Painter {
    family: Family,
    size: Size,
    shown: Vec<Ink>,
    next: Vec<Ink>,
    /// What the terminal shows is not known: the next frame clears it.
    fresh: bool,
    /// Where the cursor stands; `None` if that is not sure.
    at: Option<Spot>,
    pen: Pen,
    visible: bool,
    out: Vec<u8>,
    /// Some cells were covered by something else, and are painted again.
    uncovered: bool,
    /// What is to be sent once the cells are painted, and where it begins.
    over: Option<(Position, Vec<u8>)>,
}

impl Painter {
    /// A painter for a terminal of which nothing is known but that its cursor is visible.
    pub fn new(family: Family) -> Self {
        Self {
            family,
            size: Size::ZERO,
            shown: Vec::new(),
            next: Vec::new(),
            fresh: true,
            at: None,
            pen: Pen::default(),
            visible: true,
            out: Vec::new(),
            uncovered: false,
            over: None,
        }
    }

    /// Whether the next frame, of such a size, is painted whole.
    pub fn starts_over(&self, size: Size) -> bool {
        self.fresh || size != self.size
    }

    /// Forgets what the terminal shows in a part of it: something else lay over these cells.
    pub fn forget_cells(&mut self, area: Rect) {
        let unknown = Ink { cell: Cell::EMPTY, shape: Shape::Unknown };
        let width = usize::from(self.size.width);
        for Position { x, y } in area.intersection(Rect::from(self.size)).positions() {
            self.shown[usize::from(y) * width + usize::from(x)] = unknown.clone();
        }
        self.uncovered = true;
    }

    /// Whether cells were forgotten since the last frame.
    pub fn has_forgotten_cells(&self) -> bool {
        self.uncovered
    }

    /// Adds bytes to the frame that move nothing.
    pub fn send(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    /// Adds bytes after the cells of the frame, to begin at a cell and leave the cursor anywhere.
    pub fn send_over(&mut self, place: Position, bytes: Vec<u8>) {
        self.over = Some((place, bytes));
    }

    /// Forgets what the terminal shows: the next frame is painted whole.
    pub fn forget(&mut self) {
        self.fresh = true;
    }

    /// Paints the cells that differ; [`Painter::finish`] has the bytes.
    pub fn paint(&mut self, frame: &Buffer) {
        self.out.clear();
        if frame.area.as_size() != self.size {
            self.size = frame.area.as_size();
            self.fresh = true;
        }
        take(frame, &mut self.next);
        let fresh = std::mem::take(&mut self.fresh);
        if fresh {
            self.start_over();
        }
        let width = usize::from(self.size.width);
        for y in 0..self.size.height {
            let start = usize::from(y) * width;
            if self.shown[start..start + width] != self.next[start..start + width] {
                self.paint_row(y);
            }
        }
    }

    /// Puts the cursor where it belongs (nowhere: hidden) and gives the bytes of the whole frame:
    /// none if the terminal shows it already.
    pub fn finish(&mut self, cursor: Option<Position>) -> &[u8] {
        let mut painted = !self.out.is_empty();
        if let Some((place, bytes)) = self.over.take() {
            // Terminals hold back only so much of a synchronized update: a picture follows it.
            self.wrap(painted);
            painted = false;
            self.go_to(place.x, place.y);
            self.out.extend_from_slice(&bytes);
            self.at = None;
        }
        if let Some(Position { x, y }) = cursor.filter(|_| self.size.area() > 0) {
            let (x, y) = (x.min(self.size.width - 1), y.min(self.size.height - 1));
            self.go_to(x, y);
        }
        std::mem::swap(&mut self.shown, &mut self.next);
        self.uncovered = false;
        if cursor.is_some() != self.visible {
            self.visible = cursor.is_some();
            let switch: &[u8] = if self.visible { b"\x1b[?25h" } else { b"\x1b[?25l" };
            self.out.extend_from_slice(switch);
        }
        // A cursor that moves alone cannot tear, so it goes without the 16 bytes of a synchronized update.
        self.wrap(painted);
        &self.out
    }

    /// Makes one synchronized update of what was painted.
    fn wrap(&mut self, painted: bool) {
        if painted && self.family == Family::Xterm {
            self.out.splice(0..0, *b"\x1b[?2026h");
            self.out.extend_from_slice(b"\x1b[?2026l");
        }
    }

    fn start_over(&mut self) {
        self.out.extend_from_slice(b"\x1b[m\x1b[H\x1b[2J");
        self.pen = Pen::default();
        self.at = Some(Spot { x: 0, y: 0, pending: false });
        self.shown.clear();
        self.shown.resize(self.next.len(), Ink { cell: Cell::EMPTY, shape: Shape::Blank });
    }

    fn paint_row(&mut self, y: u16) {
        let width = usize::from(self.size.width);
        let row = usize::from(y) * width;
        let changed = |p: &Self, x: usize| p.shown[row + x] != p.next[row + x];
        let Some(last) = (0..width).rev().find(|x| changed(self, *x)) else { return };
        let mut x = 0;
        while x <= last {
            if !changed(self, x) {
                x += 1;
                continue;
            }
            self.go_to(column(x), y);
            let blanks = (x..width).take_while(|x| self.next[row + x].is_empty()).count();
            if self.erase_to_end(x + blanks == width, last + 1 - x) {
                return;
            }
            let run = (x..x + blanks).rev().find(|x| changed(self, *x)).map_or(0, |end| end + 1 - x);
            x += if self.erase(run) { run } else { self.put(row, x) };
        }
    }

    /// Clears to the end of the line if nothing else is there and that is shorter.
    fn erase_to_end(&mut self, nothing_else: bool, blanks: usize) -> bool {
        let worth = self.family == Family::Xterm && nothing_else && blanks > LONGER_THAN_EL;
        if worth {
            // Erasing takes the ground colour of the pen on most terminals, and none on others.
            self.set_pen(Pen::default());
            self.out.extend_from_slice(b"\x1b[K");
        }
        worth
    }

    /// Erases blanks in the middle of a line if that is shorter than writing them.
    fn erase(&mut self, blanks: usize) -> bool {
        let sequence = format!("\x1b[{blanks}X");
        // Erasing leaves the cursor where it was, so the way over the blanks is to be paid too.
        let worth = self.family == Family::Xterm && blanks > 2 * sequence.len();
        if worth {
            self.set_pen(Pen::default());
            self.out.extend_from_slice(sequence.as_bytes());
        }
        worth
    }

    /// Writes one cell where the cursor stands; gives the cells it takes.
    fn put(&mut self, row: usize, x: usize) -> usize {
        let ink = self.next[row + x].clone();
        let wanted = Pen::of(&ink.cell);
        if ink.shape != Shape::Blank || self.pen.on_blank() != wanted {
            self.set_pen(wanted);
        }
        let symbol = ink.cell.symbol();
        self.out.extend_from_slice(symbol.as_bytes());
        let cells = if ink.shape == Shape::Wide { 2 } else { 1 };
        self.at = self.at.filter(|_| is_one_char(symbol)).map(|at| at.after(column(cells), self.size.width));
        cells
    }

    fn set_pen(&mut self, pen: Pen) {
        self.pen.change(pen, &mut self.out);
        self.pen = pen;
    }

    /// Moves the cursor, over a few unchanged cells by writing them again if that is shorter.
    fn go_to(&mut self, x: u16, y: u16) {
        let target = Spot { x, y, pending: false };
        if self.at == Some(target) {
            return;
        }
        let way = match (self.family, self.at) {
            (Family::Xterm, Some(from)) => route::shortest(from, target),
            _ => route::absolute(target),
        };
        match self.rewritten(target).filter(|text| text.len() < way.len()) {
            Some(text) => self.out.extend_from_slice(text.as_bytes()),
            None => self.out.extend_from_slice(&way),
        }
        self.at = Some(target);
    }

    /// The characters between cursor and target, if they can be written with the pen in hand.
    fn rewritten(&self, target: Spot) -> Option<String> {
        let from = self.at.filter(|at| at.y == target.y && at.x < target.x && !at.pending)?;
        let row = usize::from(target.y) * usize::from(self.size.width);
        let gap = self.next.get(row + usize::from(from.x)..row + usize::from(target.x))?;
        let mut text = String::new();
        for ink in gap.iter().take(route::LONGEST_SHORT_MOVE) {
            let pen = if ink.shape == Shape::Blank { self.pen.on_blank() } else { self.pen };
            let plain = matches!(ink.shape, Shape::Blank | Shape::Narrow) && is_one_char(ink.cell.symbol());
            if !plain || Pen::of(&ink.cell) != pen {
                return None;
            }
            text.push_str(ink.cell.symbol());
        }
        (gap.len() < route::LONGEST_SHORT_MOVE).then_some(text)
    }
}

impl Ink {
    /// A blank that erasing gives, too.
    fn is_empty(&self) -> bool {
        self.shape == Shape::Blank && Pen::of(&self.cell) == Pen::default()
    }
}

fn column(x: usize) -> u16 {
    u16::try_from(x).unwrap_or(u16::MAX)
}

/// A cluster of several characters: terminals disagree about its width.
fn is_one_char(symbol: &str) -> bool {
    symbol.chars().nth(1).is_none()
}

/// Turns a frame into cells that every terminal shows alike.
fn take(frame: &Buffer, next: &mut Vec<Ink>) {
    next.clear();
    let width = usize::from(frame.area.width);
    for row in frame.content.chunks_exact(width.max(1)) {
        let mut x = 0;
        while x < width {
            let (symbol, own, counted) = clean(row[x].symbol(), width - x);
            let pen = Pen::of(&row[x]);
            next.push(ink(symbol, pen, own));
            if own == 2 {
                next.push(Ink { cell: Cell::new(""), shape: Shape::Tail });
            }
            // What the layout reserved but the terminal will not fill is blank.
            next.extend((own..counted).map(|_| ink(" ", pen, 1)));
            x += counted.max(1);
        }
    }
}

fn ink(symbol: &str, pen: Pen, cells: usize) -> Ink {
    let shape = match (symbol, cells) {
        (" ", _) => Shape::Blank,
        (_, 2) => Shape::Wide,
        _ => Shape::Narrow,
    };
    let pen = if shape == Shape::Blank { pen.on_blank() } else { pen };
    let mut cell = Cell::EMPTY;
    cell.set_symbol(symbol).set_fg(pen.fg).set_bg(pen.bg);
    cell.modifier = pen.modifier;
    Ink { cell, shape }
}

/// The part of a symbol that is safe to send, the cells it takes, and the cells the layout counts.
///
/// Text comes from other people's files: a control character in it must never reach the terminal.
/// Of emoji glued together only the first is sent, since terminals disagree about the rest.
fn clean(symbol: &str, room: usize) -> (&str, usize, usize) {
    if let [b' '..=b'~'] = symbol.as_bytes() {
        return (symbol, 1, 1);
    }
    if symbol.chars().any(char::is_control) {
        return (" ", 1, 1);
    }
    let counted = usize::from(symbol.cell_width()).clamp(1, room);
    let own: usize = symbol.chars().filter_map(UnicodeWidthChar::width).sum();
    if own == 0 {
        return (" ", 1, counted);
    }
    if own == counted && own <= 2 {
        return (symbol, own, counted);
    }
    let first = symbol.chars().next().unwrap_or(' ');
    match first.width() {
        Some(cells @ 1..=2) if cells <= counted => (&symbol[..first.len_utf8()], cells, counted),
        _ => (" ", 1, counted),
    }
}
