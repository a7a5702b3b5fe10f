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
    here.out.bytes(&script)
}
