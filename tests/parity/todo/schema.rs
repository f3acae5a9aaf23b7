//! Read as source: nothing here is compiled.

use tablewright::{PgEnum, Table, types::Timestamp};

#[derive(Clone, Copy, Debug, PgEnum)]
pub enum Priority {
    Low,
    #[pg_enum(value = "very high")]
    VeryHigh,
}

#[derive(Clone, Table)]
#[table(name = "users")]
pub struct User {
    #[column(primary_key, identity)]
    pub id: i64,
    #[column(unique)]
    pub email: String,
    #[column(private, generated = "lower(email)")]
    pub email_key: String,
    #[column(name = "createdAt", default = "now()")]
    pub created_at: Timestamp,
}

mod private {
    #[derive(Clone, tablewright::Table)]
    #[table(private, index(on("lower(title) DESC"), where = "NOT done"))]
    pub struct Todo {
        #[column(primary_key, serial)]
        pub id: i32,
        #[column(references = super::User::id, on_delete = "cascade", index)]
        pub user_id: i64,
        #[column(sql_type = "varchar(200)", check = "title <> ''")]
        pub title: String,
        pub r#type: Option<String>,
        #[column(default = "'low'")]
        pub priority: super::Priority,
        #[column(default = "false")]
        pub done: bool,
    }
}

#[cfg(test)]
mod tests {
    #[derive(tablewright::Table)]
    struct NotPartOfTheSchema {
        id: i64,
    }
}
