//! The words of the trade, as the handbook gives them, and the word for each value of the domain.
//!
//! `domain` knows no language, so the words are lent to its enums from here: `class.word()`.

use super::Text;
use crate::domain::change::{
    AnswerPart, AuditPart, AuditType, Change, Class, ClientPart, DayUnit, Evidence, EvidenceTime, FileSort,
    FileSorted, MeetingKind, MeetingPart, Method, NcPart, NoteSort, Role, RuleBasis, Side, SiteRole,
    SpecialKind, Step, Verdict, VisitOutcome,
};

crate::catalogue! {
    DOSSIER: "认证档案" | "dossier";
    CLIENT: "受审查方" | "client";
    AUDIT: "评价" | "audit";
    SITE: "场所" | "site";
    CHECKLIST: "检查表" | "checklist";
    INDICATOR: "评价指标" | "indicator";
    CLAUSE: "条款" | "clause";
    VERDICT: "判定" | "verdict";
    REMARK: "备注" | "remark";
    EVIDENCE: "证据" | "evidence";
    NONCONFORMITY: "不符合项" | "nonconformity";
    CONFLICT: "意见不一" | "conflict";
    POINTS: "分值" | "points";
    SCORE: "得分" | "score";
    DEDUCTION: "扣分" | "deduction";
    IN_SCOPE: "涉及项总分值" | "points in scope";
    SPECIAL_DEDUCTION: "特别扣分项" | "special deduction";
    SPECIAL_BONUS: "特别加分项" | "special bonus";
    REASON: "理由" | "reason";

    CONFORM: "符合" | "conform";
    NONCONFORM: "不符合" | "nonconform";
    SAMPLED: "抽样" | "sampled";
    DELETED: "删减" | "deleted";
    OPEN: "未评" | "open";

    /// Of points: a public source gives the value.
    SOURCED: "有出处" | "sourced";
    /// Of points: our allocation, not the standard's.
    PROVISIONAL: "暂定" | "provisional";
    /// Of points: not public, so the total is refused.
    UNKNOWN: "未提供" | "not supplied";

    MAJOR: "严重" | "major";
    MINOR: "一般" | "minor";
    OBSERVATION: "观察项" | "observation";

    INITIAL: "初次认证" | "initial certification";
    SURVEILLANCE: "监督评价" | "surveillance";
    RECERTIFICATION: "再认证" | "recertification";
    CHANGE: "变更" | "change";
    EXTENSION_OF_SCOPE: "扩大" | "extension";
    REDUCTION: "缩小" | "reduction";
    SPECIAL_AUDIT: "特别审核" | "special audit";

    HEAD_OFFICE: "总部" | "head office";
    OUTLET: "服务网点" | "outlet";

    LEAD: "组长" | "lead";
    AUDITOR: "审查员" | "auditor";
    TECHNICAL_EXPERT: "技术专家" | "technical expert";
    OBSERVER: "观察员" | "observer";
    TRAINEE: "实习审查员" | "trainee";
    GUIDE: "陪同人员" | "guide";

    CLIENT_NAME: "名称" | "name";
    CLIENT_ADDRESS: "地址" | "address";
    CLIENT_CONTACT: "联系人" | "contact";
    CLIENT_PHONE: "电话" | "telephone";
    CLIENT_CODE: "组织机构代码" | "organization code";

    SCOPE: "认证范围" | "scope";
    PURPOSE: "评价目的" | "purpose";
    STARTS: "开始日期" | "first day";
    ENDS: "结束日期" | "last day";

    STATEMENT: "不符合事实描述" | "statement of nonconformity";
    DEPARTMENT: "责任部门" | "department";

    CORRECTION: "纠正" | "correction";
    ROOT_CAUSE: "原因分析" | "root cause";
    CORRECTIVE_ACTION: "纠正措施" | "corrective action";
    EXTENSION: "举一反三" | "extension to like cases";
    RESPONSIBLE: "责任人" | "person responsible";
    DUE: "完成期限" | "due date";

    /// Where a nonconformity stands before its first step.
    RAISED: "已开出" | "raised";
    ACKNOWLEDGED: "已确认" | "acknowledged";
    DISPUTED: "有异议" | "disputed";
    ANSWERED: "已答复" | "answered";
    ACCEPTED: "答复接受" | "accepted";
    REJECTED: "答复退回" | "rejected";
    CARRIED_OUT: "已实施" | "carried out";
    EFFECTIVE: "验证有效" | "effective";
    NOT_EFFECTIVE: "验证无效" | "not effective";
    CLOSED: "已关闭" | "closed";
    WITHDRAWN: "已撤回" | "withdrawn";

    ON_DOCUMENTS: "书面验证" | "on documents";
    ON_SITE: "现场验证" | "on site";
    AT_NEXT_AUDIT: "下次评价时验证" | "at the next audit";

    SEEN: "现场观察" | "observation";
    DOCUMENT: "文件" | "document";
    RECORD_SAMPLE: "记录抽样" | "record sample";
    INTERVIEW: "访谈" | "interview";
    /// Evidence: a photo or another file, named by its content.
    FILE: "电子文件" | "file";
    PHOTO: "照片" | "photo";
    /// A sheet that was filled in; a sample of many is a record sample.
    RECORD: "记录" | "record";
    /// When that happened which a piece of evidence shows.
    EVENT_TIME: "事件时间" | "time of event";
    /// When a photo, a recording or a copy was made.
    CAPTURE_TIME: "拍摄（采集）时间" | "time of capture";
    /// When a piece of evidence came into the dossier.
    IMPORT_TIME: "导入时间" | "time of import";

    OPENING_MEETING: "首次会议" | "opening meeting";
    CLOSING_MEETING: "末次会议" | "closing meeting";
    MEETING_STARTS: "开始时间" | "starts";
    MEETING_ENDS: "结束时间" | "ends";
    MEETING_PLACE: "会议地点" | "place";
    CHECKED_IN: "签到时间" | "checked in";
    EXCEPTION: "异常说明" | "exception";
    TEAM: "评价组" | "audit team";

    /// Of a line of the visit plan.
    DONE: "已完成" | "done";
    DEVIATED: "有偏差" | "with deviations";
    DROPPED: "未进行" | "not done";
    UNSETTLED: "未注明" | "not settled";

    OWN_OBSERVATION: "现场记录" | "auditor's note";
    TEAM_MEETING: "组内沟通会" | "team meeting";

    AGAINST_LAW: "违反法律法规" | "against the law";
    AGAINST_OWN_RULES: "违反自订服务规范" | "against the client's own service rules";
    AGAINST_TRADE: "违反行业特殊要求" | "against special demands of the trade";
    AGAINST_SYSTEM: "影响服务体系运行" | "affects the running of the service system";

    DOSSIER_STARTED: "建立档案" | "dossier started";
    CLIENT_DESCRIBED: "受审查方信息" | "client described";
    SITE_DESCRIBED: "登记场所" | "site described";
    CHECKLIST_ADOPTED: "采用检查表" | "checklist adopted";
    AUDIT_OPENED: "建立评价" | "audit opened";
    AUDIT_DESCRIBED: "评价信息" | "audit described";
    SITE_CHOSEN: "选定受审场所" | "site chosen";
    MEMBER_NAMED: "评价组成员" | "team member named";
    JUDGED: "判定" | "judged";
    REMARKED: "备注" | "remarked";
    NC_RAISED: "开出不符合项" | "nonconformity raised";
    NC_CLASSED: "不符合项定级" | "nonconformity classed";
    NC_WRITTEN: "不符合项填写" | "nonconformity written";
    ANSWER_WRITTEN: "整改答复填写" | "answer written";
    STEPPED: "不符合项进展" | "nonconformity moved on";
    DUE_SET: "确定期限" | "due date set";
    CALENDAR_DAYS: "自然日" | "calendar days";
    WORKING_DAYS: "工作日" | "working days";
    LIKE_CASE_CHECKED: "同类情况核查" | "checked for the like";
    NC_RECHECKED: "以往不符合项复核" | "looked at again";
    DUE_EXTENDED: "延长期限" | "due date extended";
    NC_ESCALATED: "逾期上报" | "escalated";
    EVIDENCE_TAKEN: "登记证据" | "evidence taken";
    CITED_FOR_ITEM: "证据用于指标" | "evidence cited for an item";
    CITED_FOR_NC: "证据用于不符合项" | "evidence cited for a nonconformity";
    EVIDENCE_WITHDRAWN: "撤回证据" | "evidence withdrawn";
    EVIDENCE_DATED: "证据的时间" | "evidence dated";
    FILE_SORTED: "文件证据的种类" | "said what a file is";
    SPECIAL_DEDUCTED: "特别扣分" | "special deduction made";
    BONUS_GIVEN: "特别加分" | "special bonus given";
    NOTE_TAKEN: "访谈与现场记录" | "note taken";
    NOTE_USED: "记录转为证据或不符合项" | "note turned into evidence or a nonconformity";
    MEETING_DESCRIBED: "会议记录" | "meeting described";
    ATTENDEE_NAMED: "到会人员" | "attendee named";
    CITED_FOR_MEETING: "会议照片" | "photo of a meeting";
    SITE_PLACED: "场所归属" | "site placed below another";
    SAMPLING_RULED: "确定抽样规则" | "sampling rule settled";
    OUTLETS_DRAWN: "抽取服务网点" | "outlets drawn";
    VISIT_PLANNED: "到访计划" | "visit planned";
    VISIT_SETTLED: "计划完成情况" | "what came of a planned visit";
    SPECIAL_GROUNDED: "特别扣分或加分的依据" | "ground of a special item";
    CLEARED: "删除或撤销" | "cleared";
    /// A kind of change that this program does not know.
    NEWER: "新版本记录的内容" | "recorded by a newer version";
}

/// The word for a kind of change by its name in the journal; kinds of a newer version included.
pub fn kind_word(kind: &str) -> Text {
    match kind {
        "dossier-started" => DOSSIER_STARTED,
        "client-described" => CLIENT_DESCRIBED,
        "site-described" => SITE_DESCRIBED,
        "checklist-adopted" => CHECKLIST_ADOPTED,
        "audit-opened" => AUDIT_OPENED,
        "audit-described" => AUDIT_DESCRIBED,
        "site-chosen" => SITE_CHOSEN,
        "member-named" => MEMBER_NAMED,
        "judged" => JUDGED,
        "remarked" => REMARKED,
        "raised" => NC_RAISED,
        "classed" => NC_CLASSED,
        "nc-written" => NC_WRITTEN,
        "answer-written" => ANSWER_WRITTEN,
        "stepped" => STEPPED,
        "due-set" => DUE_SET,
        "like-case-checked" => LIKE_CASE_CHECKED,
        "nc-rechecked" => NC_RECHECKED,
        "due-extended" => DUE_EXTENDED,
        "nc-escalated" => NC_ESCALATED,
        "evidence-taken" => EVIDENCE_TAKEN,
        "cited-for-item" => CITED_FOR_ITEM,
        "cited-for-nc" => CITED_FOR_NC,
        "evidence-withdrawn" => EVIDENCE_WITHDRAWN,
        "evidence-dated" => EVIDENCE_DATED,
        "file-sorted" => FILE_SORTED,
        "special-deducted" => SPECIAL_DEDUCTED,
        "bonus-given" => BONUS_GIVEN,
        "note-taken" => NOTE_TAKEN,
        "note-used" => NOTE_USED,
        "meeting-described" => MEETING_DESCRIBED,
        "attendee-named" => ATTENDEE_NAMED,
        "cited-for-meeting" => CITED_FOR_MEETING,
        "site-placed" => SITE_PLACED,
        "outlets-drawn" => OUTLETS_DRAWN,
        "sampling-ruled" => SAMPLING_RULED,
        "visit-planned" => VISIT_PLANNED,
        "visit-settled" => VISIT_SETTLED,
        "special-grounded" => SPECIAL_GROUNDED,
        "cleared" => CLEARED,
        _ => NEWER,
    }
}

impl Change {
    /// The word for its kind.
    pub fn word(&self) -> Text {
        kind_word(self.kind())
    }
}

impl Evidence {
    /// The word for its kind.
    pub fn word(&self) -> Text {
        match self {
            Self::Observation { .. } => SEEN,
            Self::Document { .. } => DOCUMENT,
            Self::Record { .. } => RECORD_SAMPLE,
            Self::Interview { .. } => INTERVIEW,
            Self::File { .. } => FILE,
        }
    }
}

/// The word for what a piece of evidence is: of a file what was said of it, else that it is one.
pub fn piece_word(body: &Evidence, sorted: Option<&FileSorted>) -> Text {
    sorted.map_or_else(|| body.word(), |sorted| sorted.sort.word())
}

impl VisitOutcome {
    /// The word for it, without its reason.
    pub fn word(&self) -> Text {
        match self {
            Self::Done => DONE,
            Self::Deviated { .. } => DEVIATED,
            Self::Dropped { .. } => DROPPED,
        }
    }

    /// Why it is not as planned; empty if it is.
    pub fn reason(&self) -> &str {
        match self {
            Self::Done => "",
            Self::Deviated { reason } | Self::Dropped { reason } => reason,
        }
    }
}

impl Step {
    /// The word for where a nonconformity stands after it; before the first step it is [`RAISED`].
    pub fn word(&self) -> Text {
        match self {
            Self::Acknowledged { .. } => ACKNOWLEDGED,
            Self::Disputed { .. } => DISPUTED,
            Self::Answered { .. } => ANSWERED,
            Self::Accepted { .. } => ACCEPTED,
            Self::Rejected { .. } => REJECTED,
            Self::CarriedOut { .. } => CARRIED_OUT,
            Self::Verified { effective: true, .. } => EFFECTIVE,
            Self::Verified { effective: false, .. } => NOT_EFFECTIVE,
            Self::Closed => CLOSED,
            Self::Withdrawn { .. } => WITHDRAWN,
        }
    }
}

impl Verdict {
    /// The word for the verdict, without its figures or reason.
    pub fn word(&self) -> Text {
        match self {
            Self::Open => OPEN,
            Self::Conform => CONFORM,
            Self::Nonconform => NONCONFORM,
            Self::Sampled { .. } => SAMPLED,
            Self::Deleted { .. } => DELETED,
        }
    }
}

/// Gives an enum without fields the word for each of its values.
macro_rules! words {
    ($($part:ident { $($variant:ident => $word:ident),* })*) => {
        $(impl $part {
            /// The word for it.
            pub fn word(self) -> Text {
                match self {
                    $(Self::$variant => $word),*
                }
            }
        })*
    };
}

words! {
    Class { Major => MAJOR, Minor => MINOR, Observation => OBSERVATION }
    AuditType {
        Initial => INITIAL, Surveillance => SURVEILLANCE, Recertification => RECERTIFICATION,
        Change => CHANGE, Extension => EXTENSION_OF_SCOPE, Reduction => REDUCTION, Special => SPECIAL_AUDIT
    }
    SiteRole { HeadOffice => HEAD_OFFICE, Outlet => OUTLET }
    Role {
        Lead => LEAD, Auditor => AUDITOR, TechnicalExpert => TECHNICAL_EXPERT, Observer => OBSERVER,
        Trainee => TRAINEE, Guide => GUIDE
    }
    ClientPart {
        Name => CLIENT_NAME, Address => CLIENT_ADDRESS, Contact => CLIENT_CONTACT, Phone => CLIENT_PHONE,
        Code => CLIENT_CODE
    }
    AuditPart { Scope => SCOPE, Purpose => PURPOSE, Starts => STARTS, Ends => ENDS }
    NcPart { Statement => STATEMENT, Department => DEPARTMENT, Guide => GUIDE }
    AnswerPart {
        Correction => CORRECTION, RootCause => ROOT_CAUSE, CorrectiveAction => CORRECTIVE_ACTION,
        Extension => EXTENSION, Responsible => RESPONSIBLE, Due => DUE
    }
    MeetingKind { Opening => OPENING_MEETING, Closing => CLOSING_MEETING }
    MeetingPart {
        Starts => MEETING_STARTS, Ends => MEETING_ENDS, Place => MEETING_PLACE, CheckedIn => CHECKED_IN,
        Exception => EXCEPTION
    }
    Side { Client => CLIENT, Team => TEAM }
    EvidenceTime { Event => EVENT_TIME, Capture => CAPTURE_TIME }
    FileSort {
        File => FILE, Photo => PHOTO, Document => DOCUMENT, Record => RECORD, Observation => SEEN, Interview => INTERVIEW
    }
    NoteSort { Interview => INTERVIEW, Observation => OWN_OBSERVATION, TeamMeeting => TEAM_MEETING }
    DayUnit { Calendar => CALENDAR_DAYS, Working => WORKING_DAYS }
    RuleBasis { Sourced => SOURCED, Provisional => PROVISIONAL }
    Method { Documents => ON_DOCUMENTS, OnSite => ON_SITE, NextAudit => AT_NEXT_AUDIT }
    SpecialKind {
        Law => AGAINST_LAW, OwnRules => AGAINST_OWN_RULES, TradeDemand => AGAINST_TRADE,
        System => AGAINST_SYSTEM
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_change_has_its_own_word() {
        let mut seen = Vec::new();
        for kind in Change::KINDS {
            let word = kind_word(kind);
            assert_ne!(word, NEWER, "{kind}");
            assert!(!seen.contains(&word), "{kind} shares the word {}", word.zh);
            seen.push(word);
        }
        assert_eq!(kind_word("teleported"), NEWER);
    }
}
