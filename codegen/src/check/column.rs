//! What a column may be at once, and what a generated one may use.

use super::{Checker, column_id, invalid, table_id};
use crate::model::{Builtin, Column, GeneratedKind, Schema, Table, Type};
use crate::report::{Code, Diagnostic};
use crate::sql;

pub(super) fn check(table: &Table, checker: &mut Checker<'_>) {
    for column in &table.columns {
        let mut mistakes = Vec::new();
        one_source(table, column, &mut mistakes);
        identity(table, column, &checker.described.schema, &mut mistakes);
        generated(table, column, checker.target, &mut mistakes);
        dimensions(table, column, &mut mistakes);
        for mistake in mistakes {
            checker.report(mistake, &[column_id(&table.name, &column.name), table_id(&table.name)]);
        }
    }
}

/// A value comes from a default, an identity or an expression, never from two of them.
fn one_source(table: &Table, column: &Column, mistakes: &mut Vec<Diagnostic>) {
    let mut sources = Vec::new();
    if column.default.is_some() {
        sources.push("a default");
    }
    if column.identity.is_some() {
        sources.push("an identity");
    }
    if column.generated.is_some() {
        sources.push("a generation expression");
    }
    if let [first, second, ..] = sources.as_slice() {
        let message = format!("column `{}.{}` has both {first} and {second}", table.name, column.name);
        mistakes.push(invalid(message).help("keep one of them: each says where the value comes from"));
    }
}

fn identity(table: &Table, column: &Column, schema: &Schema, mistakes: &mut Vec<Diagnostic>) {
    if column.identity.is_none() {
        return;
    }
    if !is_integer(&column.ty, schema) {
        let message = format!("identity column `{}.{}` is `{}`", table.name, column.name, column.ty);
        mistakes.push(invalid(message).help("make it `smallint`, `integer` or `bigint`"));
    }
}

fn is_integer(ty: &Type, schema: &Schema) -> bool {
    match ty {
        Type::Builtin(Builtin::SmallInt | Builtin::Integer | Builtin::BigInt) => true,
        Type::Named { name, .. } => schema.domains.get(name).is_some_and(|d| is_integer(&d.ty, schema)),
        _ => false,
    }
}

/// Manual, 5.4: an expression may not use another generated column, and not itself; `VIRTUAL` is from version 18.
fn generated(table: &Table, column: &Column, target: u8, mistakes: &mut Vec<Diagnostic>) {
    let Some(generated) = &column.generated else { return };
    let name = format!("{}.{}", table.name, column.name);
    if generated.kind == GeneratedKind::Virtual && target < 18 {
        let message =
            format!("virtual generated column `{name}` needs PostgreSQL 18; the target is {target}");
        let help = "write STORED, or set `target = 18` under [database] in tablewright.toml";
        mistakes.push(Diagnostic::new(Code::Version, message).help(help));
    }
    for used in sql::columns_used(table, &generated.expr) {
        if used == column.name {
            let message = format!("generated column `{name}` uses itself");
            mistakes.push(invalid(message).help("compute it from the other columns"));
        } else if table.columns.get(&used).is_some_and(|other| other.generated.is_some()) {
            let message = format!("generated column `{name}` uses the generated column `{used}`");
            mistakes.push(invalid(message).help(format!("write out what `{used}` computes")));
        }
    }
}

/// pgvector: a `vector` has at most 16,000 dimensions, a `halfvec` too.
fn dimensions(table: &Table, column: &Column, mistakes: &mut Vec<Diagnostic>) {
    const MOST: u32 = 16_000;
    let Type::Named { name, modifiers } = column.ty.element() else { return };
    let (true, [modifier]) = (matches!(name.name.as_str(), "vector" | "halfvec"), modifiers.as_slice())
    else {
        return;
    };
    match modifier.trim().parse::<u32>() {
        Ok(1..=MOST) => {}
        Ok(_) | Err(_) => {
            let message = format!("`{}.{}` is `{}`", table.name, column.name, column.ty);
            mistakes.push(invalid(message).help("give it between 1 and 16,000 dimensions"));
        }
    }
}
