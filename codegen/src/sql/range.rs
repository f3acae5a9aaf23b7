//! Range types: `CREATE TYPE .. AS RANGE (..)`.

use super::cursor::{Cursor, Name, Parsed};
use super::fold::Fold;
use super::typedef;
use crate::model::{Builtin, Definition, DefinitionId, ObjectId, QName, Range, Type};

/// `(SUBTYPE = t, SUBTYPE_OPCLASS = c, COLLATION = c, CANONICAL = f, SUBTYPE_DIFF = f, MULTIRANGE_TYPE_NAME = n)`,
/// behind `CREATE TYPE name AS RANGE`.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, name: &Name) -> Parsed<()> {
    let inner = c.group("`(` and the subtype")?;
    let qname = fold.new_name(name);
    let mut range = Range {
        multirange: Range::derived_multirange(&qname),
        name: qname.clone(),
        subtype: Type::Builtin(Builtin::Void),
        operator_class: None,
        collation: None,
        canonical: None,
        subtype_diff: None,
        comment: None,
    };
    let here = inner.here();
    let mut subtype = false;
    for mut part in inner.split_commas() {
        let key = part.label("`SUBTYPE` or another option")?;
        if !part.eat_operator("=") {
            return Err(part.expected("`=`"));
        }
        match key.name.as_str() {
            "subtype" => {
                range.subtype = fold.read_type(&mut part)?;
                subtype = true;
            }
            "subtype_opclass" => {
                range.operator_class = Some(builtin_name(&part.any_name("an operator class")?))
            }
            "collation" => range.collation = Some(super::element::collation(&mut part)?),
            "canonical" => range.canonical = Some(fold.function_name(&part.any_name("a function")?)),
            "subtype_diff" => range.subtype_diff = Some(fold.function_name(&part.any_name("a function")?)),
            "multirange_type_name" => range.multirange = fold.new_name(&part.any_name("a type's name")?),
            _ => {
                let message = format!("a range type has no option `{}`", key.name);
                return Err(part.report(crate::report::Code::Syntax, key.span, &message, ""));
            }
        }
        part.finish("`,` or `)`")?;
    }
    if !subtype {
        return Err(c.report(crate::report::Code::Syntax, here, "a range type needs a `SUBTYPE`", ""));
    }
    c.finish("the end of the statement")?;
    let id = DefinitionId::Range(qname);
    typedef::free(fold, c, name, &ObjectId::Definition(id.clone()))?;
    fold.describe(c, ObjectId::Definition(id.clone()), name.span.clone(), c.since(start));
    fold.schema.definitions.insert(id, Definition::Range(range));
    Ok(())
}

/// `ALTER TYPE multirange RENAME TO | SET SCHEMA`.
pub(super) fn rename_multirange(fold: &mut Fold, c: &mut Cursor<'_>, from: &QName) -> Parsed<()> {
    let Some(to) = super::change::new_place(fold, c, from)? else {
        return Err(c.expected("`RENAME TO` or `SET SCHEMA`"));
    };
    for definition in fold.schema.definitions.values_mut() {
        if let Definition::Range(range) = definition
            && range.multirange == *from
        {
            range.multirange.clone_from(&to);
        }
    }
    super::change::rename_type(fold, from, &to);
    Ok(())
}

/// A name that is taken to come with the server where no namespace is written.
fn builtin_name(name: &Name) -> QName {
    let namespace = name.namespace.clone().unwrap_or_else(|| "pg_catalog".to_owned());
    QName::new(namespace, name.name.clone())
}
