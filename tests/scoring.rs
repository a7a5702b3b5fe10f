//! Chapter 6 on the real checklists: the handbook's worked examples, and laws over random verdicts.

use std::collections::BTreeMap;

use chrono::DateTime;
use onsite::checklists::Shelf;
use onsite::domain::change::{
    AuditOpened, AuditType, BonusGiven, Change, Criterion, DossierStarted, Item, Judged, SiteChosen,
    SiteDescribed, SiteRole, SpecialDeducted, SpecialKind, Verdict,
};
use onsite::domain::dossier::Dossier;
use onsite::domain::journal::{Stamp, Stream, seal_act};
use onsite::domain::points::Points;
use onsite::domain::score::{Figure, Level, NoFigure, Outcome, Score};
use proptest::prelude::*;

const AUDIT: &str = "A-TEST-1";
const SERVICE: &str = "gbt27922-2011";

/// An audit under one checklist at some sites, written down without a store.
struct Visit {
    dossier: Dossier,
    stream: Stream,
    standard: &'static str,
    sites: Vec<String>,
    specials: usize,
}

impl Visit {
    fn new(standard: &'static str, sites: usize) -> Self {
        let adoption = Shelf::built_in().adoption(standard).expect("shipped");
        let Change::ChecklistAdopted(adopted) = &adoption else { panic!("not an adoption") };
        let criterion = Criterion { standard: standard.to_owned(), digest: adopted.digest.clone() };
        let sites: Vec<String> = (1..=sites).map(|n| format!("S-TEST-{n}")).collect();
        let mut visit = Self {
            dossier: Dossier::default(),
            stream: Stream::new("stream", "dossier"),
            standard,
            sites: sites.clone(),
            specials: 0,
        };
        visit.record(&[
            Change::DossierStarted(DossierStarted {
                dossier: "d".to_owned(),
                client: "厦门示例电器有限公司".to_owned(),
            }),
            adoption,
        ]);
        let described = sites.iter().enumerate().map(|(n, site)| {
            let role = if n == 0 { SiteRole::HeadOffice } else { SiteRole::Outlet };
            Change::SiteDescribed(SiteDescribed {
                site: site.clone(),
                name: site.clone(),
                role,
                address: String::new(),
            })
        });
        visit.record(&described.collect::<Vec<_>>());
        visit.record(&[Change::AuditOpened(AuditOpened {
            audit: AUDIT.to_owned(),
            audit_type: AuditType::Initial,
            year: 2026,
            criteria: vec![criterion],
        })]);
        visit
    }

    fn record(&mut self, changes: &[Change]) {
        let stamp = Stamp {
            at: DateTime::parse_from_rfc3339("2026-11-24T10:00:00+08:00").expect("a time"),
            by: "审查员甲".into(),
        };
        let proposals = self.dossier.attempt(changes).expect("allowed");
        for sealed in seal_act(&mut self.stream, &stamp, &proposals).expect("sealed") {
            self.dossier.apply(sealed.entry);
        }
    }

    fn judge(&mut self, site: usize, clause: &str, verdict: Verdict) {
        let item = Item {
            audit: AUDIT.to_owned(),
            standard: self.standard.to_owned(),
            clause: clause.to_owned(),
            site: self.sites[site].clone(),
        };
        self.record(&[Change::Judged(Judged { item, verdict })]);
    }

    fn leaves(&self) -> Vec<String> {
        let checklist = self.dossier.checklist(AUDIT, self.standard).expect("adopted");
        checklist.leaves().map(|leaf| leaf.clause.clone()).collect()
    }

    /// Every leaf conform at every site.
    fn all_conform(mut self) -> Self {
        for clause in self.leaves() {
            for site in 0..self.sites.len() {
                self.judge(site, &clause, Verdict::Conform);
            }
        }
        self
    }

    fn with(mut self, verdicts: &[(&str, Verdict)]) -> Self {
        for (clause, verdict) in verdicts {
            self.judge(0, clause, verdict.clone());
        }
        self
    }

    fn specials(mut self, count: usize) -> Self {
        for _ in 0..count {
            self.specials += 1;
            let special = SpecialDeducted {
                special: format!("D-TEST-{}", self.specials),
                audit: AUDIT.to_owned(),
                standard: self.standard.to_owned(),
                site: self.sites[0].clone(),
                kind: SpecialKind::OwnRules,
                facts: "未按本企业服务规范回访".to_owned(),
            };
            self.record(&[Change::SpecialDeducted(special)]);
        }
        self
    }

    fn bonus(mut self) -> Self {
        let facts = "服务承诺高于法定要求并居行业领先".to_owned();
        let bonus = BonusGiven { audit: AUDIT.to_owned(), standard: self.standard.to_owned(), facts };
        self.record(&[Change::BonusGiven(bonus)]);
        self
    }

    fn score(&self) -> Score {
        self.dossier.score(AUDIT, self.standard, &BTreeMap::new()).expect("the audit judges by it")
    }

    fn last(&self) -> Figure {
        self.score().last.expect("a final figure")
    }

    /// The final score as it is shown, and the level.
    fn shown(&self) -> (String, Level) {
        let checklist = self.dossier.checklist(AUDIT, self.standard).expect("adopted");
        let bands: Vec<Points> = checklist.bands.iter().filter_map(|band| band.min.clone()).collect();
        let figure = self.last();
        (figure.score.shown_below(&bands), figure.level)
    }
}

fn band(code: &str) -> Level {
    Level::Band(code.to_owned())
}

fn deleted() -> Verdict {
    Verdict::Deleted { reason: "无配送业务".to_owned() }
}

#[test]
fn four_points_deleted_and_two_special_deductions_give_89_67_and_three_stars() {
    let visit = Visit::new(SERVICE, 1)
        .all_conform()
        .with(&[("5.2.3.1", deleted()), ("5.2.3.2", deleted())])
        .with(&[("5.1.2.2", Verdict::Nonconform), ("5.1.1.1", Verdict::Nonconform)])
        .specials(2);
    let figure = visit.last();
    assert_eq!((figure.got, figure.in_scope), (Points::whole(88), Points::whole(96)));
    assert_eq!(visit.shown(), ("~89.67".to_owned(), band("star3")));
}

#[test]
fn twelve_good_ones_of_fifteen_give_2_4_of_3_points() {
    let visit = Visit::new(SERVICE, 1)
        .all_conform()
        .with(&[("5.1.2.1", Verdict::Sampled { sampled: 15, failed: 3 })]);
    let score = visit.score();
    let leaf = score.leaves.iter().find(|leaf| leaf.clause == "5.1.2.1").expect("a leaf");
    assert_eq!(leaf.got, Points::parse("2.4"));
}

#[test]
fn exactly_95_is_five_stars_and_a_hair_less_is_four() {
    let visit = Visit::new(SERVICE, 1).all_conform().with(&[("5.1.2.2", Verdict::Nonconform)]);
    assert_eq!(visit.shown(), ("95.00".to_owned(), band("star5")));
    let visit = visit.with(&[("5.1.2.1", Verdict::Sampled { sampled: 3001, failed: 1 })]);
    assert_eq!(visit.shown(), ("~94.99".to_owned(), band("star4")));
}

#[test]
fn five_special_deductions_fail_whatever_the_score() {
    let visit = Visit::new(SERVICE, 1).all_conform().with(&[
        ("5.1.2.2", Verdict::Nonconform),
        ("5.1.1.1", Verdict::Nonconform),
        ("5.2.3.1", Verdict::Nonconform),
        ("5.2.3.2", Verdict::Nonconform),
    ]);
    assert_eq!(visit.shown(), ("88.00".to_owned(), band("star3")));
    assert_eq!(visit.specials(5).shown(), ("83.00".to_owned(), Level::TooManyDeductions));
}

#[test]
fn the_bonus_gives_one_point_and_never_more_than_the_full_score() {
    let visit = Visit::new(SERVICE, 1).all_conform().with(&[("5.1.2.2", Verdict::Nonconform)]);
    assert_eq!(visit.bonus().shown(), ("96.00".to_owned(), band("star5")));
    assert_eq!(Visit::new(SERVICE, 1).all_conform().bonus().shown(), ("100.00".to_owned(), band("star5")));
}

#[test]
fn samples_of_several_sites_are_pooled_and_the_worst_qualitative_verdict_stands() {
    let mut visit = Visit::new(SERVICE, 3).all_conform();
    visit.judge(0, "5.1.2.1", Verdict::Sampled { sampled: 10, failed: 1 });
    visit.judge(1, "5.1.2.1", Verdict::Sampled { sampled: 5, failed: 2 });
    visit.judge(2, "5.1.1.1", Verdict::Nonconform);
    let score = visit.score();
    let leaf = |clause: &str| score.leaves.iter().find(|leaf| leaf.clause == clause).expect("a leaf");
    assert_eq!(leaf("5.1.2.1").outcome, Outcome::Sampled { sampled: 15, failed: 3 });
    assert_eq!(leaf("5.1.2.1").got, Points::parse("2.4"));
    assert_eq!(
        (&leaf("5.1.1.1").outcome, &leaf("5.1.1.1").got),
        (&Outcome::Nonconform, &Some(Points::zero()))
    );
}

#[test]
fn the_final_score_waits_for_the_last_open_verdict_and_the_forecast_does_not() {
    let visit =
        Visit::new(SERVICE, 1).with(&[("5.1.2.2", Verdict::Nonconform), ("5.1.1.1", Verdict::Conform)]);
    let score = visit.score();
    assert_eq!(score.last, Err(NoFigure::Open(44)));
    assert_eq!(score.lowest.expect("a figure").score, Points::whole(3));
    assert_eq!(score.highest.expect("a figure").score, Points::whole(95));
    assert_eq!(score.so_far.expect("a figure").score.to_string(), "37.5");
}

#[test]
fn the_upper_end_of_the_range_is_what_the_open_verdicts_make_when_all_conform() {
    let mut visit = Visit::new(SERVICE, 3).all_conform();
    visit.judge(1, "5.3.1.3", Verdict::Sampled { sampled: 5, failed: 2 });
    visit.judge(2, "5.3.1.3", Verdict::Open);
    let highest = visit.score().highest.expect("a figure").score;
    visit.judge(2, "5.3.1.3", Verdict::Conform);
    assert_eq!(visit.last().score, highest);
}

#[test]
fn there_is_no_final_score_while_two_auditors_differ_about_what_is_visited() {
    let mut visit = Visit::new(SERVICE, 2).all_conform();
    let mut other = Stream::new("another", "dossier");
    let stamp = Stamp {
        at: DateTime::parse_from_rfc3339("2026-11-24T10:00:00+08:00").expect("a time"),
        by: "审查员乙".into(),
    };
    let choice = |clauses: &[&str]| {
        Change::SiteChosen(SiteChosen {
            audit: AUDIT.to_owned(),
            site: visit.sites[1].clone(),
            visited: true,
            clauses: clauses.iter().map(|clause| (*clause).to_owned()).collect(),
        })
    };
    let (ours, theirs) = (choice(&["5.1", "5.2"]), choice(&["5.1", "5.3"]));
    // Both start from the same dossier, and neither knows of the other.
    let proposals = visit.dossier.attempt(&[theirs]).expect("allowed");
    let sealed = seal_act(&mut other, &stamp, &proposals).expect("sealed");
    visit.record(&[ours]);
    assert!(visit.score().last.is_ok());
    for sealed in sealed {
        visit.dossier.apply(sealed.entry);
    }
    assert_eq!(visit.score().last, Err(NoFigure::Unsettled(1)));
    assert!(visit.score().so_far.is_ok(), "what is had goes on");
    assert_eq!(visit.score().lowest, Err(NoFigure::Unsettled(1)), "either may be decided");
    assert_eq!(visit.score().highest, Err(NoFigure::Unsettled(1)));
}

#[test]
fn head_office_alone_already_gives_a_forecast() {
    let mut visit = Visit::new(SERVICE, 2);
    for clause in visit.leaves() {
        visit.judge(0, &clause, Verdict::Conform);
    }
    let score = visit.score();
    assert_eq!(score.so_far.expect("a figure").score, Points::whole(100));
    assert_eq!(score.lowest.expect("a figure").score, Points::zero());
    assert_eq!(score.last, Err(NoFigure::Open(46)));
}

#[test]
fn unknown_points_refuse_the_total_and_name_the_leaves() {
    for standard in ["gbt27925-2011", "tcgcc17-2018"] {
        let visit = Visit::new(standard, 1);
        let open = visit.score().last;
        let Err(NoFigure::UnknownPoints(clauses)) = visit.all_conform().score().last else {
            panic!("{standard} has a total")
        };
        assert_eq!(clauses.len(), 16, "{standard}");
        // What can never be had is said before what is still open.
        assert_eq!(open, Err(NoFigure::UnknownPoints(clauses)));
    }
}

#[test]
fn conformity_and_levels_without_thresholds_give_no_figure() {
    for standard in ["gbt19001-2016", "gbt16868-2009"] {
        assert_eq!(Visit::new(standard, 1).all_conform().score().last, Err(NoFigure::NoPoints));
    }
}

fn any_verdict() -> impl Strategy<Value = Verdict> {
    prop_oneof![
        Just(Verdict::Open),
        Just(Verdict::Conform),
        Just(Verdict::Nonconform),
        (1u32..30, 0u32..30)
            .prop_map(|(sampled, failed)| Verdict::Sampled { sampled, failed: failed.min(sampled) }),
        Just(deleted()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn scores_stay_within_bounds_and_the_forecast_within_its_range(
        verdicts in proptest::collection::vec((0usize..2, 0usize..46, any_verdict()), 0..80),
        specials in 0usize..4,
        bonus in any::<bool>(),
    ) {
        let mut visit = Visit::new(SERVICE, 2);
        let leaves = visit.leaves();
        for (site, leaf, verdict) in verdicts {
            let indicator = visit.dossier.checklist(AUDIT, SERVICE).and_then(|list| list.indicator(&leaves[leaf]));
            let allowed = match (&verdict, indicator) {
                (Verdict::Sampled { .. }, Some(leaf)) => leaf.may_sample,
                (Verdict::Deleted { .. }, Some(leaf)) => leaf.may_delete,
                _ => true,
            };
            if allowed {
                visit.judge(site, &leaves[leaf], verdict);
            }
        }
        let visit = visit.specials(specials);
        let score = if bonus { visit.bonus() } else { visit }.score();
        let figures = [&score.lowest, &score.so_far, &score.highest];
        let found: Vec<&Points> = figures.iter().filter_map(|f| f.as_ref().ok()).map(|f| &f.score).collect();
        for points in &found {
            prop_assert!(**points >= Points::zero() && **points <= Points::whole(100));
        }
        prop_assert!(found.is_sorted(), "{:?}", found);
    }
}
