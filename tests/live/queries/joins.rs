//! Joins, aliases, subqueries, CTEs, set operations.

use tablewright::{FromRow, alias, cte, exists, recursive, select, select_from, sql, whole};

use super::*;

alias!(Other = Todo);
alias!(Newest = Todo);

#[derive(Debug, FromRow, PartialEq)]
struct Titled {
    owner: i64,
    title: String,
}

#[derive(Debug, FromRow, PartialEq)]
struct Optional {
    note: Option<String>,
}

#[derive(Debug, FromRow, PartialEq)]
struct Node {
    id: i64,
    depth: i32,
}

/// Two users; the first has two todos, one of them with a remark.
async fn fixture(db: &Db) -> (User, User, Vec<Todo>) {
    let (ada, bob) = (user(db, "ada@x").await, user(db, "bob@x").await);
    let todos = db
        .insert_many([NewTodo::new(ada.id, "Milk").views(3), NewTodo::new(ada.id, "Bread").note("rye")])
        .returning()
        .all()
        .await
        .unwrap();
    let remark = NewRemark::new().user_id(ada.id).title("Milk");
    db.insert_many([remark, NewRemark::new()]).run().await.unwrap();
    (ada, bob, todos)
}

#[tokio::test]
async fn each_join_says_what_may_be_missing() {
    let (database, db) = database().await;
    let (ada, bob, todos) = fixture(&db).await;
    let on = || Todo::USER_ID.eq(User::ID);
    let rows: Vec<(Todo, User)> = db
        .select::<Todo>()
        .inner_join::<User>(Todo::USER_ID.eq(User::ID))
        .order_by(Todo::ID)
        .all()
        .await
        .unwrap();
    assert_eq!(rows.len(), 2);
    let rows: Vec<(Option<Todo>, User)> =
        db.select::<Todo>().right_join::<User>(on()).order_by((User::ID, Todo::ID)).all().await.unwrap();
    let expected =
        [(Some(todos[0].clone()), ada.clone()), (Some(todos[1].clone()), ada.clone()), (None, bob.clone())];
    assert_eq!(rows, expected);
    // A table without a NOT NULL column: its row of NULLs is there, and a missing one is not.
    let rows: Vec<(Option<Remark>, Option<Todo>)> = db
        .select::<Remark>()
        .full_join::<Todo>(Remark::TITLE.eq(Todo::TITLE))
        .order_by((Todo::ID, Remark::TITLE))
        .all()
        .await
        .unwrap();
    let milk = Remark { user_id: Some(ada.id), title: Some("Milk".into()), text: None };
    let nothing = Remark { user_id: None, title: None, text: None };
    let expected =
        [(Some(milk), Some(todos[0].clone())), (None, Some(todos[1].clone())), (Some(nothing), None)];
    assert_eq!(rows, expected);
    let columns: Vec<(Option<String>, String, Option<Todo>)> = db
        .select::<Todo>()
        .right_join::<User>(on())
        .columns((Todo::TITLE, User::EMAIL, whole::<Todo>()))
        .order_by((User::ID, Todo::ID))
        .all()
        .await
        .unwrap();
    assert_eq!(columns[1], (Some("Bread".into()), "ada@x".into(), Some(todos[1].clone())));
    assert_eq!(columns[2], (None, "bob@x".into(), None));
    assert_eq!(db.select::<Todo>().cross_join::<User>().count().await.unwrap(), 4);
    ends(database, db).await;
}

#[tokio::test]
async fn a_table_is_joined_to_itself() {
    let (database, db) = database().await;
    let (ada, _, todos) = fixture(&db).await;
    let pairs: Vec<(Todo, Option<Todo>)> = db
        .select::<Todo>()
        .left_join::<Other>(Todo::USER_ID.eq(Todo::USER_ID.of(Other)).and(Todo::ID.lt(Todo::ID.of(Other))))
        .order_by(Todo::ID)
        .all()
        .await
        .unwrap();
    assert_eq!(pairs, [(todos[0].clone(), Some(todos[1].clone())), (todos[1].clone(), None)]);
    let of_ada: Vec<Todo> = db
        .select::<Other>()
        .filter(Todo::USER_ID.of(Other).eq(ada.id))
        .order_by(Todo::ID.of(Other))
        .all()
        .await
        .unwrap();
    assert_eq!(of_ada, todos);
    ends(database, db).await;
}

#[tokio::test]
async fn subqueries_see_the_query_around_them() {
    let (database, db) = database().await;
    let (ada, bob, todos) = fixture(&db).await;
    let their = || select::<Todo>().outer::<User>().filter(Todo::USER_ID.eq(User::ID));
    let idle: Vec<User> = db.select().filter(exists(their()).not()).all().await.unwrap();
    assert_eq!(idle, std::slice::from_ref(&bob));
    let owners = || select::<Todo>().columns(Todo::USER_ID);
    let busy: Vec<User> = db.select().filter(User::ID.in_query(owners())).all().await.unwrap();
    assert_eq!(busy, std::slice::from_ref(&ada));
    let not: Vec<User> = db.select().filter(User::ID.not_in_query(owners())).all().await.unwrap();
    assert_eq!(not, std::slice::from_ref(&bob));
    // A comparison with a NULL among others is NULL itself.
    let maybe: Vec<Option<bool>> = db
        .select::<User>()
        .columns(User::ID.in_query(select::<Remark>().columns(Remark::USER_ID)))
        .order_by(User::ID)
        .all()
        .await
        .unwrap();
    assert_eq!(maybe, [Some(true), None]);
    let newest = || their().order_by(Todo::ID.desc()).limit(1);
    let titles: Vec<(i64, Option<String>)> = db
        .select::<User>()
        .columns((User::ID, newest().columns(Todo::TITLE).as_value()))
        .order_by(User::ID)
        .all()
        .await
        .unwrap();
    assert_eq!(titles, [(ada.id, Some("Bread".into())), (bob.id, None)]);
    let rows: Vec<(User, Option<Todo>)> = db
        .select::<User>()
        .left_join_query(newest().named(Newest), Todo::VIEWS.of(Newest).lt(100))
        .order_by((User::ID, Todo::ID.of(Newest)))
        .all()
        .await
        .unwrap();
    assert_eq!(rows, [(ada.clone(), Some(todos[1].clone())), (bob.clone(), None)]);
    let notes = their().columns(Todo::NOTE).rows_as::<Optional>();
    let rows: Vec<(User, Option<Optional>)> = db
        .select::<User>()
        .left_join_query(notes, User::ID.gt(0))
        .order_by((User::ID, Optional::NOTE.asc().nulls_first()))
        .all()
        .await
        .unwrap();
    let note = |note: Option<&str>| Some(Optional { note: note.map(str::to_owned) });
    assert_eq!(rows, [(ada.clone(), note(None)), (ada, note(Some("rye"))), (bob, None)]);
    ends(database, db).await;
}

#[tokio::test]
async fn queries_of_which_all_rows_come_out() {
    let (database, db) = database().await;
    let (ada, bob, _) = fixture(&db).await;
    let titled = || select::<Todo>().columns((Todo::USER_ID, Todo::TITLE)).rows_as::<Titled>();
    let on = || Titled::OWNER.eq(User::ID).and(Titled::TITLE.ne("Bread"));
    let rows: Vec<(Option<User>, Titled)> =
        db.select::<User>().right_join_query(titled(), on()).order_by(Titled::TITLE).all().await.unwrap();
    let of = |owner: &User, title: &str| Titled { owner: owner.id, title: title.to_owned() };
    assert_eq!(rows, [(None, of(&ada, "Bread")), (Some(ada.clone()), of(&ada, "Milk"))]);
    let both = cte(titled());
    let rows: Vec<(Option<User>, Option<Titled>)> = db
        .select::<User>()
        .full_join_query(&both, Titled::OWNER.eq(User::ID))
        .filter(User::ID.ne(ada.id).or(Titled::TITLE.eq("Milk")))
        .order_by(User::ID)
        .all()
        .await
        .unwrap();
    assert_eq!(rows, [(Some(ada.clone()), Some(of(&ada, "Milk"))), (Some(bob), None)]);
    ends(database, db).await;
}

#[tokio::test]
async fn ctes_and_structs_for_rows() {
    let (database, db) = database().await;
    let (ada, _, todos) = fixture(&db).await;
    let titled = || select::<Todo>().columns((Todo::USER_ID, Todo::TITLE)).rows_as::<Titled>();
    let expected = Titled { owner: ada.id, title: "Bread".into() };
    let rows = titled().order_by(Todo::TITLE).on(&db).all().await.unwrap();
    assert_eq!(rows[0], expected);
    let raw: Vec<Titled> =
        db.sql(sql!("SELECT user_id, title::text FROM todo ORDER BY title")).all().await.unwrap();
    assert_eq!(raw, rows);
    let short = cte(titled().filter(Todo::TITLE.like("M%")));
    let rows: Vec<(Todo, Titled)> = db
        .select::<Todo>()
        .inner_join_query(&short, Titled::OWNER.eq(Todo::USER_ID))
        .filter(Todo::TITLE.in_query(select_from(&short).columns(Titled::TITLE)))
        .all()
        .await
        .unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].0, todos[0]);
    let from: Vec<Titled> = db.select_from(&short).all().await.unwrap();
    assert_eq!(from, [Titled { owner: ada.id, title: "Milk".into() }]);
    // Of a change to rows, as of a select.
    assert_eq!(
        db.delete::<User>()
            .filter(
                User::ID.in_query(select_from(&short).filter(Titled::TITLE.eq("x")).columns(Titled::OWNER))
            )
            .run()
            .await
            .unwrap(),
        0
    );
    let base =
        select::<Todo>().filter(Todo::ID.eq(todos[0].id)).columns((Todo::ID, Todo::VIEWS)).rows_as::<Node>();
    let chain = recursive(base, |chain| {
        select::<Todo>()
            .inner_join_query(chain, Todo::ID.eq(Node::ID.add(1)).and(Node::DEPTH.lt(10)))
            .columns((Todo::ID, Node::DEPTH.add(1)))
            .rows_as::<Node>()
    });
    let nodes: Vec<Node> = db.select_from(&chain).order_by(Node::DEPTH).all().await.unwrap();
    assert_eq!(nodes, [Node { id: todos[0].id, depth: 3 }, Node { id: todos[1].id, depth: 4 }]);
    ends(database, db).await;
}

#[tokio::test]
async fn sets_of_rows() {
    let (database, db) = database().await;
    let (ada, bob, todos) = fixture(&db).await;
    let names: Vec<(i64, String)> = db
        .select::<User>()
        .columns((User::ID, User::EMAIL))
        .union_all(select::<Todo>().columns((Todo::ID, Todo::TITLE)))
        .filter(User::EMAIL.ne("bob@x"))
        .order_by(User::EMAIL.desc())
        .limit(2)
        .all()
        .await
        .unwrap();
    assert_eq!(names, [(ada.id, "ada@x".into()), (todos[0].id, "Milk".into())]);
    let all = || db.select::<User>();
    let bobs = all().except(all().filter(User::ID.eq(ada.id))).all().await.unwrap();
    assert_eq!(bobs, std::slice::from_ref(&bob));
    assert_eq!(all().union(all()).count().await.unwrap(), 2);
    assert_eq!(all().union_all(all()).union(all()).count().await.unwrap(), 2);
    assert!(!all().intersect(all().filter(User::ID.eq(0))).exists().await.unwrap());
    let both = select::<User>().columns(User::ID).union(select::<Todo>().columns(Todo::USER_ID));
    assert_eq!(all().filter(User::ID.in_query(both)).count().await.unwrap(), 2);
    let missing: Vec<(User, Option<Remark>)> = all()
        .left_join::<Remark>(Remark::USER_ID.eq(User::ID))
        .union(all().left_join::<Remark>(Remark::USER_ID.eq(0)))
        .order_by((User::ID, Remark::TITLE))
        .all()
        .await
        .unwrap();
    assert_eq!(missing.iter().filter(|(_, remark)| remark.is_some()).count(), 1);
    assert_eq!(missing.len(), 3);
    ends(database, db).await;
}

#[tokio::test]
async fn locks_samples_and_plans() {
    let (database, db) = database().await;
    let (_, _, todos) = fixture(&db).await;
    let first = || select::<Todo>().order_by(Todo::ID).for_update();
    db.transaction(async |tx| {
        let mine = first().limit(1).on(tx).all().await?;
        assert_eq!(mine, todos[..1]);
        let free = first().skip_locked().on(&db).all().await?;
        assert_eq!(free, todos[1..]);
        let refused = first().nowait().on(&db).all().await.unwrap_err();
        assert_eq!(refused.code().unwrap().code(), "55P03");
        let both = select::<Todo>().left_join::<User>(Todo::USER_ID.eq(User::ID));
        both.for_share().of(whole::<Todo>()).on(tx).all().await?;
        Ok(())
    })
    .await
    .unwrap();
    let sample = tablewright::select::Sample::Bernoulli(100.0);
    assert_eq!(db.select::<Todo>().tablesample(sample).count().await.unwrap(), 2);
    let plan = db.select::<Todo>().filter(Todo::ID.eq(1)).explain().await.unwrap();
    assert!(plan.contains("todo"), "{plan}");
    let plan = db.select::<Todo>().explain_analyze().await.unwrap();
    assert!(plan.contains("actual"), "{plan}");
    let users: Vec<i64> =
        db.select::<Todo>().distinct_on(Todo::USER_ID).columns(Todo::USER_ID).all().await.unwrap();
    assert_eq!(users.len(), 1);
    let sums: Vec<i32> = db
        .select::<Todo>()
        .group_by((Todo::VIEWS.add(1), Todo::ID))
        .columns(Todo::VIEWS.add(1))
        .order_by(Todo::VIEWS.add(1).desc())
        .all()
        .await
        .unwrap();
    assert_eq!(sums, [4, 1]);
    ends(database, db).await;
}

#[tokio::test]
async fn what_a_statement_returns_is_read_by_a_query() {
    let (database, db) = database().await;
    let (ada, _, todos) = fixture(&db).await;
    db.delete::<Remark>().all_rows().run().await.unwrap();
    let seen = || {
        let update =
            db.update::<Todo>().set(Todo::VIEWS, Todo::VIEWS.add(1)).filter(Todo::NOTE.is_not_null());
        cte(update.returning().columns((Todo::ID, Todo::VIEWS)).rows_as::<Node>())
    };
    let changed: Vec<(User, Node)> = db
        .select_from(&seen())
        .inner_join::<User>(User::ID.eq(ada.id))
        .columns((whole::<User>(), whole::<Node>()))
        .all()
        .await
        .unwrap();
    assert_eq!(changed, [(ada.clone(), Node { id: todos[1].id, depth: 1 })]);
    assert_eq!(db.select_from(&seen()).count().await.unwrap(), 1);
    let gone = db.delete::<Todo>().filter(Todo::ID.eq(todos[0].id)).returning();
    let gone = cte(gone.columns((Todo::USER_ID, Todo::TITLE)).rows_as::<Titled>());
    let owners = db.select::<User>().filter(User::ID.in_query(select_from(&gone).columns(Titled::OWNER)));
    assert_eq!(owners.all().await.unwrap(), [ada]);
    assert_eq!(db.select::<Todo>().columns(Todo::VIEWS).all().await.unwrap(), [2]);
    ends(database, db).await;
}
