//! The lines of the overview: what they are, and in which order they stand.

use ratatui::style::Style;

use super::{particulars, standing, visit};
use crate::domain::change::SpecialItem;
use crate::domain::slot::Slot;
use crate::i18n::Text;
use crate::tui::desk::{Desk, Open, Standpoint};
use crate::tui::forms::Purpose;
use crate::tui::forms::dossier::DossierForm;
use crate::tui::keymap::Action;
use crate::tui::look::Look;

/// A line: a heading, or something said that leads somewhere.
#[derive(Clone, Debug)]
pub struct Line {
    /// What the cursor keeps: the slot that the line shows, where it shows one.
    pub key: String,
    /// What it is about.
    pub label: String,
    /// What is said.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
    /// Where it leads.
    pub leads: Leads,
}

/// How a line is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it is.
    Plain,
    /// Only to explain, or not there.
    Quiet,
    /// Good.
    Good,
    /// Bad: overdue, below the lowest level.
    Bad,
    /// Needs attention.
    Attention,
}

impl Tone {
    /// Its style.
    pub fn style(self, look: &Look) -> Style {
        match self {
            Self::Plain => look.text(),
            Self::Quiet => look.quiet(),
            Self::Good => look.good(),
            Self::Bad => look.bad(),
            Self::Attention => look.attention(),
        }
    }
}

/// Where a line leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leads {
    /// To nothing more.
    Nowhere,
    /// To a form.
    Ask(DossierForm),
    /// To a form in which something was begun and left.
    Finish(Purpose),
    /// To another audit or checklist, seen from here.
    Stand(Standpoint),
    /// To the walk at a site.
    Walk(String),
    /// To what an action shows.
    Do(Action),
    /// To what a slot is about.
    Slot(Slot),
    /// To what a special deduction or the bonus rests on.
    Ground(SpecialItem),
}

/// The keys of headings and of lines beneath another, which the cursor is never on.
const HEADING: &str = "#";
const BENEATH: &str = "##";

impl Line {
    /// A heading.
    pub fn heading(desk: &Desk, text: Text) -> Self {
        let label = desk.t(text).to_owned();
        Self { key: HEADING.to_owned(), label, text: String::new(), tone: Tone::Plain, leads: Leads::Nowhere }
    }

    /// What belongs to the line above it.
    pub fn beneath(text: impl Into<String>) -> Self {
        Self::new(BENEATH, String::new(), text)
    }

    /// A line that says something.
    pub fn new(key: impl Into<String>, label: impl Into<String>, text: impl Into<String>) -> Self {
        let (key, label, text) = (key.into(), label.into(), text.into());
        Self { key, label, text, tone: Tone::Plain, leads: Leads::Nowhere }
    }

    /// The same, meant in some way.
    #[must_use]
    pub fn tone(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }

    /// The same, leading somewhere.
    #[must_use]
    pub fn leads(self, leads: Leads) -> Self {
        Self { leads, ..self }
    }

    /// Whether it is a heading.
    pub fn is_heading(&self) -> bool {
        self.key == HEADING
    }

    /// Whether it belongs to the line above it.
    pub fn is_beneath(&self) -> bool {
        self.key == BENEATH
    }

    /// Whether the cursor can be on it.
    pub fn is_stop(&self) -> bool {
        !self.is_heading() && !self.is_beneath()
    }

    /// The site that it is about.
    pub fn site(&self) -> Option<String> {
        self.key.strip_prefix("site/").map(str::to_owned)
    }
}

/// Every line, from what asks for something now to what is looked up once.
pub fn all(desk: &Desk, open: &Open) -> Vec<Line> {
    let mut lines = standing::conflicts(desk, open);
    lines.extend(standing::drafts(desk, open));
    lines.extend(standing::score(desk, open));
    lines.extend(standing::ncs(desk, open));
    lines.extend(particulars::sites(desk, open));
    lines.extend(particulars::audits(desk, open));
    lines.extend(visit::visit(desk, open));
    lines.extend(particulars::client(desk, open));
    lines.extend(particulars::checklists(desk, open));
    lines.extend(particulars::file(desk, open));
    lines
}
