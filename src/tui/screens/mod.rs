//! The screens: one file each, with its state, its keys and its picture together.

mod cursor;

pub mod evidence;
pub mod forecast;
pub mod gate;
pub mod home;
pub mod inbox;
pub mod meetings;
pub mod nc;
pub mod ncs;
pub mod overview;
pub mod plan;
pub mod search;
pub mod sheet;
pub mod sight;
pub mod sites;
pub mod talk;
pub mod timeline;
pub mod walk;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::app::{Next, Place, Then};
use super::chord::Chord;
use super::desk::{Desk, Open};
use super::keymap::{Action, Scope};
use super::target::Target;

/// What a screen over an open dossier can do.
pub trait Page {
    /// The code under which its place is kept.
    const CODE: &'static str;

    /// The scopes whose keys hold on it, nearest first.
    fn scopes(&self) -> Vec<Scope>;

    /// Whether keys that no scope has are text for it.
    fn types(&self) -> bool {
        false
    }

    /// Does an action, or passes it on to the router.
    fn update(&mut self, action: Action, desk: &Desk, open: &Open) -> Next;

    /// Whether an action can come to anything now, for the footer.
    fn offers(&self, _: Action, _: &Desk, _: &Open) -> bool {
        true
    }

    /// Takes a key as text.
    fn typed(&mut self, _: Chord, _: &Desk, _: &Open) {}

    /// Takes a pasted text.
    fn pasted(&mut self, _: &str, _: &Desk, _: &Open) {}

    /// Puts the cursor on a hit of what is searched for: the nearest from the cursor on, or the next
    /// (`Some(true)`) or previous one. False if there is none.
    fn find(&mut self, _: &str, _: Option<bool>, _: &Desk, _: &Open) -> bool {
        false
    }

    /// Goes on after a change is on disk.
    fn saved(&mut self, then: Then, _: &Desk, _: &Open) -> Next {
        if then == Then::Back { Next::Back } else { Next::Stay }
    }

    /// The auditor stands at another audit, checklist or site.
    fn moved(&mut self, _: &Open) {}

    /// It is on top again, or the dossier changed outside, or the language did.
    fn renewed(&mut self, _: &Desk, open: &Open) {
        self.moved(open);
    }

    /// Where the cursor is: a clause or a label.
    fn cursor(&self) -> String {
        String::new()
    }

    /// Draws it; changes nothing.
    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk, open: &Open);
}

/// Declares the screens over an open dossier and hands calls on to the one that is shown.
macro_rules! pages {
    ($($name:ident: $page:ty),* $(,)?) => {
        /// A screen.
        #[derive(Debug)]
        pub enum Screen {
            /// The list of dossiers.
            Home(home::Home),
            $(#[doc = concat!("See [`", stringify!($page), "`].")] $name($page),)*
        }

        impl Screen {
            /// The scopes whose keys hold on it, nearest first.
            pub fn scopes(&self) -> Vec<Scope> {
                match self {
                    Self::Home(home) => home.scopes(),
                    $(Self::$name(page) => page.scopes(),)*
                }
            }

            /// Whether keys that no scope has are text for it.
            pub fn types(&self) -> bool {
                match self {
                    Self::Home(_) => false,
                    $(Self::$name(page) => page.types(),)*
                }
            }

            /// Whether an action can come to anything now, for the footer.
            pub fn offers(&self, action: Action, desk: &Desk, open: &Open) -> bool {
                match self {
                    Self::Home(_) => true,
                    $(Self::$name(page) => page.offers(action, desk, open),)*
                }
            }

            /// Does an action, or passes it on to the router.
            pub fn update(&mut self, action: Action, desk: &Desk, open: Option<&Open>) -> Next {
                match (self, open) {
                    (Self::Home(home), _) => home.update(action, desk),
                    $((Self::$name(page), Some(open)) => page.update(action, desk, open),)*
                    _ => Next::Pass,
                }
            }

            /// Takes a key as text.
            pub fn typed(&mut self, chord: Chord, desk: &Desk, open: &Open) {
                match self {
                    Self::Home(_) => {}
                    $(Self::$name(page) => page.typed(chord, desk, open),)*
                }
            }

            /// Takes a pasted text.
            pub fn pasted(&mut self, text: &str, desk: &Desk, open: &Open) {
                match self {
                    Self::Home(_) => {}
                    $(Self::$name(page) => page.pasted(text, desk, open),)*
                }
            }

            /// Puts the cursor on a hit; false if there is none.
            pub fn find(&mut self, text: &str, forward: Option<bool>, desk: &Desk, open: Option<&Open>) -> bool {
                match (self, open) {
                    (Self::Home(home), _) => home.find(text, forward),
                    $((Self::$name(page), Some(open)) => page.find(text, forward, desk, open),)*
                    _ => false,
                }
            }

            /// Goes on after a change is on disk.
            pub fn saved(&mut self, then: Then, desk: &Desk, open: &Open) -> Next {
                match self {
                    Self::Home(_) => Next::Stay,
                    $(Self::$name(page) => page.saved(then, desk, open),)*
                }
            }

            /// The auditor stands at another audit, checklist or site.
            pub fn moved(&mut self, open: &Open) {
                match self {
                    Self::Home(_) => {}
                    $(Self::$name(page) => page.moved(open),)*
                }
            }

            /// It is on top again, or the dossier changed outside.
            pub fn renewed(&mut self, desk: &Desk, open: &Open) {
                match self {
                    Self::Home(_) => {}
                    $(Self::$name(page) => page.renewed(desk, open),)*
                }
            }

            /// Its code and where its cursor is.
            pub fn place(&self) -> (&'static str, String) {
                match self {
                    Self::Home(_) => ("home", String::new()),
                    $(Self::$name(page) => (<$page as Page>::CODE, page.cursor()),)*
                }
            }

            /// Draws it.
            pub fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk, open: Option<&Open>) {
                match (self, open) {
                    (Self::Home(home), _) => home.view(frame, area, desk),
                    $((Self::$name(page), Some(open)) => page.view(frame, area, desk, open),)*
                    _ => {}
                }
            }
        }
    };
}

pages! {
    Overview: overview::Overview,
    Walk: walk::Walk,
    Ncs: ncs::Ncs,
    Nc: nc::Nc,
    Evidence: evidence::Register,
    Meetings: meetings::Meetings,
    Sites: sites::Sites,
    Plan: plan::Plan,
    Inbox: inbox::Inbox,
    Sight: sight::Sight,
    Talk: talk::Talk,
    Timeline: timeline::Timeline,
    Search: search::Search,
    Forecast: forecast::Forecast,
    Gate: gate::Gate,
}

impl Screen {
    /// The list of dossiers, empty until it is read.
    pub fn home() -> Self {
        Self::Home(home::Home::default())
    }

    /// Search over everything.
    pub fn search(desk: &Desk, open: &Open) -> Self {
        Self::Search(search::Search::new(desk, open))
    }

    /// The screen that shows a thing; `None` if it is not walked or not there.
    pub fn of(target: &Target, open: &Open) -> Option<Self> {
        match target {
            Target::Item(item) => {
                let walked = open.leaves().iter().any(|leaf| leaf.clause == item.clause);
                walked.then(|| Self::walk_at(&item.clause))
            }
            Target::Nc(nc) => open.dossier.nonconformity(nc).map(|_| Self::Nc(nc::Nc::of(nc))),
            Target::Evidence(piece) => Some(Self::Evidence(evidence::Register::new(piece, open))),
            Target::Note(note) => Some(Self::Talk(talk::Talk::new(note, open))),
            Target::Meeting(meeting) => Some(Self::Meetings(meetings::Meetings::new(meeting.code(), open))),
            Target::Site(site) => Some(Self::Sites(sites::Sites::at(site))),
            Target::Visit(visit) => Some(Self::Plan(plan::Plan::at(visit))),
            Target::Overview(slot) => Some(Self::Overview(overview::Overview::at(slot))),
        }
    }

    /// The walk at a clause.
    pub fn walk_at(clause: &str) -> Self {
        Self::Walk(walk::Walk::at(clause))
    }

    /// The main screen that an action leads to.
    pub fn at(action: Action, desk: &Desk, open: &Open) -> Option<Self> {
        Some(match action {
            Action::GoOverview => Self::Overview(overview::Overview::new(desk, open)),
            Action::GoWalk => Self::Walk(walk::Walk::new(open)),
            Action::GoNonconformities => Self::Ncs(ncs::Ncs::new("", open)),
            Action::GoEvidence => Self::Evidence(evidence::Register::new("", open)),
            Action::GoMeetings => Self::Meetings(meetings::Meetings::new("", open)),
            Action::GoSites => Self::Sites(sites::Sites::at("")),
            Action::GoPlan => Self::Plan(plan::Plan::at("")),
            Action::GoTalk => Self::Talk(talk::Talk::new("", open)),
            Action::GoTimeline => Self::Timeline(timeline::Timeline::new("", open)),
            Action::GoGate => Self::Gate(gate::Gate::new(desk, open)),
            Action::ShowForecast => Self::Forecast(forecast::Forecast::default()),
            _ => return None,
        })
    }

    /// The screen of a place where an earlier session ended; the walk if it names none.
    pub fn resumed(place: &Place, open: &Open) -> Self {
        match place.screen.as_str() {
            overview::Overview::CODE => Self::Overview(overview::Overview::at(&place.cursor)),
            ncs::Ncs::CODE => Self::Ncs(ncs::Ncs::new(&place.cursor, open)),
            nc::Nc::CODE if open.dossier.nonconformity(&place.cursor).is_some() => {
                Self::Nc(nc::Nc::of(&place.cursor))
            }
            inbox::Inbox::CODE => Self::Inbox(inbox::Inbox::resumed(&place.cursor, open)),
            evidence::Register::CODE => Self::Evidence(evidence::Register::new(&place.cursor, open)),
            meetings::Meetings::CODE => Self::Meetings(meetings::Meetings::new(&place.cursor, open)),
            sites::Sites::CODE => Self::Sites(sites::Sites::at(&place.cursor)),
            plan::Plan::CODE => Self::Plan(plan::Plan::at(&place.cursor)),
            talk::Talk::CODE => Self::Talk(talk::Talk::new(&place.cursor, open)),
            timeline::Timeline::CODE => Self::Timeline(timeline::Timeline::new(&place.cursor, open)),
            walk::Walk::CODE if open.leaves().iter().any(|leaf| leaf.clause == place.cursor) => {
                Self::walk_at(&place.cursor)
            }
            _ => Self::Walk(walk::Walk::new(open)),
        }
    }
}
