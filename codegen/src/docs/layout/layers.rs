//! Which column each box stands in: who is referred to stands left of who refers.

use std::collections::{BTreeMap, BTreeSet};

use super::{GAP, Item, Layers, Link, MARGIN, Net, Size};

/// The width of a picture by its height that reads well on a screen.
const RATIO: f64 = 1.7;

/// Gives every box a layer, and makes the nets.
pub(super) fn layers(sizes: &[Size], links: &[Link]) -> Layers {
    let edges = without_circles(sizes.len(), links);
    let of = best(sizes, &edges);
    let nets = nets(&of, links);
    let count = of.iter().max().map_or(0, |last| last + 1);
    let mut items: Vec<Vec<Item>> = vec![Vec::new(); count];
    of.iter().enumerate().for_each(|(at, layer)| items[*layer].push(Item::Box(at)));
    let mut layers = Layers { of, items, nets };
    for at in 0..layers.nets.len() {
        let net = &layers.nets[at];
        for layer in layers.of[net.from.0] + 1..layers.last_of(net) {
            layers.items[layer].push(Item::Pass(at));
        }
    }
    layers
}

/// The pairs of boxes, the left one first; of a circle, one pair is turned round.
fn without_circles(count: usize, links: &[Link]) -> BTreeSet<(usize, usize)> {
    let pairs: BTreeSet<(usize, usize)> =
        links.iter().filter(|l| l.child != l.parent).map(|l| (l.parent, l.child)).collect();
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut referred = vec![0_usize; count];
    for (parent, child) in &pairs {
        next[*parent].push(*child);
        referred[*parent] += 1;
    }
    // A walk from the boxes that most others refer to: what leads back to a box on the way is turned round.
    let mut starts: Vec<usize> = (0..count).collect();
    starts.sort_by_key(|at| (pairs.iter().any(|(_, child)| child == at), usize::MAX - referred[*at], *at));
    let (mut state, mut edges) = (vec![0_u8; count], BTreeSet::new());
    for start in starts {
        let mut stack = vec![(start, 0)];
        if state[start] == 0 {
            state[start] = 1;
        } else {
            continue;
        }
        while let Some((at, turn)) = stack.pop() {
            let Some(to) = next[at].get(turn).copied() else {
                state[at] = 2;
                continue;
            };
            stack.push((at, turn + 1));
            edges.insert(if state[to] == 1 { (to, at) } else { (at, to) });
            if state[to] == 0 {
                state[to] = 1;
                stack.push((to, 0));
            }
        }
    }
    edges
}

/// The layers that give a picture of a good shape with short lines.
fn best(sizes: &[Size], edges: &BTreeSet<(usize, usize)>) -> Vec<usize> {
    let tall: i32 = sizes.iter().map(|size| size.height + GAP).sum();
    let highest = sizes.iter().map(|size| size.height + GAP).max().unwrap_or_default();
    let mut best: Option<(f64, Vec<usize>)> = None;
    for columns in 1..=sizes.len().clamp(1, 14) {
        let limit = highest.max(tall / i32::try_from(columns).unwrap_or(1));
        let layers = assign(sizes, edges, limit);
        let cost = cost(sizes, edges, &layers);
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, layers));
        }
    }
    best.map(|(_, layers)| layers).unwrap_or_default()
}

/// How far the shape is from the one that reads well, and how far lines run.
fn cost(sizes: &[Size], edges: &BTreeSet<(usize, usize)>, layers: &[usize]) -> f64 {
    let mut columns: BTreeMap<usize, (i32, i32)> = BTreeMap::new();
    for (size, layer) in sizes.iter().zip(layers) {
        let column = columns.entry(*layer).or_default();
        *column = (column.0.max(size.width), column.1 + size.height + GAP);
    }
    let width: i32 = columns.values().map(|(width, _)| width + 3 * MARGIN).sum();
    let height = columns.values().map(|(_, height)| *height).max().unwrap_or(1);
    let shape = (f64::from(width) / f64::from(height.max(1)) / RATIO).ln().abs();
    let spans: usize = edges.iter().map(|(from, to)| layers[*to] - layers[*from] - 1).sum();
    #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52 tables")]
    let detours = spans as f64 / edges.len().max(1) as f64;
    shape + 0.35 * detours
}

/// Fills the layers from the left, each up to a height; then moves boxes to where their lines are shortest.
fn assign(sizes: &[Size], edges: &BTreeSet<(usize, usize)>, limit: i32) -> Vec<usize> {
    let count = sizes.len();
    let (mut before, mut after) = (vec![Vec::new(); count], vec![Vec::new(); count]);
    for (from, to) in edges {
        before[*to].push(*from);
        after[*from].push(*to);
    }
    let mut layers = vec![0_usize; count];
    let mut used: Vec<i32> = Vec::new();
    for at in in_order(&before, &after) {
        let mut layer = before[at].iter().map(|from| layers[*from] + 1).max().unwrap_or(0);
        let need = sizes[at].height + GAP;
        while used.get(layer).is_some_and(|used| *used > 0 && used + need > limit) {
            layer += 1;
        }
        used.resize(used.len().max(layer + 1), 0);
        used[layer] += need;
        layers[at] = layer;
    }
    for _ in 0..6 {
        for at in 0..count {
            let first = before[at].iter().map(|from| layers[*from] + 1).max().unwrap_or(0);
            let last = after[at].iter().map(|to| layers[*to] - 1).min().unwrap_or(used.len() - 1);
            let need = sizes[at].height + GAP;
            let around = before[at].iter().chain(&after[at]);
            let length = |layer: usize| around.clone().map(|to| layers[*to].abs_diff(layer)).sum::<usize>();
            let fits = |layer: &usize| *layer == layers[at] || used[*layer] + need <= limit;
            let here = (length(layers[at]), 0);
            let found = (first..=last).filter(fits).map(|layer| ((length(layer), 1), layer)).min();
            if let Some((length, layer)) = found.filter(|(length, _)| *length < here) {
                debug_assert!(length < here);
                used[layers[at]] -= need;
                used[layer] += need;
                layers[at] = layer;
            }
        }
    }
    let filled: BTreeSet<usize> = layers.iter().copied().collect();
    let new: BTreeMap<usize, usize> = filled.into_iter().enumerate().map(|(at, layer)| (layer, at)).collect();
    layers.iter().map(|layer| new[layer]).collect()
}

/// The boxes so that each comes after those left of it; those with much behind them first.
fn in_order(before: &[Vec<usize>], after: &[Vec<usize>]) -> Vec<usize> {
    let mut waits: Vec<usize> = before.iter().map(Vec::len).collect();
    let key = |at: usize| (usize::MAX - after[at].len(), at);
    let mut free: BTreeSet<(usize, usize)> =
        (0..before.len()).filter(|at| waits[*at] == 0).map(key).collect();
    let mut order = Vec::with_capacity(before.len());
    while let Some((_, at)) = free.pop_first() {
        order.push(at);
        for to in &after[at] {
            waits[*to] -= 1;
            if waits[*to] == 0 {
                free.insert(key(*to));
            }
        }
    }
    order
}

/// The links by the place that they start from.
fn nets(of: &[usize], links: &[Link]) -> Vec<Net> {
    let mut nets: BTreeMap<(usize, i32, bool), Vec<(usize, i32, usize)>> = BTreeMap::new();
    for (at, link) in links.iter().enumerate() {
        let forward = of[link.parent] <= of[link.child];
        let (from, to) = if forward {
            ((link.parent, link.parent_at, true), (link.child, link.child_at, at))
        } else {
            ((link.child, link.child_at, false), (link.parent, link.parent_at, at))
        };
        nets.entry(from).or_default().push(to);
    }
    nets.into_iter().map(|((from, at, _), to)| Net { from: (from, at), to }).collect()
}
