//! What all lists share: where a move leads, and which line is the next hit.

use crate::tui::keymap::Action;

/// Lines of a page.
const PAGE: usize = 10;

/// The line that a move leads to in a list of so many; `None` if the action is no move.
pub fn moved(action: Action, at: usize, count: usize) -> Option<usize> {
    let last = count.saturating_sub(1);
    let to = match action {
        Action::MoveDown => at + 1,
        Action::MoveUp => at.saturating_sub(1),
        Action::PageDown => at + PAGE,
        Action::PageUp => at.saturating_sub(PAGE),
        Action::MoveFirst => 0,
        Action::MoveLast => last,
        _ => return None,
    };
    Some(to.min(last))
}

/// The hit to go to, round and round: the nearest from `at` on, or the next (`Some(true)`) or previous
/// one.
pub fn hit(count: usize, at: usize, forward: Option<bool>, is_hit: impl Fn(usize) -> bool) -> Option<usize> {
    let steps = match forward {
        None => 0..count,
        Some(_) => 1..count + 1,
    };
    let line = |step: usize| match forward {
        Some(false) => (at + count - step % count) % count,
        _ => (at + step) % count,
    };
    steps.map(line).find(|&line| is_hit(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_move_stays_within_the_list() {
        assert_eq!(moved(Action::MoveDown, 2, 3), Some(2));
        assert_eq!(moved(Action::PageUp, 4, 30), Some(0));
        assert_eq!(moved(Action::MoveLast, 0, 0), Some(0));
        assert_eq!(moved(Action::Open, 0, 3), None);
    }

    #[test]
    fn hits_are_found_round_and_round() {
        let odd = |line: usize| line % 2 == 1;
        assert_eq!(hit(4, 1, None, odd), Some(1));
        assert_eq!(hit(4, 1, Some(true), odd), Some(3));
        assert_eq!(hit(4, 3, Some(true), odd), Some(1));
        assert_eq!(hit(4, 1, Some(false), odd), Some(3));
        assert_eq!(hit(4, 1, Some(true), |line| line == 1), Some(1));
        assert_eq!(hit(0, 0, None, odd), None);
        assert_eq!(hit(0, 0, Some(false), odd), None);
    }
}
