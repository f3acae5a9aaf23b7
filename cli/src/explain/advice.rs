//! What would make a plan faster, with the reason in figures.

use super::condition::{self, Part};
use super::facts::{Facts, Table};
use super::plan::{Node, Plan};
use super::{join, memory};

/// Fewer rows than these are read at once whatever the plan.
const MANY: f64 = 1000.0;

/// An estimate that is off by so much leads to other plans.
const OFF: f64 = 100.0;

/// One piece of advice.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub(crate) struct Advice {
    /// A word for programs.
    pub(crate) code: &'static str,
    /// The node, as the tree calls it.
    pub(crate) node: String,
    /// What was seen.
    pub(crate) message: String,
    /// What to do.
    pub(crate) help: String,
    /// What to write into schema.sql.
    pub(crate) schema: Option<String>,
    /// What to run.
    pub(crate) sql: Option<String>,
}

/// All advice on a plan, in the order of its nodes.
pub(crate) fn advise(plan: &Plan, facts: &Facts) -> Vec<Advice> {
    let mut found = Vec::new();
    walk(&plan.root, &Above::default(), facts, &mut found);
    found.extend(memory::jit(plan));
    let mut all: Vec<Advice> = Vec::new();
    // The same index may help at several places.
    for advice in found {
        let known = |other: &Advice| {
            other.code == advice.code && other.schema == advice.schema && other.sql == advice.sql
        };
        if advice.schema.is_none() && advice.sql.is_none() || !all.iter().any(known) {
            all.push(advice);
        }
    }
    all
}

/// What stands above a node.
#[derive(Clone, Copy, Default)]
struct Above<'p> {
    parent: Option<&'p Node>,
    /// A `LIMIT` stops it before it has come to its end.
    cut: bool,
    limited: bool,
}

fn walk<'p>(node: &'p Node, above: &Above<'p>, facts: &Facts, found: &mut Vec<Advice>) {
    let table =
        node.relation().and_then(|(namespace, name, _)| facts.get(&(namespace.to_owned(), name.to_owned())));
    if let Some(table) = table {
        found.extend(filtered(node, table));
        found.extend(narrow(node, table));
    }
    found.extend(vectors(node, above, facts));
    found.extend(memory::spilled(node));
    found.extend(join::loops(node, facts));
    found.extend(estimate(node, above, table));
    let below = Above {
        parent: Some(node),
        // What has to see all of its rows does, whatever is above.
        cut: node.kind == "Limit"
            || (above.cut && !["Sort", "Aggregate", "Hash", "WindowAgg"].contains(&node.kind.as_str())),
        limited: node.kind == "Limit" || above.limited,
    };
    for child in &node.children {
        walk(child, &below, facts, found);
    }
}

/// A sequential scan that throws most of its rows away.
fn filtered(node: &Node, table: &Table) -> Option<Advice> {
    let filter = node.text("Filter").filter(|_| node.is_scan())?;
    let removed = node.number("Rows Removed by Filter") * node.loops;
    let kept = node.rows? * node.loops;
    if removed < MANY || removed < kept * 9.0 {
        return None;
    }
    let alias = node.relation()?.2;
    let seen = format!("reads {} rows of {} and keeps {}", count(removed + kept), table.name, count(kept));
    Some(index(node, table, &condition::parts(filter, alias, table), seen, "missing-index")?)
}

/// An index scan that throws most of what it finds away.
fn narrow(node: &Node, table: &Table) -> Option<Advice> {
    if !["Index Scan", "Index Only Scan", "Bitmap Heap Scan"].contains(&node.kind.as_str()) {
        return None;
    }
    let removed = node.number("Rows Removed by Filter") * node.loops;
    let kept = node.rows? * node.loops;
    if removed < MANY || removed < kept * 9.0 {
        return None;
    }
    let alias = node.relation()?.2;
    let found = node.text("Index Cond").or(node.text("Recheck Cond")).unwrap_or_default();
    let mut parts = condition::parts(found, alias, table);
    parts.extend(condition::parts(node.text("Filter")?, alias, table));
    let through = node.text("Index Name").map_or_else(String::new, |name| format!(" through {name}"));
    let seen = format!(
        "finds {} rows of {}{through} and throws {} of them away",
        count(removed + kept),
        table.name,
        count(removed)
    );
    index(node, table, &parts, seen, "narrow-index")
}

/// The index for some conditions.
pub(super) fn index(
    node: &Node,
    table: &Table,
    parts: &[Part],
    seen: String,
    code: &'static str,
) -> Option<Advice> {
    let advice =
        |help: String| Advice { code, node: node.title(), message: seen.clone(), help, ..Advice::default() };
    let (elements, method, predicate, note) = elements(table, parts)?;
    let first: Vec<&str> =
        elements.iter().map(|element| element.split(' ').next().unwrap_or(element)).collect();
    let covers = |index: &&super::facts::Index| {
        index.method == method
            && !index.partial
            && first.len() <= index.keys.len()
            && index.keys.iter().zip(&first).all(|(a, b)| a == b)
    };
    // An index of all rows is no help against a flag.
    let flags = parts.iter().all(|part| part.operator == "is");
    if let Some(known) = table.indexes.iter().filter(|_| !flags).find(covers) {
        let help = format!(
            "{} is on these columns and was not taken: {} brings its statistics up to date; a comparison of another type, or a value \
             that most rows have, keeps an index from being used",
            known.name,
            format_args!("`ANALYZE {}`", table.name)
        );
        return Some(Advice { sql: Some(format!("ANALYZE {};", table.name)), ..advice(help) });
    }
    let using = if method == "btree" { String::new() } else { format!("USING {method} ") };
    let condition = predicate.map(|predicate| format!(" WHERE {predicate}")).unwrap_or_default();
    let on = format!("ON {} {using}({}){condition};", table.name, elements.join(", "));
    let help = format!(
        "add the index to schema.sql, and `tablewright migrate run` makes it without blocking writes{note}"
    );
    Some(Advice {
        schema: Some(format!("CREATE INDEX {on}")),
        sql: Some(format!("CREATE INDEX CONCURRENTLY {on}")),
        ..advice(help)
    })
}

type Elements = (Vec<String>, &'static str, Option<String>, String);

/// What an index for the conditions holds: columns that are compared by `=` first, then one that is compared otherwise.
fn elements(table: &Table, parts: &[Part]) -> Option<Elements> {
    let mut equal: Vec<String> = Vec::new();
    let (mut range, mut other, mut predicate) = (None, None, None);
    for part in parts {
        let ty = table.columns.get(&part.key).map_or("", String::as_str);
        match part.operator.as_str() {
            "=" | "= ANY" | "IS NULL" if !equal.contains(&part.key) => equal.push(part.key.clone()),
            "<" | ">" | "<=" | ">=" => range = range.or(Some(part.key.clone())),
            "is" => {
                let condition =
                    if part.value == "true" { part.key.clone() } else { format!("NOT {}", part.key) };
                predicate = predicate.or(Some(condition));
            }
            "~~" if part.value.starts_with("'%") || part.value.starts_with("'_") => {
                other = other.or(Some((format!("{} gin_trgm_ops", part.key), "gin", TRIGRAMS)));
            }
            "~~*" => other = other.or(Some((format!("{} gin_trgm_ops", part.key), "gin", TRIGRAMS))),
            "~~" => range = range.or(Some(format!("{} text_pattern_ops", part.key))),
            "@@" => other = other.or(Some((part.key.clone(), "gin", ""))),
            "@>" if ty == "jsonb" => {
                other = other.or(Some((format!("{} jsonb_path_ops", part.key), "gin", "")))
            }
            "@>" | "<@" | "&&" if ty.ends_with("[]") => other = other.or(Some((part.key.clone(), "gin", ""))),
            "@>" | "<@" | "&&" if ty.ends_with("range") => {
                other = other.or(Some((part.key.clone(), "gist", "")))
            }
            _ => {}
        }
    }
    if equal.is_empty() && range.is_none() {
        if let Some((element, method, note)) = other {
            return Some((vec![element], method, predicate, note.to_owned()));
        }
        // An index of the rows that a flag marks, by whatever is short.
        let predicate = predicate?;
        let whole = |index: &&super::facts::Index| index.method == "btree" && !index.partial;
        let mut indexes: Vec<_> = table.indexes.iter().filter(whole).collect();
        indexes.sort_by_key(|index| !index.name.ends_with("_pkey"));
        let key = indexes.first()?.keys.first()?.clone();
        return Some((vec![key], "btree", Some(predicate), String::new()));
    }
    equal.extend(range);
    Some((equal, "btree", predicate, String::new()))
}

const TRIGRAMS: &str = " (it needs `CREATE EXTENSION pg_trgm;`)";

/// Distances, and the operator classes for them, without the type in front.
const DISTANCES: [(&str, &str); 6] = [
    (" <-> ", "l2_ops"),
    (" <=> ", "cosine_ops"),
    (" <#> ", "ip_ops"),
    (" <+> ", "l1_ops"),
    (" <~> ", "hamming_ops"),
    (" <%> ", "jaccard_ops"),
];

/// More dimensions than these do not fit into an index, by type (pgvector's README).
const DIMENSIONS: [(&str, u32); 2] = [("vector", 2000), ("halfvec", 4000)];

/// Nearest neighbours by reading every row.
fn vectors(node: &Node, above: &Above<'_>, facts: &Facts) -> Option<Advice> {
    if !node.kind.ends_with("Sort") {
        return None;
    }
    let scan = node.children.iter().flat_map(Node::all).find(|below| below.is_scan())?;
    let (namespace, name, alias) = scan.relation()?;
    let table = facts.get(&(namespace.to_owned(), name.to_owned()))?;
    let rows = scan.rows? * scan.loops;
    if rows < MANY {
        return None;
    }
    let (key, class) = node.list("Sort Key").into_iter().find_map(|key| {
        let key = condition::bare(key);
        let (at, operator, class) = DISTANCES
            .iter()
            .find_map(|(operator, class)| Some((condition::find(key, operator)?, *operator, *class)))?;
        let sides = [&key[..at], key[at + operator.len()..].trim_end_matches(" DESC")];
        Some((sides.into_iter().find_map(|side| condition::key(side, alias, table))?, class))
    })?;
    let ty = table.columns.get(&key)?;
    let (base, size) = ty.split_once('(').unwrap_or((ty, ""));
    let base = base.rsplit('.').next().unwrap_or(base);
    let size: u32 = size.trim_end_matches(')').parse().unwrap_or(0);
    let class = format!("{base}_{class}");
    let too_long = DIMENSIONS.iter().any(|(name, most)| *name == base && size > *most);
    let element = match too_long {
        true => format!("({key}::halfvec({size})) {}", class.replace("vector_", "halfvec_")),
        false => format!("{key} {class}"),
    };
    let on = format!("ON {} USING hnsw ({element});", table.name);
    let message = format!("computes the distance of {} to all {} rows of {}", key, count(rows), table.name);
    let mut advice = Advice { code: "vector-scan", node: scan.title(), message, ..Advice::default() };
    let approximate = |index: &&super::facts::Index| {
        ["hnsw", "ivfflat"].contains(&index.method.as_str())
            && index.keys.first().is_some_and(|own| *own == key)
    };
    if !above.limited {
        advice.help =
            "order by the distance and add a `LIMIT`: an index gives the nearest, never all".to_owned();
        return Some(advice);
    }
    match table.indexes.iter().find(approximate) {
        Some(index) if index.classes.first() == Some(&class) => {
            advice.help = format!(
                "{} is for this distance and was not taken: order by the distance alone, ascending, with a `LIMIT`",
                index.name
            );
            return Some(advice);
        }
        Some(index) => {
            let own = index.classes.first().map_or("", String::as_str);
            advice.help = format!(
                "{} is for another distance ({own}): one with {class} is needed, or the operator that fits",
                index.name
            );
        }
        None => {
            advice.help =
                "add the index to schema.sql, and `tablewright migrate run` makes it without blocking writes"
                    .to_owned()
        }
    }
    advice.schema = Some(format!("CREATE INDEX {on}"));
    advice.sql = Some(format!("CREATE INDEX CONCURRENTLY {on}"));
    Some(advice)
}

/// An estimate that is far off, where those below it are not.
fn estimate(node: &Node, above: &Above<'_>, table: Option<&Table>) -> Option<Advice> {
    let rows = node.rows.filter(|_| node.loops > 0.0)?;
    let off = is_off(node)?;
    if (above.cut && rows < node.estimated) || node.children.iter().any(|child| is_off(child).is_some()) {
        return None;
    }
    // What is above a bitmap scan says it already.
    if node.kind == "Bitmap Index Scan" || above.parent.is_some_and(|parent| parent.kind == "Memoize") {
        return None;
    }
    let message = format!(
        "expects {} rows and gets {}: {} times {}",
        count(node.estimated),
        count(rows),
        count(off),
        if rows > node.estimated { "more" } else { "fewer" }
    );
    let mut advice = Advice { code: "estimate", node: node.title(), message, ..Advice::default() };
    let Some(table) = table else {
        advice.help = "the statistics of the tables below are too coarse for this: `ANALYZE` them, and split the statement where it stays".to_owned();
        return Some(advice);
    };
    let alias = node.relation().map_or("", |(_, _, alias)| alias);
    let conditions = ["Filter", "Index Cond", "Recheck Cond"].iter().filter_map(|name| node.text(name));
    let mut columns: Vec<String> =
        conditions.flat_map(|text| condition::parts(text, alias, table)).map(|part| part.key).collect();
    columns.sort();
    columns.dedup();
    if !table.analyzed || columns.len() < 2 {
        advice.help = format!(
            "the statistics of {} are old or coarse: bring them up to date; where that does not help, keep more of them (`ALTER COLUMN .. SET STATISTICS 1000`)",
            table.name
        );
        advice.sql = Some(format!("ANALYZE {};", table.name));
        return Some(advice);
    }
    let on = format!("ON {} FROM {};", columns.join(", "), table.name);
    advice.help = "these columns depend on each other, which statistics of one column do not show: add statistics of them together to schema.sql, then `ANALYZE`".to_owned();
    let short = |text: &str| {
        text.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>().to_lowercase()
    };
    let name = format!(
        "{}_{}_stat",
        short(&table.name),
        columns.iter().map(|c| short(c)).collect::<Vec<_>>().join("_")
    );
    advice.schema = Some(format!("CREATE STATISTICS {name} (dependencies, mcv) {on}"));
    advice.sql = Some(format!("CREATE STATISTICS {name} (dependencies, mcv) {on} ANALYZE {};", table.name));
    Some(advice)
}

/// How many times it is off, if it matters.
fn is_off(node: &Node) -> Option<f64> {
    let rows = node.rows.filter(|_| node.loops > 0.0)?;
    let (low, high) = if rows < node.estimated { (rows, node.estimated) } else { (node.estimated, rows) };
    let off = high / low.max(1.0);
    (off >= OFF && high * node.loops >= MANY).then_some(off)
}

/// A number as people read it: `12,345`.
pub(super) fn count(number: f64) -> String {
    let digits = format!("{:.0}", number.max(0.0));
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
