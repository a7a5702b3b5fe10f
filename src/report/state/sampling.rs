//! Which outlets are visited, and the draw that led to them.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::change::SamplingRuled;
use crate::domain::dossier::Dossier;
use crate::domain::sampling::DrawStep;

/// The sample of outlets of an audit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SamplingState {
    /// The rule behind the least numbers, with its basis; `null` without an audit.
    pub rule: Option<SamplingRuled>,
    /// Outlets that the client has.
    pub outlets: u32,
    /// Outlets that are visited.
    pub visited: u32,
    /// The fewest to visit by the rule; `null` where the lead decides.
    pub least: Option<u32>,
    /// Visited outlets that were drawn at random.
    pub at_random: u32,
    /// The fewest of them by the rule.
    pub least_at_random: u32,
    /// The seed of the draw; `null` if there was none.
    pub seed: Option<String>,
    /// Outlets that the lead chose.
    pub picked: Vec<String>,
    /// Outlets that were drawn, in order.
    pub drawn: Vec<String>,
    /// How each was drawn.
    pub steps: Vec<StepState>,
    /// Outlets that were chosen or drawn and are not visited.
    pub left_out: Vec<String>,
}

/// One step of a draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StepState {
    /// The number that decided, in hexadecimal digits.
    pub value: String,
    /// How many outlets were left.
    pub of: usize,
    /// The place among them, from 0: the number modulo `of`.
    pub place: usize,
    /// The outlet's label.
    pub site: String,
}

impl SamplingState {
    pub(super) fn of(dossier: &Dossier, audit: &str) -> Self {
        let sample = dossier.outlet_sample(audit);
        let draw = dossier.drawn(audit);
        let drawn = draw.as_ref().map(|draw| draw.drawn);
        Self {
            rule: dossier.sampling_rule(audit),
            outlets: sample.outlets,
            visited: sample.visited,
            least: sample.least,
            at_random: sample.at_random,
            least_at_random: sample.least_at_random,
            seed: drawn.map(|drawn| drawn.seed.clone()),
            picked: drawn.map(|drawn| drawn.picked.clone()).unwrap_or_default(),
            drawn: drawn.map(|drawn| drawn.drawn.clone()).unwrap_or_default(),
            steps: draw.iter().flat_map(|draw| &draw.steps).map(StepState::of).collect(),
            left_out: sample.left_out,
        }
    }
}

impl StepState {
    fn of(step: &DrawStep) -> Self {
        Self {
            value: crate::domain::sampling::written_seed(step.value),
            of: step.of,
            place: step.place,
            site: step.site.clone(),
        }
    }
}
