//! Inserts: one row, many, conflicts.

use super::*;

#[tokio::test]
async fn one_row_leaves_or_gives_its_defaults() {
    let (database, db) = database().await;
    let ada = user(&db, "ada@x").await;
    let todo = db.insert(NewTodo::new(ada.id, "Milk")).one().await.unwrap();
    assert_eq!((todo.done, todo.views, todo.tags.len(), todo.note), (false, 0, 0, None));
    let todo = db
        .insert(NewTodo::new(ada.id, "Bread").done(true).note("rye").tags(vec!["a".into(), "b".into()]))
        .one()
        .await
        .unwrap();
    assert_eq!((todo.done, todo.note.as_deref(), todo.tags.len()), (true, Some("rye"), 2));
    assert_eq!(db.insert(NewTodo::new(ada.id, "x").note(None)).run().await.unwrap(), 1);
    let id: i64 = db.insert(NewTodo::new(ada.id, "y")).returning().columns(Todo::ID).one().await.unwrap();
    assert_eq!(id, 4);
    ends(database, db).await;
}

#[tokio::test]
async fn many_rows_are_one_statement_and_come_back_in_order() {
    let (database, db) = database().await;
    let ada = user(&db, "ada@x").await;
    // Rows differ in the defaults that they leave, in NULLs, and in arrays of different lengths.
    let new = |i: i32| {
        let new =
            NewTodo::new(ada.id, format!("t{i}")).tags((0..i % 4).map(|tag| format!("{i}-{tag}")).collect());
        let new = if i % 3 == 0 { new.views(i) } else { new };
        let new = if i % 5 == 0 { new.note(format!("n{i}")) } else { new };
        if i % 7 == 0 { new.embedding(Vector::from(vec![1.0, 2.0, i as f32])) } else { new }
    };
    let rows = db.insert_many((0..1000).map(new)).all().await.unwrap();
    assert_eq!(rows.len(), 1000);
    for (i, row) in (0..).zip(&rows) {
        assert_eq!(row.title, format!("t{i}"));
        assert_eq!(row.views, if i % 3 == 0 { i } else { 0 });
        assert_eq!(row.note, (i % 5 == 0).then(|| format!("n{i}")));
        assert_eq!(row.tags, (0..i % 4).map(|tag| format!("{i}-{tag}")).collect::<Vec<_>>());
        assert_eq!(row.embedding.is_some(), i % 7 == 0);
    }
    let none: [NewTodo; 0] = [];
    assert_eq!(db.insert_many(none).run().await.unwrap(), 0);
    ends(database, db).await;
}

#[tokio::test]
async fn more_rows_than_parameters() {
    let (database, db) = database().await;
    let users = (0..70_000).map(|i| NewUser::new(format!("{i}@x")));
    assert_eq!(db.insert_many(users).run().await.unwrap(), 70_000);
    assert_eq!(db.select::<User>().count().await.unwrap(), 70_000);
    ends(database, db).await;
}

#[tokio::test]
async fn a_value_that_is_too_long_is_refused_and_not_cut() {
    let (database, db) = database().await;
    let ada = user(&db, "ada@x").await;
    let long = "x".repeat(21);
    let rows = [NewTodo::new(ada.id, "short"), NewTodo::new(ada.id, &long)];
    let error = db.insert_many(rows).run().await.unwrap_err();
    assert_eq!(error.code().unwrap().code(), "22001", "{error}");
    assert_eq!(db.select::<Todo>().count().await.unwrap(), 0);
    ends(database, db).await;
}

#[tokio::test]
async fn conflicts() {
    let (database, db) = database().await;
    let ada = user(&db, "ada@x").await;
    let again = || NewUser::new("ada@x").name("Ada");
    let error = db.insert(again()).run().await.unwrap_err();
    assert!(error.violates(User::USER_EMAIL_KEY) && !error.violates(Todo::TODO_PKEY));
    assert!(!error.to_string().contains("ada@x"), "the row is quoted: {error}");

    assert_eq!(db.insert(again()).on_conflict(User::EMAIL).do_nothing().first().await.unwrap(), None);
    assert_eq!(db.insert(again()).on_conflict_do_nothing().run().await.unwrap(), 0);
    let row = db.insert(again()).on_conflict(User::USER_EMAIL_KEY).do_update(User::NAME).one().await.unwrap();
    assert_eq!((row.id, row.name.as_deref()), (ada.id, Some("Ada")));

    let todo = || NewTodo::new(ada.id, "Milk").views(2);
    for _ in 0..3 {
        db.insert(todo())
            .on_conflict((Todo::USER_ID, Todo::TITLE))
            .do_update_with(|update| {
                update.set(Todo::VIEWS, Todo::VIEWS.add(Todo::VIEWS.excluded())).filter(Todo::VIEWS.lt(4))
            })
            .run()
            .await
            .unwrap();
    }
    assert_eq!(db.select::<Todo>().one().await.unwrap().views, 4);

    let error = db.insert(NewTodo::new(0, "orphan")).run().await.unwrap_err();
    assert!(error.violates(Todo::TODO_USER_ID_FKEY));
    let error = db.delete::<User>().filter(User::ID.eq(ada.id)).run().await.unwrap_err();
    assert!(error.violates(Todo::TODO_USER_ID_FKEY), "{error}");
    ends(database, db).await;
}

#[derive(Clone, Debug, PartialEq, Table)]
struct Named {
    #[column(primary_key)]
    id: i64,
    name: Option<String>,
    #[column(default = "false")]
    hidden: bool,
}

const NAMED: &str =
    "CREATE TABLE named (id bigint PRIMARY KEY, name text, hidden boolean NOT NULL DEFAULT false)";

#[tokio::test]
async fn rows_of_a_query() {
    let (database, db) = database().await;
    database.apply(NAMED).await;
    let users = ["ada@x", "bob@x", "eve@y"].map(NewUser::new);
    let users = db.insert_many(users).all().await.unwrap();
    let at_x = || select::<User>().filter(User::EMAIL.like("%@x")).columns((User::ID, User::EMAIL));
    assert_eq!(db.insert_from((Named::ID, Named::NAME), at_x()).run().await.unwrap(), 2);
    let again = db.insert_from((Named::ID, Named::NAME), at_x()).on_conflict(Named::ID).do_nothing();
    assert_eq!(again.run().await.unwrap(), 0);
    let names = select::<User>().columns((User::ID, User::NAME, User::ID.gt(users[0].id)));
    let all = db
        .insert_from((Named::ID, Named::NAME, Named::HIDDEN), names)
        .on_conflict(Named::ID)
        .do_update_with(|update| update.excluded(Named::HIDDEN).filter(Named::ID.excluded().ne(users[0].id)))
        .returning()
        .columns((Named::ID, Named::HIDDEN))
        .all()
        .await
        .unwrap();
    assert_eq!(all, [(users[1].id, true), (users[2].id, true)]);
    // A column without a default that is not given.
    let error = db.insert_from(Named::NAME, select::<User>().columns(User::EMAIL)).run().await.unwrap_err();
    assert_eq!(error.code().unwrap().code(), "23502");
    ends(database, db).await;
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(index(on(title), unique, where = "status = 'open' AND NOT done"))]
struct Task {
    #[column(primary_key, identity)]
    id: i64,
    title: String,
    done: bool,
    status: Status,
    #[column(default = "0")]
    tries: i32,
}

const TASK: &str = "CREATE TABLE task (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, title text NOT NULL, \
    done boolean NOT NULL, status status NOT NULL, tries integer NOT NULL DEFAULT 0); \
    CREATE UNIQUE INDEX ON task (title) WHERE status = 'open' AND NOT done";

#[tokio::test]
async fn conflicts_with_a_partial_index() {
    let (database, db) = database().await;
    database.apply(TASK).await;
    // Often, so that the server tries a plan for any value.
    for _ in 0..8 {
        db.insert(NewTask::new("it's", false, Status::Open))
            .on_conflict(Task::TITLE)
            .filter(Task::DONE.eq(false).and(Task::STATUS.eq(Status::Open)))
            .do_update_with(|update| update.set(Task::TRIES, Task::TRIES.add(1)).filter(Task::TRIES.lt(5)))
            .run()
            .await
            .unwrap();
    }
    db.insert(NewTask::new("it's", true, Status::Open)).run().await.unwrap();
    let tries: Vec<i32> = db.select::<Task>().order_by(Task::ID).columns(Task::TRIES).all().await.unwrap();
    assert_eq!(tries, [5, 0]);
    ends(database, db).await;
}

#[derive(Debug, PartialEq, FromRow)]
struct Born {
    user: i64,
    email: String,
}

#[tokio::test]
async fn inserts_in_front_of_a_query() {
    let (database, db) = database().await;
    database.apply(NAMED).await;
    let rows = [NewUser::new("ada@x").name("Ada"), NewUser::new("bob@x")];
    let born = cte(db.insert_many(rows).returning().columns((User::ID, User::EMAIL)).rows_as::<Born>());
    let filled = db.insert_from(
        (Named::ID, Named::NAME),
        select_from(&born).filter(Born::EMAIL.ne("x")).columns((Born::USER, Born::EMAIL)),
    );
    let named = filled.all().await.unwrap();
    assert_eq!(
        named.iter().map(|row| row.name.as_deref()).collect::<Vec<_>>(),
        [Some("ada@x"), Some("bob@x")]
    );
    let names: Vec<Option<String>> =
        db.select::<User>().order_by(User::ID).columns(User::NAME).all().await.unwrap();
    assert_eq!(names, [Some("Ada".into()), None]);
    let none: [NewUser; 0] = [];
    let born = cte(db.insert_many(none).returning().columns((User::ID, User::EMAIL)).rows_as::<Born>());
    assert_eq!(db.select_from(&born).all().await.unwrap(), []);
    ends(database, db).await;
}

#[tokio::test]
async fn what_an_insert_replaced() {
    let (database, db) = database().await;
    user(&db, "ada@x").await;
    let rows = ["ada@x", "bob@x"].map(|email| NewUser::new(email).name("new"));
    let names = db
        .insert_many(rows)
        .on_conflict(User::EMAIL)
        .do_update(User::NAME)
        .returning()
        .columns((User::EMAIL, User::EMAIL.old_value(), User::NAME.old_value(), User::NAME.new_value()))
        .all()
        .await
        .unwrap();
    let new = Some("new".to_owned());
    let expected = [
        ("ada@x".to_owned(), Some("ada@x".to_owned()), None, new.clone()),
        ("bob@x".into(), None, None, new),
    ];
    assert_eq!(names, expected);
    ends(database, db).await;
}
