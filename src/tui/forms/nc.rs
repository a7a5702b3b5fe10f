//! Forms about nc: being built.

use serde::{Deserialize, Serialize};

use super::{Miss, Spec, Submit};
use crate::tui::desk::{Desk, Open};

/// A form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "form")]
pub enum NcForm {
    /// Exchange with another file.
    Sync,
}

impl NcForm {
    pub(super) fn title(&self, _: &Desk, _: &Open) -> String {
        String::new()
    }

    pub(super) fn specs(&self, _: &Desk, _: &Open) -> Vec<Spec> {
        Vec::new()
    }

    pub(super) fn submit(&self, _: &[String], _: &Desk, _: &Open) -> Result<Submit, Miss> {
        Err(Miss::at(0, ""))
    }
}
