//! What derived code calls. No part of the public interface.

use std::fmt;

pub use crate::enumeration::{
    accepts as enum_accepts, read as enum_read, write as enum_write, write_checked as enum_write_checked,
};
pub use crate::expr::IntoValue;
use crate::expr::{Aggregate, Expr, Fragment};
pub use crate::record::{Fields, Given, Listed, Maybe, given};
pub use crate::row::{Cells, Fits, FromRow};
pub use crate::sql::{CheckedRow, NoRows, SingleColumn, bind, bind_enum, bind_enum_required, bind_required};
pub use crate::table::{Table, TableInfo};
pub use crate::types::composite::{Attributes, composite_is_read_as, composite_is_sent_as};
pub use crate::types::composite::{read_composite, write_composite};
pub use crate::types::domain::{domain_is_read_as, domain_is_sent_as, read_domain, write_domain};
pub use bytes::BytesMut;
pub use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

/// What the conversions of `postgres-types` return.
pub type Converted<T> = Result<T, Box<dyn std::error::Error + Sync + Send>>;

/// What is bound to a parameter of `sql!`.
pub type Param<'a> = &'a (dyn ToSql + Sync);

/// A call of a function that `sql_function!` declared; the name is quoted.
pub fn function_call<V, R, N>(name: &'static str, arguments: Vec<Fragment>) -> Expr<V, R, N> {
    Expr::new(Fragment::call(name, arguments))
}

/// A call of an aggregate that `sql_function!` declared; the name is quoted.
pub fn aggregate_call<V, R, N>(name: &'static str, arguments: Vec<Fragment>) -> Aggregate<V, R, N> {
    Aggregate::new(name, arguments)
}

/// Reads some cells as a tuple.
///
/// # Errors
/// A cell that does not fit.
pub fn row<R: FromRow>(cells: &mut Cells<'_>) -> crate::Result<R> {
    R::from_row(cells)
}

/// A column of a primary key, where a foreign key names none.
pub const fn key_column<T: Table>(position: usize) -> &'static str {
    T::INFO.primary_key[position]
}

/// `Debug` of a row with private columns: `None` stands for the value of one.
pub fn redacted(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    fields: &[(&str, Option<&dyn fmt::Debug>)],
) -> fmt::Result {
    let mut debug = f.debug_struct(name);
    for (field, value) in fields {
        match value {
            Some(value) => debug.field(field, value),
            None => debug.field(field, &format_args!("<private>")),
        };
    }
    debug.finish()
}

/// Two ways to be this, one of them by being `Serialize`: naming the trait without saying which way compiles only for a type
/// that has just one. So derived code makes sure that a private row can never be serialised.
pub trait PrivateRowsAreNeverSerialized<Way> {
    /// Nothing.
    fn check() {}
}

/// Every type.
pub enum Always {}

/// Types that are `Serialize`.
pub enum BySerialize {}

impl<T: ?Sized> PrivateRowsAreNeverSerialized<Always> for T {}
impl<T: ?Sized + serde::Serialize> PrivateRowsAreNeverSerialized<BySerialize> for T {}
