//! Tablewright: a schema-first toolkit for PostgreSQL.
//!
//! Describe tables once, in SQL or as structs; get typed rows, typed queries, and migrations. This crate is what a program
//! calls: [`Db`] runs statements, [`Table`] and [`PgEnum`] are derived, [`sql!`] binds values into SQL of your own.
//!
//! ```no_run
//! use tablewright::{Db, Table, sql};
//!
//! #[derive(Debug, Table)]
//! struct User {
//!     #[column(primary_key, identity)]
//!     id: i64,
//!     name: String,
//! }
//!
//! #[derive(Debug, Table)]
//! struct Todo {
//!     #[column(primary_key, identity)]
//!     id: i64,
//!     #[column(references = User::id)]
//!     user_id: i64,
//!     title: String,
//!     #[column(default = "false")]
//!     done: bool,
//! }
//!
//! # async fn example(term: Option<&str>) -> tablewright::Result<()> {
//! let db = Db::connect("postgres://ada@localhost/shop").await?;
//! let user = db.insert(NewUser::new("Ada")).one().await?;
//! db.insert(NewTodo::new(user.id, "buy milk")).run().await?;
//!
//! let open: Vec<(Todo, Option<User>)> = db
//!     .select::<Todo>()
//!     .left_join::<User>(Todo::USER_ID.eq(User::ID))
//!     .filter(Todo::DONE.eq(false))
//!     .filter(term.map(|term| Todo::TITLE.ilike(format!("%{term}%"))))
//!     .all()
//!     .await?;
//! let users: Vec<(User, Vec<Todo>)> = db.select::<User>().with(User::TODOS).all().await?;
//! let count: i64 = db.sql(sql!("SELECT count(*) FROM todo WHERE user_id = {user.id}")).scalar().await?;
//! # drop((open, users, count)); Ok(()) }
//! ```
//!
//! What does not make sense to PostgreSQL does not compile:
//!
//! ```compile_fail
//! # use tablewright::{Db, Table};
//! # #[derive(Table)]
//! # struct User { #[column(primary_key)] id: i64 }
//! # #[derive(Table)]
//! # struct Todo { #[column(primary_key)] id: i64 }
//! # fn example(db: Db) {
//! db.select::<Todo>().filter(User::ID.eq(1)); // table `User` is not part of this query
//! # }
//! ```

// The derives name this crate `::tablewright`, in its own tests too.
#[cfg(test)]
extern crate self as tablewright;

pub mod bind;
pub mod connect;
pub mod migrate;
#[doc(hidden)]
pub mod private;
pub mod types;

mod chunk;
mod column;
mod copy;
mod db;
mod delete;
mod enumeration;
mod error;
mod executor;
pub mod expr;
pub mod filter;
pub mod insert;
pub mod merge;
mod nullability;
mod options;
mod params;
pub mod partitions;
mod pool;
mod quote;
mod reader;
mod record;
pub mod relation;
pub mod returning;
mod row;
mod run;
pub mod scope;
pub mod select;
mod sql;
mod stream;
mod table;
#[cfg(feature = "test")]
pub mod test;
#[cfg(test)]
mod tests;
mod transaction;
pub mod update;
pub mod version;
mod writer;

pub use chunk::{Chunk, Chunks, Progress};
pub use column::Column;
pub use copy::CopiedRows;
pub use db::Db;
pub use delete::Delete;
pub use enumeration::PgEnum;
pub use error::{Error, Result, Violation, ViolationKind};
pub use executor::Executor;
pub use expr::Expr;
pub use filter::Filter;
pub use insert::Insert;
pub use merge::{Merge, MergeAction, merge_action};
pub use nullability::{Generated, Kind, NotNull, Nullability, Nullable, Writable};
pub use options::{Options, Retry};
pub use pool::{ClientGuard, Connection, ServerStatus, Status};
pub use reader::{Lsn, LsnError, Reader, Readers, ReplicaState, ReplicaStatus};
pub use record::{Insertable, Patch};
pub use relation::Relation;
pub use row::{Cells, FromRow};
pub use select::{
    Cte, Cursor, CursorError, Page, Select, cte, exists, recursive, recursive_distinct, select, select_from,
    whole,
};
pub use sql::{CheckedRow, NoRows, ReadAs, ScalarOf, SingleColumn, Sql, SqlQuery, Untyped, sql_unchecked};
pub use stream::Rows;
pub use table::{AliasOf, Constraint, Name, Source, Stored, Table, TableInfo};
#[cfg(feature = "test")]
pub use tablewright_derive::test;
pub use tablewright_derive::{
    FromRow, PgComposite, PgDomain, PgEnum, Table, embed_migrations, sql, sql_function,
};
pub use transaction::{Transaction, TransactionOptions};
pub use types::{PgComposite, PgDomain};
pub use update::Update;

/// Includes the Rust file that `build.rs` generated from the schema. What it declares stands where the macro is called;
/// what it imports stays in a module of its own.
///
/// ```ignore
/// tablewright::include_schema!();
/// ```
#[macro_export]
macro_rules! include_schema {
    () => {
        pub use generated_schema::*;

        #[allow(missing_docs, reason = "a table or column need not have a comment")]
        #[allow(clippy::duplicated_attributes, reason = "two indexes may have the same method")]
        mod generated_schema {
            include!(concat!(env!("OUT_DIR"), "/schema.rs"));
        }
    };
}

/// A second name for a table, to join it to itself: a unit struct that is a [`Source`], whose rows are those of the table. Its
/// columns are those of the table, [`of`](Column::of) it.
///
/// ```
/// use tablewright::{Table, alias, select};
///
/// #[derive(Table)]
/// struct Todo {
///     #[column(primary_key, identity)]
///     id: i64,
///     #[column(references = Todo::id)]
///     parent_id: Option<i64>,
///     title: String,
/// }
///
/// alias!(Parent = Todo);
///
/// let children = select::<Todo>()
///     .inner_join::<Parent>(Todo::PARENT_ID.eq(Todo::ID.of(Parent)))
///     .filter(Todo::TITLE.of(Parent).eq("holidays"))
///     .columns((Todo::TITLE, Todo::TITLE.of(Parent)));
/// assert!(children.sql().ends_with(
///     r#"FROM "todo" JOIN "todo" AS "Parent" ON "todo"."parent_id" = "Parent"."id" WHERE "Parent"."title" = $1"#
/// ));
/// ```
#[macro_export]
macro_rules! alias {
    ($(#[$meta:meta])* $vis:vis $name:ident = $table:ty) => {
        $(#[$meta])*
        #[doc = concat!("An alias of the table `", stringify!($table), "`.")]
        #[derive(Clone, Copy, Debug)]
        $vis struct $name;

        impl $crate::Source for $name {
            type Row = $table;
            const SOURCE: &'static $crate::TableInfo = &$crate::TableInfo {
                alias: Some(stringify!($name)),
                ..*<$table as $crate::Table>::INFO
            };
            fn read(cells: &mut $crate::Cells<'_>) -> $crate::Result<$table> {
                <$table as $crate::Table>::decode(cells)
            }
        }

        impl $crate::AliasOf<$table> for $name {}
        impl $crate::Stored for $name {}
        impl $crate::Name for $name {}
    };
}

/// The README's Rust is compiled as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
