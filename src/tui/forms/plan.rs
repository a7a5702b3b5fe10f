//! Forms of the visit plan: a line, its deviation, its deletion.

use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

use super::{Miss, Spec, Submit, half_width, moment, said};
use crate::domain::change::{AuditPart, Change, Cleared, Role, VisitOutcome, VisitPlanned, VisitSettled};
use crate::domain::meeting::{Moment, parse_moment};
use crate::domain::nonconformity::parse_date;
use crate::domain::refusal::Refusal;
use crate::domain::slot::Slot;
use crate::i18n::{self, plan as words, words as trade};
use crate::tui::app::Then;
use crate::tui::desk::{Desk, Open};

/// A form of the visit plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "form")]
pub enum PlanForm {
    /// A line: a new one, or one to rewrite.
    Line {
        /// The audit's label.
        audit: String,
        /// The line's label; `None` for a new one.
        visit: Option<String>,
    },
    /// A line was done otherwise, or not at all.
    Deviate {
        /// The line's label.
        visit: String,
    },
    /// A line is deleted, with a reason.
    Drop {
        /// The line's label.
        visit: String,
    },
}

impl PlanForm {
    pub(super) fn title(&self, desk: &Desk, open: &Open) -> String {
        let (what, visit) = match self {
            Self::Line { visit, .. } => (words::LINE, visit.as_deref()),
            Self::Deviate { visit } => (words::DEVIATION, Some(visit.as_str())),
            Self::Drop { visit } => (words::DROP, Some(visit.as_str())),
        };
        let planned = visit.and_then(|visit| open.dossier.planned(visit));
        let of = planned
            .map(|line| format!(" · {} {}", line.planned.who, open.dossier.site_name(&line.planned.site)));
        format!("{}{}", desk.t(what), of.unwrap_or_default())
    }

    pub(super) fn specs(&self, desk: &Desk, open: &Open) -> Vec<Spec> {
        match self {
            Self::Line { audit, visit } => line_specs(desk, open, audit, visit.as_deref()),
            Self::Deviate { .. } => {
                let ways = [("deviated", trade::DEVIATED), ("dropped", trade::DROPPED)];
                let ways = ways.map(|(code, word)| (code.to_owned(), desk.t(word).to_owned()));
                vec![Spec::area(words::WHY, ""), Spec::choice(words::WHAT, ways.to_vec(), "deviated")]
            }
            Self::Drop { .. } => vec![Spec::area(words::DROP_WHY, "")],
        }
    }

    pub(super) fn submit(&self, values: &[String], desk: &Desk, open: &Open) -> Result<Submit, Miss> {
        let change = match self {
            Self::Line { audit, visit } => {
                return line(values, audit, visit.as_deref(), desk, open).map(|planned| {
                    let field = usize::from(!planned.who.is_empty()) * 4;
                    Submit::Record(vec![(field, Change::VisitPlanned(planned))], Then::Stay)
                });
            }
            Self::Deviate { visit } => {
                let reason = said(values, 0);
                let outcome = match said(values, 1).as_str() {
                    "dropped" => VisitOutcome::Dropped { reason },
                    _ => VisitOutcome::Deviated { reason },
                };
                Change::VisitSettled(VisitSettled { visit: visit.clone(), outcome })
            }
            Self::Drop { .. } if said(values, 0).is_empty() => {
                return Err(Miss::at(0, i18n::refusal(&Refusal::ReasonMissing, desk.lang)));
            }
            Self::Drop { visit } => {
                Change::Cleared(Cleared { slot: Slot::visit(visit).to_string(), reason: said(values, 0) })
            }
        };
        Ok(Submit::Record(vec![(0, change)], Then::Stay))
    }
}

fn line_specs(desk: &Desk, open: &Open, audit: &str, visit: Option<&str>) -> Vec<Spec> {
    let known = visit.and_then(|visit| open.dossier.planned(visit)).map(|line| line.planned);
    let (who, starts, ends) = match known {
        Some(known) => (known.who.clone(), parse_moment(&known.starts), parse_moment(&known.ends)),
        None => usual(desk, open, audit),
    };
    let sites = open.dossier.visited_sites(audit);
    let sites = sites.iter().map(|site| (site.site.clone(), site.name.clone())).collect();
    let site = known.map_or(open.at.site.as_str(), |known| &known.site);
    let clauses = known.map(|known| known.clauses.join(" ")).unwrap_or_default();
    vec![
        Spec::line(words::WHO, &who),
        Spec::choice(words::SITE, sites, site),
        Spec::line(words::STARTS, &moment::shown(starts)),
        Spec::line(words::ENDS, &moment::shown(ends)),
        Spec::line(words::CLAUSES, &clauses),
    ]
}

/// A new line begins where the last one ended, for the same person; the first on the audit's first day.
fn usual(desk: &Desk, open: &Open, audit: &str) -> (String, Option<Moment>, Option<Moment>) {
    let plan = open.dossier.visit_plan(audit);
    if let Some(last) = plan.last() {
        let starts = parse_moment(&last.planned.ends);
        return (last.planned.who.clone(), starts, starts.map(|starts| starts + TimeDelta::hours(1)));
    }
    let team = open.dossier.team(audit);
    let lead = team.iter().find(|member| member.role == Role::Lead).map(|member| member.name.clone());
    let hour = |hour| first_day(desk, open, audit).and_hms_opt(hour, 0, 0);
    let at = |hour_| hour(hour_).and_then(|local| local.and_local_timezone(*desk.now.offset()).single());
    (lead.unwrap_or_else(|| desk.by.clone()), at(9), at(10))
}

fn first_day(desk: &Desk, open: &Open, audit: &str) -> NaiveDate {
    parse_date(open.dossier.audit_text(audit, AuditPart::Starts)).unwrap_or_else(|| desk.today())
}

fn line(
    values: &[String],
    audit: &str,
    visit: Option<&str>,
    desk: &Desk,
    open: &Open,
) -> Result<VisitPlanned, Miss> {
    let (_, usual, _) = usual(desk, open, audit);
    let known = visit.and_then(|visit| open.dossier.planned(visit));
    let before = known.and_then(|line| parse_moment(&line.planned.starts)).or(usual);
    let day = before.map_or(desk.today(), |before| before.date_naive());
    let starts = moment::read(&said(values, 2), day, desk, 2)?;
    // The end is a time of the day on which it starts.
    let day = parse_moment(&starts).map_or(day, |starts| starts.date_naive());
    let ends = moment::read(&said(values, 3), day, desk, 3)?;
    let timed = parse_moment(&starts).zip(parse_moment(&ends));
    if timed.is_none_or(|(starts, ends)| ends < starts) {
        return Err(Miss::at(3, i18n::refusal(&Refusal::EndsBeforeItStarts, desk.lang)));
    }
    let typed = half_width(&said(values, 4));
    let apart = |c: char| c.is_whitespace() || matches!(c, ',' | '、' | ';' | '#');
    Ok(VisitPlanned {
        visit: visit.map_or_else(|| open.label("V"), str::to_owned),
        audit: audit.to_owned(),
        site: said(values, 1),
        who: said(values, 0),
        clauses: typed.split(apart).filter(|clause| !clause.is_empty()).map(str::to_owned).collect(),
        starts,
        ends,
    })
}
