//! Extensions.

use super::cursor::{Cursor, Parsed};
use super::fold::Fold;
use super::statement::{if_exists, if_not_exists};
use crate::model::{Extension, ObjectId, QName, Schema};
use crate::report::{Code, Diagnostic};

/// The types that well-known extensions bring.
const TYPES: &[(&str, &[&str])] = &[
    ("vector", &["vector", "halfvec", "sparsevec"]),
    ("citext", &["citext"]),
    ("hstore", &["hstore", "ghstore"]),
    ("ltree", &["ltree", "lquery", "ltxtquery"]),
    ("cube", &["cube"]),
    ("seg", &["seg"]),
    ("isn", &["ean13", "isbn13", "ismn13", "issn13", "isbn", "ismn", "issn", "upc"]),
    ("lo", &["lo"]),
    ("intarray", &["query_int"]),
    ("earthdistance", &["earth"]),
    ("postgis", &["geometry", "geography", "box2d", "box3d", "raster"]),
    ("semver", &["semver"]),
    ("pg_uuidv7", &["uuidv7"]),
    ("ulid", &["ulid"]),
    ("hll", &["hll"]),
    ("h3", &["h3index"]),
    ("ip4r", &["ip4", "ip4r", "ip6", "ip6r", "ipaddress", "iprange"]),
    ("age", &["agtype"]),
    ("roaringbitmap", &["roaringbitmap"]),
];

/// The extension that brings a type.
pub(crate) fn of_type(name: &str) -> Option<&'static str> {
    TYPES.iter().find(|(_, types)| types.contains(&name)).map(|(extension, _)| *extension)
}

/// Every type that a well-known extension brings.
pub(crate) fn types() -> impl Iterator<Item = &'static str> {
    TYPES.iter().flat_map(|(_, types)| types.iter().copied())
}

/// Extensions that bring no types.
const WITHOUT_TYPES: &[&str] = &[
    "plpgsql",
    "pgcrypto",
    "uuid-ossp",
    "pg_trgm",
    "unaccent",
    "btree_gin",
    "btree_gist",
    "fuzzystrmatch",
    "tablefunc",
    "pg_stat_statements",
    "intagg",
    "dict_int",
    "dict_xsyn",
    "bloom",
    "pg_cron",
    "postgres_fdw",
    "dblink",
    "pgstattuple",
    "pg_buffercache",
    "pg_prewarm",
    "moddatetime",
    "tcn",
    "tsm_system_rows",
    "tsm_system_time",
    "pg_visibility",
    "pageinspect",
    "amcheck",
    "sslinfo",
    "xml2",
    "autoinc",
    "insert_username",
    "refint",
];

/// Whether nobody here knows which types an extension brings.
pub(crate) fn may_bring_more(name: &str) -> bool {
    !WITHOUT_TYPES.contains(&name) && !TYPES.iter().any(|(known, _)| *known == name)
}

/// `CREATE EXTENSION [IF NOT EXISTS] name [WITH] [SCHEMA s] [VERSION v] [CASCADE]`.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let lenient = if_not_exists(c);
    let name = c.ident("an extension's name")?;
    let mut extension = Extension { name: name.name.clone(), namespace: None, version: None, comment: None };
    c.eat("with");
    loop {
        if c.eat("schema") {
            extension.namespace = Some(c.ident("a namespace")?.name);
        } else if c.eat("version") {
            extension.version = Some(version(c)?);
        } else if !c.eat("cascade") {
            break;
        }
    }
    c.finish("`SCHEMA`, `VERSION`, `CASCADE` or the end of the statement")?;
    let id = ObjectId::Extension(name.name.clone());
    if fold.schema.extensions.contains_key(&name.name) {
        return if lenient {
            Ok(())
        } else {
            Err(fold.duplicate(c, "extension", &name.name, name.span, &id))
        };
    }
    fold.describe(c, id, name.span, c.since(start));
    fold.schema.extensions.insert(name.name, extension);
    Ok(())
}

fn version(c: &mut Cursor<'_>) -> Parsed<String> {
    let quoted = c.kind() == Some(super::text::Kind::String);
    if quoted { c.string("a version") } else { Ok(c.label("a version")?.name) }
}

/// `ALTER EXTENSION name UPDATE [TO v] | SET SCHEMA s`.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<()> {
    let name = c.ident("an extension's name")?;
    let known = fold.schema.extensions.keys().map(String::as_str);
    let unknown = fold.unknown_among(c, "extension", &name.name, name.span.clone(), known);
    let Some(extension) = fold.schema.extensions.get_mut(&name.name) else { return Err(unknown) };
    if c.eat("update") {
        extension.version = if c.eat("to") { Some(version(c)?) } else { None };
        return c.finish("the end of the statement");
    }
    if !c.eat("set schema") {
        return Err(c.expected("`UPDATE` or `SET SCHEMA`"));
    }
    let namespace = c.ident("a namespace")?.name;
    c.finish("the end of the statement")?;
    extension.namespace = Some(namespace.clone());
    move_types(&mut fold.schema, &name.name, &namespace);
    Ok(())
}

/// What an extension brings moves with it.
pub(crate) fn move_types(schema: &mut Schema, extension: &str, namespace: &str) {
    super::change::for_each_type(schema, &mut |ty: &mut QName| {
        if of_type(&ty.name) == Some(extension) {
            namespace.clone_into(&mut ty.namespace);
        }
    });
}

/// `DROP EXTENSION [IF EXISTS] name, .. [CASCADE]`.
pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<()> {
    let lenient = if_exists(c);
    loop {
        let name = c.ident("an extension's name")?;
        if fold.schema.extensions.remove(&name.name).is_none() && !lenient {
            let known = fold.schema.extensions.keys().map(String::as_str);
            return Err(fold.unknown_among(c, "extension", &name.name, name.span, known));
        }
        fold.notes.remove(&ObjectId::Extension(name.name.clone()));
        let used = super::change::uses_type(&fold.schema, |ty| of_type(&ty.name) == Some(name.name.as_str()));
        if let Some(user) = used {
            let message = format!(
                "extension `{}` cannot be dropped: {} `{user}` uses a type of it",
                name.name,
                user.kind()
            );
            return Err(Box::new(Diagnostic::new(Code::Invalid, message).at(c.place(name.span), "")));
        }
        if !c.eat_kind(super::text::Kind::Comma) {
            break;
        }
    }
    if !c.eat("cascade") {
        c.eat("restrict");
    }
    c.finish("`,`, `CASCADE` or the end of the statement")
}
