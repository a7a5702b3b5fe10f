//! `onsite`: the tool in an auditor's hands on site.
//!
//! Which room may see which: `main -> cli -> tui -> store -> domain`; `sync -> store, domain`;
//! `i18n` is seen by all but `domain`; `domain` sees nothing.
pub mod checklists;
pub mod cli;
pub mod demo;
pub mod domain;
pub mod i18n;
pub mod inbox;
pub mod office;
pub mod photo;
pub mod report;
pub mod search;
pub mod store;
pub mod supply;
pub mod sync;
pub mod tui;
