//! Nested loops that go round too often.

use super::advice::{Advice, count, index};
use super::condition;
use super::facts::Facts;
use super::plan::Node;

/// So many rounds of a scan are too many, and so many of anything.
const SCANS: f64 = 100.0;
const LOOPS: f64 = 10_000.0;

/// How much of the time the inside must take.
const SHARE: f64 = 0.3;

pub(super) fn loops(node: &Node, facts: &Facts) -> Option<Advice> {
    if node.kind != "Nested Loop" {
        return None;
    }
    let [outer, inner] = node.children.get(..2)? else { return None };
    let share: f64 = inner.all().iter().map(|below| below.share).sum::<f64>() + node.share;
    if share < SHARE {
        return None;
    }
    let rounds = inner.loops;
    scanned(node, inner, rounds, facts).or_else(|| {
        let expected = outer.estimated * outer.loops;
        (rounds >= LOOPS && rounds > expected * 10.0).then(|| Advice {
            code: "nested-loop",
            node: node.title(),
            message: format!(
                "goes round {} times where {} were expected, {:.0} % of the time",
                count(rounds),
                count(expected),
                share * 100.0
            ),
            help: "with a better estimate of the rows outside, another kind of join would be taken: `ANALYZE` those tables".to_owned(),
            ..Advice::default()
        })
    })
}

/// A table that is read whole in every round.
fn scanned(node: &Node, inner: &Node, rounds: f64, facts: &Facts) -> Option<Advice> {
    let scan = inner.all().into_iter().find(|below| below.is_scan())?;
    // Behind a `Materialize` it is read once, and gone through in every round.
    if rounds < SCANS || scan.rows? * rounds < LOOPS {
        return None;
    }
    let (namespace, name, alias) = scan.relation()?;
    let table = facts.get(&(namespace.to_owned(), name.to_owned()))?;
    let conditions = [scan.text("Filter"), node.text("Join Filter")];
    let parts: Vec<_> =
        conditions.into_iter().flatten().flat_map(|text| condition::parts(text, alias, table)).collect();
    let message = format!("goes through {} {} times", table.name, count(rounds));
    index(node, table, &parts, message, "nested-loop")
}
