//! The driver by hand, in its usual form.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use futures_util::future::join_all;
use pgvector::Vector;
use tokio::sync::Semaphore;
use tokio_postgres::binary_copy::BinaryCopyInWriter;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, NoTls, Row, Statement};

use super::schema::{Comment, NoteValues, Post, User};

/// A connection.
pub(crate) struct Bare {
    pub(crate) client: Client,
}

/// A connection with what is prepared on it.
pub(crate) struct Prepared {
    client: Client,
    select: Statement,
    join: Statement,
    by_key: Statement,
    update: Statement,
    users: Statement,
    posts: Statement,
    comments: Statement,
    nearest: Statement,
}

const USER: &str = "id, email, name, age, active, score, city, visits";

impl Bare {
    pub(crate) async fn connect(url: &str) -> Self {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await.expect("a connection");
        tokio::spawn(connection);
        Self { client }
    }

    pub(crate) async fn prepare(self) -> Prepared {
        let prepare = async |text: &str| self.client.prepare(text).await.expect("a statement");
        let join = "SELECT p.id, p.user_id, p.title, p.body, u.id, u.email, u.name, u.age, u.active, u.score, u.city, \
                    u.visits FROM post p LEFT JOIN \"user\" u ON p.user_id = u.id";
        Prepared {
            select: prepare(&format!("SELECT {USER} FROM \"user\" LIMIT $1")).await,
            join: prepare(join).await,
            by_key: prepare(&format!("SELECT {USER} FROM \"user\" WHERE id = $1")).await,
            update: prepare("UPDATE \"user\" SET visits = $1 WHERE id = $2").await,
            users: prepare(&format!("SELECT {USER} FROM \"user\" WHERE id <= $1 ORDER BY id")).await,
            posts: prepare("SELECT id, user_id, title, body FROM post WHERE user_id = ANY($1) ORDER BY id")
                .await,
            comments: prepare("SELECT id, post_id, text FROM comment WHERE post_id = ANY($1) ORDER BY id")
                .await,
            nearest: prepare("SELECT id FROM item ORDER BY embedding <=> $1 LIMIT 10").await,
            client: self.client,
        }
    }
}

fn user(row: &Row, at: usize) -> User {
    User {
        id: row.get(at),
        email: row.get(at + 1),
        name: row.get(at + 2),
        age: row.get(at + 3),
        active: row.get(at + 4),
        score: row.get(at + 5),
        city: row.get(at + 6),
        visits: row.get(at + 7),
    }
}

fn post(row: &Row) -> Post {
    Post { id: row.get(0), user_id: row.get(1), title: row.get(2), body: row.get(3) }
}

fn comment(row: &Row) -> Comment {
    Comment { id: row.get(0), post_id: row.get(1), text: row.get(2) }
}

impl Prepared {
    async fn rows(&self, statement: &Statement, params: &[&(dyn ToSql + Sync)]) -> Vec<Row> {
        self.client.query(statement, params).await.expect("rows")
    }

    pub(crate) async fn select(&self, rows: i64) -> Vec<User> {
        self.rows(&self.select, &[&rows]).await.iter().map(|row| user(row, 0)).collect()
    }

    pub(crate) async fn join(&self) -> Vec<(Post, Option<User>)> {
        let rows = self.rows(&self.join, &[]).await;
        let there = |row: &Row| row.get::<_, Option<i64>>(4).is_some().then(|| user(row, 4));
        rows.iter().map(|row| (post(row), there(row))).collect()
    }

    pub(crate) async fn by_key(&self, id: i64) -> User {
        user(&self.client.query_one(&self.by_key, &[&id]).await.expect("a row"), 0)
    }

    pub(crate) async fn truncate(&self) {
        self.client.batch_execute("TRUNCATE note").await.expect("an empty table");
    }

    pub(crate) async fn insert_values(&self, rows: usize) -> Statement {
        let tuple = |row: usize| {
            let numbers: Vec<String> = (1..=5).map(|i| format!("${}", row * 5 + i)).collect();
            format!("({})", numbers.join(", "))
        };
        let tuples: Vec<String> = (0..rows).map(tuple).collect();
        let text = format!("INSERT INTO note (owner, title, text, rank, done) VALUES {}", tuples.join(", "));
        self.client.prepare(&text).await.expect("a statement")
    }

    pub(crate) async fn insert(&self, statement: &Statement, notes: &[NoteValues]) -> u64 {
        let mut params: Vec<&(dyn ToSql + Sync)> = Vec::with_capacity(notes.len() * 5);
        for (owner, title, text, rank, done) in notes {
            params.extend([owner as &(dyn ToSql + Sync), title, text, rank, done]);
        }
        self.client.execute(statement, &params).await.expect("an insert")
    }

    pub(crate) async fn copy_in(&self, notes: &[NoteValues]) -> u64 {
        let text = "COPY note (owner, title, text, rank, done) FROM STDIN (FORMAT binary)";
        let sink = self.client.copy_in(text).await.expect("a copy");
        let types = [Type::INT8, Type::TEXT, Type::TEXT, Type::FLOAT8, Type::BOOL];
        let writer = BinaryCopyInWriter::new(sink, &types);
        let mut writer = std::pin::pin!(writer);
        for (owner, title, text, rank, done) in notes {
            writer.as_mut().write(&[owner, title, text, rank, done]).await.expect("a row");
        }
        writer.finish().await.expect("a copy")
    }

    pub(crate) async fn update(&self, id: i64) -> u64 {
        self.client.execute(&self.update, &[&(id * 7), &id]).await.expect("an update")
    }

    /// One statement for each level.
    pub(crate) async fn nested(&self) -> Vec<(User, Vec<(Post, Vec<Comment>)>)> {
        let users: Vec<User> =
            self.rows(&self.users, &[&100_i64]).await.iter().map(|row| user(row, 0)).collect();
        let keys: Vec<i64> = users.iter().map(|user| user.id).collect();
        let posts: Vec<Post> = self.rows(&self.posts, &[&keys]).await.iter().map(post).collect();
        let keys: Vec<i64> = posts.iter().map(|post| post.id).collect();
        let comments: Vec<Comment> = self.rows(&self.comments, &[&keys]).await.iter().map(comment).collect();
        let mut of_post: HashMap<i64, Vec<Comment>> = HashMap::new();
        for comment in comments {
            of_post.entry(comment.post_id).or_default().push(comment);
        }
        let mut of_user: HashMap<i64, Vec<(Post, Vec<Comment>)>> = HashMap::new();
        for post in posts {
            let comments = of_post.remove(&post.id).unwrap_or_default();
            of_user.entry(post.user_id).or_default().push((post, comments));
        }
        users
            .into_iter()
            .map(|user| {
                let posts = of_user.remove(&user.id).unwrap_or_default();
                (user, posts)
            })
            .collect()
    }

    pub(crate) async fn nearest(&self, to: &Vector) -> Vec<i64> {
        self.rows(&self.nearest, &[to]).await.iter().map(|row| row.get(0)).collect()
    }
}

/// Connections that are handed out to one task at a time.
#[derive(Clone)]
pub(crate) struct Pool {
    free: Arc<Mutex<Vec<(Client, Statement)>>>,
    places: Arc<Semaphore>,
}

impl Pool {
    pub(crate) async fn connect(url: &str, connections: usize) -> Self {
        let mut free = Vec::new();
        for _ in 0..connections {
            let client = Bare::connect(url).await.client;
            let text = format!("SELECT {USER} FROM \"user\" WHERE id = $1");
            let statement = client.prepare(&text).await.expect("a statement");
            free.push((client, statement));
        }
        Self { free: Arc::new(Mutex::new(free)), places: Arc::new(Semaphore::new(connections)) }
    }

    async fn by_key(&self, id: i64) -> User {
        let _place = self.places.acquire().await.expect("open");
        let connection = self.free.lock().expect("no panic").pop();
        let (client, statement) = connection.expect("one for each place");
        let found = user(&client.query_one(&statement, &[&id]).await.expect("a row"), 0);
        self.free.lock().expect("no panic").push((client, statement));
        found
    }
}

/// 32 tasks with ten look-ups each.
pub(crate) async fn many(pool: &Pool) -> i64 {
    let tasks = (0..32).map(|task| {
        let pool = pool.clone();
        tokio::spawn(async move {
            let mut sum = 0;
            for n in 0..10 {
                sum += pool.by_key(task * 100 + n + 1).await.visits;
            }
            sum
        })
    });
    join_all(tasks).await.into_iter().map(|sum| sum.expect("no panic")).sum()
}
