//! What the kinds share that have a name of their own in the database, outside any namespace.

use super::cursor::{Cursor, Ident, Parsed};
use super::fold::Fold;
use super::statement::if_exists;
use super::text::Kind as Token;
use super::{belonging, change};
use crate::model::{DefinitionId, ObjectId};

/// Such a kind.
pub(super) struct Kind {
    /// As messages say it, with its article.
    pub(super) a: &'static str,
    /// As messages say it.
    pub(super) word: &'static str,
    /// The id of one of that name.
    pub(super) id: fn(String) -> DefinitionId,
}

impl Kind {
    /// One that is there.
    pub(super) fn find(&self, fold: &Fold, c: &mut Cursor<'_>) -> Parsed<DefinitionId> {
        let name = c.ident(&format!("the name of {}", self.a))?;
        self.named(fold, c, name)
    }

    /// The one of that name.
    pub(super) fn named(&self, fold: &Fold, c: &Cursor<'_>, name: Ident) -> Parsed<DefinitionId> {
        let id = (self.id)(name.name.clone());
        if fold.schema.definitions.contains_key(&id) {
            return Ok(id);
        }
        let same_kind = |other: &&DefinitionId| other.kind() == id.kind();
        let known = fold.schema.definitions.keys().filter(same_kind).map(DefinitionId::bare_name);
        Err(fold.unknown_among(c, self.word, &name.name, name.span, known))
    }

    /// `RENAME TO name`; whether it was that.
    pub(super) fn renamed(&self, fold: &mut Fold, c: &mut Cursor<'_>, id: &DefinitionId) -> Parsed<bool> {
        if !c.eat("rename to") {
            return Ok(false);
        }
        belonging::rename(fold, c, id)?;
        Ok(true)
    }

    /// `[IF EXISTS] name, .. [CASCADE | RESTRICT]`.
    pub(super) fn drop(&self, fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<()> {
        let lenient = if_exists(c);
        let mut names = vec![c.ident(&format!("the name of {}", self.a))?];
        while c.eat_kind(Token::Comma) {
            names.push(c.ident(&format!("the name of {}", self.a))?);
        }
        let cascade = c.eat("cascade");
        if !cascade {
            c.eat("restrict");
        }
        c.finish("`,`, `CASCADE` or the end of the statement")?;
        let mut going = Vec::new();
        for name in names {
            let span = name.span.clone();
            match self.named(fold, c, name) {
                Ok(id) => going.push((id, span)),
                Err(_) if lenient => {}
                Err(error) => return Err(error),
            }
        }
        let gone: Vec<ObjectId> = going.iter().map(|(id, _)| ObjectId::Definition(id.clone())).collect();
        for (id, span) in going {
            if !cascade {
                let mut users = change::foreign_users(&fold.schema, &id);
                users.retain(|user| !gone.contains(user));
                change::refuse(c, span, &format!("{} `{id}`", self.word), &users)?;
            }
            change::drop_foreign(fold, &id);
        }
        Ok(())
    }
}
