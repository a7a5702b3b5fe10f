//! The shipped checklists: whole, in both languages, and honest about their points.

use onsite::checklists::Shelf;
use onsite::domain::checklist::{Basis, Checklist};
use onsite::domain::points::Points;
use onsite::i18n::Lang;

fn shipped(id: &str) -> Checklist {
    Shelf::built_in().get(id).expect("the program ships it").checklist.clone()
}

const IDS: [&str; 5] = ["gbt16868-2009", "gbt19001-2016", "gbt27922-2011", "gbt27925-2011", "tcgcc17-2018"];

#[test]
fn every_shipped_file_is_used_and_has_no_fault() {
    let shelf = Shelf::built_in();
    for report in shelf.reports() {
        assert!(!report.failed(), "{}", report.lines(Lang::En).join("\n"));
    }
    let ids: Vec<&str> = shelf.list().map(|shelved| shelved.checklist.id.as_str()).collect();
    assert_eq!(ids, IDS);
}

#[test]
fn the_after_sale_checklist_adds_up_to_a_hundred_in_46_leaves() {
    let checklist = shipped("gbt27922-2011");
    assert_eq!(checklist.leaves().count(), 46);
    assert_eq!(
        checklist.leaves().filter_map(|leaf| leaf.points.as_ref()).sum::<Points>(),
        Points::whole(100)
    );
    let sections: Vec<(String, String)> = checklist
        .children("")
        .map(|section| (section.clause.clone(), section.points.as_ref().expect("known").to_string()))
        .collect();
    let expected = [("5.1", "40"), ("5.2", "35"), ("5.3", "25")];
    assert_eq!(sections, expected.map(|(clause, points)| (clause.to_owned(), points.to_owned())));
    let groups = checklist.indicators.iter().filter(|indicator| checklist.depth(&indicator.clause) == 1);
    assert_eq!(groups.count(), 15);
}

#[test]
fn only_what_has_a_source_is_called_sourced() {
    let checklist = shipped("gbt27922-2011");
    let sourced: Vec<&str> = checklist
        .indicators
        .iter()
        .filter(|indicator| indicator.basis == Basis::Sourced)
        .map(|indicator| indicator.clause.as_str())
        .collect();
    assert_eq!(sourced, ["5.1", "5.1.2.2", "5.2", "5.3"]);
    assert_eq!(checklist.provisional().count(), 45);
}

#[test]
fn the_levels_and_special_items_are_those_of_the_handbook() {
    let checklist = shipped("gbt27922-2011");
    let levels: Vec<(String, String)> = checklist
        .bands
        .iter()
        .map(|band| (band.title.zh.clone(), band.min.as_ref().expect("known").to_string()))
        .collect();
    let expected = [("达标级", "70"), ("三星级", "80"), ("四星级", "90"), ("五星级", "95")];
    assert_eq!(levels, expected.map(|(title, min)| (title.to_owned(), min.to_owned())));
    let special = checklist.special.expect("it has special items");
    assert_eq!((special.deduction, special.fail_at, special.bonus), (Points::whole(1), 5, Points::whole(1)));
}

#[test]
fn conformity_checklists_have_no_points_and_all_their_leaves() {
    for (id, leaves) in [("gbt19001-2016", 65), ("gbt16868-2009", 24)] {
        let checklist = shipped(id);
        assert_eq!(checklist.leaves().count(), leaves, "{id}");
        assert_eq!(checklist.full_score, None);
        assert!(checklist.leaves().all(|leaf| leaf.points.is_none()));
    }
    // Its levels exist, their thresholds are not public.
    let levels = shipped("gbt16868-2009").bands;
    assert!(levels.len() == 5 && levels.iter().all(|band| band.min.is_none()));
}

#[test]
fn partial_checklists_say_so_and_guess_no_points() {
    for (id, groups, unknown) in [("gbt27925-2011", 5, 16), ("tcgcc17-2018", 4, 16)] {
        let checklist = shipped(id);
        assert!(checklist.partial.is_some());
        assert_eq!(checklist.full_score, Some(Points::whole(1000)));
        let sourced = checklist.children("").filter(|group| group.basis == Basis::Sourced);
        assert_eq!(sourced.count(), groups, "{id}");
        assert_eq!(checklist.unknown().count(), unknown, "{id}");
    }
}

#[test]
fn every_leaf_says_in_both_languages_what_to_check_to_ask_and_to_see() {
    for id in IDS {
        for leaf in shipped(id).leaves() {
            let place = format!("{id} {}", leaf.clause);
            for (zh, en) in [(&leaf.title.zh, &leaf.title.en), (&leaf.check.zh, &leaf.check.en)] {
                assert!(has_chinese(zh) && !has_chinese(en), "{place}: {zh} | {en}");
            }
            for lines in [&leaf.ask, &leaf.evidence] {
                assert!(!lines.zh.is_empty(), "{place}");
                assert!(lines.zh.iter().all(|line| has_chinese(line)), "{place}: {:?}", lines.zh);
                assert!(!lines.en.iter().any(|line| has_chinese(line)), "{place}: {:?}", lines.en);
            }
        }
    }
}

fn has_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}
