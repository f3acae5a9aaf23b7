//! Objects of any kind by the words and the name that statements about several kinds use: `OWNER TO`, `GRANT`.

use super::cursor::{Cursor, Ident, Name, Parsed};
use super::fold::{Fold, Relation};
use super::text::Kind;
use super::{function, role};
use crate::model::{DefinitionId, FunctionKind, ObjectId, QName, Schema, TextSearchKind, Type};

/// What kind of object a name is to be looked up as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Relation,
    Sequence,
    Index,
    Type,
    Namespace,
    Publication,
    Function(Option<FunctionKind>),
    Collation,
    Operator,
    OperatorClass,
    OperatorFamily,
    TextSearch(TextSearchKind),
    ForeignDataWrapper,
    Server,
    Statistics,
    EventTrigger,
    Subscription,
}

/// Longer words before shorter ones that they begin with.
const WORDS: &[(&str, What)] = &[
    ("table", What::Relation),
    ("view", What::Relation),
    ("materialized view", What::Relation),
    ("foreign table", What::Relation),
    ("sequence", What::Sequence),
    ("index", What::Index),
    ("type", What::Type),
    ("domain", What::Type),
    ("schema", What::Namespace),
    ("publication", What::Publication),
    ("function", What::Function(Some(FunctionKind::Function))),
    ("procedure", What::Function(Some(FunctionKind::Procedure))),
    ("routine", What::Function(None)),
    ("aggregate", What::Function(Some(FunctionKind::Aggregate))),
    ("collation", What::Collation),
    ("operator class", What::OperatorClass),
    ("operator family", What::OperatorFamily),
    ("operator", What::Operator),
    ("text search dictionary", What::TextSearch(TextSearchKind::Dictionary)),
    ("text search configuration", What::TextSearch(TextSearchKind::Configuration)),
    ("foreign data wrapper", What::ForeignDataWrapper),
    ("foreign server", What::Server),
    ("server", What::Server),
    ("statistics", What::Statistics),
    ("event trigger", What::EventTrigger),
    ("subscription", What::Subscription),
];

/// Takes the words for a kind.
pub(super) fn what(c: &mut Cursor<'_>) -> Option<What> {
    WORDS.iter().find(|(words, _)| c.eat(words)).map(|(_, what)| *what)
}

/// Reads a name and looks it up; an index, which has neither owner nor privileges, is `None`.
pub(super) fn find(fold: &mut Fold, c: &mut Cursor<'_>, what: What) -> Parsed<Option<ObjectId>> {
    match what {
        What::Relation | What::Sequence | What::Index => relation(fold, c, what),
        What::Type => {
            let name = c.any_name("a type's name")?;
            let known = fold.schema.enums.keys().chain(fold.schema.domains.keys());
            type_id(fold, &name).map(Some).ok_or_else(|| fold.unknown(c, "type", &name, known))
        }
        What::Namespace => {
            let name = c.label("a namespace")?;
            let known = fold.schema.namespaces.keys().map(String::as_str);
            plain(fold, c, &name, ObjectId::Namespace(name.name.clone()), known)
        }
        What::Publication => {
            let name = c.label("a publication's name")?;
            let known = fold.schema.publications.keys().map(String::as_str);
            plain(fold, c, &name, ObjectId::Publication(name.name.clone()), known)
        }
        What::Function(kind) => {
            let (name, found) = function::find(fold, c, kind)?;
            match found {
                Some((name, types)) => Ok(Some(ObjectId::Function(name, types))),
                None => Err(function::unknown_function(fold, c, &name)),
            }
        }
        What::Operator => {
            let name = operator_name(c)?;
            let mut inner = c.group("`(` and the types of the operands")?;
            let left = operand(fold, &mut inner)?;
            inner.eat_kind(Kind::Comma);
            let right = operand(fold, &mut inner)?;
            definition(fold, c, &name, |id| match id {
                DefinitionId::Operator(known, l, r) => names(fold, &name, known) && *l == left && *r == right,
                _ => false,
            })
        }
        What::OperatorClass | What::OperatorFamily => {
            let name = c.any_name("a name")?;
            c.expect("using")?;
            let method = c.label("an index method")?.name;
            definition(fold, c, &name, |id| match (what, id) {
                (What::OperatorClass, DefinitionId::OperatorClass(known, m))
                | (What::OperatorFamily, DefinitionId::OperatorFamily(known, m)) => {
                    names(fold, &name, known) && *m == method
                }
                _ => false,
            })
        }
        What::Collation | What::TextSearch(_) | What::Statistics => {
            let name = c.any_name("a name")?;
            definition(fold, c, &name, |id| match (what, id) {
                (What::Collation, DefinitionId::Collation(known))
                | (What::Statistics, DefinitionId::Statistics(known)) => names(fold, &name, known),
                (What::TextSearch(kind), DefinitionId::TextSearch(of, known)) => {
                    kind == *of && names(fold, &name, known)
                }
                _ => false,
            })
        }
        What::ForeignDataWrapper | What::Server | What::EventTrigger | What::Subscription => {
            let ident = c.label("a name")?;
            let name = Name { namespace: None, name: ident.name, span: ident.span };
            definition(fold, c, &name, |id| match (what, id) {
                (What::ForeignDataWrapper, DefinitionId::ForeignDataWrapper(known))
                | (What::Server, DefinitionId::Server(known))
                | (What::EventTrigger, DefinitionId::EventTrigger(known))
                | (What::Subscription, DefinitionId::Subscription(known)) => *known == name.name,
                _ => false,
            })
        }
    }
}

/// A relation, whatever word was used for it: `TABLE` names views and sequences too.
fn relation(fold: &Fold, c: &mut Cursor<'_>, what: What) -> Parsed<Option<ObjectId>> {
    c.eat("only");
    let word = if what == What::Sequence { "sequence" } else { "table" };
    let name = c.name(&format!("the name of a {word}"))?;
    let (qname, relation) = fold.relation(c, word, &name)?;
    Ok(match relation {
        Relation::Table => Some(ObjectId::Table(qname)),
        Relation::View => Some(ObjectId::View(qname)),
        Relation::Sequence | Relation::Identity(..) => Some(ObjectId::Sequence(qname)),
        Relation::Index(_) | Relation::Key(_) => None,
    })
}

/// A type of any kind.
pub(super) fn type_id(fold: &Fold, name: &Name) -> Option<ObjectId> {
    let of = |qname: &QName| {
        let known = [
            ObjectId::Enum(qname.clone()),
            ObjectId::Domain(qname.clone()),
            ObjectId::Definition(DefinitionId::Composite(qname.clone())),
            ObjectId::Definition(DefinitionId::Range(qname.clone())),
        ];
        known.into_iter().find(|id| fold.schema.contains(id))
    };
    fold.find(name, |qname| of(qname).is_some()).as_ref().and_then(of)
}

fn plain<'n>(
    fold: &Fold,
    c: &Cursor<'_>,
    name: &Ident,
    id: ObjectId,
    known: impl IntoIterator<Item = &'n str>,
) -> Parsed<Option<ObjectId>> {
    if fold.schema.contains(&id) {
        return Ok(Some(id));
    }
    Err(fold.unknown_among(c, id.kind(), &name.name, name.span.clone(), known))
}

/// The definition that the question is answered with yes for.
fn definition(
    fold: &Fold,
    c: &Cursor<'_>,
    name: &Name,
    is_it: impl Fn(&DefinitionId) -> bool,
) -> Parsed<Option<ObjectId>> {
    match fold.schema.definitions.keys().find(|id| is_it(id)) {
        Some(id) => Ok(Some(ObjectId::Definition(id.clone()))),
        None => {
            let known: Vec<&str> = fold.schema.definitions.keys().map(DefinitionId::bare_name).collect();
            Err(fold.unknown_among(c, "object", &name.written(), name.span.clone(), known))
        }
    }
}

/// Whether a name as written means that object.
fn names(fold: &Fold, written: &Name, known: &QName) -> bool {
    let in_reach = match &written.namespace {
        Some(namespace) => *namespace == known.namespace,
        None => fold.path.contains(&known.namespace),
    };
    in_reach && written.name == known.name
}

fn operand(fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<Option<Type>> {
    if c.eat("none") { Ok(None) } else { fold.read_type(c).map(Some) }
}

/// `===` or `app.===`.
fn operator_name(c: &mut Cursor<'_>) -> Parsed<Name> {
    let start = c.here().start;
    let mut namespace = None;
    if c.kind() != Some(Kind::Operator) {
        namespace = Some(c.label("an operator")?.name);
        c.expect_kind(Kind::Dot, "`.`")?;
    }
    let sign = c.expect_kind(Kind::Operator, "an operator")?;
    Ok(Name { namespace, name: c.text(sign).to_owned(), span: c.since(start) })
}

/// `ALTER kind name OWNER TO role`, where that is the whole statement. `false` when it is something else, or of a kind that
/// the model does not have.
pub(super) fn alter_owner(fold: &mut Fold, c: &Cursor<'_>) -> Parsed<bool> {
    if !ends_with_owner(c) {
        return Ok(false);
    }
    let mut c = *c;
    let Some(what) = what(&mut c) else { return Ok(false) };
    let lenient = c.eat("if exists");
    let found = match find(fold, &mut c, what) {
        Ok(found) => found,
        Err(_) if lenient => return Ok(true),
        Err(error) => return Err(error),
    };
    c.eat_operator("*");
    c.expect("owner to")?;
    let owner = role::owner(&mut c)?;
    c.finish("the end of the statement")?;
    if let Some(id) = found {
        set_owner(fold, id, owner);
    }
    Ok(true)
}

fn ends_with_owner(c: &Cursor<'_>) -> bool {
    let mut ahead = *c;
    // `RENAME COLUMN owner TO author` is another matter.
    while !ahead.is_done() && !ahead.is_words("rename") {
        if ahead.eat("owner to") {
            ahead.bump();
            return ahead.is_done();
        }
        ahead.skip_balanced();
    }
    false
}

/// Another owner, or that of whoever runs the statement. What was granted to the new one is its own now.
pub(super) fn set_owner(fold: &mut Fold, id: ObjectId, owner: Option<String>) {
    let from = fold.schema.owner(&id);
    match owner {
        Some(role) => fold.schema.owners.insert(id.clone(), role),
        None => fold.schema.owners.remove(&id),
    };
    let to = fold.schema.owner(&id);
    let belongs = |other: &ObjectId| match (other, &id) {
        (ObjectId::Column(table, _), ObjectId::Table(name) | ObjectId::View(name)) => table == name,
        (other, id) => other == id,
    };
    for (_, acl) in fold.schema.grants.iter_mut().filter(|(other, _)| belongs(other)) {
        acl.change_owner(&from, &to);
    }
    fold.schema.grants.retain(|_, acl| !acl.is_empty());
}

/// What is only known at the end: a sequence that a column owns belongs to the owner of the table.
pub(super) fn settle(schema: &mut Schema) {
    let owned = |id: &ObjectId| match id {
        ObjectId::Sequence(name) => schema.sequences.get(name).is_none_or(|s| s.owned_by.is_some()),
        _ => false,
    };
    schema.owners.retain(|id, _| !owned(id));
    let ids: Vec<ObjectId> = schema.grants.keys().cloned().collect();
    for id in ids.into_iter().filter(|id| matches!(id, ObjectId::Sequence(_))) {
        let owner = schema.owner(&id);
        if let Some(acl) = schema.grants.get_mut(&id) {
            acl.granted.remove(&owner);
        }
    }
    schema.grants.retain(|_, acl| !acl.is_empty());
}
