//! Types that columns name: each is declared, or an extension brings it. The SQL reader sees to that itself; a struct says
//! its types as text.

use super::{Checker, column_id, table_id};
use crate::model::{Builtin, DefinitionId, QName, Schema};
use crate::report::{Code, Diagnostic, similar};
use crate::sql::{extension, opaque};

pub(super) fn check(checker: &mut Checker<'_>) {
    let schema = &checker.described.schema;
    let mut mistakes = Vec::new();
    for table in schema.tables.values() {
        for column in &table.columns {
            if let Some(name) = column.ty.user_type().filter(|name| !is_known(name, schema)) {
                mistakes.push((
                    unknown(name, schema),
                    [column_id(&table.name, &column.name), table_id(&table.name)],
                ));
            }
        }
    }
    for (mistake, place) in mistakes {
        checker.report(mistake, &place);
    }
}

fn is_known(name: &QName, schema: &Schema) -> bool {
    // What a server brings along; its own reader knows more of them than a list would.
    matches!(name.namespace.as_str(), "pg_catalog" | "information_schema")
        || schema.enums.contains_key(name)
        || schema.domains.contains_key(name)
        || schema.composite(name).is_some()
        || schema.range(name).is_some()
        || schema.range_of_multirange(name).is_some()
        || schema.definitions.contains_key(&DefinitionId::Opaque(opaque::of_type(name)))
        || schema.tables.contains_key(name)
        || schema.views.contains_key(name)
        || extension::of_type(&name.name).is_some()
        || schema.extensions.keys().any(|extension| extension::may_bring_more(extension))
}

fn unknown(name: &QName, schema: &Schema) -> Diagnostic {
    let others = schema.definitions.keys().filter_map(|id| match id {
        DefinitionId::Composite(name) | DefinitionId::Range(name) => Some(name),
        _ => None,
    });
    let declared = schema.enums.keys().chain(schema.domains.keys()).chain(others).map(ToString::to_string);
    let builtin = Builtin::ALL.iter().map(|ty| ty.as_str().to_owned());
    let more = ["varchar", "timestamptz", "timestamp", "numeric", "interval"].map(str::to_owned);
    let known: Vec<String> =
        declared.chain(builtin).chain(more).chain(extension::types().map(str::to_owned)).collect();
    let mistake = Diagnostic::new(Code::UnknownType, format!("unknown type `{name}`"));
    match similar(&name.to_string(), known.iter().map(String::as_str)) {
        Some(meant) => mistake.help(format!("did you mean `{meant}`?")),
        None => mistake.help("declare it, or the extension that brings it"),
    }
}
