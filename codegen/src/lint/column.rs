//! Columns, beyond their types.

use std::collections::BTreeMap;

use super::registry::{TW020, TW022};
use super::{Linter, column_id, table_id};
use crate::model::{Table, Type};

/// Words that a date's input takes for the time at which it is read (manual, 8.5.1.4).
const ONCE: &[&str] = &["now", "today", "tomorrow", "yesterday"];

/// So many numbered columns are a list.
const MANY: usize = 3;

pub(super) fn lint(table: &Table, linter: &mut Linter<'_>) {
    for column in &table.columns {
        let Some(default) = &column.default else { continue };
        let word = default.canonical.strip_prefix('\'').and_then(|rest| rest.split('\'').next());
        let dated = matches!(
            column.ty,
            Type::Timestamp { .. } | Type::Time { .. } | Type::Builtin(crate::model::Builtin::Date)
        );
        if let Some(word) = word.filter(|word| dated && ONCE.contains(&word.to_ascii_lowercase().as_str())) {
            let message = format!(
                "the default of `{}.{}` is computed when the table is made: every row gets that moment",
                table.name, column.name
            );
            let help = match word.to_ascii_lowercase().as_str() {
                "now" => "write `now()`".to_owned(),
                "today" => "write `CURRENT_DATE`".to_owned(),
                _ => "write `CURRENT_DATE` with `+ 1` or `- 1`".to_owned(),
            };
            linter.report(
                &TW020,
                message,
                help,
                vec![column_id(&table.name, &column.name), table_id(&table.name)],
            );
        }
    }
    numbered(table, linter);
}

/// `phone1`, `phone2`, `phone3` of one type.
fn numbered(table: &Table, linter: &mut Linter<'_>) {
    let mut stems: BTreeMap<(&str, &Type), Vec<&str>> = BTreeMap::new();
    for column in &table.columns {
        let stem = column.name.trim_end_matches(|c: char| c.is_ascii_digit());
        if stem.len() < column.name.len() && !stem.is_empty() {
            stems.entry((stem, &column.ty)).or_default().push(&column.name);
        }
    }
    for ((stem, ty), columns) in stems.into_iter().filter(|(_, columns)| columns.len() >= MANY) {
        let stem = stem.trim_end_matches('_');
        let message = format!(
            "`{}` has {} columns `{stem}` with numbers: a list in columns",
            table.name,
            columns.len()
        );
        let help = format!("make it one column `{stem} {ty}[]`, or a table with a row for each");
        linter.report(&TW022, message, help, vec![column_id(&table.name, columns[0]), table_id(&table.name)]);
    }
}
