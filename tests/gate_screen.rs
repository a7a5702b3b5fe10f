//! Stories of the leave-site gate.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use harness::{Harness, NOW};
use onsite::domain::change::{AuditPart, ClientPart, Role};
use onsite::domain::gate::Kind as GateKind;
use onsite::i18n::Lang;
use onsite::store::{Device, Folders, Store};
use onsite::supply::Supply;

#[test]
fn a_line_leads_to_what_it_names_and_is_gone_once_that_is_settled() {
    let story = Harness::new().keys("g r").shows("必须处理 92").shows("5.1.1.1");
    let story = story.keys("<enter>").shows("查什么").shows("5.1.1.1 售后服务部门与岗位").keys("y");
    let story = story.keys("q").shows("必须处理 91").hides("5.1.1.1 未评");
    assert_eq!(story.dossier().gate(&story.saved().audits()[0].audit, date()).len(), rows(&story));
}

#[test]
fn what_is_open_at_a_site_is_one_line_that_leads_to_the_first_of_it() {
    let story = Harness::new().keys("g r");
    let story =
        story.shows("总部：46 条还没有判定：5.1.1.1、5.1.1.2、").shows("福州服务网点：46 条还没有判定");
    assert_eq!(story.body().matches("还没有判定").count(), 3, "two lines, and the first of them whole");
    // Each line leads to its own site, and to what is the first there by then.
    let story = story.keys("j <enter>").shows("5.1.1.1 售后服务部门与岗位").keys("y q");
    let story = story.shows("福州服务网点：45 条还没有判定：5.1.1.2、").shows("总部：46 条");
    let audit = story.saved().audits()[0].audit.clone();
    let open = story.saved().gate(&audit, date());
    let open: Vec<_> = open.iter().filter(|row| row.kind == GateKind::OpenItem).collect();
    assert!(open.len() == 91 && open[0].values[1] == "总部", "no row is lost");
}

#[test]
fn what_a_line_gathers_is_named_below_the_list_as_far_as_there_is_room_and_found() {
    let story = Harness::new().keys("g r").shows("，另有 ");
    let foot = story.body().lines().rev().take(3).collect::<String>();
    assert!(foot.contains("5.1.3.3、5.1.4.1、"), "more than the first five: {foot}");
    let story = Harness::sized(200, 60, Lang::Zh).keys("g r").hides("，另有 ").shows("5.3.2.4");
    story.keys("/ 5.3.2.4 <enter>").hides("没有找到").shows("▸ ✗ 必须");
}

#[test]
fn to_decide_is_offered_on_a_conflict_alone() {
    let story =
        Harness::demonstration(80, 24, Lang::Zh).keys("g r").shows("的判定不一致").shows("= 裁定冲突");
    let story = story.keys("j").shows("▸ ✗ 必须      厦门总部：").hides("= 裁定");
    story.keys("=").shows("没有冲突").keys("k =").shows("审查员甲").shows("审查员乙");
}

#[test]
fn a_line_about_sites_or_the_plan_leads_to_their_screen() {
    Harness::new().keys("g r / 没有到访计划").keys("<enter> <enter>").shows("到访计划").hides("必须处理");
    let story = Harness::new().keys("g a a 网点二 <ctrl-s> G y g r / 不在本次现场评价之内");
    story.keys("<enter> <enter>").shows("场所与抽样").hides("必须处理");
}

/// The rows that the head of the screen counts.
fn rows(story: &Harness) -> usize {
    let screen = story.screen();
    let head = screen.lines().nth(1).unwrap();
    let numbers = head.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse::<usize>().ok());
    numbers.sum()
}

fn date() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

#[test]
fn the_lines_are_searched_and_the_one_under_the_cursor_stands_whole() {
    let story = Harness::sized(80, 24, Lang::Zh).keys("g r / zdfz").keys("<enter>");
    story.shows("暂定");
    Harness::sized(120, 40, Lang::En).keys("g r").shows("errors 92");
}

/// Opens the gate on its line with a text, and goes where it leads.
fn led(story: Harness, line: &str) -> Harness {
    story.keys("g r /").paste(line).keys("<enter> <enter>")
}

#[test]
fn a_line_about_what_is_not_written_down_opens_the_form_at_its_field() {
    let story = led(Harness::new(), "没有写受审查方地址").shows("没有写受审查方地址");
    let story = story.keys("示例路1号 <ctrl-s>").hides("没有写受审查方地址").shows("必须处理");
    assert_eq!(story.saved().client_text(ClientPart::Address), "示例路1号");
    let story = led(story, "没有登记组长").keys("审查员甲 <ctrl-s>");
    let audit = story.saved().audits()[0].audit.clone();
    assert_eq!(story.saved().team(&audit)[0].role, Role::Lead);
    let story = led(story, "没有写认证范围").keys("家用电器的售后服务 <ctrl-s>");
    assert_eq!(story.saved().audit_text(&audit, AuditPart::Scope), "家用电器的售后服务");
    // Of the two days the one that is missing.
    let story = led(story, "没有写起止日期").keys("2026-11-24 <ctrl-s>");
    let story = led(story, "没有写起止日期").keys("2026-11-26 <ctrl-s>");
    assert_eq!(story.saved().audit_text(&audit, AuditPart::Starts), "2026-11-24");
    assert_eq!(story.saved().audit_text(&audit, AuditPart::Ends), "2026-11-26");
    let story = story.keys("<home>");
    let kinds = story.saved().gate(&audit, date());
    let settled = [GateKind::NoAddress, GateKind::NoLead, GateKind::NoScope, GateKind::NoDates];
    assert!(kinds.iter().all(|row| !settled.contains(&row.kind)));
}

#[test]
fn in_a_dossier_that_is_only_read_the_line_of_the_overview_is_shown() {
    let story = Harness::new().keys("g h");
    let (folders, supply) = (Folders::below(story.folder()), Supply::scripted(NOW));
    let device = Device::at(&folders, &supply).unwrap();
    let held = Store::open(&story.path(), &device, &supply).unwrap();
    let story = led(story.keys("<enter>").shows("只读"), "没有写认证范围");
    story.shows("▸ 范围");
    drop(held);
}

#[test]
fn a_line_about_a_checklist_leads_to_what_the_overview_says_of_it() {
    led(Harness::new(), "分值是暂定的").shows("▸ GB/T 27922");
    // What the plan leaves out is settled in the plan.
    let story = Harness::new().keys("g p a 审查员甲 <ctrl-s>");
    led(story, "处不在到访计划之内").shows("到访计划").hides("必须处理");
}

/// So many outlets beside the one there is, none of them visited; then some of them are.
fn with_outlets(outlets: usize, visited: usize) -> Harness {
    let mut story = Harness::new().keys("g a");
    for nth in 0..outlets {
        story = story.keys(&format!("a 网点{nth} <ctrl-s>"));
    }
    for nth in visited..outlets {
        story = story.keys(&format!("/ 网点{nth} <enter> y"));
    }
    story
}

#[test]
fn lines_about_the_sample_of_outlets_lead_to_where_it_is_drawn() {
    let story = led(with_outlets(4, 1), "到访网点 ").shows("场所与抽样").hides("必须处理");
    // Visited there: back at the gate the line is gone, and the next one says that none was drawn.
    let story = story.keys("/ 网点1 <enter> y q").hides("到访网点 2 个，少于");
    let audit = story.saved().audits()[0].audit.clone();
    let kinds: Vec<GateKind> = story.saved().gate(&audit, date()).iter().map(|row| row.kind).collect();
    assert!(kinds.contains(&GateKind::TooFewAtRandom) && !kinds.contains(&GateKind::TooFewOutlets));
    let story = led(story, "到访网点中随机抽取的").shows("场所与抽样").keys("D <ctrl-s>");
    let kinds: Vec<GateKind> = story.saved().gate(&audit, date()).iter().map(|row| row.kind).collect();
    assert!(!kinds.contains(&GateKind::TooFewAtRandom), "{kinds:?}");
    story.keys("q").hides("到访网点中随机抽取的");
}
