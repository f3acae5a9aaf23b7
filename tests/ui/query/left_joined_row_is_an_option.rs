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
    #[column(generated = "lower(title)")]
    pub slug: String,
}

pub async fn check(db: &Db) -> tablewright::Result<Vec<(Todo, User)>> {
    db.select::<Todo>().left_join::<User>(Todo::USER_ID.eq(User::ID)).all().await
}

fn main() {}
