//! Both languages of every sentence: Chinese first, English beside it.
//!
//! A catalogue is a file of [`Text`] constants, one file a room. A text without one of its
//! languages does not compile; a test checks that both name the same places to fill in.

use std::env;
use std::fmt::Display;

pub mod checklists;
pub mod cli;
pub mod dossier;
pub mod evidence;
pub mod forecast;
pub mod frame;
pub mod gate;
pub mod home;
pub mod inbox;
pub mod keys;
pub mod meetings;
pub mod nc_sheet;
pub mod ncs;
pub mod overview;
pub mod plan;
pub mod refusals;
pub mod report;
pub mod search;
pub mod session;
pub mod sites;
pub mod slots;
pub mod store;
pub mod talk;
pub mod timeline;
pub mod values;
pub mod walk;
pub mod words;

pub use refusals::refusal;
pub use slots::slot_words;
pub use values::{change_value, size};

/// A language of the screen and of the command line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// 中文
    #[default]
    Zh,
    /// English
    En,
}

impl Lang {
    /// The language named by a code such as `zh`, `zh_CN.UTF-8`, `en`; `None` for any other.
    pub fn parse(code: &str) -> Option<Self> {
        let code = code.to_ascii_lowercase();
        match code.split(['_', '-', '.']).next() {
            Some("zh") => Some(Self::Zh),
            Some("en") => Some(Self::En),
            _ => None,
        }
    }

    /// The language that the environment asks for by `LC_ALL`, `LC_MESSAGES` or `LANG`, the first
    /// that is set; `None` if it asks for neither of ours (`C` and `POSIX` ask for nothing).
    pub fn from_environment() -> Option<Self> {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()))
            .and_then(|value| Self::parse(&value))
    }

    /// The code that is remembered: `zh` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// Picks one of a pair, for data files that hold both languages.
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// A sentence or a word in both languages; `{}` marks each place to fill in, in the same order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// Chinese
    pub zh: &'static str,
    /// English
    pub en: &'static str,
}

impl Text {
    /// The text in one language.
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }

    /// The text in one language with its places filled in, first to last.
    pub fn with(self, lang: Lang, values: &[&dyn Display]) -> String {
        let mut pieces = self.get(lang).split("{}");
        let mut text = pieces.next().unwrap_or_default().to_owned();
        let mut values = values.iter();
        for piece in pieces {
            if let Some(value) = values.next() {
                text.push_str(&value.to_string());
            }
            text.push_str(piece);
        }
        text
    }
}

/// A path as a shell takes it: quoted where it would take it for something else.
pub fn quoted(path: &std::path::Path) -> String {
    let text = path.display().to_string();
    // What begins with a dash would be taken for an option, quoted too.
    let text = if text.starts_with('-') { format!("./{text}") } else { text };
    let plain = |c: char| c.is_alphanumeric() || "/._-+,:@%=".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// Declares a catalogue: `NAME: "中文" | "English";` lines become public [`Text`] constants, and
/// `ALL` lists them for the test that compares the languages.
#[macro_export]
macro_rules! catalogue {
    ($($(#[$doc:meta])* $name:ident: $zh:literal | $en:literal;)*) => {
        $(
            $(#[$doc])*
            #[doc = concat!($zh, " | ", $en)]
            #[allow(
                rustdoc::broken_intra_doc_links,
                reason = "a sentence that names `[[place]]` of a file links to nothing"
            )]
            pub const $name: $crate::i18n::Text = $crate::i18n::Text { zh: $zh, en: $en };
        )*
        /// Every text of this catalogue by its name.
        pub const ALL: &[(&str, $crate::i18n::Text)] = &[$((stringify!($name), $name)),*];
    };
}

/// Every catalogue of the program by its name, for the completeness test.
pub const CATALOGUES: &[(&str, &[(&str, Text)])] = &[
    ("checklists", checklists::ALL),
    ("cli", cli::ALL),
    ("dossier", dossier::ALL),
    ("evidence", evidence::ALL),
    ("forecast", forecast::ALL),
    ("frame", frame::ALL),
    ("gate", gate::ALL),
    ("gate::many", gate::many::ALL),
    ("home", home::ALL),
    ("inbox", inbox::ALL),
    ("keys", keys::ALL),
    ("nc_sheet", nc_sheet::ALL),
    ("ncs", ncs::ALL),
    ("overview", overview::ALL),
    ("search", search::ALL),
    ("session", session::ALL),
    ("timeline", timeline::ALL),
    ("values", values::ALL),
    ("walk", walk::ALL),
    ("refusals", refusals::ALL),
    ("report", report::ALL),
    ("slots", slots::ALL),
    ("store", store::ALL),
    ("meetings", meetings::ALL),
    ("sites", sites::ALL),
    ("plan", plan::ALL),
    ("talk", talk::ALL),
    ("words", words::ALL),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn has_chinese(text: &str) -> bool {
        text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
    }

    #[test]
    fn both_languages_are_complete_and_name_the_same_places() {
        for (catalogue, texts) in CATALOGUES {
            for (name, text) in *texts {
                let place = format!("{catalogue}::{name}");
                assert!(!text.zh.trim().is_empty() && !text.en.trim().is_empty(), "{place}");
                let count = |s: &str| s.matches("{}").count();
                assert_eq!(count(text.zh), count(text.en), "{place}");
                assert!(!has_chinese(text.en), "{place}: Chinese in the English text");
                // A Chinese text of Latin letters alone is a forgotten translation.
                let words = text.zh.chars().filter(char::is_ascii_alphabetic).count();
                assert!(has_chinese(text.zh) || words <= 8, "{place}: no Chinese in the Chinese text");
            }
        }
    }

    #[test]
    fn places_are_filled_in_order() {
        let text = Text { zh: "第 {} 行：{}", en: "line {}: {}" };
        assert_eq!(text.with(Lang::Zh, &[&3, &"缺"]), "第 3 行：缺");
        assert_eq!(text.with(Lang::En, &[&3, &"gap {}"]), "line 3: gap {}");
    }

    #[test]
    fn languages_are_known_by_the_codes_that_systems_use() {
        for (code, lang) in [("zh_CN.UTF-8", Some(Lang::Zh)), ("en", Some(Lang::En)), ("C", None), ("", None)]
        {
            assert_eq!(Lang::parse(code), lang, "{code}");
        }
    }

    #[test]
    fn a_path_is_quoted_where_a_shell_would_take_it_for_something_else() {
        for (path, told) in [
            ("客户/甲-1.onsite", "客户/甲-1.onsite"),
            ("a b.onsite", "'a b.onsite'"),
            ("~/甲's $1.onsite", r"'~/甲'\''s $1.onsite'"),
            ("-a.onsite", "./-a.onsite"),
        ] {
            assert_eq!(quoted(std::path::Path::new(path)), told);
        }
    }
}
