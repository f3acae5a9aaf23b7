//! What each statement of a plan costs, as data for programs (`--format json`) and for the table on a terminal.
//!
//! The shape is stable: fields may be added, none is renamed or taken away. `docs/costs.md` describes it.

use serde::Serialize;

use super::hazard::Hazard;
use super::lock::{Cost, Lock};
use super::step::Step;

/// One statement with what it costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StatementCost {
    /// The statement, without the final semicolon.
    pub sql: String,
    /// The transaction that it runs in, counted from 1. A statement that cannot run in one has a number of its own.
    pub transaction: usize,
    /// Whether it runs inside a transaction.
    pub in_transaction: bool,
    /// The lock on its tables; `null` where no table that exists already is locked.
    pub lock: Option<Lock>,
    /// The tables that are locked, of those that exist already.
    pub tables: Vec<String>,
    /// Tables of which every row is written again.
    pub rewrites: Vec<Touched>,
    /// Tables of which every row is read.
    pub scans: Vec<Touched>,
    /// Tables of which an index is built.
    pub builds: Vec<Touched>,
    /// Data that is lost.
    pub loses: Vec<Lost>,
    /// How security becomes looser.
    pub loosens: Vec<String>,
    /// What running code can no longer rely on.
    pub breaks: Vec<String>,
    /// Why it may fail, depending on the rows.
    pub fails: Vec<String>,
    /// What else there is to know.
    pub notes: Vec<String>,
}

/// A table whose rows are read or written as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Touched {
    /// The table.
    pub table: String,
    /// Why.
    pub because: String,
}

/// Data that is lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lost {
    /// What `--accept` wants: `drop-table:todo`.
    pub code: String,
    /// What is lost.
    pub what: String,
}

/// What each step costs, in order.
pub(super) fn costs(steps: &[Step]) -> Vec<StatementCost> {
    steps.iter().map(cost).collect()
}

fn cost(step: &Step) -> StatementCost {
    let mut cost = StatementCost {
        sql: step.statement.to_string(),
        transaction: step.batch + 1,
        in_transaction: step.in_transaction,
        lock: step.lock(),
        tables: step.tables.iter().map(ToString::to_string).collect(),
        rewrites: Vec::new(),
        scans: Vec::new(),
        builds: Vec::new(),
        loses: Vec::new(),
        loosens: Vec::new(),
        breaks: Vec::new(),
        fails: Vec::new(),
        notes: Vec::new(),
    };
    step.hazards.iter().for_each(|hazard| cost.add(hazard));
    cost.untold(step.operation.cost());
    cost
}

impl StatementCost {
    /// A statement that writes rows and locks nothing but them.
    pub(super) fn of_rows(sql: &str, transaction: usize, rewrites: Touched) -> Self {
        Self {
            sql: sql.to_owned(),
            transaction,
            in_transaction: true,
            lock: None,
            tables: Vec::new(),
            rewrites: vec![rewrites],
            scans: Vec::new(),
            builds: Vec::new(),
            loses: Vec::new(),
            loosens: Vec::new(),
            breaks: Vec::new(),
            fails: Vec::new(),
            notes: Vec::new(),
        }
    }

    fn add(&mut self, hazard: &Hazard) {
        let touched = |table: &crate::model::QName, because: &String| Touched {
            table: table.to_string(),
            because: because.clone(),
        };
        match hazard {
            Hazard::Rewrite { table, because } => self.rewrites.push(touched(table, because)),
            Hazard::Scan { table, because } => self.scans.push(touched(table, because)),
            Hazard::Build { table, because } => self.builds.push(touched(table, because)),
            Hazard::Loss(lost) => self.loses.push(Lost { code: lost.code(), what: lost.to_string() }),
            Hazard::Loosens(what) => self.loosens.push(what.clone()),
            Hazard::Breaks(what) => self.breaks.push(what.clone()),
            Hazard::Fails(because) => self.fails.push(because.clone()),
            Hazard::Remark(note) => self.notes.push(note.clone()),
        }
    }

    /// What the operation does to the rows of its tables, where no hazard has said it: validations and the recipes that
    /// keep locks short read and build as well.
    fn untold(&mut self, cost: Cost) {
        let (list, because) = match cost {
            Cost::Instant => return,
            Cost::Scan => (&mut self.scans, "every row is read"),
            Cost::Build => (&mut self.builds, "the index is built"),
            Cost::Rewrite => (&mut self.rewrites, "every row is written again"),
        };
        for table in &self.tables {
            if list.iter().all(|touched| touched.table != *table) {
                list.push(Touched { table: table.clone(), because: because.to_owned() });
            }
        }
    }
}

/// One line for the whole plan: `3 statements in 2 transactions; ACCESS EXCLUSIVE on todo; 1 loses data`.
pub(super) fn summary(steps: &[Step]) -> String {
    let costs = costs(steps);
    let transactions = costs.last().map_or(0, |cost| cost.transaction);
    let mut parts =
        vec![format!("{} in {}", count(costs.len(), "statement"), count(transactions, "transaction"))];
    parts.push(match strongest(&costs) {
        Some((lock, tables)) => format!("strongest lock {lock} on {}", few(&tables)),
        None => "no lock on a table that exists".to_owned(),
    });
    let touched = |of: fn(&StatementCost) -> &Vec<Touched>, verb: &str| {
        let mut tables: Vec<String> =
            costs.iter().flat_map(|cost| of(cost).iter().map(|touched| touched.table.clone())).collect();
        tables.sort();
        tables.dedup();
        (!tables.is_empty()).then(|| format!("{verb} {}", few(&tables)))
    };
    parts.extend(touched(|cost| &cost.rewrites, "rewrites"));
    parts.extend(touched(|cost| &cost.scans, "reads all of"));
    let told = |of: fn(&StatementCost) -> bool, verb: &str| {
        let number = costs.iter().filter(|cost| of(cost)).count();
        (number > 0).then(|| format!("{number} {verb}"))
    };
    parts.extend(told(|cost| !cost.loses.is_empty(), "losing data"));
    parts.extend(told(|cost| !cost.loosens.is_empty(), "loosening security"));
    parts.extend(told(|cost| !cost.breaks.is_empty(), "breaking running code"));
    parts.extend(told(|cost| !cost.fails.is_empty(), "that may fail"));
    parts.join("; ")
}

/// The strongest lock, with the tables that it is on.
fn strongest(costs: &[StatementCost]) -> Option<(Lock, Vec<String>)> {
    let strongest = costs.iter().filter_map(|cost| cost.lock).max()?;
    let locked = costs.iter().filter(|cost| cost.lock == Some(strongest));
    let mut tables: Vec<String> = locked.flat_map(|cost| cost.tables.clone()).collect();
    tables.sort();
    tables.dedup();
    Some((strongest, tables))
}

fn count(number: usize, noun: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{s}")
}

/// The first names, and how many more there are.
fn few(names: &[String]) -> String {
    match names {
        [first, second, third, more @ ..] if !more.is_empty() => {
            format!("{first}, {second}, {third} and {} more", more.len())
        }
        names => names.join(", "),
    }
}
