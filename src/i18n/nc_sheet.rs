//! The sheet of nonconformities that goes to the client and comes back.

crate::catalogue! {
    SHEET: "不符合项整改" | "Nonconformities";
    NUMBER: "编号" | "number";
    CLAUSE: "条款" | "clause";
    CLASS: "级别" | "class";
    RAISED_ON: "开出日期" | "raised on";
    ANSWER_DUE: "答复期限" | "answer due";
    ROUND: "答复轮次" | "round";
    REFUSED: "上一轮未获接受的理由" | "why the last round was not enough";
    ACKNOWLEDGED_BY: "确认人（受审查方）" | "acknowledged by";

    NOTE:
        "受审查方：{}。{}{}纠正：先把问题本身改好。原因分析：为什么会发生。纠正措施：怎样防止再次发生。举一反三：其他部门、场所有没有同样的问题。完成期限请填日期，例如 2026-03-09。单元格内换行按 Alt+Enter。填好后存盘，把文件原样发回审查员。" |
        "Client: {}. {}{} Correction: put the thing itself right. Root cause: why it happened. Corrective action: what keeps it from happening again. Extension to like cases: whether other departments or sites have the same. Give the due date as a date, such as 2026-03-09. Alt+Enter breaks a line within a cell. Save the file and send it back to the auditor as it is.";
    AGAIN: "第 2 轮起，格内已填上一轮的答复：请按未获接受的理由改写，改过一格，其余各格即视为照旧。" | " From round 2 on the cells hold the answer of the round before: change what was not enough; once one cell is changed, the others count as kept.";
    FILL_YELLOW: "请只填写黄色单元格，其余已锁定；请不要增删列、改动编号。" | "Fill in the yellow cells only, the others are locked; add or remove no columns, change no numbers.";
    FILL_COLUMNS: "请只填写“{}”至“{}”各列；请不要增删列、改动其他列。" | "Fill in the columns from '{}' to '{}' only; add or remove no columns and change no others.";
    DATE_TITLE: "日期不对" | "Not a date";
    DATE_WRONG: "请填一个日期，例如 2026-03-09。" | "Give a date, such as 2026-03-09.";
    DATE_HINT: "日期，例如 2026-03-09" | "a date, such as 2026-03-09";

    NO_HEADINGS: "表里没有找到完整的表头：它不是 onsite nc export 导出的表，或者表头、隐藏的列被删掉了" | "not all headings were found: this is no sheet of onsite nc export, or headings or hidden columns were taken out";
    GARBLED: "表头的文字读不出来：另存为 CSV 时用的编码没有汉字，答复里的汉字多半也丢了，没有改动任何内容；请受审查方从填写的表另存为“CSV UTF-8”或 GBK（也可用 .xlsx），再读一次" | "the words of the headings cannot be read: the CSV was saved in an encoding without Chinese, and those of the answers are probably lost as well; nothing was changed: have the sheet saved again as CSV UTF-8 or GBK (or as .xlsx), then import that";
    COLUMN_MISSING: "表里缺少“{}”这一列" | "the column '{}' is missing";
    COLUMN_TWICE: "“{}”这一列出现了两次" | "the column '{}' is there twice";

    NO_LABEL: "这一行没有机器列中的编号，不知道是哪个不符合项：请填在导出的那一行里" | "the row has no label in its hidden columns, so nobody knows what it answers: write into the row that was exported";
    KEYS_BROKEN: "这一行的机器列被改动过，不能辨认：请重新导出，再把答复填进去" | "the hidden columns of the row were changed and cannot be read: export again and write the answer there";
    OTHER_DOSSIER: "这一行属于另一个档案" | "the row belongs to another dossier";
    MOVED: "这一行显示的编号是“{}”，与机器列不一致：行或单元格被移动过" | "the row shows the number '{}', which is not that of its hidden columns: rows or cells were moved";
    TWICE: "第 {} 行已经是这个不符合项" | "row {} is about the same nonconformity already";
    TOLD_OTHERWISE: "导出以后，它的事实描述、级别或条款已经改过：请重新导出，由受审查方对照新的内容答复" | "its statement, class or clauses have changed since the export: export again and let the client answer what it says now";
    WRITTEN_MEANWHILE: "导出以后，档案里的“{}”已经另外写过：请核对后在界面上修改，或重新导出" | "'{}' has been written in the dossier since the export: compare and edit it on the screen, or export again";
    AS_BEFORE: "同第 {} 轮" | "as in round {}";
    ACKNOWLEDGED_ALREADY: "已由 {} 确认，不能改为别人" | "it was acknowledged by {} already and not by anybody else";
    OLD_ROUND: "这是第 {} 轮答复的表，现在是第 {} 轮：请重新导出一张，由受审查方在新表上答复" | "this sheet is of round {} of the answers and the open one is {}: export a new sheet for the client to answer in";
    LOST: "“{}”里只剩问号：存盘时用的编码没有汉字；请受审查方另存为“CSV UTF-8”或 GBK（也可用 .xlsx）再发回" | "'{}' holds question marks in the place of its words: it was saved in an encoding without Chinese; have the sheet saved again as CSV UTF-8 or GBK (or as .xlsx)";
    CELL_FAULT: "“{}”中不是文字也不是日期：{}" | "'{}' holds neither text nor a date: {}";
}
