//! The calls of Citus in the order of a plan, on a server with functions of the same names and signatures that check what Citus checks:
//! Citus itself cannot be installed here.

use tablewright_codegen::model::{Audience, Colocate, Distribution, QName, Schema};
use tablewright_codegen::plan::{self, Options};
use tablewright_codegen::report::Source;
use tablewright_codegen::sql::Reader;
use tablewright_tests::Database;

/// The signatures are those of Citus 13 (`src/backend/distributed/sql/udfs/`).
const CITUS: &str = "
CREATE SCHEMA citus;
CREATE TABLE citus.known (table_name regclass PRIMARY KEY, citus_table_type text, distribution_column text, colocated_with text);
CREATE TABLE citus.calls (id serial, call text);
CREATE VIEW public.citus_tables AS SELECT table_name, citus_table_type, distribution_column FROM citus.known;

-- A foreign key is taken only between tables that Citus knows, and between two distributed ones only over their columns.
CREATE FUNCTION citus.check_keys(regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE bad record;
BEGIN
    FOR bad IN
        SELECT c.conname FROM pg_constraint c
        LEFT JOIN citus.known a ON a.table_name = c.conrelid
        LEFT JOIN citus.known b ON b.table_name = c.confrelid
        WHERE c.contype = 'f' AND $1 IN (c.conrelid, c.confrelid) AND (
            (a.table_name IS NULL) <> (b.table_name IS NULL)
            OR a.citus_table_type = 'reference' AND b.citus_table_type = 'distributed')
    LOOP
        RAISE EXCEPTION 'foreign key % is between tables that are not both where they should be', bad.conname;
    END LOOP;
END $$;

CREATE FUNCTION public.create_distributed_table(table_name regclass, distribution_column text, distribution_type text DEFAULT 'hash', colocate_with text DEFAULT 'default', shard_count int DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM citus.known k WHERE k.table_name = $1) THEN RAISE EXCEPTION 'table % is already distributed', $1; END IF;
    IF EXISTS (SELECT FROM pg_index i WHERE i.indrelid = $1 AND i.indisunique AND NOT EXISTS (
        SELECT FROM pg_attribute a WHERE a.attrelid = $1 AND a.attnum = ANY (i.indkey) AND a.attname = $2)) THEN
        RAISE EXCEPTION 'a unique index of % does not hold %', $1, $2;
    END IF;
    IF $4 NOT IN ('default', 'none') AND NOT EXISTS (SELECT FROM citus.known k WHERE k.table_name = $4::regclass) THEN
        RAISE EXCEPTION 'relation % is not distributed', $4;
    END IF;
    INSERT INTO citus.known VALUES ($1, 'distributed', $2, $4);
    PERFORM citus.check_keys($1);
    INSERT INTO citus.calls (call) VALUES (format('distribute %s by %s with %s', $1, $2, $4));
END $$;

CREATE FUNCTION public.create_reference_table(table_name regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM citus.known k WHERE k.table_name = $1) THEN RAISE EXCEPTION 'table % is already distributed', $1; END IF;
    INSERT INTO citus.known VALUES ($1, 'reference');
    PERFORM citus.check_keys($1);
    INSERT INTO citus.calls (call) VALUES (format('reference %s', $1));
END $$;

CREATE FUNCTION public.undistribute_table(table_name regclass, cascade_via_foreign_keys boolean DEFAULT false) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM citus.known k WHERE k.table_name = $1;
    IF NOT FOUND THEN RAISE EXCEPTION 'cannot undistribute table % because it is not distributed', $1; END IF;
    IF EXISTS (SELECT FROM pg_constraint c WHERE c.contype = 'f' AND $1 IN (c.conrelid, c.confrelid)) AND NOT $2 THEN
        RAISE EXCEPTION 'cannot complete operation because table % has a foreign key', $1;
    END IF;
    INSERT INTO citus.calls (call) VALUES (format('undistribute %s', $1));
END $$;

CREATE FUNCTION public.alter_distributed_table(table_name regclass, distribution_column text DEFAULT NULL, shard_count int DEFAULT NULL, colocate_with text DEFAULT NULL, cascade_to_colocated boolean DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE citus.known k SET distribution_column = coalesce($2, k.distribution_column), colocated_with = coalesce($4, k.colocated_with)
    WHERE k.table_name = $1 AND k.citus_table_type = 'distributed';
    IF NOT FOUND THEN RAISE EXCEPTION 'table % is not distributed', $1; END IF;
    INSERT INTO citus.calls (call) VALUES (format('alter %s by %s with %s', $1, $2, $4));
END $$;
";

const PLAIN: &str = "
CREATE TABLE country (code text PRIMARY KEY);
CREATE SCHEMA app;
CREATE TABLE app.tenant (id bigint PRIMARY KEY, country text REFERENCES country);
CREATE TABLE \"Todo\" (
    tenant_id bigint NOT NULL REFERENCES app.tenant,
    id bigint NOT NULL,
    parent_id bigint,
    title text NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, parent_id) REFERENCES \"Todo\"
);
CREATE TABLE event (tenant_id bigint, at date, PRIMARY KEY (tenant_id, at)) PARTITION BY RANGE (at);
CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
";

/// The same with directives.
fn spread() -> String {
    PLAIN
        .replace("CREATE TABLE country", "-- @reference\nCREATE TABLE country")
        .replace("CREATE TABLE app.tenant", "-- @distribute by=id\nCREATE TABLE app.tenant")
        .replace(
            "CREATE TABLE \"Todo\"",
            "-- @distribute by=tenant_id colocate=app.tenant\nCREATE TABLE \"Todo\"",
        )
        .replace("CREATE TABLE event (", "-- @distribute by=tenant_id\nCREATE TABLE event (")
}

fn schema(text: &str) -> Schema {
    let mut reader = Reader::new();
    reader.read(&Source::new("schema.sql", text), Audience::Public);
    reader.finish().unwrap_or_else(|errors| panic!("{errors:?}")).schema
}

/// Runs the plan from one schema to another; returns what Citus was told.
async fn go(database: &Database, old: &str, new: &str) -> Vec<String> {
    let sql = plan::plan(&schema(old), &schema(new), &Options::default()).expect("a plan").to_sql();
    database.client.batch_execute("TRUNCATE citus.calls").await.expect("forgotten");
    for transaction in sql.split("-- @commit") {
        let run = database.client.batch_execute(transaction).await;
        run.unwrap_or_else(|error| panic!("{error:?}\n{sql}"));
    }
    let rows = database.client.query("SELECT call FROM citus.calls ORDER BY id", &[]).await.expect("calls");
    rows.iter().map(|row| row.get(0)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn citus_is_told_in_an_order_that_it_takes() {
    let told = [
        "reference country",
        "distribute app.tenant by id with default",
        "distribute \"Todo\" by tenant_id with app.tenant",
        "distribute event by tenant_id with default",
    ];
    let new = Database::new().await;
    new.apply(CITUS).await;
    let mut calls = go(&new, "", &spread()).await;
    assert!(calls.iter().position(|c| c == told[1]) < calls.iter().position(|c| c == told[2]), "{calls:?}");
    calls.sort();
    let mut wanted = told.map(str::to_owned);
    wanted.sort();
    assert_eq!(calls, wanted);

    // The same on tables that are there, and back.
    let old = Database::new().await;
    old.apply(CITUS).await;
    go(&old, "", PLAIN).await;
    let mut calls = go(&old, PLAIN, &spread()).await;
    calls.sort();
    assert_eq!(calls, wanted);
    let calls = go(&old, &spread(), PLAIN).await;
    assert!(calls.len() == 4 && calls.iter().all(|call| call.starts_with("undistribute ")), "{calls:?}");

    let catalog = new.catalog().await;
    let of = |name: QName| catalog.tables[&name].distribution.clone();
    let by = |column: &str| Some(Distribution::By { column: column.to_owned(), colocate: Colocate::Default });
    assert_eq!(of(QName::public("country")), Some(Distribution::Reference));
    assert_eq!(of(QName::new("app", "tenant")), by("id"));
    assert_eq!(of(QName::public("Todo")), by("tenant_id"));
    assert_eq!((of(QName::public("event")), of(QName::public("event_1"))), (by("tenant_id"), None));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn citus_is_told_of_what_changes() {
    let database = Database::new().await;
    database.apply(CITUS).await;
    let table = |directive: &str| {
        format!(
            "-- @distribute by=x\nCREATE TABLE first (x int PRIMARY KEY);\n{directive}\nCREATE TABLE t (a int, x int, PRIMARY KEY (a, x));"
        )
    };
    let steps = [
        ("", "-- @distribute by=a", "distribute t by a with default"),
        ("-- @distribute by=a", "-- @distribute by=x", "alter t by x with default"),
        ("-- @distribute by=x", "-- @distribute by=x colocate=first", "alter t by  with first"),
        ("-- @distribute by=x colocate=first", "-- @reference", "undistribute t, reference t"),
        ("-- @reference", "-- @distribute by=a colocate=none", "undistribute t, distribute t by a with none"),
        ("-- @distribute by=a colocate=none", "", "undistribute t"),
    ];
    go(&database, "", &table("")).await;
    for (old, new, call) in steps {
        assert_eq!(go(&database, &table(old), &table(new)).await.join(", "), call, "{old} to {new}");
    }
}
