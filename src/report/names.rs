//! The names behind labels: a label alone tells nobody anything.
//!
//! Nonconformities, evidence, notes and special deductions keep their labels, which people quote.

use std::collections::BTreeMap;

use super::cells::one_line;
use crate::domain::change::{Change, SiteDescribed};
use crate::domain::checklist::Bilingual;
use crate::domain::dossier::Dossier;
use crate::domain::journal::Entry;
use crate::i18n::Lang;
use crate::i18n::values::minute;

/// The names of what a dossier holds, by label.
#[derive(Clone, Debug, Default)]
pub struct Names {
    sites: BTreeMap<String, String>,
    others: BTreeMap<String, Bilingual>,
    /// Whether an audit has to be named: there are others.
    several_audits: bool,
}

impl Names {
    /// The names that a dossier knows: of sites, audits, checklists, people, lines of the plan.
    pub fn of(dossier: &Dossier) -> Self {
        let mut names = Self::from_sites(dossier.sites());
        let audits = dossier.audits();
        names.several_audits = audits.len() > 1;
        for audit in audits {
            let word = audit.audit_type.word();
            let named = |lang| format!("{} {}", audit.year, word.get(lang));
            names.call(&audit.audit, &named(Lang::Zh), &named(Lang::En));
            for criterion in &audit.criteria {
                if let Some(list) = dossier.checklist(&audit.audit, &criterion.standard) {
                    names.call(&criterion.standard, &list.standard, &list.standard);
                }
            }
        }
        for prefix in ["member/", "attendee/", "visit/"] {
            for entry in dossier.below(prefix) {
                let told = |entry: &Entry| {
                    let (label, name) = person(entry.change()?)?;
                    (!name.trim().is_empty()).then(|| (label.to_owned(), name))
                };
                // Who was taken off a list is named by what stood there before.
                let before = || dossier.history(entry.slot.as_str()).into_iter().rev().find_map(told);
                if let Some((label, name)) = told(entry).or_else(before) {
                    names.call(&label, &name, &name);
                }
            }
        }
        names
    }

    /// The names of these sites.
    pub fn from_sites<'a>(sites: impl IntoIterator<Item = &'a SiteDescribed>) -> Self {
        let sites = sites.into_iter();
        let sites = sites.map(|site| (site.site.clone(), one_line(&site.name))).collect();
        Self { sites, ..Self::default() }
    }

    fn call(&mut self, label: &str, zh: &str, en: &str) {
        let (zh, en) = (one_line(zh), one_line(en));
        self.others.insert(label.to_owned(), Bilingual { zh, en });
    }

    /// The name of a site, or its label.
    pub fn site<'a>(&'a self, label: &'a str) -> &'a str {
        self.sites.get(label).map_or(label, String::as_str)
    }

    /// A site in an audit, for a sentence that is spelled afterwards: the audit is said where there are others.
    pub fn site_in(&self, audit: &str, site: &str) -> String {
        let site = self.site(site);
        if self.several_audits { format!("{site} · {audit}") } else { site.to_owned() }
    }

    /// A sentence of our own with names in place of the labels in it.
    pub fn spelled(&self, sentence: &str, lang: Lang) -> String {
        let of_label = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
        let mut out = String::with_capacity(sentence.len());
        let mut rest = sentence;
        while !rest.is_empty() {
            let word = rest.find(|c| !of_label(c)).unwrap_or(rest.len());
            out.push_str(self.name(&rest[..word], lang));
            let next = rest[word..].find(of_label).map_or(rest.len(), |at| at + word);
            out.push_str(&rest[word..next]);
            rest = &rest[next..];
        }
        out
    }

    fn name<'a>(&'a self, word: &'a str, lang: Lang) -> &'a str {
        // A label of one word, such as a number, could be any word of the sentence.
        if !word.contains('-') {
            return word;
        }
        let other = || self.others.get(word).map(|name| lang.pick(name.zh.as_str(), name.en.as_str()));
        self.sites.get(word).map(String::as_str).or_else(other).unwrap_or(word)
    }
}

/// Whose name a change tells, under which label.
fn person(change: &Change) -> Option<(&str, String)> {
    match change {
        Change::MemberNamed(c) => Some((&c.member, c.name.clone())),
        Change::AttendeeNamed(c) => Some((&c.attendee, c.name.clone())),
        Change::VisitPlanned(c) => Some((&c.visit, format!("{} {}", minute(&c.starts), c.who))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_labels_become_names_and_nothing_else_does() {
        let mut names = Names::default();
        names.sites.insert("S-1".to_owned(), "厦门总部".to_owned());
        names.call("A-3GJN-1", "2026 初次认证", "2026 initial certification");
        let spelled = |text: &str| names.spelled(text, Lang::Zh);
        assert_eq!(spelled("评价 A-3GJN-1 场所 S-1"), "评价 2026 初次认证 场所 厦门总部");
        assert_eq!(spelled("A-3GJN-12、NS-1、S-1。"), "A-3GJN-12、NS-1、厦门总部。");
        assert_eq!(spelled(""), "");
        assert_eq!(names.spelled("audit A-3GJN-1", Lang::En), "audit 2026 initial certification");
    }
}
