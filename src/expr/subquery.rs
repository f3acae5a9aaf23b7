//! Comparisons with the rows of a query.

use super::{Expr, Fragment, Level};
use crate::select::{NoNulls, OneColumn};

macro_rules! queries {
    ($reads:ty, $($place:ident)?) => {
        /// Whether a query gives this value: `self IN (SELECT ..)`.
        pub fn in_query<Q: OneColumn<V, J>, J$(, $place)?>(
            self,
            query: Q,
        ) -> Expr<bool, ($reads, Q::Reads), N::Or<Q::Null>> {
            let query = Fragment::part(query.into_query());
            Expr::new(self.fragment().binary(Level::Like, " IN ", query))
        }

        /// Whether a query does not give this value: `self NOT IN (SELECT ..)`.
        pub fn not_in_query<Q: NoNulls<V, J>, J$(, $place)?>(
            self,
            query: Q,
        ) -> Expr<bool, ($reads, Q::Reads), N> {
            let query = Fragment::part(query.into_query());
            Expr::new(self.fragment().binary(Level::Like, " NOT IN ", query))
        }
    };
}

operators!(queries, [V,] V);
