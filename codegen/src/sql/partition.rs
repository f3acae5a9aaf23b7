//! `PARTITION BY` and the bounds of partitions.

use super::cursor::{Cursor, Parsed};
use super::fold::Fold;
use super::text::Kind;
use super::{bound, element};
use crate::model::{
    Check, Constraint, ConstraintKind, Expr, PartitionBound, PartitionKey, PartitionStrategy, QName,
};
use crate::report::Code;

/// `RANGE | LIST | HASH (elements)`, after `PARTITION BY`.
pub(super) fn key(c: &mut Cursor<'_>) -> Parsed<PartitionKey> {
    let strategy = if c.eat("range") {
        PartitionStrategy::Range
    } else if c.eat("list") {
        PartitionStrategy::List
    } else if c.eat("hash") {
        PartitionStrategy::Hash
    } else {
        return Err(c.expected("`RANGE`, `LIST` or `HASH`"));
    };
    let mut elements = Vec::new();
    for mut part in c.group("`(` and columns or expressions")?.split_commas() {
        let element = element::index(&mut part)?;
        part.finish("`,` or `)`")?;
        elements.push(element);
    }
    Ok(PartitionKey { strategy, elements })
}

/// `FOR VALUES IN | FROM .. TO | WITH ..` or `DEFAULT`.
pub(super) fn bound(c: &mut Cursor<'_>) -> Parsed<PartitionBound> {
    if c.eat("default") {
        return Ok(PartitionBound::Default);
    }
    c.expect("for values")?;
    if c.eat("in") {
        return Ok(PartitionBound::In(values(c)?));
    }
    if c.eat("from") {
        let from = values(c)?;
        c.expect("to")?;
        return Ok(PartitionBound::FromTo { from, to: values(c)? });
    }
    if c.eat("with") {
        return hash(c);
    }
    Err(c.expected("`IN`, `FROM` or `WITH`"))
}

fn values(c: &mut Cursor<'_>) -> Parsed<Vec<Expr>> {
    c.group("`(` and values")?.split_commas().into_iter().map(|mut part| part.rest("a value")).collect()
}

/// `(MODULUS m, REMAINDER r)`, in any order.
fn hash(c: &mut Cursor<'_>) -> Parsed<PartitionBound> {
    let (mut modulus, mut remainder) = (None, None);
    let group = c.group("`(`")?;
    let end = group;
    for mut part in group.split_commas() {
        if part.eat("modulus") {
            modulus = Some(number(&mut part)?);
        } else if part.eat("remainder") {
            remainder = Some(number(&mut part)?);
        } else {
            return Err(part.expected("`MODULUS` or `REMAINDER`"));
        }
        part.finish("`,` or `)`")?;
    }
    match (modulus, remainder) {
        (Some(modulus), Some(remainder)) => Ok(PartitionBound::Hash { modulus, remainder }),
        _ => Err(end.expected("`MODULUS` and `REMAINDER`")),
    }
}

fn number(c: &mut Cursor<'_>) -> Parsed<u32> {
    let at = c.here();
    let written = c.kind() == Some(Kind::Number);
    let number = c.integer("a number")?;
    u32::try_from(number)
        .ok()
        .filter(|_| written)
        .ok_or_else(|| c.report(Code::Invalid, at, "a modulus and a remainder are numbers from 0 on", ""))
}

/// `DETACH .. CONCURRENTLY` leaves a check behind that says what the bound said (`DetachAddConstraintIfNeeded`), under a
/// derived name. Its text is the server's; what we say means the same where the key is one column.
pub(super) fn keep_bound(fold: &mut Fold, name: &QName, parent: &QName, bound: &PartitionBound) {
    let key = fold.schema.tables.get(parent).and_then(|table| table.partitioned.as_ref());
    let Some((column, expr)) = key.and_then(|key| bound::condition(key, bound)) else { return };
    let constraint = fold.derive_constraint(name, Some(&column), "check");
    let check = Check { expr, no_inherit: false, not_valid: false, not_enforced: false };
    fold.claim_constraint(name.sibling(&constraint));
    if let Some(table) = fold.schema.tables.get_mut(name) {
        let check = Constraint::new(constraint.clone(), ConstraintKind::Check(check));
        table.constraints.insert(constraint, check);
    }
}
