//! `CREATE TABLE` as people write it: constraints inside, those of one column behind it, names left out where PostgreSQL derives
//! the same.

use std::collections::BTreeMap;

use super::build::rank;
use super::step::Step;
use crate::ddl::{ConstraintStatement, CreateTable, Statement};
use crate::model::{Constraint, ConstraintKind, IndexKey, QName, Schema, Table, derive_name};
use crate::sql;

/// What it takes to know what may be left out.
pub(super) struct Brief {
    tables: BTreeMap<QName, Table>,
    /// How many constraints of a namespace have a name: PostgreSQL derives one that none of them has.
    names: BTreeMap<QName, usize>,
}

impl Brief {
    pub(super) fn new(schema: &Schema) -> Self {
        let mut names = BTreeMap::new();
        let of_tables = schema.tables.values().flat_map(|table| {
            // The parts of a partition come after the whole.
            let own = table.constraints.values().filter(|constraint| constraint.part_of.is_none());
            own.map(|constraint| table.name.sibling(&constraint.name))
        });
        let domains = schema.domains.values();
        let of_domains = domains.flat_map(|d| d.checks.keys().map(|name| d.name.sibling(name)));
        of_tables.chain(of_domains).for_each(|name| *names.entry(name).or_default() += 1);
        Self { tables: schema.tables.clone(), names }
    }

    /// The table with those of its foreign keys that can be made along with it; which steps that spares.
    pub(super) fn table(
        &self,
        mut create: CreateTable,
        keys: Vec<usize>,
        steps: &[Step],
    ) -> (CreateTable, Vec<usize>) {
        let Some(table) = self.tables.get(&create.name) else { return (create, Vec::new()) };
        let mut taken = Vec::new();
        for at in keys {
            if let Statement::Constraint(ConstraintStatement::Add { table, constraint }) =
                &steps[at].statement
                && *table == create.name
                && let ConstraintKind::ForeignKey(key) = &constraint.kind
                && (!key.not_valid || key.not_enforced)
                && ![table, &key.table].into_iter().any(|name| self.is_spread(name))
            {
                create.constraints.push(constraint.clone());
                taken.push(at);
            }
        }
        create.constraints.sort_by_key(|constraint| rank(&constraint.kind));
        for mut constraint in std::mem::take(&mut create.constraints) {
            let derived = self.is_derived(table, &constraint);
            self.shorten(&mut constraint.kind);
            let column = only_column(table, &constraint.kind).filter(|_| derived);
            let definition =
                column.and_then(|name| create.columns.iter_mut().find(|c| c.column.name == name));
            if let Some(definition) = definition {
                definition.constraints.push(constraint.kind);
                continue;
            }
            if derived {
                create.unnamed.insert(constraint.name.clone());
            }
            create.constraints.push(constraint);
        }
        (create, taken)
    }

    /// Whether Citus has to know where the rows are before a foreign key can be made.
    fn is_spread(&self, table: &QName) -> bool {
        self.tables.get(table).is_some_and(|table| table.distribution.is_some())
    }

    /// Leaves out what a foreign key refers to anyway.
    fn shorten(&self, kind: &mut ConstraintKind) {
        if let ConstraintKind::ForeignKey(key) = kind
            && let Some((_, primary)) = self.tables.get(&key.table).and_then(Table::primary_key)
            && primary.columns == key.references
            && !key.period
        {
            key.references.clear();
        }
    }

    /// Whether PostgreSQL gives the constraint that name when none is written.
    fn is_derived(&self, table: &Table, constraint: &Constraint) -> bool {
        let name =
            |columns: Option<&str>, label| derive_name(&table.name.name, columns, label) == constraint.name;
        let joined = |columns: &[String], more: &[String]| sql::join(columns.iter().chain(more).cloned());
        let alone = self.names.get(&table.name.sibling(&constraint.name)).is_none_or(|count| *count == 1);
        alone
            && match &constraint.kind {
                ConstraintKind::PrimaryKey(_) => name(None, "pkey"),
                ConstraintKind::Unique(key) => name(Some(&joined(&key.columns, &key.include)), "key"),
                ConstraintKind::ForeignKey(key) => name(Some(&joined(&key.columns, &[])), "fkey"),
                ConstraintKind::Check(check) => {
                    let column = only_column(table, &constraint.kind);
                    // Where there is doubt about what the expression mentions, the name stays.
                    name(column, "check") && sql::only_column(table, &check.expr).as_deref() == column
                }
                ConstraintKind::Exclusion(exclusion) => {
                    let columns: Option<Vec<String>> = exclusion
                        .elements
                        .iter()
                        .map(|e| match &e.element.key {
                            IndexKey::Column(column) => Some(column.clone()),
                            IndexKey::Expr(_) => None,
                        })
                        .collect();
                    columns.is_some_and(|columns| name(Some(&joined(&columns, &exclusion.include)), "excl"))
                }
            }
    }
}

/// The column that a constraint is about, where it is one that could stand behind it.
fn only_column<'a>(table: &'a Table, kind: &ConstraintKind) -> Option<&'a str> {
    let named = match kind {
        ConstraintKind::ForeignKey(key) if !key.period => key.columns.as_slice(),
        ConstraintKind::Check(check) => {
            let used = sql::columns_used(table, &check.expr);
            return match used.as_slice() {
                [one] => table.columns.get(one).map(|column| column.name.as_str()),
                _ => None,
            };
        }
        ConstraintKind::PrimaryKey(_)
        | ConstraintKind::Unique(_)
        | ConstraintKind::ForeignKey(_)
        | ConstraintKind::Exclusion(_) => return None,
    };
    match named {
        [one] => table.columns.get(one).map(|column| column.name.as_str()),
        _ => None,
    }
}
