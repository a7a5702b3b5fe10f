//! The one table behind dispatch, footer, help, palette and the README's list of keys.
//!
//! A key becomes an [`Action`] here and nothing else happens. What an action does is the business of
//! the screen that has it.

use std::sync::OnceLock;

use super::chord::Chord;
use crate::i18n::Text;
use crate::i18n::keys as words;

/// What an auditor can do with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each has its sentence, in both languages, in the table below")]
pub enum Action {
    MoveDown,
    MoveUp,
    PageDown,
    PageUp,
    MoveFirst,
    MoveLast,
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
const RECORDING: [Action; 57] = [
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
    Action::RepeatRemark,
    Action::AddEvidence,
    Action::RaiseAnother,
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

const fn row(
    scope: Scope,
    keys: &'static [&'static str],
    action: Action,
    words: Text,
    foot: bool,
) -> Binding {
    Binding { scope, keys, action, words, foot }
}

use Action as A;
use Scope as S;

/// Every key of the program. In the footer the rows of a scope stand in this order.
pub const BINDINGS: &[Binding] = &[
    row(S::Walk, &["y"], A::MarkConform, words::MARK_CONFORM, true),
    row(S::Walk, &["n"], A::MarkNonconform, words::MARK_NONCONFORM, true),
    row(S::Walk, &["N"], A::RaiseByParts, words::RAISE_BY_PARTS, false),
    row(S::Walk, &["s"], A::MarkSampled, words::MARK_SAMPLED, true),
    row(S::Walk, &["e"], A::AddEvidence, words::ADD_EVIDENCE, true),
    row(S::Walk, &["b"], A::GoInbox, words::GO_INBOX, false),
    row(S::Walk, &["]"], A::NextOpen, words::NEXT_OPEN, true),
    row(S::Walk, &["["], A::PreviousOpen, words::PREVIOUS_OPEN, false),
    row(S::Walk, &["d"], A::MarkDeleted, words::MARK_DELETED, true),
    row(S::Walk, &["o"], A::WriteObservation, words::WRITE_OBSERVATION, false),
    row(S::Walk, &["x"], A::MarkOpen, words::MARK_OPEN, false),
    row(S::Walk, &["r"], A::WriteRemark, words::WRITE_REMARK, true),
    row(S::Walk, &["."], A::RepeatRemark, words::REPEAT_REMARK, false),
    row(S::Walk, &["c"], A::RaiseAnother, words::RAISE_ANOTHER, false),
    row(S::Walk, &["+"], A::GiveBonus, words::GIVE_BONUS, false),
    row(S::Walk, &["-"], A::DeductSpecially, words::DEDUCT_SPECIALLY, false),
    row(S::Walk, &["}"], A::NextTroubled, words::NEXT_TROUBLED, false),
    row(S::Walk, &["{"], A::PreviousTroubled, words::PREVIOUS_TROUBLED, false),
    row(S::Walk, &["S"], A::SwitchSite, words::SWITCH_SITE, false),
    row(S::Walk, &["T"], A::SwitchStandard, words::SWITCH_STANDARD, false),
    row(S::Walk, &["f"], A::ShowForecast, words::SHOW_FORECAST, false),
    row(S::Walk, &["i"], A::FoldGuidance, words::FOLD_GUIDANCE, false),
    row(S::Walk, &["="], A::DecideConflict, words::DECIDE_CONFLICT, false),
    row(S::Nonconformities, &["enter", "l", "right"], A::Open, words::OPEN_NC, true),
    row(S::Nonconformities, &["c"], A::RaiseAnother, words::RAISE_NC, true),
    row(S::Nonconformity, &["e"], A::EditNonconformity, words::EDIT_NC, true),
    row(S::Nonconformity, &["y"], A::Acknowledge, words::ACKNOWLEDGE, true),
    row(S::Nonconformity, &["x"], A::Dispute, words::DISPUTE, false),
    row(S::Nonconformity, &["a"], A::AnswerNonconformity, words::ANSWER_NC, true),
    row(S::Nonconformity, &["f"], A::FinishAnswer, words::FINISH_ANSWER, false),
    row(S::Nonconformity, &["A"], A::AcceptAnswer, words::ACCEPT_ANSWER, true),
    row(S::Nonconformity, &["R"], A::RejectAnswer, words::REJECT_ANSWER, false),
    row(S::Nonconformity, &["c"], A::CarryOut, words::CARRY_OUT, false),
    row(S::Nonconformity, &["v"], A::Verify, words::VERIFY, true),
    row(S::Nonconformity, &["z"], A::CloseNonconformity, words::CLOSE_NC, true),
    row(S::Nonconformity, &["w"], A::Withdraw, words::WITHDRAW_NC, false),
    row(S::Nonconformity, &["D"], A::ExtendDue, words::EXTEND_DUE, false),
    row(S::Nonconformity, &["E"], A::CiteEvidence, words::CITE_EVIDENCE, false),
    row(S::Nonconformity, &["n"], A::AddEvidence, words::NEW_EVIDENCE, false),
    row(S::Nonconformity, &["b"], A::GoInbox, words::GO_INBOX, false),
    row(S::Nonconformity, &["s"], A::ComposeStatement, words::COMPOSE_STATEMENT, false),
    row(S::Nonconformity, &["o"], A::CheckLikeCases, words::CHECK_LIKE_CASES, false),
    row(S::Nonconformity, &["="], A::DecideConflict, words::DECIDE_CONFLICT, false),
    row(S::Inbox, &["e", "a"], A::TakeFromInbox, words::TAKE_FROM_INBOX, true),
    row(S::Inbox, &["enter", "v"], A::LookAt, words::LOOK_AT, true),
    row(S::Inbox, &["x"], A::PutAway, words::PUT_AWAY, true),
    row(S::Inbox, &["R"], A::LookAgain, words::LOOK_AGAIN, true),
    row(S::Sight, &["v", "enter"], A::Back, words::BACK, true),
    row(S::Sight, &["p"], A::DrawPhoto, words::DRAW_PHOTO, true),
    row(S::Evidence, &["e", "a"], A::AddEvidence, words::ADD_EVIDENCE, true),
    row(S::Evidence, &["r"], A::ReviseEvidence, words::REVISE_EVIDENCE, true),
    row(S::Evidence, &["c"], A::LinkEvidence, words::LINK_EVIDENCE, true),
    row(S::Evidence, &["x"], A::UnlinkEvidence, words::UNLINK_EVIDENCE, false),
    row(S::Evidence, &["enter"], A::Open, words::OPEN_CITED, true),
    row(S::Evidence, &["v"], A::LookAt, words::LOOK_AT, true),
    row(S::Evidence, &["w"], A::WithdrawEvidence, words::WITHDRAW_EVIDENCE, false),
    row(S::Evidence, &["="], A::DecideConflict, words::DECIDE_CONFLICT, false),
    row(S::Meetings, &["b"], A::BeginNow, words::BEGIN_NOW, true),
    row(S::Meetings, &["y"], A::CheckInNow, words::CHECK_IN_NOW, true),
    row(S::Meetings, &["f"], A::EndNow, words::END_NOW, true),
    row(S::Meetings, &["a"], A::AddAttendee, words::ADD_ATTENDEE, true),
    row(S::Meetings, &["p"], A::LinkPhoto, words::LINK_PHOTO, true),
    row(S::Meetings, &["enter", "e"], A::Open, words::EDIT_MEETING, true),
    row(S::Meetings, &["T"], A::AddTeam, words::ADD_TEAM, false),
    row(S::Meetings, &["x"], A::TakeOff, words::TAKE_OFF, false),
    row(S::Meetings, &["="], A::DecideConflict, words::DECIDE_CONFLICT, false),
    row(S::Sites, &["enter", "y"], A::Open, words::TOGGLE_VISIT, true),
    row(S::Sites, &["m"], A::MarkSite, words::MARK_SITE, true),
    row(S::Sites, &["D"], A::DrawOutlets, words::DRAW_OUTLETS, true),
    row(S::Sites, &["a", "S"], A::AddSite, words::ADD_SITE, true),
    row(S::Sites, &["p"], A::PlaceSite, words::PLACE_SITE, false),
    row(S::Sites, &["v"], A::ChooseSite, words::CHOOSE_SITE, false),
    row(S::Sites, &["r"], A::EditSite, words::EDIT_SITE, false),
    row(S::Sites, &["="], A::DecideConflict, words::DECIDE_CONFLICT, false),
    row(S::Plan, &["a"], A::PlanVisit, words::PLAN_VISIT, true),
    row(S::Plan, &["enter"], A::Open, words::REWRITE_NOTE, true),
    row(S::Plan, &["y"], A::VisitDone, words::VISIT_DONE, true),
    row(S::Plan, &["d"], A::VisitDeviated, words::VISIT_DEVIATED, true),
    row(S::Plan, &["w"], A::DropNote, words::DROP_VISIT, false),
    row(S::Plan, &["="], A::DecideConflict, words::DECIDE_CONFLICT, false),
    row(S::Talk, &["enter"], A::Open, words::REWRITE_NOTE, true),
    row(S::Talk, &["e"], A::AddEvidence, words::NOTE_TO_EVIDENCE, true),
    row(S::Talk, &["c"], A::RaiseAnother, words::RAISE_NC, true),
    row(S::Talk, &["w"], A::DropNote, words::DROP_NOTE, false),
    row(S::Talk, &["="], A::DecideConflict, words::DECIDE_CONFLICT, false),
    row(S::Timeline, &["enter"], A::Open, words::GO_THERE, true),
    row(S::Timeline, &["/"], A::Search, words::NARROW, true),
    row(S::Timeline, &["tab"], A::NextPane, words::SHOW_DETAIL, true),
    row(S::Timeline, &["="], A::DecideConflict, words::DECIDE_CONFLICT, false),
    row(S::Home, &["enter", "l", "right"], A::Open, words::OPEN_DOSSIER, true),
    row(S::Home, &["a"], A::NewDossier, words::NEW_DOSSIER, true),
    row(S::Home, &["m"], A::OpenDemonstration, words::OPEN_DEMONSTRATION, true),
    row(S::Home, &["p"], A::OpenPath, words::OPEN_PATH, true),
    row(S::Home, &["/"], A::Search, words::SEARCH, true),
    row(S::Overview, &["enter", "l", "right"], A::Open, words::OPEN_LINE, true),
    row(S::Overview, &["c"], A::EditClient, words::EDIT_CLIENT, true),
    row(S::Overview, &["e"], A::EditAudit, words::EDIT_AUDIT, true),
    row(S::Overview, &["S"], A::AddSite, words::ADD_SITE, false),
    row(S::Overview, &["v"], A::ChooseSite, words::CHOOSE_SITE, false),
    row(S::Overview, &["r"], A::EditSite, words::EDIT_SITE, false),
    row(S::Overview, &["A"], A::NewAudit, words::NEW_AUDIT, false),
    row(S::Overview, &["f"], A::ShowForecast, words::SHOW_FORECAST, true),
    row(S::Overview, &["="], A::DecideConflict, words::DECIDE_CONFLICT, true),
    row(S::Gate, &["enter", "l", "right"], A::Open, words::SETTLE, true),
    row(S::Gate, &["="], A::DecideConflict, words::DECIDE_CONFLICT, true),
    row(S::SearchAll, &["enter"], A::Open, words::OPEN_LINE, true),
    row(S::SearchAll, &["down", "ctrl-n"], A::MoveDown, words::MOVE_DOWN, false),
    row(S::SearchAll, &["up", "ctrl-p"], A::MoveUp, words::MOVE_UP, false),
    row(S::SearchAll, &["pgdn", "ctrl-d"], A::PageDown, words::PAGE_DOWN, false),
    row(S::SearchAll, &["pgup"], A::PageUp, words::PAGE_UP, false),
    row(S::SearchAll, &["esc"], A::Back, words::BACK, true),
    row(S::Forecast, &["y"], A::TryConform, words::TRY_CONFORM, true),
    row(S::Forecast, &["n"], A::TryNonconform, words::TRY_NONCONFORM, true),
    row(S::Forecast, &["x"], A::TryNothing, words::TRY_NOTHING, true),
    row(S::Forecast, &["tab"], A::NextPane, words::ONLY_MOVING, true),
    row(S::Forecast, &["enter"], A::Open, words::OPEN_LINE, true),
    row(S::Hits, &["n"], A::NextHit, words::NEXT_HIT, false),
    row(S::Hits, &["N"], A::PreviousHit, words::PREVIOUS_HIT, false),
    row(S::Everywhere, &["j", "down"], A::MoveDown, words::MOVE_DOWN, false),
    row(S::Everywhere, &["k", "up"], A::MoveUp, words::MOVE_UP, false),
    row(S::Everywhere, &["ctrl-d", "pgdn"], A::PageDown, words::PAGE_DOWN, false),
    row(S::Everywhere, &["ctrl-u", "pgup"], A::PageUp, words::PAGE_UP, false),
    row(S::Everywhere, &["g g", "home"], A::MoveFirst, words::MOVE_FIRST, false),
    row(S::Everywhere, &["G", "end"], A::MoveLast, words::MOVE_LAST, false),
    row(S::Everywhere, &["h", "left"], A::Fold, words::FOLD, false),
    row(S::Everywhere, &["l", "right"], A::Unfold, words::UNFOLD, false),
    row(S::Everywhere, &["enter"], A::Open, words::OPEN_LINE, false),
    row(S::Everywhere, &["tab"], A::NextPane, words::NEXT_PANE, false),
    row(S::Everywhere, &["shift-tab"], A::PreviousPane, words::PREVIOUS_PANE, false),
    row(S::Everywhere, &["/"], A::Search, words::SEARCH, false),
    row(S::Everywhere, &[":"], A::ShowPalette, words::SHOW_PALETTE, false),
    row(S::Everywhere, &["u"], A::Undo, words::UNDO, false),
    row(S::Everywhere, &["ctrl-r"], A::Redo, words::REDO, false),
    row(S::Everywhere, &["q", "esc"], A::Back, words::BACK, false),
    row(S::Everywhere, &["g h"], A::GoHome, words::GO_HOME, false),
    row(S::Everywhere, &["g o"], A::GoOverview, words::GO_OVERVIEW, false),
    row(S::Everywhere, &["g w"], A::GoWalk, words::GO_WALK, false),
    row(S::Everywhere, &["g n"], A::GoNonconformities, words::GO_NONCONFORMITIES, false),
    row(S::Everywhere, &["g e"], A::GoEvidence, words::GO_EVIDENCE, false),
    row(S::Everywhere, &["g m"], A::GoMeetings, words::GO_MEETINGS, false),
    row(S::Everywhere, &["g a"], A::GoSites, words::GO_SITES, false),
    row(S::Everywhere, &["g p"], A::GoPlan, words::GO_PLAN, false),
    row(S::Everywhere, &["g i"], A::GoTalk, words::GO_TALK, false),
    row(S::Everywhere, &[">"], A::TakeNote, words::TAKE_NOTE, false),
    row(S::Everywhere, &["g t"], A::GoTimeline, words::GO_TIMELINE, false),
    row(S::Everywhere, &["g s"], A::GoSync, words::GO_SYNC, false),
    row(S::Everywhere, &["g b"], A::GoInbox, words::GO_INBOX, false),
    row(S::Everywhere, &["ctrl-c"], A::CancelTaking, words::CANCEL_TAKING, false),
    row(S::Everywhere, &["g r"], A::GoGate, words::GO_GATE, false),
    row(S::Everywhere, &["g l"], A::SwitchLanguage, words::SWITCH_LANGUAGE, false),
    row(S::Everywhere, &["?"], A::ShowHelp, words::SHOW_HELP, false),
    row(S::Form, &["ctrl-s"], A::SaveForm, words::SAVE_FORM, true),
    row(S::Form, &["tab"], A::NextField, words::NEXT_FIELD, true),
    row(S::Form, &["shift-tab"], A::PreviousField, words::PREVIOUS_FIELD, false),
    row(S::Form, &["ctrl-p"], A::ShowPhrases, words::SHOW_PHRASES, true),
    row(S::Form, &["ctrl-n"], A::NextPlace, words::NEXT_PLACE, false),
    row(S::Form, &["esc"], A::LeaveForm, words::LEAVE_FORM, true),
    row(S::Choice, &["enter"], A::Choose, words::CHOOSE, true),
    row(S::Choice, &["down", "ctrl-n"], A::MoveDown, words::MOVE_DOWN, false),
    row(S::Choice, &["up", "ctrl-p"], A::MoveUp, words::MOVE_UP, false),
    row(S::Choice, &["pgdn", "ctrl-d"], A::PageDown, words::PAGE_DOWN, false),
    row(S::Choice, &["pgup"], A::PageUp, words::PAGE_UP, false),
    row(S::Choice, &["esc"], A::Back, words::BACK, true),
];

/// The keys of the line that finds as one types, for the footer: the line reads them itself.
pub const FINDING: [Binding; 2] = [
    row(S::Hits, &["enter"], A::Choose, words::KEEP_HITS, true),
    row(S::Hits, &["esc"], A::Back, words::CANCEL, true),
];

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
