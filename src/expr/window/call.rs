//! Functions that exist only over a window (manual: "Window Functions", 9.22).

use std::marker::PhantomData;

use super::Window;
use crate::expr::aggregate::Call;
use crate::expr::{Expr, Fragment, Operand};
use crate::nullability::{NotNull, Nullable};
use crate::scope::{Marker, Windowed};

/// A window function that still needs its window: `.over(..)`.
#[must_use = "a window function needs its window: `.over(Window::new()..)`"]
pub struct WindowCall<V, R, N> {
    call: Call,
    marker: Marker<(V, R, N)>,
}

impl<V, R, N> WindowCall<V, R, N> {
    fn new(name: &'static str, arguments: Vec<Fragment>) -> Self {
        Self { call: Call::new(name, arguments), marker: PhantomData }
    }

    /// For each row, of the rows of this window.
    pub fn over<W>(self, window: Window<W>) -> Expr<V, Windowed<(R, W)>, N> {
        Expr::new(window.after(self.call.into_fragment()))
    }
}

impl<V, R, N> std::fmt::Debug for WindowCall<V, R, N> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WindowCall({:?})", self.call)
    }
}

/// `row_number()`: the number of the row in its partition, from 1.
pub fn row_number() -> WindowCall<i64, (), NotNull> {
    WindowCall::new("row_number", Vec::new())
}

/// `rank()`: the number of the first row that is equal in the order; numbers are left out behind equal rows.
pub fn rank() -> WindowCall<i64, (), NotNull> {
    WindowCall::new("rank", Vec::new())
}

/// `dense_rank()`: as [`rank`], and no number is left out.
pub fn dense_rank() -> WindowCall<i64, (), NotNull> {
    WindowCall::new("dense_rank", Vec::new())
}

/// `percent_rank()`: the rank from 0 to 1.
pub fn percent_rank() -> WindowCall<f64, (), NotNull> {
    WindowCall::new("percent_rank", Vec::new())
}

/// `cume_dist()`: the share of rows up to this one and those equal to it.
pub fn cume_dist() -> WindowCall<f64, (), NotNull> {
    WindowCall::new("cume_dist", Vec::new())
}

/// `ntile(parts)`: in which of so many parts of equal size the row is, from 1.
pub fn ntile(parts: i32) -> WindowCall<i32, (), NotNull> {
    WindowCall::new("ntile", vec![number(parts)])
}

fn number(value: i32) -> Fragment {
    Operand::<i32, ()>::into_fragment(value)
}

macro_rules! neighbours {
    ($reads:ty, $($place:ident)?) => {
        /// `lag(self, rows)`: the value so many rows before; NULL where there is none.
        pub fn lag$(<$place>)?(self, rows: i32) -> WindowCall<V, $reads, Nullable> {
            WindowCall::new("lag", vec![self.fragment(), number(rows)])
        }

        /// `lead(self, rows)`: the value so many rows after; NULL where there is none.
        pub fn lead$(<$place>)?(self, rows: i32) -> WindowCall<V, $reads, Nullable> {
            WindowCall::new("lead", vec![self.fragment(), number(rows)])
        }

        /// `first_value(self)`: in the first row of the frame; NULL where the frame is empty.
        pub fn first_value$(<$place>)?(self) -> WindowCall<V, $reads, Nullable> {
            WindowCall::new("first_value", vec![self.fragment()])
        }

        /// `last_value(self)`: in the last row of the frame, which ends at this row unless another frame is given.
        pub fn last_value$(<$place>)?(self) -> WindowCall<V, $reads, Nullable> {
            WindowCall::new("last_value", vec![self.fragment()])
        }

        /// `nth_value(self, row)`: in that row of the frame, from 1; NULL where there is none.
        pub fn nth_value$(<$place>)?(self, row: i32) -> WindowCall<V, $reads, Nullable> {
            WindowCall::new("nth_value", vec![self.fragment(), number(row)])
        }
    };
}

values!(neighbours, [V,] V);
