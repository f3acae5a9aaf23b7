//! Joins.

use super::ast::{Alias, Expr, From, JoinKind, JoinOn, Name};
use super::from::source;
use super::mistake::{Mistake, Result, Span};
use super::resolve::{Resolver, no_column};
use super::scope::{Clause, Col, Null, Source};
use super::types::Ty;

impl Resolver<'_> {
    pub(crate) fn join(
        &mut self,
        left: &From,
        right: &From,
        kind: JoinKind,
        on: &JoinOn,
        alias: Option<&Alias>,
        span: Span,
    ) -> Result<Vec<Col>> {
        let start = self.scope().sources.len();
        let mut left = self.from(left)?;
        let middle = self.scope().sources.len();
        let mut right = self.from(right)?;
        let end = self.scope().sources.len();
        let mut merged = Vec::new();
        match on {
            JoinOn::Nothing => {}
            JoinOn::Expr(on) => self.on(on, start)?,
            JoinOn::Using(names, _) => {
                for name in names {
                    merged.push(self.merge(name, &left, &right, kind)?);
                }
            }
            JoinOn::Natural => {
                let names: Vec<Name> = left
                    .iter()
                    .filter(|col| right.iter().any(|other| other.name == col.name))
                    .map(|col| Name { text: col.name.clone(), span })
                    .collect();
                for name in &names {
                    merged.push(self.merge(name, &left, &right, kind)?);
                }
            }
        }
        if matches!(kind, JoinKind::Left | JoinKind::Full) {
            self.outer(middle..end, &mut right);
        }
        if matches!(kind, JoinKind::Right | JoinKind::Full) {
            self.outer(start..middle, &mut left);
        }
        let is_merged = |col: &Col| merged.iter().any(|other| other.name == col.name);
        let mut star = merged.clone();
        star.extend(left.iter().filter(|col| !is_merged(col)).cloned());
        star.extend(right.iter().filter(|col| !is_merged(col)).cloned());
        if !merged.is_empty() {
            for source in &mut self.scope().sources[start..end] {
                source.columns.iter_mut().filter(|col| is_merged(col)).for_each(|col| col.merged = true);
            }
            let id = self.fresh();
            let mut source = source(id, "", merged, Ty::new("record"));
            source.named = false;
            if let JoinOn::Using(_, Some(name)) = on {
                source.alias.clone_from(&name.text);
                source.named = true;
            }
            self.scope().sources.push(source);
        }
        if let Some(alias) = alias {
            for source in &mut self.scope().sources[start..] {
                (source.named, source.bare) = (false, false);
            }
            let id = self.fresh();
            return self.add(source(id, "", star, Ty::new("record")), Some(alias), span);
        }
        Ok(star)
    }

    /// A join's condition, which sees the join's own sources alone.
    fn on(&mut self, on: &Expr, start: usize) -> Result<()> {
        let rest: Vec<Source> = self.scope().sources.drain(..start).collect();
        let condition = self.within(Clause::On, |resolver| {
            let condition = resolver.expr(on)?;
            resolver.boolean(condition, "`ON`")
        });
        self.scope().sources.splice(0..0, rest);
        condition.map(|_| ())
    }

    /// The rows of a side may be missing.
    fn outer(&mut self, range: std::ops::Range<usize>, star: &mut [Col]) {
        for source in &mut self.scope().sources[range] {
            source.outer = true;
            source.columns.iter_mut().for_each(|col| col.null = Null::MAYBE);
        }
        star.iter_mut().for_each(|col| col.null = Null::MAYBE);
    }

    /// One column of two, by `USING`.
    fn merge(&mut self, name: &Name, left: &[Col], right: &[Col], kind: JoinKind) -> Result<Col> {
        let find = |side: &[Col], word: &str| {
            let mut found = side.iter().filter(|col| col.name == name.text);
            let first = found.next().cloned();
            if found.next().is_some() {
                return Err(Mistake::new(
                    name.span,
                    format!("several tables on the {word} have a column `{}`", name.text),
                ));
            }
            first.ok_or_else(|| {
                no_column(
                    &format!("the {word} side of the join"),
                    name,
                    side.iter().map(|col| col.name.as_str()),
                )
            })
        };
        let (left, right) = (find(left, "left")?, find(right, "right")?);
        let types = [left.ty.clone(), right.ty.clone()];
        let ty = self.model.common(&types).map_err(|(one, other)| {
            Mistake::new(
                name.span,
                format!("`{}` is of type {one} on one side and {other} on the other", name.text),
            )
        })?;
        let null = match kind {
            // Equal values are no NULL.
            JoinKind::Inner | JoinKind::Cross => Null::NEVER,
            JoinKind::Left => left.null,
            JoinKind::Right => right.null,
            JoinKind::Full => left.null.or(right.null),
        };
        let id = match kind {
            JoinKind::Inner | JoinKind::Cross | JoinKind::Left => left.id,
            JoinKind::Right => right.id,
            JoinKind::Full => (self.fresh(), 0),
        };
        Ok(Col {
            name: name.text.clone(),
            ty,
            null,
            elements: left.elements || right.elements,
            private: left.private || right.private,
            id,
            merged: false,
            fields: None,
        })
    }
}
