use tablewright::FromRow;

#[derive(FromRow)]
pub struct Pair(i64, i64);

#[derive(FromRow)]
pub struct Empty {}

#[derive(FromRow)]
pub enum Either {
    One,
}

#[derive(FromRow)]
pub struct Of<T> {
    pub value: T,
}

fn main() {}
