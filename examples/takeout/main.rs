//! A small complete program on the showcase schema. It starts a development server when `DATABASE_URL` is not set,
//! migrates, and then does what a product does: it says what as it goes.
//!
//! `cargo run --example takeout`

use example_takeout::{
    Comment, NewAccount, NewComment, NewPost, NewPostTag, NewSession, NewTag, NewTodo, NewUser,
    NewUserPublic, NewUserState, Post, PostStatus, Session, Tag, Todo, TodoPriority, User, UserPublic,
    UserState, embed,
};
use tablewright::migrate::Migrations;
use tablewright::types::{Timestamp, Uuid};
use tablewright::{Chunks, Db, Result, embed_migrations, sql};
use tablewright_devdb::{Options, Server};

static MIGRATIONS: Migrations = embed_migrations!("migrations");

#[tokio::main]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    title("A server");
    let (url, _server) = match std::env::var("DATABASE_URL") {
        Ok(url) => (url, None),
        Err(_) => {
            println!(
                "DATABASE_URL is not set: starting a private server (the first time installs PostgreSQL)"
            );
            let server = Server::start(&Options::new().extensions(["vector"]))?;
            server.create_database("takeout")?;
            (server.url("takeout"), Some(server))
        }
    };
    let db = Db::connect(&url).await?;
    let version = db.sql(sql!("SHOW server_version")).scalar::<String>().await?;
    println!("connected to PostgreSQL {version}");

    title("Migrations");
    println!("{}", db.migrate(&MIGRATIONS).await?);

    let ada = sign_up(&db, "Ada", "Ada@Example.com").await?;
    let grace = sign_up(&db, "Grace", "grace@example.com").await?;
    todos(&db, &ada).await?;
    posts(&db, &ada, &grace).await?;
    nested(&db, &ada).await?;
    search(&db).await?;
    private(&db, &ada).await?;
    constraints(&db, &ada).await?;
    connections(&db).await?;
    println!("\nThat was the whole tour.");
    Ok(())
}

fn title(text: &str) {
    println!("\n== {text}");
}

/// One transaction makes the private account and the public profile.
async fn sign_up(db: &Db, name: &str, email: &str) -> Result<UserPublic> {
    title(&format!("{name} signs up"));
    // A suffix lets the program run again on the same database.
    let id = Uuid::new_v4().simple().to_string();
    let suffix = &id[..8];
    let profile = db
        .transaction(async |tx| {
            let user = tx.insert(NewUser::new(&id, name, format!("{suffix}.{email}"))).one().await?;
            tx.insert(NewAccount::new(&id, &user.id, "credential", &user.id).password("a hash".to_owned()))
                .run()
                .await?;
            tx.insert(NewSession::new(&id, &user.id, format!("token-{id}"), Timestamp::now())).run().await?;
            let profile = NewUserPublic::new(&user.id, format!("{}_{suffix}", name.to_lowercase()));
            let profile = tx.insert(profile.display_name(name)).one().await?;
            tx.insert(NewUserState::new(&user.id)).run().await?;
            println!("the database compares e-mail addresses as {}", user.normalized_email);
            Ok(profile)
        })
        .await?;
    println!("public profile: @{}", profile.username);
    Ok(profile)
}

/// Insert, filter, order, update, delete.
async fn todos(db: &Db, user: &UserPublic) -> Result<()> {
    title("Todos");
    let new = ["buy milk", "read a book", "write a schema"].map(|title| NewTodo::new(&user.id, title));
    let todos = db.insert_many(new).all().await?;
    println!("inserted {} with one statement", todos.len());

    let urgent = todos.iter().find(|todo| todo.title.contains("schema")).map(|todo| todo.id);
    if let Some(id) = urgent {
        let todo = db.update::<Todo>().set(Todo::PRIORITY, TodoPriority::High).filter(Todo::ID.eq(id));
        println!("{} made urgent", todo.run().await?);
    }

    let term = Some("book");
    let open = db
        .select::<Todo>()
        .filter(Todo::USER_ID.eq(&user.id))
        .filter(Todo::DONE.eq(false))
        .filter(term.map(|term| Todo::TITLE.ilike(format!("%{term}%"))))
        .order_by(Todo::PRIORITY.desc())
        .all()
        .await?;
    println!("open and about a book: {:?}", open.iter().map(|todo| &todo.title).collect::<Vec<_>>());

    let pairs: Vec<(Todo, Option<UserState>)> = db
        .select::<Todo>()
        .left_join::<UserState>(Todo::USER_ID.eq(UserState::USER_ID))
        .filter(Todo::USER_ID.eq(&user.id))
        .all()
        .await?;
    println!(
        "{} todos, each with the state of its person: {}",
        pairs.len(),
        pairs.iter().all(|(_, state)| state.is_some())
    );

    let gone = db.delete::<Todo>().filter(Todo::TITLE.eq("buy milk")).run().await?;
    println!("{gone} deleted");
    Ok(())
}

/// Generated columns, enums, upserts, and a many-to-many table.
async fn posts(db: &Db, ada: &UserPublic, grace: &UserPublic) -> Result<()> {
    title("Posts");
    let texts = [
        ("Notes on the Engine!", "The engine weaves algebraic patterns like the loom weaves flowers."),
        ("Compilers for people", "A compiler should speak the language of people, not of machines."),
        ("Baking bread", "Flour, water, salt, and a day of patience."),
    ];
    for (title, body) in texts {
        let new = NewPost::new(&ada.id, title)
            .body(body)
            .status(PostStatus::Published)
            .published_at(Timestamp::now())
            .embedding(embed(&format!("{title} {body}")));
        let post = db.insert(new).one().await?;
        println!("the database made the slug {:?}", post.slug);

        let tag = title.split(' ').next().unwrap_or_default().to_lowercase();
        let tag = db.insert(NewTag::new(tag)).on_conflict(Tag::NAME).do_update(Tag::NAME).one().await?;
        db.insert(NewPostTag::new(post.id, tag.id)).run().await?;
        let comment = db.insert(NewComment::new(post.id, &grace.id, "Well said.")).one().await?;
        db.insert(NewComment::new(post.id, &ada.id, "Thank you!").parent_id(comment.id)).run().await?;
    }
    Ok(())
}

/// One statement for each level.
async fn nested(db: &Db, user: &UserPublic) -> Result<()> {
    title("Nested rows");
    let people = db
        .select::<UserPublic>()
        .filter(UserPublic::ID.eq(&user.id))
        .with(
            UserPublic::POSTS
                .order_by(Post::TITLE.asc())
                .with(Post::COMMENTS.order_by(Comment::CREATED_AT.asc())),
        )
        .all()
        .await?;
    for (person, posts) in people {
        println!("@{}", person.username);
        for (post, comments) in posts {
            println!("  {} ({} comments)", post.title, comments.len());
        }
    }
    Ok(())
}

/// Nearest neighbours by cosine distance, and full-text search in raw SQL with bound values.
async fn search(db: &Db) -> Result<()> {
    title("Search");
    let query = embed("what language does a compiler speak");
    let near: Vec<(String, Option<f64>)> = db
        .select::<Post>()
        .filter(Post::EMBEDDING.is_not_null())
        .order_by(Post::EMBEDDING.cosine_distance(&query))
        .limit(2)
        .columns((Post::TITLE, Post::EMBEDDING.cosine_distance(&query)))
        .all()
        .await?;
    for (title, distance) in near {
        println!("{:.3}  {title}", distance.unwrap_or(f64::NAN));
    }
    let words = "patience & flour";
    let found = db
        .sql(sql!("SELECT title FROM post WHERE search @@ to_tsquery('english', {words}) GROUP BY title"))
        .scalars::<String>()
        .await?;
    println!("about {words:?}: {found:?}");
    Ok(())
}

/// What is private is neither printed nor published.
async fn private(db: &Db, user: &UserPublic) -> Result<()> {
    title("Private");
    let account = db.select::<User>().filter(User::ID.eq(&user.id)).one().await?;
    println!("{account:?}");
    let session = db.select::<Session>().filter(Session::USER_ID.eq(&user.id)).first().await?;
    println!("{session:?}");

    let name = "zero_takeout";
    let published = db
        .sql(sql!(
            "SELECT tablename AS \"table!\" FROM pg_publication_tables WHERE pubname = {name} ORDER BY 1"
        ))
        .scalars::<String>()
        .await?;
    println!("published to clients: {}", published.join(", "));
    for table in ["user", "account", "session", "jwks", "verification"] {
        assert!(!published.iter().any(|name| name == table), "{table} must not be published");
    }
    println!("not published: user, account, session, jwks, verification");
    Ok(())
}

/// A violated constraint is a value to match on, not a text to search.
async fn constraints(db: &Db, user: &UserPublic) -> Result<()> {
    title("Constraints");
    match db.insert(NewUserPublic::new(Uuid::new_v4().to_string(), &user.username)).one().await {
        Err(error) if error.violates(UserPublic::USER_PUBLIC_USERNAME_KEY) => {
            println!("@{} is taken", user.username)
        }
        Err(error) => return Err(error),
        Ok(_) => println!("this cannot happen: usernames are unique"),
    }
    Ok(())
}

/// Many rows in small transactions, a read that may go to a replica, and how the pool stands.
async fn connections(db: &Db) -> Result<()> {
    title("Connections");
    let finish = db.update::<Todo>().set(Todo::DONE, true).filter(Todo::DONE.eq(false));
    let done = finish.update_in_chunks(Chunks::of(100)).await?;
    println!("{} todos done, a hundred in a transaction", done.rows);
    // Without `Db::readers` there is no replica, and the writer answers.
    let here = db.lsn().await?;
    let posts = db.read().at_least(here).select::<Post>().count().await?;
    println!("{posts} posts; connections of the pool: {}", db.status().open);
    Ok(())
}
