//! Everything that is asked of the value of one column in one row.

use super::rule::{Measure, Order, Rule};
use super::time;

/// What a value has to be.
#[derive(Clone, Debug, Default)]
pub(super) struct Demand {
    /// `Some(true)`: NULL; `Some(false)`: anything else.
    pub(super) null: Option<bool>,
    pub(super) low: Option<Bound>,
    pub(super) high: Option<Bound>,
    pub(super) shortest: usize,
    pub(super) longest: Option<usize>,
    pub(super) among: Option<Vec<String>>,
    pub(super) not: Vec<String>,
    pub(super) matches: Option<String>,
    pub(super) like: Option<String>,
    pub(super) lower: bool,
    pub(super) upper: bool,
    pub(super) json: Option<String>,
    /// What nobody demands and everybody expects: it is updated after it was created.
    pub(super) expected_low: Option<f64>,
}

/// A bound; moments are seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bound {
    pub(super) at: f64,
    /// Whether the value itself is outside.
    pub(super) open: bool,
}

/// A number, or a moment.
pub(super) fn number(text: &str) -> Option<f64> {
    text.parse().ok().or_else(|| time::parse(text)).filter(|number: &f64| number.is_finite())
}

impl Demand {
    /// Adds a rule about the column.
    pub(super) fn add(&mut self, rule: &Rule) {
        match rule {
            Rule::Null(_) => self.null = Some(true),
            Rule::NotNull(_) => self.null = Some(false),
            Rule::Compare(_, Measure::Value, order, value) => self.compare(*order, value),
            Rule::Compare(_, Measure::Length, order, value) => self.measure(*order, value),
            Rule::In(_, values) => self.restrict(values),
            Rule::NotIn(_, values) => self.not.extend(values.iter().cloned()),
            Rule::Matches(_, pattern) => self.matches = Some(pattern.clone()),
            Rule::Like(_, pattern) => self.like = Some(pattern.clone()),
            Rule::Lower(_) => self.lower = true,
            Rule::Upper(_) => self.upper = true,
            Rule::JsonType(_, kind) => self.json = Some(kind.clone()),
            // These are about several columns.
            Rule::Columns(..) | Rule::NonNull(..) | Rule::SameNull(..) | Rule::Flag(..) => {}
        }
    }

    /// Only these: of those that were allowed before, where there are any left.
    fn restrict(&mut self, values: &[String]) {
        let both: Vec<String> = match &self.among {
            Some(before) => before.iter().filter(|value| values.contains(value)).cloned().collect(),
            None => values.to_vec(),
        };
        self.among = Some(if both.is_empty() { values.to_vec() } else { both });
    }

    fn compare(&mut self, order: Order, value: &str) {
        let Some(at) = number(value) else { return };
        match order {
            Order::Less => self.at_most(at, true),
            Order::LessOrEqual => self.at_most(at, false),
            Order::Greater => self.at_least(at, true),
            Order::GreaterOrEqual => self.at_least(at, false),
            Order::Equal => self.restrict(&[value.to_owned()]),
            Order::NotEqual => self.not.push(value.to_owned()),
        }
    }

    pub(super) fn at_least(&mut self, at: f64, open: bool) {
        if self.low.is_none_or(|low| at > low.at || (at == low.at && open)) {
            self.low = Some(Bound { at, open });
        }
    }

    pub(super) fn at_most(&mut self, at: f64, open: bool) {
        if self.high.is_none_or(|high| at < high.at || (at == high.at && open)) {
            self.high = Some(Bound { at, open });
        }
    }

    fn measure(&mut self, order: Order, value: &str) {
        let Ok(n) = value.parse::<usize>() else { return };
        let mut longest = |n: usize| self.longest = Some(self.longest.map_or(n, |before| before.min(n)));
        match order {
            Order::Less => longest(n.saturating_sub(1)),
            Order::LessOrEqual => longest(n),
            Order::Greater | Order::NotEqual => self.shortest = self.shortest.max(n + 1),
            Order::GreaterOrEqual => self.shortest = self.shortest.max(n),
            Order::Equal => {
                longest(n);
                self.shortest = n;
            }
        }
    }

    /// A range to draw from, given the one that nobody asked for.
    pub(super) fn range(&self, low: f64, high: f64, step: f64) -> (f64, f64) {
        let width = high - low;
        let floor = self.low.map(|bound| if bound.open { bound.at + step } else { bound.at });
        let ceiling = self.high.map(|bound| if bound.open { bound.at - step } else { bound.at });
        match (floor, ceiling) {
            (Some(floor), Some(ceiling)) if floor > high || ceiling < low => {
                (floor, ceiling.min(floor + width.max(step)))
            }
            (Some(floor), Some(ceiling)) => (floor.max(low), ceiling.min(high)),
            (Some(floor), None) if floor > low => (floor, high.max(floor + width)),
            (None, Some(ceiling)) if ceiling < high => (low.min(ceiling - width), ceiling),
            (Some(_), None) | (None, Some(_)) | (None, None) => (low, high),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_lies_inside_of_what_is_demanded() {
        let mut demand = Demand::default();
        assert_eq!(demand.range(0.0, 10.0, 1.0), (0.0, 10.0));
        demand.at_least(100.0, true);
        assert_eq!(demand.range(0.0, 10.0, 1.0), (101.0, 111.0));
        demand.at_most(105.0, false);
        assert_eq!(demand.range(0.0, 10.0, 1.0), (101.0, 105.0));
        let mut below = Demand::default();
        below.at_most(-5.0, false);
        assert_eq!(below.range(0.0, 10.0, 1.0), (-15.0, -5.0));
    }
}
