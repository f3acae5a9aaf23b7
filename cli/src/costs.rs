//! What a plan costs: a line for everybody, and a table where a terminal shows it.

use std::io::IsTerminal;

use anstyle::{AnsiColor, Style};
use serde_json::{Map, Value, json};
use tablewright_codegen::plan::{Lock, Plan, StatementCost, Touched};

use crate::output;

/// How much of a statement the table shows.
const WIDTH: usize = 56;

/// Tells what a plan costs, on stderr.
pub(crate) fn tell(plan: &Plan) {
    if plan.is_empty() {
        return;
    }
    if std::io::stderr().is_terminal() {
        output::raw(&table(&plan.costs()));
    }
    output::say(plan.summary());
}

/// A plan for programs: the fields that `docs/costs.md` describes.
pub(crate) fn json(plan: &Plan) -> Map<String, Value> {
    let told = |text: String| if plan.is_empty() { Value::Null } else { Value::from(text) };
    let mut fields = Map::new();
    fields.insert("sql".to_owned(), told(plan.to_sql()));
    fields.insert("summary".to_owned(), told(plan.summary()));
    fields.insert("statements".to_owned(), json!(plan.costs()));
    fields
}

/// One row for each statement, aligned.
fn table(costs: &[StatementCost]) -> String {
    let rows: Vec<[String; 4]> = costs.iter().map(row).collect();
    let head = ["tx", "statement", "lock", "cost"].map(str::to_owned);
    let mut widths = [0; 4];
    for row in rows.iter().chain([&head]) {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let line = |row: &[String; 4], style: Style| {
        let cells: Vec<String> = row
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.chars().count())))
            .collect();
        format!("{style}{}{style:#}\n", cells.join("  ").trim_end())
    };
    let mut text = line(&head, Style::new().bold());
    for (row, cost) in rows.iter().zip(costs) {
        text.push_str(&line(row, style(cost)));
    }
    text
}

fn row(cost: &StatementCost) -> [String; 4] {
    let number = match cost.in_transaction {
        true => cost.transaction.to_string(),
        false => "-".to_owned(),
    };
    let lock = cost.lock.map(|lock| format!("{lock} on {}", cost.tables.join(", "))).unwrap_or_default();
    [number, first_words(&cost.sql), lock, words(cost).join(", ")]
}

/// The statement on one line, cut.
fn first_words(sql: &str) -> String {
    let line = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= WIDTH {
        return line;
    }
    let cut: String = line.chars().take(WIDTH - 2).collect();
    format!("{}..", cut.trim_end())
}

/// What it costs, in words.
fn words(cost: &StatementCost) -> Vec<String> {
    let tables = |verb: &str, touched: &[Touched]| {
        let names: Vec<&str> = touched.iter().map(|touched| touched.table.as_str()).collect();
        (!names.is_empty()).then(|| format!("{verb} {}", names.join(" and ")))
    };
    let said = |words: &str, list: usize| (list > 0).then(|| words.to_owned());
    [
        tables("rewrites", &cost.rewrites),
        tables("reads all of", &cost.scans),
        tables("builds an index of", &cost.builds),
        said("loses data", cost.loses.len()),
        said("loosens security", cost.loosens.len()),
        said("breaks running code", cost.breaks.len()),
        said("may fail", cost.fails.len()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Red for what is lost or open, yellow for what others notice.
fn style(cost: &StatementCost) -> Style {
    let blocks = cost.in_transaction
        && cost.lock >= Some(Lock::Share)
        && !(cost.rewrites.is_empty() && cost.scans.is_empty() && cost.builds.is_empty());
    if !cost.loses.is_empty() || !cost.loosens.is_empty() {
        AnsiColor::Red.on_default()
    } else if blocks || !cost.breaks.is_empty() || !cost.fails.is_empty() {
        AnsiColor::Yellow.on_default()
    } else {
        Style::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tablewright_codegen::model::{Audience, Schema};
    use tablewright_codegen::plan::{Options, plan};
    use tablewright_codegen::report::Source;
    use tablewright_codegen::sql::Reader;

    fn read(sql: &str) -> Schema {
        let mut reader = Reader::new();
        reader.read(&Source::new("schema.sql", sql), Audience::Public);
        reader.finish().expect("it is read").schema
    }

    #[test]
    fn columns_stand_below_each_other() {
        let old = read("CREATE TABLE todo (id int PRIMARY KEY, title text, old text);");
        let new = read(
            "CREATE TABLE todo (id bigint PRIMARY KEY, title text NOT NULL); CREATE INDEX ON todo (title);",
        );
        let plan = plan(&old, &new, &Options::default()).expect("a plan");
        let text = anstream::adapter::strip_str(&table(&plan.costs())).to_string();
        let expected = "\
tx  statement                                                 lock                            cost
1   ALTER TABLE todo ALTER COLUMN id TYPE bigint              ACCESS EXCLUSIVE on todo        rewrites todo, breaks running code
1   ALTER TABLE todo ADD CONSTRAINT todo_title_not_null_ch..  ACCESS EXCLUSIVE on todo        breaks running code, may fail
1   ALTER TABLE todo DROP COLUMN old                          ACCESS EXCLUSIVE on todo        loses data, breaks running code
-   CREATE INDEX CONCURRENTLY todo_title_idx ON todo (title)  SHARE UPDATE EXCLUSIVE on todo  builds an index of todo
3   ALTER TABLE todo VALIDATE CONSTRAINT todo_title_not_nu..  SHARE UPDATE EXCLUSIVE on todo  reads all of todo
3   ALTER TABLE todo ALTER COLUMN title SET NOT NULL          ACCESS EXCLUSIVE on todo
3   ALTER TABLE todo DROP CONSTRAINT todo_title_not_null_c..  ACCESS EXCLUSIVE on todo
";
        assert_eq!(text, expected);
        assert_eq!(
            plan.summary(),
            "7 statements in 3 transactions; strongest lock ACCESS EXCLUSIVE on todo; rewrites todo; reads all of todo; \
             1 losing data; 3 breaking running code; 1 that may fail"
        );
    }
}
