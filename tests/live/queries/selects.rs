//! Selects: joins, filters, order, vectors.

use tablewright::types::Vector;
use tablewright::{Filter, Result};

use super::*;

/// Three todos of one user, and a user without any.
async fn fixture(db: &Db) -> (User, User) {
    let (ada, bob) = (user(db, "ada@x").await, user(db, "bob@x").await);
    let vector = |x: f32| Vector::from(vec![x, 1.0, 0.0]);
    db.insert_many([
        NewTodo::new(ada.id, "Milk").views(3).embedding(vector(0.0)),
        NewTodo::new(ada.id, "Bread").done(true).note("rye").views(1).embedding(vector(5.0)),
        NewTodo::new(ada.id, "Cheese").status(Status::InReview).views(2).embedding(vector(1.0)),
    ])
    .run()
    .await
    .unwrap();
    (ada, bob)
}

fn titles(todos: &[Todo]) -> Vec<&str> {
    todos.iter().map(|todo| todo.title.as_str()).collect()
}

#[tokio::test]
async fn filters_orders_and_limits() {
    let (database, db) = database().await;
    let (ada, _) = fixture(&db).await;
    let select = || db.select::<Todo>();
    let todos = select().filter(Todo::DONE.eq(false)).order_by(Todo::TITLE).all().await.unwrap();
    assert_eq!(titles(&todos), ["Cheese", "Milk"]);
    assert_eq!(todos[0].slug.as_deref(), Some("cheese"));
    assert_eq!((todos[0].status, todos[1].status), (Status::InReview, Status::Open));
    let todos =
        select().order_by((Todo::DONE.desc(), Todo::VIEWS.desc())).offset(1).limit(1).all().await.unwrap();
    assert_eq!(titles(&todos), ["Milk"]);
    let todos = select().filter(Todo::NOTE.eq("rye").or(Todo::VIEWS.between(3, 9))).order_by(Todo::ID);
    assert_eq!(titles(&todos.all().await.unwrap()), ["Milk", "Bread"]);
    let todos =
        select().filter(Todo::TITLE.in_list(["Milk", "Cheese"])).order_by(Todo::NOTE.asc().nulls_first());
    assert_eq!(todos.all().await.unwrap().len(), 2);
    let none: [i64; 0] = [];
    assert!(!select().filter(Todo::ID.in_list(none)).exists().await.unwrap());
    assert_eq!(select().filter(Todo::STATUS.in_list([Status::InReview])).count().await.unwrap(), 1);
    assert_eq!(select().filter(Todo::TITLE.ilike("%E%").not()).count().await.unwrap(), 1);
    assert_eq!(select().limit(2).count().await.unwrap(), 2);
    // The column's type is a domain: the parameter is sent as its base type.
    let user: User = db.select().filter(User::EMAIL.eq("ada@x")).one().await.unwrap();
    assert_eq!(user, ada);
    assert_eq!(db.select::<User>().filter(User::EMAIL.in_list(["ada@x", "bob@x"])).count().await.unwrap(), 2);
    assert!(db.select::<User>().filter(User::ID.eq(0)).one().await.unwrap_err().is_not_found());
    assert_eq!(db.select::<User>().filter(User::ID.eq(0)).first().await.unwrap(), None);
    ends(database, db).await;
}

#[tokio::test]
async fn nearest_neighbours() {
    let (database, db) = database().await;
    fixture(&db).await;
    let query = Vector::from(vec![0.9, 1.0, 0.0]);
    let near =
        db.select::<Todo>().order_by(Todo::EMBEDDING.l2_distance(&query)).limit(2).all().await.unwrap();
    assert_eq!(titles(&near), ["Cheese", "Milk"]);
    let distances: Vec<Option<f64>> = db
        .select::<Todo>()
        .columns(Todo::EMBEDDING.cosine_distance(query.clone()))
        .order_by(Todo::EMBEDDING.cosine_distance(query.clone()))
        .all()
        .await
        .unwrap();
    assert_eq!(distances.len(), 3);
    assert!(distances[0].unwrap() < 0.01);
    let close =
        Todo::EMBEDDING.l1_distance(&query).lt(0.5).and(Todo::EMBEDDING.inner_product(&query).lt(0.0));
    assert_eq!(db.select::<Todo>().filter(close).count().await.unwrap(), 1);
    ends(database, db).await;
}

#[tokio::test]
async fn joins_and_rows_that_are_not_there() {
    let (database, db) = database().await;
    let (ada, bob) = fixture(&db).await;
    let rows: Vec<(User, Option<Todo>)> = db
        .select::<User>()
        .left_join::<Todo>(Todo::USER_ID.eq(User::ID).and(Todo::DONE.eq(true)))
        .order_by(User::ID)
        .all()
        .await
        .unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!((&rows[0].0, rows[0].1.as_ref().unwrap().title.as_str()), (&ada, "Bread"));
    assert_eq!(rows[1], (bob.clone(), None));

    // A row that is there, although all its columns are NULL but one.
    db.insert(NewRemark::new().user_id(ada.id)).run().await.unwrap();
    let rows: Vec<(User, Option<Remark>)> = db
        .select::<User>()
        .left_join::<Remark>(Remark::USER_ID.eq(User::ID))
        .order_by(User::ID)
        .all()
        .await
        .unwrap();
    assert_eq!(rows[0].1, Some(Remark { user_id: Some(ada.id), title: None, text: None }));
    assert_eq!(rows[1].1, None);

    let rows: Vec<(Todo, User, Option<Profile>)> = db
        .select::<Todo>()
        .inner_join::<User>(Todo::USER_ID.eq(User::ID))
        .left_join::<Profile>(Profile::USER_ID.eq(User::ID))
        .filter(User::EMAIL.ne("bob@x"))
        .all()
        .await
        .unwrap();
    assert_eq!(rows.len(), 3);

    let columns: Vec<(String, Option<String>, Option<String>, i32)> = db
        .select::<Todo>()
        .inner_join::<User>(Todo::USER_ID.eq(User::ID))
        .left_join::<Profile>(Profile::USER_ID.eq(User::ID))
        .columns((Todo::TITLE, Todo::NOTE, Profile::BIO, Todo::VIEWS.mul(2).add(1)))
        .filter(Todo::VIEWS.gt(2))
        .all()
        .await
        .unwrap();
    assert_eq!(columns, [("Milk".to_owned(), None, None, 7)]);
    ends(database, db).await;
}

#[tokio::test]
async fn conditions_are_values() {
    let (database, db) = database().await;
    fixture(&db).await;
    async fn count(db: &Db, filter: Filter<Todo>) -> Result<i64> {
        db.select::<Todo>().inner_join::<User>(User::ID.eq(Todo::USER_ID)).filter(filter).count().await
    }
    assert_eq!(count(&db, Filter::new()).await.unwrap(), 3);
    let mut filter = Filter::new();
    for word in ["Milk", "Bread"] {
        filter = filter.or(Todo::TITLE.eq(word));
    }
    assert_eq!(count(&db, filter.and(Todo::DONE)).await.unwrap(), 1);
    let both: Filter<(Todo, User)> = Filter::new().and(User::NAME.is_null()).and(Todo::NOTE.is_not_null());
    let found = db.select::<User>().inner_join::<Todo>(Todo::USER_ID.eq(User::ID)).filter(both).count().await;
    assert_eq!(found.unwrap(), 1);
    let none: Option<i64> = None;
    let found = db.select::<Todo>().filter(none.map(|id| Todo::ID.eq(id))).count().await.unwrap();
    assert_eq!(found, 3);
    ends(database, db).await;
}

#[tokio::test]
async fn a_value_that_the_program_does_not_know_is_an_error() {
    let (database, db) = database().await;
    let (ada, _) = fixture(&db).await;
    database
        .apply(&format!("INSERT INTO todo (user_id, title, status) VALUES ({}, 'x', 'unheard of')", ada.id))
        .await;
    let error = db.select::<Todo>().all().await.unwrap_err().to_string();
    assert!(error.contains("column \"status\"") && error.contains("has no value \"unheard of\""), "{error}");
    ends(database, db).await;
}
