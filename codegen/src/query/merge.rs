//! `MERGE`.

use super::ast::{Action, Merge, When};
use super::mistake::Result;
use super::resolve::Resolver;
use super::returning::Change;
use super::scope::{Clause, Null, Scope, Source};
use super::select::Output;

impl Resolver<'_> {
    pub(crate) fn merge_into(&mut self, merge: &Merge) -> Result<Output> {
        if let Some(with) = &merge.with {
            self.with(with)?;
        }
        let (relation, target) = self.written(&merge.table)?;
        self.scopes.push(Scope::new(Clause::From));
        self.scope().sources.push(target.clone());
        let result = self.merge_inside(merge, &relation, &target);
        self.scopes.pop();
        result
    }

    fn merge_inside(
        &mut self,
        merge: &Merge,
        relation: &std::rc::Rc<super::model::Relation>,
        target: &Source,
    ) -> Result<Output> {
        let source = self.beside_target(&merge.source)?;
        self.within(Clause::On, |resolver| {
            let on = resolver.expr(&merge.on)?;
            resolver.boolean(on, "`ON`")
        })?;
        let both = self.scope().sources.clone();
        for when in &merge.whens {
            self.scope().sources = seen(&both, when);
            let result = self.when(when, relation);
            self.scope().sources.clone_from(&both);
            result?;
        }
        let by_source = merge.whens.iter().any(|when| when.by_source);
        let mut star = source;
        if by_source {
            // A row of the table that matches nothing has no source.
            star.iter_mut().for_each(|col| col.null = Null::MAYBE);
            for source in &mut self.scope().sources[1..] {
                source.outer = true;
                source.columns.iter_mut().for_each(|col| col.null = Null::MAYBE);
            }
        }
        // `*` is the source before the target (manual, MERGE).
        self.returning(merge.returning.as_ref(), &[star, target.columns.clone()], target, Change::Merge)
    }

    fn when(&mut self, when: &When, relation: &std::rc::Rc<super::model::Relation>) -> Result<()> {
        if let Some(condition) = &when.condition {
            self.condition(condition)?;
        }
        match &when.action {
            Action::Nothing | Action::Delete => Ok(()),
            Action::Update(sets) => self.sets(sets, relation),
            Action::Insert(row) => self.new_row(row, relation),
        }
    }
}

/// What a branch sees: both rows, or the one that is there.
fn seen(both: &[Source], when: &When) -> Vec<Source> {
    match (when.matched, when.by_source) {
        (true, _) => both.to_vec(),
        (false, true) => both[..1].to_vec(),
        (false, false) => both[1..].to_vec(),
    }
}
