//! The facts beside a piece of evidence: when it happened and when it was captured.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which time of a piece of evidence; when it was taken in is the entry's own stamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceTime {
    /// 事件时间: when that happened which it shows.
    Event,
    /// 拍摄（采集）时间: when the photo, the recording or the copy was made.
    Capture,
}

/// It was written down when the event of a piece of evidence was, or when it was captured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EvidenceDated {
    /// The evidence's label.
    pub evidence: String,
    /// Which of its times.
    pub part: EvidenceTime,
    /// A day `2026-11-24`, a time whose offset nobody knows `2026-11-24T10:14:03`, or a point in time
    /// `2026-11-24T10:14:03+08:00`; empty for none.
    pub time: String,
}
