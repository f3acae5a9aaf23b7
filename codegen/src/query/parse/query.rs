//! `SELECT`, `VALUES`, `WITH`, set operations.

use super::Parser;
use super::words::is_bare_label;
use crate::query::ast::{Body, Cte, Group, Name, Query, Select, Statement, Target, With};
use crate::query::ast::{Expr, ExprKind};
use crate::query::mistake::{Result, Span};
use crate::query::token::Tok;

impl Parser<'_> {
    pub(super) fn starts_query(&self) -> bool {
        ["select", "values", "with", "table"].iter().any(|word| self.is_word(word))
            || (self.is_sym('(') && self.starts_query_in_parens() && self.closes_query())
    }

    /// Whether the parentheses that open here hold a query, after any number of further ones.
    pub(super) fn starts_query_in_parens(&self) -> bool {
        let mut count = 0;
        while self.sym_ahead(count, '(') {
            count += 1;
        }
        let is_query = ["select", "values", "with", "table"].iter().any(|word| self.word_ahead(count, word));
        count > 0 && is_query && (count == 1 || self.closes_query())
    }

    /// Whether the inner parentheses that open here are a query's as a whole, not the start of an expression such as
    /// `((SELECT 1) + 1)`.
    fn closes_query(&self) -> bool {
        let inner = usize::from(self.sym_ahead(1, '('));
        let (mut depth, mut count) = (0_usize, inner);
        loop {
            match self.ahead(count) {
                Tok::Sym('(') => depth += 1,
                Tok::Sym(')') => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        break;
                    }
                }
                Tok::End => return false,
                _ if depth == 0 => return true,
                _ => {}
            }
            count += 1;
        }
        match self.ahead(count + 1) {
            Tok::Sym(')') | Tok::Sym(';') | Tok::End => true,
            Tok::Word(word) => {
                matches!(
                    word.as_str(),
                    "union" | "except" | "intersect" | "order" | "limit" | "offset" | "fetch" | "for"
                )
            }
            _ => false,
        }
    }

    /// The statement that starts here.
    pub(super) fn statement(&mut self) -> Result<Statement> {
        if self.starts_with_paren()
            || self.is_word("select")
            || self.is_word("values")
            || self.is_word("table")
        {
            return self.query().map(Statement::Query);
        }
        let with = if self.is_word("with") { Some(self.with()?) } else { None };
        if self.is_word("insert") {
            return self.insert(with).map(|insert| Statement::Insert(Box::new(insert)));
        }
        if self.is_word("update") {
            return self.update(with).map(|update| Statement::Update(Box::new(update)));
        }
        if self.is_word("delete") {
            return self.delete(with).map(|delete| Statement::Delete(Box::new(delete)));
        }
        if self.is_word("merge") {
            return self.merge(with).map(|merge| Statement::Merge(Box::new(merge)));
        }
        match with {
            Some(_) => {
                let mut query = self.query()?;
                query.with = with;
                Ok(Statement::Query(query))
            }
            None => Ok(Statement::Other),
        }
    }

    fn starts_with_paren(&self) -> bool {
        self.is_sym('(') && self.starts_query_in_parens()
    }

    pub(super) fn query(&mut self) -> Result<Query> {
        let start = self.span();
        let with = if self.is_word("with") { Some(self.with()?) } else { None };
        let body = self.body(0)?;
        let order_by = self.order_by()?;
        let mut query =
            Query { with, body, order_by, limit: Vec::new(), locked: Vec::new(), locks: None, span: start };
        loop {
            if self.take_word("limit") {
                if !self.take_word("all") {
                    query.limit.push(self.expr(0)?);
                }
            } else if self.take_word("offset") {
                query.limit.push(self.expr(0)?);
                let _ = self.take_word("row") || self.take_word("rows");
            } else if self.take_word("fetch") {
                self.fetch(&mut query)?;
            } else if self.is_word("for") {
                self.locking(&mut query)?;
            } else {
                break;
            }
        }
        query.span = start.to(self.last());
        Ok(query)
    }

    fn fetch(&mut self, query: &mut Query) -> Result<()> {
        if !self.take_word("first") {
            self.want_word("next")?;
        }
        if !self.is_word("row") && !self.is_word("rows") {
            query.limit.push(self.expr(8)?);
        }
        let _ = self.take_word("row") || self.take_word("rows");
        if self.take_words(&["with", "ties"]) { Ok(()) } else { self.want_word("only") }
    }

    fn locking(&mut self, query: &mut Query) -> Result<()> {
        query.locks = Some(self.span());
        self.advance();
        let strong = self.take_words(&["no", "key", "update"]) || self.take_word("update");
        if !strong && !self.take_words(&["key", "share"]) {
            self.want_word("share")?;
        }
        if self.take_word("of") {
            query.locked.extend(self.list(Self::name)?);
        }
        if !self.take_words(&["skip", "locked"]) {
            self.take_word("nowait");
        }
        Ok(())
    }

    /// Set operations: `INTERSECT` binds tighter than the other two.
    fn body(&mut self, least: u8) -> Result<Body> {
        let start = self.span();
        let mut left = self.operand()?;
        loop {
            let (word, power): (&'static str, u8) = match self.peek() {
                Tok::Word(word) if word == "union" => ("UNION", 1),
                Tok::Word(word) if word == "except" => ("EXCEPT", 1),
                Tok::Word(word) if word == "intersect" => ("INTERSECT", 2),
                _ => return Ok(left),
            };
            if power <= least {
                return Ok(left);
            }
            self.advance();
            if !self.take_word("all") {
                self.take_word("distinct");
            }
            let right = self.body(power)?;
            left =
                Body::Set { word, left: Box::new(left), right: Box::new(right), span: start.to(self.last()) };
        }
    }

    fn operand(&mut self) -> Result<Body> {
        let start = self.span();
        if self.take_sym('(') {
            let query = self.query()?;
            self.want_sym(')')?;
            return Ok(Body::Query(Box::new(query)));
        }
        if self.take_word("values") {
            let rows = self.list(|parser| parser.in_parens(|parser| parser.expr(0)))?;
            return Ok(Body::Values(rows, start.to(self.last())));
        }
        if self.take_word("table") {
            self.take_word("only");
            let from = self.table_source()?;
            let star = Expr { kind: ExprKind::Star(Vec::new()), span: start };
            let targets = vec![Target { expr: star, alias: None }];
            return Ok(Body::Select(Box::new(Select {
                targets,
                from: vec![from],
                span: start,
                ..Select::default()
            })));
        }
        self.want_word("select")?;
        self.select(start).map(|select| Body::Select(Box::new(select)))
    }

    fn select(&mut self, start: Span) -> Result<Select> {
        let mut select = Select::default();
        if self.take_word("distinct") {
            select.distinct = true;
            if self.take_word("on") {
                select.distinct_on = self.in_parens(|parser| parser.expr(0))?;
            }
        } else {
            self.take_word("all");
        }
        let ends = ["from", "where", "group", "having", "union", "except", "intersect", "order", "limit"];
        let is_empty = matches!(self.peek(), Tok::End | Tok::Sym(')' | ';'))
            || ends.iter().any(|word| self.is_word(word));
        if !is_empty {
            select.targets = self.targets()?;
        }
        if self.is_word("into") {
            return Err(self
                .unexpected("`FROM`")
                .help("`SELECT INTO` makes a table: write `CREATE TABLE .. AS`"));
        }
        if self.take_word("from") {
            select.from = self.list(Self::from)?;
        }
        if self.take_word("where") {
            select.filter = Some(self.expr(0)?);
        }
        if self.take_words(&["group", "by"]) {
            if !self.take_word("distinct") {
                self.take_word("all");
            }
            select.group = self.list(Self::group)?;
        }
        if self.take_word("having") {
            select.having = Some(self.expr(0)?);
        }
        if self.take_word("window") {
            select.windows = self.list(|parser| {
                let name = parser.name()?;
                parser.want_word("as")?;
                Ok((name, parser.window()?))
            })?;
        }
        select.span = start.to(self.last());
        Ok(select)
    }

    pub(super) fn targets(&mut self) -> Result<Vec<Target>> {
        self.list(|parser| {
            let expr = parser.expr(0)?;
            let alias = match parser.peek() {
                Tok::Word(word) if word == "as" => {
                    parser.advance();
                    Some(parser.any_name()?)
                }
                Tok::Word(word) if is_bare_label(word) => Some(parser.any_name()?),
                Tok::Quoted(_) => Some(parser.any_name()?),
                _ => None,
            };
            Ok(Target { expr, alias })
        })
    }

    fn group(&mut self) -> Result<Group> {
        if self.is_sym('(') && self.sym_ahead(1, ')') {
            self.advance();
            self.advance();
            return Ok(Group::Sets(Vec::new()));
        }
        let is_sets = ((self.is_word("rollup") || self.is_word("cube")) && self.sym_ahead(1, '('))
            || self.take_words(&["grouping", "sets"]);
        if is_sets {
            let _ = self.take_word("rollup") || self.take_word("cube");
            return self.in_parens(Self::group).map(Group::Sets);
        }
        let expr = self.expr(0)?;
        Ok(match expr.kind {
            ExprKind::Row(items) => Group::Sets(items.into_iter().map(Group::Expr).collect()),
            kind => Group::Expr(Expr { kind, span: expr.span }),
        })
    }

    pub(super) fn with(&mut self) -> Result<With> {
        self.want_word("with")?;
        let recursive = self.take_word("recursive");
        let ctes = self.list(|parser| {
            let name = parser.name()?;
            let columns = if parser.is_sym('(') { parser.in_parens(Self::name)? } else { Vec::new() };
            parser.want_word("as")?;
            if !parser.take_words(&["not", "materialized"]) {
                parser.take_word("materialized");
            }
            parser.want_sym('(')?;
            let statement = parser.statement()?;
            if matches!(statement, Statement::Other) {
                return Err(parser.unexpected("`SELECT`, `INSERT`, `UPDATE`, `DELETE` or `MERGE`"));
            }
            parser.want_sym(')')?;
            let added = parser.search_and_cycle()?;
            Ok(Cte { name, columns, statement, added })
        })?;
        Ok(With { recursive, ctes })
    }

    fn search_and_cycle(&mut self) -> Result<Vec<(Name, &'static str)>> {
        let mut added = Vec::new();
        if self.take_word("search") {
            let depth = self.take_word("depth");
            if !depth {
                self.want_word("breadth")?;
            }
            self.want_word("first")?;
            self.want_word("by")?;
            self.list(Self::name)?;
            self.want_word("set")?;
            added.push((self.name()?, if depth { "record[]" } else { "record" }));
        }
        if self.take_word("cycle") {
            self.list(Self::name)?;
            self.want_word("set")?;
            let mark = self.name()?;
            if self.take_word("to") {
                return Err(self.unexpected("`USING`, since `sql!` reads a cycle's mark only as a boolean"));
            }
            self.want_word("using")?;
            added.push((mark, "bool"));
            added.push((self.name()?, "record[]"));
        }
        Ok(added)
    }
}
