//! Where types are used.

use super::super::fold::Fold;
use super::super::names::{Role, rewrite, rewrite_literals, sites};
use super::{each_expr, may_mention, names_object};
use crate::model::{DefinitionId, Domain, Function, Mention, ObjectId, QName, Schema, Type};

/// Applies a function to the name of every user's or extension's type that something uses.
pub(in crate::sql) fn for_each_type(schema: &mut Schema, change: &mut impl FnMut(&mut QName)) {
    for table in schema.tables.values_mut() {
        table.of.iter_mut().for_each(&mut *change);
        for column in table.columns.iter_mut() {
            change_type(&mut column.ty, change);
        }
    }
    for domain in schema.domains.values_mut() {
        change_type(&mut domain.ty, change);
    }
    let functions = std::mem::take(&mut schema.functions);
    schema.functions = functions
        .into_values()
        .map(|mut function| {
            for argument in &mut function.arguments {
                change_type(&mut argument.ty, change);
            }
            ((function.name.clone(), function.signature()), function)
        })
        .collect();
}

fn change_type(ty: &mut Type, change: &mut impl FnMut(&mut QName)) {
    match ty {
        Type::Array(element) => change_type(element, change),
        Type::Named { name, .. } => change(name),
        Type::Builtin(_)
        | Type::Numeric(_)
        | Type::Varchar(_)
        | Type::Char(_)
        | Type::Bit(_)
        | Type::Varbit(_)
        | Type::Time { .. }
        | Type::Timestamp { .. }
        | Type::Interval { .. } => {}
    }
}

/// The first object that uses a type for which the question is answered with yes.
pub(in crate::sql) fn uses_type(schema: &Schema, wanted: impl Fn(&QName) -> bool) -> Option<ObjectId> {
    type_users(schema, wanted).into_iter().next()
}

/// The names under which a type is used: a range type has a second one.
pub(in crate::sql) fn names_of_type(schema: &Schema, id: &ObjectId) -> Vec<QName> {
    match id {
        ObjectId::Enum(name) | ObjectId::Domain(name) => vec![name.clone()],
        ObjectId::Definition(DefinitionId::Range(name)) => {
            let multirange = schema.range(name).map(|range| range.multirange.clone());
            [name.clone()].into_iter().chain(multirange).collect()
        }
        ObjectId::Definition(DefinitionId::Opaque(what)) => {
            let written = crate::sql::parse_type(what.strip_prefix("type ").unwrap_or(what));
            written.ok().and_then(|ty| ty.user_type().cloned()).into_iter().collect()
        }
        other => match other {
            ObjectId::Definition(id) => id.qname().cloned().into_iter().collect(),
            _ => Vec::new(),
        },
    }
}

/// Every object that uses such a type: columns, domains, functions, other types, casts, operators and their classes.
pub(in crate::sql) fn type_users(schema: &Schema, wanted: impl Fn(&QName) -> bool) -> Vec<ObjectId> {
    let is_wanted = |ty: &Type| ty.user_type().is_some_and(&wanted);
    let columns = schema.tables.values().flat_map(|table| {
        let of_it = table.columns.iter().filter(|column| is_wanted(&column.ty));
        of_it.map(|column| ObjectId::Column(table.name.clone(), column.name.clone()))
    });
    let domains = schema.domains.values().filter(|domain: &&Domain| is_wanted(&domain.ty));
    let functions = schema.functions.iter().filter(|(_, function): &(_, &Function)| {
        function.arguments.iter().any(|a| is_wanted(&a.ty)) || returns(function, &wanted)
    });
    let definitions = schema.definitions.iter().filter(|(_, definition)| {
        let mut found = false;
        (*definition).clone().mentions(&mut |mention| {
            if let Mention::Type(ty) = mention {
                found |= is_wanted(ty);
            }
        });
        found
    });
    columns
        .chain(domains.map(|domain| ObjectId::Domain(domain.name.clone())))
        .chain(functions.map(|((name, types), _)| ObjectId::Function(name.clone(), types.clone())))
        .chain(definitions.map(|(id, _)| ObjectId::Definition(id.clone())))
        .collect()
}

/// Whether the result of a function names such a type.
fn returns(function: &Function, wanted: &impl Fn(&QName) -> bool) -> bool {
    sites(crate::diff::function_result(&function.definition)).iter().any(|site| {
        match site.names().as_slice() {
            [name] => wanted(&QName::public(*name)),
            [namespace, name] => wanted(&QName::new(*namespace, *name)),
            _ => false,
        }
    })
}

/// A type got another name or namespace.
pub(in crate::sql) fn rename_type(fold: &mut Fold, from: &QName, to: &QName) {
    for_each_type(&mut fold.schema, &mut |name| {
        if name == from {
            name.clone_from(to);
        }
    });
    each_expr(&mut fold.schema, &mut |expr| {
        may_mention(expr, &from.name).then(|| {
            rewrite(expr, |site| {
                let names = site.names();
                let is_type = matches!(site.role, Role::Type | Role::Alias) && names_object(&names, from);
                is_type.then(|| (names.len() - 1, to.name.clone()))
            })
        })
    });
    super::follow_in_bodies(&mut fold.schema, from, &to.name);
}

/// An enum's value got another name: literals of that type follow.
pub(crate) fn rename_enum_value(schema: &mut Schema, name: &QName, from: &str, to: &str) {
    each_expr(schema, &mut |expr| {
        Some(rewrite_literals(expr, |value, cast| {
            (value == from && cast.is_some_and(|ty| names_object(ty, name))).then(|| to.to_owned())
        }))
    });
    // A default that is nothing but the value has the type of its column.
    for table in schema.tables.values_mut() {
        for column in table.columns.iter_mut().filter(|column| column.ty.user_type() == Some(name)) {
            if let Some(default) = &mut column.default {
                let alone = super::super::text::lex(&default.text).tokens.len() == 1;
                *default = rewrite_literals(default, |value, cast| {
                    (alone && cast.is_none() && value == from).then(|| to.to_owned())
                });
            }
        }
    }
}
