//! The order within each layer, so that few lines cross: sweeps by the mean place of what each is linked to, then swaps of
//! neighbours, and the best of all that was seen.

use std::collections::BTreeMap;

use super::{Item, Layers, Size};

const SWEEPS: usize = 16;

/// A piece of a line between two layers by where its ends stand: the place in the layer, and the height there.
type Piece = ((usize, i32), (usize, i32));

/// Orders the items of every layer.
pub(super) fn order(layers: &mut Layers, sizes: &[Size]) {
    let pieces: Vec<Vec<(Item, i32, Item, i32)>> =
        (0..layers.items.len()).map(|layer| layers.pieces(layer)).collect();
    let mut best = (crossings(&layers.items, &pieces), layers.items.clone());
    for sweep in 0..SWEEPS {
        let count = layers.items.len();
        if sweep % 2 == 0 {
            (1..count).for_each(|at| by_mean(&mut layers.items, at, at - 1, &pieces[at - 1], sizes));
        } else {
            (1..count).rev().for_each(|at| by_mean(&mut layers.items, at - 1, at, &pieces[at - 1], sizes));
        }
        (0..count).for_each(|at| swap(&mut layers.items, at, &pieces));
        let now = crossings(&layers.items, &pieces);
        if now < best.0 {
            best = (now, layers.items.clone());
        }
    }
    layers.items = best.1;
}

/// Sorts one layer by the mean place of what its items are linked to in a neighbouring one.
fn by_mean(
    items: &mut [Vec<Item>],
    layer: usize,
    fixed: usize,
    pieces: &[(Item, i32, Item, i32)],
    sizes: &[Size],
) {
    let place = places(&items[fixed]);
    let mut sums: BTreeMap<Item, (f64, f64)> = BTreeMap::new();
    for (left, left_at, right, right_at) in pieces {
        let (own, other, at) = if layer > fixed { (right, left, left_at) } else { (left, right, right_at) };
        let within = match other {
            Item::Box(one) => f64::from(*at) / f64::from(sizes[*one].height.max(1)),
            Item::Pass(_) => 0.5,
        };
        let sum = sums.entry(*own).or_default();
        *sum = (sum.0 + f64::from(u32::try_from(place[other]).unwrap_or(u32::MAX)) + within, sum.1 + 1.0);
    }
    // What is linked to nothing there keeps its place among the others.
    let before = places(&items[layer]);
    let scale = items[fixed].len() as f64 / items[layer].len().max(1) as f64;
    let key = |item: &Item| match sums.get(item) {
        Some((sum, count)) => sum / count,
        None => (before[item] as f64 + 0.5) * scale,
    };
    let mut keyed: Vec<(f64, usize, Item)> =
        items[layer].iter().enumerate().map(|(at, item)| (key(item), at, *item)).collect();
    keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    items[layer] = keyed.into_iter().map(|(_, _, item)| item).collect();
}

/// Swaps neighbours of a layer while that leaves fewer crossings.
fn swap(items: &mut [Vec<Item>], layer: usize, pieces: &[Vec<(Item, i32, Item, i32)>]) {
    let mut ends: BTreeMap<Item, (Vec<End>, Vec<End>)> = BTreeMap::new();
    if layer > 0 {
        let place = places(&items[layer - 1]);
        for (left, left_at, right, right_at) in &pieces[layer - 1] {
            ends.entry(*right).or_default().0.push(((place[left], *left_at), *right_at));
        }
    }
    if let Some(next) = items.get(layer + 1) {
        let place = places(next);
        for (left, left_at, right, right_at) in &pieces[layer] {
            ends.entry(*left).or_default().1.push(((place[right], *right_at), *left_at));
        }
    }
    let none = (Vec::new(), Vec::new());
    for _ in 0..items[layer].len().min(12) {
        let mut changed = false;
        for at in 1..items[layer].len() {
            let (a, b) = (items[layer][at - 1], items[layer][at]);
            let (a, b) = (ends.get(&a).unwrap_or(&none), ends.get(&b).unwrap_or(&none));
            let now = cross(&a.0, &b.0) + cross(&a.1, &b.1);
            let then = cross(&b.0, &a.0) + cross(&b.1, &a.1);
            if then < now {
                items[layer].swap(at - 1, at);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
}

/// Where a piece ends on the other side, and its height on this one.
type End = ((usize, i32), i32);

/// How many lines of an upper item cross those of a lower one.
fn cross(upper: &[End], lower: &[End]) -> usize {
    upper.iter().map(|(a, _)| lower.iter().filter(|(b, _)| b < a).count()).sum()
}

fn places(items: &[Item]) -> BTreeMap<Item, usize> {
    items.iter().enumerate().map(|(at, item)| (*item, at)).collect()
}

/// How many lines cross in all.
fn crossings(items: &[Vec<Item>], pieces: &[Vec<(Item, i32, Item, i32)>]) -> usize {
    let mut sum = 0;
    for (at, pieces) in pieces.iter().enumerate().take(items.len().saturating_sub(1)) {
        let (left, right) = (places(&items[at]), places(&items[at + 1]));
        let mut ends: Vec<Piece> =
            pieces.iter().map(|(l, l_at, r, r_at)| ((left[l], *l_at), (right[r], *r_at))).collect();
        ends.sort_unstable();
        for (at, (start, end)) in ends.iter().enumerate() {
            sum += ends[..at].iter().filter(|(s, e)| s < start && e > end).count();
        }
    }
    sum
}
