//! What the checklist room says: every fault of a data file with what to do about it.

use super::store::system;
use super::{Lang, Text};
use crate::domain::checklist::{Basis, Bilingual, Lines};
use crate::domain::fault::{Fault, Kind, Severity};
use crate::domain::sheet;
use crate::i18n::words;

crate::catalogue! {
    SYNTAX:
        "TOML 写法有误（{}）：请改正这一行。" |
        "This is not valid TOML ({}): correct the line.";
    TOML_EXPECTED: "此处应有 {}" | "expected {} here";
    TOML_TWICE: "同一个键写了两次" | "a key is written twice";
    TOML_QUOTES: "文字要放在成对的引号里" | "texts stand between quotes";
    TOML_OTHER: "不合 TOML 的语法" | "against the syntax of TOML";
    NOT_A_FILE:
        "不是文件：请给出检查表文件的路径。" |
        "This is no file: give the path of a checklist file.";
    UNREADABLE:
        "文件读不出来（{}）：请检查文件是否存在、有无读取权限。" |
        "The file cannot be read ({}): check that it exists and that you may read it.";
    NOT_UTF8:
        "文件不是 UTF-8 编码（可能是 GBK）：请用编辑器另存为 UTF-8。" |
        "The file is not UTF-8 text (perhaps GBK): save it as UTF-8 in your editor.";
    TOO_LARGE:
        "文件超过 {} 字节：请核对是不是放错了文件。" |
        "The file is larger than {} bytes: check whether it is the right file.";
    BAD_NAME:
        "文件名 {} 不能作检查表编号：请只用英文字母、数字和 - . _ 命名，例如 gbt27922-2011.toml。" |
        "The file name {} cannot be a checklist's id: use only letters, digits and - . _, such as gbt27922-2011.toml.";
    UNKNOWN_KEY:
        "不认识的键 {}（{}）：这里可用的键是 {}；请改正拼写或删去。" |
        "Unknown key {} in {}; the keys here are {}: correct the spelling or remove it.";
    MISSING_KEY:
        "缺少 {}（{}）：请补上。" |
        "Missing {} in {}: add it.";
    WRONG_FORM:
        "{} 的写法不对（{}）：应写成 {}。" |
        "{} in {} has the wrong form: write it as {}.";
    MISSING_LANGUAGE:
        "{}（{}）缺少一种语言：请补上 {}。" |
        "{} in {} lacks a language: add {}.";
    EMPTY_TEXT:
        "{}（{}）是空的：请填写。" |
        "{} in {} is empty: fill it in.";
    CONTROL_CHARACTER:
        "{}（{}）含有换行或控制字符：请删去，写成一行。" |
        "{} in {} holds a line break or control character: remove it and write one line.";
    LINES_DIFFER:
        "{}（{}）中英文条数不同，中文 {} 条，英文 {} 条：请逐条对应。" |
        "{} in {} differs in length, {} lines in Chinese and {} in English: make them match line by line.";
    BAD_CLAUSE:
        "{} 不是条款号：请写成 5.1.2.2 或 A.3 的形式。" |
        "{} is not a clause number: write it like 5.1.2.2 or A.3.";
    CLAUSE_TWICE:
        "条款 {} 出现两次，第一次在第 {} 行：请删去一个或改正编号。" |
        "Clause {} appears twice, first in line {}: remove one or correct the number.";
    ORPHAN:
        "条款 {} 没有上级：请加上条款 {}，或改正编号。" |
        "Clause {} has nothing above it: add clause {}, or correct the number.";
    LEAF_WITH_PARTS:
        "条款 {} 下面还有条款，却又写了检查内容：请把 check、ask、evidence、may-sample、may-delete 移到末级条款。" |
        "Clause {} has clauses below it and also questions of its own: move check, ask, evidence, may-sample and may-delete to the last level.";
    EMPTY_GROUP:
        "条款 {} 没有检查内容，下面也没有条款：请补上 check、ask、evidence、may-sample、may-delete；下级未公开的，写 group = true 并说明 partial。" |
        "Clause {} has neither questions nor clauses below it: add check, ask, evidence, may-sample and may-delete; if its parts are not public, write group = true and say so in partial.";
    TOO_MANY:
        "超过 {} 个条款：请核对是不是放错了文件。" |
        "There are more than {} clauses: check whether it is the right file.";
    NO_LEAVES:
        "检查表里没有可评的末级条款：请至少写一个 [[indicator]]。" |
        "The checklist has nothing to judge: write at least one [[indicator]].";
    POINTS_MISSING:
        "末级条款 {} 没有分值：请写 points 和 basis；分值未公开的写 points = \"unknown\"。" |
        "Leaf {} has no points: write points and basis; if they are not public, write points = \"unknown\".";
    POINTS_WITHOUT_TOTAL:
        "条款 {} 有分值，检查表却没有满分：请写 full-score，或删去分值。" |
        "Clause {} has points, but the checklist has no full score: write full-score, or remove the points.";
    BAD_POINTS:
        "{} 要写一个分数：例如 100 或 2.5。" |
        "{} must be a number of points, such as 100 or 2.5.";
    BAD_BASIS:
        "条款 {} 的 basis 不能是“{}”：有公开来源的写 sourced，暂定的写 provisional。" |
        "The basis of clause {} cannot be \"{}\": write sourced if a public source gives the value, otherwise provisional.";
    SUM_DIFFERS:
        "条款 {} 是 {} 分，下级合计却是 {} 分：请核对各级分值。" |
        "Clause {} has {} points, but its parts add up to {}: check the points.";
    TOTAL_DIFFERS:
        "满分是 {} 分，各部分合计却是 {} 分：请核对。" |
        "The full score is {}, but the sections add up to {}: check the points.";
    LEVEL_WITHOUT_THRESHOLD:
        "等级 {} 没有界限：请写 min；界限未公开的写 min = \"unknown\"。" |
        "Level {} has no threshold: write min; if it is not public, write min = \"unknown\".";
    LEVEL_TWICE:
        "等级 {} 出现两次：请删去一个或改正 code。" |
        "Level {} appears twice: remove one or correct its code.";
    LEVEL_OUT_OF_ORDER:
        "等级 {} 的界限 {} 不高于前面 {} 的 {}：等级要由低到高排列，请改正界限或次序。" |
        "The threshold of level {}, {}, is not above that of {} before it, {}: levels go from low to high; correct the thresholds or their order.";
    LEVEL_TOO_HIGH:
        "等级 {} 的界限 {} 高于满分 {}：请核对。" |
        "The threshold of level {}, {}, is above the full score of {}: check it.";
    LEVEL_WITHOUT_TOTAL:
        "等级 {} 有界限，检查表却没有满分：请写 full-score，或写 min = \"unknown\"。" |
        "Level {} has a threshold, but the checklist has no full score: write full-score, or min = \"unknown\".";
    BAD_COUNT:
        "{} 要写 1 或更大的整数：请改正。" |
        "{} must be a whole number of at least 1: correct it.";
    OVERLAY_OF_ANOTHER:
        "这份分值确认是给 {} 的，不能用于 {}：请核对 confirms。" |
        "This overlay confirms points of {} and cannot be laid on {}: check confirms.";
    OVERLAY_OF_NONE:
        "没有编号为 {} 的检查表：请核对 confirms（onsite checklist list 列出全部编号）。" |
        "There is no checklist {}: check confirms (onsite checklist list names them all).";
    OVERLAY_UNKNOWN_CLAUSE:
        "条款 {} 不在检查表 {} 里，或该检查表不计分：请核对条款号。" |
        "Clause {} is not in checklist {}, or that checklist gives no points: check the number.";
    OVERLAY_CONTRADICTS:
        "条款 {} 的分值 {} 与 {} 给出的 {} 不一致：请核实后改正其中一份。" |
        "Clause {} has {} points here, while {} gives it {}: find out which holds and correct the other.";
    OVERLAY_EMPTY:
        "分值确认文件没有确认任何分值：请在 [points] 下写 \"5.1.1.1\" = 3 这样的行。" |
        "The overlay confirms no points: write lines such as \"5.1.1.1\" = 3 below [points].";
    PHRASES_OF_NONE:
        "没有编号为 {} 的检查表：请核对 phrases-for（onsite checklist list 列出全部编号）。" |
        "There is no checklist {}: check phrases-for (onsite checklist list names them all).";
    PHRASE_UNKNOWN_CLAUSE:
        "条款 {} 不是检查表 {} 的末级条款：请核对条款号。" |
        "Clause {} is not a leaf of checklist {}: check the number.";
    PHRASE_BRACES:
        "{} 的 {} 文本里花括号不成对，或填空没有名称：请写成 {样本编号} 的形式，不要嵌套。" |
        "The braces of {} in its {} text do not pair, or a place has no name: write places like {sample no.}, not nested.";
    PHRASE_PLACES:
        "{} 的填空中英文不对应，中文有（{}），英文有（{}）：请一一对应，名称写在 [[place]] 里。" |
        "The places to fill in of {} differ, ({}) in Chinese and ({}) in English: make them match one by one, with their names in [[place]].";
    PROVISIONAL_POINTS:
        "{} 个末级条款的分值是暂定的，不是标准的分值（{}）：请由持有正版标准的认证机构用分值确认文件签字确认。" |
        "{} leaves have provisional points, not the standard's ({}): a certification body that owns the standard confirms them in a signed overlay file.";
    UNKNOWN_POINTS:
        "{} 个末级条款的分值未公开（{}），因此不给总分：请由认证机构按正版标准补上。" |
        "{} leaves have points that are not public ({}), so there is no total: a certification body supplies them from its licensed copy.";
    UNKNOWN_THRESHOLDS:
        "等级界限未提供（{}），因此不判等级：请由认证机构按其方案补上。" |
        "Thresholds are not supplied ({}), so no level is given: a certification body supplies them from its scheme.";
    OPEN_GROUPS:
        "下级条款未公开（{}）：请由认证机构按正版标准补上。" |
        "The parts of some groups are not public ({}): a certification body supplies them from its licensed copy.";

    NOT_ON_SHELF:
        "没有编号为 {} 的检查表；现有：{}。" |
        "There is no checklist {}; there are: {}.";
    FAULTY_FILE:
        "检查表 {} 暂不能用，因为检查表文件夹里的文件有错误；已保存的内容不受影响，请改正或移走该文件：\n{}" |
        "Checklist {} cannot be used while a file in the checklist folder has faults; nothing saved is touched. Correct the file or move it away:\n{}";
    PARTIAL: "不完整" | "partial";
    SOME_PROVISIONAL: "暂定分值 {} 项" | "{} leaves with provisional points";
    SOME_UNKNOWN: "分值未公开 {} 项" | "{} leaves with points that are not public";
    SIGNED: "分值确认：{}" | "points confirmed: {}";
    BUILT_IN: "随程序提供" | "shipped with the program";
    EDITION: "版本" | "Edition";
    STATUS: "状态" | "Status";
    SUPERSEDED_BY: "被代替" | "Superseded by";
    NONE_KNOWN: "未见" | "none known";
    NOTE: "说明" | "Note";
    SIGNED_BY: "分值确认" | "Points confirmed by";
    FULL_SCORE: "满分" | "Full score";
    NO_POINTS: "不计分：只判符合与否" | "No points: conformity only";
    SPECIAL_RULE:
        "特别扣分项每项扣 {} 分，{} 项及以上不通过；特别加分项最多加 {} 分" |
        "Each special deduction costs {}; {} or more fail the audit; the special bonus gives at most {}";
    CHECK: "查什么" | "Check";
    ASK: "问什么" | "Ask";
    LOOK_AT: "看什么" | "See";
    MAY_SAMPLE: "可抽样" | "may be sampled";
    MAY_DELETE: "可删减" | "may be deleted";
    POINTS: "{} 分" | "{} points";

    /// Stands where a fault is not inside a table.
    TOP_OF_FILE: "文件顶层" | "the top of the file";
    /// Before the sentence of a fault.
    FAULT: "错误" | "error";
    /// Before the sentence of a warning.
    WARNING: "警告" | "warning";
    /// Of a basis: a certification body signed for it.
    CONFIRMED: "已确认" | "confirmed";
    /// Of a basis: conformity only.
    UNSCORED: "不计分" | "no points";
}

/// The sentence about a fault: what is wrong and what to do.
pub fn fault(fault: &Fault, lang: Lang) -> String {
    let said = |value: &String| match value.parse() {
        Ok(number) if fault.kind == Kind::Unreadable => {
            system(&std::io::Error::from_raw_os_error(number), lang)
        }
        _ if fault.kind == Kind::Syntax => toml_words(value, lang),
        _ if value == sheet::TOP => TOP_OF_FILE.get(lang).to_owned(),
        _ => value.clone(),
    };
    let values: Vec<String> = fault.values.iter().map(said).collect();
    let values: Vec<&dyn std::fmt::Display> =
        values.iter().map(|value| value as &dyn std::fmt::Display).collect();
    text(fault.kind).with(lang, &values)
}

fn text(kind: Kind) -> Text {
    match kind {
        Kind::Syntax => SYNTAX,
        Kind::Unreadable => UNREADABLE,
        Kind::NotAFile => NOT_A_FILE,
        Kind::NotUtf8 => NOT_UTF8,
        Kind::TooLarge => TOO_LARGE,
        Kind::BadName => BAD_NAME,
        Kind::UnknownKey => UNKNOWN_KEY,
        Kind::MissingKey => MISSING_KEY,
        Kind::WrongForm => WRONG_FORM,
        Kind::MissingLanguage => MISSING_LANGUAGE,
        Kind::EmptyText => EMPTY_TEXT,
        Kind::ControlCharacter => CONTROL_CHARACTER,
        Kind::LinesDiffer => LINES_DIFFER,
        Kind::BadClause => BAD_CLAUSE,
        Kind::ClauseTwice => CLAUSE_TWICE,
        Kind::Orphan => ORPHAN,
        Kind::LeafWithParts => LEAF_WITH_PARTS,
        Kind::EmptyGroup => EMPTY_GROUP,
        Kind::TooMany => TOO_MANY,
        Kind::NoLeaves => NO_LEAVES,
        Kind::PointsMissing => POINTS_MISSING,
        Kind::PointsWithoutTotal => POINTS_WITHOUT_TOTAL,
        Kind::BadPoints => BAD_POINTS,
        Kind::BadBasis => BAD_BASIS,
        Kind::SumDiffers => SUM_DIFFERS,
        Kind::TotalDiffers => TOTAL_DIFFERS,
        Kind::LevelWithoutThreshold => LEVEL_WITHOUT_THRESHOLD,
        Kind::LevelTwice => LEVEL_TWICE,
        Kind::LevelOutOfOrder => LEVEL_OUT_OF_ORDER,
        Kind::LevelTooHigh => LEVEL_TOO_HIGH,
        Kind::LevelWithoutTotal => LEVEL_WITHOUT_TOTAL,
        Kind::BadCount => BAD_COUNT,
        other => text_of_files_beside(other),
    }
}

/// The texts about overlays and phrases, and the warnings.
fn text_of_files_beside(kind: Kind) -> Text {
    match kind {
        Kind::OverlayOfAnother => OVERLAY_OF_ANOTHER,
        Kind::OverlayOfNone => OVERLAY_OF_NONE,
        Kind::OverlayUnknownClause => OVERLAY_UNKNOWN_CLAUSE,
        Kind::OverlayContradicts => OVERLAY_CONTRADICTS,
        Kind::OverlayEmpty => OVERLAY_EMPTY,
        Kind::PhrasesOfNone => PHRASES_OF_NONE,
        Kind::PhraseUnknownClause => PHRASE_UNKNOWN_CLAUSE,
        Kind::PhraseBraces => PHRASE_BRACES,
        Kind::PhrasePlaces => PHRASE_PLACES,
        Kind::Provisional => PROVISIONAL_POINTS,
        Kind::UnknownPoints => UNKNOWN_POINTS,
        Kind::UnknownThresholds => UNKNOWN_THRESHOLDS,
        Kind::OpenGroups => OPEN_GROUPS,
        // The rest is in `text`; a test walks every kind.
        _ => SYNTAX,
    }
}

/// What the reader of TOML says, in our words: the line is named anyhow, so what it expected there is
/// all that helps.
fn toml_words(said: &str, lang: Lang) -> String {
    if lang == Lang::En {
        return said.to_owned();
    }
    let expected = said.split("expected ").nth(1).and_then(|rest| rest.split('`').nth(1));
    match expected {
        Some(sign) => TOML_EXPECTED.with(lang, &[&sign]),
        None if said.starts_with("duplicate key") => TOML_TWICE.get(lang).to_owned(),
        None if said.contains("string") || said.contains("quote") => TOML_QUOTES.get(lang).to_owned(),
        None => TOML_OTHER.get(lang).to_owned(),
    }
}

impl Severity {
    /// The word before a sentence.
    pub fn word(self) -> Text {
        match self {
            Self::Fault => FAULT,
            Self::Warning => WARNING,
        }
    }
}

impl Basis {
    /// The word for where points come from.
    pub fn word(self) -> Text {
        match self {
            Self::Sourced => words::SOURCED,
            Self::Provisional => words::PROVISIONAL,
            Self::Confirmed => CONFIRMED,
            Self::Unknown => words::UNKNOWN,
            Self::Unscored => UNSCORED,
        }
    }
}

impl Bilingual {
    /// The text in one language.
    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}

impl Lines {
    /// The lines in one language.
    pub fn get(&self, lang: Lang) -> &[String] {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_fault_has_its_own_sentence_with_a_place_for_each_value() {
        let mut seen = std::collections::BTreeSet::new();
        for kind in Kind::ALL {
            let text = text(*kind);
            assert_eq!(text.zh.matches("{}").count(), kind.places(), "{}", kind.code());
            assert!(seen.insert(text.zh), "{} shares a sentence", kind.code());
        }
    }

    #[test]
    fn the_top_of_a_file_is_named_in_words() {
        let missing = Fault::new(1, Kind::MissingKey, ["title", sheet::TOP]);
        assert_eq!(fault(&missing, Lang::Zh), "缺少 title（文件顶层）：请补上。");
    }
}
