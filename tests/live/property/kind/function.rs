//! Functions and procedures: overloads, every attribute, bodies that read tables.

use super::{Head, Thing};
use crate::property::print::{Out, Phase, qualified, quote, readable};
use crate::property::spec::{Id, Spec};
use crate::property::tape::Tape;

#[derive(Clone, Debug)]
pub(crate) struct Function {
    head: Head,
    /// One of a few names that are shared, so that there are overloads.
    shared: Option<usize>,
    arguments: usize,
    procedure: bool,
    body: usize,
    attributes: [usize; 6],
    table: Option<(Id, Id)>,
}

const ARGUMENTS: [(&str, &str); 5] = [
    ("", ""),
    ("a integer", "integer"),
    ("a text", "text"),
    ("a integer, b text DEFAULT 'x'", "integer, text"),
    ("VARIADIC a integer[]", "integer[]"),
];

impl Function {
    fn attributes(&self) -> String {
        let [volatility, strict, definer, parallel, cost, set] = self.attributes;
        let mut text = String::new();
        if !self.procedure {
            text.push_str(["", " STABLE", " IMMUTABLE"][volatility % 3]);
            text.push_str(["", " STRICT"][strict % 2]);
            text.push_str(["", " PARALLEL SAFE", " PARALLEL RESTRICTED"][parallel % 3]);
            text.push_str(["", " COST 5"][cost % 2]);
        }
        text.push_str(["", " SECURITY DEFINER"][definer % 2]);
        text.push_str(["", " SET search_path = pg_catalog, public", " SET work_mem = '8MB'"][set % 3]);
        text
    }

    /// What it returns, in which language, and its body.
    fn rest(&self, spec: &Spec) -> (String, &'static str, String) {
        let read = self.table.and_then(|(table, column)| {
            let table = spec.table(table)?;
            Some((qualified(table), quote(&readable(spec, table, column)?.name)))
        });
        let returns = |text: &str| format!(" RETURNS {text}");
        match (self.procedure, self.body, read) {
            (true, 0, Some((table, _))) => {
                (String::new(), "sql", format!("BEGIN ATOMIC DELETE FROM {table} WHERE id < 0; END"))
            }
            (true, _, _) => (String::new(), "plpgsql", "AS $$ BEGIN NULL; END $$".to_owned()),
            (_, 0, Some((table, column))) => (
                returns("bigint"),
                "sql",
                format!("BEGIN ATOMIC SELECT count({table}.{column}) FROM {table}; END"),
            ),
            (_, 1, Some((table, column))) => {
                (returns("bigint"), "sql", format!("AS $$ SELECT count({column}) FROM {table} $$"))
            }
            (_, 2, Some((table, _))) => {
                (returns(&format!("SETOF {table}")), "sql", format!("AS $$ SELECT * FROM {table} $$"))
            }
            (_, 3, _) => (returns("integer"), "sql", "RETURN 1 + 1".to_owned()),
            (_, 4, _) => {
                (returns("TABLE (n integer, t text)"), "sql", "AS $$ SELECT 1, 'x'::text $$".to_owned())
            }
            (_, 5, _) => (returns("text"), "plpgsql", "AS $$ BEGIN RETURN 'x'; END $$".to_owned()),
            (..) => (returns("integer"), "sql", "AS $$ SELECT 2 $$".to_owned()),
        }
    }
}

impl Thing for Function {
    fn make(spec: &mut Spec, tape: &mut Tape) -> Option<Self> {
        let head = Head::new(spec, tape, "work");
        Some(Self {
            head,
            shared: tape.one_in(2).then(|| tape.below(2)),
            arguments: tape.below(ARGUMENTS.len()),
            procedure: tape.one_in(4),
            body: tape.below(7),
            attributes: std::array::from_fn(|_| tape.below(6)),
            table: spec.some_column(tape),
        })
    }

    fn change(&mut self, spec: &mut Spec, tape: &mut Tape) {
        match tape.below(6) {
            0 => self.arguments = tape.below(ARGUMENTS.len()),
            1 => self.procedure = !self.procedure,
            2 => self.table = spec.some_column(tape),
            3 => self.body = tape.below(7),
            _ => {
                let at = tape.below(6);
                self.attributes[at] += 1;
            }
        }
    }

    fn print(&self, spec: &Spec, out: &mut Out) {
        let name = match self.shared {
            Some(way) => ["work", "\"Work it\""][way].to_owned(),
            None => self.head.quoted(),
        };
        let (arguments, types) = ARGUMENTS[self.arguments];
        // The first with its name and argument types is the one.
        if !out.claim(format!("function {name}({types})")) {
            return;
        }
        let kind = if self.procedure { "PROCEDURE" } else { "FUNCTION" };
        let (returns, language, body) = self.rest(spec);
        let renamed = if self.shared.is_some() { String::new() } else { self.head.renamed() };
        out.line(
            Phase::Readers,
            format!(
                "{renamed}CREATE {kind} {name}({arguments}){returns} LANGUAGE {language}{} {body}",
                self.attributes()
            ),
        );
        self.head.comment(out, &format!("{kind} {name}({types})"));
    }

    fn head(&mut self) -> &mut Head {
        &mut self.head
    }
}
