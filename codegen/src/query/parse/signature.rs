//! What `CREATE FUNCTION` and `CREATE AGGREGATE` say behind the arguments.

use super::Parser;
use crate::query::mistake::Result;
use crate::query::signature::{AggregateOptions, Signature};
use crate::query::token::{Tok, lex};

/// `RETURNS ..`, anywhere before the body of a function.
pub(crate) fn signature(text: &str) -> Result<Signature> {
    let tokens = lex(text)?;
    let mut parser = Parser { tokens: &tokens, at: 0 };
    while !matches!(parser.peek(), Tok::End | Tok::Str(_)) {
        // `RETURNS NULL ON NULL INPUT` says something else.
        if parser.take_word("returns") && !parser.is_word("null") {
            return parser.returns();
        }
        parser.advance();
    }
    Ok(Signature::default())
}

impl Parser<'_> {
    fn returns(&mut self) -> Result<Signature> {
        if self.take_word("table") {
            let table = self.in_parens(|parser| {
                let name = parser.any_name()?;
                Ok((name, parser.type_name()?))
            })?;
            return Ok(Signature { result: None, set: true, table });
        }
        let set = self.is_word("setof");
        Ok(Signature { result: Some(self.type_name()?), set, table: Vec::new() })
    }
}

/// `(STYPE = .., FINALFUNC = ..)`.
pub(crate) fn aggregate(text: &str) -> Result<Option<AggregateOptions>> {
    let tokens = lex(text)?;
    let mut parser = Parser { tokens: &tokens, at: 0 };
    let (mut state, mut final_function) = (None, None);
    while !matches!(parser.peek(), Tok::End) {
        let is_state = parser.take_word("stype");
        let is_final = !is_state && parser.take_word("finalfunc");
        parser.advance();
        if is_state {
            state = Some(parser.type_name()?);
        } else if is_final {
            final_function = parser.path()?.pop().map(|name| name.text);
        }
    }
    Ok(state.map(|state| AggregateOptions { state, final_function }))
}
