//! What a change of a column's type does to the values that Zero has copied.

use super::{Kind, kind};
use crate::model::{Builtin, Schema, Type};

/// Whether values that were copied before a change of type are those that a copy afterwards would hold. Rewritten rows are
/// not sent: where this does not hold, clients keep what they have until each row is written again. What is not known to
/// hold does not.
pub fn keeps(old: &Schema, from: &Type, new: &Schema, to: &Type) -> bool {
    if from == to {
        return true;
    }
    match (kind(old, from), kind(new, to)) {
        // Neither reaches clients.
        (Kind::NotSent, Kind::NotSent) => true,
        (Kind::Enumeration(_), Kind::Enumeration(_) | Kind::String) => {
            is_text(to) || !matches!(to, Type::Builtin(_))
        }
        (Kind::String, Kind::Enumeration(_)) => is_text(from),
        (_, _) => keeps_values(from, to),
    }
}

fn is_text(ty: &Type) -> bool {
    matches!(ty, Type::Builtin(Builtin::Text) | Type::Varchar(None))
}

fn keeps_values(from: &Type, to: &Type) -> bool {
    match (from, to) {
        (Type::Builtin(from), Type::Builtin(to)) => is_whole(*from) && is_whole(*to),
        // A value that does not fit is refused.
        (Type::Builtin(from), Type::Numeric(scale)) => {
            is_whole(*from) && scale.is_none_or(|(_, scale)| scale >= 0)
        }
        (Type::Numeric(_), Type::Numeric(None)) => true,
        (Type::Numeric(Some((_, from))), Type::Numeric(Some((_, to)))) => to >= from,
        (Type::Varchar(_), text) if is_text(text) => true,
        (text, Type::Varchar(None)) if is_text(text) => true,
        // A cast cuts what is too long.
        (Type::Varchar(Some(from)), Type::Varchar(Some(to))) => to >= from,
        // Zero takes a timestamp without a zone for one of UTC, and so do our plans.
        (Type::Timestamp { precision: from, .. }, Type::Timestamp { precision: to, .. }) => {
            is_finer(*from, *to)
        }
        (Type::Time { precision: from, zone: one }, Type::Time { precision: to, zone: other }) => {
            one == other && is_finer(*from, *to)
        }
        (_, _) => false,
    }
}

fn is_whole(builtin: Builtin) -> bool {
    matches!(builtin, Builtin::SmallInt | Builtin::Integer | Builtin::BigInt)
}

/// Six digits unless told.
fn is_finer(from: Option<u8>, to: Option<u8>) -> bool {
    to.unwrap_or(6) >= from.unwrap_or(6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_surely_keeps_its_values_does() {
        let schema = Schema::default();
        let keeps = |from: &Type, to: &Type| keeps(&schema, from, &schema, to);
        let (text, uuid) = (Type::Builtin(Builtin::Text), Type::Builtin(Builtin::Uuid));
        let (int, big) = (Type::Builtin(Builtin::Integer), Type::Builtin(Builtin::BigInt));
        let (real, double) = (Type::Builtin(Builtin::Real), Type::Builtin(Builtin::Double));
        assert!(keeps(&int, &big) && keeps(&big, &int) && keeps(&int, &Type::Numeric(Some((9, 0)))));
        assert!(keeps(&Type::Varchar(Some(3)), &text) && !keeps(&text, &Type::Varchar(Some(3))));
        assert!(
            !keeps(&text, &uuid) && !keeps(&uuid, &text) && !keeps(&real, &double) && !keeps(&int, &text)
        );
        assert!(!keeps(&Type::Numeric(Some((9, 2))), &Type::Numeric(Some((9, 1)))));
        let stamp = |precision, zone| Type::Timestamp { precision, zone };
        assert!(
            keeps(&stamp(None, false), &stamp(None, true))
                && !keeps(&stamp(None, true), &stamp(Some(0), true))
        );
    }
}
