//! What the definitions say of other objects: one list that renames and dependencies share.

use super::{CastMethod, Definition, Expr, IndexKey, QName, Type};

/// One place in a [`Definition`] that names something else.
#[derive(Debug)]
pub enum Mention<'a> {
    /// A table, view or foreign table.
    Relation(&'a mut QName),
    /// A column of the relation that the definition belongs to.
    Column(&'a mut String),
    /// A type.
    Type(&'a mut Type),
    /// A function by its name; its arguments follow from what it is used for.
    Function(&'a mut QName),
    /// An expression over the columns of the relation.
    Expr(&'a mut Expr),
    /// A whole command or query.
    Query(&'a mut Expr),
}

impl Definition {
    /// Visits every place that names another object, and may be changed when that is renamed.
    pub fn mentions(&mut self, visit: &mut dyn FnMut(Mention<'_>)) {
        match self {
            Self::Trigger(trigger) => {
                visit(Mention::Relation(&mut trigger.relation));
                let from = trigger.constraint.as_mut().and_then(|constraint| constraint.from.as_mut());
                from.into_iter().for_each(|from| visit(Mention::Relation(from)));
                trigger.columns.iter_mut().for_each(|column| visit(Mention::Column(column)));
                trigger.when.iter_mut().for_each(|when| visit(Mention::Expr(when)));
                visit(Mention::Function(&mut trigger.function));
            }
            Self::Rule(rule) => {
                visit(Mention::Relation(&mut rule.relation));
                rule.condition.iter_mut().for_each(|condition| visit(Mention::Expr(condition)));
                rule.commands.iter_mut().for_each(|command| visit(Mention::Query(command)));
            }
            Self::Policy(policy) => {
                visit(Mention::Relation(&mut policy.table));
                policy.using.iter_mut().for_each(|using| visit(Mention::Expr(using)));
                policy.check.iter_mut().for_each(|check| visit(Mention::Expr(check)));
            }
            Self::Statistics(statistics) => {
                visit(Mention::Relation(&mut statistics.table));
                for key in &mut statistics.keys {
                    match key {
                        IndexKey::Column(column) => visit(Mention::Column(column)),
                        IndexKey::Expr(expr) => visit(Mention::Expr(expr)),
                    }
                }
                statistics.sort();
            }
            Self::EventTrigger(trigger) => visit(Mention::Function(&mut trigger.function)),
            Self::Composite(composite) => {
                composite.attributes.iter_mut().for_each(|attribute| visit(Mention::Type(&mut attribute.ty)));
            }
            Self::Range(range) => {
                visit(Mention::Type(&mut range.subtype));
                let functions = range.canonical.iter_mut().chain(&mut range.subtype_diff);
                functions.for_each(|function| visit(Mention::Function(function)));
            }
            Self::Cast(cast) => {
                visit(Mention::Type(&mut cast.source));
                visit(Mention::Type(&mut cast.target));
                match &mut cast.method {
                    CastMethod::Function(function, types) => {
                        visit(Mention::Function(function));
                        types.iter_mut().for_each(|ty| visit(Mention::Type(ty)));
                    }
                    CastMethod::Binary | CastMethod::InOut => {}
                }
            }
            Self::Operator(operator) => {
                let types = operator.left.iter_mut().chain(&mut operator.right);
                types.for_each(|ty| visit(Mention::Type(ty)));
                visit(Mention::Function(&mut operator.function));
            }
            Self::OperatorFamily(family) => {
                family.items.iter_mut().for_each(|item| visit(Mention::Query(item)));
            }
            Self::OperatorClass(class) => {
                visit(Mention::Type(&mut class.ty));
                class.items.iter_mut().for_each(|item| visit(Mention::Query(item)));
            }
            Self::ForeignDataWrapper(wrapper) => {
                let functions = wrapper.handler.iter_mut().chain(&mut wrapper.validator);
                functions.for_each(|function| visit(Mention::Function(function)));
            }
            Self::Opaque(opaque) => opaque.statements.iter_mut().for_each(|text| visit(Mention::Query(text))),
            Self::Collation(_)
            | Self::TextSearch(_)
            | Self::Server(_)
            | Self::UserMapping(_)
            | Self::Subscription(_) => {}
        }
    }
}
