//! Typed queries on a real server: what is written is what is read.

mod changes;
mod expressions;
mod hostile;
mod inserts;
mod joins;
mod merges;
mod pages;
mod ranges;
mod raw;
mod relations;
mod relations_declared;
mod search;
mod selects;
mod streams;
mod transactions;
mod types;
mod vectors;

use tablewright::types::{Timestamp, Vector};
use tablewright::{Db, FromRow, PgEnum, Table, alias, cte, select, select_from};
use tablewright_tests::Database;

#[derive(Clone, Copy, Debug, PartialEq, PgEnum)]
enum Status {
    Open,
    #[pg_enum(value = "in review")]
    InReview,
}

#[derive(Clone, Debug, PartialEq, Table)]
struct User {
    #[column(primary_key, identity)]
    id: i64,
    #[column(unique, sql_type = "email")]
    email: String,
    name: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(unique(columns(user_id, title)))]
struct Todo {
    #[column(primary_key, identity)]
    id: i64,
    #[column(references = User::id)]
    user_id: i64,
    #[column(sql_type = "varchar(20)")]
    title: String,
    note: Option<String>,
    #[column(default = "false")]
    done: bool,
    #[column(default = "0")]
    views: i32,
    #[column(default = "'open'")]
    status: Status,
    #[column(default = "'{}'")]
    tags: Vec<String>,
    #[column(sql_type = "vector(3)")]
    embedding: Option<Vector>,
    #[column(generated = "lower(title)")]
    slug: Option<String>,
    #[column(default = "now()", name = "createdAt")]
    created_at: Timestamp,
}

/// A table without a NOT NULL column, in a namespace of its own, with a key of two columns that refers to one of two.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(namespace = "app", name = "remark")]
#[table(foreign_key(columns(user_id, title), references(Todo, user_id, title), relation = "todo"))]
struct Remark {
    user_id: Option<i64>,
    #[column(sql_type = "varchar(20)")]
    title: Option<String>,
    text: Option<String>,
}

/// One row at most for each user.
#[derive(Clone, Debug, PartialEq, Table)]
struct Profile {
    #[column(primary_key, references = User::id)]
    user_id: i64,
    bio: String,
}

const SCHEMA: &str = r#"
    CREATE EXTENSION vector;
    CREATE SCHEMA app;
    CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
    CREATE TYPE status AS ENUM ('open', 'in review', 'unheard of');
    CREATE TABLE "user" (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email email NOT NULL UNIQUE, name text);
    CREATE TABLE todo (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        user_id bigint NOT NULL REFERENCES "user",
        title varchar(20) NOT NULL,
        note text,
        done boolean NOT NULL DEFAULT false,
        views integer NOT NULL DEFAULT 0,
        status status NOT NULL DEFAULT 'open',
        tags text[] NOT NULL DEFAULT '{}',
        embedding vector(3),
        slug text GENERATED ALWAYS AS (lower(title)) STORED,
        "createdAt" timestamptz NOT NULL DEFAULT now(),
        UNIQUE (user_id, title)
    );
    CREATE TABLE app.remark (user_id bigint, title varchar(20), text text,
        FOREIGN KEY (user_id, title) REFERENCES todo (user_id, title));
    CREATE TABLE profile (user_id bigint PRIMARY KEY REFERENCES "user", bio text NOT NULL);
"#;

/// A database with the tables above.
async fn database() -> (Database, Db) {
    let database = Database::new().await;
    database.apply(SCHEMA).await;
    let db = Db::connect(&database.url).await.unwrap();
    (database, db)
}

async fn ends(database: Database, db: Db) {
    db.close();
    database.drop().await;
}

async fn user(db: &Db, email: &str) -> User {
    db.insert(NewUser::new(email)).one().await.unwrap()
}
