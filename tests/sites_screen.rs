//! Stories of the sites and the draw of outlets, through the real keys and a real dossier file.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use std::fs;

use harness::{Harness, NOW, opening};
use onsite::domain::change::{Change, OutletsDrawn, SiteDescribed, SiteRole};
use onsite::domain::dossier::Dossier;
use onsite::domain::refusal::Refusal;
use onsite::domain::sampling::{draw, written_seed};
use onsite::i18n::Lang;
use onsite::store::Folders;
use onsite::supply::Supply;

/// The sites screen of a client with nine outlets.
fn nine() -> Harness {
    sized(120, 40, Lang::Zh)
}

fn sized(width: u16, height: u16, lang: Lang) -> Harness {
    let mut story = Harness::sized(width, height, lang).keys("g a");
    for nth in 2..=9 {
        story = story.keys(&format!("a 网点{nth} <ctrl-s>"));
    }
    story
}

fn audit(dossier: &Dossier) -> String {
    dossier.audits()[0].audit.clone()
}

#[test]
fn outlets_are_drawn_by_rule_shown_step_by_step_and_repeated_by_the_seed() {
    let story = nine().shows("9 个服务网点，至少到访 3 个，其中随机至少 1 个").keys("D");
    let story = story.shows("一共到访几个网点").keys("<ctrl-s>").shows("第 1 次抽取，种子 0000");
    let story = story.shows("到访 3 个；随机 3 个").shows("mod 9 =").shows("mod 7 =");
    let saved = story.saved();
    let audit = audit(&saved);
    assert_eq!(saved.visited_sites(&audit).len(), 4, "and the head office");
    let drawn = saved.drawn(&audit).unwrap();
    let seed = u64::from_str_radix(&drawn.drawn.seed, 16).unwrap();
    let again: Vec<String> = draw(seed, &drawn.drawn.frame, 3).into_iter().map(|step| step.site).collect();
    assert_eq!(again, drawn.drawn.drawn);
    // One act: undo takes the draw and the visits back together; a second draw is counted.
    let story = story.keys("u").shows("还没有抽取").keys("<ctrl-r>").shows("第 1 次抽取");
    let story = story.keys("D <ctrl-s>").shows("第 2 次抽取");
    assert!(story.saved().outlet_sample(&audit).visited == 3);
}

#[test]
fn to_narrow_a_site_over_what_is_judged_is_told_once_and_the_list_says_which_clauses_are_left() {
    let story = Harness::new().keys("S <down> <enter> y y g a j").hides("只评");
    let story = story.keys("v <tab> 5.2 <ctrl-s>").shows("有 2 条已经评过（5.1.1.1 5.1.1.2），不再计入得分");
    assert!(story.saved().clauses_at(&audit(&story.saved()), &outlet(&story)).is_empty());
    let story = story.keys("<ctrl-s>").shows("福州服务网点  只评 5.2");
    // Nothing is judged among these: narrowed further without a word.
    let story = story.keys("v <tab> <ctrl-u> 5.2.1 <ctrl-s>").shows("只评 5.2.1");
    // One key does not leave out what is judged either: it asks once, with all that is needed filled in.
    let story = story.keys("u u <enter>").shows("有 2 条已经评过（5.1.1.1 5.1.1.2），不再计入得分");
    assert!(story.saved().visits(&audit(&story.saved()), &outlet(&story)));
    let story = story.keys("<ctrl-s>").hides("已经评过");
    assert!(!story.saved().visits(&audit(&story.saved()), &outlet(&story)));
}

#[test]
fn what_stands_below_the_sites_is_read_whole_above_a_sentence_of_two_lines_or_ends_in_the_mark_for_a_cut() {
    // The line above the footer's sentence, which begins with what was recorded.
    let above = |story: &Harness| {
        let screen = story.screen();
        let lines: Vec<&str> = screen.lines().collect();
        let said = lines.iter().position(|line| line.contains("已记录")).unwrap();
        assert_eq!(said, lines.len() - 3, "a sentence of two lines");
        lines[said - 1].to_owned()
    };
    let story = Harness::demonstration(80, 24, Lang::Zh).keys("g a D <enter>");
    assert!(above(&story).ends_with("日（公开资料，一处）。"));
    let story = sized(80, 14, Lang::Zh).keys("D <ctrl-s>");
    assert!(above(&story).ends_with('~'));
    // With the room of an empty footer there is more to see, and a cut all the same.
    let story = story.keys("j");
    let body = story.body();
    assert!(body.lines().last().unwrap().ends_with('~') && body.contains("第 3 步"), "{body}");
}

fn outlet(story: &Harness) -> String {
    story.saved().sites()[1].site.clone()
}

#[test]
fn the_rule_asks_for_the_same_number_at_random_here_and_in_the_report() {
    for (story, outlets, asked) in [(nine(), 9, 1), (Harness::sized(120, 40, Lang::Zh).keys("g a"), 1, 0)] {
        let saved = story.saved();
        let sample = saved.outlet_sample(&audit(&saved));
        assert_eq!((sample.outlets, sample.least_at_random), (outlets, asked));
        assert!(!sample.is_hand_picked(), "where all are visited, nobody picked any");
        story.shows(&format!("其中随机至少 {asked} 个"));
    }
}

#[test]
fn the_lead_chooses_some_and_a_quarter_stays_with_chance() {
    let story = nine().keys("m").shows("只有服务网点可以自选").keys("j m j m j m").shows("拟自选");
    let story = story.keys("D <ctrl-s>").shows("自选").shows("随机 1 个");
    let saved = story.saved();
    let draw = saved.drawn(&audit(&saved)).unwrap();
    assert_eq!((draw.drawn.picked.len(), draw.drawn.drawn.len()), (3, 1));
    let story = nine().keys("j m j m j m j m D <backspace> 4 <ctrl-s>");
    story
        .shows("至少要随机抽取 1 个网点，现在只有 0 个")
        .keys("<backspace> x <ctrl-s>")
        .shows("1 至 9 的整数");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]
    #[test]
    fn a_quarter_at_least_is_left_to_chance_whatever_is_chosen(seed: u64, picked in 0usize..8, count in 0usize..8) {
        let mut changes = opening(&Supply::scripted(NOW)).changes("T");
        // Two sites come with the opening: the head office and one outlet.
        changes.extend((3..=10).map(|nth| {
            Change::SiteDescribed(SiteDescribed {
                site: format!("S-T-{nth}"),
                name: format!("网点{nth}"),
                role: SiteRole::Outlet,
                address: String::new(),
            })
        }));
        let frame: Vec<String> = (2..=10).map(|nth| format!("S-T-{nth}")).collect();
        let (chosen, rest) = frame.split_at(picked);
        let drawn: Vec<String> = draw(seed, rest, count).into_iter().map(|step| step.site).collect();
        let got = drawn.len();
        changes.push(Change::OutletsDrawn(OutletsDrawn {
            audit: "A-T-1".to_owned(),
            seed: written_seed(seed),
            frame: frame.clone(),
            picked: chosen.to_vec(),
            drawn,
        }));
        let taken = Dossier::default().attempt(&changes);
        let enough = got > 0 && got * 4 >= picked + got;
        match taken {
            Ok(_) => proptest::prop_assert!(enough, "{} of {}", got, picked + got),
            Err((_, refusal)) => {
                let few = matches!(refusal, Refusal::TooFewAtRandom { .. });
                proptest::prop_assert!(!enough && few, "{:?}", refusal);
            }
        }
    }
}

#[test]
fn what_falls_short_of_the_rule_is_said_here_and_at_the_gate() {
    let mut story = nine().keys("<enter>").shows("总部必到");
    for _ in 0..8 {
        story = story.keys("j <enter>");
    }
    let story = story.shows("到访 1 个，缺 2 个");
    let saved = story.saved();
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let rows = saved.gate(&audit(&saved), day);
    let kinds: Vec<&str> = rows.iter().map(|row| row.kind.code()).collect();
    assert!(kinds.contains(&"too-few-outlets") && kinds.contains(&"too-few-at-random"), "{kinds:?}");
}

#[test]
fn a_drawn_outlet_that_is_left_out_is_named() {
    let story = nine().keys("D <ctrl-s>");
    let saved = story.saved();
    let first = saved.drawn(&audit(&saved)).unwrap().drawn.drawn[0].clone();
    let place = saved.sites().iter().position(|site| site.site == first).unwrap();
    let down = "j ".repeat(place);
    story.keys(&format!("g g {down} <enter>")).shows("抽中未到访").shows("缺 1 个");
}

#[test]
fn a_site_lies_below_another_but_never_below_itself() {
    let story = nine().keys("j j p fz <enter>");
    let saved = story.saved();
    let tree = saved.site_tree();
    assert_eq!((tree[1].1.name.as_str(), tree[2].0, tree[2].1.name.as_str()), ("福州服务网点", 1, "网点2"));
    // The cursor went with the site; its own site above cannot be placed below it.
    let story = story.keys("k p 网点2 <enter>").shows("不能归到自己或自己的下级场所之下");
    assert_eq!(story.saved().site_tree().iter().filter(|(depth, _)| *depth > 0).count(), 1);
    story.keys("/ wd5 <enter> p zb <enter>").shows("  网点5");
}

#[test]
fn the_sites_at_both_sizes_and_in_both_languages() {
    for (width, height) in [(80, 24), (120, 40)] {
        for lang in [Lang::Zh, Lang::En] {
            let story = sized(width, height, lang).keys("D <ctrl-s>");
            eprintln!("{}", story.screen());
            story.shows(lang.pick("默认规则", "Rule: visit at least 100 %"));
        }
    }
}

/// The rule of a certification body, evidently made up.
const OWN: &str = r#"
sampling-by = "示例认证机构"
basis = "sourced"
source = "示例规则 3.2"
at-random = 50
[initial]
percent = 150
"#;

/// Puts a rule file into the checklists folder, or takes it out again.
fn rule_file(story: Harness, text: Option<&str>) -> Harness {
    let folder = Folders::below(story.folder()).checklists;
    let path = folder.join("sampling-own.toml");
    match text {
        Some(text) => {
            fs::create_dir_all(&folder).unwrap();
            fs::write(path, text).unwrap();
        }
        None => fs::remove_file(path).unwrap(),
    }
    story.restarted().keys("g a")
}

#[test]
fn a_draw_goes_by_the_rule_file_of_the_body_and_the_dossier_keeps_the_rule() {
    let story = nine().shows("本程序的默认规则，不是标准的规定").hides("手头的规则文件不同");
    let story = rule_file(story, Some(OWN)).shows("手头的规则文件不同").shows("示例规则 3.2");
    let story = story.shows("至少到访 3 个").keys("j m j m j m D <ctrl-s>").shows("至少要随机抽取 3 个");
    let story =
        story.keys("<backspace> 6 <ctrl-s>").shows("到访 6 个；随机 3 个").hides("手头的规则文件不同");
    let saved = story.saved();
    let audit = audit(&saved);
    let rule = saved.sampling_rule(&audit).unwrap();
    assert_eq!((rule.by.as_str(), rule.percent, rule.at_random), ("示例认证机构", Some(150), 50));
    assert_eq!(saved.outlet_sample(&audit).least, Some(5));
    // Without the file the dossier says the same: what was drawn can be explained and repeated.
    let story = rule_file(story, None).shows("至少到访 5 个").shows("的规则，有出处：示例规则 3.2");
    // One act: rule, draw and visits are taken back together.
    let story = story
        .hides("手头的规则文件不同")
        .keys("D <ctrl-s>")
        .shows("至少到访 5 个")
        .keys("u")
        .shows("至少到访 5 个");
    assert_eq!(story.saved().sampling_rule(&audit), Some(rule));
}

#[test]
fn an_audit_that_is_opened_with_a_rule_file_at_hand_goes_by_it_from_the_beginning() {
    let story = rule_file(nine(), Some(&OWN.replace("[initial]", "[surveillance]")));
    let story = story.keys("g o A <ctrl-s> g a").shows("至少到访 5 个").hides("手头的规则文件不同");
    let saved = story.saved();
    let (old, new) = (&saved.audits()[0].audit, &saved.audits()[1].audit);
    assert_eq!(saved.sampling_rule(new).unwrap().by, "示例认证机构");
    assert_eq!(saved.sampling_rule(old).unwrap().by, "onsite");
}

#[test]
fn a_rule_file_with_faults_is_said_and_not_used() {
    let story = rule_file(nine(), Some(&OWN.replace("50", "500"))).shows("抽样规则文件有错，未采用");
    let saved = story.keys("D <ctrl-s>").shows("到访 3 个").saved();
    assert_eq!(saved.sampling_rule(&audit(&saved)).unwrap().by, "onsite");
}
