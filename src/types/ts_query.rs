//! `tsquery`.

use std::fmt;

use bytes::{Buf, BufMut, BytesMut};
use serde::{Deserialize, Serialize};
use tokio_postgres::types::Type;

use super::Weight;
use super::wire::{Converted, convert, text};

/// What is searched for in a `tsvector`. Words are lexemes already: what a person typed becomes a query on the server, by
/// `websearch_to_tsquery`.
///
/// ```
/// use tablewright::types::TsQuery;
/// let query = TsQuery::prefix("cat").and(TsQuery::word("dog").not());
/// assert_eq!(query.to_string(), "'cat':* & !'dog'");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TsQuery {
    /// Operators before what they stand between, of which the right side comes first: as the server keeps them, so that a
    /// long query needs no deep recursion.
    nodes: Vec<Node>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
enum Node {
    Word {
        word: String,
        weights: u8,
        is_prefix: bool,
    },
    Not,
    And,
    Or,
    /// The second word so many words behind the first.
    Phrase(u16),
}

impl TsQuery {
    /// One lexeme.
    pub fn word(word: impl Into<String>) -> Self {
        Self { nodes: vec![Node::Word { word: word.into(), weights: 0, is_prefix: false }] }
    }

    /// Every lexeme that begins so.
    pub fn prefix(word: impl Into<String>) -> Self {
        Self { nodes: vec![Node::Word { word: word.into(), weights: 0, is_prefix: true }] }
    }

    /// Words count only where they stand with one of these weights.
    #[must_use]
    pub fn weighted(mut self, of: &[Weight]) -> Self {
        let bits = of.iter().fold(0, |bits, weight| bits | 1_u8 << weight.bits());
        for node in &mut self.nodes {
            if let Node::Word { weights, .. } = node {
                *weights = bits;
            }
        }
        self
    }

    /// Both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.joined(Node::And, other)
    }

    /// One of them at least.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.joined(Node::Or, other)
    }

    /// The other one `distance` words behind this one; 1 is the next word.
    #[must_use]
    pub fn followed_by(self, other: Self, distance: u16) -> Self {
        self.joined(Node::Phrase(distance), other)
    }

    /// Anything else.
    #[must_use]
    #[allow(clippy::should_implement_trait, reason = "`!query` would read as a Rust condition")]
    pub fn not(mut self) -> Self {
        if !self.nodes.is_empty() {
            self.nodes.insert(0, Node::Not);
        }
        self
    }

    /// Whether there is nothing in it; such a query finds nothing.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    fn joined(self, operator: Node, right: Self) -> Self {
        if self.nodes.is_empty() {
            return right;
        }
        if right.nodes.is_empty() {
            return self;
        }
        let mut nodes = vec![operator];
        nodes.extend(right.nodes);
        nodes.extend(self.nodes);
        Self { nodes }
    }
}

convert!(TsQuery: Type::TSQUERY);

const WORD: u8 = 1;
const OPERATOR: u8 = 2;

// On the wire: the number of nodes; of each its kind, then weights, prefix and text of a word, or the operator with the
// distance of a phrase (`tsquerysend` in src/backend/utils/adt/tsquery.c).
impl TsQuery {
    fn encode(&self, out: &mut BytesMut) -> Converted<()> {
        if self.nodes.is_empty() {
            // `tsqueryrecv` calls it malformed.
            return Err(
                "the server takes no empty `tsquery`: leave the condition out, it finds nothing".into()
            );
        }
        out.put_i32(i32::try_from(self.nodes.len())?);
        for node in &self.nodes {
            match node {
                Node::Word { word, weights, is_prefix } => {
                    if word.contains('\0') {
                        return Err(format!("the word {word:?} holds a zero byte").into());
                    }
                    out.put_slice(&[WORD, *weights, (*is_prefix).into()]);
                    out.put_slice(word.as_bytes());
                    out.put_u8(0);
                }
                Node::Not => out.put_slice(&[OPERATOR, 1]),
                Node::And => out.put_slice(&[OPERATOR, 2]),
                Node::Or => out.put_slice(&[OPERATOR, 3]),
                Node::Phrase(distance) => {
                    out.put_slice(&[OPERATOR, 4]);
                    out.put_u16(*distance);
                }
            }
        }
        Ok(())
    }

    fn decode(raw: &mut &[u8]) -> Converted<Self> {
        let nodes = (0..raw.try_get_i32()?).map(|_| node(raw)).collect::<Converted<_>>()?;
        Ok(Self { nodes })
    }
}

fn node(raw: &mut &[u8]) -> Converted<Node> {
    match raw.try_get_u8()? {
        WORD => {
            let (weights, is_prefix) = (raw.try_get_u8()?, raw.try_get_u8()? != 0);
            Ok(Node::Word { word: text(raw)?, weights, is_prefix })
        }
        OPERATOR => Ok(match raw.try_get_u8()? {
            1 => Node::Not,
            2 => Node::And,
            3 => Node::Or,
            4 => Node::Phrase(raw.try_get_u16()?),
            other => return Err(format!("a `tsquery` with the unknown operator {other}").into()),
        }),
        other => Err(format!("a `tsquery` with a node of the unknown kind {other}").into()),
    }
}

/// How tightly an operator binds, as the server has it; a word binds most.
fn binding(node: &Node) -> u8 {
    match node {
        Node::Or => 1,
        Node::And => 2,
        Node::Phrase(_) => 3,
        Node::Not => 4,
        Node::Word { .. } => 5,
    }
}

/// In a form that PostgreSQL reads.
impl fmt::Display for TsQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // From behind, both sides of an operator come before it, the left one first.
        let mut done: Vec<(String, u8)> = Vec::new();
        for node in self.nodes.iter().rev() {
            let own = binding(node);
            let text = match node {
                Node::Word { word, weights, is_prefix } => shown(word, *weights, *is_prefix),
                Node::Not => format!("!{}", wrapped(done.pop(), own)),
                Node::And => joined(&mut done, " & ", own),
                Node::Or => joined(&mut done, " | ", own),
                Node::Phrase(1) => joined(&mut done, " <-> ", own),
                Node::Phrase(distance) => joined(&mut done, &format!(" <{distance}> "), own),
            };
            done.push((text, own));
        }
        done.iter().try_for_each(|(text, _)| f.write_str(text))
    }
}

fn joined(done: &mut Vec<(String, u8)>, between: &str, own: u8) -> String {
    let (right, left) = (done.pop(), done.pop());
    // The right side of operators of one kind is put in parentheses, since they are read from the left.
    format!("{}{between}{}", wrapped(left, own), wrapped(right, own + 1))
}

fn wrapped(side: Option<(String, u8)>, own: u8) -> String {
    match side {
        Some((text, binding)) if binding < own => format!("( {text} )"),
        Some((text, _)) => text,
        None => String::new(),
    }
}

fn shown(word: &str, weights: u8, is_prefix: bool) -> String {
    let mut text = format!("'{}'", word.replace('\\', "\\\\").replace('\'', "''"));
    if weights != 0 || is_prefix {
        text.push(':');
    }
    if is_prefix {
        text.push('*');
    }
    for (bit, letter) in [(3, 'A'), (2, 'B'), (1, 'C'), (0, 'D')] {
        if weights & 1 << bit != 0 {
            text.push(letter);
        }
    }
    text
}
