//! Types that have a better one beside them.

use super::registry::{TW010, TW011, TW012, TW013, TW014, TW015, TW016, TW017, TW018, TW019, TW021};
use super::{Lint, Linter, column_id, table_id};
use crate::model::{Builtin, Column, Table, Type};

pub(super) fn lint(table: &Table, linter: &mut Linter<'_>) {
    for column in &table.columns {
        if let Some((lint, message, help)) = of(table, column, linter) {
            let ids = vec![column_id(&table.name, &column.name), table_id(&table.name)];
            linter.report(lint, message, help, ids);
        }
    }
}

type Found = (&'static Lint, String, String);

fn of(table: &Table, column: &Column, linter: &Linter<'_>) -> Option<Found> {
    let name = format!("`{}.{}`", table.name, column.name);
    let owns = || linter.owning.contains(&(&table.name, column.name.as_str()));
    if column.default.is_some() && owns() {
        return Some((
            &TW012,
            format!("{name} is numbered by a sequence beside it (`serial`)"),
            format!("write `{} {} GENERATED ALWAYS AS IDENTITY`", column.name, column.ty),
        ));
    }
    match column.ty.element() {
        Type::Varchar(Some(length)) => Some((
            &TW010,
            format!("{name} takes {length} characters at most, because its type says so"),
            match column.ty {
                Type::Array(_) => "use `text[]`".to_owned(),
                _ => format!(
                    "use `text`, with `CHECK (length({}) <= {length})` where the limit is a rule",
                    column.name
                ),
            },
        )),
        Type::Char(length) => Some((
            &TW013,
            format!("{name} is {}, which fills up with spaces that count here and not there", column.ty),
            match length {
                Some(length) => format!(
                    "use `text`, with `CHECK (length({}) = {length})` where every value has that length",
                    column.name
                ),
                None => "use `text`".to_owned(),
            },
        )),
        Type::Timestamp { zone: false, .. } if is_moment(&column.name) => Some((
            &TW021,
            format!(
                "{name} is a moment by its name, but without a zone it is a wall clock that nobody knows"
            ),
            "use `timestamptz`".to_owned(),
        )),
        Type::Timestamp { zone: false, .. } => Some((
            &TW011,
            format!("{name} does not say which moment it is: a timestamp without time zone is a wall clock"),
            "use `timestamptz`, which stores the moment and is as small".to_owned(),
        )),
        Type::Timestamp { precision: Some(digits), zone: true } => Some((
            &TW017,
            format!(
                "{name} rounds to {digits} digits of a second, up as well: a moment may lie in the future"
            ),
            "use `timestamptz`, and `date_trunc` where it is shown".to_owned(),
        )),
        Type::Time { zone: true, .. } => Some((
            &TW016,
            format!("{name} has a zone but no date, so nobody knows its offset"),
            "use `timestamptz` for a moment, `time` for a time of day".to_owned(),
        )),
        Type::Builtin(builtin) => builtin_of(*builtin, column, &name),
        Type::Numeric(_)
        | Type::Varchar(None)
        | Type::Bit(_)
        | Type::Varbit(_)
        | Type::Time { .. }
        | Type::Timestamp { .. }
        | Type::Interval { .. }
        | Type::Array(_)
        | Type::Named { .. } => None,
    }
}

/// Most types have nothing against them.
fn builtin_of(ty: Builtin, column: &Column, name: &str) -> Option<Found> {
    if ty == Builtin::Money {
        let message = format!("{name} is money, whose currency and fraction follow a setting of the server");
        let help = "use `numeric`, or a `bigint` of the smallest unit, with a column for the currency";
        return Some((&TW014, message, help.to_owned()));
    }
    if ty == Builtin::Json {
        let message =
            format!("{name} is json: text that is read again each time, without `=` and without an index");
        return Some((&TW015, message, "use `jsonb`".to_owned()));
    }
    if matches!(ty, Builtin::Real | Builtin::Double) && is_amount(&column.name) {
        let message = format!("{name} is an amount by its name, and {} cannot hold a tenth", ty.as_str());
        return Some((&TW018, message, "use `numeric`, or a `bigint` of the smallest unit".to_owned()));
    }
    UPGRADE_REFUSES.contains(&ty).then(|| {
        let message =
            format!("{name} is {}, which `pg_upgrade` refuses to take to a new version", ty.as_str());
        (&TW019, message, "store the name as `text`".to_owned())
    })
}

/// Types whose values are numbers of objects that change with an upgrade (manual: `pg_upgrade`, notes).
const UPGRADE_REFUSES: &[Builtin] = &[
    Builtin::RegCollation,
    Builtin::RegConfig,
    Builtin::RegDictionary,
    Builtin::RegNamespace,
    Builtin::RegOper,
    Builtin::RegOperator,
    Builtin::RegProc,
    Builtin::RegProcedure,
];

fn is_moment(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with("_at") || matches!(name.as_str(), "created" | "updated" | "deleted")
}

/// Words of which a whole one in a name means money.
const AMOUNTS: &[&str] =
    &["amount", "balance", "cost", "fee", "price", "salary", "subtotal", "tax", "total", "wage"];

fn is_amount(name: &str) -> bool {
    name.to_ascii_lowercase().split('_').any(|word| AMOUNTS.contains(&word))
}
