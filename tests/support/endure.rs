//! What the reader, the planner and the printer must endure: any text. They may refuse it; they may not panic, and may not take long.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use tablewright_codegen::model::Audience;
use tablewright_codegen::plan::{self, Options};
use tablewright_codegen::report::{Source, render};
use tablewright_codegen::sql::Reader;
use tablewright_codegen::{ddl, diff, emit};

/// How long one pair may take, in a build without optimisation.
const LIMIT: Duration = Duration::from_secs(1);

/// Reads both texts; what can be read is printed, and planned in both directions.
///
/// # Errors
/// A panic, in words, or how long it took.
pub fn endure(old: &str, new: &str) -> Result<(), String> {
    let start = Instant::now();
    let result = catch_unwind(AssertUnwindSafe(|| work(old, new)));
    let took = start.elapsed();
    match result {
        Err(panic) => {
            let said = panic.downcast_ref::<String>().map(String::as_str);
            let said = said.or_else(|| panic.downcast_ref::<&str>().copied());
            Err(format!("panic: {}", said.unwrap_or("without words")))
        }
        Ok(()) if took > LIMIT => Err(format!("took {took:?}")),
        Ok(()) => Ok(()),
    }
}

fn work(old: &str, new: &str) {
    let read = |text: &str| {
        let mut reader = Reader::new();
        reader.read(&Source::new("fuzz.sql", text), Audience::Public);
        match reader.finish() {
            Ok(described) => Some(described),
            Err(errors) => {
                drop(render(&errors, false));
                None
            }
        }
    };
    let (old, new) = (read(old), read(new));
    for described in [&old, &new].into_iter().flatten() {
        drop(ddl::schema_sql(&described.schema));
        if tablewright_codegen::check::check(described, Options::default().target).is_ok() {
            drop(emit::file(described, &emit::Options::default()));
        }
    }
    let (Some(old), Some(new)) = (old, new) else { return };
    for (from, to) in [(&old, &new), (&new, &old)] {
        let renames = plan::renames(&to.notes);
        for strict in [false, true] {
            let options = Options { renames: renames.clone(), strict, ..Options::default() };
            match plan::plan(&from.schema, &to.schema, &options) {
                Ok(plan) => drop(plan.to_sql()),
                Err(errors) => drop(render(&errors, false)),
            }
        }
        drop(diff::diff(&from.schema, &to.schema));
    }
}
