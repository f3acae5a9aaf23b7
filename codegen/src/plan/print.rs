//! A plan as the text of a migration: the header, then the statements with their remarks.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::hazard::Hazard;
use super::lock::Cost;
use super::step::Step;
use crate::ddl::Statement;

/// Executable SQL; empty when there is nothing to do.
pub(super) fn to_sql(steps: &[Step]) -> String {
    let mut sql = header(steps);
    let mut previous: Option<&Step> = None;
    for step in steps {
        let text = step.statement.to_string();
        if let Some(previous) = previous {
            if previous.batch != step.batch {
                sql.push_str("\n-- @commit\n\n");
            } else if !(is_short(previous) && is_short(step)) {
                sql.push('\n');
            }
        }
        if let Some(remark) = remark(step) {
            let _ = writeln!(sql, "-- {remark}");
        }
        let _ = writeln!(sql, "{text};");
        previous = Some(step);
    }
    sql
}

/// A file of groups of statements, each under the heading of its section.
pub(super) fn file(groups: impl Iterator<Item = (Option<String>, Vec<Statement>)>) -> String {
    let mut sql = String::new();
    let mut section = None;
    // The kind of a group that is one short line: such of one kind stand together without empty lines.
    let mut previous = None;
    for (heading, statements) in groups {
        let texts: Vec<String> = statements.iter().map(ToString::to_string).collect();
        let Some(first) = texts.first() else { continue };
        let kind = |text: &str| text.split(' ').take(2).map(str::to_owned).collect::<Vec<_>>();
        let short = (texts.len() == 1 && !first.contains('\n')).then(|| kind(first));
        let is_new = heading.is_some() && heading != section;
        if !sql.is_empty() && (is_new || short.is_none() || short != previous) {
            sql.push('\n');
        }
        if let Some(heading) = heading.filter(|_| is_new) {
            let _ = writeln!(sql, "{}\n", ruled(&heading));
            section = Some(heading);
        }
        previous = short;
        group(&mut sql, &texts);
    }
    sql
}

/// One object: its first statement, what is short right below it, the rest apart.
fn group(sql: &mut String, texts: &[String]) {
    for (at, text) in texts.iter().enumerate() {
        let above = at.checked_sub(1).map(|at| texts[at].contains('\n'));
        if above.is_some_and(|above| text.contains('\n') || (above && at > 1)) {
            sql.push('\n');
        }
        let _ = writeln!(sql, "{text};");
    }
}

/// A heading.
fn ruled(heading: &str) -> String {
    let heading = heading.replace(char::is_control, " ");
    format!("-- {heading} {}", "-".repeat(76_usize.saturating_sub(heading.chars().count()).max(3)))
}

/// Whether a step is one line without a remark; such stand together without empty lines.
fn is_short(step: &Step) -> bool {
    remark(step).is_none() && !step.statement.to_string().contains('\n')
}

/// The strongest lock with its tables, then a line for each hazard.
fn header(steps: &[Step]) -> String {
    let mut header = String::new();
    if let Some(strongest) = steps.iter().filter_map(Step::lock).max() {
        let locked = steps.iter().filter(|step| step.lock() == Some(strongest));
        let tables: BTreeSet<String> =
            locked.flat_map(|step| &step.tables).map(ToString::to_string).collect();
        let tables: Vec<String> = tables.into_iter().collect();
        let _ = writeln!(header, "-- Strongest lock: {strongest} on {}.", tables.join(", "));
    }
    let mut told = BTreeSet::new();
    for hazard in steps.iter().flat_map(|step| &step.hazards) {
        if told.insert(hazard) {
            let _ = writeln!(header, "-- {hazard}");
        }
    }
    if !header.is_empty() {
        header.push('\n');
    }
    header
}

/// What to say above a statement: its lock, where it is held for longer than a moment, and what it loses.
fn remark(step: &Step) -> Option<String> {
    let held = match step.operation.cost() {
        Cost::Instant => None,
        Cost::Scan => Some("while it reads every row"),
        Cost::Build => Some("while it builds the index"),
        Cost::Rewrite => Some("while it writes every row again"),
    };
    let lock = step.lock().filter(|_| step.in_transaction);
    let lock = held.zip(lock).map(|(held, lock)| {
        let tables: Vec<String> = step.tables.iter().map(ToString::to_string).collect();
        format!("{lock} on {} {held}", tables.join(", "))
    });
    let losses = step.hazards.iter().filter_map(|hazard| match hazard {
        Hazard::Loss(_) => Some("loses data".to_owned()),
        Hazard::Loosens(_) => Some("loosens security".to_owned()),
        Hazard::Breaks(_) => Some("breaks running code".to_owned()),
        Hazard::Fails(_) => Some("may fail".to_owned()),
        Hazard::Rewrite { .. } | Hazard::Scan { .. } | Hazard::Build { .. } | Hazard::Remark(_) => None,
    });
    let mut remarks: Vec<String> = Vec::new();
    for remark in lock.into_iter().chain(losses) {
        if !remarks.contains(&remark) {
            remarks.push(remark);
        }
    }
    if remarks.is_empty() { None } else { Some(remarks.join("; ")) }
}
