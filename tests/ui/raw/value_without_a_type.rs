use tablewright::sql;

pub struct Settings;

pub fn check(settings: &Settings) {
    let _ = sql!("SELECT {settings}");
}

fn main() {}
