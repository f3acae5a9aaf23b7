//! Rights that reach further than they look.

use super::Linter;
use super::registry::TW070;
use crate::model::ObjectId;
use crate::sql::is_open_definer;

pub(super) fn lint(linter: &mut Linter<'_>) {
    let open = linter.schema.functions.iter().filter(|(_, function)| is_open_definer(function));
    let open: Vec<ObjectId> =
        open.map(|((name, types), _)| ObjectId::Function(name.clone(), types.clone())).collect();
    for id in open {
        let message = format!(
            "`{id}` runs with the rights of its owner, and a caller decides by `search_path` what its names mean"
        );
        let help = "add `SET search_path = ''` and write every name with its namespace".to_owned();
        linter.report(&TW070, message, help, vec![id]);
    }
}
