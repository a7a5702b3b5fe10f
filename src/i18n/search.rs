//! Search over everything.

crate::catalogue! {
    FIND: "查找" | "search";
    HINT: "条款号、文字或拼音首字母，空格分开多个词" | "clause numbers, words or pinyin initials, several apart by blanks";
    COUNT: "{} 处" | "{} hits";
    NONE: "没有找到。" | "Nothing found.";
    CLAUSE: "条款" | "clause";
    REMARK: "备注" | "remark";
    STATEMENT: "不符合" | "finding";
    ANSWER: "整改" | "answer";
    EVIDENCE: "证据" | "evidence";
    NOTE: "访谈" | "note";
    SITE: "场所" | "site";
    SPECIAL: "特别项" | "special";
    CLIENT: "受审查方" | "client";
    AUDIT: "评价" | "audit";
}
