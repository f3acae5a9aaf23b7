//! Types, casts and operators.

use super::{Names, Writer, full, line};
use crate::model::{CastContext, Definition};

impl Writer<'_> {
    pub(super) fn types(&mut self, names: &Names<'_>) {
        for name in self.schema.extensions.keys() {
            self.lines.insert(line('x', name, []));
        }
        for (name, enumeration) in &self.schema.enums {
            let rust = names.named_type(name).map(ToString::to_string).unwrap_or_default();
            let fields = ["e".to_owned(), rust].into_iter().chain(enumeration.values.iter().cloned());
            self.lines.insert(line('t', &full(name), fields));
        }
        for (name, domain) in &self.schema.domains {
            let base = self.ty(&domain.ty);
            let rust = names.named_type(name).map(ToString::to_string).unwrap_or_default();
            self.lines.insert(line('t', &full(name), ["d".to_owned(), base, rust]));
        }
        for definition in self.schema.definitions.values() {
            match definition {
                Definition::Composite(composite) => {
                    let rust = names.named_type(&composite.name).map(ToString::to_string).unwrap_or_default();
                    let mut fields = vec!["c".to_owned(), rust];
                    for attribute in &composite.attributes {
                        fields.push(attribute.name.clone());
                        fields.push(self.ty(&attribute.ty));
                    }
                    self.lines.insert(line('t', &full(&composite.name), fields));
                }
                Definition::Range(range) => {
                    let (name, multirange) = (full(&range.name), full(&range.multirange));
                    let subtype = self.ty(&range.subtype);
                    self.lines.insert(line('t', &name, ["r".to_owned(), subtype, multirange.clone()]));
                    self.lines.insert(line('t', &multirange, ["m".to_owned(), name]));
                }
                Definition::Collation(_)
                | Definition::Cast(_)
                | Definition::Operator(_)
                | Definition::OperatorFamily(_)
                | Definition::OperatorClass(_)
                | Definition::TextSearch(_)
                | Definition::ForeignDataWrapper(_)
                | Definition::Server(_)
                | Definition::UserMapping(_)
                | Definition::Statistics(_)
                | Definition::Rule(_)
                | Definition::Trigger(_)
                | Definition::Policy(_)
                | Definition::EventTrigger(_)
                | Definition::Subscription(_)
                | Definition::Opaque(_) => {}
            }
        }
    }

    pub(super) fn casts_and_operators(&mut self) {
        for definition in self.schema.definitions.values() {
            match definition {
                Definition::Cast(cast) => {
                    let (source, target) = (self.ty(&cast.source), self.ty(&cast.target));
                    let context = match cast.context {
                        CastContext::Implicit => "i",
                        CastContext::Assignment => "a",
                        CastContext::Explicit => "e",
                    };
                    self.lines.insert(line('c', &source, [target, context.to_owned()]));
                }
                Definition::Operator(operator) => {
                    let Some(right) = &operator.right else { continue };
                    let right = self.ty(right);
                    let left = operator.left.as_ref().map_or_else(String::new, |left| self.ty(left));
                    let result = self
                        .result_of(&operator.function, &[operator.left.as_ref(), operator.right.as_ref()]);
                    let Some(result) = result else { continue };
                    self.lines.insert(line('o', &operator.name.name, [left, right, result]));
                }
                Definition::Collation(_)
                | Definition::Composite(_)
                | Definition::Range(_)
                | Definition::OperatorFamily(_)
                | Definition::OperatorClass(_)
                | Definition::TextSearch(_)
                | Definition::ForeignDataWrapper(_)
                | Definition::Server(_)
                | Definition::UserMapping(_)
                | Definition::Statistics(_)
                | Definition::Rule(_)
                | Definition::Trigger(_)
                | Definition::Policy(_)
                | Definition::EventTrigger(_)
                | Definition::Subscription(_)
                | Definition::Opaque(_) => {}
            }
        }
    }
}
