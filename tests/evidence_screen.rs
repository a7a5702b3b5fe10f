//! Stories of the evidence register: every kind, revision, links, withdrawal, through the real keys.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use std::fs;

use harness::Harness;
use onsite::domain::audit::Judgement;
use onsite::domain::change::{Evidence, Item, Sample, Verdict};
use onsite::domain::dossier::Dossier;
use onsite::i18n::Lang;

fn item(dossier: &Dossier, clause: &str) -> Item {
    let audit = dossier.audits()[0].audit.clone();
    let site = dossier.sites()[0].site.clone();
    Item { audit, standard: "gbt27922-2011".to_owned(), clause: clause.to_owned(), site }
}

/// The body of the only piece, and that it is cited for an item.
fn only(dossier: &Dossier, clause: &str) -> Evidence {
    let pieces = dossier.evidence_for_item(&item(dossier, clause));
    assert_eq!(pieces.len(), 1);
    assert_eq!(dossier.evidence_register().len(), 1);
    pieces[0].taken.body.clone()
}

#[test]
fn an_interview_is_cited_for_the_item_that_it_was_opened_from() {
    let story = Harness::new().keys("j e").shows("登记证据").keys("访谈 <enter>");
    let story = story.keys("客服主管 <tab> 投诉当天答复 <ctrl-s>").shows("客服主管");
    let body = only(&story.saved(), "5.1.1.2");
    assert_eq!(body, Evidence::Interview { person: "客服主管".to_owned(), text: "投诉当天答复".to_owned() });
}

#[test]
fn what_is_missing_is_said_with_the_caret_put_there() {
    let story =
        Harness::new().keys("e ft <enter> 客服主管 <ctrl-s>").shows("不能空着").keys("当天答复 <ctrl-s>");
    let body = only(&story.saved(), "5.1.1.1");
    assert_eq!(body, Evidence::Interview { person: "客服主管".to_owned(), text: "当天答复".to_owned() });
}

#[test]
fn the_counts_of_a_record_sample_follow_from_its_samples_and_judge_the_item() {
    let story =
        Harness::new().keys("j e jlcy <enter> 维修派工单 <tab> A-17、A-18x、A-19 <space> ✗ <enter> A-20");
    let story = story.keys("<tab> ３００ <ctrl-s>");
    // What was counted is told, with the failed ones by their numbers.
    let story = story.shows("总体 300，抽样 4，不符合 2 A-18");
    let saved = story.saved();
    let sample = |number: &str, failed| Sample { number: number.to_owned(), failed };
    let expected = Evidence::Record {
        title: "维修派工单".to_owned(),
        population: Some(300),
        sampled: 4,
        failed: 2,
        samples: vec![
            sample("A-17", false),
            sample("A-18", true),
            sample("A-19", true),
            sample("A-20", false),
        ],
    };
    assert_eq!(only(&saved, "5.1.1.2"), expected);
    let verdict = saved.judgement(&item(&saved, "5.1.1.2"));
    assert_eq!(verdict, Judgement::One(Verdict::Sampled { sampled: 4, failed: 2 }));
    // One act: one undo takes all of it back.
    let story = story.keys("u");
    assert!(story.saved().evidence_register().is_empty());
}

#[test]
fn a_number_that_ends_in_a_capital_x_is_told_as_counted() {
    let story =
        Harness::new().keys("j e jlcy <enter> 上岗证 <tab> BX <space> 35020119900101123x <space> B-2x");
    let story = story.keys("<ctrl-s>").shows("抽样 3，不符合 1 B-2");
    let verdict = story.saved().judgement(&item(&story.saved(), "5.1.1.2"));
    assert_eq!(verdict, Judgement::One(Verdict::Sampled { sampled: 3, failed: 1 }));
}

#[test]
fn samples_that_disagree_with_the_counts_are_told() {
    let story =
        Harness::new().keys("g e e jlcy <enter> 派工单 <tab> A-1 <space> A-2x <tab> <tab> 1 <ctrl-s>");
    let story = story.shows("对不上").keys("<tab> <tab> <backspace> 五 <ctrl-s>").shows("不是数");
    let story = story.keys("<backspace> 5 <tab> 1 <ctrl-s>").shows("派工单 1/5").shows("未关联 1");
    let saved = story.saved();
    let pieces = saved.evidence_register();
    assert!(matches!(&pieces[0].taken.body, Evidence::Record { sampled: 5, failed: 1, .. }));
}

#[test]
fn a_file_is_registered_with_size_and_hash_and_only_once() {
    let story = Harness::new();
    let path = story.folder().join("证书墙.jpg");
    fs::write(&path, b"abc").unwrap();
    let path = path.to_str().unwrap().to_owned();
    let story = story.keys("e dzwj <enter> /no/such/file <ctrl-s>").shows("读不到文件");
    let story = story.keys("<ctrl-u>").paste(&path).keys("<tab> 证书过期一张 <ctrl-s>");
    match only(&story.saved(), "5.1.1.1") {
        Evidence::File { path: stored, size: 3, sha256, text } => {
            assert_eq!((stored, text.as_str()), (path.clone(), "证书过期一张"));
            assert!(sha256.starts_with("ba7816bf8f01cfea"));
        }
        other => panic!("{other:?}"),
    }
    let story = story.keys("j e dzwj <enter>").paste(&path).keys("<ctrl-s>").shows("已登记为");
    assert_eq!(story.saved().evidence_register().len(), 1);
}

#[test]
fn tab_completes_a_path_as_a_shell_does_and_then_leads_on() {
    let story = Harness::new();
    let folder = story.folder().join("现场");
    fs::create_dir(&folder).unwrap();
    for name in ["照片一.jpg", "照片二.jpg", "台账.csv"] {
        fs::write(folder.join(name), name).unwrap();
    }
    let begun = format!("{}/现", story.folder().display());
    let story = story.keys("e <down> <down> <down> <down> <enter>").shows("按 Tab 补全");
    let story = story.typed(&begun).keys("<tab> 照 <tab>").hides("照片一.jpg").keys("<tab>");
    let story = story.shows("照片一.jpg  照片二.jpg").keys("二 <tab> <tab> 备件架上的标识 <ctrl-s>");
    let saved = story.saved();
    let Evidence::File { path, text, .. } = &saved.evidence_register()[0].taken.body else {
        panic!("no file")
    };
    assert_eq!((path.as_str(), text.as_str()), (format!("{begun}场/照片二.jpg").as_str(), "备件架上的标识"));
    let story = Harness::new().keys("e <down> <down> <down> <down> <enter> /无此 <tab>");
    let story = story.shows("没有以此开头的文件或文件夹").keys("<tab> 备件架");
    story.shows("备件架").hides("/无此备件架");
}

#[test]
fn a_folder_that_offers_nothing_says_whether_it_is_empty_or_cannot_be_read() {
    let story = Harness::new();
    let folder = story.folder().join("现场");
    fs::create_dir(&folder).unwrap();
    fs::write(story.folder().join("台账.csv"), "x").unwrap();
    let foot = |story: &Harness| story.screen().lines().last().unwrap().to_owned();
    let root = story.folder().display().to_string();
    let story = story.keys("e <down> <down> <down> <down> <enter>");
    assert!(foot(&story).contains("Tab 下一栏"), "nothing is typed yet: {}", foot(&story));
    let story = story.typed(&format!("{root}/现场/"));
    assert!(foot(&story).contains("Tab 补全路径"), "{}", foot(&story));
    let story = story.keys("<tab>").shows("这个文件夹是空的。再按 Tab 到下一栏。");
    assert!(foot(&story).contains("Tab 下一栏"), "{}", foot(&story));
    fs::write(folder.join(".x"), "x").unwrap();
    let story = story.keys("x <backspace> <tab>").shows("只有隐藏文件");
    let story = story.keys("无此/ <tab>").shows("没有这个文件夹");
    let story = story.keys("<ctrl-u>").typed(&format!("{root}/台账.csv/")).keys("<tab>");
    let story = story.shows("读不到这个文件夹：路径中有一段不是文件夹").keys("<tab> 备件架");
    story.shows("备件架").hides("台账.csv/备件架");
}

#[test]
fn in_a_form_of_one_field_tab_reads_the_folder_again() {
    let story = Harness::new();
    let folder = story.folder().join("现场");
    fs::create_dir(&folder).unwrap();
    let story = story.keys("g s").typed(&format!("{}/", folder.display())).keys("<tab>");
    let story = story.shows("这个文件夹是空的。").hides("下一栏");
    fs::write(folder.join("副本.onsite"), "x").unwrap();
    story.keys("<tab>").shows("/现场/副本.onsite");
}

#[test]
fn a_revision_keeps_the_label_and_says_so() {
    let story = Harness::new().keys("e xcgc <enter> 服务台无人 <ctrl-s> g e r ，持续十分钟 <ctrl-s>");
    let story = story.shows("第 2 版");
    let body = only(&story.saved(), "5.1.1.1");
    assert_eq!(body, Evidence::Observation { text: "服务台无人，持续十分钟".to_owned() });
}

#[test]
fn one_piece_serves_several_items_and_nonconformities_until_it_is_withdrawn() {
    let story = Harness::new().keys("n 服务台无人 <ctrl-s> g e e xcgc <enter> 服务台无人 <ctrl-s>");
    let story = story.shows("未关联").keys("c 5.2.1.4 <enter> c NC <enter>").shows("5.2.1.4 +1");
    let saved = story.saved();
    let nc = saved.nonconformities()[0].raised.nc.clone();
    assert_eq!(saved.evidence_for_nc(&nc).len(), 1);
    assert_eq!(saved.evidence_for_item(&item(&saved, "5.2.1.4")).len(), 1);
    // Shown where it is cited, and found again from there.
    let story = story.keys("g n <enter> G").shows("现场观察 服务台无人");
    let story = story.keys("g e x 5.2.1.4 <enter>");
    assert!(story.saved().evidence_for_item(&item(&saved, "5.2.1.4")).is_empty());
    let story = story.keys("<enter>").shows("下一步").keys("q");
    let story = story.keys("w <ctrl-s>").shows("还缺理由").keys("误记 <ctrl-s>").shows("已撤回");
    assert!(story.saved().evidence_for_nc(&nc).is_empty());
    story.keys("r").shows("已撤回，不能再用");
}

#[test]
fn what_has_ended_is_offered_no_evidence_and_shows_what_was_withdrawn_under_it() {
    let story = Harness::new().keys("e xcgc <enter> 服务台无人 <ctrl-s> n 无人值守 <ctrl-s> g n <enter>");
    let story =
        story.keys("E <enter> y 店长 <ctrl-s> a 补岗 <tab> 未排班 <tab> 改排班 <tab> 查各店 <tab> 店长");
    let story = story.keys("<ctrl-s> f A c 已补岗 <ctrl-s> v <tab> <tab> 值班表齐 <ctrl-s> z");
    let saved = story.saved();
    let nc = saved.nonconformities()[0].raised.nc.clone();
    assert!(saved.nonconformity(&nc).unwrap().ended());
    // Neither here nor in the register is offered what would be refused.
    let story =
        story.keys("E").shows("已关闭或撤回，不能再改").hides("引用证据").keys("n").shows("已关闭或撤回");
    let story = story.keys("g e x").shows("5.1.1.1").keys("<enter> x");
    let story = story.shows("已关闭或撤回，不能再改");
    // Withdrawn after all, it is told on which closed nonconformity it stands, and stays in sight there.
    let story = story.keys("w 拍错网点 <ctrl-s>").shows("以它为据").keys("<ctrl-s>").shows("已撤回");
    let piece = story.saved().evidence_register()[0].withdrawn.map(str::to_owned);
    assert_eq!(piece.as_deref(), Some("拍错网点"));
    story.resized(80, 70).keys("g n <enter>").shows("服务台无人 · 已撤回：拍错网点");
}

#[test]
fn evidence_is_registered_and_cited_on_the_nonconformity_itself() {
    let story = Harness::new().keys("e xcgc <enter> 服务台无人 <ctrl-s> n 无人值守 <ctrl-s> g n <enter>");
    let story = story.keys("E <enter> n wj <enter> 值班表 <ctrl-s> G").shows("值班表").shows("服务台无人");
    let saved = story.saved();
    let nc = saved.nonconformities()[0].raised.nc.clone();
    assert_eq!(saved.evidence_for_nc(&nc).len(), 2);
    let story = story.keys("E <enter>");
    assert_eq!(story.saved().evidence_for_nc(&nc).len(), 1, "choosing again takes it back");
}

#[test]
fn the_register_is_searched_by_pinyin_initials() {
    let story = Harness::new().keys("g e").shows("还没有证据");
    let story = story.keys("e xcgc <enter> 服务台无人 <ctrl-s> e wj <enter> 值班表 <ctrl-s>");
    let story = story.keys("gg / zbb <enter>").shows("名称").keys("/ fwt <enter>").shows("所见");
    story.hides("名称");
}

#[test]
fn the_register_in_chinese_at_the_smallest_usual_size() {
    let story = Harness::new().keys("e xcgc <enter> 服务台无人 <ctrl-s> g e");
    let story = story.keys("e jlcy <enter> 派工单 <tab> A-1 <space> A-2x <ctrl-s>");
    let story = story.shows("证据 2 · 未关联 1").shows("派工单 1/2").shows("✗ A-2");
    insta::assert_snapshot!(story.body(), @r#"
      证据 2 · 未关联 1 · 已撤回 0
      E-0X4J-1   现场观察 11-24 10:00 5.1.1.1       服务台无人
    ▸ E-0X4J-2   记录抽样 11-24 10:00 未关联        派工单 1/2








    ────────────────────────────────────────────────────────────────────────────────
     E-0X4J-2    记录抽样
     抽查的记录  派工单
     抽样数目    N 未统计 · n 2 · x 1
     样本        ✓ A-1  ✗ A-2
     导入时间    2026-11-24 10:00 审查员甲
     用于        未关联
    "#);
}

#[test]
fn the_register_in_english_on_a_wide_screen() {
    let story =
        Harness::sized(120, 40, Lang::En).keys("e interview <enter> 客服主管 <tab> 当天答复 <ctrl-s> g e");
    let story = story.shows("person asked").shows("5.1.1.1 After-sale department");
    insta::assert_snapshot!(story.body(), @r#"
      evidence 1 · not cited 0 · withdrawn 0
    ▸ E-0X4J-1   interview     11-24 10:00 5.1.1.1       客服主管 · 当天答复

























    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
     E-0X4J-1        interview
     person asked    客服主管
     what was said   当天答复
     time of import  2026-11-24 10:00 审查员甲
     cited for       5.1.1.1 After-sale department and posts · 总部
    "#);
}

#[test]
fn a_piece_is_linked_to_an_item_of_another_site_from_where_one_stands() {
    let story = Harness::new().keys("e xcgc <enter> 服务台无人 <ctrl-s> g e c 福州服务网点 <enter>");
    let saved = story.saved();
    let label = saved.evidence_register()[0].taken.evidence.clone();
    let sites: Vec<&str> =
        saved.items_of_evidence(&label).into_iter().map(|item| saved.site_name(&item.site)).collect();
    assert_eq!(sites, ["总部", "福州服务网点"]);
}

#[test]
fn the_walk_names_a_file_as_the_register_does_and_a_piece_that_was_begun() {
    let story = Harness::new();
    let file = story.folder().join("值班表.txt");
    std::fs::write(&file, "甲班").unwrap();
    let story = story.keys("e dzwj <enter>").paste(file.to_str().unwrap()).keys("<ctrl-s> g w g g");
    let folder = story.folder().to_str().unwrap().to_owned();
    let story = story.shows("值班表.txt").hides(&folder);
    story.keys("e xcgc <enter> 门口 <esc>").shows("草稿").shows("证据 未保存");
}

#[test]
fn to_look_is_offered_on_a_file_alone_and_its_hash_is_read_whole() {
    let story = Harness::demonstration(80, 24, Lang::Zh).keys("g e / 售后服务部主管 <enter>");
    let story = story.shows("访谈对象").hides("v 查看");
    let story = story
        .keys("v")
        .shows("这份证据不是文件")
        .keys("/ 备件架 <enter>")
        .shows("备件架.png")
        .shows("v 查看");
    let dossier = story.dossier();
    let mut files = dossier.evidence_register().into_iter().filter_map(|piece| match &piece.taken.body {
        Evidence::File { sha256, .. } => Some(sha256.clone()),
        _ => None,
    });
    let sha256 = files.next().unwrap();
    let squeezed: String = story.screen().split_whitespace().collect();
    assert!(squeezed.contains(&sha256), "{sha256} in {squeezed}");
    // With more lines than there is room for the hash is still whole, and that there are more is said.
    let story = story.keys("r <shift-tab> 9:00 <shift-tab> 8:30 <ctrl-s>").shows("按 Tab 看全");
    let squeezed: String = story.screen().split_whitespace().collect();
    assert!(squeezed.contains(&sha256), "{sha256} in {squeezed}");
    story.keys("<tab>").shows("修订").hides("按 Tab 看全");
}
