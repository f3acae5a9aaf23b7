//! The rows of one table.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::demand::Demand;
use super::demand::number;
use super::order::{keys, may_be_null};
use super::partition;
use super::random::Random;
use super::rule::{Condition, Order, Rule, turned};
use super::scalar::is_beginning;
use super::value::{Field, Value, value};
use crate::model::{Column, ConstraintKind, ForeignKey, IndexKey, Schema, Table};

/// How often the values of a row are drawn again where a key has them already.
const TRIES: u32 = 60;

/// How many of a hundred values are NULL where they may be.
const NULLS: usize = 12;

/// The keys that a foreign key can reference, as the texts of their columns, in the order of the foreign key.
pub type Parents = Vec<Vec<String>>;

/// Makes the rows of a table, one by one; the same ones for the same seed.
pub struct Filler<'s> {
    schema: &'s Schema,
    table: &'s Table,
    random: Random,
    rows: usize,
    columns: Vec<&'s Column>,
    conditions: Vec<Condition>,
    leaves: Option<Vec<Vec<Rule>>>,
    references: Vec<Reference<'s>>,
    /// Columns of references that are filled in later, and NULL until then where they may be.
    later: BTreeSet<&'s str>,
    uniques: Vec<Unique<'s>>,
    /// The keys of rows that the server has not taken yet, by the number of the row.
    open: HashMap<usize, Vec<Option<Vec<Option<String>>>>>,
    apart: bool,
}

/// A foreign key whose rows are there.
struct Reference<'s> {
    key: &'s ForeignKey,
    parents: Parents,
    /// Each is referenced once at most.
    once: bool,
    optional: bool,
    /// Which parents have the values that other references gave to some of the columns.
    found: HashMap<Vec<(usize, String)>, Vec<usize>>,
}

/// Columns whose values together differ from row to row.
struct Unique<'s> {
    columns: Vec<&'s str>,
    nulls_differ: bool,
    seen: HashSet<Vec<Option<String>>>,
}

type Values<'s> = BTreeMap<&'s str, Option<Value>>;

impl<'s> Filler<'s> {
    /// Prepares the rows of a table. `later` are foreign keys that are filled in later, `parents` the keys for the others, by the
    /// name of the constraint.
    ///
    /// # Errors
    /// Why the table can have no rows, in words.
    pub fn new(
        schema: &'s Schema,
        table: &'s Table,
        seed: u64,
        rows: usize,
        later: &[String],
        mut parents: BTreeMap<String, Parents>,
    ) -> Result<Self, String> {
        let random = Random::of(seed, &[&table.name.namespace, &table.name.name]);
        let uniques = uniques(table);
        let mut filler = Self {
            schema,
            table,
            random,
            rows,
            columns: Vec::new(),
            conditions: conditions(table),
            leaves: partition::leaves(schema, table),
            references: Vec::new(),
            later: BTreeSet::new(),
            uniques,
            open: HashMap::new(),
            apart: table.constraints.values().any(|c| matches!(c.kind, ConstraintKind::Exclusion(_))),
        };
        if filler.leaves.as_ref().is_some_and(Vec::is_empty) {
            return Err("it has no partition that could take rows".to_owned());
        }
        for (name, key) in keys(table) {
            if later.iter().any(|later| later == name) {
                filler.later.extend(key.columns.iter().map(String::as_str));
                continue;
            }
            let parents = parents.remove(name).unwrap_or_default();
            let optional = may_be_null(table, key);
            if parents.is_empty() && !optional {
                return Err(format!("{}, which it references, has no rows", key.table));
            }
            let once = filler.uniques.iter().any(|unique| {
                unique.columns.iter().all(|column| key.columns.iter().any(|own| own == column))
            });
            filler.references.push(Reference { key, parents, once, optional, found: HashMap::new() });
        }
        // Those with many columns leave the others less to choose from.
        filler.references.sort_by_key(|reference| std::cmp::Reverse(reference.key.columns.len()));
        for reference in filler.references.iter_mut().filter(|reference| reference.once) {
            shuffle(&mut reference.parents, &mut filler.random.row(0, 1));
        }
        filler.columns = filler.written()?;
        Ok(filler)
    }

    /// The columns that rows have values for, in their order.
    pub fn columns(&self) -> impl Iterator<Item = &'s str> {
        self.columns.iter().map(|column| column.name.as_str())
    }

    /// The columns of types that are known here.
    fn written(&self) -> Result<Vec<&'s Column>, String> {
        let mut written = Vec::new();
        for column in self.table.columns.iter().filter(|column| column.generated.is_none()) {
            let mut field = self.field(column, self.random.clone(), Demand::default(), (1, 0));
            if self.references.iter().any(|r| r.key.columns.contains(&column.name))
                || value(&mut field, &column.ty).is_some()
            {
                written.push(column);
            } else if column.not_null && column.default.is_none() {
                return Err(format!("no value is known for column {} of type {}", column.name, column.ty));
            }
        }
        // What comes first in a row's life, then the rest: moments follow each other.
        written.sort_by_key(|column| !is_beginning(&column.name));
        Ok(written)
    }

    /// The row with a number from 1: a text for each column, `None` for NULL. Another attempt is another row, for when the server
    /// refuses the one before. `None` when the keys of the table leave no room for more rows.
    pub fn row(&mut self, number: usize, attempt: u32) -> Option<Vec<Option<String>>> {
        // A row that was refused leaves its keys to others.
        for (unique, key) in self.uniques.iter_mut().zip(self.open.remove(&number).unwrap_or_default()) {
            if let Some(key) = key {
                unique.seen.remove(&key);
            }
        }
        for tries in 0..TRIES {
            let mut random = self.random.row(number as u64, attempt * TRIES + tries + 2);
            let Some(values) = self.draw(number, attempt + tries, &mut random) else { continue };
            if self.is_new(number, &values) {
                return Some(self.columns.iter().map(|c| text(&values, &c.name)).collect());
            }
        }
        None
    }

    /// The rows so far are in the table.
    pub fn accept(&mut self) {
        self.open.clear();
    }

    /// Remembers the keys of a row, unless one of them is there already.
    fn is_new(&mut self, number: usize, values: &Values<'_>) -> bool {
        let key = |unique: &Unique<'_>| {
            let key: Vec<Option<String>> = unique.columns.iter().map(|column| text(values, column)).collect();
            (!unique.nulls_differ || key.iter().all(Option::is_some)).then_some(key)
        };
        let keys: Vec<_> = self.uniques.iter().map(key).collect();
        if self
            .uniques
            .iter()
            .zip(&keys)
            .any(|(unique, key)| key.as_ref().is_some_and(|key| unique.seen.contains(key)))
        {
            return false;
        }
        for (unique, key) in self.uniques.iter_mut().zip(&keys) {
            unique.seen.extend(key.clone());
        }
        self.open.insert(number, keys);
        true
    }

    /// Draws the values of a row. `None` when what is asked of them contradicts itself.
    fn draw(&mut self, number: usize, tries: u32, random: &mut Random) -> Option<Values<'s>> {
        let mut rules: Vec<Rule> =
            self.conditions.iter().flat_map(|condition| condition.rules(random)).collect();
        if let Some(leaves) = &self.leaves {
            rules.extend(leaves[random.below(leaves.len())].iter().cloned());
        }
        let mut demands = demands(&rules, random);
        let mut values = Values::new();
        for i in 0..self.references.len() {
            self.reference(i, number, &demands, &mut values, random)?;
        }
        let mut begun: Option<f64> = None;
        for column in self.columns.clone() {
            let name = column.name.as_str();
            if !values.contains_key(name) {
                let mut demand = demands.remove(name).unwrap_or_default();
                demand.expected_low = begun;
                relate(&mut demand, name, &rules, &values);
                let contradicts = demand.low.zip(demand.high).is_some_and(|(low, high)| low.at > high.at);
                if contradicts || (demand.null == Some(true) && column.not_null) {
                    return None;
                }
                let drawn = self.value(column, demand, (number, tries), random)?;
                values.insert(name, drawn);
            }
            let at = values.get(name).and_then(|value| value.as_ref()?.number);
            if is_beginning(name) && begun.is_none() {
                begun = at;
            }
        }
        Some(values)
    }

    /// A value of a column that references nothing yet.
    fn value(
        &self,
        column: &'s Column,
        demand: Demand,
        (number, tries): (usize, u32),
        random: &mut Random,
    ) -> Option<Option<Value>> {
        let waits = self.later.contains(column.name.as_str());
        let null = match demand.null {
            Some(true) => true,
            Some(false) => false,
            None => waits || random.percent(NULLS),
        };
        if null && !column.not_null {
            return Some(None);
        }
        let stream = Random::of(random.next(), &[&column.name]);
        let mut field = self.field(column, stream, demand, (number, tries as usize));
        value(&mut field, &column.ty).map(Some)
    }

    fn field(
        &self,
        column: &'s Column,
        random: Random,
        demand: Demand,
        (row, tries): (usize, usize),
    ) -> Field<'s> {
        let name = column.name.as_str();
        Field {
            schema: self.schema,
            table: &self.table.name.name,
            name,
            demand,
            random,
            row,
            rows: self.rows,
            unique: self.uniques.iter().any(|unique| unique.columns == [name]),
            tries,
            apart: self.apart,
        }
    }

    /// Gives the columns of a foreign key the values of a row that is there.
    fn reference(
        &mut self,
        index: usize,
        number: usize,
        demands: &BTreeMap<String, Demand>,
        values: &mut Values<'s>,
        random: &mut Random,
    ) -> Option<()> {
        let table = self.table;
        let reference = &mut self.references[index];
        let columns = &reference.key.columns;
        let demanded = |null: bool| {
            columns.iter().any(|column| demands.get(column).is_some_and(|demand| demand.null == Some(null)))
        };
        let spent = reference.parents.is_empty() || (reference.once && number > reference.parents.len());
        let absent =
            reference.optional && (spent || demanded(true) || (!demanded(false) && random.percent(NULLS)));
        if absent {
            for column in columns.iter().filter(|name| table.columns.get(name).is_some_and(|c| !c.not_null)) {
                values.entry(column).or_insert(None);
            }
            return Some(());
        }
        if spent {
            return None;
        }
        let fixed: Vec<(usize, String)> = columns
            .iter()
            .enumerate()
            .filter_map(|(i, column)| Some((i, values.get(column.as_str())?.as_ref()?.text.clone())))
            .collect();
        let parent = if fixed.is_empty() {
            let at = if reference.once { number - 1 } else { random.below(reference.parents.len()) };
            &reference.parents[at]
        } else {
            let parents = &reference.parents;
            let fits = |parent: &[String]| fixed.iter().all(|(i, text)| parent[*i] == *text);
            let found = reference
                .found
                .entry(fixed.clone())
                .or_insert_with(|| (0..parents.len()).filter(|at| fits(&parents[*at])).collect());
            let at = found.get(random.below(found.len()))?;
            &reference.parents[*at]
        };
        for (column, text) in columns.iter().zip(parent) {
            values.insert(column, Some(Value { text: text.clone(), number: number_of(text) }));
        }
        Some(())
    }
}

fn number_of(text: &str) -> Option<f64> {
    number(text)
}

fn text(values: &Values<'_>, column: &str) -> Option<String> {
    values.get(column).and_then(|value| value.as_ref().map(|value| value.text.clone()))
}

fn conditions(table: &Table) -> Vec<Condition> {
    let checks = table.constraints.values().filter_map(|constraint| match &constraint.kind {
        ConstraintKind::Check(check) if !check.not_enforced => Some(Condition::read(&check.expr.text)),
        ConstraintKind::Check(_)
        | ConstraintKind::PrimaryKey(_)
        | ConstraintKind::Unique(_)
        | ConstraintKind::ForeignKey(_)
        | ConstraintKind::Exclusion(_) => None,
    });
    checks.collect()
}

fn uniques(table: &Table) -> Vec<Unique<'_>> {
    let unique = |columns: Vec<_>, nulls_differ| Unique { columns, nulls_differ, seen: HashSet::new() };
    let mut all = Vec::new();
    for constraint in table.constraints.values() {
        match &constraint.kind {
            ConstraintKind::PrimaryKey(key) => {
                all.push(unique(key.columns.iter().map(String::as_str).collect(), true));
            }
            ConstraintKind::Unique(key) => {
                all.push(unique(key.columns.iter().map(String::as_str).collect(), !key.nulls_not_distinct));
            }
            ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_) | ConstraintKind::Exclusion(_) => {}
        }
    }
    for index in table.indexes.values().filter(|index| index.unique && index.predicate.is_none()) {
        let columns: Option<Vec<&str>> = index
            .elements
            .iter()
            .map(|element| match &element.key {
                IndexKey::Column(name) => Some(name.as_str()),
                IndexKey::Expr(_) => None,
            })
            .collect();
        all.extend(columns.map(|columns| unique(columns, !index.nulls_not_distinct)));
    }
    // What the server computes cannot be compared here.
    let is_written = |name: &&str| table.columns.get(name).is_some_and(|column| column.generated.is_none());
    all.retain(|unique| unique.columns.iter().all(|name| is_written(name)));
    all
}

/// The rules by column; those about whether several are NULL are decided here.
fn demands(rules: &[Rule], random: &mut Random) -> BTreeMap<String, Demand> {
    let mut demands: BTreeMap<String, Demand> = BTreeMap::new();
    for rule in rules {
        match rule {
            Rule::Null(c)
            | Rule::NotNull(c)
            | Rule::Compare(c, ..)
            | Rule::In(c, _)
            | Rule::NotIn(c, _)
            | Rule::Matches(c, _)
            | Rule::Like(c, _)
            | Rule::Lower(c)
            | Rule::Upper(c)
            | Rule::JsonType(c, _) => demands.entry(c.clone()).or_default().add(rule),
            Rule::Columns(..) => {}
            Rule::NonNull(columns, order, count) => {
                let most = columns.len();
                let (low, high) = match order {
                    Order::Equal => (*count, *count),
                    Order::Less => (0, count.saturating_sub(1)),
                    Order::LessOrEqual => (0, *count),
                    Order::Greater => (count + 1, most),
                    Order::GreaterOrEqual | Order::NotEqual => (*count, most),
                };
                let (low, high) = (low.min(most), high.min(most));
                let count = low + random.below(high.saturating_sub(low) + 1);
                let first = random.below(most);
                for (i, column) in columns.iter().enumerate() {
                    let filled = (i + most - first) % most < count;
                    demands.entry(column.clone()).or_default().null = Some(!filled);
                }
            }
            Rule::Flag(flag, column, filled) => {
                let truth = random.percent(50);
                demands
                    .entry(flag.clone())
                    .or_default()
                    .add(&Rule::In(flag.clone(), vec![truth.to_string()]));
                demands.entry(column.clone()).or_default().null = Some(truth != *filled);
            }
            Rule::SameNull(a, b, same) => {
                let null = random.percent(40);
                demands.entry(a.clone()).or_default().null = Some(null);
                demands.entry(b.clone()).or_default().null = Some(null == *same);
            }
        }
    }
    demands
}

/// What the values of other columns ask of this one.
fn relate(demand: &mut Demand, name: &str, rules: &[Rule], values: &Values<'_>) {
    for rule in rules {
        let Rule::Columns(a, order, b) = rule else { continue };
        let (order, other) = if a == name {
            (*order, b)
        } else if b == name {
            (turned(*order), a)
        } else {
            continue;
        };
        let Some(Some(value)) = values.get(other.as_str()) else { continue };
        match (order, value.number) {
            (Order::Equal, _) => demand.among = Some(vec![value.text.clone()]),
            (Order::NotEqual, _) => demand.not.push(value.text.clone()),
            (Order::Less, Some(at)) => demand.at_most(at, true),
            (Order::LessOrEqual, Some(at)) => demand.at_most(at, false),
            (Order::Greater, Some(at)) => demand.at_least(at, true),
            (Order::GreaterOrEqual, Some(at)) => demand.at_least(at, false),
            (Order::Less | Order::LessOrEqual | Order::Greater | Order::GreaterOrEqual, None) => {}
        }
    }
}

fn shuffle<T>(items: &mut [T], random: &mut Random) {
    for i in (1..items.len()).rev() {
        items.swap(i, random.below(i + 1));
    }
}
