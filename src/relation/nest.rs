//! Loading what belongs to rows that are already there: one statement for all of them.

use futures_util::future::join;

use super::Keys;
use crate::Result;
use crate::executor::Executor;
use crate::table::TableInfo;

/// Where a column of a table stands in the rows that the keys are taken of.
pub type Places<'a> = &'a dyn Fn(&'static TableInfo, &'static str) -> usize;

/// What a relation loads.
pub trait Nest: Send {
    /// What each row gets.
    type Out: Send;
    #[doc(hidden)]
    fn keys(&self, places: Places<'_>) -> Keys;
    #[doc(hidden)]
    fn load(self, executor: &Executor<'_>, keys: Keys)
    -> impl Future<Output = Result<Vec<Self::Out>>> + Send;
}

/// Several of them.
pub trait Nests: Send {
    /// What each row gets: `(Vec<A>, Option<B>)`.
    type Outs: Send;
    #[doc(hidden)]
    fn keys(&self, places: Places<'_>) -> Vec<Keys>;
    /// What each of so many rows gets, in their order.
    #[doc(hidden)]
    fn load(
        self,
        executor: &Executor<'_>,
        rows: usize,
        keys: Vec<Keys>,
    ) -> impl Future<Output = Result<Vec<Self::Outs>>> + Send;
}

impl Nests for () {
    type Outs = ();
    fn keys(&self, _: Places<'_>) -> Vec<Keys> {
        Vec::new()
    }
    async fn load(self, _: &Executor<'_>, rows: usize, _: Vec<Keys>) -> Result<Vec<()>> {
        Ok(vec![(); rows])
    }
}

/// A list with one more behind it.
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

/// `join(a, join(b, c))`, as a future and as a pattern.
macro_rules! joined {
    ($name:ident) => { $name };
    ($name:ident $($rest:ident)+) => { join($name, joined!($($rest)+)) };
}

macro_rules! pairs {
    ($name:ident) => { $name };
    ($name:ident $($rest:ident)+) => { ($name, pairs!($($rest)+)) };
}

macro_rules! nests {
    ($(($($name:ident)+))+) => {$(
        impl<$($name: Nest),+> Nests for ($($name,)+) {
            type Outs = ($($name::Out,)+);
            #[allow(non_snake_case)]
            fn keys(&self, places: Places<'_>) -> Vec<Keys> {
                let ($($name,)+) = self;
                vec![$($name.keys(places)),+]
            }
            #[allow(non_snake_case)]
            async fn load(self, executor: &Executor<'_>, _: usize, keys: Vec<Keys>) -> Result<Vec<Self::Outs>> {
                let ($($name,)+) = self;
                let mut keys = keys.into_iter();
                $(let $name = $name.load(executor, keys.next().unwrap_or_default());)+
                // All at once, so that they take one round trip together. One that fails does not end the others, whose
                // answers have to be read anyway.
                let pairs!($($name)+) = joined!($($name)+).await;
                $(let mut $name = $name?.into_iter();)+
                let row = || Some(($($name.next()?,)+));
                Ok(std::iter::from_fn(row).collect())
            }
        }
    )+};
}

nests! { (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) }

/// A row of one or more tables with what it gets behind it: `(User, Vec<Todo>)`.
pub trait Flat<Outs> {
    /// The longer row.
    type Row: Send;
    #[doc(hidden)]
    fn flat(self, outs: Outs) -> Self::Row;
}

impl<A: Send> Flat<()> for (A,) {
    type Row = A;
    fn flat(self, (): ()) -> A {
        self.0
    }
}

macro_rules! flat {
    (@ [$($base:ident)+] [$($out:ident)+]) => {
        impl<$($base: Send,)+ $($out: Send),+> Flat<($($out,)+)> for ($($base,)+) {
            type Row = ($($base,)+ $($out),+);
            #[allow(non_snake_case)]
            fn flat(self, outs: ($($out,)+)) -> Self::Row {
                let ($($base,)+) = self;
                let ($($out,)+) = outs;
                ($($base,)+ $($out),+)
            }
        }
    };
    ($base:tt: $($outs:tt)+) => {$(
        flat!(@ $base $outs);
    )+};
}

macro_rules! flats {
    ($($base:tt)+) => {$(
        flat! { $base: [U] [U V] [U V W] [U V W X] [U V W X Y] [U V W X Y Z] }
    )+};
}

flats! { [A] [A B] [A B C] [A B C D] [A B C D E] }
