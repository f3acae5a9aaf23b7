//! `PARTITION BY` and the bounds of partitions.

use std::fmt::{self, Display, Formatter};

use super::expr::Text;
use super::index::ElementText;
use super::quote::Commas;
use crate::model::{Expr, PartitionBound, PartitionKey, PartitionStrategy};

/// `RANGE (elements)`, after `PARTITION BY`.
pub(super) struct KeyText<'a>(pub(super) &'a PartitionKey);

impl Display for KeyText<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let PartitionKey { strategy, elements } = self.0;
        let word = match strategy {
            PartitionStrategy::Range => "RANGE",
            PartitionStrategy::List => "LIST",
            PartitionStrategy::Hash => "HASH",
        };
        write!(f, "{word} ({})", Commas(elements.iter().map(ElementText)))
    }
}

/// `FOR VALUES ..` or `DEFAULT`.
pub(super) struct BoundText<'a>(pub(super) &'a PartitionBound);

impl Display for BoundText<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            PartitionBound::Default => f.write_str("DEFAULT"),
            PartitionBound::In(values) => write!(f, "FOR VALUES IN ({})", texts(values)),
            PartitionBound::FromTo { from, to } => {
                write!(f, "FOR VALUES FROM ({}) TO ({})", texts(from), texts(to))
            }
            PartitionBound::Hash { modulus, remainder } => {
                write!(f, "FOR VALUES WITH (MODULUS {modulus}, REMAINDER {remainder})")
            }
        }
    }
}

fn texts(values: &[Expr]) -> String {
    let values: Vec<String> = values.iter().map(|value| Text(value).to_string()).collect();
    values.join(", ")
}
