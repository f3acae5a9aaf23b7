//! A plan as a tree beside columns of figures, and as JSON.

use anstyle::{AnsiColor, Style};
use serde_json::{Value, json as object};

use super::advice::{Advice, count};
use super::plan::{Node, Plan};

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default().bold();

/// How many letters the bar of a share has.
const BAR: f64 = 10.0;

/// The tree, the sums and the advice.
pub(crate) fn draw(plan: &Plan, advice: &[Advice]) -> String {
    let ran = plan.execution.is_some();
    let head = match ran {
        true => format!("{:>9} {:>16} {:>12} {:>12}  node", "ms", "share", "rows", "estimated"),
        false => format!("{:>9} {:>16} {:>12}  node", "cost", "share", "estimated"),
    };
    let mut text = format!("{DIM}{head}{DIM:#}\n");
    lines(&plan.root, "", "", ran, &mut text);
    text.push_str(&sums(plan));
    for (number, advice) in advice.iter().enumerate() {
        text.push_str(&format!("\n{YELLOW}{}. {}{YELLOW:#} {}\n", number + 1, advice.node, advice.message));
        text.push_str(&format!("   {}\n", advice.help));
        if let Some(line) = advice.schema.as_ref().or(advice.sql.as_ref()) {
            text.push_str(&format!("   {BOLD}{line}{BOLD:#}\n"));
        }
    }
    text
}

fn lines(node: &Node, first: &str, rest: &str, ran: bool, text: &mut String) {
    let filled = (node.share * BAR).round().clamp(0.0, BAR) as usize;
    let bar = format!("{}{}", "█".repeat(filled), " ".repeat(BAR as usize - filled));
    let share = format!("{bar} {:>3.0} %", node.share * 100.0);
    let figures = match (ran, node.rows) {
        (true, Some(_)) if node.loops == 0.0 => {
            format!("{:>9} {share:>16} {:>12} {:>12}", "", "never", count(node.estimated))
        }
        (true, rows) => {
            let rows = count(rows.unwrap_or(0.0));
            let rows = if node.loops > 1.0 { format!("{rows}×{}", count(node.loops)) } else { rows };
            format!("{:>9.2} {share:>16} {rows:>12} {:>12}", node.own, count(node.estimated))
        }
        (false, _) => format!("{:>9.0} {share:>16} {:>12}", node.own, count(node.estimated)),
    };
    text.push_str(&format!("{figures}  {first}{BOLD}{}{BOLD:#}\n", node.title()));
    let blank = " ".repeat(if ran { 52 } else { 39 });
    let below = if node.children.is_empty() { "  " } else { "│ " };
    for detail in details(node) {
        text.push_str(&format!("{blank}  {rest}{below}{DIM}{detail}{DIM:#}\n"));
    }
    let last = node.children.len().saturating_sub(1);
    for (i, child) in node.children.iter().enumerate() {
        let (branch, trunk) = if i == last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        lines(child, &format!("{rest}{branch}"), &format!("{rest}{trunk}"), ran, text);
    }
}

/// What is worth knowing of a node, a line each.
fn details(node: &Node) -> Vec<String> {
    let mut all = Vec::new();
    for (name, shown) in [
        ("Index Cond", "finds"),
        ("Hash Cond", "joins"),
        ("Merge Cond", "joins"),
        ("Join Filter", "joins"),
        ("Filter", "keeps"),
    ] {
        all.extend(node.text(name).map(|text| format!("{shown} {}", short(text))));
    }
    for (name, shown) in [("Sort Key", "by"), ("Group Key", "by"), ("Order By", "by")] {
        let keys = node.list(name);
        if !keys.is_empty() {
            all.push(format!("{shown} {}", short(&keys.join(", "))));
        }
    }
    let removed = node.number("Rows Removed by Filter") + node.number("Rows Removed by Join Filter");
    if removed > 0.0 {
        all.push(format!("throws {} rows away", count(removed * node.loops)));
    }
    if let Some(method) = node.text("Sort Method") {
        let place = node.text("Sort Space Type").unwrap_or("Memory").to_lowercase();
        all.push(format!("{method}, {} kB in {place}", count(node.number("Sort Space Used"))));
    }
    let batches = node.number("Hash Batches").max(node.number("HashAgg Batches"));
    if batches > 1.0 {
        all.push(format!("in {} parts", count(batches)));
    }
    let read = node.own_number("Shared Read Blocks");
    let temporary = node.own_number("Temp Read Blocks") + node.own_number("Temp Written Blocks");
    if read > 0.0 || temporary > 0.0 {
        let hit = node.own_number("Shared Hit Blocks");
        let mut line = format!("pages: {} in memory, {} from disk", count(hit), count(read));
        if temporary > 0.0 {
            line.push_str(&format!(", {} temporary", count(temporary)));
        }
        all.push(line);
    }
    all
}

/// A condition without the long values in it: a vector has hundreds of numbers.
fn short(text: &str) -> String {
    const MOST: usize = 160;
    let mut shown = text.to_owned();
    while let Some((start, end)) = long_literal(&shown) {
        shown.replace_range(start + 24..end, "…");
    }
    if shown.chars().count() > MOST {
        shown = shown.chars().take(MOST).chain(['…']).collect();
    }
    shown
}

/// Where the first literal of more than 60 bytes begins and ends, inside of its quotes.
fn long_literal(text: &str) -> Option<(usize, usize)> {
    let mut start = None;
    for (at, c) in text.char_indices().filter(|(_, c)| *c == '\'') {
        match start {
            None => start = Some(at + c.len_utf8()),
            Some(from) if at - from > 60 && text.is_char_boundary(from + 24) => return Some((from, at)),
            Some(_) => start = None,
        }
    }
    None
}

fn sums(plan: &Plan) -> String {
    let mut parts = Vec::new();
    parts.extend(plan.execution.map(|time| format!("ran {time:.2} ms")));
    parts.extend(plan.planning.map(|time| format!("planned {time:.2} ms")));
    let (hit, read) = (plan.root.number("Shared Hit Blocks"), plan.root.number("Shared Read Blocks"));
    if hit + read > 0.0 {
        parts.push(format!("pages: {} in memory, {} from disk", count(hit), count(read)));
    }
    if plan.jit > 0.0 {
        parts.push(format!("compiled {:.2} ms", plan.jit));
    }
    if parts.is_empty() { String::new() } else { format!("{DIM}{}{DIM:#}\n", parts.join(" · ")) }
}

/// The tree and the advice for programs.
pub(crate) fn json(plan: &Plan, advice: &[Advice]) -> Value {
    object!({
        "execution_ms": plan.execution,
        "planning_ms": plan.planning,
        "jit_ms": plan.jit,
        "plan": node_json(&plan.root, plan.execution.is_some()),
        "advice": advice,
    })
}

fn node_json(node: &Node, ran: bool) -> Value {
    object!({
        "node": node.title(),
        "details": details(node),
        "own_ms": ran.then_some(node.own),
        "share": node.share,
        "rows": node.rows,
        "estimated": node.estimated,
        "loops": ran.then_some(node.loops),
        "children": node.children.iter().map(|child| node_json(child, ran)).collect::<Vec<_>>(),
    })
}
