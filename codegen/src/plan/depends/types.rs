//! Enums, domains and sequences.

use super::super::fact::Fact;
use super::names::Names;
use super::{Dependencies, expr};
use crate::model::{Domain, ObjectId, Schema};

pub(super) fn collect(all: &mut Dependencies, schema: &Schema, names: &Names<'_>) {
    for domain in schema.domains.values() {
        let Domain { name, ty, collation, default, not_null: _, not_null_name: _, checks, comment: _ } =
            domain;
        let mut uses: Vec<Fact> = names.of_type(ty).into_iter().collect();
        uses.extend(collation.iter().filter_map(|collation| names.collation(collation)));
        uses.extend(default.iter().flat_map(|default| expr::uses(default, None, names)));
        uses.extend(checks.values().flat_map(|check| expr::uses(&check.expr, None, names)));
        all.add(Fact::Object(ObjectId::Domain(name.clone())), uses);
    }
    for sequence in schema.sequences.values() {
        if let Some((table, column)) = &sequence.owned_by {
            all.add(Fact::Owned(sequence.name.clone()), vec![Fact::column(table, column)]);
        }
    }
}
