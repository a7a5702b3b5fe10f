//! The walk through the indicators.

crate::catalogue! {
    TITLE: "指标" | "indicators";
    CHECK: "查什么" | "check";
    ASK: "问什么" | "ask";
    LOOK: "看什么" | "look at";
    VERDICT: "判定" | "verdict";
    REMARK: "备注" | "remark";
    TALK: "访谈" | "said";
    EVIDENCE: "证据" | "evidence";
    FINDINGS: "不符合" | "findings";
    LAST_TIME: "上次" | "last time";
    OTHER_SITES: "其他场所" | "other sites";
    POINTS: "{} 分" | "{} points";
    POINTS_UNKNOWN: "分值未知" | "points unknown";
    NO_POINTS: "无分值" | "no points";
    POINTS_PROVISIONAL: "暂定" | "provisional";
    MAY_SAMPLE: "可抽样" | "may be sampled";
    MAY_DELETE: "可删减" | "may be deleted";
    DIFFERS: "判定不一致：{} 按 = 裁定" | "verdicts differ: {} press = to decide";
    SAMPLE: "抽样" | "sample";
    SAMPLE_COUNTS: "不合格数/抽样数" | "failed/sampled";
    SAMPLE_FORM: "请写成“不合格数/抽样数”，例如 3/15。" | "Write failed/sampled, such as 3/15.";
    DELETION: "删减" | "deletion";
    DELETION_REASON: "删减理由" | "reason for the deletion";
    NONCONFORMITY: "不符合" | "nonconformity";
    OBSERVATION: "观察项" | "observation";
    STATEMENT: "事实描述：地点、时间、样本、所见、要求" | "statement: where, when, which sample, what was seen, what is demanded";
    CLASS: "级别" | "class";
    DEPARTMENT: "责任部门" | "department";
    GUIDE: "陪同人员" | "guide";
    SPECIAL_DEDUCTION: "特别扣分" | "special deduction";
    SPECIAL_KIND: "种类" | "kind";
    FACTS: "事实" | "facts";
    SPECIAL_BONUS: "特别加分" | "special bonus";
    BONUS_FACTS: "高于法定要求且行业领先之处" | "the advantage above the legal demand, leading in the trade";
    DRAFT: "草稿" | "draft";
    DRAFT_LEFT: "{} 未保存" | "{}: not saved";
    FOLDED: "按 i 展开提示" | "press i to unfold the guidance";
    NO_REMARK: "还没有写过备注，没有可重复的内容。" | "No remark was written yet, so there is none to repeat.";
    ALL_JUDGED: "本场所已全部评完；按 g o 看总览。" | "Every item at this site is judged; g o shows the overview.";
    NO_TROUBLE: "没有不符合或冲突的条款。" | "No item has failed or is in conflict.";
    NO_ITEMS: "这里没有要评的条款；按 g o 到总览增加场所或评价。" | "There are no items here; press g o and add a site or an audit.";
    SCORE_HERE: "得分 {}" | "got {}";
    SAMPLED_AS: "抽样 {}，不合格 {}" | "sampled {}, failed {}";
    DELETED_BECAUSE: "删减：{}" | "deleted: {}";
    RAISED_AS: "已开 {}，判定不符合。" | "Raised {}; judged nonconform.";
}
