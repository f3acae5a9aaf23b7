//! `docs`: what the page says, that it is only text, and how it looks and works in a browser.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use super::Project;

const SHOP: &str = "
CREATE SCHEMA store;
-- How large it is.
CREATE TYPE store.size AS ENUM ('s', 'l');
CREATE DOMAIN email AS text CHECK (VALUE ~ '@');
-- Somebody who buys.
CREATE TABLE customer (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Never shown to others.
    email email NOT NULL UNIQUE, -- @private
    name text NOT NULL DEFAULT '',
    initials text GENERATED ALWAYS AS (left(name, 1)) STORED
);
-- @private
CREATE TABLE store.item (
    id uuid PRIMARY KEY,
    customer_id bigint REFERENCES customer ON DELETE SET NULL,
    sizes store.size[] NOT NULL,
    cents int NOT NULL CHECK (cents >= 0)
);
CREATE INDEX ON store.item (customer_id) WHERE cents > 0;
CREATE TABLE visit (at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE visit_old PARTITION OF visit DEFAULT;
CREATE VIEW buyer AS SELECT id, name FROM customer;
COMMENT ON VIEW buyer IS 'Without what is private.';
";

#[test]
fn what_the_page_says() {
    let project = Project::new(SHOP);
    project.write("migrations/20260101000000_first.sql", SHOP);
    project.write(
        "migrations/20260201000000_more.sql",
        "ALTER TABLE customer ALTER COLUMN name SET DEFAULT '?';\n",
    );
    insta::assert_snapshot!(project.good(&["docs", "--format", "json", "--title", "Shop"]).stdout);
}

#[test]
fn the_same_schema_gives_the_same_page() {
    let project = Project::new(SHOP);
    assert_eq!(project.good(&["docs", "--out", "a/page.html"]).stderr, "wrote a/page.html\n");
    assert_eq!(project.good(&["docs", "--out", "a/page.html"]).stderr, "a/page.html is up to date\n");
    assert_eq!(project.good(&["docs"]).stdout, project.read("a/page.html"));
}

#[test]
fn a_schema_without_tables_and_one_with_mistakes() {
    let empty = Project::new("").good(&["docs"]).stdout;
    assert!(empty.contains("There is no table in this schema."), "{empty}");
    let wrong =
        Project::new("CREATE TABLE a (id int REFERENCES b (id));\n").bad(&["docs", "--out", "page.html"]);
    insta::assert_snapshot!(wrong, @r"
    error[unknown-name]: foreign key `a_id_fkey` references unknown table `b`
     --> schema.sql:1:35
      |
    1 | CREATE TABLE a (id int REFERENCES b (id));
      |                                   ^
      |
      = help: did you mean `a`?
    ");
}

/// Names and comments that would run, close an element or leave an attribute if they were anything but text.
const HOSTILE: &str = r#"
CREATE SCHEMA "<i>&amp;</i>";
CREATE TYPE "</style><script>intruder=1</script>" AS ENUM ('<script>intruder=2</script>', '"><img src=x onerror=intruder=3>');
CREATE TABLE "<i>&amp;</i>"."""><script>intruder=4</script>" (
    "' onmouseover='intruder=5" text PRIMARY KEY DEFAULT '</code><script>intruder=6</script>',
    "</title><script>" "</style><script>intruder=1</script>" CHECK (true OR 'x' <> '<!--<script>'),
    "javascript:intruder=7" text GENERATED ALWAYS AS ('</td><svg onload=intruder=8>' || '') STORED
);
COMMENT ON TABLE "<i>&amp;</i>"."""><script>intruder=4</script>" IS '<script>intruder=9</script> & </section> <b onclick="intruder=10">bold</b>';
CREATE VIEW v AS SELECT '</pre><script>intruder=11</script>' AS a;
CREATE TABLE t (id int PRIMARY KEY, other text REFERENCES "<i>&amp;</i>"."""><script>intruder=4</script>");
"#;

#[test]
fn texts_stay_texts() {
    let page = Project::new(HOSTILE).good(&["docs", "--title", "</title><script>intruder=0</script>"]).stdout;
    for tag in ["<script", "</script", "<img", "<b ", "<i>&", "</title", "<!--", "<svg onload"] {
        let allowed = match tag {
            "<script" | "</script" | "</title" => 1,
            _ => 0,
        };
        // The titles of lines in the picture.
        let titles = if tag == "</title" { page.matches("<title>").count() - 1 } else { 0 };
        assert_eq!(page.matches(tag).count(), allowed + titles, "{tag}");
    }
    assert!(page.contains("&lt;script&gt;intruder=9&lt;/script&gt; &amp; &lt;/section&gt;"));
}

/// Runs the tests in `tests/browser` on a page.
fn browse(page: &Path, shots: &Path, table: &str, column: &str) {
    // Once for all tests that run at the same time.
    static FOLDER: OnceLock<String> = OnceLock::new();
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/browser");
    let folder = FOLDER.get_or_init(|| {
        let install = Command::new("sh").arg(tests.join("install.sh")).stdin(Stdio::null()).output();
        let installed = install.expect("a shell");
        assert!(installed.status.success(), "{}", String::from_utf8_lossy(&installed.stderr));
        String::from_utf8(installed.stdout).expect("UTF-8").trim().to_owned()
    });
    let run = Command::new("node")
        .arg(tests.join("docs.mjs"))
        .args([page, shots])
        .args([table, column])
        .env("BROWSER_FOLDER", folder)
        .stdin(Stdio::null())
        .output()
        .expect("node");
    let said = format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success() && said.matches("ok ").count() > 8, "{said}");
}

/// Where the screenshots of a page go: a folder that stays, to look at.
fn shots(name: &str) -> std::path::PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("docs").join(name);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

#[test]
fn the_showcase_in_a_browser() {
    let project = Project::empty();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let config = root.join("tablewright.toml").display().to_string();
    project.good(&["docs", "--config", &config, "--out", "page.html", "--title", "Takeout"]);
    browse(&project.path().join("page.html"), &shots("takeout"), "comment", "parentId");
}

#[test]
fn forty_tables_in_a_browser() {
    let project = Project::new(include_str!("../../../tests/browser/forge.sql"));
    project.good(&["docs", "--out", "page.html", "--title", "Forge"]);
    browse(&project.path().join("page.html"), &shots("forge"), "review_comment", "reply_to_id");
}

#[test]
fn hostile_texts_in_a_browser() {
    let project = Project::new(&format!(
        "{HOSTILE}CREATE TABLE zebra (id int PRIMARY KEY, stripes_of_it int, \"{}\" text);",
        "w".repeat(60)
    ));
    project.good(&["docs", "--out", "page.html", "--title", "</title><script>intruder=0</script>"]);
    browse(&project.path().join("page.html"), &shots("hostile"), "zebra", "stripes_of_it");
}
