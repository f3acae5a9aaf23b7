//! What the benchmarks share: a large schema, and a table of figures.
//!
//! Nothing in here judges: a benchmark prints what it saw, as a table. Machines are noisy, so where two things are
//! compared the figure to quote is their ratio within one run.

use std::fmt::Write as _;
use std::path::Path;

/// A schema of `tables` tables with fifteen columns each: keys, foreign keys to the table before, checks, indexes.
///
/// ```
/// assert!(tablewright_benches::schema(2).contains("REFERENCES table_0 (id)"));
/// ```
pub fn schema(tables: usize) -> String {
    let mut sql = String::from("CREATE TYPE stage AS ENUM ('new', 'open', 'closed');\n");
    for number in 0..tables {
        let parent = match number.checked_sub(1) {
            Some(before) => format!("bigint REFERENCES table_{before} (id)"),
            None => "bigint".to_owned(),
        };
        let root = match number {
            0 => "bigint".to_owned(),
            _ => "bigint REFERENCES table_0 (id)".to_owned(),
        };
        let written = write!(
            sql,
            "
-- Table number {number}.
CREATE TABLE table_{number} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    parent_id {parent},
    root_id {root},
    title text NOT NULL CHECK (length(title) < 200),
    body text NOT NULL DEFAULT '',
    done boolean NOT NULL DEFAULT false,
    stage stage NOT NULL DEFAULT 'new',
    amount numeric(12, 2),
    rank double precision NOT NULL DEFAULT 0,
    labels text[] NOT NULL DEFAULT '{{}}',
    settings jsonb,
    due date,
    slug text GENERATED ALWAYS AS (lower(title)) STORED,
    token uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz
);
CREATE INDEX table_{number}_parent_id_idx ON table_{number} (parent_id);
CREATE INDEX table_{number}_root_id_idx ON table_{number} (root_id, created_at);
CREATE INDEX table_{number}_open_idx ON table_{number} (created_at DESC) WHERE NOT done;
CREATE INDEX table_{number}_title_idx ON table_{number} (lower(title));
"
        );
        written.expect("writing to a String cannot fail");
    }
    sql
}

/// Writes a folder of migrations that end with that many tables: each makes ten, changes what an earlier one made, and
/// renames or drops something.
pub fn write_migrations(folder: &Path, tables: usize) {
    let _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder).expect("the folder of a benchmark can be made");
    let schema = schema(tables);
    let mut parts = schema.split("\n-- Table ");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for (number, part) in parts.enumerate() {
        text.push_str("-- Table ");
        text.push_str(part);
        if number % 10 == 9 || number + 1 == tables {
            let (first, renamed) = (number - number % 10, number.saturating_sub(1));
            let written = write!(
                text,
                "ALTER TABLE table_{first} RENAME COLUMN body TO text_{number};
                 ALTER TABLE table_{first} ADD COLUMN extra text, DROP COLUMN slug, ALTER COLUMN rank DROP DEFAULT;
                 ALTER TABLE table_{renamed} RENAME TO other_{renamed};
                 DROP INDEX table_{first}_open_idx;
                 CREATE VIEW view_{number} AS SELECT id, title FROM other_{renamed};
                 CREATE TABLE gone (id bigint PRIMARY KEY);
                 DROP TABLE gone;\n"
            );
            written.expect("writing to a String cannot fail");
            let at = number / 10;
            let name = format!("20260101{:02}{:02}{:02}_tables.sql", at / 3600, at / 60 % 60, at % 60);
            std::fs::write(folder.join(name), &text).expect("a migration of a benchmark can be written");
            text.clear();
        }
    }
}

/// The most memory that this process has held so far, in MB; `None` where the system does not tell (only Linux does).
pub fn peak_memory_mb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kb: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kb / 1024)
}

/// Prints rows in aligned columns, the first row as the head.
pub fn print_table(rows: &[Vec<String>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    for row in rows {
        let cells: Vec<String> =
            row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        println!("{}", cells.join("  ").trim_end());
    }
}
