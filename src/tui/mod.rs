//! The screen room: keys in, frames out. It may see every room but `cli`; no room but `cli` sees it.
pub mod app;
pub mod backend;
pub mod chord;
pub mod desk;
pub mod events;
pub mod figures;
pub mod forms;
pub mod graphics;
pub mod keymap;
pub mod look;
pub mod message;
pub mod modals;
pub mod paint;
pub mod painter;
pub mod pen;
pub mod picture;
pub mod route;
pub mod run;
pub mod screens;
pub mod session;
pub mod sight;
pub mod target;
pub mod terminal;
pub mod view;
pub mod widgets;

pub use run::{Start, run};
pub use session::Surroundings;
