//! Plans that servers made once (PostgreSQL 18, the one with compiling 15), and what is said of them.

use super::facts::{Facts, Index, Table};
use super::{Plan, advise, draw, json};

fn facts() -> Facts {
    let columns = |columns: &[(&str, &str)]| {
        columns.iter().map(|(name, ty)| ((*name).to_owned(), (*ty).to_owned())).collect()
    };
    let index = |name: &str, key: &str| Index {
        name: name.to_owned(),
        method: "btree".to_owned(),
        keys: vec![key.to_owned()],
        classes: vec!["int4_ops".to_owned()],
        partial: false,
    };
    let post = Table {
        name: "post".to_owned(),
        analyzed: true,
        columns: columns(&[
            ("id", "integer"),
            ("\"authorId\"", "text"),
            ("status", "text"),
            ("n", "integer"),
            ("body", "text"),
            ("embedding", "vector(8)"),
        ]),
        indexes: vec![index("post_pkey", "id")],
    };
    let author = Table {
        name: "author".to_owned(),
        analyzed: true,
        columns: columns(&[("id", "text"), ("name", "text")]),
        indexes: vec![index("author_pkey", "id")],
    };
    let key = |name: &str| ("public".to_owned(), name.to_owned());
    Facts::from([(key("post"), post), (key("author"), author)])
}

fn shown(recorded: &str) -> String {
    let plan = Plan::parse(recorded).expect("a plan");
    let shares: f64 = plan.root.all().iter().map(|node| node.share).sum();
    assert!((shares - 1.0).abs() < 0.001, "the shares are {shares}");
    anstream::adapter::strip_str(&draw(&plan, &advise(&plan, &facts()))).to_string()
}

#[test]
fn a_filter_without_an_index() {
    insta::assert_snapshot!(shown(include_str!("recorded/filter.json")));
}

#[test]
fn neighbours_without_an_index() {
    insta::assert_snapshot!(shown(include_str!("recorded/vector.json")));
}

#[test]
fn too_little_memory() {
    insta::assert_snapshot!(shown(include_str!("recorded/memory.json")));
}

#[test]
fn processes_side_by_side_and_compiling() {
    insta::assert_snapshot!(shown(include_str!("recorded/parallel.json")));
}

#[test]
fn an_index_that_is_there_is_not_advised() {
    let plan = Plan::parse(include_str!("recorded/filter.json")).expect("a plan");
    let mut facts = facts();
    let post = facts.get_mut(&("public".to_owned(), "post".to_owned())).expect("post");
    post.indexes[0].keys = vec!["\"authorId\"".to_owned(), "n".to_owned()];
    let advice = advise(&plan, &facts);
    assert_eq!(advice.len(), 1);
    assert!(
        advice[0].help.starts_with("post_pkey is on these columns") && advice[0].schema.is_none(),
        "{advice:?}"
    );
}

#[test]
fn programs_get_the_same() {
    let plan = Plan::parse(include_str!("recorded/vector.json")).expect("a plan");
    let value = json(&plan, &advise(&plan, &facts()));
    assert_eq!(value["plan"]["node"], "Limit");
    assert_eq!(value["advice"][0]["code"], "vector-scan");
    assert_eq!(
        value["advice"][0]["schema"],
        "CREATE INDEX ON post USING hnsw (embedding vector_cosine_ops);"
    );
    assert!(Plan::parse("[]").is_none() && Plan::parse("{").is_none());
}
