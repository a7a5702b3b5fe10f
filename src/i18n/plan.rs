//! The visit plan: the screen and its forms.

crate::catalogue! {
    TITLE: "到访计划" | "visit plan";
    EMPTY: "本次评价还没有到访计划；按 a 添加一行。" | "There is no visit plan for this audit yet; a adds a line.";
    NO_AUDIT: "还没有评价；请先建立一次评价。" | "There is no audit; open one first.";
    SUM: "{} 行，已注明 {} 行，不在计划内 {} 处" | "{} lines, {} settled, {} places in no line";
    JUDGED: "已评 {}/{}" | "judged {}/{}";
    COVERAGE: "谁评了多少（按现有判定）" | "who judged how much (by the verdicts that stand)";
    NOTHING_JUDGED: "还没有判定" | "nothing judged yet";
    LINE: "到访计划" | "planned visit";
    WHO: "到访人" | "who";
    SITE: "场所" | "site";
    CLAUSES: "条款（空为全部）" | "clauses (empty for all)";
    STARTS: "开始（时:分）" | "starts (hour:minute)";
    ENDS: "结束" | "ends";
    DEVIATION: "计划偏差" | "deviation from the plan";
    WHAT: "情况" | "what";
    WHY: "偏差内容和原因" | "how and why";
    DROP: "删除计划行" | "delete the line";
    DROP_WHY: "删除理由" | "reason for deleting it";
}
