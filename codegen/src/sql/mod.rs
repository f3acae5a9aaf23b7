//! Front end 1: SQL text to the model.
//!
//! [`Reader`] folds statements one after the other into a schema: a `schema.sql`, or the files of a migrations
//! folder in their order, with every `ALTER`, `DROP` and `COMMENT` doing what PostgreSQL would do. Nothing is
//! skipped in silence: a statement that is not understood is a mistake with its place, and all mistakes of a run
//! are reported together.
//!
//! The grammar is ours, one file for each kind of object with its `CREATE`, `ALTER` and `DROP`, over the tokens of
//! PostgreSQL's own lexical rules (`text`). Expressions and queries are token ranges that are never judged, so that
//! nothing that PostgreSQL accepts is refused because of one.

mod aggregate;
mod alter;
mod alter_column;
mod alter_parent;
mod alter_storage;
mod alter_view;
mod attach;
mod belonging;
mod block;
mod bound;
mod canonical;
mod cast;
mod change;
mod clauses;
mod collation;
mod column;
mod comment;
mod composite;
mod constraint;
mod cursor;
mod default_privileges;
mod definer;
mod directive;
mod dispatch;
mod domain;
mod element;
mod enumeration;
mod event_trigger;
pub(crate) mod extension;
mod figure;
mod fold;
mod foreign_data_wrapper;
mod foreign_table;
mod fragment;
mod function;
mod grant;
mod index;
mod inherit;
mod lexeme;
mod like;
mod named;
mod names;
mod namespace;
mod not_null;
mod object;
pub(crate) mod opaque;
mod operator;
mod operator_class;
mod options;
mod partition;
mod plain;
mod policy;
mod publication;
mod queries;
mod range;
mod reader;
mod role;
mod rule;
mod scope;
mod sequence;
mod server;
mod spread;
mod statement;
mod statistics;
mod subscription;
mod suggest;
mod table;
mod table_clause;
mod text;
mod text_search;
mod trigger;
mod typedef;
mod typename;
mod user_mapping;
mod view;

pub(crate) use attach::{join, only_column};
pub(crate) use bound::{condition as bound_condition, is_constant as is_constant_bound};
pub(crate) use change::rename_enum_value;
pub(crate) use definer::is_open_definer;
pub(crate) use fragment::columns_used;
pub use fragment::{
    Used, column_name, exclusion_element, expr, index_element, names, parse_type, referential_action, rename,
};
pub use lexeme::statements;
pub(crate) use lexeme::{Lexeme, lexemes};
pub(crate) use names::{Role, Site, rewrite};
pub(crate) use queries::{rename_column, rename_relation, takes_unnamed};
pub use reader::Reader;
pub(crate) use text::keeps_quotes;

/// Where the statements of a text are, without their semicolons.
pub fn statement_ranges(source: &str) -> Vec<std::ops::Range<usize>> {
    let tokens = text::lex(source).tokens;
    let all = text::split(source, &tokens);
    all.into_iter().map(|one| tokens[one.tokens.start].start..tokens[one.tokens.end - 1].end).collect()
}
