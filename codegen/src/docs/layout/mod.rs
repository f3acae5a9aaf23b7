//! Where the boxes of a picture stand and how the lines between them run.
//!
//! Comes in: boxes with sizes, and links that leave one box and reach another at a height of each. Goes out: a corner for each box
//! and a path for each link. Boxes never overlap, and no line runs behind a box. It knows nothing of tables. All numbers are whole,
//! so that the same input gives the same picture everywhere.
//!
//! The method is the layered one (Sugiyama, Tagawa, Toda 1981): `layers` gives every box a column, `order` an order within it
//! that crosses few lines, `place` the heights, and `route` the lines in the channels between the columns. Parts that nothing
//! links are laid out apart and put on shelves by `pack`.

mod layers;
mod order;
mod pack;
mod place;
mod route;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

/// The empty space above and below a box.
const GAP: i32 = 26;
/// What a line that passes between two boxes keeps from both.
const LINE_GAP: i32 = 12;
/// The space between a box and the first line that runs up or down beside it: room for what marks its end.
const MARGIN: i32 = 26;
/// The space between two lines that run up or down beside each other.
const TRACK: i32 = 9;

/// The size of a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) width: i32,
    pub(super) height: i32,
}

/// A line to draw: from a height within a box to one within another, or the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// Who refers.
    pub(super) child: usize,
    /// Where the line leaves it, from its top.
    pub(super) child_at: i32,
    /// Who is referred to.
    pub(super) parent: usize,
    /// Where the line reaches it, from its top.
    pub(super) parent_at: i32,
}

/// A place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Point {
    pub(super) x: i32,
    pub(super) y: i32,
}

/// What came out.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    /// The upper left corner of each box.
    pub(super) corners: Vec<Point>,
    /// The corners of each link's line, from the parent to the child; every piece is level or upright.
    pub(super) lines: Vec<Vec<Point>>,
    /// How much room all of it takes.
    pub(super) size: Point,
}

/// What stands in a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    /// A box.
    Box(usize),
    /// A net on its way to a later layer.
    Pass(usize),
}

/// All links that start at one place of one box and run to the right: one line that branches.
#[derive(Clone, Debug)]
struct Net {
    /// The box at its left end, and the height in it.
    from: (usize, i32),
    /// The boxes at its right ends, with the heights in them, and which link that is; a loop ends at its own box.
    to: Vec<(usize, i32, usize)>,
}

/// Boxes in columns, with the lines between them.
struct Layers {
    /// Which layer each box is in.
    of: Vec<usize>,
    /// What stands in each layer, from top to bottom.
    items: Vec<Vec<Item>>,
    nets: Vec<Net>,
}

/// Lays out boxes and links.
pub(super) fn layout(sizes: &[Size], links: &[Link]) -> Layout {
    let parts = parts(sizes.len(), links);
    let laid: Vec<(Vec<usize>, Vec<usize>, Layout)> = parts
        .into_iter()
        .map(|boxes| {
            let own: BTreeMap<usize, usize> = boxes.iter().enumerate().map(|(at, one)| (*one, at)).collect();
            let inside: Vec<usize> =
                (0..links.len()).filter(|at| own.contains_key(&links[*at].child)).collect();
            let part: Vec<Link> = inside
                .iter()
                .map(|at| Link {
                    child: own[&links[*at].child],
                    parent: own[&links[*at].parent],
                    ..links[*at]
                })
                .collect();
            let part_sizes: Vec<Size> = boxes.iter().map(|one| sizes[*one]).collect();
            let layout = connected(&part_sizes, &part);
            (boxes, inside, layout)
        })
        .collect();
    pack::pack(sizes.len(), links.len(), laid)
}

/// The parts that links hold together, each in the order of its boxes.
fn parts(count: usize, links: &[Link]) -> Vec<Vec<usize>> {
    let mut part: Vec<usize> = (0..count).collect();
    loop {
        let mut changed = false;
        for link in links {
            let least = part[link.child].min(part[link.parent]);
            changed |= part[link.child] != least || part[link.parent] != least;
            (part[link.child], part[link.parent]) = (least, least);
        }
        if !changed {
            break;
        }
    }
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    part.iter().enumerate().for_each(|(at, of)| parts.entry(*of).or_default().push(at));
    parts.into_values().collect()
}

/// One part.
fn connected(sizes: &[Size], links: &[Link]) -> Layout {
    let mut layers = layers::layers(sizes, links);
    order::order(&mut layers, sizes);
    let tops = place::place(&layers, sizes);
    route::route(&layers, sizes, links, &tops)
}

impl Layers {
    /// The last layer that a net reaches.
    fn last_of(&self, net: &Net) -> usize {
        net.to.iter().map(|(to, ..)| self.of[*to]).max().unwrap_or_default()
    }

    /// The ends of a net in a layer that it reaches from the left: boxes with heights in them, without loops.
    fn ends(&self, net: &Net, layer: usize) -> impl Iterator<Item = (usize, i32, usize)> {
        let from = self.of[net.from.0];
        net.to.iter().copied().filter(move |(to, ..)| layer > from && self.of[*to] == layer)
    }

    /// Every piece of a net between a layer and the next: what it leaves and what it reaches, with heights in both.
    fn pieces(&self, layer: usize) -> Vec<(Item, i32, Item, i32)> {
        let mut pieces = Vec::new();
        for (at, net) in self.nets.iter().enumerate() {
            let (first, last) = (self.of[net.from.0], self.last_of(net));
            if first > layer || last <= layer {
                continue;
            }
            let (left, left_at) =
                if first == layer { (Item::Box(net.from.0), net.from.1) } else { (Item::Pass(at), 0) };
            for (to, to_at, _) in self.ends(net, layer + 1) {
                pieces.push((left, left_at, Item::Box(to), to_at));
            }
            if last > layer + 1 {
                pieces.push((left, left_at, Item::Pass(at), 0));
            }
        }
        pieces
    }
}
