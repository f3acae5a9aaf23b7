//! Writing a schema as SQL, without what names something that is gone.

use std::fmt::Write;

use super::parts;
use super::spec::{Column, Enum, Id, Kind, Spec, Table, Ty};

/// Where in the text a statement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    Namespaces,
    Types,
    Sequences,
    Functions,
    Tables,
    Attached,
    Views,
    /// Functions that name tables.
    Readers,
    Rules,
    Access,
    Comments,
    Owners,
}

const PHASES: [Phase; 12] = [
    Phase::Namespaces,
    Phase::Types,
    Phase::Sequences,
    Phase::Functions,
    Phase::Tables,
    Phase::Attached,
    Phase::Views,
    Phase::Readers,
    Phase::Rules,
    Phase::Access,
    Phase::Comments,
    Phase::Owners,
];

/// The statements of a schema, in any order.
#[derive(Debug, Default)]
pub(crate) struct Out {
    lines: Vec<(Phase, String)>,
    claims: Vec<String>,
}

impl Out {
    pub(crate) fn line(&mut self, phase: Phase, text: String) {
        self.lines.push((phase, text));
    }

    /// A statement that several things need.
    pub(crate) fn once(&mut self, phase: Phase, text: String) {
        if !self.lines.iter().any(|(_, line)| *line == text) {
            self.line(phase, text);
        }
    }

    /// True for the first that asks for a name.
    pub(crate) fn claim(&mut self, name: String) -> bool {
        let free = !self.claims.contains(&name);
        self.claims.push(name);
        free
    }

    /// Whether this view has been written.
    pub(crate) fn has_view(&self, name: &str) -> bool {
        self.claims.contains(&format!("view {name}"))
    }
}

/// The whole schema as the text of a `schema.sql`.
pub(crate) fn print(spec: &Spec) -> String {
    let mut out = Out::default();
    out.line(Phase::Namespaces, "CREATE SCHEMA app".to_owned());
    out.line(Phase::Namespaces, "CREATE EXTENSION IF NOT EXISTS vector".to_owned());
    spec.enums.iter().for_each(|e| out.line(Phase::Types, enumeration(e)));
    spec.domains.iter().for_each(|d| out.line(Phase::Types, domain(spec, d)));
    spec.sequences.iter().for_each(|s| parts::sequence(s, &mut out));
    if let Some(way) = spec.function {
        let body = ["lower(t)", "upper(t)"][way];
        out.line(
            Phase::Functions,
            format!(
                "CREATE FUNCTION slug(t text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT {body} $$"
            ),
        );
    }
    spec.tables.iter().for_each(|t| out.line(Phase::Tables, table(spec, t)));
    for t in &spec.tables {
        for text in parts::keys(spec, t) {
            out.line(Phase::Attached, text);
        }
        t.indexes.iter().filter_map(|i| parts::index(spec, t, i)).for_each(|i| out.line(Phase::Attached, i));
        parts::comments(t).into_iter().for_each(|text| out.line(Phase::Comments, text));
    }
    spec.views.iter().for_each(|v| parts::view(spec, v, &mut out));
    for other in &spec.others {
        other.print(spec, &mut out);
    }
    spec.publication.iter().for_each(|p| out.line(Phase::Access, parts::publication(spec, p)));
    let mut text = String::new();
    for phase in PHASES {
        for (_, line) in out.lines.iter().filter(|(of, _)| *of == phase) {
            text.push_str(line);
            text.push_str(";\n");
        }
    }
    text
}

pub(crate) fn quote(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if plain { name.to_owned() } else { format!("\"{name}\"") }
}

pub(crate) fn qualified(table: &Table) -> String {
    format!("{}{}", if table.app { "app." } else { "" }, quote(&table.name))
}

fn enumeration(e: &Enum) -> String {
    let values: Vec<String> = e.values.iter().map(|v| format!("'{v}'")).collect();
    format!("CREATE TYPE {} AS ENUM ({})", quote(&e.name), values.join(", "))
}

fn domain(spec: &Spec, d: &super::spec::Domain) -> String {
    let under = d.over.and_then(|id| {
        let at = |id: Id| spec.domains.iter().position(|other| other.id == id);
        // One that is written before.
        let found = &spec.domains[at(id).filter(|there| at(d.id).is_some_and(|here| *there < here))?];
        (found.number == d.number).then(|| quote(&found.name))
    });
    let base = under.unwrap_or_else(|| if d.number { "integer" } else { "text" }.to_owned());
    let mut text = format!("CREATE DOMAIN {} AS {base}", quote(&d.name));
    if d.default {
        text.push_str(if d.number { " DEFAULT 7" } else { " DEFAULT 'seven'" });
    }
    let checks = if d.number { ["VALUE > 0", "VALUE >= 1"] } else { ["VALUE <> ''", "length(VALUE) < 100"] };
    if let Some(way) = d.check {
        let _ = write!(text, " CHECK ({})", checks[way]);
    }
    text
}

fn table(spec: &Spec, t: &Table) -> String {
    let mut lines: Vec<String> = t.columns.iter().map(|c| column(spec, t, c)).collect();
    lines.push("    PRIMARY KEY (id)".to_owned());
    lines.extend(t.checks.iter().filter_map(|c| parts::check(spec, t, c)));
    for unique in &t.uniques {
        let names: Vec<String> = unique
            .columns
            .iter()
            .filter_map(|id| parts::indexable(spec, t, *id))
            .map(|c| quote(&c.name))
            .collect();
        if names.len() == unique.columns.len() {
            let nulls = if unique.nulls_not_distinct { " NULLS NOT DISTINCT" } else { "" };
            lines.push(format!("    UNIQUE{nulls} ({})", names.join(", ")));
        }
    }
    let renamed = t.was.as_ref().map(|was| format!("-- @renamed from={was}\n")).unwrap_or_default();
    let unlogged = if t.unlogged { "UNLOGGED " } else { "" };
    format!("{renamed}CREATE {unlogged}TABLE {} (\n{}\n)", qualified(t), lines.join(",\n"))
}

fn column(spec: &Spec, t: &Table, c: &Column) -> String {
    let renamed =
        c.was.as_ref().map(|was| format!("    -- @renamed from={}\n", quote(was))).unwrap_or_default();
    let (ty, kind) = (ty(spec, c.ty), kind(spec, t, c));
    let mut text = format!("{renamed}    {} {}", quote(&c.name), ty.unwrap_or_else(|| "text".to_owned()));
    match kind {
        Kind::Plain => {}
        Kind::Default(way) => {
            let _ = write!(text, " DEFAULT {}", default(spec, c.ty, way));
        }
        Kind::Identity { always, options } => {
            let when = if always { "ALWAYS" } else { "BY DEFAULT" };
            let options =
                ["", " (START WITH 1000)", " (INCREMENT BY 3 CACHE 5 CYCLE)", " (MINVALUE 5 START WITH 7)"]
                    [options];
            let _ = write!(text, " GENERATED {when} AS IDENTITY{options}");
        }
        Kind::Serial => {
            let ty = if c.ty == Ty::Int { "serial" } else { "bigserial" };
            text = format!("{renamed}    {} {ty}", quote(&c.name));
        }
        Kind::Generated { from, way, stored } => {
            let from = t.column(from).map_or_else(String::new, |from| quote(&from.name));
            let expr = match (c.ty, way) {
                (Ty::Text, 0) => format!("lower({from})"),
                // A virtual column may not call a function of ours.
                (Ty::Text, _) if stored && spec.function.is_some() => format!("slug({from})"),
                (Ty::Text, _) => format!("{from} || '!'"),
                (_, 0) => format!("{from} * 2"),
                (_, _) => format!("{from} + 1"),
            };
            let place = if stored { "STORED" } else { "VIRTUAL" };
            let _ = write!(text, " GENERATED ALWAYS AS ({expr}) {place}");
        }
    }
    if c.not_null && !matches!(kind, Kind::Generated { .. }) {
        text.push_str(" NOT NULL");
    }
    text
}

/// What the column is: plain where what it is made from is gone.
pub(crate) fn kind(spec: &Spec, t: &Table, c: &Column) -> Kind {
    let Kind::Generated { from, .. } = c.kind else { return c.kind };
    let fits = t.column(from).is_some_and(|from| {
        from.ty == c.ty && !matches!(from.kind, Kind::Generated { .. }) && ty(spec, from.ty).is_some()
    });
    let known = matches!(c.ty, Ty::Int | Ty::BigInt | Ty::Text);
    if fits && known { c.kind } else { Kind::Plain }
}

/// The type; `None` where it is gone.
pub(crate) fn ty(spec: &Spec, ty: Ty) -> Option<String> {
    let named = |id: Id| spec.enums.iter().find(|e| e.id == id).map(|e| quote(&e.name));
    Some(match ty {
        Ty::Int => "integer".to_owned(),
        Ty::BigInt => "bigint".to_owned(),
        Ty::SmallInt => "smallint".to_owned(),
        Ty::Numeric(precision, scale) => format!("numeric({precision}, {scale})"),
        Ty::Double => "double precision".to_owned(),
        Ty::Text => "text".to_owned(),
        Ty::Varchar(n) => format!("varchar({n})"),
        Ty::Bool => "boolean".to_owned(),
        Ty::Date => "date".to_owned(),
        Ty::Timestamp => "timestamp".to_owned(),
        Ty::Timestamptz => "timestamptz".to_owned(),
        Ty::Uuid => "uuid".to_owned(),
        Ty::Jsonb => "jsonb".to_owned(),
        Ty::Bytea => "bytea".to_owned(),
        Ty::Inet => "inet".to_owned(),
        Ty::Interval => "interval".to_owned(),
        Ty::IntArray => "integer[]".to_owned(),
        Ty::TextArray => "text[]".to_owned(),
        Ty::Vector(n) => format!("vector({n})"),
        Ty::Enum(id) => named(id)?,
        Ty::EnumArray(id) => format!("{}[]", named(id)?),
        Ty::Domain(id) => quote(&spec.domains.iter().find(|d| d.id == id)?.name),
    })
}

pub(crate) fn default(spec: &Spec, ty: Ty, way: usize) -> String {
    let first = |id: Id| {
        spec.enums
            .iter()
            .find(|e| e.id == id)
            .map_or_else(|| "'gone'".to_owned(), |e| format!("'{}'", e.values[0]))
    };
    let number = |id: Id| spec.domains.iter().any(|d| d.id == id && d.number);
    let (a, b) = match ty {
        Ty::Int | Ty::BigInt | Ty::SmallInt | Ty::Numeric(..) | Ty::Double => ("3", "(1 + 3)"),
        Ty::Text | Ty::Varchar(_) => ("'x'", "'it''s'"),
        Ty::Bool => ("false", "true"),
        Ty::Date => ("CURRENT_DATE", "'2020-01-01'"),
        Ty::Timestamp | Ty::Timestamptz => ("now()", "'2020-01-01 10:00'"),
        Ty::Uuid => ("gen_random_uuid()", "'00000000-0000-0000-0000-000000000000'"),
        Ty::Jsonb => ("'{}'", "'[]'"),
        Ty::Bytea => ("'\\x00'", "''"),
        Ty::Inet => ("'10.0.0.1'", "'::1'"),
        Ty::Interval => ("'1 day'", "'2 hours'"),
        Ty::IntArray | Ty::TextArray => ("'{}'", "'{1,2}'"),
        Ty::Vector(_) => ("'[1,2,3]'", "'[0,0,0]'"),
        Ty::Enum(id) => return first(id),
        Ty::EnumArray(_) => ("'{}'", "'{}'"),
        Ty::Domain(id) if number(id) => ("3", "4"),
        Ty::Domain(_) => ("'x'", "'y'"),
    };
    if way == 0 { a } else { b }.to_owned()
}

/// The column, if a trigger, a policy or a function may read it: it is there, and it is no virtual or generated one.
pub(crate) fn readable<'t>(spec: &Spec, t: &'t Table, id: Id) -> Option<&'t Column> {
    t.column(id).filter(|c| !matches!(kind(spec, t, c), Kind::Generated { .. }))
}

/// A condition over a column, which some rows meet.
pub(crate) fn condition(spec: &Spec, c: &Column, way: usize) -> String {
    let name = quote(&c.name);
    match (c.ty, way) {
        (_, 0) => format!("{name} IS NOT NULL"),
        (Ty::Text | Ty::Varchar(_), _) => format!("{name} = current_user"),
        (Ty::Int | Ty::BigInt | Ty::SmallInt, _) => format!("{name} > 5"),
        (Ty::Bool, _) => name,
        (Ty::Enum(id), _) => match spec.enums.iter().find(|e| e.id == id) {
            Some(e) => format!("{name} = '{}'", e.values[0]),
            None => format!("{name} IS NULL"),
        },
        (..) => format!("{name} IS NULL"),
    }
}
