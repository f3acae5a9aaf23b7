//! Names and types.

use super::Parser;
use super::words::{is_name, is_reserved};
use crate::query::ast::{Name, TypeName};
use crate::query::mistake::Result;
use crate::query::token::Tok;

impl Parser<'_> {
    /// A name of a table, column or alias.
    pub(super) fn name(&mut self) -> Result<Name> {
        let span = self.span();
        let text = match self.peek() {
            Tok::Word(word) if is_name(word) => word.clone(),
            Tok::Quoted(name) => name.clone(),
            Tok::Word(word) => {
                let help = format!("`{word}` is a keyword: as a name it is written \"{word}\", in quotes");
                return Err(self.unexpected("a name").help(help));
            }
            _ => return Err(self.unexpected("a name")),
        };
        self.advance();
        Ok(Name { text, span })
    }

    /// A name behind `AS` or `.`, where every word is one.
    pub(super) fn any_name(&mut self) -> Result<Name> {
        let span = self.span();
        let (Tok::Word(text) | Tok::Quoted(text)) = self.peek() else {
            return Err(self.unexpected("a name"));
        };
        let text = text.clone();
        self.advance();
        Ok(Name { text, span })
    }

    /// `a.b.c`.
    pub(super) fn path(&mut self) -> Result<Vec<Name>> {
        let mut path = vec![self.name()?];
        while self.take_sym('.') {
            path.push(self.any_name()?);
        }
        Ok(path)
    }

    /// Whether a name that is no keyword follows.
    pub(super) fn is_name(&self) -> bool {
        match self.peek() {
            Tok::Word(word) => is_name(word),
            Tok::Quoted(_) => true,
            _ => false,
        }
    }

    /// A type.
    pub(super) fn type_name(&mut self) -> Result<TypeName> {
        let start = self.span();
        self.take_word("setof");
        let first = match self.peek() {
            Tok::Quoted(name) => (name.clone(), true),
            Tok::Word(word) if !is_reserved(word) => (word.clone(), false),
            _ => return Err(self.unexpected("a type")),
        };
        self.advance();
        let (mut schema, mut name) = (None, first.0);
        while self.take_sym('.') {
            schema = Some(name);
            name = self.any_name()?.text;
        }
        if schema.is_none() && !first.1 {
            name = self.type_words(name)?;
        }
        self.modifiers()?;
        if matches!(name.as_str(), "time" | "timestamp") && !first.1 {
            name = self.time_zone(name)?;
        }
        if name == "interval" && !first.1 {
            self.interval_fields()?;
        }
        let mut array = false;
        if self.take_word("array") {
            array = true;
        }
        while self.take_sym('[') {
            array = true;
            if matches!(self.peek(), Tok::Integer(_)) {
                self.advance();
            }
            self.want_sym(']')?;
        }
        Ok(TypeName { schema, name, array, span: start.to(self.last()) })
    }

    fn modifiers(&mut self) -> Result<()> {
        if self.take_sym('(') {
            self.list(|parser| parser.expr(0))?;
            self.want_sym(')')?;
        }
        Ok(())
    }

    /// The type's own name behind a word of the grammar.
    fn type_words(&mut self, word: String) -> Result<String> {
        let varying = |parser: &mut Self| parser.take_word("varying");
        Ok(match word.as_str() {
            "int" | "integer" => "int4".to_owned(),
            "smallint" => "int2".to_owned(),
            "bigint" => "int8".to_owned(),
            "real" => "float4".to_owned(),
            "decimal" | "dec" => "numeric".to_owned(),
            "boolean" => "bool".to_owned(),
            "float" => {
                let single = self.is_sym('(')
                    && matches!(self.ahead(1), Tok::Integer(n) if n.parse::<u32>().is_ok_and(|n| n < 25));
                if single { "float4" } else { "float8" }.to_owned()
            }
            "double" if self.is_word("precision") => {
                self.advance();
                "float8".to_owned()
            }
            "character" | "char" | "nchar" => if varying(self) { "varchar" } else { "bpchar" }.to_owned(),
            "national" if self.is_word("character") || self.is_word("char") => {
                self.advance();
                if varying(self) { "varchar" } else { "bpchar" }.to_owned()
            }
            "bit" => if varying(self) { "varbit" } else { "bit" }.to_owned(),
            _ => word,
        })
    }

    fn time_zone(&mut self, name: String) -> Result<String> {
        if self.take_words(&["with", "time", "zone"]) {
            return Ok(format!("{name}tz"));
        }
        self.take_words(&["without", "time", "zone"]);
        Ok(name)
    }

    /// `DAY TO SECOND (3)`, behind `interval`.
    pub(super) fn interval_fields(&mut self) -> Result<()> {
        let unit = |parser: &mut Self| {
            ["year", "month", "day", "hour", "minute", "second"].iter().any(|unit| parser.take_word(unit))
        };
        if unit(self) && self.take_word("to") {
            unit(self);
        }
        self.modifiers()
    }
}
