//! A value of any type, as the text that PostgreSQL reads.

use super::demand::{Demand, number};
use super::random::Random;
use super::rule::{Condition, Rule};
use super::text::{hex, text, word};
use super::{array, scalar, time};
use crate::model::{Builtin, Domain, Schema, Type};

/// A value, and where it stands among others of its type if that can be told: moments are seconds since 1970.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    pub(super) text: String,
    pub(super) number: Option<f64>,
}

impl Value {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), number: None }
    }
}

/// What a value is made for.
pub(super) struct Field<'a> {
    pub(super) schema: &'a Schema,
    pub(super) table: &'a str,
    pub(super) name: &'a str,
    pub(super) demand: Demand,
    pub(super) random: Random,
    /// The number of the row from 1, and how many there will be.
    pub(super) row: usize,
    pub(super) rows: usize,
    /// Whether the values of the column alone have to differ.
    pub(super) unique: bool,
    /// How many values were no good, because another row has them.
    pub(super) tries: usize,
    /// Whether ranges must not overlap.
    pub(super) apart: bool,
}

/// What the checks of a domain call its value.
const OF_DOMAIN: &str = "value";

/// A value for a column of the type; `None` where the type is not known here.
pub(super) fn value(field: &mut Field<'_>, ty: &Type) -> Option<Value> {
    if let Some(among) = field.demand.among.clone() {
        let allowed: Vec<&String> = among.iter().filter(|value| !field.demand.not.contains(value)).collect();
        if let Some(chosen) = allowed.get(field.random.below(allowed.len())) {
            return Some(Value { text: (*chosen).clone(), number: number(chosen) });
        }
    }
    for _ in 0..8 {
        let made = of_type(field, ty)?;
        if !field.demand.not.contains(&made.text) {
            return Some(made);
        }
    }
    of_type(field, ty)
}

fn of_type(field: &mut Field<'_>, ty: &Type) -> Option<Value> {
    Some(match ty {
        Type::Builtin(builtin) => return builtin_value(field, *builtin),
        Type::Numeric(limits) => scalar::decimal(field, *limits),
        Type::Varchar(limit) => Value::text(text(field, limit.map(|n| n as usize))),
        Type::Char(limit) => {
            let limit = limit.map_or(usize::MAX, |n| n as usize);
            Value::text(text(field, Some(limit)))
        }
        Type::Bit(n) => Value::text(bits(&mut field.random, *n as usize)),
        Type::Varbit(limit) => {
            let n = limit.map_or(16, |n| n as usize).min(16);
            Value::text(bits(&mut field.random, n))
        }
        Type::Time { .. } => scalar::time_of_day(field),
        Type::Timestamp { .. } => scalar::moment(field),
        Type::Interval { .. } => Value::text(format!("{} hours", field.random.below(240) + 1)),
        Type::Array(element) => return array::array(field, element),
        Type::Named { name, modifiers } => {
            let schema = field.schema;
            if let Some(domain) = schema.domains.get(name) {
                return of_domain(field, domain);
            }
            if let Some(values) = schema.enums.get(name).map(|e| &e.values) {
                let allowed: Vec<&String> = values.iter().filter(|v| !field.demand.not.contains(v)).collect();
                let chosen = allowed.get(field.random.below(allowed.len()))?;
                return Some(Value::text(chosen.as_str()));
            }
            if let Some(composite) = schema.composite(name) {
                return array::composite(field, composite);
            }
            if let Some(range) = schema.range(name) {
                return array::range(field, &range.subtype);
            }
            if let Some(range) = schema.range_of_multirange(name) {
                return array::range(field, &range.subtype).map(|r| Value::text(format!("{{{}}}", r.text)));
            }
            return of_extension(field, &name.name, modifiers);
        }
    })
}

/// The type below, with what the domain asks for.
fn of_domain(field: &mut Field<'_>, domain: &Domain) -> Option<Value> {
    for check in domain.checks.values() {
        for rule in Condition::read(&check.expr.text).rules(&mut field.random) {
            if is_of_value(&rule) {
                field.demand.add(&rule);
            }
        }
    }
    value(field, &domain.ty)
}

fn is_of_value(rule: &Rule) -> bool {
    match rule {
        Rule::Null(c)
        | Rule::NotNull(c)
        | Rule::Compare(c, ..)
        | Rule::In(c, _)
        | Rule::NotIn(c, _)
        | Rule::Matches(c, _)
        | Rule::Like(c, _)
        | Rule::Lower(c)
        | Rule::Upper(c)
        | Rule::JsonType(c, _) => c == OF_DOMAIN,
        Rule::Columns(..) | Rule::NonNull(..) | Rule::SameNull(..) | Rule::Flag(..) => false,
    }
}

fn of_extension(field: &mut Field<'_>, name: &str, modifiers: &[String]) -> Option<Value> {
    let size = modifiers.first().and_then(|n| n.parse::<usize>().ok()).unwrap_or(3);
    Some(match name {
        "vector" | "halfvec" => Value::text(array::vector(field, size)),
        "sparsevec" => Value::text(array::sparse(field, size)),
        "citext" => Value::text(text(field, None)),
        "hstore" => Value::text(format!("{}=>{}", word(&mut field.random), field.random.below(100))),
        "ltree" => Value::text(format!("top.{}.n{}", word(&mut field.random), field.row)),
        _ => return None,
    })
}

fn builtin_value(field: &mut Field<'_>, builtin: Builtin) -> Option<Value> {
    Some(match builtin.as_str() {
        "smallint" => scalar::whole(field, 32_767.0),
        "integer" | "oid" | "xid" => scalar::whole(field, 2_147_483_647.0),
        "bigint" | "xid8" => scalar::whole(field, 9e15),
        "real" | "double precision" => scalar::float(field),
        "money" => scalar::decimal(field, Some((12, 2))),
        "boolean" => scalar::boolean(field),
        "text" => Value::text(text(field, None)),
        "name" => Value::text(text(field, Some(63))),
        "\"char\"" => Value::text(text(field, Some(1))),
        "date" => scalar::date(field),
        "uuid" => Value::text(uuid(&mut field.random)),
        "json" | "jsonb" => Value::text(json(field)),
        "int4range" | "int8range" => return array::range(field, &Type::Builtin(Builtin::BigInt)),
        "numrange" => return array::range(field, &Type::Numeric(Some((10, 2)))),
        "daterange" => return array::range(field, &Type::Builtin(Builtin::Date)),
        "tsrange" | "tstzrange" => {
            return array::range(field, &Type::Timestamp { precision: None, zone: false });
        }
        "int4multirange" | "int8multirange" | "nummultirange" | "datemultirange" | "tsmultirange"
        | "tstzmultirange" => {
            let single = Builtin::from_name(&builtin.as_str().replace("multi", ""))?;
            return builtin_value(field, single).map(|range| Value::text(format!("{{{}}}", range.text)));
        }
        other => Value::text(rare(field, other)?),
    })
}

/// Types that few tables have.
fn rare(field: &mut Field<'_>, name: &str) -> Option<String> {
    let random = &mut field.random;
    let (a, b, c) = (random.below(254) + 1, random.below(254) + 1, random.below(254) + 1);
    let row = field.row;
    Some(match name {
        "bytea" => {
            let longest = field.demand.longest.unwrap_or(32).min(64);
            format!("\\x{}", hex(random, 2 * longest.max(field.demand.shortest)))
        }
        "jsonpath" => format!("$.{}", word(random)),
        "xml" => format!("<{0}>{row}</{0}>", word(random)),
        "inet" => format!("10.{a}.{b}.{c}"),
        "cidr" => format!("10.{a}.{b}.0/24"),
        "macaddr" => format!("08:00:2b:{a:02x}:{b:02x}:{c:02x}"),
        "macaddr8" => format!("08:00:2b:01:02:{a:02x}:{b:02x}:{c:02x}"),
        "tsvector" => format!("{} {}", word(random), word(random)),
        "tsquery" => format!("{} & {}", word(random), word(random)),
        "point" => format!("({a},{b})"),
        "line" => format!("{{{a},{b},{c}}}"),
        "lseg" | "box" | "path" => format!("(({a},{b}),({},{}))", a + c, b + c),
        "polygon" => format!("(({a},{b}),({},{b}),({a},{}))", a + c, b + c),
        "circle" => format!("<({a},{b}),{c}>"),
        "pg_lsn" => format!("0/{:X}", 0x10_0000 + row),
        "tid" => format!("(0,{row})"),
        _ => return None,
    })
}

fn json(field: &mut Field<'_>) -> String {
    let kind = field.demand.json.clone();
    let length = field.demand.shortest.max(1).min(field.demand.longest.unwrap_or(usize::MAX));
    let random = &mut field.random;
    match kind.as_deref() {
        Some("string") => format!("\"{}\"", word(random)),
        Some("number") => random.below(1000).to_string(),
        Some("boolean") => (random.below(2) == 1).to_string(),
        Some("null") => "null".to_owned(),
        Some("array") => {
            let items: Vec<String> = (0..length).map(|_| format!("\"{}\"", word(random))).collect();
            format!("[{}]", items.join(", "))
        }
        Some(_) | None => {
            let (key, value, number) = (word(random), word(random), random.below(100));
            format!("{{\"{key}\": \"{value}\", \"count\": {number}}}")
        }
    }
}

/// Of version 4 by its form.
fn uuid(random: &mut Random) -> String {
    let (a, b) = (random.next(), random.next());
    format!(
        "{:08x}-{:04x}-4{:03x}-{:x}{:03x}-{:012x}",
        a >> 32,
        (a >> 16) & 0xffff,
        a & 0xfff,
        8 + (b >> 62),
        (b >> 48) & 0xfff,
        b & 0xffff_ffff_ffff
    )
}

fn bits(random: &mut Random, n: usize) -> String {
    (0..n).map(|_| if random.below(2) == 1 { '1' } else { '0' }).collect()
}

/// The beginning of the time that rows are from: a year before the day that they are made for.
pub(super) const SINCE: f64 = time::NOW_SECONDS - 365.0 * time::DAY;
