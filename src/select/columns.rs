//! `.columns((A, B, expr))`: what to select.

use std::marker::PhantomData;

use tokio_postgres::types::FromSqlOwned;

use super::output::{Just, Several};
use crate::column::Column;
use crate::expr::{Expr, Fragment};
use crate::nullability::{Kind, Nullability};
use crate::row::Cells;
use crate::scope::{Contains, ItemKind, Maybe, Plain, Shows, Slot};
use crate::table::Source;
use crate::{Error, Result};

/// A column or an expression, selected from the scope `S`: read as `Option` when it can be NULL, or when it belongs to the
/// right side of a left join.
pub trait Item<S, I> {
    /// What it is read as.
    type Value: Send;
    /// Whether it is a value of each row or of each group.
    type Kind: ItemKind;
    #[doc(hidden)]
    fn into_item(self) -> Fragment;
    #[doc(hidden)]
    fn decode(cells: &mut Cells<'_>) -> Result<Self::Value>;
}

type Read<N, V> = <N as Nullability>::Of<V>;

impl<T: Source, V, K: Kind, S: Contains<T, I>, I> Item<S, I> for Column<T, V, K>
where
    Read<<K::Null as Nullability>::Or<S::Null>, V>: FromSqlOwned + Send,
{
    type Value = Read<<K::Null as Nullability>::Or<S::Null>, V>;
    type Kind = Plain;
    fn into_item(self) -> Fragment {
        self.fragment()
    }
    fn decode(cells: &mut Cells<'_>) -> Result<Self::Value> {
        cells.next()
    }
}

impl<V, R: Shows<S>, N: Nullability, S> Item<S, ()> for Expr<V, R, N>
where
    Read<N::Or<R::Null>, V>: FromSqlOwned + Send,
{
    type Value = Read<N::Or<R::Null>, V>;
    type Kind = R::Kind;
    fn into_item(self) -> Fragment {
        self.fragment()
    }
    fn decode(cells: &mut Cells<'_>) -> Result<Self::Value> {
        cells.next()
    }
}

/// Every column of a table, as one item: made by [`whole`].
pub struct RowOf<T>(PhantomData<T>);

/// The row of a table among the columns of a query: `.columns((whole::<User>(), Todo::TITLE))` gives `(User, String)`.
///
/// ```
/// use tablewright::{Table, select, whole};
///
/// #[derive(Table)]
/// struct User {
///     #[column(primary_key, identity)]
///     id: i64,
///     name: String,
/// }
///
/// let numbered = select::<User>().columns((whole::<User>(), User::ID.add(1))); // (User, i64)
/// # drop(numbered);
/// ```
pub const fn whole<T: Source>() -> RowOf<T> {
    RowOf(PhantomData)
}

impl<T: Source, S: Contains<T, I>, I> Item<S, I> for RowOf<T>
where
    Read<S::Null, T::Row>: Send,
{
    type Value = Read<S::Null, T::Row>;
    type Kind = Plain;
    fn into_item(self) -> Fragment {
        Fragment::row(T::SOURCE, S::Null::CAN_BE_NULL && T::SOURCE.key.is_none())
    }
    fn decode(cells: &mut Cells<'_>) -> Result<Self::Value> {
        let row = if S::Null::CAN_BE_NULL { Maybe::<T>::decode(cells)? } else { Some(T::read(cells)?) };
        S::Null::read(row).ok_or_else(Error::not_found)
    }
}

impl<T: Source, S: Contains<T, I>, I> Columns<S, I> for RowOf<T>
where
    Self: Item<S, I, Value: 'static>,
{
    type Row = <Self as Item<S, I>>::Value;
    type Kind = Plain;
    type Shape = Several;
    fn into_columns(self) -> Vec<Fragment> {
        vec![self.into_item()]
    }
    fn decode(cells: &mut Cells<'_>) -> Result<Self::Row> {
        <Self as Item<S, I>>::decode(cells)
    }
}

/// What `.columns(..)` takes: one [`Item`], whose value then is the row, or a tuple of up to sixteen.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be selected",
    note = "select a column, an expression, or a tuple of those"
)]
pub trait Columns<S, I> {
    /// The row.
    type Row: Send + 'static;
    /// Whether they are values of each row or of each group.
    type Kind: ItemKind;
    /// [`Just`] for a single column, else [`Several`].
    type Shape;
    #[doc(hidden)]
    fn into_columns(self) -> Vec<Fragment>;
    #[doc(hidden)]
    fn decode(cells: &mut Cells<'_>) -> Result<Self::Row>;
}

impl<T: Source, V, K: Kind, S: Contains<T, I>, I> Columns<S, I> for Column<T, V, K>
where
    Self: Item<S, I, Value: 'static>,
{
    type Row = <Self as Item<S, I>>::Value;
    type Kind = Plain;
    type Shape = Just<V, <K::Null as Nullability>::Or<S::Null>>;
    fn into_columns(self) -> Vec<Fragment> {
        vec![self.into_item()]
    }
    fn decode(cells: &mut Cells<'_>) -> Result<Self::Row> {
        <Self as Item<S, I>>::decode(cells)
    }
}

impl<V, R: Shows<S>, N: Nullability, S> Columns<S, ()> for Expr<V, R, N>
where
    Self: Item<S, (), Value: 'static>,
{
    type Row = <Self as Item<S, ()>>::Value;
    type Kind = R::Kind;
    type Shape = Just<V, N::Or<R::Null>>;
    fn into_columns(self) -> Vec<Fragment> {
        vec![self.into_item()]
    }
    fn decode(cells: &mut Cells<'_>) -> Result<Self::Row> {
        <Self as Item<S, ()>>::decode(cells)
    }
}

macro_rules! kinds {
    ($name:ident) => { $name::Kind };
    ($name:ident $($rest:ident)+) => { <$name::Kind as ItemKind>::With<kinds!($($rest)+)> };
}

macro_rules! tuples {
    ($(($($name:ident $index:ident),+))+) => {$(
        impl<Scope, $($name, $index),+> Columns<Scope, ($($index,)+)> for ($($name,)+)
        where
            $($name: Item<Scope, $index, Value: 'static>),+
        {
            type Row = ($($name::Value,)+);
            type Kind = kinds!($($name)+);
            type Shape = Several;
            #[allow(non_snake_case)]
            fn into_columns(self) -> Vec<Fragment> {
                let ($($name,)+) = self;
                vec![$($name.into_item()),+]
            }
            fn decode(cells: &mut Cells<'_>) -> Result<Self::Row> {
                Ok(($($name::decode(cells)?,)+))
            }
        }
    )+};
}

tuples! {
    (A IA)
    (A IA, B IB)
    (A IA, B IB, C IC)
    (A IA, B IB, C IC, D ID)
    (A IA, B IB, C IC, D ID, E IE)
    (A IA, B IB, C IC, D ID, E IE, F IF)
    (A IA, B IB, C IC, D ID, E IE, F IF, G IG)
    (A IA, B IB, C IC, D ID, E IE, F IF, G IG, H IH)
    (A IA, B IB, C IC, D ID, E IE, F IF, G IG, H IH, J IJ)
    (A IA, B IB, C IC, D ID, E IE, F IF, G IG, H IH, J IJ, K IK)
    (A IA, B IB, C IC, D ID, E IE, F IF, G IG, H IH, J IJ, K IK, L IL)
    (A IA, B IB, C IC, D ID, E IE, F IF, G IG, H IH, J IJ, K IK, L IL, M IM)
    (A IA, B IB, C IC, D ID, E IE, F IF, G IG, H IH, J IJ, K IK, L IL, M IM, N IN)
    (A IA, B IB, C IC, D ID, E IE, F IF, G IG, H IH, J IJ, K IK, L IL, M IM, N IN, O IO)
    (A IA, B IB, C IC, D ID, E IE, F IF, G IG, H IH, J IJ, K IK, L IL, M IM, N IN, O IO, P IP)
    (A IA, B IB, C IC, D ID, E IE, F IF, G IG, H IH, J IJ, K IK, L IL, M IM, N IN, O IO, P IP, Q IQ)
}
