//! Types as written (manual, chapter 8; `Typename` in `gram.y`).

use super::cursor::{Cursor, Name, Parsed};
use super::text::{Kind, unquote_name};
use crate::model::{Builtin, IntervalFields, Type};
use crate::report::{Code, Diagnostic};

/// A type as written, before names of user types are looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// A type of `pg_catalog`.
    Known(Type),
    /// Another type, or an array of it.
    User {
        /// Its name.
        name: Name,
        /// What stands in parentheses after it.
        modifiers: Vec<String>,
        /// Whether brackets follow.
        array: bool,
    },
}

impl Written {
    fn array(self) -> Self {
        match self {
            Self::Known(ty) => Self::Known(ty.array()),
            Self::User { name, modifiers, .. } => Self::User { name, modifiers, array: true },
        }
    }
}

/// Reads a type with its modifiers and brackets.
pub(super) fn written(c: &mut Cursor<'_>) -> Parsed<Written> {
    let mut ty = scalar(c)?;
    if c.eat("array") {
        ty = ty.array();
        if c.kind() == Some(Kind::OpenBracket) {
            c.skip_balanced();
        }
        return Ok(ty);
    }
    while c.kind() == Some(Kind::OpenBracket) {
        let mut after = *c;
        after.bump();
        after.eat_kind(Kind::Number);
        if !after.eat_kind(Kind::CloseBracket) {
            return Err(after.expected("`]`"));
        }
        *c = after;
        ty = ty.array();
    }
    if c.kind() == Some(Kind::Operator) && c.peek_text() == "%" && c.is_word_at(1, "type") {
        let span = c.here();
        return Err(Box::new(
            Diagnostic::new(Code::Invalid, "`%TYPE` cannot be read here")
                .at(c.place(span), "")
                .help("write the column's type out: PostgreSQL itself keeps only that"),
        ));
    }
    Ok(ty)
}

fn scalar(c: &mut Cursor<'_>) -> Parsed<Written> {
    let start = *c;
    if c.kind() == Some(Kind::Word)
        && c.peek_at(1).map(|t| t.kind) != Some(Kind::Dot)
        && let Some(word) = c.word_at(0)
    {
        c.bump();
        if let Some(ty) = keyword(c, &word)? {
            return Ok(Written::Known(ty));
        }
        *c = start;
    }
    let quoted_char = c.kind() == Some(Kind::Quoted) && unquote_name(c.peek_text()) == "char";
    let name = c.any_name("a type")?;
    let builtin = name.namespace.as_deref().is_none_or(|n| n == "pg_catalog");
    if builtin && (quoted_char || (name.namespace.is_some() && name.name == "char")) {
        return Ok(Written::Known(Type::Builtin(Builtin::InternalChar)));
    }
    if builtin && name.name == "any" {
        return Ok(Written::Known(Type::Builtin(Builtin::Any)));
    }
    if builtin && let Some(ty) = internal(c, &name.name)? {
        return Ok(Written::Known(ty));
    }
    if name.namespace.is_none() && super::text::is_reserved(&name.name) && start.kind() == Some(Kind::Word) {
        return Err(start.expected("a type"));
    }
    let modifiers = user_modifiers(c)?;
    Ok(Written::User { name, modifiers, array: false })
}

/// The types that are grammar, and the plain names of others. `None` reads nothing.
fn keyword(c: &mut Cursor<'_>, word: &str) -> Parsed<Option<Type>> {
    let ty = match word {
        "double" => {
            c.expect("precision")?;
            Type::Builtin(Builtin::Double)
        }
        "float" => match modifier(c, 1, 53, "a precision")? {
            Some(1..=24) => Type::Builtin(Builtin::Real),
            _ => Type::Builtin(Builtin::Double),
        },
        "numeric" | "decimal" | "dec" => numeric(c)?,
        "national" => {
            if !c.eat("character") {
                c.expect("char")?;
            }
            character(c)?
        }
        "character" | "char" | "nchar" => character(c)?,
        "varchar" => Type::Varchar(length(c)?),
        "bit" if c.eat("varying") => Type::Varbit(length(c)?),
        "bit" => Type::Bit(length(c)?.unwrap_or(1)),
        "timestamp" => {
            let precision = precision(c)?;
            Type::Timestamp { precision, zone: zone(c)? }
        }
        "time" => {
            let precision = precision(c)?;
            Type::Time { precision, zone: zone(c)? }
        }
        "interval" => interval(c)?,
        _ => return internal(c, word),
    };
    Ok(Some(ty))
}

/// The names of `pg_type`, which are also what unquoted words fall back to.
fn internal(c: &mut Cursor<'_>, name: &str) -> Parsed<Option<Type>> {
    let ty = match name {
        "bpchar" => Type::Char(length(c)?),
        "varchar" => Type::Varchar(length(c)?),
        "varbit" => Type::Varbit(length(c)?),
        "bit" => Type::Bit(length(c)?.unwrap_or(1)),
        "numeric" => numeric(c)?,
        "timestamp" | "timestamptz" => {
            Type::Timestamp { precision: precision(c)?, zone: name.ends_with("tz") }
        }
        "time" | "timetz" => Type::Time { precision: precision(c)?, zone: name.ends_with("tz") },
        "interval" => interval(c)?,
        _ => match Builtin::from_name(name) {
            Some(builtin) => Type::Builtin(builtin),
            None => {
                // `_int4` is how `pg_type` calls `int4[]`.
                let Some(element) = name.strip_prefix('_') else { return Ok(None) };
                if element.starts_with('_') {
                    return Ok(None);
                }
                return Ok(internal(c, element)?.map(Type::array));
            }
        },
    };
    Ok(Some(ty))
}

fn character(c: &mut Cursor<'_>) -> Parsed<Type> {
    Ok(if c.eat("varying") { Type::Varchar(length(c)?) } else { Type::Char(Some(length(c)?.unwrap_or(1))) })
}

fn numeric(c: &mut Cursor<'_>) -> Parsed<Type> {
    if c.kind() != Some(Kind::Open) {
        return Ok(Type::Numeric(None));
    }
    let mut inner = c.group("`(`")?;
    let digits = number(&mut inner, 1, 1000, "a precision")?;
    let scale = if inner.eat_kind(Kind::Comma) { number(&mut inner, -1000, 1000, "a scale")? } else { 0 };
    inner.finish("`)`")?;
    let to_u16 = |n: i64| u16::try_from(n).unwrap_or_default();
    Ok(Type::Numeric(Some((to_u16(digits), i16::try_from(scale).unwrap_or_default()))))
}

fn interval(c: &mut Cursor<'_>) -> Parsed<Type> {
    if c.kind() == Some(Kind::Open) {
        return Ok(Type::Interval { fields: None, precision: precision(c)? });
    }
    let fields = interval_fields(c);
    let seconds = matches!(
        fields,
        Some(
            IntervalFields::Second
                | IntervalFields::DayToSecond
                | IntervalFields::HourToSecond
                | IntervalFields::MinuteToSecond
        )
    );
    let precision = if seconds { precision(c)? } else { None };
    Ok(Type::Interval { fields, precision })
}

fn interval_fields(c: &mut Cursor<'_>) -> Option<IntervalFields> {
    // Longer ones first.
    const FIELDS: &[IntervalFields] = &[
        IntervalFields::YearToMonth,
        IntervalFields::DayToHour,
        IntervalFields::DayToMinute,
        IntervalFields::DayToSecond,
        IntervalFields::HourToMinute,
        IntervalFields::HourToSecond,
        IntervalFields::MinuteToSecond,
        IntervalFields::Year,
        IntervalFields::Month,
        IntervalFields::Day,
        IntervalFields::Hour,
        IntervalFields::Minute,
        IntervalFields::Second,
    ];
    FIELDS.iter().copied().find(|fields| c.eat(fields.as_str()))
}

fn zone(c: &mut Cursor<'_>) -> Parsed<bool> {
    if c.is_word("with") && c.is_word_at(1, "time") {
        c.expect("with time zone")?;
        return Ok(true);
    }
    if c.is_word("without") && c.is_word_at(1, "time") {
        c.expect("without time zone")?;
    }
    Ok(false)
}

/// The digits of a second's fraction; the server reduces more than six to six.
fn precision(c: &mut Cursor<'_>) -> Parsed<Option<u8>> {
    Ok(modifier(c, 0, 1000, "a precision")?.map(|n| u8::try_from(n.min(6)).unwrap_or(6)))
}

fn length(c: &mut Cursor<'_>) -> Parsed<Option<u32>> {
    Ok(modifier(c, 1, 10_485_760 * 8, "a length")?.and_then(|n| u32::try_from(n).ok()))
}

/// `(n)`, when it is there.
fn modifier(c: &mut Cursor<'_>, min: i64, max: i64, what: &str) -> Parsed<Option<i64>> {
    if c.kind() != Some(Kind::Open) {
        return Ok(None);
    }
    let mut inner = c.group("`(`")?;
    let value = number(&mut inner, min, max, what)?;
    inner.finish("`)`")?;
    Ok(Some(value))
}

fn number(c: &mut Cursor<'_>, min: i64, max: i64, what: &str) -> Parsed<i64> {
    let span = c.here();
    let value = c.integer(what)?;
    if (min..=max).contains(&value) {
        return Ok(value);
    }
    let message = format!("{what} here must be between {min} and {max}");
    Err(c.report(Code::Invalid, span, &message, ""))
}

fn user_modifiers(c: &mut Cursor<'_>) -> Parsed<Vec<String>> {
    if c.kind() != Some(Kind::Open) {
        return Ok(Vec::new());
    }
    let inner = c.group("`(`")?;
    inner.split_commas().into_iter().map(|mut part| Ok(part.rest("a modifier of the type")?.text)).collect()
}

#[cfg(test)]
mod tests {
    use crate::sql::parse_type;

    #[test]
    fn every_spelling_of_a_built_in_type_is_read() {
        for (written, canonical) in [
            ("int", "integer"),
            ("INT8", "bigint"),
            ("pg_catalog.int4", "integer"),
            ("\"char\"", "\"char\""),
            ("pg_catalog.\"char\"", "\"char\""),
            ("char", "character(1)"),
            ("char(3)", "character(3)"),
            ("bpchar", "bpchar"),
            ("national character varying (20)", "character varying(20)"),
            ("nchar(2)", "character(2)"),
            ("varchar", "character varying"),
            ("float(24)", "real"),
            ("float(25)", "double precision"),
            ("float", "double precision"),
            ("double precision", "double precision"),
            ("dec(5)", "numeric(5,0)"),
            ("numeric(10, -2)", "numeric(10,-2)"),
            ("decimal", "numeric"),
            ("bit", "bit(1)"),
            ("bit varying(5)", "bit varying(5)"),
            ("varbit", "bit varying"),
            ("timestamp (3) with time zone", "timestamp(3) with time zone"),
            ("timestamptz(9)", "timestamp(6) with time zone"),
            ("timestamp without time zone", "timestamp without time zone"),
            ("timetz", "time with time zone"),
            ("time(0)", "time(0) without time zone"),
            ("interval", "interval"),
            ("interval day to second(3)", "interval day to second(3)"),
            ("interval year to month", "interval year to month"),
            ("interval(2)", "interval(2)"),
            ("int ARRAY[3]", "integer[]"),
            ("int ARRAY", "integer[]"),
            ("text[][4]", "text[]"),
            ("_text", "text[]"),
            ("public.vector(384)", "vector(384)"),
            ("geometry(Point, 4326)", "geometry(Point,4326)"),
            ("app.\"Mood\"[]", "app.Mood[]"),
            ("int4multirange", "int4multirange"),
            ("bool", "boolean"),
            ("regclass", "regclass"),
        ] {
            assert_eq!(parse_type(written).map(|t| t.to_string()).as_deref(), Ok(canonical), "{written}");
        }
    }

    #[test]
    fn what_is_no_type_is_refused() {
        for written in
            ["", "int(", "numeric(0)", "varchar(0)", "double", "select", "int int", "a.b.c", "int[x]", "1"]
        {
            assert!(parse_type(written).is_err(), "{written}");
        }
    }
}
