//! What went wrong with a file, in one sentence: what happened, whether the data is safe, what to do.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::{Lang, Text};
use crate::store::{Broken, BrokenChange, ChainFault, StoreError};
use crate::sync::SyncError;

crate::catalogue! {
    NO_HOME:
        "系统没有给出用户目录；尚未写入任何内容；请用环境变量 ONSITE_HOME 指定一个文件夹。" |
        "The system names no home directory; nothing has been written; name a folder with the environment variable ONSITE_HOME.";
    MISSING:
        "没有文件 {}；没有改动任何内容；请核对路径，或用 onsite new 新建档案。" |
        "There is no file {}; nothing has been changed; check the path, or make a dossier with onsite new.";
    NO_FOLDER:
        "没有文件夹 {}；没有写入任何内容；请先建立文件夹，或换一个位置。" |
        "There is no folder {}; nothing has been written; make the folder first, or take another place.";
    EXISTS:
        "{} 已经存在，没有改动它；请换一个文件名，或直接打开它。" |
        "{} exists already and has been left as it is; take another name, or open it.";
    NOT_A_FILE:
        "{} 不是普通文件；没有改动任何内容；请指定一个档案文件。" |
        "{} is not a plain file; nothing has been changed; name a dossier file.";
    EMPTY:
        "{} 是空文件，里面没有档案，也没有改动它；请核对是否复制完整，或换用另一份副本。" |
        "{} is empty: it holds no dossier and has been left as it is; check whether copying it came to its end, or take another copy.";
    NOT_SQLITE:
        "{} 不是档案文件，没有改动它；请核对文件名。" |
        "{} is not a dossier and has been left as it is; check the name.";
    FOREIGN:
        "{} 是别的程序的数据库，不是认证档案，没有改动它；请核对文件名。" |
        "{} is a database of another program, not a dossier, and has been left as it is; check the name.";
    TRUNCATED:
        "{} 不完整（应有 {} 字节，只有 {} 字节），没有改动它；多半是复制中断，请重新复制，或换用另一份副本。" |
        "{} is not complete ({} bytes expected, {} found) and has been left as it is; copying was probably cut off: copy it again, or take another copy.";
    NEWER:
        "{} 由更新版本的 onsite 写成（格式 {}，本程序只认到 {}），数据完好，没有改动它；请升级本程序后再打开。" |
        "{} was written by a newer onsite (format {}, this program knows up to {}); the data is safe and has been left as it is; update this program, then open it.";
    LOCKED:
        "{} 正由另一个 onsite 使用{}；数据完好，这里没有写入任何内容；请先退出那一个，或用 onsite show 查看。" |
        "{} is in use by another onsite{}; the data is safe and nothing has been written here; leave that one first, or look at it with onsite show.";
    PROCESS: "（进程 {}）" | " (process {})";
    BUSY:
        "{} 正被另一个程序占用；这次的内容没有写入，以前保存的都在；请稍候再试。" |
        "{} is held by another program; this was not written, everything saved before is there; try again in a moment.";
    MOVED:
        "{} 已被移走、删除，或换成了另一个文件；这次的内容没有写入。请先把没保存的文字抄下，再把原来的文件放回原处，或退出后重新打开。" |
        "{} was moved away, deleted, or replaced by another file; this was not written. Note down what is not saved, then put the file back where it was, or quit and open it again.";
    CHANGED:
        "{} 刚刚被另一个程序改动；这次的内容没有写入，以前保存的都在；请重新打开档案再试。" |
        "{} has just been changed by another program; this was not written, everything saved before is there; open the dossier again and retry.";
    READ_ONLY:
        "{} 只能读取，不能写入；已有的数据完好，这次没有写入；请复制到可写的位置再打开，或只查看。" |
        "{} can be read but not written; the data is safe, nothing has been written; copy it to a place that can be written, or only look at it.";
    FORBIDDEN:
        "系统不允许访问 {}；没有改动任何内容；请检查文件和文件夹的权限。" |
        "The system does not permit access to {}; nothing has been changed; check the permissions of the file and its folder.";
    FULL:
        "磁盘已满，没能写入 {}；这次的内容没有保存，以前保存的都在；请腾出空间后再保存一次。" |
        "The disk is full, {} could not be written; this was not saved, everything saved before is there; make room, then save again.";
    DAMAGED:
        "{} 内部已损坏（{}），没有改动它；请先把文件原样复制一份，再换用另一份副本或备份。" |
        "{} is damaged inside ({}) and has been left as it is; first copy the file as it stands, then take another copy or a backup.";
    LINE:
        "{} 中的一条记录（流 {} 第 {} 条）无法读取；没有改动任何内容；请运行 onsite verify，并换用另一份副本。" |
        "A record in {} (stream {}, number {}) cannot be read; nothing has been changed; run onsite verify, and take another copy.";
    REFUSED:
        "送来的记录（流 {} 第 {} 条）{}；全部没有写入，原有数据完好；请对来源文件运行 onsite verify。" |
        "A record that was offered (stream {}, number {}) {}; none was written, the data here is safe; run onsite verify on the file that it came from.";
    BACKUP:
        "升级文件格式之前的备份没有写成：{}原文件没有改动。" |
        "The backup before bringing the file to the new format could not be made: {} The file is as it was.";
    SETTINGS:
        "设置文件 {} 第 {} 行有误（{}）；档案数据不受影响；请改正这一行，或删除该文件恢复默认设置。" |
        "The settings {} have a fault in line {} ({}); no dossier is touched by it; correct the line, or remove the file to return to the defaults.";
    STATE:
        "本机的状态文件夹不能使用：{}档案数据不受影响。" |
        "This laptop's state folder cannot be used: {} No dossier is touched by it.";
    STATE_FOLDER:
        "本机的状态文件夹不能使用：{} 不能建立或读写；档案数据不受影响；请检查权限，或用环境变量 ONSITE_HOME 换一个文件夹。" |
        "This laptop's state folder cannot be used: {} can be neither made nor read and written; no dossier is touched by it; check permissions, or name another folder with ONSITE_HOME.";
    OTHER:
        "读写 {} 时出错（{}）；这次的内容没有保存，以前保存的都在；请检查磁盘后再试。" |
        "Reading or writing {} failed ({}); this was not saved, everything saved before is there; check the disk, then try again.";

    NO_ENTRY: "没有这个文件或文件夹" | "there is no such file or folder";
    NO_RIGHT: "没有权限" | "not permitted";
    THERE_ALREADY: "已经存在" | "it exists already";
    NAME_TOO_LONG: "文件名太长或不能用" | "the file name is too long, or cannot be used";
    A_FOLDER: "是文件夹" | "it is a folder";
    NO_FOLDER_ABOVE: "路径中有一段不是文件夹" | "a part of the path is no folder";
    NO_ROOM: "磁盘已满" | "the disk is full";
    NOT_WRITABLE: "所在的磁盘只能读取" | "the disk can only be read";

    ALTERED: "的内容与当时的校验值不符" | "does not have the content that was hashed when it was recorded";
    UNREADABLE: "无法读取" | "cannot be read";
    MISPLACED: "不在它自己的位置上" | "does not stand in its own place";
    LOOSE: "所接续的前一条不在这里" | "follows one that is not there";
    UNFOUNDED: "所替换的记录不在这里" | "replaces one that is not there";
    BROKEN:
        "记录链从这里起不可信：流 {} 第 {} 条{}{}；没有改动任何内容；请保留此文件作证，换用另一份副本。" |
        "The journal cannot be trusted from here on: the record in stream {}, number {}{} {}; nothing has been changed; keep this file as it is, and take another copy.";
    BROKEN_WRITING:
        "记录链从这里起不可信：流 {} 第 {} 条{}{}；原有记录没有改动，新的记录照常接在后面；请保留此文件作证，换用另一份副本。" |
        "The journal cannot be trusted from here on: the record in stream {}, number {}{} {}; what is there has not been changed, and what is recorded now is added to it; keep this file as it is, and take another copy.";
    RECORDED: "（{} 由 {} 记录）" | " (recorded {} by {})";
    SAME_CLIENT:
        "这是两份各自新建的档案（受审查方同为 {}），不能合并，两个文件都没有改动；请以其中一份为准，用它的副本开展工作。" |
        "These are two dossiers that were started apart, both for {}; they cannot be merged, and both files are as they were; settle on one of them and work on copies of it.";
    OTHER_DOSSIER:
        "这是不同受审查方的档案（{} 与 {}），不能合并，两个文件都没有改动；请核对文件名。" |
        "These are dossiers of different clients ({} and {}); they cannot be merged, and both files are as they were; check the names.";
    BROKEN_FILE:
        "没有合并：{} 未通过校验。{}" |
        "Nothing was merged: {} did not pass verification. {}";
    FILES_NOT_ALL:
        "双方的记录已全部交换，证据原件没有交换完：{}再运行一次即可补齐，不会丢失任何内容。" |
        "Every record was exchanged, the originals were not all: {} Run it once more to complete it; nothing is lost.";
    HALF:
        "第二个文件已得到全部记录，第一个文件没能写入：{}再运行一次即可补齐，不会丢失任何内容。" |
        "The second file got every record, the first one could not be written: {} Run it once more to complete it; nothing is lost.";
}

/// A path as it is shown: a name may hold anything, a terminal must not get it raw.
fn shown(path: &Path) -> String {
    path.display().to_string().chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}

/// The sentence about a file that could not be used.
pub fn store_error(error: &StoreError, lang: Lang) -> String {
    match plain(error) {
        Some((text, path)) => text.with(lang, &[&shown(path)]),
        None => detailed(error, lang),
    }
}

/// What the file system said, in words: the number that systems put behind theirs helps nobody.
pub fn system(error: &io::Error, lang: Lang) -> String {
    let text = match error.kind() {
        ErrorKind::NotFound => NO_ENTRY,
        ErrorKind::PermissionDenied => NO_RIGHT,
        ErrorKind::AlreadyExists => THERE_ALREADY,
        ErrorKind::IsADirectory => A_FOLDER,
        ErrorKind::NotADirectory => NO_FOLDER_ABOVE,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => NO_ROOM,
        ErrorKind::ReadOnlyFilesystem => NOT_WRITABLE,
        ErrorKind::InvalidFilename => NAME_TOO_LONG,
        _ => {
            let said = error.to_string();
            // What stands behind may be the name of a file that is only ours.
            return said.split(" (os error").next().unwrap_or_default().to_owned();
        }
    };
    text.get(lang).to_owned()
}

/// Why a file could not be used, in a few words for a sentence that has its own end.
pub fn reason(error: &StoreError, lang: Lang) -> String {
    let kind = match error {
        StoreError::Missing { .. } | StoreError::NoFolder { .. } => ErrorKind::NotFound,
        StoreError::Exists { .. } => ErrorKind::AlreadyExists,
        StoreError::Forbidden { .. } => ErrorKind::PermissionDenied,
        StoreError::ReadOnly { .. } => ErrorKind::ReadOnlyFilesystem,
        StoreError::Full { .. } => ErrorKind::StorageFull,
        StoreError::NotAFile { .. } => ErrorKind::NotADirectory,
        StoreError::Io { source, .. } => return system(source, lang),
        other => return store_error(other, lang).trim_end_matches(['。', '.']).to_owned(),
    };
    system(&kind.into(), lang)
}

/// The sentence about the state folder: what is to be done about it is not what is to be done about a
/// dossier.
fn state_error(source: &StoreError, lang: Lang) -> String {
    let path = match source {
        // These say already what helps.
        StoreError::Full { .. } | StoreError::ReadOnly { .. } | StoreError::Busy { .. } => None,
        StoreError::Io { path, .. } | StoreError::Sql { path, .. } => Some(path.as_path()),
        other => plain(other).map(|(_, path)| path),
    };
    match path {
        Some(path) => STATE_FOLDER.with(lang, &[&shown(path)]),
        None => STATE.with(lang, &[&store_error(source, lang)]),
    }
}

/// The errors of which no more is to be said than the file.
fn plain(error: &StoreError) -> Option<(Text, &Path)> {
    let text = match error {
        StoreError::Missing { path } => (MISSING, path),
        StoreError::NoFolder { path } => (NO_FOLDER, path),
        StoreError::Exists { path } => (EXISTS, path),
        StoreError::NotAFile { path } => (NOT_A_FILE, path),
        StoreError::Empty { path } => (EMPTY, path),
        StoreError::NotSqlite { path } => (NOT_SQLITE, path),
        StoreError::Foreign { path, .. } => (FOREIGN, path),
        StoreError::Busy { path } => (BUSY, path),
        StoreError::Moved { path } => (MOVED, path),
        StoreError::Changed { path } => (CHANGED, path),
        StoreError::ReadOnly { path } => (READ_ONLY, path),
        StoreError::Forbidden { path } => (FORBIDDEN, path),
        StoreError::Full { path } => (FULL, path),
        _ => return None,
    };
    Some((text.0, text.1))
}

/// The others. A new error does not compile until it has its sentence here or above.
fn detailed(error: &StoreError, lang: Lang) -> String {
    match error {
        StoreError::NoHome => NO_HOME.get(lang).to_owned(),
        StoreError::Truncated { path, expected, found } => {
            TRUNCATED.with(lang, &[&shown(path), expected, found])
        }
        StoreError::Newer { path, found, known } => NEWER.with(lang, &[&shown(path), found, known]),
        StoreError::Locked { path, pid } => {
            let process = pid.map(|pid| PROCESS.with(lang, &[&pid])).unwrap_or_default();
            LOCKED.with(lang, &[&shown(path), &process])
        }
        StoreError::Damaged { path, detail } => DAMAGED.with(lang, &[&shown(path), detail]),
        StoreError::Line { path, stream, seq, .. } => LINE.with(lang, &[&shown(path), stream, seq]),
        StoreError::Refused { stream, seq, why } => REFUSED.with(lang, &[stream, seq, &fault(why, lang)]),
        StoreError::Backup { source } => BACKUP.with(lang, &[&store_error(source, lang)]),
        StoreError::State { source } => state_error(source, lang),
        StoreError::Settings { path, line, message } => SETTINGS.with(lang, &[&shown(path), line, message]),
        StoreError::Io { path, source } => OTHER.with(lang, &[&shown(path), &system(source, lang)]),
        StoreError::Sql { path, source } => OTHER.with(lang, &[&shown(path), source]),
        StoreError::Missing { .. }
        | StoreError::NoFolder { .. }
        | StoreError::Exists { .. }
        | StoreError::NotAFile { .. }
        | StoreError::Empty { .. }
        | StoreError::NotSqlite { .. }
        | StoreError::Foreign { .. }
        | StoreError::Busy { .. }
        | StoreError::Moved { .. }
        | StoreError::Changed { .. }
        | StoreError::ReadOnly { .. }
        | StoreError::Forbidden { .. }
        | StoreError::Full { .. } => error.to_string(),
    }
}

/// What is wrong with a line, as the end of a sentence.
fn fault(fault: &ChainFault, lang: Lang) -> &'static str {
    match fault {
        ChainFault::Altered => ALTERED.get(lang),
        ChainFault::Unreadable(_) => UNREADABLE.get(lang),
        ChainFault::Misplaced => MISPLACED.get(lang),
        ChainFault::Loose(_) => LOOSE.get(lang),
        ChainFault::Unfounded(_) => UNFOUNDED.get(lang),
    }
}

/// The sentence about a journal that is not as it was recorded.
pub fn broken(broken: &Broken, lang: Lang) -> String {
    match broken {
        Broken::Unread(error) => store_error(error, lang),
        Broken::Change(change) => broken_change(change, lang),
    }
}

/// The same where something is recorded all the same, as on the screen.
pub fn broken_while_writing(broken: &Broken, lang: Lang) -> String {
    match broken {
        Broken::Unread(error) => store_error(error, lang),
        Broken::Change(change) => broken_in(BROKEN_WRITING, change, lang),
    }
}

fn broken_change(change: &BrokenChange, lang: Lang) -> String {
    broken_in(BROKEN, change, lang)
}

fn broken_in(text: Text, change: &BrokenChange, lang: Lang) -> String {
    let recorded = match (&change.at, &change.by) {
        (Some(at), Some(by)) => RECORDED.with(lang, &[&at.format("%Y-%m-%d %H:%M:%S %:z"), by]),
        _ => String::new(),
    };
    text.with(lang, &[&change.stream, &change.seq, &recorded, &fault(&change.fault, lang)])
}

/// The sentence about two files that were not brought together.
pub fn sync_error(error: &SyncError, lang: Lang) -> String {
    match error {
        SyncError::OtherDossier { a, same_client: true, .. } => SAME_CLIENT.with(lang, &[a]),
        SyncError::OtherDossier { a, b, .. } => OTHER_DOSSIER.with(lang, &[a, b]),
        SyncError::Broken { path, broken: fault } => {
            BROKEN_FILE.with(lang, &[&shown(path), &broken(fault, lang)])
        }
        SyncError::Store(error) => store_error(error, lang),
        SyncError::Files(error) => FILES_NOT_ALL.with(lang, &[&store_error(error, lang)]),
        SyncError::Half(error) => HALF.with(lang, &[&store_error(error, lang)]),
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn a_sentence_says_what_happened_whether_data_is_safe_and_what_to_do() {
        let path = PathBuf::from("/甲\u{1b}[2J.onsite");
        let locked = StoreError::Locked { path: path.clone(), pid: Some(77) };
        let said = store_error(&locked, Lang::Zh);
        assert!(said.contains("（进程 77）") && said.contains("数据完好"), "{said}");
        assert!(!said.contains('\u{1b}'), "a name cannot command the terminal: {said}");
        let backup = StoreError::Backup { source: Box::new(StoreError::Full { path }) };
        assert!(store_error(&backup, Lang::En).starts_with("The backup before"), "{backup}");
    }

    #[test]
    fn every_error_is_one_sentence_in_both_languages_and_is_no_log_line() {
        let path = || PathBuf::from("/甲.onsite");
        let full = || Box::new(StoreError::Full { path: path() });
        let io = std::io::Error::other("x");
        let line = serde_json::from_str::<u8>("x").unwrap_err().into();
        let (stream, message) = ("s".to_owned(), "x".to_owned());
        let all = [
            StoreError::NoHome,
            StoreError::Missing { path: path() },
            StoreError::NoFolder { path: path() },
            StoreError::Exists { path: path() },
            StoreError::NotAFile { path: path() },
            StoreError::Empty { path: path() },
            StoreError::NotSqlite { path: path() },
            StoreError::Foreign { path: path(), application_id: 0 },
            StoreError::Truncated { path: path(), expected: 2, found: 1 },
            StoreError::Newer { path: path(), found: 9, known: 2 },
            StoreError::Locked { path: path(), pid: None },
            StoreError::Busy { path: path() },
            StoreError::Moved { path: path() },
            StoreError::Changed { path: path() },
            StoreError::ReadOnly { path: path() },
            StoreError::Forbidden { path: path() },
            StoreError::Full { path: path() },
            StoreError::Damaged { path: path(), detail: message.clone() },
            StoreError::Line { path: path(), stream: stream.clone(), seq: 1, source: line },
            StoreError::Refused { stream, seq: 1, why: ChainFault::Misplaced },
            StoreError::Backup { source: full() },
            StoreError::Settings { path: path(), line: 2, message },
            StoreError::State { source: full() },
            StoreError::State { source: Box::new(StoreError::Missing { path: path() }) },
            StoreError::Io { path: path(), source: io },
        ];
        for error in all {
            let (zh, en) = (store_error(&error, Lang::Zh), store_error(&error, Lang::En));
            assert!(zh.ends_with('。') && zh.contains('；'), "{zh}");
            assert!(en.ends_with('.') && en.contains(';'), "{en}");
            assert!(!zh.contains("{}") && !en.contains("{}") && en != error.to_string(), "{en}");
        }
    }

    #[test]
    fn the_number_of_a_system_error_is_never_shown() {
        for kind in [2, 5, 13, 21, 28] {
            let error = io::Error::from_raw_os_error(kind);
            for lang in [Lang::Zh, Lang::En] {
                let said = system(&error, lang);
                assert!(!said.is_empty() && !said.contains("os error"), "{said}");
            }
        }
        let state = StoreError::State { source: Box::new(StoreError::Missing { path: "/x".into() }) };
        let said = store_error(&state, Lang::Zh);
        assert!(said.contains("/x") && !said.contains("onsite new"), "a folder is no dossier: {said}");
    }

    #[test]
    fn a_broken_change_is_named_with_its_time_and_person() {
        let at = chrono::DateTime::parse_from_rfc3339("2026-11-24T10:14:03+08:00").unwrap();
        let change = BrokenChange {
            stream: "s".to_owned(),
            seq: 7,
            at: Some(at),
            by: Some("审查员甲".to_owned()),
            fault: ChainFault::Altered,
        };
        let said = broken(&Broken::Change(change), Lang::Zh);
        assert!(said.contains("流 s 第 7 条（2026-11-24 10:14:03 +08:00 由 审查员甲 记录）的内容"), "{said}");
    }
}
