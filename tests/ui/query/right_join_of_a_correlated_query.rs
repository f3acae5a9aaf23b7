use tablewright::{Db, FromRow, Table, select};

#[derive(Table)]
pub struct User {
    #[column(primary_key, identity)]
    pub id: i64,
}

#[derive(Table)]
pub struct Todo {
    #[column(primary_key, identity)]
    pub id: i64,
    #[column(references = User::id)]
    pub user_id: i64,
}

#[derive(FromRow)]
pub struct Latest {
    pub todo: i64,
}

pub fn check(db: &Db) {
    let latest = select::<Todo>().outer::<User>().filter(Todo::USER_ID.eq(User::ID)).columns(Todo::ID);
    let _ = db.select::<User>().right_join_query(latest.rows_as::<Latest>(), Latest::TODO.gt(0));
}

fn main() {}
