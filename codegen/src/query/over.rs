//! `OVER`.

use super::ast::{Over, Window};
use super::convert::Context;
use super::mistake::{Mistake, Result, Span};
use super::resolve::Resolver;
use super::types::Ty;

impl Resolver<'_> {
    pub(crate) fn over(&mut self, over: &Over, span: Span) -> Result<()> {
        let scope = self.scope();
        if !scope.clause.takes_windows() {
            let message = format!("a window function cannot stand in {}", scope.clause.name());
            return Err(Mistake::new(span, message).help("compute it in a sub-query and filter that"));
        }
        if scope.inside > 0 || scope.inside_window {
            return Err(Mistake::new(
                span,
                "a window function cannot stand inside an aggregate or another window function",
            )
            .help("compute the inner one in a sub-query"));
        }
        match over {
            Over::Named(name) => {
                if self.scope().windows.iter().any(|(known, _)| *known == name.text) {
                    return Ok(());
                }
                Err(Mistake::new(name.span, format!("there is no window `{}`", name.text))
                    .help("declare it behind the conditions: `WINDOW w AS (..)`"))
            }
            Over::Window(window) => self.window(window),
        }
    }

    /// The expressions of a window.
    pub(crate) fn window(&mut self, window: &Window) -> Result<()> {
        if let Some(base) = &window.base
            && !self.scope().windows.iter().any(|(known, _)| *known == base.text)
        {
            return Err(Mistake::new(base.span, format!("there is no window `{}`", base.text)));
        }
        let before = std::mem::replace(&mut self.scope().inside_window, true);
        let exprs = window.partition.iter().chain(window.order_by.iter().map(|item| &item.expr));
        let values = self.exprs(exprs);
        let offsets = self.exprs(&window.offsets);
        self.scope().inside_window = before;
        for value in values? {
            self.settle(value)?;
        }
        for offset in offsets? {
            if offset.open.is_some() {
                self.convert(offset, &Ty::new("int8"), Context::Implicit)?;
            }
        }
        Ok(())
    }
}
