//! The model and the text of a small dossier.

use super::plain::{Looks, show};
use super::saying::{self, Names};
use super::state::{Figured, State};
use crate::domain::change::*;
use crate::domain::dossier::{Dossier, checklist_digest};
use crate::domain::journal::{Stamp, Stream, seal_act};
use crate::i18n::Lang;

const LIST: &str = r#"
standard = "T 1"
edition = "2026"
title = { zh = "示例检查表", en = "Example" }
status = { zh = "现行", en = "current" }
superseded-by = ""
full-score = 10

[[level]]
code = "pass"
title = { zh = "达标级", en = "qualified" }
min = 7

[[indicator]]
clause = "5.1"
title = { zh = "体系", en = "System" }
points = 10
basis = "sourced"

[[indicator]]
clause = "5.1.1"
title = { zh = "人员", en = "Staff" }
points = 6
basis = "provisional"
check = { zh = "查", en = "check" }
ask = { zh = ["问"], en = ["ask"] }
evidence = { zh = ["看"], en = ["see"] }
may-sample = true
may-delete = false

[[indicator]]
clause = "5.1.2"
title = { zh = "网点", en = "Outlets" }
points = 4
basis = "sourced"
check = { zh = "查", en = "check" }
ask = { zh = ["问"], en = ["ask"] }
evidence = { zh = ["看"], en = ["see"] }
may-sample = false
may-delete = true
"#;

fn record(dossier: &mut Dossier, stream: &mut Stream, by: &str, changes: &[Change]) {
    let at = chrono::DateTime::parse_from_rfc3339("2026-11-24T10:14:00+08:00").unwrap();
    let proposals = dossier.attempt(changes).unwrap();
    for sealed in seal_act(stream, &Stamp { at, by: by.into() }, &proposals).unwrap() {
        dossier.apply(sealed.entry);
    }
}

fn item(clause: &str) -> Item {
    let own = str::to_owned;
    Item { audit: own("A-1"), standard: own("list"), clause: own(clause), site: own("S-1") }
}

fn judged(clause: &str, verdict: Verdict) -> Change {
    Change::Judged(Judged { item: item(clause), verdict })
}

fn opened() -> (Dossier, Stream) {
    let (mut dossier, mut stream) = (Dossier::default(), Stream::new("s-1", "d-1"));
    let own = str::to_owned;
    let digest = checklist_digest(LIST, &[]);
    let adopted =
        ChecklistAdopted { standard: own("list"), digest: digest.clone(), text: own(LIST), overlays: vec![] };
    let criteria = vec![Criterion { standard: own("list"), digest }];
    let site = SiteDescribed {
        site: own("S-1"),
        name: own("总部"),
        role: SiteRole::HeadOffice,
        address: String::new(),
    };
    let audit = AuditOpened { audit: own("A-1"), audit_type: AuditType::Initial, year: 2026, criteria };
    let started = DossierStarted { dossier: own("d-1"), client: own("厦门示例电器有限公司") };
    let first = [
        Change::DossierStarted(started),
        Change::SiteDescribed(site),
        Change::ChecklistAdopted(adopted),
        Change::AuditOpened(audit),
    ];
    record(&mut dossier, &mut stream, "审查员甲", &first);
    (dossier, stream)
}

fn text(dossier: &Dossier, lang: Lang) -> String {
    show(&State::of(dossier), Looks { lang, ascii: false, today: None })
}

#[test]
fn an_open_visit_has_a_forecast_and_no_final_score_and_says_why() {
    let (mut dossier, mut stream) = opened();
    let sampled = judged("5.1.1", Verdict::Sampled { sampled: 15, failed: 3 });
    record(&mut dossier, &mut stream, "审查员甲", &[sampled]);
    let state = State::of(&dossier);
    let score = &state.audits[0].scores[0];
    assert!(score.provisional);
    assert_eq!(score.leaves[0].got.as_ref().unwrap().exact, "24/5");
    assert!(matches!(&score.last, Figured::None { because: "open", count: 1, .. }));
    let Figured::Figure { score: lowest, level, .. } = &score.forecast.lowest else { panic!("{score:?}") };
    assert_eq!((lowest.shown.as_str(), level.is), ("4.80", "below-lowest"));
    let text = text(&dossier, Lang::Zh);
    assert!(text.contains("◔ 5.1.1"), "{text}");
    assert!(text.contains("抽样 15，不符合 3：6 × 12/15 = 4.8"), "{text}");
    assert!(text.contains("还有 1 处未评，不出最终得分"), "{text}");
    assert!(text.contains("含暂定分值"), "{text}");
}

#[test]
fn a_rounded_number_is_marked_in_the_text_and_for_programs() {
    let (mut dossier, mut stream) = opened();
    let sampled = judged("5.1.1", Verdict::Sampled { sampled: 7, failed: 1 });
    record(&mut dossier, &mut stream, "审查员甲", &[sampled]);
    let state = State::of(&dossier);
    let got = state.audits[0].scores[0].leaves[0].got.as_ref().unwrap();
    assert_eq!((got.exact.as_str(), got.shown.as_str()), ("36/7", "~5.14"));
    let text = text(&dossier, Lang::Zh);
    assert!(text.contains("6 × 6/7 = ~5.14") && text.contains("~5.14/6"), "{text}");
    assert!(!text.replace("~5.14", "").contains("5.14"), "{text}");
}

#[test]
fn verdicts_that_differ_stand_side_by_side_until_somebody_decides() {
    let (mut dossier, mut stream) = opened();
    let (mut other, mut second) = (dossier.clone(), Stream::new("s-2", "d-1"));
    record(&mut dossier, &mut stream, "审查员甲", &[judged("5.1.2", Verdict::Conform)]);
    record(&mut other, &mut second, "审查员乙", &[judged("5.1.2", Verdict::Nonconform)]);
    for entry in other.entries() {
        dossier.apply(entry.clone());
    }
    let state = State::of(&dossier);
    assert_eq!(state.conflicts.len(), 1);
    assert!(state.audits[0].scores[0].leaves[1].sites[0].differs);
    let text = text(&dossier, Lang::Zh);
    assert!(text.contains("! 5.1.2"), "{text}");
    assert!(text.contains("审查员甲  符合") && text.contains("审查员乙  不符合"), "{text}");
}

#[test]
fn the_model_has_no_place_for_a_clock_and_is_the_same_each_time() {
    let (dossier, _) = opened();
    let told = serde_json::to_string(&State::of(&dossier)).unwrap();
    assert_eq!(told, serde_json::to_string(&State::of(&dossier.clone())).unwrap());
    assert!(
        told.starts_with(r#"{"schema_version":1,"dossier":"d-1","client":{"name":"厦门示例电器有限公司""#)
    );
}

#[test]
fn english_text_holds_no_chinese_but_what_people_wrote() {
    let (dossier, _) = opened();
    let text = text(&dossier, Lang::En).replace("厦门示例电器有限公司", "").replace("总部", "");
    assert!(!text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{text}");
}

#[test]
fn a_cleared_slot_is_named_by_what_stood_there() {
    let (mut dossier, mut stream) = opened();
    let remark =
        Change::Remarked(Remarked { item: item("5.1.1"), remark: "R-1".to_owned(), text: "记".to_owned() });
    let slot = remark.slot().to_string();
    record(&mut dossier, &mut stream, "审查员甲", &[remark]);
    let clear = Change::Cleared(Cleared { slot, reason: "写错".to_owned() });
    record(&mut dossier, &mut stream, "审查员甲", &[clear]);
    let names = Names::of(&dossier);
    let last = dossier.timeline().next_back().unwrap();
    assert_eq!(saying::subject(&dossier, last, &names, Lang::Zh), "备注 5.1.1 · 总部");
    assert_eq!(saying::value(last, &names, Lang::Zh), "删除 · 写错");
    assert_eq!(saying::replaced(&dossier, last, &names, Lang::Zh), "记");
}
