//! Composite types: `CREATE TYPE .. AS (..)` and `ALTER TYPE .. ATTRIBUTE`.

use super::cursor::{Cursor, Ident, Name, Parsed};
use super::fold::Fold;
use super::statement::{if_exists, unknown};
use super::suggest::did_you_mean;
use super::text::Kind;
use super::{change, element, typedef};
use crate::model::{Column, Composite, CompositeAttribute, Definition, DefinitionId, ObjectId, QName, Table};
use crate::report::{Code, Diagnostic};

/// `(attribute type [COLLATE c], ..)`, behind `CREATE TYPE name AS`.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, name: &Name) -> Parsed<()> {
    let inner = c.group("`ENUM`, `RANGE` or `(` and the attributes")?;
    c.finish("the end of the statement")?;
    let qname = fold.new_name(name);
    let id = DefinitionId::Composite(qname.clone());
    typedef::free(fold, c, name, &ObjectId::Definition(id.clone()))?;
    fold.describe(c, ObjectId::Definition(id.clone()), name.span.clone(), c.since(start));
    let mut attributes: Vec<CompositeAttribute> = Vec::new();
    let parts = if inner.is_done() { Vec::new() } else { inner.split_commas() };
    for mut part in parts {
        let start = part.here().start;
        let (ident, attribute) = attribute(fold, &mut part)?;
        part.finish("`COLLATE`, `,` or `)`")?;
        free_attribute(&part, &qname, &attributes, &ident)?;
        let column = ObjectId::Column(qname.clone(), ident.name.clone());
        fold.describe(&part, column, ident.span, part.since(start));
        attributes.push(attribute);
    }
    let composite = Composite { name: qname, attributes, comment: None };
    fold.schema.definitions.insert(id, Definition::Composite(composite));
    Ok(())
}

/// `name type [COLLATE c]`.
fn attribute(fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<(Ident, CompositeAttribute)> {
    let ident = c.ident("an attribute's name")?;
    let ty = fold.read_type(c)?;
    let collation = if c.eat("collate") { Some(element::collation(c)?) } else { None };
    let attribute = CompositeAttribute { name: ident.name.clone(), ty, collation, comment: None };
    Ok((ident, attribute))
}

fn free_attribute(c: &Cursor<'_>, of: &QName, attributes: &[CompositeAttribute], name: &Ident) -> Parsed<()> {
    if attributes.iter().any(|attribute| attribute.name == name.name) {
        let message = format!("type `{of}` has an attribute `{}` already", name.name);
        return Err(c.report(Code::Duplicate, name.span.clone(), &message, "listed again here"));
    }
    Ok(())
}

/// `ADD | DROP | ALTER ATTRIBUTE .., ..` or `RENAME ATTRIBUTE a TO b`.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, name: &QName) -> Parsed<()> {
    if c.eat("rename attribute") {
        let from = c.ident("an attribute's name")?;
        c.expect("to")?;
        let to = c.ident("an attribute's name")?;
        behaviour(c);
        c.finish("`CASCADE` or the end of the statement")?;
        return rename(fold, c, name, &from, &to);
    }
    let Some(mut composite) = fold.schema.composite(name).cloned() else { return Ok(()) };
    loop {
        change(fold, c, start, &mut composite)?;
        behaviour(c);
        if !c.eat_kind(Kind::Comma) {
            break;
        }
    }
    c.finish("`,`, `CASCADE` or the end of the statement")?;
    fold.schema.definitions.insert(DefinitionId::Composite(name.clone()), Definition::Composite(composite));
    Ok(())
}

/// One of the changes of an `ALTER TYPE`.
fn change(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, composite: &mut Composite) -> Parsed<()> {
    if c.eat("add attribute") {
        let (ident, attribute) = attribute(fold, c)?;
        free_attribute(c, &composite.name, &composite.attributes, &ident)?;
        typed(fold, &composite.name).for_each(|table| {
            let collation = attribute.collation.clone();
            table.columns.push(Column { collation, ..Column::new(&attribute.name, attribute.ty.clone()) });
        });
        composite.attributes.push(attribute);
    } else if c.eat("drop attribute") {
        let lenient = if_exists(c);
        let ident = c.ident("an attribute's name")?;
        match composite.attributes.iter().position(|attribute| attribute.name == ident.name) {
            Some(at) => {
                composite.attributes.remove(at);
                let tables: Vec<QName> =
                    typed(fold, &composite.name).map(|table| table.name.clone()).collect();
                for table in tables {
                    change::drop_column(fold, c, &table, &ident, true)?;
                }
            }
            None if lenient => {}
            None => return Err(unknown_attribute(c, composite, &ident)),
        }
        fold.notes.remove(&ObjectId::Column(composite.name.clone(), ident.name));
    } else if c.eat("alter attribute") {
        let ident = c.ident("an attribute's name")?;
        c.eat("set data");
        c.expect("type")?;
        let ty = fold.read_type(c)?;
        let collation = if c.eat("collate") { Some(element::collation(c)?) } else { None };
        let unknown = unknown_attribute(c, composite, &ident);
        let attribute = composite.attributes.iter_mut().find(|attribute| attribute.name == ident.name);
        let Some(attribute) = attribute else { return Err(unknown) };
        for column in typed(fold, &composite.name).filter_map(|table| table.columns.get_mut(&ident.name)) {
            (column.ty, column.collation) = (ty.clone(), collation.clone());
        }
        (attribute.ty, attribute.collation) = (ty, collation);
    } else {
        return Err(unknown(c, start, "this form of ALTER TYPE"));
    }
    Ok(())
}

/// The tables of a type, which follow it: PostgreSQL asks for `CASCADE` where there are any.
fn typed<'f>(fold: &'f mut Fold, name: &'f QName) -> impl Iterator<Item = &'f mut Table> {
    fold.schema.tables.values_mut().filter(move |table| table.of.as_ref() == Some(name))
}

/// `CASCADE | RESTRICT`.
fn behaviour(c: &mut Cursor<'_>) {
    if !c.eat("cascade") {
        c.eat("restrict");
    }
}

fn rename(fold: &mut Fold, c: &Cursor<'_>, name: &QName, from: &Ident, to: &Ident) -> Parsed<()> {
    let Some(composite) = fold.schema.composite_mut(name) else { return Ok(()) };
    free_attribute(c, name, &composite.attributes, to)?;
    let unknown = unknown_attribute(c, composite, from);
    let attribute = composite.attributes.iter_mut().find(|attribute| attribute.name == from.name);
    let Some(attribute) = attribute else { return Err(unknown) };
    attribute.name.clone_from(&to.name);
    let id = |name: &Ident| ObjectId::Column(composite.name.clone(), name.name.clone());
    let (from, to) = (id(from), id(to));
    fold.move_note(&from, to);
    Ok(())
}

/// What `COMMENT ON COLUMN type.attribute` sets.
pub(super) fn comment_slot<'f>(
    fold: &'f mut Fold,
    c: &Cursor<'_>,
    name: &QName,
    attribute: &Ident,
) -> Parsed<Option<&'f mut Option<String>>> {
    let Some(composite) = fold.schema.composite_mut(name) else { return Ok(None) };
    let unknown = unknown_attribute(c, composite, attribute);
    match composite.attributes.iter_mut().find(|own| own.name == attribute.name) {
        Some(own) => Ok(Some(&mut own.comment)),
        None => Err(unknown),
    }
}

fn unknown_attribute(c: &Cursor<'_>, composite: &Composite, name: &Ident) -> Box<Diagnostic> {
    let message = format!("type `{}` has no attribute `{}`", composite.name, name.name);
    let mut error = Diagnostic::new(Code::UnknownName, message).at(c.place(name.span.clone()), "");
    error.help = did_you_mean(&name.name, composite.attributes.iter().map(|own| own.name.as_str()));
    Box::new(error)
}
