//! The written codes of enums without fields: what the journal, slots, forms and scripts say for them.

use super::change::{
    AnswerPart, AuditPart, AuditType, Class, ClientPart, DayUnit, EvidenceTime, FileSort, MeetingKind,
    MeetingPart, Method, NcPart, NoteSort, Role, RuleBasis, Side, SiteRole, SpecialKind,
};

/// Gives an enum its list, in the order a reader expects, and its codes both ways.
macro_rules! codes {
    ($($part:ident { $($variant:ident = $code:literal),* $(,)? })*) => {
        $(impl $part {
            /// Every value, in reading order.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The code written in slots, in the journal and by scripts.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code),*
                }
            }

            /// The value of a code.
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.code() == code)
            }
        })*

        #[cfg(test)]
        mod tests {
            use super::*;

            #[test]
            fn codes_are_those_that_the_journal_writes() {
                $(for value in $part::ALL {
                    let written = serde_json::to_string(value).unwrap();
                    assert_eq!(written, format!("\"{}\"", value.code()));
                    assert_eq!($part::parse(value.code()), Some(*value));
                })*
            }
        }
    };
}

codes! {
    ClientPart { Name = "name", Address = "address", Contact = "contact", Phone = "phone", Code = "code" }
    AuditPart { Scope = "scope", Purpose = "purpose", Starts = "starts", Ends = "ends" }
    NcPart { Statement = "statement", Department = "department", Guide = "guide" }
    AnswerPart {
        Correction = "correction",
        RootCause = "root-cause",
        CorrectiveAction = "corrective-action",
        Extension = "extension",
        Responsible = "responsible",
        Due = "due",
    }
    Class { Minor = "minor", Major = "major", Observation = "observation" }
    SpecialKind { Law = "law", OwnRules = "own-rules", TradeDemand = "trade-demand", System = "system" }
    EvidenceTime { Event = "event", Capture = "capture" }
    FileSort {
        File = "file",
        Photo = "photo",
        Document = "document",
        Record = "record",
        Observation = "observation",
        Interview = "interview",
    }
    DayUnit { Calendar = "calendar", Working = "working" }
    RuleBasis { Sourced = "sourced", Provisional = "provisional" }
    Method { Documents = "documents", OnSite = "on-site", NextAudit = "next-audit" }
    AuditType {
        Initial = "initial",
        Surveillance = "surveillance",
        Recertification = "recertification",
        Change = "change",
        Extension = "extension",
        Reduction = "reduction",
        Special = "special",
    }
    MeetingKind { Opening = "opening", Closing = "closing" }
    MeetingPart {
        Starts = "starts",
        Ends = "ends",
        Place = "place",
        CheckedIn = "checked-in",
        Exception = "exception",
    }
    Side { Client = "client", Team = "team" }
    NoteSort { Interview = "interview", Observation = "observation", TeamMeeting = "team-meeting" }
    SiteRole { HeadOffice = "head-office", Outlet = "outlet" }
    Role {
        Lead = "lead",
        Auditor = "auditor",
        TechnicalExpert = "technical-expert",
        Observer = "observer",
        Trainee = "trainee",
        Guide = "guide",
    }
}
