//! The one table behind dispatch, footer, help, palette and the README's list of keys.
//!
//! A key becomes an [`Action`] here and nothing else happens. What an action does is the business of
//! the screen that has it.

mod bindings;

use std::sync::OnceLock;

pub use bindings::{BINDINGS, FINDING};

use super::chord::Chord;
use crate::i18n::Text;
use crate::i18n::keys as words;

/// What an auditor can do with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each has its sentence, in both languages, in the table `bindings.rs`")]
pub enum Action {
    MoveDown,
    MoveUp,
    PageDown,
    PageUp,
    MoveFirst,
    MoveLast,
    ScrollDown,
    ScrollUp,
    Fold,
    Unfold,
    Open,
    NextPane,
    PreviousPane,
    Search,
    NextHit,
    PreviousHit,
    ShowPalette,
    ShowHelp,
    Undo,
    Redo,
    Back,
    Quit,
    GoHome,
    GoOverview,
    GoWalk,
    GoNonconformities,
    GoEvidence,
    GoMeetings,
    AddAttendee,
    AddTeam,
    TakeOff,
    LinkPhoto,
    BeginNow,
    EndNow,
    CheckInNow,
    GoSites,
    MarkSite,
    DrawOutlets,
    PlaceSite,
    GoPlan,
    PlanVisit,
    VisitDone,
    VisitDeviated,
    GoTalk,
    TakeNote,
    DropNote,
    GoTimeline,
    GoSync,
    GoGate,
    GoInbox,
    TakeFromInbox,
    LookAt,
    LookAgain,
    PutAway,
    DrawPhoto,
    CancelTaking,
    SwitchLanguage,
    MarkConform,
    MarkNonconform,
    MarkSampled,
    MarkDeleted,
    WriteObservation,
    MarkOpen,
    GiveBonus,
    DeductSpecially,
    WriteRemark,
    RewriteRemark,
    RepeatRemark,
    AddEvidence,
    RaiseAnother,
    NextOpen,
    PreviousOpen,
    NextTroubled,
    PreviousTroubled,
    SwitchSite,
    SwitchStandard,
    ShowForecast,
    FoldGuidance,
    DecideConflict,
    EditNonconformity,
    Acknowledge,
    Dispute,
    AnswerNonconformity,
    FinishAnswer,
    AcceptAnswer,
    RejectAnswer,
    CarryOut,
    Verify,
    CloseNonconformity,
    Withdraw,
    ExtendDue,
    Escalate,
    CiteEvidence,
    CheckLikeCases,
    RaiseByParts,
    ComposeStatement,
    ReviseEvidence,
    WithdrawEvidence,
    LinkEvidence,
    UnlinkEvidence,
    NewDossier,
    OpenDemonstration,
    OpenPath,
    EditClient,
    EditAudit,
    AddSite,
    EditSite,
    ChooseSite,
    NewAudit,
    TryConform,
    TryNonconform,
    TryNothing,
    SaveForm,
    NextField,
    PreviousField,
    NextChoice,
    PreviousChoice,
    LeaveForm,
    ShowPhrases,
    NextPlace,
    Choose,
}

impl Action {
    /// Whether it only moves the cursor or turns pages and panes.
    pub fn is_move(self) -> bool {
        matches!(
            self,
            Self::MoveDown
                | Self::MoveUp
                | Self::PageDown
                | Self::PageUp
                | Self::MoveFirst
                | Self::MoveLast
                | Self::ScrollDown
                | Self::ScrollUp
                | Self::Fold
                | Self::Unfold
                | Self::NextPane
                | Self::PreviousPane
        )
    }

    /// Whether it writes into the dossier, by itself or by what it asks for.
    pub fn records(self) -> bool {
        RECORDING.contains(&self)
    }

    /// Whether it is about the dossier that is open.
    pub fn needs_dossier(self) -> bool {
        matches!(
            self,
            Self::GoOverview
                | Self::GoWalk
                | Self::GoNonconformities
                | Self::GoEvidence
                | Self::GoTimeline
                | Self::GoSync
                | Self::GoTalk
                | Self::GoGate
                | Self::GoMeetings
                | Self::GoSites
                | Self::GoPlan
                | Self::GoInbox
                | Self::TakeNote
                | Self::Undo
                | Self::Redo
                | Self::Fold
                | Self::Unfold
                | Self::NextPane
                | Self::PreviousPane
        )
    }
}

/// The actions that write into the dossier.
const RECORDING: [Action; 61] = [
    Action::AddAttendee,
    Action::AddTeam,
    Action::TakeOff,
    Action::LinkPhoto,
    Action::BeginNow,
    Action::EndNow,
    Action::CheckInNow,
    Action::MarkSite,
    Action::DrawOutlets,
    Action::PlaceSite,
    Action::PlanVisit,
    Action::VisitDone,
    Action::VisitDeviated,
    Action::TakeNote,
    Action::DropNote,
    Action::GoSync,
    Action::Undo,
    Action::Redo,
    Action::TakeFromInbox,
    Action::PutAway,
    Action::MarkConform,
    Action::MarkNonconform,
    Action::MarkSampled,
    Action::MarkDeleted,
    Action::WriteObservation,
    Action::MarkOpen,
    Action::GiveBonus,
    Action::DeductSpecially,
    Action::WriteRemark,
    Action::RewriteRemark,
    Action::RepeatRemark,
    Action::AddEvidence,
    Action::RaiseAnother,
    Action::RaiseByParts,
    Action::ComposeStatement,
    Action::DecideConflict,
    Action::EditNonconformity,
    Action::Acknowledge,
    Action::Dispute,
    Action::AnswerNonconformity,
    Action::FinishAnswer,
    Action::AcceptAnswer,
    Action::RejectAnswer,
    Action::CarryOut,
    Action::Verify,
    Action::CloseNonconformity,
    Action::Withdraw,
    Action::ExtendDue,
    Action::Escalate,
    Action::CiteEvidence,
    Action::CheckLikeCases,
    Action::ReviseEvidence,
    Action::WithdrawEvidence,
    Action::LinkEvidence,
    Action::UnlinkEvidence,
    Action::EditClient,
    Action::EditAudit,
    Action::AddSite,
    Action::EditSite,
    Action::ChooseSite,
    Action::NewAudit,
];

/// Where a key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// On every screen, but not in dialogs.
    Everywhere,
    /// In lists that can be searched.
    Hits,
    /// The list of dossiers.
    Home,
    /// The overview of a dossier.
    Overview,
    /// The walk through the indicators.
    Walk,
    /// The list of nonconformities.
    Nonconformities,
    /// One nonconformity.
    Nonconformity,
    /// The evidence register.
    Evidence,
    /// The opening and the closing meeting.
    Meetings,
    /// The sites and the sample of outlets.
    Sites,
    /// The visit plan.
    Plan,
    /// The interview stream.
    Talk,
    /// The inbox.
    Inbox,
    /// A piece of evidence being looked at.
    Sight,
    /// A photo being looked at.
    Photo,
    /// The timeline.
    Timeline,
    /// Search over everything.
    SearchAll,
    /// The leave-site gate.
    Gate,
    /// The forecast.
    Forecast,
    /// Text: plain letters are never commands.
    Form,
    /// A list of which one line is chosen; typing narrows it.
    Choice,
}

impl Scope {
    /// Where it holds, in words.
    pub fn words(self) -> Text {
        match self {
            Self::Everywhere => words::IN_EVERYWHERE,
            Self::Hits => words::IN_HITS,
            Self::Home => words::IN_HOME,
            Self::Overview => words::IN_OVERVIEW,
            Self::Walk => words::IN_WALK,
            Self::Nonconformities => words::IN_NONCONFORMITIES,
            Self::Nonconformity => words::IN_NONCONFORMITY,
            Self::Evidence => words::IN_EVIDENCE,
            Self::Inbox => words::IN_INBOX,
            Self::Sight => words::IN_SIGHT,
            Self::Photo => words::IN_PHOTO,
            Self::Meetings => words::IN_MEETINGS,
            Self::Sites => words::IN_SITES,
            Self::Plan => words::IN_PLAN,
            Self::Talk => words::IN_TALK,
            Self::Timeline => words::IN_TIMELINE,
            Self::SearchAll => words::IN_SEARCH,
            Self::Gate => words::IN_GATE,
            Self::Forecast => words::IN_FORECAST,
            Self::Form => words::IN_FORM,
            Self::Choice => words::IN_CHOICE,
        }
    }
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// Where it holds.
    pub scope: Scope,
    /// The keys, as [`Chord::parse`] reads them; two with a blank between are pressed one after the
    /// other; alternatives stand apart.
    pub keys: &'static [&'static str],
    /// What it does.
    pub action: Action,
    /// Its few words for the footer, the help and the palette.
    pub words: Text,
    /// Whether it belongs in the footer while there is room.
    pub foot: bool,
}

/// A row's keys, read.
struct Compiled {
    scope: Scope,
    keys: Vec<Chord>,
    action: Action,
}

fn compiled() -> &'static [Compiled] {
    static TABLE: OnceLock<Vec<Compiled>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let rows = BINDINGS.iter().flat_map(|row| row.keys.iter().map(move |keys| (row, keys)));
        rows.map(|(row, keys)| {
            let keys = keys.split(' ').filter_map(Chord::parse).collect();
            Compiled { scope: row.scope, keys, action: row.action }
        })
        .collect()
    })
}

/// What a key leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// An action.
    Do(Action),
    /// The first of two keys; the second is awaited.
    Prefix,
    /// Nothing.
    Unbound,
}

/// Looks a key up; the first scope that has it wins. `before` is a first key already pressed.
pub fn resolve(scopes: &[Scope], before: Option<Chord>, chord: Chord) -> Resolved {
    let chord = chord.command();
    let typed: Vec<Chord> = before.into_iter().chain([chord]).collect();
    for scope in scopes {
        let mut rows = compiled().iter().filter(|row| row.scope == *scope);
        if let Some(row) = rows.clone().find(|row| row.keys == typed) {
            return Resolved::Do(row.action);
        }
        if typed.len() == 1 && rows.any(|row| row.keys.len() == 2 && row.keys[0] == chord) {
            return Resolved::Prefix;
        }
    }
    Resolved::Unbound
}

/// The rows that hold in these scopes, first scope first; a key that an earlier scope has hides a
/// later one's.
pub fn rows(scopes: &[Scope]) -> Vec<&'static Binding> {
    let mut seen: Vec<&str> = Vec::new();
    let mut rows = Vec::new();
    for scope in scopes {
        let start = seen.len();
        for row in BINDINGS.iter().filter(|row| row.scope == *scope) {
            if row.keys.iter().any(|key| !seen[..start].contains(key)) {
                rows.push(row);
            }
            seen.extend(row.keys);
        }
    }
    rows
}

impl Binding {
    /// Whether it writes into the dossier: on some screens Enter does.
    pub fn records(&self) -> bool {
        let enter_writes = matches!(self.scope, Scope::Sites | Scope::Meetings | Scope::Plan | Scope::Talk);
        self.action.records() || (self.action == Action::Open && enter_writes)
    }

    /// Its first key as people read it: `Ctrl-s`, `g o`.
    pub fn shown(&self) -> String {
        self.keys.first().map(|keys| shown(keys)).unwrap_or_default()
    }

    /// All its keys as people read them.
    pub fn shown_all(&self) -> String {
        self.keys.iter().map(|keys| shown(keys)).collect::<Vec<_>>().join(", ")
    }
}

fn shown(keys: &str) -> String {
    let chords = keys.split(' ').filter_map(Chord::parse);
    chords.map(|chord| chord.to_string()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::Action as A;
    use std::collections::HashSet;

    use crossterm::event::KeyCode;

    use super::*;

    const TYPING: [Scope; 3] = [Scope::Form, Scope::Choice, Scope::SearchAll];

    #[test]
    fn every_key_of_the_table_is_a_key_and_stands_once_in_its_scope() {
        let mut seen = HashSet::new();
        for row in BINDINGS {
            for keys in row.keys {
                for key in keys.split(' ') {
                    assert!(Chord::parse(key).is_some(), "{key}");
                }
                assert!(seen.insert((row.scope, *keys)), "{keys} twice in {:?}", row.scope);
            }
        }
    }

    #[test]
    fn a_first_key_of_two_is_never_a_command_itself() {
        for two in compiled().iter().filter(|row| row.keys.len() == 2) {
            let clash = compiled().iter().find(|row| row.keys == [two.keys[0]]);
            assert!(clash.is_none(), "{}", two.keys[0]);
        }
    }

    #[test]
    fn where_text_is_typed_no_letter_is_a_command() {
        for row in compiled().iter().filter(|row| TYPING.contains(&row.scope)) {
            let plain = matches!(row.keys[0].code, KeyCode::Char(_)) && !row.keys[0].ctrl;
            assert!(!plain, "{:?} in {:?}", row.action, row.scope);
        }
    }

    #[test]
    fn the_nearer_scope_wins_and_a_full_width_key_counts() {
        let key = |text: &str| Chord::parse(text).unwrap();
        let lists = [Scope::Nonconformities, Scope::Hits, Scope::Everywhere];
        assert_eq!(
            resolve(&[Scope::Walk, Scope::Everywhere], None, key("n")),
            Resolved::Do(A::MarkNonconform)
        );
        assert_eq!(resolve(&lists, None, key("n")), Resolved::Do(A::NextHit));
        assert_eq!(resolve(&[Scope::Everywhere], None, key("：")), Resolved::Do(A::ShowPalette));
        assert_eq!(resolve(&[Scope::Everywhere], None, key("g")), Resolved::Prefix);
        assert_eq!(resolve(&[Scope::Everywhere], Some(key("g")), key("o")), Resolved::Do(A::GoOverview));
        assert_eq!(resolve(&[Scope::Everywhere], Some(key("g")), key("z")), Resolved::Unbound);
    }
}
