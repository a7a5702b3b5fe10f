//! `onsite completions`: a script that completes commands and options in a shell.

use clap::{ArgMatches, Command, value_parser};
use clap_complete::{Shell, generate};

use super::args::{base, program, word};
use super::{Done, Here};
use crate::i18n::Lang;
use crate::i18n::cli as say;

pub fn command(lang: Lang) -> Command {
    base("completions", say::COMPLETIONS_ABOUT, "onsite completions SHELL", lang).arg(
        word("SHELL", say::COMPLETIONS_SHELL, lang)
            .value_parser(value_parser!(Shell))
            .hide_possible_values(true)
            .required(true),
    )
}

pub fn run(here: &mut Here, args: &ArgMatches) -> Done {
    let Some(&shell) = args.get_one::<Shell>("SHELL") else { return Ok(()) };
    // Into memory first: the generator panics when its writer fails, as a closed pipe does.
    let mut script = Vec::new();
    generate(shell, &mut program(here.lang), "onsite", &mut script);
    if shell == Shell::Bash {
        script = files_first(&String::from_utf8_lossy(&script)).into_bytes();
    }
    here.out.bytes(&script)
}

/// The generator for bash offers options wherever nothing is typed yet, and that keeps bash from offering
/// files. Where a command takes no other word, options wait for their hyphen.
fn files_first(script: &str) -> String {
    let mut takes_files = false;
    let mut out = String::with_capacity(script.len());
    for line in script.lines() {
        let text = line.trim_start();
        if let Some(words) = text.strip_prefix("opts=\"") {
            let mut words = words.trim_end_matches('"').split_whitespace().peekable();
            takes_files = words.peek().is_some() && words.all(|word| word.starts_with('-'));
        }
        // Of a whole command, not of the value of one option: that stands further in.
        let of_command = line.len() - text.len() == 12;
        let line = match text {
            _ if !takes_files || !of_command => line,
            _ if text.starts_with("if [[ ${cur} == -* ||") => "            if [[ ${cur} == -* ]] ; then",
            _ if text.starts_with("COMPREPLY=(") => "            COMPREPLY=()",
            _ => line,
        };
        out.push_str(line);
        out.push('\n');
    }
    out
}
