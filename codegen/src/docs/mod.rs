//! A schema as a page to read: one HTML file that needs nothing else, with a picture of the tables and a section for everything.
//!
//! Comes in: a described schema, and which migration last touched what. Goes out: [`Docs`], plain data with every text ready to
//! read ([`docs`]), and the page that shows it ([`page`]). The same input gives the same bytes.

mod data;
mod gather;
mod html;
mod layout;
mod page;
mod picture;
mod section;

pub use data::{
    Docs, DomainDocs, EnumDocs, FieldDocs, KeyDocs, PartDocs, RelationDocs, RelationKind, RuleDocs, Target,
};
pub use gather::docs;
pub use page::page;
