//! The tables, and what is in them.

use pgvector::Vector;
use tablewright::Table;
use tokio_postgres::Client;

/// `user` of the typed form.
#[derive(Clone, Debug, PartialEq, Table)]
pub(crate) struct User {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) email: String,
    pub(crate) name: Option<String>,
    pub(crate) age: i32,
    pub(crate) active: bool,
    pub(crate) score: f64,
    pub(crate) city: String,
    pub(crate) visits: i64,
}

#[derive(Clone, Debug, PartialEq, Table)]
pub(crate) struct Post {
    #[column(primary_key)]
    pub(crate) id: i64,
    #[column(references = User::id)]
    pub(crate) user_id: i64,
    pub(crate) title: String,
    pub(crate) body: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
pub(crate) struct Comment {
    #[column(primary_key)]
    pub(crate) id: i64,
    #[column(references = Post::id)]
    pub(crate) post_id: i64,
    pub(crate) text: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
pub(crate) struct Note {
    #[column(primary_key, identity)]
    pub(crate) id: i64,
    pub(crate) owner: i64,
    pub(crate) title: String,
    pub(crate) text: Option<String>,
    pub(crate) rank: f64,
    pub(crate) done: bool,
}

#[derive(Clone, Debug, PartialEq, Table)]
pub(crate) struct Item {
    #[column(primary_key)]
    pub(crate) id: i64,
    #[column(sql_type = "vector(384)")]
    pub(crate) embedding: Vector,
}

const SCHEMA: &str = r#"
    CREATE EXTENSION vector;
    CREATE TABLE "user" (id bigint PRIMARY KEY, email text NOT NULL, name text, age integer NOT NULL,
        active boolean NOT NULL, score double precision NOT NULL, city text NOT NULL, visits bigint NOT NULL);
    CREATE TABLE post (id bigint PRIMARY KEY, user_id bigint NOT NULL, title text NOT NULL, body text NOT NULL);
    CREATE TABLE comment (id bigint PRIMARY KEY, post_id bigint NOT NULL, text text NOT NULL);
    CREATE TABLE note (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, owner bigint NOT NULL, title text NOT NULL,
        text text, rank double precision NOT NULL, done boolean NOT NULL);
    CREATE TABLE item (id bigint PRIMARY KEY, embedding vector(384) NOT NULL);
    INSERT INTO "user" SELECT n, 'user' || n || '@example.org', CASE WHEN n % 3 > 0 THEN 'User number ' || n END, n % 90,
        n % 2 = 0, n * 0.5, 'City of ' || n % 100, n * 7 FROM generate_series(1, 10000) n;
    INSERT INTO post SELECT n, (n - 1) % 100 + 1, 'Post ' || n, repeat('text ', 20) FROM generate_series(1, 1000) n;
    INSERT INTO comment SELECT n, (n - 1) % 1000 + 1, 'Comment ' || n FROM generate_series(1, 10000) n;
    INSERT INTO item SELECT n, (SELECT array_agg(sin(n * i))::vector(384) FROM generate_series(1, 384) i)
        FROM generate_series(1, 10000) n;
    CREATE INDEX ON post (user_id);
    CREATE INDEX ON comment (post_id);
    VACUUM ANALYZE;
"#;

pub(crate) async fn fill(client: &Client) {
    for statement in SCHEMA.split(';').filter(|statement| !statement.trim().is_empty()) {
        client.batch_execute(statement).await.expect("the tables can be made");
    }
}

/// A row to insert, of the bare form.
pub(crate) type NoteValues = (i64, String, Option<String>, f64, bool);

pub(crate) fn notes(rows: usize) -> Vec<NoteValues> {
    let note =
        |n: usize| (n as i64, format!("Title {n}"), Some(format!("Text of {n}")), n as f64, n.is_multiple_of(2));
    (0..rows).map(note).collect()
}

pub(crate) fn new_notes(rows: usize) -> Vec<NewNote> {
    let note =
        |(owner, title, text, rank, done): NoteValues| NewNote::new(owner, title, rank, done).text(text);
    notes(rows).into_iter().map(note).collect()
}

pub(crate) fn vector(seed: u32) -> Vector {
    Vector::from((0..384).map(|i| (f64::from(seed * i)).sin() as f32).collect::<Vec<_>>())
}
