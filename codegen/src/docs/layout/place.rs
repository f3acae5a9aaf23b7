//! How high each item of a layer stands: as near to level lines as their order and their sizes allow.

use std::collections::BTreeMap;

use super::{GAP, Item, LINE_GAP, Layers, Size};

const ROUNDS: usize = 24;

/// The top of every item.
pub(super) fn place(layers: &Layers, sizes: &[Size]) -> Vec<BTreeMap<Item, i32>> {
    let pieces: Vec<Vec<(Item, i32, Item, i32)>> =
        (0..layers.items.len()).map(|layer| layers.pieces(layer)).collect();
    let mut tops: Vec<BTreeMap<Item, f64>> = layers.items.iter().map(|items| stacked(items, sizes)).collect();
    for round in 0..ROUNDS {
        let count = layers.items.len();
        let both = round + 4 >= ROUNDS;
        for step in 0..count {
            let at = if round % 2 == 0 { step } else { count - 1 - step };
            let mut wishes: BTreeMap<Item, (f64, f64)> = BTreeMap::new();
            if at > 0 && (both || round % 2 == 0) {
                for (left, left_at, right, right_at) in &pieces[at - 1] {
                    wish(&mut wishes, *right, tops[at - 1][left] + f64::from(left_at - right_at), left);
                }
            }
            if at + 1 < count && (both || round % 2 == 1) {
                for (left, left_at, right, right_at) in &pieces[at] {
                    wish(&mut wishes, *left, tops[at + 1][right] + f64::from(right_at - left_at), right);
                }
            }
            tops[at] = settle(&layers.items[at], sizes, &tops[at], &wishes);
        }
    }
    whole(layers, sizes, &tops)
}

/// Notes where a neighbour would have an item; a line that passes through two layers should not bend there.
fn wish(wishes: &mut BTreeMap<Item, (f64, f64)>, item: Item, top: f64, neighbour: &Item) {
    let weight = match (item, neighbour) {
        (Item::Pass(_), Item::Pass(_)) => 6.0,
        (Item::Pass(_), Item::Box(_)) | (Item::Box(_), Item::Pass(_)) => 1.5,
        (Item::Box(_), Item::Box(_)) => 1.0,
    };
    let sum = wishes.entry(item).or_default();
    *sum = (sum.0 + weight * top, sum.1 + weight);
}

fn height(item: Item, sizes: &[Size]) -> i32 {
    match item {
        Item::Box(at) => sizes[at].height,
        Item::Pass(_) => 0,
    }
}

/// What is kept between two items.
fn gap(above: Item, below: Item) -> i32 {
    match (above, below) {
        (Item::Box(_), Item::Box(_)) => GAP,
        (Item::Pass(_), Item::Box(_)) | (Item::Box(_), Item::Pass(_)) => LINE_GAP + 4,
        (Item::Pass(_), Item::Pass(_)) => LINE_GAP,
    }
}

/// One below the other, the middle at zero.
fn stacked(items: &[Item], sizes: &[Size]) -> BTreeMap<Item, f64> {
    let offsets = offsets(items, sizes);
    let all = offsets.last().map_or(0, |last| last + items.last().map_or(0, |item| height(*item, sizes)));
    items
        .iter()
        .zip(offsets)
        .map(|(item, offset)| (*item, f64::from(offset) - f64::from(all) / 2.0))
        .collect()
}

/// How far each item is below the first where none is moved further apart.
fn offsets(items: &[Item], sizes: &[Size]) -> Vec<i32> {
    let mut at = 0;
    let mut offsets = Vec::with_capacity(items.len());
    for (place, item) in items.iter().enumerate() {
        if let Some(above) = place.checked_sub(1).map(|above| items[above]) {
            at += height(above, sizes) + gap(above, *item);
        }
        offsets.push(at);
    }
    offsets
}

/// The tops nearest to the wishes (least squares) that keep order and gaps: pools of items that touch, each at the mean of what
/// its members wish.
fn settle(
    items: &[Item],
    sizes: &[Size],
    now: &BTreeMap<Item, f64>,
    wishes: &BTreeMap<Item, (f64, f64)>,
) -> BTreeMap<Item, f64> {
    let offsets = offsets(items, sizes);
    // Each pool: the sum of the weights, of the weighted wishes, and how many items are in it.
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for (item, offset) in items.iter().zip(&offsets) {
        let (sum, weight) =
            wishes.get(item).map_or((now[item] * 0.05, 0.05), |(sum, weight)| (*sum, *weight));
        let mut pool = (weight, sum - weight * f64::from(*offset), 1);
        while let Some(above) = pools.pop_if(|above| above.1 / above.0 > pool.1 / pool.0) {
            pool = (above.0 + pool.0, above.1 + pool.1, above.2 + pool.2);
        }
        pools.push(pool);
    }
    let starts = pools.iter().flat_map(|(weight, sum, count)| std::iter::repeat_n(sum / weight, *count));
    items
        .iter()
        .zip(starts)
        .zip(offsets)
        .map(|((item, start), offset)| (*item, start + f64::from(offset)))
        .collect()
}

/// Whole numbers from zero on, with the gaps kept.
fn whole(layers: &Layers, sizes: &[Size], tops: &[BTreeMap<Item, f64>]) -> Vec<BTreeMap<Item, i32>> {
    let least = tops.iter().flat_map(BTreeMap::values).copied().fold(f64::INFINITY, f64::min);
    let mut result = Vec::with_capacity(tops.len());
    for (items, tops) in layers.items.iter().zip(tops) {
        let mut free = i32::MIN;
        let mut own = BTreeMap::new();
        for (at, item) in items.iter().enumerate() {
            if let Some(above) = at.checked_sub(1).map(|above| items[above]) {
                free = own[&above] + height(above, sizes) + gap(above, *item);
            }
            #[expect(clippy::cast_possible_truncation, reason = "a picture is far smaller than 2^31")]
            let top = (tops[item] - least).round() as i32;
            own.insert(*item, top.max(free));
        }
        result.push(own);
    }
    result
}
