//! Changes to steps: graph, order, hazards, transaction batches. To be written.

use crate::model::{Notes, ObjectId, Schema};
use crate::report::Errors;

/// What a plan may do, and for which server.
#[derive(Clone, Debug)]
pub struct Options {
    /// The major version of the server, 14 to 18.
    pub target: u8,
    /// Renames that the author declared.
    pub renames: Vec<Rename>,
    /// Destructions that the author accepted, as `code:object` (`drop-table:todo`).
    pub accept: Vec<String>,
    /// Refuse what was not accepted, and stop where a drop and an add look like a rename (`migrate build`);
    /// otherwise only say so in the header (`diff`).
    pub strict: bool,
    /// Treat every table as empty and unused: plain statements instead of the online recipes.
    pub offline: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { target: 16, renames: Vec::new(), accept: Vec::new(), strict: false, offline: false }
    }
}

/// One rename: both ids of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    /// The name in the old schema.
    pub from: ObjectId,
    /// The name in the new schema.
    pub to: ObjectId,
}

/// The steps from one schema to another, in order.
#[derive(Clone, Debug, Default)]
pub struct Plan {}

/// The renames that `@renamed` notes declare.
pub fn renames(_notes: &Notes) -> Vec<Rename> {
    Vec::new()
}

/// Works out the steps from `old` to `new`.
///
/// # Errors
/// `Code::Rename` and `Code::Destroys` where a decision is needed, `Code::Cycle`, `Code::Version`, `Code::Impossible`.
pub fn plan(_old: &Schema, _new: &Schema, _options: &Options) -> Result<Plan, Errors> {
    Ok(Plan::default())
}

impl Plan {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        true
    }

    /// Executable SQL: header with hazards, statements, `-- @commit` between transactions; empty when there is nothing to do.
    pub fn to_sql(&self) -> String {
        String::new()
    }
}
