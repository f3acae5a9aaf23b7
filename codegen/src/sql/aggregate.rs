//! Aggregates: functions whose definition is a list of options.

use std::collections::BTreeMap;

use super::cursor::{Cursor, Parsed};
use super::fold::Fold;
use super::function;
use super::operator;
use super::text::Kind;
use crate::ddl;
use crate::model::{Argument, ArgumentMode, Function, FunctionKind, ObjectId, QName};
use crate::report::Code;

/// `name (arguments | * | direct ORDER BY aggregated) (option = value, ..)`, and the old `name (BASETYPE = t, ..)`.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, replace: bool) -> Parsed<()> {
    let name = c.any_name("an aggregate's name")?;
    let first = *c;
    let mut options = c.group("`(` and the arguments")?;
    let (mut arguments, mut direct) = (None, None);
    if c.kind() == Some(Kind::Open) {
        let mut inner = first;
        let (list, of_them) = function::arguments(fold, &mut inner)?;
        (arguments, direct) = (Some(list), of_them);
        options = c.group("`(` and the options")?;
    }
    c.finish("the end of the statement")?;
    let mut said = BTreeMap::new();
    for mut part in options.split_commas() {
        let (place, text) = option(fold, &mut part, &mut arguments)?;
        if let Some(place) = place {
            said.insert(place, text);
        }
        part.finish("`,` or `)`")?;
    }
    let lines: Vec<String> = said.into_values().flatten().collect();
    let definition = super::expr(&format!("(\n    {}\n)", lines.join(",\n    ")));
    let qname = fold.new_name(&name);
    let arguments = arguments.unwrap_or_default();
    let kind = FunctionKind::Aggregate;
    let mut new = Function { name: qname.clone(), kind, arguments, direct, definition, comment: None };
    let key = (qname, new.signature());
    let id = ObjectId::Function(key.0.clone(), key.1.clone());
    if let Some(existing) = fold.schema.functions.get(&key) {
        if !replace {
            return Err(fold.duplicate(c, "function", &id.to_string(), name.span, &id));
        }
        new.comment.clone_from(&existing.comment);
    }
    fold.describe(c, id, name.span, c.since(start));
    fold.schema.functions.insert(key, new);
    Ok(())
}

/// The options in the order in which they are written again, each with what it holds.
const OPTIONS: &[(&str, Holds)] = &[
    ("sfunc", Holds::Function),
    ("stype", Holds::Type),
    ("sspace", Holds::Number),
    ("finalfunc", Holds::Function),
    ("finalfunc_extra", Holds::Nothing),
    ("finalfunc_modify", Holds::Word),
    ("combinefunc", Holds::Function),
    ("serialfunc", Holds::Function),
    ("deserialfunc", Holds::Function),
    ("initcond", Holds::Text),
    ("msfunc", Holds::Function),
    ("minvfunc", Holds::Function),
    ("mstype", Holds::Type),
    ("msspace", Holds::Number),
    ("mfinalfunc", Holds::Function),
    ("mfinalfunc_extra", Holds::Nothing),
    ("mfinalfunc_modify", Holds::Word),
    ("minitcond", Holds::Text),
    ("sortop", Holds::Operator),
    ("parallel", Holds::Word),
    ("hypothetical", Holds::Nothing),
];

#[derive(Clone, Copy)]
enum Holds {
    Function,
    Type,
    Number,
    Word,
    Text,
    Operator,
    Nothing,
}

type Said = (Option<usize>, Option<String>);

/// One option: its place and its text.
fn option(fold: &mut Fold, c: &mut Cursor<'_>, arguments: &mut Option<Vec<Argument>>) -> Parsed<Said> {
    let key = c.label("an option's name")?;
    let equals = c.eat_operator("=");
    let name = match key.name.as_str() {
        "sfunc1" => "sfunc",
        "stype1" => "stype",
        "initcond1" => "initcond",
        other => other,
    };
    if name == "basetype" {
        let any = (c.kind() == Some(Kind::String) && c.peek_text().eq_ignore_ascii_case("'any'"))
            || c.peek_text().eq_ignore_ascii_case("\"any\"");
        *arguments = Some(if any {
            c.bump();
            Vec::new()
        } else {
            let ty = fold.read_type(c)?;
            vec![Argument { mode: ArgumentMode::In, name: None, ty, default: None }]
        });
        return Ok((None, None));
    }
    let Some(place) = OPTIONS.iter().position(|(own, _)| *own == name) else {
        let message = format!("an aggregate has no option `{}`", key.name);
        return Err(c.report(Code::Syntax, key.span, &message, ""));
    };
    let value = match OPTIONS[place].1 {
        Holds::Nothing => {
            while c.bump().is_some() {}
            return Ok((Some(place), Some(name.to_uppercase())));
        }
        _ if !equals => return Err(c.expected("`=`")),
        Holds::Function => {
            let name = c.any_name("a function's name")?;
            let qname = fold.function_name(&name);
            let shown = if qname.namespace == "pg_catalog" { QName::public(qname.name) } else { qname };
            ddl::name(&shown)
        }
        Holds::Type => ddl::ty(&fold.read_type(c)?),
        Holds::Number => c.integer("a number")?.to_string(),
        Holds::Word => c.label("a word")?.name.to_uppercase(),
        Holds::Text => match c.kind() {
            Some(Kind::String | Kind::Dollar) => ddl::literal(&c.string("a value")?),
            _ => ddl::literal(&c.rest("a value")?.canonical.replace(' ', "")),
        },
        Holds::Operator => {
            let name = operator::any_operator(c)?;
            match name.namespace.filter(|n| n != "public" && n != "pg_catalog") {
                None => name.name,
                Some(namespace) => format!("OPERATOR({}.{})", ddl::idents(&[namespace]), name.name),
            }
        }
    };
    let default = matches!((name, value.as_str()), ("parallel", "UNSAFE") | ("sspace" | "msspace", "0"));
    Ok((Some(place), (!default).then(|| format!("{} = {value}", name.to_uppercase()))))
}

pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    function::alter(fold, c, start, Some(FunctionKind::Aggregate))
}

pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>, _start: usize) -> Parsed<()> {
    function::drop(fold, c, Some(FunctionKind::Aggregate))
}
