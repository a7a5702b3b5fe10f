//! The fact that an overdue nonconformity was escalated.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An overdue nonconformity was escalated: put before somebody who decides more than the auditor.
///
/// Not a step: where the nonconformity stands, its class and its due date stay as they are. The due
/// date that was missed is recorded, not looked up: another laptop may count it otherwise later on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NcEscalated {
    /// The nonconformity's label.
    pub nc: String,
    /// The due date that was missed, `YYYY-MM-DD`.
    pub due: String,
    /// The day on which it was escalated, `YYYY-MM-DD`.
    pub date: String,
    /// To whom: function, body or name.
    pub to: String,
    /// By whom.
    pub person: String,
    /// Why.
    pub reason: String,
}
