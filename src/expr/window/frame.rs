//! The frame of a window.

use crate::expr::{Fragment, Operand};

/// Where a frame begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// `UNBOUNDED PRECEDING`: the first row of the partition.
    Start,
    /// `n PRECEDING`.
    Preceding(i64),
    /// `CURRENT ROW`.
    CurrentRow,
    /// `n FOLLOWING`.
    Following(i64),
    /// `UNBOUNDED FOLLOWING`: the last row of the partition.
    End,
}

/// Rows of a frame that are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exclude {
    /// The row itself.
    CurrentRow,
    /// The row and those equal to it in the order.
    Group,
    /// Those equal to the row in the order, but not itself.
    Ties,
}

/// `ROWS BETWEEN start AND end EXCLUDE ..`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    unit: &'static str,
    start: Edge,
    end: Edge,
    exclude: Option<Exclude>,
}

impl Frame {
    pub(super) fn new(unit: &'static str, start: Edge, end: Edge) -> Self {
        Self { unit, start, end, exclude: None }
    }

    /// What the frame is when nothing is said.
    pub(super) fn all() -> Self {
        Self::new("RANGE", Edge::Start, Edge::CurrentRow)
    }

    pub(super) fn excluding(self, exclude: Exclude) -> Self {
        Self { exclude: Some(exclude), ..self }
    }

    pub(super) fn into_fragment(self) -> Fragment {
        let start = Fragment::text(self.unit).then(Fragment::text(" BETWEEN ")).then(edge(self.start));
        let frame = start.then(Fragment::text(" AND ")).then(edge(self.end));
        frame.then(Fragment::text(match self.exclude {
            None => "",
            Some(Exclude::CurrentRow) => " EXCLUDE CURRENT ROW",
            Some(Exclude::Group) => " EXCLUDE GROUP",
            Some(Exclude::Ties) => " EXCLUDE TIES",
        }))
    }
}

fn edge(edge: Edge) -> Fragment {
    let distance = |rows: i64, side| Operand::<i64, ()>::into_fragment(rows).then(Fragment::text(side));
    match edge {
        Edge::Start => Fragment::text("UNBOUNDED PRECEDING"),
        Edge::Preceding(rows) => distance(rows, " PRECEDING"),
        Edge::CurrentRow => Fragment::text("CURRENT ROW"),
        Edge::Following(rows) => distance(rows, " FOLLOWING"),
        Edge::End => Fragment::text("UNBOUNDED FOLLOWING"),
    }
}
