//! The facts of the opening and the closing meeting: when, where, who, photos, what was exceptional.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which of the two meetings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MeetingKind {
    /// 首次会议
    Opening,
    /// 末次会议
    Closing,
}

/// Which particular of a meeting a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MeetingPart {
    /// When it began: RFC 3339 with offset.
    Starts,
    /// When it ended: RFC 3339 with offset.
    Ends,
    /// Where it was held.
    Place,
    /// When the team checked in by the official app: RFC 3339 with offset.
    CheckedIn,
    /// What was exceptional: a late check-in, another place, somebody missing.
    Exception,
}

/// A particular of a meeting was written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeetingDescribed {
    /// The audit's label.
    pub audit: String,
    /// Which meeting.
    pub meeting: MeetingKind,
    /// Which particular.
    pub part: MeetingPart,
    /// The text; empty means none.
    pub text: String,
}

/// On whose side somebody sits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// 受审查方
    Client,
    /// 评价组
    Team,
}

/// Somebody attended a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AttendeeNamed {
    /// The audit's label.
    pub audit: String,
    /// Which meeting.
    pub meeting: MeetingKind,
    /// The attendee's label.
    pub attendee: String,
    /// The name; empty takes the attendee off the list.
    pub name: String,
    /// The client's or the team's.
    pub side: Side,
    /// The function there, such as 总经理 or 组长.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
}

impl AttendeeNamed {
    /// Function and name as people say them; once where the name is the function.
    pub fn titled(&self) -> String {
        if self.role == self.name {
            return self.name.clone();
        }
        format!("{} {}", self.role, self.name).trim().to_owned()
    }
}

/// A piece of evidence was linked to, or unlinked from, a meeting: its photos.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CitedForMeeting {
    /// The evidence's label.
    pub evidence: String,
    /// The audit's label.
    pub audit: String,
    /// Which meeting.
    pub meeting: MeetingKind,
    /// Whether the link stands.
    pub cited: bool,
}
