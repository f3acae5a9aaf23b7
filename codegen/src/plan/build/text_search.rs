//! Text search objects: the mappings of configurations, the options of dictionaries.

use std::collections::BTreeMap;

use super::super::fact::Fact;
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::{Phase, Step};
use crate::ddl::{DefinitionStatement, Statement, TextSearchStatement};
use crate::diff::Attribute;
use crate::model::{Definition, DefinitionId, ObjectId, QName, TextSearch, TextSearchKind};

/// The mappings of a configuration that was just made.
pub(super) fn fill(planner: &mut Planner<'_>, new: &Definition) {
    if let Definition::TextSearch(new) = new {
        map(planner, &BTreeMap::new(), new);
    }
}

pub(super) fn alter(planner: &mut Planner<'_>, old: &Definition, new: &Definition) {
    let (Definition::TextSearch(old), Definition::TextSearch(after)) = (old, new) else { return };
    if !planner.work.alters(&ObjectId::Definition(new.id()), Attribute::Definition) {
        return;
    }
    let changed = |option: &&String| old.options.get(*option) != after.options.get(*option);
    let mut options: Vec<&String> = old.options.keys().chain(after.options.keys()).filter(changed).collect();
    options.sort();
    options.dedup();
    if !options.is_empty() {
        let options = options.into_iter().map(|option| (option.clone(), after.options.get(option).cloned()));
        let options = options.collect();
        push(planner, after, TextSearchStatement::Options { name: after.name.clone(), options });
    }
    let gone: Vec<String> =
        old.mappings.keys().filter(|token| !after.mappings.contains_key(*token)).cloned().collect();
    if !gone.is_empty() {
        push(planner, after, TextSearchStatement::Unmap { name: after.name.clone(), tokens: gone });
    }
    map(planner, &old.mappings, after);
}

/// One statement for all tokens that get the same dictionaries.
fn map(planner: &mut Planner<'_>, old: &BTreeMap<String, Vec<QName>>, new: &TextSearch) {
    let mut wanted: BTreeMap<(bool, &Vec<QName>), Vec<String>> = BTreeMap::new();
    for (token, dictionaries) in &new.mappings {
        let before = old.get(token);
        if before != Some(dictionaries) {
            wanted.entry((before.is_some(), dictionaries)).or_default().push(token.clone());
        }
    }
    for ((again, dictionaries), tokens) in wanted {
        let (name, dictionaries) = (new.name.clone(), dictionaries.clone());
        push(planner, new, TextSearchStatement::Map { name, again, tokens, dictionaries });
    }
}

fn push(planner: &mut Planner<'_>, of: &TextSearch, statement: TextSearchStatement) {
    let id = DefinitionId::TextSearch(of.kind, of.name.clone());
    let fact = Fact::Object(ObjectId::Definition(id));
    let dictionary = |name: &QName| {
        let id = DefinitionId::TextSearch(TextSearchKind::Dictionary, name.clone());
        Fact::Object(ObjectId::Definition(id))
    };
    let dictionaries: Vec<Fact> = of.mappings.values().flatten().map(dictionary).collect();
    let statement = Statement::Definition(DefinitionStatement::TextSearch(statement));
    let before = planner.before.uses(&fact).to_vec();
    let step = Step::new(Phase::Type, Operation::New, statement).needs([fact]).needs(dictionaries);
    planner.push(step.releases(before));
}
