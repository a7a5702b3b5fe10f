//! Home: the list of dossiers.

crate::catalogue! {
    CLIENT: "受审查方" | "client";
    AUDIT: "评价" | "audit";
    JUDGED: "已评" | "judged";
    NCS: "不符合" | "NCs";
    CONFLICTS: "冲突" | "confl.";
    UNSYNCED: "未同步" | "unsynced";
    NEXT: "下一日期" | "next date";
    TOUCHED: "最后改动" | "last change";
    VISIT: "现场" | "visit";
    NC_DUE: "整改到期" | "NC due";
    SURVEILLANCE: "监督评价" | "surveillance";
    OVERDUE: "整改逾期 {} 天" | "NC overdue {} d";
    UNREADABLE: "无法打开" | "cannot be read";
    READING: "正在读取档案…" | "reading the dossiers…";
    READING_OF: "正在读取有改动的档案：{}/{}" | "reading dossiers that changed: {}/{}";
    EMPTY: "这里还没有认证档案。" | "There are no dossiers here yet.";
    EMPTY_NEW: "a  新建一个档案" | "a  make a new dossier";
    EMPTY_DEMO: "m  打开演示档案：一次虚构的现场评价，可以随意试用" | "m  open the demonstration: a made-up visit to try everything on";
    EMPTY_PATH: "p  打开别处的档案文件，例如 U 盘上的" | "p  open a dossier file elsewhere, such as on a stick";
    FOLDER: "档案文件放在 {}" | "Dossier files lie in {}";
    COPIED: "把别人给的 .onsite 文件复制到那里，下次就列在这里。" | "Copy an .onsite file there and it is listed here the next time.";
}
