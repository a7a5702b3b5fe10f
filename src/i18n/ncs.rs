//! Nonconformities: list, detail, and the forms of their life.

use super::words::RAISED;
use super::{Lang, Text};
use crate::domain::change::Step;
use crate::domain::statement::{Part, Parts};

crate::catalogue! {
    ACKNOWLEDGEMENT: "受审查方确认" | "acknowledgement";
    DISPUTE: "受审查方异议" | "dispute";
    FINDING: "不符合事实" | "finding";
    ANSWER_ROUND: "整改答复 第 {} 轮" | "answer, round {}";
    AS_IN_ROUND: "（沿用第 {} 轮，未改）" | " (from round {}, unchanged)";
    NOTHING_CHANGED: "各项都和第 {} 轮一样；确实照旧再交，再按一次 Ctrl-s。" | "All of it is as in round {}. Press Ctrl-s again to save it as the new answer all the same.";
    REJECTION_ROUND: "退回第 {} 轮答复" | "reject the answer of round {}";
    CARRYING_OUT: "措施实施" | "carrying out";
    VERIFICATION: "验证" | "verification";
    WITHDRAWAL: "撤回" | "withdrawal";
    EXTENSION_NTH: "第 {} 次延期" | "extension {} of the due date";
    CLIENT_PERSON: "受审查方人员" | "person of the client";
    CLIENT_WORDS: "异议内容（受审查方原话）" | "in the client's own words";
    REJECTION_REASON: "退回理由" | "reason for the rejection";
    CARRIED_OUT_FACTS: "实施情况及证明材料" | "what was done and what shows it";
    METHOD: "验证方式" | "method";
    EFFECT: "验证结果" | "result";
    EFFECTIVE: "有效" | "effective";
    NOT_EFFECTIVE: "无效" | "not effective";
    VERIFIED_FACTS: "验证所见" | "what was seen";
    WITHDRAWAL_REASON: "撤回理由" | "reason for the withdrawal";
    DUE_FORM: "完成期限（年-月-日）" | "due date (year-month-day)";
    NEW_DUE: "延至（年-月-日）" | "new due date (year-month-day)";
    EXTENSION_REASON: "延期理由" | "reason for the extension";
    ESCALATION: "逾期上报" | "escalation";
    ESCALATION_OF: "逾期上报（改写，期限 {}）" | "reword the escalation (due {})";
    ESCALATION_CHOOSE: "改写哪一次上报" | "reword which escalation";
    ESCALATED_TO: "上报给（部门、职务或姓名）" | "escalated to (body, function or name)";
    ESCALATION_REASON: "上报理由" | "reason for the escalation";
    ESCALATED_BY: "上报人" | "escalated by";
    ESCALATED_ON: "上报日期（年-月-日）" | "day (year-month-day)";
    APPROVER: "批准人" | "approved by";
    NO_DUE: "这一项没有期限，不用延期：观察项不要求答复，未定级的先定级。" | "There is no due date to extend: an observation asks for no answer, and without a class there is none yet.";

    BY_PARTS: "分项写事实描述" | "the statement by its parts";
    PLACE: "地点" | "where";
    TIME: "时间" | "when";
    SAMPLE: "样本" | "which sample";
    WHAT_WAS_SEEN: "所见" | "what was seen";
    DEMANDED: "要求" | "what is demanded";
    PART_MISSING: "还没写{}；要照样保存，再按一次 Ctrl-s。" | "Not written yet: {}. Press Ctrl-s again to save all the same.";
    SEVERAL_FACTS: "好像写了不止一件事，一项不符合只写一件；要照样保存，再按一次 Ctrl-s。" | "This seems to tell more than one finding; a statement tells one. Press Ctrl-s again to save all the same.";
    NONE_YET: "还没有不符合项：在逐条评价里按 n，或在这里按 c 开出。" | "There is no nonconformity yet: press n in the walk, or c here, to raise one.";
    COUNTS: "不符合项 {} · 未结 {} · 逾期 {}" | "nonconformities {} · not ended {} · overdue {}";
    OVERDUE_DAYS: "逾期 {} 天" | "{} d overdue";
    DAYS_LEFT: "剩 {} 天" | "{} d left";
    DUE_TODAY: "今天到期" | "due today";
    NO_DATE: "无期限" | "no due date";
    DAY_OFF: "当天休息（{}）" | "a day off ({})";
    DEADLINES_FAULTY: "期限文件有错，未采用，按默认计：用 onsite checklist lint 查" | "the file of deadlines has faults and is not used, so the default counts: see onsite checklist lint";
    WEEKEND: "周末" | "weekend";
    CHOOSE_LEAF: "开不符合：选条款" | "raise: choose the item";
    UNCLASSED: "未定级" | "unclassed";
    GONE: "这一项不符合不在了：可能已撤销。" | "This nonconformity is gone: it may have been undone.";

    NEXT: "下一步" | "next";
    CLAUSE: "条款" | "clause";
    SITE: "场所" | "site";
    RAISED_ON: "开出" | "raised";
    CLASS: "级别" | "class";
    DUE: "期限" | "due";
    STATEMENT: "事实描述" | "statement";
    NOT_WRITTEN: "（未写）" | "(not written)";
    CLIENT_SIDE: "受审查方意见" | "the client's view";
    ROUND: "第 {} 轮整改答复" | "answer, round {}";
    LIFE: "实施、验证、关闭" | "carrying out, verification, closing";
    EXTENSIONS: "延期" | "extensions";
    EXTENDED_TO: "第 {} 次至 {}，批准 {}" | "{}: to {}, approved by {}";
    ESCALATIONS: "逾期上报" | "escalations";
    ESCALATED: "已上报" | "escalated";
    ESCALATED_AS: "{} {}上报给{}（期限 {}）" | "{} {} to {} (due {})";
    EVIDENCE: "证据" | "evidence";
    HISTORY: "全部记录" | "history";
    STEP_BY: "{}（{} 记录，{}）" | "{} (recorded by {}, {})";
    RESPONSIBLE: "责任人" | "responsible";
    DIFFERS: "意见不一，按 = 裁定：{}" | "Opinions differ, press = to decide: {}";
    LINES: "{}–{}/{} 行" | "lines {}–{} of {}";
    REASON: "理由" | "reason";
    METHOD_IS: "方式" | "method";
    SEEN: "所见" | "seen";
    FACTS: "情况" | "facts";
    WORDS: "原话" | "words";

    LIKE_CASES: "其他网点同类核查" | "the like at other outlets";
    LIKE_CASE: "同类核查" | "check for the like";
    LIKE_CHOOSE: "同类核查：选网点" | "check for the like: choose the outlet";
    CLOSE_WITH_LIKES: "其他网点待核查 {}，仍要关闭吗？" | "{} other outlets are not checked yet: close it?";
    CLOSE_ALL_THE_SAME: "关闭，这些网点继续列为待核查" | "close it, and keep asking for these outlets";
    LIKE_NONE: "只有网点的不符合项要核查其他网点，这一项没有要核查的网点。" | "Only a finding at an outlet asks for a check at the others; there is none to check for this one.";
    LIKE_OPEN: "待核查" | "not checked yet";
    LIKE_FOUND: "有同类问题" | "the like was found";
    LIKE_NOT_FOUND: "无同类问题" | "nothing of the kind";
    LIKE_RESULT: "结果" | "result";
    LIKE_FACTS: "核查所见（何人、何时、看了什么）" | "what was seen (who, when, what was looked at)";
    LIKE_LEFT: "其他网点待核查 {}" | "outlets to check {}";
    RECHECK: "复核" | "look again";
    RECHECKS: "以后评价的复核" | "looked at again in later audits";
    TO_RECHECK: "本次待复核" | "to look at again";
    RECHECKED_GOOD: "复核有效" | "still works";
    RECHECKED_BAD: "复核无效" | "works no more";
    WAITS_RECHECK: "已关闭，本次评价待复核：按 v" | "closed, to be looked at again in this audit: press v";
    WAITS_STILL_GOOD: "已关闭，本次复核有效" | "closed, and it still works";
    WAITS_WORKS_NO_MORE: "本次复核无效：请在本次评价中另开不符合项" | "it works no more: raise another nonconformity in this audit";
    PREVIOUS_LEFT: "以往评价待验证 {}" | "of earlier audits to verify {}";
    REPEAT: "重复" | "repeat";
    REPEATS: "重复发生" | "repeats";
    REPEAT_OF: "与 {} {}的 {}（{}）同一条款" | "same clause as in {} {}: {} ({})";
    CITE: "引用证据（再选一次即取消）" | "cite evidence (choosing again takes it back)";
    CITED: "已引用" | "cited";
    NO_EVIDENCE: "档案里还没有证据：按 n 登记一件。" | "The dossier has no evidence yet: press n to register a piece.";

    WAITS_RAISED: "请受审查方确认，或记下其异议" | "the client acknowledges or disputes it";
    WAITS_ACKNOWLEDGED: "等受审查方的整改答复" | "the client's answer is awaited";
    WAITS_AGAIN: "确认之后改过：请受审查方再确认" | "changed since it was acknowledged: ask the client again";
    ACKNOWLEDGED_WAS: "确认原文" | "was";
    WAITS_OBSERVED: "观察项不要求答复，可以关闭" | "an observation asks for no answer and may be closed";
    WAITS_DISPUTED: "异议待处理：说明后请其确认，或由组长撤回" | "settle the dispute: it is acknowledged after all, or withdrawn by the lead";
    WAITS_ANSWERED: "等审查员接受或退回答复" | "the auditor accepts or rejects the answer";
    WAITS_ACCEPTED: "等受审查方实施措施；接受答复不等于关闭" | "the action is to be carried out; an accepted plan is not closed";
    WAITS_REJECTED: "等受审查方第 {} 轮答复" | "the client's answer of round {} is awaited";
    WAITS_CARRIED_OUT: "等审查员验证措施是否有效" | "the auditor verifies whether it works";
    WAITS_EFFECTIVE: "措施有效，可以关闭" | "it works and may be closed";
    WAITS_NOT_EFFECTIVE: "措施无效：重新答复，或重新实施" | "it does not work: answer anew or carry out again";
    WAITS_LIKE: "已关闭，其他网点的同类核查还没有答复：按 o" | "closed, but the check for the like at other outlets is unanswered: press o";
    WAITS_NOTHING: "已结，没有下一步" | "ended, nothing is to come";
}

/// A statement composed of its parts; those that are missing are left out.
pub fn composed(parts: &Parts, lang: Lang) -> String {
    let part = |part, before: &str, after: &str| match parts.get(part) {
        "" => String::new(),
        text => format!("{before}{text}{after}"),
    };
    let pieces = match lang {
        Lang::Zh => [
            part(Part::Time, "", ""),
            part(Part::Place, "，在", ""),
            part(Part::Sample, "查", ""),
            part(Part::Seen, "：", "。"),
            part(Part::Demanded, "要求：", "。"),
        ],
        Lang::En => [
            part(Part::Time, "", ", "),
            part(Part::Place, "", ", "),
            part(Part::Sample, "", ""),
            part(Part::Seen, ": ", "."),
            part(Part::Demanded, " Demanded: ", "."),
        ],
    };
    pieces.concat().trim_start_matches(['，', '：', ':', ' ']).to_owned()
}

/// The word for a part of a statement.
pub fn part_word(part: Part) -> Text {
    match part {
        Part::Place => PLACE,
        Part::Time => TIME,
        Part::Sample => SAMPLE,
        Part::Seen => WHAT_WAS_SEEN,
        Part::Demanded => DEMANDED,
    }
}

/// Where a nonconformity stands: the one set of names, in lists, in full and on the command line.
pub fn short_step(step: Option<&Step>) -> Text {
    step.map_or(RAISED, Step::word)
}
