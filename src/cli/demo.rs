//! `onsite demo`: the demonstration dossier, made once and opened from then on.

use std::io::IsTerminal;
use std::path::Path;

use clap::{ArgMatches, Command};

use super::args::{base, flag, positional};
use super::{Done, Failure, Here, screen};
use crate::demo::{self, DemoError};
use crate::i18n::cli as say;
use crate::i18n::refusals::refusal;
use crate::i18n::store::system;
use crate::i18n::{Lang, session};

pub fn command(lang: Lang) -> Command {
    base("demo", say::DEMO_ABOUT, "onsite demo [FILE] [--no-tui]", lang)
        .arg(positional("FILE", say::DEMO_FILE, lang))
        .arg(flag("no-tui", say::DEMO_NO_TUI, lang))
}

pub fn run(here: &mut Here, args: &ArgMatches) -> Done {
    let given = here.given(args)?;
    let path = match given {
        Some(given) => here.fresh(given)?,
        None => here.folders.dossiers.join(demo::FILE),
    };
    let made = !path.exists();
    let shown = !args.get_flag("no-tui");
    if made && shown && !std::io::stdout().is_terminal() {
        // Asked before anything is made: the refusal says that nothing was.
        let why = session::NOT_A_TERMINAL.get(here.lang);
        return Err(Failure::Refused(session::NO_TERMINAL.with(here.lang, &[&why])));
    }
    if made {
        if path.starts_with(&here.folders.dossiers) {
            here.folders.make_dossiers().map_err(|error| here.failed(&error))?;
        }
        demo::make(&path, &here.supply).map_err(|error| failed(here, error))?;
    } else if !is_demonstration(here, &path)? {
        return Err(Failure::Refused(say::DEMO_OTHER.with(here.lang, &[&path.display()])));
    }
    if !shown {
        here.out.done();
        let text = if made { say::DEMO_MADE } else { say::DEMO_THERE };
        return here.out.line(text.with(here.lang, &[&path.display()]));
    }
    screen::open_dossier(here, Some(path))
}

/// Whether the file that is there is the demonstration, and no real client's.
fn is_demonstration(here: &Here, path: &Path) -> Result<bool, Failure> {
    let dossier = here.reading_at(path)?.load().map_err(|error| here.failed(&error))?;
    Ok(dossier.client() == demo::CLIENT)
}

fn failed(here: &Here, error: DemoError) -> Failure {
    match error {
        DemoError::Store(error) => here.failed(&error),
        DemoError::Sync(error) => here.apart(&error),
        DemoError::Checklist(unavailable) => Failure::Refused(unavailable.sentence(here.lang)),
        DemoError::Refused(no) => Failure::Refused(refusal(&no, here.lang)),
        DemoError::Io { path, source } => Failure::Refused(
            say::DEMO_FAILED.with(here.lang, &[&path.display(), &system(&source, here.lang)]),
        ),
    }
}
