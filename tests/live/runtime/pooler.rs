//! Behind a transaction pooler: here one that gives every transaction another connection than the one before, which is the
//! worst that a real one does.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::net::UnixStream;

use postgres_protocol::authentication::sasl::{ChannelBinding, SCRAM_SHA_256, ScramSha256};
use postgres_protocol::message::frontend;
use tablewright::{PgEnum, Table};
use tokio_postgres::config::{Config, Host};

use super::*;

pub(crate) trait Stream: Read + Write + Send {}
impl<S: Read + Write + Send> Stream for S {}

/// A message: its letter, and all of it.
pub(crate) fn message(from: &mut dyn Stream) -> std::io::Result<(u8, Vec<u8>)> {
    let mut head = [0; 5];
    from.read_exact(&mut head)?;
    let length = u32::from_be_bytes(head[1..].try_into().unwrap()) as usize;
    let mut all = head.to_vec();
    all.resize(length + 1, 0);
    from.read_exact(&mut all[5..])?;
    Ok((head[0], all))
}

/// A connection to the server, ready for queries.
pub(crate) fn backend(config: &Config) -> Box<dyn Stream> {
    let port = config.get_ports().first().copied().unwrap_or(5432);
    let mut server: Box<dyn Stream> = match config.get_hosts().first().unwrap() {
        Host::Tcp(host) => Box::new(TcpStream::connect((host.as_str(), port)).unwrap()),
        Host::Unix(path) => Box::new(UnixStream::connect(path.join(format!(".s.PGSQL.{port}"))).unwrap()),
    };
    let (user, name) = (config.get_user().unwrap(), config.get_dbname().unwrap());
    let mut out = bytes::BytesMut::new();
    frontend::startup_message([("user", user), ("database", name)], &mut out).unwrap();
    server.write_all(&out).unwrap();
    let mut scram: Option<ScramSha256> = None;
    loop {
        let (letter, all) = message(server.as_mut()).unwrap();
        assert_ne!(letter, b'E', "{}", String::from_utf8_lossy(&all));
        let code = all.get(5..9).map(|code| u32::from_be_bytes(code.try_into().unwrap()));
        out.clear();
        match (letter, code, &mut scram) {
            (b'R', Some(10), _) => {
                let new = ScramSha256::new(
                    config.get_password().unwrap_or_default(),
                    ChannelBinding::unsupported(),
                );
                frontend::sasl_initial_response(SCRAM_SHA_256, new.message(), &mut out).unwrap();
                scram = Some(new);
            }
            (b'R', Some(11), Some(scram)) => {
                scram.update(&all[9..]).unwrap();
                frontend::sasl_response(scram.message(), &mut out).unwrap();
            }
            (b'R', Some(12), Some(scram)) => scram.finish(&all[9..]).unwrap(),
            (b'Z', ..) => return server,
            _ => {}
        }
        server.write_all(&out).unwrap();
    }
}

/// Serves a client: each transaction goes to the next of two connections.
fn serve(client: &mut dyn Stream, config: &Config) -> std::io::Result<()> {
    let mut length = [0; 4];
    client.read_exact(&mut length)?;
    client.read_exact(&mut vec![0; u32::from_be_bytes(length) as usize - 4])?;
    // Welcome, whoever you are; ready.
    client.write_all(b"R\0\0\0\x08\0\0\0\0Z\0\0\0\x05I")?;
    let mut servers = [backend(config), backend(config)];
    let (mut now, mut idle) = (0, true);
    loop {
        let mut group = Vec::new();
        loop {
            let (letter, all) = message(client)?;
            group.extend(all);
            match letter {
                b'S' | b'Q' => break,
                b'X' => return Ok(()),
                _ => {}
            }
        }
        if idle {
            now = 1 - now;
        }
        servers[now].write_all(&group)?;
        loop {
            let (letter, all) = message(servers[now].as_mut())?;
            client.write_all(&all)?;
            if letter == b'Z' {
                idle = all[5] == b'I';
                break;
            }
        }
    }
}

/// The URL of a pooler in front of a database.
fn pooler(url: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let config: Config = url.parse().unwrap();
    std::thread::spawn(move || {
        for client in listener.incoming() {
            let (mut client, config) = (client.unwrap(), config.clone());
            std::thread::spawn(move || serve(&mut client, &config));
        }
    });
    format!("postgres://someone@127.0.0.1:{port}/pooled?sslmode=disable&pgbouncer=true")
}

#[derive(Clone, Copy, Debug, PartialEq, PgEnum)]
enum Mood {
    Good,
    Bad,
}

#[derive(Debug, PartialEq, Table)]
struct Day {
    #[column(primary_key)]
    id: i64,
    mood: Mood,
    #[column(sql_type = "short")]
    note: Option<String>,
    moods: Vec<Mood>,
}

#[tokio::test]
async fn nothing_stays_prepared() {
    let (database, direct) = database(&Options::default()).await;
    database
        .apply(
            "CREATE TYPE mood AS ENUM ('good', 'bad'); CREATE DOMAIN short AS text;
             CREATE TABLE day (id bigint PRIMARY KEY, mood mood NOT NULL, note short, moods mood[] NOT NULL)",
        )
        .await;
    let url = pooler(&database.url);
    // Without the mode, the pooler is what it is said to be.
    let naive = Db::connect(&url.replace("&pgbouncer=true", "")).await.unwrap();
    one(&naive, 1).await.unwrap_err();
    naive.close();

    let db = Db::connect_with(&url, &Options { max_connections: 3, ..Options::default() }).await.unwrap();
    for id in 1..=20 {
        assert_eq!(one(&db, id).await.unwrap(), 100);
        let new = NewDay::new(id, Mood::Good, vec![Mood::Bad, Mood::Good]).note(Some("x".to_owned()));
        assert_eq!(db.insert(new).one().await.unwrap().mood, Mood::Good);
        db.update::<Day>().set(Day::MOOD, Mood::Bad).filter(Day::ID.eq(id)).run().await.unwrap();
    }
    let tasks: Vec<_> = (1..=20)
        .map(|id| {
            let db = db.clone();
            tokio::spawn(async move {
                for _ in 0..10 {
                    let day = db.select::<Day>().filter(Day::ID.eq(id)).one().await.unwrap();
                    assert_eq!((day.id, day.mood, day.moods), (id, Mood::Bad, vec![Mood::Bad, Mood::Good]));
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    db.transaction(async |tx| {
        let days = tx.select::<Day>().filter(Day::MOOD.eq(Mood::Bad)).all().await?;
        assert_eq!(days.len(), 20);
        tx.delete::<Day>().filter(Day::ID.gt(10)).run().await
    })
    .await
    .unwrap();
    let mut rows = db.select::<Day>().order_by(Day::ID).stream().await.unwrap();
    assert_eq!(rows.next().await.unwrap().unwrap().id, 1);
    drop(rows);
    let (mut copied, mut rows) = (0, db.copy_out::<Day>().await.unwrap());
    while rows.next().await.transpose().unwrap().is_some() {
        copied += 1;
    }
    drop(rows);
    assert_eq!(copied, 10);
    let error = db.sql(sql!("SELECT nothing FROM day WHERE id = {1}")).run().await.unwrap_err();
    assert_eq!(error.code().unwrap().code(), "42703");
    assert_eq!(one(&db, 1).await.unwrap(), 100);
    db.close();
    ends(database, direct).await;
}
