//! Nested loads along foreign keys.

use super::*;

/// Two users with todos and remarks, one with a profile.
async fn fixture(db: &Db) -> (User, User) {
    let (ada, bob) = (user(db, "ada@x").await, user(db, "bob@x").await);
    let todos = [(ada.id, "Milk"), (ada.id, "Bread"), (bob.id, "Milk")];
    db.insert_many(todos.map(|(id, title)| NewTodo::new(id, title))).run().await.unwrap();
    db.insert(NewProfile::new(ada.id, "counts")).run().await.unwrap();
    let remark = |id, title: &str, text: &str| NewRemark::new().user_id(id).title(title).text(text);
    let remarks =
        [remark(ada.id, "Milk", "one"), remark(bob.id, "Milk", "two"), NewRemark::new().user_id(ada.id)];
    db.insert_many(remarks).run().await.unwrap();
    (ada, bob)
}

#[tokio::test]
async fn has_many() {
    let (database, db) = database().await;
    fixture(&db).await;
    let users: Vec<(User, Vec<Todo>)> =
        db.select::<User>().with(User::TODOS.order_by(Todo::TITLE)).order_by(User::ID).all().await.unwrap();
    let titles: Vec<Vec<&str>> =
        users.iter().map(|(_, todos)| todos.iter().map(|todo| todo.title.as_str()).collect()).collect();
    assert_eq!(titles, [vec!["Bread", "Milk"], vec!["Milk"]]);
    let users = db.select::<User>().with(User::TODOS.filter(Todo::TITLE.eq("Bread"))).order_by(User::ID);
    let counts: Vec<usize> = users.all().await.unwrap().iter().map(|(_, todos)| todos.len()).collect();
    assert_eq!(counts, [1, 0]);
    let users =
        db.select::<User>().with(User::TODOS.order_by(Todo::TITLE.desc()).limit(1)).order_by(User::ID);
    let users = users.all().await.unwrap();
    assert!(users.iter().all(|(_, todos)| todos.len() == 1 && todos[0].title == "Milk"));
    let (_, todos) =
        db.select::<User>().with(User::TODOS).filter(User::EMAIL.eq("bob@x")).one().await.unwrap();
    assert_eq!(todos.len(), 1);
    assert!(db.select::<User>().with(User::TODOS).filter(User::ID.eq(0)).all().await.unwrap().is_empty());
    ends(database, db).await;
}

#[tokio::test]
async fn belongs_to_and_at_most_one() {
    let (database, db) = database().await;
    let (ada, bob) = fixture(&db).await;
    let todos: Vec<(Todo, User)> =
        db.select::<Todo>().with(Todo::USER).order_by(Todo::ID).all().await.unwrap();
    let owners: Vec<i64> = todos.iter().map(|(_, user)| user.id).collect();
    assert_eq!(owners, [ada.id, ada.id, bob.id]);
    let users: Vec<(User, Option<Profile>)> =
        db.select::<User>().with(User::PROFILE).order_by(User::ID).all().await.unwrap();
    assert_eq!((users[0].1.as_ref().unwrap().bio.as_str(), &users[1].1), ("counts", &None));
    // Two columns, NULLs among them, in another namespace.
    let remarks: Vec<(Remark, Option<Todo>)> =
        db.select::<Remark>().with(Remark::TODO).order_by(Remark::TEXT).all().await.unwrap();
    let owners: Vec<Option<i64>> =
        remarks.iter().map(|(_, todo)| todo.as_ref().map(|todo| todo.user_id)).collect();
    assert_eq!(owners, [Some(ada.id), Some(bob.id), None]);
    ends(database, db).await;
}

#[tokio::test]
async fn relations_nest() {
    let (database, db) = database().await;
    fixture(&db).await;
    let users: Vec<(User, Vec<(Todo, Vec<Remark>)>, Option<Profile>)> = db
        .select::<User>()
        .with(User::TODOS.with(Todo::REMARKS).order_by(Todo::TITLE))
        .with(User::PROFILE)
        .order_by(User::ID)
        .all()
        .await
        .unwrap();
    let texts: Vec<Option<&str>> = users
        .iter()
        .flat_map(|(_, todos, _)| todos)
        .flat_map(|(_, remarks)| remarks)
        .map(|remark| remark.text.as_deref())
        .collect();
    assert_eq!(texts, [Some("one"), Some("two")]);
    assert!(users[0].2.is_some() && users[1].2.is_none());
    ends(database, db).await;
}
