use tablewright::Table;

pub struct Settings;

#[derive(Table)]
pub struct User {
    #[column(primary_key)]
    pub id: i64,
    pub settings: Settings,
}

fn main() {}
