//! What statements return, row by row.

use tablewright::Rows;

use super::*;

async fn titles(mut rows: Rows<'_, String>) -> Vec<String> {
    let mut titles = Vec::new();
    while let Some(title) = rows.next().await.transpose().unwrap() {
        titles.push(title);
    }
    titles.sort();
    titles
}

#[tokio::test]
async fn what_is_returned_is_read_row_by_row() {
    let (database, db) = database().await;
    let ada = user(&db, "ada@x").await;
    // Rows that give different columns are several inserts in one statement.
    let new = [NewTodo::new(ada.id, "a"), NewTodo::new(ada.id, "b").views(7), NewTodo::new(ada.id, "c")];
    let rows = db.insert_many(new).returning().columns(Todo::TITLE).stream().await.unwrap();
    assert_eq!(titles(rows).await, ["a", "b", "c"]);
    let none: [NewTodo; 0] = [];
    let rows = db.insert_many(none).returning().columns(Todo::TITLE).stream().await.unwrap();
    assert!(titles(rows).await.is_empty());
    let update = db.update::<Todo>().set(Todo::TITLE, Todo::TITLE.upper()).filter(Todo::VIEWS.eq(0));
    let rows = update.returning().columns(Todo::TITLE).stream().await.unwrap();
    assert_eq!(titles(rows).await, ["A", "C"]);
    let copied = db.insert_from(
        (User::EMAIL, User::NAME),
        select::<Todo>().columns((Todo::TITLE.concat("@x"), Todo::TITLE)),
    );
    let rows = copied.returning().columns(User::EMAIL).stream().await.unwrap();
    assert_eq!(titles(rows).await, ["A@x", "C@x", "b@x"]);
    // Whole rows, in a transaction, which goes on behind the last one.
    let tx = db.begin().await.unwrap();
    let mut rows = tx.delete::<Todo>().all_rows().returning().stream().await.unwrap();
    let mut gone: Vec<Todo> = Vec::new();
    while let Some(todo) = rows.next().await.transpose().unwrap() {
        gone.push(todo);
    }
    assert_eq!(rows.next().await.transpose().unwrap(), None);
    drop(rows);
    assert_eq!((gone.len(), tx.select::<Todo>().count().await.unwrap()), (3, 0));
    tx.rollback().await.unwrap();
    assert_eq!(db.select::<Todo>().count().await.unwrap(), 3);
    ends(database, db).await;
}

#[tokio::test]
async fn a_mistake_is_an_error_at_once_or_an_item() {
    let (database, db) = database().await;
    let ada = user(&db, "ada@x").await;
    let many = (0..3).map(|n| NewTodo::new(ada.id, format!("t{n}")));
    db.insert_many(many).run().await.unwrap();
    let update = db.update::<Todo>().set(Todo::VIEWS, Todo::ID.to_i32().div(Todo::VIEWS)).all_rows();
    let errors = match update.returning().columns(Todo::TITLE).stream().await {
        Err(error) => vec![error],
        Ok(mut rows) => {
            let mut errors = Vec::new();
            while let Some(row) = rows.next().await {
                errors.extend(row.err());
            }
            errors
        }
    };
    assert!(errors.len() == 1 && errors[0].to_string().contains("division by zero"), "{errors:?}");
    assert_eq!(db.select::<Todo>().filter(Todo::VIEWS.eq(0)).count().await.unwrap(), 3);
    ends(database, db).await;
}
