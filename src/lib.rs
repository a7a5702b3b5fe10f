//! `onsite`: the tool in an auditor's hands on site.
pub mod domain;
