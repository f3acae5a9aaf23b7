//! What a merge did with a row.

use std::error::Error;

use tokio_postgres::types::{FromSql, Type};

use crate::expr::{Expr, Fragment};
use crate::nullability::NotNull;
use crate::scope::{Gathers, Plain, Reads, Shows};
use crate::version::{Changed, Merged};

/// What a merge did with a row: [`merge_action`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MergeAction {
    /// It is new.
    Insert,
    /// It was changed.
    Update,
    /// It is gone.
    Delete,
}

impl<'a> FromSql<'a> for MergeAction {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        match raw {
            b"INSERT" => Ok(Self::Insert),
            b"UPDATE" => Ok(Self::Update),
            b"DELETE" => Ok(Self::Delete),
            other => Err(format!("a merge does not do {:?}", String::from_utf8_lossy(other)).into()),
        }
    }

    fn accepts(ty: &Type) -> bool {
        *ty == Type::TEXT
    }
}

/// Reads what a merge did.
#[derive(Debug)]
pub enum Action {}

/// The scope of what a merge returns.
#[diagnostic::on_unimplemented(
    message = "`merge_action()` cannot stand here",
    label = "this is no merge",
    note = "it says what a merge did with each row that it returns: `db.merge_into::<..>()..returning().columns((merge_action(), ..))`"
)]
pub trait IsMerge {}

#[diagnostic::do_not_recommend]
impl<T, S> IsMerge for Changed<Merged, T, S> {}

impl<S: IsMerge> Reads<S> for Action {
    type Null = NotNull;
}

impl<S: IsMerge> Gathers<S> for Action {}

impl<S: IsMerge> Shows<S> for Action {
    type Null = NotNull;
    type Kind = Plain;
}

/// What a merge did with the row that it returns. PostgreSQL 17.
///
/// ```no_run
/// # use tablewright::{Db, MergeAction, Result, Table, merge_action};
/// # #[derive(Table)]
/// # struct Stock {
/// #     #[column(primary_key)]
/// #     item: String,
/// # }
/// # #[derive(Table)]
/// # struct Delivery {
/// #     #[column(primary_key)]
/// #     item: String,
/// # }
/// # async fn example(db: Db) -> Result<()> {
/// let actions: Vec<MergeAction> = db
///     .merge_into::<Stock>()
///     .using::<Delivery>(Stock::ITEM.eq(Delivery::ITEM))
///     .when_not_matched()
///     .insert(|row| row.set(Stock::ITEM, Delivery::ITEM))
///     .returning()
///     .columns(merge_action())
///     .all()
///     .await?;
/// # drop(actions); Ok(()) }
/// ```
pub fn merge_action() -> Expr<MergeAction, Action, NotNull> {
    Expr::new(Fragment::text("merge_action()"))
}
