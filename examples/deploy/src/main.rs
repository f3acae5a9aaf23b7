//! A program as it is deployed: it serves, migrates, sees to its partitions and says how it is, all from one file.
//!
//! - `shop` serves on `$LISTEN`, by default `0.0.0.0:8080`, with the database that `$DATABASE_URL` names
//! - `shop migrate` applies the migrations that are in it, with `$MIGRATE_URL`
//! - `shop maintain` makes the next partitions and lets go of old ones, with `$MIGRATE_URL`; once a day is enough
//! - `shop health` ends with 0 when the server on this machine is well

use std::error::Error;
use std::process::ExitCode;

use example_deploy::{MIGRATIONS, ask, serve};
use tablewright::partitions::{Every, Options, Partitioned, maintain};
use tablewright::{Db, connect};
use tokio::net::TcpListener;

type Done<T = ()> = Result<T, Box<dyn Error>>;

#[tokio::main]
async fn main() -> ExitCode {
    let command = std::env::args().nth(1).unwrap_or_else(|| "serve".to_owned());
    let done = match command.as_str() {
        "serve" => run().await,
        "migrate" => migrate().await,
        "maintain" => partitions().await,
        "health" => health().await,
        other => Err(format!("there is no `{other}`; it is one of serve, migrate, maintain, health").into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// A variable that has to be there.
fn variable(name: &str) -> Done<String> {
    std::env::var(name).map_err(|_| format!("set {name}").into())
}

fn address() -> String {
    std::env::var("LISTEN").unwrap_or_else(|_| "0.0.0.0:8080".to_owned())
}

async fn run() -> Done {
    // Does not wait for the database: the health check tells who asks that it is not there yet.
    let db = Db::connect_lazy(&variable("DATABASE_URL")?, &tablewright::Options::default())?;
    let listener = TcpListener::bind(address()).await?;
    println!("listening on {}", listener.local_addr()?);
    tokio::select! {
        served = serve(listener, db.clone()) => served?,
        () = stopped() => eprintln!("stopping"),
    }
    db.close();
    Ok(())
}

/// What a container's platform sends before it takes a program away.
async fn stopped() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        },
        Err(_) => {
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}

async fn migrate() -> Done {
    let db = Db::connect(&variable("MIGRATE_URL")?).await?;
    println!("{}", db.migrate(&MIGRATIONS).await?);
    db.close();
    Ok(())
}

async fn partitions() -> Done {
    let mut client = connect::connect(&variable("MIGRATE_URL")?).await?;
    // As `-- @partition` in schema.sql has it, which `tablewright partitions maintain` reads.
    let visits = Partitioned::new("visit", Every::Month).ahead(3).keep(24);
    let report = maintain(&mut client, &visits, &Options::default()).await?;
    println!("{} made, {} let go", report.made.len(), report.detached.len());
    Ok(())
}

async fn health() -> Done {
    let (status, body) = ask(&address().replace("0.0.0.0", "127.0.0.1"), "/health").await?;
    print!("{body}");
    if status.contains(" 200 ") { Ok(()) } else { Err(status.into()) }
}
