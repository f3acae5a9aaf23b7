//! The folder of migrations: its files in order, the schema that they build, and the next file.
//!
//! Comes in: a folder with files such as `20261122143000_add_todo.sql`. Goes out: the schema after all of them, read from their text
//! alone ([`replay`]), one file more ([`fn@write`]), or new names for some ([`fn@rebase`]). It never edits or removes a file, and never
//! asks a database.

mod name;
mod stamp;

#[cfg(feature = "engine")]
mod commute;
#[cfg(feature = "engine")]
mod folder;
#[cfg(feature = "engine")]
mod lock;
#[cfg(feature = "engine")]
mod origin;
#[cfg(feature = "engine")]
mod rebase;
#[cfg(feature = "engine")]
mod replay;
#[cfg(feature = "engine")]
mod subject;
#[cfg(feature = "engine")]
mod upkeep;
#[cfg(feature = "engine")]
mod zero;

pub use name::{Language, Name, Problem, check};
pub use stamp::Stamp;

#[cfg(feature = "engine")]
pub use commute::{Thing, Touched, touched};
#[cfg(feature = "engine")]
pub use folder::{File, list, slug, write};
#[cfg(feature = "engine")]
pub use lock::{Taken, locks, locks_of};
#[cfg(feature = "engine")]
pub use origin::last_touched;
#[cfg(feature = "engine")]
pub use rebase::{Renames, rebase};
#[cfg(feature = "engine")]
pub use replay::{replay, replay_files, replay_instead};
#[cfg(feature = "engine")]
pub use subject::subject;
#[cfg(feature = "engine")]
pub use upkeep::{MARK, forget_parts, kept_up};
#[cfg(feature = "engine")]
pub use zero::{unnoticed, unnoticed_in};
