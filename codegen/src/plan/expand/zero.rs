//! Clients of Zero are running code too, and the slowest to go: a page stays open for days. What they ask for stays
//! published until the second half.

use crate::model::{PublicationTable, Schema};
use crate::zero::published;

/// What stands above the first half.
pub(super) const EXPAND: &str = "-- Zero: apply it, wait until zero-cache has copied what is new, deploy the API, and then the clients.\n";

/// What stands above the second half.
pub(super) const CONTRACT: &str =
    "-- Zero: deploy the clients, wait until nobody runs old ones, deploy the API, and then apply it.\n";

/// Whether anything that clients of Zero see is another.
pub(super) fn concerns(old: &Schema, new: &Schema, publication: &str) -> bool {
    let sent = |schema: &Schema| -> Vec<String> {
        let sent = published(schema, publication);
        sent.iter().map(|sent| format!("{:?} {:?}", sent.table, sent.columns)).collect()
    };
    sent(old) != sent(new)
}

/// Leaves in the publication of the middle what the old one sends; returns what has to end before it goes, beyond what goes
/// with its table or column.
pub(super) fn keep((old, new): (&Schema, &Schema), middle: &mut Schema, publication: &str) -> Vec<String> {
    let Some(before) = old.publications.get(publication) else { return Vec::new() };
    let mut waits = Vec::new();
    for (name, entry) in &before.tables {
        let remains = new.tables.get(name);
        let (Some(was), Some(is)) = (old.tables.get(name), middle.tables.get(name)) else { continue };
        let sent =
            |column: &str| entry.columns.as_ref().is_none_or(|list| list.iter().any(|sent| sent == column));
        // A generated column is sent only where the publication or a list says so, as before.
        let plain = was.columns.iter().filter(|c| entry.columns.is_some() || c.generated.is_none());
        let stays = plain.map(|column| column.name.clone()).filter(|c| sent(c) && is.columns.contains(c));
        let stays: Vec<String> = stays.collect();
        let grows = is.columns.iter().any(|column| !was.columns.contains(&column.name));
        let Some(after) = middle.publications.get_mut(publication) else { return waits };
        match after.tables.get_mut(name) {
            Some(PublicationTable { columns: Some(list), filter: _ }) => {
                let missing: Vec<String> =
                    stays.into_iter().filter(|column| !list.contains(column)).collect();
                let hidden =
                    missing.iter().filter(|c| remains.is_some_and(|table| table.columns.contains(c)));
                waits.extend(hidden.map(|column| asks(&format!("column {name}.{column}"))));
                list.extend(missing);
                list.sort();
            }
            Some(PublicationTable { columns: None, filter: _ }) => {}
            None => {
                // What is new in it was never meant to be sent.
                let columns = if entry.columns.is_some() || grows { Some(sorted(stays)) } else { None };
                let entry = PublicationTable { columns, filter: entry.filter.clone() };
                after.tables.insert(name.clone(), entry);
                waits.extend(remains.map(|_| asks(&format!("table {name}"))));
            }
        }
    }
    waits
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names
}

/// As the end of "when no running code ..".
fn asks(what: &str) -> String {
    format!("asks Zero for {what}, which is sent until then")
}
