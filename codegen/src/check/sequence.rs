//! Sequences: what owns one is there.

use super::{Checker, unknown, unknown_column};
use crate::model::ObjectId;

pub(super) fn check(checker: &mut Checker<'_>) {
    let schema = &checker.described.schema;
    for sequence in schema.sequences.values() {
        let Some((table, column)) = &sequence.owned_by else { continue };
        let what = format!("sequence `{}`", sequence.name);
        let mistake = match schema.tables.get(table) {
            Some(table) if table.columns.contains(column) => continue,
            Some(table) => unknown_column(&what, column, table),
            None => {
                let tables: Vec<String> = schema.tables.keys().map(ToString::to_string).collect();
                let message = format!("{what} is owned by a column of the unknown table `{table}`");
                let help = "declare the table, or write OWNED BY NONE";
                unknown(message, &table.to_string(), tables.iter().map(String::as_str), help)
            }
        };
        checker.report(mistake, &[ObjectId::Sequence(sequence.name.clone())]);
    }
}
