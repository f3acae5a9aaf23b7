use tablewright::types::{Array, Json, Numeric, PgTimestamp, Point, Range, Uuid};

#[derive(PgEnum)]
enum Status {
    Open,
    Closed,
}

#[derive(PgComposite)]
struct Address {
    street: Option<String>,
    #[column(sql_type = "varchar(10)", name = "zipCode")]
    zip: String,
    place: Option<Point>,
    status: Option<Status>,
    open: Vec<Option<Range<PgDate>>>,
}

#[derive(PgComposite)]
struct Contact {
    home: Option<Address>,
    others: Vec<Address>,
}

#[derive(Table)]
struct Person {
    #[column(primary_key)]
    id: Uuid,
    contact: Contact,
    contacts: Option<Vec<Option<Contact>>>,
    numbers: Array<Option<i32>>,
    exact: Numeric,
    since: Option<PgTimestamp>,
    settings: Json<Settings>,
    letter: i8,
}
