//! What only the lead of a team may record; who is at the keyboard is told from outside.
//!
//! Asked before something is recorded, never of what is read: what an older file or another laptop holds
//! counts as it stands.

use super::change::{Change, Role, Step};
use super::dossier::Dossier;
use super::ids::ChangeId;
use super::journal::Proposal;
use super::refusal::Refusal;

impl Dossier {
    /// The first of these changes that `by` may not record, with why: a nonconformity is withdrawn by the
    /// lead (handbook, nonconformities), of its own audit or of a later one. Where no lead is named in its own,
    /// anybody may.
    pub fn not_by(&self, by: &str, changes: &[Change]) -> Option<(usize, Refusal)> {
        let mut changes = changes.iter().enumerate();
        changes.find_map(|(nth, change)| match change {
            Change::Stepped(stepped) if matches!(stepped.step, Step::Withdrawn { .. }) => {
                let why = self.withdrawal_by(by, &stepped.nc)?;
                Some((nth, why))
            }
            _ => None,
        })
    }

    /// Takes an act back as [`Dossier::attempt_undo`] does, by somebody: what `by` may not record does not come
    /// back by their undo either, such as a withdrawal that was taken back.
    pub fn attempt_undo_by(&mut self, by: &str, act: &[ChangeId]) -> Result<Vec<Proposal>, Refusal> {
        let proposals = self.attempt_undo(act)?;
        let changes: Vec<Change> = proposals.iter().map(|proposal| proposal.change.clone()).collect();
        match self.not_by(by, &changes) {
            Some((_, refusal)) => Err(refusal),
            None => Ok(proposals),
        }
    }

    fn withdrawal_by(&self, by: &str, nc: &str) -> Option<Refusal> {
        let audit = self.nonconformity(nc)?.raised.audit.clone();
        let own = self.leads(&audit);
        if own.is_empty() {
            return None;
        }
        let later = self.audits().into_iter().filter(|other| self.comes_before(&audit, &other.audit));
        let may = later.flat_map(|other| self.leads(&other.audit)).chain(own.iter().copied());
        let leads = own.iter().map(|&name| name.to_owned()).collect();
        let refused = || Refusal::OnlyLead { nc: nc.to_owned(), leads, by: by.to_owned() };
        let known = may.into_iter().any(|name| name.trim() == by.trim());
        (!known).then(refused)
    }

    /// The names of those who lead the team of an audit.
    fn leads(&self, audit: &str) -> Vec<&str> {
        let team = self.team(audit).into_iter();
        team.filter(|member| member.role == Role::Lead).map(|member| member.name.as_str()).collect()
    }
}
