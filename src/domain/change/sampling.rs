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

/// What a rule of sampling rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RuleBasis {
    /// A public source, which is named.
    Sourced,
    /// No source: somebody's default.
    Provisional,
}

/// The rule by which the outlets of an audit are sampled.
///
/// The figures are recorded, not the name of a file alone: they stay the same on a laptop with another
/// file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SamplingRuled {
    /// The audit's label.
    pub audit: String,
    /// Whose rule it is.
    pub by: String,
    /// What it rests on.
    pub basis: RuleBasis,
    /// The source; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// The fewest outlets to visit, in percent of the square root of their number, rounded up; none where
    /// the lead decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<u32>,
    /// The fewest of the outlets visited that are drawn at random, in percent, rounded up.
    pub at_random: u32,
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
