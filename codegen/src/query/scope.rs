//! What names mean at a place of a statement.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;

use super::mistake::Span;
use super::model::Relation;
use super::types::Ty;

/// Whether a value may be NULL. Where it is not, that can hold only as long as some parameters are not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Null {
    pub(crate) maybe: bool,
    /// The parameters that must not be NULL, as bits.
    pub(crate) given: u128,
}

impl Null {
    pub(crate) const MAYBE: Self = Self { maybe: true, given: 0 };
    pub(crate) const NEVER: Self = Self { maybe: false, given: 0 };

    /// NULL when one of them is.
    pub(crate) fn or(self, other: Self) -> Self {
        if self.maybe || other.maybe {
            return Self::MAYBE;
        }
        Self { maybe: false, given: self.given | other.given }
    }

    /// NULL when both are.
    pub(crate) fn and(self, other: Self) -> Self {
        match (self.maybe, other.maybe) {
            (false, true) => self,
            (true, false) => other,
            (true, true) => Self::MAYBE,
            (false, false) if other.given == 0 => other,
            (false, false) => self,
        }
    }
}

/// A column of a source, or of a query's result.
#[derive(Clone, Debug)]
pub(crate) struct Col {
    pub(crate) name: String,
    pub(crate) ty: Ty,
    pub(crate) null: Null,
    /// Whether elements of an array may be NULL.
    pub(crate) elements: bool,
    pub(crate) private: bool,
    /// Which column it is, of all in the statement.
    pub(crate) id: Id,
    /// Seen only with its table's name, because a join merged it with another.
    pub(crate) merged: bool,
    /// The columns of a record.
    pub(crate) fields: Option<Rc<Vec<Col>>>,
}

/// A source's number and a column's place in it.
pub(crate) type Id = (usize, usize);

/// One item of `FROM`.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) id: usize,
    pub(crate) alias: String,
    pub(crate) columns: Vec<Col>,
    /// The table behind it.
    pub(crate) table: Option<Rc<Relation>>,
    /// Whether the table's own name with its namespace means it.
    pub(crate) schema: Option<String>,
    /// Whether a bare name can mean one of its columns.
    pub(crate) bare: bool,
    /// Whether its alias can be used.
    pub(crate) named: bool,
    /// The type of its rows.
    pub(crate) row: Ty,
    /// Whether a whole row may be missing, because of an outer join.
    pub(crate) outer: bool,
}

/// The clause that an expression stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clause {
    Select,
    Where,
    Having,
    On,
    From,
    GroupBy,
    OrderBy,
    Limit,
    Values,
    Set,
    Returning,
    Filter,
    Other,
}

impl Clause {
    /// As a message names it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Select => "`SELECT`",
            Self::Where => "`WHERE`",
            Self::Having => "`HAVING`",
            Self::On => "a join's `ON`",
            Self::From => "`FROM`",
            Self::GroupBy => "`GROUP BY`",
            Self::OrderBy => "`ORDER BY`",
            Self::Limit => "`LIMIT`",
            Self::Values => "`VALUES`",
            Self::Set => "`SET`",
            Self::Returning => "`RETURNING`",
            Self::Filter => "`FILTER`",
            Self::Other => "this place",
        }
    }

    pub(crate) fn takes_aggregates(self) -> bool {
        matches!(self, Self::Select | Self::Having | Self::OrderBy)
    }

    pub(crate) fn takes_windows(self) -> bool {
        matches!(self, Self::Select | Self::OrderBy)
    }
}

/// The names of one query.
#[derive(Debug)]
pub(crate) struct Scope {
    pub(crate) sources: Vec<Source>,
    pub(crate) clause: Clause,
    /// The keys of what it groups by; `None` while that is not known.
    pub(crate) groups: Option<BTreeSet<String>>,
    /// Whether grouping sets make grouped columns NULL.
    pub(crate) sets: bool,
    /// Whether rows are grouped by something, so that no group is empty.
    pub(crate) grouped: bool,
    pub(crate) has_aggregates: Cell<bool>,
    /// How deep in arguments of aggregates.
    pub(crate) inside: usize,
    pub(crate) inside_window: bool,
    /// The names of its windows, and whether each has a frame.
    pub(crate) windows: Vec<(String, bool)>,
    /// Sources that exist and cannot be seen from here, for messages.
    pub(crate) hidden: Vec<String>,
}

impl Scope {
    pub(crate) fn new(clause: Clause) -> Self {
        Self {
            sources: Vec::new(),
            clause,
            groups: None,
            sets: false,
            grouped: false,
            has_aggregates: Cell::new(false),
            inside: 0,
            inside_window: false,
            windows: Vec::new(),
            hidden: Vec::new(),
        }
    }
}

/// A column that an expression reads outside of aggregates.
#[derive(Clone, Debug)]
pub(crate) struct Read {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) span: Span,
}

/// A literal or parameter whose type is not known yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Open {
    Param(usize),
    Literal(String),
    Null,
}

/// What is known of an expression.
#[derive(Clone, Debug)]
pub(crate) struct Typed {
    pub(crate) ty: Ty,
    pub(crate) null: Null,
    pub(crate) elements: bool,
    pub(crate) private: bool,
    pub(crate) open: Option<Open>,
    /// The same for two expressions that mean the same.
    pub(crate) key: String,
    pub(crate) reads: Vec<Read>,
    pub(crate) fields: Option<Rc<Vec<Col>>>,
    /// Whether a function that returns a set is in it.
    pub(crate) set: bool,
    pub(crate) span: Span,
}

impl Typed {
    pub(crate) fn new(ty: Ty, null: Null, key: String, span: Span) -> Self {
        Self {
            ty,
            null,
            elements: false,
            private: false,
            open: None,
            key,
            reads: Vec::new(),
            fields: None,
            set: false,
            span,
        }
    }

    /// Takes over what an operand brings along.
    pub(crate) fn with(mut self, operand: &Self) -> Self {
        self.private |= operand.private;
        self.set |= operand.set;
        self.reads.extend(operand.reads.iter().cloned());
        self
    }

    pub(crate) fn with_all<'t>(self, operands: impl IntoIterator<Item = &'t Self>) -> Self {
        operands.into_iter().fold(self, Self::with)
    }
}
