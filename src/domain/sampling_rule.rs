//! How many outlets are visited, as data: the rules of a certification body, and the one that holds for
//! an audit.
//!
//! What a rule file says is recorded in the dossier, so that a draw can be repeated, and the gate says the
//! same, on a laptop with another file.

use super::change::{AuditType, Change, RuleBasis, SamplingRuled};
use super::dossier::Dossier;
use super::fault::{Fault, Kind, any_fault};
use super::refusal::Refusal;
use super::rules::{Answer, NAME_LIMIT, needed, text};
use super::sheet::{Notes, TOP, Table};
use super::slot::Slot;

/// Whose rule it is where none is recorded: this program's default, not the standard's (handbook, outlet
/// sampling). Dossiers rest on it: it is never changed, another one is recorded.
pub const DEFAULT_BY: &str = "onsite";

/// Percent of the outlets visited that are drawn at random by default.
const DEFAULT_AT_RANDOM: u32 = 25;

/// The highest share that a rule can ask for, in percent of the square root.
const MOST_PERCENT: u32 = 1_000;

/// Percent of the square root of the number of outlets by default; `None` where the lead decides by what
/// the audit is about.
fn default_percent(audit_type: AuditType) -> Option<u32> {
    match audit_type {
        AuditType::Initial => Some(100),
        AuditType::Surveillance => Some(60),
        AuditType::Recertification => Some(80),
        AuditType::Change | AuditType::Extension | AuditType::Reduction | AuditType::Special => None,
    }
}

/// The rules of a certification body, by kind of audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SamplingRules {
    by: String,
    basis: RuleBasis,
    source: String,
    at_random: u32,
    percent: Vec<(AuditType, u32)>,
}

impl SamplingRules {
    /// Reads a file of rules; every fault of it otherwise.
    pub fn parse(text: &str) -> Result<Self, Vec<Fault>> {
        let notes = Notes::on(text);
        let parsed = notes.parse();
        let rules = read(Table::new(&notes, &parsed, TOP));
        let faults = notes.finish();
        match rules {
            Some(rules) if !any_fault(&faults) => Ok(rules),
            _ => Err(faults),
        }
    }

    /// The rule for an audit, as a fact to be recorded.
    pub fn of(&self, audit: &str, audit_type: AuditType) -> SamplingRuled {
        SamplingRuled {
            audit: audit.to_owned(),
            by: self.by.clone(),
            basis: self.basis,
            source: self.source.clone(),
            percent: self.percent.iter().find(|(kind, _)| *kind == audit_type).map(|(_, percent)| *percent),
            at_random: self.at_random,
        }
    }

    /// The same where it is not what a dossier assumes by itself.
    pub fn differing(&self, audit: &str, audit_type: AuditType) -> Option<SamplingRuled> {
        Some(self.of(audit, audit_type)).filter(|rule| *rule != SamplingRuled::usual(audit, audit_type))
    }
}

fn read(mut file: Table<'_, '_>) -> Option<SamplingRules> {
    let by_at = file.place("sampling-by");
    let by = file.text("sampling-by");
    let basis_at = file.place("basis");
    let basis = file.text("basis");
    let known = basis.as_deref().and_then(RuleBasis::parse);
    if basis.is_some() && known.is_none() {
        file.fault(basis_at, Kind::WrongForm, ["basis", file.name(), r#""sourced" | "provisional""#]);
    }
    let sourced = known == Some(RuleBasis::Sourced);
    let source = if sourced { file.text("source") } else { file.maybe_text("source") };
    for (at, key, value) in [(by_at, "sampling-by", &by), (file.place("source"), "source", &source)] {
        if value.as_ref().is_some_and(|value| value.len() > NAME_LIMIT) {
            file.fault(at, Kind::WrongForm, [key, file.name(), &format!("{NAME_LIMIT} byte")]);
        }
    }
    let at_random = percent(&mut file, "at-random", 100);
    let mut shares = Vec::new();
    for &audit_type in AuditType::ALL {
        if let Some(mut table) = file.maybe_table(audit_type.code()) {
            shares.extend(percent(&mut table, "percent", MOST_PERCENT).map(|percent| (audit_type, percent)));
            table.finish();
        }
    }
    file.finish();
    let source = source.unwrap_or_default();
    Some(SamplingRules { by: by?, basis: known?, source, at_random: at_random?, percent: shares })
}

fn percent(table: &mut Table<'_, '_>, key: &'static str, most: u32) -> Option<u32> {
    let at = table.place(key);
    let percent = table.count(key)?;
    if percent > most {
        table.fault(at, Kind::WrongForm, [key, table.name(), &format!("1–{most}")]);
        return None;
    }
    Some(percent)
}

impl SamplingRuled {
    /// The rule that a dossier assumes where none is recorded.
    pub fn usual(audit: &str, audit_type: AuditType) -> Self {
        Self {
            audit: audit.to_owned(),
            by: DEFAULT_BY.to_owned(),
            basis: RuleBasis::Provisional,
            source: String::new(),
            percent: default_percent(audit_type),
            at_random: DEFAULT_AT_RANDOM,
        }
    }

    /// The fewest outlets to visit out of so many: the smallest m with (100·m)² ≥ percent²·n, in whole
    /// numbers throughout. `None` where the lead decides.
    pub fn least(&self, outlets: u32) -> Option<u32> {
        let square = u128::from(self.percent?).pow(2) * u128::from(outlets);
        let root = square.isqrt();
        let root = root + u128::from(root * root < square);
        Some(u32::try_from(root.div_ceil(100)).unwrap_or(u32::MAX).min(outlets))
    }

    /// The fewest of so many outlets that are drawn at random.
    pub fn least_at_random(&self, size: u32) -> u32 {
        let least = (u64::from(size) * u64::from(self.at_random)).div_ceil(100);
        u32::try_from(least).unwrap_or(u32::MAX)
    }
}

impl Dossier {
    /// The rule by which the outlets of an audit are sampled: the one that was recorded, or the usual one.
    pub fn sampling_rule(&self, audit: &str) -> Option<SamplingRuled> {
        match self.value(Slot::sampling_rule(audit).as_str()) {
            Some(Change::SamplingRuled(rule)) => Some(rule.clone()),
            _ => self.audit(audit).map(|opened| SamplingRuled::usual(audit, opened.audit_type)),
        }
    }

    pub(super) fn check_sampling_rule(&self, rule: &SamplingRuled) -> Answer {
        self.known_audit(&rule.audit)?;
        needed(&rule.by, NAME_LIMIT)?;
        text(&rule.source, NAME_LIMIT)?;
        let sourced = rule.basis != RuleBasis::Sourced || !rule.source.trim().is_empty();
        let share = rule.percent.is_none_or(|percent| (1..=MOST_PERCENT).contains(&percent));
        if sourced && share && (1..=100).contains(&rule.at_random) {
            Ok(())
        } else {
            Err(Refusal::BadSamplingRule)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SHIPPED: &str = include_str!("../../checklists/sampling.toml");

    fn with_percent(percent: u32) -> SamplingRuled {
        SamplingRuled { percent: Some(percent), ..SamplingRuled::usual("A-1", AuditType::Initial) }
    }

    #[test]
    fn the_usual_rule_of_each_kind_of_audit_gives_whole_outlets() {
        let least = |audit_type, outlets| SamplingRuled::usual("A-1", audit_type).least(outlets);
        for (outlets, initial, surveillance, again) in [
            (0, 0, 0, 0),
            (1, 1, 1, 1),
            (2, 2, 1, 2),
            (9, 3, 2, 3),
            (10, 4, 2, 3),
            (25, 5, 3, 4),
            (100, 10, 6, 8),
            (101, 11, 7, 9),
        ] {
            assert_eq!(least(AuditType::Initial, outlets), Some(initial), "{outlets}");
            assert_eq!(least(AuditType::Surveillance, outlets), Some(surveillance), "{outlets}");
            assert_eq!(least(AuditType::Recertification, outlets), Some(again), "{outlets}");
        }
        assert_eq!(least(AuditType::Special, 9), None);
        let at_random = |size| SamplingRuled::usual("A-1", AuditType::Initial).least_at_random(size);
        assert_eq!([0, 1, 4, 5, 8, 9].map(at_random), [0, 1, 1, 2, 2, 3]);
    }

    #[test]
    fn the_shipped_file_says_what_a_dossier_assumes_where_no_rule_is_recorded() {
        let rules = SamplingRules::parse(SHIPPED).unwrap();
        for &audit_type in AuditType::ALL {
            assert_eq!(rules.differing("A-1", audit_type), None, "{}", audit_type.code());
        }
    }

    #[test]
    fn a_body_has_its_own_rule_with_its_source() {
        let text = SHIPPED.replace("\"onsite\"", "\"某机构\"").replace("percent = 60", "percent = 75");
        let text =
            text.replace("basis = \"provisional\"", "basis = \"sourced\"\nsource = \"某机构规则 3.2\"");
        let rules = SamplingRules::parse(&text).unwrap();
        let rule = rules.differing("A-1", AuditType::Surveillance).unwrap();
        assert_eq!((rule.percent, rule.basis, rule.least(16)), (Some(75), RuleBasis::Sourced, Some(3)));
        assert_eq!(rule.source, "某机构规则 3.2");
    }

    #[test]
    fn a_faulty_file_is_not_used_and_names_its_lines() {
        let kinds = |text: String| {
            let faults = SamplingRules::parse(&text).unwrap_err();
            faults.iter().map(|fault| fault.kind).collect::<Vec<_>>()
        };
        assert_eq!(kinds(SHIPPED.replace("\"provisional\"", "\"sourced\"")), [Kind::MissingKey]);
        assert_eq!(kinds(SHIPPED.replace("\"provisional\"", "\"usual\"")), [Kind::WrongForm]);
        assert_eq!(kinds(SHIPPED.replace("at-random = 25", "at-random = 101")), [Kind::WrongForm]);
        assert_eq!(kinds(SHIPPED.replace("at-random = 25", "at-random = 0")), [Kind::BadCount]);
        assert_eq!(kinds(SHIPPED.replace("percent = 60", "percent = 0.6")), [Kind::BadCount]);
        assert_eq!(kinds(SHIPPED.replace("[surveillance]", "[supervision]")), [Kind::UnknownKey]);
    }

    proptest! {
        #[test]
        fn the_ceiling_is_that_of_a_search_in_whole_numbers(outlets in 0u32..200_000, percent in 1u32..300) {
            let rule = with_percent(percent);
            let enough = |m: u64| (m * 100).pow(2) >= u64::from(percent).pow(2) * u64::from(outlets);
            let searched = (0..=u64::from(outlets)).find(|&m| enough(m)).unwrap_or(u64::from(outlets));
            prop_assert_eq!(rule.least(outlets).map(u64::from), Some(searched));
        }
    }
}
