//! `onsite` and `onsite FILE`: opens the screen. The one place where the terminal room is called.

use std::path::PathBuf;
use std::sync::Arc;

use clap::ArgMatches;

use super::{Done, Failure, Here};
use crate::checklists::Shelf;
use crate::i18n::cli as say;
use crate::tui::look::Look;
use crate::tui::{Start, Surroundings, run};

/// Opens home, or the dossier that was named.
pub fn open(here: &Here, args: &ArgMatches) -> Done {
    let named = here.given(args)?;
    let path = named.map(|given| here.existing(given));
    if let (Some(given), Some(path)) = (named, &path)
        && !path.exists()
    {
        // A mistyped command reads as a file; the sentence must fit both.
        return Err(Failure::Refused(say::NEITHER.with(here.lang, &[&given.display()])));
    }
    open_dossier(here, path)
}

/// Opens the screen on a dossier, or on home.
pub fn open_dossier(here: &Here, dossier: Option<PathBuf>) -> Done {
    let mut settings = here.settings.clone();
    let remote = std::env::var_os("SSH_CONNECTION").is_some();
    // Over SSH the line may be slow: guidance is folded until somebody unfolds it once.
    settings.brief = settings.brief.or(remote.then_some(true));
    let graphics = settings.graphics;
    let around = Surroundings {
        folders: here.folders.clone(),
        settings,
        remote,
        device: here.device(),
        supply: here.supply.clone(),
        shelf: Arc::new(Shelf::at(&here.folders.checklists)),
    };
    let look = Look::from_environment(here.ascii, graphics);
    let notice = (!here.person_settled).then(|| say::PERSON_UNSETTLED.with(here.lang, &[&here.person]));
    let start = Start { lang: here.lang, look, by: here.person.clone(), dossier, notice };
    run(around, &start).map_err(Failure::Refused)
}
