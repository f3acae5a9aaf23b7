//! What `ALTER COLUMN .. TYPE` can do by itself, as data: casts, rewrites, and which types hold less.

use crate::model::{Builtin, Schema, Type};

/// What changing a column's type takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Conversion {
    /// The casts to write in `USING`, innermost first; empty when PostgreSQL casts by itself.
    pub(super) using: Vec<Type>,
    /// Whether the rows are written again.
    pub(super) rewrites: bool,
    /// What can happen to the values.
    pub(super) effect: Effect,
    /// Whether it is one type, with other modifiers at most.
    pub(super) same: bool,
    /// Whether both types compare with each other, so that keys hold between them.
    pub(super) same_family: bool,
}

/// What a change of type does to values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Each has its place in the new type.
    Keeps,
    /// Some may not be readable as the new type: then the statement fails.
    Parses,
    /// Some may be cut, rounded or refused.
    Narrows,
}

/// Casts that an assignment makes by itself (`pg_cast.castcontext` `i` and `a`), as `from to`, beyond those of one
/// family and those to text.
const ASSIGNED: &[(&str, &str)] = &[
    ("\"char\"", "text"),
    ("bigint", "money"),
    ("bigint", "oid"),
    ("box", "polygon"),
    ("cidr", "inet"),
    ("date", "timestamp"),
    ("date", "timestamptz"),
    ("double precision", "numeric"),
    ("inet", "cidr"),
    ("integer", "money"),
    ("integer", "oid"),
    ("interval", "time"),
    ("json", "jsonb"),
    ("jsonb", "json"),
    ("macaddr", "macaddr8"),
    ("macaddr8", "macaddr"),
    ("money", "numeric"),
    ("numeric", "money"),
    ("oid", "bigint"),
    ("oid", "integer"),
    ("path", "polygon"),
    ("point", "box"),
    ("polygon", "path"),
    ("smallint", "oid"),
    ("text", "name"),
    ("time", "interval"),
    ("time", "timetz"),
    ("timestamp", "date"),
    ("timestamp", "time"),
    ("timestamp", "timestamptz"),
    ("timestamptz", "date"),
    ("timestamptz", "time"),
    ("timestamptz", "timestamp"),
    ("timestamptz", "timetz"),
    ("timetz", "time"),
];

/// Casts that have to be asked for (`castcontext` `e`).
const EXPLICIT: &[(&str, &str)] = &[
    ("bigint", "bit"),
    ("bit", "bigint"),
    ("bit", "integer"),
    ("boolean", "integer"),
    ("box", "circle"),
    ("box", "lseg"),
    ("box", "point"),
    ("circle", "box"),
    ("circle", "point"),
    ("circle", "polygon"),
    ("integer", "bit"),
    ("integer", "boolean"),
    ("jsonb", "bigint"),
    ("jsonb", "boolean"),
    ("jsonb", "double precision"),
    ("jsonb", "integer"),
    ("jsonb", "numeric"),
    ("jsonb", "real"),
    ("jsonb", "smallint"),
    ("lseg", "point"),
    ("polygon", "box"),
    ("polygon", "circle"),
    ("polygon", "point"),
];

/// Casts after which nothing is lost, beyond those to text and those that make one type longer.
const WIDENING: &[(&str, &str)] = &[
    ("bigint", "numeric"),
    ("cidr", "inet"),
    ("date", "timestamp"),
    ("date", "timestamptz"),
    ("integer", "bigint"),
    ("integer", "double precision"),
    ("integer", "numeric"),
    ("json", "jsonb"),
    ("jsonb", "json"),
    ("macaddr", "macaddr8"),
    ("real", "double precision"),
    ("real", "numeric"),
    ("double precision", "numeric"),
    ("smallint", "bigint"),
    ("smallint", "double precision"),
    ("smallint", "integer"),
    ("smallint", "numeric"),
    ("smallint", "real"),
    ("time", "interval"),
    ("time", "timetz"),
    ("timestamp", "timestamptz"),
    ("timestamptz", "timestamp"),
];

/// Types that compare with each other, each family in one row.
const FAMILIES: &[&[&str]] = &[
    &["smallint", "integer", "bigint", "numeric", "real", "double precision"],
    &["text", "varchar", "char", "name"],
    &["date", "timestamp", "timestamptz"],
    &["inet", "cidr"],
    &["bit", "varbit"],
];

/// What it takes to change a type. Domains count as what they stand on, in each schema.
pub(super) fn conversion(old: (&Schema, &Type), new: (&Schema, &Type)) -> Conversion {
    let (from, to) = (underneath(old.0, old.1), underneath(new.0, new.1));
    let (a, b) = (word(from.element()), word(to.element()));
    let arrays = (matches!(from, Type::Array(_)), matches!(to, Type::Array(_)));
    let same_shape = arrays.0 == arrays.1;
    let same = same_shape && a == b;
    let same_family = same || (same_shape && FAMILIES.iter().any(|f| f.contains(&&*a) && f.contains(&&*b)));
    let text = !arrays.1 && is_text(&b) || (arrays == (true, true) && is_text(&b));
    let assigned = same_family || text || (same_shape && has(ASSIGNED, &a, &b));
    let using = if assigned {
        Vec::new()
    } else if is_text(&a) || (same_shape && has(EXPLICIT, &a, &b)) {
        vec![new.1.clone()]
    } else {
        let text = Type::Builtin(Builtin::Text);
        vec![if arrays == (true, true) { text.array() } else { text }, new.1.clone()]
    };
    let widens = same && longer(from.element(), to.element());
    let effect = if widens
        || (text && b == "text")
        || unlimited(to.element()) && text
        || (same_shape && fits(from, to))
        || (same_shape && more_digits(from.element(), to.element()))
    {
        Effect::Keeps
    } else if assigned {
        Effect::Narrows
    } else {
        Effect::Parses
    };
    Conversion { using, rewrites: !(widens || in_place(from, to)), effect, same, same_family }
}

fn has(list: &[(&str, &str)], from: &str, to: &str) -> bool {
    list.contains(&(from, to))
}

fn is_text(word: &str) -> bool {
    matches!(word, "text" | "varchar" | "char")
}

fn unlimited(ty: &Type) -> bool {
    matches!(ty, Type::Varchar(None) | Type::Char(None) | Type::Builtin(Builtin::Text))
}

fn fits(from: &Type, to: &Type) -> bool {
    let bounded = matches!(to.element(), Type::Numeric(Some(_)));
    has(WIDENING, &word(from.element()), &word(to.element())) && !bounded
}

/// The type under domains. A text may say that a domain is made of itself; there are no more steps than domains.
fn underneath<'a>(schema: &'a Schema, ty: &'a Type) -> &'a Type {
    let mut ty = ty;
    for _ in 0..=schema.domains.len() {
        let Type::Named { name, modifiers: _ } = ty else { break };
        let Some(domain) = schema.domains.get(name) else { break };
        ty = &domain.ty;
    }
    ty
}

/// The word of a type without its modifiers; a user's type has its whole name.
fn word(ty: &Type) -> String {
    match ty {
        Type::Builtin(builtin) => builtin.as_str().to_owned(),
        Type::Numeric(_) => "numeric".to_owned(),
        Type::Varchar(_) => "varchar".to_owned(),
        Type::Char(_) => "char".to_owned(),
        Type::Bit(_) => "bit".to_owned(),
        Type::Varbit(_) => "varbit".to_owned(),
        Type::Time { precision: _, zone } => if *zone { "timetz" } else { "time" }.to_owned(),
        Type::Timestamp { precision: _, zone } => if *zone { "timestamptz" } else { "timestamp" }.to_owned(),
        Type::Interval { .. } => "interval".to_owned(),
        Type::Array(element) => word(element),
        Type::Named { name, modifiers: _ } => format!("{}.{}", name.namespace, name.name),
    }
}

/// Whether a type of the same word holds at least as much, so that PostgreSQL leaves the rows alone.
fn longer(from: &Type, to: &Type) -> bool {
    fn at_least<T: PartialOrd>(from: Option<T>, to: Option<T>) -> bool {
        to.is_none() || from.zip(to).is_some_and(|(from, to)| to >= from)
    }
    match (from, to) {
        (Type::Numeric(from), Type::Numeric(to)) => match (from, to) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some((p, s)), Some((q, t))) => q >= p && t == s,
        },
        (Type::Varchar(from), Type::Varchar(to)) | (Type::Varbit(from), Type::Varbit(to)) => {
            at_least(*from, *to)
        }
        (Type::Time { precision: from, .. }, Type::Time { precision: to, .. })
        | (Type::Timestamp { precision: from, .. }, Type::Timestamp { precision: to, .. }) => {
            at_least(from.or(Some(6)), to.or(Some(6)))
        }
        (from, to) => from == to,
    }
}

/// Whether a `numeric` keeps at least as many digits on both sides of the point: the rows are written again, with the same
/// values.
fn more_digits(from: &Type, to: &Type) -> bool {
    match (from, to) {
        (Type::Numeric(Some((p, s))), Type::Numeric(Some((q, t)))) => {
            let whole = |precision: &u16, scale: &i16| i32::from(*precision) - i32::from(*scale);
            t >= s && whole(q, t) >= whole(p, s)
        }
        _ => false,
    }
}

/// Whether the values of one type are those of the other, bit by bit.
fn in_place(from: &Type, to: &Type) -> bool {
    if matches!(from, Type::Array(_)) || matches!(to, Type::Array(_)) {
        return false;
    }
    let (a, b) = (word(from), word(to));
    let text = matches!(&*a, "text" | "varchar") && matches!(&*b, "text" | "varchar") && unlimited(to);
    // In UTC, which the plan sets, both are the same number.
    let zone = matches!((&*a, &*b), ("timestamp", "timestamptz") | ("timestamptz", "timestamp"));
    (zone && same_precision(from, to))
        || text
        || (&*a, &*b) == ("cidr", "inet")
        || (&*a, &*b) == ("xml", "text")
}

fn same_precision(from: &Type, to: &Type) -> bool {
    match (from, to) {
        (Type::Timestamp { precision: from, .. }, Type::Timestamp { precision: to, .. }) => from == to,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: Type, to: Type) -> Conversion {
        let schema = Schema::default();
        conversion((&schema, &from), (&schema, &to))
    }

    #[test]
    fn the_table_of_the_manual() {
        let text = || Type::Builtin(Builtin::Text);
        let integer = || Type::Builtin(Builtin::Integer);
        let wider = check(Type::Varchar(Some(10)), Type::Varchar(Some(20)));
        assert_eq!((wider.rewrites, wider.effect, wider.using.len()), (false, Effect::Keeps, 0));
        let narrower = check(Type::Varchar(Some(20)), Type::Varchar(Some(10)));
        assert_eq!((narrower.rewrites, narrower.effect), (true, Effect::Narrows));
        let bigger = check(integer(), Type::Builtin(Builtin::BigInt));
        assert_eq!((bigger.rewrites, bigger.effect, bigger.using.len()), (true, Effect::Keeps, 0));
        assert_eq!(check(text(), integer()).using, [integer()]);
        assert_eq!(check(text(), integer()).effect, Effect::Parses);
        assert!(check(integer(), text()).using.is_empty());
        assert_eq!(
            check(integer(), Type::Builtin(Builtin::Uuid)).using,
            [text(), Type::Builtin(Builtin::Uuid)]
        );
        let zone = |zone| Type::Timestamp { precision: None, zone };
        assert_eq!(check(zone(false), zone(true)).effect, Effect::Keeps);
        assert!(!check(Type::Numeric(Some((8, 2))), Type::Numeric(Some((10, 2)))).rewrites);
        assert!(check(Type::Numeric(Some((8, 2))), Type::Numeric(Some((10, 3)))).rewrites);
        let more = check(Type::Numeric(Some((12, 2))), Type::Numeric(Some((14, 4))));
        assert_eq!((more.rewrites, more.effect), (true, Effect::Keeps));
        let fewer = check(Type::Numeric(Some((12, 2))), Type::Numeric(Some((12, 4))));
        assert_eq!(fewer.effect, Effect::Narrows);
        assert!(!check(Type::Varchar(Some(5)), text()).rewrites);
    }
}
