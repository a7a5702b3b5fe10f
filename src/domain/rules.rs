//! What may be recorded: one check for the screen, the command line and every other way in.

use super::audit::lies_below;
use super::change::{
    AuditDescribed, AuditOpened, AuditPart, BonusGiven, Change, ChecklistAdopted, ClientPart, DossierStarted,
    DueExtended, DueSet, Evidence, EvidenceTaken, Item, NcPart, SiteChosen, SpecialDeducted,
};
use super::dossier::{self, Dossier, Reading};
use super::ids::{self, Hash};
use super::journal::Entry;
use super::nonconformity::{MOST_EXTENSIONS, Nonconformity, parse_date};
use super::refusal::Refusal;
use super::slot::Slot;

/// The longest text that is taken, in bytes: far more than anybody types, far less than a paste by
/// mistake.
pub const TEXT_LIMIT: usize = 64 * 1024;

/// The longest name, title or label-like text, in bytes.
pub const NAME_LIMIT: usize = 1024;

/// The longest checklist that is adopted, in bytes.
pub const CHECKLIST_LIMIT: usize = 4 * 1024 * 1024;

pub(super) type Answer = Result<(), Refusal>;

impl Dossier {
    /// Says whether a change may be recorded now; the dossier is not touched.
    pub fn check(&self, change: &Change) -> Answer {
        let slot = change.slot();
        self.recordable(&slot, change)?;
        if !self.decides(&slot, change) {
            return self.check_kind(change);
        }
        // Two laptops may differ about what has ended meanwhile: to decide that is all that is left to do.
        // Another laptop may have deleted what it did not know to be needed here.
        if matches!(change, Change::Cleared(_)) { self.nothing_rests(&slot) } else { Ok(()) }
    }

    /// What holds for whatever is recorded: the dossier has begun, and no newer version's value is lost.
    pub(super) fn recordable(&self, slot: &Slot, change: &Change) -> Answer {
        if let Some(newer) = self.heads(slot.as_str()).into_iter().find(|e| e.change().is_none()) {
            return Err(Refusal::Newer(newer.kind().to_owned()));
        }
        if self.started().is_none() && !matches!(change, Change::DossierStarted(_)) {
            return Err(Refusal::NotStarted);
        }
        Ok(())
    }

    /// What belongs to an ended nonconformity stays as it is, the evidence that is cited for it included;
    /// its last step alone can be taken back.
    pub(super) fn not_ended(&self, slot: &Slot) -> Answer {
        if !of_open_nc(slot.sort()) {
            return Ok(());
        }
        let nc = slot.as_str().split('/').nth(1).unwrap_or_default();
        match self.nonconformity(nc) {
            Some(_) => self.open_nc(nc).map(|_| ()),
            None => Ok(()),
        }
    }

    fn check_kind(&self, change: &Change) -> Answer {
        match change {
            Change::DossierStarted(c) => self.check_start(c),
            Change::ClientDescribed(c) if c.part == ClientPart::Name => needed(&c.text, NAME_LIMIT),
            Change::ClientDescribed(c) => text(&c.text, NAME_LIMIT),
            Change::SiteDescribed(c) => {
                label(&c.site)?;
                text(&c.address, NAME_LIMIT)?;
                needed(&c.name, NAME_LIMIT)
            }
            Change::ChecklistAdopted(c) => check_checklist(c),
            Change::AuditOpened(c) => self.check_audit(c),
            Change::AuditDescribed(c) => self.check_audit_text(c),
            Change::SiteChosen(c) => self.check_site_choice(c),
            Change::MemberNamed(c) => {
                self.known_audit(&c.audit)?;
                label(&c.member)?;
                text(&c.name, NAME_LIMIT)
            }
            Change::Judged(c) => self.check_verdict(c),
            Change::Remarked(c) => {
                self.known_item(&c.item)?;
                label(&c.remark)?;
                text(&c.text, TEXT_LIMIT)
            }
            Change::Raised(c) => self.check_raised(c),
            Change::Classed(c) => self.open_nc(&c.nc).map(|_| ()),
            Change::NcWritten(c) => {
                self.open_nc(&c.nc)?;
                match c.part {
                    NcPart::Statement => needed(&c.text, TEXT_LIMIT),
                    NcPart::Department | NcPart::Guide => text(&c.text, NAME_LIMIT),
                }
            }
            Change::AnswerWritten(c) => self.check_answer(c),
            Change::Stepped(c) => self.check_step(c),
            Change::DueSet(c) => self.check_due(c),
            Change::DueExtended(c) => self.check_extension(c),
            Change::NcEscalated(c) => self.check_escalation(c),
            Change::LikeCaseChecked(c) => self.check_like_case(c),
            Change::NcRechecked(c) => self.check_recheck(c),
            Change::EvidenceTaken(c) => self.check_evidence(c),
            Change::CitedForItem(c) => {
                self.usable_evidence(&c.evidence)?;
                self.known_item(&c.item)
            }
            Change::CitedForNc(c) => {
                self.usable_evidence(&c.evidence)?;
                self.open_nc(&c.nc).map(|_| ())
            }
            Change::EvidenceWithdrawn(c) => {
                self.usable_evidence(&c.evidence)?;
                reason(&c.reason)
            }
            Change::EvidenceDated(c) => self.check_date_of_evidence(c),
            Change::FileSorted(c) => self.check_file_sort(c),
            Change::SpecialDeducted(c) => self.check_special(c),
            Change::BonusGiven(c) => self.check_bonus(c),
            Change::NoteTaken(c) => self.check_note(c),
            Change::NoteUsed(c) => self.check_note_use(c),
            Change::MeetingDescribed(c) => self.check_meeting(c),
            Change::AttendeeNamed(c) => self.check_attendee(c),
            Change::CitedForMeeting(c) => self.check_meeting_photo(c),
            Change::SitePlaced(c) => self.check_place(c),
            Change::OutletsDrawn(c) => self.check_draw(c),
            Change::SamplingRuled(c) => self.check_sampling_rule(c),
            Change::VisitPlanned(c) => self.check_visit(c),
            Change::VisitSettled(c) => self.check_outcome(c),
            Change::SpecialGrounded(c) => self.check_ground(c),
            Change::Cleared(c) => self.check_clear(c),
        }
    }

    /// A decision between differing values: it says again what one of the heads says.
    fn decides(&self, slot: &Slot, change: &Change) -> bool {
        match self.read(slot.as_str()) {
            Reading::Differing(heads) => heads.iter().any(|head| head.change() == Some(change)),
            _ => false,
        }
    }

    fn check_start(&self, started: &DossierStarted) -> Answer {
        if self.started().is_some() {
            return Err(Refusal::AlreadyStarted);
        }
        label(&started.dossier)?;
        needed(&started.client, NAME_LIMIT)
    }

    fn check_audit(&self, opened: &AuditOpened) -> Answer {
        label(&opened.audit)?;
        if !(1000..=9999).contains(&opened.year) {
            return Err(Refusal::BadYear(opened.year));
        }
        if opened.criteria.is_empty() {
            return Err(Refusal::NoCriteria);
        }
        for criterion in &opened.criteria {
            let known = self.checklist_by_digest(&criterion.digest);
            if known.is_none_or(|checklist| checklist.id != criterion.standard) {
                return Err(Refusal::UnknownChecklist(criterion.standard.clone()));
            }
        }
        Ok(())
    }

    fn check_audit_text(&self, described: &AuditDescribed) -> Answer {
        self.known_audit(&described.audit)?;
        let dated = matches!(described.part, AuditPart::Starts | AuditPart::Ends);
        if dated && !described.text.is_empty() {
            date(&described.text)?;
        }
        text(&described.text, TEXT_LIMIT)
    }

    /// An audit does not end before it starts.
    pub(super) fn check_audit_days(&self, described: &AuditDescribed) -> Answer {
        let day = |part| parse_date(self.audit_text(&described.audit, part));
        let backwards = matches!((day(AuditPart::Starts), day(AuditPart::Ends)), (Some(first), Some(last)) if last < first);
        let dated = matches!(described.part, AuditPart::Starts | AuditPart::Ends);
        if dated && backwards { Err(Refusal::EndsBeforeItStarts) } else { Ok(()) }
    }

    fn check_site_choice(&self, chosen: &SiteChosen) -> Answer {
        let opened = self.known_audit(&chosen.audit)?;
        self.known_site(&chosen.site)?;
        chosen.clauses.iter().try_for_each(|clause| self.known_clause(opened, clause))
    }

    /// A clause of one of an audit's checklists, or a group with leaves below it.
    pub(super) fn known_clause(&self, opened: &AuditOpened, clause: &str) -> Answer {
        let known = opened.criteria.iter().any(|criterion| {
            self.checklist_by_digest(&criterion.digest)
                .is_some_and(|list| list.leaves().any(|leaf| lies_below(&leaf.clause, clause)))
        });
        if known { Ok(()) } else { Err(Refusal::UnknownClause(clause.to_owned())) }
    }

    fn check_due(&self, set: &DueSet) -> Answer {
        let nc = self.open_nc(&set.nc)?;
        let due = date(&set.due)?;
        nc.may_be_due(set, due)
    }

    fn check_extension(&self, extended: &DueExtended) -> Answer {
        let nc = self.open_nc(&extended.nc)?;
        self.decided(&extended.nc)?;
        let next = u32::try_from(nc.extensions.len()).unwrap_or(u32::MAX).saturating_add(1);
        if extended.nth != next || next > MOST_EXTENSIONS {
            return Err(Refusal::WrongExtension { next: (next <= MOST_EXTENSIONS).then_some(next) });
        }
        let due = date(&extended.due)?;
        if nc.due().is_none_or(|before| due <= before) {
            return Err(Refusal::DueNotLater(extended.due.clone()));
        }
        reason(&extended.reason)?;
        needed(&extended.approver, NAME_LIMIT)
    }

    fn check_evidence(&self, taken: &EvidenceTaken) -> Answer {
        label(&taken.evidence)?;
        self.known_audit(&taken.audit)?;
        if let Some(piece) = self.evidence(&taken.evidence)
            && piece.withdrawn.is_some()
        {
            return Err(Refusal::EvidenceWithdrawn(taken.evidence.clone()));
        }
        check_evidence_body(&taken.body)
    }

    fn check_special(&self, special: &SpecialDeducted) -> Answer {
        label(&special.special)?;
        self.known_standard(&special.audit, &special.standard)?;
        self.known_site(&special.site)?;
        self.knows_special_items(&special.audit, &special.standard)?;
        needed(&special.facts, TEXT_LIMIT)
    }

    fn check_bonus(&self, bonus: &BonusGiven) -> Answer {
        self.known_standard(&bonus.audit, &bonus.standard)?;
        self.knows_special_items(&bonus.audit, &bonus.standard)?;
        needed(&bonus.facts, TEXT_LIMIT)
    }

    fn knows_special_items(&self, audit: &str, standard: &str) -> Answer {
        let knows = self.checklist(audit, standard).is_some_and(|list| list.special.is_some());
        if knows { Ok(()) } else { Err(Refusal::NoSpecialItems(standard.to_owned())) }
    }

    pub(super) fn known_audit(&self, audit: &str) -> Result<&AuditOpened, Refusal> {
        self.audit(audit).ok_or_else(|| Refusal::UnknownAudit(audit.to_owned()))
    }

    pub(super) fn known_site(&self, site: &str) -> Answer {
        self.site(site).map(|_| ()).ok_or_else(|| Refusal::UnknownSite(site.to_owned()))
    }

    pub(super) fn known_standard(&self, audit: &str, standard: &str) -> Answer {
        self.known_audit(audit)?;
        match self.checklist(audit, standard) {
            Some(_) => Ok(()),
            None => Err(Refusal::UnknownStandard(standard.to_owned())),
        }
    }

    pub(super) fn known_item(&self, item: &Item) -> Answer {
        self.known_audit(&item.audit)?;
        self.known_site(&item.site)?;
        if !self.visits(&item.audit, &item.site) {
            return Err(Refusal::SiteNotVisited(item.site.clone()));
        }
        let checklist = self
            .checklist(&item.audit, &item.standard)
            .ok_or_else(|| Refusal::UnknownStandard(item.standard.clone()))?;
        if checklist.indicator(&item.clause).is_none_or(|indicator| !indicator.leaf) {
            return Err(Refusal::NotALeaf(item.clause.clone()));
        }
        if self.walks(&item.audit, &item.site, &item.clause) {
            Ok(())
        } else {
            Err(Refusal::ClauseNotWalked { clause: item.clause.clone(), site: item.site.clone() })
        }
    }

    pub(super) fn known_nc(&self, nc: &str) -> Result<Nonconformity<'_>, Refusal> {
        self.nonconformity(nc).ok_or_else(|| Refusal::UnknownNc(nc.to_owned()))
    }

    pub(super) fn open_nc(&self, nc: &str) -> Result<Nonconformity<'_>, Refusal> {
        let known = self.known_nc(nc)?;
        if known.ended() && !known.step_differs { Err(Refusal::NcEnded(nc.to_owned())) } else { Ok(known) }
    }

    pub(super) fn usable_evidence(&self, evidence: &str) -> Answer {
        let piece = self.evidence(evidence).ok_or_else(|| Refusal::UnknownEvidence(evidence.to_owned()))?;
        match piece.withdrawn {
            None => Ok(()),
            Some(_) => Err(Refusal::EvidenceWithdrawn(evidence.to_owned())),
        }
    }

    /// The entry that stands alone in a slot, for whoever wants to change just that.
    pub fn only_head(&self, slot: &Slot) -> Option<&Entry> {
        match self.heads(slot.as_str()).as_slice() {
            [head] => Some(head),
            _ => None,
        }
    }
}

/// The sorts of what is recorded of a nonconformity while it is open, and not afterwards.
fn of_open_nc(sort: &str) -> bool {
    matches!(
        sort,
        "nc" | "nc-class"
            | "nc-text"
            | "nc-answer"
            | "nc-due"
            | "nc-extension"
            | "nc-escalation"
            | "cited-for-nc"
    )
}

fn check_checklist(adopted: &ChecklistAdopted) -> Answer {
    let size = adopted.text.len() + adopted.overlays.iter().map(String::len).sum::<usize>();
    if size > CHECKLIST_LIMIT {
        return Err(Refusal::TextTooLong { limit: CHECKLIST_LIMIT, got: size });
    }
    if dossier::checklist_digest(&adopted.text, &adopted.overlays) != adopted.digest {
        return Err(Refusal::BadDigest(adopted.digest.clone()));
    }
    label(&adopted.standard)?;
    dossier::read_checklist(adopted).map(|_| ()).map_err(Refusal::BrokenChecklist)
}

fn check_evidence_body(body: &Evidence) -> Answer {
    for part in body.texts() {
        text(part, TEXT_LIMIT)?;
    }
    match body {
        Evidence::Observation { text: seen } => needed(seen, TEXT_LIMIT),
        Evidence::Document { title, .. } => needed(title, NAME_LIMIT),
        Evidence::Interview { person, text: said } => {
            needed(person, NAME_LIMIT)?;
            needed(said, TEXT_LIMIT)
        }
        Evidence::File { path, sha256, .. } => {
            needed(path, TEXT_LIMIT)?;
            Hash::parse(sha256).map(|_| ()).ok_or_else(|| Refusal::BadDigest(sha256.clone()))
        }
        Evidence::Record { title, population, sampled, failed, samples } => {
            needed(title, NAME_LIMIT)?;
            counts(*sampled, *failed)?;
            if let Some(population) = population.filter(|population| population < sampled) {
                return Err(Refusal::MoreSampledThanExist { sampled: *sampled, population });
            }
            let written = samples.len() as u64;
            let bad = samples.iter().filter(|sample| sample.failed).count() as u64;
            let complete = written == u64::from(*sampled) && bad == u64::from(*failed);
            let partial = written < u64::from(*sampled) && bad <= u64::from(*failed);
            if complete || partial { Ok(()) } else { Err(Refusal::SamplesDisagree) }
        }
    }
}

pub(super) fn counts(sampled: u32, failed: u32) -> Answer {
    match (sampled, failed) {
        (0, _) => Err(Refusal::SampleEmpty),
        (sampled, failed) if failed > sampled => Err(Refusal::MoreFailedThanSampled { sampled, failed }),
        _ => Ok(()),
    }
}

pub(super) fn label(text: &str) -> Answer {
    if ids::is_label(text) { Ok(()) } else { Err(Refusal::BadLabel(text.to_owned())) }
}

pub(super) fn date(text: &str) -> Result<chrono::NaiveDate, Refusal> {
    parse_date(text).ok_or_else(|| Refusal::BadDate(text.to_owned()))
}

/// A text that may be empty: not too long, no control characters but line break and tab.
pub(super) fn text(text: &str, limit: usize) -> Answer {
    if text.len() > limit {
        return Err(Refusal::TextTooLong { limit, got: text.len() });
    }
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(Refusal::ControlCharacter);
    }
    Ok(())
}

pub(super) fn needed(words: &str, limit: usize) -> Answer {
    if words.trim().is_empty() { Err(Refusal::TextMissing) } else { text(words, limit) }
}

pub(super) fn reason(why: &str) -> Answer {
    if why.trim().is_empty() { Err(Refusal::ReasonMissing) } else { text(why, TEXT_LIMIT) }
}
