//! One breaking change as two migrations: *expand* now, which old code survives and new code can use, and *contract* once
//! no running code uses what it takes away.
//!
//! Both come out of the planner: between the old and the new schema stands a third one, in the `middle`, that has what
//! both kinds of code need. `keep` leaves in it what goes, `ease` what would be asked of old code, `sync` holds two
//! columns in step. So nothing here writes DDL, and expand and contract together lead to the new schema by construction.

mod ease;
mod keep;
mod sync;
mod zero;

use std::collections::BTreeSet;
use std::fmt::Write;

use super::cost::{StatementCost, Touched};
use super::hazard::Hazard;
use super::step::Step;
use super::{Options, Plan, Rename, plan};
use crate::diff;
use crate::model::{ObjectId, QName, Schema};
use crate::report::Errors;
use sync::{Backfill, Pair};

/// Two migrations in place of one.
#[derive(Clone, Debug)]
pub struct Split {
    /// To apply at once.
    pub expand: Plan,
    /// To apply when nothing uses any more what it waits for.
    pub contract: Plan,
    /// Statements that give new columns the values of old ones, after `expand`.
    backfills: Vec<Backfill>,
    /// What no running code may use when `contract` is applied.
    waits: Vec<String>,
    /// What breaks running code in `expand` already, with the reason.
    whole: BTreeSet<String>,
    /// Whether clients of Zero are among the running code.
    zero: bool,
}

/// Splits a change; `None` where nothing of it breaks running code.
///
/// # Errors
/// As [`plan`](fn@plan), of either half.
pub fn split(old: &Schema, new: &Schema, options: &Options) -> Result<Option<Split>, Errors> {
    let relaxed = Options { strict: false, ..options.clone() };
    if !breaks(&plan(old, new, &relaxed)?.steps) {
        return Ok(None);
    }
    let mut middle = Middle::new(old, new, &options.renames);
    middle.rename_tables();
    keep::keep(&mut middle);
    ease::ease(&mut middle);
    let mut schema = sync::sync(&mut middle)?;
    let zero = options.zero.as_deref().filter(|name| zero::concerns(old, new, name));
    if let Some(name) = zero {
        middle.waits.extend(zero::keep((old, new), &mut schema, name));
    }

    let Middle { renames, contracted, pairs, waits, mut whole, .. } = middle;
    let expanding = Options { renames, ..relaxed.clone() };
    let mut expand = plan(old, &schema, &expanding)?;
    sync::reassure(&mut expand.steps, &pairs);
    let contracting = Options { renames: contracted, ..relaxed };
    let (rest, mut first) = sync::without_views(schema, &pairs);
    let mut contract = plan(&rest, new, &contracting)?;
    first.append(&mut contract.steps);
    contract.steps = first;
    sync::console(&mut contract.steps, &pairs);
    for hazard in expand.steps.iter().flat_map(|step| &step.hazards) {
        if let Hazard::Breaks(what) = hazard
            && !whole.iter().any(|told| told.starts_with(what))
        {
            whole.insert(format!("{what}: {ONE_NAME}"));
        }
    }
    let backfills = pairs.iter().filter_map(sync::Pair::backfill).collect();
    Ok(Some(Split { expand, contract, backfills, waits, whole, zero: zero.is_some() }))
}

/// Why most other things cannot be there twice.
const ONE_NAME: &str = "old and new code use it under one name";

fn breaks(steps: &[Step]) -> bool {
    steps.iter().flat_map(|step| &step.hazards).any(|hazard| matches!(hazard, Hazard::Breaks(_)))
}

impl Split {
    /// What could not be split, each with its reason: it breaks running code as soon as the first half is applied.
    pub fn whole(&self) -> impl Iterator<Item = &str> {
        self.whole.iter().map(String::as_str)
    }

    /// The first migration, as executable SQL; empty where there is nothing to do before the second.
    pub fn expand_sql(&self) -> String {
        if self.expand.is_empty() {
            return String::new();
        }
        let mut sql = "-- Expand: code from before this change goes on to work.\n".to_owned();
        if self.zero {
            sql.push_str(zero::EXPAND);
        }
        for what in &self.whole {
            let _ = writeln!(sql, "-- Not this, which could not be split: {what}.");
        }
        sql.push_str(&self.expand.to_sql());
        if !self.backfills.is_empty() {
            // In a transaction of their own: the locks of what stands before are let go first.
            sql.push_str("\n-- @commit\n\n");
            sql.push_str("-- Writes every row once. On a large table, run it by hand in batches first: then it finds nothing to do.\n");
            for Backfill { table: _, sql: statement } in &self.backfills {
                let _ = writeln!(sql, "{statement};");
            }
        }
        sql
    }

    /// What each statement of the first migration costs.
    pub fn expand_costs(&self) -> Vec<StatementCost> {
        let mut costs = self.expand.costs();
        let transaction = costs.last().map_or(1, |cost| cost.transaction + 1);
        costs.extend(self.backfills.iter().map(|backfill| {
            let because = "every row gets the value of its new column".to_owned();
            StatementCost::of_rows(
                &backfill.sql,
                transaction,
                Touched { table: backfill.table.to_string(), because },
            )
        }));
        costs
    }

    /// The second migration, as executable SQL; empty where the first has done everything.
    pub fn contract_sql(&self) -> String {
        if self.contract.is_empty() {
            return String::new();
        }
        let mut sql = "-- Contract: apply it when no running code\n".to_owned();
        for wait in &self.waits {
            let _ = writeln!(sql, "--   {wait}");
        }
        sql.push_str("-- any more.\n");
        if self.zero {
            sql.push_str(zero::CONTRACT);
        }
        sql.push_str("--\n");
        sql.push_str(&self.contract.to_sql());
        sql
    }
}

/// The schema in the middle while it is made.
struct Middle<'a> {
    old: &'a Schema,
    /// The new schema, under the names that its tables have until they are renamed.
    new: Schema,
    schema: Schema,
    /// What the author has renamed, as far as it happens in the first half.
    renames: Vec<Rename>,
    /// What is renamed in the second half.
    contracted: Vec<Rename>,
    /// Columns that are held in step.
    pairs: Vec<Pair>,
    /// What the second half waits for, as "reads or writes ..".
    waits: Vec<String>,
    whole: BTreeSet<String>,
}

impl<'a> Middle<'a> {
    fn new(old: &'a Schema, new: &Schema, renames: &[Rename]) -> Self {
        let open =
            |rename: &&Rename| old.contains(&rename.from) || matches!(rename.from, ObjectId::Column(..));
        Self {
            old,
            new: new.clone(),
            schema: new.clone(),
            renames: renames.iter().filter(open).cloned().collect(),
            contracted: Vec::new(),
            pairs: Vec::new(),
            waits: Vec::new(),
            whole: BTreeSet::new(),
        }
    }

    /// A table keeps its name until the second half; under the new one stands a view of it, which reads and writes like
    /// a table (manual: `CREATE VIEW`, "Updatable Views").
    fn rename_tables(&mut self) {
        let (tables, others) = std::mem::take(&mut self.renames).into_iter().partition(|rename| {
            let (ObjectId::Table(from), ObjectId::Table(to)) = (&rename.from, &rename.to) else {
                return false;
            };
            let free =
                |name: &QName| !self.old.tables.contains_key(name) && !self.old.views.contains_key(name);
            self.new.tables.contains_key(to) && free(to) && !self.new.tables.contains_key(from)
        });
        let tables: Vec<Rename> = tables;
        let mut views = Vec::new();
        self.renames = others;
        for rename in &tables {
            let (ObjectId::Table(from), ObjectId::Table(to)) = (&rename.from, &rename.to) else { continue };
            for schema in [&mut self.new, &mut self.schema] {
                diff::apply(schema, &rename.to, &rename.from);
            }
            for other in &mut self.renames {
                if let ObjectId::Column(table, _) = &mut other.to
                    && table == to
                {
                    from.clone_into(table);
                }
            }
            self.waits.push(format!("names table {from}, which is called {to} then"));
            views.push((from.clone(), to.clone()));
        }
        // The view is written as SQL, and read with the rest of what is added.
        self.pairs.extend(views.into_iter().map(|(table, view)| Pair::View { table, view }));
        self.contracted = tables;
    }

    /// The columns that the author has renamed in a table that stays, from old to new.
    fn renamed_columns(&self) -> Vec<(QName, String, String)> {
        let pair = |rename: &Rename| match (&rename.from, &rename.to) {
            (ObjectId::Column(_, from), ObjectId::Column(table, to)) => {
                let there = self.old.tables.get(table)?.columns.contains(from)
                    && self.new.tables.get(table)?.columns.contains(to)
                    && !self.new.tables.get(table)?.columns.contains(from)
                    && !self.old.tables.get(table)?.columns.contains(to);
                there.then(|| (table.clone(), from.clone(), to.clone()))
            }
            _ => None,
        };
        self.renames.iter().filter_map(pair).collect()
    }
}
