//! Front end 3: a live database's catalog to the model.
//!
//! The server is asked for the definition of each object, in one query per kind, and what it answers is folded by the same
//! reader that folds a `schema.sql`: there is one path from text to model. Nothing in the database is changed.
//!
//! Left alone are what belongs to extensions, the namespace `tablewright` with the ledger of migrations, and what Zero
//! makes for itself.

mod error;
mod read;
mod respell;

pub use error::Error;
pub use read::{Catalog, read};
pub use respell::respell;
