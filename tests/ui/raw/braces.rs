use tablewright::sql;

pub fn check(term: &str) {
    let _ = sql!("SELECT * FROM todo WHERE title LIKE '%{term}%'");
    let _ = sql!("SELECT {}");
    let _ = sql!("SELECT {term");
    let _ = sql!("SELECT }");
    let _ = sql!("SELECT {1 +}");
}

fn main() {}
