//! What the target version does not have. Only what a plan makes or changes is looked at.

use crate::model::{
    ConstraintKind, GeneratedKind, NotNull, ObjectId, Publication, PublishGenerated, ReferentialAction,
    Schema, Table, View,
};
use crate::report::{Code, Diagnostic, Errors};

/// Reports everything in the new schema that differs from the old one and that the target cannot do.
pub(super) fn check(old: &Schema, new: &Schema, target: u8, errors: &mut Errors) {
    let mut checker = Checker { target, new, errors };
    for table in new.tables.values().filter(|table| old.tables.get(&table.name) != Some(table)) {
        checker.table(table);
    }
    for view in new.views.values().filter(|view| old.views.get(&view.name) != Some(view)) {
        checker.view(view);
    }
    for publication in new.publications.values().filter(|p| old.publications.get(&p.name) != Some(p)) {
        checker.publication(publication);
    }
}

/// The same for what is said of `NOT NULL`. Its name is no matter: older servers have none.
pub(super) fn check_not_nulls(old: &Schema, new: &Schema, target: u8, errors: &mut Errors) {
    let mut checker = Checker { target, new, errors };
    for table in new.tables.values() {
        let before = old.tables.get(&table.name);
        for column in table.columns.iter().filter(|column| column.not_null) {
            let NotNull { name: _, no_inherit, not_valid, comment } = &column.not_null_constraint;
            let was = before.and_then(|before| before.columns.get(&column.name));
            if was.is_some_and(|was| was.not_null_constraint == column.not_null_constraint) {
                continue;
            }
            let id = ObjectId::Column(table.name.clone(), column.name.clone());
            let said = [
                (*no_inherit, "NOT NULL NO INHERIT"),
                (*not_valid, "NOT NULL NOT VALID"),
                (comment.is_some(), "the comment on the NOT NULL"),
            ];
            for (_, what) in said.into_iter().filter(|(said, _)| *said) {
                checker.needs(super::not_null::NAMED, what, &id);
            }
        }
    }
}

struct Checker<'a> {
    target: u8,
    new: &'a Schema,
    errors: &'a mut Errors,
}

impl Checker<'_> {
    fn needs(&mut self, version: u8, what: &str, id: &ObjectId) {
        if self.target < version {
            let message =
                format!("{what} of {id} needs PostgreSQL {version}, but the target is {}", self.target);
            self.errors.push(Diagnostic::new(Code::Version, message).help(format!(
                "set `target = {version}` under `[database]` in tablewright.toml when the server is that new"
            )));
        }
    }

    fn table(&mut self, table: &Table) {
        let Table { name, columns, constraints, indexes, .. } = table;
        for column in columns {
            let id = ObjectId::Column(name.clone(), column.name.clone());
            if column.generated.as_ref().is_some_and(|g| g.kind == GeneratedKind::Virtual) {
                self.needs(18, "VIRTUAL", &id);
            }
        }
        for constraint in constraints.values() {
            let id = ObjectId::Constraint(name.clone(), constraint.name.clone());
            let (temporal, not_enforced) = match &constraint.kind {
                ConstraintKind::PrimaryKey(key) => (key.without_overlaps, false),
                ConstraintKind::Unique(key) => (key.without_overlaps, false),
                ConstraintKind::ForeignKey(key) => (key.period, key.not_enforced),
                ConstraintKind::Check(check) => (false, check.not_enforced),
                ConstraintKind::Exclusion(_) => (false, false),
            };
            if temporal {
                self.needs(18, "WITHOUT OVERLAPS or PERIOD", &id);
            }
            if not_enforced {
                self.needs(18, "NOT ENFORCED", &id);
            }
            match &constraint.kind {
                ConstraintKind::Unique(unique) if unique.nulls_not_distinct => {
                    self.needs(15, "NULLS NOT DISTINCT", &id);
                }
                ConstraintKind::ForeignKey(key) => {
                    if let ReferentialAction::SetNull(columns) | ReferentialAction::SetDefault(columns) =
                        &key.on_delete
                        && !columns.is_empty()
                    {
                        self.needs(15, "ON DELETE SET with a list of columns", &id);
                    }
                }
                ConstraintKind::PrimaryKey(_)
                | ConstraintKind::Unique(_)
                | ConstraintKind::Check(_)
                | ConstraintKind::Exclusion(_) => {}
            }
        }
        for index in indexes.values().filter(|index| index.nulls_not_distinct) {
            let id = ObjectId::Index(name.clone(), index.name.clone());
            self.needs(15, "NULLS NOT DISTINCT", &id);
        }
    }

    fn view(&mut self, view: &View) {
        if view.options.iter().any(|(option, _)| option == "security_invoker") {
            self.needs(15, "security_invoker", &ObjectId::View(view.name.clone()));
        }
    }

    fn publication(&mut self, publication: &Publication) {
        let id = ObjectId::Publication(publication.name.clone());
        if publication.tables.values().any(|table| table.columns.is_some()) {
            self.needs(15, "a column list", &id);
        }
        let generated = publication.tables.iter().any(|(name, published)| {
            let table = self.new.tables.get(name);
            let column = |column: &String| table.and_then(|table| table.columns.get(column));
            published.columns.iter().flatten().filter_map(column).any(|column| column.generated.is_some())
        });
        if generated {
            self.needs(18, "a generated column in a column list", &id);
        }
        if publication.tables.values().any(|table| table.filter.is_some()) {
            self.needs(15, "a row filter", &id);
        }
        if !publication.namespaces.is_empty() {
            self.needs(15, "TABLES IN SCHEMA", &id);
        }
        if publication.generated == PublishGenerated::Stored {
            self.needs(18, "publish_generated_columns", &id);
        }
    }
}
