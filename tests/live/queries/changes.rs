//! Updates and deletes.

use super::*;

#[tokio::test]
async fn updates_set_values_expressions_and_patches() {
    let (database, db) = database().await;
    let ada = user(&db, "ada@x").await;
    let todo = db.insert(NewTodo::new(ada.id, "Milk").note("fresh")).one().await.unwrap();
    let by_id = || Todo::ID.eq(todo.id);
    let update = || db.update::<Todo>();
    let count =
        update().set(Todo::DONE, true).set(Todo::VIEWS, Todo::VIEWS.add(1)).filter(Todo::ID.eq(todo.id));
    assert_eq!(count.run().await.unwrap(), 1);
    let changed = update().set(Todo::NOTE, None).filter(by_id()).returning().one().await.unwrap();
    assert_eq!((changed.done, changed.views, changed.note), (true, 1, None));
    update().set(Todo::NOTE, Todo::TITLE).filter(by_id()).run().await.unwrap();
    let patch =
        TodoPatch { title: Some("Oats".into()), status: Some(Status::InReview), ..TodoPatch::default() };
    let changed = update().patch(patch).filter(by_id()).returning().one().await.unwrap();
    assert_eq!((changed.title.as_str(), changed.note.as_deref()), ("Oats", Some("Milk")));
    assert_eq!(changed.slug.as_deref(), Some("oats"));
    let patch = TodoPatch { note: Some(None), ..TodoPatch::default() };
    let notes: Vec<Option<String>> =
        update().patch(patch).all_rows().returning().columns(Todo::NOTE).all().await.unwrap();
    assert_eq!(notes, [None]);
    assert_eq!(update().patch(TodoPatch::default()).filter(by_id()).run().await.unwrap(), 0);
    let same = update().patch(TodoPatch::default()).filter(by_id()).returning().one().await.unwrap();
    assert_eq!(same.title, "Oats");
    ends(database, db).await;
}

#[tokio::test]
async fn deletes_return_what_was_there() {
    let (database, db) = database().await;
    let ada = user(&db, "ada@x").await;
    db.insert_many(["a", "b", "c"].map(|title| NewTodo::new(ada.id, title))).run().await.unwrap();
    let gone = db.delete::<Todo>().filter(Todo::TITLE.eq("a")).returning().all().await.unwrap();
    assert_eq!(gone[0].title, "a");
    assert_eq!(db.delete::<Todo>().all_rows().run().await.unwrap(), 2);
    ends(database, db).await;
}

#[derive(Debug, PartialEq, FromRow)]
struct Total {
    owner: i64,
    views: i64,
}

#[tokio::test]
async fn updates_from_other_tables() {
    let (database, db) = database().await;
    let (ada, bob) = (user(&db, "ada@x").await, user(&db, "bob@x").await);
    let todos = [(ada.id, "a", 3), (ada.id, "b", 4), (bob.id, "a", 5)];
    db.insert_many(todos.map(|(id, title, views)| NewTodo::new(id, title).views(views))).run().await.unwrap();
    let update = db.update::<Todo>().from::<User>(User::ID.eq(Todo::USER_ID)).set(Todo::NOTE, User::EMAIL);
    let changed = update.filter(User::EMAIL.eq("ada@x")).returning();
    let mut changed: Vec<(String, String)> = changed.columns((Todo::TITLE, User::EMAIL)).all().await.unwrap();
    changed.sort();
    assert_eq!(changed, [("a".to_owned(), "ada@x".to_owned()), ("b".into(), "ada@x".into())]);
    // From the rows of a query.
    let totals = select::<Todo>()
        .group_by(Todo::USER_ID)
        .columns((Todo::USER_ID, Todo::VIEWS.sum().coalesce(0)))
        .rows_as::<Total>();
    let update = db.update::<User>().from_query(totals, Total::OWNER.eq(User::ID));
    let names = update.set(User::NAME, Total::VIEWS.to_text()).returning();
    let names: Vec<Option<String>> = names.columns(User::NAME).all().await.unwrap();
    assert_eq!(names, [Some("7".to_owned()), Some("5".into())]);
    // Of an alias of itself, and without anything to set.
    alias!(Other = Todo);
    let same = db
        .update::<Todo>()
        .from::<Other>(Todo::TITLE.eq(Todo::TITLE.of(Other)).and(Todo::ID.lt(Todo::ID.of(Other))));
    let nothing = same.returning().columns((Todo::VIEWS, Todo::VIEWS.of(Other))).all().await.unwrap();
    assert_eq!(nothing, [(3, 5)]);
    ends(database, db).await;
}

#[tokio::test]
async fn deletes_using_other_tables() {
    let (database, db) = database().await;
    let (ada, bob) = (user(&db, "ada@x").await, user(&db, "bob@x").await);
    let todos = [(ada.id, "a"), (bob.id, "b")];
    db.insert_many(todos.map(|(id, title)| NewTodo::new(id, title))).run().await.unwrap();
    let delete =
        db.delete::<Todo>().using::<User>(User::ID.eq(Todo::USER_ID)).filter(User::EMAIL.eq("bob@x"));
    let gone: Vec<(String, i64)> =
        delete.returning().columns((Todo::TITLE.old_value(), User::ID)).all().await.unwrap();
    assert_eq!(gone, [("b".to_owned(), bob.id)]);
    ends(database, db).await;
}

#[derive(Debug, PartialEq, FromRow)]
struct Gone {
    user_id: i64,
    title: String,
}

#[tokio::test]
async fn before_and_after() {
    let (database, db) = database().await;
    let ada = user(&db, "ada@x").await;
    db.insert(NewTodo::new(ada.id, "a").views(2)).run().await.unwrap();
    let update = || db.update::<Todo>().filter(Todo::TITLE.eq("a"));
    let columns =
        (Todo::VIEWS.old_value(), Todo::VIEWS, Todo::VIEWS.new_value().sub(Todo::VIEWS.old_value()));
    let views = update().set(Todo::VIEWS, Todo::VIEWS.mul(3)).returning().columns(columns);
    assert_eq!(views.all().await.unwrap(), [(2, 6, 4)]);
    let nothing = update().returning().columns((Todo::VIEWS.old_value(), Todo::NOTE.old_value()));
    assert_eq!(nothing.all().await.unwrap(), [(6, None)]);
    // What is deleted moves on in the same statement.
    let gone = db.delete::<Todo>().all_rows().returning().columns((Todo::USER_ID, Todo::TITLE));
    let gone = cte(gone.rows_as::<Gone>());
    let copied = db.insert_from(
        (Profile::USER_ID, Profile::BIO),
        select_from(&gone).columns((Gone::USER_ID, Gone::TITLE)),
    );
    assert_eq!(copied.one().await.unwrap().bio, "a");
    assert_eq!(db.select::<Todo>().count().await.unwrap(), 0);
    ends(database, db).await;
}
