//! Tables: `CREATE TABLE` and `DROP TABLE`. `ALTER TABLE` is in `alter`.

use super::constraint::{self, Written};
use super::cursor::{Cursor, Parsed};
use super::fold::{Fold, Relation};
use super::statement::{drop_list, if_not_exists, unknown};
use super::text::Kind as TokenKind;
use super::{alter_parent, attach, change, column, foreign_table, inherit, like, partition, table_clause};
use crate::model::{Column, Definition, DefinitionId, ObjectId, Partition, PartitionBound, QName, Table};
use crate::report::{Code, Diagnostic};

/// What kind of table is made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `TABLE`.
    Plain,
    /// `UNLOGGED TABLE`.
    Unlogged,
    /// `FOREIGN TABLE`.
    Foreign,
}

/// `CREATE [UNLOGGED | FOREIGN] TABLE [IF NOT EXISTS] name [OF type | PARTITION OF parent] (columns and constraints) ..`.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, kind: Kind) -> Parsed<()> {
    let lenient = if_not_exists(c);
    let name = c.name("a table's name")?;
    let qname = fold.new_name(&name);
    if lenient && fold.relations.contains_key(&qname) {
        return Ok(());
    }
    if c.is_word("as") {
        return Err(unknown(c, start, "CREATE TABLE .. AS"));
    }
    let mut table = Table { unlogged: kind == Kind::Unlogged, ..Table::new(qname.clone()) };
    let model = model(fold, c, &mut table)?;
    let unclosed = c.here();
    let bare = model != Model::None && c.kind() != Some(TokenKind::Open);
    let body = if bare { None } else { Some(c.open_group("`(` and the columns")?) };
    if let Err(error) = clauses(fold, c, start, (kind, &model), &mut table) {
        fold.errors.push(*error);
    }
    let mistakes = fold.errors.iter().count();
    fold.claim(c, "table", &qname, name.span.clone(), Relation::Table)?;
    fold.describe(c, ObjectId::Table(qname.clone()), name.span, c.since(start));
    fold.notes.entry(ObjectId::Table(qname.clone())).audience = Some(fold.audience);

    let mut parts = Parts { untyped: model != Model::None, ..Parts::default() };
    if parts.untyped {
        typed_columns(fold, &mut table);
        fold.parents.extend(table.parents().cloned());
        inherit::take_all(fold, &mut table);
    }
    for part in body.iter().filter(|(body, _)| !body.is_done()).flat_map(|(body, _)| body.split_commas()) {
        if let Err(error) = element(fold, part, &mut table, &mut parts) {
            fold.errors.push(*error);
        }
    }
    // A parenthesis that is missing further in shows there.
    if body.is_some_and(|(_, closed)| !closed) && fold.errors.iter().count() == mistakes {
        fold.errors.push(*c.never_closed(unclosed));
    }
    if !parts.untyped {
        fold.parents.extend(table.parents().cloned());
        inherit::take_all(fold, &mut table);
    }
    like::checks(fold, &mut table, &parts.copied);
    attach::attach(fold, c, &mut table, parts.constraints);
    like::indexes(fold, &mut table, &parts.copied);
    fold.schema.tables.insert(qname.clone(), table);
    attach::fill_references(fold, [qname]);
    Ok(())
}

/// What a table has its columns from without saying them.
#[derive(PartialEq, Eq)]
enum Model {
    None,
    Of,
    Partition,
}

/// `OF type` or `PARTITION OF parent`.
fn model(fold: &mut Fold, c: &mut Cursor<'_>, table: &mut Table) -> Parsed<Model> {
    if c.eat("of") {
        table.of = Some(alter_parent::composite(fold, c)?);
        return Ok(Model::Of);
    }
    if c.eat("partition of") {
        let at = c.here();
        let parent = c.name("the partitioned table")?;
        let parent = fold.table(c, &parent)?;
        if fold.schema.tables.get(&parent).is_none_or(|parent| parent.partitioned.is_none()) {
            let message = format!("table `{parent}` is not partitioned");
            return Err(c.report(Code::Invalid, at, &message, ""));
        }
        // The bound comes behind the columns.
        table.partition = Some(Partition { parent, bound: PartitionBound::Default });
        return Ok(Model::Partition);
    }
    Ok(Model::None)
}

/// The attributes of the type that the table is of.
fn typed_columns(fold: &Fold, table: &mut Table) {
    let Some(ty) = table.of.clone() else { return };
    if let Some(Definition::Composite(ty)) = fold.schema.definitions.get(&DefinitionId::Composite(ty)) {
        for attribute in &ty.attributes {
            let collation = attribute.collation.clone();
            table.columns.push(Column { collation, ..Column::new(&attribute.name, attribute.ty.clone()) });
        }
    }
}

/// What follows the columns.
fn clauses(
    fold: &mut Fold,
    c: &mut Cursor<'_>,
    start: usize,
    (kind, model): (Kind, &Model),
    table: &mut Table,
) -> Parsed<()> {
    if *model == Model::Partition {
        let bound = partition::bound(c)?;
        table.partition.iter_mut().for_each(|partition| partition.bound = bound.clone());
    } else if c.eat("inherits") {
        for mut part in c.group("`(` and tables")?.split_commas() {
            let parent = part.name("a table's name")?;
            table.inherits.push(fold.table(&part, &parent)?);
            part.finish("`,` or `)`")?;
        }
    }
    if kind == Kind::Foreign {
        table.foreign = Some(foreign_table::source(c)?);
        return c.finish("the end of the statement");
    }
    table_clause::read(c, start, table)
}

/// What stands between the parentheses, beside the columns.
#[derive(Default)]
struct Parts {
    constraints: Vec<Written>,
    copied: Vec<like::Copied>,
    /// Whether the columns are there already, so that only their options are said.
    untyped: bool,
}

/// A column or a constraint.
fn element(fold: &mut Fold, mut c: Cursor<'_>, table: &mut Table, parts: &mut Parts) -> Parsed<()> {
    let start = c.here().start;
    if c.is_word("like") {
        parts.copied.push(like::read(fold, &mut c, table)?);
        return c.finish("`,` or `)`");
    }
    if c.is_done() {
        return Err(c.expected("a column or a constraint"));
    }
    if constraint::begins(&c) {
        parts.constraints.push(constraint::of_table(&mut c)?);
        return c.finish("`,` or `)`");
    }
    if parts.untyped {
        return column::read_options(fold, &mut c, table, &mut parts.constraints);
    }
    let (ident, read) = column::read(fold, &mut c, &table.name, &mut parts.constraints)?;
    let id = column::id(&table.name, &ident.name);
    if table.columns.contains(&ident.name) {
        return Err(fold.duplicate(&c, "column", &ident.name, ident.span, &id));
    }
    fold.describe(&c, id, ident.span, c.since(start));
    table.columns.push(read);
    Ok(())
}

/// `DROP TABLE [IF EXISTS] name, .. [CASCADE]`.
pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<()> {
    let list = drop_list(c, "a table's name")?;
    let mut dropped: Vec<QName> = Vec::new();
    for name in &list.names {
        match fold.table(c, name) {
            Ok(table) => dropped.push(table),
            Err(error) if !list.lenient => return Err(error),
            Err(_) => {}
        }
    }
    for (table, name) in dropped.iter().zip(&list.names).filter(|_| !list.cascade) {
        let heir = inherit::children(&fold.schema, table).into_iter().find(|child| {
            let heir = fold.schema.tables.get(child).is_some_and(|child| child.partition.is_none());
            heir && !dropped.contains(child)
        });
        if let Some(heir) = heir {
            let message = format!("table `{table}` cannot be dropped: `{heir}` inherits from it");
            return Err(Box::new(
                Diagnostic::new(Code::Invalid, message)
                    .at(c.place(name.span.clone()), "")
                    .help("drop that first, or write CASCADE"),
            ));
        }
        let user =
            change::referencing(&fold.schema, table).into_iter().find(|(user, _)| !dropped.contains(user));
        if let Some((user, key)) = user {
            let message = format!(
                "table `{table}` cannot be dropped: foreign key `{key}` of table `{user}` refers to it"
            );
            return Err(Box::new(
                Diagnostic::new(Code::Invalid, message)
                    .at(c.place(name.span.clone()), "")
                    .help("drop the foreign key first, or write CASCADE"),
            ));
        }
    }
    for (table, name) in dropped.iter().zip(&list.names).filter(|_| !list.cascade) {
        let mut users = change::dependents::of_relation(&fold.schema, table);
        users.retain(|user| match user {
            ObjectId::Definition(id) => id.relation().is_none_or(|relation| !dropped.contains(relation)),
            _ => true,
        });
        change::dependents::refuse(c, name.span.clone(), &format!("table `{table}`"), &users)?;
    }
    for table in &dropped {
        change::drop_table(fold, table, list.cascade);
    }
    Ok(())
}
