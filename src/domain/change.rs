//! The facts that can be recorded: one [`Change`] each, frozen once released.
//!
//! A kind is never renamed or removed and its fields never change meaning; what is new gets a new
//! kind (see CONTRIBUTING, "a kind of change"). `docs/format.md` describes each for other programs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::slot::Slot;

mod escalation;
mod evidence;
mod followup;
mod ground;
mod meeting;
mod plan;
mod sampling;
mod talk;

pub use escalation::NcEscalated;
pub use evidence::{EvidenceDated, EvidenceTime, FileSort, FileSorted};
pub use followup::{LikeCaseChecked, NcRechecked};
pub use ground::{Ground, SpecialGrounded, SpecialItem};
pub use meeting::{AttendeeNamed, CitedForMeeting, MeetingDescribed, MeetingKind, MeetingPart, Side};
pub use plan::{VisitOutcome, VisitPlanned, VisitSettled};
pub use sampling::{OutletsDrawn, RuleBasis, SamplingRuled, SitePlaced};
pub use talk::{NoteSort, NoteTaken, NoteUse, NoteUsed};

/// Declares the kinds: variant, the name written in the journal, what it means.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal;)*) => {
        /// One fact that somebody recorded; never edited, never deleted.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Change {
            $($(#[$doc])* $kind($kind),)*
        }

        impl Change {
            /// The names of all kinds, as they stand in the journal.
            pub const KINDS: &[&str] = &[$($name),*];

            /// The name of this kind, as it stands in the journal.
            pub fn kind(&self) -> &'static str {
                match self {
                    $(Self::$kind(_) => $name,)*
                }
            }

            /// The payload as it stands in the journal.
            pub fn data(&self) -> serde_json::Result<Box<RawValue>> {
                match self {
                    $(Self::$kind(data) => serde_json::value::to_raw_value(data),)*
                }
            }

            /// Reads a payload; `None` if this program does not know the kind.
            pub fn read(kind: &str, data: &str) -> Option<serde_json::Result<Self>> {
                match kind {
                    $($name => Some(serde_json::from_str(data).map(Self::$kind)),)*
                    _ => None,
                }
            }

            /// The JSON Schema of each payload, by kind.
            pub fn schemas() -> Vec<(&'static str, schemars::Schema)> {
                vec![$(($name, schemars::schema_for!($kind))),*]
            }
        }
    };
}

kinds! {
    /// The dossier was started for a client.
    DossierStarted = "dossier-started";
    /// A particular of the client was written down.
    ClientDescribed = "client-described";
    /// A site of the client was described.
    SiteDescribed = "site-described";
    /// The dossier took its own copy of a checklist.
    ChecklistAdopted = "checklist-adopted";
    /// An audit was opened.
    AuditOpened = "audit-opened";
    /// A particular of an audit was written down.
    AuditDescribed = "audit-described";
    /// It was settled whether and for which clauses a site is visited in an audit.
    SiteChosen = "site-chosen";
    /// A member of the audit team was named.
    MemberNamed = "member-named";
    /// A leaf got its verdict at a site.
    Judged = "judged";
    /// A remark was written on a leaf at a site.
    Remarked = "remarked";
    /// A nonconformity was raised.
    Raised = "raised";
    /// A nonconformity got its class.
    Classed = "classed";
    /// A text of the auditor's side of a nonconformity was written.
    NcWritten = "nc-written";
    /// A text of the client's answer was written.
    AnswerWritten = "answer-written";
    /// A nonconformity went one step through its life.
    Stepped = "stepped";
    /// The due date of a nonconformity was counted by another rule than the usual one.
    DueSet = "due-set";
    /// The due date of a nonconformity was extended.
    DueExtended = "due-extended";
    /// An overdue nonconformity was escalated.
    NcEscalated = "nc-escalated";
    /// A site was checked for the like of a nonconformity.
    LikeCaseChecked = "like-case-checked";
    /// A closed nonconformity was looked at again in a later audit.
    NcRechecked = "nc-rechecked";
    /// A piece of evidence was registered or revised.
    EvidenceTaken = "evidence-taken";
    /// A piece of evidence was linked to, or unlinked from, an item.
    CitedForItem = "cited-for-item";
    /// A piece of evidence was linked to, or unlinked from, a nonconformity.
    CitedForNc = "cited-for-nc";
    /// A piece of evidence was withdrawn.
    EvidenceWithdrawn = "evidence-withdrawn";
    /// It was written down when the event of a piece of evidence was, or when it was captured.
    EvidenceDated = "evidence-dated";
    /// It was said what a file of the evidence is.
    FileSorted = "file-sorted";
    /// A special deduction was made.
    SpecialDeducted = "special-deducted";
    /// The special bonus was given.
    BonusGiven = "bonus-given";
    /// A line of the interview stream was written.
    NoteTaken = "note-taken";
    /// A note was turned into evidence or into a nonconformity.
    NoteUsed = "note-used";
    /// A particular of the opening or closing meeting was written down.
    MeetingDescribed = "meeting-described";
    /// Somebody attended a meeting.
    AttendeeNamed = "attendee-named";
    /// A photo was linked to, or unlinked from, a meeting.
    CitedForMeeting = "cited-for-meeting";
    /// A site was placed below another.
    SitePlaced = "site-placed";
    /// The outlets to visit in an audit were drawn.
    OutletsDrawn = "outlets-drawn";
    /// The rule by which outlets are sampled was settled.
    SamplingRuled = "sampling-ruled";
    /// A line of the visit plan was written.
    VisitPlanned = "visit-planned";
    /// It was settled what came of a line of the visit plan.
    VisitSettled = "visit-settled";
    /// A special deduction or the bonus was linked to what it rests on.
    SpecialGrounded = "special-grounded";
    /// A slot was set back to nothing: undo of its first value, or deletion with a reason.
    Cleared = "cleared";
}

/// A leaf of a checklist at a site in an audit: what a verdict is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// The audit's label.
    pub audit: String,
    /// The checklist's id, such as `gbt27922-2011`.
    pub standard: String,
    /// The leaf's clause number.
    pub clause: String,
    /// The site's label.
    pub site: String,
}

/// The dossier was started for a client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DossierStarted {
    /// The dossier's identity, a UUID; copies of one dossier share it.
    pub dossier: String,
    /// The client's name at the time.
    pub client: String,
}

/// Which particular of the client a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ClientPart {
    /// Registered name.
    Name,
    /// Registered address.
    Address,
    /// Contact person.
    Contact,
    /// Telephone.
    Phone,
    /// Organization code.
    Code,
}

/// A particular of the client was written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClientDescribed {
    /// Which particular.
    pub part: ClientPart,
    /// The text; empty means none.
    pub text: String,
}

/// What a site is to the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SiteRole {
    /// 总部
    HeadOffice,
    /// 服务网点
    Outlet,
}

/// A site of the client was described.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteDescribed {
    /// The site's label.
    pub site: String,
    /// Its name.
    pub name: String,
    /// Head office or outlet.
    pub role: SiteRole,
    /// Its address; empty if not written down.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
}

/// The dossier took its own copy of a checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChecklistAdopted {
    /// The checklist's id, such as `gbt27922-2011`.
    pub standard: String,
    /// SHA-256 (hex) of `text`, then of each of `overlays`, each followed by a zero byte.
    pub digest: String,
    /// The checklist file as it was.
    pub text: String,
    /// The overlay files that confirm its points, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overlays: Vec<String>,
}

/// The kind of an audit (handbook, words).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AuditType {
    /// 初次认证
    Initial,
    /// 监督评价
    Surveillance,
    /// 再认证
    Recertification,
    /// 变更
    Change,
    /// 扩大
    Extension,
    /// 缩小
    Reduction,
    /// 特别审核
    Special,
}

/// A checklist that an audit judges by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// The checklist's id.
    pub standard: String,
    /// The digest of the adopted copy.
    pub digest: String,
}

/// An audit was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuditOpened {
    /// The audit's label.
    pub audit: String,
    /// Its kind.
    #[serde(rename = "type")]
    pub audit_type: AuditType,
    /// The year it belongs to, for its name.
    pub year: i32,
    /// The checklists it judges by, the main one first.
    pub criteria: Vec<Criterion>,
}

/// Which particular of an audit a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AuditPart {
    /// The certified activity that is evaluated.
    Scope,
    /// Purpose of the audit.
    Purpose,
    /// First day, `YYYY-MM-DD`.
    Starts,
    /// Last day, `YYYY-MM-DD`.
    Ends,
}

/// A particular of an audit was written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuditDescribed {
    /// The audit's label.
    pub audit: String,
    /// Which particular.
    pub part: AuditPart,
    /// The text; empty means none.
    pub text: String,
}

/// It was settled whether and for which clauses a site is visited in an audit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteChosen {
    /// The audit's label.
    pub audit: String,
    /// The site's label.
    pub site: String,
    /// Whether the site is visited.
    pub visited: bool,
    /// The clauses walked there, each with all that lies below it; empty means every clause.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clauses: Vec<String>,
}

/// The role of a member of the audit team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// 组长
    Lead,
    /// 审查员
    Auditor,
    /// 技术专家
    TechnicalExpert,
    /// 观察员
    Observer,
    /// 实习
    Trainee,
    /// 陪同人员 (the client's escort)
    Guide,
}

/// A member of the audit team was named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberNamed {
    /// The audit's label.
    pub audit: String,
    /// The member's label.
    pub member: String,
    /// The name.
    pub name: String,
    /// The role.
    pub role: Role,
}

/// What an auditor found about a leaf at a site.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "is", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Verdict {
    /// Not judged (any more).
    Open,
    /// The demand is met.
    Conform,
    /// The demand is not met: the leaf loses all its points (chapter 6, rule 1).
    Nonconform,
    /// Proved by like samples: the failing share is lost (chapter 6, rule 2).
    Sampled {
        /// How many were looked at.
        sampled: u32,
        /// How many of them failed.
        failed: u32,
    },
    /// Not applicable: leaves numerator and denominator (chapter 6, rule 3).
    Deleted {
        /// Why it does not apply.
        reason: String,
    },
}

/// A leaf got its verdict at a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Judged {
    /// The leaf at the site.
    pub item: Item,
    /// The verdict.
    pub verdict: Verdict,
}

/// A remark was written on a leaf at a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Remarked {
    /// The leaf at the site.
    pub item: Item,
    /// The remark's label.
    pub remark: String,
    /// What was noted.
    pub text: String,
}

/// A nonconformity was raised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Raised {
    /// The nonconformity's label.
    pub nc: String,
    /// The audit's label.
    pub audit: String,
    /// The checklist's id.
    pub standard: String,
    /// The clauses concerned, the main one first.
    pub clauses: Vec<String>,
    /// The site's label.
    pub site: String,
}

/// The class of a nonconformity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// 严重
    Major,
    /// 一般
    Minor,
    /// 观察项
    Observation,
}

/// A nonconformity got its class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Classed {
    /// The nonconformity's label.
    pub nc: String,
    /// The class.
    pub class: Class,
}

/// Which text of the auditor's side of a nonconformity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NcPart {
    /// 不符合事实描述: where, when, which sample, what was seen, what is demanded.
    Statement,
    /// The department concerned.
    Department,
    /// 陪同人员: the client's person who was there.
    Guide,
}

/// A text of the auditor's side of a nonconformity was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NcWritten {
    /// The nonconformity's label.
    pub nc: String,
    /// Which text.
    pub part: NcPart,
    /// The text.
    pub text: String,
}

/// Which text of the client's answer: five different things, never one text box (handbook, words).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerPart {
    /// 纠正
    Correction,
    /// 原因分析
    RootCause,
    /// 纠正措施
    CorrectiveAction,
    /// 举一反三
    Extension,
    /// 责任人
    Responsible,
    /// 完成期限, `YYYY-MM-DD`
    Due,
}

/// A text of the client's answer was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerWritten {
    /// The nonconformity's label.
    pub nc: String,
    /// The round of answers, from 1.
    pub round: u32,
    /// Which text.
    pub part: AnswerPart,
    /// The text.
    pub text: String,
}

/// How a corrective action was verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// 书面验证
    Documents,
    /// 现场验证
    OnSite,
    /// 下次评价时验证
    NextAudit,
}

/// One step in the life of a nonconformity (handbook, nonconformities).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "is", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Step {
    /// The client acknowledged it.
    Acknowledged {
        /// Who, for the client.
        person: String,
    },
    /// The client disputes it.
    Disputed {
        /// Who, for the client.
        person: String,
        /// In the client's own words.
        words: String,
    },
    /// The client's answer of a round is complete.
    Answered {
        /// The round.
        round: u32,
    },
    /// The answer was accepted. An accepted plan is not a closed nonconformity.
    Accepted {
        /// The round.
        round: u32,
    },
    /// The answer was rejected.
    Rejected {
        /// The round.
        round: u32,
        /// Why.
        reason: String,
    },
    /// The corrective action was carried out.
    CarriedOut {
        /// What shows it.
        facts: String,
    },
    /// The corrective action was verified.
    Verified {
        /// How.
        method: Method,
        /// Whether it works.
        effective: bool,
        /// What was seen.
        facts: String,
    },
    /// Closed.
    Closed,
    /// Withdrawn by the lead.
    Withdrawn {
        /// Why.
        reason: String,
    },
}

/// A nonconformity went one step through its life.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stepped {
    /// The nonconformity's label.
    pub nc: String,
    /// The step.
    pub step: Step,
    /// The how manyth step of its life it is, from 1: an undo says an earlier one again, a step that
    /// only reads the same does not. Filled in as it is recorded; older versions left it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nth: Option<u32>,
    /// What the client acknowledged. Filled in as it is recorded; older versions left it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledges: Option<Acknowledges>,
}

/// What a client acknowledges with a nonconformity: that of its texts which is put to him.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Acknowledges {
    /// The class as it stood.
    pub class: Class,
    /// The statement as it stood.
    pub statement: String,
}

impl Stepped {
    /// A step to be recorded; what the dossier knows is filled in then.
    pub fn new(nc: &str, step: Step) -> Self {
        Self { nc: nc.to_owned(), step, nth: None, acknowledges: None }
    }

    /// Whether it is the same step of the same nonconformity, whenever it was taken.
    pub fn same_step(&self, other: &Self) -> bool {
        self.nc == other.nc && self.step == other.step
    }
}

/// Which days a deadline counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DayUnit {
    /// 自然日
    Calendar,
    /// 工作日
    Working,
}

/// The due date of a nonconformity was counted by another rule than the usual one.
///
/// The day is recorded, not the rule alone: it stays the same on a laptop with other calendars.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DueSet {
    /// The nonconformity's label.
    pub nc: String,
    /// The class that it was counted for; it holds as long as that is the class.
    pub class: Class,
    /// The due date, `YYYY-MM-DD`.
    pub due: String,
    /// So many days after it was raised.
    pub days: u32,
    /// Which days were counted.
    pub unit: DayUnit,
    /// The years that were counted Monday to Friday, for want of a calendar.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uncharted: Vec<i32>,
}

/// The due date of a nonconformity was extended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DueExtended {
    /// The nonconformity's label.
    pub nc: String,
    /// The first (1) or second (2) extension.
    pub nth: u32,
    /// The new due date, `YYYY-MM-DD`.
    pub due: String,
    /// Why.
    pub reason: String,
    /// Who approved it.
    pub approver: String,
}

/// One sample of a record sample.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// The sample's own number, such as a job sheet number.
    pub number: String,
    /// Whether it failed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub failed: bool,
}

/// What a piece of evidence is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "is", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Evidence {
    /// Something seen.
    Observation {
        /// What was seen.
        text: String,
    },
    /// A document that was read.
    Document {
        /// Its title.
        title: String,
        /// Its number and version; empty if it has none.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        number: String,
        /// What matters in it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
    /// A sample of records: so many looked at, so many failed.
    Record {
        /// Which records.
        title: String,
        /// How many there are; `null` if not established.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        population: Option<u32>,
        /// How many were looked at.
        sampled: u32,
        /// How many of them failed.
        failed: u32,
        /// The samples by number, as far as they were written down.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        samples: Vec<Sample>,
    },
    /// What somebody said.
    Interview {
        /// Who was asked: function, and name if wanted.
        person: String,
        /// What was said.
        text: String,
    },
    /// A file, named by its content; its bytes are kept whole beside the journal.
    File {
        /// Its path when it was registered.
        path: String,
        /// Size in bytes.
        size: u64,
        /// SHA-256 of its bytes, hex.
        sha256: String,
        /// What it shows.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
}

/// A piece of evidence was registered or revised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EvidenceTaken {
    /// The evidence's label.
    pub evidence: String,
    /// The audit's label.
    pub audit: String,
    /// What it is.
    pub body: Evidence,
}

/// A piece of evidence was linked to, or unlinked from, an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CitedForItem {
    /// The evidence's label.
    pub evidence: String,
    /// The leaf at the site.
    pub item: Item,
    /// Whether the link stands.
    pub cited: bool,
}

/// A piece of evidence was linked to, or unlinked from, a nonconformity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CitedForNc {
    /// The evidence's label.
    pub evidence: String,
    /// The nonconformity's label.
    pub nc: String,
    /// Whether the link stands.
    pub cited: bool,
}

/// A piece of evidence was withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EvidenceWithdrawn {
    /// The evidence's label.
    pub evidence: String,
    /// Why.
    pub reason: String,
}

/// The four kinds of special deduction (chapter 6, rule 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SpecialKind {
    /// Against the law.
    Law,
    /// Against the client's own service rules.
    OwnRules,
    /// Against special demands of the trade.
    TradeDemand,
    /// Affects the running of the service system.
    System,
}

/// A special deduction was made: −1 outside the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpecialDeducted {
    /// The deduction's label.
    pub special: String,
    /// The audit's label.
    pub audit: String,
    /// The checklist's id.
    pub standard: String,
    /// The site's label.
    pub site: String,
    /// Its kind.
    pub kind: SpecialKind,
    /// The facts.
    pub facts: String,
}

/// The special bonus was given: +1, at most one (chapter 6, rule 5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BonusGiven {
    /// The audit's label.
    pub audit: String,
    /// The checklist's id.
    pub standard: String,
    /// The advantage above the legal demand.
    pub facts: String,
}

/// A slot was set back to nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cleared {
    /// The slot, as the journal writes it.
    pub slot: String,
    /// Why; empty for a plain undo.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Change {
    /// Whether it is what somebody asked for, with whatever the dossier filled in.
    pub fn completes(&self, asked: &Self) -> bool {
        match (self, asked) {
            (Self::Stepped(whole), Self::Stepped(asked)) => whole.same_step(asked),
            _ => self == asked,
        }
    }

    /// The slot that this change sets.
    pub fn slot(&self) -> Slot {
        match self {
            Self::DossierStarted(_) => Slot::dossier(),
            Self::ClientDescribed(c) => Slot::client(c.part),
            Self::SiteDescribed(c) => Slot::site(&c.site),
            Self::ChecklistAdopted(c) => Slot::checklist(&c.digest),
            Self::AuditOpened(c) => Slot::audit(&c.audit),
            Self::AuditDescribed(c) => Slot::audit_text(&c.audit, c.part),
            Self::SiteChosen(c) => Slot::audit_site(&c.audit, &c.site),
            Self::MemberNamed(c) => Slot::member(&c.audit, &c.member),
            Self::Judged(c) => Slot::verdict(&c.item),
            Self::Remarked(c) => Slot::remark(&c.item, &c.remark),
            Self::Raised(c) => Slot::nc(&c.nc),
            Self::Classed(c) => Slot::nc_class(&c.nc),
            Self::NcWritten(c) => Slot::nc_text(&c.nc, c.part),
            Self::AnswerWritten(c) => Slot::nc_answer(&c.nc, c.round, c.part),
            Self::Stepped(c) => Slot::nc_life(&c.nc),
            Self::DueSet(c) => Slot::nc_due(&c.nc),
            Self::DueExtended(c) => Slot::nc_extension(&c.nc, c.nth),
            Self::NcEscalated(c) => Slot::nc_escalation(&c.nc, &c.due),
            Self::LikeCaseChecked(c) => Slot::nc_like(&c.nc, &c.site),
            Self::NcRechecked(c) => Slot::nc_recheck(&c.nc, &c.audit),
            Self::EvidenceTaken(c) => Slot::evidence(&c.evidence),
            Self::CitedForItem(c) => Slot::cited_for_item(&c.item, &c.evidence),
            Self::CitedForNc(c) => Slot::cited_for_nc(&c.nc, &c.evidence),
            Self::EvidenceWithdrawn(c) => Slot::evidence_withdrawn(&c.evidence),
            Self::EvidenceDated(c) => Slot::evidence_date(&c.evidence, c.part),
            Self::FileSorted(c) => Slot::file_sort(&c.evidence),
            Self::SpecialDeducted(c) => Slot::special(&c.special),
            Self::BonusGiven(c) => Slot::bonus(&c.audit, &c.standard),
            Self::NoteTaken(c) => Slot::note(&c.note),
            Self::NoteUsed(c) => Slot::note_use(&c.note, c.used.label()),
            Self::MeetingDescribed(c) => Slot::meeting(&c.audit, c.meeting, c.part),
            Self::AttendeeNamed(c) => Slot::attendee(&c.audit, c.meeting, &c.attendee),
            Self::CitedForMeeting(c) => Slot::cited_for_meeting(&c.audit, c.meeting, &c.evidence),
            Self::SitePlaced(c) => Slot::site_below(&c.site),
            Self::OutletsDrawn(c) => Slot::draw(&c.audit),
            Self::SamplingRuled(c) => Slot::sampling_rule(&c.audit),
            Self::VisitPlanned(c) => Slot::visit(&c.visit),
            Self::VisitSettled(c) => Slot::visit_outcome(&c.visit),
            Self::SpecialGrounded(c) => Slot::ground(&c.of, c.ground.label()),
            Self::Cleared(c) => Slot::named(&c.slot),
        }
    }
}
