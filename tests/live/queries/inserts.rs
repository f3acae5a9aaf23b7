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
