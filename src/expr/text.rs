//! Patterns.

use super::{Expr, Fragment, Level, Operand};

/// What is text to the server and has patterns: `String`.
#[diagnostic::on_unimplemented(message = "`{Self}` is not text, and has no `LIKE`")]
pub trait Text {}

impl Text for String {}

macro_rules! patterns {
    ($reads:ty, $($place:ident)?) => {
        /// `self LIKE pattern`: `%` stands for any text, `_` for any character.
        pub fn like<O: Operand<V, J>, J$(, $place)?>(self, pattern: O) -> Expr<bool, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Like, " LIKE ", pattern.into_fragment()))
        }

        /// `self NOT LIKE pattern`.
        pub fn not_like<O: Operand<V, J>, J$(, $place)?>(self, pattern: O) -> Expr<bool, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Like, " NOT LIKE ", pattern.into_fragment()))
        }

        /// `self ILIKE pattern`: like [`like`](Self::like), whatever the case.
        pub fn ilike<O: Operand<V, J>, J$(, $place)?>(self, pattern: O) -> Expr<bool, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Like, " ILIKE ", pattern.into_fragment()))
        }

        /// `self NOT ILIKE pattern`.
        pub fn not_ilike<O: Operand<V, J>, J$(, $place)?>(self, pattern: O) -> Expr<bool, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Like, " NOT ILIKE ", pattern.into_fragment()))
        }
    };
}

operators!(patterns, [V: Text,] V);

macro_rules! texts {
    ($reads:ty, $($place:ident)?) => {
        /// `lower(self)`.
        pub fn lower$(<$place>)?(self) -> Expr<String, $reads, N> {
            Expr::new(Fragment::call("lower", [self.fragment()]))
        }

        /// `upper(self)`.
        pub fn upper$(<$place>)?(self) -> Expr<String, $reads, N> {
            Expr::new(Fragment::call("upper", [self.fragment()]))
        }

        /// `char_length(self)`: how many characters.
        pub fn char_length$(<$place>)?(self) -> Expr<i32, $reads, N> {
            Expr::new(Fragment::call("char_length", [self.fragment()]))
        }

        /// `btrim(self)`: without spaces at its ends.
        pub fn trim$(<$place>)?(self) -> Expr<String, $reads, N> {
            Expr::new(Fragment::call("btrim", [self.fragment()]))
        }

        /// `self || other`.
        pub fn concat<O: Operand<V, J>, J$(, $place)?>(self, other: O) -> Expr<String, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Other, " || ", other.into_fragment()))
        }

        /// `left(self, characters)`: so many from its start; below 0, all but so many at its end.
        pub fn left<O: Operand<i32, J>, J$(, $place)?>(self, characters: O)
            -> Expr<String, O::Reads<$reads>, O::Null<N>>
        {
            Expr::new(Fragment::call("\"left\"", [self.fragment(), characters.into_fragment()]))
        }

        /// `right(self, characters)`: so many from its end.
        pub fn right<O: Operand<i32, J>, J$(, $place)?>(self, characters: O)
            -> Expr<String, O::Reads<$reads>, O::Null<N>>
        {
            Expr::new(Fragment::call("\"right\"", [self.fragment(), characters.into_fragment()]))
        }

        /// `substr(self, from, characters)`: so many from a place on, from 1.
        pub fn substr<F: Operand<i32, J>, C: Operand<i32, M>, J, M$(, $place)?>(self, from: F, characters: C)
            -> Expr<String, C::Reads<F::Reads<$reads>>, C::Null<F::Null<N>>>
        {
            let (from, characters) = (from.into_fragment().cast_to::<i32>(), characters.into_fragment().cast_to::<i32>());
            Expr::new(Fragment::call("substr", [self.fragment(), from, characters]))
        }

        /// `replace(self, from, to)`: with every occurrence of a text replaced.
        pub fn replace<F: Operand<String, J>, C: Operand<String, M>, J, M$(, $place)?>(self, from: F, to: C)
            -> Expr<String, C::Reads<F::Reads<$reads>>, C::Null<F::Null<N>>>
        {
            Expr::new(Fragment::call("replace", [self.fragment(), from.into_fragment(), to.into_fragment()]))
        }

        /// `split_part(self, separator, part)`: one of the parts, from 1; empty where there are not so many.
        pub fn split_part<F: Operand<String, J>, C: Operand<i32, M>, J, M$(, $place)?>(self, separator: F, part: C)
            -> Expr<String, C::Reads<F::Reads<$reads>>, C::Null<F::Null<N>>>
        {
            Expr::new(Fragment::call("split_part", [self.fragment(), separator.into_fragment(), part.into_fragment()]))
        }

        /// `starts_with(self, prefix)`.
        pub fn starts_with<O: Operand<String, J>, J$(, $place)?>(self, prefix: O)
            -> Expr<bool, O::Reads<$reads>, O::Null<N>>
        {
            Expr::new(Fragment::call("starts_with", [self.fragment(), prefix.into_fragment()]))
        }

        /// `strpos(self, part)`: where a text first occurs, from 1; 0 where it does not.
        pub fn strpos<O: Operand<String, J>, J$(, $place)?>(self, part: O) -> Expr<i32, O::Reads<$reads>, O::Null<N>> {
            Expr::new(Fragment::call("strpos", [self.fragment(), part.into_fragment()]))
        }

        /// `self ~ pattern`: whether a regular expression matches a part of it (manual: "POSIX Regular Expressions", 9.7.3).
        pub fn matches_regex<O: Operand<String, J>, J$(, $place)?>(self, pattern: O)
            -> Expr<bool, O::Reads<$reads>, O::Null<N>>
        {
            Expr::new(self.fragment().binary(Level::Other, " ~ ", pattern.into_fragment()))
        }

        /// `self ~* pattern`: the same, whatever the case.
        pub fn matches_regex_ignoring_case<O: Operand<String, J>, J$(, $place)?>(self, pattern: O)
            -> Expr<bool, O::Reads<$reads>, O::Null<N>>
        {
            Expr::new(self.fragment().binary(Level::Other, " ~* ", pattern.into_fragment()))
        }

        /// `regexp_replace(self, pattern, replacement, 'g')`: with every match replaced; `\1` stands for its first group.
        pub fn regexp_replace<F: Operand<String, J>, C: Operand<String, M>, J, M$(, $place)?>(self, pattern: F, replacement: C)
            -> Expr<String, C::Reads<F::Reads<$reads>>, C::Null<F::Null<N>>>
        {
            let (pattern, replacement) = (pattern.into_fragment(), replacement.into_fragment());
            Expr::new(Fragment::call("regexp_replace", [self.fragment(), pattern, replacement, Fragment::text("'g'")]))
        }
    };
}

operators!(texts, [V: Text,] V);
