//! `GRANT` and `REVOKE`.

use super::cursor::{Cursor, Parsed};
use super::fold::Fold;
use super::statement::unknown;

pub(super) fn grant(_fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    Err(unknown(c, start, "GRANT"))
}

pub(super) fn revoke(_fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    Err(unknown(c, start, "REVOKE"))
}
