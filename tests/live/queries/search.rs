//! Full-text search on the server.

use tablewright::expr::{Config, phraseto_tsquery, plainto_tsquery, to_tsquery, websearch_to_tsquery};
use tablewright::types::{Json, TsQuery, TsVector, Weight};

use super::*;

#[derive(Clone, Debug, PartialEq, Table)]
struct Article {
    #[column(primary_key)]
    id: i32,
    title: String,
    body: Option<String>,
    extra: Json,
    #[column(
        generated = "setweight(to_tsvector('english', title), 'A') || to_tsvector('english', coalesce(body, ''))"
    )]
    search: TsVector,
    saved: Option<TsQuery>,
}

async fn fixture() -> (Database, Db) {
    let (database, db) = database().await;
    database
        .apply(
            "CREATE TEXT SEARCH CONFIGURATION app.\"it's \\ mine\" (COPY = english);
             CREATE TABLE article (id int PRIMARY KEY, title text NOT NULL, body text, extra jsonb NOT NULL,
                 search tsvector NOT NULL GENERATED ALWAYS AS (setweight(to_tsvector('english', title), 'A')
                     || to_tsvector('english', coalesce(body, ''))) STORED,
                 saved tsquery);
             CREATE INDEX ON article USING gin (to_tsvector('english', title));
             INSERT INTO article VALUES
                 (1, 'Big cats', 'Lions and tigers are big cats.', '{\"by\": \"Running people\"}', DEFAULT, 'lion'),
                 (2, 'Dogs', 'A dog is no cat.', '[]', DEFAULT, NULL),
                 (3, 'Fish', NULL, '[]', DEFAULT, 'fish & !cat');",
        )
        .await;
    (database, db)
}

const MINE: Config = Config::of_namespace("app", r"it's \ mine");

#[tokio::test]
async fn what_a_query_finds() {
    let (database, db) = fixture().await;
    macro_rules! found {
        ($filter:expr) => {{
            let rows = db.select::<Article>().filter($filter).columns(Article::ID).order_by(Article::ID);
            rows.all().await.unwrap()
        }};
    }
    let english = Config::ENGLISH;
    assert_eq!(found!(Article::SEARCH.matches(to_tsquery(english, "cats & !dog"))), [1]);
    assert_eq!(found!(Article::SEARCH.matches(plainto_tsquery(english, "tigers lion"))), [1]);
    assert_eq!(found!(Article::SEARCH.matches(phraseto_tsquery(english, "big cat"))), [1]);
    assert_eq!(
        found!(Article::SEARCH.matches(websearch_to_tsquery(english, "lion or \"a dog\" -fish"))),
        [1, 2]
    );
    for odd in ["'); DROP TABLE article; --", "\\' OR true", "\"", "a:* & | !", "-", ""] {
        assert!(found!(Article::SEARCH.matches(websearch_to_tsquery(english, odd))).is_empty(), "{odd}");
    }
    // A query that the program made, one of a column, one by a configuration of one's own.
    assert_eq!(found!(Article::SEARCH.matches(TsQuery::prefix("tig"))), [1]);
    assert_eq!(found!(Article::SEARCH.matches(Article::SAVED)), [1, 3]);
    assert_eq!(found!(Article::TITLE.to_tsvector(MINE).matches(plainto_tsquery(MINE, "cat"))), [1]);
    assert_eq!(found!(Article::BODY.to_tsvector(Config::SIMPLE).matches(plainto_tsquery(MINE, "cats"))), [2]);
    assert_eq!(found!(Article::EXTRA.to_tsvector(english).matches(to_tsquery(english, "run"))), [1]);
    // Words of a column are searched for.
    let by_title = plainto_tsquery(english, Article::TITLE);
    assert_eq!(found!(Article::BODY.to_tsvector(english).matches(by_title)), [1, 2]);
    // Queries put together.
    let word = |text: &'static str| to_tsquery(Config::ENGLISH, text);
    assert_eq!(found!(Article::SEARCH.matches(word("cats").and(word("dogs")))), [2]);
    assert_eq!(found!(Article::SEARCH.matches(word("lions").or(TsQuery::word("fish")))), [1, 3]);
    assert!(found!(Article::SEARCH.matches(word("cats").or(word("fish")).not())).is_empty());
    assert_eq!(found!(Article::SEARCH.matches(word("big").followed_by(word("cats")))), [1]);
    // A text that is no query is the server's error.
    let error = db.select::<Article>().filter(Article::SEARCH.matches(word("a b"))).all().await.unwrap_err();
    assert!(error.to_string().contains("tsquery"), "{error}");
    ends(database, db).await;
}

#[tokio::test]
async fn ranks_headlines_and_parts() {
    let (database, db) = fixture().await;
    let lion = || websearch_to_tsquery(Config::ENGLISH, "lions");
    let row: (f32, f32, String, Option<String>, Option<String>) = db
        .select::<Article>()
        .columns((
            Article::SEARCH.ts_rank(lion()),
            Article::SEARCH.ts_rank_cd(plainto_tsquery(Config::ENGLISH, "big cats")),
            Article::TITLE.ts_headline(Config::ENGLISH, TsQuery::word("cat")),
            Article::BODY.ts_headline_with(
                Config::ENGLISH,
                lion(),
                "StartSel=*, StopSel=*, MaxWords=3, MinWords=1",
            ),
            Article::BODY.ts_headline(Config::ENGLISH, Article::SAVED),
        ))
        .filter(Article::ID.eq(1))
        .one()
        .await
        .unwrap();
    assert!(row.0 > 0.0 && row.1 > row.0, "{row:?}");
    assert_eq!((row.2.as_str(), row.3.as_deref()), ("Big <b>cats</b>", Some("*Lions*")));
    assert!(row.4.unwrap().starts_with("<b>Lions</b>"));
    let best = db.select::<Article>().order_by(Article::SEARCH.ts_rank(TsQuery::word("cat")).desc());
    assert_eq!(best.columns(Article::ID).first().await.unwrap(), Some(1));

    let row: (TsVector, i32, TsVector, i32, Option<i32>) = db
        .select::<Article>()
        .columns((
            Article::TITLE.to_tsvector(Config::ENGLISH).setweight(Weight::B).concat(TsVector::default()),
            Article::SEARCH.length(),
            Article::SEARCH.strip(),
            websearch_to_tsquery(Config::ENGLISH, "the").numnode(),
            Article::SAVED.numnode(),
        ))
        .filter(Article::ID.eq(3))
        .one()
        .await
        .unwrap();
    assert_eq!((row.1, row.3, row.4), (1, 0, Some(4)));
    assert_eq!((row.0.lexemes[0].word.as_str(), row.0.lexemes[0].positions[0].weight), ("fish", Weight::B));
    assert!(row.2.lexemes[0].positions.is_empty());
    ends(database, db).await;
}

#[tokio::test]
async fn an_index_on_the_expression_serves_it() {
    let (database, db) = fixture().await;
    let query = select::<Article>()
        .filter(Article::TITLE.to_tsvector(Config::ENGLISH).matches(plainto_tsquery(Config::ENGLISH, "cat")));
    let text = query.sql().replace("$1", "'cat'");
    database.apply("SET enable_seqscan = off").await;
    let plan = database.client.query(&format!("EXPLAIN {text}"), &[]).await.unwrap();
    let plan: Vec<String> = plan.iter().map(|row| row.get(0)).collect();
    assert!(plan.join("\n").contains("article_to_tsvector_idx"), "{plan:?}");
    ends(database, db).await;
}
