//! Rows of a schema without a server.

use std::collections::{BTreeMap, BTreeSet};

use super::{Cycle, Filler, order};
use crate::model::{Audience, QName, Schema};
use crate::report::Source;
use crate::sql::Reader;

fn schema(sql: &str) -> Schema {
    let mut reader = Reader::new();
    reader.read(&Source::new("schema.sql", sql), Audience::Public);
    reader.finish().expect("a schema").schema
}

fn rows(schema: &Schema, table: &str, count: usize) -> Vec<BTreeMap<String, Option<String>>> {
    let table = &schema.tables[&QName::public(table)];
    let mut filler = Filler::new(schema, table, 1, count, &[], BTreeMap::new()).expect("it can have rows");
    let columns: Vec<String> = filler.columns().map(str::to_owned).collect();
    (1..=count)
        .map_while(|number| filler.row(number, 0))
        .map(|row| columns.iter().cloned().zip(row).collect())
        .collect()
}

const PERSON: &str = "
CREATE TYPE size AS ENUM ('s', 'm', 'l');
CREATE DOMAIN handle AS text CHECK (VALUE ~ '^[a-z0-9_]{3,20}$');
CREATE TABLE person (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    handle handle NOT NULL UNIQUE,
    email text NOT NULL UNIQUE CHECK (email = lower(email)),
    age int NOT NULL CHECK (age >= 18 AND age < 100),
    code varchar(6) NOT NULL UNIQUE,
    kind text NOT NULL CHECK (kind IN ('a', 'b')),
    starts date NOT NULL, ends date NOT NULL, CHECK (starts < ends),
    phone text, mail2 text, CHECK (num_nonnulls(phone, mail2) = 1),
    tags text[] NOT NULL CHECK (cardinality(tags) BETWEEN 1 AND 2),
    v vector(12) NOT NULL,
    price numeric(5, 2) NOT NULL CHECK (price > 990),
    \"createdAt\" timestamptz NOT NULL, \"updatedAt\" timestamptz NOT NULL CHECK (\"updatedAt\" >= \"createdAt\"),
    size size NOT NULL CHECK (size <> 'm')
);";

#[test]
fn rows_keep_to_the_rules() {
    let schema = schema(PERSON);
    let made = rows(&schema, "person", 300);
    assert_eq!(made.len(), 300);
    assert_eq!(made, rows(&schema, "person", 300), "the same seed gives the same rows");
    for column in ["id", "handle", "email", "code"] {
        let all: BTreeSet<_> = made.iter().map(|row| &row[column]).collect();
        assert_eq!(all.len(), 300, "{column}");
    }
    for row in &made {
        let text = |column: &str| row[column].clone().unwrap_or_else(|| panic!("{column} is NULL"));
        assert!((18..100).contains(&text("age").parse::<i32>().expect("a number")));
        assert!(text("starts") < text("ends"), "{row:?}");
        assert!(text("createdAt") <= text("updatedAt"), "{row:?}");
        assert!(row["phone"].is_some() != row["mail2"].is_some());
        assert!(["s", "l"].contains(&text("size").as_str()));
        assert!((990.0..1000.0).contains(&text("price").parse::<f64>().expect("a number")), "{row:?}");
        assert!(text("code").chars().count() <= 6);
        let numbers: Vec<f64> =
            text("v").trim_matches(['[', ']']).split(',').map(|n| n.parse().expect("a number")).collect();
        assert_eq!(numbers.len(), 12);
        assert!((numbers.iter().map(|n| n * n).sum::<f64>() - 1.0).abs() < 0.001);
    }
}

#[test]
fn partitions_are_met() {
    let schema = schema(
        "CREATE TABLE event (id int, at timestamptz NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
         CREATE TABLE event_a PARTITION OF event FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
         CREATE TABLE empty (id int) PARTITION BY LIST (id);",
    );
    for row in rows(&schema, "event", 50) {
        assert!(row["at"].as_deref().is_some_and(|at| at.starts_with("2024-01")), "{row:?}");
    }
    let table = &schema.tables[&QName::public("empty")];
    assert!(Filler::new(&schema, table, 1, 1, &[], BTreeMap::new()).is_err());
}

#[test]
fn what_is_referenced_comes_first() {
    let schema = schema(
        "CREATE TABLE a (id int PRIMARY KEY, b int NOT NULL, parent int REFERENCES a);
         CREATE TABLE b (id int PRIMARY KEY, c int);
         CREATE TABLE c (id int PRIMARY KEY, b int NOT NULL REFERENCES b);
         ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;
         ALTER TABLE b ADD CONSTRAINT late FOREIGN KEY (c) REFERENCES c;
         CREATE TABLE x (id int PRIMARY KEY, y int NOT NULL);
         CREATE TABLE y (id int PRIMARY KEY, x int NOT NULL REFERENCES x);
         ALTER TABLE x ADD CONSTRAINT hard FOREIGN KEY (y) REFERENCES y;",
    );
    let names = |names: &[&str]| names.iter().map(|name| QName::public(*name)).collect::<BTreeSet<_>>();
    let turns = order(&schema, &names(&["a", "b", "c"]), false).expect("an order");
    let shown: Vec<String> =
        turns.iter().map(|turn| format!("{} {}", turn.table, turn.later.join(","))).collect();
    assert_eq!(shown, ["b late", "a a_parent_fkey", "c "]);
    let Cycle { tables, key } = order(&schema, &names(&["x", "y"]), false).expect_err("they need each other");
    assert_eq!((tables.len(), key.1.as_str()), (2, "hard"));
    assert_eq!(order(&schema, &names(&["x", "y"]), true).expect("nobody checks").len(), 2);
}
