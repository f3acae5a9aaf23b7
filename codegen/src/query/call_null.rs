//! Whether a call may be NULL.

use super::ast::{Call, Expr, ExprKind, Over, Window};
use super::catalog::Function;
use super::mistake::Result;
use super::nullability::{self, Rule};
use super::resolve::Resolver;
use super::scope::{Null, Typed};
use super::types::Ty;

impl Resolver<'_> {
    pub(crate) fn null_of(
        &mut self,
        function: &Function,
        call: &Call,
        name: &str,
        args: &[Typed],
    ) -> Result<Null> {
        let of_args = args.iter().map(|arg| arg.null).fold(Null::NEVER, Null::or);
        if function.own {
            return Ok(Null::MAYBE);
        }
        let types: Vec<Ty> = args.iter().map(|arg| arg.ty.clone()).collect();
        let rule = match name {
            "extract" | "date_part" => field_rule(call),
            _ => nullability::of_function(name, &types),
        };
        let over_rows = function.is_aggregate() && rule == Rule::Anything;
        if over_rows || nullability::is_of_frames(name) {
            let has_rows = match &call.over {
                None => self.scope().grouped,
                Some(Over::Window(window)) => !self.has_frame(window),
                Some(Over::Named(window)) => {
                    let named = self.scope().windows.iter().find(|(known, _)| *known == window.text);
                    named.is_some_and(|(_, has_frame)| !has_frame)
                }
            };
            let knows = nullability::is_of_groups(name) || nullability::is_of_frames(name);
            return Ok(if has_rows && knows && call.filter.is_none() { of_args } else { Null::MAYBE });
        }
        Ok(match rule {
            // `random(low, high)`, `concat(VARIADIC array)`.
            Rule::Never | Rule::First if function.strict || call.variadic => of_args,
            Rule::Never => Null::NEVER,
            // `concat_ws` and `format` pass over the others.
            Rule::First => args.first().map_or(Null::NEVER, |first| first.null),
            Rule::Arguments if function.is_aggregate() => Null::MAYBE,
            Rule::Arguments => of_args,
            Rule::Anything => match args {
                // The elements of an array that is written out.
                [array]
                    if name == "unnest"
                        && array.ty.is_array()
                        && !array.elements
                        && array.null == Null::NEVER
                        && is_literal(call) =>
                {
                    Null::NEVER
                }
                _ => Null::MAYBE,
            },
        })
    }

    fn has_frame(&mut self, window: &Window) -> bool {
        let of_base = window.base.as_ref().is_some_and(|base| {
            self.scope()
                .windows
                .iter()
                .find(|(known, _)| *known == base.text)
                .is_none_or(|(_, has_frame)| *has_frame)
        });
        window.has_frame || of_base
    }

    /// Whether the array that a function gives may hold NULL.
    pub(crate) fn elements_of(&self, function: &Function, name: &str, args: &[Typed]) -> bool {
        let result = function.result();
        if result.is_polymorphic() {
            let may = |arg: &Typed| {
                if arg.ty.is_array() { arg.elements } else { arg.null.maybe || arg.null.given != 0 }
            };
            return args.iter().any(may);
        }
        function.own || nullability::may_hold_null(name, args.len())
    }
}

/// `unnest(ARRAY[..])`.
fn is_literal(call: &Call) -> bool {
    fn inner(expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Array(_) => true,
            ExprKind::Cast(value, _) => inner(value),
            _ => false,
        }
    }
    call.args.first().is_some_and(|arg| inner(&arg.value))
}

/// The year of infinity is infinite, its day is NULL (`timestamp_part_common`).
fn field_rule(call: &Call) -> Rule {
    const ENDLESS: [&str; 7] = ["epoch", "year", "isoyear", "decade", "century", "millennium", "julian"];
    match call.args.first().map(|arg| &arg.value.kind) {
        Some(ExprKind::Str(field)) if ENDLESS.contains(&field.to_ascii_lowercase().as_str()) => {
            Rule::Arguments
        }
        _ => Rule::Anything,
    }
}
