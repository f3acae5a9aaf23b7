//! The steps of a merge: which rows, and what becomes of them.

use std::marker::PhantomData;

use super::statement::{Action, When};
use super::{Busy, Merge};
use crate::column::Column;
use crate::expr::{Assign, Fragment};
use crate::filter::{Condition, both};
use crate::nullability::Writable;
use crate::scope::{Marker, Of, Reads};
use crate::table::Table;
use crate::update::Assignments;
use crate::version::{Changed, Changing};

/// Rows of the table for which the source has one.
#[derive(Debug)]
pub enum Matched {}

/// Rows of the source for which the table has none.
#[derive(Debug)]
pub enum NotMatched {}

/// Rows of the table for which the source has none.
#[derive(Debug)]
pub enum NotMatchedBySource {}

/// Which rows a step is about, in a merge with the scope `S`.
pub trait Rows<T, S> {
    /// The tables whose rows are there.
    type Scope;
    #[doc(hidden)]
    const KIND: &'static str;
}

impl<T, S, U, Rest> Rows<T, S> for Matched
where
    S: Source<Name = U, Rest = Rest>,
{
    type Scope = Changed<Changing, T, (Of<U>, Rest)>;
    const KIND: &'static str = "MATCHED";
}

impl<T, S: Source> Rows<T, S> for NotMatched {
    type Scope = Changed<Changing, T, (Of<S::Name>, ())>;
    const KIND: &'static str = "NOT MATCHED";
}

impl<T, S: Source> Rows<T, S> for NotMatchedBySource {
    type Scope = Changed<Changing, T, (Of<T>, ())>;
    const KIND: &'static str = "NOT MATCHED BY SOURCE";
}

/// A scope that starts with what is merged.
pub trait Source {
    /// Its name.
    type Name;
    /// What follows.
    type Rest;
}

impl<U, Rest> Source for (Of<U>, Rest) {
    type Name = U;
    type Rest = Rest;
}

impl<U, Rest> Source for (crate::scope::Maybe<U>, Rest) {
    type Name = U;
    type Rest = Rest;
}

/// Rows of a table, as against rows of the source.
#[diagnostic::on_unimplemented(
    message = "there is no row that could be changed or deleted",
    label = "this step is about rows of the source for which the table has none",
    note = "insert one: `.when_not_matched().insert(..)`; rows that are there are changed by `.when_matched().update(..)`"
)]
pub trait HasRow {}

#[diagnostic::do_not_recommend]
impl HasRow for Matched {}
#[diagnostic::do_not_recommend]
impl HasRow for NotMatchedBySource {}

/// Rows of the source alone.
#[diagnostic::on_unimplemented(
    message = "a row cannot be inserted where there is one",
    label = "this step is about rows that the table has",
    note = "change it: `.when_matched().update(..)`; rows are inserted by `.when_not_matched().insert(..)`"
)]
pub trait HasNoRow {}

#[diagnostic::do_not_recommend]
impl HasNoRow for NotMatched {}

/// A step of a merge that does not say yet what it does.
#[must_use = "say what to do: `.update(..)`, `.insert(..)`, `.delete()` or `.do_nothing()`"]
pub struct Step<'e, T, S, W> {
    merge: Merge<'e, T, S, Busy>,
    filter: Option<Fragment>,
    marker: Marker<W>,
}

/// The columns that a step of a merge sets, reading what is in the scope `R`.
pub struct NewRow<T, R> {
    set: Assignments,
    marker: Marker<(T, R)>,
}

impl<T: Table, R> NewRow<T, R> {
    /// Sets a column to a value or an expression.
    pub fn set<V, K, A, J>(mut self, column: Column<T, V, K>, value: A) -> Self
    where
        K: Writable,
        A: Assign<V, K::Null, J>,
        A::Reads: Reads<R>,
    {
        self.set.put(column.name(), value.into_assigned());
        self
    }
}

impl<'e, T: Table, S, W> Step<'e, T, S, W> {
    pub(super) fn new(merge: Merge<'e, T, S, Busy>) -> Self {
        Self { merge, filter: None, marker: PhantomData }
    }
}

impl<'e, T: Table, S, W: Rows<T, S>> Step<'e, T, S, W> {
    /// Only rows for which this is true. Several calls must all be true.
    pub fn filter(mut self, condition: impl Condition<W::Scope>) -> Self {
        self.filter = both(self.filter, Some(condition.into_condition()));
        self
    }

    /// Changes the row: `.update(|row| row.set(Stock::PIECES, Delivery::PIECES))`.
    pub fn update(
        self,
        change: impl FnOnce(NewRow<T, W::Scope>) -> NewRow<T, W::Scope>,
    ) -> Merge<'e, T, S, Busy>
    where
        W: HasRow,
    {
        let row = change(NewRow { set: Assignments::default(), marker: PhantomData });
        self.then(Action::Update(row.set))
    }

    /// Inserts a row: `.insert(|row| row.set(Stock::ITEM, Delivery::ITEM))`. Columns that are not set get their default; where one
    /// has none, the server refuses.
    pub fn insert(
        self,
        values: impl FnOnce(NewRow<T, W::Scope>) -> NewRow<T, W::Scope>,
    ) -> Merge<'e, T, S, Busy>
    where
        W: HasNoRow,
    {
        let row = values(NewRow { set: Assignments::default(), marker: PhantomData });
        self.then(Action::Insert(row.set))
    }

    /// Deletes the row.
    pub fn delete(self) -> Merge<'e, T, S, Busy>
    where
        W: HasRow,
    {
        self.then(Action::Delete)
    }

    /// Leaves the row as it is, whatever later steps say.
    pub fn do_nothing(self) -> Merge<'e, T, S, Busy> {
        self.then(Action::Nothing)
    }

    fn then(self, action: Action) -> Merge<'e, T, S, Busy> {
        let mut merge = self.merge;
        merge.change.steps.push(When { kind: W::KIND, filter: self.filter, action });
        merge
    }
}
