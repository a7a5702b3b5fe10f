//! The words of the trade, as the handbook gives them.

crate::catalogue! {
    DOSSIER: "认证档案" | "dossier";
    CLIENT: "受审查方" | "client";
    AUDIT: "评价" | "audit";
    AUDITOR: "审查员" | "auditor";
    HEAD_OFFICE: "总部" | "head office";
    OUTLET: "服务网点" | "outlet";
    CONFORM: "符合" | "conform";
    NONCONFORM: "不符合" | "nonconform";
    SAMPLED: "抽样" | "sampled";
    DELETED: "删减" | "deleted";
    OPEN: "未评" | "open";
}
