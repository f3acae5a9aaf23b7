//! The names in an expression.

use super::super::fact::Fact;
use super::names::Names;
use crate::model::{Expr, ObjectId, Table};
use crate::sql;

/// What an expression uses: columns of its table, functions, types, sequences.
pub(super) fn uses(expr: &Expr, table: Option<&Table>, names: &Names<'_>) -> Vec<Fact> {
    let mut uses = names.operators_in(&expr.canonical);
    uses.extend(names.searches_in(&expr.canonical));
    for used in sql::names(expr) {
        uses.extend(names.types(&used.parts).cloned());
        if used.call {
            uses.extend(names.functions(&used.parts).cloned());
            continue;
        }
        let sequence = |fact: &&Fact| matches!(fact, Fact::Object(ObjectId::Sequence(_)));
        uses.extend(names.relations(&used.parts).filter(sequence).cloned());
        if let (Some(table), Some(name)) = (table, used.parts.last())
            && table.columns.contains(name)
        {
            uses.push(Fact::column(&table.name, name));
        }
    }
    uses
}
