//! Forms about the dossier: client, audits, sites, team, exchange.

crate::catalogue! {
    DROPS: "有 {} 条已经评过（{}），不再计入得分；仍要保存，请按 Ctrl-s。" | "{} items there are judged already ({}) and would count no more. Press Ctrl-s to save all the same.";
    NEW: "新建认证档案" | "new dossier";
    CLIENT_NAME: "受审查方名称" | "client's name";
    STANDARD: "评价标准" | "standard";
    SECOND: "另一标准" | "second standard";
    THIRD: "第三标准" | "third standard";
    NO_OTHER: "（无）" | "(none)";
    AUDIT_TYPE: "评价类型" | "type of audit";
    SITES: "场所：每行一个，总部在前" | "sites: one a line, the head office first";
    PATH_NEW: "文件（可不填）" | "file (may be empty)";
    OPEN_PATH: "按路径打开档案" | "open a dossier by its path";
    PATH: "文件路径" | "path of the file";
    SYNC: "与另一份副本同步" | "sync with another copy";
    CLIENT: "受审查方" | "client";
    AUDIT: "评价 {} {}" | "audit {} {}";
    NAMES: "人名用顿号或逗号分开" | "names are separated by commas";
    EXPERTS: "技术专家" | "technical experts";
    AUDITORS: "审查员" | "auditors";
    OBSERVERS: "观察员" | "observers";
    TRAINEES: "实习审查员" | "trainees";
    GUIDES: "陪同人员" | "guides";
    NEW_SITE: "增加场所" | "add a site";
    SITE: "场所 {}" | "site {}";
    SITE_NAME: "名称" | "name";
    SITE_ROLE: "类别" | "kind";
    ADDRESS: "地址" | "address";
    CHOOSE: "{}：本次评价的安排" | "{}: its part in this audit";
    VISITED: "是否到场" | "visited";
    YES: "到场" | "yes";
    NO: "不到场" | "no";
    CLAUSES: "条款（空为全部）" | "clauses (empty: all)";
    NEW_AUDIT: "新开一次评价" | "open an audit";
    YEAR: "年度" | "year";
    CARRY: "范围、场所和评价组" | "scope, sites, team";
    CARRIED: "沿用 {} {}" | "as in {} {}";
    NOT_CARRIED: "不沿用" | "anew";
    YEAR_FORM: "年度请写四位数字，例如 2026。" | "Write the year with four digits, such as 2026.";
    NO_CLIENT: "请填写受审查方名称。" | "Name the client.";
    NO_SITE: "请至少写一个场所，总部在第一行。" | "Name at least one site, the head office first.";
    NO_PATH: "请填写文件路径，例如 /media/usb/示例.onsite。" | "Give the path of the file, such as /media/usb/example.onsite.";
}
