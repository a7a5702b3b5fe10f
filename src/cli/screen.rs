//! `onsite` and `onsite FILE`: opens the screen. The one place where the terminal room is called.

use std::path::PathBuf;

use clap::ArgMatches;

use super::{Done, Failure, Here};
use crate::checklists::Shelf;
use crate::tui::look::Look;
use crate::tui::{Start, Surroundings, run};

/// Opens home, or the dossier that was named.
pub fn open(here: &Here, args: &ArgMatches) -> Done {
    let named = args.get_one::<PathBuf>("FILE").or(here.file.as_ref());
    open_dossier(here, named.map(|given| here.existing(given)))
}

/// Opens the screen on a dossier, or on home.
pub fn open_dossier(here: &Here, dossier: Option<PathBuf>) -> Done {
    let around = Surroundings {
        folders: here.folders.clone(),
        settings: here.settings.clone(),
        device: here.device()?,
        supply: here.supply.clone(),
        shelf: Shelf::at(&here.folders.checklists),
    };
    let look = Look::from_environment(here.ascii);
    let start = Start { lang: here.lang, look, by: here.person.clone(), dossier };
    run(around, start).map_err(Failure::Refused)
}
