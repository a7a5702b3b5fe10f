//! A field that takes one of several words.

use crossterm::event::KeyCode;
use ratatui::Frame;
use ratatui::layout::Rect;

use super::{Edited, Input};
use crate::tui::chord::Chord;
use crate::tui::desk::Desk;
use crate::tui::forms::Kind;
use crate::tui::paint::put;
use crate::tui::widgets::cells;

pub(super) fn choose(at: &mut usize, choices: &[(String, String)], chord: Chord) -> bool {
    let count = choices.len().max(1);
    match chord.command().code {
        KeyCode::Left | KeyCode::Char('h') => *at = (*at + count - 1) % count,
        KeyCode::Right | KeyCode::Char('l' | ' ') => *at = (*at + 1) % count,
        KeyCode::Char(c @ '1'..='9') => {
            let nth = usize::from(u8::try_from(c).unwrap_or(b'1') - b'1');
            if nth >= choices.len() {
                return false;
            }
            *at = nth;
        }
        _ => return false,
    }
    true
}

/// Leaves out of each choice what the fields that it is to differ from have chosen. What was chosen
/// already and is not offered any more gives way to the first.
pub(super) fn offer_apart(inputs: &mut [Input]) {
    for nth in 0..inputs.len() {
        if inputs[nth].all.is_empty() {
            continue;
        }
        let others = inputs.iter().filter(|other| inputs[nth].spec.other_than.contains(&other.spec.label));
        let taken: Vec<String> = others.map(Input::value).filter(|code| !code.is_empty()).collect();
        let input = &mut inputs[nth];
        let chosen = input.value();
        let left = input.all.iter().filter(|(code, _)| !taken.contains(code)).cloned().collect::<Vec<_>>();
        let at = left.iter().position(|(code, _)| *code == chosen).unwrap_or(0);
        (input.spec.kind, input.edit) = (Kind::Choice(left), Edited::Choice(at));
    }
}

/// The choices side by side if they fit, else the chosen one with its number.
pub(super) fn draw_choices(frame: &mut Frame, line: Rect, kind: &Kind, at: usize, desk: &Desk) {
    let Kind::Choice(choices) = kind else { return };
    let buf = frame.buffer_mut();
    let width: usize = choices.iter().map(|(_, words)| cells(words) + 4).sum();
    if width > usize::from(line.width) {
        let words = choices.get(at).map_or("", |(_, words)| words);
        let text = format!("< {words} > {}/{}", at + 1, choices.len());
        put(buf, line.x, line.y, line.right(), &text, desk.look.heading());
        return;
    }
    let mut x = line.x;
    for (nth, (_, words)) in choices.iter().enumerate() {
        let chosen = nth == at;
        let text = if chosen { format!("[{words}]") } else { format!(" {words} ") };
        let style = if chosen { desk.look.heading() } else { desk.look.quiet() };
        x = put(buf, x, line.y, line.right(), &text, style) + 2;
    }
}
