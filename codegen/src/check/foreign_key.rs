//! Foreign keys: the other table is there, the columns fit, and what is referenced is unique.

use super::{Checker, constraint_id, invalid, list, repeated, table_id, unknown, unknown_column};
use crate::model::{
    Builtin, ConstraintKind, Deferrable, ForeignKey, IndexKey, QName, ReferentialAction, Schema, Table, Type,
};
use crate::report::{Code, Diagnostic};

pub(super) fn check(table: &Table, checker: &mut Checker<'_>) {
    for (name, key) in table.foreign_keys() {
        let mut mistakes = own_columns(name, key, table);
        let schema = &checker.described.schema;
        match schema.tables.get(&key.table) {
            Some(other) => mistakes.extend(other_columns(name, key, table, other, schema)),
            None => mistakes.push(unknown_table(name, &key.table, schema)),
        }
        if checker.target < 15 {
            mistakes.extend(column_actions(name, key, checker.target));
        }
        for mistake in mistakes {
            checker.report(mistake, &[constraint_id(&table.name, name), table_id(&table.name)]);
        }
    }
}

fn unknown_table(name: &str, table: &QName, schema: &Schema) -> Diagnostic {
    if schema.views.contains_key(table) {
        let message = format!("foreign key `{name}` references the view `{table}`");
        return invalid(message).help("reference a table");
    }
    let tables: Vec<String> = schema.tables.keys().map(ToString::to_string).collect();
    unknown(
        format!("foreign key `{name}` references unknown table `{table}`"),
        &table.to_string(),
        tables.iter().map(String::as_str),
        "declare the table, in this file or in another one that the configuration names",
    )
}

fn own_columns(name: &str, key: &ForeignKey, table: &Table) -> Vec<Diagnostic> {
    let what = format!("foreign key `{name}`");
    let mut mistakes: Vec<Diagnostic> = key
        .columns
        .iter()
        .filter(|column| !table.columns.contains(column))
        .map(|column| unknown_column(&what, column, table))
        .collect();
    if let Some(column) = repeated(&key.columns) {
        mistakes.push(invalid(format!("{what} names column `{column}` twice")).help("name each column once"));
    }
    for column in action_columns(key) {
        if !key.columns.contains(column) {
            let message = format!("{what} sets `{column}`, which is not one of its columns");
            mistakes.push(invalid(message).help(format!("name some of {}", list(&key.columns))));
        }
    }
    for column in key.columns.iter().filter_map(|column| table.columns.get(column)) {
        if column.generated.is_some() && writes(&key.on_update) {
            let message = format!("{what} would write the generated column `{}`", column.name);
            mistakes.push(invalid(message).help("leave out ON UPDATE"));
        } else if column.generated.is_some() && sets(&key.on_delete) {
            let message = format!("{what} would write the generated column `{}`", column.name);
            mistakes.push(invalid(message).help("use ON DELETE CASCADE, RESTRICT or NO ACTION"));
        }
    }
    mistakes
}

fn other_columns(
    name: &str,
    key: &ForeignKey,
    table: &Table,
    other: &Table,
    schema: &Schema,
) -> Vec<Diagnostic> {
    let what = format!("foreign key `{name}`");
    if key.references.is_empty() {
        let message = format!("{what} references table `{}`, which has no primary key", other.name);
        return vec![invalid(message).help("name the referenced columns, or give that table a primary key")];
    }
    let unknown: Vec<Diagnostic> = key
        .references
        .iter()
        .filter(|column| !other.columns.contains(column))
        .map(|column| unknown_column(&format!("{what} to `{}`", other.name), column, other))
        .collect();
    if !unknown.is_empty() {
        return unknown;
    }
    if key.columns.len() != key.references.len() {
        let message =
            format!("{what} has {} columns and references {}", key.columns.len(), key.references.len());
        return vec![invalid(message).help("give each column the one that it references")];
    }
    let mut mistakes = types(&what, key, table, other, schema);
    if !is_unique(other, &key.references) {
        let referenced = list(&key.references);
        let message =
            format!("{what} references {referenced} of `{}`, which nothing makes unique", other.name);
        let columns = key.references.join(", ");
        mistakes.push(
            invalid(message).help(format!("add UNIQUE ({columns}) there, or reference its primary key")),
        );
    }
    mistakes
}

/// The types must be comparable with `=`: the same, or both numbers, or both text, or both times.
fn types(what: &str, key: &ForeignKey, table: &Table, other: &Table, schema: &Schema) -> Vec<Diagnostic> {
    let mut mistakes = Vec::new();
    for (column, referenced) in key.columns.iter().zip(&key.references) {
        let (Some(from), Some(to)) = (table.columns.get(column), other.columns.get(referenced)) else {
            continue;
        };
        if !is_comparable(base(&from.ty, schema), base(&to.ty, schema)) {
            let message = format!(
                "{what} compares `{column}`, which is `{}`, with `{}.{referenced}`, which is `{}`",
                from.ty, other.name, to.ty
            );
            mistakes.push(invalid(message).help(format!("make `{column}` `{}` too", to.ty)));
        }
    }
    mistakes
}

/// What a domain is made of.
fn base<'t>(ty: &'t Type, schema: &'t Schema) -> &'t Type {
    let mut ty = ty;
    while let Some(domain) = ty.user_type().and_then(|name| schema.domains.get(name)) {
        if matches!(ty, Type::Array(_)) {
            break;
        }
        ty = &domain.ty;
    }
    ty
}

/// Groups of types that have `=` operators between them in one operator family of B-trees.
#[derive(PartialEq, Eq)]
enum Family<'t> {
    Integer,
    Numeric,
    Float,
    Text,
    Char,
    Time,
    Network,
    Bits(bool),
    Same(&'t Type),
    Named(&'t QName),
}

fn family(ty: &Type) -> Family<'_> {
    match ty {
        Type::Builtin(Builtin::SmallInt | Builtin::Integer | Builtin::BigInt) => Family::Integer,
        Type::Builtin(Builtin::Real | Builtin::Double) => Family::Float,
        Type::Builtin(Builtin::Text | Builtin::Name) | Type::Varchar(_) => Family::Text,
        Type::Builtin(Builtin::Date) | Type::Timestamp { .. } => Family::Time,
        Type::Builtin(Builtin::Inet | Builtin::Cidr) => Family::Network,
        Type::Numeric(_) => Family::Numeric,
        Type::Char(_) => Family::Char,
        Type::Bit(_) => Family::Bits(false),
        Type::Varbit(_) => Family::Bits(true),
        Type::Named { name, .. } => Family::Named(name),
        Type::Builtin(_) | Type::Time { .. } | Type::Interval { .. } | Type::Array(_) => Family::Same(ty),
    }
}

/// Whether `from = to` works with the index on `to`: `from` may also be cast implicitly to the type of `to`.
fn is_comparable(from: &Type, to: &Type) -> bool {
    let (from, to) = (family(from), family(to));
    match (&from, &to) {
        (Family::Integer, Family::Numeric | Family::Float)
        | (Family::Numeric, Family::Float)
        | (Family::Integer, Family::Same(Type::Builtin(Builtin::Oid)))
        | (Family::Bits(_), Family::Bits(_))
        | (Family::Same(Type::Builtin(Builtin::InternalChar)), Family::Text)
        | (Family::Char, Family::Text)
        | (Family::Text, Family::Char) => true,
        (Family::Same(Type::Time { .. }), Family::Same(Type::Time { .. }))
        | (Family::Same(Type::Interval { .. }), Family::Same(Type::Interval { .. }))
        // Arrays: their element types say more, but the server compares them all alike.
        | (Family::Same(Type::Array(_)), Family::Same(Type::Array(_))) => true,
        // An extension may bring its own operators: citext compares with text.
        (Family::Named(name), Family::Text) | (Family::Text, Family::Named(name)) => name.name == "citext",
        _ => from == to,
    }
}

/// Whether the columns, in any order, are a primary key, an immediate unique constraint, or a unique index without
/// predicate over plain columns (manual: `CREATE TABLE`, "REFERENCES").
fn is_unique(table: &Table, columns: &[String]) -> bool {
    let same = |names: &[String]| {
        names.len() == columns.len() && columns.iter().all(|column| names.contains(column))
    };
    let by_constraint = table.constraints.values().any(|constraint| match &constraint.kind {
        ConstraintKind::PrimaryKey(key) => same(&key.columns) && key.deferrable == Deferrable::No,
        ConstraintKind::Unique(key) => same(&key.columns) && key.deferrable == Deferrable::No,
        ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_) | ConstraintKind::Exclusion(_) => false,
    });
    let by_index = table.indexes.values().any(|index| {
        let names: Option<Vec<String>> = index
            .elements
            .iter()
            .map(|element| match &element.key {
                IndexKey::Column(name) => Some(name.clone()),
                IndexKey::Expr(_) => None,
            })
            .collect();
        index.unique && index.predicate.is_none() && names.is_some_and(|names| same(&names))
    });
    by_constraint || by_index
}

fn action_columns(key: &ForeignKey) -> impl Iterator<Item = &String> {
    [&key.on_delete, &key.on_update].into_iter().flat_map(|action| match action {
        ReferentialAction::SetNull(columns) | ReferentialAction::SetDefault(columns) => columns.as_slice(),
        ReferentialAction::NoAction | ReferentialAction::Restrict | ReferentialAction::Cascade => &[],
    })
}

fn sets(action: &ReferentialAction) -> bool {
    match action {
        ReferentialAction::SetNull(_) | ReferentialAction::SetDefault(_) => true,
        ReferentialAction::NoAction | ReferentialAction::Restrict | ReferentialAction::Cascade => false,
    }
}

fn writes(action: &ReferentialAction) -> bool {
    sets(action) || *action == ReferentialAction::Cascade
}

/// `SET NULL (columns)` is from version 15, and for `ON DELETE` only.
fn column_actions(name: &str, key: &ForeignKey, target: u8) -> Option<Diagnostic> {
    action_columns(key).next().map(|_| {
        let message = format!(
            "foreign key `{name}` sets some of its columns, which needs PostgreSQL 15; the target is {target}"
        );
        Diagnostic::new(Code::Version, message)
            .help("leave out the columns, or raise `target` under [database]")
    })
}
