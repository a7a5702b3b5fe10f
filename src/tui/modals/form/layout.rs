//! How high the fields of a form are, and which of them are seen. Draws nothing.

use super::{Edited, Form};

impl Form {
    /// Lines of each field: its label and what is in it.
    pub(super) fn heights(&self, width: u16, room: u16) -> Vec<u16> {
        let areas = self.inputs.iter().filter(|input| matches!(input.edit, Edited::Area(_))).count();
        let others = u16::try_from(self.inputs.len() - areas).unwrap_or(0);
        let share = room.saturating_sub(others) / u16::try_from(areas.max(1)).unwrap_or(1);
        let most = share.saturating_sub(1).clamp(2, 10);
        self.inputs
            .iter()
            .map(|input| match &input.edit {
                Edited::Area(area) => {
                    1 + u16::try_from(area.height(width)).unwrap_or(most).clamp(2.min(most), most)
                }
                _ => 1,
            })
            .collect()
    }

    /// The first field to show so that the one with the caret is visible.
    pub(super) fn first_shown(&self, heights: &[u16], room: u16) -> usize {
        let mut first = 0;
        while first < self.focus && heights[first..=self.focus].iter().sum::<u16>() > room {
            first += 1;
        }
        first
    }
}
