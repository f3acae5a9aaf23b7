use tablewright::{Db, Table, Relation, relation::Many};

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

impl User {
    const ALL: Relation<User, Todo, Many> = User::TODOS.through(User::TODOS);
}

fn main() {}
