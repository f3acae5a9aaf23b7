use tablewright::Table;

#[derive(Table)]
#[table(nme = "todo", unique(columns(titel)))]
pub struct Todo {
    #[column(primary_key, idenity)]
    pub id: i64,
    #[column(defualt = "''", sql_type = text)]
    pub title: String,
    #[column(on_delete = "cascade")]
    pub user_id: i64,
}

fn main() {}
