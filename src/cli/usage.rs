//! What is wrong with a command line, said in both languages; and help, which is no error.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::i18n::Lang;
use crate::i18n::cli as say;

/// What the argument parser answered.
pub enum Answer {
    /// Help or version: for standard output.
    Text(String),
    /// One sentence about what is wrong.
    Wrong(String),
}

/// Says in the user's language what the argument parser found.
pub fn explain(error: &clap::Error, lang: Lang) -> Answer {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            Answer::Text(dressed(error.render().to_string(), lang))
        }
        _ => Answer::Wrong(sentence(error, lang)),
    }
}

/// A help as ours look.
pub fn dressed(help: String, lang: Lang) -> String {
    bracketed(&headed(help, lang), lang)
}

/// The parser ends every heading with the colon of English; ours end as the language does.
fn headed(help: String, lang: Lang) -> String {
    let headings = [say::COMMANDS, say::ARGUMENTS, say::OPTIONS, say::GLOBAL_OPTIONS];
    headings.iter().map(|heading| heading.get(lang)).fold(help, |help, heading| {
        help.replace(&format!("\n{heading}:\n"), &say::HEADING.with(lang, &[&heading]))
    })
}

/// The parser brackets every argument, because `--file` may stand for the first. Ours are bracketed as
/// the usage says: where they may be left out.
fn bracketed(help: &str, lang: Lang) -> String {
    let usage = help.lines().find(|line| line.starts_with(say::USAGE.get(lang))).unwrap_or_default();
    let argument = |line: &str| {
        let rest = line.strip_prefix("  ")?.strip_prefix(['[', '<'])?;
        let (name, rest) = rest.split_once([']', '>'])?;
        let (many, rest) = rest.strip_prefix("...").map_or(("", rest), |rest| ("…  ", rest));
        let optional = usage.contains(&format!("[{name}]"));
        Some(if optional { format!("  [{name}]{many}{rest}") } else { format!("  {name}{many}  {rest}") })
    };
    let line = |line: &str| argument(line).unwrap_or_else(|| line.to_owned());
    help.lines().map(|text| line(text) + "\n").collect()
}

fn sentence(error: &clap::Error, lang: Lang) -> String {
    let get = |kind| error.get(kind).map(spelled).unwrap_or_default();
    let arg = get(ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::InvalidValue if get(ContextKind::InvalidValue).is_empty() => {
            say::VALUE_MISSING.with(lang, &[&arg])
        }
        ErrorKind::InvalidValue => say::VALUE_WRONG
            .with(lang, &[&get(ContextKind::InvalidValue), &arg, &get(ContextKind::ValidValue)]),
        ErrorKind::UnknownArgument => say::ARGUMENT_UNKNOWN.with(lang, &[&arg]),
        ErrorKind::InvalidSubcommand => {
            say::COMMAND_UNKNOWN.with(lang, &[&get(ContextKind::InvalidSubcommand)])
        }
        ErrorKind::MissingRequiredArgument => say::ARGUMENT_MISSING.with(lang, &[&arg]),
        ErrorKind::MissingSubcommand => {
            say::COMMAND_MISSING.with(lang, &[&get(ContextKind::ValidSubcommand)])
        }
        ErrorKind::ArgumentConflict if arg == get(ContextKind::PriorArg) => {
            say::ARGUMENT_ONCE.with(lang, &[&arg])
        }
        ErrorKind::ArgumentConflict => {
            say::ARGUMENT_CONFLICT.with(lang, &[&arg, &get(ContextKind::PriorArg)])
        }
        ErrorKind::InvalidUtf8 => say::ARGUMENT_NOT_UTF8.get(lang).to_owned(),
        ErrorKind::ValueValidation => say::VALUE_INVALID.with(lang, &[&get(ContextKind::InvalidValue), &arg]),
        _ => say::ARGUMENTS_WRONG.with(lang, &[&arg]),
    }
}

fn spelled(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(" "),
        ContextValue::Number(number) => number.to_string(),
        ContextValue::Bool(yes) => yes.to_string(),
        other => other.to_string(),
    }
}
