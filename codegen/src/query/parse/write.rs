//! `INSERT`, `UPDATE`, `DELETE`, `MERGE`.

use super::Parser;
use crate::query::ast::{
    Action, Conflict, Delete, Expr, ExprKind, Insert, Merge, Name, NewRow, Part, Returning, Set, Update,
    When, With, Written,
};
use crate::query::mistake::{Result, Span};
use crate::query::token::Tok;

impl Parser<'_> {
    fn written(&mut self, bare_alias: bool) -> Result<Written> {
        let start = self.span();
        self.take_word("only");
        let name = self.path()?;
        if *self.peek() == Tok::Op("*".to_owned()) {
            self.advance();
        }
        let span = start.to(self.last());
        let has_as = self.take_word("as");
        let is_alias = bare_alias && self.is_name() && !self.is_word("set") && !self.is_word("using");
        let alias = if has_as || is_alias { Some(self.name()?) } else { None };
        Ok(Written { name, alias, span })
    }

    pub(super) fn insert(&mut self, with: Option<With>) -> Result<Insert> {
        let start = self.span();
        self.advance();
        self.want_word("into")?;
        let table = self.written(false)?;
        let values = self.new_row(start)?;
        let conflict = if self.is_word("on") { Some(self.conflict()?) } else { None };
        let returning = self.returning()?;
        Ok(Insert { with, table, values, conflict, returning })
    }

    fn new_row(&mut self, start: Span) -> Result<NewRow> {
        let mut row = NewRow {
            columns: Vec::new(),
            parts: Vec::new(),
            overriding_system: false,
            source: None,
            span: start,
        };
        if self.is_sym('(') && !self.starts_query_in_parens() {
            let columns = self.in_parens(Self::target_column)?;
            (row.columns, row.parts) = columns.into_iter().unzip();
        }
        if self.take_word("overriding") {
            row.overriding_system = self.take_word("system");
            if !row.overriding_system {
                self.want_word("user")?;
            }
            self.want_word("value")?;
        }
        if !self.take_words(&["default", "values"]) {
            if !self.starts_query() && !self.is_sym('(') {
                return Err(self.unexpected("`VALUES`, `SELECT` or `DEFAULT VALUES`"));
            }
            row.source = Some(self.query()?);
        }
        row.span = start.to(self.last());
        Ok(row)
    }

    /// A column, and the part of it that is meant.
    fn target_column(&mut self) -> Result<(Name, Vec<Part>)> {
        let name = self.name()?;
        let mut parts = Vec::new();
        loop {
            if self.take_sym('.') {
                parts.push(Part::Field(self.any_name()?));
            } else if self.take_sym('[') {
                let mut part = Part::Element;
                if !self.is_sym(':') {
                    self.expr(0)?;
                }
                if self.take_sym(':') {
                    part = Part::Slice;
                    if !self.is_sym(']') {
                        self.expr(0)?;
                    }
                }
                self.want_sym(']')?;
                parts.push(part);
            } else {
                return Ok((name, parts));
            }
        }
    }

    fn conflict(&mut self) -> Result<Conflict> {
        let start = self.span();
        self.advance();
        self.want_word("conflict")?;
        let mut conflict = Conflict {
            columns: Vec::new(),
            filter: None,
            constraint: None,
            sets: None,
            update_filter: None,
            span: start,
        };
        if self.take_words(&["on", "constraint"]) {
            conflict.constraint = Some(self.name()?);
        } else if self.is_sym('(') {
            conflict.columns = self.in_parens(|parser| {
                let expr = parser.expr(0)?;
                // An operator class.
                if parser.is_name() {
                    parser.path()?;
                }
                Ok(expr)
            })?;
            if self.take_word("where") {
                conflict.filter = Some(self.expr(0)?);
            }
        }
        self.want_word("do")?;
        if !self.take_word("nothing") {
            self.want_word("update")?;
            self.want_word("set")?;
            conflict.sets = Some(self.list(Self::set)?);
            if self.take_word("where") {
                conflict.update_filter = Some(self.expr(0)?);
            }
        }
        conflict.span = start.to(self.last());
        Ok(conflict)
    }

    fn set(&mut self) -> Result<Set> {
        let is_row = self.is_sym('(');
        let columns = if is_row { self.in_parens(Self::target_column)? } else { vec![self.target_column()?] };
        match self.peek() {
            Tok::Op(op) if op == "=" => self.advance(),
            _ => return Err(self.unexpected("`=`")),
        }
        let value = self.expr(0)?;
        let value = match value.kind {
            ExprKind::Row(_) | ExprKind::Scalar(_) => value,
            // `(a) = (1)`: one column, one value.
            _ if is_row => Expr { span: value.span, kind: ExprKind::Row(vec![value]) },
            _ => value,
        };
        let (columns, parts) = columns.into_iter().unzip();
        Ok(Set { columns, parts, value, is_row })
    }

    pub(super) fn update(&mut self, with: Option<With>) -> Result<Update> {
        self.advance();
        let table = self.written(true)?;
        self.want_word("set")?;
        let sets = self.list(Self::set)?;
        let from = if self.take_word("from") { self.list(Self::from)? } else { Vec::new() };
        let filter = self.filter()?;
        let returning = self.returning()?;
        Ok(Update { with, table, sets, from, filter, returning })
    }

    pub(super) fn delete(&mut self, with: Option<With>) -> Result<Delete> {
        self.advance();
        self.want_word("from")?;
        let table = self.written(true)?;
        let using = if self.take_word("using") { self.list(Self::from)? } else { Vec::new() };
        let filter = self.filter()?;
        let returning = self.returning()?;
        Ok(Delete { with, table, using, filter, returning })
    }

    fn filter(&mut self) -> Result<Option<Expr>> {
        if !self.take_word("where") {
            return Ok(None);
        }
        if self.take_words(&["current", "of"]) {
            return Err(self.unexpected("a condition, since cursors belong to a session"));
        }
        self.expr(0).map(Some)
    }

    pub(super) fn merge(&mut self, with: Option<With>) -> Result<Merge> {
        self.advance();
        self.want_word("into")?;
        let table = self.written(true)?;
        self.want_word("using")?;
        let source = self.from()?;
        self.want_word("on")?;
        let on = self.expr(0)?;
        let mut whens = Vec::new();
        while self.is_word("when") {
            whens.push(self.when()?);
        }
        let returning = self.returning()?;
        Ok(Merge { with, table, source, on, whens, returning })
    }

    fn when(&mut self) -> Result<When> {
        let start = self.span();
        self.advance();
        let matched = !self.take_word("not");
        self.want_word("matched")?;
        let mut by_source = false;
        if self.take_word("by") {
            by_source = self.take_word("source");
            if !by_source {
                self.want_word("target")?;
            }
        }
        let condition = if self.take_word("and") { Some(self.expr(0)?) } else { None };
        self.want_word("then")?;
        let action = if self.take_words(&["do", "nothing"]) {
            Action::Nothing
        } else if self.take_word("delete") {
            Action::Delete
        } else if self.take_word("update") {
            self.want_word("set")?;
            Action::Update(self.list(Self::set)?)
        } else {
            self.want_word("insert")?;
            Action::Insert(Box::new(self.new_row(start)?))
        };
        Ok(When { matched, by_source, condition, action })
    }

    fn returning(&mut self) -> Result<Option<Returning>> {
        if !self.take_word("returning") {
            return Ok(None);
        }
        let mut returning = Returning { old: None, new: None, targets: Vec::new() };
        if self.is_word("with") && self.sym_ahead(1, '(') {
            self.advance();
            let names = self.in_parens(|parser| {
                let which = parser.any_name()?;
                parser.want_word("as")?;
                Ok((which, parser.name()?))
            })?;
            for (which, name) in names {
                match which.text.as_str() {
                    "old" => returning.old = Some(name),
                    _ => returning.new = Some(name),
                }
            }
        }
        returning.targets = self.targets()?;
        Ok(Some(returning))
    }
}
