//! The interview stream: its screen and its forms.

crate::catalogue! {
    TITLE: "访谈与现场记录" | "interview stream";
    WRITE: "记一条" | "take a note";
    REWRITE: "修改记录" | "rewrite the note";
    DROP: "删除记录" | "delete the note";
    RAISE: "由访谈开出不符合" | "nonconformity from a note";
    SAID: "内容（写 #5.2.3.1 关联条款）" | "what was said (#5.2.3.1 links a clause)";
    PERSON: "受访人" | "person";
    SORT: "类别" | "sort";
    WHY: "删除理由" | "reason for deleting it";
    CLAUSES: "条款" | "clauses";
    EMPTY: "本次评价还没有访谈记录；在任何画面按 > 记一条。" | "No note was taken in this audit yet; press > on any screen to take one.";
    COUNT: "{} 条，未关联 {} 条" | "{} notes, {} not linked";
    USED: "已转为 {}" | "became {}";
    USED_WITHDRAWN: "{}（已撤回）" | "{} (withdrawn)";
    IS_EVIDENCE: "这条记录已登记为证据 {}。" | "This note is evidence {} already.";
    NO_EVIDENCE: "组内沟通会是评价组自己的会，不作证据。" | "A team meeting is the team's own and no evidence.";
    LOOSE: "未关联条款" | "no clause linked";
    NO_AUDIT: "还没有评价，无处可记；请先建立一次评价。" | "There is no audit to take notes in; open one first.";
}
