//! What the compiler spends on generated tables: `cargo check` of a crate with 50 tables of 12 columns and one joined
//! query on each, against the same tables as bare structs with hand-written SQL and row mapping (`bare`), and against
//! bare structs that also have what is derived for each table: an insert and an update, written by hand (`bare, with
//! writes`).
//!
//! ```text
//! cargo bench -p tablewright-benches --bench check_cost
//! ```
//!
//! Both crates are written to `target/check-cost`; their dependencies are built first. Then each crate is checked
//! in turn, alone, several times, and the CPU time of the compiler is read from the operating system (Linux only).

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use tablewright_benches::print_table;

/// Each figure is the median of this many runs.
const RUNS: usize = 7;

fn main() {
    let head = ["tables", "bare", "bare, with writes", "tablewright", "to bare", "to bare with writes"];
    let mut rows = vec![head.map(String::from).to_vec()];
    for tables in [50, 200] {
        let crates = [
            write_crate("bare", tables, &bare_source(tables, false)),
            write_crate("bare-writes", tables, &bare_source(tables, true)),
            write_crate("typed", tables, &typed_source(tables)),
        ];
        for dir in &crates {
            check(dir);
        }
        let runs: Vec<[f64; 3]> =
            (0..RUNS).map(|_| [0, 1, 2].map(|kind: usize| check(&crates[kind]))).collect();
        let seconds = |kind: usize| format!("{:.2} s", median(runs.iter().map(|run| run[kind])));
        let ratio = |to: usize| format!("{:.2}", median(runs.iter().map(|run| run[2] / run[to])));
        rows.push(vec![tables.to_string(), seconds(0), seconds(1), seconds(2), ratio(0), ratio(1)]);
    }
    println!("CPU time of `cargo check` of the crate alone");
    print_table(&rows);
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// The columns of a table: name and Rust type.
const COLUMNS: [(&str, &str); 12] = [
    ("id", "i64"),
    ("parent_id", "i64"),
    ("title", "String"),
    ("body", "String"),
    ("done", "bool"),
    ("rank", "f64"),
    ("stage", "Option<i32>"),
    ("note", "Option<String>"),
    ("token", "Uuid"),
    ("size", "i32"),
    ("labels", "Vec<String>"),
    ("version", "i16"),
];

fn parent(number: usize) -> usize {
    number.saturating_sub(1)
}

/// An insert and an update of a table, as a person writes them.
fn writes(number: usize) -> String {
    let columns = &COLUMNS[1..];
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let fields: String = columns.iter().map(|(name, ty)| format!("    pub {name}: {ty},\n")).collect();
    let places: Vec<String> = (1..=columns.len()).map(|at| format!("${at}")).collect();
    let set: Vec<String> =
        names.iter().zip(&places).map(|(name, place)| format!("{name} = {place}")).collect();
    let values = |of: &str| names.iter().map(|name| format!("&{of}.{name}")).collect::<Vec<_>>().join(", ");
    format!(
        "
pub struct NewTable{number} {{
{fields}}}

pub async fn insert_{number}(client: &Client, new: &NewTable{number}) -> Result<Table{number}, Error> {{
    let sql = \"INSERT INTO table_{number} ({list}) VALUES ({places}) RETURNING *\";
    let row = client.query_one(sql, &[{of_new}]).await?;
    Table{number}::from_row(&row, 0)
}}

pub async fn update_{number}(client: &Client, row: &Table{number}) -> Result<u64, Error> {{
    let sql = \"UPDATE table_{number} SET {set} WHERE id = ${last}\";
    client.execute(sql, &[{of_row}, &row.id]).await
}}
",
        list = names.join(", "),
        places = places.join(", "),
        of_new = values("new"),
        of_row = values("row"),
        set = set.join(", "),
        last = columns.len() + 1,
    )
}

fn bare_source(tables: usize, with_writes: bool) -> String {
    let mut out = String::from("use tokio_postgres::{Client, Error, Row};\nuse uuid::Uuid;\n");
    for number in 0..tables {
        let fields: String = COLUMNS.iter().map(|(name, ty)| format!("    pub {name}: {ty},\n")).collect();
        let mapping: String = (0..COLUMNS.len())
            .map(|i| format!("            {}: row.try_get(at + {i})?,\n", COLUMNS[i].0))
            .collect();
        let list = |alias: &str| COLUMNS.map(|(name, _)| format!("{alias}.{name}")).join(", ");
        let written = write!(
            out,
            "
#[derive(Clone, Debug, PartialEq)]
pub struct Table{number} {{
{fields}}}

impl Table{number} {{
    pub fn from_row(row: &Row, at: usize) -> Result<Self, Error> {{
        Ok(Self {{
{mapping}        }})
    }}
}}

pub async fn query_{number}(client: &Client, title: &str) -> Result<Vec<(Table{number}, Table{parent})>, Error> {{
    let sql = \"SELECT {left}, {right} FROM table_{number} a JOIN table_{parent} b ON a.parent_id = b.id WHERE a.title = $1 LIMIT 10\";
    let rows = client.query(sql, &[&title]).await?;
    rows.iter().map(|row| Ok((Table{number}::from_row(row, 0)?, Table{parent}::from_row(row, {width})?))).collect()
}}
",
            parent = parent(number),
            left = list("a"),
            right = list("b"),
            width = COLUMNS.len(),
        );
        written.expect("writing to a String cannot fail");
        if with_writes {
            out.push_str(&writes(number));
        }
    }
    out
}

fn typed_source(tables: usize) -> String {
    let mut out = String::from("use tablewright::types::Uuid;\nuse tablewright::{Db, Result, Table};\n");
    for number in 0..tables {
        let mut fields = String::new();
        for (name, ty) in COLUMNS {
            match name {
                "id" => fields.push_str("    #[column(primary_key, identity)]\n"),
                "parent_id" => {
                    let written = writeln!(fields, "    #[column(references = Table{}::id)]", parent(number));
                    written.expect("writing to a String cannot fail");
                }
                "token" => fields.push_str("    #[column(default = \"gen_random_uuid()\")]\n"),
                _ => {}
            }
            fields.push_str(&format!("    pub {name}: {ty},\n"));
        }
        // A row cannot be joined with itself without an alias: the first table asks for the second.
        let other = if number == 0 { 1 } else { parent(number) };
        let on = if number == 0 {
            "Table1::PARENT_ID.eq(Table0::ID)".to_owned()
        } else {
            format!("Table{number}::PARENT_ID.eq(Table{other}::ID)")
        };
        let written = write!(
            out,
            "
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = \"table_{number}\")]
pub struct Table{number} {{
{fields}}}

pub async fn query_{number}(db: &Db, title: &str) -> Result<Vec<(Table{number}, Table{other})>> {{
    db.select::<Table{number}>()
        .inner_join::<Table{other}>({on})
        .filter(Table{number}::TITLE.eq(title))
        .limit(10)
        .all()
        .await
}}
",
        );
        written.expect("writing to a String cannot fail");
    }
    out
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("benches/ is inside the workspace").to_owned()
}

fn write_crate(kind: &str, tables: usize, source: &str) -> PathBuf {
    let dir = root().join("target/check-cost").join(format!("{kind}-{tables}"));
    std::fs::create_dir_all(dir.join("src")).expect("target/ can be written");
    let dependencies = match kind {
        "bare" | "bare-writes" => {
            "tokio-postgres = { version = \"0.7\", features = [\"with-uuid-1\"] }\nuuid = \"1\"\n".to_owned()
        }
        _ => format!("tablewright = {{ path = {:?} }}\n", root()),
    };
    let manifest = format!(
        "[package]\nname = \"{kind}-{tables}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n{dependencies}\n[workspace]\n"
    );
    std::fs::write(dir.join("Cargo.toml"), manifest).expect("target/ can be written");
    std::fs::write(dir.join("src/lib.rs"), source).expect("target/ can be written");
    dir
}

/// Checks the crate again, alone, and returns the CPU seconds that it took.
fn check(dir: &Path) -> f64 {
    let file = dir.join("src/lib.rs");
    let source = std::fs::read_to_string(&file).expect("the crate was written");
    std::fs::write(&file, source).expect("target/ can be written");
    let before = children_cpu_seconds();
    let status = Command::new("cargo")
        .args(["check", "--quiet"])
        .current_dir(dir)
        .env("CARGO_TARGET_DIR", root().join("target/check-cost/target"))
        .env("CARGO_INCREMENTAL", "0")
        .status()
        .expect("cargo is on the path");
    assert!(status.success(), "{} does not check", dir.display());
    children_cpu_seconds() - before
}

/// User and system time of the finished children of this process.
fn children_cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("this benchmark needs Linux");
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    // Fields 16 and 17 of proc(5), in clock ticks of 1/100 s; two fields are before the closing parenthesis.
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(13) + ticks(14)) / 100.0
}
