//! Loading what belongs to rows that are already there: one statement for all of them.

use crate::Result;
use crate::executor::Executor;
use crate::params::RawArray;
use crate::row::Cells;
use crate::table::Table;

/// The key cells of many rows, as they came: they go back to the server in one array for each column, and nothing here needs to
/// know what they mean.
#[derive(Default)]
pub struct Keys {
    positions: Vec<usize>,
    pub(crate) types: Vec<&'static str>,
    pub(crate) values: Vec<RawArray>,
    pub(crate) rows: usize,
}

impl Keys {
    /// The keys that stand in these columns of `P`.
    pub(crate) fn of<P: Table>(columns: impl Iterator<Item = &'static str>) -> Self {
        let mut keys = Self::default();
        for column in columns {
            let position = P::INFO.position(column).unwrap_or(0);
            keys.positions.push(position);
            keys.types.push(P::INFO.columns[position].1);
            keys.values.push(RawArray::default());
        }
        keys
    }

    /// Copies the key of the row whose cells come next.
    pub(crate) fn take(&mut self, cells: &Cells<'_>) {
        for (position, values) in self.positions.iter().zip(&mut self.values) {
            values.0.push(cells.peek(*position).map(<[u8]>::to_vec));
        }
        self.rows += 1;
    }
}

/// What a relation loads for rows of `P`.
pub trait Nest<P>: Send {
    /// What each row gets.
    type Out: Send;
    #[doc(hidden)]
    fn keys(&self) -> Keys;
    #[doc(hidden)]
    fn load(self, executor: &Executor<'_>, keys: Keys)
    -> impl Future<Output = Result<Vec<Self::Out>>> + Send;
}

/// Several of them.
pub trait Nests<P>: Send {
    /// The row with what it gets: `(P, Vec<A>, Option<B>)`.
    type Row: Send;
    #[doc(hidden)]
    fn keys(&self) -> Vec<Keys>;
    #[doc(hidden)]
    fn attach(
        self,
        executor: &Executor<'_>,
        rows: Vec<P>,
        keys: Vec<Keys>,
    ) -> impl Future<Output = Result<Vec<Self::Row>>> + Send;
}

impl<P: Table> Nests<P> for () {
    type Row = P;
    fn keys(&self) -> Vec<Keys> {
        Vec::new()
    }
    async fn attach(self, _: &Executor<'_>, rows: Vec<P>, _: Vec<Keys>) -> Result<Vec<P>> {
        Ok(rows)
    }
}

/// A list of relations with one more behind it.
pub trait Append<N> {
    /// The longer list.
    type With;
    #[doc(hidden)]
    fn append(self, nest: N) -> Self::With;
}

impl<N> Append<N> for () {
    type With = (N,);
    fn append(self, nest: N) -> (N,) {
        (nest,)
    }
}

macro_rules! nests {
    ($(($($name:ident),+))+) => {$(
        impl<P: Table, $($name: Nest<P>),+> Nests<P> for ($($name,)+) {
            type Row = (P, $($name::Out),+);
            #[allow(non_snake_case)]
            fn keys(&self) -> Vec<Keys> {
                let ($($name,)+) = self;
                vec![$($name.keys()),+]
            }
            #[allow(non_snake_case)]
            async fn attach(self, executor: &Executor<'_>, rows: Vec<P>, keys: Vec<Keys>) -> Result<Vec<Self::Row>> {
                let ($($name,)+) = self;
                let mut keys = keys.into_iter();
                // One after the other: in a transaction they share a connection.
                $(let mut $name = $name.load(executor, keys.next().unwrap_or_default()).await?.into_iter();)+
                let row = |row| Some((row, $($name.next()?),+));
                Ok(rows.into_iter().map_while(row).collect())
            }
        }
    )+};
}

nests! { (A) (A, B) (A, B, C) (A, B, C, D) (A, B, C, D, E) (A, B, C, D, E, F) }

macro_rules! append {
    ($(($($name:ident),+))+) => {$(
        impl<$($name,)+ Last> Append<Last> for ($($name,)+) {
            type With = ($($name,)+ Last);
            #[allow(non_snake_case)]
            fn append(self, nest: Last) -> Self::With {
                let ($($name,)+) = self;
                ($($name,)+ nest)
            }
        }
    )+};
}

append! { (A) (A, B) (A, B, C) (A, B, C, D) (A, B, C, D, E) }
