//! The shelf: checklists shipped with the program and those of the user's folder, behind one door.
//!
//! A file with a fault is reported whole and never half used. Where a faulty file of the user's would
//! have changed a checklist, that checklist is not handed out at all: another one than the user meant
//! must not decide over a certificate.

mod file;
mod show;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use self::file::Report;
pub use self::show::{Row, show_text};
use crate::domain::calendar::{Calendar, Deadlines, Year};
use crate::domain::change::{Change, ChecklistAdopted};
use crate::domain::checklist::{Checklist, Fault, FileKind, Kind, Overlay, kind_of_file};
use crate::domain::dossier::checklist_digest;
use crate::domain::fault::any_fault;
use crate::domain::phrases::{Phrase, Phrases};
use crate::domain::sampling_rule::SamplingRules;
use crate::i18n::{Lang, checklists as say};
use crate::store::Folders;

/// The checklists shipped with the program, by id.
const BUILT_IN: &[(&str, &str)] = &[
    ("gbt27922-2011", include_str!("../checklists/gbt27922-2011.toml")),
    ("gbt19001-2016", include_str!("../checklists/gbt19001-2016.toml")),
    ("gbt16868-2009", include_str!("../checklists/gbt16868-2009.toml")),
    ("gbt27925-2011", include_str!("../checklists/gbt27925-2011.toml")),
    ("tcgcc17-2018", include_str!("../checklists/tcgcc17-2018.toml")),
];

/// The phrase books shipped with the program, by file name.
const BUILT_IN_PHRASES: &[(&str, &str)] =
    &[("phrases-gbt27922-2011.toml", include_str!("../checklists/phrases-gbt27922-2011.toml"))];

/// The calendars shipped with the program, by file name.
const BUILT_IN_CALENDARS: &[(&str, &str)] =
    &[("holidays-cn-2026.toml", include_str!("../checklists/holidays-cn-2026.toml"))];

/// The deadlines shipped with the program: our default, said to be one.
const BUILT_IN_DEADLINES: (&str, &str) = ("deadlines.toml", include_str!("../checklists/deadlines.toml"));

/// The rules of sampling outlets shipped with the program: our default, said to be one.
const BUILT_IN_SAMPLING: (&str, &str) = ("sampling.toml", include_str!("../checklists/sampling.toml"));

/// Where a checklist comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Shipped with the program.
    BuiltIn,
    /// A file in the user's folder.
    Folder(PathBuf),
}

/// A checklist on the shelf, with the overlays that confirm its points.
#[derive(Clone, Debug)]
pub struct Shelved {
    /// The checklist, overlays laid on.
    pub checklist: Checklist,
    /// Where it comes from.
    pub origin: Origin,
    /// The overlay files laid on it, in order.
    pub overlays: Vec<PathBuf>,
    text: String,
    overlay_texts: Vec<String>,
    /// The place of its report.
    report: usize,
}

impl Shelved {
    /// The change by which a dossier takes its own copy.
    pub fn adoption(&self) -> Change {
        Change::ChecklistAdopted(ChecklistAdopted {
            standard: self.checklist.id.clone(),
            digest: checklist_digest(&self.text, &self.overlay_texts),
            text: self.text.clone(),
            overlays: self.overlay_texts.clone(),
        })
    }

    /// The checklist file as it is.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Why a checklist is not handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unavailable {
    /// No file has this id; these are there.
    Unknown {
        /// The id asked for.
        id: String,
        /// The ids on the shelf.
        known: Vec<String>,
    },
    /// Files of the user's folder that concern it have faults.
    Faulty {
        /// The id asked for.
        id: String,
        /// Their reports.
        reports: Vec<Report>,
    },
}

impl Unavailable {
    /// What happened and what to do, in one sentence.
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Unknown { id, known } => say::NOT_ON_SHELF.with(lang, &[id, &known.join(" · ")]),
            Self::Faulty { id, reports } => {
                let lines: Vec<String> = reports.iter().flat_map(|report| report.fault_lines(lang)).collect();
                say::FAULTY_FILE.with(lang, &[id, &lines.join("\n")])
            }
        }
    }
}

/// Every checklist at hand.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    standing: BTreeMap<String, Shelved>,
    reports: Vec<Report>,
    /// The ids that faulty files concern, with the places of their reports.
    blocked: BTreeMap<String, Vec<usize>>,
    /// The phrases for each checklist, the user's own first.
    phrases: BTreeMap<String, Vec<Phrase>>,
    /// The days off that are known.
    calendar: Calendar,
    /// How long answers may take.
    deadlines: Option<Deadlines>,
    /// How many outlets are visited.
    sampling: Option<SamplingRules>,
    /// Whether these are a body's own.
    own_deadlines: bool,
}

impl Shelf {
    /// The checklists shipped with the program alone.
    pub fn built_in() -> Self {
        let mut shelf = Self::default();
        shelf.put_shipped();
        shelf.add_shipped_phrases();
        shelf
    }

    fn put_shipped(&mut self) {
        for (id, text) in BUILT_IN {
            self.put(id, (*text).to_owned(), Origin::BuiltIn);
        }
        for (name, text) in BUILT_IN_CALENDARS {
            self.add_year((*name).to_owned(), text);
        }
        let (name, text) = BUILT_IN_DEADLINES;
        self.set_deadlines(name.to_owned(), text);
        let (name, text) = BUILT_IN_SAMPLING;
        self.set_sampling(name.to_owned(), text);
    }

    fn add_shipped_phrases(&mut self) {
        for (name, text) in BUILT_IN_PHRASES {
            match self.phrases_of_replaced(text) {
                Some(book) => {
                    self.reports.push(Report { file: (*name).to_owned(), faults: Vec::new() });
                    self.phrases.entry(book.standard).or_default().extend(book.phrases);
                }
                None => self.add_phrases((*name).to_owned(), text),
            }
        }
    }

    /// The phrases for a shipped checklist that the user put another in the place of: those whose leaves
    /// that one has. That it lacks others is no fault of anybody's.
    fn phrases_of_replaced(&self, text: &str) -> Option<Phrases> {
        let (id, _) = Phrases::names(text)?;
        let standing = self.standing.get(&id).filter(|shelved| shelved.origin != Origin::BuiltIn)?;
        let (_, shipped) = BUILT_IN.iter().find(|(built_in, _)| *built_in == id)?;
        let mut book = Phrases::parse(text, &Checklist::parse(&id, shipped).ok()?).ok()?;
        let leaf = |clause: &str| standing.checklist.indicator(clause).is_some_and(|found| found.leaf);
        book.phrases.retain(|phrase| phrase.clause.as_deref().is_none_or(leaf));
        Some(book)
    }

    /// The shipped checklists and those of the user's folder.
    pub fn open(folders: &Folders) -> Self {
        Self::at(&folders.checklists)
    }

    /// The shipped checklists and those of a folder, which may be empty or missing.
    pub fn at(folder: &Path) -> Self {
        let mut shelf = Self::default();
        shelf.put_shipped();
        let (mut overlays, mut phrases) = (Vec::new(), Vec::new());
        for path in file::toml_files(folder) {
            match file::read(&path) {
                Ok(text) => match kind_of_file(&text) {
                    FileKind::Checklist => shelf.put(&file::id_of(&path), text, Origin::Folder(path)),
                    FileKind::Overlay => overlays.push((path, text)),
                    FileKind::Phrases => phrases.push((file::name_of(&path), text)),
                    FileKind::Holidays => shelf.add_year(file::name_of(&path), &text),
                    FileKind::Deadlines => {
                        shelf.set_deadlines(file::name_of(&path), &text);
                        shelf.own_deadlines = true;
                    }
                    FileKind::Sampling => shelf.set_sampling(file::name_of(&path), &text),
                },
                Err(fault) => shelf.refuse(Some(file::id_of(&path)), file::name_of(&path), vec![fault]),
            }
        }
        for (path, text) in overlays {
            shelf.lay(path, text);
        }
        for (name, text) in phrases {
            shelf.add_phrases(name, &text);
        }
        shelf.add_shipped_phrases();
        shelf
    }

    fn put(&mut self, id: &str, text: String, origin: Origin) {
        let name = match &origin {
            Origin::BuiltIn => format!("{id}.toml"),
            Origin::Folder(path) => file::name_of(path),
        };
        let (checklist, faults) = Checklist::read(id, &text);
        let Some(checklist) = checklist else { return self.refuse(Some(id.to_owned()), name, faults) };
        let report = self.reports.len();
        self.reports.push(Report { file: name, faults });
        let (overlays, overlay_texts) = (Vec::new(), Vec::new());
        let shelved = Shelved { checklist, origin, overlays, text, overlay_texts, report };
        self.standing.insert(id.to_owned(), shelved);
    }

    fn refuse(&mut self, id: Option<String>, file: String, faults: Vec<Fault>) {
        if let Some(id) = id {
            self.blocked.entry(id).or_default().push(self.reports.len());
        }
        self.reports.push(Report { file, faults });
    }

    fn lay(&mut self, path: PathBuf, text: String) {
        let name = file::name_of(&path);
        match self.laid(&text) {
            Ok(checklist) => {
                self.reports.push(Report { file: name, faults: Vec::new() });
                if let Some(shelved) = self.standing.get_mut(&checklist.id) {
                    self.reports[shelved.report].settle(&checklist);
                    shelved.checklist = checklist;
                    shelved.overlays.push(path);
                    shelved.overlay_texts.push(text);
                }
            }
            Err(faults) => self.refuse(Overlay::names(&text), name, faults),
        }
    }

    /// The checklist that an overlay is for, with the overlay laid on.
    fn laid(&self, text: &str) -> Result<Checklist, Vec<Fault>> {
        let overlay = Overlay::parse(text)?;
        match self.standing.get(&overlay.confirms) {
            Some(shelved) => {
                let faults = contradictions(shelved, &overlay);
                if faults.is_empty() { shelved.checklist.with_overlay(&overlay) } else { Err(faults) }
            }
            None => Err(vec![Fault::new(overlay.line, Kind::OverlayOfNone, [&overlay.confirms])]),
        }
    }

    /// Adds a year's days off, in place of those that are known.
    fn add_year(&mut self, name: String, text: &str) {
        let faults = match Year::parse(text) {
            Ok(year) => {
                self.calendar.put(year);
                Vec::new()
            }
            Err(faults) => faults,
        };
        self.reports.push(Report { file: name, faults });
    }

    /// Takes other deadlines. Faulty ones of the user's leave none: others than he meant must not decide.
    fn set_deadlines(&mut self, name: String, text: &str) {
        let deadlines = Deadlines::parse(text);
        let faults = deadlines.as_ref().err().cloned().unwrap_or_default();
        self.deadlines = deadlines.ok();
        self.reports.push(Report { file: name, faults });
    }

    /// Takes other rules of sampling. As with deadlines, faulty ones leave none.
    fn set_sampling(&mut self, name: String, text: &str) {
        let sampling = SamplingRules::parse(text);
        let faults = sampling.as_ref().err().cloned().unwrap_or_default();
        self.sampling = sampling.ok();
        self.reports.push(Report { file: name, faults });
    }

    /// How many outlets are visited; `None` if the user's file about it has faults.
    pub fn sampling(&self) -> Option<&SamplingRules> {
        self.sampling.as_ref()
    }

    /// The days off that are known.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// How long answers may take; `None` if the user's file about it has faults.
    pub fn deadlines(&self) -> Option<&Deadlines> {
        self.deadlines.as_ref()
    }

    /// Whose rule the deadlines are; `None` while they are our defaults.
    pub fn deadlines_by(&self) -> Option<&str> {
        self.deadlines.as_ref().filter(|_| self.own_deadlines).map(|deadlines| deadlines.by.as_str())
    }

    fn add_phrases(&mut self, name: String, text: &str) {
        match self.phrases_of(text) {
            Ok(book) => {
                self.reports.push(Report { file: name, faults: Vec::new() });
                self.phrases.entry(book.standard).or_default().extend(book.phrases);
            }
            // Phrases decide nothing: the checklist can be used without them.
            Err(faults) => self.refuse(None, name, faults),
        }
    }

    fn phrases_of(&self, text: &str) -> Result<Phrases, Vec<Fault>> {
        let (id, line) = Phrases::names(text).unwrap_or_default();
        match self.standing.get(&id) {
            Some(shelved) => Phrases::parse(text, &shelved.checklist),
            None => Err(vec![Fault::new(line, Kind::PhrasesOfNone, [id])]),
        }
    }

    /// The phrases for a leaf: its statements, then the sentences for any leaf; the user's own first.
    pub fn phrases(&self, id: &str, clause: &str) -> Vec<&Phrase> {
        let all = self.phrases.get(id).map(Vec::as_slice).unwrap_or_default();
        let mut fitting: Vec<&Phrase> =
            all.iter().filter(|phrase| phrase.clause.as_deref().is_none_or(|own| own == clause)).collect();
        fitting.sort_by_key(|phrase| phrase.clause.is_none());
        fitting
    }

    /// Every phrase for a checklist, the user's own first.
    pub fn all_phrases(&self, id: &str) -> &[Phrase] {
        self.phrases.get(id).map(Vec::as_slice).unwrap_or_default()
    }

    /// What was found in the files of one checklist: its own, those that keep it back.
    pub fn reports_of(&self, id: &str) -> Vec<&Report> {
        let own = self.standing.get(id).map(|shelved| shelved.report);
        let blocking = self.blocked.get(id).map(Vec::as_slice).unwrap_or_default();
        own.iter().chain(blocking).map(|&at| &self.reports[at]).collect()
    }

    /// The checklists that can be used, by id.
    pub fn list(&self) -> impl Iterator<Item = &Shelved> {
        self.standing.values().filter(|shelved| !self.blocked.contains_key(&shelved.checklist.id))
    }

    /// A checklist by its id.
    pub fn get(&self, id: &str) -> Result<&Shelved, Unavailable> {
        if let Some(reports) = self.blocked.get(id) {
            let reports = reports.iter().map(|&at| self.reports[at].clone()).collect();
            return Err(Unavailable::Faulty { id: id.to_owned(), reports });
        }
        self.standing.get(id).ok_or_else(|| Unavailable::Unknown {
            id: id.to_owned(),
            known: self.list().map(|shelved| shelved.checklist.id.clone()).collect(),
        })
    }

    /// The change by which a dossier takes its own copy of a checklist.
    pub fn adoption(&self, id: &str) -> Result<Change, Unavailable> {
        self.get(id).map(Shelved::adoption)
    }

    /// What was found in each file, shipped ones first.
    pub fn reports(&self) -> &[Report] {
        &self.reports
    }

    /// The reports of the files that are not used.
    pub fn faulty(&self) -> impl Iterator<Item = &Report> {
        self.reports.iter().filter(|report| report.failed())
    }

    /// One line for each usable checklist, for `onsite checklist list`.
    pub fn rows(&self) -> Vec<Row> {
        self.list().map(Row::of).collect()
    }

    /// Checks one file, wherever it lies, against what is on the shelf.
    pub fn lint_file(&self, path: &Path) -> Report {
        let name = path.display().to_string();
        match file::read(path) {
            Ok(text) => Report { file: name, faults: self.lint_text(&file::id_of(path), &text) },
            Err(fault) => Report { file: name, faults: vec![fault] },
        }
    }

    /// Checks the text of a file.
    pub fn lint_text(&self, id: &str, text: &str) -> Vec<Fault> {
        match kind_of_file(text) {
            FileKind::Checklist => Checklist::lint(id, text),
            FileKind::Overlay => self.laid(text).err().unwrap_or_default(),
            FileKind::Phrases => self.phrases_of(text).err().unwrap_or_default(),
            FileKind::Holidays => Year::parse(text).err().unwrap_or_default(),
            FileKind::Deadlines => Deadlines::parse(text).err().unwrap_or_default(),
            FileKind::Sampling => SamplingRules::parse(text).err().unwrap_or_default(),
        }
    }
}

/// Whether some report has a fault: `onsite checklist lint` then ends with 1.
pub fn any_failed<'a>(reports: impl IntoIterator<Item = &'a Report>) -> bool {
    reports.into_iter().any(|report| any_fault(&report.faults))
}

/// The clauses to which an overlay gives other points than one that is laid already: which of them holds is
/// for people to say, and not for the order of names.
fn contradictions(shelved: &Shelved, overlay: &Overlay) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (path, text) in shelved.overlays.iter().zip(&shelved.overlay_texts) {
        let Ok(before) = Overlay::parse(text) else { continue };
        for point in &overlay.points {
            let same = before.points.iter().find(|other| other.clause == point.clause);
            if let Some(other) = same.filter(|other| other.points != point.points) {
                let (here, there) = (point.points.to_string(), other.points.to_string());
                let values = [point.clause.clone(), here, file::name_of(path), there];
                faults.push(Fault::new(point.line, Kind::OverlayContradicts, values));
            }
        }
    }
    faults
}
