//! The frame around every screen: header, footer, dialogs, general notices.

crate::catalogue! {
    SAVED: "已保存" | "saved";
    DRAFT_LOST: "草稿未存" | "draft not kept";
    TAB_COMPLETES: "Tab 补全路径" | "Tab completes the path";
    NO_SUCH_PATH: "没有以此开头的文件或文件夹；再按 Tab 到下一栏。" | "No file or folder begins like this; Tab again goes on.";
    MORE_NAMES: "还有 {} 个" | "{} more";
    READ_ONLY: "只读" | "read-only";
    JUDGED: "已评 {}/{}" | "judged {}/{}";
    SCORE: "得分 {}/{}" | "score {}/{}";
    FORECAST: "预计 {} ({}–{})" | "forecast {} ({}–{})";
    PROVISIONAL: "分值暂定" | "points provisional";
    NCS: "不符合 {}" | "open NCs {}";
    CONFLICTS: "冲突 {}" | "conflicts {}";
    NARROW: "输入筛选" | "type to narrow";
    NOTHING_FOUND: "没有找到" | "nothing found";
    FIND: "查找" | "find";
    HELP: "全部按键" | "all keys";
    HELP_FOOT: "第 {}/{} 页 · j k 翻页，其他键关闭" | "page {}/{} · j k turn pages, any other key closes";
    FIELD_FULL: "已到上限 {} 字节，后面输入的没有记下；较长的内容请登记为文件证据。" | "The limit of {} bytes is reached; what was typed after it is not taken. Register longer texts as a file.";
    PASTE_TOO_LONG: "粘贴内容 {} 字节，超过上限 {} 字节，未粘贴任何内容；请改为登记文件证据。" | "The pasted text would make {} bytes, more than the limit of {}; nothing was pasted. Register it as a file instead.";
    DRAFT_KEPT: "草稿已保留，下次在此处打开时恢复。" | "The draft is kept and comes back when you open this again.";
    DRAFT_BACK: "这是上次未保存的草稿，检查后按 Ctrl-s 保存。" | "This is the draft from last time, not saved yet; check it and press Ctrl-s.";
    NOT_SAVED: "没有保存：{}" | "Not saved: {}";
    RECORDED: "已记录：{}" | "Recorded: {}";
    STILL_RAISED: "{} 判为符合，但 {} 还没有了结：请撤回该不符合项，或改回不符合。" | "{} is judged conform, but {} still stands: withdraw it, or judge the item nonconform again.";
    UNDONE: "已撤销：{}" | "Undone: {}";
    REDONE: "已重做：{}" | "Redone: {}";
    UNBOUND: "此处没有键 {}；按 ? 看全部按键。" | "{} does nothing here; ? shows all keys.";
    PHRASES: "常用语：输入拼音首字母筛选" | "phrases: type to narrow";
    NO_PHRASES: "这里没有常用语。" | "There are no phrases for this.";
    LEFT_TO_FILL: "还没有填写{}：按 Ctrl-n 填写；确实要保留，再按一次保存。" | "{} is not filled in yet: Ctrl-n goes there; save once more to keep it as it is.";
    FILL_IN: "填写“{}”；Ctrl-n 填下一处。" | "Fill in {}; Ctrl-n goes to the next place.";
    PALETTE: "全部命令" | "all actions";
    SYNCED: "同步完成：收到 {} 条，送出 {} 条，冲突 {} 处。" | "Synced: {} received, {} sent, {} conflicts.";
    STILL_TAKING: "文件还在收取，收完再离开，或先取消收取。" | "A file is still being taken in: leave when it is done, or cancel it first.";
    CLOSED: "{} 已合上，可以复制或在别处打开。" | "{} is closed: it can be copied or opened elsewhere.";
    NO_DOSSIER: "先打开一个认证档案。" | "Open a dossier first.";
    NOTHING_HERE: "光标处没有可用的内容。" | "There is nothing for that under the cursor.";
    CHOOSE_SITE: "切换场所" | "switch site";
    CHOOSE_STANDARD: "切换标准" | "switch standard";
    DECIDE: "裁定：采用哪一个" | "decide: which one holds";
    NO_CONFLICT: "这里没有冲突。" | "There is no conflict here.";
    WORKING: "正在处理：{}" | "working: {}";
    TOO_SMALL: "窗口太小（{}x{}）：请放大到至少 40x10。" | "The window is too small ({}x{}): make it at least 40x10.";
    NEWER_VALUE: "由更新版本记录" | "recorded by a newer version";
    NO_CHECKLIST: "本档案的检查表无法读取。" | "The dossier's checklist cannot be read.";
}
