//! The program `onsite`.
fn main() {}
