//! STUB until the checklist room is merged.
#![allow(missing_docs)]
use super::points::Points;
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {}
#[derive(Clone, Debug)]
pub struct Overlay {}
#[derive(Clone, Debug)]
pub struct Bilingual {
    pub zh: String,
    pub en: String,
}
#[derive(Clone, Debug)]
pub struct Special {
    pub deduction: Points,
    pub fail_at: u32,
    pub bonus: Points,
}
#[derive(Clone, Debug)]
pub struct Band {
    pub code: String,
    pub title: Bilingual,
    pub min: Option<Points>,
}
#[derive(Clone, Debug)]
pub struct Indicator {
    pub clause: String,
    pub points: Option<Points>,
    pub may_sample: bool,
    pub may_delete: bool,
    pub leaf: bool,
}
#[derive(Clone, Debug)]
pub struct Checklist {
    pub id: String,
    pub full_score: Option<Points>,
    pub bands: Vec<Band>,
    pub special: Option<Special>,
    pub indicators: Vec<Indicator>,
}
impl Overlay {
    pub fn parse(_t: &str) -> Result<Self, Vec<Fault>> {
        Ok(Self {})
    }
}
impl Checklist {
    pub fn parse(_id: &str, _t: &str) -> Result<Self, Vec<Fault>> {
        Err(vec![])
    }
    pub fn with_overlay(&self, _o: &Overlay) -> Result<Self, Vec<Fault>> {
        Ok(self.clone())
    }
    pub fn leaves(&self) -> impl Iterator<Item = &Indicator> {
        self.indicators.iter()
    }
    pub fn indicator(&self, c: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|i| i.clause == c)
    }
    pub fn section_of(&self, _c: &str) -> Option<&Indicator> {
        None
    }
}
