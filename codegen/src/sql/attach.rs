//! Constraints from what was written to what the table has: names derived in PostgreSQL's order, redundant keys left
//! out, columns looked up.

use super::constraint::{Body, Foreign, Key, Written};
use super::cursor::{Cursor, Ident, Name, Parsed};
use super::figure;
use super::fold::{Fold, Relation, unknown_column};
use super::names::{Role, sites};
use crate::model::{
    Check, Constraint, ConstraintKind, Deferrable, Exclusion, Expr, ForeignKey, IndexElement, IndexKey,
    ObjectId, PrimaryKey, QName, Table, Unique,
};
use crate::report::{Code, Diagnostic};

/// Gives a table these constraints. Names are chosen in the order of the server: checks, then the primary key, then
/// other keys, then foreign keys, each in the order of the text (`transformCreateStmt`, `DefineRelation`).
pub(super) fn attach(fold: &mut Fold, c: &Cursor<'_>, table: &mut Table, written: Vec<Written>) {
    let (mut checks, mut keys, mut foreign) = (Vec::new(), Vec::new(), Vec::new());
    for constraint in written {
        match &constraint.body {
            Body::Check { .. } | Body::NotNull { .. } => checks.push(constraint),
            Body::Primary(_) => keys.insert(0, constraint),
            Body::Unique(_) | Body::Exclude(_) => keys.push(constraint),
            Body::Foreign(_) => foreign.push(constraint),
        }
    }
    drop_redundant(&mut keys);
    for constraint in checks.into_iter().chain(keys).chain(foreign) {
        if let Err(error) = attach_one(fold, c, table, constraint) {
            fold.errors.push(*error);
        }
    }
}

/// `UNIQUE PRIMARY KEY` is one key: an equal later one only lends its name (`transformIndexConstraints`).
fn drop_redundant(keys: &mut Vec<Written>) {
    let mut kept: Vec<Written> = Vec::new();
    for key in keys.drain(..) {
        let same = kept.iter_mut().find(|prior| match (&prior.body, &key.body) {
            (Body::Primary(a) | Body::Unique(a), Body::Unique(b)) => {
                let same = |a: &[Ident], b: &[Ident]| a.iter().map(|i| &i.name).eq(b.iter().map(|i| &i.name));
                a.index.is_none()
                    && b.index.is_none()
                    && same(&a.columns, &b.columns)
                    && same(&a.include, &b.include)
                    && a.nulls_not_distinct == b.nulls_not_distinct
                    && prior.deferrable == key.deferrable
            }
            (Body::Exclude(a), Body::Exclude(b)) => {
                (&a.method, &a.elements, &a.include, &a.predicate)
                    == (&b.method, &b.elements, &b.include, &b.predicate)
                    && prior.deferrable == key.deferrable
            }
            _ => false,
        });
        match same {
            Some(prior) => prior.name = prior.name.take().or(key.name),
            None => kept.push(key),
        }
    }
    *keys = kept;
}

fn attach_one(fold: &mut Fold, c: &Cursor<'_>, table: &mut Table, written: Written) -> Parsed<()> {
    let Written { name, span, body, deferrable, not_valid, not_enforced } = written;
    // What is not enforced is never valid, which goes without saying.
    let not_valid = not_valid && !not_enforced;
    let (derived, kind) = match body {
        Body::NotNull { column, no_inherit } => return not_null(c, table, name, &column, no_inherit),
        Body::Check { expr, no_inherit } => {
            let column = only_column(table, &expr);
            let derived = || fold.derive_constraint(&table.name, column.as_deref(), "check");
            let name = name.as_ref().map_or_else(derived, |n| n.name.clone());
            (name, ConstraintKind::Check(Check { expr, no_inherit, not_valid, not_enforced }))
        }
        Body::Primary(key) => {
            if let Some((existing, _)) = table.primary_key() {
                let message = format!("table `{}` has a primary key already: `{existing}`", table.name);
                return Err(c.report(Code::Duplicate, span, &message, "a second primary key"));
            }
            let key = own_key(fold, c, table, key, name.as_ref())?;
            for column in &key.columns {
                if let Some(column) = table.columns.get_mut(column) {
                    column.not_null = true;
                }
            }
            let derived = || fold.derive_relation(&table.name, None, "pkey", true);
            let name =
                key.name.clone().or_else(|| name.as_ref().map(|n| n.name.clone())).unwrap_or_else(derived);
            let KeyColumns { columns, without_overlaps, include, parameters, tablespace, .. } = key;
            let key = PrimaryKey { columns, without_overlaps, include, parameters, tablespace, deferrable };
            (name, ConstraintKind::PrimaryKey(key))
        }
        Body::Unique(key) => {
            let key = own_key(fold, c, table, key, name.as_ref())?;
            let parts = key.columns.iter().chain(&key.include).cloned();
            let derived = || fold.derive_relation(&table.name, Some(&join(parts)), "key", true);
            let name =
                key.name.clone().or_else(|| name.as_ref().map(|n| n.name.clone())).unwrap_or_else(derived);
            let KeyColumns {
                columns,
                without_overlaps,
                include,
                nulls_not_distinct,
                parameters,
                tablespace,
                name: _,
            } = key;
            let key = Unique {
                columns,
                without_overlaps,
                include,
                nulls_not_distinct,
                parameters,
                tablespace,
                deferrable,
            };
            (name, ConstraintKind::Unique(key))
        }
        Body::Exclude(exclusion) => {
            if fold.strict {
                check_exclusion(c, table, &exclusion, &span)?;
            }
            let parts = index_names(exclusion.elements.iter().map(|e| &e.element), &exclusion.include);
            let derived = || fold.derive_relation(&table.name, Some(&join(parts)), "excl", true);
            let name = name.as_ref().map_or_else(derived, |n| n.name.clone());
            (name, ConstraintKind::Exclusion(Exclusion { deferrable, ..exclusion }))
        }
        Body::Foreign(foreign) => {
            let (parts, key) = foreign_key(fold, c, table, foreign, deferrable)?;
            let key = ForeignKey { not_valid, not_enforced, ..key };
            let derived = || fold.derive_constraint(&table.name, Some(&join(parts)), "fkey");
            let name = name.as_ref().map_or_else(derived, |n| n.name.clone());
            (name, ConstraintKind::ForeignKey(key))
        }
    };
    let at = name.map_or_else(|| span.clone(), |n| n.span);
    insert(fold, c, table, Constraint::new(derived, kind), at, span)
}

fn insert(
    fold: &mut Fold,
    c: &Cursor<'_>,
    table: &mut Table,
    constraint: Constraint,
    name: std::ops::Range<usize>,
    whole: std::ops::Range<usize>,
) -> Parsed<()> {
    let id = ObjectId::Constraint(table.name.clone(), constraint.name.clone());
    let partition = table.partition.is_some();
    // The same check as a parent's is one.
    if let Some(own) = table.constraints.get_mut(&constraint.name)
        && own.inherited
        && own.kind == constraint.kind
    {
        own.inherited = partition;
        fold.describe(c, id, name, whole);
        return Ok(());
    }
    if table.constraints.contains_key(&constraint.name) {
        return Err(fold.duplicate(c, "constraint", &constraint.name, name, &id));
    }
    let qname = table.name.sibling(&constraint.name);
    match &constraint.kind {
        ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) | ConstraintKind::Exclusion(_) => {
            fold.claim(c, "constraint", &qname, name.clone(), Relation::Key(table.name.clone()))?;
        }
        ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_) => {}
    }
    fold.claim_constraint(qname);
    fold.describe(c, id, name, whole);
    table.constraints.insert(constraint.name.clone(), constraint);
    Ok(())
}

/// `NOT NULL column` as a constraint with a name, from PostgreSQL 18.
fn not_null(
    c: &Cursor<'_>,
    table: &mut Table,
    name: Option<Ident>,
    ident: &Ident,
    no_inherit: bool,
) -> Parsed<()> {
    let qname = table.name.clone();
    match table.columns.get_mut(&ident.name) {
        Some(column) => super::not_null::declare(c, &qname, column, name, no_inherit),
        None => Err(missing(c, table, ident)),
    }
}

fn missing(c: &Cursor<'_>, table: &Table, column: &Ident) -> Box<Diagnostic> {
    unknown_column(c, &table.name, column, table.columns.iter().map(|c| c.name.as_str()))
}

/// The names of columns; in an `ALTER` each must be there.
fn check_columns(fold: &Fold, c: &Cursor<'_>, table: &Table, columns: &[Ident]) -> Parsed<Vec<String>> {
    if !fold.strict {
        return Ok(columns.iter().map(|column| column.name.clone()).collect());
    }
    let mut names: Vec<String> = Vec::new();
    for column in columns {
        if !table.columns.contains(&column.name) {
            return Err(missing(c, table, column));
        }
        if names.contains(&column.name) {
            let message = format!("column `{}` is listed twice", column.name);
            return Err(c.report(Code::Duplicate, column.span.clone(), &message, "listed again here"));
        }
        names.push(column.name.clone());
    }
    Ok(names)
}

/// A key's columns, looked up.
struct KeyColumns {
    columns: Vec<String>,
    without_overlaps: bool,
    include: Vec<String>,
    nulls_not_distinct: bool,
    parameters: Vec<(String, String)>,
    tablespace: Option<String>,
    /// The name that follows from `USING INDEX`.
    name: Option<String>,
}

fn own_key(
    fold: &mut Fold,
    c: &Cursor<'_>,
    table: &mut Table,
    key: Key,
    name: Option<&Ident>,
) -> Parsed<KeyColumns> {
    if let Some(index) = key.index {
        return take_index(fold, c, table, &index, name);
    }
    let columns = check_columns(fold, c, table, &key.columns)?;
    let include = check_columns(fold, c, table, &key.include)?;
    Ok(KeyColumns {
        columns,
        without_overlaps: key.without_overlaps,
        include,
        nulls_not_distinct: key.nulls_not_distinct,
        parameters: key.parameters,
        tablespace: key.tablespace,
        name: None,
    })
}

/// `USING INDEX`: the index becomes the constraint's, and takes its name.
fn take_index(
    fold: &mut Fold,
    c: &Cursor<'_>,
    table: &mut Table,
    ident: &Ident,
    name: Option<&Ident>,
) -> Parsed<KeyColumns> {
    let Some(index) = table.indexes.get(&ident.name) else {
        return Err(fold.unknown_in(c, &table.name, "index", ident, table.indexes.keys()));
    };
    let columns: Option<Vec<String>> = index
        .elements
        .iter()
        .map(|element| match &element.key {
            IndexKey::Column(column) if *element == IndexElement::column(column) => Some(column.clone()),
            IndexKey::Column(_) | IndexKey::Expr(_) => None,
        })
        .collect();
    let Some(columns) = columns.filter(|_| index.unique && index.predicate.is_none()) else {
        let message = format!("index `{}` cannot become a constraint", ident.name);
        let label = "not a plain unique index on columns";
        return Err(c.report(Code::Invalid, ident.span.clone(), &message, label));
    };
    let (include, nulls_not_distinct) = (index.include.clone(), index.nulls_not_distinct);
    let (parameters, tablespace) = (index.parameters.clone(), index.tablespace.clone());
    table.indexes.remove(&ident.name);
    fold.relations.remove(&table.name.sibling(&ident.name));
    fold.notes.remove(&ObjectId::Index(table.name.clone(), ident.name.clone()));
    let name = name.map_or_else(|| ident.name.clone(), |n| n.name.clone());
    let name = Some(name);
    let without_overlaps = false;
    Ok(KeyColumns { columns, without_overlaps, include, nulls_not_distinct, parameters, tablespace, name })
}

fn check_exclusion(
    c: &Cursor<'_>,
    table: &Table,
    exclusion: &Exclusion,
    span: &std::ops::Range<usize>,
) -> Parsed<()> {
    let keys = exclusion.elements.iter().filter_map(|e| match &e.element.key {
        IndexKey::Column(column) => Some(column),
        IndexKey::Expr(_) => None,
    });
    for name in keys.chain(&exclusion.include) {
        if !table.columns.contains(name) {
            return Err(missing(c, table, &Ident { name: name.clone(), span: span.clone() }));
        }
    }
    Ok(())
}

fn foreign_key(
    fold: &Fold,
    c: &Cursor<'_>,
    table: &Table,
    foreign: Foreign,
    deferrable: Deferrable,
) -> Parsed<(Vec<String>, ForeignKey)> {
    let columns = check_columns(fold, c, table, &foreign.columns)?;
    let to_itself = |name: &Name| fold.new_name(name) == table.name;
    let target = if to_itself(&foreign.table) {
        table.name.clone()
    } else {
        let found = fold.find(&foreign.table, |n| fold.schema.tables.contains_key(n));
        found.unwrap_or_else(|| fold.new_name(&foreign.table))
    };
    if fold.strict && target != table.name {
        fold.table(c, &foreign.table)?;
    }
    let known = if target == table.name { Some(table) } else { fold.schema.tables.get(&target) };
    let references = match known {
        Some(known) if !foreign.references.is_empty() => check_columns(fold, c, known, &foreign.references)?,
        _ => foreign.references.iter().map(|i| i.name.clone()).collect(),
    };
    let key = ForeignKey {
        columns: columns.clone(),
        table: target,
        references,
        period: foreign.period,
        match_kind: foreign.match_kind,
        on_delete: foreign.on_delete,
        on_update: foreign.on_update,
        deferrable,
        not_valid: false,
        not_enforced: false,
    };
    Ok((columns, key))
}

/// The column of a check that mentions exactly one: it is part of the derived name (`AddRelationNewConstraints`).
/// The only column that a check mentions, of which its name is made.
pub(crate) fn only_column(table: &Table, expr: &Expr) -> Option<String> {
    let mut used = columns_used(table, expr);
    used.dedup();
    match used.as_slice() {
        [column] => Some(column.clone()),
        _ => None,
    }
}

/// The columns of a table that an expression over it mentions, sorted.
pub(super) fn columns_used(table: &Table, expr: &Expr) -> Vec<String> {
    let sites = sites(&expr.text);
    let used = sites.iter().filter(|site| site.role == Role::Value && !site.in_string).filter_map(|site| {
        let names = site.names();
        let column = match names.as_slice() {
            [column] => column,
            [qualifier, column] if *qualifier == table.name.name => column,
            [namespace, qualifier, column]
                if *qualifier == table.name.name && *namespace == table.name.namespace =>
            {
                column
            }
            _ => return None,
        };
        table.columns.contains(column).then(|| (*column).to_owned())
    });
    let mut used: Vec<String> = used.collect();
    used.sort();
    used
}

/// The names of an index's columns, of which its own is made (`ChooseIndexColumnNames`): numbered where they repeat.
pub(super) fn index_names<'e>(
    elements: impl Iterator<Item = &'e IndexElement>,
    include: &[String],
) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let keys = elements.map(|element| match &element.key {
        IndexKey::Column(column) => column.clone(),
        IndexKey::Expr(expr) => figure::column_name(&expr.text).unwrap_or_else(|| "expr".to_owned()),
    });
    for origin in keys.chain(include.iter().cloned()) {
        let mut name = origin.clone();
        let mut number = 0;
        while names.contains(&name) {
            number += 1;
            name = format!("{origin}{number}");
        }
        names.push(name);
    }
    names
}

/// Names joined by `_`, stopping where the result is too long anyway (`ChooseIndexNameAddition`).
pub(crate) fn join(names: impl IntoIterator<Item = String>) -> String {
    let mut joined = String::new();
    for name in names {
        if !joined.is_empty() {
            joined.push('_');
        }
        joined.push_str(&name);
        if joined.len() >= 64 {
            break;
        }
    }
    joined
}

/// Fills in the referenced columns of foreign keys that left them out, where the table is known by now.
pub(super) fn fill_references(fold: &mut Fold, tables: impl IntoIterator<Item = QName>) {
    for name in tables {
        let Some(table) = fold.schema.tables.get(&name) else { continue };
        let open: Vec<(String, Vec<String>)> = table
            .foreign_keys()
            .filter(|(_, key)| key.references.is_empty())
            .filter_map(|(constraint, key)| {
                let target = fold.schema.tables.get(&key.table)?;
                Some((constraint.to_owned(), target.primary_key()?.1.columns.clone()))
            })
            .collect();
        let Some(table) = fold.schema.tables.get_mut(&name) else { continue };
        for (constraint, columns) in open {
            if let Some(ConstraintKind::ForeignKey(key)) =
                table.constraints.get_mut(&constraint).map(|c| &mut c.kind)
            {
                key.references = columns;
            }
        }
    }
}
