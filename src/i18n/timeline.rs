//! The timeline: every change, newest first.

crate::catalogue! {
    COUNT: "共 {} 条，最新的在前" | "{} changes, newest first";
    HITS: "筛选“{}”：{} / {} 条" | "narrowed to \"{}\": {} of {}";
    WIDEN: "/ 然后 Esc 取消筛选" | "/ then Esc shows all again";
    NONE: "没有符合的记录。" | "No change matches.";
    RECORDED: "{}  {}  设备 {} 第 {} 条" | "{}  {}  device {}, number {}";
    SET_BACK: "时间早于同一设备的上一条：当时时钟被拨回过；先后以记录的顺序为准。" | "Earlier than the change before it on the same device: its clock was set back. The recorded order counts.";
    BEFORE: "原来" | "before";
    AFTER: "现在" | "after";
    NOTHING: "（无）" | "(nothing)";
    NOWHERE: "这条记录没有可前往的位置。" | "This change leads nowhere.";
}
