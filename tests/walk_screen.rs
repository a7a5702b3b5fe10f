//! Stories of the walk, through the real keys and a real dossier file.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use harness::Harness;
use onsite::domain::audit::Judgement;
use onsite::domain::change::Item;
use onsite::domain::change::{Class, NcPart, Verdict};
use onsite::domain::dossier::Dossier;
use onsite::i18n::Lang;

fn item(dossier: &Dossier, clause: &str) -> Item {
    let audit = dossier.audits()[0].audit.clone();
    let site = dossier.sites()[0].site.clone();
    Item { audit, standard: "gbt27922-2011".to_owned(), clause: clause.to_owned(), site }
}

fn verdict(dossier: &Dossier, clause: &str) -> Judgement {
    dossier.judgement(&item(dossier, clause))
}

#[test]
fn one_key_gives_a_verdict_and_goes_on_to_the_next_item() {
    let story = Harness::new().keys("y y");
    let saved = story.saved();
    assert_eq!(verdict(&saved, "5.1.1.1"), Judgement::One(Verdict::Conform));
    assert_eq!(verdict(&saved, "5.1.1.2"), Judgement::One(Verdict::Conform));
    story.shows("5.1.2.1").shows("已评 2/92").shows("已保存");
}

#[test]
fn a_nonconformity_takes_the_points_and_is_written_down_whole() {
    let story = Harness::new().keys("n 福州网点未签协议 <tab> <right> <tab> 售后部 <ctrl-s>");
    let saved = story.saved();
    assert_eq!(verdict(&saved, "5.1.1.1"), Judgement::One(Verdict::Nonconform));
    let ncs = saved.nonconformities();
    assert_eq!(ncs.len(), 1);
    let label = &ncs[0].raised.nc;
    assert_eq!(ncs[0].class, Some(Class::Major));
    assert_eq!(saved.nc_text(label, NcPart::Statement), "福州网点未签协议");
    assert_eq!(saved.nc_text(label, NcPart::Department), "售后部");
    story.shows("5.1.1.2");
}

#[test]
fn a_sample_is_read_in_full_width_too_and_a_slip_is_told_with_the_dialog_open() {
    let story = Harness::new().keys("] s 三 <ctrl-s>").shows("3/15");
    let story = story.keys("<backspace> ３／１５ <enter>");
    let saved = story.saved();
    let sampled = Verdict::Sampled { sampled: 15, failed: 3 };
    assert_eq!(verdict(&saved, "5.1.1.2"), Judgement::One(sampled));
}

#[test]
fn undo_goes_back_key_by_key_even_on_one_item_and_redo_comes_again() {
    let story = Harness::new().keys("j y k s 1/2 <enter>");
    let at = |story: &Harness| verdict(&story.saved(), "5.1.1.2");
    let before = at(&story);
    let story = story.keys("u");
    assert_eq!(at(&story), Judgement::One(Verdict::Conform), "after one undo; before {before:?}");
    let story = story.keys("u");
    assert_eq!(at(&story), Judgement::One(Verdict::Open));
    let story = story.keys("<ctrl-r>");
    assert_eq!(at(&story), Judgement::One(Verdict::Conform));
    let story = story.keys("<ctrl-r>");
    assert_eq!(at(&story), before);
    story.keys("u u u").shows("撤销");
}

#[test]
fn undo_goes_back_through_many_changes_of_one_item_and_redo_through_all_of_them_again() {
    let at = |story: &Harness| verdict(&story.saved(), "5.1.1.2");
    let mut story = Harness::new().keys("j");
    let mut stood = vec![at(&story)];
    for keys in ["y", "k s 1/2 <enter>", "k y", "k s 2/2 <enter>", "k s 1/2 <enter>"] {
        story = story.keys(keys);
        stood.push(at(&story));
    }
    for _ in 0..2 {
        for before in stood.iter().rev().skip(1) {
            story = story.keys("u");
            assert_eq!(at(&story), *before);
        }
        for after in stood.iter().skip(1) {
            story = story.keys("<ctrl-r>");
            assert_eq!(at(&story), *after);
        }
    }
}

#[test]
fn enter_on_an_item_opens_its_nonconformity_where_it_is_settled() {
    let story = Harness::new().keys("<enter>").shows("本条没有不符合项");
    let story = story.keys("n 未设岗位 <ctrl-s> k <enter>").shows("请受审查方确认");
    story.keys("w 写错 <ctrl-s>").shows("已撤回");
}

#[test]
fn undo_leads_back_to_the_item_so_that_the_next_key_judges_it_anew() {
    let story = Harness::new().keys("y y u s 1/2 <enter>");
    let saved = story.saved();
    assert_eq!(verdict(&saved, "5.1.1.1"), Judgement::One(Verdict::Conform));
    assert_eq!(verdict(&saved, "5.1.1.2"), Judgement::One(Verdict::Sampled { sampled: 2, failed: 1 }));
}

#[test]
fn what_can_never_be_undone_does_not_stand_before_what_was_done_earlier() {
    let story = Harness::new().keys("y g o A <ctrl-s> u").shows("“评价 ").shows("再按 u 撤销");
    let story = story.keys("u").shows("已撤销");
    assert_eq!(verdict(&story.saved(), "5.1.1.1"), Judgement::One(Verdict::Open));
}

#[test]
fn half_typed_text_survives_a_kill_and_is_offered_at_its_place() {
    let story = Harness::new().keys("j r 抽查五名，四名持证").killed_and_restarted();
    let story = story.shows("抽查五名，四名持证").shows("草稿").keys("<ctrl-s>");
    let saved = story.saved();
    assert_eq!(saved.remarks(&item(&saved, "5.1.1.2"))[0].1.text, "抽查五名，四名持证");
    story.killed_and_restarted().hides("草稿").shows("5.1.1.2");
}

#[test]
fn a_text_that_was_left_is_named_at_its_item_until_it_is_saved() {
    let story = Harness::new().keys("r 抽查五名 <esc>").shows("备注 未保存").keys("j").hides("未保存");
    story
        .restarted()
        .keys("k")
        .shows("备注 未保存")
        .keys("r")
        .shows("抽查五名")
        .keys("<ctrl-s>")
        .hides("未保存");
}

#[test]
fn letters_in_a_text_are_text() {
    let story = Harness::new().typed("r").typed("y n s q ? :").keys("<ctrl-s>");
    let saved = story.saved();
    assert_eq!(saved.remarks(&item(&saved, "5.1.1.1"))[0].1.text, "y n s q ? :");
    assert_eq!(verdict(&saved, "5.1.1.1"), Judgement::One(Verdict::Open));
}

#[test]
fn the_palette_finds_an_action_by_pinyin_initials() {
    Harness::new().keys(": bfh").shows("不符合").keys("<enter>").shows("事实描述");
}

#[test]
fn the_walk_at_both_sizes_and_in_both_languages() {
    for (width, height) in [(80, 24), (120, 40)] {
        for lang in [Lang::Zh, Lang::En] {
            let story = Harness::sized(width, height, lang).keys("y");
            eprintln!("{}", story.screen());
            story.shows("5.1.1.2").shows(lang.pick("查什么", "check"));
        }
    }
}

#[test]
fn a_whole_statement_is_written_with_latin_keys_alone() {
    let story = Harness::new().keys("n <ctrl-p>").shows("常用语");
    let story = story.keys("<enter>").shows("Ctrl-n").keys("<ctrl-s>").shows("还没有填写");
    let story =
        story.keys("2026-11-24 <ctrl-n> A-17 <ctrl-n> B-2 <ctrl-n> C-3 <ctrl-n> D <ctrl-n> E <ctrl-s>");
    let saved = story.saved();
    let ncs = saved.nonconformities();
    let statement = saved.nc_text(&ncs[0].raised.nc, NcPart::Statement);
    assert!(statement.starts_with("2026-11-24") || statement.contains("2026-11-24"), "{statement}");
    assert!(!statement.contains('{'), "{statement}");
}

#[test]
fn a_place_of_a_phrase_stands_until_something_is_typed_in_its_stead() {
    let remark = |story: &Harness| {
        let saved = story.saved();
        saved.remarks(&item(&saved, "5.1.1.1")).first().map(|(_, remark)| remark.text.clone())
    };
    // The words in braces find a phrase too, and a list that is longer than its window says so.
    let story = Harness::new().keys("r <ctrl-p>").shows("下面还有").keys("cwj").shows("查{文件}，内容与现场");
    let story = story
        .keys("<ctrl-u> nryxc")
        .hides("下面还有")
        .keys("<enter> <ctrl-s>")
        .shows("还没有填写{文件}")
        .shows("查{文件}，内容与现场一致");
    assert_eq!(remark(&story), None);
    let story = story.keys("制度 <ctrl-s>").hides("还没有填写");
    assert!(remark(&story).unwrap().starts_with("查制度，内容与现场一致"), "{:?}", remark(&story));
    // Whoever saves twice means the braces; the delete key takes the whole place out.
    let story = story.keys("u k r <ctrl-p> nryxc <enter> <delete> <ctrl-s>");
    assert!(remark(&story).unwrap().starts_with("查，内容与现场一致"), "{:?}", remark(&story));
}

#[test]
fn an_item_that_does_not_fit_says_so_and_is_read_to_its_end() {
    let story = Harness::new().hides("下面还有");
    let story = story.keys("r").keys(&"一行 <enter> ".repeat(12)).keys("<ctrl-s> r 最后一条 <ctrl-s> y k");
    let story = story.shows("下面还有").hides("最后一条").shows("查什么");
    let story = story.keys("J").shows("最后一条").shows("上面还有").hides("查什么");
    let story = story.keys("J").shows("最后一条").keys("K").shows("查什么").shows("下面还有");
    // Another item begins at its top, and so does this one again.
    let story = story.keys("J j").shows("5.1.1.2").hides("下面还有").keys("k").shows("查什么");
    // Behind the list nothing moves unseen.
    let story = story.keys("<tab> J <tab>").shows("查什么").shows("下面还有");
    story.resized(120, 40).shows("最后一条").hides("下面还有");
}

#[test]
fn at_the_end_of_a_site_it_is_told_what_is_left_and_which_key_leads_there() {
    let story = Harness::new().keys(&"y ".repeat(46));
    let story = story.shows("这里已评完。还未评：福州服务网点 46 条（按 S 切换场所）。");
    let story = story.keys("S").shows("已评 46/46").shows("已评 0/46").keys("<down> <enter>");
    story.keys(&"y ".repeat(46)).shows("本次评价已全部评完；按 g o 看总览");
}

#[test]
fn the_lists_of_sites_and_standards_begin_where_one_is_and_mark_it() {
    let marked = |story: &Harness| {
        let screen = story.screen();
        let lines: Vec<&str> = screen.lines().filter(|line| line.contains("当前")).collect();
        assert_eq!(lines.len(), 1, "{screen}");
        lines[0].to_owned()
    };
    let story = Harness::new().keys("S");
    assert!(marked(&story).contains("总部"));
    let story = story.keys("<down> <enter> S");
    assert!(marked(&story).contains("福州服务网点"));
    // Enter stays where one is, and one step up leads back.
    let story = story.keys("<enter> y S <up> <enter> y").keys("S");
    assert!(marked(&story).contains("总部"));
    let saved = story.saved();
    let judged = |site: usize| {
        let site = saved.sites()[site].site.clone();
        saved
            .entries()
            .iter()
            .filter(|e| e.slot.sort() == "verdict" && e.slot.as_str().contains(&site))
            .count()
    };
    assert_eq!((judged(0), judged(1)), (1, 1));
    let story = story.keys("<esc> g o A <tab> <right> <ctrl-s> g w T <down> <enter> T");
    assert!(marked(&story).contains("19001") || marked(&story).contains("16868"), "{}", story.screen());
}

#[test]
fn another_standard_at_the_site_is_named_with_its_key() {
    let story = Harness::new().keys("g o A <tab> <right> <ctrl-s> g w T <down> <enter>");
    let story = story.keys(&"y ".repeat(24));
    story.shows("还未评：GB/T 27922-2011 46 条（按 T 切换标准）");
}

#[test]
fn to_delete_is_offered_only_where_it_is_allowed() {
    let foot = |story: &Harness| story.screen().lines().nth(23).unwrap_or_default().to_owned();
    let story = Harness::new();
    assert!(!foot(&story).contains("d 删减") && foot(&story).contains("r 备注"), "{}", foot(&story));
    let story = story.keys("/ 可删减").keys("<esc>").keys("g w");
    let saved = story.saved();
    let audit = saved.audits()[0].audit.clone();
    let list = saved.checklist(&audit, "gbt27922-2011").unwrap();
    let may = list.indicators.iter().filter(|leaf| leaf.leaf).position(|leaf| leaf.may_delete).unwrap();
    let story = story.keys("g g").keys(&"j ".repeat(may)).shows("可删减");
    assert!(foot(&story).contains("d 删减"), "{}", foot(&story));
}

#[test]
fn to_sample_is_offered_only_where_it_is_allowed_and_elsewhere_it_is_said() {
    let foot = |story: &Harness| story.screen().lines().nth(23).unwrap_or_default().to_owned();
    let story = Harness::new();
    let list =
        story.dossier().checklist(&story.dossier().audits()[0].audit, "gbt27922-2011").unwrap().clone();
    let leaves: Vec<bool> =
        list.indicators.iter().filter(|leaf| leaf.leaf).map(|leaf| leaf.may_sample).collect();
    let mut story = story;
    for may in &leaves {
        assert_eq!(foot(&story).contains("s 抽样"), *may, "{}", foot(&story));
        assert_eq!(story.screen().contains("可抽样"), *may);
        story.press("j");
    }
    assert!(leaves.contains(&true) && leaves.contains(&false));
    let not = leaves.iter().position(|may| !may).unwrap();
    story.keys("g g").keys(&"j ".repeat(not)).keys("s").shows("不按样本计分");
}

#[test]
fn where_the_open_items_begin_again_it_is_said() {
    let story =
        Harness::new().keys("]").hides("从头").keys("G ]").shows("后面没有了，从头接着找到 5.1.1.1。");
    let story = story.keys("[").shows("前面没有了，从末尾接着找到 5.3.");
    let story = story.keys("}").shows("没有不符合或冲突的条款。");
    let story = story.keys("g g n 甲 <ctrl-s> }").shows("从头接着找到 5.1.1.1。");
    story.keys("}").shows("不符合或冲突的只有这一条。");
    // After a verdict both are said: what was recorded, and where it goes on.
    let story = Harness::new().keys("G y").shows("已记录：判定 5.3.").shows("从头接着找到 5.1.1.1。");
    story.keys(&"y ".repeat(44)).keys("]").shows("未评的只剩这一条。");
}

#[test]
fn a_special_deduction_stands_at_the_item_of_its_nonconformity() {
    let story = Harness::new().keys("n 无证上岗 <ctrl-s> k").hides("特别扣分");
    let story = story.keys("- <tab> 违反规定，当场停工 <ctrl-s>");
    let saved = story.saved();
    let audit = saved.audits()[0].audit.clone();
    let special = saved.special_deductions(&audit, "gbt27922-2011")[0].special.clone();
    let nc = saved.nonconformities()[0].raised.nc.clone();
    let story = story.shows(&format!("特别扣分 {special} 扣 1 分 · ")).shows("违反规定，当场停工");
    let squeezed: String = story.screen().split_whitespace().collect();
    assert!(squeezed.contains(&format!("（依据{nc}）")), "{squeezed}");
    // On another item it is nothing to see.
    story.keys("j").hides(&special);
}

#[test]
fn the_header_says_how_it_stands_at_the_smallest_usual_size_in_both_languages() {
    for (lang, told) in [(Lang::Zh, "三星级 ~28.19–~92.37"), (Lang::En, "three-star ~28.19–~92.37")] {
        let head = |width| {
            let story = Harness::demonstration(width, 24, lang).keys("g w");
            story.screen().lines().next().unwrap().to_owned()
        };
        let narrow = head(80);
        assert!(narrow.contains(told) && narrow.contains("· 厦门总部"), "{narrow}");
        assert!(narrow.contains(lang.pick("冲突 1", "! 1")) && narrow.contains("31/70"), "{narrow}");
        assert!(narrow.contains(lang.pick("暂定", "provisional")), "{narrow}");
        let wide = head(160);
        assert!(wide.contains(lang.pick("预计 三星级 (", "forecast three-star (")), "{wide}");
        assert!(wide.contains(lang.pick("分值暂定", "points provisional")), "{wide}");
    }
}

#[test]
fn each_save_says_what_was_recorded_and_a_conform_item_with_a_finding_is_told() {
    let story = Harness::new().keys("y").shows("已记录：").shows("符合");
    let story = story.keys("n 甲 <ctrl-s>").shows("已记录：").shows("NC-");
    let story = story.keys("k y").shows("判为符合，但 NC-");
    story.keys("g r / 没有撤回 <enter>").shows("NC-");
}

#[test]
fn a_remark_of_ones_own_is_written_anew_and_deleted_with_a_reason() {
    let texts = |story: &Harness| -> Vec<String> {
        let saved = story.saved();
        let remarks = saved.remarks(&item(&saved, "5.1.1.1"));
        remarks.into_iter().map(|(_, remark)| remark.text.clone()).collect()
    };
    let story = Harness::new().keys("R").shows("没有您写的备注").keys("r 抽五份 <ctrl-s>").restarted();
    let story = story.keys("R").shows("改写备注").keys("，都合格 <ctrl-s>");
    assert_eq!(texts(&story), ["抽五份，都合格"]);
    // Of several one is chosen, the newest first.
    let story = story.keys("r 第二条 <ctrl-s> R").shows("抽五份，都合格").keys("<enter> <ctrl-u> <ctrl-s>");
    let story = story.shows("备注清空就是删去它");
    assert_eq!(texts(&story).len(), 2);
    // With a text and a reason it is not clear which of the two is meant.
    let story = story.keys("记重了 <shift-tab> 第三条 <ctrl-s>").shows("只有删去备注才写理由");
    assert_eq!(texts(&story).len(), 2);
    let story = story.keys("<shift-tab> <ctrl-u> <ctrl-s>");
    assert_eq!(texts(&story), ["抽五份，都合格"]);
    story.keys("u").shows("第二条");
}

#[test]
fn a_repeated_remark_is_ones_own() {
    let story = Harness::new().keys(".").shows("您还没有写过备注");
    let story = story.keys("r 查五份 <ctrl-s> j .");
    let saved = story.saved();
    assert_eq!(saved.remarks(&item(&saved, "5.1.1.2"))[0].1.text, "查五份");
}
