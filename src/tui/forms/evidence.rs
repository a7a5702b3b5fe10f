//! Forms about evidence: being built.

use serde::{Deserialize, Serialize};

use super::{Miss, Spec, Submit};
use crate::tui::desk::{Desk, Open};

/// A form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "form")]
pub enum EvidenceForm {
    /// Exchange with another file.
    Sync,
}

impl EvidenceForm {
    pub(super) fn asked_for(&self, _: &crate::tui::message::TakeFile) -> bool {
        false
    }

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

/// The kinds of evidence to choose from, for an item or a nonconformity or the register alone.
pub fn kinds(
    desk: &Desk,
    _: &Open,
    _: Option<crate::domain::change::Item>,
    _: Option<String>,
) -> crate::tui::modals::choice::Choice {
    crate::tui::modals::choice::Choice::new(desk.t(crate::i18n::walk::EVIDENCE), Vec::new())
}

/// What is recorded once a file has been read.
pub fn file_read(
    _: &crate::tui::message::TakeFile,
    _: crate::tui::message::FileFacts,
    _: Option<&Open>,
) -> Result<Vec<crate::domain::change::Change>, String> {
    Err(String::new())
}
