//! What a terminal shows after our bytes is what the frame says, and the bytes are few.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use onsite::tui::painter::Family;
use onsite::tui::terminal::{Terminal, blank_under};
use proptest::prelude::*;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Modifier, Style, Stylize};
use ratatui::text::Line;
use ratatui::widgets::{Block, Widget};

const WIDTH: u16 = 24;
const HEIGHT: u16 = 6;

/// A piece of a frame: where, what, how.
#[derive(Clone, Debug)]
enum Piece {
    Text(u16, u16, String, Style),
    Bar(Rect, Style),
    Popup(Rect),
}

#[derive(Clone, Debug)]
struct Picture {
    pieces: Vec<Piece>,
    cursor: Option<(u16, u16)>,
}

impl Picture {
    fn draw(&self, frame: &mut Frame) {
        let area = frame.area();
        for piece in &self.pieces {
            match piece {
                Piece::Text(x, y, text, style) if area.contains(Position::new(*x, *y)) => {
                    frame.buffer_mut().set_string(*x, *y, text, *style);
                }
                Piece::Text(..) => {}
                Piece::Bar(place, style) => frame.buffer_mut().set_style(*place, *style),
                Piece::Popup(place) => {
                    let place = place.intersection(area);
                    blank_under(place, frame.buffer_mut());
                    Block::bordered().render(place, frame.buffer_mut());
                }
            }
        }
        if let Some((x, y)) = self.cursor {
            frame.set_cursor_position((x, y));
        }
    }
}

fn colour() -> impl Strategy<Value = Color> {
    prop_oneof![
        Just(Color::Reset),
        Just(Color::Red),
        Just(Color::White),
        Just(Color::DarkGray),
        Just(Color::Indexed(208)),
        Just(Color::Rgb(1, 20, 255)),
    ]
}

fn style() -> impl Strategy<Value = Style> {
    let modifiers = prop_oneof![
        3 => Just(Modifier::empty()),
        1 => Just(Modifier::BOLD),
        1 => Just(Modifier::DIM | Modifier::ITALIC),
        1 => Just(Modifier::REVERSED),
        1 => Just(Modifier::UNDERLINED | Modifier::BOLD),
    ];
    (colour(), prop_oneof![3 => Just(Color::Reset), 1 => colour()], modifiers)
        .prop_map(|(fg, bg, modifier)| Style::new().fg(fg).bg(bg).add_modifier(modifier))
}

fn piece() -> impl Strategy<Value = Piece> {
    let text = prop_oneof![
        3 => "[ a-z]{1,12}",
        3 => "[ a一二网点签约。，3]{1,9}",
        2 => " {4,24}",
        1 => "[e\u{301}é─│✓✗◔·…]{1,9}",
    ];
    let place = (0..WIDTH, 0..HEIGHT, 1..WIDTH, 1..HEIGHT)
        .prop_map(|(x, y, w, h)| Rect::new(x, y, w.min(WIDTH - x), h.min(HEIGHT - y)));
    prop_oneof![
        6 => (0..WIDTH, 0..HEIGHT, text, style()).prop_map(|(x, y, t, s)| Piece::Text(x, y, t, s)),
        1 => (place.clone(), style()).prop_map(|(r, s)| Piece::Bar(r, s)),
        1 => place.prop_map(Piece::Popup),
    ]
}

fn picture() -> impl Strategy<Value = Picture> {
    let cursor = proptest::option::of((0..WIDTH, 0..HEIGHT));
    (prop::collection::vec(piece(), 0..14), cursor).prop_map(|(pieces, cursor)| Picture { pieces, cursor })
}

/// A screen that writes into memory, and a terminal that reads it.
struct Pair {
    ours: Terminal<Vec<u8>>,
    theirs: vt100::Parser,
}

impl Pair {
    fn new(size: Size, family: Family) -> Self {
        let ours = Terminal::onto(Vec::new(), size, family).unwrap();
        Self { ours, theirs: vt100::Parser::new(size.height, size.width, 0) }
    }

    /// Draws, and gives the frame and the bytes it took.
    fn draw(&mut self, render: impl Fn(&mut Frame)) -> (Buffer, Vec<u8>) {
        let mut frame = Buffer::default();
        let drawn = self.ours.draw(|f| {
            render(f);
            frame = f.buffer_mut().clone();
        });
        drawn.unwrap();
        let bytes = std::mem::take(self.ours.writer());
        self.theirs.process(&bytes);
        (frame, bytes)
    }

    fn check(&self, frame: &Buffer) {
        let screen = self.theirs.screen();
        for y in 0..frame.area.height {
            let mut x = 0;
            while x < frame.area.width {
                let ours = &frame[(x, y)];
                let theirs = screen.cell(y, x).unwrap();
                let wide = theirs.is_wide();
                let shown = if theirs.has_contents() { theirs.contents() } else { " " };
                assert_eq!(shown, ours.symbol(), "symbol at {x},{y}");
                assert_eq!(vt(ours.bg), theirs.bgcolor(), "ground at {x},{y}");
                let has = |modifier| ours.modifier.contains(modifier);
                assert_eq!(has(Modifier::REVERSED), theirs.inverse(), "reverse at {x},{y}");
                assert_eq!(has(Modifier::UNDERLINED), theirs.underline(), "underline at {x},{y}");
                if shown != " " {
                    assert_eq!(vt(ours.fg), theirs.fgcolor(), "colour at {x},{y}");
                    let intensity = (has(Modifier::BOLD), has(Modifier::DIM));
                    assert!(shows(intensity, (theirs.bold(), theirs.dim())), "{intensity:?} at {x},{y}");
                    assert_eq!(has(Modifier::ITALIC), theirs.italic(), "italic at {x},{y}");
                }
                x += if wide { 2 } else { 1 };
            }
        }
    }
}

/// Whether a terminal shows bold and dim as a cell has them. `vt100` keeps one of the two at a time, the
/// one told last; that both are told apart and taken away together is tested beside the pen.
fn shows(ours: (bool, bool), theirs: (bool, bool)) -> bool {
    if ours == (true, true) { theirs.0 != theirs.1 } else { ours == theirs }
}

fn vt(colour: Color) -> vt100::Color {
    match colour {
        Color::Red => vt100::Color::Idx(1),
        Color::White => vt100::Color::Idx(15),
        Color::DarkGray => vt100::Color::Idx(8),
        Color::Indexed(index) => vt100::Color::Idx(index),
        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
        _ => vt100::Color::Default,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn the_terminal_shows_the_frame(pictures in prop::collection::vec(picture(), 1..8), known: bool) {
        let family = if known { Family::Xterm } else { Family::Unknown };
        let mut pair = Pair::new(Size::new(WIDTH, HEIGHT), family);
        for picture in pictures {
            let (frame, _) = pair.draw(|f| picture.draw(f));
            pair.check(&frame);
            let screen = pair.theirs.screen();
            prop_assert_eq!(screen.hide_cursor(), picture.cursor.is_none());
            if let Some((x, y)) = picture.cursor {
                prop_assert_eq!(screen.cursor_position(), (y, x));
            }
            let (_, again) = pair.draw(|f| picture.draw(f));
            prop_assert!(again.is_empty(), "an idle screen sends no byte");
        }
    }

    #[test]
    fn a_new_size_is_painted_whole(one in picture(), two in picture(), width in 1..WIDTH, height in 1..HEIGHT) {
        let mut pair = Pair::new(Size::new(WIDTH, HEIGHT), Family::Xterm);
        pair.draw(|f| one.draw(f));
        pair.ours.resize(Size::new(width, height));
        pair.theirs.screen_mut().set_size(height, width);
        let (frame, _) = pair.draw(|f| two.draw(f));
        pair.check(&frame);
    }
}

#[test]
fn clusters_that_terminals_disagree_about_disturb_no_neighbour() {
    let mut pair = Pair::new(Size::new(20, 1), Family::Xterm);
    for text in ["⌨️a👨‍👩‍👧b👍🏽c", "x⌨️👨‍👩‍👧网", "网点网点"] {
        pair.draw(|f| f.render_widget(text, f.area()));
    }
    assert_eq!(pair.theirs.screen().contents().trim_end(), "网点网点");
    pair.draw(|f| f.render_widget("⌨️a👨‍👩‍👧b👍🏽c", f.area()));
    assert_eq!(pair.theirs.screen().contents().trim_end(), "⌨ a👨b👍c");
}

#[test]
fn no_control_character_of_a_text_reaches_the_terminal() {
    let mut pair = Pair::new(Size::new(20, 1), Family::Xterm);
    let (_, bytes) = pair.draw(|f| {
        f.buffer_mut()[(0, 0)].set_symbol("\x1b[31m");
        f.buffer_mut()[(1, 0)].set_symbol("\u{9b}");
        f.buffer_mut()[(2, 0)].set_symbol("网\n");
        f.render_widget("\x1b]0;x\x07", Rect::new(5, 0, 9, 1));
    });
    let text = String::from_utf8(bytes).unwrap();
    assert!(!text.contains("\x1b[31m"), "{text:?}");
    assert!(!text.contains("\x1b]") && !text.contains('\x07') && !text.contains('\u{9b}'), "{text:?}");
}

/// A walk screen as in the design: two panes, a marker, a footer, a caret.
fn walk(frame: &mut Frame, marked: u16, caret: bool) {
    let [list, detail] = [Rect::new(0, 1, 30, 22), Rect::new(30, 1, 50, 22)];
    let head =
        Line::from(" 厦门示例电器 · 2026 初次认证 · 总部    已评 23/46  得分 58.4/61   ● 已保存").bold();
    frame.render_widget(head, Rect::new(0, 0, 80, 1));
    frame.render_widget(Block::bordered().title(" 指标 "), list);
    frame.render_widget(Block::bordered().title(" 5.1.2.2 售后服务管理师配置 "), detail);
    for row in 0..18 {
        let sign = if row == marked { "▸" } else { " " };
        let line = format!("{sign} · 5.1.{row} 部门与岗位职责");
        frame.render_widget(line, Rect::new(1, 2 + row, 28, 1));
    }
    frame.render_widget("查什么   核算服务管理人员总数，查持证人数", Rect::new(32, 3, 46, 1));
    frame.render_widget(
        Line::from(" y 符合  n 不符合  s 抽样  e 证据  ] 下一未评   ? 全部按键"),
        Rect::new(0, 23, 80, 1),
    );
    if caret {
        frame.set_cursor_position((41, 10));
    }
}

#[test]
fn frames_cost_few_bytes() {
    let mut pair = Pair::new(Size::new(80, 24), Family::Xterm);
    let mut cost = |marked, caret| pair.draw(|f| walk(f, marked, caret)).1.len();
    let costs = [cost(3, false), cost(4, false), cost(4, true), cost(4, true)];
    insta::assert_snapshot!(format!("{costs:?}"), @"[1743, 28, 14, 0]");
}

#[test]
fn the_bytes_of_a_moved_marker() {
    let mut pair = Pair::new(Size::new(80, 24), Family::Xterm);
    pair.draw(|f| walk(f, 3, false));
    let (_, bytes) = pair.draw(|f| walk(f, 4, false));
    insta::assert_snapshot!(String::from_utf8(bytes).unwrap().escape_default().to_string(), @r"\u{1b}[?2026h\u{1b}[6;2H \n\u{8}\u{25b8}\u{1b}[?2026l");
}

#[test]
fn a_popup_leaves_no_half_character_at_its_edges() {
    let mut pair = Pair::new(Size::new(12, 3), Family::Xterm);
    let (frame, _) = pair.draw(|f| {
        for y in 0..3 {
            f.render_widget("一二三四五六", Rect::new(0, y, 12, 1));
        }
        let popup = Rect::new(3, 0, 6, 3);
        blank_under(popup, f.buffer_mut());
        Block::bordered().render(popup, f.buffer_mut());
    });
    pair.check(&frame);
    insta::assert_snapshot!(pair.theirs.screen().contents(), @"
    一 ┌────┐ 六
    一 │    │ 六
    一 └────┘ 六
    ");
}
