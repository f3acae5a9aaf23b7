//! Transactions: which steps of an ordered plan run together.

use super::sort::Sorted;
use super::step::{Phase, Step};

/// Gives each step its transaction, as few as the rules allow:
///
/// - a step that cannot run in a transaction has a batch of its own;
/// - added enum values have one, since they can be used only after it ends;
/// - what waits for a commit comes in a later one;
/// - a validation shares one only with others and with what follows from them: a lock taken before it in the same
///   transaction would be held through its scan.
pub(super) fn assign(sorted: Sorted) -> Vec<Step> {
    let Sorted { mut steps, commits, order: _ } = sorted;
    let mut waits: Vec<Vec<usize>> = vec![Vec::new(); steps.len()];
    for (earlier, later) in commits {
        waits[later].push(earlier);
    }
    let mut batch = 0;
    let mut start = 0;
    for at in 0..steps.len() {
        if at > 0 {
            let previous = &steps[at - 1];
            let alone = !previous.in_transaction || !steps[at].in_transaction;
            let border = (previous.phase == Phase::EnumValue) != (steps[at].phase == Phase::EnumValue);
            let waits = waits[at].iter().any(|earlier| *earlier >= start);
            let scan = steps[at].phase == Phase::Validate && previous.phase != Phase::Validate;
            if alone || border || waits || scan {
                batch += 1;
                start = at;
            }
        }
        steps[at].batch = batch;
    }
    steps
}
