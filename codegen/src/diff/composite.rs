//! Composite types.

use super::{Attribute, Changes};
use crate::model::{Composite, CompositeAttribute, ObjectId, QName, Type};

pub(super) fn compare(changes: &mut Changes, id: &ObjectId, old: &Composite, new: &Composite) {
    let Composite { name: _, attributes, comment } = new;
    let shapes = (shape(&old.attributes), shape(attributes));
    changes.alter(id, Attribute::Definition, &shapes.0, &shapes.1);
    let comments = ((&old.comment, comments(&old.attributes)), (comment, comments(attributes)));
    changes.alter(id, Attribute::Comment, &comments.0, &comments.1);
}

fn shape<'a>(attributes: &'a [CompositeAttribute]) -> Vec<(&'a String, &'a Type, &'a Option<QName>)> {
    let parts = |attribute: &'a CompositeAttribute| {
        let CompositeAttribute { name, ty, collation, comment: _ } = attribute;
        (name, ty, collation)
    };
    attributes.iter().map(parts).collect()
}

fn comments(attributes: &[CompositeAttribute]) -> Vec<(&String, &String)> {
    attributes.iter().filter_map(|attribute| Some((&attribute.name, attribute.comment.as_ref()?))).collect()
}
