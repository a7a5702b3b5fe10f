//! The facts of following a nonconformity up: at other sites, and at later audits.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// It was checked whether a site has the like of a nonconformity found at another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LikeCaseChecked {
    /// The nonconformity's label.
    pub nc: String,
    /// The label of the site that was checked.
    pub site: String,
    /// Whether the like was found there.
    pub found: bool,
    /// What was seen, by whom.
    pub facts: String,
}

/// It was looked at in a later audit whether what was done about a closed nonconformity still works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NcRechecked {
    /// The nonconformity's label.
    pub nc: String,
    /// The label of the later audit.
    pub audit: String,
    /// Whether it still works.
    pub effective: bool,
    /// What was seen.
    pub facts: String,
}
