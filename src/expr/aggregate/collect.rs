//! Many values as one: arrays, text, JSON.

use super::Aggregate;
use crate::column::Column;
use crate::expr::{Level, Operand, Text};
use crate::nullability::{Kind, Nullable};
use crate::scope::At;
use crate::table::Source;
use crate::types::Json;

macro_rules! arrays {
    ($reads:ty, $($place:ident)?) => {
        /// `array_agg(self)`: all values, NULLs among them; NULL when there are no rows.
        pub fn array_agg$(<$place>)?(self) -> Aggregate<Vec<Option<V>>, $reads, Nullable> {
            Aggregate::new("array_agg", vec![self.fragment()])
        }

        /// `jsonb_agg(self)`: an array, with `null` for NULLs; NULL when there are no rows.
        pub fn jsonb_agg$(<$place>)?(self) -> Aggregate<Json, $reads, Nullable> {
            Aggregate::new("jsonb_agg", vec![self.fragment()])
        }
    };
}

values!(arrays, [V,] V);

impl<T: Source, V, K: Kind> Column<T, V, K> {
    /// `array_agg(self) FILTER (WHERE self IS NOT NULL)`: all values but NULLs; NULL when there are none.
    pub fn array_agg_not_null<I>(self) -> Aggregate<Vec<V>, At<T, I>, Nullable> {
        let mut aggregate = Aggregate::new("array_agg", vec![self.fragment()]);
        aggregate.call.filter = Some(self.fragment().suffix(Level::Is, " IS NOT NULL"));
        aggregate
    }
}

macro_rules! texts {
    ($reads:ty, $($place:ident)?) => {
        /// `string_agg(self, separator)`: NULLs are left out; NULL when there is nothing else.
        pub fn string_agg<O: Operand<String, J>, J$(, $place)?>(self, separator: O)
            -> Aggregate<String, O::Reads<$reads>, Nullable>
        {
            Aggregate::new("string_agg", vec![self.fragment(), separator.into_fragment()])
        }

        /// `jsonb_object_agg(self, value)`: an object with these names; NULL when there are no rows. A name that is NULL is
        /// an error.
        pub fn jsonb_object_agg<W, O: Operand<W, J>, J$(, $place)?>(self, value: O)
            -> Aggregate<Json, O::Reads<$reads>, Nullable>
        {
            Aggregate::new("jsonb_object_agg", vec![self.fragment(), value.into_fragment()])
        }
    };
}

values!(texts, [V: Text,] V);
