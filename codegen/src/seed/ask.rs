//! What the rules of a row ask of each of its columns.

use std::collections::BTreeMap;

use super::demand::Demand;
use super::random::Random;
use super::rule::{Order, Rule, turned};
use super::value::Values;

/// The rules by column; those about whether several are NULL are decided here.
pub(super) fn demands(rules: &[Rule], random: &mut Random) -> BTreeMap<String, Demand> {
    let mut demands: BTreeMap<String, Demand> = BTreeMap::new();
    for rule in rules {
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
            | Rule::JsonType(c, _) => demands.entry(c.clone()).or_default().add(rule),
            Rule::Columns(..) => {}
            Rule::NonNull(columns, order, count) => {
                let most = columns.len();
                let (low, high) = match order {
                    Order::Equal => (*count, *count),
                    Order::Less => (0, count.saturating_sub(1)),
                    Order::LessOrEqual => (0, *count),
                    Order::Greater => (count + 1, most),
                    Order::GreaterOrEqual | Order::NotEqual => (*count, most),
                };
                let (low, high) = (low.min(most), high.min(most));
                let count = low + random.below(high.saturating_sub(low) + 1);
                let first = random.below(most);
                for (i, column) in columns.iter().enumerate() {
                    let filled = (i + most - first) % most < count;
                    demands.entry(column.clone()).or_default().null = Some(!filled);
                }
            }
            Rule::Flag(flag, column, filled) => {
                let truth = random.percent(50);
                demands
                    .entry(flag.clone())
                    .or_default()
                    .add(&Rule::In(flag.clone(), vec![truth.to_string()]));
                demands.entry(column.clone()).or_default().null = Some(truth != *filled);
            }
            Rule::SameNull(a, b, same) => {
                let null = random.percent(40);
                demands.entry(a.clone()).or_default().null = Some(null);
                demands.entry(b.clone()).or_default().null = Some(null == *same);
            }
        }
    }
    demands
}

/// What the values of other columns ask of this one.
pub(super) fn relate(demand: &mut Demand, name: &str, rules: &[Rule], values: &Values<'_>) {
    for rule in rules {
        let Rule::Columns(a, order, b) = rule else { continue };
        let (order, other) = if a == name {
            (*order, b)
        } else if b == name {
            (turned(*order), a)
        } else {
            continue;
        };
        let Some(Some(value)) = values.get(other.as_str()) else { continue };
        match (order, value.number) {
            (Order::Equal, _) => demand.among = Some(vec![value.text.clone()]),
            (Order::NotEqual, _) => demand.not.push(value.text.clone()),
            (Order::Less, Some(at)) => demand.at_most(at, true),
            (Order::LessOrEqual, Some(at)) => demand.at_most(at, false),
            (Order::Greater, Some(at)) => demand.at_least(at, true),
            (Order::GreaterOrEqual, Some(at)) => demand.at_least(at, false),
            (Order::Less | Order::LessOrEqual | Order::Greater | Order::GreaterOrEqual, None) => {}
        }
    }
}
