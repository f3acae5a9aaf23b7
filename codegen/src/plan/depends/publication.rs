//! Publications: their tables, listed columns and row filters.

use super::super::fact::Fact;
use super::names::Names;
use super::{Dependencies, expr};
use crate::model::{ObjectId, Publication, PublicationTable, Schema};

pub(super) fn collect(all: &mut Dependencies, schema: &Schema, publication: &Publication, names: &Names<'_>) {
    let mut uses = Vec::new();
    for (name, PublicationTable { columns, filter }) in &publication.tables {
        uses.extend([Fact::table(name), Fact::Logged(name.clone())]);
        uses.extend(columns.iter().flatten().map(|column| Fact::column(name, column)));
        let table = schema.tables.get(name);
        uses.extend(filter.iter().flat_map(|filter| expr::uses(filter, table, names)));
    }
    all.add(Fact::Object(ObjectId::Publication(publication.name.clone())), uses);
}
