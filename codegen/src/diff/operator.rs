//! Operators and operator families.

use super::{Attribute, Because, Changes};
use crate::model::{ObjectId, Operator, OperatorFamily};

/// The options that `ALTER OPERATOR .. SET` changes in every supported version.
pub(crate) const SETTABLE: &[&str] = &["restrict", "join"];

pub(super) fn compare(changes: &mut Changes, id: &ObjectId, old: &Operator, new: &Operator) {
    let Operator { name: _, left: _, right: _, function, options, comment } = new;
    let fixed = |operator: &Operator| {
        let fixed = operator.options.iter().filter(|(option, _)| !SETTABLE.contains(&option.as_str()));
        fixed.map(|(option, value)| (option.clone(), value.clone())).collect::<Vec<_>>()
    };
    if old.function != *function || fixed(old) != fixed(new) {
        return changes.rebuild(id, Because::Definition);
    }
    changes.alter(id, Attribute::Definition, &old.options, options);
    changes.alter(id, Attribute::Comment, &old.comment, comment);
}

pub(super) fn compare_family(
    changes: &mut Changes,
    id: &ObjectId,
    old: &OperatorFamily,
    new: &OperatorFamily,
) {
    let OperatorFamily { name: _, method: _, items, comment } = new;
    changes.alter(id, Attribute::Definition, &old.items, items);
    changes.alter(id, Attribute::Comment, &old.comment, comment);
}
