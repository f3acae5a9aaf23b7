//! Which rows a partitioned table has room for.

use super::rule::{Condition, Measure, Order, Rule};
use crate::model::{IndexKey, PartitionBound, PartitionKey, Schema, Table};

/// What rows have to be for each of the partitions at the bottom; `None` when the table is not partitioned.
pub(super) fn leaves(schema: &Schema, table: &Table) -> Option<Vec<Vec<Rule>>> {
    let key = table.partitioned.as_ref()?;
    let mut all = Vec::new();
    let mut rest = Vec::new();
    for child in schema.tables.values() {
        let Some(part) = child.partition.as_ref().filter(|part| part.parent == table.name) else { continue };
        let own = demands(key, &part.bound);
        let below = leaves(schema, child).unwrap_or_else(|| vec![Vec::new()]);
        let to = if part.bound == PartitionBound::Default { &mut rest } else { &mut all };
        to.extend(below.into_iter().map(|rules| [own.clone(), rules].concat()));
    }
    // The one for everything else gets rows only where there is no other.
    Some(if all.is_empty() { rest } else { all })
}

fn demands(key: &PartitionKey, bound: &PartitionBound) -> Vec<Rule> {
    let columns: Vec<&String> = key
        .elements
        .iter()
        .map_while(|element| match &element.key {
            IndexKey::Column(name) => Some(name),
            IndexKey::Expr(_) => None,
        })
        .collect();
    let Some(first) = columns.first() else { return Vec::new() };
    match bound {
        PartitionBound::Default | PartitionBound::Hash { .. } => Vec::new(),
        PartitionBound::In(values) => {
            let values = values.iter().filter_map(|value| Condition::constant(&value.text));
            vec![Rule::In((*first).clone(), values.collect())]
        }
        PartitionBound::FromTo { from, to } => {
            let mut rules = Vec::new();
            for (column, (from, to)) in columns.iter().zip(from.iter().zip(to)) {
                let (low, high) = (Condition::constant(&from.text), Condition::constant(&to.text));
                // Where both ends have the same value the next column decides.
                if low.is_some() && low == high {
                    rules.push(Rule::In((*column).clone(), low.into_iter().collect()));
                    continue;
                }
                let rule =
                    |order| move |value| Rule::Compare((*column).clone(), Measure::Value, order, value);
                rules.extend(low.map(rule(Order::GreaterOrEqual)));
                rules.extend(high.map(rule(Order::Less)));
                break;
            }
            rules
        }
    }
}
