//! The rules of the trade; knows no terminal, SQL, clock, files or randomness.

pub mod points;
