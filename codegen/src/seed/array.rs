//! Values that hold others: arrays, composites, ranges, vectors.

use super::demand::Demand;
use super::random::Random;
use super::scalar;
use super::value::{Field, Value, value};
use crate::model::{Builtin, Composite, Type};

/// How many groups the vectors of a column fall into.
const CLUSTERS: usize = 8;

/// How far a vector lies from the middle of its group, beside the length of that.
const SPREAD: f64 = 0.35;

pub(super) fn array(field: &mut Field<'_>, element: &Type) -> Option<Value> {
    let (shortest, longest) =
        (field.demand.shortest, field.demand.longest.unwrap_or(4).max(field.demand.shortest));
    let count = (shortest + field.random.below(4)).min(longest);
    let outer = std::mem::take(&mut field.demand);
    field.demand.not = outer.not;
    let mut items = Vec::new();
    for _ in 0..count {
        let item = value(field, element)?;
        items.push(format!("\"{}\"", item.text.replace('\\', "\\\\").replace('"', "\\\"")));
    }
    Some(Value::text(format!("{{{}}}", items.join(","))))
}

pub(super) fn composite(field: &mut Field<'_>, composite: &Composite) -> Option<Value> {
    let mut parts = Vec::new();
    for attribute in &composite.attributes {
        let random = Random::of(field.random.next(), &[&attribute.name]);
        let mut inner = Field {
            schema: field.schema,
            table: &composite.name.name,
            name: &attribute.name,
            demand: Demand::default(),
            random,
            row: field.row,
            rows: field.rows,
            unique: false,
            tries: 0,
            apart: field.apart,
        };
        // An attribute of a type that is not known here is NULL.
        let text = value(&mut inner, &attribute.ty).map(|value| value.text);
        let quoted = text.map(|text| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\"\"")));
        parts.push(quoted.unwrap_or_default());
    }
    Some(Value::text(format!("({})", parts.join(","))))
}

/// `[a,b)`.
pub(super) fn range(field: &mut Field<'_>, subtype: &Type) -> Option<Value> {
    let outer = std::mem::take(&mut field.demand);
    // One after the other, with room between.
    let row = field.row as f64;
    let is_date = matches!(subtype, Type::Builtin(Builtin::Date));
    let is_time = is_date || matches!(subtype, Type::Timestamp { .. });
    let unit = if is_time { super::time::DAY } else { 10.0 };
    if field.apart {
        let at = if is_time { super::value::SINCE + 3.0 * row * unit } else { row * unit };
        field.demand.at_least(at, false);
        field.demand.at_most(at, false);
    }
    let low = value(field, subtype)?;
    let mut high = low.clone();
    if let Some(number) = low.number {
        field.demand = Demand::default();
        field.demand.at_least(number + unit / 10.0 * if is_date { 10.0 } else { 1.0 }, false);
        field.demand.at_most(number + if is_date { unit } else { unit * 0.5 }, false);
        high = match subtype {
            Type::Timestamp { .. } => scalar::moment(field),
            _ => value(field, subtype)?,
        };
    }
    field.demand = outer;
    let closed = if high.text == low.text { "]" } else { ")" };
    Some(Value::text(format!("[\"{}\",\"{}\"{closed}", low.text, high.text)))
}

/// A vector of length 1, near one of a few middles: neighbours are to be found.
pub(super) fn vector(field: &mut Field<'_>, size: usize) -> String {
    let cluster = field.random.below(CLUSTERS).to_string();
    let mut middle = Random::of(0, &[field.table, field.name, &cluster]);
    let centre: Vec<f64> = (0..size).map(|_| middle.bell()).collect();
    let length = |numbers: &[f64]| numbers.iter().map(|n| n * n).sum::<f64>().sqrt().max(1e-9);
    let scale = length(&centre);
    let spread = SPREAD / (size.max(1) as f64).sqrt() / 0.7;
    let numbers: Vec<f64> = centre.iter().map(|n| n / scale + spread * field.random.bell()).collect();
    let scale = length(&numbers);
    let texts: Vec<String> = numbers.iter().map(|n| format!("{:.5}", n / scale)).collect();
    format!("[{}]", texts.join(","))
}

/// A few numbers of many.
pub(super) fn sparse(field: &mut Field<'_>, size: usize) -> String {
    let count = size.clamp(1, 8);
    let gap = size / count;
    let items: Vec<String> = (0..count)
        .map(|i| {
            let at = i * gap + field.random.below(gap.max(1)) + 1;
            format!("{at}:{:.4}", field.random.between(0.05, 1.0))
        })
        .collect();
    format!("{{{}}}/{size}", items.join(","))
}
