//! Forms of the walk: remark, sample, deletion, nonconformity, special items.

use serde::{Deserialize, Serialize};

use super::nc::classes;
use super::statement;
use super::{Miss, Spec, Submit, ground, half_width};
use crate::domain::change::{
    BonusGiven, Change, Class, Classed, Cleared, Item, Judged, NcPart, NcWritten, Raised, Remarked,
    SpecialDeducted, SpecialItem, SpecialKind, Verdict,
};
use crate::domain::refusal::Refusal;
use crate::domain::slot::Slot;
use crate::i18n::{self, Text, walk as words};
use crate::tui::app::Then;
use crate::tui::desk::{Desk, Open};

/// A form about an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "form")]
pub enum ItemForm {
    /// A remark.
    Remark {
        /// The item.
        item: Item,
    },
    /// A remark is written anew, or deleted with a reason.
    Rewrite {
        /// The item.
        item: Item,
        /// The remark's label.
        remark: String,
    },
    /// A sampled verdict, `x/n`.
    Sample {
        /// The item.
        item: Item,
    },
    /// A deletion with its reason.
    Delete {
        /// The item.
        item: Item,
    },
    /// A nonconformity on the item.
    Raise {
        /// The item.
        item: Item,
        /// The class offered first.
        class: Class,
        /// Whether the item becomes nonconform with it.
        judge: bool,
    },
    /// A nonconformity on the item, its statement by parts.
    RaiseByParts {
        /// The item.
        item: Item,
        /// Whether the item becomes nonconform with it.
        judge: bool,
    },
    /// A special deduction.
    Special {
        /// The item at whose site it was found.
        item: Item,
    },
    /// The special bonus.
    Bonus {
        /// The item that names audit and standard.
        item: Item,
    },
}

impl ItemForm {
    /// The item that it is about.
    pub fn item(&self) -> &Item {
        match self {
            Self::Remark { item }
            | Self::Rewrite { item, .. }
            | Self::Sample { item }
            | Self::Delete { item }
            | Self::Raise { item, .. }
            | Self::RaiseByParts { item, .. }
            | Self::Special { item }
            | Self::Bonus { item } => item,
        }
    }

    /// What it is called.
    pub fn name(&self) -> Text {
        match self {
            Self::Remark { .. } => words::REMARK,
            Self::Rewrite { .. } => words::REMARK_ANEW,
            Self::Sample { .. } => words::SAMPLE,
            Self::Delete { .. } => words::DELETION,
            Self::Raise { class: Class::Observation, .. } => words::OBSERVATION,
            Self::Raise { .. } | Self::RaiseByParts { .. } => words::NONCONFORMITY,
            Self::Special { .. } => words::SPECIAL_DEDUCTION,
            Self::Bonus { .. } => words::SPECIAL_BONUS,
        }
    }

    pub(super) fn title(&self, desk: &Desk, open: &Open) -> String {
        let item = self.item();
        let leaf = open.dossier.checklist(&item.audit, &item.standard);
        let title = leaf.and_then(|list| list.indicator(&item.clause)).map(|leaf| desk.pick(&leaf.title));
        format!("{} · {} {}", desk.t(self.name()), item.clause, title.unwrap_or_default())
    }

    pub(super) fn specs(&self, desk: &Desk, open: &Open) -> Vec<Spec> {
        match self {
            Self::Remark { .. } => vec![Spec::area(words::REMARK, "")],
            Self::Rewrite { item, remark } => {
                let known = open.dossier.remarks(item).into_iter().find(|(_, known)| known.remark == *remark);
                let text = known.map_or("", |(_, known)| known.text.as_str());
                vec![Spec::area(words::REMARK, text), Spec::line(words::REMARK_WHY, "")]
            }
            Self::Sample { .. } => vec![Spec::line(words::SAMPLE_COUNTS, "")],
            Self::Delete { .. } => vec![Spec::area(words::DELETION_REASON, "")],
            Self::Raise { class, .. } => vec![
                Spec::area(words::STATEMENT, ""),
                Spec::choice(words::CLASS, classes(desk), class.code()),
                Spec::line(words::DEPARTMENT, ""),
                Spec::line(words::GUIDE, last_guide(open, &open.at.site)),
            ],
            Self::RaiseByParts { item, .. } => {
                let mut specs = statement::specs(item, "", &open.dossier.evidence_for_item(item), desk, open);
                specs.extend([
                    Spec::choice(words::CLASS, classes(desk), Class::Minor.code()),
                    Spec::line(words::DEPARTMENT, ""),
                    Spec::line(words::GUIDE, last_guide(open, &open.at.site)),
                ]);
                specs
            }
            Self::Special { .. } => {
                let item = self.item();
                let grounds = ground::choices(desk, open, &item.audit);
                vec![
                    Spec::choice(words::SPECIAL_KIND, kinds(desk), ""),
                    Spec::area(words::FACTS, ""),
                    Spec::choice(words::GROUND, grounds, &own_nc(open, item)),
                ]
            }
            Self::Bonus { .. } => vec![
                Spec::area(words::BONUS_FACTS, ""),
                Spec::choice(words::GROUND, ground::choices(desk, open, &self.item().audit), ""),
            ],
        }
    }

    pub(super) fn submit(&self, values: &[String], desk: &Desk, open: &Open) -> Result<Submit, Miss> {
        let item = self.item().clone();
        let value = |nth: usize| values.get(nth).map(|text| text.trim().to_owned()).unwrap_or_default();
        Ok(match self {
            Self::Remark { .. } => {
                let text = needed(desk, value(0))?;
                let remark = open.label("R");
                Submit::Record(vec![(0, Change::Remarked(Remarked { item, remark, text }))], Then::Stay)
            }
            Self::Rewrite { remark, .. } if value(0).is_empty() => {
                if value(1).is_empty() {
                    return Err(Miss::at(1, desk.t(words::REMARK_GOES)));
                }
                let slot = Slot::remark(&item, remark).to_string();
                Submit::Record(vec![(1, Change::Cleared(Cleared { slot, reason: value(1) }))], Then::Stay)
            }
            Self::Rewrite { .. } if !value(1).is_empty() => {
                return Err(Miss::at(1, desk.t(words::REMARK_STAYS)));
            }
            Self::Rewrite { remark, .. } => {
                let remarked = Remarked { item, remark: remark.clone(), text: value(0) };
                Submit::Record(vec![(0, Change::Remarked(remarked))], Then::Stay)
            }
            Self::Sample { .. } => judged(item, sample(desk, &value(0))?),
            Self::Delete { .. } => judged(item, Verdict::Deleted { reason: value(0) }),
            Self::Raise { judge, .. } => {
                let doubt = statement::several(&value(0), 0, desk);
                statement::doubting(doubt, raise(item, values, *judge, desk, open))
            }
            Self::RaiseByParts { judge, .. } => raise_by_parts(item, values, *judge, desk, open),
            Self::Special { .. } => {
                let special = SpecialDeducted {
                    special: open.label("K"),
                    audit: item.audit,
                    standard: item.standard,
                    site: item.site,
                    kind: SpecialKind::parse(&value(0)).unwrap_or(SpecialKind::Law),
                    facts: value(1),
                };
                let of = SpecialItem::Deduction { special: special.special.clone() };
                let link = ground::link(open, &special.audit, of, &value(2)).map(|link| (2, link));
                let changes = std::iter::once((1, Change::SpecialDeducted(special))).chain(link);
                Submit::Record(changes.collect(), Then::Stay)
            }
            Self::Bonus { .. } => {
                let bonus = BonusGiven { audit: item.audit, standard: item.standard, facts: value(0) };
                let (audit, standard) = (bonus.audit.clone(), bonus.standard.clone());
                let link =
                    ground::link(open, &bonus.audit, SpecialItem::Bonus { audit, standard }, &value(1));
                // It came from elsewhere while this form was left as a draft: not replaced unseen.
                let stands = open.dossier.bonus(&bonus.audit, &bonus.standard).is_some();
                let changes = std::iter::once((0, Change::BonusGiven(bonus)));
                let given = Submit::Record(changes.chain(link.map(|link| (1, link))).collect(), Then::Stay);
                let doubt = stands.then(|| Miss::at(0, desk.t(words::BONUS_REPLACED)));
                statement::doubting(doubt, given)
            }
        })
    }
}

fn needed(desk: &Desk, text: String) -> Result<String, Miss> {
    if text.is_empty() {
        return Err(Miss::at(0, i18n::refusal(&Refusal::TextMissing, desk.lang)));
    }
    Ok(text)
}

fn judged(item: Item, verdict: Verdict) -> Submit {
    Submit::Record(vec![(0, Change::Judged(Judged { item, verdict }))], Then::NextOpen)
}

/// Reads `3/15`: three of fifteen failed. Full-width digits and slash of an IME count.
fn sample(desk: &Desk, text: &str) -> Result<Verdict, Miss> {
    let plain: String = half_width(text).replace('、', "/").split_whitespace().collect();
    let counts = plain.split_once('/').and_then(|(x, n)| Some((x.parse().ok()?, n.parse().ok()?)));
    match counts {
        Some((failed, sampled)) => Ok(Verdict::Sampled { sampled, failed }),
        None => Err(Miss::at(0, desk.t(words::SAMPLE_FORM))),
    }
}

fn raise(item: Item, values: &[String], judge: bool, desk: &Desk, open: &Open) -> Submit {
    let nc = open.label("NC");
    let text = |nth: usize| values.get(nth).map(|text| text.trim().to_owned()).unwrap_or_default();
    let written = |part, nth| (nth, Change::NcWritten(NcWritten { nc: nc.clone(), part, text: text(nth) }));
    let mut changes = Vec::new();
    let class = Class::parse(&text(1)).unwrap_or(Class::Minor);
    // An observation says that nothing is violated yet: it leaves the verdict to the auditor.
    let judge = judge && class != Class::Observation;
    if judge {
        changes.push((0, Change::Judged(Judged { item: item.clone(), verdict: Verdict::Nonconform })));
    }
    let raised = Raised {
        nc: nc.clone(),
        audit: item.audit,
        standard: item.standard,
        clauses: vec![item.clause],
        site: item.site,
    };
    changes.push((0, Change::Raised(raised)));
    changes.push((1, Change::Classed(Classed { nc: nc.clone(), class })));
    changes.extend(desk.due(&nc, class, desk.today()).map(|set| (1, Change::DueSet(set))));
    changes.push(written(NcPart::Statement, 0));
    for (nth, part) in [(2, NcPart::Department), (3, NcPart::Guide)] {
        if !text(nth).is_empty() {
            changes.push(written(part, nth));
        }
    }
    Submit::Record(changes, if judge { Then::NextOpen } else { Then::Stay })
}

/// As [`raise`], with the statement that the parts make; a refusal finds the field that it comes from.
fn raise_by_parts(item: Item, values: &[String], judge: bool, desk: &Desk, open: &Open) -> Submit {
    let (text, doubt) = statement::compose(values, desk);
    let mut whole = vec![text];
    whole.extend(values.iter().skip(statement::PARTS).cloned());
    let Submit::Record(changes, then) = raise(item, &whole, judge, desk, open) else {
        return Submit::Record(Vec::new(), Then::Stay);
    };
    let field = |nth: usize| if nth == 0 { statement::SEEN } else { statement::PARTS + nth - 1 };
    let changes = changes.into_iter().map(|(nth, change)| (field(nth), change)).collect();
    statement::doubting(doubt, Submit::Record(changes, then))
}

/// The kinds of special deductions: code and words.
pub(super) fn kinds(desk: &Desk) -> Vec<(String, String)> {
    let all = [SpecialKind::Law, SpecialKind::OwnRules, SpecialKind::TradeDemand, SpecialKind::System];
    all.iter().map(|kind| (kind.code().to_owned(), desk.t(kind.word()).to_owned())).collect()
}

/// The newest nonconformity on the item: a deduction for what it says is offered it as its ground.
fn own_nc(open: &Open, item: &Item) -> String {
    open.dossier.ncs_of_item(item).last().map(|nc| nc.raised.nc.clone()).unwrap_or_default()
}

/// The guide named in the newest nonconformity: usually the same person for the whole site.
pub(super) fn last_guide<'a>(open: &'a Open, site: &str) -> &'a str {
    let here = |nc: &crate::domain::nonconformity::Nonconformity<'_>| nc.raised.site == site;
    let ncs = open.dossier.nonconformities();
    let last = ncs.iter().rev().find(|nc| here(nc)).map(|nc| nc.raised.nc.as_str());
    last.map_or("", |nc| open.dossier.nc_text(nc, NcPart::Guide))
}
