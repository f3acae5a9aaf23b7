//! The lines: level to a track in the channel between two layers, up or down along it, and level on.

use std::collections::BTreeMap;

use super::{Item, Layers, Layout, Link, MARGIN, Net, Point, Size, TRACK};

/// A net in one channel.
struct Wire {
    net: usize,
    /// The heights at which it comes in from the left: one, and more where a link ends at the box that it starts from.
    left: Vec<i32>,
    /// The heights at which it leaves to the right.
    right: Vec<i32>,
}

impl Wire {
    /// From the highest to the lowest point.
    fn span(&self) -> (i32, i32) {
        let all = || self.left.iter().chain(&self.right).copied();
        (all().min().unwrap_or_default(), all().max().unwrap_or_default())
    }

    fn crosses(&self, y: i32) -> bool {
        let (top, bottom) = self.span();
        top < y && y < bottom
    }
}

/// Gives every box its corner and every link its line.
pub(super) fn route(layers: &Layers, sizes: &[Size], links: &[Link], tops: &[BTreeMap<Item, i32>]) -> Layout {
    let mut corners = vec![Point::default(); sizes.len()];
    let mut tracks: Vec<BTreeMap<usize, i32>> = Vec::new();
    let mut x = 0;
    for (at, items) in layers.items.iter().enumerate() {
        let mut width = 0;
        for item in items {
            if let Item::Box(one) = item {
                corners[*one] = Point { x, y: tops[at][item] };
                width = width.max(sizes[*one].width);
            }
        }
        let (own, room) = channel(layers, at, tops, x + width);
        tracks.push(own);
        x += width + room;
    }
    let mut lines = vec![Vec::new(); links.len()];
    for (at, net) in layers.nets.iter().enumerate() {
        for (to, to_at, link) in &net.to {
            let mut line = line(layers, (at, net), (*to, *to_at), (sizes, &corners), (&tracks, tops));
            if net.from.0 != links[*link].parent {
                line.reverse();
            }
            lines[*link] = line;
        }
    }
    let mut size = Point::default();
    let ends = corners.iter().zip(sizes).map(|(c, s)| Point { x: c.x + s.width, y: c.y + s.height });
    for point in ends.chain(lines.iter().flatten().copied()) {
        size = Point { x: size.x.max(point.x), y: size.y.max(point.y) };
    }
    Layout { corners, lines, size }
}

/// The tracks of the channel right of a layer, by net, and how wide it is.
fn channel(
    layers: &Layers,
    layer: usize,
    tops: &[BTreeMap<Item, i32>],
    from: i32,
) -> (BTreeMap<usize, i32>, i32) {
    let wires = wires(layers, layer, tops);
    let order = arrange(&wires);
    let mut level: Vec<i32> = vec![0; wires.len()];
    let mut most = -1;
    for (place, at) in order.iter().enumerate() {
        let above = order[..place].iter().filter(|other| tied(&wires[**other], &wires[*at]));
        level[*at] = above.map(|other| level[*other] + 1).max().unwrap_or(0);
        most = most.max(level[*at]);
    }
    let tracks =
        wires.iter().zip(&level).map(|(wire, level)| (wire.net, from + MARGIN + level * TRACK)).collect();
    let room = if most < 0 { 0 } else { 2 * MARGIN + most * TRACK };
    (tracks, room)
}

fn wires(layers: &Layers, layer: usize, tops: &[BTreeMap<Item, i32>]) -> Vec<Wire> {
    let mut wires = Vec::new();
    for (at, net) in layers.nets.iter().enumerate() {
        let (first, last) = (layers.of[net.from.0], layers.last_of(net));
        let mut wire = Wire { net: at, left: Vec::new(), right: Vec::new() };
        if first == layer {
            let top = tops[layer][&Item::Box(net.from.0)];
            wire.left.push(top + net.from.1);
            wire.left.extend(net.to.iter().filter(|(to, ..)| *to == net.from.0).map(|(_, at, _)| top + at));
        } else if first < layer && last > layer {
            wire.left.push(tops[layer][&Item::Pass(at)]);
        }
        if wire.left.is_empty() {
            continue;
        }
        wire.right.extend(
            layers.ends(net, layer + 1).map(|(to, to_at, _)| tops[layer + 1][&Item::Box(to)] + to_at),
        );
        if last > layer + 1 {
            wire.right.push(tops[layer + 1][&Item::Pass(at)]);
        }
        wires.push(wire);
    }
    wires
}

/// Whether two wires cannot share a track, or one has to be on a certain side of the other.
fn tied(a: &Wire, b: &Wire) -> bool {
    let ((a_top, a_bottom), (b_top, b_bottom)) = (a.span(), b.span());
    (a_top <= b_bottom + 6 && b_top <= a_bottom + 6) || cost(a, b) != cost(b, a)
}

/// What it costs when the first wire's track is left of the second's: lines that cross, and much more, lines that lie on each
/// other.
fn cost(left: &Wire, right: &Wire) -> usize {
    let crossing = left.right.iter().filter(|y| right.crosses(**y)).count()
        + right.left.iter().filter(|y| left.crosses(**y)).count();
    let on_each_other =
        left.right.iter().map(|y| right.left.iter().filter(|other| (*y - **other).abs() < 4).count());
    crossing + 100 * on_each_other.sum::<usize>()
}

/// An order of the wires, from left to right, that costs little: each is put where it costs least, as long as that helps.
fn arrange(wires: &[Wire]) -> Vec<usize> {
    let costs: Vec<Vec<i64>> = wires
        .iter()
        .map(|a| wires.iter().map(|b| i64::try_from(cost(a, b)).unwrap_or(i64::MAX / 1024)).collect())
        .collect();
    let mut order: Vec<usize> = (0..wires.len()).collect();
    order.sort_by_key(|at| (wires[*at].span(), *at));
    for _ in 0..8 {
        let mut changed = false;
        for (wire, own) in costs.iter().enumerate() {
            let Some(now) = order.iter().position(|at| *at == wire) else { continue };
            order.remove(now);
            // What it costs to stand before all others; each that it passes turns round.
            let mut sum: i64 = order.iter().map(|other| own[*other]).sum();
            let (mut best, mut here) = ((sum, 0), 0);
            for place in 0..=order.len() {
                if place > 0 {
                    let passed = order[place - 1];
                    sum += costs[passed][wire] - own[passed];
                }
                if place == now {
                    here = sum;
                }
                best = best.min((sum, place));
            }
            let place = if best.0 < here { best.1 } else { now };
            changed |= place != now;
            order.insert(place, wire);
        }
        if !changed {
            break;
        }
    }
    order
}

/// The line from where a net starts to one of its ends.
fn line(
    layers: &Layers,
    (at, net): (usize, &Net),
    (to, to_at): (usize, i32),
    (sizes, corners): (&[Size], &[Point]),
    (tracks, tops): (&[BTreeMap<usize, i32>], &[BTreeMap<Item, i32>]),
) -> Vec<Point> {
    let (from, from_at) = net.from;
    let mut y = corners[from].y + from_at;
    let mut line = vec![Point { x: corners[from].x + sizes[from].width, y }];
    let mut bend = |line: &mut Vec<Point>, x: i32, next: i32| {
        if next != y {
            line.extend([Point { x, y }, Point { x, y: next }]);
            y = next;
        }
    };
    let end = corners[to].y + to_at;
    let first = layers.of[from];
    if from == to {
        let x = tracks[first][&at];
        line.extend([Point { x, y: line[0].y }, Point { x, y: end }]);
        line.push(Point { x: corners[to].x + sizes[to].width, y: end });
        return line;
    }
    for layer in first..layers.of[to] {
        let next = if layer + 1 == layers.of[to] { end } else { tops[layer + 1][&Item::Pass(at)] };
        bend(&mut line, tracks[layer][&at], next);
    }
    line.push(Point { x: corners[to].x, y: end });
    line
}
