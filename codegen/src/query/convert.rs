//! Which type becomes which (manual 10.1, 10.5; `parse_coerce.c`).

use super::model::Model;
use super::types::Ty;

/// How much is asked for: each includes the ones before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Context {
    /// An operand or argument.
    Implicit,
    /// A value for a column.
    Assignment,
    /// A cast.
    Explicit,
}

impl Model {
    /// Whether a value of one type can become the other (`find_coercion_pathway`).
    pub(crate) fn converts(&self, source: &Ty, target: &Ty, context: Context) -> bool {
        let (source, target) = (self.base(source), self.base(target));
        if source == target {
            return true;
        }
        if let Some(allowed) = self.cast(&source, &target) {
            return match allowed {
                'i' => true,
                'a' => context >= Context::Assignment,
                _ => context == Context::Explicit,
            };
        }
        let both_arrays = source.is_array() && target.is_array();
        if both_arrays
            && let (Some(from), Some(to)) = (source.element(), target.element())
            && self.converts(&from, &to, context)
        {
            return true;
        }
        (context >= Context::Assignment && self.category(&target) == 'S')
            || (context == Context::Explicit && self.category(&source) == 'S')
    }

    /// Whether an argument of one type can be given where the other is declared (`can_coerce_type` for one pair).
    pub(crate) fn accepts(&self, source: &Ty, target: &Ty, context: Context) -> bool {
        source == target
            || target.is("any")
            || target.is_polymorphic()
            || source.is_unknown()
            || self.converts(source, target, context)
            || (source.is_record() && self.is_composite(&self.base(target)))
            || (target.is_record() && self.is_composite(&self.base(source)))
            || (target.is("record[]") && source.element().is_some_and(|element| self.is_composite(&element)))
    }

    /// The type that all become, of `UNION`, `CASE`, `VALUES` and the like (manual 10.5); the pair that does not go together.
    pub(crate) fn common(&self, types: &[Ty]) -> Result<Ty, (Ty, Ty)> {
        let Some(first) = types.first() else { return Ok(Ty::new("text")) };
        if !first.is_unknown() && types.iter().all(|ty| ty == first) {
            return Ok(first.clone());
        }
        let mut chosen = self.base(first);
        for ty in &types[1..] {
            let next = self.base(ty);
            if next.is_unknown() || next == chosen {
                continue;
            }
            if chosen.is_unknown() {
                chosen = next;
            } else if self.category(&chosen) != self.category(&next) {
                return Err((chosen, next));
            } else if !self.is_preferred(&chosen)
                && self.accepts(&chosen, &next, Context::Implicit)
                && !self.accepts(&next, &chosen, Context::Implicit)
            {
                chosen = next;
            }
        }
        Ok(if chosen.is_unknown() { Ty::new("text") } else { chosen })
    }
}
