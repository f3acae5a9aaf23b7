use tablewright::{Db, Table};

#[derive(Table)]
pub struct Todo {
    #[column(primary_key, identity)]
    pub id: i64,
    pub title: String,
}

pub fn check(db: &Db) {
    let read = db.read();
    let _ = read.insert(NewTodo::new("x"));
    let _ = read.update::<Todo>().set(Todo::TITLE, "x").all_rows();
    let _ = read.delete::<Todo>().all_rows();
}

fn main() {}
