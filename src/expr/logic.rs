//! AND, OR, NOT.

use super::{Expr, Level, Operand};

macro_rules! connectives {
    ($reads:ty, $($place:ident)?) => {
        /// `self AND other`.
        pub fn and<O: Operand<bool, J>, J$(, $place)?>(self, other: O) -> Expr<bool, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::And, " AND ", other.into_fragment()))
        }

        /// `self OR other`.
        pub fn or<O: Operand<bool, J>, J$(, $place)?>(self, other: O) -> Expr<bool, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Or, " OR ", other.into_fragment()))
        }

        /// `NOT self`.
        #[allow(clippy::should_implement_trait)] // What a column reads is not known from its type alone.
        pub fn not$(<$place>)?(self) -> Expr<bool, $reads, N> {
            Expr::new(self.fragment().negated())
        }
    };
}

operators!(connectives, [] bool);
