//! Pages: each row once, in order, whatever the directions and NULLs.

use tablewright::types::Vector;
use tablewright::{Cursor, CursorError, expr::OrderBy, scope::Single};

use super::*;

/// Todos whose notes are `a` or NULL, whose views repeat.
async fn fixture(db: &Db) -> Vec<i64> {
    let ada = user(db, "ada@x").await;
    let new = |i: i32| {
        let new = NewTodo::new(ada.id, format!("todo {i}")).views(i % 3);
        let vector = Vector::from(vec![i as f32, 0.0, 1.0]);
        if i % 2 == 0 { new.note(["a", "b"][i as usize / 2 % 2]) } else { new.embedding(vector) }
    };
    let todos = db.insert_many((0..11).map(new)).returning().columns(Todo::ID).all().await.unwrap();
    assert_eq!(todos.len(), 11);
    todos
}

/// Reads all pages in this order, and compares them with the whole.
async fn pages<O: OrderBy<Single<Todo>, I>, I>(db: &Db, order: impl Fn() -> O) {
    let all: Vec<Todo> = db.select().order_by(order()).all().await.unwrap();
    for size in [1, 2, 4, 11, 12] {
        let mut rows: Vec<Todo> = Vec::new();
        let mut next: Option<Cursor> = None;
        loop {
            let page = db.select::<Todo>().order_by(order()).after(next).page(size).await.unwrap();
            assert!(page.rows.len() <= size as usize);
            rows.extend(page.rows);
            let Some(cursor) = page.next else { break };
            next = Some(cursor.to_string().parse().unwrap());
        }
        assert_eq!(rows, all, "{size}");
    }
}

#[tokio::test]
async fn pages_are_the_whole_in_parts() {
    let (database, db) = database().await;
    fixture(&db).await;
    pages(&db, || Todo::ID).await;
    pages(&db, || (Todo::VIEWS.desc(), Todo::ID.desc())).await;
    pages(&db, || (Todo::VIEWS.desc(), Todo::ID)).await;
    pages(&db, || (Todo::NOTE, Todo::ID)).await;
    pages(&db, || (Todo::NOTE.desc(), Todo::ID)).await;
    pages(&db, || (Todo::NOTE.asc().nulls_first(), Todo::VIEWS, Todo::ID.desc())).await;
    pages(&db, || (Todo::NOTE.desc().nulls_last(), Todo::VIEWS.desc(), Todo::ID)).await;
    pages(&db, || (Todo::TITLE, Todo::CREATED_AT)).await;
    pages(&db, || (Todo::STATUS, Todo::DONE, Todo::TITLE.desc())).await;
    let zero = Vector::from(vec![0.0, 0.0, 1.0]);
    pages(&db, || (Todo::EMBEDDING.l2_distance(&zero), Todo::ID)).await;
    pages(&db, || (Todo::VIEWS.add(1), Todo::ID.mul(-1))).await;
    ends(database, db).await;
}

#[tokio::test]
async fn pages_of_chosen_columns_of_joined_tables() {
    let (database, db) = database().await;
    let todos = fixture(&db).await;
    let page = |after: Option<Cursor>| {
        db.select::<Todo>()
            .left_join::<User>(Todo::USER_ID.eq(User::ID).and(Todo::VIEWS.eq(1)))
            .filter(Todo::ID.gt(0))
            .columns((Todo::ID, User::EMAIL))
            .order_by((User::EMAIL, Todo::ID))
            .after(after)
            .page(5)
    };
    let mut rows = Vec::new();
    let mut next = None;
    loop {
        let page = page(next).await.unwrap();
        rows.extend(page.rows);
        next = page.next;
        if next.is_none() {
            break;
        }
    }
    assert_eq!(rows.len(), todos.len());
    assert_eq!(rows.iter().take_while(|(_, email)| email.is_some()).count(), 4);
    ends(database, db).await;
}

#[tokio::test]
async fn a_cursor_of_another_query_is_refused() {
    let (database, db) = database().await;
    fixture(&db).await;
    let page = db.select::<Todo>().order_by(Todo::ID).page(2).await.unwrap();
    let cursor = page.next.unwrap();
    let is_refused =
        |error: tablewright::Error| assert!(error.to_string().contains("another order"), "{error}");
    let after =
        |order: bool| db.select::<Todo>().order_by(order.then_some(Todo::VIEWS)).after(cursor.clone());
    is_refused(db.select::<Todo>().order_by(Todo::ID.desc()).after(cursor.clone()).all().await.unwrap_err());
    is_refused(db.select::<User>().order_by(User::ID).after(cursor.clone()).all().await.unwrap_err());
    is_refused(after(true).page(2).await.unwrap_err());
    let error = after(false).page(2).await.unwrap_err();
    assert!(error.to_string().contains("need an order"), "{error}");
    let by = |x: f32| Todo::EMBEDDING.l2_distance(Vector::from(vec![x, 0.0, 0.0]));
    let page = db.select::<Todo>().order_by(by(1.0)).page(1).await.unwrap();
    is_refused(db.select::<Todo>().order_by(by(2.0)).after(page.next).page(1).await.unwrap_err());
    let broken: Result<Cursor, CursorError> = "AAAA".parse();
    assert!(broken.unwrap_err().to_string().contains("not a cursor"));
    let json = serde_json::to_string(&cursor).unwrap();
    assert_eq!(serde_json::from_str::<Cursor>(&json).unwrap(), cursor);
    ends(database, db).await;
}
