//! The whole file: what it is made from, the `use` lines, the enums, the structs.

use std::collections::BTreeMap;
use std::path::Path;

use proc_macro2::TokenStream;

use super::Options;
use super::composite::{composite, domain};
use super::enumeration::enumeration;
use super::imports::{Imports, Used};
use super::names::Names;
use super::relations::Relations;
use super::table::{Context, table};
use crate::load::Described;
use crate::model::{Composite, Definition, DefinitionId, Domain, Enum, Notes, ObjectId, Table};

/// So many items are worth a thread.
const SHARE: usize = 100;

/// A type or a table.
#[derive(Clone, Copy)]
enum Item<'a> {
    Enum(&'a Enum),
    Domain(&'a Domain),
    Composite(&'a Composite),
    Table(&'a Table),
}

pub(super) fn file(described: &Described, options: &Options) -> String {
    let items = in_order(described, options);
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = items.len().div_ceil(threads).max(SHARE);
    let (texts, used) = if items.len() <= share {
        part(described, options, &items)
    } else {
        parts(described, options, &items, share)
    };

    let mut text = header(options);
    let uses = used.lines();
    if !uses.is_empty() {
        text.push('\n');
        text.push_str(&uses);
    }
    for item in texts {
        text.push('\n');
        text.push_str(&item);
    }
    text
}

/// Enums, domains, composite types, then tables, each in the order of the sources.
fn in_order<'a>(described: &'a Described, options: &Options) -> Vec<Item<'a>> {
    let ranks: BTreeMap<&str, usize> =
        options.sources.iter().enumerate().map(|(rank, name)| (name.as_str(), rank)).collect();
    let mut enums: Vec<_> = described.schema.enums.values().collect();
    enums.sort_by_cached_key(|item| rank(&described.notes, &ObjectId::Enum(item.name.clone()), &ranks));
    let mut tables: Vec<_> = described.schema.tables.values().collect();
    tables.sort_by_cached_key(|item| rank(&described.notes, &ObjectId::Table(item.name.clone()), &ranks));
    let domain_id = |item: &Domain| ObjectId::Domain(item.name.clone());
    let is_newtype = |item: &&Domain| described.notes.get(&domain_id(item)).is_some_and(|note| note.newtype);
    let mut domains: Vec<_> = described.schema.domains.values().filter(is_newtype).collect();
    domains.sort_by_cached_key(|item| rank(&described.notes, &domain_id(item), &ranks));
    let mut composites: Vec<_> = described.schema.definitions.values().filter_map(composite_of).collect();
    composites.sort_by_cached_key(|item| {
        let id = ObjectId::Definition(DefinitionId::Composite(item.name.clone()));
        rank(&described.notes, &id, &ranks)
    });
    let types = enums.into_iter().map(Item::Enum).chain(domains.into_iter().map(Item::Domain));
    let types = types.chain(composites.into_iter().map(Item::Composite));
    types.chain(tables.into_iter().map(Item::Table)).collect()
}

fn composite_of(definition: &Definition) -> Option<&Composite> {
    match definition {
        Definition::Composite(composite) => Some(composite),
        _ => None,
    }
}

/// The text of some items, and what they use.
fn part(described: &Described, options: &Options, items: &[Item<'_>]) -> (Vec<String>, Used) {
    let names = Names::new(described);
    let relations = Relations::new(&described.schema, &names);
    let derives = options.derives.iter().filter_map(|derive| syn::parse_str(derive).ok()).collect();
    let imports = Imports::new(&names, options.chrono);
    let mut context = Context { described, names: &names, relations, imports, derives };
    let texts = items.iter().map(|item| {
        pretty(match item {
            Item::Enum(item) => enumeration(item, &mut context),
            Item::Domain(item) => domain(item, &mut context),
            Item::Composite(item) => composite(item, &mut context),
            Item::Table(item) => table(item, &mut context),
        })
    });
    (texts.collect(), context.imports.used)
}

/// The same in several threads. Each gives out the names itself, since identifiers cannot be shared; the names are the same.
fn parts(described: &Described, options: &Options, items: &[Item<'_>], share: usize) -> (Vec<String>, Used) {
    let mut texts = Vec::with_capacity(items.len());
    let mut used = Used::default();
    std::thread::scope(|scope| {
        let spawn = |items| scope.spawn(move || part(described, options, items));
        let running: Vec<_> = items.chunks(share).map(spawn).collect();
        for (thread, items) in running.into_iter().zip(items.chunks(share)) {
            // A thread that could not finish is repeated here, where its panic has a caller.
            let (more, theirs) = thread.join().unwrap_or_else(|_| part(described, options, items));
            texts.extend(more);
            used.merge(theirs);
        }
    });
    (texts, used)
}

/// Where an object stands in the sources: the file's rank, then the place in it. Without a place, by name at the end.
fn rank(notes: &Notes, id: &ObjectId, ranks: &BTreeMap<&str, usize>) -> (usize, usize) {
    match notes.place(id) {
        Some(place) => {
            let file = ranks.get(place.source.name.as_str()).copied();
            (file.unwrap_or(ranks.len()), place.span.start)
        }
        None => (usize::MAX, 0),
    }
}

/// Plain comments: the file is included into a module, where `//!` may not stand.
fn header(options: &Options) -> String {
    let names: Vec<String> = options
        .sources
        .iter()
        .map(|name| {
            let path = Path::new(name);
            path.strip_prefix(&options.root).unwrap_or(path).display().to_string()
        })
        .collect();
    let from = match names.as_slice() {
        [] => String::new(),
        [one] => format!(" from {one}"),
        [rest @ .., last] => format!(" from {} and {last}", rest.join(", ")),
    };
    format!("// Generated by Tablewright{from}. Changes made here are lost: edit the schema instead.\n")
}

/// One item as text.
fn pretty(item: TokenStream) -> String {
    match syn::parse2::<syn::Item>(item.clone()) {
        Ok(item) => flat(&prettyplease::unparse(&syn::File {
            shebang: None,
            frontmatter: None,
            attrs: Vec::new(),
            items: vec![item],
        })),
        // Cannot happen, since the items are made above; the compiler shows what is wrong.
        Err(_) => format!("{item}\n"),
    }
}

/// An attribute that holds one group over several lines, as rustfmt writes it: without a level of indentation for each of
/// the two parentheses. No literal spans lines here.
fn flat(item: &str) -> String {
    let mut text = String::with_capacity(item.len());
    let mut lines = item.lines().peekable();
    while let Some(line) = lines.next() {
        match lines.peek() {
            Some(next) if line == "#[table(" && next.starts_with("    ") && next.ends_with('(') => {
                text.push_str(line);
                text.push_str(next.trim_start());
                text.push('\n');
                lines.next();
                for line in lines.by_ref().take_while(|line| *line != ")]") {
                    match line.strip_prefix("    ").unwrap_or(line) {
                        ")" => text.push_str("))]"),
                        inner => text.push_str(inner),
                    }
                    text.push('\n');
                }
            }
            Some(_) | None => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    text
}
