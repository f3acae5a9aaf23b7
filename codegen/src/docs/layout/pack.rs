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
    // A shelf begins with its highest part; others stand in columns beside it, as many in each as fit.
    let (mut shelf_top, mut shelf_height) = (0, 0);
    let (mut x, mut column_width, mut y) = (0, 0, 0);
    for at in order {
        let (own_boxes, own_links, part) = &parts[at];
        if column_width > 0 && y + part.size.y > shelf_height {
            (x, column_width, y) = (x + column_width + SPACE, 0, 0);
        }
        if x > 0 && x + part.size.x > width {
            shelf_top += shelf_height + SPACE;
            (x, column_width, y, shelf_height) = (0, 0, 0, 0);
        }
        let moved = |point: &Point| Point { x: point.x + x, y: point.y + shelf_top + y };
        own_boxes.iter().zip(&part.corners).for_each(|(one, corner)| all.corners[*one] = moved(corner));
        for (one, line) in own_links.iter().zip(&part.lines) {
            all.lines[*one] = line.iter().map(moved).collect();
        }
        let end = Point { x: x + part.size.x, y: shelf_top + y + part.size.y };
        all.size = Point { x: all.size.x.max(end.x), y: all.size.y.max(end.y) };
        shelf_height = shelf_height.max(y + part.size.y);
        column_width = column_width.max(part.size.x);
        y += part.size.y + SPACE;
    }
    all
}
