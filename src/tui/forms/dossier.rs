//! Forms about dossier: being built.

use serde::{Deserialize, Serialize};

use super::{Miss, Spec, Submit};
use crate::tui::desk::{Desk, Open};

/// A form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "form")]
pub enum DossierForm {
    /// Exchange with another file.
    Sync,
}

impl DossierForm {
    pub(super) fn title(&self, _: &Desk, _: Option<&Open>) -> String {
        String::new()
    }

    pub(super) fn specs(&self, _: &Desk, _: Option<&Open>) -> Vec<Spec> {
        Vec::new()
    }

    pub(super) fn submit(&self, _: &[String], _: &Desk, _: Option<&Open>) -> Result<Submit, Miss> {
        Err(Miss::at(0, ""))
    }
}
