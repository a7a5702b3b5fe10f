//! The facts beside a piece of evidence: when it happened, when it was captured, what a file is.

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

/// What a file of the evidence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FileSort {
    /// 电子文件: a file of which no more is said, or not any more.
    File,
    /// 照片
    Photo,
    /// 文件: a document, as a copy or a scan.
    Document,
    /// 记录: a sheet that was filled in, as a copy or a scan.
    Record,
    /// 现场观察: a film or a sound of what was seen there.
    Observation,
    /// 访谈: a recording or the minutes of what somebody said.
    Interview,
}

/// It was said what a file of the evidence is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileSorted {
    /// The evidence's label.
    pub evidence: String,
    /// What the file is.
    pub sort: FileSort,
    /// Of an interview, who was asked: function, and name if wanted; empty if it was not said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub person: String,
}
