//! `ON CONFLICT`.

use std::marker::PhantomData;
use std::sync::Arc;

use super::literal::without_parameters;
use super::{Feed, Insert, Replaced, Target};
use crate::column::Column;
use crate::executor::Executor;
use crate::expr::{Assign, Fragment};
use crate::filter::{Condition, both};
use crate::nullability::Writable;
use crate::scope::{Of, Reads};
use crate::select::{Definition, write_filter};
use crate::table::Table;
use crate::update::Assignments;
use crate::version::{Changed, Conflicting, Inserted, Upserted, Version};
use crate::writer::Writer;
use crate::{Error, Result};

/// What becomes of the new rows.
#[doc(hidden)]
#[derive(Debug, Default)]
pub struct Rest(Option<Conflict>);

/// What to do with a row that is there already.
#[derive(Debug)]
struct Conflict {
    target: Option<Target>,
    /// The condition of a partial index, as text; `Err` where it cannot be written.
    only: Result<Option<String>, String>,
    action: Option<(Assignments, Option<Fragment>)>,
}

/// An insert that is about to say what it does with rows that are there already.
#[must_use = "say what to do: `.do_nothing()` or `.do_update(..)`"]
pub struct OnConflict<'e, F: Feed> {
    executor: &'e Executor<'e>,
    feed: F,
    target: Target,
    only: Option<Fragment>,
}

impl<'e, F: Feed> OnConflict<'e, F> {
    pub(super) fn new(executor: &'e Executor<'e>, feed: F, target: Target) -> Self {
        Self { executor, feed, target, only: None }
    }

    /// Only among rows for which this is true: the columns are unique by a partial index, `CREATE UNIQUE INDEX .. WHERE ..`, and
    /// this is its condition, or one that implies it. The server has to see the values in it to find the index, so they are
    /// part of the statement's text: booleans, whole numbers, texts and enums.
    ///
    /// ```
    /// # use tablewright::{Db, Options, Table};
    /// # #[derive(Table)]
    /// # #[table(index(on(title), unique, where = "NOT done"))]
    /// # struct Todo {
    /// #     #[column(primary_key, identity)]
    /// #     id: i64,
    /// #     title: String,
    /// #     done: bool,
    /// # }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> tablewright::Result<()> {
    /// # let db = Db::connect_lazy("postgres://nobody@localhost/nowhere", &Options::default())?;
    /// let insert = db
    ///     .insert(NewTodo::new("buy milk", false))
    ///     .on_conflict(Todo::TITLE)
    ///     .filter(Todo::DONE.eq(false))
    ///     .do_nothing();
    /// assert!(insert.sql().ends_with(r#"ON CONFLICT ("title") WHERE "done" = FALSE DO NOTHING"#));
    /// # Ok(()) }
    /// ```
    pub fn filter(mut self, condition: impl Condition<(Of<F::Table>, ())>) -> Self {
        self.only = both(self.only, Some(condition.into_condition()));
        self
    }

    /// Leaves the new row out.
    pub fn do_nothing(self) -> Insert<'e, F> {
        self.with::<Inserted>(None)
    }

    /// Changes the row that is there: these columns (one, or a tuple) get the values of the new row.
    pub fn do_update<C: Replaced<F::Table>>(self, columns: C) -> Insert<'e, F, Upserted> {
        let columns = columns.into_names();
        self.do_update_with(|update| columns.into_iter().fold(update, DoUpdate::take))
    }

    /// Changes the row that is there, column by column:
    /// `.do_update_with(|update| update.excluded(Tag::NAME).set(Tag::USES, Tag::USES.add(1)))`.
    pub fn do_update_with(
        self,
        change: impl FnOnce(DoUpdate<F::Table>) -> DoUpdate<F::Table>,
    ) -> Insert<'e, F, Upserted> {
        let DoUpdate { set, filter, .. } =
            change(DoUpdate { set: Assignments::default(), filter: None, marker: PhantomData });
        self.with(Some((set, filter)))
    }

    fn with<A>(self, action: Option<(Assignments, Option<Fragment>)>) -> Insert<'e, F, A> {
        let only = self.only.map(|only| without_parameters(&only, F::Table::INFO)).transpose();
        let rest = Rest(Some(Conflict { target: Some(self.target), only, action }));
        Insert { executor: self.executor, feed: self.feed, rest, action: PhantomData }
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
    /// Sets a column to a value or an expression: of the row that is there (`Tag::USES`), or of the one that could not be
    /// inserted (`Tag::USES.excluded()`).
    pub fn set<V, K, A, J>(mut self, column: Column<T, V, K>, value: A) -> Self
    where
        K: Writable,
        A: Assign<V, K::Null, J>,
        A::Reads: Reads<Changed<Conflicting, T, (Of<T>, ())>>,
    {
        self.set.put(column.name(), value.into_assigned());
        self
    }

    /// Sets a column to what the row that could not be inserted has in it.
    pub fn excluded<V, K: Writable>(self, column: Column<T, V, K>) -> Self {
        self.take(column.name())
    }

    fn take(mut self, column: &'static str) -> Self {
        self.set.put(column, Fragment::version(Version::Excluded, T::INFO, column));
        self
    }

    /// Only when this is true, of the row that is there (`Tag::USES`) or the one that could not be inserted
    /// (`Tag::USES.excluded()`); otherwise it is left as it is.
    pub fn filter(mut self, condition: impl Condition<Changed<Conflicting, T, (Of<T>, ())>>) -> Self {
        self.filter = both(self.filter, Some(condition.into_condition()));
        self
    }
}

impl Rest {
    /// Any conflict: nothing is done.
    pub(super) fn do_nothing() -> Self {
        Self(Some(Conflict { target: None, only: Ok(None), action: None }))
    }

    /// Whether all of it can be written.
    pub(super) fn check(&self) -> Result<()> {
        match self.0.as_ref().map(|conflict| &conflict.only) {
            Some(Err(message)) => Err(Error::other(message.clone())),
            Some(Ok(_)) | None => Ok(()),
        }
    }

    pub(super) fn write<'p>(&'p self, writer: &mut Writer<'p>) {
        if let Some(conflict) = &self.0 {
            conflict.write(writer);
        }
    }

    pub(super) fn definitions<'q>(&'q self, out: &mut Vec<&'q Arc<Definition>>) {
        if let Some((set, filter)) = self.0.as_ref().and_then(|conflict| conflict.action.as_ref()) {
            set.definitions(out);
            filter.iter().for_each(|part| part.definitions(out));
        }
    }
}

impl Conflict {
    fn write<'p>(&'p self, writer: &mut Writer<'p>) {
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
        match &self.only {
            Ok(Some(only)) => {
                writer.text(" WHERE ").text(only);
            }
            Ok(None) => {}
            // In front of a query nothing but the server can refuse it.
            Err(message) => {
                writer.text(" WHERE ").name(message);
            }
        }
        match &self.action {
            Some((set, filter)) if !set.is_empty() => {
                writer.text(" DO UPDATE SET ");
                set.write(writer);
                write_filter(filter.as_ref(), writer);
            }
            Some(_) | None => {
                writer.text(" DO NOTHING");
            }
        }
    }
}
