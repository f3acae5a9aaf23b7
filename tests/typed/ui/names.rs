use tablewright::sql;

pub fn check(since: i64) {
    let _ = sql!("SELECT titel FROM todo");
    let _ = sql!("SELECT id FROM tood");
    let _ = sql!("SELECT uppr(title) FROM todo");
    let _ = sql!(
        "SELECT t.id, u.nam
         FROM todo t
         JOIN \"user\" u ON u.id = t.user_id
         WHERE t.user_id > {since} AND t.dne"
    );
    let _ = sql!("SELECT isAdmin FROM \"user\"");
}

fn main() {}
