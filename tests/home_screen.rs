//! Stories of home: dossiers made, opened, found, given back.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use std::fs;

use harness::Harness;
use onsite::domain::change::{AuditType, SiteRole};
use onsite::i18n::Lang;
use onsite::store::{Device, Folders, Store};
use onsite::supply::Supply;

#[test]
fn an_empty_home_offers_nothing_to_open() {
    let story = Harness::home(80, 24, Lang::Zh);
    let foot = story.screen().lines().nth(23).unwrap_or_default().to_owned();
    assert!(foot.contains("a 新建档案") && !foot.contains("Enter") && !foot.contains("查找"), "{foot}");
    story.keys("?").hides("去收件箱").hides("去到访计划");
}

#[test]
fn an_empty_home_offers_the_demonstration_and_says_where_files_lie() {
    let story = Harness::home(80, 24, Lang::Zh);
    story.shows("演示档案").shows("档案文件放在").shows("dossiers").keys("q");
    Harness::home(80, 24, Lang::En).shows("no dossiers here yet").shows("demonstration");
}

#[test]
fn a_dossier_is_made_with_its_sites_and_opens_in_the_walk() {
    let story = Harness::home(80, 24, Lang::Zh).keys("a 厦门示例电器有限公司 <tab>");
    let story = story.keys("<tab> <tab> <tab> <right> <tab> <enter> 福州服务网点 <enter> 泉州服务网点");
    let story = story.keys("<ctrl-s>").shows("5.1.1.1").shows("监督评价");
    let path = story.folder().join("dossiers/厦门示例电器有限公司.onsite");
    let saved = Harness::saved_at(&path);
    let sites: Vec<(&str, SiteRole)> =
        saved.sites().iter().map(|site| (site.name.as_str(), site.role)).collect();
    let expected = [
        ("总部", SiteRole::HeadOffice),
        ("福州服务网点", SiteRole::Outlet),
        ("泉州服务网点", SiteRole::Outlet),
    ];
    assert_eq!(sites, expected);
    assert_eq!(saved.audits()[0].audit_type, AuditType::Surveillance);
    assert_eq!(saved.audits()[0].criteria[0].standard, "gbt27922-2011");
}

#[test]
fn a_dossier_without_a_client_is_refused_with_the_caret_there_and_what_was_typed_is_kept() {
    let story = Harness::home(80, 24, Lang::Zh).keys("a <tab> <right> <ctrl-s>").shows("请填写受审查方名称");
    let story = story.keys("厦门示例电器 <esc> a").shows("厦门示例电器");
    story.keys("<ctrl-s>").shows("厦门示例电器 ·");
}

#[test]
fn two_standards_make_a_combined_audit() {
    let story = Harness::home(120, 40, Lang::En).keys("a Example <tab> <tab> <right> <ctrl-s>");
    let saved = Harness::saved_at(&story.open_path().unwrap());
    let criteria = &saved.audits()[0].criteria;
    assert_eq!(criteria.len(), 2, "{criteria:?}");
    assert_eq!(criteria[0].standard, "gbt27922-2011");
}

#[test]
fn home_lists_what_was_done_and_gives_the_file_back() {
    let story = Harness::home(120, 40, Lang::Zh).keys("a 厦门示例电器 <ctrl-s> y n 未签协议 <ctrl-s> g h");
    let path = story.folder().join("dossiers/厦门示例电器.onsite");
    let story = story.shows("已合上").shows("2/46").shows("12-24 整改到期").hides("已保存");
    assert_eq!(story.open_path(), None);
    let beside: Vec<_> =
        fs::read_dir(path.parent().unwrap()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(beside.len(), 1, "one file alone can be copied: {beside:?}");
    // Another laptop, or another window here, may have it now.
    let folders = Folders::below(&story.folder().join("other"));
    let supply = Supply::real();
    let device = Device::at(&folders, &supply).unwrap();
    Store::open(&path, &device, &supply).unwrap().close().unwrap();
    // It opens where it was left.
    story.keys("<enter>").shows("5.1.2.1").shows("已保存").keys("q").shows("已合上");
}

#[test]
fn a_file_that_cannot_be_read_is_listed_with_its_sentence_and_opening_it_harms_nothing() {
    let story = Harness::home(80, 24, Lang::Zh).keys("a 甲公司 <ctrl-s> g h a 乙公司 <ctrl-s> g h");
    fs::write(story.folder().join("dossiers/坏.onsite"), "这不是档案").unwrap();
    let story = story.keys("<enter> q").shows("坏.onsite").shows("无法打开").keys("G").shows("不是档案文件");
    let story = story.keys("<enter>").shows("不是档案文件").shows("甲公司");
    assert_eq!(story.open_path(), None);
}

#[test]
fn a_dossier_is_found_by_pinyin_initials() {
    let story = Harness::home(80, 24, Lang::Zh);
    let story = story.keys("a 厦门示例电器 <ctrl-s> g h a 福州样例家具 <ctrl-s> g h");
    let story = story.keys("/ fzyl <enter> <enter>");
    assert!(story.open_path().unwrap().ends_with("福州样例家具.onsite"));
    let story = story.keys("q / xmsl <enter> <enter>");
    assert!(story.open_path().unwrap().ends_with("厦门示例电器.onsite"));
}

#[test]
fn the_demonstration_opens_and_a_file_elsewhere_is_remembered() {
    let story = Harness::home(80, 24, Lang::Zh).keys("m").shows("31/70").keys("q").shows("演示");
    let stick = story.folder().join("stick");
    fs::create_dir(&stick).unwrap();
    let elsewhere = stick.join("甲.onsite");
    fs::copy(story.folder().join("dossiers").join(onsite::demo::FILE), &elsewhere).unwrap();
    let story = story.keys("p").typed(elsewhere.to_str().unwrap()).keys("<enter>").shows("已保存");
    assert_eq!(story.open_path().unwrap(), elsewhere);
    let story = story.keys("q").shows("stick");
    story.keys("p /nowhere/甲.onsite <enter>").shows("没有文件 /nowhere/甲.onsite");
}

#[test]
fn keys_that_need_a_dossier_say_so_at_home() {
    Harness::home(80, 24, Lang::Zh).keys("g w").shows("先打开一个认证档案").keys("u").shows("先打开");
}

#[test]
fn a_form_begun_at_home_survives_a_kill() {
    let story = Harness::home(80, 24, Lang::Zh).keys("a 厦门示例电器").killed_and_restarted_at_home();
    let story = story.keys("a").shows("厦门示例电器").shows("上次未保存的草稿").keys("<ctrl-s> q a");
    story.hides("上次未保存的草稿").hides("受审查方名称 厦门");
}

#[test]
fn home_in_a_picture() {
    let story = Harness::home(80, 12, Lang::Zh).keys("a 厦门示例电器 <ctrl-s> y n 未签协议 <ctrl-s> g h");
    assert!(story.screen().contains("12-24 整改到期"), "what is due next is in the list");
    insta::assert_snapshot!(story.screen(), @"
     onsite
      受审查方                评价          已评    不符合 冲突   下一日期
    ▸ 厦门示例电器            2026 初次认证 2/46    1             12-24 整改到期




    ────────────────────────────────────────────────────────────────────────────────
     厦门示例电器.onsite  最后改动 2026-11-24 10:00

     厦门示例电器.onsite 已合上，可以复制或在别处打开。
     Enter 打开档案  a 新建档案  m 演示档案  p 按路径打开  / 查找        ? 全部按键
    ");
}
