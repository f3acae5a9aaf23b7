use tablewright::sql;

pub fn check(name: Option<&str>) {
    let _ = sql!("INSERT INTO tag (name) VALUES ({name})");
}

fn main() {}
