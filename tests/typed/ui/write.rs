use tablewright::sql;

pub fn check(name: &str) {
    let _ = sql!("INSERT INTO todo (user_id) VALUES (1)");
    let _ = sql!("INSERT INTO \"user\" (name, mail, lower_name) VALUES ({name}, 'a@b', 'a')");
    let _ = sql!("INSERT INTO tag (name) VALUES ({name}, 1)");
    let _ = sql!("UPDATE todo SET titel = {name}");
}

fn main() {}
