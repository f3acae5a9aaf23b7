//! AND, OR, NOT.

use super::{Expr, Level, Operand};

operators! {
    [] bool {
        /// `self AND other`.
        fn and[O: Operand<bool, J>, J](self, other: O) -> Expr<bool, O::Reads<R>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::And, " AND ", other.into_fragment()))
        }

        /// `self OR other`.
        fn or[O: Operand<bool, J>, J](self, other: O) -> Expr<bool, O::Reads<R>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Or, " OR ", other.into_fragment()))
        }

        /// `NOT self`.
        #[allow(clippy::should_implement_trait)] // What a column reads is not known from its type alone.
        fn not[](self) -> Expr<bool, R, N> {
            Expr::new(self.fragment().negated())
        }
    }
}
