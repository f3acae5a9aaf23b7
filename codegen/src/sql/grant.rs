//! `GRANT` and `REVOKE`.

use super::cursor::{Cursor, Parsed};
use super::fold::Fold;
use super::object::{self, What};
use super::statement::unknown;
use super::text::Kind;
use super::{extension, role};
use crate::model::{FunctionKind, ObjectId, Privilege, QName, Securable};
use crate::report::{Code, Diagnostic};

/// `GRANT .. ON .. TO ..`, or `GRANT role TO role`.
pub(super) fn grant(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    c.bump();
    if !is_about_objects(c, "to") {
        return membership(c, "to");
    }
    let privileges = privileges(c)?;
    let objects = objects(fold, c, start)?;
    c.expect("to")?;
    let to = role::grantees(c)?;
    let option = c.eat("with grant option");
    granted_by(c)?;
    c.finish("`,`, `WITH GRANT OPTION` or the end of the statement")?;
    apply(fold, c, &privileges, objects, |fold, id, privilege| {
        to.iter().for_each(|to| change(fold, id, |acl, by| acl.grant(by, to, privilege, option)));
    })
}

/// `REVOKE [GRANT OPTION FOR] .. ON .. FROM .. [CASCADE]`, or `REVOKE role FROM role`.
pub(super) fn revoke(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    c.bump();
    if !is_about_objects(c, "from") {
        return membership(c, "from");
    }
    let only_option = c.eat("grant option for");
    let privileges = privileges(c)?;
    let objects = objects(fold, c, start)?;
    c.expect("from")?;
    let from = role::grantees(c)?;
    granted_by(c)?;
    if !c.eat("cascade") {
        c.eat("restrict");
    }
    c.finish("`,`, `CASCADE` or the end of the statement")?;
    apply(fold, c, &privileges, objects, |fold, id, privilege| {
        // Taken from a table, a privilege is taken from each of its columns too.
        let ids = std::iter::once(id.clone()).chain(columns_with_privileges(fold, id)).collect::<Vec<_>>();
        for id in &ids {
            from.iter()
                .for_each(|from| change(fold, id, |acl, by| acl.revoke(by, from, privilege, only_option)));
        }
    })
}

/// Whether an `ON` comes before the roles.
fn is_about_objects(c: &Cursor<'_>, before: &str) -> bool {
    let mut ahead = *c;
    while !ahead.is_done() && !ahead.is_word(before) {
        if ahead.is_word("on") {
            return true;
        }
        ahead.skip_balanced();
    }
    false
}

/// Who is a member of which role is a matter of the whole server, as the roles are: no part of a schema.
fn membership(c: &mut Cursor<'_>, word: &str) -> Parsed<()> {
    while !c.is_done() && !c.is_word(word) {
        c.bump();
    }
    c.expect(word)?;
    role::grantees(c).map(drop)
}

/// `GRANTED BY role`: who granted it is not kept.
pub(super) fn granted_by(c: &mut Cursor<'_>) -> Parsed<()> {
    if c.eat("granted by") {
        role::grantee(c)?;
    }
    Ok(())
}

/// What is granted: `ALL` is empty.
pub(super) struct Privileges {
    list: Vec<Listed>,
    /// The columns of `ALL (a, b)`.
    columns: Vec<String>,
}

struct Listed {
    privilege: Privilege,
    columns: Vec<String>,
    span: std::ops::Range<usize>,
}

/// `ALL [PRIVILEGES] [(columns)] | privilege [(columns)], ..`.
pub(super) fn privileges(c: &mut Cursor<'_>) -> Parsed<Privileges> {
    if c.eat("all") {
        c.eat("privileges");
        return Ok(Privileges { list: Vec::new(), columns: columns(c)? });
    }
    let mut list = Vec::new();
    loop {
        let span = c.here();
        let found = Privilege::EVERY.iter().find(|p| c.eat(&p.as_str().to_ascii_lowercase()));
        let Some(privilege) = found.copied().or_else(|| c.eat("temp").then_some(Privilege::Temporary)) else {
            let known = Privilege::EVERY.iter().map(|p| p.as_str().to_ascii_lowercase()).collect::<Vec<_>>();
            let mut error = c.expected("a privilege such as `SELECT`");
            let word = c.word_at(0).unwrap_or_default();
            error.help = super::suggest::did_you_mean_keyword(&word, known.iter().map(String::as_str));
            return Err(error);
        };
        list.push(Listed { privilege, columns: columns(c)?, span });
        if !c.eat_kind(Kind::Comma) {
            return Ok(Privileges { list, columns: Vec::new() });
        }
    }
}

fn columns(c: &mut Cursor<'_>) -> Parsed<Vec<String>> {
    if c.kind() != Some(Kind::Open) {
        return Ok(Vec::new());
    }
    Ok(c.column_list()?.into_iter().map(|column| column.name).collect())
}

impl Privileges {
    /// Each privilege with its columns, for one kind of object.
    pub(super) fn of(&self, c: &Cursor<'_>, securable: Securable) -> Parsed<Vec<(Privilege, &[String])>> {
        if self.list.is_empty() {
            let all = if self.columns.is_empty() { securable.all() } else { Securable::Column.all() };
            return Ok(all.iter().map(|privilege| (*privilege, self.columns.as_slice())).collect());
        }
        let mut of = Vec::new();
        for Listed { privilege, columns, span } in &self.list {
            let known = if columns.is_empty() { securable.all() } else { Securable::Column.all() };
            let has_columns = columns.is_empty() || securable == Securable::Relation;
            if !known.contains(privilege) || !has_columns {
                let message = format!("there is no privilege {} on this kind of object", privilege.as_str());
                return Err(c.report(Code::Invalid, span.clone(), &message, ""));
            }
            of.push((*privilege, columns.as_slice()));
        }
        Ok(of)
    }
}

/// The objects after `ON`, with where they are named.
fn objects(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<Vec<ObjectId>> {
    c.expect("on")?;
    if let Some(all) = all_in_namespace(fold, c)? {
        return Ok(all);
    }
    for (words, what) in [
        ("database", "databases"),
        ("tablespace", "tablespaces"),
        ("parameter", "parameters of the server"),
        ("large object", "large objects"),
        ("language", "languages"),
    ] {
        if c.eat(words) {
            let mut error = unknown(c, start, &format!("GRANT or REVOKE ON {}", words.to_uppercase()));
            error.help = Some(
                format!("privileges on {what} are no part of the schema: `-- @opaque` on the line above passes it over")
                    .into(),
            );
            return Err(error);
        }
    }
    let what = object::what(c).unwrap_or(What::Relation);
    let mut objects = Vec::new();
    loop {
        let at = *c;
        match object::find(fold, c, what) {
            Ok(found) => objects.extend(found),
            // What an extension brings is left alone, and so is who may use it.
            Err(_) if may_be_of_extension(fold, what) => {
                *c = at;
                skip_object(c);
            }
            Err(error) => return Err(error),
        }
        if !c.eat_kind(Kind::Comma) {
            return Ok(objects);
        }
    }
}

fn may_be_of_extension(fold: &Fold, what: What) -> bool {
    let mut extensions = fold.schema.extensions.keys().filter(|name| *name != "plpgsql");
    match what {
        What::Function(_) | What::Type => extensions.next().is_some(),
        What::ForeignDataWrapper => extensions.any(|name| name.ends_with("_fdw")),
        What::Relation | What::Sequence => extensions.any(|name| {
            extension::may_bring_more(name)
                || ["postgis", "pg_stat_statements", "pg_cron"].contains(&name.as_str())
        }),
        What::Index
        | What::Namespace
        | What::Publication
        | What::Collation
        | What::Operator
        | What::OperatorClass
        | What::OperatorFamily
        | What::TextSearch(_)
        | What::Server
        | What::Statistics
        | What::EventTrigger
        | What::Subscription => false,
    }
}

fn skip_object(c: &mut Cursor<'_>) {
    while !c.is_done() && c.kind() != Some(Kind::Comma) && !c.is_word("to") && !c.is_word("from") {
        c.skip_balanced();
    }
}

/// `ALL TABLES IN SCHEMA a, b`: what is there now.
fn all_in_namespace(fold: &Fold, c: &mut Cursor<'_>) -> Parsed<Option<Vec<ObjectId>>> {
    type Is = fn(&Fold, &ObjectId) -> bool;
    fn function(fold: &Fold, id: &ObjectId, procedure: bool) -> bool {
        let ObjectId::Function(name, types) = id else { return false };
        let function = fold.schema.functions.get(&(name.clone(), types.clone()));
        function.is_some_and(|function| (function.kind == FunctionKind::Procedure) == procedure)
    }
    let kinds: [(&str, Is); 5] = [
        ("all tables in schema", |_, id| matches!(id, ObjectId::Table(_) | ObjectId::View(_))),
        ("all sequences in schema", |_, id| matches!(id, ObjectId::Sequence(_))),
        ("all functions in schema", |fold, id| function(fold, id, false)),
        ("all procedures in schema", |fold, id| function(fold, id, true)),
        ("all routines in schema", |_, id| matches!(id, ObjectId::Function(..))),
    ];
    let Some((_, is)) = kinds.into_iter().find(|(words, _)| c.eat(words)) else { return Ok(None) };
    let mut found = Vec::new();
    loop {
        let name = c.ident("a namespace")?;
        if !fold.schema.namespaces.contains_key(&name.name) {
            let known = fold.schema.namespaces.keys().map(String::as_str);
            return Err(fold.unknown_among(c, "namespace", &name.name, name.span, known));
        }
        let ids = securables(fold).into_iter();
        found.extend(ids.filter(|id| id.namespace() == Some(name.name.as_str()) && is(fold, id)));
        if !c.eat_kind(Kind::Comma) {
            return Ok(Some(found));
        }
    }
}

/// Relations, sequences (those of identity columns too) and functions.
fn securables(fold: &Fold) -> Vec<ObjectId> {
    let schema = &fold.schema;
    let identity = fold.relations.iter().filter_map(|(name, relation)| match relation {
        super::fold::Relation::Identity(..) => Some(ObjectId::Sequence(name.clone())),
        _ => None,
    });
    let name = |name: &QName| name.clone();
    let tables = schema.tables.keys().map(name).map(ObjectId::Table);
    let views = schema.views.keys().map(name).map(ObjectId::View);
    let sequences = schema.sequences.keys().map(name).map(ObjectId::Sequence);
    let functions =
        schema.functions.keys().map(|(name, types)| ObjectId::Function(name.clone(), types.clone()));
    tables.chain(views).chain(sequences).chain(functions).chain(identity).collect()
}

/// Does something for each privilege on each object, or on each of the columns that are named.
fn apply(
    fold: &mut Fold,
    c: &Cursor<'_>,
    privileges: &Privileges,
    objects: Vec<ObjectId>,
    mut each: impl FnMut(&mut Fold, &ObjectId, Privilege),
) -> Parsed<()> {
    for id in objects {
        let Some(securable) = Securable::of(&id) else {
            let message = format!("there are no privileges on a {}", id.kind());
            return Err(Box::new(Diagnostic::new(Code::Invalid, message).at(c.place(c.last_token()), "")));
        };
        for (privilege, columns) in privileges.of(c, securable)? {
            if columns.is_empty() {
                each(fold, &id, privilege);
            }
            for column in columns {
                each(fold, &column_of(fold, c, &id, column)?, privilege);
            }
        }
    }
    Ok(())
}

fn column_of(fold: &Fold, c: &Cursor<'_>, relation: &ObjectId, column: &str) -> Parsed<ObjectId> {
    let (ObjectId::Table(name) | ObjectId::View(name)) = relation else { return Ok(relation.clone()) };
    let id = ObjectId::Column(name.clone(), column.to_owned());
    if !fold.schema.contains(&id) {
        let ident = super::cursor::Ident { name: column.to_owned(), span: c.last_token() };
        return Err(fold.unknown_column(c, name, &ident));
    }
    Ok(id)
}

fn columns_with_privileges(fold: &Fold, relation: &ObjectId) -> Vec<ObjectId> {
    let (ObjectId::Table(name) | ObjectId::View(name)) = relation else { return Vec::new() };
    let of = |id: &&ObjectId| matches!(id, ObjectId::Column(table, _) if table == name);
    fold.schema.grants.keys().filter(of).cloned().collect()
}

/// Changes the privileges on one object.
fn change(
    fold: &mut Fold,
    id: &ObjectId,
    change: impl FnOnce(&mut crate::model::Acl, &crate::model::BuiltIn),
) {
    let Some(by_itself) = fold.schema.built_in(id) else { return };
    let acl = fold.schema.grants.entry(id.clone()).or_default();
    change(acl, &by_itself);
    // On a column nobody has anything by itself, not even the owner.
    if matches!(id, ObjectId::Column(..)) {
        acl.revoked.clear();
    }
    if acl.is_empty() {
        fold.schema.grants.remove(id);
    }
}
