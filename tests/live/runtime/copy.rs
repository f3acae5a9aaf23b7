//! Binary `COPY`.

use tablewright::types::Vector;
use tablewright::{Connection, Table};

use super::*;

#[derive(Clone, Debug, PartialEq, Table)]
struct Thing {
    #[column(primary_key)]
    id: i64,
    #[column(sql_type = "short")]
    name: Option<String>,
    #[column(default = "7")]
    rank: i32,
    tags: Vec<String>,
    #[column(sql_type = "vector(2)")]
    at: Option<Vector>,
}

async fn things() -> (Database, Db) {
    let (database, db) = database(&Options::default()).await;
    database
        .apply(
            "CREATE EXTENSION vector; CREATE DOMAIN short AS text CHECK (length(VALUE) < 20);
             CREATE TABLE thing (id bigint PRIMARY KEY, name short, rank integer NOT NULL DEFAULT 7, tags text[] NOT NULL,
                at vector(2))",
        )
        .await;
    (database, db)
}

fn new(id: i64) -> NewThing {
    let name = (id % 3 > 0).then(|| format!("thing {id}"));
    let at = (id % 2 > 0).then(|| Vector::from(vec![1.0, id as f32]));
    NewThing::new(id, vec![format!("tag {id}"), "é".into()]).name(name).at(at)
}

async fn all(db: &Db) -> Vec<Thing> {
    db.select::<Thing>().order_by(Thing::ID).all().await.unwrap()
}

#[tokio::test]
async fn what_goes_in_comes_out() {
    let (database, db) = things().await;
    assert_eq!(db.copy_in(Vec::<NewThing>::new()).await.unwrap(), 0);
    assert!(db.copy_out::<Thing>().await.unwrap().next().await.is_none());
    // Some megabytes, in many chunks.
    assert_eq!(db.copy_in((1..=20_000).map(new)).await.unwrap(), 20_000);
    let expected = all(&db).await;
    assert_eq!(expected.len(), 20_000);
    assert_eq!(expected[2].name, None);
    assert_eq!((expected[6].rank, expected[6].at.clone()), (7, Some(Vector::from(vec![1.0, 7.0]))));
    let mut rows = db.copy_out::<Thing>().await.unwrap();
    let mut copied = Vec::new();
    while let Some(row) = rows.next().await.transpose().unwrap() {
        copied.push(row);
    }
    assert!(rows.next().await.is_none());
    copied.sort_by_key(|thing| thing.id);
    assert!(copied == expected);
    ends(database, db).await;
}

#[tokio::test]
async fn rows_that_give_other_columns_are_one_transaction() {
    let (database, db) = things().await;
    let rows = |broken: bool| {
        (1..=100).map(move |id| {
            let row = new(if broken && id == 100 { 1 } else { id });
            if id % 10 == 0 { row.rank(id as i32) } else { row }
        })
    };
    let error = db.copy_in(rows(true)).await.unwrap_err();
    assert!(error.violates(Thing::THING_PKEY), "{error}");
    assert_eq!(all(&db).await, []);
    assert_eq!(db.copy_in(rows(false)).await.unwrap(), 100);
    let ranks: i64 = db.sql(sql!("SELECT count(*) FROM thing WHERE rank <> 7")).scalar().await.unwrap();
    assert_eq!(ranks, 10);
    ends(database, db).await;
}

#[tokio::test]
async fn an_error_leaves_the_connection_clean() {
    let (database, db) = things().await;
    let long = (1..=50_000).map(|id| new(id).name((id == 40_000).then(|| "x".repeat(30))));
    let error = db.copy_in(long).await.unwrap_err();
    assert_eq!(
        error.violation().map(|violation| violation.kind),
        Some(tablewright::ViolationKind::Check),
        "{error}"
    );
    let mut rows = db.sql(sql!("SELECT generate_series(1, 10)")).stream::<(i32,)>().await.unwrap();
    rows.next().await.unwrap().unwrap();
    drop(rows);
    assert_eq!(db.copy_in((1..=50_000).map(new)).await.unwrap(), 50_000);
    let mut rows = db.copy_out::<Thing>().await.unwrap();
    assert_eq!(rows.next().await.unwrap().unwrap().id, 1);
    drop(rows);
    let work = db.copy_in((1..=50_000).map(|id| new(id + 100_000)));
    assert!(tokio::time::timeout(Duration::from_millis(5), work).await.is_err());
    until("nothing runs", async || busy(&database).await == 0).await;
    assert_eq!(all(&db).await.len(), 50_000);
    ends(database, db).await;
}

#[tokio::test]
async fn in_a_transaction_and_on_a_connection() {
    let (database, db) = things().await;
    let result: Result<()> = db
        .transaction(async |tx| {
            assert_eq!(tx.copy_in((1..=10).map(new)).await?, 10);
            let first = tx.copy_out::<Thing>().await?.next().await.unwrap()?;
            assert_eq!(first.id, 1);
            Err(Error::other("no"))
        })
        .await;
    assert!(result.is_err());
    assert_eq!(all(&db).await, []);
    let connection: Connection = db.connection().await.unwrap();
    connection.copy_in((1..=10).map(new)).await.unwrap();
    drop(connection);
    assert_eq!(all(&db).await.len(), 10);
    ends(database, db).await;
}

#[tokio::test]
async fn a_broken_constraint_has_a_kind_and_names() {
    use tablewright::ViolationKind::{Check, Exclusion, ForeignKey, NotNull, Unique};
    let (database, db) = things().await;
    database
        .apply(
            "CREATE TABLE owner (id bigint PRIMARY KEY);
             CREATE TABLE pet (owner_id bigint REFERENCES owner ON DELETE RESTRICT, age integer NOT NULL CHECK (age >= 0),
                at int4range, CONSTRAINT pet_at EXCLUDE USING gist (at WITH &&));
             INSERT INTO owner VALUES (1); INSERT INTO pet VALUES (1, 3, '[1,5)')",
        )
        .await;
    let run = async |text: &'static str| db.sql(sql_unchecked(text)).run().await.unwrap_err();
    for (text, kind, constraint, table, column) in [
        ("INSERT INTO owner VALUES (1)", Unique, Some("owner_pkey"), "owner", None),
        ("INSERT INTO pet VALUES (2, 1)", ForeignKey, Some("pet_owner_id_fkey"), "pet", None),
        ("DELETE FROM owner", ForeignKey, Some("pet_owner_id_fkey"), "pet", None),
        ("INSERT INTO pet VALUES (1, -1)", Check, Some("pet_age_check"), "pet", None),
        ("INSERT INTO pet VALUES (1, NULL)", NotNull, None, "pet", Some("age")),
        ("INSERT INTO pet VALUES (1, 1, '[4,6)')", Exclusion, Some("pet_at"), "pet", None),
    ] {
        let error = run(text).await;
        let violation = error.violation().unwrap_or_else(|| panic!("{text}: {error}"));
        assert_eq!((violation.kind, violation.table), (kind, Some(table)), "{text}");
        assert_eq!(violation.column, column, "{text}");
        if kind != NotNull {
            assert_eq!(violation.constraint, constraint, "{text}");
        }
    }
    assert_eq!(run("SELECT 1 / 0").await.violation(), None);
    ends(database, db).await;
}
