//! The sentences of the leave-site gate: what is the matter and what to do.

pub mod many;

use super::slots::{meeting_word, slot_words};
use super::{Lang, Text};
use crate::domain::change::EvidenceTime;
use crate::domain::gate::{Kind, Row, Severity};

crate::catalogue! {
    ERROR: "必须" | "error";
    WARNING: "应当" | "warning";
    NOTE: "须知" | "note";

    CONFLICT: "{}；请裁定" | "{}; decide";
    NEWER_VERSION: "由更新版本的程序记录，此处不能核对：{}；请用该版本核对" | "recorded by a newer version and not checked here: {}; check it with that version";
    CHECKLIST_UNREADABLE: "评价依据 {} 在档案中的副本读不出来，其中各条都没有核对和计分：请用更新的版本打开，或用 onsite verify 检查文件" | "the copy of checklist {} in the dossier cannot be read, so nothing of it is checked or scored: open it with a newer version, or check the file with onsite verify";
    OPEN_ITEM: "{} 在{}还没有判定" | "{} is not judged at {}";
    FAILED_WITHOUT_EVIDENCE: "{} 在{}判为不符合，但没有引用证据" | "{} is nonconform at {}, but no evidence is cited";
    CONFORM_WITH_NC: "{} 在{}判为符合，但 {} 没有撤回：二者应一致" | "{} is conform at {}, but {} has not been withdrawn: the two should agree";
    FAILED_WITHOUT_NC: "{} 在{}判为不符合，但没有未撤回的不符合项" | "{} is nonconform at {}, but no nonconformity stands on it";
    DELETED_WITHOUT_REASON: "{} 在{}被删减，但没有写理由" | "{} is deleted at {}, but no reason is given";
    NC_WITHOUT_CLASS: "{} 还没有定级" | "{} has no class";
    NC_WITHOUT_STATEMENT: "{} 还没有写不符合事实描述" | "{} has no statement";
    NC_NOT_ACKNOWLEDGED: "{} 还没有请受审查方确认" | "{} is not acknowledged by the client";
    NC_CHANGED_SINCE: "{} 的事实描述或级别在受审查方确认之后改过：请再请其确认；已经答复的请改回原文，或撤回后另开" | "the statement or class of {} was changed after the client acknowledged it: ask again; change it back where it is answered already, or withdraw it and raise another";
    SAMPLE_WITHOUT_EVIDENCE: "{} 在{}抽样有不符合，但没有引用证据" | "samples of {} failed at {}, but no evidence is cited";
    SAMPLE_DISAGREES: "{} 在{}的判定与抽样记录 {} 的数目不一致；请核对" | "the verdict of {} at {} and the samples of {} do not agree; check them";
    NC_WITHOUT_DEPARTMENT: "{} 还没有写责任部门" | "{} names no department";
    NC_WITHOUT_EVIDENCE: "{} 没有引用证据" | "no evidence is cited for {}";
    NC_DISPUTED: "受审查方对 {} 有异议；报告须写明分歧" | "the client disputes {}; the report must state the diverging opinions";
    NC_OVERDUE: "{} 已逾期 {} 天" | "{} is {} days overdue";
    NC_NOT_ESCALATED: "{} 已逾期 {} 天，没有上报；是否上报、报给谁，按所属认证机构的规定" | "{} is {} days overdue and not escalated; whether and to whom is for the rules of your body";
    NO_LEAD: "评价 {} 没有登记组长" | "audit {} names no lead";
    NO_SCOPE: "评价 {} 没有写认证范围" | "audit {} states no scope";
    NO_DATES: "评价 {} 没有写起止日期" | "audit {} states no dates";
    PROVISIONAL_POINTS: "{} 有 {} 条的分值是暂定的，得分不是标准的得分；末次会议上须说明" | "{} has {} leaves with provisional points, so the score is not the standard's; say so at the closing meeting";
    UNKNOWN_POINTS: "{} 有 {} 条没有分值，不出总分" | "{} has {} leaves without known points, so there is no total";
    CHECK_OTHER_OUTLETS: "{} 出在一个服务网点，另外 {} 个网点也应检查" | "{} was found at one outlet; {} other outlets should be checked too";
    TOO_FEW_OUTLETS: "到访网点 {} 个，少于抽样规则的 {} 个" | "{} outlets are visited, fewer than the {} of the sampling rule";
    TOO_FEW_AT_RANDOM: "到访网点中随机抽取的 {} 个，少于抽样规则的 {} 个" | "{} of the outlets visited were drawn at random, fewer than the {} of the sampling rule";
    DRAWN_NOT_VISITED: "抽中的网点{}不在到访之列；报告须写明原因" | "outlet {} was drawn but is not visited; the report must say why";
    PREVIOUS_UNVERIFIED: "{}（{} 的不符合项）本次还没有验证" | "{} of audit {} has not been verified in this one";
    DEDUCTION_WITHOUT_NC: "特别扣分 {} 没有关联不符合项；特别扣分项须整改" | "special deduction {} has no nonconformity, though it must be corrected";
    TOO_MANY_DEDUCTIONS: "{} 的特别扣分有 {} 项，达到 {} 项即不通过，不论得分" | "{}: {} special deductions; from {} on the audit fails whatever its score";
    BONUS_WITHOUT_EVIDENCE: "{} 的特别加分没有关联证据" | "the special bonus under {} rests on no evidence";
    VISIT_UNSETTLED: "到访计划 {}（{}）没有注明已完成、有偏差或未进行" | "planned visit {} ({}) is neither done nor explained";
    NO_PLAN: "评价 {} 没有到访计划" | "audit {} has no visit plan";
    UNPLANNED: "{} 有 {} 处不在到访计划之内" | "{}: {} places are in no line of the visit plan";
    NO_OPENING_MEETING: "评价 {} 没有首次会议记录" | "no opening meeting is recorded for audit {}";
    NO_CLOSING_MEETING: "评价 {} 还没有末次会议记录" | "no closing meeting is recorded for audit {} yet";
    MEETING_WITHOUT_ATTENDEES: "{}的到会人员没有写全：评价组和受审查方至少各一人" | "the {} does not name who attended: at least one of the team and one of the client";
    MEETING_WITHOUT_PHOTO: "{}没有签到照片（鼓励做法，1 至 3 张），也没有说明" | "the {} has neither a check-in photo (encouraged, 1 to 3) nor an explanation";
    CHECK_IN_UNEXPLAINED: "{}的签到不在规定时段内，且没有异常说明" | "the check-in at the {} was outside its time and is not explained";
    SAMPLES_UNNUMBERED: "证据 {} 抽样 {} 份，只写了 {} 份的编号" | "evidence {}: {} were sampled, and {} of them are named by their number";
    EVIDENCE_AHEAD: "证据 {} 的{}晚于记录它的时刻：请核对电脑和相机的时钟，改正写错的时间" | "evidence {}: its {} lies after the moment of recording; check the clocks of laptop and camera and correct the time that is wrong";
    DRAFT_LEFT: "“{}”写到一半，没有保存" | "“{}” was begun and not saved";
    LOOSE_INTERVIEW: "访谈 {} 没有关联条款，也没有转为证据或不符合项" | "interview {} names no clause and became neither evidence nor a nonconformity";
    JUDGED_UNVISITED: "{}：有 {} 条判定不在本次评价的场所或检查条款之内，不计入得分；请恢复到访安排，或把判定改为未评" | "{}: {} verdicts stand outside the sites and clauses of this audit and count nowhere; visit the site again, or set the verdicts to open";
    CLOCK_SET_BACK: "有 {} 条记录的时间早于同一设备的上一条，当时时钟被拨回过；先后以记录的顺序为准，见时间线" | "changes whose time is before that of the one before them on the same device: {}; its clock was set back, and the recorded order counts (see the timeline)";
    SITE_NOT_VISITED: "{}不在本次现场评价之内；报告须写明" | "{} is not visited; the report must say so";
    NO_ADDRESS: "没有写受审查方地址" | "the client's address is not written down";

    GATE_CLEAR: "可以离开现场：没有必须处理的事项" | "the visit is complete: no errors";
    GATE_SUM: "必须处理 {}，应当处理 {}，须知 {}" | "errors {}, warnings {}, notes {}";
}

/// The sentence of a row.
pub fn sentence(row: &Row, lang: Lang) -> String {
    let values: Vec<String> = match row.kind {
        Kind::Conflict | Kind::NewerVersion => row.values.iter().map(|slot| slot_words(slot, lang)).collect(),
        Kind::MeetingWithoutAttendees | Kind::MeetingWithoutPhoto | Kind::CheckInUnexplained => {
            row.values.iter().map(|code| meeting_word(code, lang).to_owned()).collect()
        }
        Kind::EvidenceAhead => row.values.iter().map(|value| time_word(value, lang).to_owned()).collect(),
        _ => row.values.clone(),
    };
    let values: Vec<&dyn std::fmt::Display> =
        values.iter().map(|value| value as &dyn std::fmt::Display).collect();
    row.kind.text().with(lang, &values)
}

/// The word for a time of evidence by its code; a label stays as it is.
fn time_word(code: &str, lang: Lang) -> &str {
    EvidenceTime::parse(code).map_or(code, |part| part.word().get(lang))
}

impl Severity {
    /// The word before a sentence.
    pub fn word(self) -> Text {
        match self {
            Self::Error => ERROR,
            Self::Warning => WARNING,
            Self::Note => NOTE,
        }
    }
}

impl Kind {
    /// The sentence, with places to fill in.
    fn text(self) -> Text {
        match self {
            Self::Conflict => CONFLICT,
            Self::NewerVersion => NEWER_VERSION,
            Self::ChecklistUnreadable => CHECKLIST_UNREADABLE,
            Self::OpenItem => OPEN_ITEM,
            Self::FailedWithoutEvidence => FAILED_WITHOUT_EVIDENCE,
            Self::ConformWithNc => CONFORM_WITH_NC,
            Self::FailedWithoutNc => FAILED_WITHOUT_NC,
            Self::JudgedUnvisited => JUDGED_UNVISITED,
            Self::DeletedWithoutReason => DELETED_WITHOUT_REASON,
            Self::NcWithoutClass => NC_WITHOUT_CLASS,
            Self::NcWithoutStatement => NC_WITHOUT_STATEMENT,
            Self::NcNotAcknowledged => NC_NOT_ACKNOWLEDGED,
            Self::NcChangedSince => NC_CHANGED_SINCE,
            Self::DraftLeft => DRAFT_LEFT,
            Self::SampleWithoutEvidence => SAMPLE_WITHOUT_EVIDENCE,
            Self::SampleDisagrees => SAMPLE_DISAGREES,
            Self::NcWithoutDepartment => NC_WITHOUT_DEPARTMENT,
            Self::NcWithoutEvidence => NC_WITHOUT_EVIDENCE,
            Self::NcDisputed => NC_DISPUTED,
            Self::NcOverdue => NC_OVERDUE,
            Self::NcNotEscalated => NC_NOT_ESCALATED,
            Self::NoLead => NO_LEAD,
            Self::NoScope => NO_SCOPE,
            Self::NoDates => NO_DATES,
            Self::ProvisionalPoints => PROVISIONAL_POINTS,
            Self::UnknownPoints => UNKNOWN_POINTS,
            Self::CheckOtherOutlets => CHECK_OTHER_OUTLETS,
            Self::TooFewOutlets => TOO_FEW_OUTLETS,
            Self::TooFewAtRandom => TOO_FEW_AT_RANDOM,
            Self::DrawnNotVisited => DRAWN_NOT_VISITED,
            Self::PreviousUnverified => PREVIOUS_UNVERIFIED,
            Self::DeductionWithoutNc => DEDUCTION_WITHOUT_NC,
            Self::TooManyDeductions => TOO_MANY_DEDUCTIONS,
            Self::BonusWithoutEvidence => BONUS_WITHOUT_EVIDENCE,
            Self::VisitUnsettled => VISIT_UNSETTLED,
            Self::NoPlan => NO_PLAN,
            Self::Unplanned => UNPLANNED,
            Self::NoOpeningMeeting => NO_OPENING_MEETING,
            Self::NoClosingMeeting => NO_CLOSING_MEETING,
            Self::MeetingWithoutAttendees => MEETING_WITHOUT_ATTENDEES,
            Self::MeetingWithoutPhoto => MEETING_WITHOUT_PHOTO,
            Self::CheckInUnexplained => CHECK_IN_UNEXPLAINED,
            Self::EvidenceAhead => EVIDENCE_AHEAD,
            Self::SamplesUnnumbered => SAMPLES_UNNUMBERED,
            Self::LooseInterview => LOOSE_INTERVIEW,
            Self::ClockSetBack => CLOCK_SET_BACK,
            Self::SiteNotVisited => SITE_NOT_VISITED,
            Self::NoAddress => NO_ADDRESS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_its_own_sentence_with_a_place_for_each_value() {
        let mut seen = Vec::new();
        for &kind in Kind::ALL {
            let text = kind.text();
            assert_eq!(text.zh.matches("{}").count(), kind.places(), "{kind:?}");
            assert!(!seen.contains(&text.zh), "{kind:?}");
            seen.push(text.zh);
        }
    }
}
