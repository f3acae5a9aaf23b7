//! Row-level security policies.

use std::collections::BTreeSet;

use super::belonging::{self, Kind};
use super::cursor::{Cursor, Parsed};
use super::fold::Fold;
use super::statement::unknown;
use super::text;
use crate::model::{Definition, DefinitionId, Expr, Grantee, Policy, PolicyCommand};
use crate::report::Code;

/// Policies by name.
pub(super) const KIND: Kind = Kind { word: "policy", id: DefinitionId::Policy };

/// What `CREATE` and `ALTER` have in common.
struct Clauses {
    roles: Option<BTreeSet<Grantee>>,
    using: Option<Expr>,
    check: Option<Expr>,
}

/// `CREATE POLICY name ON table [AS ..] [FOR ..] [TO ..] [USING (..)] [WITH CHECK (..)]`.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, _replace: bool) -> Parsed<()> {
    let name = c.ident("a policy's name")?;
    c.expect("on")?;
    let table = c.name("a table's name")?;
    let table = fold.table(c, &table)?;
    let permissive = if c.eat("as restrictive") {
        false
    } else {
        c.eat("as permissive");
        true
    };
    let command = if c.eat("for") { command(c)? } else { PolicyCommand::All };
    let Clauses { roles, using, check } = clauses(c)?;
    let policy = Policy {
        name: name.name.clone(),
        table,
        permissive,
        command,
        roles: roles.unwrap_or_else(|| BTreeSet::from([Grantee::Public])),
        using,
        check,
        comment: None,
    };
    fits(c, &policy)?;
    belonging::add(fold, c, &name, start, false, Definition::Policy(policy))
}

fn command(c: &mut Cursor<'_>) -> Parsed<PolicyCommand> {
    let commands = [
        ("all", PolicyCommand::All),
        ("select", PolicyCommand::Select),
        ("insert", PolicyCommand::Insert),
        ("update", PolicyCommand::Update),
        ("delete", PolicyCommand::Delete),
    ];
    let found = commands.into_iter().find_map(|(word, command)| c.eat(word).then_some(command));
    found.ok_or_else(|| c.expected("`ALL`, `SELECT`, `INSERT`, `UPDATE` or `DELETE`"))
}

fn clauses(c: &mut Cursor<'_>) -> Parsed<Clauses> {
    let roles = if c.eat("to") { Some(roles(c)?) } else { None };
    let using = if c.eat("using") { Some(c.parenthesised("a condition")?) } else { None };
    let check = if c.eat("with check") { Some(c.parenthesised("a condition")?) } else { None };
    c.finish("`TO`, `USING`, `WITH CHECK` or the end of the statement")?;
    Ok(Clauses { roles, using, check })
}

/// `PUBLIC`, roles, `CURRENT_USER`; `PUBLIC` makes the others mean nothing.
fn roles(c: &mut Cursor<'_>) -> Parsed<BTreeSet<Grantee>> {
    let mut roles = BTreeSet::new();
    loop {
        let current = ["current_user", "current_role", "session_user"].iter().any(|word| c.eat(word));
        let role = if current {
            Grantee::Current
        } else if c.eat("public") {
            Grantee::Public
        } else {
            Grantee::Role(c.ident("a role's name")?.name)
        };
        roles.insert(role);
        if !c.eat_kind(text::Kind::Comma) {
            break;
        }
    }
    if roles.contains(&Grantee::Public) {
        roles = BTreeSet::from([Grantee::Public]);
    }
    Ok(roles)
}

/// Which conditions a command can have (manual: `CREATE POLICY`).
fn fits(c: &Cursor<'_>, policy: &Policy) -> Parsed<()> {
    let wrong = match policy.command {
        PolicyCommand::Select | PolicyCommand::Delete if policy.check.is_some() => "WITH CHECK",
        PolicyCommand::Insert if policy.using.is_some() => "USING",
        PolicyCommand::All
        | PolicyCommand::Select
        | PolicyCommand::Insert
        | PolicyCommand::Update
        | PolicyCommand::Delete => return Ok(()),
    };
    let message = format!("a policy for this command cannot have `{wrong}`");
    Err(c.report(Code::Invalid, c.last_token(), &message, ""))
}

/// `ALTER POLICY name ON table RENAME TO name | [TO ..] [USING (..)] [WITH CHECK (..)]`.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let id = belonging::find(fold, c, &KIND)?;
    if c.eat("rename to") {
        return belonging::rename(fold, c, &id);
    }
    if c.is_done() {
        return Err(unknown(c, start, "this form of ALTER POLICY"));
    }
    let Clauses { roles, using, check } = clauses(c)?;
    let Some(Definition::Policy(policy)) = fold.schema.definitions.get_mut(&id) else { return Ok(()) };
    if let Some(roles) = roles {
        policy.roles = roles;
    }
    if using.is_some() {
        policy.using = using;
    }
    if check.is_some() {
        policy.check = check;
    }
    fits(c, policy)
}

/// `DROP POLICY [IF EXISTS] name ON table`.
pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>, _start: usize) -> Parsed<()> {
    belonging::drop(fold, c, &KIND)
}
