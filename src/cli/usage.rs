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
            Answer::Text(headed(error.render().to_string(), lang))
        }
        _ => Answer::Wrong(sentence(error, lang)),
    }
}

/// The parser ends every heading with the colon of English; ours end as the language does.
fn headed(help: String, lang: Lang) -> String {
    let headings = [say::COMMANDS, say::ARGUMENTS, say::OPTIONS, say::GLOBAL_OPTIONS];
    headings.iter().map(|heading| heading.get(lang)).fold(help, |help, heading| {
        help.replace(&format!("\n{heading}:\n"), &say::HEADING.with(lang, &[&heading]))
    })
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
