//! Stories of nonconformities: the list, the detail, and every step of a life through the real keys.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use std::fs;

use harness::Harness;
use onsite::domain::change::{AnswerPart, Class, DayUnit, Method, NcPart, Step};
use onsite::domain::dossier::Dossier;
use onsite::i18n::Lang;
use onsite::store::Folders;

/// A dossier with one nonconformity on 5.1.1.1, open on its detail.
fn raised() -> Harness {
    opened(Harness::new())
}

fn opened(story: Harness) -> Harness {
    story
        .keys("n 福州网点现场记录中无维修人员签字 <tab> <tab> 售后部 <tab> 陪同甲 <ctrl-s>")
        .keys("g n <enter>")
}

fn only(dossier: &Dossier) -> String {
    let ncs = dossier.nonconformities();
    assert_eq!(ncs.len(), 1);
    ncs[0].raised.nc.clone()
}

fn step(story: &Harness) -> Option<Step> {
    let saved = story.saved();
    saved.nonconformity(&only(&saved)).unwrap().step.cloned()
}

/// Fills in the six fields of the open round.
fn answer(story: Harness, correction: &str) -> Harness {
    story
        .keys("a")
        .keys(&format!("<ctrl-u> {correction} <tab> 未培训新员工 <tab> 修订作业指导书 <tab> 检查全部网点"))
        .keys("<tab> 售后部经理 <ctrl-s>")
}

#[test]
fn a_life_from_raised_to_closed_with_a_first_answer_rejected() {
    let story = raised()
        .shows("30 个自然日（本程序默认，不")
        .shows("请受审查方确认")
        .shows("福州网点现场记录中无维修人员签字");
    let story = story.keys("y <ctrl-s>");
    assert_eq!(step(&story), Some(Step::Acknowledged { person: "陪同甲".to_owned() }));

    // What was to be done before it was raised is a slip of the year.
    let story = story.keys("a <tab> <tab> <tab> <tab> <tab> 2025-12-24 <ctrl-s>");
    let story =
        story.shows("完成期限 2025-12-24 早于开出日期 2026-11-24").keys("<ctrl-u> 2026-11-24 <ctrl-s>");
    let saved = story.saved();
    assert_eq!(saved.nc_answer(&only(&saved), 1, AnswerPart::Due), "2026-11-24", "the day itself may be");
    let story = story.keys("a <tab> <tab> <tab> <tab> <tab> <ctrl-u> 2026-12-24 <ctrl-s>");

    // Nothing is handed in that is not complete: the caret goes where something is missing.
    let story = story.keys("f").shows("第 1 轮答复还缺").shows("整改答复 第 1 轮").keys("<esc>");
    let story = answer(story, "补签记录").keys("f");
    assert_eq!(step(&story), Some(Step::Answered { round: 1 }));
    let saved = story.saved();
    let nc = only(&saved);
    assert_eq!(saved.nc_answer(&nc, 1, AnswerPart::Correction), "补签记录");
    assert_eq!(saved.nc_answer(&nc, 1, AnswerPart::Responsible), "售后部经理");
    assert_eq!(saved.nc_answer(&nc, 1, AnswerPart::Due), "2026-12-24", "offered: its own due date");

    let story = story.keys("R 原因分析没有说明为什么未培训 <ctrl-s>").shows("等受审查方第 2 轮答复");
    let story = story.shows("补签记录").keys("a <ctrl-u> 补签记录，并抽查上月记录 <ctrl-s> f");
    assert_eq!(step(&story), Some(Step::Answered { round: 2 }));
    let saved = story.saved();
    assert_eq!(saved.nc_answer(&nc, 2, AnswerPart::Correction), "补签记录，并抽查上月记录");
    assert_eq!(saved.nc_answer(&nc, 1, AnswerPart::Correction), "补签记录", "round 1 stays as it was");

    let story = story.keys("A").shows("接受答复不等于关闭");
    // A key of the life is never a step back.
    let story = story.keys("f").shows("不能记为").hides("f 提交答复");
    assert_eq!(step(&story), Some(Step::Accepted { round: 2 }));
    let story = story.keys("c 已培训，见签到表 <ctrl-s> v <tab> <tab> 抽查五份记录均已签字 <ctrl-s>");
    let facts = "抽查五份记录均已签字".to_owned();
    assert_eq!(step(&story), Some(Step::Verified { method: Method::Documents, effective: true, facts }));
    let story = story.keys("z").shows("已关闭").shows("没有下一步");
    assert_eq!(step(&story), Some(Step::Closed));

    // What has ended stays as it is, and says so before anything is typed.
    let story = story.keys("a").shows("已关闭或撤回").keys("e").shows("已关闭或撤回");
    story.keys("G").shows("进展：验证有效");
}

#[test]
fn the_next_round_begins_with_the_texts_of_the_last_and_records_none_of_them_unasked() {
    let story = answer(raised().keys("y <ctrl-s>"), "补签记录").keys("f R 原因没有查清 <ctrl-s>");
    let nc = only(&story.saved());
    let round = |story: &Harness, round| {
        let saved = story.saved();
        let text = |part: &AnswerPart| saved.nc_answer(&nc, round, *part).to_owned();
        AnswerPart::ALL.iter().map(text).collect::<Vec<_>>()
    };
    let story = story.keys("a").shows("整改答复 第 2 轮").shows("补签记录").shows("未培训新员工");
    assert_eq!(story.screen().matches("沿用第 1 轮，未改").count(), 6);
    // Looked at and left, nothing is recorded and no draft is kept; saved as it is, it is asked once.
    let story = story.keys("<esc>").hides("草稿").keys("a <ctrl-s>").shows("各项都和第 1 轮一样");
    assert_eq!(round(&story, 2), [""; 6].map(str::to_owned));
    let story = story.keys("<esc> f").shows("第 2 轮答复还缺");
    assert_eq!(step(&story), Some(Step::Rejected { round: 1, reason: "原因没有查清".to_owned() }));
    // What is changed is no longer said to be of round 1, in a draft that was left as well.
    let story = story.keys("<tab> ，也未考核 <esc> a").shows("未培训新员工，也未考核");
    assert_eq!(story.screen().matches("沿用第 1 轮，未改").count(), 5);
    let story = story.keys("<ctrl-s>").hides("各项都和第 1 轮一样");
    let mut expected = round(&story, 1);
    "未培训新员工，也未考核".clone_into(&mut expected[1]);
    assert_eq!(round(&story, 2), expected);
    assert_eq!(round(&story, 1)[1], "未培训新员工", "round 1 stays as it was");
    // What was written for this round is offered as its own, even if it is the same.
    let story = story.keys("a").hides("沿用第 1 轮").keys("<esc> f");
    assert_eq!(step(&story), Some(Step::Answered { round: 2 }));
}

#[test]
fn an_answer_given_again_as_it_was_is_saved_when_it_is_meant_so() {
    let story = answer(raised().keys("y <ctrl-s>"), "补签记录").keys("f A c 已培训 <ctrl-s>");
    let story = story.keys("v <tab> <right> <tab> 现场仍有两份未签字 <ctrl-s>");
    let story = story.keys("a <ctrl-s>").shows("各项都和第 1 轮一样").keys("<ctrl-s> f");
    assert_eq!(step(&story), Some(Step::Answered { round: 2 }));
}

#[test]
fn a_dispute_keeps_the_clients_words_and_a_withdrawal_its_reason() {
    let story = raised().keys("x <tab> 当天维修人员外出，记录次日已补 <ctrl-s>");
    let words = "当天维修人员外出，记录次日已补".to_owned();
    assert_eq!(step(&story), Some(Step::Disputed { person: "陪同甲".to_owned(), words }));
    let story = story.shows("当天维修人员外出").keys("w <ctrl-s>").shows("还缺理由");
    let story = story.keys("经核对，记录属实 <ctrl-s>").shows("已撤回");
    assert_eq!(step(&story), Some(Step::Withdrawn { reason: "经核对，记录属实".to_owned() }));
    story.keys("q").shows("未结 0");
}

#[test]
fn what_does_not_work_is_answered_anew() {
    let story = answer(raised().keys("y <ctrl-s>"), "补签").keys("f A c 已培训 <ctrl-s>");
    let story = story.keys("v <right> <tab> <right> <tab> 现场仍有两份未签字 <ctrl-s>");
    let facts = "现场仍有两份未签字".to_owned();
    assert_eq!(step(&story), Some(Step::Verified { method: Method::OnSite, effective: false, facts }));
    let story = story.shows("措施无效").keys("z").shows("不能记为");
    let story = answer(story, "增加每日检查").keys("f A");
    assert_eq!(step(&story), Some(Step::Accepted { round: 2 }));
}

#[test]
fn the_due_date_is_extended_twice_with_reason_and_approver_and_not_a_third_time() {
    let story = raised().shows("剩 30 天").keys("D <ctrl-s>").shows("还缺理由");
    let story = story.keys("受审查方搬迁 <ctrl-s>").shows("剩 45 天");
    let saved = story.saved();
    let nc = only(&saved);
    let extended = saved.nonconformity(&nc).unwrap().extensions[0].clone();
    assert_eq!((extended.due.as_str(), extended.approver.as_str()), ("2027-01-08", "审查员甲"));
    let story = story.keys("D <ctrl-u> <tab> 二次搬迁 <ctrl-s>").shows("不是日期");
    let story = story.keys("２０２７-０２-０１ <ctrl-s>").shows("2027-02-01");
    story.keys("D").shows("已延长两次");
}

#[test]
fn an_overdue_one_is_escalated_once_for_each_due_date_and_stands_where_it_stood() {
    let story = Harness::demonstration(80, 24, Lang::Zh).keys("g n <enter>");
    let story = story.shows("答复接受").shows("逾期 3 天").shows("! 逾期上报");
    // A day that is still to come is told first, and the caret stands in it.
    let story = story.keys("! <tab> <tab> <tab> <ctrl-u> 2026-11-25 <shift-tab> <ctrl-s>").shows("还没有到");
    let story = story.keys("<ctrl-u> 2026-11-24 <ctrl-s>").shows("没有写上报给谁");
    let story = story.keys("认证机构技术负责人 <ctrl-s>");
    let story =
        story.shows("还缺理由").keys("两次催促仍未实施 <tab> <ctrl-u> <ctrl-s>").shows("没有写由谁上报");
    // A day is one that was there, and one on which the due date had passed.
    let story = story.keys("组长甲 <tab> <ctrl-u> 2026-11-25 <ctrl-s>").shows("还没有到");
    let story = story.keys("<ctrl-u> 2026-11-21 <ctrl-s>").shows("还没有逾期");
    let story = story.keys("<ctrl-u> 2026/11/23 <ctrl-s>");
    let saved = Harness::saved_at(&story.open_path().unwrap());
    let nc = saved.nonconformities().into_iter().find(|nc| !nc.escalations.is_empty()).unwrap();
    let escalated = nc.escalated().unwrap();
    let told = [&escalated.due, &escalated.date, &escalated.to, &escalated.person, &escalated.reason];
    assert_eq!(told, ["2026-11-21", "2026-11-23", "认证机构技术负责人", "组长甲", "两次催促仍未实施"]);
    assert_eq!(nc.step, Some(&Step::Accepted { round: 1 }));

    let story = story.shows("已上报").shows("逾期 3 天").hides("! 逾期上报");
    // The same key words it anew; what was said before stays in the history.
    let story = story.keys("!").shows("逾期上报（改写，期限 2026-11-21）").shows("两次催促仍未实施");
    let story = story.keys("认证机构审核部 <tab> ，电话无人接 <ctrl-s>");
    let saved = Harness::saved_at(&story.open_path().unwrap());
    let nc = saved.nonconformities().into_iter().find(|nc| !nc.escalations.is_empty()).unwrap();
    let [escalated] = nc.escalations[..] else { panic!("{:?}", nc.escalations) };
    let told = [&escalated.to, &escalated.reason, &escalated.date, &escalated.due];
    assert_eq!(told, ["认证机构审核部", "两次催促仍未实施，电话无人接", "2026-11-23", "2026-11-21"]);
    let story = story.keys("u").shows("已撤销");
    let story = story.keys("G").shows("2026-11-23 组长甲上报给");
    let story = story.keys("g t").shows("逾期上报").keys("g n").shows("已上报").keys("g r").hides("没有上报");
    // Undone, the gate asks for it again; with a later due date it is not overdue.
    let story = story.keys("g n <enter> u").shows("已撤销").hides("已上报").keys("g r / 没有上报");
    let story = story.keys("<enter> <enter>").shows("! 逾期上报").keys("D <tab> 受审查方搬迁 <ctrl-s>");
    story.keys("!").shows("还没有逾期");
    // An observation, or what is not classed, has no date to miss.
    let story = Harness::new().keys("o 建议统一台账 <ctrl-s>").shows("已记录：观察项 NC-0X4J-1 5.1.1.1");
    let story = story.keys("u").shows("已撤销 3 处：观察项 NC-0X4J-1").keys("<ctrl-r> g n <enter>");
    story.hides("! 逾期上报").keys("!").shows("没有期限");
}

#[test]
fn editing_records_only_what_was_changed() {
    let before = raised();
    let count = before.saved().entries().len();
    let story = before.keys("e <tab> <right> <ctrl-s>");
    let saved = story.saved();
    assert_eq!(saved.entries().len(), count + 1, "the class alone");
    assert_eq!(saved.nonconformities()[0].class, Some(Class::Major));
    let story = story.shows("剩 90 天").keys("e <ctrl-s>");
    assert_eq!(story.saved().entries().len(), count + 1);
    let story = story.keys("e <tab> <tab> <ctrl-u> 质量部 <ctrl-s> G").shows("责任部门：售后部 -> 质量部");
    let saved = story.saved();
    assert_eq!(saved.nc_text(&only(&saved), NcPart::Department), "质量部");
}

#[test]
fn one_is_raised_from_the_list_on_an_item_found_by_pinyin_initials() {
    let story = Harness::new().keys("g n").shows("还没有不符合项").keys("c");
    let story = story.keys("5.2.1.4 <enter>").shows("不符合 · 5.2.1.4");
    let story = story.keys("没有公开服务缺陷的机制 <ctrl-s>").shows("未结 1");
    let saved = story.saved();
    let nc = saved.nonconformity(&only(&saved)).unwrap();
    assert_eq!(nc.raised.clauses, ["5.2.1.4"]);
    let story = story.keys("c 5.1.3.2 <enter> 培训力度不足 <ctrl-s>").shows("未结 2");
    // The new one has the cursor; a search leads to the other.
    let story = story.keys("/ qxjz <enter> <enter>");
    story.shows("没有公开服务缺陷的机制").shows("5.2.1.4");
}

#[test]
fn what_was_changed_after_the_answer_is_told_with_what_the_client_acknowledged() {
    let story = answer(raised().keys("y <ctrl-s>"), "补签记录").keys("f").shows("等审查员接受或退回答复");
    let story = story.hides("确认原文").keys("e <ctrl-u> 五份现场记录中无签字 <ctrl-s>");
    let story = story.shows("确认原文").shows("一般 · 福州网点现场记录中无维修人员签字");
    story.keys("g r").shows("确认之后改过").keys("u").hides("确认之后改过");
}

#[test]
fn what_was_acknowledged_again_is_undone_like_anything_else() {
    let changed = "确认之后改过：请受审查方再确认";
    let story = raised().keys("y <ctrl-s>").hides(changed);
    let story = story.keys("e <ctrl-u> 福州网点五份现场记录中无签字 <ctrl-s>").shows(changed);
    let story = story.keys("y <ctrl-s>").hides(changed);
    let story = story.keys("u").shows("已撤销：").shows(changed).shows("五份现场记录");
    let story = story.keys("u").shows("福州网点现场记录中无维修人员签字").hides(changed);
    let story = story.keys("<ctrl-r>").shows(changed).keys("<ctrl-r>").hides(changed);
    let story = story.keys("u u u");
    assert_eq!(step(&story), None);
}

#[test]
fn only_the_lead_withdraws_where_one_is_named() {
    let story = raised().keys("g o e <tab> <tab> 审查员乙 <ctrl-s> g n <enter>");
    let story =
        story.keys("w 重复开出 <ctrl-s>").shows("只能由组长撤回，组长是审查员乙，现在的记录人是审查员甲");
    assert_eq!(step(&story), None);
    let story = story.keys("<esc> g o e <tab> <tab> <ctrl-u> 审查员甲 <ctrl-s> g n <enter> w");
    let story = story.keys("<ctrl-u> 重复开出 <ctrl-s>").shows("已撤回");
    assert_eq!(step(&story), Some(Step::Withdrawn { reason: "重复开出".to_owned() }));
}

#[test]
fn an_undo_on_the_detail_takes_the_last_step_back() {
    let story = raised().keys("y <ctrl-s>").shows("已确认").keys("u");
    assert_eq!(step(&story), None);
    story.shows("已撤销").shows("请受审查方确认");
}

#[test]
fn an_undo_of_a_raising_names_the_nonconformity_that_went_and_a_redo_the_one_that_is_back() {
    let story = raised().keys("u").shows("已撤销 6 处：不符合项 NC-0X4J-1 5.1.1.1 · 总部");
    assert!(story.saved().nonconformities().is_empty());
    let story = story.keys("<ctrl-r>").shows("已重做 6 处：不符合项 NC-0X4J-1 5.1.1.1 · 总部");
    assert_eq!(only(&story.saved()), "NC-0X4J-1");
    // What was changed is told by what goes, one that stood before as well.
    let story = story.keys("<enter> e <tab> <right> <ctrl-s> u").shows("已撤销：NC-0X4J-1 级别 严重");
    story.keys("<ctrl-r>").shows("已重做：NC-0X4J-1 级别 严重");
}

#[test]
fn the_history_tells_an_undo_as_one_line_and_as_an_undo() {
    let story = answer(raised().keys("y <ctrl-s>"), "补签记录").keys("u G");
    let story = story.shows("撤销 6 处：第 1 轮 纠正、第 1 轮 原因分析、").hides("清空");
    let undone = story.screen().lines().filter(|line| line.contains("撤销")).count();
    assert_eq!(undone, 1);
    let story = answer(story, "补签记录").keys("f A u G").shows("撤销：进展 答复接受 · 第 1 轮");
    // Redone, it is told as what it is.
    let story = story.keys("<ctrl-r> G").shows("进展：已答复 · 第 1 轮 -> 答复接受 · 第 1 轮");
    story.keys("u g t").shows("-> 撤销，恢复为").shows("第 1 轮 纠正  补签记录").hides("清空");
}

#[test]
fn the_detail_resumes_where_it_was_left_with_what_was_being_typed() {
    let story = raised().keys("x <tab> 我们不同意").killed_and_restarted();
    let story = story.shows("我们不同意").shows("草稿").keys("<ctrl-s>");
    assert!(matches!(step(&story), Some(Step::Disputed { .. })));
}

#[test]
fn a_body_counts_its_deadlines_in_working_days_by_its_own_file() {
    let story = Harness::new();
    let folder = Folders::below(story.folder()).checklists;
    fs::create_dir_all(&folder).unwrap();
    let text = "deadlines-by = \"示例认证机构\"\n[minor]\ndays = 30\nunit = \"working\"\n";
    fs::write(folder.join("期限.toml"), text).unwrap();
    let story = opened(story.restarted()).shows("2027-01-05").shows("30 个工作日");
    let story = story.shows("（示例认证机构的规定）").shows("2027 年没有放");
    let saved = story.saved();
    let nc = saved.nonconformity(&only(&saved)).unwrap();
    let set = nc.due_set.unwrap();
    assert_eq!(
        (set.due.as_str(), set.unit, set.uncharted.as_slice()),
        ("2027-01-05", DayUnit::Working, &[2027][..])
    );
    // What was recorded stands, whatever calendar another laptop has.
    fs::remove_file(folder.join("期限.toml")).unwrap();
    story.restarted().shows("2027-01-05").shows("另定，不是标准的规");
}

#[test]
fn a_finding_at_one_outlet_asks_for_a_check_at_the_others_until_each_is_answered() {
    let story = Harness::new().keys("g o S 泉州服务网点 <ctrl-s> g w S 福州 <enter>");
    let story = story.keys("n 工单无签字 <ctrl-s> g n <enter>").shows("其他网点待核查 1");
    let story =
        story.keys("o").shows("泉州服务网点").shows("待核查").keys("<enter> <ctrl-s>").shows("不能空着");
    let story = story.keys("查三份工单均有签字 <ctrl-s>").hides("其他网点待核查");
    let saved = story.saved();
    let nc = only(&saved);
    let likes = saved.like_cases(&saved.nonconformity(&nc).unwrap());
    assert_eq!(likes.len(), 1, "the outlet itself and the head office are not asked");
    let checked = likes[0].checked.unwrap();
    assert_eq!((checked.found, checked.facts.as_str()), (false, "查三份工单均有签字"));
    // An answer can be corrected; what was said before stays in the history.
    let story = story.keys("o <enter> <right> <tab> <ctrl-s>").keys("G").shows("有同类问题");
    assert!(story.saved().like_cases(&story.saved().nonconformity(&nc).unwrap())[0].checked.unwrap().found);
    // Closing does not wait for the others, but names them; and they are asked for until answered.
    let story = story.keys("g o S 漳州服务网点 <ctrl-s> g n <enter> y 店长 <ctrl-s>");
    let story = answer(story, "补签").keys("f A c 已培训 <ctrl-s> v <tab> <tab> 均已签字 <ctrl-s> z");
    let story = story.shows("其他网点待核查 1，仍要关闭吗？").shows("漳州服务网点").keys("<esc>");
    assert!(matches!(step(&story), Some(Step::Verified { .. })), "asked first");
    let story = story.keys("z <enter>").shows("其他网点的同类核查还没有答复");
    assert_eq!(step(&story), Some(Step::Closed));
    let story = story.keys("g r").shows("另外 1 个网点也应检查").keys("g n <enter> o <enter>");
    let story = story.keys("抽查五份均有签字 <ctrl-s>").shows("已结，没有下一步").hides("待核查 1");
    story.keys("g r").hides("网点也应检查");
    // Head office findings ask for nothing.
    Harness::new().keys("n 无 <ctrl-s> g n <enter> o").shows("没有要核查的网点");
}

#[test]
fn an_observation_leaves_the_verdict_and_the_score_alone() {
    let story = Harness::new().keys("n 台账宜加编号 <tab> <right> <right> <ctrl-s>").shows("观察项");
    let saved = story.saved();
    assert_eq!(saved.nonconformities()[0].class, Some(Class::Observation));
    assert!(saved.below("verdict/").next().is_none(), "nothing was judged");
}

/// Two findings of 2026, one closed and one going on, then the surveillance audit of 2027.
fn followed_up() -> Harness {
    let story = answer(raised().keys("y <ctrl-s>"), "补签").keys("f A c 已培训 <ctrl-s>");
    let story = story.keys("v <tab> <tab> 五份均已签字 <ctrl-s> z");
    let story = story
        .keys("g w n 培训力度不足 <ctrl-s> g o A <tab> <right> <tab> <tab> <tab> <ctrl-u> 2027 <ctrl-s>");
    story.shows("2027 监督评价")
}

#[test]
fn words_typed_or_pasted_at_a_choice_go_into_the_next_field_of_words() {
    let story = raised().keys("y <ctrl-s>");
    let story = answer(story, "补签记录").keys("f A c 修订件已下发 <ctrl-s>");
    let story = story.keys("v").typed("五份 均已签字").keys("<ctrl-s>");
    let facts = "五份 均已签字".to_owned();
    assert_eq!(step(&story), Some(Step::Verified { method: Method::Documents, effective: true, facts }));
    let story = story.keys("u v").paste("五份均已签字").keys("<ctrl-s>");
    let facts = "五份均已签字".to_owned();
    assert_eq!(step(&story), Some(Step::Verified { method: Method::Documents, effective: true, facts }));
}

#[test]
fn a_follow_up_audit_gets_the_earlier_nonconformities_as_a_list_to_verify() {
    let story =
        followed_up().keys("g n").shows("以往评价待验证 2").shows("本次待复核").shows("2026 · 培训力度不足");
    let story = story.keys("G").keys("<enter>").shows("按 v").keys("v <right> <tab> 又有一份未签字 <ctrl-s>");
    let story = story.shows("本次复核无效").keys("q").shows("复核无效").shows("以往评价待验证 1");
    let saved = story.saved();
    let nc = &saved.nonconformities()[0];
    let rechecks = saved.rechecks(&nc.raised.nc);
    assert_eq!(rechecks.len(), 1);
    assert_eq!((rechecks[0].effective, rechecks[0].facts.as_str()), (false, "又有一份未签字"));
    assert_eq!(nc.step, Some(&Step::Closed), "its own life stays as it ended");
}

#[test]
fn a_repeat_of_an_earlier_finding_is_recognised_and_said() {
    // The walk shows what was found then, inside the item.
    let story = followed_up()
        .keys("g w gg")
        .shows("上次")
        .shows("上次发现")
        .shows("福州网点现场记录中无维修人员签字");
    let story = story.keys("n 又有一份无签字 <ctrl-s> g n").shows("重复 · 又有一份无签字");
    let story = story.keys("/ 又有 <enter> <enter>").shows("重复发生").shows("2026 初次认证");
    let saved = story.saved();
    let ncs = saved.nonconformities();
    let repeated = saved.repeats(&ncs[2]).unwrap();
    assert_eq!(repeated.raised.nc, ncs[0].raised.nc);
    assert!(saved.repeats(&ncs[0]).is_none());
}

#[test]
fn a_statement_is_written_by_its_parts_and_what_is_missing_is_asked_for_once() {
    let story = Harness::new().keys("j e jlcy <enter> 派工单 <tab> A-17 <space> A-18x <ctrl-s>");
    let story = story.keys("k j N").shows("地点").shows("总部").shows("A-18").shows("2026-11-24");
    let story = story.keys("<ctrl-s>").shows("不能空着").keys("没有维修人员签字。 <tab> <ctrl-u> <ctrl-s>");
    // A doubt is said once, with the caret put there; saving again does it all the same.
    let story = story.shows("还没写要求").keys("应由维修人员签字 <ctrl-s>");
    let saved = story.saved();
    let nc = only(&saved);
    let statement = "2026-11-24，在总部查A-18：没有维修人员签字。要求：应由维修人员签字。";
    assert_eq!(saved.nc_text(&nc, NcPart::Statement), statement);
    // The same helper on the detail begins with what was written.
    let story = story.keys("g n <enter> s <tab> <tab> <ctrl-u> <tab> <ctrl-s>").shows("还没写样本");
    let story = story.keys("<ctrl-s>");
    assert!(story.saved().nc_text(&nc, NcPart::Statement).contains(statement.trim_end_matches('。')));
}

#[test]
fn two_facts_in_one_statement_are_warned_of() {
    let story = Harness::new().keys("n 工单无签字；另外备件没有标识 <ctrl-s>").shows("只写一件");
    assert!(story.saved().nonconformities().is_empty());
    let story = story.keys("<backspace> <ctrl-s>").shows("只写一件").keys("<ctrl-s>");
    assert_eq!(story.saved().nonconformities().len(), 1);
}

#[test]
fn a_special_deduction_that_rests_on_it_is_said() {
    let story = Harness::new().keys("n 无三包凭证 <ctrl-s> k - <tab> 未提供三包凭证 <ctrl-s> g n <enter>");
    let saved = story.saved();
    assert_eq!(saved.specials_of_nc(&only(&saved)).len(), 1, "offered first: the item's own nonconformity");
    story.shows("特别扣分").shows("未提供三包凭证");
}

#[test]
fn a_file_of_deadlines_that_cannot_be_read_is_not_missed_in_silence() {
    let story = Harness::new();
    let folder = Folders::below(story.folder()).checklists;
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("期限.toml"), "deadlines-by = \"示例认证机构\"\n[minor]\ndays = \"三十\"\n")
        .unwrap();
    opened(story.restarted()).shows("2026-12-24").shows("期限文件有错");
}

#[test]
fn the_list_has_the_order_of_the_command_line() {
    let story = Harness::demonstration(80, 24, Lang::Zh).keys("g n");
    let screen = story.screen();
    let place = |clause: &str| screen.find(clause).unwrap_or_else(|| panic!("{clause} in\n{screen}"));
    // The fact has the room: neither the place where one stands nor what leads up to it takes it.
    let story = story.shows("汇编中没有");
    let story = story.shows("福州服务网点 · ");
    let screen = story.screen();
    assert!(["5.2.1.4", "5.1.6.4", "5.2.2.1", "5.1.3.2"].map(place).is_sorted(), "{screen}");
}

#[test]
fn the_list_in_chinese_at_the_smallest_usual_size() {
    let story = Harness::new().keys("n 网点未签协议 <ctrl-s> o 建议统一台账 <ctrl-s> g n");
    let story = story.shows("不符合项 2 · 未结 2 · 逾期 0").shows("剩 30 天").shows("无期限");
    insta::assert_snapshot!(story.body(), @r#"
      不符合项 2 · 未结 2 · 逾期 0
    ▸ NC-0X4J-1  一般   5.1.1.1  已开出   剩 30 天    网点未签协议
      NC-0X4J-2  观察项 5.1.1.2  已开出   无期限      建议统一台账
    "#);
}

#[test]
fn the_detail_in_english_on_a_wide_screen() {
    let story = opened(Harness::sized(120, 40, Lang::En)).keys("y <ctrl-s>");
    let story = story.shows("acknowledged").shows("the client's answer is awaited");
    insta::assert_snapshot!(story.body(), @r#"
     NC-0X4J-1  5.1.1.1 After-sale department and posts
     acknowledged · minor · 总部 · 30 d left
     next the client's answer is awaited  x disputed  a answer
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
     clause        5.1.1.1 After-sale department and posts
     statement     福州网点现场记录中无维修人员签字
     site          总部
     department    售后部
     guide         陪同甲
     raised        2026-11-24 10:00 审查员甲 · 2026 initial certification
     class         minor
     due           2026-12-24 · 30 d left · 30 calendar days (our default, not the standard's)

     the client's view
     acknowledged  陪同甲 (recorded by 审查员甲, 2026-11-24 10:00)

     history
     2026-11-24    10:00 审查员甲 nonconformity NC-0X4J-1: 5.1.1.1 · 总部
     2026-11-24    10:00 审查员甲 class: minor
     2026-11-24    10:00 审查员甲 statement of nonconformity: 福州网点现场记录中无维修人员签字
     2026-11-24    10:00 审查员甲 department: 售后部
     2026-11-24    10:00 审查员甲 guide: 陪同甲
     2026-11-24    10:00 审查员甲 step: acknowledged · 陪同甲
    "#);
}
