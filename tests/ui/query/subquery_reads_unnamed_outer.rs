use tablewright::{Db, Table, exists, select};

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

pub fn check(db: &Db) {
    let _ = db.select::<User>().filter(exists(select::<Todo>().filter(Todo::USER_ID.eq(User::ID))));
}

fn main() {}
