//! The domain's polite no: an answer, not an error. `i18n::refusal` says it in a sentence.

use super::change::{AnswerPart, Class, DayUnit, Step};
use super::fault::Fault;

/// Why a change is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The dossier has not been started.
    NotStarted,
    /// The dossier has been started already.
    AlreadyStarted,
    /// No audit of this label.
    UnknownAudit(String),
    /// No site of this label.
    UnknownSite(String),
    /// The nonconformity was raised at this very site: the like is looked for at others.
    OwnSite(String),
    /// The nonconformity is to be verified at the next audit, and there is none yet.
    NoNextAudit(String),
    /// What is to be undone decided a conflict, which no single value restores: the slot.
    DecidedConflict(String),
    /// A year that has not four digits.
    BadYear(i32),
    /// The step would be another one of the nonconformity's life than it says.
    OtherPlace {
        /// The how manyth it would be.
        nth: u32,
    },
    /// The client acknowledged another class or statement than stands.
    AcknowledgesOther(String),
    /// The site is not visited in the audit.
    SiteNotVisited(String),
    /// The audit does not judge by this checklist.
    UnknownStandard(String),
    /// The checklist has no leaf of this number.
    NotALeaf(String),
    /// The checklist has no indicator of this number.
    UnknownClause(String),
    /// This clause is not walked at this site.
    ClauseNotWalked {
        /// The clause.
        clause: String,
        /// The site's label.
        site: String,
    },
    /// The checklist says that the leaf is not judged by samples.
    MayNotSample(String),
    /// The checklist says that the leaf cannot be deleted.
    MayNotDelete(String),
    /// A deletion, rejection, withdrawal … needs its reason.
    ReasonMissing,
    /// A sample needs at least one piece.
    SampleEmpty,
    /// More failed than were looked at.
    MoreFailedThanSampled {
        /// Looked at.
        sampled: u32,
        /// Failed.
        failed: u32,
    },
    /// More were looked at than there are.
    MoreSampledThanExist {
        /// Looked at.
        sampled: u32,
        /// There are.
        population: u32,
    },
    /// The samples written down do not agree with the counts.
    SamplesDisagree,
    /// A text that cannot be empty is.
    TextMissing,
    /// A text is longer than [`super::rules::TEXT_LIMIT`].
    TextTooLong {
        /// Most bytes.
        limit: usize,
        /// Bytes of the text.
        got: usize,
    },
    /// A text holds a control character.
    ControlCharacter,
    /// Not a label.
    BadLabel(String),
    /// Not a date of the form `YYYY-MM-DD`.
    BadDate(String),
    /// Not a SHA-256 in hexadecimal digits, or not that of the content.
    BadDigest(String),
    /// The checklist's text has faults.
    BrokenChecklist(Vec<Fault>),
    /// An audit needs at least one checklist.
    NoCriteria,
    /// The dossier has no such adopted checklist.
    UnknownChecklist(String),
    /// No nonconformity of this label.
    UnknownNc(String),
    /// A nonconformity names at least one clause.
    NoClause,
    /// A nonconformity names each clause once.
    ClauseTwice(String),
    /// The nonconformity's place cannot change once it is raised.
    NcMoved(String),
    /// The nonconformity has no class yet.
    ClassMissing,
    /// The nonconformity has no statement yet.
    StatementMissing,
    /// From where the nonconformity stands, this step is not possible.
    StepNotPossible {
        /// Its class, on which it depends what may come next.
        class: Option<Class>,
        /// Where it stands; `None` = raised only.
        from: Option<Step>,
        /// What was tried.
        step: Step,
    },
    /// Parts of the answer are missing.
    AnswerIncomplete {
        /// The round.
        round: u32,
        /// What is missing.
        missing: Vec<AnswerPart>,
    },
    /// The answer's round is not the one that is open.
    WrongRound {
        /// The open round.
        expected: u32,
        /// The round that was named.
        got: u32,
    },
    /// The nonconformity is closed or withdrawn.
    NcEnded(String),
    /// Only a closed nonconformity of an earlier audit is looked at again.
    NotToRecheck(String),
    /// Extensions come one after the other, at most two.
    WrongExtension {
        /// The next one; `None` when both were given.
        next: Option<u32>,
    },
    /// The new due date is not later than the old one.
    DueNotLater(String),
    /// The due date is not later than the day on which the nonconformity was raised.
    DueBeforeRaised {
        /// The due date.
        due: String,
        /// The day on which it was raised.
        raised: String,
    },
    /// The due date is not so many days after the nonconformity was raised.
    DueMiscounted {
        /// The due date.
        due: String,
        /// The day on which it was raised.
        raised: String,
        /// So many days that are said to lie between them.
        days: u32,
        /// Which days are said to be counted.
        unit: DayUnit,
    },
    /// The due date was counted for another class than the nonconformity has.
    DueOtherClass {
        /// The nonconformity.
        nc: String,
        /// Its class.
        class: Class,
        /// The class that was named.
        got: Class,
    },
    /// The client's date of completion lies before the day on which the nonconformity was raised.
    DoneBeforeRaised {
        /// The date of completion.
        done: String,
        /// The day on which it was raised.
        raised: String,
    },
    /// The nonconformity has no due date.
    NothingDue(String),
    /// The nonconformity was not overdue on the day that is given.
    NotOverdue {
        /// The due date.
        due: String,
        /// The day.
        date: String,
    },
    /// Only the lead withdraws a nonconformity.
    OnlyLead {
        /// The nonconformity.
        nc: String,
        /// Who leads its audit.
        leads: Vec<String>,
        /// Who is at the keyboard.
        by: String,
    },
    /// The nonconformity has no such due date.
    OtherDue {
        /// The due dates that it has.
        standing: Vec<String>,
        /// The due date that was named.
        got: String,
    },
    /// To whom it was escalated is not said.
    RecipientMissing,
    /// Who did it is not said.
    PersonMissing,
    /// The day is still to come.
    DayToCome(String),
    /// No evidence of this label.
    UnknownEvidence(String),
    /// The evidence was withdrawn.
    EvidenceWithdrawn(String),
    /// The checklist knows no special deductions or bonus.
    NoSpecialItems(String),
    /// Not a time as people type it.
    BadTime(String),
    /// The evidence is no file, so that its content says what it is.
    NoFile(String),
    /// A person is asked in an interview only.
    PersonNotAsked,
    /// Not a date or a time that evidence can be of.
    BadWhen(String),
    /// Not a time as the journal writes it, in the form of RFC 3339.
    BadMoment(String),
    /// A meeting or visit ends before it starts.
    EndsBeforeItStarts,
    /// A meeting has so many photos at most.
    TooManyPhotos(usize),
    /// A site cannot lie below itself.
    SiteBelowItself(String),
    /// Not a seed of 16 hexadecimal digits.
    BadSeed(String),
    /// There are no outlets to draw from.
    NoOutlets,
    /// The draw is not what its seed gives out of the outlets there are.
    DrawDiffers,
    /// Fewer outlets are drawn at random than the rule asks for.
    TooFewAtRandom {
        /// The fewest.
        least: u32,
        /// Drawn.
        got: u32,
    },
    /// A rule of sampling that cannot be followed, or that names no source though it says that it has one.
    BadSamplingRule,
    /// The visit plan has no line of this label.
    UnknownVisit(String),
    /// No special deduction of this label.
    UnknownSpecial(String),
    /// The bonus was not given.
    NoBonus,
    /// No note of this label.
    UnknownNote(String),
    /// Nothing stands in the slot.
    NothingToClear(String),
    /// This slot cannot be cleared.
    NotClearable(String),
    /// Evidence is withdrawn with a reason instead: its label.
    WithdrawnInstead(String),
    /// Other records rest on what stands in the slot.
    RestsOnIt {
        /// The slot.
        slot: String,
        /// The slots that rest on it.
        by: Vec<String>,
    },
    /// The slot holds something recorded by a newer version: read-only here.
    Newer(String),
    /// The slot is in conflict: first decide for one of the values.
    DecideFirst(String),
    /// The value has been changed since, so it cannot be undone or redone.
    ChangedSince(String),
    /// There is nothing to undo or redo.
    NothingToUndo,
}
