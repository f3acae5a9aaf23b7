//! The life of the showcase: its schema is edited again and again, each edit becomes a migration, and after each the
//! database equals one that was built from the schema as it is then.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tablewright::migrate::Migrations;
use tablewright_codegen::config::Config;
use tablewright_codegen::load::{self, Described};
use tablewright_codegen::model::Schema;
use tablewright_codegen::report::{Errors, render};
use tablewright_codegen::{ddl, migrations, plan};
use tablewright_tests::Database;

/// A copy of the showcase in a folder of its own, without its migrations.
struct Project {
    dir: tempfile::TempDir,
}

impl Project {
    fn new() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let dir = tempfile::tempdir().expect("a temporary folder");
        for file in ["schema.sql", "schema-private.sql"] {
            fs::copy(root.join(file), dir.path().join(file)).expect(file);
        }
        let config = fs::read_to_string(root.join("tablewright.toml")).expect("tablewright.toml");
        let config = config.replace("examples/takeout/migrations", "migrations");
        fs::write(dir.path().join("tablewright.toml"), config).expect("tablewright.toml");
        fs::create_dir(dir.path().join("migrations")).expect("migrations");
        Self { dir }
    }

    fn migrations(&self) -> PathBuf {
        self.dir.path().join("migrations")
    }

    /// Replaces a text in `schema.sql`; it must be there.
    fn edit(&self, from: &str, to: &str) {
        let path = self.dir.path().join("schema.sql");
        let text = fs::read_to_string(&path).expect("schema.sql");
        assert!(text.contains(from), "schema.sql does not contain {from:?}");
        fs::write(path, text.replace(from, to)).expect("schema.sql");
    }

    fn described(&self) -> Described {
        let config = told(Config::load(self.dir.path()));
        told(load::described(&config))
    }

    fn replay(&self) -> Schema {
        told(migrations::replay(&self.migrations())).schema
    }

    /// What `migrate build` does. Returns the SQL that was written, or `None` when there was nothing to write.
    fn build(&self, accept: &[&str]) -> Option<String> {
        let new = self.described();
        let options = plan::Options {
            renames: plan::renames(&new.notes),
            accept: accept.iter().map(|code| (*code).to_owned()).collect(),
            strict: true,
            ..plan::Options::default()
        };
        let plan = told(plan::plan(&self.replay(), &new.schema, &options));
        if plan.is_empty() {
            return None;
        }
        let sql = plan.to_sql();
        let now = SystemTime::now();
        told(migrations::write(&self.migrations(), "change", migrations::Language::Sql, &sql, now));
        Some(sql)
    }
}

fn told<T>(result: Result<T, Errors>) -> T {
    result.unwrap_or_else(|errors| panic!("{}", render(&errors, false)))
}

/// The catalog of a database that was built from a schema at once.
async fn fresh(schema: &Schema) -> Schema {
    let database = Database::new().await;
    database.apply(&ddl::schema_sql(schema)).await;
    let catalog = database.catalog().await;
    database.drop().await;
    catalog
}

#[tokio::test]
async fn every_edit_leaves_the_catalog_of_a_fresh_database() {
    let project = Project::new();
    let mut database = Database::new().await;
    let edits: &[(&str, &[(&str, &str)], &[&str])] = &[
        ("the first migration", &[], &[]),
        ("add a column", &[("    bio text,", "    bio text,\n    pronouns text DEFAULT 'they',")], &[]),
        (
            "add a generated column",
            &[(
                "    locale text NOT NULL DEFAULT 'en',",
                "    locale text NOT NULL DEFAULT 'en',\n    language text GENERATED ALWAYS AS (left(locale, 2)) STORED,",
            )],
            &[],
        ),
        (
            "turn a plain column into a generated one",
            &[(
                "    color text\n",
                "    color text GENERATED ALWAYS AS ('#' || left(md5(name), 6)) STORED\n",
            )],
            &["replace-column:tag.color"],
        ),
        (
            "add a vector column with an HNSW index",
            &[
                (
                    "    body text NOT NULL CHECK (body <> ''),",
                    "    body text NOT NULL CHECK (body <> ''),\n    embedding vector(384),",
                ),
                (
                    "CREATE INDEX \"comment_authorId_idx\"",
                    "CREATE INDEX comment_embedding_idx ON comment USING hnsw (embedding vector_l2_ops);\nCREATE INDEX \"comment_authorId_idx\"",
                ),
            ],
            &[],
        ),
        (
            "rename by directive",
            &[(
                "    \"editedAt\" timestamptz\n",
                "    -- @renamed from=editedAt\n    \"changedAt\" timestamptz\n",
            )],
            &[],
        ),
        (
            "drop a table",
            &[
                ("-- Which post carries which tag.\n", ""),
                (
                    "CREATE TABLE \"postTag\" (\n    \"postId\" uuid NOT NULL REFERENCES post (id) ON DELETE CASCADE,\n    \"tagId\" bigint NOT NULL REFERENCES tag (id) ON DELETE CASCADE,\n    PRIMARY KEY (\"postId\", \"tagId\")\n);\n\nCREATE INDEX \"postTag_tagId_idx\" ON \"postTag\" (\"tagId\");\n",
                    "",
                ),
            ],
            &["drop-table:postTag"],
        ),
        (
            "a check, a unique and a foreign key on filled tables",
            &[(
                "    \"sortOrder\" double precision NOT NULL DEFAULT 0,",
                "    \"sortOrder\" double precision NOT NULL DEFAULT 0 CHECK (\"sortOrder\" >= 0),\n    \"postId\" uuid UNIQUE REFERENCES post (id),",
            )],
            &[],
        ),
        (
            "a value between others, and a column that may no longer be null",
            &[
                ("'draft', 'published'", "'draft', 'review', 'published'"),
                ("    bio text,", "    bio text NOT NULL DEFAULT '',"),
            ],
            &[],
        ),
    ];
    for (number, (what, replacements, accept)) in edits.iter().enumerate() {
        for (from, to) in *replacements {
            project.edit(from, to);
        }
        let sql = project.build(accept).unwrap_or_else(|| panic!("{what}: no migration was written"));
        assert_eq!(project.build(&[]), None, "{what}: a second build finds something\n{sql}");
        let pending =
            Migrations::from_dir(project.migrations()).unwrap_or_else(|error| panic!("{what}: {error}"));
        if let Err(error) = pending.apply(&mut database.client).await {
            panic!("{what}: {error}\n{sql}");
        }
        let wanted = fresh(&project.described().schema).await;
        assert_eq!(database.catalog().await, wanted, "{what}\n{sql}");
        if number == 0 {
            let row = "INSERT INTO \"userPublic\" (id, username, bio) VALUES ('a', 'ada', 'x');
                INSERT INTO \"userState\" (\"userId\") VALUES ('a');
                INSERT INTO todo (\"userId\", title) VALUES ('a', 'one'), ('a', 'two');
                INSERT INTO post (\"authorId\", title) VALUES ('a', 'One');
                INSERT INTO tag (name) VALUES ('first');
                INSERT INTO comment (\"postId\", \"authorId\", body) SELECT id, 'a', 'yes' FROM post;";
            database.apply(row).await;
        }
    }
    let rows = "SELECT (SELECT count(*) FROM \"userPublic\") + (SELECT count(*) FROM todo) + (SELECT count(*) FROM comment WHERE body = 'yes')";
    let kept: i64 = database.client.query_one(rows, &[]).await.expect("rows").get(0);
    assert_eq!(kept, 4, "no row was lost");
}

#[tokio::test]
async fn the_migrations_of_the_showcase_build_its_schema() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let config = told(Config::load(&root));
    let wanted = told(load::described(&config)).schema;
    let replayed = told(migrations::replay(&config.migrations.dir)).schema;
    assert_eq!(replayed, wanted, "run `migrate build` after an edit of schema.sql");
    let mut database = Database::new().await;
    let all = Migrations::from_dir(&config.migrations.dir).expect("the showcase's migrations");
    all.apply(&mut database.client).await.expect("they apply");
    assert_eq!(database.catalog().await, fresh(&wanted).await);
}
