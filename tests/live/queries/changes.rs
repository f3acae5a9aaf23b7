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
