//! The left pane of the walk: the indicators with their marks and points.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Walk;
use crate::domain::audit::lies_below;
use crate::domain::checklist::Indicator;
use crate::domain::points::Points;
use crate::domain::score::{LeafScore, Outcome, Score};
use crate::tui::desk::{Desk, Open};
use crate::tui::paint::{page_top, put, put_right};

impl Walk {
    pub(super) fn view_list(&self, buf: &mut Buffer, area: Rect, desk: &Desk, open: &Open) {
        let Some(checklist) = open.checklist() else { return };
        let rows = self.rows(open, &checklist.indicators);
        let cursor = rows.iter().position(|row| row.clause == self.cursor).unwrap_or(0);
        // The last page is a full one.
        let top = page_top(cursor, area.height).min(rows.len().saturating_sub(usize::from(area.height)));
        for (row, y) in rows.iter().skip(top).zip(area.top()..area.bottom()) {
            let line = Rect { y, height: 1, ..area };
            if row.leaf {
                self.view_leaf(buf, line, row, desk, open);
            } else {
                self.view_group(buf, line, row, desk, open);
            }
        }
    }

    /// The indicators that are shown: those walked here, without what is folded.
    pub(super) fn rows<'a>(&self, open: &Open, all: &'a [Indicator]) -> Vec<&'a Indicator> {
        let leaves = open.leaves();
        let shown = |indicator: &&Indicator| {
            let clause = &indicator.clause;
            let folded = self.folded.iter().any(|fold| fold != clause && lies_below(clause, fold));
            !folded && leaves.iter().any(|leaf| lies_below(&leaf.clause, clause))
        };
        all.iter().filter(shown).collect()
    }

    fn view_group(&self, buf: &mut Buffer, line: Rect, row: &Indicator, desk: &Desk, open: &Open) {
        let look = desk.look;
        let x = line.x + indent(&row.clause);
        let here = row.clause == self.cursor;
        let mark = match (here, self.folded.contains(&row.clause)) {
            (true, _) => look.marks.cursor,
            (false, true) => look.marks.folded,
            (false, false) => " ",
        };
        put(buf, line.x, line.y, line.right(), mark, look.heading());
        let sum = open.score().and_then(|score| group_sum(score, &row.clause));
        let right = sum.map_or(line.right(), |(got, of)| {
            put_right(buf, line.x, line.y, line.right(), &format!("{got}/{of}"), look.quiet())
        });
        let text = format!("{} {}", row.clause, desk.pick(&row.title));
        put(buf, x + 1, line.y, right.saturating_sub(1), &text, look.heading());
    }

    fn view_leaf(&self, buf: &mut Buffer, line: Rect, row: &Indicator, desk: &Desk, open: &Open) {
        let look = desk.look;
        let item = open.at.item(&row.clause);
        let (mark, style) = look.judgement(&open.dossier.judgement(&item));
        let here = if row.clause == self.cursor { look.marks.cursor } else { " " };
        put(buf, line.x, line.y, line.right(), here, look.heading());
        let x = line.x + indent(&row.clause);
        put(buf, x, line.y, line.right(), mark, style);
        let points = open.score().and_then(|score| leaf_points(score, &row.clause)).unwrap_or_default();
        let right = put_right(buf, line.x, line.y, line.right(), &points, look.quiet());
        let ncs = open.ncs_here(&row.clause);
        let text = format!("{} {}", row.clause, desk.pick(&row.title));
        let text = if ncs > 0 { format!("{text} ({ncs})") } else { text };
        put(buf, x + 2, line.y, right.saturating_sub(1), &text, look.text());
    }
}

/// The column where an indicator of this depth begins.
fn indent(clause: &str) -> u16 {
    u16::try_from(clause.matches('.').count()).unwrap_or(1).clamp(1, 4)
}

/// Points of a leaf over all sites: `2.4/3`, or the full points alone while it is open.
fn leaf_points(score: &Score, clause: &str) -> Option<String> {
    let leaf = score.leaves.iter().find(|leaf| leaf.clause == clause)?;
    let full = leaf.full.as_ref()?;
    Some(match (&leaf.got, &leaf.outcome) {
        (Some(got), _) => format!("{got}/{full}"),
        (None, Outcome::Deleted) => "-".to_owned(),
        (None, _) => full.to_string(),
    })
}

/// What the judged leaves below a group got, of the points in scope there.
fn group_sum(score: &Score, clause: &str) -> Option<(Points, Points)> {
    let (mut got, mut of) = (Points::zero(), Points::zero());
    let below = |leaf: &&LeafScore| lies_below(&leaf.clause, clause) && leaf.outcome != Outcome::Deleted;
    for leaf in score.leaves.iter().filter(below) {
        of += leaf.full.as_ref()?;
        if let Some(points) = &leaf.got {
            got += points;
        }
    }
    Some((got, of))
}
