//! What it costs to build a statement with six filters, beside the same text put together by hand.
//!
//! ```text
//! cargo bench -p tablewright-benches --bench statement
//! ```

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Instant;

use tablewright::{Table, select};
use tablewright_benches::print_table;

/// How many statements one figure is the mean of.
const STATEMENTS: u32 = 200_000;

/// Each figure is the least of this many: what else the machine does only adds.
const RUNS: usize = 7;

#[derive(Table)]
#[allow(dead_code, reason = "the fields are there to be selected, not to be read")]
struct Todo {
    #[column(primary_key, identity)]
    id: i64,
    user_id: i64,
    title: String,
    done: bool,
    views: i32,
    note: Option<String>,
}

fn main() {
    assert_eq!(typed(7, "a%"), by_hand(7, "a%").0);
    let (typed, by_hand) = (least(|| typed(black_box(7), "a%")), least(|| by_hand(black_box(7), "a%")));
    print_table(&[
        ["six filters", "ns", "ratio"].map(String::from).to_vec(),
        vec!["by hand".into(), format!("{by_hand:.0}"), "1.00".into()],
        vec!["typed".into(), format!("{typed:.0}"), format!("{:.2}", typed / by_hand)],
    ]);
}

fn least<R>(mut build: impl FnMut() -> R) -> f64 {
    let run = |_| {
        let start = Instant::now();
        for _ in 0..STATEMENTS {
            black_box(build());
        }
        start.elapsed().as_secs_f64() * 1e9 / f64::from(STATEMENTS)
    };
    (0..RUNS).map(run).fold(f64::INFINITY, f64::min)
}

fn typed(user: i64, title: &str) -> String {
    select::<Todo>()
        .columns((Todo::ID, Todo::TITLE))
        .filter(Todo::USER_ID.eq(user))
        .filter(Todo::TITLE.like(title))
        .filter(Todo::DONE.eq(false))
        .filter(Todo::VIEWS.gt(3))
        .filter(Todo::NOTE.is_not_null())
        .filter(Todo::ID.lt(1000))
        .order_by(Todo::ID.desc())
        .limit(10)
        .sql()
}

/// The same text and parameters, as a person would write them who has a builder for neither.
fn by_hand(user: i64, title: &str) -> (String, Vec<Box<dyn std::any::Any>>) {
    let mut sql = String::from("SELECT \"todo\".\"id\", \"todo\".\"title\" FROM \"todo\" WHERE ");
    let mut params: Vec<Box<dyn std::any::Any>> = Vec::new();
    let mut push = |condition: &str, param: Option<Box<dyn std::any::Any>>| {
        if !params.is_empty() {
            sql.push_str(" AND ");
        }
        sql.push_str(condition);
        if let Some(param) = param {
            params.push(param);
            let _ = write!(sql, "${}", params.len());
        }
    };
    push("\"todo\".\"user_id\" = ", Some(Box::new(user)));
    push("\"todo\".\"title\" LIKE ", Some(Box::new(title.to_owned())));
    push("\"todo\".\"done\" = ", Some(Box::new(false)));
    push("\"todo\".\"views\" > ", Some(Box::new(3_i32)));
    push("\"todo\".\"note\" IS NOT NULL", None);
    push("\"todo\".\"id\" < ", Some(Box::new(1000_i64)));
    sql.push_str(" ORDER BY \"todo\".\"id\" DESC LIMIT ");
    params.push(Box::new(10_i64));
    let _ = write!(sql, "${}", params.len());
    (sql, params)
}
