//! References that are filled in when all rows are there: of a table to itself, and those that close a circle.

use tablewright_codegen::model::{ConstraintKind, ForeignKey, Schema, Table};
use tablewright_codegen::seed;
use tokio_postgres::{Client, Error};

use super::{ident, keys, qualified};

/// Fills in one foreign key; says why it stays empty where that is so.
pub(super) async fn fill(
    client: &Client,
    schema: &Schema,
    table: &Table,
    name: &str,
    seed: u64,
) -> Result<Option<String>, Error> {
    let Some(ConstraintKind::ForeignKey(key)) = table.constraints.get(name).map(|c| &c.kind) else {
        return Ok(None);
    };
    let order = identity(table);
    let own = key.table == table.name;
    // The rows of the table itself in the order in which they are numbered below.
    let by = if own { &order } else { &key.references };
    let parents = keys(client, &key.table, &key.references, by).await?;
    let optional = key.columns.iter().any(|column| table.columns.get(column).is_some_and(|c| !c.not_null));
    if parents.is_empty() {
        return Ok((!optional).then(|| format!("{}, which it references, has no rows", key.table)));
    }
    let count: i64 =
        client.query_one(&format!("SELECT count(*) FROM {}", qualified(&table.name)), &[]).await?.get(0);
    let (mut numbers, mut chosen) = (Vec::new(), vec![Vec::new(); key.columns.len()]);
    for row in 0..usize::try_from(count).unwrap_or(0) {
        let parent = match own {
            true => seed::parent_of(seed, &table.name.name, row).or((!optional).then_some(row)),
            false => Some(seed::one_of(seed, name, row, parents.len())),
        };
        let Some(parent) = parent.and_then(|at| parents.get(at)) else { continue };
        numbers.push(i64::try_from(row + 1).unwrap_or(i64::MAX));
        for (texts, text) in chosen.iter_mut().zip(parent) {
            texts.push(text.clone());
        }
    }
    client.batch_execute("SAVEPOINT tablewright_later").await?;
    let update = statement(schema, table, key, &order);
    let mut parameters: Vec<&(dyn tokio_postgres::types::ToSql + Sync)> = vec![&numbers];
    parameters.extend(chosen.iter().map(|texts| texts as &(dyn tokio_postgres::types::ToSql + Sync)));
    match client.execute(&update, &parameters).await {
        Ok(_) => client.batch_execute("RELEASE tablewright_later").await.map(|()| None),
        // NULL will do.
        Err(error) if optional && error.as_db_error().is_some() => {
            client.batch_execute("ROLLBACK TO tablewright_later; RELEASE tablewright_later").await?;
            let said = error.as_db_error().map_or("", |db| db.message());
            Ok(Some(format!("{} stays empty: {said}", key.columns.join(", "))))
        }
        Err(error) => Err(error),
    }
}

/// The columns that tell the rows of a table apart: of its primary key, or all.
fn identity(table: &Table) -> Vec<String> {
    let key = table.constraints.values().find_map(|constraint| match &constraint.kind {
        ConstraintKind::PrimaryKey(key) => Some(key.columns.clone()),
        ConstraintKind::Unique(_)
        | ConstraintKind::Check(_)
        | ConstraintKind::ForeignKey(_)
        | ConstraintKind::Exclusion(_) => None,
    });
    key.unwrap_or_else(|| table.columns.iter().map(|column| column.name.clone()).collect())
}

/// Gives the rows with these numbers these values. A row is found by where it is, partition included.
fn statement(schema: &Schema, table: &Table, key: &ForeignKey, order: &[String]) -> String {
    let names: Vec<String> = (0..key.columns.len()).map(|i| format!("v{i}")).collect();
    let arrays: Vec<String> = (0..key.columns.len()).map(|i| format!("${}::text[]", i + 2)).collect();
    let set: Vec<String> = key
        .columns
        .iter()
        .zip(&names)
        .map(|(column, value)| {
            let ty = table
                .columns
                .get(column)
                .map_or_else(|| "text".to_owned(), |column| type_name(schema, &column.ty));
            format!("{} = k.{value}::{ty}", ident(column))
        })
        .collect();
    let order: Vec<String> =
        order.iter().map(|column| format!("{}::text COLLATE \"C\"", ident(column))).collect();
    format!(
        "UPDATE {table} AS t SET {} FROM (SELECT r.at, r.part, v.* FROM \
         (SELECT ctid AS at, tableoid AS part, row_number() OVER (ORDER BY {}) AS n FROM {table}) r \
         JOIN unnest($1::bigint[], {}) AS v(n, {}) ON v.n = r.n) k WHERE t.ctid = k.at AND t.tableoid = k.part",
        set.join(", "),
        order.join(", "),
        arrays.join(", "),
        names.join(", "),
        table = qualified(&table.name),
    )
}

/// The type as SQL; that of a column is in quotes where it has to be.
fn type_name(_schema: &Schema, ty: &tablewright_codegen::model::Type) -> String {
    match ty {
        tablewright_codegen::model::Type::Named { name, .. } => qualified(name),
        other => other.to_string(),
    }
}
