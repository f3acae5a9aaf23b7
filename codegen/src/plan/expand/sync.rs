//! A column under two names: both are there for a while, and a trigger gives each the value of the other.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::Middle;
use super::keep::{parts, stuck};
use crate::ddl::{self, ColumnAction, ColumnStatement, FunctionStatement, Ident, Statement, ViewStatement};
use crate::model::{Audience, Builtin, QName, Schema, Type, clip};
use crate::plan::hazard::Hazard;
use crate::plan::lock::Operation;
use crate::plan::step::{Phase, Step};
use crate::report::{Errors, Source};
use crate::sql::Reader;

/// One thing under two names.
#[derive(Clone, Debug)]
pub(super) enum Pair {
    /// A column.
    Column {
        /// Its table.
        table: QName,
        /// The name for old code.
        from: String,
        /// The name for new code.
        to: String,
        /// What a new row has where neither is given, as SQL.
        default: Option<String>,
    },
    /// A table, with a view of it under its new name.
    View {
        /// The table.
        table: QName,
        /// The view.
        view: QName,
    },
}

/// A statement that gives the rows of a table their values under a new name.
#[derive(Clone, Debug)]
pub(super) struct Backfill {
    /// The table.
    pub(super) table: QName,
    /// The statement.
    pub(super) sql: String,
}

/// The schema without the views that stand in for tables, and the steps that drop them: before their names are taken.
pub(super) fn without_views(mut schema: Schema, pairs: &[Pair]) -> (Schema, Vec<Step>) {
    let mut steps = Vec::new();
    for pair in pairs {
        let Pair::View { view, table: _ } = pair else { continue };
        schema.views.remove(view);
        let statement = ViewStatement::Drop { name: view.clone(), materialized: false };
        steps.push(Step::new(Phase::Foundation, Operation::New, Statement::View(statement)));
    }
    (schema, steps)
}

/// Adds the pairs to the middle; returns it whole.
///
/// # Errors
/// None that anybody should see: what is added is written to be read.
pub(super) fn sync(middle: &mut Middle<'_>) -> Result<Schema, Errors> {
    for (table, from, to) in middle.renamed_columns() {
        match pair(middle, &table, &from, &to) {
            Ok(()) => {
                let is_this = |rename: &super::Rename| {
                    matches!((&rename.from, &rename.to), (super::ObjectId::Column(_, f), super::ObjectId::Column(t, n))
                        if *t == table && *f == from && *n == to)
                };
                middle.renames.retain(|rename| !is_this(rename));
            }
            Err(reason) => {
                middle.whole.insert(format!("column {table}.{from} is called {table}.{to} now: {reason}"));
            }
        }
    }
    let added = added(&middle.pairs, &middle.schema);
    if added.is_empty() {
        return Ok(middle.schema.clone());
    }
    let mut reader = Reader::new();
    reader.read(&Source::new("the schema in the middle", ddl::schema_sql(&middle.schema)), Audience::Public);
    reader.read(&Source::new("what holds columns in step", added), Audience::Public);
    let described = reader.finish()?;
    Ok(described.schema)
}

/// Puts the old column beside the new one.
fn pair(middle: &mut Middle<'_>, name: &QName, from: &str, to: &str) -> Result<(), &'static str> {
    let Some(old) = middle.old.tables.get(name) else { return Err("its table is renamed as well") };
    if let Some(reason) = stuck(middle.old, old, from) {
        return Err(reason);
    }
    let new = middle.new.tables.get(name).and_then(|table| table.columns.get(to));
    let (Some(before), Some(after)) = (old.columns.get(from), new) else { return Err("it is not there") };
    if before.identity.is_some()
        || middle.old.sequences.values().any(|s| s.owned_by == Some((name.clone(), from.into())))
    {
        return Err("it is numbered by a sequence, which two columns cannot share");
    }
    if before.generated.is_some() != after.generated.is_some() {
        return Err("it is generated under one name only");
    }
    if before.ty != after.ty {
        return Err("its type changes as well");
    }
    if before.default.is_some() && !before.not_null {
        return Err(
            "it has a default and may be null, and a trigger cannot tell what was left out from what is null",
        );
    }
    let default = after.default.as_ref().map(|default| default.text.clone());
    let (mut kept, generated) = (before.clone(), before.generated.is_some());
    let Some(table) = middle.schema.tables.get_mut(name) else { return Err("its table is not there") };
    if !generated {
        // Which of two defaults was given by a statement cannot be told: the trigger sets it.
        kept.default = None;
        if let Some(after) = table.columns.get_mut(to) {
            after.default = None;
            after.not_null = false;
        }
    }
    table.columns.push(kept);
    parts(middle, old, &[from.to_owned()], false);
    middle.waits.push(format!("uses column {name}.{from}, which is called {to}"));
    if !generated {
        let (table, from, to) = (name.clone(), from.to_owned(), to.to_owned());
        middle.pairs.push(Pair::Column { table, from, to, default });
    }
    Ok(())
}

/// The functions, triggers and views that hold the pairs in step, as SQL.
fn added(pairs: &[Pair], schema: &Schema) -> String {
    let mut sql = String::new();
    let mut by_table: BTreeMap<&QName, Vec<&Pair>> = BTreeMap::new();
    for pair in pairs {
        match pair {
            Pair::Column { table, .. } => by_table.entry(table).or_default().push(pair),
            Pair::View { table, view } => {
                let (view, table) = (ddl::name(view), ddl::name(table));
                let _ = writeln!(sql, "CREATE VIEW {view} AS SELECT * FROM {table};");
            }
        }
    }
    for (table, pairs) in by_table {
        let name = free_name(schema, table);
        let (function, trigger) = (ddl::name(&table.sibling(&name)), Ident(&name).to_string());
        let _ = writeln!(
            sql,
            "CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $body$\n\
             -- Code from before the change gives the old names a value, code from after it the new ones.\nBEGIN"
        );
        pairs.iter().for_each(|pair| pair.assign(&mut sql, schema));
        let _ = writeln!(sql, "    RETURN NEW;\nEND\n$body$;");
        let _ = writeln!(
            sql,
            "CREATE TRIGGER {trigger} BEFORE INSERT OR UPDATE ON {} FOR EACH ROW EXECUTE FUNCTION {function}();",
            ddl::name(table)
        );
    }
    sql
}

fn free_name(schema: &Schema, table: &QName) -> String {
    let mut name = clip(&format!("{}_in_step", table.name)).to_owned();
    let mut number = 1;
    while schema.has_function(&table.sibling(&name)) {
        number += 1;
        name = clip(&format!("{}_in_step{number}", table.name)).to_owned();
    }
    name
}

impl Pair {
    /// Whether a function of that name holds it in step.
    fn is_held_by(&self, function: &QName) -> bool {
        match self {
            Self::Column { table, .. } => {
                table.namespace == function.namespace
                    && function.name.starts_with(clip(&format!("{}_in_step", table.name)))
            }
            Self::View { .. } => false,
        }
    }

    /// The lines of the trigger's body.
    fn assign(&self, sql: &mut String, schema: &Schema) {
        let Self::Column { table, from, to, default } = self else { return };
        // json and its like have no operator that says whether two are the same.
        let column = schema.tables.get(table).and_then(|table| table.columns.get(to));
        let cast = if column.is_some_and(|column| has_equality(&column.ty)) { "" } else { "::text" };
        let (from, to) = (Ident(from), Ident(to));
        let default = default.as_ref().map(|default| format!(", {default}")).unwrap_or_default();
        let _ = write!(
            sql,
            "    IF TG_OP = 'INSERT' THEN
        NEW.{to} := coalesce(NEW.{to}, NEW.{from}{default});
        NEW.{from} := NEW.{to};
    ELSIF NEW.{to}{cast} IS DISTINCT FROM OLD.{to}{cast} THEN
        NEW.{from} := NEW.{to};
    ELSE
        NEW.{to} := NEW.{from};
    END IF;
"
        );
    }

    /// The statement that gives rows from before the value; none for a view.
    pub(super) fn backfill(&self) -> Option<Backfill> {
        match self {
            Self::Column { table, from, to, default: _ } => {
                let (name, from, to) = (ddl::name(table), Ident(from), Ident(to));
                let sql =
                    format!("UPDATE {name} SET {to} = {from} WHERE {to} IS NULL AND {from} IS NOT NULL");
                Some(Backfill { table: table.clone(), sql })
            }
            Self::View { .. } => None,
        }
    }
}

/// Types of PostgreSQL without `=`, or with one that does not say whether two values are the same.
fn has_equality(ty: &Type) -> bool {
    !matches!(
        ty.element(),
        Type::Builtin(
            Builtin::Json
                | Builtin::Xml
                | Builtin::JsonPath
                | Builtin::Point
                | Builtin::Line
                | Builtin::Lseg
                | Builtin::Box
                | Builtin::Path
                | Builtin::Polygon
                | Builtin::Circle
                | Builtin::TxidSnapshot
                | Builtin::PgSnapshot
        )
    )
}

/// A default that moves into the trigger is missed by nobody.
pub(super) fn reassure(steps: &mut [Step], pairs: &[Pair]) {
    for step in steps {
        let Statement::Column(ColumnStatement::Alter {
            table,
            column,
            action: ColumnAction::DropDefault,
            ..
        }) = &step.statement
        else {
            continue;
        };
        let paired = pairs.iter().any(|pair| match pair {
            Pair::Column { table: of, from, .. } => of == table && from == column,
            Pair::View { .. } => false,
        });
        if paired {
            step.hazards.retain(|hazard| !matches!(hazard, Hazard::Breaks(_)));
        }
    }
}

/// What is dropped under its old name is there under the new one: nothing is lost. And nobody calls our own functions.
pub(super) fn console(steps: &mut [Step], pairs: &[Pair]) {
    for step in steps {
        if let Statement::Function(FunctionStatement::Drop { name, signature, .. }) = &step.statement
            && signature.is_empty()
            && pairs.iter().any(|pair| pair.is_held_by(name))
        {
            step.hazards.clear();
        }
        let Statement::Column(ColumnStatement::Drop { table, column }) = &step.statement else { continue };
        let paired = pairs.iter().find_map(|pair| match pair {
            Pair::Column { table: of, from, to, .. } if from == column => Some((of, to)),
            Pair::Column { .. } | Pair::View { .. } => None,
        });
        // The table may have its new name by now.
        if let Some((_, to)) = paired.filter(|(of, _)| *of == table || of.namespace == table.namespace) {
            step.hazards.retain(|hazard| !matches!(hazard, Hazard::Loss(_)));
            step.hazards.push(Hazard::Remark(format!("the values of {table}.{column} are in {to}")));
        }
    }
}
