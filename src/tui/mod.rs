//! The screen room: keys in, frames out. It may see every room but `cli`; no room but `cli` sees it.
pub mod backend;
pub mod chord;
pub mod events;
pub mod painter;
pub mod pen;
pub mod route;
pub mod terminal;
pub mod widgets;
