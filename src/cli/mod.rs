//! The command line: one file a command. Knows no rules and no SQL; asks the rooms below and prints
//! what they answer.

mod args;
mod check;
mod checklist;
mod completions;
mod demo;
mod evidence;
mod folders;
mod here;
mod inbox;
mod log;
mod nc;
mod new;
mod output;
mod place;
mod record;
mod schema;
mod screen;
mod show;
mod sync;
mod usage;
mod verify;

use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::{ArgMatches, Command};

pub use self::here::Here;
pub use self::output::{Done, Failure, Out};
use crate::i18n::Lang;
use crate::i18n::cli as say;

/// A command: its name, its arguments in a language, and what it does.
struct Entry {
    name: &'static str,
    command: fn(Lang) -> Command,
    run: fn(&mut Here, &ArgMatches) -> Done,
}

/// Every command, in the order in which help lists them.
const COMMANDS: &[Entry] = &[
    Entry { name: "demo", command: demo::command, run: demo::run },
    Entry { name: "new", command: new::command, run: new::run },
    Entry { name: "show", command: show::command, run: show::run },
    Entry { name: "record", command: record::command, run: record::run },
    Entry { name: "schema", command: schema::command, run: schema::run },
    Entry { name: "log", command: log::command, run: log::run },
    Entry { name: "check", command: check::command, run: check::run },
    Entry { name: "nc", command: nc::command, run: nc::run },
    Entry { name: "evidence", command: evidence::command, run: evidence::run },
    Entry { name: "inbox", command: inbox::command, run: inbox::run },
    Entry { name: "verify", command: verify::command, run: verify::run },
    Entry { name: "sync", command: sync::command, run: sync::run },
    Entry { name: "checklist", command: checklist::command, run: checklist::run },
    Entry { name: "completions", command: completions::command, run: completions::run },
    Entry { name: "where", command: folders::command, run: folders::run },
];

/// Runs the program with its arguments; the only way in.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let first = args.get(1).cloned().unwrap_or_default();
    let setup = here::Setup::find(args::lang_asked(&args));
    let lang = setup.lang;
    let (command, ended) = match args::program(lang).try_get_matches_from(args) {
        Ok(matches) => {
            (named(&matches), setup.here(&matches).and_then(|mut here| dispatch(&mut here, &matches)))
        }
        Err(error) => {
            let known = COMMANDS.iter().find(|entry| first == entry.name);
            let command = known.map_or_else(|| "onsite".to_owned(), |entry| format!("onsite {}", entry.name));
            (command, answer(&error, &first, lang))
        }
    };
    report(ended, &command, lang)
}

/// The command that was named, as one types it: `onsite nc show`.
fn named(matches: &ArgMatches) -> String {
    let mut command = "onsite".to_owned();
    let mut level = matches.subcommand();
    while let Some((name, below)) = level {
        command = format!("{command} {name}");
        level = below.subcommand();
    }
    command
}

/// Runs the command that was named, or opens the screen when none was.
fn dispatch(here: &mut Here, matches: &ArgMatches) -> Done {
    let ended = match matches.subcommand() {
        None => screen::open(here, matches),
        Some((name, args)) => match COMMANDS.iter().find(|entry| entry.name == name) {
            Some(entry) => (entry.run)(here, args),
            None => Ok(()),
        },
    };
    // What was written before a failure is still handed on; the failure counts more.
    let flushed = here.out.finish();
    match (ended, flushed) {
        // Nobody has read what was found, or which rows were refused.
        (Err(Failure::Found), Err(Failure::Refused(lost))) => Err(Failure::Refused(lost)),
        (Err(Failure::Refused(why)), Err(Failure::Refused(lost))) => {
            Err(Failure::Refused(format!("{why}\nonsite: {lost}")))
        }
        (ended, flushed) => ended.and(flushed),
    }
}

/// Help goes to standard output, anything else is a usage error.
fn answer(error: &clap::Error, first: &OsStr, lang: Lang) -> Done {
    match usage::explain(error, lang) {
        usage::Answer::Text(text) => {
            let mut out = Out::standard(lang);
            out.text(&text)?;
            out.finish()
        }
        usage::Answer::Wrong(_) if is_mistyped(first) => {
            Err(Failure::Usage(say::COMMAND_UNKNOWN.with(lang, &[&first.display()])))
        }
        usage::Answer::Wrong(sentence) => Err(Failure::Usage(sentence)),
    }
}

/// Whether the first word is likely a command with a typo: no option, no command, no file.
fn is_mistyped(first: &OsStr) -> bool {
    let Some(word) = first.to_str() else { return false };
    let known = COMMANDS.iter().any(|entry| entry.name == word);
    !known && !word.is_empty() && !word.starts_with('-') && !Path::new(word).exists()
}

/// Prints why a command ended, if there is something to say. What is wrong with a command line is found
/// before anything is written, so each such sentence ends with that, and with where the form stands.
fn report(ended: Done, command: &str, lang: Lang) -> ExitCode {
    let (code, sentence) = match ended {
        Ok(()) | Err(Failure::Closed) => return ExitCode::SUCCESS,
        Err(Failure::Found) => return ExitCode::from(1),
        Err(Failure::Refused(sentence)) => (1, sentence),
        Err(Failure::Usage(wrong)) => (2, say::WRONG_USAGE.with(lang, &[&wrong, &command])),
    };
    // Nobody may be listening; there is nothing left to do about it.
    let _ = writeln!(std::io::stderr(), "onsite: {sentence}");
    ExitCode::from(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_command(command: &Command, seen: &mut Vec<Command>) {
        seen.push(command.clone());
        for sub in command.get_subcommands() {
            every_command(sub, seen);
        }
    }

    #[test]
    fn the_command_line_is_well_formed_in_both_languages() {
        for lang in [Lang::Zh, Lang::En] {
            args::program(lang).debug_assert();
        }
    }

    #[test]
    fn every_command_and_every_argument_has_a_sentence_in_the_language_asked_for() {
        let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        for lang in [Lang::Zh, Lang::En] {
            let mut commands = Vec::new();
            every_command(&args::program(lang), &mut commands);
            for command in commands {
                let about = command.get_about().map(ToString::to_string).unwrap_or_default();
                assert_eq!(chinese(&about), lang == Lang::Zh, "{}: {about}", command.get_name());
                for arg in command.get_arguments() {
                    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                    assert_eq!(
                        chinese(&help),
                        lang == Lang::Zh,
                        "{} {}: {help}",
                        command.get_name(),
                        arg.get_id()
                    );
                }
            }
        }
    }

    #[test]
    fn the_arguments_stand_in_the_order_and_with_the_brackets_of_the_usage() {
        for lang in [Lang::Zh, Lang::En] {
            let (mut commands, mut seen) = (Vec::new(), 0);
            every_command(&args::program(lang), &mut commands);
            for mut command in commands {
                let help = usage::dressed(command.render_help().to_string(), lang);
                let start = say::USAGE.get(lang);
                let form = help.lines().find_map(|line| line.strip_prefix(start)).unwrap();
                let heading = say::HEADING.with(lang, &[&say::ARGUMENTS.get(lang)]);
                let Some((_, arguments)) = help.split_once(&heading) else { continue };
                let mut from = 0;
                for line in arguments.lines().take_while(|line| !line.is_empty()) {
                    // A second line of its sentence stands further in.
                    let Some(named) = line.strip_prefix("  ").filter(|line| !line.starts_with(' ')) else {
                        continue;
                    };
                    let name = named.split_whitespace().next().unwrap().trim_end_matches('…');
                    let at = form[from..].find(name).unwrap_or_else(|| panic!("{form}: {named}"));
                    from += at + name.len();
                    seen += 1;
                    assert!(
                        name.starts_with('[') || !form[..from].ends_with(&format!("[{name}")),
                        "{form}: {named}"
                    );
                }
            }
            assert!(seen > 20, "{seen}");
        }
    }

    #[test]
    fn help_holds_no_word_of_the_other_language() {
        let help = args::program(Lang::Zh).render_help().to_string();
        for word in ["Usage", "Commands", "Options", "Arguments", "Print"] {
            assert!(!help.contains(word), "{word} in {help}");
        }
    }
}
