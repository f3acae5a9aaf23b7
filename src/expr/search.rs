//! Full-text search (manual: "Text Search Functions and Operators", 9.13).

use super::{Expr, Fragment, Level, Operand, Text};
use crate::nullability::NotNull;
use crate::quote;
use crate::types::{Json, TsQuery, TsVector, Weight};

/// A text search configuration: how a text is taken apart into lexemes. It stands in a statement as a literal, so that an
/// index on `to_tsvector('english', ..)` is used.
///
/// ```
/// use tablewright::{Filter, Table};
/// use tablewright::expr::{Config, websearch_to_tsquery};
///
/// #[derive(Table)]
/// struct Article {
///     #[column(primary_key, identity)]
///     id: i64,
///     body: String,
/// }
///
/// const SWISS: Config = Config::of_namespace("app", "Swiss German");
/// let words = websearch_to_tsquery(SWISS, "velo -auto");
/// let found = Filter::<Article>::new().and(Article::BODY.to_tsvector(SWISS).matches(words));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Config {
    namespace: Option<&'static str>,
    name: &'static str,
}

impl Config {
    /// `simple`: words as they are, in small letters.
    pub const SIMPLE: Self = Self::named("simple");
    /// `english`.
    pub const ENGLISH: Self = Self::named("english");
    /// `french`.
    pub const FRENCH: Self = Self::named("french");
    /// `german`.
    pub const GERMAN: Self = Self::named("german");
    /// `spanish`.
    pub const SPANISH: Self = Self::named("spanish");

    /// A configuration by its name, found by the server's `search_path`. `\dF` in `psql` lists them.
    pub const fn named(name: &'static str) -> Self {
        Self { namespace: None, name }
    }

    /// A configuration in a namespace.
    pub const fn of_namespace(namespace: &'static str, name: &'static str) -> Self {
        Self { namespace: Some(namespace), name }
    }

    /// `'english'`, `'"app"."Swiss German"'`: a text in which the server reads a name.
    pub(crate) fn literal(self) -> String {
        let mut name = String::new();
        if let Some(namespace) = self.namespace {
            quote::identifier(&mut name, namespace);
            name.push('.');
        }
        let means_itself = self.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        if means_itself && !self.name.is_empty() {
            name.push_str(self.name);
        } else {
            quote::identifier(&mut name, self.name);
        }
        quote::literal(&name)
    }
}

impl Weight {
    fn fragment(self) -> Fragment {
        Fragment::text(match self {
            Self::A => "'A'",
            Self::B => "'B'",
            Self::C => "'C'",
            Self::D => "'D'",
        })
    }
}

macro_rules! queries {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        pub fn $name<O: Operand<String, J>, J>(config: Config, text: O)
            -> Expr<TsQuery, O::Reads<()>, O::Null<NotNull>>
        {
            Expr::new(Fragment::call(stringify!($name), [Fragment::config(config), text.into_fragment()]))
        }
    )+};
}

queries! {
    /// `to_tsquery(config, text)`: from operators, `'cat & !dog'`, `'cat:*'`. A text that is none is an error of the statement:
    /// for what people type there is [`websearch_to_tsquery`].
    to_tsquery;
    /// `plainto_tsquery(config, text)`: all of the words.
    plainto_tsquery;
    /// `phraseto_tsquery(config, text)`: the words one behind the other.
    phraseto_tsquery;
    /// `websearch_to_tsquery(config, text)`: from what people type, `"big cat" or lion -dog`. Never an error.
    websearch_to_tsquery;
}

macro_rules! texts {
    ($reads:ty, $($place:ident)?) => {
        /// `to_tsvector(config, self)`: its searchable form. See [`Config`].
        pub fn to_tsvector$(<$place>)?(self, config: Config) -> Expr<TsVector, $reads, N> {
            Expr::new(Fragment::call("to_tsvector", [Fragment::config(config), self.fragment()]))
        }

        /// `ts_headline(config, self, query)`: a piece of it with the words that were found, in `<b>` and `</b>`. It is made
        /// anew from the text, which takes time: ask for it in rows that are shown.
        pub fn ts_headline<Q: Operand<TsQuery, J>, J$(, $place)?>(self, config: Config, query: Q)
            -> Expr<String, Q::Reads<$reads>, Q::Null<N>>
        {
            Expr::new(Fragment::call("ts_headline", [Fragment::config(config), self.fragment(), sent(query)]))
        }

        /// `ts_headline(config, self, query, options)`: with options such as `StartSel=*, StopSel=*, MaxWords=10` (manual:
        /// "Highlighting Results", 12.3.4).
        pub fn ts_headline_with<Q: Operand<TsQuery, J>, O: Operand<String, M>, J, M$(, $place)?>(
            self,
            config: Config,
            query: Q,
            options: O,
        ) -> Expr<String, O::Reads<Q::Reads<$reads>>, O::Null<Q::Null<N>>> {
            let (text, options) = (self.fragment(), options.into_fragment());
            Expr::new(Fragment::call("ts_headline", [Fragment::config(config), text, sent(query), options]))
        }
    };
}

operators!(texts, [V: Text,] V);

macro_rules! documents {
    ($reads:ty, $($place:ident)?) => {
        /// `to_tsvector(config, self)`: the searchable form of the texts in it. See [`Config`](crate::expr::Config).
        pub fn to_tsvector$(<$place>)?(self, config: Config) -> Expr<TsVector, $reads, N> {
            Expr::new(Fragment::call("to_tsvector", [Fragment::config(config), self.fragment()]))
        }
    };
}

operators!(documents, [] Json);

/// A query of which the server knows that it is one.
fn sent<Q: Operand<TsQuery, J>, J>(query: Q) -> Fragment {
    query.into_fragment().cast_to::<TsQuery>()
}

macro_rules! vectors {
    ($reads:ty, $($place:ident)?) => {
        /// `self @@ query`: whether the query finds it. An index with `USING gin` serves it.
        ///
        /// ```
        /// # use tablewright::{Table, select};
        /// # use tablewright::expr::{Config, websearch_to_tsquery};
        /// # use tablewright::types::TsVector;
        /// # #[derive(Table)]
        /// # struct Article {
        /// #     #[column(primary_key)] id: i64,
        /// #     title: String,
        /// #     #[column(generated = "to_tsvector('english', title)")] search: TsVector,
        /// # }
        /// let query = || websearch_to_tsquery(Config::ENGLISH, "big cats");
        /// let found = select::<Article>()
        ///     .filter(Article::SEARCH.matches(query()))
        ///     .order_by(Article::SEARCH.ts_rank(query()).desc())
        ///     .columns((Article::ID, Article::TITLE.ts_headline(Config::ENGLISH, query())))
        ///     .limit(10);
        /// # drop(found);
        /// ```
        pub fn matches<Q: Operand<TsQuery, J>, J$(, $place)?>(self, query: Q)
            -> Expr<bool, Q::Reads<$reads>, Q::Null<N>>
        {
            Expr::new(self.fragment().binary(Level::Other, " @@ ", sent(query)))
        }

        /// `self || other`: both texts, the other one behind this one.
        pub fn concat<O: Operand<TsVector, J>, J$(, $place)?>(self, other: O)
            -> Expr<TsVector, O::Reads<$reads>, O::Null<N>>
        {
            let other = other.into_fragment().cast_to::<TsVector>();
            Expr::new(self.fragment().binary(Level::Other, " || ", other))
        }

        /// `setweight(self, weight)`: all of it counts so much.
        pub fn setweight$(<$place>)?(self, weight: Weight) -> Expr<TsVector, $reads, N> {
            Expr::new(Fragment::call("setweight", [self.fragment(), weight.fragment()]))
        }

        /// `strip(self)`: without places and weights.
        pub fn strip$(<$place>)?(self) -> Expr<TsVector, $reads, N> {
            Expr::new(Fragment::call("strip", [self.fragment()]))
        }

        /// `length(self)`: how many lexemes.
        pub fn length$(<$place>)?(self) -> Expr<i32, $reads, N> {
            Expr::new(Fragment::call("length", [self.fragment()]))
        }

        /// `ts_rank(self, query)`: how well the query finds it, by how often its words are in it.
        pub fn ts_rank<Q: Operand<TsQuery, J>, J$(, $place)?>(self, query: Q)
            -> Expr<f32, Q::Reads<$reads>, Q::Null<N>>
        {
            Expr::new(Fragment::call("ts_rank", [self.fragment(), sent(query)]))
        }

        /// `ts_rank_cd(self, query)`: how well the query finds it, by how near its words are to each other.
        pub fn ts_rank_cd<Q: Operand<TsQuery, J>, J$(, $place)?>(self, query: Q)
            -> Expr<f32, Q::Reads<$reads>, Q::Null<N>>
        {
            Expr::new(Fragment::call("ts_rank_cd", [self.fragment(), sent(query)]))
        }
    };
}

operators!(vectors, [] TsVector);

macro_rules! combined {
    ($reads:ty, $($place:ident)?) => {
        /// `self && other`: both find it.
        pub fn and<Q: Operand<TsQuery, J>, J$(, $place)?>(self, other: Q)
            -> Expr<TsQuery, Q::Reads<$reads>, Q::Null<N>>
        {
            Expr::new(self.fragment().binary(Level::Other, " && ", sent(other)))
        }

        /// `self || other`: one of them finds it at least.
        pub fn or<Q: Operand<TsQuery, J>, J$(, $place)?>(self, other: Q)
            -> Expr<TsQuery, Q::Reads<$reads>, Q::Null<N>>
        {
            Expr::new(self.fragment().binary(Level::Other, " || ", sent(other)))
        }

        /// `!!self`: it does not find it.
        #[allow(clippy::should_implement_trait)] // What a column reads is not known from its type alone.
        pub fn not$(<$place>)?(self) -> Expr<TsQuery, $reads, N> {
            Expr::new(self.fragment().at_least(Level::Atom).enclosed("!!", "", Level::Other))
        }

        /// `self <-> other`: the other finds the next word.
        pub fn followed_by<Q: Operand<TsQuery, J>, J$(, $place)?>(self, other: Q)
            -> Expr<TsQuery, Q::Reads<$reads>, Q::Null<N>>
        {
            Expr::new(self.fragment().binary(Level::Other, " <-> ", sent(other)))
        }

        /// `numnode(self)`: how many words and operators; 0 for one that finds nothing, such as one of stop words only.
        pub fn numnode$(<$place>)?(self) -> Expr<i32, $reads, N> {
            Expr::new(Fragment::call("numnode", [self.fragment()]))
        }
    };
}

operators!(combined, [] TsQuery);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_configurations_stay_names() {
        assert_eq!(Config::ENGLISH.literal(), "'english'");
        assert_eq!(Config::named("it's \"x").literal(), r#"'"it''s ""x"'"#);
        assert_eq!(Config::of_namespace("App", "de_1").literal(), r#"'"App"."de_1"'"#);
        assert_eq!(Config::named("").literal(), r#"'""'"#);
        assert_eq!(Config::named(r"a\' --").literal(), r#"E'"a\\'' --"'"#);
    }
}
