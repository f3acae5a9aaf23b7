//! Roles as statements name them.

use super::cursor::{Cursor, Parsed};
use super::text::Kind;
use crate::model::Grantee;

/// `name`, `PUBLIC`, `CURRENT_USER`, `CURRENT_ROLE`, `SESSION_USER`, with an old `GROUP` in front.
pub(super) fn grantee(c: &mut Cursor<'_>) -> Parsed<Grantee> {
    c.eat("group");
    let keyword = c.kind() == Some(Kind::Word);
    let name = c.label("a role")?.name;
    Ok(match name.as_str() {
        "public" if keyword => Grantee::Public,
        "current_user" | "current_role" | "session_user" if keyword => Grantee::Current,
        _ => Grantee::Role(name),
    })
}

/// The role of `OWNER TO` and the like; `None` is whoever runs the statement.
pub(super) fn owner(c: &mut Cursor<'_>) -> Parsed<Option<String>> {
    let here = *c;
    match grantee(c)? {
        Grantee::Role(name) => Ok(Some(name)),
        Grantee::Current => Ok(None),
        Grantee::Public => Err(here.expected("a role")),
    }
}

/// Roles with commas between.
pub(super) fn grantees(c: &mut Cursor<'_>) -> Parsed<Vec<Grantee>> {
    let mut roles = vec![grantee(c)?];
    while c.eat_kind(Kind::Comma) {
        roles.push(grantee(c)?);
    }
    Ok(roles)
}
