//! Indexes: columns that exist, and what the method can do.

use super::key::nulls_not_distinct;
use super::{Checker, invalid, table_id, unknown_column};
use crate::model::{Index, IndexElement, IndexKey, ObjectId, Table, Type};
use crate::report::Diagnostic;

pub(super) fn check(table: &Table, checker: &mut Checker<'_>) {
    for index in table.indexes.values() {
        let mut mistakes = columns(index, table);
        mistakes.extend(method(index));
        mistakes.extend(dimensions(index, table));
        if index.nulls_not_distinct {
            mistakes.extend(nulls_not_distinct(&index.name, checker.target));
        }
        for mistake in mistakes {
            let id = ObjectId::Index(table.name.clone(), index.name.clone());
            checker.report(mistake, &[id, table_id(&table.name)]);
        }
    }
}

fn columns(index: &Index, table: &Table) -> Vec<Diagnostic> {
    let what = format!("index `{}`", index.name);
    let keys = index.elements.iter().filter_map(column);
    keys.chain(index.include.iter().map(String::as_str))
        .filter(|name| !table.columns.contains(name))
        .map(|name| unknown_column(&what, name, table))
        .collect()
}

fn column(element: &IndexElement) -> Option<&str> {
    match &element.key {
        IndexKey::Column(name) => Some(name),
        IndexKey::Expr(_) => None,
    }
}

/// Manual, 11.2 and 11.6: only B-trees are unique; pgvector's methods take one column.
fn method(index: &Index) -> Option<Diagnostic> {
    let method = index.method.as_str();
    if index.unique && matches!(method, "hash" | "gin" | "gist" | "spgist" | "brin" | "hnsw" | "ivfflat") {
        let message = format!("unique index `{}` uses `{method}`, which cannot be unique", index.name);
        return Some(invalid(message).help("use btree"));
    }
    if index.elements.len() > 1 && matches!(method, "hash" | "spgist" | "hnsw" | "ivfflat") {
        let message = format!("index `{}` has several columns, and `{method}` takes one", index.name);
        return Some(invalid(message).help("make one index for each column"));
    }
    None
}

/// pgvector: `hnsw` and `ivfflat` index at most 2,000 dimensions of a `vector` and 4,000 of a `halfvec`, and need their
/// number.
fn dimensions(index: &Index, table: &Table) -> Option<Diagnostic> {
    if !matches!(index.method.as_str(), "hnsw" | "ivfflat") {
        return None;
    }
    let column = index.elements.iter().find_map(column)?;
    let Type::Named { name, modifiers } = &table.columns.get(column)?.ty else { return None };
    let (most, help) = match name.name.as_str() {
        "vector" => (
            2000,
            "index it as half precision, which may have 4,000: `((column::halfvec(n)) halfvec_cosine_ops)`",
        ),
        "halfvec" => (4000, "index fewer dimensions, for example with `subvector`"),
        _ => return None,
    };
    let name = &name.name;
    let Some(modifier) = modifiers.first() else {
        let message = format!("index `{}` needs the number of dimensions of `{column}`", index.name);
        return Some(invalid(message).help(format!("write for example `{name}(384)` as the column's type")));
    };
    let count: u32 = modifier.trim().parse().ok()?;
    (count > most).then(|| {
        let message = format!(
            "`{}` cannot index `{column}`: {count} dimensions, and at most {most} are possible for `{name}`",
            index.method
        );
        invalid(message).help(help)
    })
}
