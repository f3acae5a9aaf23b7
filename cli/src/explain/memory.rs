//! Work that did not fit into memory, and time that went into compiling.

use super::advice::{Advice, count};
use super::plan::{Node, Plan};

/// How much of the time compiling may take before it is worth a word.
const JIT_SHARE: f64 = 0.25;

/// What a node wrote to disk because `work_mem` was too small.
pub(super) fn spilled(node: &Node) -> Option<Advice> {
    sort(node).or_else(|| hash(node)).or_else(|| bitmap(node))
}

fn advice(node: &Node, code: &'static str, message: String, kilobytes: f64) -> Advice {
    let megabytes = (kilobytes / 1024.0).max(1.0).log2().ceil().exp2().max(8.0);
    Advice {
        code,
        node: node.title(),
        message,
        help: "give this statement more memory, in its transaction: every node of every connection may take that much, so do not raise \
               it for all"
            .to_owned(),
        sql: Some(format!("SET LOCAL work_mem = '{megabytes:.0}MB';")),
        schema: None,
    }
}

fn sort(node: &Node) -> Option<Advice> {
    if node.text("Sort Space Type") != Some("Disk") {
        return None;
    }
    let used = node.number("Sort Space Used");
    // What is sorted in memory takes more room than on disk.
    Some(advice(node, "sort-spilled", format!("sorts on disk, {} kB of it", count(used)), used * 3.0))
}

fn hash(node: &Node) -> Option<Advice> {
    let batches = node.number("Hash Batches").max(node.number("HashAgg Batches"));
    if batches <= 1.0 {
        return None;
    }
    let memory = node.number("Peak Memory Usage");
    let message = format!("does its work in {} parts, of which all but one wait on disk", count(batches));
    Some(advice(node, "hash-batches", message, memory.max(1024.0) * batches * 1.5))
}

fn bitmap(node: &Node) -> Option<Advice> {
    let lossy = node.number("Lossy Heap Blocks");
    if lossy == 0.0 {
        return None;
    }
    let exact = node.number("Exact Heap Blocks");
    let message = format!(
        "remembers {} of {} pages only as a whole, and looks at every row of them again",
        count(lossy),
        count(lossy + exact)
    );
    Some(advice(node, "lossy-bitmap", message, (lossy + exact) * 0.2))
}

/// Compiling that costs more than it brings.
pub(super) fn jit(plan: &Plan) -> Option<Advice> {
    let execution = plan.execution?;
    (plan.jit > execution * JIT_SHARE && plan.jit > 5.0).then(|| Advice {
        code: "jit",
        node: plan.root.title(),
        message: format!("{:.0} of {execution:.0} ms go into compiling the statement", plan.jit),
        help: "switch it off for such statements, or raise `jit_above_cost`".to_owned(),
        sql: Some("SET LOCAL jit = off;".to_owned()),
        schema: None,
    })
}
