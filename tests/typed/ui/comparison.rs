use tablewright::sql;

pub fn check() {
    let _ = sql!("SELECT id FROM todo WHERE title = 1");
    let _ = sql!("SELECT id FROM \"user\" WHERE mood = 'hapy'");
    let _ = sql!("SELECT user_id, title, count(*) FROM todo GROUP BY user_id");
    let _ = sql!("SELECT id FROM todo WHERE count(*) > 1");
}

fn main() {}
