//! The inbox: the files that wait, what each is taken for, and what its camera says.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Page;
use super::cursor::{hit, moved};
use crate::domain::change::{FileSort, Item, MeetingKind};
use crate::domain::ids::Hash;
use crate::domain::refusal::Refusal;
use crate::i18n::{inbox as words, refusal as refusal_words, size};
use crate::inbox::{State, TAKEN, Waiting, shown};
use crate::search::Query;
use crate::store::KEPT_LIMIT;
use crate::tui::app::{Effect, Next, Notice, TakeFile};
use crate::tui::desk::{Desk, Open};
use crate::tui::keymap::{Action, Scope};
use crate::tui::paint::{page_top, paragraph, put, put_right, rule};
use crate::tui::sight::Glance;

/// Lines below the list: the file under the cursor, and the folder.
const BELOW: u16 = 4;

/// What a file is taken for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct For {
    /// The item of the walk that was looked at.
    pub item: Option<Item>,
    /// The nonconformity that was looked at.
    pub nc: Option<String>,
    /// The meeting, of the audit where the auditor stands, of which it is a photo.
    pub meeting: Option<MeetingKind>,
}

/// The inbox.
#[derive(Debug, Default)]
pub struct Inbox {
    /// The file under the cursor.
    cursor: PathBuf,
    taken_for: For,
}

impl Inbox {
    /// The inbox, for what was looked at before.
    pub fn new(taken_for: For) -> Self {
        Self { cursor: PathBuf::new(), taken_for }
    }

    /// As it was left: for a clause, a nonconformity or a meeting.
    pub fn resumed(cursor: &str, open: &Open) -> Self {
        let mut taken_for = For { meeting: MeetingKind::parse(cursor), ..For::default() };
        if open.dossier.nonconformity(cursor).is_some() {
            taken_for.nc = Some(cursor.to_owned());
        } else if open.leaves().iter().any(|leaf| leaf.clause == cursor) {
            taken_for.item = Some(open.at.item(cursor));
        }
        Self::new(taken_for)
    }

    fn at(&self, open: &Open) -> usize {
        open.inbox.waiting.iter().position(|file| file.path == self.cursor).unwrap_or(0)
    }

    fn file<'a>(&self, open: &'a Open) -> Option<&'a Waiting> {
        open.inbox.waiting.get(self.at(open))
    }

    /// Takes the file under the cursor, and goes on to the next.
    fn take(&mut self, desk: &Desk, open: &Open) -> Next {
        let Some(file) = self.file(open) else { return Next::Stay };
        let next = taking(&file.path, &self.taken_for, desk, open);
        if !matches!(next, Next::Do(_)) {
            return next;
        }
        let free = |file: &&Waiting| !open.inbox.taking.contains_key(&file.path);
        let waiting = &open.inbox.waiting;
        let below = waiting.iter().skip(self.at(open) + 1).find(free);
        if let Some(beside) = below.or_else(|| waiting.iter().take(self.at(open)).rfind(free)) {
            self.cursor.clone_from(&beside.path);
        }
        next
    }
}

/// Takes a file that waits for what it is wanted for, or says why that cannot be.
pub fn taking(path: &Path, taken_for: &For, desk: &Desk, open: &Open) -> Next {
    let refuse = |sentence: String| Next::Say(Notice::bad(sentence));
    let Some(file) = open.inbox.waiting.iter().find(|file| file.path == path) else {
        let name = shown(&path.file_name().unwrap_or_default().to_string_lossy());
        return refuse(words::WAITS_NO_MORE.with(desk.lang, &[&name]));
    };
    if !matches!(file.state, State::Whole { .. }) {
        let why = state(file, &Labels::new(), desk, open).0;
        return refuse(words::NOT_READY.with(desk.lang, &[&file.name, &why]));
    }
    if open.inbox.taking.contains_key(&file.path) {
        return Next::Stay;
    }
    let audit = taken_for.item.as_ref().map_or(&open.at.audit, |item| &item.audit);
    // Asked before the bytes go in: a dossier does not grow by a photo that it then refuses.
    if let Some(meeting) = taken_for.meeting
        && let Err(refusal) = open.takes_photo(audit, meeting)
    {
        return refuse(refusal_words(&refusal, desk.lang));
    }
    // Nor by one for what takes no evidence any more.
    if let Some(nc) = &taken_for.nc
        && open.dossier.nonconformity(nc).is_some_and(|known| known.ended() && !known.step_differs)
    {
        return refuse(refusal_words(&Refusal::NcEnded(nc.clone()), desk.lang));
    }
    Next::Do(Effect::ReadFile(TakeFile {
        path: file.path.clone(),
        text: String::new(),
        sort: FileSort::File,
        person: String::new(),
        event: None,
        captured: None,
        evidence: None,
        audit: audit.clone(),
        item: taken_for.item.clone(),
        nc: taken_for.nc.clone(),
        meeting: taken_for.meeting,
    }))
}

/// Where the list stands.
fn list(area: Rect) -> Rect {
    Rect { y: area.y + 1, height: area.height.saturating_sub(BELOW + 2), ..area }
}

/// The labels under which files are registered, by their bytes.
type Labels<'a> = HashMap<Hash, &'a str>;

/// The files whose bytes are registered: a crash came before they were moved, or they came twice.
fn registered(open: &Open) -> Vec<PathBuf> {
    let labels = open.dossier.evidence_files();
    let known = |file: &&Waiting| {
        let label = file.sha256().and_then(|sha256| labels.get(&sha256));
        label.is_some() && !open.inbox.taking.contains_key(&file.path)
    };
    open.inbox.waiting.iter().filter(known).map(|file| file.path.clone()).collect()
}

/// Whether a file can be taken, in words.
fn state(file: &Waiting, labels: &Labels<'_>, desk: &Desk, open: &Open) -> (String, Style) {
    let look = desk.look;
    if open.inbox.taking.contains_key(&file.path) {
        return (desk.t(words::TAKING).to_owned(), look.attention());
    }
    match &file.state {
        State::Arriving => (desk.t(words::ARRIVING).to_owned(), look.quiet()),
        State::TooLarge => (words::TOO_LARGE.with(desk.lang, &[&(KEPT_LIMIT / (1024 * 1024))]), look.bad()),
        State::Unreadable(_) => (desk.t(words::UNREADABLE).to_owned(), look.bad()),
        State::Whole { .. } if file.size == 0 => (desk.t(words::NOTHING_IN_IT).to_owned(), look.bad()),
        State::Whole { sha256, .. } => {
            if let Some(label) = labels.get(sha256) {
                return (words::KNOWN.with(desk.lang, &[label]), look.attention());
            }
            let before = open.inbox.waiting.iter().take_while(|other| other.path != file.path);
            match before.filter(|other| other.sha256() == Some(*sha256)).map(|other| &other.name).next() {
                Some(twin) => (words::TWICE.with(desk.lang, &[twin]), look.attention()),
                None => (desk.t(words::READY).to_owned(), look.good()),
            }
        }
    }
}

impl Page for Inbox {
    const CODE: &'static str = "inbox";

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Inbox, Scope::Hits, Scope::Everywhere]
    }

    fn update(&mut self, action: Action, desk: &Desk, open: &Open) -> Next {
        let waiting = &open.inbox.waiting;
        if let Some(to) = moved(action, self.at(open), waiting.len(), list(desk.body()).height) {
            if let Some(file) = waiting.get(to) {
                self.cursor.clone_from(&file.path);
            }
            return Next::Stay;
        }
        match action {
            Action::TakeFromInbox => self.take(desk, open),
            Action::LookAt => match self.file(open) {
                Some(file) => Next::Do(Effect::Look(Glance::File(file.path.clone()))),
                None => Next::Stay,
            },
            Action::LookAgain => Next::Do(Effect::LookIntoInbox),
            Action::PutAway => match registered(open) {
                none if none.is_empty() => Next::Say(Notice::good(desk.t(words::NOTHING_KNOWN))),
                files => Next::Do(Effect::PutAway(files)),
            },
            _ => Next::Pass,
        }
    }

    /// What still arrives, or is too large, cannot be taken; to put away there are registered files.
    fn offers(&self, action: Action, _: &Desk, open: &Open) -> bool {
        let file = self.file(open);
        match action {
            Action::TakeFromInbox => file.is_some_and(|file| {
                matches!(file.state, State::Whole { .. }) && !open.inbox.taking.contains_key(&file.path)
            }),
            Action::LookAt => file.is_some(),
            Action::PutAway => !registered(open).is_empty(),
            _ => true,
        }
    }

    fn find(&mut self, text: &str, forward: Option<bool>, _: &Desk, open: &Open) -> bool {
        let (query, waiting) = (Query::new(text), &open.inbox.waiting);
        let found =
            hit(waiting.len(), self.at(open), forward, |nth| query.matches_any(&[&waiting[nth].name]));
        if let Some(nth) = found {
            self.cursor.clone_from(&waiting[nth].path);
        }
        found.is_some()
    }

    fn cursor(&self) -> String {
        let clause = self.taken_for.item.as_ref().map(|item| item.clause.clone());
        let meeting = self.taken_for.meeting.map(|meeting| meeting.code().to_owned());
        clause.or_else(|| self.taken_for.nc.clone()).or(meeting).unwrap_or_default()
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk, open: &Open) {
        let buf = frame.buffer_mut();
        let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        self.view_head(buf, area, desk, open);
        let list = list(area);
        let (waiting, at) = (&open.inbox.waiting, self.at(open));
        if waiting.is_empty() {
            let text = match (&open.inbox.trouble, &open.inbox.folder) {
                (Some(trouble), _) => words::NO_FOLDER.with(desk.lang, &[trouble]),
                (None, None) => desk.t(words::READ_ONLY).to_owned(),
                (None, Some(_)) => words::EMPTY.with(desk.lang, &[&TAKEN]),
            };
            paragraph(buf, list, list.y + 1, &text, desk.look.text());
        }
        let labels = open.dossier.evidence_files();
        let top = page_top(at, list.height);
        for (nth, y) in (top..waiting.len()).zip(list.top()..list.bottom()) {
            view_row(buf, Rect { y, height: 1, ..list }, &waiting[nth], nth == at, &labels, (desk, open));
        }
        rule(buf, area, list.bottom(), desk.look);
        let below = Rect { y: list.bottom() + 1, height: BELOW.min(area.height), ..area };
        self.view_below(buf, below, desk, open);
    }
}

impl Inbox {
    fn view_head(&self, buf: &mut Buffer, area: Rect, desk: &Desk, open: &Open) {
        let look = desk.look;
        let x = put(buf, area.x, area.y, area.right(), desk.t(words::TITLE), look.heading());
        let count = words::COUNT.with(desk.lang, &[&open.inbox.waiting.len()]);
        let x = put(buf, x + 2, area.y, area.right(), &count, look.quiet());
        let what = match (&self.taken_for.item, &self.taken_for.nc) {
            (Some(item), _) => {
                let list = open.dossier.checklist(&item.audit, &item.standard);
                let title =
                    list.and_then(|list| list.indicator(&item.clause)).map(|leaf| desk.pick(&leaf.title));
                format!(
                    "{} {} · {}",
                    item.clause,
                    title.unwrap_or_default(),
                    open.dossier.site_name(&item.site)
                )
            }
            (None, Some(nc)) => nc.clone(),
            (None, None) => {
                self.taken_for.meeting.map(|meeting| desk.t(meeting.word())).unwrap_or_default().to_owned()
            }
        };
        let text = if what.is_empty() {
            desk.t(words::FOR_REGISTER).to_owned()
        } else {
            words::FOR.with(desk.lang, &[&what])
        };
        put_right(buf, x + 2, area.y, area.right(), &text, look.text());
    }

    /// The file under the cursor in full, and where to drop others.
    fn view_below(&self, buf: &mut Buffer, area: Rect, desk: &Desk, open: &Open) {
        let look = desk.look;
        if let Some(file) = self.file(open) {
            put(buf, area.x, area.y, area.right(), &file.name, look.text());
            let told = match &file.state {
                State::Whole { facts, sort, .. } if !facts.is_empty() => {
                    format!("{}  {facts}", desk.t(sort.word()))
                }
                State::Whole { sort, .. } => desk.t(sort.word()).to_owned(),
                State::Unreadable(why) => shown(why),
                State::Arriving | State::TooLarge => String::new(),
            };
            put(buf, area.x, area.y + 1, area.right(), &told, look.quiet());
        }
        if let Some(folder) = &open.inbox.folder {
            let x = put(buf, area.x, area.y + 3, area.right(), desk.t(words::FOLDER), look.quiet());
            put(buf, x + 2, area.y + 3, area.right(), &folder.display().to_string(), look.text());
        }
    }
}

fn view_row(
    buf: &mut Buffer,
    line: Rect,
    file: &Waiting,
    here: bool,
    labels: &Labels<'_>,
    (desk, open): (&Desk, &Open),
) {
    let look = desk.look;
    if here {
        put(buf, line.x, line.y, line.right(), look.marks.cursor, look.heading());
    }
    let time = file.modified.map(|time| time.with_timezone(desk.now.offset()).format("%m-%d %H:%M"));
    let time = time.map(|time| time.to_string()).unwrap_or_default();
    put(buf, line.x + 2, line.y, line.right(), &time, look.quiet());
    let size = size(file.size);
    put_right(buf, line.x + 14, line.y, line.x + 23, &size, look.quiet());
    let (told, style) = state(file, labels, desk, open);
    let right = put_right(buf, line.x + 25, line.y, line.right(), &told, style);
    put(buf, line.x + 25, line.y, right.saturating_sub(1), &file.name, look.text());
}
