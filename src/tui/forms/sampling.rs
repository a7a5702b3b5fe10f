//! The form that draws outlets; the seed comes from outside.

use serde::{Deserialize, Serialize};

use super::{Miss, Spec, Submit, half_width, said};
use crate::domain::change::Change;
use crate::domain::refusal::Refusal;
use crate::i18n::{self, sites as words};
use crate::tui::desk::{Desk, Open};
use crate::tui::message::{Effect, ToDraw};

/// A form about the sample of outlets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "form")]
pub enum SamplingForm {
    /// How many outlets are visited in all.
    Draw {
        /// The audit's label.
        audit: String,
        /// Those that the lead chose.
        picked: Vec<String>,
    },
}

impl SamplingForm {
    pub(super) fn title(&self, desk: &Desk, open: &Open) -> String {
        let Self::Draw { picked, .. } = self;
        let names: Vec<&str> = picked.iter().map(|site| open.dossier.site_name(site)).collect();
        let chosen = if names.is_empty() {
            String::new()
        } else {
            format!(" · {} {}", desk.t(words::PICKED), names.join(" "))
        };
        format!("{}{chosen}", desk.t(words::DRAW))
    }

    pub(super) fn specs(&self, desk: &Desk, open: &Open) -> Vec<Spec> {
        let Self::Draw { audit, picked } = self;
        let sample = open.dossier.outlet_sample(audit);
        // Beside those chosen at least one is drawn.
        let chosen = u32::try_from(picked.len()).unwrap_or(u32::MAX);
        let rule = desk.sampling_rule(&open.dossier, audit);
        let least = rule.and_then(|rule| rule.least(sample.outlets));
        let count = least.unwrap_or(1).max(chosen.saturating_add(1)).min(sample.outlets);
        vec![Spec::line(words::HOW_MANY, &count.to_string())]
    }

    pub(super) fn submit(&self, values: &[String], desk: &Desk, open: &Open) -> Result<Submit, Miss> {
        let Self::Draw { audit, picked } = self;
        let outlets = open.dossier.outlet_sample(audit).outlets;
        let refused = |refusal: &Refusal| Miss::at(0, i18n::refusal(refusal, desk.lang));
        if outlets == 0 {
            return Err(refused(&Refusal::NoOutlets));
        }
        let typed = half_width(&said(values, 0));
        let count = typed.parse::<u32>().ok().filter(|count| (1..=outlets).contains(count));
        let count = count.ok_or_else(|| Miss::at(0, words::DRAW_NUMBER.with(desk.lang, &[&outlets])))?;
        let chosen = u32::try_from(picked.len()).unwrap_or(u32::MAX);
        let rule = desk.sampling_rule(&open.dossier, audit);
        let least = rule.map_or(1, |rule| rule.least_at_random(count));
        let got = count.saturating_sub(chosen);
        if got < least {
            return Err(refused(&Refusal::TooFewAtRandom { least, got }));
        }
        let draw = ToDraw { audit: audit.clone(), picked: picked.clone(), count: got };
        Ok(Submit::Do(Effect::FindSeed(draw)))
    }
}

/// What is recorded once the seed is there.
pub fn drawn(draw: &ToDraw, seed: u64, desk: &Desk, open: &Open) -> Vec<Change> {
    let Some(rule) = desk.sampling_rule(&open.dossier, &draw.audit) else { return Vec::new() };
    let count = usize::try_from(draw.count).unwrap_or(usize::MAX);
    open.dossier.draw_outlets(rule, seed, &draw.picked, count)
}
