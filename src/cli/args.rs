//! The command line as a whole: what all commands share, in the language of the user.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::{COMMANDS, Failure};
use crate::i18n::cli as say;
use crate::i18n::{Lang, Text};

/// The program with all its commands.
pub fn program(lang: Lang) -> Command {
    let commands = COMMANDS.iter().map(|entry| (entry.command)(lang));
    base("onsite", say::ABOUT, "onsite [FILE]\n      onsite COMMAND …", lang)
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .arg(positional("FILE", say::ARG_FILE_OPEN, lang))
        .args(globals(lang))
        .arg(
            Arg::new("version")
                .long("version")
                .short('V')
                .action(ArgAction::Version)
                .help(say::ARG_VERSION.get(lang))
                .help_heading(say::OPTIONS.get(lang)),
        )
        .subcommands(commands)
        .after_help(say::AFTER_HELP.get(lang))
}

/// A command dressed in the user's language: headings, usage, and its own `--help`.
pub fn base(name: &'static str, about: Text, usage: &'static str, lang: Lang) -> Command {
    let template =
        format!("{{about-with-newline}}\n{}{{usage}}\n\n{{all-args}}{{after-help}}\n", say::USAGE.get(lang));
    Command::new(name)
        .about(about.get(lang))
        .override_usage(usage)
        .help_template(template)
        .subcommand_help_heading(say::COMMANDS.get(lang))
        .subcommand_value_name("COMMAND")
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .arg(
            Arg::new("help")
                .long("help")
                .short('h')
                .action(ArgAction::Help)
                .help(say::ARG_HELP.get(lang))
                .help_heading(say::OPTIONS.get(lang)),
        )
}

/// The options that every command takes; they stand in a group of their own, behind the command's.
fn globals(lang: Lang) -> [Arg; 4] {
    let all = [
        option("lang", "zh|en", say::ARG_LANG, lang)
            .value_parser(["zh", "en"])
            .hide_possible_values(true)
            .global(true),
        option("by", "NAME", say::ARG_BY, lang).global(true),
        option("file", "PATH", say::ARG_FILE, lang).value_parser(value_parser!(PathBuf)).global(true),
        flag("ascii", say::ARG_ASCII, lang).global(true),
    ];
    all.map(|arg| arg.help_heading(say::GLOBAL_OPTIONS.get(lang)))
}

/// A path that stands alone; optional, because `--file` may stand for it. The dossier comes first in the
/// help as on the command line; the parser would sort by name.
pub fn positional(name: &'static str, help: Text, lang: Lang) -> Arg {
    Arg::new(name)
        .value_name(name)
        .value_parser(value_parser!(PathBuf))
        .display_order(usize::from(name != "FILE"))
        .help(help.get(lang))
        .help_heading(say::ARGUMENTS.get(lang))
}

/// Several paths that stand alone.
pub fn positionals(name: &'static str, help: Text, lang: Lang) -> Arg {
    positional(name, help, lang).num_args(0..).action(ArgAction::Append)
}

/// A word that stands alone.
pub fn word(name: &'static str, help: Text, lang: Lang) -> Arg {
    positional(name, help, lang).value_parser(value_parser!(String))
}

/// An option with a value.
pub fn option(name: &'static str, value: &'static str, help: Text, lang: Lang) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name(value)
        .action(ArgAction::Set)
        .help(help.get(lang))
        .help_heading(say::OPTIONS.get(lang))
}

/// An option without a value.
pub fn flag(name: &'static str, help: Text, lang: Lang) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::SetTrue)
        .help(help.get(lang))
        .help_heading(say::OPTIONS.get(lang))
}

/// The text of an option or word; `None` if it was not given.
pub fn text<'a>(args: &'a ArgMatches, name: &str) -> Option<&'a str> {
    args.get_one::<String>(name).map(String::as_str)
}

/// Every text of an option that may be repeated.
pub fn texts(args: &ArgMatches, name: &str) -> Vec<String> {
    args.get_many::<String>(name).into_iter().flatten().cloned().collect()
}

/// Every text of an option that may be repeated, each with a text of its own: one that is given twice
/// is a slip of the hand, and nothing says which of the two was meant otherwise.
pub fn each_once(args: &ArgMatches, name: &str, lang: Lang) -> Result<Vec<String>, Failure> {
    let given = texts(args, name);
    let seen = |at: usize, text: &str| given[..at].iter().any(|earlier| earlier.trim() == text.trim());
    match given.iter().enumerate().find(|(at, text)| seen(*at, text)) {
        Some((_, twice)) => Err(Failure::Usage(say::GIVEN_TWICE.with(lang, &[&name, twice]))),
        None => Ok(given),
    }
}

/// The language that `--lang` asks for, found before anything is parsed: help and errors of the
/// parser itself speak it too.
pub fn lang_asked(args: &[std::ffi::OsString]) -> Option<Lang> {
    let words = args.iter().filter_map(|arg| arg.to_str()).take_while(|arg| *arg != "--");
    let words: Vec<&str> = words.collect();
    words.iter().enumerate().find_map(|(at, word)| match *word {
        "--lang" => words.get(at + 1).and_then(|code| Lang::parse(code)),
        word => word.strip_prefix("--lang=").and_then(Lang::parse),
    })
}
