//! Row-level security policies.

use super::belonging::Kind;
use super::cursor::{Cursor, Parsed};
use super::fold::Fold;
use super::statement::unknown;
use crate::model::DefinitionId;

/// The names of one kind.
pub(super) const KIND: Kind = Kind { word: "policy", id: DefinitionId::Policy };

pub(super) fn create(_fold: &mut Fold, c: &mut Cursor<'_>, start: usize, _replace: bool) -> Parsed<()> {
    Err(unknown(c, start, "CREATE POLICY"))
}

pub(super) fn alter(_fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    Err(unknown(c, start, "ALTER POLICY"))
}

pub(super) fn drop(_fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    Err(unknown(c, start, "DROP POLICY"))
}
