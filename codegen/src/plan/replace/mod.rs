//! Views whose new query PostgreSQL takes in place of the old one.
//!
//! `CREATE OR REPLACE VIEW` wants every column that was there, in its place, under its name, with its type and collation
//! (`checkViewColumns` in `src/backend/commands/view.c`); more may follow. Types of columns are not in the model. So this
//! looks for what makes them certain: a column is the same when its tokens are the same and they are about the same
//! relations, or when it is a column of a table that is known before and after. Where anything is in doubt, the answer is
//! no, and the view is dropped and made again, which is always right.

mod outline;
mod range;

use std::collections::BTreeSet;

use crate::diff::{Attribute, Because};
use crate::model::{Columns, DefinitionId, ObjectId, QName, Schema, View};
use crate::sql::Lexeme;
use outline::{Arm, Outline, is_sign, is_word, name, outline};

use super::work::{Reason, Work};

/// Turns the rebuild of such views into a change in place.
pub(super) fn settle(work: &mut Work, old: &Schema, new: &Schema) {
    let rebuilt = work.drop.iter().filter(|(_, why)| **why == Reason::Rebuilt(Because::Definition));
    let views =
        rebuilt.filter_map(|(id, _)| if let ObjectId::View(name) = id { Some(name.clone()) } else { None });
    for name in views.collect::<Vec<_>>() {
        let (Some(before), Some(after)) = (old.views.get(&name), new.views.get(&name)) else { continue };
        if !(Both { old, new }).is_replaceable(before, after) {
            continue;
        }
        let id = ObjectId::View(name);
        work.drop.remove(&id);
        work.create.remove(&id);
        let attributes = work.alter.entry(id).or_default();
        attributes.insert(Attribute::Definition);
        if before.comment != after.comment {
            attributes.insert(Attribute::Comment);
        }
    }
}

/// Whether a replaced view has more columns than before.
pub(super) fn is_wider(old: &View, new: &View) -> bool {
    let count = |view: &View| {
        outline(&view.query.text).map(|outline| outline.arms.first().map(|arm| arm.items.len()))
    };
    count(old) != count(new)
}

/// The schema before and after.
#[derive(Clone, Copy)]
struct Both<'a> {
    old: &'a Schema,
    new: &'a Schema,
}

impl Both<'_> {
    fn is_replaceable(self, old: &View, new: &View) -> bool {
        if old.materialized || new.materialized {
            return false;
        }
        let (Some(before), Some(after)) = (outline(&old.query.text), outline(&new.query.text)) else {
            return false;
        };
        let count = |outline: &Outline| outline.arms.first().map_or(0, |arm| arm.items.len());
        let wider = count(&after) > count(&before);
        // `INSERT INTO t VALUES (new.*)` was made to name every column there was.
        if !self.same_names((old, &before), (new, &after)) || (wider && self.has_rules(&old.name)) {
            return false;
        }
        let same_arms = before.arms.len() == after.arms.len();
        if before.arms.len() > 1 || after.arms.len() > 1 {
            // The types of a union are settled among all of them.
            return !wider && same_arms && before == after && self.is_certain(&before);
        }
        let (Some(first), Some(second)) = (before.arms.first(), after.arms.first()) else { return false };
        let same_place = before.with == after.with && first.from == second.from && self.is_certain(&before);
        first.items.iter().zip(&second.items).all(|(was, is)| {
            (same_place && expression(was) == expression(is))
                || (before.with.is_empty()
                    && after.with.is_empty()
                    && self.same_column(was, first, is, second))
        })
    }

    fn has_rules(self, view: &QName) -> bool {
        self.old
            .definitions
            .keys()
            .any(|id| matches!(id, DefinitionId::Rule(relation, _) if relation == view))
    }

    /// Whether the columns that there were are there under the same names.
    fn same_names(self, (old, before): (&View, &Outline), (new, after): (&View, &Outline)) -> bool {
        let (Some(was), Some(is)) = (before.arms.first(), after.arms.first()) else { return false };
        // `*` is what it was when the view was made.
        let star = |arm: &Arm| arm.items.iter().any(|item| is_sign(item, item.len() - 1, "*"));
        if is.items.len() < was.items.len() || star(was) || star(is) {
            return false;
        }
        let name =
            |view: &View, at: usize, item: &[Lexeme]| view.columns.get(at).cloned().or_else(|| written(item));
        was.items.iter().zip(&is.items).enumerate().all(|(at, (was, is))| {
            match (name(old, at, was), name(new, at, is)) {
                (Some(was), Some(is)) => was == is,
                (None, None) => was == is && self.is_built_in(was),
                (Some(_), None) | (None, Some(_)) => false,
            }
        })
    }

    /// Whether an expression names nothing that has been made here, and may have had another name when the view got its
    /// columns.
    fn is_built_in(self, item: &[Lexeme]) -> bool {
        let known = |name: &str| {
            let made = |id: &ObjectId| !matches!(id, ObjectId::Table(_) | ObjectId::View(_));
            [self.old, self.new].iter().any(|schema| named_so(schema, name).iter().any(made))
        };
        !item.iter().filter_map(name).any(known)
    }

    /// Whether every word of a query's columns and of what they are from means the same before and after.
    fn is_certain(self, outline: &Outline) -> bool {
        let arms = outline.arms.iter();
        let tokens = arms.flat_map(|arm| arm.items.iter().flatten().chain(&arm.from)).chain(&outline.with);
        let words: BTreeSet<&str> = tokens.filter_map(name).collect();
        // Inside another query a name that is new there hides the one outside; `NATURAL` joins by what both have.
        let scoped = words.contains("select") || words.contains("natural");
        self.same_operators()
            && words.iter().all(|word| named_so(self.old, word) == named_so(self.new, word))
            && (!scoped || words.iter().all(|word| self.same_relations(word)))
    }

    /// Whether operators and casts, which may decide the type of an expression, are the same.
    fn same_operators(self) -> bool {
        let of = |schema: &Schema| -> BTreeSet<DefinitionId> {
            let ids = schema.definitions.keys();
            let decides =
                |id: &&DefinitionId| matches!(id, DefinitionId::Operator(..) | DefinitionId::Cast(..));
            ids.filter(decides).cloned().collect()
        };
        of(self.old) == of(self.new) && self.old.extensions.keys().eq(self.new.extensions.keys())
    }

    /// Whether the relations of that name have the same columns before and after.
    fn same_relations(self, word: &str) -> bool {
        let columns = |schema: &Schema| -> Vec<(QName, Columns)> {
            let tables = schema.tables.values().filter(|table| table.name.name == word);
            tables.map(|table| (table.name.clone(), table.columns.clone())).collect()
        };
        let views = |schema: &Schema| -> Vec<View> {
            schema.views.values().filter(|view| view.name.name == word).cloned().collect()
        };
        columns(self.old) == columns(self.new) && views(self.old) == views(self.new)
    }

    /// Whether both items are the same column of a table, or one of the same type of another.
    fn same_column(self, was: &[Lexeme], before: &Arm, is: &[Lexeme], after: &Arm) -> bool {
        let of =
            |schema, item, arm: &Arm| range::column(schema, path(expression(item))?.as_slice(), &arm.from);
        let (Some(was), Some(is)) = (of(self.old, was, before), of(self.new, is, after)) else {
            return false;
        };
        was.ty == is.ty && was.collation == is.collation
    }
}

/// An item without `AS name`.
fn expression(item: &[Lexeme]) -> &[Lexeme] {
    match item.len().checked_sub(2) {
        Some(at) if at > 0 && is_word(item, at, "as") => &item[..at],
        Some(_) | None => item,
    }
}

/// The parts of `a.b.c`, where an item is nothing more.
fn path(item: &[Lexeme]) -> Option<Vec<&str>> {
    let dots = item.len() % 2 == 1 && (1..item.len()).step_by(2).all(|at| is_sign(item, at, "."));
    let literal = ["null", "true", "false"].iter().any(|word| is_word(item, 0, word));
    let names: Option<Vec<&str>> = item.iter().step_by(2).map(name).collect();
    names.filter(|_| dots && !literal)
}

/// The name of an item's column, where it is written: behind `AS`, or that of a plain column.
fn written(item: &[Lexeme]) -> Option<String> {
    let label = item.len().checked_sub(2).filter(|at| *at > 0 && is_word(item, *at, "as"));
    let last = match label {
        Some(at) => item.get(at + 1).and_then(name),
        None => path(item).and_then(|path| path.last().copied()),
    };
    last.map(str::to_owned)
}

/// What a name can mean in a schema: relations, types, functions.
fn named_so(schema: &Schema, name: &str) -> BTreeSet<ObjectId> {
    let mut found = BTreeSet::new();
    let is = |qname: &&QName| qname.name == name;
    found.extend(schema.tables.keys().filter(is).cloned().map(ObjectId::Table));
    found.extend(schema.views.keys().filter(is).cloned().map(ObjectId::View));
    found.extend(schema.sequences.keys().filter(is).cloned().map(ObjectId::Sequence));
    found.extend(schema.enums.keys().filter(is).cloned().map(ObjectId::Enum));
    found.extend(schema.domains.keys().filter(is).cloned().map(ObjectId::Domain));
    let functions = schema.functions.keys().filter(|(qname, _)| qname.name == name);
    found.extend(functions.map(|(name, types)| ObjectId::Function(name.clone(), types.clone())));
    let definitions =
        schema.definitions.keys().filter(|id| id.qname().is_some_and(|qname| qname.name == name));
    found.extend(definitions.cloned().map(ObjectId::Definition));
    found
}
