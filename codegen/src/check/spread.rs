//! Tables that are cut into parts: `@partition` needs a table that is partitioned by time, and what Citus asks of distributed and
//! reference tables (its manual: "Foreign keys", "Unique constraints", "Table co-location").

use super::{Checker, constraint_id, invalid, list, table_id, unknown_column};
use crate::ddl;
use crate::model::{
    Builtin, Colocate, Column, Constraint, ConstraintKind, Distribution, ForeignKey, IndexKey, ObjectId,
    PartitionStrategy, QName, Schema, Table, Type,
};
use crate::report::{Diagnostic, Place};

pub(super) fn check(table: &Table, checker: &mut Checker<'_>) {
    partition(table, checker);
    let schema = &checker.described.schema;
    let mut found: Vec<(Diagnostic, Option<ObjectId>)> = Vec::new();
    match &table.distribution {
        Some(Distribution::By { column, colocate }) => {
            distributed(schema, table, column, colocate, &mut found);
        }
        Some(Distribution::Reference) => reference(schema, table, &mut found),
        None => local(schema, table, &mut found),
    }
    for (mistake, at) in found {
        match (at, directive(checker, &table.name)) {
            (None, Some(place)) => checker.found.push(mistake.at(place, "")),
            (at, _) => {
                checker.report(mistake, &[at.unwrap_or_else(|| table_id(&table.name)), table_id(&table.name)])
            }
        }
    }
}

fn directive(checker: &Checker<'_>, table: &QName) -> Option<Place> {
    checker.described.notes.get(&table_id(table))?.distribution.clone()
}

/// `@partition`.
fn partition(table: &Table, checker: &mut Checker<'_>) {
    let Some(upkeep) =
        checker.described.notes.get(&table_id(&table.name)).and_then(|n| n.partitions.as_ref())
    else {
        return;
    };
    let place = upkeep.place.clone();
    let because = match &table.partitioned {
        None => "it is not partitioned; write `PARTITION BY RANGE (column)` behind it".to_owned(),
        Some(key) => match (key.strategy, key.elements.as_slice()) {
            (PartitionStrategy::Range, [element]) => match &element.key {
                IndexKey::Column(name) => match table.columns.get(name).map(|column| &column.ty) {
                    Some(Type::Timestamp { .. } | Type::Builtin(Builtin::Date)) | None => return,
                    Some(other) => format!("`{name}` is of type {}", ddl::ty(other)),
                },
                IndexKey::Expr(_) => "its key is an expression".to_owned(),
            },
            (PartitionStrategy::Range, elements) => format!("its key has {} columns", elements.len()),
            (PartitionStrategy::List | PartitionStrategy::Hash, _) => {
                "it is not partitioned by ranges".to_owned()
            }
        },
    };
    let message = format!(
        "`@partition` is for a table that is partitioned by ranges of one date or timestamp column: {because}"
    );
    let mistake = invalid(message);
    match place {
        Some(place) => checker.found.push(mistake.at(place, "")),
        None => checker.report(mistake, &[table_id(&table.name)]),
    }
}

type Found = Vec<(Diagnostic, Option<ObjectId>)>;

fn distributed(schema: &Schema, table: &Table, by: &str, colocate: &Colocate, found: &mut Found) {
    let name = &table.name;
    if let Some(partition) = &table.partition {
        let message = format!("partition `{name}` is distributed with its parent");
        let help = format!("write the directive above `{}` only", partition.parent);
        return found.push((invalid(message).help(help), None));
    }
    let Some(column) = table.columns.get(by) else {
        return found.push((unknown_column("`@distribute`", by, table), None));
    };
    if column.generated.is_some() {
        let message = format!("table `{name}` cannot be distributed by the generated column `{by}`");
        found.push((invalid(message), None));
    }
    for constraint in table.constraints.values() {
        let id = Some(constraint_id(name, &constraint.name));
        if let Some(mistake) = without_column(table, constraint, by) {
            found.push((mistake, id));
        } else if let ConstraintKind::ForeignKey(key) = &constraint.kind
            && let Some(mistake) = key_of_distributed(schema, (table, column), constraint, key)
        {
            found.push((mistake, id));
        }
    }
    for index in table.indexes.values().filter(|index| index.unique) {
        let holds = index.elements.iter().any(|element| element.key == IndexKey::Column(by.to_owned()));
        if !holds {
            let id = ObjectId::Index(name.clone(), index.name.clone());
            found.push((lacks("unique index", &index.name, name, by), Some(id)));
        }
    }
    if let Colocate::With(other) = colocate {
        found.extend(colocated(schema, table, column, other).map(|mistake| (mistake, None)));
    }
}

/// A key that does not hold the column: no server could tell alone whether a value is there twice.
fn without_column(table: &Table, constraint: &Constraint, by: &str) -> Option<Diagnostic> {
    let what = match &constraint.kind {
        ConstraintKind::PrimaryKey(_) => "primary key",
        ConstraintKind::Unique(_) => "unique constraint",
        ConstraintKind::Exclusion(exclusion) => {
            let equal = exclusion.elements.iter().any(|element| {
                element.element.key == IndexKey::Column(by.to_owned()) && element.operator == "="
            });
            return (!equal).then(|| lacks("exclusion constraint", &constraint.name, &table.name, by));
        }
        ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_) => return None,
    };
    let columns = constraint.kind.columns();
    (!columns.iter().any(|own| own == by)).then(|| lacks(what, &constraint.name, &table.name, by))
}

fn lacks(what: &str, constraint: &str, table: &QName, by: &str) -> Diagnostic {
    let message = format!("{what} `{constraint}` of distributed table `{table}` does not hold `{by}`");
    invalid(message).help(format!("add `{by}` to it: each server can only see to its own rows"))
}

fn key_of_distributed(
    schema: &Schema,
    (table, column): (&Table, &Column),
    constraint: &Constraint,
    key: &ForeignKey,
) -> Option<Diagnostic> {
    let other = schema.tables.get(&key.table)?;
    let name = &constraint.name;
    let (own, their) = (&table.name, &other.name);
    match &other.distribution {
        Some(Distribution::Reference) => None,
        None => {
            let message = format!(
                "foreign key `{name}` of distributed table `{own}` refers to `{their}`, which is neither distributed nor a reference table"
            );
            Some(invalid(message).help(format!(
                "write `-- @reference` or `-- @distribute by=..` above `{their}`, or leave the key out"
            )))
        }
        Some(Distribution::By { column: by, colocate: _ }) => {
            let pairs = key.columns.iter().zip(&key.references);
            let holds = pairs.clone().any(|(own, their)| *own == column.name && their == by);
            if !holds {
                let message = format!(
                    "foreign key `{name}` between distributed tables does not lead from `{own}.{}` to `{their}.{by}`",
                    column.name
                );
                let help = format!(
                    "write it as `FOREIGN KEY ({}, ..) REFERENCES {} ({by}, ..)`",
                    column.name,
                    ddl::name(their)
                );
                return Some(invalid(message).help(help));
            }
            let same = group(schema, table) == group(schema, other);
            (!same).then(|| {
                let message =
                    format!("foreign key `{name}` leads from `{own}` to `{their}`, which are not co-located");
                invalid(message)
                    .help(format!("write `colocate={}` behind `@distribute` of `{own}`", ddl::name(their)))
            })
        }
    }
}

/// What decides on which server rows are: the table at the end of `colocate=..`, or the type of the column.
#[derive(PartialEq, Eq)]
enum Group<'a> {
    OfType(Option<&'a Type>),
    Of(&'a QName),
}

fn group<'a>(schema: &'a Schema, table: &'a Table) -> Group<'a> {
    let mut at = table;
    // No longer than there are tables: a circle is told elsewhere.
    for _ in 0..=schema.tables.len() {
        match &at.distribution {
            Some(Distribution::By { column, colocate: Colocate::Default }) => {
                return Group::OfType(at.columns.get(column).map(|column| &column.ty));
            }
            Some(Distribution::By { column: _, colocate: Colocate::With(other) }) => {
                match schema.tables.get(other) {
                    Some(next) => at = next,
                    None => return Group::Of(&at.name),
                }
            }
            Some(Distribution::By { column: _, colocate: Colocate::None } | Distribution::Reference)
            | None => {
                return Group::Of(&at.name);
            }
        }
    }
    Group::Of(&at.name)
}

/// `colocate=other`.
fn colocated(schema: &Schema, table: &Table, column: &Column, other: &QName) -> Option<Diagnostic> {
    let name = &table.name;
    let Some(with) = schema.tables.get(other) else {
        let tables: Vec<String> = schema.tables.keys().map(ToString::to_string).collect();
        let message = format!("`@distribute` of `{name}` names unknown table `{other}`");
        let names = tables.iter().map(String::as_str);
        return Some(super::unknown(
            message,
            &other.to_string(),
            names,
            "declare it, or leave `colocate` out",
        ));
    };
    if *other == *name {
        return Some(invalid(format!("table `{name}` cannot be co-located with itself")));
    }
    let Some(Distribution::By { column: by, colocate }) = &with.distribution else {
        let message = format!("table `{name}` cannot be co-located with `{other}`, which is not distributed");
        return Some(invalid(message).help(format!("write `-- @distribute by=..` above `{other}`")));
    };
    if matches!(colocate, Colocate::With(back) if back == name) {
        let message = format!("tables `{name}` and `{other}` are each to be co-located with the other");
        return Some(invalid(message).help("let one of them be the first, without `colocate`"));
    }
    let their = with.columns.get(by)?;
    (their.ty != column.ty).then(|| {
        let message = format!(
            "table `{name}` is distributed by `{}` of type {}, and `{other}`, which it is to be co-located with, by `{by}` of type {}",
            column.name,
            ddl::ty(&column.ty),
            ddl::ty(&their.ty)
        );
        invalid(message).help("the columns of co-located tables have one type")
    })
}

fn reference(schema: &Schema, table: &Table, found: &mut Found) {
    if let Some(partition) = &table.partition {
        let message = format!("partition `{}` cannot be a reference table", table.name);
        let help = format!("write the directive above `{}` only", partition.parent);
        return found.push((invalid(message).help(help), None));
    }
    refused(schema, table, "reference table", found);
}

fn local(schema: &Schema, table: &Table, found: &mut Found) {
    // A partition's keys are its parent's.
    if table.partition.is_none() {
        refused(schema, table, "table", found);
    }
}

/// Foreign keys to distributed tables, of tables whose rows are not with theirs.
fn refused(schema: &Schema, table: &Table, what: &str, found: &mut Found) {
    for (name, key) in table.foreign_keys() {
        let other = schema.tables.get(&key.table);
        if let Some(Distribution::By { column, colocate: _ }) =
            other.and_then(|other| other.distribution.as_ref())
        {
            let message = format!(
                "foreign key `{name}` of {what} `{}` refers to distributed table `{}`",
                table.name, key.table
            );
            let columns = list(std::slice::from_ref(column));
            let help =
                format!("distribute `{}` too, by what refers to {columns}, or leave the key out", table.name);
            found.push((invalid(message).help(help), Some(constraint_id(&table.name, name))));
        }
    }
}
