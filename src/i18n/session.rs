//! What the session says of things outside: files, folders, other laptops.

crate::catalogue! {
    FILE_UNREADABLE: "读不到文件 {}（{}）；没有登记任何内容，请核对路径。" | "The file {} cannot be read ({}); nothing was registered. Check the path.";
    NOT_A_FILE: "{} 不是普通文件；没有登记任何内容，请指定一个文件。" | "{} is no plain file; nothing was registered. Name a file.";
    EMPTY_FILE: "{} 是空文件，没有内容可作证据；没有登记任何内容，请核对是否复制完整。" | "{} is empty: there is nothing in it to be evidence; nothing was registered. Check whether copying it came to its end.";
    OPENED_READ_ONLY: "以只读方式打开：{}" | "Opened read-only: {}";
    SETTINGS_FORGOTTEN: "本次有效，但设置未能保存：{}" | "It holds now but could not be remembered: {}";
    SYNC_NO_COPY: "没有文件 {}，没有可合并的，没有改动任何内容。要做第一份副本，请先关闭本档案，再复制文件（cp {} {}，到别的电脑用 scp）：设备身份不在文件里，两份副本可以各自记录，之后再同步。" | "No file {}: there is nothing to merge, and nothing was changed. To make the first copy, close this dossier and copy the file (cp {} {}, to another machine with scp): the device's identity is not in it, so each copy can be written on its own and synced later.";
    SYNC_WITH_ITSELF: "这就是当前打开的文件；没有改动任何内容，请指定另一份副本。" | "That is the file which is open; nothing was changed. Name another copy of it.";
    DRAFT_UNKEPT: "草稿未能保存：{}" | "The draft could not be kept: {}";
    NOT_A_TERMINAL: "标准输出不是终端" | "standard output is no terminal";
    NO_TERMINAL: "这里没有可用的终端（{}）；没有改动任何档案。脚本请用 onsite --help 中的命令。" | "There is no terminal to draw on ({}); no dossier was touched. Scripts use the commands of onsite --help.";
    ENDED: "程序按要求结束；已记录的都在档案里，没写完的文字留作草稿，下次打开时恢复。" | "Ended as asked; everything recorded is in the dossier, and half-typed text is kept as a draft for the next start.";
}
