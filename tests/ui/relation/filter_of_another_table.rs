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

pub fn check(db: &Db) {
    let _ = db.select::<User>().with(User::TODOS.filter(User::NAME.eq("x")));
}

fn main() {}
