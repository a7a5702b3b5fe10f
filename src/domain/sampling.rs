//! Which outlets are visited: how many, chosen or drawn at random, by a draw that can be repeated.
//!
//! How many is the business of `sampling_rule.rs`.

use super::audit::label_order;
use super::change::{Change, OutletsDrawn, SamplingRuled, SiteDescribed, SitePlaced, SiteRole};
use super::dossier::Dossier;
use super::journal::Entry;
use super::refusal::Refusal;
use super::rules::Answer;
use super::slot::Slot;

/// SplitMix64 (Steele, Lea, Flood 2014): small, well known, the same in every language.
#[derive(Clone, Debug)]
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

/// One step of a draw: how it came to its outlet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawStep {
    /// The number that decided.
    pub value: u64,
    /// Numbers before it that were left out, since they would favour the first outlets.
    pub left_out: u32,
    /// How many outlets were left.
    pub of: usize,
    /// `value mod of`: the place of the outlet among those left, from 0.
    pub place: usize,
    /// The outlet's label.
    pub site: String,
}

/// Draws so many outlets out of a list, without putting back: the same seed and list give the same
/// outlets for ever.
pub fn draw(seed: u64, from: &[String], count: usize) -> Vec<DrawStep> {
    let mut numbers = SplitMix64(seed);
    let mut left = from.to_vec();
    let mut steps = Vec::new();
    while steps.len() < count && !left.is_empty() {
        let of = left.len() as u64;
        // The largest multiple of `of` within 2⁶⁴, less one: up to it every place is as likely.
        let highest = u64::MAX - (u64::MAX % of + 1) % of;
        let mut left_out = 0;
        let value = loop {
            let value = numbers.next();
            if value <= highest {
                break value;
            }
            left_out += 1;
        };
        let place = usize::try_from(value % of).unwrap_or(0);
        let site = left.remove(place);
        steps.push(DrawStep { value, left_out, of: left.len() + 1, place, site });
    }
    steps
}

/// Reads a seed: 16 hexadecimal digits in lower case.
pub fn parse_seed(seed: &str) -> Option<u64> {
    let digits = seed.len() == 16 && seed.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    digits.then(|| u64::from_str_radix(seed, 16).ok()).flatten()
}

/// A seed as the journal writes it.
pub fn written_seed(seed: u64) -> String {
    format!("{seed:016x}")
}

/// A draw as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draw<'a> {
    /// The entry that recorded it.
    pub entry: &'a Entry,
    /// What was drawn.
    pub drawn: &'a OutletsDrawn,
    /// How, step by step.
    pub steps: Vec<DrawStep>,
}

/// How the sample of outlets of an audit stands against the rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Outlets that the client has.
    pub outlets: u32,
    /// Outlets that are visited.
    pub visited: u32,
    /// The fewest to visit; `None` where the lead decides.
    pub least: Option<u32>,
    /// Visited outlets that were drawn at random.
    pub at_random: u32,
    /// The fewest to draw at random of the outlets that are visited, or of those that must be where
    /// fewer or all of them are; 0 where every outlet must be visited and nothing is left to chance.
    pub least_at_random: u32,
    /// Outlets that were picked or drawn and are not visited, by label.
    pub left_out: Vec<String>,
}

impl Standing {
    /// Whether fewer outlets are visited than the rule asks for.
    pub fn is_short(&self) -> bool {
        self.least.is_some_and(|least| self.visited < least)
    }

    /// Whether fewer of them were drawn at random than the rule asks for.
    pub fn is_hand_picked(&self) -> bool {
        let chosen = (1..self.outlets).contains(&self.visited);
        chosen && self.least.is_some() && self.at_random < self.least_at_random
    }
}

impl Dossier {
    /// The client's outlets, as people count.
    pub fn outlets(&self) -> Vec<&SiteDescribed> {
        self.sites().into_iter().filter(|site| site.role == SiteRole::Outlet).collect()
    }

    /// The outlets that the client had for an audit.
    fn outlet_labels(&self, audit: &str) -> Vec<String> {
        let outlets = self.outlets().into_iter().map(|site| site.site.clone());
        outlets.filter(|site| !self.joined_after(audit, site)).collect()
    }

    /// Whether a site was described once a later audit had been opened, and left out of this one in the same
    /// act: then the client had no such site yet.
    pub(super) fn joined_after(&self, audit: &str, site: &str) -> bool {
        let recorded = |slot: &Slot| self.shown(slot.as_str()).map(|entry| self.standing(entry));
        let (described, chosen) = (recorded(&Slot::site(site)), recorded(&Slot::audit_site(audit, site)));
        let (Some([first, ..]), Some([choice])) = (described.as_deref(), chosen.as_deref()) else {
            return false;
        };
        let later = self.audits().into_iter().filter(|other| self.comes_before(audit, &other.audit));
        let mut opened = later.filter_map(|other| self.shown(Slot::audit(&other.audit).as_str()));
        first.same_act(choice) && !self.visits(audit, site) && opened.any(|opened| first.reads_after(opened))
    }

    /// The site above a site, if it was placed below one.
    pub fn site_above(&self, site: &str) -> Option<&str> {
        match self.value(Slot::site_below(site).as_str()) {
            Some(Change::SitePlaced(placed)) if self.site(&placed.below).is_some() => Some(&placed.below),
            _ => None,
        }
    }

    /// The client's sites as a tree: each with its depth, sites below a site right after it. A ring,
    /// which two devices can make between them, is opened at its first site.
    pub fn site_tree(&self) -> Vec<(usize, &SiteDescribed)> {
        let mut left = self.sites();
        let mut tree = Vec::new();
        while !left.is_empty() {
            let root = left.iter().position(|site| self.site_above(&site.site).is_none()).unwrap_or(0);
            let root = left.remove(root);
            self.hang(root, 0, &mut left, &mut tree);
        }
        tree
    }

    fn hang<'a>(
        &self,
        site: &'a SiteDescribed,
        depth: usize,
        left: &mut Vec<&'a SiteDescribed>,
        tree: &mut Vec<(usize, &'a SiteDescribed)>,
    ) {
        tree.push((depth, site));
        while let Some(at) = left.iter().position(|other| self.site_above(&other.site) == Some(&site.site)) {
            let below = left.remove(at);
            self.hang(below, depth + 1, left, tree);
        }
    }

    /// The draw of an audit, if there was one.
    pub fn drawn(&self, audit: &str) -> Option<Draw<'_>> {
        let entry = self.shown(Slot::draw(audit).as_str())?;
        let Some(Change::OutletsDrawn(drawn)) = entry.change() else { return None };
        let steps = draw(parse_seed(&drawn.seed)?, &rest(&drawn.frame, &drawn.picked), drawn.drawn.len());
        Some(Draw { entry, drawn, steps })
    }

    /// How often outlets were drawn for an audit, undone draws included: a draw made again until it pleases
    /// shows. One that was undone and redone is the same draw.
    pub fn draws_made(&self, audit: &str) -> usize {
        let mut draws: Vec<&OutletsDrawn> = Vec::new();
        for entry in self.history(Slot::draw(audit).as_str()) {
            if let Some(Change::OutletsDrawn(drawn)) = entry.change()
                && !draws.contains(&drawn)
            {
                draws.push(drawn);
            }
        }
        draws.len()
    }

    /// How the sample of outlets of an audit stands.
    pub fn outlet_sample(&self, audit: &str) -> Standing {
        let outlets = self.outlet_labels(audit);
        let visited: Vec<&String> = outlets.iter().filter(|site| self.visits(audit, site)).collect();
        let draw = self.drawn(audit);
        let drawn = draw.as_ref().map(|draw| draw.drawn.drawn.as_slice()).unwrap_or_default();
        let picked = draw.as_ref().map(|draw| draw.drawn.picked.as_slice()).unwrap_or_default();
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let rule = self.sampling_rule(audit);
        let (outlets, visits) = (count(outlets.len()), count(visited.len()));
        let least = rule.as_ref().and_then(|rule| rule.least(outlets));
        let size = if visits < outlets { least.unwrap_or(0).max(visits) } else { least.unwrap_or(visits) };
        Standing {
            outlets,
            visited: visits,
            least,
            at_random: count(visited.iter().filter(|site| drawn.contains(site)).count()),
            least_at_random: rule.filter(|_| size < outlets).map_or(0, |rule| rule.least_at_random(size)),
            left_out: picked.iter().chain(drawn).filter(|site| !visited.contains(site)).cloned().collect(),
        }
    }

    pub(super) fn check_place(&self, placed: &SitePlaced) -> Answer {
        self.known_site(&placed.site)?;
        if placed.below.is_empty() {
            return Ok(());
        }
        self.known_site(&placed.below)?;
        let mut above = Some(placed.below.as_str());
        let mut steps = self.sites().len();
        while let Some(site) = above {
            if site == placed.site || steps == 0 {
                return Err(Refusal::SiteBelowItself(placed.site.clone()));
            }
            above = self.site_above(site);
            steps -= 1;
        }
        Ok(())
    }

    /// A draw is what its seed says, out of the outlets there are.
    pub(super) fn check_draw(&self, drawn: &OutletsDrawn) -> Answer {
        self.known_audit(&drawn.audit)?;
        let seed = parse_seed(&drawn.seed).ok_or_else(|| Refusal::BadSeed(drawn.seed.clone()))?;
        if drawn.frame.is_empty() {
            return Err(Refusal::NoOutlets);
        }
        let picked_once =
            (1..drawn.picked.len()).all(|nth| !drawn.picked[..nth].contains(&drawn.picked[nth]));
        let known = picked_once && drawn.picked.iter().all(|site| drawn.frame.contains(site));
        let steps = draw(seed, &rest(&drawn.frame, &drawn.picked), drawn.drawn.len());
        let same = steps.iter().map(|step| &step.site).eq(&drawn.drawn);
        if drawn.frame != self.outlet_labels(&drawn.audit) || !known || !same {
            return Err(Refusal::DrawDiffers);
        }
        let count = |sites: &[String]| u32::try_from(sites.len()).unwrap_or(u32::MAX);
        let size = count(&drawn.picked).saturating_add(count(&drawn.drawn));
        let least = self.sampling_rule(&drawn.audit).map_or(1, |rule| rule.least_at_random(size)).max(1);
        if count(&drawn.drawn) < least {
            return Err(Refusal::TooFewAtRandom { least, got: count(&drawn.drawn) });
        }
        Ok(())
    }

    /// What is recorded when so many outlets are drawn by a rule, with a seed, beside those that were picked:
    /// the rule, the draw, and which outlets are visited then.
    pub fn draw_outlets(
        &self,
        rule: SamplingRuled,
        seed: u64,
        picked: &[String],
        count: usize,
    ) -> Vec<Change> {
        let audit = rule.audit.clone();
        let frame = self.outlet_labels(&audit);
        let mut picked = picked.to_vec();
        picked.sort_by(|a, b| label_order(a).cmp(&label_order(b)));
        let drawn: Vec<String> =
            draw(seed, &rest(&frame, &picked), count).into_iter().map(|step| step.site).collect();
        let chosen = frame.iter().map(|site| {
            let visited = picked.contains(site) || drawn.contains(site);
            self.choose_site(&audit, site, visited)
        });
        let chosen: Vec<Change> = chosen.collect();
        let seed = written_seed(seed);
        let drawn = OutletsDrawn { audit, seed, frame, picked, drawn };
        // The rule first: the draw is held to it.
        [Change::SamplingRuled(rule), Change::OutletsDrawn(drawn)].into_iter().chain(chosen).collect()
    }

    /// The change by which a site is visited or not, its clauses kept.
    pub fn choose_site(&self, audit: &str, site: &str, visited: bool) -> Change {
        Change::SiteChosen(super::change::SiteChosen {
            audit: audit.to_owned(),
            site: site.to_owned(),
            visited,
            clauses: self.clauses_at(audit, site).to_vec(),
        })
    }
}

/// The outlets among which is drawn: those that were not picked.
fn rest(frame: &[String], picked: &[String]) -> Vec<String> {
    frame.iter().filter(|site| !picked.contains(site)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sites(count: usize) -> Vec<String> {
        (1..=count).map(|nth| format!("S-A-{nth}")).collect()
    }

    #[test]
    fn the_numbers_are_those_of_splitmix64() {
        // The reference implementation's first numbers for the seed 1234567.
        let mut numbers = SplitMix64(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| numbers.next()).collect();
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn a_draw_says_how_it_came_to_each_outlet() {
        let steps = draw(1, &sites(9), 3);
        let mut left = sites(9);
        for step in &steps {
            assert_eq!(step.of, left.len());
            assert_eq!(u64::try_from(step.place).unwrap(), step.value % step.of as u64);
            assert_eq!(left.remove(step.place), step.site);
        }
        assert_eq!(draw(1, &sites(9), 3), steps);
        assert_eq!(draw(1, &sites(2), 5).len(), 2, "no more than there are");
        assert_eq!(parse_seed(&written_seed(255)), Some(255));
        assert_eq!(parse_seed("FF"), None);
    }

    proptest! {
        #[test]
        fn a_draw_takes_each_outlet_at_most_once_and_the_same_seed_the_same(
            seed: u64, outlets in 1usize..60, count in 0usize..70
        ) {
            let steps = draw(seed, &sites(outlets), count);
            let mut drawn: Vec<&String> = steps.iter().map(|step| &step.site).collect();
            prop_assert_eq!(drawn.len(), count.min(outlets));
            drawn.sort();
            drawn.dedup();
            prop_assert_eq!(drawn.len(), count.min(outlets));
            prop_assert_eq!(draw(seed, &sites(outlets), count), steps);
        }
    }

    #[test]
    fn every_outlet_is_as_likely_as_any_other() {
        let mut counts = [0u32; 7];
        for seed in 0..7_000 {
            let step = &draw(seed, &sites(7), 1)[0];
            counts[step.place] += 1;
        }
        // A thousand each is expected; five standard deviations are about 150.
        assert!(counts.iter().all(|&count| (850..1150).contains(&count)), "{counts:?}");
    }
}
