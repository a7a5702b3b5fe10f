//! What all lists share: where a move leads, and which line is the next hit.

use crate::tui::keymap::Action;

/// The line that a move leads to in a list of so many, of which as many as `page` are seen at once;
/// `None` if the action is no move.
///
/// Lists are drawn by whole pages ([`page_top`](crate::tui::paint::page_top)), so a page on is as many
/// lines on: the same row of the next page, and no line is left out.
pub fn moved(action: Action, at: usize, count: usize, page: u16) -> Option<usize> {
    let last = count.saturating_sub(1);
    let page = usize::from(page).max(1);
    let to = match action {
        Action::MoveDown => at + 1,
        Action::MoveUp => at.saturating_sub(1),
        Action::PageDown => at + page,
        Action::PageUp => at.saturating_sub(page),
        Action::MoveFirst => 0,
        Action::MoveLast => last,
        _ => return None,
    };
    Some(to.min(last))
}

/// The same among lines of which the cursor stands on some only: `stops`, in order. A page that would
/// end on another line goes on to the next stop.
pub fn moved_among(action: Action, at: usize, stops: &[usize], page: u16) -> Option<usize> {
    let nth = stops.iter().position(|&stop| stop == at).unwrap_or(0);
    let far = usize::from(page).max(1);
    let to = match action {
        Action::PageDown => stops.partition_point(|&stop| stop < at + far),
        Action::PageUp => stops.partition_point(|&stop| stop + far <= at).saturating_sub(1),
        _ => moved(action, nth, stops.len(), page)?,
    };
    Some(stops.get(to).or(stops.last()).copied().unwrap_or(at))
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
        assert_eq!(moved(Action::MoveDown, 2, 3, 20), Some(2));
        assert_eq!(moved(Action::PageUp, 4, 30, 20), Some(0));
        assert_eq!(moved(Action::MoveLast, 0, 0, 20), Some(0));
        assert_eq!(moved(Action::Open, 0, 3, 20), None);
    }

    #[test]
    fn a_page_is_what_is_seen_at_once() {
        assert_eq!(moved(Action::PageDown, 3, 90, 21), Some(24));
        assert_eq!(moved(Action::PageUp, 24, 90, 21), Some(3));
        assert_eq!(moved(Action::PageDown, 80, 90, 21), Some(89));
        assert_eq!(moved(Action::PageDown, 3, 90, 0), Some(4), "a window without room still moves");
    }

    #[test]
    fn a_page_among_headings_ends_on_a_line_that_can_be_chosen() {
        let stops = [1, 2, 3, 5, 6, 9];
        let to = |action, at| moved_among(action, at, &stops, 4);
        assert_eq!(to(Action::PageDown, 1), Some(5));
        assert_eq!(to(Action::PageDown, 3), Some(9), "7 and 8 are headings");
        assert_eq!(to(Action::PageDown, 6), Some(9), "no further than the last");
        assert_eq!(to(Action::PageUp, 9), Some(5));
        assert_eq!(to(Action::PageUp, 3), Some(1), "no further than the first");
        assert_eq!(to(Action::MoveDown, 3), Some(5));
        assert_eq!(to(Action::Open, 3), None);
        assert_eq!(moved_among(Action::PageDown, 0, &[], 4), Some(0));
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
