use tablewright::sql;

pub fn check(value: i32) {
    let _ = sql!("SELECT jsonb_build_object('a', {value})");
    let _ = sql!("SELECT num_nonnulls({value})");
}

fn main() {}
