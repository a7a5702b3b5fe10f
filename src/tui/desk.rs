//! What every screen may look at while it decides and draws: the desk with the open dossier on it.
//!
//! It holds facts only. Nothing here does IO; the session brings news and takes effects away.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate};
use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};

use super::look::Look;
use super::message::TakeFile;
use super::view;
use crate::checklists::Shelf;
use crate::domain::change::{Class, DueSet, Item, MeetingKind, SamplingRuled};
use crate::domain::checklist::{Bilingual, Checklist, Indicator};
use crate::domain::dossier::Dossier;
use crate::domain::ids::ChangeId;
use crate::domain::sampling_rule::DEFAULT_BY;
use crate::domain::score::{Score, Tries};
use crate::i18n::{Lang, Text};
use crate::inbox::Waiting;
use crate::store::Photos;

/// What holds on every screen.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The language.
    pub lang: Lang,
    /// Styles and marks.
    pub look: Look,
    /// How photos are shown: not on a slow line, unless asked for.
    pub photos: Photos,
    /// The walk's guidance is folded: few bytes per key on a slow line.
    pub brief: bool,
    /// The person at the keyboard.
    pub by: String,
    /// The time of the last message; for showing and for due dates, never for deciding.
    pub now: DateTime<FixedOffset>,
    /// Where dossiers lie unless a path is named.
    pub folder: PathBuf,
    /// Checklists and phrases at hand.
    pub shelf: Arc<Shelf>,
    /// The checklists that a new audit may take: id, and number with title.
    pub checklists: Vec<(String, Bilingual)>,
    /// Columns and rows of the window, so that a long page can be scrolled to its end and no further.
    pub window: (u16, u16),
}

impl Desk {
    /// A desk of which only language and time count, for what is told without a screen.
    pub fn bare(lang: Lang, now: DateTime<FixedOffset>) -> Self {
        Self {
            lang,
            look: Look::new(false, false),
            photos: Photos::Off,
            brief: false,
            by: String::new(),
            now,
            folder: PathBuf::new(),
            shelf: Arc::default(),
            checklists: Vec::new(),
            window: (80, 24),
        }
    }

    /// A text in the language of the screen.
    pub fn t(&self, text: Text) -> &'static str {
        text.get(self.lang)
    }

    /// The side of a pair in the language of the screen.
    pub fn pick<'a>(&self, pair: &'a Bilingual) -> &'a str {
        self.lang.pick(&pair.zh, &pair.en)
    }

    /// When a nonconformity of a class, raised on a day, is due: to be recorded where the rules would
    /// not give the same by themselves.
    pub fn due(&self, nc: &str, class: Class, raised: NaiveDate) -> Option<DueSet> {
        self.shelf.deadlines()?.due(nc, class, raised, self.shelf.calendar())
    }

    /// The rule by which outlets of an audit would be drawn now: that of the body's file, or the one that
    /// the dossier goes by where there is none at hand or it has faults. The program's own default takes
    /// the place of no rule that was recorded.
    pub fn sampling_rule(&self, dossier: &Dossier, audit: &str) -> Option<SamplingRuled> {
        let opened = dossier.audit(audit)?;
        let at_hand = self.shelf.sampling().map(|rules| rules.of(audit, opened.audit_type));
        let of_a_body = at_hand.filter(|rule| rule.by != DEFAULT_BY);
        of_a_body.or_else(|| dossier.sampling_rule(audit))
    }

    /// The room that a screen has in the window, for moves by what is seen at once.
    pub fn body(&self) -> Rect {
        view::body(Rect::new(0, 0, self.window.0, self.window.1))
    }

    /// Today.
    pub fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }
}

/// Where the auditor stands in a dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standpoint {
    /// The audit's label.
    pub audit: String,
    /// The checklist's id.
    pub standard: String,
    /// The site's label.
    pub site: String,
}

impl Standpoint {
    /// The item of a clause here.
    pub fn item(&self, clause: &str) -> Item {
        Item {
            audit: self.audit.clone(),
            standard: self.standard.clone(),
            clause: clause.to_owned(),
            site: self.site.clone(),
        }
    }
}

/// A dossier that is open.
#[derive(Debug)]
pub struct Open {
    /// The fold of its journal.
    pub dossier: Dossier,
    /// The file.
    pub path: PathBuf,
    /// The four letters of this device's stream, for labels.
    pub tag: String,
    /// It cannot be written here: why, as a sentence.
    pub read_only: Option<String>,
    /// Its journal is not what was recorded: what is wrong, as a sentence.
    pub altered: Option<String>,
    /// Where the auditor stands.
    pub at: Standpoint,
    /// Texts begun and not saved, by the form's key.
    pub drafts: BTreeMap<String, String>,
    /// What is being typed could not be kept as a draft: it is on the screen only.
    pub draft_unkept: bool,
    /// The file that it was last synced with, as it was typed.
    pub other: String,
    /// The place where the last session ended, as it was written down.
    pub resume: String,
    /// The acts of this session, for undo.
    pub acts: Vec<Vec<ChangeId>>,
    /// The acts that took others back, for redo.
    pub undone: Vec<Vec<ChangeId>>,
    /// The inbox.
    pub inbox: InboxDesk,
    standing: Standing,
}

/// The inbox of a dossier, as it was last looked into.
#[derive(Debug, Default)]
pub struct InboxDesk {
    /// The folder; `None` if it cannot be used.
    pub folder: Option<PathBuf>,
    /// Why it cannot be used.
    pub trouble: Option<String>,
    /// The files that wait in it.
    pub waiting: Vec<Waiting>,
    /// Those that are being taken in, with the audit and the meeting of which one is a photo.
    pub taking: BTreeMap<PathBuf, Option<(String, MeetingKind)>>,
    /// How many others, named by their path, are being taken in.
    pub others: usize,
}

impl InboxDesk {
    /// Whether any file is being taken in.
    pub fn busy(&self) -> bool {
        !self.taking.is_empty() || self.others > 0
    }

    /// A file is to be taken in.
    pub fn begin(&mut self, take: &TakeFile) {
        if self.waiting.iter().any(|waiting| waiting.path == take.path) {
            let meeting = take.meeting.map(|meeting| (take.audit.clone(), meeting));
            self.taking.insert(take.path.clone(), meeting);
        } else {
            self.others += 1;
        }
    }

    /// How many photos of a meeting are being taken in: they are none in the dossier yet.
    pub fn photos_coming(&self, audit: &str, meeting: MeetingKind) -> usize {
        let of_it = |of: &&(String, MeetingKind)| of.0 == audit && of.1 == meeting;
        self.taking.values().flatten().filter(of_it).count()
    }

    /// A file was taken in, or not; false if nobody asked for it here: the dossier is another one now.
    pub fn done(&mut self, file: &Path) -> bool {
        if self.taking.remove(file).is_some() {
            return true;
        }
        let asked = self.others > 0;
        self.others = self.others.saturating_sub(1);
        asked
    }
}

/// Figures of the header, computed once after each change.
#[derive(Debug, Default)]
struct Standing {
    score: Option<Score>,
    open_ncs: usize,
    ncs_by_item: HashMap<(String, String), usize>,
}

impl Open {
    /// Puts a dossier on the desk, at its newest audit, main checklist and first site.
    pub fn new(dossier: Dossier, path: PathBuf, tag: String) -> Self {
        let at = usual_standpoint(&dossier, "");
        let mut open = Self {
            dossier,
            path,
            tag,
            read_only: None,
            draft_unkept: false,
            altered: None,
            at,
            drafts: BTreeMap::new(),
            other: String::new(),
            resume: String::new(),
            acts: Vec::new(),
            undone: Vec::new(),
            inbox: InboxDesk::default(),
            standing: Standing::default(),
        };
        open.refresh();
        open
    }

    /// Goes to another audit, checklist or site; one that does not exist, or not in that audit, leads to the
    /// usual one.
    pub fn stand(&mut self, mut at: Standpoint) {
        let usual = usual_standpoint(&self.dossier, &at.audit);
        if self.dossier.checklist(&at.audit, &at.standard).is_none() {
            at.standard = usual.standard;
        }
        if !self.dossier.visits(&at.audit, &at.site) {
            at.site = usual.site;
        }
        at.audit = usual.audit;
        self.at = at;
        self.refresh();
    }

    /// Computes the figures anew: after each change.
    pub fn refresh(&mut self) {
        if self.dossier.audit(&self.at.audit).is_none() {
            self.at = usual_standpoint(&self.dossier, "");
        }
        let ncs = self.dossier.nonconformities();
        let mut by_item = HashMap::new();
        for nc in ncs.iter().filter(|nc| nc.raised.audit == self.at.audit) {
            for clause in &nc.raised.clauses {
                *by_item.entry((clause.clone(), nc.raised.site.clone())).or_insert(0) += 1;
            }
        }
        self.standing = Standing {
            score: self.score_here(),
            open_ncs: ncs.iter().filter(|nc| !nc.ended()).count(),
            ncs_by_item: by_item,
        };
    }

    /// Computes the score anew: after a change that touches no nonconformity. A large dossier has
    /// hundreds of them, and a verdict is to be shown at once.
    pub fn refresh_score(&mut self) {
        self.standing.score = self.score_here();
    }

    fn score_here(&self) -> Option<Score> {
        self.dossier.score(&self.at.audit, &self.at.standard, &Tries::new())
    }

    /// The score where the auditor stands.
    pub fn score(&self) -> Option<&Score> {
        self.standing.score.as_ref()
    }

    /// Nonconformities that have not ended, in the whole dossier.
    pub fn open_ncs(&self) -> usize {
        self.standing.open_ncs
    }

    /// Nonconformities on a clause at the site where the auditor stands.
    pub fn ncs_here(&self, clause: &str) -> usize {
        let key = (clause.to_owned(), self.at.site.clone());
        self.standing.ncs_by_item.get(&key).copied().unwrap_or(0)
    }

    /// The checklist where the auditor stands.
    pub fn checklist(&self) -> Option<&Checklist> {
        self.dossier.checklist(&self.at.audit, &self.at.standard).map(|list| &**list)
    }

    /// The leaves walked where the auditor stands.
    pub fn leaves(&self) -> Vec<&Indicator> {
        self.dossier.leaves_at(&self.at.audit, &self.at.standard, &self.at.site)
    }

    /// The next label of a series.
    pub fn label(&self, series: &str) -> String {
        self.dossier.next_label(series, &self.tag)
    }
}

/// Where one stands in an audit to begin with; in the last one if there is none of this label.
fn usual_standpoint(dossier: &Dossier, audit: &str) -> Standpoint {
    let last = || dossier.audits().pop();
    let Some(audit) = dossier.audit(audit).or_else(last) else { return Standpoint::default() };
    let site = dossier.visited_sites(&audit.audit).first().map(|site| site.site.clone());
    Standpoint {
        audit: audit.audit.clone(),
        standard: audit.criteria.first().map(|criterion| criterion.standard.clone()).unwrap_or_default(),
        site: site.unwrap_or_default(),
    }
}
