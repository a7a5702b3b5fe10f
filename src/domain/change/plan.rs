//! The facts of the visit plan: who goes where, when and for which clauses, and what came of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A line of the visit plan was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitPlanned {
    /// The line's label.
    pub visit: String,
    /// The audit's label.
    pub audit: String,
    /// The site's label.
    pub site: String,
    /// Who goes there, by name.
    pub who: String,
    /// The clauses, each with all that lies below it; empty means every clause walked there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clauses: Vec<String>,
    /// When it begins: RFC 3339 with offset.
    pub starts: String,
    /// When it ends: RFC 3339 with offset.
    pub ends: String,
}

/// What came of a line of the visit plan.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "is", rename_all = "kebab-case", deny_unknown_fields)]
pub enum VisitOutcome {
    /// It was done as planned.
    Done,
    /// It was done otherwise.
    Deviated {
        /// How, and why.
        reason: String,
    },
    /// It was not done.
    Dropped {
        /// Why.
        reason: String,
    },
}

/// It was settled what came of a line of the visit plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitSettled {
    /// The line's label.
    pub visit: String,
    /// What came of it.
    pub outcome: VisitOutcome,
}
