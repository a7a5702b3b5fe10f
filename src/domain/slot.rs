//! Slots: what a change sets. A slot is a path, so that all slots of one thing lie side by side.

use std::borrow::Borrow;
use std::fmt;

use super::change::{
    AnswerPart, AuditPart, ClientPart, EvidenceTime, Item, MeetingKind, MeetingPart, NcPart, SpecialItem,
};

/// The name of one place that a change sets, such as `verdict/A-7K3Q-1/gbt27922-2011/5.1.2.2/S-7K3Q-1`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slot(String);

impl Slot {
    /// A slot by its written name.
    pub fn named(name: &str) -> Self {
        Self(name.to_owned())
    }

    /// The written name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first segment: what sort of slot it is.
    pub fn sort(&self) -> &str {
        self.0.split('/').next().unwrap_or_default()
    }

    /// The last segment: usually a label.
    pub fn last(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// The one slot that names the dossier itself.
    pub fn dossier() -> Self {
        Self("dossier".to_owned())
    }

    /// A particular of the client.
    pub fn client(part: ClientPart) -> Self {
        Self(format!("client/{}", part.code()))
    }

    /// A site.
    pub fn site(site: &str) -> Self {
        Self(format!("site/{site}"))
    }

    /// An adopted checklist.
    pub fn checklist(digest: &str) -> Self {
        Self(format!("checklist/{digest}"))
    }

    /// An audit.
    pub fn audit(audit: &str) -> Self {
        Self(format!("audit/{audit}"))
    }

    /// A particular of an audit.
    pub fn audit_text(audit: &str, part: AuditPart) -> Self {
        Self(format!("audit-text/{audit}/{}", part.code()))
    }

    /// Whether and how a site is visited in an audit.
    pub fn audit_site(audit: &str, site: &str) -> Self {
        Self(format!("audit-site/{audit}/{site}"))
    }

    /// A member of an audit's team.
    pub fn member(audit: &str, member: &str) -> Self {
        Self(format!("member/{audit}/{member}"))
    }

    /// The verdict of an item.
    pub fn verdict(item: &Item) -> Self {
        Self(item_path("verdict", item))
    }

    /// A remark on an item.
    pub fn remark(item: &Item, remark: &str) -> Self {
        Self(format!("{}/{remark}", item_path("remark", item)))
    }

    /// A nonconformity.
    pub fn nc(nc: &str) -> Self {
        Self(format!("nc/{nc}"))
    }

    /// The class of a nonconformity.
    pub fn nc_class(nc: &str) -> Self {
        Self(format!("nc-class/{nc}"))
    }

    /// A text of the auditor's side of a nonconformity.
    pub fn nc_text(nc: &str, part: NcPart) -> Self {
        Self(format!("nc-text/{nc}/{}", part.code()))
    }

    /// A text of the client's answer.
    pub fn nc_answer(nc: &str, round: u32, part: AnswerPart) -> Self {
        Self(format!("nc-answer/{nc}/{round}/{}", part.code()))
    }

    /// The step that a nonconformity has reached.
    pub fn nc_life(nc: &str) -> Self {
        Self(format!("nc-life/{nc}"))
    }

    /// The due date of a nonconformity, where the usual rule does not give it.
    pub fn nc_due(nc: &str) -> Self {
        Self(format!("nc-due/{nc}"))
    }

    /// An extension of a nonconformity's due date.
    pub fn nc_extension(nc: &str, nth: u32) -> Self {
        Self(format!("nc-extension/{nc}/{nth}"))
    }

    /// The escalation of a nonconformity for a due date that was missed.
    pub fn nc_escalation(nc: &str, due: &str) -> Self {
        Self(format!("{}{due}", Self::nc_escalations(nc)))
    }

    /// What the names of all escalations of a nonconformity begin with.
    pub(super) fn nc_escalations(nc: &str) -> String {
        format!("nc-escalation/{nc}/")
    }

    /// The check of a site for the like of a nonconformity.
    pub fn nc_like(nc: &str, site: &str) -> Self {
        Self(format!("nc-like/{nc}/{site}"))
    }

    /// What a later audit found about a closed nonconformity.
    pub fn nc_recheck(nc: &str, audit: &str) -> Self {
        Self(format!("nc-recheck/{nc}/{audit}"))
    }

    /// A piece of evidence.
    pub fn evidence(evidence: &str) -> Self {
        Self(format!("evidence/{evidence}"))
    }

    /// The withdrawal of a piece of evidence.
    pub fn evidence_withdrawn(evidence: &str) -> Self {
        Self(format!("evidence-withdrawn/{evidence}"))
    }

    /// A time of a piece of evidence: a slot each, so that correcting one never touches the other.
    pub fn evidence_date(evidence: &str, part: EvidenceTime) -> Self {
        Self(format!("evidence-date/{evidence}/{}", part.code()))
    }

    /// What a file of the evidence is.
    pub fn file_sort(evidence: &str) -> Self {
        Self(format!("file-sort/{evidence}"))
    }

    /// The link of evidence to an item.
    pub fn cited_for_item(item: &Item, evidence: &str) -> Self {
        Self(format!("{}/{evidence}", item_path("cited-for-item", item)))
    }

    /// The link of evidence to a nonconformity.
    pub fn cited_for_nc(nc: &str, evidence: &str) -> Self {
        Self(format!("cited-for-nc/{nc}/{evidence}"))
    }

    /// A special deduction.
    pub fn special(special: &str) -> Self {
        Self(format!("special/{special}"))
    }

    /// The special bonus of an audit under one checklist.
    pub fn bonus(audit: &str, standard: &str) -> Self {
        Self(format!("bonus/{audit}/{standard}"))
    }

    /// A particular of a meeting.
    pub fn meeting(audit: &str, meeting: MeetingKind, part: MeetingPart) -> Self {
        Self(format!("meeting/{audit}/{}/{}", meeting.code(), part.code()))
    }

    /// Somebody at a meeting.
    pub fn attendee(audit: &str, meeting: MeetingKind, attendee: &str) -> Self {
        Self(format!("attendee/{audit}/{}/{attendee}", meeting.code()))
    }

    /// The link of evidence to a meeting.
    pub fn cited_for_meeting(audit: &str, meeting: MeetingKind, evidence: &str) -> Self {
        Self(format!("cited-for-meeting/{audit}/{}/{evidence}", meeting.code()))
    }

    /// The site above a site.
    pub fn site_below(site: &str) -> Self {
        Self(format!("site-below/{site}"))
    }

    /// The draw of the outlets to visit in an audit.
    pub fn draw(audit: &str) -> Self {
        Self(format!("draw/{audit}"))
    }

    /// The rule by which the outlets of an audit are sampled.
    pub fn sampling_rule(audit: &str) -> Self {
        Self(format!("sampling-rule/{audit}"))
    }

    /// A line of the visit plan.
    pub fn visit(visit: &str) -> Self {
        Self(format!("visit/{visit}"))
    }

    /// What came of a line of the visit plan.
    pub fn visit_outcome(visit: &str) -> Self {
        Self(format!("visit-outcome/{visit}"))
    }

    /// The link of a special deduction or the bonus to what it rests on.
    pub fn ground(of: &SpecialItem, label: &str) -> Self {
        Self(format!("{}{label}", below_special(of)))
    }

    /// A note of the interview stream.
    pub fn note(note: &str) -> Self {
        Self(format!("note/{note}"))
    }

    /// What a note was turned into.
    pub fn note_use(note: &str, label: &str) -> Self {
        Self(format!("note-use/{note}/{label}"))
    }
}

/// The prefix below which the links of a special deduction or the bonus lie.
pub fn below_special(of: &SpecialItem) -> String {
    match of {
        SpecialItem::Deduction { special } => format!("special-ground/{special}/"),
        SpecialItem::Bonus { audit, standard } => format!("bonus-ground/{audit}/{standard}/"),
    }
}

fn item_path(sort: &str, item: &Item) -> String {
    format!("{sort}/{}/{}/{}/{}", item.audit, item.standard, item.clause, item.site)
}

/// The prefix below which all slots of this sort on this item lie.
pub fn below_item(sort: &str, item: &Item) -> String {
    format!("{}/", item_path(sort, item))
}

impl Borrow<str> for Slot {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
