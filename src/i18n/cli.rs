//! The command line: help, errors and short answers.

crate::catalogue! {
    ABOUT: "审查员的现场工具：在终端里离线完成商品售后服务评价（GB/T 27922-2011）" | "The tool in an auditor's hands on site: after-sale service audits (GB/T 27922-2011) in a terminal, offline";
    AFTER_HELP: "不带命令时打开界面；给出 FILE 则打开该档案。\nFILE 是一个路径；不含“/”又没有扩展名的名称指默认文件夹中的档案（见 onsite where）。\n退出码：0 完成，1 被拒绝或失败，2 命令行写错。" | "Without a command the screen opens; with FILE it opens that dossier.\nFILE is a path; a name without a slash and without an extension means a dossier in the default folder (see onsite where).\nExit codes: 0 done, 1 refused or failed, 2 the command line is wrong.";
    USAGE: "用法：" | "Usage: ";
    HEADING: "\n{}：\n" | "\n{}:\n";
    COMMANDS: "命令" | "Commands";
    ARGUMENTS: "参数" | "Arguments";
    OPTIONS: "选项" | "Options";
    GLOBAL_OPTIONS: "通用选项" | "Options of every command";
    ARG_HELP: "显示帮助" | "Show this help";
    ARG_VERSION: "显示版本" | "Show the version";
    ARG_LANG: "界面和输出的语言，给出一次即记住；默认依 LANG" | "Language of screen and output, remembered once given; by default as LANG says";
    ARG_BY: "记录人姓名，写入每条记录，给出一次即记住；也可用环境变量 ONSITE_PERSON" | "Name of the person who records, kept with every change, remembered once given; or set ONSITE_PERSON";
    ARG_FILE: "档案的路径，可代替 FILE" | "Path of the dossier, may stand for FILE";
    ARG_ASCII: "只用 ASCII 标记和边框" | "Marks and borders in ASCII only";
    ARG_FILE_OPEN: "要打开的档案" | "The dossier to open";
    ARG_FILE_READ: "认证档案（.onsite）" | "The dossier (.onsite)";
    ARG_JSON: "输出 JSON，供程序使用" | "Print JSON for programs";

    WRONG_USAGE: "{}；没有改动任何内容，用法见 {} --help" | "{}; nothing was changed; {} --help shows the form";
    VALUE_MISSING: "{} 后面缺少值" | "{} needs a value";
    VALUE_WRONG: "“{}”不能用于 {}，可用：{}" | "'{}' cannot be used for {}; possible: {}";
    VALUE_INVALID: "“{}”不能用于 {}" | "'{}' cannot be used for {}";
    ARGUMENT_UNKNOWN: "多余或不认识的参数 {}" | "unexpected or unknown argument {}";
    ARGUMENT_MISSING: "缺少参数 {}" | "missing argument {}";
    ARGUMENT_CONFLICT: "{} 不能与 {} 同时使用" | "{} cannot be used with {}";
    ARGUMENT_ONCE: "{} 只能写一次" | "{} can be given once only";
    ARGUMENT_NOT_UTF8: "有参数不是 UTF-8 文字" | "an argument is not UTF-8 text";
    ARGUMENTS_WRONG: "参数的个数或写法不对 {}" | "wrong number or form of arguments {}";
    COMMAND_UNKNOWN: "没有命令“{}”" | "there is no command '{}'";
    COMMAND_MISSING: "缺少命令，可用：{}" | "a command is missing; possible: {}";
    BY_WRONG: "记录人姓名不能含控制字符，也不能超过 {} 字节：请改正 --by、ONSITE_PERSON 或设置" | "the name of the person may hold no control character and at most {} bytes: correct --by, ONSITE_PERSON or the settings";
    NEITHER: "“{}”不是命令，也没有这个档案，没有改动任何内容；命令见 onsite --help，新建档案用 onsite new" | "'{}' is neither a command nor a dossier that is there; nothing was changed; onsite --help lists the commands, onsite new makes a dossier";
    FILE_MISSING: "缺少 FILE：请给出档案的路径，或用 --file PATH" | "FILE is missing: name the dossier, or use --file PATH";
    FILE_NAMELESS: "“{}”没有名称，或以点开头而被系统隐藏：请换一个文件名" | "'{}' has no name, or one that is hidden by its dot: take another name";
    FILE_TWICE: "FILE 和 --file 都给了：只写一个" | "both FILE and --file are given: write one of them only";
    FILE_CONTROL: "文件名里有控制字符：请换一个文件名" | "the name of the file holds a control character: take another name";
    FILE_ENDING: "新档案要以 .onsite 结尾：请写成 {}.onsite" | "a new dossier ends in .onsite: write {}.onsite";
    GIVEN_TWICE: "--{} 两次给出“{}”：每个只写一次" | "--{} names '{}' twice: name each one once";
    FILES_TWO: "请给出两个档案的路径" | "name two dossiers";

    OUTPUT_FAILED: "输出写不出去（{}），档案没有受影响；请检查磁盘空间或输出目标后重试" | "the output could not be written ({}); the dossier is not affected; check disk space or the target and try again";
    OUTPUT_FAILED_DONE: "输出写不出去（{}），但内容已经写入，不要重复执行；可用 onsite show 或 onsite log 核对" | "the output could not be written ({}), but what was asked is written: do not repeat it; onsite show and onsite log tell what is there";
    INPUT_FAILED: "读不到标准输入（{}），没有记录任何内容；请重试" | "standard input could not be read ({}); nothing was recorded; try again";
    DEVICE_PASSING: "{}工作照常进行，所记内容都会保存，只是另起一个记录流" | "{} Work goes on and everything is saved, in a stream of its own";
    SETTINGS_BROKEN: "设置文件读不出来（{}），已按默认设置运行，数据不受影响" | "the settings file could not be read ({}); defaults are used and no data is affected";

    DEMO_ABOUT: "制作演示档案并打开；已有则打开，从不覆盖" | "Make the demonstration dossier and open it; an existing one is opened, never overwritten";
    DEMO_FILE: "演示档案的路径；默认在默认文件夹" | "Where to put it; by default in the default folder";
    DEMO_NO_TUI: "只制作，不打开界面" | "Make it only, do not open the screen";
    DEMO_MADE: "已制作演示档案：{}" | "demonstration dossier made: {}";
    DEMO_THERE: "演示档案已存在，没有改动：{}" | "the demonstration dossier is there already and was not changed: {}";

    DEMO_OTHER: "{} 不是演示档案，没有打开也没有改动它；请换一个文件名" | "{} is not a demonstration dossier and was neither opened nor changed; take another name";
    DEMO_FAILED: "演示档案 {} 没有制作成（{}），没有留下文件；请检查权限和磁盘空间" | "the demonstration dossier {} was not made ({}) and no file was left; check permissions and disk space";

    NEW_ABOUT: "新建一个认证档案" | "Make a new dossier";
    NEW_FILE: "新档案的路径或名称" | "Path or name of the new dossier";
    NEW_CLIENT: "受审查方名称" | "Name of the client";
    NEW_STANDARD: "检查表编号，可重复，第一个为主；默认 gbt27922-2011" | "Id of a checklist, may be repeated, the main one first; by default gbt27922-2011";
    NEW_TYPE: "评价类型：initial 初次认证、surveillance 监督、recertification 再认证、change 变更、extension 扩大、reduction 缩小、special 特别" | "Audit type: initial, surveillance, recertification, change, extension, reduction, special";
    NEW_SITE: "场所名称，可重复，第一个为总部；默认“总部”" | "Name of a site, may be repeated, the first is the head office; by default one called so";
    NEW_CLIENT_MISSING: "缺少 --client NAME：受审查方名称" | "--client NAME is missing: the client's name";
    NEW_NAME_EMPTY: "{} 是空的，没有新建档案；请写上名称" | "{} is empty and no dossier was made; give a name";
    NEW_NAME_CONTROL: "{} 的名称里有换行或控制字符，没有新建档案；请写成一行" | "the name of {} holds a line break or control character and no dossier was made; write one line";
    NEW_NAME_LONG: "{} 的名称太长（最多 {} 字节，现在 {} 字节），没有新建档案；请写短些" | "the name of {} is too long (at most {} bytes, here {}) and no dossier was made; shorten it";
    NEW_NO_STANDARD: "{}没有新建档案；检查表用 --standard 指定" | "{} No dossier was made; --standard names the checklist";
    NEW_MADE: "已新建认证档案：{}" | "dossier made: {}";
    NO_CHECKLIST: "没有检查表“{}”，没有新建档案；见 onsite checklist list" | "there is no checklist '{}' and no dossier was made; see onsite checklist list";

    SHOW_ABOUT: "显示档案的全部状态：判定、得分及其说明、预计、不符合项、证据、冲突" | "Show the whole state: verdicts, score with its explanation, forecast, nonconformities, evidence, conflicts";

    RECORD_ABOUT: "从标准输入逐行读取记录（JSON），全部检查通过后一次写入" | "Read changes as JSON lines from standard input, check them all, then write all or none";
    RECORD_JSON: "每条记录输出一行 JSON：id、slot、kind、new（是否新写入）" | "Print one line of JSON a change: id, slot, kind, new (whether written now)";
    RECORD_AFTER: "每行一条：{\"kind\":\"…\",\"data\":{…}}；写法见 onsite schema。空行跳过。\n检查规则与界面相同；有一行被拒绝，就一行也不写入，并说明行号。\n每行输出一个编号；已经如此的记录不重复写入，输出原有编号。\n标签可由程序分配：在 audit、site、member、remark、nc、evidence、special、note、\nvisit、attendee 中写 NC-?、E-?1 之类，\n同一写法在一次输入中始终指同一标签。\n撤销：只写一行 {\"undo\":\"编号\"}，该条所在的一次记录整体撤回；只能撤回本机记的。\n例：echo '{\"kind\":\"raised\",\"data\":{\"nc\":\"NC-?\",…}}' | onsite record 档案.onsite" | "One a line: {\"kind\":\"…\",\"data\":{…}}; onsite schema prints their form. Empty lines are skipped.\nThe rules are those of the screen; if one line is refused, none is written, and its number is told.\nOne id a line is printed; what already stands is not written again, its id is printed.\nLabels can be assigned: in audit, site, member, remark, nc, evidence, special, note, visit, attendee\nwrite NC-?, E-?1 and the like;\nwithin one input the same spelling always means the same label.\nUndo: one line alone, {\"undo\":\"id\"}, takes back the whole act of that change; this laptop's own only.\nExample: echo '{\"kind\":\"raised\",\"data\":{\"nc\":\"NC-?\",…}}' | onsite record client.onsite";
    RECORD_LINE: "第 {} 行：{}；一行也没有写入，档案原样未动，请改正后整体重来" | "line {}: {}; no line was written and the dossier is as it was; correct it and send everything again";
    UNDO_SCHEMA: "撤回该条所在的一次记录；只能单独一行" | "Takes back the whole act of that change; stands alone in the input";
    UNDO_ALONE: "撤销（undo）只能单独一行" | "an undo stands alone in the input";
    UNDO_UNKNOWN: "档案中没有编号为 {} 的记录" | "the dossier has no change {}";
    UNDO_OTHERS: "这条是 {} 在另一台电脑上记的，本机不能撤销；请另记一条" | "{} recorded this on another laptop and it cannot be taken back here; record a change of your own";
    LINE_NOT_UTF8: "不是 UTF-8 文字（第 {} 个字节起）" | "not UTF-8 text (from byte {} on)";
    LINE_TOO_LONG: "超过 {} 字节" | "longer than {} bytes";
    LINE_NOT_JSON: "读不懂（{}）" | "cannot be read ({})";
    JSON_MISSING: "缺少 {}" | "{} is missing";
    JSON_UNKNOWN: "不认识的键 {}，可用：{}" | "unknown key {}; possible: {}";
    JSON_DROPPED: "这里没有键 {}，写在它下面的内容会丢失，见 onsite schema" | "there is no key {} here and what it says would be lost, see onsite schema";
    JSON_VARIANT: "“{}”不是可用的值，可用：{}" | "'{}' is no possible value; possible: {}";
    JSON_SYNTAX: "不是完整的 JSON" | "not whole JSON";
    JSON_TYPE: "有一个值是{}，这里要写{}，见 onsite schema" | "a value is {} where {} is wanted, see onsite schema";
    JSON_FORM: "有一个值的写法不对，见 onsite schema" | "a value has the wrong form, see onsite schema";
    JSON_TWICE: "键 {} 写了两次" | "key {} is written twice";
    JSON_TEXT: "文字" | "text";
    JSON_NUMBER: "数字" | "a number";
    JSON_WHOLE: "不小于 0 的整数" | "a whole number of at least 0";
    JSON_BOOL: "true 或 false" | "true or false";
    JSON_NULL: "null" | "null";
    JSON_LIST: "列表 […]" | "a list […]";
    JSON_OBJECT: "对象 {…}" | "an object {…}";
    LINE_KIND_UNKNOWN: "不认识的 kind“{}”" | "unknown kind '{}'";

    SCHEMA_ABOUT: "输出 JSON Schema：changes 为 onsite record 的输入，state 为 onsite show --json 的输出" | "Print a JSON Schema: changes is the input of onsite record, state the output of onsite show --json";
    SCHEMA_OF: "changes（默认）或 state" | "changes (by default) or state";

    LOG_ABOUT: "按时间列出全部记录：谁、何时、原值 → 新值" | "List every change: who, when, old → new";
    LOG_JSON: "每条记录输出一行 JSON" | "Print one line of JSON a change";

    VERIFY_ABOUT: "核对档案的每一条记录和哈希链" | "Check every change and the hash chains of a dossier";
    VERIFY_FINE: "完好：{} 条记录，{} 个记录流，哈希链连续" | "sound: {} changes in {} streams, every chain unbroken";

    VERIFY_NOTHING: "档案里一条记录也没有，连建立档案的第一条也不在，不完整；请保留此文件作证，换用另一份副本" | "the dossier holds no change at all, not even the one that started it, and is not whole; keep this file as it is, and take another copy";
    VERIFY_DAMAGED: "{} 个证据原件的内容与登记的哈希不符：{}；记录本身完好；与原件完好的另一份副本同步（onsite sync），或找到同一文件用 onsite evidence add 再登记一次，即可补回" | "{} kept files do not have the bytes that were hashed: {}; the journal is sound; sync with another copy in which they are whole (onsite sync), or register the same file once more with onsite evidence add, to bring them back";
    KEEP_SOURCE: "读取中断（{}），没有登记证据，档案没有变化；请重试" | "reading broke off ({}), no evidence was registered and the dossier is as it was; try again";
    KEEP_TOO_LARGE: "文件超过 {} MB，没有登记证据，档案没有变化；请把大文件放在档案之外，另登记一条现场观察，注明它在哪里" | "the file has more than {} MB, no evidence was registered and the dossier is as it was; keep large files beside the dossier and register an observation that says where it is";
    KEEP_CANCELLED: "已取消，没有登记证据，档案没有变化" | "cancelled; no evidence was registered and the dossier is as it was";

    SYNC_ABOUT: "双向合并同一受审查方的两个档案" | "Merge two dossiers of one client, both ways";
    SYNC_FILES: "两个档案" | "The two dossiers";
    SYNC_ONE_FILE: "两个路径指向同一个文件 {}，没有可合并的，没有改动任何内容；请指定另一份副本" | "both paths lead to one file, {}; there is nothing to merge and nothing was changed; name another copy of it";
    SYNC_NO_COPY: "没有文件 {}，没有可合并的，没有改动任何内容；要做第一份副本，请先关闭打开它的程序，再复制文件：cp {} {}，到别的电脑用 scp；设备身份不在文件里，两份副本可以各自记录，之后再同步" | "no file {}: there is nothing to merge, and nothing was changed; to make the first copy, close the program that has it open and copy the file: cp {} {}, to another machine with scp; the device's identity is not in the file, so each copy can be written on its own and synced later";
    SYNC_TO: "{}：新增 {} 条" | "{}: {} new";
    SYNC_FILES_TO: "，原件 {} 个" | ", {} files";
    SYNC_LOST: "  {} 个原件在两份中都不完好：{}；其余已交换；找到同一文件用 onsite evidence add 再登记一次，或与完好的另一份副本同步，即可补回" | "  {} originals are whole in neither: {}; everything else was exchanged; register the same file once more with onsite evidence add, or sync with another copy in which they are whole, to bring them back";
    SYNC_REFUSED: "  {} 个原件在另一份中完好，因这份文件内部损坏，收不进来：{}；请改用另一份" | "  {} originals are whole in the other file, and this one is too damaged inside to take them in: {}; go on with the other one";
    SYNC_HEALED: "，已损坏的原件 {} 个用另一份中的完好原件换回" | ", {} damaged files replaced by the whole ones of the other";
    SYNC_UNCHANGED: "两边相同：{} 条" | "the same on both: {}";
    SYNC_CONFLICTS: "冲突：{} 处" | "conflicts: {}";
    SYNC_CONFLICT_NEW: "（新）" | " (new)";
    SYNC_CONFLICTS_HINT: "冲突由审查员在界面上作出决定；两个值都保留着" | "an auditor decides a conflict on the screen; both values are kept";

    COMPLETIONS_ABOUT: "输出命令补全脚本" | "Print a completion script";
    COMPLETIONS_SHELL: "bash、zsh、fish、powershell 或 elvish" | "bash, zsh, fish, powershell or elvish";

    WHERE_ABOUT: "显示所用的文件夹和记录人" | "Show the folders and the person in use";
    WHERE_DOSSIERS: "认证档案" | "dossiers";
    WHERE_CONFIG: "设置" | "settings";
    WHERE_STATE: "本机状态" | "this device's state";
    WHERE_CHECKLISTS: "自备检查表" | "own checklists";
    WHERE_INBOX: "收件箱" | "inboxes";
    PERSON_UNSETTLED: "记录人还是“{}”：用 onsite --by 姓名 设定一次即可。" | "Everything is recorded by '{}': give your name once with onsite --by NAME.";
    WHERE_PERSON: "记录人" | "person";
    WHERE_PERSON_UNSETTLED: "{}（还未设定：用 --by 姓名 设定一次即可）" | "{} (not settled: give --by NAME once)";
    WHERE_FILE: "认证档案：显示它自己的收件箱" | "a dossier: its own inbox is shown";
    INBOX_ABOUT: "显示收件箱和其中等待的文件，或另设收件箱" | "Show the inbox and the files that wait in it, or move it";
    INBOX_SET: "以此文件夹为该档案的收件箱" | "use this folder as the dossier's inbox";
    INBOX_USUAL: "恢复默认的收件箱" | "go back to the usual inbox";
    INBOX_EMPTY: "没有等待的文件。" | "No file is waiting.";
    INBOX_REGISTERED: "已登记为 {}" | "registered as {}";
    INBOX_ROOT: "它是文件系统的根、个人文件夹或装着它们的文件夹" | "it is a root, a home folder, or a folder that holds one";
    INBOX_OWN: "onsite 自己的文件或档案在里面" | "dossiers or files of onsite itself lie in it";
    INBOX_NO_FOLDER: "收件箱 {} 无法使用：{}。设置没有改变；请换一个文件夹。" | "The inbox {} cannot be used: {}. The settings are as they were; choose another folder.";

    CHECKLIST_ABOUT: "检查表：列出、显示、检查" | "Checklists: list, show, lint";
    CHECKLIST_LIST_ABOUT: "列出内置和自备的检查表" | "List the built-in and the user's checklists";
    CHECKLIST_SHOW_ABOUT: "显示一个检查表" | "Show one checklist";
    CHECKLIST_LINT_ABOUT: "检查检查表文件：有错退出码为 1，仅有警告为 0" | "Check checklist files: exit code 1 on faults, 0 on warnings only";
    CHECKLIST_ID: "检查表编号" | "Id of the checklist";
    CHECKLIST_WHAT: "编号或文件；不给则检查全部" | "Ids or files; all when none is given";
    CHECKLIST_FOLDER: "自备检查表文件夹：{}" | "folder of your own checklists: {}";
    LINT_FINE: "没有错误，没有警告" | "no faults, no warnings";
    LINT_SUM: "错误 {}，警告 {}" | "faults {}, warnings {}";

    CHECK_ABOUT: "离开现场前的核对：必须处理、应当处理、须知；有必须处理的事项时退出码为 1" | "The leave-site gate: errors, warnings, notes; exit code 1 while errors stand";
    CHECK_AUDIT: "评价的编号；默认最近一次" | "Label of the audit; the latest by default";
    CHECK_NO_AUDIT: "档案中没有评价“{}”，没有改动任何内容；见 onsite show" | "the dossier has no audit '{}'; nothing was changed; see onsite show";
    CHECK_NONE: "档案中还没有评价，没有改动任何内容；请先在界面上建立评价" | "the dossier has no audit yet; nothing was changed; open one on the screen first";

    NC_ABOUT: "不符合项：列出、显示，整改表发给受审查方再收回" | "Nonconformities: list, show, a sheet to the client and back";
    NC_LIST_ABOUT: "列出不符合项，逾期的在前" | "List the nonconformities, overdue ones first";
    NC_SHOW_ABOUT: "显示一个不符合项：各段文字和全部经过" | "Show one nonconformity: its texts and its whole history";
    NC_OVERDUE_ONLY: "只列逾期的" | "Only overdue ones";
    NC_LABEL: "不符合项编号，例如 NC-7K3Q-1" | "Label of the nonconformity, such as NC-7K3Q-1";
    NC_LABEL_MISSING: "缺少不符合项编号：编号见 onsite nc list" | "the label of a nonconformity is missing: onsite nc list tells the labels";
    NC_NONE: "档案中没有不符合项“{}”，没有改动任何内容；见 onsite nc list" | "the dossier has no nonconformity '{}'; nothing was changed; see onsite nc list";
    NC_EMPTY: "没有不符合项" | "no nonconformities";
    NC_EMPTY_OVERDUE: "没有逾期的不符合项" | "no overdue nonconformities";
    NC_EXPORT_ABOUT: "导出整改表（.xlsx 或 .csv），由受审查方填写答复" | "Write a sheet (.xlsx or .csv) in which the client answers";
    NC_EXPORT_SHEET: "整改表，以 .xlsx 或 .csv 结尾" | "The sheet; it ends in .xlsx or .csv";
    NC_EXPORT_ALL: "已关闭、已撤回的也导出" | "Also those that are closed or withdrawn";
    NC_EXPORT_FORCE: "文件已经存在时换掉它" | "Replace a file that is there already";
    NC_EXPORT_AFTER:
        "每个不符合项一行。受审查方只能填写确认人、纠正、原因分析、纠正措施、举一反三、责任人和\n完成期限；已经写下的答复预先填好，新一轮先填上一轮的答复。填好后用 onsite nc import 读回。" |
        "One row a nonconformity. The client can fill in who acknowledges it, correction, root cause,\ncorrective action, extension to like cases, person and due date; what was answered already\nstands there, in a new round the answer of the round before. Read the sheet back with onsite nc import.";
    NC_EXPORTED: "{}：不符合项 {} 个" | "{}: {} nonconformities";
    NC_IMPORT_ABOUT: "读回受审查方填好的整改表，作为当前一轮的答复" | "Read back the sheet that the client filled in, as answers of the open round";
    NC_IMPORT_SHEET: "填好的整改表（.xlsx 或 .csv）" | "The sheet that came back (.xlsx or .csv)";
    NC_IMPORT_SUBMIT: "答复齐全的同时提交，等待审查" | "Also hand in the answers that are complete, to be judged";
    NC_IMPORT_SKIP: "有问题的行略过，其余照收" | "Leave refused rows out and take the others";
    NC_IMPORT_AFTER:
        "行按档案、编号和轮次对应，与位置无关。没有改动的单元格不算答复\n（新一轮改过一格，其余各格即照上一轮）；清空的单元格清空原来的答复。\n只要有一行被拒绝，就什么都不写，并逐行说明（退出码 1）；--skip-refused 收下其余各行，退出码仍是 1。\n已经有的答复不再写，同一个表读两次没有第二次改动。CSV 可以是 UTF-8、UTF-16 或 GBK。" |
        "Rows are found by dossier, label and round, not by their place. A cell that was not changed says\nnothing (in a new round, once one is changed, the others are kept as in the round before); a\ncell that was emptied empties the answer. If one row is refused nothing is written, and\neach such row is said with its reason (exit code 1); --skip-refused takes the others, the exit code\nis still 1. What stands already is not written again: reading a sheet twice changes nothing more.\nCSV may be UTF-8, UTF-16 or GBK.";
    NC_IMPORT_REFUSED: "第 {} 行{}：拒绝。{}" | "row {}{}: refused. {}";
    NC_IMPORT_TAKEN: "第 {} 行{}：写入{}" | "row {}{}: wrote {}";
    NC_IMPORT_NOT_SUBMITTED: "第 {} 行{}：没有提交。{}" | "row {}{}: not handed in. {}";
    NC_IMPORT_RESTATED: "第 {} 行{}：表中的不符合事实描述已不是导出时的，以档案为准；请核对答复针对的是原来的事实" | "row {}{}: the statement in the sheet is not the one that went out; the dossier's stands, so check that the answer is to it";
    NC_IMPORT_SUM: "写入 {} 行；已有相同答复 {} 行；没有填写 {} 行；拒绝 {} 行" | "rows written: {}; the same already: {}; not filled in: {}; refused: {}";
    NC_IMPORT_NOTHING: "没有新的内容，档案没有改动" | "nothing new; the dossier was not changed";
    NC_IMPORT_SKIPPED: "{} 行被拒绝，没有写入（原因见输出）；其余各行已收下" | "{} rows were refused and not written (the output says why); the others were taken";
    NC_IMPORT_WHOLE: "有行被拒绝（原因见输出），什么都没有写入；改正后再读，或加 --skip-refused 收下其余各行" | "rows were refused (the output says why), so nothing was written; mend them, or take the others with --skip-refused";
    NC_SHEET_MISSING: "缺少整改表的文件名（.xlsx 或 .csv）" | "the name of the sheet is missing (.xlsx or .csv)";
    NC_SHEET_KIND: "{}：整改表要以 .xlsx 或 .csv 结尾；旧的 .xls 请先另存为 .xlsx" | "{}: a sheet ends in .xlsx or .csv; save an old .xls as .xlsx first";
    NC_SHEET_EMPTY: "没有可导出的不符合项，没有写文件" | "there is no nonconformity to export; no file was written";
    NC_SHEET_DIFFERS: "审查员对 {} 的内容意见不一，没有写文件：请先在界面上裁定，再导出给受审查方" | "auditors differ about {}, no file was written: decide on the screen first, then export for the client";
    NC_SHEET_EXISTS: "文件已经存在，没有改动它；要换掉请加 --force" | "the file is there already and was left as it is; --force replaces it";
    NC_SHEET_LARGE: "文件大于 {} MB，没有读" | "the file is larger than {} MB and was not read";
    NC_SHEET_UNPACKS: "解开后大于 {} MB，没有读：这不像一张整改表" | "it unpacks to more than {} MB and was not read: this is hardly a sheet of ours";
    NC_SHEET_CELLS: "多于 {} 行或 {} 列，没有读：这不像一张整改表" | "more than {} rows or {} columns, not read: this is hardly a sheet of ours";
    NC_SHEET_NONE: "不是可以读的表格文件（已损坏，或设了打开密码），没有改动任何内容" | "no sheet that can be read (damaged, or locked by a password); nothing was changed";
    NC_SHEET_TEXT: "文字既不是 UTF-8、UTF-16，也不是 GBK，没有改动任何内容；请从填写的表另存为“CSV UTF-8”或 GBK（中文 Windows 的普通 CSV），再读一次" | "its text is neither UTF-8, UTF-16 nor GBK; nothing was changed: save the sheet again as CSV UTF-8 or GBK, then import that";
    NC_SHEET_NOT_PUT: "{}：{}，没有写文件，档案没有变化；请换一个文件夹，或检查权限和磁盘空间后重试" | "{}: {}, no file was written and the dossier is as it was; take another folder, or check permissions and disk space and try again";
    NC_SHEET_NOT_READ: "{}：{}，没有改动任何内容；请核对路径和权限后重试" | "{}: {}, nothing was changed; check path and permissions and try again";
    NC_SHEET_UNUSABLE: "{}：{}；没有改动任何内容；请重新导出一张表，或把表头改回原样" | "{}: {}; nothing was changed; export a new sheet, or put the headings back";
    NC_SHEET_NOT_WRITTEN: "写不成表格文件（{}）" | "the sheet could not be written ({})";

    EVIDENCE_ABOUT: "证据：列出、登记文件、导出原件" | "Evidence: list, add files, export the originals";
    EVIDENCE_LIST_ABOUT: "列出证据登记" | "List the evidence register";
    EVIDENCE_ADD_ABOUT: "把文件原样存入档案并登记为证据" | "Keep files whole in the dossier and register them as evidence";
    EVIDENCE_EXPORT_ABOUT: "导出证据原件和登记表到文件夹" | "Export the original files and the register into a folder";
    EVIDENCE_ADD_FILES: "证据文件，每个不超过 512 MB；- 为标准输入" | "The files, of 512 MB each at most; - is standard input";
    EVIDENCE_EXPORT_FOLDER: "目标文件夹" | "The folder to write to";
    EVIDENCE_ITEM: "用于哪一条，例如 5.1.2.2" | "The clause it is cited for, such as 5.1.2.2";
    EVIDENCE_NC: "用于哪个不符合项" | "The nonconformity it is cited for";
    EVIDENCE_STANDARD: "条款所属的检查表；默认第一个有该条的" | "The checklist of the clause; the first that has it by default";
    EVIDENCE_SITE: "场所的名称或编号；只有一个场所时可省" | "Name or label of the site; may be left out when there is one";
    EVIDENCE_NOTE: "说明什么；没有文件时为所见所闻" | "What the file shows; without a file, what was seen or said";
    EVIDENCE_NAME: "登记的文件名，用于标准输入；路径只留最后一段" | "The file's name in the register, for standard input; only the last part of a path";
    EVIDENCE_PERSON: "访谈对象（岗位、姓名），随 --kind interview" | "Who was asked (function, name), with --kind interview";
    EVIDENCE_KIND: "文件是什么：photo 照片、document 文件、record 记录、observation 现场观察、interview 访谈；后两种也可以没有文件，内容写在 --note" | "What the file is: photo, document, record, observation or interview; the last two may also come without a file, told by --note";
    EVIDENCE_AT: "事件时间，如 2026-11-24 或 \"2026-11-24 10:05\"；知道时区时再加 +08:00" | "When it happened, such as 2026-11-24 or \"2026-11-24 10:05\"; with +08:00 where the offset is known";
    EVIDENCE_CAPTURED: "拍摄（采集）时间，写法相同；不给则取照片自带的时间" | "When it was captured, written the same way; by default what the camera wrote into a photo";
    EVIDENCE_AT_WRONG: "“{}”不是日期或时间：请写成 2026-11-24、\"2026-11-24 10:05\" 或 \"2026-11-24 10:05 +08:00\"" | "'{}' is no date or time: write 2026-11-24, \"2026-11-24 10:05\" or \"2026-11-24 10:05 +08:00\"";
    EVIDENCE_AHEAD: "{} 的{} {} 晚于现在，已照记；请核对电脑和相机的时钟，写错了就用同一命令或在界面上改" | "{}: the {}, {}, lies after now; it was recorded as given. Check the clocks of laptop and camera, and correct it by the same command or on the screen if it is wrong";
    EVIDENCE_RECORD: "没有文件的记录抽样要写总体、抽样数和不符合数：请在界面上登记，或用 onsite record；记录的扫描件请给出文件" | "a sample of records without a file needs its counts: do it on the screen or with onsite record; of a scanned record, name the file";
    EVIDENCE_NOTE_MISSING: "缺少 --note：所见所闻写在这里" | "--note is missing: it holds what was seen or said";
    EVIDENCE_PERSON_MISSING: "缺少 --person：访谈对象" | "--person is missing: who was asked";
    EVIDENCE_PERSON_ALONE: "--person 只随 --kind interview：请改种类，或去掉 --person" | "--person goes with --kind interview: change the kind, or leave --person out";
    EVIDENCE_NAME_MISSING: "标准输入没有文件名：请用 --name 给出" | "standard input has no name: give one with --name";
    EVIDENCE_EMPTY_FILE: "是空文件" | "it is empty";
    EVIDENCE_ADD_AFTER: "原件分块存入档案，一个字节也不改；同一文件再次登记时沿用原编号。\n例：ssh 主机 cat x.jpg | onsite evidence add 档案.onsite - --name x.jpg --item 5.1.2.2 --site 总部" | "The original goes into the dossier, not a byte changed; the same file again keeps its label.\nExample: ssh host cat x.jpg | onsite evidence add client.onsite - --name x.jpg --item 5.1.2.2 --site S-7K3Q-1";
    EVIDENCE_FILES_MISSING: "缺少 EVIDENCE：请给出证据文件，- 为标准输入；没有文件的所见所闻用 --kind observation 或 interview" | "EVIDENCE is missing: name a file, or - for standard input; what was only seen or said goes in by --kind observation or interview";
    EVIDENCE_FOLDER_MISSING: "缺少 FOLDER：请给出目标文件夹" | "FOLDER is missing: name the folder to write to";
    EVIDENCE_KNOWN: "{}（已登记，名称和说明不变）" | "{} (registered already; its name and note stay)";
    EVIDENCE_REFUSED: "{}没有登记证据" | "{} no evidence was registered";
    EVIDENCE_UNREADABLE: "读不到 {}（{}），没有登记证据，档案没有变化；请检查路径和权限" | "{} could not be read ({}), no evidence was registered and the dossier is as it was; check path and permissions";
    EVIDENCE_UNFIT: "{} 不能作证据（{}），没有登记证据，档案没有变化；请换一个文件" | "{} cannot be evidence ({}), no evidence was registered and the dossier is as it was; take another file";
    EVIDENCE_NOT_A_FILE: "不是普通文件" | "not a plain file";
    EVIDENCE_NO_ITEM: "这次评价的检查表中没有可判定的条款“{}”，没有登记证据；见 onsite show" | "no checklist of this audit has a leaf '{}', no evidence was registered; see onsite show";
    EVIDENCE_WHICH_SITE: "不能确定 {} 在哪个场所，没有登记证据；请用 --site 指明：{}" | "it is not clear at which site {} is meant, no evidence was registered; name it with --site: {}";
    EVIDENCE_NO_SITE: "本次评价没有场所“{}”，没有登记证据；可用的场所：{}" | "no site '{}' is visited in this audit, no evidence was registered; the sites are: {}";
    EVIDENCE_NOT_WALKED: "{} 不在检查范围内（场所：{}），没有登记证据；请换一个场所，或先扩大该场所的检查条款" | "{} is not walked at {}, no evidence was registered; take another site, or widen the clauses of this one first";
    EVIDENCE_EMPTY: "没有证据" | "no evidence";
    EVIDENCE_KEPT: "原件在档案内" | "the original is in the dossier";
    EVIDENCE_NOT_KEPT: "原件不在档案内" | "the original is not in the dossier";
    EXPORT_FAILED: "{} 写不出去（{}），档案没有受影响；请换一个空文件夹或检查空间后重试" | "{} could not be written ({}), the dossier is not affected; choose an empty folder or check the space and try again";
    EXPORT_DIFFERS: "那里已有同名文件而内容不同，没有覆盖" | "a file of that name is there with other content and was not replaced";
    EXPORT_DAMAGED: "档案内的内容与登记的哈希不符" | "the bytes in the dossier are not those that were hashed";
    EXPORT_CELL_DAMAGED: "原件在档案内已损坏，没有导出" | "damaged in the dossier, not exported";
    EXPORT_WITHOUT_DAMAGED: "{} 个原件在档案内已损坏，没有导出：{}；其余已导出，登记表中已注明；与原件完好的另一份副本同步（onsite sync），或找到同一文件用 onsite evidence add 再登记一次，即可补回" | "{} originals are damaged in the dossier and were not exported: {}; the others were, and the register says so; sync with another copy in which they are whole (onsite sync), or register the same file again with onsite evidence add, to bring them back";
    EXPORTED: "已导出到 {}：原件 {} 个，不在档案内的 {} 个，登记表 register.csv" | "exported to {}: {} originals, {} not in the dossier, register in register.csv";
    COLUMN_FILE: "文件" | "file";
    COLUMN_WHAT: "内容" | "what it is";
    COLUMN_SHA256: "哈希（SHA-256）" | "SHA-256";
    COLUMN_SIZE: "字节" | "bytes";
    COLUMN_AT: "登记或修订时间" | "registered or revised";
    COLUMN_BY: "登记人" | "by";
    COLUMN_CITED: "用于" | "cited for";
    COLUMN_WITHDRAWN: "撤回理由" | "withdrawn because";
}
