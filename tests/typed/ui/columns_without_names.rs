use tablewright::sql;

pub fn check() {
    let _ = sql!("SELECT id, title || note FROM todo");
    let _ = sql!("SELECT u.id, t.id FROM \"user\" u JOIN todo t ON t.user_id = u.id");
    let _ = sql!("SELECT id AS \"id: Vec<\" FROM todo");
}

fn main() {}
