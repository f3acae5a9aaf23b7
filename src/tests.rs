//! The text of statements.

use crate::executor::{Executor, Source};
use crate::types::{Timestamp, Vector};
use crate::{Filter, PgEnum, Table};

#[derive(Clone, Debug, PartialEq, PgEnum)]
enum Status {
    Open,
    Closed,
}

#[derive(Debug, Table)]
struct User {
    #[column(primary_key, identity)]
    id: i64,
    #[column(unique)]
    email: String,
    name: Option<String>,
}

#[derive(Debug, Table)]
#[table(unique(columns(user_id, title)))]
struct Todo {
    #[column(primary_key, identity)]
    id: i64,
    #[column(references = User::id)]
    user_id: i64,
    title: String,
    note: Option<String>,
    #[column(default = "false")]
    done: bool,
    #[column(default = "0")]
    views: i32,
    #[column(default = "'open'")]
    status: Status,
    tags: Vec<String>,
    #[column(sql_type = "vector(3)")]
    embedding: Option<Vector>,
    #[column(generated = "lower(title)")]
    slug: String,
    #[column(default = "now()", name = "createdAt")]
    created_at: Timestamp,
}

#[derive(Debug, Table)]
#[table(namespace = "app", name = "comment", private)]
struct Comment {
    #[column(references(Todo))]
    todo_id: Option<i64>,
    text: Option<String>,
}

/// Statements that are only looked at.
fn db() -> Executor<'static> {
    Executor::new(Source::Nowhere)
}
