//! The disk is full.

use std::path::{Path, PathBuf};
use std::process::Command;

use tablewright::migrate::Migrations;

use super::private::Private;
use super::{connect, second_run};

/// A small file system in memory; it goes away with the value.
struct Small(PathBuf);

impl Small {
    /// `None` where this process may not mount.
    fn mount(at: &Path, (uid, gid): (u32, u32)) -> Option<Self> {
        std::fs::create_dir_all(at).ok()?;
        let options = format!("size=4m,mode=0700,uid={uid},gid={gid}");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(at).output();
        mounted.is_ok_and(|output| output.status.success()).then(|| Self(at.to_owned()))
    }

    fn grow(&self) {
        let grown = Command::new("mount").args(["-o", "remount,size=256m"]).arg(&self.0).status();
        assert!(grown.is_ok_and(|status| status.success()));
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        // The server may still have files open.
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

/// It fills the disk inside a transaction, then outside of one.
fn folder(tablespace: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let text = format!(
        "CREATE TABLE log (id int);\nINSERT INTO log VALUES (1);\n-- @commit\n\
         CREATE TABLE big (id int, t text){tablespace};\nINSERT INTO log VALUES (2);\n\
         INSERT INTO big SELECT n, repeat(md5(n::text), 50) FROM generate_series(1, 15000) AS n;\n-- @commit\n\
         CREATE INDEX CONCURRENTLY big_id ON big (id){tablespace};\n"
    );
    std::fs::write(dir.path().join("20260101000000_big.sql"), text).expect("a writable folder");
    dir
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk() {
    let server = Private::start().await;
    let place = tempfile::tempdir().expect("a temporary folder");
    // The server's user has to come through.
    let open = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(place.path(), open).expect("it is ours");
    match Small::mount(&place.path().join("small"), server.owner()) {
        Some(small) => {
            server.sql(&format!("CREATE TABLESPACE small LOCATION '{}'", small.0.display())).await;
            full(&server, " TABLESPACE small", "53100", || small.grow()).await;
            // The server goes first: it has files there.
            drop(server);
        }
        None => {
            eprintln!(
                "NOTE: this process may not mount a small file system, so the disk is not really full here: instead the server \
                 runs with a limit on the size of a file"
            );
            server.kill("QUIT");
            // Above the 16 MB of a log segment, below what the migration writes.
            server.restart(Some(17 * 2048));
            let unlimited = || {
                server.kill("QUIT");
                server.restart(None);
            };
            full(&server, "", "", unlimited).await;
        }
    }
}

/// Applies until nothing fits any more, makes room, and applies again.
async fn full(server: &Private, tablespace: &str, code: &str, make_room: impl FnOnce()) {
    let (dir, url) = (folder(tablespace), server.url("postgres"));
    let mut client = connect(&url).await.expect("a connection");
    let migrations = Migrations::from_dir(dir.path()).expect("a good folder");
    let error = migrations.apply(&mut client).await.expect_err("the disk is full").to_string();
    assert!(error.contains("failed at statement 5 of 6") && error.contains(code), "{error}");
    assert!(error.contains("Statements 1 to 2 stay done"), "{error}");
    drop(client);
    make_room();
    let report = second_run(dir.path(), &url).await;
    assert_eq!(report.applied[0].resumed_after, 2);
    let client = connect(&url).await.expect("a connection");
    let sql = "SELECT (SELECT count(*) FROM log), (SELECT count(*) FROM big), \
               (SELECT count(*) FROM pg_index WHERE NOT indisvalid), to_regclass('big_id') IS NOT NULL";
    let row = client.query_one(sql, &[]).await.expect(sql);
    let counts: (i64, i64, i64, bool) = (row.get(0), row.get(1), row.get(2), row.get(3));
    assert_eq!(counts, (2, 15_000, 0, true));
}
