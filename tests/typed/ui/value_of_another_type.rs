use tablewright::sql;

pub fn check(id: &str) {
    let _ = sql!("SELECT title FROM todo WHERE user_id = {id}");
}

fn main() {}
