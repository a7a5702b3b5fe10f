//! The sample of outlets as text, with the draw step by step.

use super::Page;
use crate::i18n::report as say;
use crate::i18n::values::{rule_basis, rule_value};
use crate::report::state::SamplingState;

impl Page {
    /// The sample of outlets; nothing where the client has none.
    pub(super) fn sampling(&mut self, sample: &SamplingState) {
        if sample.outlets == 0 {
            return;
        }
        let lang = self.lang();
        let (visited, outlets, random) = (&sample.visited, &sample.outlets, &sample.at_random);
        let said = match &sample.least {
            Some(least) => {
                say::OUTLETS_SAID.with(lang, &[visited, outlets, least, random, &sample.least_at_random])
            }
            None => say::OUTLETS_FREE.with(lang, &[visited, outlets, random]),
        };
        self.fields(2, &[(say::OUTLETS, &said)]);
        if let Some(rule) = &sample.rule {
            let said =
                format!("{}{}{}", rule_value(rule, lang), lang.pick("；", "; "), rule_basis(rule, lang));
            self.fields(2, &[(say::OUTLET_RULE, &said)]);
        }
        let Some(seed) = &sample.seed else { return };
        let named = |labels: &[String]| {
            let names: Vec<&str> = labels.iter().map(|label| self.names.site(label)).collect();
            if names.is_empty() { say::NO_SITE.get(lang).to_owned() } else { names.join(" · ") }
        };
        let said = say::DRAW_SEED.with(lang, &[seed, &named(&sample.picked), &named(&sample.drawn)]);
        self.line(4, &said);
        let steps: Vec<String> = sample
            .steps
            .iter()
            .map(|step| {
                let name = self.names.site(&step.site);
                format!("{} mod {} = {} -> {name}", step.value, step.of, step.place)
            })
            .collect();
        for step in &steps {
            self.line(6, step);
        }
    }
}
