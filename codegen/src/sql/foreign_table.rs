//! Foreign tables.

use super::cursor::{Cursor, Parsed};
use super::fold::Fold;
use super::statement::unknown;

pub(super) fn create(_fold: &mut Fold, c: &mut Cursor<'_>, start: usize, _replace: bool) -> Parsed<()> {
    Err(unknown(c, start, "CREATE FOREIGN TABLE"))
}

pub(super) fn alter(_fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    Err(unknown(c, start, "ALTER FOREIGN TABLE"))
}

pub(super) fn drop(_fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    Err(unknown(c, start, "DROP FOREIGN TABLE"))
}
