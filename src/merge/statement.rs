//! The text of a merge.

use std::sync::Arc;

use crate::expr::Fragment;
use crate::returning::{self, Statement};
use crate::select::{Definition, Origin};
use crate::table::TableInfo;
use crate::update::Assignments;
use crate::writer::Writer;

/// A merge without its types.
#[derive(Debug)]
pub(super) struct Combination {
    pub(super) table: &'static TableInfo,
    pub(super) source: Origin,
    pub(super) on: Fragment,
    pub(super) steps: Vec<When>,
}

/// `WHEN MATCHED AND .. THEN ..`.
#[derive(Debug)]
pub(super) struct When {
    pub(super) kind: &'static str,
    pub(super) filter: Option<Fragment>,
    pub(super) action: Action,
}

#[derive(Debug)]
pub(super) enum Action {
    Update(Assignments),
    Insert(Assignments),
    Delete,
    Nothing,
}

impl Statement for Combination {
    fn write<'p>(&'p self, returning: &'p [Fragment], writer: &mut Writer<'p>) {
        writer.text("MERGE INTO ").table(self.table).text(" USING ");
        self.source.write(writer);
        writer.text(" ON ");
        self.on.write(writer);
        for step in &self.steps {
            step.write(writer);
        }
        returning::write(returning, writer);
    }

    fn definitions<'q>(&'q self, out: &mut Vec<&'q Arc<Definition>>) {
        self.source.definitions(out);
        self.on.definitions(out);
        for step in &self.steps {
            step.filter.iter().for_each(|part| part.definitions(out));
            match &step.action {
                Action::Update(set) | Action::Insert(set) => set.definitions(out),
                Action::Delete | Action::Nothing => {}
            }
        }
    }
}

impl When {
    fn write<'p>(&'p self, writer: &mut Writer<'p>) {
        writer.text(" WHEN ").text(self.kind);
        if let Some(filter) = &self.filter {
            writer.text(" AND (");
            filter.write(writer);
            writer.text(")");
        }
        writer.text(" THEN ");
        match &self.action {
            Action::Update(set) if set.is_empty() => {
                writer.text("DO NOTHING");
            }
            Action::Update(set) => set.write(writer.text("UPDATE SET ")),
            Action::Insert(row) => row.write_row(writer.text("INSERT ")),
            Action::Delete => {
                writer.text("DELETE");
            }
            Action::Nothing => {
                writer.text("DO NOTHING");
            }
        }
    }
}
