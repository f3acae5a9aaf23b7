//! Several parts in one picture: the largest first, on shelves.

use super::{Layout, Point};

/// The space between two parts.
const SPACE: i32 = 48;

/// Puts the parts together; each knows which of all boxes and links are its own.
pub(super) fn pack(boxes: usize, links: usize, parts: Vec<(Vec<usize>, Vec<usize>, Layout)>) -> Layout {
    let mut all = Layout {
        corners: vec![Point::default(); boxes],
        lines: vec![Vec::new(); links],
        size: Point::default(),
    };
    let area: f64 =
        parts.iter().map(|(.., part)| f64::from(part.size.x + SPACE) * f64::from(part.size.y + SPACE)).sum();
    let widest = parts.iter().map(|(.., part)| part.size.x).max().unwrap_or_default();
    #[expect(clippy::cast_possible_truncation, reason = "a picture is far smaller than 2^31")]
    let width = widest.max((area * 1.7).sqrt() as i32);
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| (-parts[*at].2.size.y, *at));
    let (mut x, mut y, mut shelf) = (0, 0, 0);
    for at in order {
        let (own_boxes, own_links, part) = &parts[at];
        if x > 0 && x + part.size.x > width {
            (x, y, shelf) = (0, y + shelf + SPACE, 0);
        }
        let moved = |point: &Point| Point { x: point.x + x, y: point.y + y };
        own_boxes.iter().zip(&part.corners).for_each(|(one, corner)| all.corners[*one] = moved(corner));
        for (one, line) in own_links.iter().zip(&part.lines) {
            all.lines[*one] = line.iter().map(moved).collect();
        }
        all.size = Point { x: all.size.x.max(x + part.size.x), y: all.size.y.max(y + part.size.y) };
        x += part.size.x + SPACE;
        shelf = shelf.max(part.size.y);
    }
    all
}
