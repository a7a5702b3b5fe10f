//! The statement of a nonconformity by its parts: where, when, which sample, what was seen, what is
//! demanded; and whether it tells more than one thing.

/// A part of a statement (handbook, words).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Where.
    Place,
    /// When.
    Time,
    /// Which sample.
    Sample,
    /// What was seen.
    Seen,
    /// What is demanded.
    Demanded,
}

impl Part {
    /// Every part, in the order in which it is asked for.
    pub const ALL: &[Self] = &[Self::Place, Self::Time, Self::Sample, Self::Seen, Self::Demanded];
}

/// A statement by its parts, in the order of [`Part::ALL`]; without blanks and full stops at the ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts([String; 5]);

impl Parts {
    /// Reads the parts as they were typed.
    pub fn new(typed: [&str; 5]) -> Self {
        let end = |c: char| c.is_whitespace() || matches!(c, '。' | '.' | '；' | ';' | '，' | ',');
        Self(typed.map(|text| text.trim().trim_end_matches(end).to_owned()))
    }

    /// A part; empty if it was not written.
    pub fn get(&self, part: Part) -> &str {
        let nth = Part::ALL.iter().position(|&one| one == part).unwrap_or(0);
        &self.0[nth]
    }

    /// The first part that was not written.
    pub fn missing(&self) -> Option<Part> {
        Part::ALL.iter().copied().find(|&part| self.get(part).is_empty())
    }
}

/// What a statement tells beside its place, for a line that names the place already: where what leads
/// up to the finding ends in a colon and holds the place's name, what comes after it.
pub fn beside_place<'a>(text: &'a str, place: &str) -> &'a str {
    let lead = text.split_once('：').or_else(|| text.split_once(": "));
    match lead {
        Some((lead, seen)) if lead.contains(place) && !seen.trim().is_empty() => seen.trim_start(),
        _ => text,
    }
}

/// Whether a text seems to tell two findings: it counts them, joins another one on, or names clauses of
/// different numbers. A guess, good enough for a warning.
pub fn tells_several(text: &str) -> bool {
    const JOINED: &[&str] = &[
        "另外",
        "此外",
        "另有",
        "还发现",
        "同时发现",
        "其二",
        "二是",
        "第二，",
        "in addition",
        "furthermore",
        "moreover",
        "secondly",
    ];
    let lower = text.to_lowercase();
    JOINED.iter().any(|word| lower.contains(word)) || counts(&lower) || clauses(&lower).len() > 1
}

/// Whether a line or sentence begins with a second number: `2、`, `2)`, `（2）`.
fn counts(text: &str) -> bool {
    let begins = |piece: &str| {
        let piece = piece.trim_start().trim_start_matches(['(', '（']);
        let second = piece.strip_prefix(['2', '２', '二']);
        second.is_some_and(|rest| rest.starts_with(['、', ')', '）']))
    };
    text.split(['\n', '。', '；', ';', '：', ':']).any(begins)
}

/// The clause numbers in a text: three numbers or more, with dots.
fn clauses(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| !c.is_ascii_digit() && c != '.');
    let words = words.map(|word| word.trim_matches('.'));
    let mut clauses: Vec<&str> = words.filter(|word| word.matches('.').count() >= 2).collect();
    clauses.sort_unstable();
    clauses.dedup();
    clauses
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_without_what_ends_them_and_the_first_missing_one_is_named() {
        let parts = Parts::new([" 厦门总部 ", "11 月 24 日", "", "无签字。", "应有签字"]);
        assert_eq!((parts.get(Part::Place), parts.get(Part::Seen)), ("厦门总部", "无签字"));
        assert_eq!(parts.missing(), Some(Part::Sample));
        assert_eq!(Parts::new(["甲"; 5]).missing(), None);
    }

    #[test]
    fn a_place_that_is_named_beside_is_not_told_again() {
        let text = "2026-11-24，在厦门总部查A-18：没有签字。要求：应有签字。";
        assert_eq!(beside_place(text, "厦门总部"), "没有签字。要求：应有签字。");
        assert_eq!(beside_place("at 10:30, Xiamen, A-18: no signature.", "Xiamen"), "no signature.");
        for text in ["没有签字：厦门总部", "厦门总部：", "查A-18：没有签字", "没有签字"]
        {
            assert_eq!(beside_place(text, "厦门总部"), text);
        }
    }

    #[test]
    fn two_findings_in_one_statement_are_noticed() {
        for text in [
            "工单无签字；另外备件架没有标识",
            "发现：1、工单无签字；2、备件架没有标识",
            "（1）工单无签字\n（2）备件架没有标识",
            "不符合 5.1.3.2，也不符合 5.2.2.1",
            "No signature; in addition, no label on the shelf",
        ] {
            assert!(tells_several(text), "{text}");
        }
        for text in [
            "抽查 12 份工单，其中 2 份无签字，不符合 5.2.2.1 的要求",
            "2026.11.24 在二楼查工单，2 号和 3 号无签字",
            "汇编中没有规定，网站上也没有相应内容，售后部不能说明由谁负责。",
        ] {
            assert!(!tells_several(text), "{text}");
        }
    }
}
