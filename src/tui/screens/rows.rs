//! What the lists do alike: moving a cursor through rows, and finding the next hit.

use crate::tui::keymap::Action;

/// Rows that a page key goes over.
const PAGE: usize = 10;

/// Where a moving key leads from row `at` of `count`; `None` for a key that does not move.
pub fn moved(action: Action, at: usize, count: usize) -> Option<usize> {
    let last = count.saturating_sub(1);
    Some(match action {
        Action::MoveDown => (at + 1).min(last),
        Action::MoveUp => at.saturating_sub(1),
        Action::PageDown => (at + PAGE).min(last),
        Action::PageUp => at.saturating_sub(PAGE),
        Action::MoveFirst => 0,
        Action::MoveLast => last,
        _ => return None,
    })
}

/// The row that a search leads to: the nearest hit from row `at` on, or the next (`Some(true)`) or the
/// previous one; round and round.
pub fn hit(count: usize, at: usize, forward: Option<bool>, matches: impl Fn(usize) -> bool) -> Option<usize> {
    let mut ways: Box<dyn Iterator<Item = usize>> = match forward {
        None => Box::new((0..count).map(move |nth| (at + nth) % count)),
        Some(true) => Box::new((1..=count).map(move |nth| (at + nth) % count)),
        Some(false) => Box::new((1..=count).map(move |nth| (at + count - nth) % count)),
    };
    ways.find(|&row| matches(row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_goes_round_and_begins_where_the_cursor_is() {
        let even = |row: usize| row % 2 == 0;
        assert_eq!(hit(5, 2, None, even), Some(2));
        assert_eq!(hit(5, 2, Some(true), even), Some(4));
        assert_eq!(hit(5, 4, Some(true), even), Some(0));
        assert_eq!(hit(5, 2, Some(false), even), Some(0));
        assert_eq!(hit(0, 0, None, even), None);
        assert_eq!(hit(3, 1, None, |_| false), None);
    }

    #[test]
    fn a_cursor_stays_within_its_rows() {
        assert_eq!(moved(Action::MoveDown, 4, 5), Some(4));
        assert_eq!(moved(Action::MoveLast, 0, 0), Some(0));
        assert_eq!(moved(Action::PageUp, 3, 5), Some(0));
        assert_eq!(moved(Action::Open, 3, 5), None);
    }
}
