//! The sentences of the gate for many rows of one kind: how many, and which come first.

use std::collections::HashSet;

use crate::domain::gate::{Kind, Line, Row};
use crate::i18n::{Lang, Text, slot_words};

/// How many a line of a list names; that there are others is said by their number.
pub const NAMED: usize = 5;

crate::catalogue! {
    OPEN_ITEM: "{}：{} 条还没有判定：{}" | "{}: {} items are not judged: {}";
    FAILED_WITHOUT_EVIDENCE: "{}：{} 条判为不符合，但没有引用证据：{}" | "{}: {} nonconform items cite no evidence: {}";
    FAILED_WITHOUT_NC: "{}：{} 条判为不符合，但没有未撤回的不符合项：{}" | "{}: no nonconformity stands on {} nonconform items: {}";
    CONFORM_WITH_NC: "{}：{} 条判为符合，但其不符合项没有撤回，二者应一致：{}" | "{}: {} items are conform, but nonconformities on them have not been withdrawn, and the two should agree: {}";
    DELETED_WITHOUT_REASON: "{}：{} 条被删减，但没有写理由：{}" | "{}: {} items are deleted without a reason: {}";
    SAMPLE_WITHOUT_EVIDENCE: "{}：{} 条抽样有不符合，但没有引用证据：{}" | "{}: samples of {} items failed, but no evidence is cited: {}";
    SAMPLE_DISAGREES: "{}：{} 条的判定与抽样记录的数目不一致，请核对：{}" | "{}: {} verdicts and their samples do not agree, check them: {}";
    NEWER_VERSION: "由更新版本的程序记录的 {} 处，此处不能核对，请用该版本核对：{}" | "{} things recorded by a newer version are not checked here, check them with that version: {}";
    NC_WITHOUT_CLASS: "{} 项不符合还没有定级：{}" | "{} nonconformities have no class: {}";
    NC_WITHOUT_STATEMENT: "{} 项不符合还没有写事实描述：{}" | "{} nonconformities have no statement: {}";
    NC_NOT_ACKNOWLEDGED: "{} 项不符合还没有请受审查方确认：{}" | "{} nonconformities are not acknowledged by the client: {}";
    NC_CHANGED_SINCE: "{} 项不符合的事实描述或级别在受审查方确认之后改过，请再请其确认，已经答复的请改回原文，或撤回后另开：{}" | "the statement or class of {} nonconformities was changed after the client acknowledged them, ask again, or change back or withdraw those that are answered already: {}";
    NC_WITHOUT_DEPARTMENT: "{} 项不符合还没有写责任部门：{}" | "{} nonconformities name no department: {}";
    NC_WITHOUT_EVIDENCE: "{} 项不符合没有引用证据：{}" | "no evidence is cited for {} nonconformities: {}";
    NC_DISPUTED: "受审查方对 {} 项不符合有异议，报告须写明分歧：{}" | "the client disputes {} nonconformities, and the report must state the diverging opinions: {}";
    NC_OVERDUE: "{} 项不符合已逾期：{}" | "{} nonconformities are overdue: {}";
    NC_NOT_ESCALATED: "{} 项逾期的不符合没有上报；是否上报、报给谁，按所属认证机构的规定：{}" | "{} overdue nonconformities are not escalated; whether and to whom is for the rules of your body: {}";
    CHECK_OTHER_OUTLETS: "{} 项不符合出在一个服务网点，另外的网点也应检查：{}" | "{} nonconformities were found at one outlet, and the others should be checked too: {}";
    DRAWN_NOT_VISITED: "抽中的网点有 {} 个不在到访之列，报告须写明原因：{}" | "{} outlets were drawn but are not visited, and the report must say why: {}";
    PREVIOUS_UNVERIFIED: "以前评价的 {} 项不符合本次还没有验证：{}" | "{} nonconformities of earlier audits have not been verified in this one: {}";
    DEDUCTION_WITHOUT_NC: "{} 项特别扣分没有关联不符合项；特别扣分项须整改：{}" | "{} special deductions have no nonconformity, though they must be corrected: {}";
    VISIT_UNSETTLED: "到访计划有 {} 行没有注明已完成、有偏差或未进行：{}" | "{} planned visits are neither done nor explained: {}";
    SAMPLES_UNNUMBERED: "{} 份抽样记录没有写全样本编号：{}" | "{} record samples do not name each sample by its number: {}";
    EVIDENCE_AHEAD: "证据的 {} 个时间晚于记录它的时刻，请核对电脑和相机的时钟，改正写错的时间：{}" | "{} times of evidence lie after the moment of recording, check the clocks of laptop and camera and correct the times that are wrong: {}";
    LOOSE_INTERVIEW: "{} 条访谈没有关联条款，也没有转为证据或不符合项：{}" | "{} interviews name no clause and became neither evidence nor a nonconformity: {}";
    JUDGED_UNVISITED: "{} 个场所有判定不在本次评价的场所或检查条款之内，不计入得分；请恢复到访安排，或把判定改为未评：{}" | "verdicts at {} sites stand outside the sites and clauses of this audit and count nowhere; visit the sites again, or set the verdicts to open: {}";
    SITE_NOT_VISITED: "{} 个场所不在本次现场评价之内，报告须写明：{}" | "{} sites are not visited, and the report must say so: {}";

    AND_OTHERS: "{} 等" | "{} and others";
    AND_MORE: "{}，另有 {} 处" | "{} and {} more";
    WITH: "{}（{}）" | "{} ({})";
    WITH_DAYS: "{}（{} 天）" | "{} ({} days)";
}

/// The sentence of a line of several rows, in a list: it names the first [`NAMED`]. `place` is site and
/// standard in words, for lines about items.
pub fn sentence(line: &Line, place: &str, lang: Lang) -> String {
    let mut named = names(line, lang);
    let others = named.len() > NAMED;
    named.truncate(NAMED);
    let named = named.join(lang.pick("、", ", "));
    naming(line, place, &if others { AND_OTHERS.with(lang, &[&named]) } else { named }, lang)
}

/// The same with the first `most` of [`names`], and how many there are besides.
pub fn sentence_with(line: &Line, place: &str, most: usize, lang: Lang) -> String {
    let mut named = names(line, lang);
    let more = named.len().saturating_sub(most);
    named.truncate(most);
    let named = named.join(lang.pick("、", ", "));
    naming(line, place, &if more > 0 { AND_MORE.with(lang, &[&named, &more]) } else { named }, lang)
}

fn naming(line: &Line, place: &str, first: &str, lang: Lang) -> String {
    let Some(text) = text(line.first.kind) else { return String::new() };
    let count = line.count();
    if has_place(text) {
        text.with(lang, &[&place, &count, &first])
    } else {
        text.with(lang, &[&count, &first])
    }
}

/// Only lines about items say where.
fn has_place(text: Text) -> bool {
    text.zh.matches("{}").count() == 3
}

/// What a line names, each thing once, with what one has to know of it.
pub fn names(line: &Line, lang: Lang) -> Vec<String> {
    let mut seen = HashSet::new();
    let names = line.rows().filter_map(|row| name(row, lang));
    names.filter(|name| seen.insert(name.clone())).collect()
}

fn name(row: &Row, lang: Lang) -> Option<String> {
    let name = row.values.first()?;
    Some(match (row.kind, row.values.as_slice()) {
        (Kind::NewerVersion, _) => slot_words(name, lang),
        (Kind::ConformWithNc | Kind::SampleDisagrees, [_, _, label]) => WITH.with(lang, &[name, label]),
        (Kind::NcOverdue | Kind::NcNotEscalated, [_, days]) => WITH_DAYS.with(lang, &[name, days]),
        _ => name.clone(),
    })
}

/// The sentence, with places to fill in; `None` for kinds that are never gathered.
fn text(kind: Kind) -> Option<Text> {
    Some(match kind {
        Kind::NewerVersion => NEWER_VERSION,
        Kind::OpenItem => OPEN_ITEM,
        Kind::FailedWithoutEvidence => FAILED_WITHOUT_EVIDENCE,
        Kind::FailedWithoutNc => FAILED_WITHOUT_NC,
        Kind::ConformWithNc => CONFORM_WITH_NC,
        Kind::JudgedUnvisited => JUDGED_UNVISITED,
        Kind::DeletedWithoutReason => DELETED_WITHOUT_REASON,
        Kind::NcWithoutClass => NC_WITHOUT_CLASS,
        Kind::NcWithoutStatement => NC_WITHOUT_STATEMENT,
        Kind::NcNotAcknowledged => NC_NOT_ACKNOWLEDGED,
        Kind::NcChangedSince => NC_CHANGED_SINCE,
        Kind::SampleWithoutEvidence => SAMPLE_WITHOUT_EVIDENCE,
        Kind::SampleDisagrees => SAMPLE_DISAGREES,
        Kind::NcWithoutDepartment => NC_WITHOUT_DEPARTMENT,
        Kind::NcWithoutEvidence => NC_WITHOUT_EVIDENCE,
        Kind::NcDisputed => NC_DISPUTED,
        Kind::NcOverdue => NC_OVERDUE,
        Kind::DrawnNotVisited => DRAWN_NOT_VISITED,
        Kind::PreviousUnverified => PREVIOUS_UNVERIFIED,
        Kind::DeductionWithoutNc => DEDUCTION_WITHOUT_NC,
        Kind::VisitUnsettled => VISIT_UNSETTLED,
        Kind::EvidenceAhead => EVIDENCE_AHEAD,
        Kind::SamplesUnnumbered => SAMPLES_UNNUMBERED,
        Kind::NcNotEscalated => NC_NOT_ESCALATED,
        Kind::CheckOtherOutlets => CHECK_OTHER_OUTLETS,
        Kind::LooseInterview => LOOSE_INTERVIEW,
        Kind::SiteNotVisited => SITE_NOT_VISITED,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::gate::{Subject, gathered};

    #[test]
    fn every_kind_that_is_gathered_has_its_own_sentence_and_no_other_has_one() {
        let mut seen = Vec::new();
        for &kind in Kind::ALL {
            assert_eq!(text(kind).is_some(), kind.gathers(), "{kind:?}");
            let Some(text) = text(kind) else { continue };
            assert!(matches!(text.zh.matches("{}").count(), 2 | 3), "{kind:?}");
            assert!(!seen.contains(&text.zh), "{kind:?}");
            seen.push(text.zh);
        }
    }

    #[test]
    fn a_line_keeps_what_one_has_to_know_of_each_and_says_how_many_it_does_not_name() {
        let row = |kind: Kind, nth: usize, values: &[&str]| {
            let label = format!("NC-{nth}");
            let values = values.iter().map(|value| value.replace("{}", &nth.to_string()));
            Row { kind, subject: Subject::Nc(label), values: values.collect() }
        };
        let line = |kind: Kind, values: &[&str]| {
            let rows = (1..=7).map(|nth| row(kind, nth, values)).collect();
            gathered(rows).remove(0)
        };
        let overdue = line(Kind::NcOverdue, &["NC-{}", "1{}"]);
        let said = sentence(&overdue, "", Lang::Zh);
        assert_eq!(
            said,
            "7 项不符合已逾期：NC-7（17 天）、NC-6（16 天）、NC-5（15 天）、NC-4（14 天）、NC-3（13 天） 等"
        );
        assert!(sentence_with(&overdue, "", 6, Lang::Zh).ends_with("、NC-2（12 天），另有 1 处"));
        assert!(sentence_with(&overdue, "", 7, Lang::En).ends_with(", NC-1 (11 days)"));
        for kind in [Kind::ConformWithNc, Kind::SampleDisagrees] {
            let said = sentence(&line(kind, &["5.{}", "总部", "L-{}"]), "总部", Lang::Zh);
            assert!(said.contains("：5.1（L-1）、5.2（L-2）"), "{said}");
        }
    }
}
