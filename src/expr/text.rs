//! Patterns.

use super::{Expr, Level, Operand};

/// What is text to the server and has patterns: `String`.
#[diagnostic::on_unimplemented(message = "`{Self}` is not text, and has no `LIKE`")]
pub trait Text {}

impl Text for String {}

macro_rules! patterns {
    ($reads:ty, $($place:ident)?) => {
        /// `self LIKE pattern`: `%` stands for any text, `_` for any character.
        pub fn like<O: Operand<V, J>, J$(, $place)?>(self, pattern: O) -> Expr<bool, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Like, " LIKE ", pattern.into_fragment()))
        }

        /// `self NOT LIKE pattern`.
        pub fn not_like<O: Operand<V, J>, J$(, $place)?>(self, pattern: O) -> Expr<bool, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Like, " NOT LIKE ", pattern.into_fragment()))
        }

        /// `self ILIKE pattern`: like [`like`](Self::like), whatever the case.
        pub fn ilike<O: Operand<V, J>, J$(, $place)?>(self, pattern: O) -> Expr<bool, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Like, " ILIKE ", pattern.into_fragment()))
        }

        /// `self NOT ILIKE pattern`.
        pub fn not_ilike<O: Operand<V, J>, J$(, $place)?>(self, pattern: O) -> Expr<bool, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Like, " NOT ILIKE ", pattern.into_fragment()))
        }
    };
}

operators!(patterns, [V: Text,] V);
