//! What follows the arguments in `CREATE FUNCTION`, as far as a call needs it.

use super::ast::{Name, TypeName};
use super::parse;

/// `RETURNS ..`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Signature {
    /// `None` is a procedure, or a function whose `OUT` arguments are its result.
    pub(crate) result: Option<TypeName>,
    pub(crate) set: bool,
    /// `RETURNS TABLE (..)`.
    pub(crate) table: Vec<(Name, TypeName)>,
}

/// The signature in the text behind the arguments; `None` where it cannot be read.
pub(crate) fn read(definition: &str) -> Option<Signature> {
    parse::signature(definition).ok()
}

/// The options of `CREATE AGGREGATE` that say what it returns.
#[derive(Clone, Debug)]
pub(crate) struct AggregateOptions {
    /// `STYPE`.
    pub(crate) state: TypeName,
    /// `FINALFUNC`.
    pub(crate) final_function: Option<String>,
}

/// The options in the text behind the arguments.
pub(crate) fn aggregate(definition: &str) -> Option<AggregateOptions> {
    parse::aggregate(definition).ok().flatten()
}
