//! `+`, `-`, `*`, `/` between numbers of one type.

use super::{Expr, Fragment, Level, Operand};
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

macro_rules! numbers {
    ($reads:ty, $($place:ident)?) => {
        /// `abs(self)`.
        pub fn abs$(<$place>)?(self) -> Expr<V, $reads, N> {
            Expr::new(Fragment::call("abs", [self.fragment()]))
        }

        /// `-self`.
        #[allow(clippy::should_implement_trait)] // As above.
        pub fn neg$(<$place>)?(self) -> Expr<V, $reads, N> {
            Expr::new(self.fragment().at_least(Level::Atom).enclosed("-", "", Level::Multiply))
        }
    };
}

operators!(numbers, [V: Number,] V);

/// A number with a fraction: `f64`, `Decimal`.
#[diagnostic::on_unimplemented(message = "`{Self}` has no fraction to round")]
pub trait Fractional: Number {}

impl Fractional for f64 {}
impl Fractional for Decimal {}

macro_rules! fractions {
    ($reads:ty, $($place:ident)?) => {
        /// `round(self)`: the nearest whole number.
        pub fn round$(<$place>)?(self) -> Expr<V, $reads, N> {
            Expr::new(Fragment::call("round", [self.fragment()]))
        }

        /// `floor(self)`: the largest whole number that is not larger.
        pub fn floor$(<$place>)?(self) -> Expr<V, $reads, N> {
            Expr::new(Fragment::call("floor", [self.fragment()]))
        }

        /// `ceil(self)`: the smallest whole number that is not smaller.
        pub fn ceil$(<$place>)?(self) -> Expr<V, $reads, N> {
            Expr::new(Fragment::call("ceil", [self.fragment()]))
        }
    };
}

operators!(fractions, [V: Fractional,] V);

/// A whole number: `i16`, `i32`, `i64`.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a whole number")]
pub trait Whole: Number {}

impl Whole for i16 {}
impl Whole for i32 {}
impl Whole for i64 {}

macro_rules! wholes {
    ($reads:ty, $($place:ident)?) => {
        /// `self % other`: the rest of a division.
        #[allow(clippy::should_implement_trait)] // As above.
        pub fn rem<O: Operand<V, J>, J$(, $place)?>(self, other: O) -> Expr<V, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Multiply, " % ", other.into_fragment()))
        }
    };
}

operators!(wholes, [V: Whole,] V);
