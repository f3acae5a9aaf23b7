//! The text of statements.

#![allow(dead_code, reason = "the fields are there to be selected, not to be read")]

use crate::types::{Timestamp, Vector};
use crate::{Db, Filter, Options, PgEnum, Table, sql};

#[derive(Clone, Debug, PartialEq, PgEnum)]
enum Status {
    Open,
    Closed,
}

#[derive(Debug, Table)]
struct User {
    #[column(primary_key, identity)]
    id: i64,
    #[column(unique)]
    email: String,
    name: Option<String>,
}

#[derive(Debug, Table)]
#[table(unique(columns(user_id, title)))]
struct Todo {
    #[column(primary_key, identity)]
    id: i64,
    #[column(references = User::id)]
    user_id: i64,
    title: String,
    note: Option<String>,
    #[column(default = "false")]
    done: bool,
    #[column(default = "0")]
    views: i32,
    #[column(default = "'open'")]
    status: Status,
    tags: Vec<String>,
    #[column(sql_type = "vector(3)")]
    embedding: Option<Vector>,
    #[column(generated = "lower(title)")]
    slug: String,
    #[column(default = "now()", name = "createdAt")]
    created_at: Timestamp,
}

#[derive(Table)]
#[table(namespace = "app", name = "comment", private)]
struct Comment {
    #[column(references(Todo))]
    todo_id: Option<i64>,
    text: Option<String>,
}

/// For statements that are only looked at.
fn db() -> Db {
    Db::connect_lazy("postgres://nobody@localhost/nowhere", &Options::default()).unwrap()
}

#[test]
fn a_select_names_every_column_of_every_table() {
    let db = db();
    let text = db.select::<Comment>().sql();
    assert_eq!(text, r#"SELECT "app"."comment"."todo_id", "app"."comment"."text" FROM "app"."comment""#);
    let text = db.select::<User>().left_join::<Comment>(Comment::TODO_ID.eq(User::ID)).sql();
    assert_eq!(
        text,
        r#"SELECT "user"."id", "user"."email", "user"."name", num_nonnulls("app"."comment".*) > 0, "#
            .to_owned()
            + r#""app"."comment"."todo_id", "app"."comment"."text" FROM "user" "#
            + r#"LEFT JOIN "app"."comment" ON "app"."comment"."todo_id" = "user"."id""#
    );
}

/// The text behind WHERE, which is what most cases are about.
fn condition(text: &str) -> String {
    text.split_once(" WHERE ").map(|(_, condition)| condition.to_owned()).unwrap()
}

#[test]
fn operators_bind_as_they_are_nested() {
    let db = db();
    let text = |filter: Filter<Todo>| condition(&db.select::<Todo>().columns(Todo::ID).filter(filter).sql());
    let is = |filter: Filter<Todo>, sql: &str| assert_eq!(text(filter).replace("\"todo\".", ""), sql);
    let all = Filter::<Todo>::new;
    is(
        all().and(Todo::ID.eq(1).or(Todo::ID.eq(2))).and(Todo::DONE),
        r#"("id" = $1 OR "id" = $2) AND "done""#,
    );
    is(all().and(Todo::ID.eq(1)).or(Todo::DONE.not()), r#""id" = $1 OR NOT "done""#);
    is(all().and(Todo::ID.gt(1).and(Todo::ID.le(2)).not()), r#"NOT ("id" > $1 AND "id" <= $2)"#);
    is(all().and(Todo::DONE.eq(Todo::TITLE.like("a%"))), r#""done" = "title" LIKE $1"#);
    is(all().and(Todo::VIEWS.add(1).mul(2).ge(Todo::VIEWS)), r#"("views" + $1) * $2 >= "views""#);
    is(all().and(Todo::VIEWS.sub(Todo::VIEWS.sub(1)).ne(0)), r#""views" - ("views" - $1) <> $2"#);
    is(all().and(Todo::VIEWS.between(1, Todo::VIEWS)), r#""views" BETWEEN $1 AND "views""#);
    is(all().and(Todo::ID.in_list([1, 2])), r#""id" = ANY($1)"#);
    is(all().and(Todo::ID.not_in_list([1, 2])), r#""id" <> ALL($1)"#);
    is(all().and(Todo::TITLE.in_list(["a", "b"])), r#""title" = ANY($1)"#);
    is(all().and(Todo::NOTE.is_null().eq(Todo::DONE)), r#"("note" IS NULL) = "done""#);
    is(all().and(Todo::NOTE.eq("x")).and(Todo::NOTE.eq(String::from("x"))), r#""note" = $1 AND "note" = $2"#);
    is(all().and(Todo::STATUS.eq(Status::Open)), r#""status" = $1"#);
    is(all().and(Todo::EMBEDDING.l2_distance(Vector::from(vec![1.0])).lt(0.5)), r#""embedding" <-> $1 < $2"#);
}

#[test]
fn filters_that_ask_nothing_are_left_out() {
    let db = db();
    let none: Option<&str> = None;
    let text = db
        .select::<Todo>()
        .columns(Todo::ID)
        .filter(none.map(|term| Todo::TITLE.ilike(format!("%{term}%"))))
        .filter(Filter::<Todo>::new())
        .sql();
    assert_eq!(text, r#"SELECT "todo"."id" FROM "todo""#);
}

#[test]
fn a_join_carries_its_order_and_limits() {
    let db = db();
    let text = db
        .select::<Todo>()
        .inner_join::<User>(Todo::USER_ID.eq(User::ID))
        .columns((Todo::TITLE, User::NAME, Todo::VIEWS.add(1)))
        .filter(User::EMAIL.eq("ada@example.org"))
        .order_by((User::NAME.asc().nulls_first(), Todo::ID.desc()))
        .order_by(Todo::EMBEDDING.cosine_distance(&Vector::from(vec![1.0, 2.0, 3.0])))
        .limit(10)
        .offset(20)
        .sql();
    insta::assert_snapshot!(text, @r#"SELECT "todo"."title", "user"."name", "todo"."views" + $1 FROM "todo" JOIN "user" ON "todo"."user_id" = "user"."id" WHERE "user"."email" = $2 ORDER BY "user"."name" NULLS FIRST, "todo"."id" DESC, "todo"."embedding" <=> $3 LIMIT $4 OFFSET $5"#);
}

#[test]
fn few_rows_are_values_and_many_are_unnest() {
    let db = db();
    let new = || NewTodo::new(1, "buy milk", vec!["a".into()]);
    insta::assert_snapshot!(db.insert(new().note("x").done(true)).sql(), @r#"INSERT INTO "todo" ("user_id", "title", "note", "done", "tags", "embedding") VALUES ($1, $2, $3, $4, $5, $6)"#);
    insta::assert_snapshot!(db.insert_many([new(), new()]).sql(), @r#"INSERT INTO "todo" ("user_id", "title", "note", "tags", "embedding") VALUES ($1, $2, $3, $4, $5), ($6, $7, $8, $9, $10)"#);
    insta::assert_snapshot!(db.insert_many((0..11).map(|_| new())).sql(), @r#"INSERT INTO "todo" ("user_id", "title", "note", "tags", "embedding") SELECT "row"."c0", "row"."c1", "row"."c2", ($1::text[])["row"."first3":"row"."last3"], "row"."c4" FROM (SELECT UNNEST($2::bigint[]), UNNEST($3::text[]), UNNEST($4::text[]), UNNEST($5::integer[]), UNNEST($6::integer[]), UNNEST($7::vector[])) AS "row" ("c0", "c1", "c2", "first3", "last3", "c4")"#);
    insta::assert_snapshot!(db.insert_many((0..12).map(|i| new().note((i > 5).then(|| "x".to_owned())))).sql(), @r#"INSERT INTO "todo" ("user_id", "title", "note", "tags", "embedding") SELECT "row"."c0", "row"."c1", "row"."c2", ($1::text[])["row"."first3":"row"."last3"], "row"."c4" FROM (SELECT UNNEST($2::bigint[]), UNNEST($3::text[]), UNNEST($4::text[]), UNNEST($5::integer[]), UNNEST($6::integer[]), UNNEST($7::vector[])) AS "row" ("c0", "c1", "c2", "first3", "last3", "c4")"#);
    insta::assert_snapshot!(db.insert(NewComment::new()).sql(), @r#"INSERT INTO "app"."comment" ("todo_id", "text") VALUES ($1, $2)"#);
    insta::assert_snapshot!(db.insert_many((0..11).map(|_| NewComment::new())).returning().sql(), @r#"INSERT INTO "app"."comment" ("todo_id", "text") SELECT UNNEST($1::bigint[]), UNNEST($2::text[]) RETURNING "app"."comment"."todo_id", "app"."comment"."text""#);
}

#[test]
fn a_conflict_is_left_out_or_updated() {
    let db = db();
    let new = || NewUser::new("ada@example.org");
    insta::assert_snapshot!(db.insert(new()).on_conflict_do_nothing().sql(), @r#"INSERT INTO "user" ("email", "name") VALUES ($1, $2) ON CONFLICT DO NOTHING"#);
    insta::assert_snapshot!(db.insert(new()).on_conflict(User::USER_EMAIL_KEY).do_nothing().sql(), @r#"INSERT INTO "user" ("email", "name") VALUES ($1, $2) ON CONFLICT ON CONSTRAINT "user_email_key" DO NOTHING"#);
    let update = db.insert(new()).on_conflict(User::EMAIL).do_update_with(|update| {
        update.excluded(User::EMAIL).set(User::NAME, "Ada").filter(User::NAME.is_null())
    });
    let replaced = db.insert(new()).on_conflict(User::EMAIL).do_update((User::EMAIL, User::NAME));
    assert!(
        replaced.sql().ends_with(r#"DO UPDATE SET "email" = EXCLUDED."email", "name" = EXCLUDED."name""#)
    );
    insta::assert_snapshot!(update.sql(), @r#"INSERT INTO "user" ("email", "name") VALUES ($1, $2) ON CONFLICT ("email") DO UPDATE SET "email" = EXCLUDED."email", "name" = $3 WHERE "user"."name" IS NULL"#);
}

#[test]
fn updates_and_deletes_say_which_rows() {
    let db = db();
    let update =
        db.update::<Todo>().set(Todo::DONE, true).set(Todo::VIEWS, Todo::VIEWS.add(1)).set(Todo::NOTE, None);
    insta::assert_snapshot!(update.filter(Todo::ID.eq(7)).returning().columns(Todo::ID).sql(), @r#"UPDATE "todo" SET "done" = $1, "views" = "todo"."views" + $2, "note" = $3 WHERE "todo"."id" = $4 RETURNING "todo"."id""#);
    let patch = TodoPatch { note: Some(None), title: Some("x".into()), ..TodoPatch::default() };
    insta::assert_snapshot!(db.update::<Todo>().patch(patch).all_rows().sql(), @r#"UPDATE "todo" SET "title" = $1, "note" = $2"#);
    let nothing = db.update::<User>().patch(UserPatch::default()).filter(User::ID.eq(1));
    insta::assert_snapshot!(nothing.returning().sql(), @r#"SELECT "user"."id", "user"."email", "user"."name" FROM "user" WHERE "user"."id" = $1"#);
    insta::assert_snapshot!(db.delete::<User>().filter(User::ID.eq(1)).returning().sql(), @r#"DELETE FROM "user" WHERE "user"."id" = $1 RETURNING "user"."id", "user"."email", "user"."name""#);
}

#[test]
fn sql_binds_outside_of_strings_only() {
    let (since, json) = (5_i64, "x");
    let text = |statement: crate::Sql<'_>| statement.text().to_owned();
    assert_eq!(text(sql!("SELECT {since} + {since}, {json}")), "SELECT $1 + $1, $2");
    assert_eq!(
        text(sql!("SELECT '{\"a\": {}}' , $tag$ {} $tag$, \"{}\" -- {}")),
        "SELECT '{\"a\": {}}' , $tag$ {} $tag$, \"{}\" -- {}"
    );
    assert_eq!(text(sql!("SELECT {{}} /* {x} /* */ */ {json.len() as i64}")), "SELECT {} /* {x} /* */ */ $1");
    assert_eq!(text(sql!(r"SELECT E'\'{}' || {json}")), r"SELECT E'\'{}' || $1");
}

#[test]
fn private_rows_redact_their_debug() {
    let comment = Comment { todo_id: Some(1), text: Some("secret".into()) };
    assert_eq!(format!("{comment:?}"), "Comment { todo_id: <private>, text: <private> }");
}
