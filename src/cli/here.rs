//! Where and for whom a command runs: language, folders, person, and the way out for its text.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::ArgMatches;

use super::args;
use super::output::{Failure, Out};
use crate::domain::dossier::Dossier;
use crate::domain::journal::Stamp;
use crate::domain::refusal::Refusal;
use crate::domain::rules::NAME_LIMIT;
use crate::i18n::cli as say;
use crate::i18n::{Lang, refusals, store as store_say, words};
use crate::report::plain::Looks;
use crate::store::{Broken, Device, Folders, KeepError, Settings, Store, StoreError};
use crate::supply::Supply;
use crate::sync::SyncError;

/// The environment variable that names the person at the keyboard.
const PERSON: &str = "ONSITE_PERSON";

/// How long a command waits for another that writes. Time is counted and not turns: to find that a foreign
/// program holds the file takes a part of a second each time.
const PATIENCE: Duration = Duration::from_secs(2);

/// How long it waits before it tries again.
const TURN: Duration = Duration::from_millis(40);

/// What is known before the command line is parsed.
pub struct Setup {
    /// The language: `--lang`, the settings, the environment, Chinese, in this order.
    pub lang: Lang,
    folders: Result<Folders, StoreError>,
    settings: Settings,
    unreadable: Option<StoreError>,
}

/// What every command is given.
pub struct Here {
    /// The language of texts.
    pub lang: Lang,
    /// The folders in use.
    pub folders: Folders,
    /// What the user settled once.
    pub settings: Settings,
    /// Clock and identities.
    pub supply: Supply,
    /// The person who records.
    pub person: String,
    /// Whether somebody named that person; nobody is asked, so it is said where it can be settled.
    pub person_settled: bool,
    /// The dossier named by `--file`.
    pub file: Option<PathBuf>,
    /// Marks and borders in ASCII only.
    pub ascii: bool,
    /// Standard output.
    pub out: Out,
}

impl Setup {
    /// Finds folders, settings and language; `asked` is what `--lang` says.
    pub fn find(asked: Option<Lang>) -> Self {
        let folders = Folders::find();
        let loaded = folders.as_ref().map_or_else(|_| Ok(Settings::default()), Settings::load);
        let (settings, unreadable) = match loaded {
            Ok(settings) => (settings, None),
            Err(error) => (Settings::default(), Some(error)),
        };
        let remembered = || settings.lang.as_deref().and_then(Lang::parse);
        let lang = asked.or_else(remembered).or_else(Lang::from_environment).unwrap_or_default();
        Self { lang, folders, settings, unreadable }
    }

    /// The whole, once the command line is parsed.
    pub fn here(self, matches: &ArgMatches) -> Result<Here, Failure> {
        let lang = self.lang;
        let folders = self.folders.map_err(|error| refused(&error, lang))?;
        if let Some(error) = &self.unreadable {
            let why = store_say::store_error(error, lang);
            // Said and gone on: no command depends on a setting.
            let _ = writeln!(std::io::stderr(), "onsite: {}", say::SETTINGS_BROKEN.with(lang, &[&why]));
        }
        let named = person(matches, &self.settings, lang)?;
        let settings = match self.unreadable {
            // What cannot be read is not written over: somebody may still mend it.
            Some(_) => self.settings,
            None => remembered(&self.settings, matches, &folders),
        };
        Ok(Here {
            lang,
            person_settled: named.is_some(),
            person: named.unwrap_or_else(|| words::AUDITOR.get(lang).to_owned()),
            file: matches.get_one::<PathBuf>("file").cloned(),
            ascii: matches.get_flag("ascii") || settings.ascii,
            folders,
            settings,
            supply: Supply::real(),
            out: Out::standard(lang),
        })
    }
}

/// The settings, with the language and the person that were named now: named once, they hold until
/// others are named. A folder that cannot be written costs the memory of it, not the command.
fn remembered(settings: &Settings, matches: &ArgMatches, folders: &Folders) -> Settings {
    let given = |name| args::text(matches, name).map(str::trim).filter(|text| !text.is_empty());
    let mut now = settings.clone();
    now.lang = given("lang").map(str::to_owned).or(now.lang);
    now.person = given("by").map(str::to_owned).or(now.person);
    if now != *settings {
        let _ = now.save(folders);
    }
    now
}

/// `--by`, then the environment, then the settings. The name goes into every change and onto every
/// terminal that shows it.
fn person(matches: &ArgMatches, settings: &Settings, lang: Lang) -> Result<Option<String>, Failure> {
    let given = args::text(matches, "by").map(str::to_owned);
    let said = [given, std::env::var(PERSON).ok(), settings.person.clone()];
    // An empty name names nobody: the next one counts.
    let found = said.into_iter().flatten().find(|name| !name.trim().is_empty());
    let Some(name) = found else { return Ok(None) };
    if name.len() > NAME_LIMIT || name.contains(char::is_control) {
        return Err(Failure::Usage(say::BY_WRONG.with(lang, &[&NAME_LIMIT])));
    }
    Ok(Some(name.trim().to_owned()))
}

/// A store's error as the sentence that a user reads.
fn refused(error: &StoreError, lang: Lang) -> Failure {
    Failure::Refused(store_say::store_error(error, lang))
}

impl Here {
    /// A store's error as the sentence that a user reads.
    pub fn failed(&self, error: &StoreError) -> Failure {
        refused(error, self.lang)
    }

    /// A journal that is not as it was recorded, as the sentence that a user reads.
    pub fn broken(&self, broken: &Broken) -> Failure {
        Failure::Refused(store_say::broken(broken, self.lang))
    }

    /// Why a file was not kept, as the sentence that a user reads.
    pub fn not_kept(&self, error: &KeepError) -> Failure {
        match error {
            KeepError::Store(error) => self.failed(error),
            KeepError::Source(source) => {
                let why = store_say::system(source, self.lang);
                Failure::Refused(say::KEEP_SOURCE.with(self.lang, &[&why]))
            }
            KeepError::TooLarge(limit) => {
                let megabytes = limit / (1024 * 1024);
                Failure::Refused(say::KEEP_TOO_LARGE.with(self.lang, &[&megabytes]))
            }
            KeepError::Cancelled => Failure::Refused(say::KEEP_CANCELLED.get(self.lang).to_owned()),
        }
    }

    /// Why two files stay apart, as the sentence that a user reads.
    pub fn apart(&self, error: &SyncError) -> Failure {
        Failure::Refused(store_say::sync_error(error, self.lang))
    }

    /// The domain's no as the sentence that a user reads.
    pub fn no(&self, refusal: &Refusal) -> Failure {
        Failure::Refused(refusals::refusal(refusal, self.lang))
    }

    /// How a text is to look.
    pub fn looks(&self) -> Looks {
        Looks { lang: self.lang, ascii: self.ascii, today: Some(self.supply.now().date_naive()) }
    }

    /// When and by whom something is recorded now.
    pub fn stamp(&self) -> Stamp {
        Stamp { at: self.supply.now(), by: self.person.as_str().into() }
    }

    /// This laptop. A state folder that cannot be used is said and does not stop the work.
    pub fn device(&self) -> Device {
        Device::at(&self.folders, &self.supply).unwrap_or_else(|error| {
            let why = store_say::store_error(&error, self.lang);
            let _ = writeln!(std::io::stderr(), "onsite: {}", say::DEVICE_PASSING.with(self.lang, &[&why]));
            Device::passing(&self.supply)
        })
    }

    /// Opens the dossier of a command for reading.
    pub fn reading(&self, matches: &ArgMatches) -> Result<Store, Failure> {
        self.reading_at(&self.dossier(matches)?)
    }

    /// Reads the dossier, and says on standard error if the journal is not what was recorded. What is
    /// there is shown all the same, and can be added to as on the screen: whoever has to find out what
    /// happened must be able to read it.
    pub fn loaded(&self, store: &Store) -> Result<Dossier, Failure> {
        let dossier = store.load().map_err(|error| self.failed(&error))?;
        if let Err(broken) = store.verify() {
            // Nobody may be listening.
            let said = if store.writes() {
                store_say::broken_while_writing(&broken, self.lang)
            } else {
                store_say::broken(&broken, self.lang)
            };
            let _ = writeln!(std::io::stderr(), "onsite: {said}");
        }
        Ok(dossier)
    }

    /// Opens a dossier for reading.
    pub fn reading_at(&self, path: &Path) -> Result<Store, Failure> {
        Store::open_reading(path).map_err(|error| self.failed(&error))
    }

    /// Opens the dossier of a command for writing.
    pub fn writing(&self, matches: &ArgMatches) -> Result<Store, Failure> {
        self.writing_at(&self.dossier(matches)?)
    }

    /// Opens a dossier for writing. Scripts that record at the same time take turns: each has the file for
    /// a moment only. A screen has it for longer; who has it is told then.
    pub fn writing_at(&self, path: &Path) -> Result<Store, Failure> {
        let device = self.device();
        let begun = Instant::now();
        loop {
            match Store::open(path, &device, &self.supply) {
                Err(StoreError::Locked { .. } | StoreError::Busy { .. }) if begun.elapsed() < PATIENCE => {
                    std::thread::sleep(TURN);
                }
                opened => return opened.map_err(|error| self.failed(&error)),
            }
        }
    }
}
