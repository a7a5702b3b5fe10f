//! What is told about a dossier: models that programs read and texts that people read.
//!
//! Pure: a dossier goes in, a model comes out. Knows no store, no screen and no clock.

pub mod cells;
mod names;
pub mod nc_sheet;
pub mod plain;
pub mod saying;
pub mod state;

#[cfg(test)]
mod tests;
