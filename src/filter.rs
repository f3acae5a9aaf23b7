//! What rows are filtered by.

use std::marker::PhantomData;

use crate::column::Column;
use crate::expr::{Expr, Fragment, Level};
use crate::nullability::{Kind, Nullability};
use crate::scope::{Contains, Of, Reads};
use crate::table::Source;

/// A condition that always says something: a `bool` expression.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a condition",
    label = "not a `bool` expression such as `Todo::ID.eq(id)`"
)]
pub trait Condition<S> {
    #[doc(hidden)]
    fn into_condition(self) -> Fragment;
}

impl<R: Reads<S>, N: Nullability, S> Condition<S> for Expr<bool, R, N> {
    fn into_condition(self) -> Fragment {
        self.fragment()
    }
}

/// What `.filter(..)` of a query takes: a `bool` expression or column, an `Option` of one, or a [`Filter`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a filter",
    label = "neither a `bool` expression, an `Option` of one, nor a `Filter`"
)]
pub trait Predicate<S, I> {
    #[doc(hidden)]
    fn into_predicate(self) -> Option<Fragment>;
}

impl<R: Reads<S>, N: Nullability, S> Predicate<S, ()> for Expr<bool, R, N> {
    fn into_predicate(self) -> Option<Fragment> {
        Some(self.fragment())
    }
}

impl<T: Source, K: Kind, S: Contains<T, I>, I> Predicate<S, I> for Column<T, bool, K> {
    fn into_predicate(self) -> Option<Fragment> {
        Some(self.fragment())
    }
}

/// `None` lets every row through.
impl<P: Predicate<S, I>, S, I> Predicate<S, I> for Option<P> {
    fn into_predicate(self) -> Option<Fragment> {
        self.and_then(Predicate::into_predicate)
    }
}

impl<F: Tables + Within<S, I>, S, I> Predicate<S, I> for Filter<F> {
    fn into_predicate(self) -> Option<Fragment> {
        self.fragment
    }
}

/// Conditions that are collected while the program runs, on the tables `F`: a table or a tuple of tables.
///
/// ```
/// use tablewright::{Filter, Table};
///
/// #[derive(Table)]
/// struct Todo {
///     #[column(primary_key, identity)]
///     id: i64,
///     done: bool,
///     title: String,
/// }
///
/// fn search(words: &[&str]) -> Filter<Todo> {
///     let mut filter = Filter::new();
///     for word in words {
///         filter = filter.and(Todo::TITLE.ilike(format!("%{word}%")));
///     }
///     filter
/// }
///
/// assert!(search(&[]).is_empty());
/// ```
#[must_use = "a filter does nothing until a query uses it"]
#[derive(Debug)]
pub struct Filter<F> {
    fragment: Option<Fragment>,
    marker: PhantomData<fn() -> F>,
}

impl<F: Tables> Filter<F> {
    /// Lets every row through.
    pub fn new() -> Self {
        Self { fragment: None, marker: PhantomData }
    }

    /// Whether it lets every row through.
    pub fn is_empty(&self) -> bool {
        self.fragment.is_none()
    }

    /// Both what it asked so far and this.
    pub fn and<P: Predicate<F::Scope, I>, I>(self, predicate: P) -> Self {
        let fragment = both(self.fragment, predicate.into_predicate());
        Self { fragment, marker: PhantomData }
    }

    /// What it asked so far or this. An empty filter becomes this.
    pub fn or<P: Predicate<F::Scope, I>, I>(self, predicate: P) -> Self {
        let fragment = match (self.fragment, predicate.into_predicate()) {
            (Some(left), Some(right)) => Some(left.binary(Level::Or, " OR ", right)),
            (left, right) => left.or(right),
        };
        Self { fragment, marker: PhantomData }
    }
}

impl<F: Tables> Default for Filter<F> {
    fn default() -> Self {
        Self::new()
    }
}

/// Both, where both are there.
pub(crate) fn both(left: Option<Fragment>, right: Option<Fragment>) -> Option<Fragment> {
    match (left, right) {
        (Some(left), Some(right)) => Some(left.binary(Level::And, " AND ", right)),
        (left, right) => left.or(right),
    }
}

/// A table or a tuple of tables.
pub trait Tables {
    /// The scope that has them.
    type Scope;
}

/// Tables that are all in the scope `S`, at the places `I`.
pub trait Within<S, I> {}

impl<T: Source> Tables for T {
    type Scope = (Of<T>, ());
}

impl<T: Source, S: Contains<T, I>, I> Within<S, I> for T {}

macro_rules! tables {
    ($([$scope:ty] $($name:ident $index:ident),+;)+) => {$(
        impl<$($name: Source),+> Tables for ($($name,)+) {
            type Scope = $scope;
        }

        impl<S, $($name: Source, $index),+> Within<S, ($($index,)+)> for ($($name,)+)
        where
            $(S: Contains<$name, $index>),+
        {
        }
    )+};
}

tables! {
    [(Of<A>, (Of<B>, ()))] A I, B J;
    [(Of<A>, (Of<B>, (Of<C>, ())))] A I, B J, C L;
    [(Of<A>, (Of<B>, (Of<C>, (Of<D>, ()))))] A I, B J, C L, D M;
}
