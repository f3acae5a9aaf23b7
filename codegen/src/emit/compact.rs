//! The schema as `sql!` reads it: one line for each object, sorted (`query::model` says what is in them).
//!
//! Functions and views are read by the same engine that reads statements: what a view returns follows from its query and
//! the tables behind it. A view whose query cannot be worked out is written without columns.

mod definitions;

use std::collections::{BTreeMap, BTreeSet};

use super::Names;
use crate::load::Described;
use crate::model::{
    ArgumentMode, Audience, Builtin, Column, ConstraintKind, Function, FunctionKind, IdentityMode, Index,
    IndexKey, QName, Schema, Table, Type, View,
};
use crate::query::ast::TypeName;
use crate::query::model::HEADER;
use crate::query::{self, Model, lines, signature};

pub(super) fn compact(described: &Described) -> String {
    let names = Names::new(described);
    let mut writer = Writer { described, schema: &described.schema, lines: BTreeSet::new() };
    writer.types(&names);
    for table in described.schema.tables.values() {
        writer.table(table);
    }
    writer.casts_and_operators();
    writer.functions();
    writer.views();
    writer.text()
}

struct Writer<'a> {
    described: &'a Described,
    schema: &'a Schema,
    lines: BTreeSet<String>,
}

/// A line of escaped fields.
fn line(letter: char, name: &str, fields: impl IntoIterator<Item = String>) -> String {
    let mut line = format!("{letter} {}", lines::escape(name));
    for field in fields {
        line.push('\t');
        line.push_str(&lines::escape(&field));
    }
    line
}

fn full(name: &QName) -> String {
    format!("{}.{}", name.namespace, name.name)
}

impl Writer<'_> {
    /// The file. Lines are sorted by their first field, so that one name is not looked for among the fields of another.
    fn text(&self) -> String {
        let mut sorted: Vec<&String> = self.lines.iter().collect();
        sorted.sort_by_key(|line| line.split('\t').next().unwrap_or_default());
        let mut text = format!("{HEADER}\n");
        for line in sorted {
            text.push_str(line);
            text.push('\n');
        }
        text
    }

    fn model(&self) -> Model {
        Model::new(self.text()).unwrap_or_default()
    }

    /// What a type is called; one that nothing declares is noted as opaque.
    fn ty(&mut self, ty: &Type) -> String {
        match ty {
            Type::Builtin(builtin) => builtin_name(*builtin).to_owned(),
            Type::Numeric(_) => "numeric".to_owned(),
            Type::Varchar(_) => "varchar".to_owned(),
            Type::Char(_) => "bpchar".to_owned(),
            Type::Bit(_) => "bit".to_owned(),
            Type::Varbit(_) => "varbit".to_owned(),
            Type::Time { zone, .. } => if *zone { "timetz" } else { "time" }.to_owned(),
            Type::Timestamp { zone, .. } => if *zone { "timestamptz" } else { "timestamp" }.to_owned(),
            Type::Interval { .. } => "interval".to_owned(),
            Type::Array(element) => format!("{}[]", self.ty(element)),
            Type::Named { name, .. } => self.named(name),
        }
    }

    fn named(&mut self, name: &QName) -> String {
        let schema = self.schema;
        let own = schema.enums.contains_key(name)
            || schema.domains.contains_key(name)
            || schema.composite(name).is_some()
            || schema.range(name).is_some()
            || schema.range_of_multirange(name).is_some()
            || schema.tables.contains_key(name)
            || schema.views.contains_key(name);
        if own {
            return full(name);
        }
        let known = query::catalog::type_of(&name.name);
        if known.is_some_and(|known| schema.extensions.contains_key(known.extension)) {
            return name.name.clone();
        }
        self.lines.insert(line('t', &full(name), ["b".to_owned()]));
        full(name)
    }

    fn table(&mut self, table: &Table) {
        let place = |name: &String| table.columns.iter().position(|column| column.name == *name);
        let mut keys: Vec<[String; 3]> = Vec::new();
        let mut key = |name: &str, kind: &str, columns: Vec<Option<usize>>| {
            let columns: Vec<String> = columns.into_iter().flatten().map(|at| at.to_string()).collect();
            keys.push([name.to_owned(), kind.to_owned(), columns.join(" ")]);
        };
        for constraint in table.constraints.values() {
            match &constraint.kind {
                ConstraintKind::PrimaryKey(primary) => {
                    key(&constraint.name, "p", primary.columns.iter().map(place).collect());
                }
                ConstraintKind::Unique(unique) => {
                    key(&constraint.name, "u", unique.columns.iter().map(place).collect())
                }
                ConstraintKind::Exclusion(_) => key(&constraint.name, "e", Vec::new()),
                ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_) => {}
            }
        }
        for index in table.indexes.values().filter(|index| index.unique) {
            let columns = plain_columns(index);
            let kind = if columns.is_some() { "i" } else { "x" };
            key(
                &index.name,
                kind,
                columns.unwrap_or_default().iter().map(|name| place(&(*name).clone())).collect(),
            );
        }
        let has_children =
            self.schema.tables.values().any(|child| child.parents().any(|parent| *parent == table.name));
        let mut fields = vec!["t".to_owned(), keys.len().to_string()];
        fields.extend(keys.into_iter().flatten());
        for column in &table.columns {
            let ty = self.ty(&column.ty);
            fields.extend([column.name.clone(), ty, self.flags(table, column, has_children)]);
        }
        self.lines.insert(line('r', &full(&table.name), fields));
    }

    fn flags(&self, table: &Table, column: &Column, has_children: bool) -> String {
        let mut flags = String::new();
        let mut flag = |letter: char, holds: bool| {
            if holds {
                flags.push(letter);
            }
        };
        let constraint = &column.not_null_constraint;
        // Rows of a foreign table, of a child without the constraint, and from before it may hold NULL.
        let holds =
            !(constraint.not_valid || constraint.no_inherit && has_children || table.foreign.is_some());
        flag('n', column.not_null && holds);
        flag('r', column.not_null);
        let default_of_type = match &column.ty {
            Type::Named { name, .. } => {
                self.schema.domains.get(name).is_some_and(|domain| domain.default.is_some())
            }
            _ => false,
        };
        let identity = column.identity.as_ref();
        flag('d', column.default.is_some() || identity.is_some() || default_of_type);
        flag('g', column.generated.is_some());
        flag('a', identity.is_some_and(|identity| identity.mode == IdentityMode::Always));
        flag('p', self.described.notes.column_audience(&table.name, &column.name) == Audience::Private);
        flags
    }

    /// What a function of the schema returns.
    fn result_of(&mut self, name: &QName, args: &[Option<&Type>]) -> Option<String> {
        let args: Vec<Type> = args.iter().copied().flatten().cloned().collect();
        let function = self.schema.functions.get(&(name.clone(), args))?;
        let signature = signature::read(&function.definition.text)?;
        self.written(&self.model(), signature.result.as_ref()?)
    }

    fn written(&self, model: &Model, ty: &TypeName) -> Option<String> {
        let found = model.find_type(ty.schema.as_deref(), &ty.name)?;
        Some(if ty.array { found.array().name().to_owned() } else { found.name().to_owned() })
    }

    fn functions(&mut self) {
        let model = self.model();
        let functions: Vec<&Function> = self.schema.functions.values().collect();
        // Aggregates ask for the functions that they are made of.
        for aggregates in [false, true] {
            for function in &functions {
                if (function.kind == FunctionKind::Aggregate) == aggregates
                    && let Some(line) = self.function(&model, function)
                {
                    self.lines.insert(line);
                }
            }
        }
    }

    /// The line of a function; `None` for one whose types are not known: calls of it are mistakes that say so.
    fn function(&mut self, model: &Model, function: &Function) -> Option<String> {
        let mut args = Vec::new();
        let mut outs = Vec::new();
        for argument in &function.arguments {
            let pair = [argument.name.clone().unwrap_or_default(), self.ty(&argument.ty)];
            match argument.mode {
                ArgumentMode::In | ArgumentMode::Variadic => args.push(pair),
                ArgumentMode::InOut => {
                    args.push(pair.clone());
                    outs.push(pair);
                }
                ArgumentMode::Out => outs.push(pair),
            }
        }
        let mut set = false;
        let result = match function.kind {
            FunctionKind::Aggregate => self.aggregate_result(model, function)?,
            FunctionKind::Procedure => "void".to_owned(),
            FunctionKind::Function => {
                let signature = signature::read(&function.definition.text)?;
                set = signature.set;
                for (name, ty) in &signature.table {
                    outs.push([name.text.clone(), self.written(model, ty)?]);
                }
                match (&signature.result, &outs[..]) {
                    (_, [only]) => only[1].clone(),
                    (Some(ty), []) => self.written(model, ty)?,
                    (None, []) => "void".to_owned(),
                    (_, [_, ..]) => "record".to_owned(),
                }
            }
        };
        let variadic = function.arguments.iter().any(|argument| argument.mode == ArgumentMode::Variadic);
        let flags: String =
            [(set, 'r'), (variadic, 'v')].iter().filter(|(holds, _)| *holds).map(|(_, flag)| *flag).collect();
        let kind = match (function.kind, function.direct) {
            (FunctionKind::Function, _) => "f",
            (FunctionKind::Procedure, _) => "p",
            (FunctionKind::Aggregate, None) => "n",
            (FunctionKind::Aggregate, Some(_)) => "o",
        };
        let defaults = function.arguments.iter().filter(|argument| argument.default.is_some()).count();
        let fields = [
            kind.to_owned(),
            result,
            flags,
            defaults.to_string(),
            function.direct.unwrap_or(0).to_string(),
            args.len().to_string(),
        ];
        let fields = fields.into_iter().chain(args.into_iter().flatten()).chain(outs.into_iter().flatten());
        Some(line('f', &full(&function.name), fields))
    }

    /// The result of an aggregate: that of its final function, or its state.
    fn aggregate_result(&mut self, model: &Model, function: &Function) -> Option<String> {
        let options = signature::aggregate(&function.definition.text)?;
        if let Some(last) = &options.final_function {
            let found = self.schema.functions.values().find(|other| other.name.name == *last)?;
            let signature = signature::read(&found.definition.text)?;
            return self.written(model, signature.result.as_ref()?);
        }
        self.written(model, &options.state)
    }

    /// Views, those that others are made of first.
    fn views(&mut self) {
        let mut left: BTreeMap<&QName, &View> = self.schema.views.iter().collect();
        loop {
            let model = self.model();
            let mut found = Vec::new();
            for (name, view) in &left {
                if let Some(line) = self.view(&model, view) {
                    found.push(((*name).clone(), line));
                }
            }
            if found.is_empty() {
                break;
            }
            for (name, line) in found {
                left.remove(&name);
                self.lines.insert(line);
            }
        }
        for name in left.keys() {
            self.lines.insert(line('r', &full(name), ["?".to_owned(), "0".to_owned()]));
        }
    }

    fn view(&self, model: &Model, view: &View) -> Option<String> {
        let checked = query::check(&view.query.text, model).ok()?;
        if !checked.known || !checked.params.is_empty() {
            return None;
        }
        let mut fields = vec![if view.materialized { "m" } else { "v" }.to_owned(), "0".to_owned()];
        for (at, column) in checked.columns.iter().enumerate() {
            let name = view
                .columns
                .get(at)
                .cloned()
                .or_else(|| column.name.clone())
                .unwrap_or_else(|| "?column?".to_owned());
            let mut flags = String::new();
            if !column.nullable {
                flags.push('n');
            }
            if column.private {
                flags.push('p');
            }
            fields.extend([name, column.ty.name().to_owned(), flags]);
        }
        Some(line('r', &full(&view.name), fields))
    }
}

/// The columns of an index over whole columns and all rows.
fn plain_columns(index: &Index) -> Option<Vec<&String>> {
    if index.predicate.is_some() {
        return None;
    }
    let column = |key: &'_ IndexKey| matches!(key, IndexKey::Column(_));
    if !index.elements.iter().all(|element| column(&element.key)) {
        return None;
    }
    let names = index.elements.iter().filter_map(|element| match &element.key {
        IndexKey::Column(name) => Some(name),
        IndexKey::Expr(_) => None,
    });
    Some(names.collect())
}

/// The name in `pg_type`.
fn builtin_name(builtin: Builtin) -> &'static str {
    match builtin.as_str() {
        "smallint" => "int2",
        "integer" => "int4",
        "bigint" => "int8",
        "real" => "float4",
        "double precision" => "float8",
        "boolean" => "bool",
        "\"char\"" => "char",
        "\"any\"" => "any",
        name => name,
    }
}
