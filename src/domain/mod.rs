//! The rules of the trade; knows no terminal, SQL, clock, files or randomness.

pub mod attempt;
pub mod audit;
pub mod calendar;
pub mod change;
pub mod checklist;
pub mod codes;
pub mod dossier;
pub mod evidence;
pub mod fault;
pub mod forecast;
pub mod gate;
pub mod ids;
pub mod journal;
pub mod meeting;
pub mod nonconformity;
pub mod note;
pub mod opening;
pub mod phrases;
pub mod points;
pub mod refusal;
pub mod rules;
pub mod sampling;
pub mod score;
pub mod sheet;
pub mod slot;
pub mod undo;
