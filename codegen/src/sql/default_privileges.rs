//! `ALTER DEFAULT PRIVILEGES`.

use super::cursor::{Cursor, Parsed};
use super::fold::Fold;
use super::statement::unknown;

pub(super) fn alter(_fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    Err(unknown(c, start, "ALTER DEFAULT PRIVILEGES"))
}
