//! Indexes: those that are missing, that are there twice, or that cannot serve what they are for.

use super::registry::{TW030, TW031, TW032, TW033, TW034, TW035};
use super::{Linter, column_id, constraint_ids, index_ids, names, table_id};
use crate::model::{Builtin, Constraint, ConstraintKind, Index, IndexElement, IndexKey, Table, Type};

/// What an index or the index behind a constraint offers to look-ups by equality.
pub(super) struct Cover<'a> {
    /// The columns in order; `None` is an expression.
    pub(super) columns: Vec<Option<&'a String>>,
    /// The canonical predicate.
    pub(super) predicate: Option<&'a str>,
}

/// Every index of a table that finds rows by equality of its first columns.
pub(super) fn covers(table: &Table) -> Vec<Cover<'_>> {
    fn column(element: &IndexElement) -> Option<&String> {
        match &element.key {
            IndexKey::Column(name) => Some(name),
            IndexKey::Expr(_) => None,
        }
    }
    let mut covers = Vec::new();
    for constraint in table.constraints.values() {
        match &constraint.kind {
            ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) => covers.push(Cover {
                columns: constraint.kind.columns().iter().map(Some).collect(),
                predicate: None,
            }),
            ConstraintKind::Exclusion(exclusion) if exclusion.method != "brin" => covers.push(Cover {
                columns: exclusion.elements.iter().map(|e| column(&e.element)).collect(),
                predicate: exclusion.predicate.as_ref().map(|predicate| predicate.canonical.as_str()),
            }),
            ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_) | ConstraintKind::Exclusion(_) => {}
        }
    }
    for index in
        table.indexes.values().filter(|index| matches!(index.method.as_str(), "btree" | "hash" | "gist"))
    {
        covers.push(Cover {
            columns: index.elements.iter().map(column).collect(),
            predicate: index.predicate.as_ref().map(|predicate| predicate.canonical.as_str()),
        });
    }
    covers
}

pub(super) fn lint(table: &Table, linter: &mut Linter<'_>) {
    let indexes: Vec<&Index> = table.indexes.values().collect();
    for (at, index) in indexes.iter().enumerate() {
        if let Some(key) = table.constraints.values().find(|constraint| is_made_by(index, constraint)) {
            let message = format!("index `{}` is what the constraint `{}` has already", index.name, key.name);
            linter.report(&TW032, message, drop(table, index), index_ids(&table.name, &index.name));
        } else if let Some(other) =
            indexes.iter().enumerate().find(|(other, twin)| is_twin(index, twin, at > *other))
        {
            let message = format!("index `{}` is `{}` again", index.name, other.1.name);
            linter.report(&TW030, message, drop(table, index), index_ids(&table.name, &index.name));
        } else if let Some(longer) = longer(table, index, &indexes) {
            let message =
                format!("index `{}` is how `{longer}` starts, which serves the same queries", index.name);
            linter.report(&TW031, message, drop(table, index), index_ids(&table.name, &index.name));
        }
        boolean(table, index, linter);
        document(table, index, linter);
    }
    keys(table, linter);
    vectors(table, linter);
}

fn drop(table: &Table, index: &Index) -> String {
    format!("drop `{}`: every write to `{}` has to keep it", index.name, table.name)
}

/// Whether a key's own index is this one.
fn is_made_by(index: &Index, constraint: &Constraint) -> bool {
    let (columns, include, nulls_not_distinct) = match &constraint.kind {
        ConstraintKind::PrimaryKey(key) => (&key.columns, &key.include, false),
        ConstraintKind::Unique(key) => (&key.columns, &key.include, key.nulls_not_distinct),
        ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_) | ConstraintKind::Exclusion(_) => {
            return false;
        }
    };
    let same = index.elements.iter().cloned().eq(columns.iter().map(IndexElement::column));
    let included = index.include.iter().all(|column| include.contains(column) || columns.contains(column));
    let nulls = !index.unique || !index.nulls_not_distinct || nulls_not_distinct;
    same && included && nulls && index.method == "btree" && index.predicate.is_none()
}

/// Whether another index is this one under another name, or the same with a rule. Of two equal ones, the later is the
/// twin.
fn is_twin(index: &Index, other: &Index, later: bool) -> bool {
    let same = index.method == other.method
        && index.elements == other.elements
        && index.predicate == other.predicate
        && index.include == other.include;
    let rules = |index: &Index| (index.unique, index.nulls_not_distinct);
    same && if rules(index) == rules(other) { later } else { !index.unique }
}

/// An index or key that starts with all of this one and goes on.
fn longer(table: &Table, index: &Index, indexes: &[&Index]) -> Option<String> {
    if index.unique || index.method != "btree" {
        return None;
    }
    let starts = |elements: &[IndexElement], include: &[String]| {
        let has = |column: &String| {
            include.contains(column) || elements.iter().any(|e| e.key == IndexKey::Column(column.clone()))
        };
        let more = elements.len() > index.elements.len() || include.len() > index.include.len();
        more && elements.starts_with(&index.elements) && index.include.iter().all(has)
    };
    let other = indexes.iter().find(|other| {
        other.method == "btree"
            && other.predicate == index.predicate
            && starts(&other.elements, &other.include)
    });
    if let Some(other) = other {
        return Some(other.name.clone());
    }
    let key = table.constraints.values().find(|constraint| match &constraint.kind {
        ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) => {
            let elements: Vec<IndexElement> =
                constraint.kind.columns().iter().map(IndexElement::column).collect();
            index.predicate.is_none() && starts(&elements, &[])
        }
        ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_) | ConstraintKind::Exclusion(_) => false,
    });
    key.map(|constraint| constraint.name.clone())
}

/// Unique constraints that repeat the primary key or another one.
fn keys(table: &Table, linter: &mut Linter<'_>) {
    let unique: Vec<(&Constraint, &[String])> = table
        .constraints
        .values()
        .filter(|constraint| match &constraint.kind {
            ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) => true,
            ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_) | ConstraintKind::Exclusion(_) => false,
        })
        .map(|constraint| (constraint, constraint.kind.columns()))
        .collect();
    for (at, (constraint, columns)) in unique.iter().enumerate() {
        let ConstraintKind::Unique(key) = &constraint.kind else { continue };
        let same = |(other, theirs): &(&Constraint, &[String])| {
            let said = match &other.kind {
                ConstraintKind::Unique(other) => {
                    other.nulls_not_distinct == key.nulls_not_distinct && other.deferrable == key.deferrable
                }
                ConstraintKind::PrimaryKey(other) => other.deferrable == key.deferrable,
                ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_) | ConstraintKind::Exclusion(_) => {
                    false
                }
            };
            said && theirs == columns
        };
        let primary =
            |(other, _): &(&Constraint, &[String])| matches!(other.kind, ConstraintKind::PrimaryKey(_));
        let repeated = unique
            .iter()
            .enumerate()
            .find(|(other, pair)| *other != at && same(pair) && (*other < at || primary(pair)));
        if let Some((_, (other, _))) = repeated {
            let message =
                format!("`{}` makes ({}) unique, as `{}` does", constraint.name, names(columns), other.name);
            let help =
                format!("drop `{}`: each of them has an index that every write has to keep", constraint.name);
            linter.report(&TW032, message, help, constraint_ids(&table.name, &constraint.name, columns));
        }
    }
}

/// From how many rows an exact search is felt: it computes the distance to each of them.
const MANY_VECTORS: &str = "10,000";

/// The most dimensions that an index of pgvector takes, by type.
const DIMENSIONS: &[(&str, u32)] = &[("vector", 2000), ("halfvec", 4000)];

fn vectors(table: &Table, linter: &mut Linter<'_>) {
    for column in &table.columns {
        let Type::Named { name, modifiers } = &column.ty else { continue };
        let Some((_, most)) = DIMENSIONS.iter().find(|(ty, _)| *ty == name.name) else { continue };
        let indexed = table.indexes.values().any(|index| {
            matches!(index.method.as_str(), "hnsw" | "ivfflat" | "diskann")
                && index.elements.iter().any(|element| match &element.key {
                    IndexKey::Column(name) => *name == column.name,
                    IndexKey::Expr(expr) => expr.canonical.split(' ').any(|word| word == column.name),
                })
        });
        if indexed {
            continue;
        }
        let message = format!(
            "`{}.{}` has no index, so a search for the nearest reads every row: from about {MANY_VECTORS} rows that is felt",
            table.name, column.name
        );
        let on = crate::ddl::name(&table.name);
        let quoted = crate::ddl::Ident(&column.name);
        let dimensions = modifiers.first().and_then(|text| text.parse::<u32>().ok());
        let help = match dimensions {
            Some(dimensions) if dimensions > *most => format!(
                "past {most} dimensions a {} has no index: add `CREATE INDEX ON {on} USING hnsw (({quoted}::halfvec({dimensions})) \
                 halfvec_cosine_ops);`, or store fewer",
                name.name
            ),
            Some(_) | None => {
                format!("add `CREATE INDEX ON {on} USING hnsw ({quoted} {}_cosine_ops);`", name.name)
            }
        };
        linter.report(
            &TW033,
            message,
            help,
            vec![column_id(&table.name, &column.name), table_id(&table.name)],
        );
    }
}

/// The type of the only plain column of an index.
fn only_column<'t>(table: &'t Table, index: &'t Index) -> Option<(&'t str, &'t Type)> {
    match index.elements.as_slice() {
        [element] => match &element.key {
            IndexKey::Column(name) => Some((name, &table.columns.get(name)?.ty)),
            IndexKey::Expr(_) => None,
        },
        _ => None,
    }
}

fn boolean(table: &Table, index: &Index, linter: &mut Linter<'_>) {
    if index.unique || index.predicate.is_some() {
        return;
    }
    if let Some((column, Type::Builtin(Builtin::Boolean))) = only_column(table, index) {
        let message = format!(
            "index `{}` tells only true from false: each half of the table is read faster whole",
            index.name
        );
        let help = format!(
            "index what is looked for among the rare rows: `CREATE INDEX ON {} ({}) WHERE {};`",
            crate::ddl::name(&table.name),
            table.primary_key().map_or_else(|| "..".to_owned(), |(_, key)| names(&key.columns)),
            crate::ddl::Ident(column)
        );
        linter.report(&TW034, message, help, index_ids(&table.name, &index.name));
    }
}

fn document(table: &Table, index: &Index, linter: &mut Linter<'_>) {
    if index.unique || index.method != "btree" {
        return;
    }
    let Some((column, ty)) = only_column(table, index) else { return };
    if matches!(ty, Type::Builtin(Builtin::Jsonb | Builtin::TsVector) | Type::Array(_)) {
        let message = format!(
            "index `{}` is a B-tree on `{column}`, which is {ty}: it finds whole values only, never what is inside",
            index.name
        );
        let on = crate::ddl::name(&table.name);
        let help = format!("use `CREATE INDEX ON {on} USING gin ({});`", crate::ddl::Ident(column));
        linter.report(&TW035, message, help, index_ids(&table.name, &index.name));
    }
}
