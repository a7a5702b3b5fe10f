//! The fact that a special deduction or the bonus rests on a nonconformity or on evidence.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A special deduction or the bonus.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "is", rename_all = "kebab-case", deny_unknown_fields)]
pub enum SpecialItem {
    /// A special deduction.
    Deduction {
        /// Its label.
        special: String,
    },
    /// The bonus of an audit under one checklist.
    Bonus {
        /// The audit's label.
        audit: String,
        /// The checklist's id.
        standard: String,
    },
}

/// What a special deduction or the bonus rests on.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "is", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Ground {
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

impl Ground {
    /// The label of what it is.
    pub fn label(&self) -> &str {
        match self {
            Self::Evidence { evidence } => evidence,
            Self::Nonconformity { nc } => nc,
        }
    }
}

/// A special deduction or the bonus was linked to, or unlinked from, what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpecialGrounded {
    /// The deduction or the bonus.
    pub of: SpecialItem,
    /// What it rests on.
    pub ground: Ground,
    /// Whether the link stands.
    pub stands: bool,
}
