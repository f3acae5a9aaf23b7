use tablewright::{Db, Table};

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
    pub title: String,
    pub note: Option<String>,
    #[column(default = "false")]
    pub done: bool,
}

#[derive(Table)]
pub struct Other {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = Todo::id)]
    pub todo_id: i64,
}

pub fn check(db: &Db) {
    let _ = db.select::<Todo>().inner_join::<User>(User::ID.eq(Todo::USER_ID)).with(Other::TODO);
}

fn main() {}
