//! `ALTER DEFAULT PRIVILEGES`.

use super::cursor::{Cursor, Parsed};
use super::fold::Fold;
use super::text::Kind;
use super::{grant, role};
use crate::model::{DefaultPrivilege, DefaultPrivilegeKind, ObjectId};
use crate::report::Code;

/// `ALTER DEFAULT PRIVILEGES [FOR ROLE r, ..] [IN SCHEMA n, ..] GRANT .. | REVOKE ..`.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, _start: usize) -> Parsed<()> {
    let (mut roles, mut namespaces) = (vec![None], vec![None]);
    loop {
        if c.eat("for role") || c.eat("for user") {
            roles = commas(c, role::owner)?;
        } else if c.eat("in schema") {
            namespaces = commas(c, |c| c.ident("a namespace").map(|ident| Some(ident.name)))?;
        } else {
            break;
        }
    }
    for name in namespaces.iter().flatten() {
        if !fold.schema.namespaces.contains_key(name) {
            let known = fold.schema.namespaces.keys().map(String::as_str);
            return Err(fold.unknown_among(c, "namespace", name, c.last_token(), known));
        }
    }
    let grants = c.eat("grant");
    if !grants {
        c.expect("revoke")?;
    }
    let only_option = !grants && c.eat("grant option for");
    let privileges = grant::privileges(c)?;
    c.expect("on")?;
    let on = kind(c)?;
    c.expect(if grants { "to" } else { "from" })?;
    let who = role::grantees(c)?;
    let option = grants && c.eat("with grant option");
    if !grants && !c.eat("cascade") {
        c.eat("restrict");
    }
    c.finish("`,` or the end of the statement")?;
    let inside = on == DefaultPrivilegeKind::Namespaces || on == DefaultPrivilegeKind::LargeObjects;
    if inside && namespaces.iter().any(Option::is_some) {
        let message = format!("{} are in no namespace", on.as_str().to_lowercase());
        return Err(c.report(Code::Invalid, c.last_token(), &message, "IN SCHEMA has no place here"));
    }
    let privileges = privileges.of(c, on.securable())?;
    for role in &roles {
        for namespace in &namespaces {
            let key = DefaultPrivilege { role: role.clone(), namespace: namespace.clone(), on };
            let built_in = key.built_in();
            let acl = fold.schema.default_privileges.entry(key.clone()).or_default();
            for (privilege, _) in &privileges {
                for who in &who {
                    match grants {
                        true => acl.grant(&built_in, who, *privilege, option),
                        false => acl.revoke(&built_in, who, *privilege, only_option),
                    }
                }
            }
            // In a namespace they can only add: a REVOKE takes back what was added.
            if namespace.is_some() {
                acl.revoked.clear();
            }
            if acl.is_empty() {
                fold.schema.default_privileges.remove(&key);
            }
        }
    }
    Ok(())
}

fn kind(c: &mut Cursor<'_>) -> Parsed<DefaultPrivilegeKind> {
    let kinds = [
        ("tables", DefaultPrivilegeKind::Tables),
        ("sequences", DefaultPrivilegeKind::Sequences),
        ("functions", DefaultPrivilegeKind::Functions),
        ("routines", DefaultPrivilegeKind::Functions),
        ("types", DefaultPrivilegeKind::Types),
        ("schemas", DefaultPrivilegeKind::Namespaces),
        ("large objects", DefaultPrivilegeKind::LargeObjects),
    ];
    let found = kinds.into_iter().find(|(words, _)| c.eat(words));
    found
        .map(|(_, kind)| kind)
        .ok_or_else(|| c.expected("`TABLES`, `SEQUENCES`, `FUNCTIONS`, `TYPES` or `SCHEMAS`"))
}

fn commas<T>(c: &mut Cursor<'_>, mut one: impl FnMut(&mut Cursor<'_>) -> Parsed<T>) -> Parsed<Vec<T>> {
    let mut list = vec![one(c)?];
    while c.eat_kind(Kind::Comma) {
        list.push(one(c)?);
    }
    Ok(list)
}

/// A new object has the privileges that the default ones give it.
pub(super) fn born(fold: &mut Fold, id: &ObjectId) {
    let acl = fold.schema.privileges_when_made(id);
    if !acl.is_empty() {
        fold.schema.grants.insert(id.clone(), acl);
    }
}
