//! The schema of Zero's clients: what `@rocicorp/zero` calls `createSchema`, with one `table` for each published table and
//! relationships in both directions along foreign keys.

mod names;
mod print;
mod relations;

use super::{Kind, Published, Unusable, key, kind, published, takes_column, takes_table, unusable};
use crate::load::Described;
use crate::model::{Column, Schema};
use names::Names;
use relations::Relation;

/// A client schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeScript {
    /// The file.
    pub text: String,
    /// What is published and not in it, each with the reason.
    pub left_out: Vec<String>,
}

/// The client schema of what a publication sends. The same input gives the same bytes.
pub fn typescript(described: &Described, publication: &str) -> TypeScript {
    let schema = &described.schema;
    let mut left_out = Vec::new();
    let mut tables = Vec::new();
    for published in published(schema, publication) {
        let name = &published.table.name;
        match key(schema, &published) {
            _ if !takes_table(&name.name) => {
                left_out.push(format!("table `{name}`: Zero does not take that name"))
            }
            Some(key) => tables.push(Sent::new(schema, published, key, &mut left_out)),
            None => left_out.push(format!(
                "table `{}`: {}",
                published.table.name,
                why(&unusable(schema, &published))
            )),
        }
    }
    let names = Names::new(described, &tables);
    let relations = relations::all(&tables, &names);
    let text = print::file(described, publication, &tables, &names, &relations);
    TypeScript { text, left_out }
}

/// A table that arrives at clients.
struct Sent<'a> {
    published: Published<'a>,
    /// Its columns that arrive, with what they are there.
    columns: Vec<(&'a Column, Kind)>,
    key: Vec<String>,
}

impl<'a> Sent<'a> {
    fn new(schema: &Schema, published: Published<'a>, key: Vec<String>, left_out: &mut Vec<String>) -> Self {
        let mut columns = Vec::new();
        for column in &published.columns {
            let kind = kind(schema, &column.ty);
            let name = &published.table.name;
            match kind {
                _ if !takes_column(&column.name) => {
                    left_out.push(format!("column `{name}.{}`: Zero does not take that name", column.name));
                }
                Kind::NotSent => {
                    left_out.push(format!(
                        "column `{name}.{}`: Zero sends no values of {}",
                        column.name, column.ty
                    ));
                }
                Kind::Fatal => left_out.push(format!(
                    "column `{name}.{}`: zero-cache stops at values of {}; do not publish it",
                    column.name, column.ty
                )),
                kind => columns.push((*column, kind)),
            }
        }
        Self { published, columns, key }
    }

    /// Whether all of these columns arrive.
    fn has(&self, columns: &[String]) -> bool {
        columns.iter().all(|name| self.columns.iter().any(|(column, _)| column.name == *name))
    }
}

/// Why Zero cannot tell the rows of a table apart.
fn why(unusable: &Unusable) -> String {
    match unusable {
        Unusable::None => "it has neither a primary key nor a unique index that Zero can use".to_owned(),
        Unusable::NotPublished(column) => format!("`{column}` of its key is not published"),
        Unusable::NotSent(column) => format!("`{column}` of its key is of a type that Zero does not send"),
        Unusable::Nullable(column) => format!("`{column}` of its unique key may be null"),
        Unusable::Deferrable => "its key is checked late (DEFERRABLE)".to_owned(),
    }
}
