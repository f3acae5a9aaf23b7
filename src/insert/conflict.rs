//! `ON CONFLICT`.

use std::marker::PhantomData;

use super::Insert;
use crate::column::Column;
use crate::expr::{Assign, Fragment};
use crate::filter::{Condition, both};
use crate::nullability::Writable;
use crate::record::Insertable;
use crate::scope::{Of, Reads};
use crate::table::{Constraint, Table};
use crate::update::Assignments;
use crate::writer::Writer;

/// What to do with a row that is there already.
#[derive(Debug)]
pub(super) struct Conflict {
    target: Option<Target>,
    action: Option<(Assignments, Option<Fragment>)>,
}

/// What says that a row is there already.
#[derive(Debug)]
pub enum Target {
    /// These unique columns.
    Columns(Vec<&'static str>),
    /// This constraint.
    Constraint(&'static str),
}

/// What `.on_conflict(..)` takes: unique columns of `T` (one, or a tuple), or a constraint of it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no unique key of `{T}`",
    note = "use a column, a tuple of columns, or a constraint of that table"
)]
pub trait ConflictTarget<T> {
    #[doc(hidden)]
    fn into_target(self) -> Target;
}

impl<T, V, K> ConflictTarget<T> for Column<T, V, K> {
    fn into_target(self) -> Target {
        Target::Columns(vec![self.name()])
    }
}

impl<T> ConflictTarget<T> for Constraint<T> {
    fn into_target(self) -> Target {
        Target::Constraint(self.name())
    }
}

macro_rules! tuples {
    ($(($($value:ident $kind:ident),+))+) => {$(
        impl<T, $($value, $kind),+> ConflictTarget<T> for ($(Column<T, $value, $kind>,)+) {
            #[allow(non_snake_case)]
            fn into_target(self) -> Target {
                let ($($value,)+) = self;
                Target::Columns(vec![$($value.name()),+])
            }
        }
    )+};
}

tuples! { (A KA) (A KA, B KB) (A KA, B KB, C KC) (A KA, B KB, C KC, D KD) }

/// What `.do_update(..)` takes: columns of `T` that can be written, one or a tuple.
#[diagnostic::on_unimplemented(
    message = "`{Self}` are no columns of `{T}` that can be written",
    note = "use a column or a tuple of columns; `.do_update_with(|update| ..)` computes other values"
)]
pub trait Replaced<T> {
    #[doc(hidden)]
    fn into_names(self) -> Vec<&'static str>;
}

impl<T, V, K: Writable> Replaced<T> for Column<T, V, K> {
    fn into_names(self) -> Vec<&'static str> {
        vec![self.name()]
    }
}

macro_rules! replaced {
    ($(($($value:ident $kind:ident),+))+) => {$(
        impl<T, $($value, $kind: Writable),+> Replaced<T> for ($(Column<T, $value, $kind>,)+) {
            #[allow(non_snake_case)]
            fn into_names(self) -> Vec<&'static str> {
                let ($($value,)+) = self;
                vec![$($value.name()),+]
            }
        }
    )+};
}

replaced! {
    (A KA) (A KA, B KB) (A KA, B KB, C KC) (A KA, B KB, C KC, D KD) (A KA, B KB, C KC, D KD, E KE)
    (A KA, B KB, C KC, D KD, E KE, F KF) (A KA, B KB, C KC, D KD, E KE, F KF, G KG)
    (A KA, B KB, C KC, D KD, E KE, F KF, G KG, H KH)
}

/// An insert that is about to say what it does with rows that are there already.
#[must_use = "say what to do: `.do_nothing()` or `.do_update(..)`"]
pub struct OnConflict<'e, N: Insertable> {
    pub(super) insert: Insert<'e, N>,
    pub(super) target: Target,
    pub(super) marker: PhantomData<N>,
}

impl<'e, N: Insertable> OnConflict<'e, N> {
    /// Leaves the new row out.
    pub fn do_nothing(mut self) -> Insert<'e, N> {
        self.insert.conflict = Some(Conflict { target: Some(self.target), action: None });
        self.insert
    }

    /// Changes the row that is there: these columns (one, or a tuple) get the values of the new row.
    pub fn do_update<C: Replaced<N::Table>>(self, columns: C) -> Insert<'e, N> {
        let columns = columns.into_names();
        self.do_update_with(|update| columns.into_iter().fold(update, DoUpdate::take))
    }

    /// Changes the row that is there, column by column:
    /// `.do_update_with(|update| update.excluded(Tag::NAME).set(Tag::USES, Tag::USES.add(1)))`.
    pub fn do_update_with(
        mut self,
        change: impl FnOnce(DoUpdate<N::Table>) -> DoUpdate<N::Table>,
    ) -> Insert<'e, N> {
        let DoUpdate { set, filter, .. } =
            change(DoUpdate { set: Assignments::default(), filter: None, marker: PhantomData });
        self.insert.conflict = Some(Conflict { target: Some(self.target), action: Some((set, filter)) });
        self.insert
    }
}

/// The change to a row that is there already.
#[derive(Debug)]
pub struct DoUpdate<T> {
    set: Assignments,
    filter: Option<Fragment>,
    marker: PhantomData<fn() -> T>,
}

impl<T: Table> DoUpdate<T> {
    /// Sets a column to a value, or to an expression: of the row that is there (`Tag::USES`), or of the one that could not be
    /// inserted (`Tag::USES.excluded()`).
    pub fn set<V, K, A, J>(mut self, column: Column<T, V, K>, value: A) -> Self
    where
        K: Writable,
        A: Assign<V, K::Null, J>,
        A::Reads: Reads<(Of<T>, ())>,
    {
        self.set.put(column.name(), value.into_assigned());
        self
    }

    /// Sets a column to what the row that could not be inserted has in it.
    pub fn excluded<V, K: Writable>(self, column: Column<T, V, K>) -> Self {
        self.take(column.name())
    }

    fn take(mut self, column: &'static str) -> Self {
        self.set.put(column, Fragment::excluded(column));
        self
    }

    /// Only when this is true of the row that is there; otherwise it is left as it is.
    pub fn filter(mut self, condition: impl Condition<(Of<T>, ())>) -> Self {
        self.filter = both(self.filter, Some(condition.into_condition()));
        self
    }
}

impl Conflict {
    /// Any conflict: nothing is done.
    pub(super) fn anything() -> Self {
        Self { target: None, action: None }
    }

    pub(super) fn write<'p>(&'p self, writer: &mut Writer<'p>) {
        writer.text(" ON CONFLICT");
        match &self.target {
            Some(Target::Columns(columns)) => {
                writer.text(" (").list(columns, ", ", |writer, column| {
                    writer.name(column);
                });
                writer.text(")");
            }
            Some(Target::Constraint(name)) => {
                writer.text(" ON CONSTRAINT ").name(name);
            }
            None => {}
        }
        match &self.action {
            Some((set, filter)) if !set.is_empty() => {
                writer.text(" DO UPDATE SET ");
                set.write(writer);
                crate::select::write_filter(filter.as_ref(), writer);
            }
            Some(_) | None => {
                writer.text(" DO NOTHING");
            }
        }
    }
}
