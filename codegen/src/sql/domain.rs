//! Domains.

use std::collections::BTreeMap;

use super::cursor::{Cursor, Ident, Name, Parsed};
use super::fold::Fold;
use super::statement::{if_exists, passed_over, unknown};
use super::suggest::did_you_mean;
use super::{change, element, typedef};
use crate::model::{Domain, DomainCheck, ObjectId};
use crate::report::{Code, Diagnostic};

/// Whether a clause of a domain begins here, which ends its default.
fn clause(c: &Cursor<'_>) -> bool {
    ["constraint", "not", "null", "check", "collate", "default"].iter().any(|word| c.is_word(word))
}

/// `CREATE DOMAIN name [AS] type [COLLATE c] [DEFAULT e] [[CONSTRAINT n] NOT NULL | NULL | CHECK (e)] ..`.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let name = c.name("a domain's name")?;
    c.eat("as");
    let ty = fold.read_type(c)?;
    let qname = fold.new_name(&name);
    let mut domain = Domain {
        name: qname.clone(),
        ty,
        collation: None,
        default: None,
        not_null: false,
        not_null_name: None,
        checks: BTreeMap::new(),
        comment: None,
    };
    while !c.is_done() {
        if c.eat("collate") {
            domain.collation = Some(element::collation(c)?);
        } else if c.eat("default") {
            domain.default = Some(c.expr_until("an expression", clause)?);
        } else {
            let constraint = if c.eat("constraint") { Some(c.ident("a constraint's name")?) } else { None };
            if c.eat("not null") {
                domain.not_null = true;
                domain.set_not_null_name(constraint.map(|name| name.name));
            } else if !c.eat("null") {
                add_check(fold, c, &mut domain, constraint)?;
            }
        }
    }
    typedef::free(fold, c, &name, &ObjectId::Domain(qname.clone()))?;
    fold.describe(c, ObjectId::Domain(qname.clone()), name.span, c.since(start));
    fold.schema.domains.insert(qname, domain);
    Ok(())
}

/// `CHECK (e) [NOT VALID]`.
fn add_check(fold: &mut Fold, c: &mut Cursor<'_>, domain: &mut Domain, name: Option<Ident>) -> Parsed<()> {
    if !c.eat("check") {
        return Err(c.expected("`DEFAULT`, `NOT NULL`, `CHECK`, `COLLATE` or the end of the statement"));
    }
    let expr = c.parenthesised("a condition")?;
    let not_valid = c.eat("not valid");
    if let Some(ident) = name.as_ref().filter(|n| domain.checks.contains_key(&n.name)) {
        let message = format!("domain `{}` has a constraint `{}` already", domain.name, ident.name);
        return Err(c.report(Code::Duplicate, ident.span.clone(), &message, "defined again here"));
    }
    let name = name.map_or_else(|| fold.derive_constraint(&domain.name, None, "check"), |n| n.name);
    fold.claim_constraint(domain.name.sibling(&name));
    domain.checks.insert(name, DomainCheck { expr, not_valid, comment: None });
    Ok(())
}

/// `ALTER DOMAIN name ..`.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let name = c.name("a domain's name")?;
    if passed_over(c) {
        return Ok(());
    }
    let Some(qname) = fold.find(&name, |n| fold.schema.domains.contains_key(n)) else {
        return Err(fold.unknown(c, "domain", &name, fold.schema.domains.keys()));
    };
    let Some(mut domain) = fold.schema.domains.remove(&qname) else { return Ok(()) };
    let done = alter_domain(fold, c, &mut domain, start);
    let moved = domain.name.clone();
    if moved != qname {
        fold.move_note(&ObjectId::Domain(qname.clone()), ObjectId::Domain(moved.clone()));
    }
    fold.schema.domains.insert(moved.clone(), domain);
    if moved != qname {
        change::rename_type(fold, &qname, &moved);
    }
    done
}

fn alter_domain(fold: &mut Fold, c: &mut Cursor<'_>, domain: &mut Domain, start: usize) -> Parsed<()> {
    if c.eat("set default") {
        domain.default = Some(c.rest("an expression")?);
    } else if c.eat("drop default") {
        domain.default = None;
    } else if c.eat("set not null") {
        domain.not_null = true;
    } else if c.eat("drop not null") {
        domain.not_null = false;
        domain.not_null_name = None;
    } else if c.is_words("add constraint") || c.is_words("add check") || c.is_words("add not") {
        c.eat("add");
        let name = if c.eat("constraint") { Some(c.ident("a constraint's name")?) } else { None };
        if c.eat("not null") {
            if !domain.not_null {
                domain.set_not_null_name(name.map(|name| name.name));
            }
            domain.not_null = true;
        } else {
            add_check(fold, c, domain, name)?;
        }
    } else if c.eat("drop constraint") {
        let lenient = if_exists(c);
        let name = c.ident("a constraint's name")?;
        if domain.checks.remove(&name.name).is_some() {
            fold.release_constraint(&domain.name.sibling(&name.name));
        } else if domain.not_null_constraint().as_ref() == Some(&name.name) {
            domain.not_null = false;
            domain.not_null_name = None;
        } else if !lenient {
            return Err(unknown_check(c, domain, &name));
        }
        if !c.eat("cascade") {
            c.eat("restrict");
        }
    } else if c.eat("validate constraint") {
        let name = c.ident("a constraint's name")?;
        let Some(check) = domain.checks.get_mut(&name.name) else {
            return Err(unknown_check(c, domain, &name));
        };
        check.not_valid = false;
    } else if c.eat("rename constraint") {
        let from = c.ident("a constraint's name")?;
        c.expect("to")?;
        let to = c.ident("a constraint's name")?;
        if !domain.checks.contains_key(&from.name)
            && domain.not_null_constraint().as_ref() == Some(&from.name)
        {
            domain.set_not_null_name(Some(to.name));
            return c.finish("the end of the statement");
        }
        let Some(check) = domain.checks.remove(&from.name) else {
            return Err(unknown_check(c, domain, &from));
        };
        fold.release_constraint(&domain.name.sibling(&from.name));
        fold.claim_constraint(domain.name.sibling(&to.name));
        domain.checks.insert(to.name, check);
    } else if c.eat("rename to") {
        let to = c.ident("a domain's name")?;
        move_to(fold, c, domain, Name { namespace: Some(domain.name.namespace.clone()), ..plain(to) })?;
    } else if c.eat("set schema") {
        let to = c.ident("a namespace")?;
        let name = Name { namespace: Some(to.name), name: domain.name.name.clone(), span: to.span };
        move_to(fold, c, domain, name)?;
    } else {
        return Err(unknown(c, start, "this form of ALTER DOMAIN"));
    }
    c.finish("the end of the statement")
}

fn plain(ident: Ident) -> Name {
    Name { namespace: None, name: ident.name, span: ident.span }
}

fn move_to(fold: &Fold, c: &Cursor<'_>, domain: &mut Domain, name: Name) -> Parsed<()> {
    let to = fold.new_name(&name);
    typedef::free(fold, c, &name, &ObjectId::Domain(to.clone()))?;
    let kept = domain.not_null_constraint();
    domain.name = to;
    domain.set_not_null_name(kept);
    Ok(())
}

fn unknown_check(c: &Cursor<'_>, domain: &Domain, name: &Ident) -> Box<Diagnostic> {
    let message = format!("domain `{}` has no constraint `{}`", domain.name, name.name);
    let mut error = Diagnostic::new(Code::UnknownName, message).at(c.place(name.span.clone()), "");
    error.help = did_you_mean(&name.name, domain.checks.keys().map(String::as_str));
    Box::new(error)
}
