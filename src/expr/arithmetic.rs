//! `+`, `-`, `*`, `/` between numbers of one type.

use super::{Expr, Level, Operand};
use crate::types::Decimal;

/// A number: `i16`, `i32`, `i64`, `f32`, `f64`, `Decimal`.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a number")]
pub trait Number {}

impl Number for i16 {}
impl Number for i32 {}
impl Number for i64 {}
impl Number for f32 {}
impl Number for f64 {}
impl Number for Decimal {}

macro_rules! arithmetic {
    ($reads:ty, $($place:ident)?) => {
        /// `self + other`.
        #[allow(clippy::should_implement_trait)] // What a column reads is not known from its type alone.
        pub fn add<O: Operand<V, J>, J$(, $place)?>(self, other: O) -> Expr<V, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Add, " + ", other.into_fragment()))
        }

        /// `self - other`.
        #[allow(clippy::should_implement_trait)] // As above.
        pub fn sub<O: Operand<V, J>, J$(, $place)?>(self, other: O) -> Expr<V, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Add, " - ", other.into_fragment()))
        }

        /// `self * other`.
        #[allow(clippy::should_implement_trait)] // As above.
        pub fn mul<O: Operand<V, J>, J$(, $place)?>(self, other: O) -> Expr<V, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Multiply, " * ", other.into_fragment()))
        }

        /// `self / other`; between whole numbers it drops the rest.
        #[allow(clippy::should_implement_trait)] // As above.
        pub fn div<O: Operand<V, J>, J$(, $place)?>(self, other: O) -> Expr<V, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Multiply, " / ", other.into_fragment()))
        }
    };
}

operators!(arithmetic, [V: Number,] V);
