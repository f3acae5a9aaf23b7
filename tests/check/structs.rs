#[derive(Table)]
#[table(index(on("titel DESC")))]
#[table(exclude(using = "gist", elements("raum WITH =")))]
#[table(unique(columns(title, title)))]
#[table(unique(name = "user", columns(title)))]
struct Todo {
    #[column(primary_key)]
    id: i64,
    title: String,
    #[column(sql_type = "txet")]
    text: String,
    #[column(references = Nobody::id)]
    nobody: i64,
    #[column(identity)]
    number: String,
}

#[derive(Table)]
struct User {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
struct Nobody {
    id: i64,
}

#[derive(PgEnum)]
#[pg_enum(name = "user")]
enum Kind {
    A,
}

#[derive(Table)]
#[table(unlogged)]
struct Referrer {
    #[column(references = Nobody)]
    nobody: i64,
    a_name_that_is_much_longer_than_the_sixty_three_bytes_that_the_server_keeps: i64,
}
