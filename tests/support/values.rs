//! A value for a column of any type, as the text inside an SQL literal.

use tablewright_codegen::model::{Builtin, Schema, Type};

/// What makes one generated row differ from another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seed {
    /// The number of the row, from 1: unique columns differ by it, and a foreign key meets its parent by it.
    pub(crate) row: u32,
    /// Another try, where a check refused the values before.
    pub(crate) attempt: usize,
}

/// How many tries there are.
pub(crate) const ATTEMPTS: usize = 4;

/// A value that a column can hold before and after its type changes. `None` where there is no such value, or where the
/// type is not known here.
pub(crate) fn value(seed: Seed, before: (&Schema, &Type), after: Option<(&Schema, &Type)>) -> Option<String> {
    let (schema, ty) = before;
    match after {
        Some((new, then)) if then != ty => common(seed, schema, ty, new, then),
        Some((new, then)) if ty.user_type().is_some() => common(seed, schema, ty, new, then),
        Some(_) | None => literal(seed, schema, ty),
    }
}

/// A value for both types: of a text only what the other type understands, of an enum only what both have.
fn common(seed: Seed, old: &Schema, ty: &Type, new: &Schema, then: &Type) -> Option<String> {
    if let (Type::Array(a), Type::Array(b)) = (ty, then) {
        return common(seed, old, a, new, b).map(|element| format!("{{\"{element}\"}}"));
    }
    match (values(old, ty), values(new, then)) {
        (Some(a), Some(b)) => a.iter().find(|value| b.contains(value)).cloned(),
        (Some(a), None) => a.first().cloned(),
        (None, Some(b)) => b.first().cloned(),
        (None, None) if is_text(old, ty) => literal(seed, new, then),
        (None, None) => literal(seed, old, ty),
    }
}

/// The values of an enum, also behind a domain.
fn values<'s>(schema: &'s Schema, ty: &Type) -> Option<&'s Vec<String>> {
    let Type::Named { name, .. } = ty else { return None };
    match schema.domains.get(name) {
        Some(domain) => values(schema, &domain.ty),
        None => schema.enums.get(name).map(|e| &e.values),
    }
}

fn is_text(schema: &Schema, ty: &Type) -> bool {
    if let Type::Named { name, .. } = ty {
        return name.name == "citext" || schema.domains.get(name).is_some_and(|d| is_text(schema, &d.ty));
    }
    matches!(ty, Type::Builtin(Builtin::Text | Builtin::Name) | Type::Varchar(_) | Type::Char(_))
}

/// A value of a type.
fn literal(seed: Seed, schema: &Schema, ty: &Type) -> Option<String> {
    let k = seed.row;
    Some(match ty {
        Type::Builtin(builtin) => return builtin_literal(seed, *builtin),
        Type::Numeric(_) => number(seed),
        Type::Varchar(n) | Type::Char(n) => text(seed, n.map(|n| n as usize)),
        Type::Bit(n) => format!("{k:0>width$b}", width = *n as usize),
        Type::Varbit(_) => format!("{k:b}"),
        Type::Time { .. } => format!("0{k}:00"),
        Type::Timestamp { .. } => day(k),
        Type::Interval { .. } => format!("{k} days"),
        Type::Array(element) => format!("{{\"{}\"}}", literal(seed, schema, element)?.replace('"', "\\\"")),
        Type::Named { name, modifiers } => {
            if let Some(domain) = schema.domains.get(name) {
                return literal(seed, schema, &domain.ty);
            }
            if let Some(composite) = schema.composite(name) {
                let parts = composite.attributes.iter().map(|attribute| {
                    let text = literal(seed, schema, &attribute.ty).unwrap_or_default();
                    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\"\""))
                });
                return Some(format!("({})", parts.collect::<Vec<_>>().join(",")));
            }
            if let Some(range) = schema.range(name) {
                let bound = literal(seed, schema, &range.subtype)?;
                return Some(format!("[{bound},{bound}]"));
            }
            if let Some(range) = schema.range_of_multirange(name) {
                let bound = literal(seed, schema, &range.subtype)?;
                return Some(format!("{{[{bound},{bound}]}}"));
            }
            if let Some(values) = values(schema, ty) {
                return values.get(seed.attempt % values.len().max(1)).cloned();
            }
            let size: usize = modifiers.first().and_then(|n| n.parse().ok()).unwrap_or(3);
            match name.name.as_str() {
                "vector" | "halfvec" => format!("[{}]", vec![k.to_string(); size].join(",")),
                "sparsevec" => format!("{{1:{k}}}/{size}"),
                "citext" => text(seed, None),
                "hstore" => format!("k=>{k}"),
                "ltree" => format!("n{k}"),
                _ => return None,
            }
        }
    })
}

fn builtin_literal(seed: Seed, builtin: Builtin) -> Option<String> {
    let k = seed.row;
    Some(match builtin.as_str() {
        "boolean" => (k % 2 == 1).to_string(),
        "smallint" | "integer" | "bigint" | "real" | "double precision" | "money" | "oid" | "xid"
        | "xid8" => number(seed),
        "text" | "name" => text(seed, None),
        "\"char\"" => k.to_string(),
        "bytea" => format!("\\x0{k}"),
        "date" => day(k),
        "uuid" => format!("00000000-0000-0000-0000-{k:012}"),
        "json" | "jsonb" => k.to_string(),
        "jsonpath" => "$.a".to_owned(),
        "xml" => format!("<a>{k}</a>"),
        "inet" | "cidr" => format!("10.0.0.{k}"),
        "macaddr" => format!("08:00:2b:01:02:0{k}"),
        "macaddr8" => format!("08:00:2b:01:02:03:04:0{k}"),
        "tsvector" | "tsquery" => format!("word{k}"),
        "point" => format!("({k},{k})"),
        "line" => format!("{{{k},1,1}}"),
        "lseg" | "box" | "path" => format!("(({k},{k}),({0},{0}))", k + 1),
        "polygon" => format!("((0,0),({k},0),(0,{k}))"),
        "circle" => format!("<({k},{k}),1>"),
        "int4range" | "int8range" | "numrange" => format!("[{},{})", 10 * k, 10 * k + 5),
        "tsrange" | "tstzrange" | "daterange" => format!("[{},{})", day(2 * k), day(2 * k + 1)),
        "int4multirange" | "int8multirange" | "nummultirange" => format!("{{[{k},{})}}", k + 1),
        "tsmultirange" | "tstzmultirange" | "datemultirange" => {
            format!("{{[{},{})}}", day(2 * k), day(2 * k + 1))
        }
        "pg_lsn" => format!("0/{k}"),
        "tid" => format!("(0,{k})"),
        _ => return None,
    })
}

/// Small first, so that it fits everywhere; larger where a check wants it.
fn number(seed: Seed) -> String {
    (seed.row + [0, 10, 100, 1000][seed.attempt % ATTEMPTS]).to_string()
}

/// A bare number first, so that it converts to numbers; longer where a check wants it.
fn text(seed: Seed, limit: Option<usize>) -> String {
    let k = seed.row;
    let mut text = match seed.attempt {
        0 => k.to_string(),
        1 => format!("someone{k}@example.org"),
        2 => format!("{k}").repeat(8),
        _ => format!("slug-{k}"),
    };
    text.truncate(limit.unwrap_or(text.len()));
    text
}

fn day(k: u32) -> String {
    format!("2024-01-{k:02}")
}
