//! The facts of the interview stream: what was said, by whom, and what became of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What sort of line a note is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NoteSort {
    /// 访谈: what somebody of the client said.
    Interview,
    /// 现场记录: what the auditor noted for himself.
    Observation,
    /// 组内沟通会: the daily meeting of the audit team.
    TeamMeeting,
}

/// A line of the interview stream was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteTaken {
    /// The note's label.
    pub note: String,
    /// The audit's label.
    pub audit: String,
    /// The checklist's id, whose clauses the text names.
    pub standard: String,
    /// The site's label.
    pub site: String,
    /// Interview, observation or team meeting.
    pub sort: NoteSort,
    /// Who was asked, or who met; of an interview never empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub person: String,
    /// What was said. `#5.2.3.1` in it links it to that clause.
    pub text: String,
}

/// What a note was turned into.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "is", rename_all = "kebab-case", deny_unknown_fields)]
pub enum NoteUse {
    /// A piece of evidence.
    Evidence {
        /// Its label.
        evidence: String,
    },
    /// A nonconformity.
    Nonconformity {
        /// Its label.
        nc: String,
    },
}

impl NoteUse {
    /// The label of what it was turned into.
    pub fn label(&self) -> &str {
        match self {
            Self::Evidence { evidence } => evidence,
            Self::Nonconformity { nc } => nc,
        }
    }
}

/// A note was turned into evidence or into a nonconformity; the note itself stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteUsed {
    /// The note's label.
    pub note: String,
    /// What it was turned into.
    pub used: NoteUse,
}
