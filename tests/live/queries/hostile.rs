//! Hostile names and values through every builder: names are quoted wherever they come from, and a value is never SQL.

use super::*;
use tablewright::Relation;
use tablewright::relation::Many;

#[derive(Clone, Debug, PartialEq, Table)]
#[table(namespace = "a\".b", name = "t\"; DROP TABLE x; --")]
#[table(unique(columns(text, note), name = "key\" of '$1"))]
struct Odd {
    #[column(primary_key, name = "i\"d $1")]
    id: i64,
    #[column(name = "te'x\"t")]
    text: String,
    #[column(name = "no\\te)")]
    note: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(namespace = "a\".b", name = "select")]
struct Plain {
    #[column(primary_key, name = "\"")]
    id: i64,
    #[column(name = "EXCLUDED\".x")]
    text: String,
}

#[derive(Debug, PartialEq, FromRow)]
struct Few {
    id: i64,
    text: String,
}

const NAMES: &str = r#"
    CREATE SCHEMA "a"".b";
    CREATE TABLE "a"".b"."t""; DROP TABLE x; --" ("i""d $1" bigint PRIMARY KEY, "te'x""t" text NOT NULL, "no\te)" text,
        CONSTRAINT "key"" of '$1" UNIQUE ("te'x""t", "no\te)"));
    CREATE UNIQUE INDEX ON "a"".b"."t""; DROP TABLE x; --" ("i""d $1") WHERE "te'x""t" <> 'it''s \';
    CREATE TABLE "a"".b"."select" ("""" bigint PRIMARY KEY, "EXCLUDED"".x" text NOT NULL);
"#;

impl Odd {
    const SAME: Relation<Odd, Plain, Many> = Relation::on(Odd::TEXT, Plain::TEXT);
    const AGAIN: Relation<Odd, Odd, Many> =
        Odd::SAME.through(Relation::<Plain, Odd, Many>::on(Plain::ID, Odd::ID));
}

/// Texts that would do harm in the text of a statement, and others made of their parts; each once.
fn texts() -> Vec<String> {
    let fixed = [
        "'; DROP TABLE \"user\"; --",
        "\"",
        "\\'; SELECT 1",
        "$1",
        "$$ $a$",
        "{}",
        "%_\\",
        "/* */",
        "--\n",
        "NULL",
        "",
        "\u{202e}\u{0}".trim_end_matches('\u{0}'),
        "E'\\x27'",
    ];
    let parts =
        ["'", "\"", "\\", "$1", ";", "--", "{", "}", "%", "é", "😀", "\n", " ", "\t", "(", ")", ",", "a"];
    let mut seed = 88_172_645_463_325_252_u64;
    let mut next = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % 1000).unwrap()
    };
    let made = (0..60).map(|_| (0..next() % 12).map(|_| parts[next() % parts.len()]).collect::<String>());
    let mut texts: Vec<String> = fixed.into_iter().map(str::to_owned).chain(made).collect();
    texts.sort();
    texts.dedup();
    texts
}

async fn hostile() -> (Database, Db) {
    let (database, db) = database().await;
    database.apply(NAMES).await;
    (database, db)
}

#[tokio::test]
async fn texts_come_back_as_they_were_written() {
    let (database, db) = hostile().await;
    let texts = texts();
    let odd = |(id, text): (i64, &String)| NewOdd::new(id, text).note(text.clone());
    for row in (0..).zip(&texts) {
        let back = db.insert(odd(row)).one().await.unwrap();
        assert_eq!((&back.text, back.note.as_ref()), (row.1, Some(row.1)));
    }
    db.delete::<Odd>().all_rows().run().await.unwrap();
    let rows = db.insert_many((0..).zip(&texts).map(odd)).all().await.unwrap();
    assert!(rows.iter().map(|row| &row.text).eq(&texts));
    for (row, text) in rows.iter().zip(&texts) {
        let same = db.insert(odd((row.id, text))).on_conflict((Odd::TEXT, Odd::NOTE)).do_nothing();
        assert_eq!(same.run().await.unwrap(), 0);
        let set = db.insert(odd((row.id, text))).on_conflict(Odd::ID).filter(Odd::TEXT.ne("it's \\"));
        let set = set.do_update_with(|update| {
            update
                .set(Odd::TEXT, Odd::TEXT.excluded())
                .filter(Odd::TEXT.excluded().eq(text).or(Odd::TEXT.ne(text)))
        });
        assert_eq!(set.one().await.unwrap().text, *text);
        let only = || db.select::<Odd>().filter(Odd::TEXT.eq(text).and(Odd::ID.eq(row.id)));
        assert_eq!(only().one().await.unwrap().text, *text);
        assert_eq!(only().columns(Odd::TEXT.concat(text)).one().await.unwrap(), format!("{text}{text}"));
        let listed = db.select::<Odd>().filter(Odd::TEXT.in_list([text.as_str(), "x"]));
        assert!(listed.count().await.unwrap() > 0);
        let update = db.update::<Odd>().set(Odd::NOTE, Odd::TEXT.concat(text)).filter(Odd::ID.eq(row.id));
        assert_eq!(update.returning().columns(Odd::NOTE).one().await.unwrap(), Some(format!("{text}{text}")));
        let patch = OddPatch { note: Some(None), ..OddPatch::default() };
        assert!(db.update::<Odd>().patch(patch).filter(Odd::TEXT.eq(text)).run().await.unwrap() > 0);
    }
    ends(database, db).await;
}

#[tokio::test]
async fn conditions_that_are_written_as_text_hold_their_values() {
    let (database, db) = hostile().await;
    for text in texts() {
        // The server finds no such index, or it does: what it never does is to read the value as SQL.
        let insert =
            db.insert(NewOdd::new(1, "x")).on_conflict(Odd::ID).filter(Odd::TEXT.ne(&text)).do_nothing();
        match insert.run().await {
            Ok(rows) => assert!(rows <= 1),
            Err(error) => assert_eq!(error.code().unwrap().code(), "42P10", "{error}"),
        }
    }
    assert!(db.select::<Odd>().count().await.unwrap() <= 1);
    ends(database, db).await;
}

#[tokio::test]
async fn names_are_quoted_in_every_statement() {
    let (database, db) = hostile().await;
    let odd = [(1, "a"), (2, "b"), (3, "b")].map(|(id, text)| NewOdd::new(id, text));
    db.insert_many(odd).run().await.unwrap();
    let copied = select::<Odd>().filter(Odd::ID.lt(3)).columns((Odd::ID, Odd::TEXT));
    let filled =
        db.insert_from((Plain::ID, Plain::TEXT), copied).on_conflict(Plain::SELECT_PKEY).do_nothing();
    assert!(filled.sql().contains(r#""a"".b"."select""#));
    let copied = select::<Odd>().filter(Odd::ID.lt(3)).columns((Odd::ID, Odd::TEXT));
    assert_eq!(db.insert_from((Plain::ID, Plain::TEXT), copied).run().await.unwrap(), 2);
    alias!(Other = Odd);
    let update =
        db.update::<Odd>().from::<Plain>(Plain::ID.eq(Odd::ID)).from::<Other>(Odd::ID.of(Other).eq(Odd::ID));
    let update = update.set(Odd::NOTE, Plain::TEXT.concat(Odd::TEXT.of(Other))).returning();
    let notes = update.columns((Odd::NOTE, Odd::TEXT.old_value(), Plain::TEXT)).all().await.unwrap();
    assert_eq!(notes.len(), 2);
    let merge = db
        .merge_into::<Plain>()
        .using::<Odd>(Odd::ID.eq(Plain::ID))
        .when_matched()
        .update(|row| row.set(Plain::TEXT, Odd::TEXT.concat("!")));
    let merge =
        merge.when_not_matched().insert(|row| row.set(Plain::ID, Odd::ID).set(Plain::TEXT, Odd::TEXT));
    assert_eq!(merge.run().await.unwrap(), 3);
    let rows =
        db.select::<Odd>().with(Odd::SAME).with(Odd::AGAIN.limit(2)).order_by(Odd::ID).all().await.unwrap();
    assert_eq!(
        rows.iter().map(|(_, same, again)| (same.len(), again.len())).collect::<Vec<_>>(),
        [(0, 0), (1, 1), (1, 1)]
    );
    let joined = db.select::<Odd>().left_join::<Plain>(Plain::ID.eq(Odd::ID)).order_by(Plain::TEXT.desc());
    assert_eq!(joined.all().await.unwrap().len(), 3);
    let some = cte(select::<Odd>().columns((Odd::ID, Odd::TEXT)).rows_as::<Few>());
    let inside = db
        .select::<Plain>()
        .inner_join_query(&some, Few::ID.eq(Plain::ID))
        .filter(Plain::ID.in_query(select::<Odd>().columns(Odd::ID)));
    assert_eq!(inside.all().await.unwrap().len(), 3);
    let gone = db.delete::<Plain>().using::<Odd>(Odd::ID.eq(Plain::ID)).returning();
    let gone = cte(gone.columns((Plain::ID, Plain::TEXT)).rows_as::<Few>());
    assert_eq!(db.select_from(&gone).count().await.unwrap(), 3);
    let groups = db.select::<Odd>().group_by(Odd::TEXT).columns((Odd::TEXT, Odd::ID.max()));
    assert_eq!(
        groups.order_by(Odd::TEXT).all().await.unwrap(),
        [("a".to_owned(), Some(1)), ("b".into(), Some(3))]
    );
    ends(database, db).await;
}
