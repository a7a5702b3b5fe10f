//! Finding text as an auditor types it: Chinese, pinyin or its initials, clause numbers, Latin words.
//!
//! Pure and without an index: a few tens of thousands of texts are searched faster than a key repeats.

use ib_matcher::matcher::{IbMatcher, PinyinMatchConfig};

/// What is being looked for: every word of it must be found.
pub struct Query {
    words: Vec<IbMatcher<'static, str>>,
}

impl std::fmt::Debug for Query {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Query").field("words", &self.words.len()).finish()
    }
}

impl Query {
    /// Reads what was typed; blanks separate words.
    pub fn new(text: &str) -> Self {
        let words = text
            .split_whitespace()
            // Pinyin is matched in lower case; plain text in either case.
            .map(|word| {
                IbMatcher::builder(word.to_lowercase().as_str()).pinyin(PinyinMatchConfig::default()).build()
            });
        Self { words: words.collect() }
    }

    /// Whether nothing is being looked for: then everything is found.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether every word is found in a text.
    pub fn matches(&self, text: &str) -> bool {
        self.words.iter().all(|word| word.is_match(text))
    }

    /// Whether every word is found in one of several texts.
    pub fn matches_any(&self, texts: &[&str]) -> bool {
        self.words.iter().all(|word| texts.iter().any(|text| word.is_match(*text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_found_by_itself_by_pinyin_and_by_initials() {
        for typed in ["不符合", "bfh", "bufuhe", "符合", "BFH"] {
            assert!(Query::new(typed).matches("不符合"), "{typed}");
        }
        assert!(Query::new("cqgc").matches("重庆工厂"), "of several readings each counts");
        assert!(!Query::new("bfx").matches("不符合"));
    }

    #[test]
    fn every_word_must_be_found_and_nothing_typed_finds_all() {
        assert!(Query::new("5.1.2 gls").matches("5.1.2.2 售后服务管理师配置"));
        assert!(!Query::new("5.1.2 xyz").matches("5.1.2.2 售后服务管理师配置"));
        assert!(Query::new("  ").matches("甲") && Query::new("").is_empty());
        assert!(Query::new("甲 乙").matches_any(&["甲方", "乙方"]));
    }
}
