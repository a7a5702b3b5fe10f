//! What a change says, in a few words: for the timeline, for conflicts, for undo.

use super::{Lang, Text, words};
use crate::domain::change::{
    Change, Class, DayUnit, DueSet, Evidence, EvidenceTime, FileSorted, NoteTaken, RuleBasis, SamplingRuled,
    Step, Verdict,
};
use crate::domain::nonconformity::default_days;
use crate::domain::sampling_rule::DEFAULT_BY;
use crate::domain::when::When;

crate::catalogue! {
    SAMPLED_AS: "抽样 {}，不符合 {}" | "sampled {}, failed {}";
    DELETED_AS: "删减：{}" | "deleted: {}";
    OPENED_AUDIT: "{} {}" | "{} {}";
    ROUND: "第 {} 轮 {}" | "round {}: {}";
    CITED: "引用" | "cited";
    UNCITED: "取消引用" | "no longer cited";
    VISITED: "到场" | "visited";
    NOT_VISITED: "不到场" | "not visited";
    UNDONE: "撤销" | "undone";
    CLEARED: "删除" | "deleted";
    EFFECTIVE: "有效" | "effective";
    NOT_EFFECTIVE: "无效" | "not effective";
    DRAWN: "{} 个网点：自选 {}，随机 {}，种子 {}" | "{} outlets: {} chosen, {} at random, seed {}";
    RULE_SHARE: "到访不少于网点数平方根的 {}%（向上取整），其中随机不少于 {}%" | "visit at least {} % of the square root of the number of outlets, rounded up, at least {} % of them at random";
    RULE_LEAD: "到访几个由组长决定，其中随机不少于 {}%" | "the lead decides how many to visit, at least {} % of them at random";
    RULE_DEFAULT: "本程序的默认规则，不是标准的规定，认证机构可另定" | "a default of the program, not of the standard; a body may set another";
    RULE_PROVISIONAL: "{}的规则，暂定，没有出处" | "the rule of {}, provisional, without a source";
    RULE_SOURCED: "{}的规则，有出处：{}" | "the rule of {}, sourced: {}";
    TURNED_INTO: "转为 {}" | "became {}";
    SAMPLE: "{}：抽样 {}，不符合 {}" | "{}: sampled {}, failed {}";
    DUE_DEFAULT: "{}（本程序默认，不是标准的规定）" | "{} (our default, not the standard's)";
    DUE_BY: "{}（{}的规定）" | "{} (a rule of {})";
    DUE_OTHER: "{}（另定，不是标准的规定）" | "{} (set otherwise, not by the standard)";
    DUE_COUNTED: "{} 个{}" | "{} {}";
    UNCHARTED: "{} 年没有放假安排，按周一至周五计" | "no calendar for {}: counted Monday to Friday";
    NO_OFFSET: "{}（时区未知）" | "{} (time zone unknown)";
    LIKE_FOUND: "有同类问题" | "the like was found";
    LIKE_NOT_FOUND: "无同类问题" | "nothing of the kind";
    ESCALATED: "{} {}上报给{}（期限 {}）：{}" | "on {} by {} to {} (due {}): {}";
    EXTENDED: "第 {} 次延期至 {}：{}" | "extension {} to {}: {}";
}

/// What a change says, on one line.
pub fn change_value(change: &Change, lang: Lang) -> String {
    let t = |text: Text| text.get(lang);
    match change {
        Change::DossierStarted(c) => c.client.clone(),
        Change::ClientDescribed(c) => format!("{} {}", t(c.part.word()), c.text),
        Change::SiteDescribed(c) => format!("{} {}", t(c.role.word()), c.name),
        Change::ChecklistAdopted(c) => c.standard.clone(),
        Change::AuditOpened(c) => OPENED_AUDIT.with(lang, &[&c.year, &t(c.audit_type.word())]),
        Change::AuditDescribed(c) => format!("{} {}", t(c.part.word()), c.text),
        Change::SiteChosen(c) => {
            let word = t(if c.visited { VISITED } else { NOT_VISITED });
            format!("{word} {}", c.clauses.join(" ")).trim_end().to_owned()
        }
        Change::MemberNamed(c) => format!("{} {}", t(c.role.word()), c.name),
        Change::Judged(c) => verdict_value(&c.verdict, lang),
        Change::Remarked(c) => c.text.clone(),
        Change::Raised(c) => format!("{} {}", c.nc, c.clauses.join(" ")),
        Change::Classed(c) => t(c.class.word()).to_owned(),
        Change::NcWritten(c) => format!("{} {}", t(c.part.word()), c.text),
        Change::AnswerWritten(c) => {
            let part = format!("{} {}", t(c.part.word()), c.text);
            ROUND.with(lang, &[&c.round, &part])
        }
        Change::Stepped(c) => step_value(&c.step, lang),
        Change::DueSet(c) => due_value(c, lang),
        Change::LikeCaseChecked(c) => {
            format!("{} {} {}", c.site, t(if c.found { LIKE_FOUND } else { LIKE_NOT_FOUND }), c.facts)
        }
        Change::NcRechecked(c) => {
            format!("{} {}", t(if c.effective { EFFECTIVE } else { NOT_EFFECTIVE }), c.facts)
        }
        Change::DueExtended(c) => EXTENDED.with(lang, &[&c.nth, &c.due, &c.reason]),
        Change::NcEscalated(c) => ESCALATED.with(lang, &[&c.date, &c.person, &c.to, &c.due, &c.reason]),
        Change::EvidenceTaken(c) => evidence_value(&c.body, None, lang),
        Change::CitedForItem(c) => format!("{} {}", c.evidence, t(if c.cited { CITED } else { UNCITED })),
        Change::CitedForNc(c) => {
            format!("{} {} {}", c.evidence, t(if c.cited { CITED } else { UNCITED }), c.nc)
        }
        Change::EvidenceWithdrawn(c) => c.reason.clone(),
        Change::FileSorted(c) => format!("{} {}", t(c.sort.word()), c.person).trim_end().to_owned(),
        Change::EvidenceDated(c) => {
            format!("{} {}", t(c.part.word()), when_value(c.part, &c.time, lang)).trim_end().to_owned()
        }
        Change::SpecialDeducted(c) => format!("{} {}", t(c.kind.word()), c.facts),
        Change::BonusGiven(c) => c.facts.clone(),
        Change::NoteTaken(c) => note_value(c, lang),
        Change::NoteUsed(c) => format!("{} {}", c.note, TURNED_INTO.with(lang, &[&c.used.label()])),
        Change::MeetingDescribed(c) => format!("{} {} {}", t(c.meeting.word()), t(c.part.word()), c.text),
        Change::AttendeeNamed(c) => format!("{} {}", t(c.side.word()), c.titled()),
        Change::CitedForMeeting(c) => {
            let cited = if c.cited { CITED } else { UNCITED };
            format!("{} {} {}", c.evidence, t(cited), t(c.meeting.word()))
        }
        Change::SitePlaced(c) => format!("{} < {}", c.site, if c.below.is_empty() { "-" } else { &c.below }),
        Change::SamplingRuled(c) => {
            format!("{}{}{}", rule_value(c, lang), lang.pick("；", "; "), rule_basis(c, lang))
        }
        Change::OutletsDrawn(c) => {
            DRAWN.with(lang, &[&c.frame.len(), &c.picked.len(), &c.drawn.len(), &c.seed])
        }
        Change::VisitPlanned(c) => {
            format!("{} {} {} {}", minute(&c.starts), c.who, c.site, c.clauses.join(" "))
                .trim_end()
                .to_owned()
        }
        Change::VisitSettled(c) => {
            format!("{} {} {}", c.visit, t(c.outcome.word()), c.outcome.reason()).trim_end().to_owned()
        }
        Change::SpecialGrounded(c) => {
            format!("{} {}", t(if c.stands { CITED } else { UNCITED }), c.ground.label())
        }
        Change::Cleared(c) if c.reason.is_empty() => t(UNDONE).to_owned(),
        Change::Cleared(c) => format!("{} {}", t(CLEARED), c.reason),
    }
}

/// A written time to the minute, as people read it.
pub fn minute(time: &str) -> String {
    time.get(..16).unwrap_or(time).replace('T', " ")
}

/// A time of evidence as it was written down. A camera that names no offset may have been set for any
/// place, so that is said; what a person writes is by the clock of the place where it happened.
pub fn when_words(part: EvidenceTime, when: When, lang: Lang) -> String {
    match (part, when) {
        (EvidenceTime::Capture, When::Local(_)) => NO_OFFSET.with(lang, &[&when]),
        _ => when.to_string(),
    }
}

/// The same of the journal's text; none is said as such.
pub fn when_value(part: EvidenceTime, time: &str, lang: Lang) -> String {
    match When::parse(time) {
        Some(when) => when_words(part, when, lang),
        None if time.is_empty() => CLEARED.get(lang).to_owned(),
        None => time.to_owned(),
    }
}

/// A note in one line: its sort, who spoke, what was said.
pub fn note_value(taken: &NoteTaken, lang: Lang) -> String {
    let parts = [taken.sort.word().get(lang), &taken.person, &taken.text];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// A verdict with its counts or its reason.
pub fn verdict_value(verdict: &Verdict, lang: Lang) -> String {
    match verdict {
        Verdict::Sampled { sampled, failed } => SAMPLED_AS.with(lang, &[sampled, failed]),
        Verdict::Deleted { reason } => DELETED_AS.with(lang, &[reason]),
        other => other.word().get(lang).to_owned(),
    }
}

/// A due date with how it was counted.
pub fn due_value(set: &DueSet, lang: Lang) -> String {
    let parts =
        [Some(set.due.clone()), Some(due_span(set.days.into(), set.unit, lang)), uncharted(set, lang)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// So many days of a sort.
pub(super) fn due_span(days: u64, unit: DayUnit, lang: Lang) -> String {
    DUE_COUNTED.with(lang, &[&days, &unit.word().get(lang)])
}

/// The years that were counted without their days off, if there are any.
fn uncharted(set: &DueSet, lang: Lang) -> Option<String> {
    let years: Vec<String> = set.uncharted.iter().map(ToString::to_string).collect();
    (!years.is_empty()).then(|| UNCHARTED.with(lang, &[&years.join(lang.pick("、", ", "))]))
}

/// By which rule a due date was counted that nobody extended, and whose that is, as far as it is known:
/// `by` names the body whose rule it is. Empty without a class that has a due date.
pub fn due_rule(class: Option<Class>, set: Option<&DueSet>, by: Option<&str>, lang: Lang) -> String {
    let (counted, other) = match (set, class.and_then(default_days)) {
        (Some(set), _) => (due_span(set.days.into(), set.unit, lang), DUE_OTHER),
        (None, Some(days)) => (due_span(days, DayUnit::Calendar, lang), DUE_DEFAULT),
        (None, None) => return String::new(),
    };
    let whose = match by {
        Some(by) => DUE_BY.with(lang, &[&counted, &by]),
        None => other.with(lang, &[&counted]),
    };
    let parts = [Some(whose), set.and_then(|set| uncharted(set, lang))];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The figures of a rule of sampling.
pub fn rule_value(rule: &SamplingRuled, lang: Lang) -> String {
    match rule.percent {
        Some(percent) => RULE_SHARE.with(lang, &[&percent, &rule.at_random]),
        None => RULE_LEAD.with(lang, &[&rule.at_random]),
    }
}

/// Whose rule of sampling it is, and what it rests on.
pub fn rule_basis(rule: &SamplingRuled, lang: Lang) -> String {
    match rule.basis {
        RuleBasis::Sourced => RULE_SOURCED.with(lang, &[&rule.by, &rule.source]),
        RuleBasis::Provisional if rule.by == DEFAULT_BY => RULE_DEFAULT.get(lang).to_owned(),
        RuleBasis::Provisional => RULE_PROVISIONAL.with(lang, &[&rule.by]),
    }
}

/// A step with what was said at it.
pub fn step_value(step: &Step, lang: Lang) -> String {
    let word = step.word().get(lang);
    match step {
        Step::Acknowledged { person } => format!("{word} {person}"),
        Step::Disputed { person, words } => format!("{word} {person}{}{words}", lang.pick("：", ": ")),
        Step::Answered { round } | Step::Accepted { round } => ROUND.with(lang, &[round, &word]),
        Step::Rejected { round, reason } => {
            format!("{} {reason}", ROUND.with(lang, &[round, &word]))
        }
        Step::CarriedOut { facts } => format!("{word} {facts}"),
        Step::Verified { method, effective, facts } => {
            let effect = if *effective { EFFECTIVE } else { NOT_EFFECTIVE };
            format!("{word} {} {} {facts}", method.word().get(lang), effect.get(lang))
        }
        Step::Withdrawn { reason } => format!("{word} {reason}"),
        Step::Closed => word.to_owned(),
    }
}

/// A piece of evidence in one line: what it is called and what it shows; of a file what was said of it.
pub fn evidence_value(body: &Evidence, sorted: Option<&FileSorted>, lang: Lang) -> String {
    match body {
        Evidence::Record { title, sampled, failed, .. } => SAMPLE.with(lang, &[title, sampled, failed]),
        other => {
            let person = sorted.map(|sorted| sorted.person.as_str());
            let texts = person.into_iter().chain(other.texts()).filter(|text| !text.is_empty());
            let word = words::piece_word(other, sorted).get(lang);
            format!("{word} {}", texts.collect::<Vec<_>>().join(" · "))
        }
    }
}

/// A size as people read it: bytes, whole kilobytes rounded up, megabytes with a tenth.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KB", bytes.div_ceil(1024)),
        _ => format!("{}.{} MB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_never_less_than_a_kilobyte_too_small() {
        let read = [0, 1023, 1024, 1025, 62_500, 1_048_576, 1_600_000].map(size);
        assert_eq!(read, ["0 B", "1023 B", "1 KB", "2 KB", "62 KB", "1.0 MB", "1.5 MB"]);
    }
}
