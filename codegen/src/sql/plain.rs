//! What the kinds share that have a name in a namespace and nothing else to be found by.

use super::change;
use super::cursor::{Cursor, Name, Parsed};
use super::fold::Fold;
use super::statement::{if_exists, passed_over};
use super::text::Kind;
use crate::model::{Definition, DefinitionId, ObjectId, QName};

/// Such a kind: the word for it, and its ids.
pub(super) struct Plain<F> {
    /// As messages say it.
    pub(super) word: &'static str,
    /// The id of one of that name.
    pub(super) id: F,
}

impl<F: Fn(QName) -> DefinitionId> Plain<F> {
    /// The one of that name, along the search path.
    pub(super) fn find(&self, fold: &Fold, c: &Cursor<'_>, name: &Name) -> Parsed<DefinitionId> {
        self.look_up(fold, name).ok_or_else(|| {
            let same_kind =
                |id: &&DefinitionId| id.qname().is_some_and(|name| (self.id)(name.clone()) == **id);
            let known = fold.schema.definitions.keys().filter(same_kind).filter_map(DefinitionId::qname);
            fold.unknown(c, self.word, name, known)
        })
    }

    fn look_up(&self, fold: &Fold, name: &Name) -> Option<DefinitionId> {
        let exists = |name: &QName| fold.schema.definitions.contains_key(&(self.id)(name.clone()));
        fold.find(name, exists).map(&self.id)
    }

    /// Adds a new one.
    pub(super) fn add(
        &self,
        fold: &mut Fold,
        c: &Cursor<'_>,
        name: &Name,
        start: usize,
        new: Definition,
    ) -> Parsed<()> {
        add(fold, c, self.word, name, start, new)
    }

    /// `[IF EXISTS] name, .. [CASCADE]`.
    pub(super) fn drop(&self, fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<()> {
        let lenient = if_exists(c);
        loop {
            let name = c.any_name(&format!("the name of a {}", self.word))?;
            match self.look_up(fold, &name) {
                Some(id) => forget(fold, &id),
                None if lenient => {}
                None => return Err(self.find(fold, c, &name).err().unwrap_or_else(|| c.expected("a name"))),
            }
            if !c.eat_kind(Kind::Comma) {
                break;
            }
        }
        behaviour(c)
    }
}

/// Adds a definition that has no other of its id yet.
pub(super) fn add(
    fold: &mut Fold,
    c: &Cursor<'_>,
    word: &str,
    name: &Name,
    start: usize,
    new: Definition,
) -> Parsed<()> {
    let id = ObjectId::Definition(new.id());
    if fold.schema.contains(&id) {
        return Err(fold.duplicate(c, word, &id.to_string(), name.span.clone(), &id));
    }
    fold.describe(c, id, name.span.clone(), c.since(start));
    fold.schema.definitions.insert(new.id(), new);
    Ok(())
}

/// Takes one out.
pub(super) fn forget(fold: &mut Fold, id: &DefinitionId) {
    fold.schema.definitions.remove(id);
    fold.notes.remove(&ObjectId::Definition(id.clone()));
}

/// `[CASCADE | RESTRICT]` at the end of a `DROP`.
pub(super) fn behaviour(c: &mut Cursor<'_>) -> Parsed<()> {
    if !c.eat("cascade") {
        c.eat("restrict");
    }
    c.finish("`,`, `CASCADE` or the end of the statement")
}

/// `OWNER TO`, `RENAME TO` or `SET SCHEMA`; whether it was one of them.
pub(super) fn moved(fold: &mut Fold, c: &mut Cursor<'_>, id: &DefinitionId) -> Parsed<bool> {
    if passed_over(c) {
        return Ok(true);
    }
    let Some(from) = id.qname().cloned() else { return Ok(false) };
    let Some(to) = change::new_place(fold, c, &from)? else { return Ok(false) };
    let new = ObjectId::Definition(id.clone().with_qname(to.clone()));
    if fold.schema.contains(&new) {
        return Err(fold.duplicate(c, id.kind(), &new.to_string(), c.last_token(), &new));
    }
    fold.move_note(&ObjectId::Definition(id.clone()), new);
    if let DefinitionId::Collation(_) = id {
        fold.schema.collations_mut(&mut |name| {
            if *name == from {
                name.clone_from(&to);
            }
        });
    }
    Ok(true)
}
