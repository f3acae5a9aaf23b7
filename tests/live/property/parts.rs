//! Writing what belongs to tables: checks, keys, indexes, comments, views, publications.

use super::print::{Out, Phase, kind, qualified, quote};
use super::spec::{Check, Column, Id, Index, Kind, Publication, Sequence, Spec, Table, Ty, View};

/// The column, if an index can be made of it.
pub(crate) fn indexable<'t>(spec: &Spec, t: &'t Table, id: Id) -> Option<&'t Column> {
    t.column(id).filter(|c| !matches!(kind(spec, t, c), Kind::Generated { stored: false, .. }))
}

/// A condition that every row meets.
pub(crate) fn check(spec: &Spec, t: &Table, check: &Check) -> Option<String> {
    let column = t.column(check.column)?;
    let name = quote(&column.name);
    let condition = match column.ty {
        Ty::Int | Ty::BigInt | Ty::SmallInt | Ty::Numeric(..) | Ty::Double => {
            [format!("{name} >= 0"), format!("{name} <> -1 AND {name} < 100000")][check.way].clone()
        }
        Ty::Text | Ty::Varchar(_) => {
            [format!("{name} <> ''"), format!("length({name}) < 1000")][check.way].clone()
        }
        Ty::Enum(id) => {
            let e = spec.enums.iter().find(|e| e.id == id)?;
            let values: Vec<String> = e.values.iter().map(|v| format!("'{v}'")).collect();
            match check.way {
                0 => format!("{name} IN ({})", values.join(", ")),
                _ => format!("{name} >= {}", values[0]),
            }
        }
        _ => format!("{name} IS NOT NULL OR id > 0"),
    };
    let named = check.name.as_ref().map(|name| format!("CONSTRAINT {} ", quote(name))).unwrap_or_default();
    let state = ["", " NO INHERIT", " NOT ENFORCED"][check.state];
    Some(format!("    {named}CHECK ({condition}){state}"))
}

pub(crate) fn keys(spec: &Spec, t: &Table) -> Vec<String> {
    let key = |key: &super::spec::Key| {
        let (column, to) = (t.column(key.column)?, spec.table(key.to)?);
        // A table that is kept over a crash cannot name one that is not.
        if to.unlogged != t.unlogged {
            return None;
        }
        let delete = ["", " ON DELETE CASCADE", " ON DELETE SET NULL", " ON DELETE RESTRICT"][key.on_delete];
        let state = [
            "",
            " DEFERRABLE INITIALLY DEFERRED",
            " NOT VALID",
            " NOT ENFORCED",
            " DEFERRABLE",
            " ON UPDATE CASCADE",
        ][key.state];
        Some(format!(
            "ALTER TABLE {} ADD FOREIGN KEY ({}) REFERENCES {} (id){delete}{state}",
            qualified(t),
            quote(&column.name),
            qualified(to)
        ))
    };
    t.keys.iter().filter_map(key).collect()
}

pub(crate) fn index(spec: &Spec, t: &Table, index: &Index) -> Option<String> {
    let column = indexable(spec, t, index.column)?;
    let name = quote(&column.name);
    let order = ["", " DESC", " NULLS FIRST", " DESC NULLS LAST"][index.order];
    let text = matches!(column.ty, Ty::Text | Ty::Varchar(_));
    let class = match index.class {
        1 if text => " COLLATE \"C\"",
        2 if text => " text_pattern_ops",
        3 if text => " COLLATE \"C\" text_pattern_ops",
        _ => "",
    };
    let (method, element) = match column.ty {
        Ty::Vector(_) => ("hnsw", format!("{name} vector_cosine_ops")),
        Ty::Jsonb if index.class % 2 == 1 => ("gin", format!("{name} jsonb_path_ops")),
        Ty::Jsonb => ("gin", name),
        Ty::IntArray => ("gin", name),
        _ if text && index.expression => ("btree", format!("lower({name}){class}{order}")),
        Ty::Int | Ty::BigInt if index.expression => ("btree", format!("({name} + 1){order}")),
        Ty::Int | Ty::BigInt if index.class == 3 => ("brin", name),
        Ty::Int | Ty::Text if index.class == 4 => ("hash", name),
        _ => ("btree", format!("{name}{class}{order}")),
    };
    let include = index.include.filter(|_| method == "btree").and_then(|id| indexable(spec, t, id));
    let include = include.map(|c| format!(" INCLUDE ({})", quote(&c.name))).unwrap_or_default();
    // A unique one over the key alone always holds.
    let unique = index.unique && column.name == "id" && method == "btree";
    let nulls = if unique && index.class == 2 { " NULLS NOT DISTINCT" } else { "" };
    let with = if index.class == 1 && method == "btree" { " WITH (fillfactor = 80)" } else { "" };
    let predicate = index.predicate.and_then(|id| indexable(spec, t, id)).map(|c| {
        let name = quote(&c.name);
        match c.ty {
            Ty::Bool => format!(" WHERE {name}"),
            Ty::Enum(id) => match spec.enums.iter().find(|e| e.id == id) {
                Some(e) => format!(" WHERE {name} = '{}'", e.values[0]),
                None => format!(" WHERE {name} IS NOT NULL"),
            },
            _ => format!(" WHERE {name} IS NOT NULL"),
        }
    });
    Some(format!(
        "CREATE {}INDEX {} ON {} USING {method} ({element}){include}{nulls}{with}{}",
        if unique { "UNIQUE " } else { "" },
        quote(&index.name),
        qualified(t),
        predicate.unwrap_or_default()
    ))
}

pub(crate) fn comments(t: &Table) -> Vec<String> {
    let text = |way: usize| ["a comment", "it''s another"][way];
    let mut comments: Vec<String> = t
        .comment
        .iter()
        .map(|way| format!("COMMENT ON TABLE {} IS '{}'", qualified(t), text(*way)))
        .collect();
    for c in &t.columns {
        comments.extend(
            c.comment.map(|way| {
                format!("COMMENT ON COLUMN {}.{} IS '{}'", qualified(t), quote(&c.name), text(way))
            }),
        );
    }
    comments
}

pub(crate) fn view(spec: &Spec, v: &View, out: &mut Out) {
    let Some((from, columns)) = selected(spec, v, out) else { return };
    let name = quote(&v.name);
    let renamed = v.was.as_ref().map(|was| format!("-- @renamed from={}\n", quote(was))).unwrap_or_default();
    let listed = match v.listed {
        true => format!(" ({})", (0..columns.len()).map(|n| format!("n{n}")).collect::<Vec<_>>().join(", ")),
        false => String::new(),
    };
    let first = if v.listed { "n0".to_owned() } else { columns[0].clone() };
    let (kind, options, check) = match (v.materialized, v.option) {
        (true, 1) => ("MATERIALIZED VIEW", " WITH (fillfactor = 70)", " WITH NO DATA"),
        (true, _) => ("MATERIALIZED VIEW", "", ""),
        (false, 1) => ("VIEW", " WITH (security_barrier = true)", ""),
        (false, 2) => ("VIEW", " WITH (security_invoker = true)", ""),
        (false, 3) => ("VIEW", "", " WITH LOCAL CHECK OPTION"),
        (false, _) => ("VIEW", "", ""),
    };
    let columns = columns.join(", ");
    out.claim(format!("view {}", v.name));
    out.line(
        Phase::Views,
        format!("{renamed}CREATE {kind} {name}{listed}{options} AS SELECT {columns} FROM {from}{check}"),
    );
    if v.materialized && v.indexed {
        out.line(Phase::Views, format!("CREATE INDEX ON {name} (({first} IS NULL))"));
    }
    if let Some(way) = v.comment {
        let text = ["seen", "looked at"][way];
        out.line(Phase::Comments, format!("COMMENT ON {kind} {name} IS '{text}'"));
        out.line(Phase::Comments, format!("COMMENT ON COLUMN {name}.{first} IS '{text}'"));
    }
}

/// What a view reads, and its columns.
fn selected(spec: &Spec, v: &View, out: &Out) -> Option<(String, Vec<String>)> {
    let table = spec.table(v.table)?;
    let names = |v: &View| -> Vec<String> {
        v.columns.iter().filter_map(|id| table.column(*id)).map(|c| quote(&c.name)).collect()
    };
    let mut columns = names(v);
    let over = v.over.and_then(|id| spec.views.iter().find(|other| other.id == id && other.over.is_none()));
    let from = match over.filter(|other| !other.listed) {
        Some(other) => {
            let there = names(other);
            columns.retain(|name| there.contains(name));
            // The other view is written first, and can be read while it has rows.
            let filled = !other.materialized || other.option != 1;
            if !out.has_view(&other.name) || !filled || v.option == 3 {
                return None;
            }
            quote(&other.name)
        }
        None => qualified(table),
    };
    (!columns.is_empty()).then_some((from, columns))
}

pub(crate) fn sequence(s: &Sequence, out: &mut Out) {
    let cycle = if s.cycle { " CYCLE" } else { "" };
    let more = [
        "",
        " MINVALUE 10 START WITH 20",
        " AS integer MAXVALUE 5000",
        " AS smallint CACHE 7",
        " START WITH 50 NO MAXVALUE",
    ][s.way];
    let increment = if s.way == 0 && s.cycle { format!("-{}", s.increment) } else { s.increment.to_string() };
    let renamed = s.was.as_ref().map(|was| format!("-- @renamed from={}\n", quote(was))).unwrap_or_default();
    out.line(
        Phase::Sequences,
        format!(
            "{renamed}CREATE SEQUENCE {}{} INCREMENT BY {increment}{}{cycle}",
            quote(&s.name),
            as_type(more),
            rest(more)
        ),
    );
}

/// `AS integer` at the start of sequence options.
fn as_type(options: &str) -> String {
    match options.strip_prefix(" AS ").and_then(|rest| rest.split(' ').next()) {
        Some(ty) => format!(" AS {ty}"),
        None => String::new(),
    }
}

fn rest(options: &str) -> &str {
    &options[as_type(options).len()..]
}

pub(crate) fn publication(spec: &Spec, p: &Publication) -> String {
    let published = |target: &super::spec::Published| {
        let table = spec.table(target.table).filter(|table| !table.unlogged)?;
        let columns = target.columns.as_ref().map(|list| {
            let plain = list.iter().filter_map(|id| table.column(*id)).filter(|c| c.name != "id");
            let stored = plain.filter(|c| !matches!(kind(spec, table, c), Kind::Generated { .. }));
            let names: Vec<String> =
                ["id".to_owned()].into_iter().chain(stored.map(|c| quote(&c.name))).collect();
            format!(" ({})", names.join(", "))
        });
        let filter = if target.filter { " WHERE (id > 0)" } else { "" };
        Some(format!("{}{}{filter}", qualified(table), columns.unwrap_or_default()))
    };
    let tables: Vec<String> = p.tables.iter().filter_map(published).collect();
    if p.everything {
        return "CREATE PUBLICATION app FOR ALL TABLES".to_owned();
    }
    let target = if tables.is_empty() { String::new() } else { format!(" FOR TABLE {}", tables.join(", ")) };
    let mut options = Vec::new();
    if p.via_root {
        options.push("publish_via_partition_root = true");
    }
    if p.inserts_only {
        options.push("publish = 'insert'");
    }
    let options = if options.is_empty() { String::new() } else { format!(" WITH ({})", options.join(", ")) };
    format!("CREATE PUBLICATION app{target}{options}")
}
