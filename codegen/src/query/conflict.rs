//! `ON CONFLICT`.

use std::rc::Rc;

use super::ast::{Conflict, ExprKind};
use super::mistake::{Mistake, Result};
use super::model::Relation;
use super::resolve::Resolver;
use super::scope::{Clause, Source};

impl Resolver<'_> {
    pub(crate) fn conflict(
        &mut self,
        conflict: &Conflict,
        relation: &Rc<Relation>,
        source: &Source,
    ) -> Result<()> {
        if let Some(name) = &conflict.constraint
            && !relation.keys.iter().any(|key| key.name == name.text && key.kind != 'i' && key.kind != 'x')
        {
            let names = relation
                .keys
                .iter()
                .filter(|key| !matches!(key.kind, 'i' | 'x'))
                .map(|key| key.name.as_str());
            let message = format!("`{}` is no unique constraint of this table", name.text);
            return Err(Mistake::new(
                name.span,
                match super::similar::did_you_mean(&name.text, names) {
                    Some(close) => format!("{message}; did you mean `{close}`?"),
                    None => message,
                },
            ));
        }
        if conflict.sets.is_some() && conflict.constraint.is_none() && conflict.columns.is_empty() {
            return Err(Mistake::new(conflict.span, "`DO UPDATE` needs to know which conflict is meant")
                .help("name the columns of a key: `ON CONFLICT (id) DO UPDATE ..`"));
        }
        self.conflict_target(conflict, relation)?;
        let Some(sets) = &conflict.sets else { return Ok(()) };
        let id = self.fresh();
        let mut excluded = super::from::source(
            id,
            "excluded",
            super::from::renumbered(source.columns.clone(), id),
            source.row.clone(),
        );
        excluded.bare = false;
        // Both have the columns: a bare name is the table's.
        self.scope().sources.push(excluded);
        self.sets(sets, relation)?;
        if let Some(filter) = &conflict.update_filter {
            self.condition(filter)?;
        }
        Ok(())
    }

    fn conflict_target(&mut self, conflict: &Conflict, relation: &Rc<Relation>) -> Result<()> {
        let mut places = Vec::new();
        let mut is_plain = conflict.filter.is_none();
        for expr in &conflict.columns {
            let typed = self.within(Clause::Other, |resolver| resolver.expr(expr))?;
            match &typed.reads[..] {
                [read] if matches!(expr.kind, ExprKind::Column(_)) => places.push(read.id.1),
                _ => is_plain = false,
            }
        }
        if let Some(filter) = &conflict.filter {
            self.condition(filter)?;
        }
        // An index of expressions or of a part of the rows is for the server to find. Of a view nothing is known.
        let judged = is_plain && !conflict.columns.is_empty() && relation.kind == 't';
        places.sort_unstable();
        places.dedup();
        let unique = relation.keys.iter().filter(|key| matches!(key.kind, 'p' | 'u' | 'i')).any(|key| {
            let mut columns = key.columns.clone();
            columns.sort_unstable();
            columns == places
        });
        if judged && !unique {
            let span = conflict.columns[0].span.to(conflict.columns[conflict.columns.len() - 1].span);
            let keys: Vec<String> = relation
                .keys
                .iter()
                .filter(|key| matches!(key.kind, 'p' | 'u' | 'i'))
                .map(|key| {
                    let names = key.columns.iter().filter_map(|at| relation.columns.get(*at));
                    format!("`({})`", names.map(|column| column.name.as_str()).collect::<Vec<_>>().join(", "))
                })
                .collect();
            let mistake = Mistake::new(span, "no key or unique index is over exactly these columns");
            return Err(if keys.is_empty() {
                mistake
            } else {
                mistake.help(format!("there is one over {}", keys.join(", ")))
            });
        }
        Ok(())
    }
}
