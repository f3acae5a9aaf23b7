//! The same with typed queries.

use futures_util::future::join_all;
use pgvector::Vector;
use tablewright::Db;

use super::schema::{Comment, Item, NewNote, Note, Post, User};

pub(crate) async fn select(db: &Db, rows: i64) -> Vec<User> {
    db.select::<User>().limit(rows).all().await.expect("rows")
}

pub(crate) async fn join(db: &Db) -> Vec<(Post, Option<User>)> {
    db.select::<Post>().left_join::<User>(Post::USER_ID.eq(User::ID)).all().await.expect("rows")
}

pub(crate) async fn by_key(db: &Db, id: i64) -> User {
    db.select::<User>().filter(User::ID.eq(id)).one().await.expect("a row")
}

/// 32 tasks with ten look-ups each.
pub(crate) async fn many(db: &Db) -> i64 {
    let tasks = (0..32).map(|task| {
        let db = db.clone();
        tokio::spawn(async move {
            let mut sum = 0;
            for n in 0..10 {
                sum += by_key(&db, task * 100 + n + 1).await.visits;
            }
            sum
        })
    });
    join_all(tasks).await.into_iter().map(|sum| sum.expect("no panic")).sum()
}

pub(crate) async fn insert(db: &Db, notes: &[NewNote]) -> u64 {
    match notes {
        [note] => db.insert(note).run().await.expect("an insert"),
        notes => db.insert_many(notes).run().await.expect("an insert"),
    }
}

pub(crate) async fn copy_in(db: &Db, notes: &[NewNote]) -> u64 {
    db.copy_in(notes).await.expect("a copy")
}

pub(crate) async fn update(db: &Db, id: i64) -> u64 {
    db.update::<User>().set(User::VISITS, id * 7).filter(User::ID.eq(id)).run().await.expect("an update")
}

pub(crate) async fn nested(db: &Db) -> Vec<(User, Vec<(Post, Vec<Comment>)>)> {
    let posts = User::POSTS.order_by(Post::ID).with(Post::COMMENTS.order_by(Comment::ID));
    db.select::<User>().with(posts).filter(User::ID.le(100)).order_by(User::ID).all().await.expect("rows")
}

pub(crate) async fn nearest(db: &Db, to: &Vector) -> Vec<i64> {
    let rows = db.select::<Item>().columns(Item::ID).order_by(Item::EMBEDDING.cosine_distance(to)).limit(10);
    rows.all().await.expect("rows")
}

/// Only written.
const _: Option<Note> = None;
