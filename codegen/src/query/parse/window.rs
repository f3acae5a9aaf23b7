//! `ORDER BY`, and windows.

use super::Parser;
use crate::query::ast::{OrderBy, Window};
use crate::query::mistake::Result;
use crate::query::token::Tok;

impl Parser<'_> {
    /// `ORDER BY ..`, if there is one.
    pub(super) fn order_by(&mut self) -> Result<Vec<OrderBy>> {
        if !self.take_words(&["order", "by"]) {
            return Ok(Vec::new());
        }
        self.list(|parser| {
            let expr = parser.expr(0)?;
            if parser.take_word("using") {
                let Tok::Op(_) = parser.peek() else { return Err(parser.unexpected("an operator")) };
                parser.advance();
            } else if !parser.take_word("asc") {
                parser.take_word("desc");
            }
            if parser.take_word("nulls") && !parser.take_word("first") {
                parser.want_word("last")?;
            }
            Ok(OrderBy { expr })
        })
    }

    /// `(base PARTITION BY .. ORDER BY .. frame)`.
    pub(super) fn window(&mut self) -> Result<Window> {
        self.want_sym('(')?;
        let mut window = Window::default();
        let is_clause =
            ["partition", "order", "range", "rows", "groups"].iter().any(|word| self.is_word(word));
        if !is_clause && self.is_name() {
            window.base = Some(self.name()?);
        }
        if self.take_words(&["partition", "by"]) {
            window.partition = self.list(|parser| parser.expr(0))?;
        }
        window.order_by = self.order_by()?;
        if ["range", "rows", "groups"].iter().any(|word| self.take_word(word)) {
            window.has_frame = true;
            if self.take_word("between") {
                self.bound(&mut window)?;
                self.want_word("and")?;
            }
            self.bound(&mut window)?;
            if self.take_word("exclude")
                && !self.take_words(&["current", "row"])
                && !self.take_words(&["no", "others"])
            {
                self.any_name()?;
            }
        }
        self.want_sym(')')?;
        Ok(window)
    }

    fn bound(&mut self, window: &mut Window) -> Result<()> {
        if self.take_words(&["current", "row"]) {
            return Ok(());
        }
        if !self.take_word("unbounded") {
            window.offsets.push(self.expr(7)?);
        }
        if self.take_word("preceding") { Ok(()) } else { self.want_word("following") }
    }
}
