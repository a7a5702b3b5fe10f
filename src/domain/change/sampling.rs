//! The facts of the client's sites as a tree, and of the draw of outlets to visit.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A site was placed below another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SitePlaced {
    /// The site's label.
    pub site: String,
    /// The label of the site above it; empty for none.
    pub below: String,
}

/// The outlets to visit in an audit were drawn.
///
/// Everything that the draw follows from is kept, so that anybody can repeat it
/// (`docs/format.md`, the draw).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutletsDrawn {
    /// The audit's label.
    pub audit: String,
    /// The seed: 16 hexadecimal digits.
    pub seed: String,
    /// The labels of all outlets at the time, as people count.
    pub frame: Vec<String>,
    /// Outlets that the lead chose for a reason, out of the frame.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub picked: Vec<String>,
    /// Outlets that were drawn at random out of the rest, in the order of the draw.
    pub drawn: Vec<String>,
}
