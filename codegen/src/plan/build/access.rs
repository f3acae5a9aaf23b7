//! Owners and privileges, of objects of any kind.

use super::super::planner::Planner;

/// The steps for what is made or changes hands.
pub(super) fn build(_planner: &mut Planner<'_>) {}
