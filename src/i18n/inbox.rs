//! The inbox and looking at evidence.

use super::{Lang, Text};
use crate::photo::{Facts, Sort};

crate::catalogue! {
    TITLE: "收件箱" | "inbox";
    COUNT: "{} 个文件等待" | "{} files waiting";
    WAITING: "收件箱 {}" | "inbox {}";
    FOR: "取给 {}" | "for {}";
    FOR_REGISTER: "只登记，不引用" | "registered, not cited";
    EMPTY: "收件箱是空的。用手机、扫描仪或 scp 把文件放进下面的文件夹，它们会出现在这里；放进去的文件不会被删除，收取后移到其中的 {} 文件夹。" | "The inbox is empty. Drop files into the folder below by phone, scanner or scp and they appear here; nothing in it is deleted, a file that was taken moves to {} within it.";
    NO_FOLDER: "收件箱无法使用：{}。请用 onsite inbox 另设文件夹。" | "The inbox cannot be used: {}. Put it elsewhere with onsite inbox.";
    READ_ONLY: "档案以只读方式打开，不能收取文件。" | "The dossier is open read-only; no file can be taken.";
    FOLDER: "文件夹" | "folder";
    ARRIVING: "正在传入" | "arriving";
    READY: "可收取" | "ready";
    TAKING: "正在收取" | "being taken";
    KNOWN: "已登记 {}" | "already {}";
    TWICE: "同 {}" | "same as {}";
    TOO_LARGE: "超过上限 {} MB" | "over the limit of {} MB";
    NOTHING_IN_IT: "空文件" | "empty";
    UNREADABLE: "读不到" | "unreadable";
    NOT_READY: "{} 不能收取：{}。" | "{} cannot be taken: {}.";
    WAITS_NO_MORE: "{} 已不在收件箱里；没有收取。" | "{} is no longer in the inbox; nothing was taken.";
    TAKEN_KNOWN: "已登记为 {}，没有重复登记：{}" | "Registered as {} already, not once more: {}";
    TAKEN: "已收取 {}：{}" | "Taken {}: {}";
    PROGRESS: "正在收取 {}：{}/{} MB，Ctrl-c 取消" | "taking {}: {}/{} MB, Ctrl-c cancels";
    CANCELLED: "已取消收取 {}；没有登记，文件留在原处。" | "Taking {} was cancelled; nothing was registered, the file is where it was.";
    NOT_TAKEN: "没有收取 {}：{}；没有登记，文件留在原处。" | "{} was not taken: {}; nothing was registered, the file is where it was.";
    NOTHING_RUNS: "没有正在收取的文件。" | "No file is being taken.";
    NOTHING_KNOWN: "没有已登记的文件可移走。" | "No waiting file is registered already.";
    MOVED: "已移到 {}：{} 个文件。" | "Moved to {}: {} files.";
    NOT_MOVED: "{} 已登记，但没能移到 {}：{}" | "{} is registered but could not be moved to {}: {}";
    PHOTOGRAPHED: "拍摄地点 {}" | "photographed at {}";
    PLACE: "地点" | "place";
    PHOTO_TIME: "拍摄" | "photo";
    SIZE: "大小" | "size";
    SORT: "类型" | "sort";
    WRITTEN: "文件时间" | "file time";
    NOT_KEPT: "原件不在本档案文件内，无法查看；同步后再试。" | "The original is not in this dossier file; sync and try again.";
    NO_FILE: "这份证据不是文件，没有可查看的原件。" | "This piece is no file; there is nothing to look at.";
    NOT_DRAWN: "照片没有显示。按 p 显示（约 {} KB）。" | "The photo is not shown. p shows it (about {} KB).";
    IN_CELLS: "照片用字符格显示。再按 p 用像素显示（每张常有数百 KB）。" | "Photos are shown in cells. p again: in pixels (often hundreds of KB each).";
    IN_PIXELS: "照片用像素显示。再按 p 不显示。" | "Photos are shown in pixels. p again: not at all.";
    NOT_SHOWN: "这种文件在这里只显示其事实；原件可用 onsite evidence export 导出。" | "Of such a file only its facts are shown here; onsite evidence export gives the original out.";
    UNDRAWABLE: "照片无法显示：已损坏，或大得超出内存限度。原件完整保存。" | "The photo cannot be shown: damaged, or larger than memory allows. The original is kept whole.";
    CUT: "只显示前 {} KB。" | "Only the first {} KB are shown.";
    JPEG: "JPEG 照片" | "JPEG photo";
    PNG: "PNG 图片" | "PNG picture";
    HEIC: "HEIC 照片" | "HEIC photo";
    PDF: "PDF 文件" | "PDF document";
    ZIP: "压缩包或办公文档" | "archive or office document";
    OTHER: "文本或其他" | "text or other";
}

impl Sort {
    /// What a file is, in words.
    pub fn word(self) -> Text {
        match self {
            Self::Jpeg => JPEG,
            Self::Png => PNG,
            Self::Heic => HEIC,
            Self::Pdf => PDF,
            Self::Zip => ZIP,
            Self::Other => OTHER,
        }
    }
}

/// What is said of a file, with the place where its camera says that it was taken; the time has a slot of
/// its own in the journal, the place has none.
pub fn with_place(text: &str, facts: Facts, lang: Lang) -> String {
    let place = Facts { place: facts.place, ..Facts::default() };
    if place.is_empty() {
        return text.to_owned();
    }
    let said = PHOTOGRAPHED.with(lang, &[&place]);
    match text {
        "" => said,
        text if text.contains(&place.to_string()) => text.to_owned(),
        text => format!("{text}{}{said}", lang.pick("；", "; ")),
    }
}
