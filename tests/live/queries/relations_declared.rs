//! Relations that are no foreign keys, that lead through other tables, or that start at a joined table.

use super::*;
use tablewright::Relation;
use tablewright::relation::{Many, OptionalOne};

/// Called as the statement could call its own things.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "key")]
struct Group {
    #[column(primary_key)]
    code: String,
    #[column(references = Group::code)]
    within: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(primary_key(columns(user_id, group_code)))]
struct Member {
    #[column(references = User::id)]
    user_id: i64,
    #[column(references = Group::code)]
    group_code: String,
}

const SCHEMA: &str = "CREATE TABLE key (code text COLLATE \"C\" PRIMARY KEY, within text REFERENCES key); \
    CREATE TABLE member (user_id bigint REFERENCES \"user\", group_code text REFERENCES key, \
        PRIMARY KEY (user_id, group_code))";

impl User {
    const GROUPS: Relation<User, Group, Many> = User::MEMBERS.through(Member::GROUP_CODE_GROUP);
    /// Groups within the groups.
    const INNER: Relation<User, Group, Many> = User::GROUPS.through(Group::GROUPS_BY_WITHIN);
    const NAMESAKE: Relation<User, Group, OptionalOne> = Relation::on(User::NAME, Group::CODE);
    const SAME: Relation<User, Todo, Many> =
        Relation::on(User::ID, Todo::USER_ID).and(User::NAME, Todo::TITLE);
}

impl Group {
    const USERS: Relation<Group, User, Many> = Group::MEMBERS.through(Member::USER);
}

async fn groups() -> (Database, Db) {
    let (database, db) = database().await;
    database.apply(self::SCHEMA).await;
    let users = [("ada@x", "a"), ("bob@x", "z"), ("eve@x", "none")];
    let users =
        db.insert_many(users.map(|(email, name)| NewUser::new(email).name(name))).all().await.unwrap();
    let groups = [("a", None), ("b", Some("a")), ("c", Some("a")), ("z", None)];
    let groups = groups.map(|(code, within)| NewGroup::new(code).within(within.map(str::to_owned)));
    db.insert_many(groups).run().await.unwrap();
    let members = [(0, "a"), (0, "z"), (1, "a")].map(|(user, code)| NewMember::new(users[user].id, code));
    db.insert_many(members).run().await.unwrap();
    let todos = [(0, "a"), (0, "b"), (1, "z"), (1, "zz")];
    db.insert_many(todos.map(|(user, title)| NewTodo::new(users[user].id, title))).run().await.unwrap();
    (database, db)
}

fn codes(groups: &[Group]) -> Vec<&str> {
    groups.iter().map(|group| group.code.as_str()).collect()
}

#[tokio::test]
async fn many_through_a_table_between() {
    let (database, db) = groups().await;
    let users: Vec<(User, Vec<Group>)> =
        db.select::<User>().with(User::GROUPS.order_by(Group::CODE)).order_by(User::ID).all().await.unwrap();
    let all: Vec<Vec<&str>> = users.iter().map(|(_, groups)| codes(groups)).collect();
    assert_eq!(all, [vec!["a", "z"], vec!["a"], vec![]]);
    // Keys that only the server compares, a limit for each, and further down.
    let groups: Vec<(Group, Vec<(User, Vec<Todo>)>)> = db
        .select::<Group>()
        .with(Group::USERS.order_by(User::ID.desc()).limit(1).with(User::TODOS.order_by(Todo::ID).limit(1)))
        .order_by(Group::CODE)
        .all()
        .await
        .unwrap();
    let firsts: Vec<Vec<(&str, &str)>> = groups
        .iter()
        .map(|(_, users)| users.iter().map(|(user, todos)| (&*user.email, &*todos[0].title)).collect())
        .collect();
    assert_eq!(firsts, [vec![("bob@x", "z")], vec![], vec![], vec![("ada@x", "a")]]);
    let groups =
        db.select::<Group>().with(Group::USERS.filter(User::EMAIL.eq("ada@x"))).order_by(Group::CODE);
    let counts: Vec<usize> = groups.all().await.unwrap().iter().map(|(_, users)| users.len()).collect();
    assert_eq!(counts, [1, 0, 0, 1]);
    // Through two tables, and the same table twice.
    let inner = db.select::<User>().with(User::INNER.order_by(Group::CODE)).order_by(User::ID);
    let inner = inner.all().await.unwrap();
    assert_eq!(codes(&inner[0].1), ["b", "c"]);
    ends(database, db).await;
}

#[tokio::test]
async fn columns_without_a_foreign_key() {
    let (database, db) = groups().await;
    let users: Vec<(User, Option<Group>, Vec<Todo>)> =
        db.select::<User>().with(User::NAMESAKE).with(User::SAME).order_by(User::ID).all().await.unwrap();
    let found: Vec<(Option<&str>, usize)> = users
        .iter()
        .map(|(_, group, same)| (group.as_ref().map(|group| group.code.as_str()), same.len()))
        .collect();
    assert_eq!(found, [(Some("a"), 1), (Some("z"), 1), (None, 0)]);
    ends(database, db).await;
}

#[tokio::test]
async fn relations_of_joined_tables() {
    let (database, db) = groups().await;
    let rows: Vec<(Todo, User, Vec<Group>)> = db
        .select::<Todo>()
        .inner_join::<User>(User::ID.eq(Todo::USER_ID))
        .with(User::GROUPS.order_by(Group::CODE))
        .order_by(Todo::ID)
        .all()
        .await
        .unwrap();
    let all: Vec<Vec<&str>> = rows.iter().map(|(_, _, groups)| codes(groups)).collect();
    assert_eq!(all, [vec!["a", "z"], vec!["a", "z"], vec!["a"], vec!["a"]]);
    // Of a row that may be missing.
    let rows: Vec<(User, Option<Todo>, Option<User>, Vec<Member>)> = db
        .select::<User>()
        .left_join::<Todo>(Todo::USER_ID.eq(User::ID).and(Todo::TITLE.eq("zz")))
        .with(Todo::USER)
        .with(User::MEMBERS)
        .order_by(User::ID)
        .all()
        .await
        .unwrap();
    let owners: Vec<Option<&str>> =
        rows.iter().map(|(_, _, owner, _)| owner.as_ref().map(|owner| owner.email.as_str())).collect();
    assert_eq!(owners, [None, Some("bob@x"), None]);
    assert_eq!(rows.iter().map(|(_, _, _, members)| members.len()).collect::<Vec<_>>(), [2, 1, 0]);
    ends(database, db).await;
}

#[tokio::test]
async fn beside_one_another_in_a_transaction() {
    let (database, db) = groups().await;
    let (todos, failed) = db
        .transaction(async |tx: &mut tablewright::Transaction<'_>| {
            let todos: Vec<(Todo, (User, Vec<Member>))> =
                tx.select::<Todo>().with(Todo::USER.with(User::MEMBERS)).order_by(Todo::ID).all().await?;
            let users = tx
                .select::<User>()
                .with(User::TODOS.filter(Todo::VIEWS.add(1).gt(0)).with(Todo::REMARKS))
                .with(User::GROUPS)
                .with(User::PROFILE)
                .all()
                .await?;
            assert_eq!(users.len(), 3);
            // One of several fails: the transaction does, and the connection stays good.
            let inner = tx
                .transaction(async |tx: &mut tablewright::Transaction<'_>| {
                    let failing = User::TODOS.filter(Todo::VIEWS.div(Todo::VIEWS).gt(0));
                    tx.select::<User>()
                        .with(User::GROUPS)
                        .with(failing)
                        .with(User::PROFILE)
                        .all()
                        .await
                        .map(drop)
                })
                .await;
            Ok((todos, inner.unwrap_err()))
        })
        .await
        .unwrap();
    assert_eq!(failed.code().unwrap().code(), "22012", "{failed}");
    assert_eq!(
        todos.iter().map(|(_, (user, members))| (user.id, members.len())).collect::<Vec<_>>().len(),
        4
    );
    assert!(todos.iter().all(|(todo, (user, _))| todo.user_id == user.id));
    ends(database, db).await;
}
