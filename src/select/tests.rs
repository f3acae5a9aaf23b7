//! The text of queries.

#![allow(dead_code, reason = "the fields are there to be selected, not to be read")]

use crate::expr::Fragment;
use crate::scope::Aggregated;
use crate::{Expr, Filter, FromRow, Table, alias, cte, exists, recursive, select, select_from, whole};

#[derive(Table)]
struct User {
    #[column(primary_key, identity)]
    id: i64,
    name: String,
}

#[derive(Table)]
struct Todo {
    #[column(primary_key, identity)]
    id: i64,
    #[column(references = User::id)]
    user_id: i64,
    #[column(references = Todo::id)]
    parent_id: Option<i64>,
    title: String,
    due: Option<i32>,
}

#[derive(Table)]
#[table(namespace = "app")]
struct Tag {
    todo_id: Option<i64>,
    text: Option<String>,
}

#[derive(FromRow)]
struct Busy {
    user_id: i64,
    todos: i64,
}

#[derive(FromRow)]
struct Within {
    id: i64,
}

alias!(Parent = Todo);

fn count() -> Expr<i64, Aggregated<()>> {
    Expr::new(Fragment::text("count(*)"))
}

/// The text from FROM on.
fn from(text: &str) -> String {
    text.split_once(" FROM ").map(|(_, from)| from.to_owned()).unwrap()
}

#[test]
fn every_join_has_its_keyword() {
    let on = || Todo::USER_ID.eq(User::ID);
    let texts = [
        select::<Todo>().inner_join::<User>(Todo::USER_ID.eq(User::ID)).sql(),
        select::<Todo>().left_join::<User>(Todo::USER_ID.eq(User::ID)).sql(),
        select::<Todo>().right_join::<User>(on()).sql(),
        select::<Todo>().full_join::<User>(on()).sql(),
        select::<Todo>().cross_join::<User>().sql(),
    ];
    let on = r#""user" ON "todo"."user_id" = "user"."id""#;
    let joins =
        ["JOIN ", "LEFT JOIN ", "RIGHT JOIN ", "FULL JOIN "].map(|join| format!(r#""todo" {join}{on}"#));
    assert_eq!(texts.each_ref().map(|text| from(text))[..4], joins);
    assert_eq!(from(&texts[4]), r#""todo" CROSS JOIN "user""#);
}

#[test]
fn a_row_that_may_be_missing_has_a_mark_where_no_column_tells() {
    let text = select::<Tag>().right_join::<Todo>(Tag::TODO_ID.eq(Todo::ID)).sql();
    assert!(text.starts_with(
        r#"SELECT num_nonnulls("app"."Tag".*) > 0, "app"."Tag"."todo_id""#.replace("Tag", "tag").as_str()
    ));
    let text = select::<Tag>().inner_join::<Todo>(Tag::TODO_ID.eq(Todo::ID)).sql();
    assert!(text.starts_with(r#"SELECT "app"."tag"."todo_id""#));
}

#[test]
fn an_alias_is_a_table_of_another_name() {
    let text = select::<Parent>()
        .left_join::<Todo>(Todo::PARENT_ID.eq(Todo::ID.of(Parent)))
        .columns((Todo::TITLE, Todo::TITLE.of(Parent)))
        .filter(Filter::<Parent>::new().and(Todo::DUE.of(Parent).is_null()))
        .sql();
    insta::assert_snapshot!(text, @r#"SELECT "todo"."title", "Parent"."title" FROM "todo" AS "Parent" LEFT JOIN "todo" ON "todo"."parent_id" = "Parent"."id" WHERE "Parent"."due" IS NULL"#);
}

#[test]
fn groups() {
    let text = select::<Todo>()
        .inner_join::<User>(Todo::USER_ID.eq(User::ID))
        .filter(Todo::DUE.is_not_null())
        .group_by((User::ID, Todo::DUE.add(1)))
        .having(count().gt(3).and(count().lt(9)).or(User::ID.eq(1)))
        .having(count().ne(5))
        .columns((whole::<User>(), Todo::DUE.add(1), count()))
        .order_by((Todo::DUE.add(1).desc(), User::NAME))
        .sql();
    insta::assert_snapshot!(text, @r#"SELECT "user"."id", "user"."name", "todo"."due" + $1, count(*) FROM "todo" JOIN "user" ON "todo"."user_id" = "user"."id" WHERE "todo"."due" IS NOT NULL GROUP BY "user"."id", 3 HAVING (count(*) > $2 AND count(*) < $3 OR "user"."id" = $4) AND count(*) <> $5 ORDER BY 3 DESC, "user"."name""#);
    let text = select::<Todo>().columns(count()).having(count().gt(3)).sql();
    insta::assert_snapshot!(text, @r#"SELECT count(*) FROM "todo" HAVING count(*) > $1"#);
    let text = select::<Todo>().columns((Todo::ID, Todo::DUE)).distinct_on((Todo::USER_ID, Todo::DUE)).sql();
    insta::assert_snapshot!(text, @r#"SELECT DISTINCT ON ("todo"."user_id", "todo"."due") "todo"."id", "todo"."due" FROM "todo""#);
}

#[test]
fn subqueries_stand_where_values_and_tables_do() {
    let their = || select::<Todo>().outer::<User>().filter(Todo::USER_ID.eq(User::ID));
    let text = select::<User>()
        .filter(exists(their()).not().or(User::ID.in_query(select::<Todo>().columns(Todo::USER_ID))))
        .filter(User::ID.not_in_query(select::<Todo>().filter(Todo::ID.eq(1)).columns(Todo::USER_ID)))
        .columns((User::ID.add(1), their().columns(count()).as_value()))
        .sql();
    insta::assert_snapshot!(text, @r#"SELECT "user"."id" + $1, (SELECT count(*) FROM "todo" WHERE "todo"."user_id" = "user"."id") FROM "user" WHERE (NOT EXISTS (SELECT 1 FROM "todo" WHERE "todo"."user_id" = "user"."id") OR "user"."id" IN (SELECT "todo"."user_id" FROM "todo")) AND "user"."id" NOT IN (SELECT "todo"."user_id" FROM "todo" WHERE "todo"."id" = $2)"#);
    let busy =
        || select::<Todo>().group_by(Todo::USER_ID).columns((Todo::USER_ID, count())).rows_as::<Busy>();
    let text = select::<User>().left_join_query(busy(), Busy::USER_ID.eq(User::ID)).sql();
    insta::assert_snapshot!(text, @r#"SELECT "user"."id", "user"."name", "Busy"."user_id", "Busy"."todos" FROM "user" LEFT JOIN (SELECT "todo"."user_id", count(*) FROM "todo" GROUP BY "todo"."user_id") AS "Busy" ("user_id", "todos") ON "Busy"."user_id" = "user"."id""#);
    let text = select_from(busy()).filter(Busy::TODOS.gt(3)).columns(Busy::USER_ID).sql();
    insta::assert_snapshot!(text, @r#"SELECT "Busy"."user_id" FROM (SELECT "todo"."user_id", count(*) FROM "todo" GROUP BY "todo"."user_id") AS "Busy" ("user_id", "todos") WHERE "Busy"."todos" > $1"#);
    let newest = their().order_by(Todo::ID.desc()).limit(2).named(Parent);
    let text = select::<User>().cross_join_query(newest).columns(Todo::TITLE.of(Parent)).sql();
    insta::assert_snapshot!(text, @r#"SELECT "Parent"."title" FROM "user" CROSS JOIN LATERAL (SELECT "todo"."id", "todo"."user_id", "todo"."parent_id", "todo"."title", "todo"."due" FROM "todo" WHERE "todo"."user_id" = "user"."id" ORDER BY "todo"."id" DESC LIMIT $1) AS "Parent" ("id", "user_id", "parent_id", "title", "due")"#);
    // Two levels down.
    let tagged = select::<Tag>()
        .outer::<Todo>()
        .outer::<User>()
        .filter(Tag::TODO_ID.eq(Todo::ID).and(Tag::TEXT.eq(User::NAME)));
    let text = select::<User>().filter(exists(their().filter(exists(tagged)))).columns(User::ID).sql();
    insta::assert_snapshot!(text, @r#"SELECT "user"."id" FROM "user" WHERE EXISTS (SELECT 1 FROM "todo" WHERE "todo"."user_id" = "user"."id" AND EXISTS (SELECT 1 FROM "app"."tag" WHERE "app"."tag"."todo_id" = "todo"."id" AND "app"."tag"."text" = "user"."name"))"#);
}

#[test]
fn ctes_are_defined_once_in_front() {
    let busy =
        cte(select::<Todo>().group_by(Todo::USER_ID).columns((Todo::USER_ID, count())).rows_as::<Busy>());
    let text = select::<User>()
        .inner_join_query(&busy, Busy::USER_ID.eq(User::ID))
        .filter(User::ID.in_query(select_from(&busy).filter(Busy::TODOS.gt(1)).columns(Busy::USER_ID)))
        .columns(User::NAME)
        .sql();
    insta::assert_snapshot!(text, @r#"WITH "Busy" ("user_id", "todos") AS (SELECT "todo"."user_id", count(*) FROM "todo" GROUP BY "todo"."user_id") SELECT "user"."name" FROM "user" JOIN "Busy" ON "Busy"."user_id" = "user"."id" WHERE "user"."id" IN (SELECT "Busy"."user_id" FROM "Busy" WHERE "Busy"."todos" > $1)"#);
    let base = select::<Todo>().filter(Todo::ID.eq(7)).columns(Todo::ID).rows_as::<Within>();
    let within = recursive(base, |within| {
        let step = select::<Todo>().inner_join_query(within, Todo::PARENT_ID.eq(Within::ID));
        step.columns(Todo::ID).rows_as::<Within>()
    });
    let text = select::<Todo>().filter(Todo::ID.in_query(select_from(&within).columns(Within::ID))).sql();
    insta::assert_snapshot!(text, @r#"WITH RECURSIVE "Within" ("id") AS ((SELECT "todo"."id" FROM "todo" WHERE "todo"."id" = $1) UNION ALL (SELECT "todo"."id" FROM "todo" JOIN "Within" ON "todo"."parent_id" = "Within"."id")) SELECT "todo"."id", "todo"."user_id", "todo"."parent_id", "todo"."title", "todo"."due" FROM "todo" WHERE "todo"."id" IN (SELECT "Within"."id" FROM "Within")"#);
}

#[test]
fn set_operations_are_ordered_by_what_the_first_query_selects() {
    let text = select::<User>()
        .columns((User::ID, User::NAME))
        .union_all(select::<Todo>().columns((Todo::ID, Todo::TITLE)).limit(3))
        .except(select::<User>().filter(User::ID.lt(3)).columns((User::ID, User::NAME)))
        .filter(User::NAME.ne(""))
        .order_by((User::NAME.desc(), User::ID))
        .limit(10)
        .sql();
    insta::assert_snapshot!(text, @r#"SELECT "row".* FROM ((SELECT "row".* FROM ((SELECT "user"."id", "user"."name" FROM "user") UNION ALL (SELECT "todo"."id", "todo"."title" FROM "todo" LIMIT $1)) AS "row" ("c0", "c1")) EXCEPT (SELECT "user"."id", "user"."name" FROM "user" WHERE "user"."id" < $2)) AS "row" ("c0", "c1") WHERE "row"."c1" <> $3 ORDER BY "row"."c1" DESC, "row"."c0" LIMIT $4"#);
    let text = select::<User>().intersect(select::<User>().filter(User::ID.gt(1))).order_by(User::ID).sql();
    insta::assert_snapshot!(text, @r#"SELECT "row".* FROM ((SELECT "user"."id", "user"."name" FROM "user") INTERSECT (SELECT "user"."id", "user"."name" FROM "user" WHERE "user"."id" > $1)) AS "row" ("c0", "c1") ORDER BY "row"."c0""#);
}

#[test]
fn locks_and_samples() {
    let text = select::<Todo>()
        .inner_join::<User>(Todo::USER_ID.eq(User::ID))
        .columns(Todo::ID)
        .for_no_key_update()
        .of(whole::<Todo>())
        .skip_locked()
        .sql();
    assert!(text.ends_with(r#" FOR NO KEY UPDATE OF "todo" SKIP LOCKED"#), "{text}");
    assert!(
        select::<Parent>()
            .for_share()
            .of(whole::<Parent>())
            .nowait()
            .sql()
            .ends_with(r#" FOR SHARE OF "Parent" NOWAIT"#)
    );
    let text = select::<Todo>().tablesample(super::Sample::System(1.5)).columns(Todo::ID).sql();
    assert_eq!(from(&text), r#""todo" TABLESAMPLE SYSTEM ($1)"#);
}
