//! Stories of the overview and of the forms about the dossier.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use harness::Harness;
use onsite::domain::change::{AuditPart, ClientPart, MeetingKind, Role, SiteRole};
use onsite::domain::gate::Kind;
use onsite::i18n::Lang;

#[test]
fn the_overview_says_how_the_audit_stands_and_leads_to_it() {
    let story = Harness::new().keys("y y n 网点未签协议 <ctrl-s> g o");
    let story = story.shows("还有 89 处未评").shows("暂定").shows("已开出 1");
    // Enter on the outlet leads to the walk there; Back leads here again.
    let story = story.keys("j j j j j j j j j j j j j").shows("▸ 服务网点");
    let story = story.keys("<enter>").shows("· 福州服务网点").shows("查什么");
    let story = story.keys("q").shows("▸ 服务网点");
    // From the sums to the forecast, and back.
    story.keys("g g j j j j <enter> q").shows("▸ 5.1 ");
}

#[test]
fn the_overview_in_a_picture() {
    let story = Harness::new().keys("y n 未签协议 <ctrl-s> g o");
    assert!(story.screen().contains("最终得分       还有 90 处未评"), "no final score, and why");
    insta::assert_snapshot!(story.screen(), @"
    厦门示例电器有限公司 · 总部       未达标 0.00–97.00  已评 2/92  暂定  ◉ 已保存
    得分与预计
    ▸ 最终得分       还有 90 处未评，不出最终得分
      全符合时       97.00 五星级  未评项全部符合
      目前           50.00 未达标  未评项不计
      全不符合时     0.00 未达标  未评项全部不符合
      5.1            得 3，已评 6，涉及 40  售后服务体系
      5.2            得 0，已评 0，涉及 35  商品服务
      5.3            得 0，已评 0，涉及 25  顾客服务
      合计           得 3，已评 6，涉及 100
      特别扣分       0 项，每项扣 1 分，满 5 项不通过
      特别加分       无
      !              45 条的分值是暂定的，不是标准原文的分值
    不符合项
      1/1            已开出 1
    场所
      总部           总部  已评 2/46  未结不符合 1  (当前)
      服务网点       福州服务网点  已评 0/46
    评价
      2026           初次认证  gbt27922-2011  (当前)
      日期           未填
      评价组         未填

    Enter 打开  c 客户信息  e 评价信息  f 预计与试算                    ? 全部按键
    ");
}

#[test]
fn the_client_is_described_and_the_change_undone() {
    let story = Harness::new().keys("g o c <tab> 91350200TEST <tab> 厦门市示例路1号 <ctrl-s>");
    let saved = story.saved();
    assert_eq!(saved.client_text(ClientPart::Address), "厦门市示例路1号");
    assert_eq!(saved.client_text(ClientPart::Name), "", "what was not changed is not recorded again");
    let story = story.keys("u");
    assert_eq!(story.saved().client_text(ClientPart::Address), "");
}

#[test]
fn an_audit_gets_its_days_and_its_team_and_names_are_changed_in_place() {
    let form = "g o e 2026/11/24 <tab> 20261125 <tab> 审查员甲 <tab> 审查员乙、审查员丙 <ctrl-s>";
    let story = Harness::new().keys(form);
    let saved = story.saved();
    let audit = saved.audits()[0].audit.clone();
    assert_eq!(saved.audit_text(&audit, AuditPart::Starts), "2026-11-24");
    assert_eq!(saved.audit_text(&audit, AuditPart::Ends), "2026-11-25");
    let team = |story: &Harness| -> Vec<(Role, String)> {
        story.saved().team(&audit).iter().map(|member| (member.role, member.name.clone())).collect()
    };
    let named = |role, name: &str| (role, name.to_owned());
    let first =
        [named(Role::Lead, "审查员甲"), named(Role::Auditor, "审查员乙"), named(Role::Auditor, "审查员丙")];
    assert_eq!(team(&story), first);
    let story = story.keys("e <tab> <tab> <tab> <ctrl-u> 审查员丁 <ctrl-s>");
    assert_eq!(team(&story), [named(Role::Lead, "审查员甲"), named(Role::Auditor, "审查员丁")]);
    story.keys("e <ctrl-u> 明天 <ctrl-s>").shows("▸ 开始日期");
}

#[test]
fn a_site_is_added_and_walked_for_some_clauses_only() {
    let story = Harness::new().keys("g o S 泉州服务网点 <tab> <tab> 示例街2号 <ctrl-s>");
    let saved = story.saved();
    let site = saved.sites()[2].clone();
    assert_eq!(
        (site.name.as_str(), site.role, site.address.as_str()),
        ("泉州服务网点", SiteRole::Outlet, "示例街2号")
    );
    let story = story.keys("v <tab> 5.1 5.9 <ctrl-s>").shows("▸ 条款").keys("<ctrl-u> 5.1、5.2.1 <ctrl-s>");
    let saved = story.saved();
    let audit = saved.audits()[0].audit.clone();
    assert_eq!(saved.clauses_at(&audit, &site.site), ["5.1", "5.2.1"]);
    let story = story.keys("v <right> <ctrl-s>").shows("本次不到场");
    assert!(!story.saved().visits(&audit, &site.site));
}

#[test]
fn another_audit_is_opened_by_two_standards_and_stands_beside_the_first() {
    let story = Harness::new().keys("g o A <tab> <right> <tab> <tab> <tab> <ctrl-u> 2027 <ctrl-s>");
    let saved = story.saved();
    let audits = saved.audits();
    assert_eq!(audits.len(), 2);
    assert_eq!((audits[1].year, audits[1].criteria.len()), (2027, 2));
    story.shows("2027 监督评价").keys("A <tab> <tab> <tab> <tab> <ctrl-u> 明年 <ctrl-s>").shows("四位数字");
}

#[test]
fn another_audit_takes_over_scope_sites_and_team_unless_that_is_declined() {
    let form = "g o e <tab> <tab> 审查员甲 <tab> 审查员乙、审查员丙 <tab> <tab> <tab> <tab> <tab> 家电售后服务 <ctrl-s>";
    let story = Harness::new().keys(form);
    // One is taken off the team, one outlet is walked for a section only, another is left out.
    let story = story.keys("e <tab> <tab> <tab> <ctrl-u> 审查员乙 <ctrl-s>");
    let story = story.keys("S 泉州服务网点 <ctrl-s> v <right> <ctrl-s> k v <tab> 5.1 <ctrl-s>");
    let story = story.keys("A <tab> <tab> <tab> <tab> <ctrl-u> 2027 <tab>").shows("[沿用 2026 初次认证]");
    let story = story.keys("<ctrl-s>").shows("2027 监督评价");
    let saved = story.saved();
    let audits: Vec<String> = saved.audits().iter().map(|audit| audit.audit.clone()).collect();
    let [first, second] = audits.as_slice() else { panic!("{audits:?}") };
    assert_eq!(saved.audit_text(second, AuditPart::Scope), "家电售后服务");
    let team: Vec<(Role, &str)> =
        saved.team(second).iter().map(|member| (member.role, member.name.as_str())).collect();
    assert_eq!(team, [(Role::Lead, "审查员甲"), (Role::Auditor, "审查员乙")]);
    for site in saved.sites() {
        let at = |audit: &str| (saved.visits(audit, &site.site), saved.clauses_at(audit, &site.site));
        assert_eq!(at(second), at(first), "{}", site.name);
    }
    let visited: Vec<&str> = saved.visited_sites(second).iter().map(|site| site.name.as_str()).collect();
    assert_eq!(visited, ["总部", "福州服务网点"]);
    // Declined, nothing of it is recorded.
    let story = story.keys("g o A <tab> <tab> <tab> <tab> <ctrl-u> 2028 <tab> <right> <ctrl-s>");
    let saved = story.saved();
    let third = saved.audits()[2].audit.clone();
    assert!(saved.team(&third).is_empty() && saved.audit_text(&third, AuditPart::Scope).is_empty());
    assert_eq!(saved.visited_sites(&third).len(), 3);
}

#[test]
fn an_audit_by_another_standard_takes_over_no_clauses_that_it_does_not_know() {
    let story = Harness::new().keys("g o S 泉州服务网点 <ctrl-s> v <tab> 5.1 <ctrl-s>");
    let story = story.keys("A <right> <ctrl-s>").shows("2026 监督评价");
    let saved = story.saved();
    let second = saved.audits()[1];
    assert_ne!(second.criteria[0].standard, "gbt27922-2011");
    assert!(saved.sites().iter().all(|site| saved.clauses_at(&second.audit, &site.site).is_empty()));
}

#[test]
fn a_standard_that_is_chosen_is_not_offered_again_as_another_one() {
    let standard = |story: &Harness, label: &str| -> String {
        story.screen().lines().find(|line| line.contains(label)).unwrap_or_default().to_owned()
    };
    let mut story = Harness::new().keys("g o A");
    let main = "GB/T 27922-2011";
    assert!(standard(&story, "评价标准").contains(main), "{}", story.screen());
    story.press("<tab>");
    for _ in 0..8 {
        story.press("<right>");
        assert!(!standard(&story, "另一标准").contains(main), "{}", story.screen());
    }
    // Another main standard, and this one is offered.
    story.press("<backtab> <right> <tab>");
    let mut offered = false;
    for _ in 0..8 {
        story.press("<right>");
        offered |= standard(&story, "另一标准").contains(main);
    }
    assert!(offered, "{}", story.screen());
}

#[test]
fn the_overview_fits_every_size_in_both_languages() {
    for (width, height) in [(80, 24), (120, 40), (40, 10)] {
        for lang in [Lang::Zh, Lang::En] {
            let story = Harness::sized(width, height, lang).keys("y g o");
            eprintln!("{}", story.screen());
            let story = story.shows(lang.pick("得分与预计", "score and forecast"));
            story.keys("G").shows(lang.pick("文件", "file")).keys("g g").shows("▸");
        }
    }
}

#[test]
fn both_sides_of_a_conflict_are_read_on_a_narrow_screen() {
    let story = Harness::demonstration(80, 24, Lang::Zh)
        .keys("g o")
        .shows("▸ !              判定 5.1.2.2 · 厦门总部");
    let story = story.shows("审查员乙  抽样 5，不符合 1").shows("审查员甲  符合").shows("= 裁定冲突");
    // What belongs to the line above is passed over, and to decide is offered on that line alone.
    let story = story.keys("j").shows("▸ 最终得分").hides("= 裁定冲突").keys("k =").shows("裁定：采用哪一个");
    story.keys("<down> <enter>").hides("= 裁定");
}

#[test]
fn a_site_that_is_added_for_the_next_audit_leaves_the_one_before_as_it_was() {
    let story = Harness::new().keys("g o A <ctrl-s> g a a 城北网点 <ctrl-s>");
    let saved = story.saved();
    let audits = saved.audits();
    let visited = |nth: usize| saved.visited_sites(&audits[nth].audit).len();
    assert_eq!((visited(0), visited(1)), (2, 3));
    let sample = |nth: usize| saved.outlet_sample(&audits[nth].audit).outlets;
    assert_eq!((sample(0), sample(1)), (1, 2), "the sample of the audit before is drawn from what there was");
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let gate = saved.gate(&audits[0].audit, today);
    assert!(gate.iter().all(|row| row.kind != Kind::SiteNotVisited), "{gate:?}");
    // One act: undone, it is in neither.
    let saved = story.keys("u").saved();
    assert_eq!((saved.sites().len(), saved.visited_sites(&saved.audits()[0].audit).len()), (2, 2));
}

#[test]
fn the_line_of_the_closing_meeting_leads_to_it() {
    let mut story = Harness::new().keys("g o");
    while !story.screen().contains("▸ 末次会议") {
        story = story.keys("j");
    }
    let story = story.keys("<enter> b");
    let saved = story.saved();
    let audit = saved.audits()[0].audit.clone();
    assert!(saved.meeting(&audit, MeetingKind::Closing).starts.is_some());
    assert!(saved.meeting(&audit, MeetingKind::Opening).starts.is_none());
}

#[test]
fn from_a_site_of_this_audit_alone_one_key_leads_to_the_audit_before() {
    let story = Harness::new().keys("g o A <ctrl-s> g a a 城北网点 <ctrl-s> g w S <down> <down> <enter>");
    let mut story = story.shows("城北网点").keys("g o");
    for _ in 0..60 {
        let here = story.screen().lines().any(|line| line.contains('▸') && line.contains("初次认证"));
        if here {
            break;
        }
        story = story.keys("j");
    }
    story.keys("<enter>").shows("· 2026 初次认证 · 总部");
}
