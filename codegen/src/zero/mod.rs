//! Zero, which replicates a publication to clients: what of a schema reaches them and under which type ([`published`],
//! [`kind`], [`key`]), and the schema that their TypeScript is compiled with ([`typescript`]).
//!
//! Comes in: a schema and the name of a publication. Nothing is asked of a server; `tablewright zero doctor` does that.

mod change;
mod key;
mod kind;
mod name;
mod published;
mod typescript;

pub use change::keeps;
pub use key::{Unusable, key, unusable};
pub use kind::{Kind, kind};
pub use name::{takes_column, takes_table};
pub use published::{Published, published};
pub use typescript::{TypeScript, typescript};
