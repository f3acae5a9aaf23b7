use tablewright::{Db, FromRow, Table};

#[derive(Table)]
pub struct User {
    #[column(primary_key, identity)]
    pub id: i64,
    pub name: String,
}

#[derive(Table)]
pub struct Todo {
    #[column(primary_key, identity)]
    pub id: i64,
    #[column(references = User::id)]
    pub user_id: i64,
    #[column(references = Todo::id)]
    pub parent_id: Option<i64>,
    pub title: String,
    pub done: bool,
}

#[derive(FromRow)]
pub struct Busy {
    pub user_id: i64,
    pub todos: i64,
}

pub fn check(db: &Db) {
    let _ = db.select::<Todo>().columns((Todo::USER_ID, Todo::TITLE)).rows_as::<Busy>();
}

fn main() {}
