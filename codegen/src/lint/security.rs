//! Rights that reach further than they look, and row-level security that does not.

use super::registry::{TW070, TW071, TW072, TW073, TW074, TW075};
use super::{Linter, table_id};
use crate::model::{
    Definition, DefinitionId, Expr, Grantee, ObjectId, Policy, PolicyCommand, QName, Table, View,
};
use crate::sql::is_open_definer;

pub(super) fn lint(linter: &mut Linter<'_>) {
    definers(linter);
    let schema = linter.schema;
    for table in schema.tables.values() {
        let policies = schema.definitions_of(&table.name).filter_map(|definition| match definition {
            Definition::Policy(policy) => Some(policy),
            _ => None,
        });
        let policies: Vec<&Policy> = policies.collect();
        row_security(table, &policies, linter);
        several(&table.name, &policies, linter);
        policies.into_iter().for_each(|policy| open(policy, linter));
    }
    schema.views.values().for_each(|view| past(view, linter));
}

fn definers(linter: &mut Linter<'_>) {
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

fn row_security(table: &Table, policies: &[&Policy], linter: &mut Linter<'_>) {
    let name = &table.name;
    match (table.row_security.enabled, policies) {
        (true, []) => {
            let message = format!("row-level security of `{name}` is on and no policy lets anything through");
            let help = "add a policy, or, where only the owner is meant, say so with `@allow`".to_owned();
            linter.report(&TW071, message, help, vec![table_id(name)]);
        }
        (false, [policy, ..]) => {
            let message =
                format!("`{name}` has policies, but its row-level security is off: everybody sees all rows");
            let on = crate::ddl::name(name);
            let help =
                format!("add `ALTER TABLE {on} ENABLE ROW LEVEL SECURITY;`, or drop `{}`", policy.name);
            linter.report(&TW072, message, help, vec![table_id(name)]);
        }
        (true, [_, ..]) | (false, []) => {}
    }
}

/// A view reads with the rights of its owner, whom policies mostly do not bind.
fn past(view: &View, linter: &mut Linter<'_>) {
    let is_on = |value: &str| !matches!(value, "false" | "off" | "no" | "0");
    if view.materialized
        || view.options.iter().any(|(name, value)| name == "security_invoker" && is_on(value))
    {
        return;
    }
    let id = ObjectId::View(view.name.clone());
    let guarded = linter.uses.of(&id).into_iter().find_map(|used| match used {
        ObjectId::Table(name) => linter.schema.tables.get(name).filter(|table| table.row_security.enabled),
        _ => None,
    });
    if let Some(table) = guarded {
        let message = format!(
            "view `{}` reads `{}` with the rights of its owner: the policies of the table do not count for its readers",
            view.name, table.name
        );
        let help = match linter.target {
            15.. => "add `WITH (security_invoker = true)`".to_owned(),
            _ => "restrict who may read it; `security_invoker` needs PostgreSQL 15".to_owned(),
        };
        linter.report(&TW073, message, help, vec![id]);
    }
}

fn policy_id(policy: &Policy) -> ObjectId {
    ObjectId::Definition(DefinitionId::Policy(policy.table.clone(), policy.name.clone()))
}

fn is_true(expr: &Expr) -> bool {
    expr.canonical.trim_matches(['(', ')', ' ']) == "true"
}

fn is_for_everybody(policy: &Policy) -> bool {
    policy.roles.is_empty() || policy.roles.contains(&Grantee::Public)
}

/// `FOR ALL USING (true)` to everybody.
fn open(policy: &Policy, linter: &mut Linter<'_>) {
    let writes = match policy.command {
        PolicyCommand::Select => false,
        PolicyCommand::All | PolicyCommand::Insert | PolicyCommand::Update | PolicyCommand::Delete => true,
    };
    // What may be written is decided by WITH CHECK, and by USING where there is none.
    let condition = policy.check.as_ref().or(policy.using.as_ref());
    if policy.permissive && writes && is_for_everybody(policy) && condition.is_some_and(is_true) {
        let message = format!(
            "policy `{}` lets everybody with a grant write any row of `{}`",
            policy.name, policy.table
        );
        let help = "say whose rows they are, or name the role with `TO`".to_owned();
        linter.report(&TW074, message, help, vec![policy_id(policy), table_id(&policy.table)]);
    }
}

/// Every permissive policy that applies is computed for every row.
fn several(table: &QName, policies: &[&Policy], linter: &mut Linter<'_>) {
    for (at, policy) in policies.iter().enumerate().filter(|(_, policy)| policy.permissive) {
        let same = policies[..at]
            .iter()
            .find(|other| other.permissive && other.command == policy.command && other.roles == policy.roles);
        if let Some(other) = same {
            let message = format!(
                "policies `{}` and `{}` of `{table}` are for the same command and roles, and both are computed for each row",
                other.name, policy.name
            );
            let help = "make them one policy, with `OR` between the conditions".to_owned();
            linter.report(&TW075, message, help, vec![policy_id(policy), table_id(table)]);
        }
    }
}
