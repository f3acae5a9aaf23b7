//! `CREATE PUBLICATION`, `ALTER PUBLICATION`, `DROP PUBLICATION`.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

use super::expr::Text;
use super::quote::{Commas, Ident, Idents, Literal, Name};
use crate::model::{Publication, PublicationTable, PublishGenerated, QName};

/// A statement about a publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublicationStatement {
    /// `CREATE PUBLICATION`.
    Create(Publication),
    /// `ALTER PUBLICATION .. ADD TABLE ..`.
    Add {
        /// The publication.
        name: String,
        /// Tables to publish as well.
        tables: BTreeMap<QName, PublicationTable>,
        /// Namespaces to publish as well.
        namespaces: Vec<String>,
    },
    /// `ALTER PUBLICATION .. DROP TABLE ..`.
    Remove {
        /// The publication.
        name: String,
        /// Tables to publish no more.
        tables: Vec<QName>,
        /// Namespaces to publish no more.
        namespaces: Vec<String>,
    },
    /// `ALTER PUBLICATION .. SET TABLE ..`: the whole list at once.
    SetObjects {
        /// The publication.
        name: String,
        /// Every table.
        tables: BTreeMap<QName, PublicationTable>,
        /// Every namespace.
        namespaces: Vec<String>,
    },
    /// `ALTER PUBLICATION .. SET (..)`: the parameters that differ.
    SetParameters {
        /// Before.
        from: Publication,
        /// After.
        to: Publication,
    },
    /// `DROP PUBLICATION`.
    Drop(String),
}

impl Display for PublicationStatement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Create(publication) => create(f, publication),
            Self::Add { name, tables, namespaces } => {
                write!(f, "ALTER PUBLICATION {} ADD", Ident(name))?;
                objects(f, tables, namespaces)
            }
            Self::Remove { name, tables, namespaces } => {
                write!(f, "ALTER PUBLICATION {} DROP", Ident(name))?;
                let bare = tables.iter().map(|t| (t.clone(), PublicationTable::default())).collect();
                objects(f, &bare, namespaces)
            }
            Self::SetObjects { name, tables, namespaces } => {
                write!(f, "ALTER PUBLICATION {} SET", Ident(name))?;
                objects(f, tables, namespaces)
            }
            Self::SetParameters { from, to } => {
                write!(f, "ALTER PUBLICATION {} SET ({})", Ident(&to.name), parameters(from, to).join(", "))
            }
            Self::Drop(name) => write!(f, "DROP PUBLICATION {}", Ident(name)),
        }
    }
}

fn create(f: &mut Formatter<'_>, publication: &Publication) -> fmt::Result {
    let Publication {
        name,
        all_tables,
        tables,
        namespaces,
        publish: _,
        via_root: _,
        generated: _,
        comment: _,
    } = publication;
    write!(f, "CREATE PUBLICATION {}", Ident(name))?;
    if *all_tables {
        f.write_str(" FOR ALL TABLES")?;
    } else if !tables.is_empty() || !namespaces.is_empty() {
        f.write_str(" FOR")?;
        objects(f, tables, namespaces)?;
    }
    let parameters = parameters(&unset(), publication);
    if parameters.is_empty() { Ok(()) } else { write!(f, "\n    WITH ({})", parameters.join(", ")) }
}

/// `TABLE a, b (x, y) WHERE (..), TABLES IN SCHEMA c`; several go on lines of their own.
fn objects(
    f: &mut Formatter<'_>,
    tables: &BTreeMap<QName, PublicationTable>,
    namespaces: &[String],
) -> fmt::Result {
    let several = tables.len() + namespaces.len() > 1;
    let mut between = if several { "\n    TABLE " } else { " TABLE " };
    for (name, PublicationTable { columns, filter }) in tables {
        write!(f, "{between}{}", Name(name))?;
        if let Some(columns) = columns {
            write!(f, " ({})", Idents(columns))?;
        }
        if let Some(filter) = filter {
            write!(f, " WHERE ({})", Text(filter))?;
        }
        between = ",\n    TABLE ";
    }
    if !namespaces.is_empty() {
        let start = match (tables.is_empty(), several) {
            (false, _) => ",\n    ",
            (true, true) => "\n    ",
            (true, false) => " ",
        };
        write!(f, "{start}TABLES IN SCHEMA {}", Idents(namespaces))?;
    }
    Ok(())
}

/// The parameters in which two publications differ.
fn parameters(from: &Publication, to: &Publication) -> Vec<String> {
    let mut words = Vec::new();
    if from.publish != to.publish {
        words.push(format!("publish = {}", Literal(&Commas(to.publish.iter()).to_string())));
    }
    if from.via_root != to.via_root {
        words.push(format!("publish_via_partition_root = {}", to.via_root));
    }
    if from.generated != to.generated {
        let word = match to.generated {
            PublishGenerated::None => "none",
            PublishGenerated::Stored => "stored",
        };
        words.push(format!("publish_generated_columns = {word}"));
    }
    words
}

/// What a publication is when nothing is said.
fn unset() -> Publication {
    Publication {
        name: String::new(),
        all_tables: false,
        tables: BTreeMap::new(),
        namespaces: Vec::new(),
        publish: ["delete", "insert", "truncate", "update"].map(str::to_owned).to_vec(),
        via_root: false,
        generated: PublishGenerated::None,
        comment: None,
    }
}
