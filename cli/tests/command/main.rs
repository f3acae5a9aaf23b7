//! The `tablewright` command as a user runs it: in a folder, with files, judged by exit code, stdout, stderr and what is on disk
//! afterwards.

mod bad_input;
mod build;
mod check;
mod decisions;
mod deploy;
mod docs;
mod environment;
mod explain;
mod help;
mod lint;
mod live;
mod partitions;
mod prove;
mod pull;
mod query;
mod seed;
mod sources;
mod zero;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// A database that holds what the SQL makes, of which only the URL is kept.
fn seeded(sql: &str) -> String {
    tablewright_tests::block_on(async {
        let database = tablewright_tests::Database::new().await;
        database.apply(sql).await;
        database.url.clone()
    })
}

/// A project in a temporary folder.
struct Project {
    dir: tempfile::TempDir,
}

/// How a run ended.
#[derive(Debug)]
struct Run {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Project {
    /// An empty folder.
    fn empty() -> Self {
        Self { dir: tempfile::tempdir().expect("a temporary folder") }
    }

    /// With a `schema.sql`.
    fn new(schema: &str) -> Self {
        let project = Self::empty();
        project.write("schema.sql", schema);
        project
    }

    fn path(&self) -> &Path {
        self.dir.path()
    }

    fn write(&self, file: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
        fs::write(path, text).expect("a writable folder");
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path().join(file)).expect(file)
    }

    /// The names of everything in a folder, sorted; none where there is no folder.
    fn files(&self, folder: &str) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.path().join(folder)) else { return Vec::new() };
        let mut names: Vec<String> =
            entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// Runs the command in the folder.
    fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, &[])
    }

    fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_tablewright"))
            .args(arguments)
            .current_dir(self.path())
            .env_remove("DATABASE_URL")
            .env_remove("ZERO_UPSTREAM_DB")
            .env_remove("ZERO_CVR_DB")
            .env_remove("ZERO_CHANGE_DB")
            .env_remove("ZERO_APP_ID")
            .env_remove("ZERO_APP_PUBLICATIONS")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("RUST_BACKTRACE")
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .output()
            .expect("the command starts");
        let text = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).expect("UTF-8");
            text.replace(&self.path().display().to_string(), "PROJECT")
        };
        let run = Run {
            code: output.status.code().unwrap_or(-1),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        };
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
        assert!(!run.stderr.contains('\u{1b}'), "colours go to terminals only: {:?}", run.stderr);
        run
    }

    /// Runs the command, which must end well.
    fn good(&self, arguments: &[&str]) -> Run {
        let run = self.run(arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}{}", run.stdout, run.stderr);
        run
    }

    /// Runs the command, which must fail, saying so on stderr only.
    fn bad(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{arguments:?}: {}", run.stderr);
        run.stderr
    }
}
