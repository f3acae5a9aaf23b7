//! Operator classes and families.

use super::cursor::{Cursor, Name, Parsed};
use super::fold::Fold;
use super::statement::{if_exists, unknown};
use super::text::Kind;
use super::{operator, plain};
use crate::ddl;
use crate::model::{Definition, DefinitionId, Expr, OperatorClass, OperatorFamily, QName, Type};

/// `name [DEFAULT] FOR TYPE t USING method [FAMILY f] AS item, ..`.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let name = c.any_name("an operator class's name")?;
    let qname = fold.new_name(&name);
    let default = c.eat("default");
    c.expect("for type")?;
    let ty = fold.read_type(c)?;
    c.expect("using")?;
    let method = c.label("an index method")?.name;
    let family = if c.eat("family") { class_name(fold, c, &method)? } else { qname.clone() };
    c.expect("as")?;
    let items = items(fold, c, Some(&ty))?;
    // PostgreSQL makes a family of the same name where none is named, and keeps it.
    let id = DefinitionId::OperatorFamily(family.clone(), method.clone());
    if family == qname && !fold.schema.definitions.contains_key(&id) {
        let family =
            OperatorFamily { name: family.clone(), method: method.clone(), items: Vec::new(), comment: None };
        fold.schema.definitions.insert(id, Definition::OperatorFamily(family));
    }
    let family = Some(family);
    let new = OperatorClass { name: qname, method, ty, default, family, items, comment: None };
    plain::add(fold, c, "operator class", &name, start, Definition::OperatorClass(new))
}

/// The name of a family, which may come with the server.
fn class_name(fold: &Fold, c: &mut Cursor<'_>, method: &str) -> Parsed<QName> {
    let name = c.any_name("an operator family")?;
    let id = |name: &QName| DefinitionId::OperatorFamily(name.clone(), method.to_owned());
    let known = fold.find(&name, |n| fold.schema.definitions.contains_key(&id(n)));
    Ok(known.unwrap_or_else(|| match &name.namespace {
        Some(_) => fold.new_name(&name),
        None => QName::new("pg_catalog", name.name.clone()),
    }))
}

/// `name USING method`.
pub(super) fn create_family(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let name = c.any_name("an operator family's name")?;
    c.expect("using")?;
    let method = c.label("an index method")?.name;
    c.finish("the end of the statement")?;
    let new = OperatorFamily { name: fold.new_name(&name), method, items: Vec::new(), comment: None };
    plain::add(fold, c, "operator family", &name, start, Definition::OperatorFamily(new))
}

/// `OPERATOR n op [(l, r)] [FOR SEARCH | FOR ORDER BY f] | FUNCTION n [(l, r)] f(..) | STORAGE t`, one spelling for all
/// that mean the same. In a class the types of operators and functions are its own where none are written.
fn items(fold: &mut Fold, c: &mut Cursor<'_>, ty: Option<&Type>) -> Parsed<Vec<Expr>> {
    let mut list: Vec<Expr> = Vec::new();
    loop {
        if let Some(item) = item(fold, c, ty)? {
            list.push(super::expr(&item));
        }
        if !c.eat_kind(Kind::Comma) {
            break;
        }
    }
    c.finish("`,` or the end of the statement")?;
    list.sort();
    Ok(list)
}

fn item(fold: &mut Fold, c: &mut Cursor<'_>, ty: Option<&Type>) -> Parsed<Option<String>> {
    if c.eat("storage") {
        let stored = fold.read_type(c)?;
        return Ok((Some(&stored) != ty).then(|| format!("STORAGE {}", ddl::ty(&stored))));
    }
    let own = ty.map_or_else(String::new, |ty| format!(" ({0}, {0})", ddl::ty(ty)));
    if c.eat("operator") {
        let number = c.integer("a strategy number")?;
        let name = operator::any_operator(c)?;
        let types = if c.kind() == Some(Kind::Open) { types(fold, c)? } else { own };
        c.eat("recheck");
        let purpose = if c.eat("for order by") {
            let family = c.any_name("an operator family")?;
            let namespace = family.namespace.filter(|n| n != "public" && n != "pg_catalog");
            let name = QName::new(namespace.unwrap_or_else(|| "public".to_owned()), family.name);
            format!(" FOR ORDER BY {}", ddl::name(&name))
        } else {
            c.eat("for search");
            String::new()
        };
        let name = operator_text(&name);
        return Ok(Some(format!("OPERATOR {number} {name}{types}{purpose}")));
    }
    c.expect("function")?;
    let number = c.integer("a support number")?;
    let types_written = if c.kind() == Some(Kind::Open) { types(fold, c)? } else { own };
    let name = c.any_name("a function's name")?;
    let arguments = if c.kind() == Some(Kind::Open) { types(fold, c)? } else { String::new() };
    let namespace = name.namespace.filter(|n| n != "public" && n != "pg_catalog");
    let qname = QName::new(namespace.unwrap_or_else(|| "public".to_owned()), name.name);
    Ok(Some(format!("FUNCTION {number}{types_written} {}{}", ddl::name(&qname), arguments.trim_start())))
}

fn operator_text(name: &Name) -> String {
    match name.namespace.as_deref() {
        None | Some("public" | "pg_catalog") => name.name.clone(),
        Some(namespace) => format!("{}.{}", ddl::idents(&[namespace.to_owned()]), name.name),
    }
}

/// `(type, ..)`, with a space in front.
fn types(fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<String> {
    let inner = c.group("`(`")?;
    let parts = if inner.is_done() { Vec::new() } else { inner.split_commas() };
    let types: Parsed<Vec<String>> =
        parts.into_iter().map(|mut part| Ok(ddl::ty(&fold.read_type(&mut part)?))).collect();
    Ok(format!(" ({})", types?.join(", ")))
}

/// `name USING method`: the class or family that it means.
pub(super) fn find(
    fold: &Fold,
    c: &mut Cursor<'_>,
    family: bool,
    lenient: bool,
) -> Parsed<Option<DefinitionId>> {
    let name = c.any_name("a name")?;
    c.expect("using")?;
    let method = c.label("an index method")?.name;
    let id = |name: QName| match family {
        true => DefinitionId::OperatorFamily(name, method.clone()),
        false => DefinitionId::OperatorClass(name, method.clone()),
    };
    let found = fold.find(&name, |n| fold.schema.definitions.contains_key(&id(n.clone())));
    match found {
        Some(found) => Ok(Some(id(found))),
        None if lenient => Ok(None),
        None => {
            let what = if family { "operator family" } else { "operator class" };
            let known = fold.schema.definitions.keys().filter(|own| own.kind() == what);
            Err(fold.unknown(c, what, &name, known.filter_map(DefinitionId::qname)))
        }
    }
}

/// `name USING method RENAME TO | OWNER TO | SET SCHEMA`, and of a family `ADD item, .. | DROP item, ..`.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, family: bool) -> Parsed<()> {
    let Some(id) = find(fold, c, family, false)? else { return Ok(()) };
    if plain::moved(fold, c, &id)? {
        return Ok(());
    }
    let Some(Definition::OperatorFamily(mut changed)) = fold.schema.definitions.get(&id).cloned() else {
        return Err(unknown(c, start, "this form of ALTER OPERATOR CLASS"));
    };
    if c.eat("add") {
        changed.items.extend(items(fold, c, None)?);
        changed.items.sort();
    } else if c.eat("drop") {
        loop {
            let word = if c.eat("operator") { "operator" } else { "function" };
            if word == "function" {
                c.expect("function")?;
            }
            let number = c.integer("a number")?;
            let types = super::expr(&types(fold, c)?).canonical;
            let start = format!("{word} {number} ");
            changed
                .items
                .retain(|item| !(item.canonical.starts_with(&start) && item.canonical.contains(&types)));
            if !c.eat_kind(Kind::Comma) {
                break;
            }
        }
        c.finish("`,` or the end of the statement")?;
    } else {
        return Err(unknown(c, start, "this form of ALTER OPERATOR FAMILY"));
    }
    fold.schema.definitions.insert(id, Definition::OperatorFamily(changed));
    Ok(())
}

/// `[IF EXISTS] name USING method [CASCADE]`; the classes of a family go with it.
pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>, family: bool) -> Parsed<()> {
    let lenient = if_exists(c);
    if let Some(id) = find(fold, c, family, lenient)? {
        plain::forget(fold, &id);
        if let DefinitionId::OperatorFamily(name, method) = &id {
            fold.schema.definitions.retain(|_, other| {
                !matches!(other, Definition::OperatorClass(class)
                    if class.family.as_ref() == Some(name) && class.method == *method)
            });
        }
    }
    plain::behaviour(c)
}
