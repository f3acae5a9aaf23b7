//! `RETURNING`.

use super::ast::{Name, Returning};
use super::mistake::Result;
use super::resolve::Resolver;
use super::scope::{Clause, Col, Null, Source};
use super::select::Output;

/// What `RETURNING` sees of the row before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Insert,
    Upsert,
    Update,
    Delete,
    Merge,
}

impl Resolver<'_> {
    /// The columns of `RETURNING`, with `old` and `new` (PostgreSQL 18).
    pub(crate) fn returning(
        &mut self,
        returning: Option<&Returning>,
        stars: &[Vec<Col>],
        target: &Source,
        change: Change,
    ) -> Result<Output> {
        let Some(returning) = returning else { return Ok(Output::default()) };
        let (old, new) = match change {
            Change::Insert => (true, false),
            // Which of the two it was is not known.
            Change::Upsert => (true, false),
            Change::Update => (false, false),
            Change::Delete => (false, true),
            Change::Merge => (true, true),
        };
        self.row_version(returning.old.as_ref(), "old", target, old);
        self.row_version(returning.new.as_ref(), "new", target, new);
        let columns = self.within(Clause::Returning, |resolver| {
            let mut columns = resolver.targets(&returning.targets, &stars.concat())?;
            for out in &mut columns {
                out.typed = resolver.settle(out.typed.clone())?;
            }
            Ok(columns)
        })?;
        Ok(Output { columns, one_row: false })
    }

    fn row_version(&mut self, alias: Option<&Name>, word: &str, target: &Source, missing: bool) {
        let name = alias.map_or(word, |alias| alias.text.as_str());
        let is_taken = alias.is_none() && self.scope().sources.iter().any(|source| source.alias == name);
        if is_taken {
            return;
        }
        let id = self.fresh();
        let mut columns = super::from::renumbered(target.columns.clone(), id);
        if missing {
            columns.iter_mut().for_each(|col| col.null = Null::MAYBE);
        }
        let mut source = super::from::source(id, name, columns, target.row.clone());
        source.bare = false;
        source.outer = missing;
        source.table = target.table.clone();
        self.scope().sources.push(source);
    }
}
