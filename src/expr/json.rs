//! `jsonb` (manual: "JSON Functions and Operators", 9.16).

use super::{Expr, Fragment, IntoValue, Level, Operand};
use crate::nullability::Nullable;
use crate::types::Json;

fn words<L: IntoIterator<Item: IntoValue<String>>>(words: L) -> Fragment {
    let words: Vec<String> = words.into_iter().map(IntoValue::into_value).collect();
    Fragment::param(Box::new(words))
}

macro_rules! documents {
    ($reads:ty, $($place:ident)?) => {
        /// `self -> name`: a field; NULL where there is none.
        pub fn field<O: Operand<String, J>, J$(, $place)?>(self, name: O) -> Expr<Json, O::Reads<$reads>, Nullable> {
            Expr::new(self.fragment().binary(Level::Other, " -> ", name.into_fragment().cast_to::<String>()))
        }

        /// `self ->> name`: a field as text; NULL where there is none, or it is `null`.
        pub fn field_text<O: Operand<String, J>, J$(, $place)?>(self, name: O)
            -> Expr<String, O::Reads<$reads>, Nullable>
        {
            Expr::new(self.fragment().binary(Level::Other, " ->> ", name.into_fragment().cast_to::<String>()))
        }

        /// `self -> place`: an element of an array, from 0, or from the end below that; NULL where there is none.
        pub fn item<O: Operand<i32, J>, J$(, $place)?>(self, place: O) -> Expr<Json, O::Reads<$reads>, Nullable> {
            Expr::new(self.fragment().binary(Level::Other, " -> ", place.into_fragment().cast_to::<i32>()))
        }

        /// `self #> path`: what is at the end of a path of names and places; NULL where there is nothing.
        pub fn at_path<L: IntoIterator<Item: IntoValue<String>>$(, $place)?>(self, path: L)
            -> Expr<Json, $reads, Nullable>
        {
            Expr::new(self.fragment().binary(Level::Other, " #> ", words(path)))
        }

        /// `self #>> path`: the same as text.
        pub fn text_at_path<L: IntoIterator<Item: IntoValue<String>>$(, $place)?>(self, path: L)
            -> Expr<String, $reads, Nullable>
        {
            Expr::new(self.fragment().binary(Level::Other, " #>> ", words(path)))
        }

        /// `self @> other`: whether it has all that the other has. An index with `USING gin` serves it.
        pub fn contains<O: Operand<Json, J>, J$(, $place)?>(self, other: O) -> Expr<bool, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Other, " @> ", other.into_fragment()))
        }

        /// `self <@ other`: whether the other has all that it has.
        pub fn is_contained_in<O: Operand<Json, J>, J$(, $place)?>(self, other: O)
            -> Expr<bool, O::Reads<$reads>, O::Null<N>>
        {
            Expr::new(self.fragment().binary(Level::Other, " <@ ", other.into_fragment()))
        }

        /// `self ? name`: whether it has such a field, or such a text among its elements.
        pub fn has_key<O: Operand<String, J>, J$(, $place)?>(self, name: O) -> Expr<bool, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Other, " ? ", name.into_fragment()))
        }

        /// `self ?| names`: whether it has any of these fields.
        pub fn has_any_key<L: IntoIterator<Item: IntoValue<String>>$(, $place)?>(self, names: L) -> Expr<bool, $reads, N> {
            Expr::new(self.fragment().binary(Level::Other, " ?| ", words(names)))
        }

        /// `self ?& names`: whether it has all of these fields.
        pub fn has_all_keys<L: IntoIterator<Item: IntoValue<String>>$(, $place)?>(self, names: L) -> Expr<bool, $reads, N> {
            Expr::new(self.fragment().binary(Level::Other, " ?& ", words(names)))
        }

        /// `self || other`: fields of the other replace its own.
        pub fn merge<O: Operand<Json, J>, J$(, $place)?>(self, other: O) -> Expr<Json, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Other, " || ", other.into_fragment()))
        }

        /// `self - name`: without that field.
        pub fn without<O: Operand<String, J>, J$(, $place)?>(self, name: O) -> Expr<Json, O::Reads<$reads>, O::Null<N>> {
            Expr::new(self.fragment().binary(Level::Add, " - ", name.into_fragment().cast_to::<String>()))
        }

        /// `jsonb_set(self, path, value)`: with the value at the end of a path.
        pub fn set_path<L, O, J$(, $place)?>(self, path: L, value: O) -> Expr<Json, O::Reads<$reads>, O::Null<N>>
        where
            L: IntoIterator<Item: IntoValue<String>>,
            O: Operand<Json, J>,
        {
            Expr::new(Fragment::call("jsonb_set", [self.fragment(), words(path), value.into_fragment()]))
        }

        /// `self @? path`: whether a JSON path finds anything. A path that cannot be read is an error of the statement.
        pub fn path_exists<O: Operand<String, J>, J$(, $place)?>(self, path: O)
            -> Expr<bool, O::Reads<$reads>, Nullable>
        {
            let path = path.into_fragment().cast_to::<String>().enclosed("CAST(", " AS jsonpath)", Level::Atom);
            Expr::new(self.fragment().binary(Level::Other, " @? ", path))
        }

        /// `jsonb_array_length(self)`: how many elements. Of something that is no array it is an error of the statement.
        pub fn array_length$(<$place>)?(self) -> Expr<i32, $reads, N> {
            Expr::new(Fragment::call("jsonb_array_length", [self.fragment()]))
        }

        /// `jsonb_typeof(self)`: `object`, `array`, `string`, `number`, `boolean`, or `null`.
        pub fn json_type$(<$place>)?(self) -> Expr<String, $reads, N> {
            Expr::new(Fragment::call("jsonb_typeof", [self.fragment()]))
        }
    };
}

operators!(documents, [] Json);
