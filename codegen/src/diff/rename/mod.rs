//! Renames: what has only another name, and a schema as it is after a rename.

mod apply;
mod follow;
mod same;
mod text;

pub(crate) use apply::apply;
pub(crate) use follow::follow;
pub(crate) use same::same_but_name;
