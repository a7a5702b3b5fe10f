//! The shipped checklists: whole, in both languages, and honest about their points.

use std::fmt::Write as _;
use std::path::Path;

use onsite::checklists::{Origin, Shelf, show_text};
use onsite::domain::change::Change;
use onsite::domain::checklist::{Basis, Checklist, Severity};
use onsite::domain::dossier::read_checklist;
use onsite::domain::points::Points;
use onsite::i18n::Lang;
use proptest::prelude::*;

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
        assert!(checklist.leaves().all(|leaf| leaf.points.is_none() && leaf.basis == Basis::Unscored));
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

/// Every finding in a file of tests/checklists-bad, as `line code`.
fn found(name: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checklists-bad").join(name);
    let report = Shelf::built_in().lint_file(&path);
    for lang in [Lang::Zh, Lang::En] {
        assert_eq!(report.lines(lang).len(), report.faults.len());
    }
    report.faults.iter().map(|fault| format!("{} {}", fault.line, fault.kind.code())).collect()
}

/// What each bad file is refused for. A new file there needs its row here.
const BAD: &[(&str, &[&str])] = &[
    ("basis.toml", &["29 bad-basis"]),
    ("clause-form.toml", &["37 bad-clause"]),
    ("clause-twice.toml", &["37 clause-twice"]),
    ("control.toml", &["30 control-character"]),
    ("empty-group.toml", &["20 empty-group"]),
    ("fail-at.toml", &["11 bad-count"]),
    ("group-with-questions.toml", &["20 leaf-with-parts"]),
    ("header.toml", &["1 missing-key", "1 missing-key"]),
    ("language.toml", &["30 missing-language"]),
    ("level-order.toml", &["14 level-out-of-order"]),
    ("level-threshold.toml", &["14 level-without-threshold"]),
    ("level-too-high.toml", &["14 level-too-high"]),
    ("lines.toml", &["31 lines-differ"]),
    ("no-total.toml", &["11 points-without-total", "17 points-without-total", "28 points-without-total"]),
    ("orphan.toml", &["48 orphan"]),
    ("overlay-clause.toml", &["7 overlay-unknown-clause"]),
    ("overlay-of-none.toml", &["2 overlay-of-none"]),
    ("overlay-sum.toml", &["7 sum-differs"]),
    ("overlay-unsigned.toml", &["1 missing-key", "1 missing-key", "1 overlay-empty"]),
    ("phrase-braces.toml", &["6 phrase-braces", "12 phrase-braces"]),
    ("phrase-clause.toml", &["5 phrase-unknown-clause", "11 phrase-unknown-clause"]),
    ("phrase-form.toml", &["3 unknown-key", "5 missing-language", "10 wrong-form"]),
    ("phrase-places.toml", &["11 phrase-places", "16 phrase-places"]),
    ("phrases-of-none.toml", &["2 phrases-of-none"]),
    ("points-form.toml", &["28 wrong-form"]),
    ("points-missing.toml", &["26 points-missing"]),
    ("sampling.toml", &["1 missing-key", "3 wrong-form", "6 bad-count", "8 unknown-key"]),
    ("sum.toml", &["22 sum-differs"]),
    ("syntax.toml", &["3 syntax"]),
    ("total.toml", &["7 total-differs"]),
    ("unknown-keys.toml", &["4 unknown-key", "26 missing-key", "34 unknown-key"]),
];

#[test]
fn each_bad_file_is_refused_for_its_own_fault_in_its_own_line() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checklists-bad");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let said: Vec<(String, Vec<String>)> = names.iter().map(|name| (name.clone(), found(name))).collect();
    for row in &said {
        println!("    {row:?},");
    }
    let expected: Vec<(String, Vec<String>)> = BAD
        .iter()
        .map(|(name, faults)| ((*name).to_owned(), faults.iter().map(|f| (*f).to_owned()).collect()))
        .collect();
    assert_eq!(said, expected);
}

#[test]
fn a_fault_says_in_both_languages_what_is_wrong_and_what_to_do() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checklists-bad/sum.toml");
    let mut report = Shelf::built_in().lint_file(&path);
    report.file = "sum.toml".to_owned();
    assert_eq!(
        report.lines(Lang::Zh),
        ["sum.toml:22: 错误：条款 5.1 是 10 分，下级合计却是 9 分：请核对各级分值。"]
    );
    assert_eq!(
        report.lines(Lang::En),
        ["sum.toml:22: error: Clause 5.1 has 10 points, but its parts add up to 9: check the points."]
    );
}

const OVERLAY: &str = r#"
confirms = "gbt27922-2011"
signed-by = "示例认证机构 标准室"
date = 2026-11-01
[points]
"5.1.1.1" = 4
"5.1.1.2" = 2
"#;

/// The shelf of a folder with these files in it.
fn shelf_of(files: &[(&str, &[u8])]) -> Shelf {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    Shelf::at(folder.path())
}

fn codes(shelf: &Shelf) -> Vec<(String, usize, &'static str)> {
    let faulty = shelf.faulty().flat_map(|report| report.faults.iter().map(|fault| (&report.file, fault)));
    faulty.map(|(file, fault)| (file.clone(), fault.line, fault.kind.code())).collect()
}

#[test]
fn an_empty_or_missing_folder_leaves_the_shipped_checklists() {
    assert_eq!(shelf_of(&[]).list().count(), 5);
    assert_eq!(Shelf::at(Path::new("/nowhere/at/all")).list().count(), 5);
}

#[test]
fn an_overlay_confirms_points_and_travels_with_the_adopted_copy() {
    let shelf = shelf_of(&[("confirmed.toml", OVERLAY.as_bytes())]);
    let shelved = shelf.get("gbt27922-2011").unwrap();
    let leaf = |clause: &str| shelved.checklist.indicator(clause).unwrap();
    assert_eq!((&leaf("5.1.1.1").points, leaf("5.1.1.1").basis), (&Some(Points::whole(4)), Basis::Confirmed));
    // Their group follows: both its parts are confirmed, and 4 + 2 is still 6.
    assert_eq!((&leaf("5.1.1").points, leaf("5.1.1").basis), (&Some(Points::whole(6)), Basis::Confirmed));
    assert_eq!(shelved.checklist.provisional().count(), 43);
    assert_eq!(shelved.checklist.signed[0].by, "示例认证机构 标准室");
    let Change::ChecklistAdopted(adopted) = shelved.adoption() else { panic!("not an adoption") };
    assert_eq!(adopted.overlays, [OVERLAY]);
    assert_eq!(read_checklist(&adopted).unwrap(), shelved.checklist);
}

#[test]
fn a_file_of_the_folder_adds_a_checklist_or_takes_the_place_of_a_shipped_one() {
    let own =
        include_str!("../checklists/gbt16868-2009.toml").replace("商品经营服务质量管理规范", "本机构版本");
    let shelf = shelf_of(&[("q-example-1.toml", own.as_bytes()), ("gbt16868-2009.toml", own.as_bytes())]);
    assert_eq!(shelf.list().count(), 6);
    for id in ["q-example-1", "gbt16868-2009"] {
        let shelved = shelf.get(id).unwrap();
        assert_eq!(shelved.checklist.title.zh, "本机构版本");
        assert!(matches!(shelved.origin, Origin::Folder(_)));
    }
}

#[test]
fn a_checklist_in_the_place_of_a_shipped_one_needs_no_phrases_for_leaves_it_lacks() {
    let own = include_str!("../checklists/gbt16868-2009.toml");
    let shelf = shelf_of(&[("gbt27922-2011.toml", own.as_bytes())]);
    assert_eq!(codes(&shelf), []);
    let leaves: Vec<String> =
        shelf.get("gbt27922-2011").unwrap().checklist.leaves().map(|leaf| leaf.clause.clone()).collect();
    let phrases = shelf.all_phrases("gbt27922-2011");
    assert!(phrases.iter().any(|phrase| phrase.clause.is_none()), "sentences for any leaf stay");
    assert!(phrases.iter().filter_map(|phrase| phrase.clause.as_ref()).all(|clause| leaves.contains(clause)));
}

#[test]
fn a_file_with_a_typo_is_never_half_used() {
    let own = include_str!("../checklists/gbt16868-2009.toml").replace("superseded-by", "superseeded-by");
    let shelf = shelf_of(&[("gbt16868-2009.toml", own.as_bytes())]);
    assert_eq!(
        codes(&shelf).iter().map(|(_, line, code)| (*line, *code)).collect::<Vec<_>>(),
        [(1, "missing-key"), (10, "unknown-key"), (14, "unknown-thresholds")]
    );
    // Nor is the shipped one handed out in its place: the user meant another.
    let refused = shelf.adoption("gbt16868-2009").unwrap_err().sentence(Lang::En);
    assert!(refused.contains("gbt16868-2009.toml:10: error: Unknown key superseeded-by"), "{refused}");
    assert_eq!(shelf.list().count(), 4);
}

#[test]
fn a_faulty_overlay_keeps_its_checklist_back_until_it_is_put_right() {
    let shelf = shelf_of(&[("confirmed.toml", OVERLAY.replace("= 4", "= 5").as_bytes())]);
    assert_eq!(codes(&shelf), [("confirmed.toml".to_owned(), 6, "sum-differs")]);
    let refused = shelf.get("gbt27922-2011").unwrap_err().sentence(Lang::Zh);
    assert!(refused.contains("confirmed.toml:6: 错误：条款 5.1 是 40 分，下级合计却是 41 分"), "{refused}");
    assert!(shelf.get("gbt19001-2016").is_ok());
}

#[test]
fn two_overlays_that_contradict_each_other_are_a_fault_that_names_both() {
    let other = OVERLAY.replace("= 4", "= 3").replace("= 2\n", "= 3\n");
    let shelf = shelf_of(&[("a.toml", OVERLAY.as_bytes()), ("b.toml", other.as_bytes())]);
    let found = |line, code| ("b.toml".to_owned(), line, code);
    assert_eq!(codes(&shelf), [found(6, "overlay-contradicts"), found(7, "overlay-contradicts")]);
    let refused = shelf.get("gbt27922-2011").unwrap_err().sentence(Lang::Zh);
    assert!(refused.contains("b.toml:6: 错误：条款 5.1.1.1 的分值 3 与 a.toml 给出的 4 不一致"), "{refused}");
    // Two that say the same contradict nothing.
    let shelf = shelf_of(&[("a.toml", OVERLAY.as_bytes()), ("b.toml", OVERLAY.as_bytes())]);
    assert!(codes(&shelf).is_empty() && shelf.get("gbt27922-2011").is_ok());
}

#[test]
fn files_that_are_no_text_are_said_to_be_and_nothing_else_is_harmed() {
    // "标准" in GBK, a byte order mark before good text, a name that cannot be an id, other files.
    let gbk = b"# good line\nstandard = \"\xb1\xea\xd7\xbc\"\n";
    let shipped = include_str!("../checklists/gbt16868-2009.toml");
    let marked = format!("\u{feff}{shipped}");
    let shelf = shelf_of(&[
        ("gbk.toml", gbk),
        ("marked.toml", marked.as_bytes()),
        ("中文名.toml", shipped.as_bytes()),
        ("notes.txt", b"not a checklist"),
        (".hidden.toml", b"]["),
    ]);
    assert!(shelf.get("marked").is_ok());
    let faulty: Vec<(String, usize, &str)> =
        codes(&shelf).into_iter().filter(|(_, _, code)| *code != "unknown-thresholds").collect();
    assert_eq!(faulty, [("gbk.toml".to_owned(), 2, "not-utf8"), ("中文名.toml".to_owned(), 1, "bad-name")]);
    assert_eq!(shelf.list().count(), 6);
}

#[test]
fn an_unknown_checklist_is_refused_with_those_there_are() {
    let refused = Shelf::built_in().adoption("gbt27992").unwrap_err().sentence(Lang::En);
    assert!(refused.starts_with("There is no checklist gbt27992; there are: gbt16868-2009"), "{refused}");
}

#[test]
fn a_checklist_is_shown_whole_with_the_basis_of_its_points() {
    let shelf = Shelf::built_in();
    let text = show_text(&shelf.get("gbt27922-2011").unwrap().checklist, Lang::Zh);
    assert!(text.contains("5.1.2.2 售后服务管理师配置  [5 分 · 有出处]"), "{text}");
    assert!(text.contains("5.1.1.1 售后服务部门与岗位  [3 分 · 暂定]"));
    assert!(text.contains("三星级 ≥ 80"));
    let row = shelf.rows().into_iter().find(|row| row.id == "gbt27922-2011").unwrap();
    assert_eq!(
        (row.leaves, row.remarks(Lang::En)),
        (46, vec!["45 leaves with provisional points".to_owned()])
    );
}

#[test]
fn a_checklist_with_more_clauses_than_any_standard_is_refused_in_good_time() {
    let head = include_str!("checklists-bad/empty-group.toml");
    let mut text = head.to_owned();
    for n in 1..60_000 {
        writeln!(text, "[[indicator]]\nclause = \"5.1.{n}\"").expect("a String takes it");
    }
    assert!(Checklist::lint("x", &text).iter().any(|fault| fault.kind.code() == "too-many"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_damage_to_a_file_makes_the_reader_fall_over(
        from in 0usize..16_000,
        length in 0usize..400,
        put in "[\\[\\]{}=\"'.a-z0-9\\n\u{4e00}-\u{4e20}]{0,12}",
    ) {
        let whole = include_str!("../checklists/gbt16868-2009.toml");
        let start = floor(whole, from);
        let end = floor(whole, from + length).max(start);
        let damaged = format!("{}{put}{}", &whole[..start], &whole[end..]);
        let lines = damaged.lines().count();
        for fault in Checklist::lint("x", &damaged) {
            prop_assert!(fault.line >= 1 && fault.line <= lines + 1);
            prop_assert_eq!(fault.values.len(), fault.kind.places());
        }
    }
}

/// The nearest place at or before one where a character begins.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[test]
fn the_examples_of_the_manual_are_right() {
    let page = include_str!("../docs/checklists.md");
    let examples: Vec<&str> =
        page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(examples.len(), 4);
    for example in examples {
        let faults = Shelf::built_in().lint_text("q-example-1", example);
        let faulty: Vec<String> = faults
            .iter()
            .filter(|fault| fault.severity() == Severity::Fault)
            .map(ToString::to_string)
            .collect();
        assert!(faulty.is_empty(), "{faulty:?}");
    }
}
