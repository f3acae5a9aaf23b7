//! The catalog of a database says everything that its SQL said: for each file of `tests/read`, a second database made from
//! the catalog of the first has the same catalog.

use std::path::{Path, PathBuf};

use tablewright_codegen::ddl;
use tablewright_devdb::{Options, Server};
use tablewright_tests::{Database, corpus, each, run, same};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_read_case_survives_the_catalog() {
    let files = corpus::files(&corpus::folder("read"), ".sql");
    assert!(!files.is_empty(), "the corpus is not where it was");
    let results = each(files, survives).await;
    let told: Vec<&str> = results.iter().filter_map(|r| r.as_ref().err()).map(String::as_str).collect();
    assert!(told.is_empty(), "{} of {} fail:\n{}", told.len(), results.len(), told.join("\n\n"));
}

async fn survives(file: PathBuf) -> Result<(), String> {
    let (first, second) = (Database::new().await, Database::new().await);
    let result = compare(&first, &second, &corpus::text(&file)).await;
    first.drop().await;
    second.drop().await;
    result.map_err(|what| format!("=== {}\n{what}", file.display()))
}

async fn compare(first: &Database, second: &Database, sql: &str) -> Result<(), String> {
    if let Err(refused) = first.try_apply(sql).await {
        // The reader takes more than a server does: statements out of order, or for another version.
        eprintln!("passed over: {refused}");
        return Ok(());
    }
    let catalog = tablewright_catalog::read(&first.client).await.map_err(|error| error.to_string())?;
    let again = ddl::schema_sql(&catalog.schema);
    // As pg_dump does: a body that is text may name what a rename has taken away since.
    second.apply("SET check_function_bodies = off").await;
    run(second, &again).await.map_err(|error| format!("what was read cannot be made: {error}"))?;
    let mut copy = tablewright_catalog::read(&second.client).await.map_err(|error| error.to_string())?;
    // What the model does not know cannot be in the copy.
    copy.unknown.clone_from(&catalog.unknown);
    same(&catalog, &copy).map_err(|difference| format!("{difference}\n--- made from\n{again}"))
}

/// Of the kinds that the model does not have.
const UNKNOWN: &str = "
CREATE TABLE kept (id integer PRIMARY KEY, a text);
CREATE CONVERSION odd FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;
CREATE TYPE hollow;
";

#[tokio::test]
async fn what_the_model_does_not_know_is_named() {
    let database = Database::new().await;
    database.apply(UNKNOWN).await;
    let catalog = database.read().await;
    assert_eq!(catalog.unknown, ["conversion odd", "shell type public.hollow"]);
    let tables: Vec<String> = catalog.schema.tables.keys().map(ToString::to_string).collect();
    assert_eq!(tables, ["kept"], "what is not known is not half-known either");
    database.drop().await;
}

#[tokio::test]
async fn what_is_not_ours_is_left_alone() {
    let database = Database::new().await;
    database
        .apply(
            "CREATE EXTENSION vector; CREATE EXTENSION citext; CREATE EXTENSION pg_trgm;
             CREATE SCHEMA tablewright; CREATE TABLE tablewright.ledger (name text);
             CREATE SCHEMA zero; CREATE TABLE zero.x (a int); CREATE SCHEMA zero_0; CREATE TABLE zero_0.x (a int);
             CREATE SCHEMA \"zero_0/cdc\"; CREATE TYPE \"zero_0/cdc\".x AS ENUM ('a');
             CREATE PUBLICATION _zero_metadata_0 FOR TABLE zero_0.x; CREATE TEMP TABLE t (a int);",
        )
        .await;
    let catalog = database.read().await;
    assert_eq!(
        catalog.sql,
        "CREATE EXTENSION citext;\nCREATE EXTENSION pg_trgm;\nCREATE EXTENSION vector;\n"
    );
    assert!(catalog.unknown.is_empty(), "{:?}", catalog.unknown);
    database.drop().await;
}

/// What every supported version has.
const PORTABLE: &str = "
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE DOMAIN positive AS integer CONSTRAINT above CHECK (VALUE > 0);
CREATE FUNCTION slug(t text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT lower(t); $$;
CREATE TABLE todo (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number serial,
    title varchar(40) COLLATE \"C\" NOT NULL DEFAULT 'new',
    slug text GENERATED ALWAYS AS (lower(title)) STORED,
    mood mood DEFAULT 'sad',
    amount positive,
    parent bigint REFERENCES todo ON DELETE CASCADE
);
CREATE INDEX ON todo (lower(title) DESC, id) WHERE amount > 3;
CREATE MATERIALIZED VIEW counts AS SELECT count(*) AS n FROM todo;
CREATE PUBLICATION app FOR TABLE todo;
COMMENT ON COLUMN todo.title IS 'what to do';
";

/// The servers of other versions that happen to be on this machine (Debian's layout) say the same of the same schema.
#[tokio::test]
async fn every_version_says_the_same() {
    let newest = Database::new().await;
    newest.apply(PORTABLE).await;
    let expected = newest.read().await;
    for major in 14..18 {
        let bin = format!("/usr/lib/postgresql/{major}/bin");
        if !Path::new(&bin).is_dir() {
            eprintln!("passed over: no PostgreSQL {major} in {bin}");
            continue;
        }
        let server = Server::start(&Options::new().bin(bin)).expect("it is there");
        let older = Database::on(&server, "older").await;
        older.apply(PORTABLE).await;
        let catalog = older.read().await;
        assert_eq!(
            catalog.schema, expected.schema,
            "of PostgreSQL {major}:\n{}\nnot\n{}",
            catalog.sql, expected.sql
        );
        assert_eq!(catalog.unknown, expected.unknown);
    }
    newest.drop().await;
}
