use tablewright::sql;

pub fn check() {
    let _ = sql!("SELECT id FROM todo WHERE");
    let _ = sql!("SELECT select FROM todo");
    let _ = sql!("SELECT * FROM json_table('[]', '$' COLUMNS (a int)) t");
}

fn main() {}
