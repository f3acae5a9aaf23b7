//! What holds for every picture, on graphs of many shapes.

use super::{Layout, Link, Point, Size, layout};

/// Numbers that look random and are the same on every run (a linear congruential generator).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % bound.max(1)
    }
}

fn graph(seed: u64, boxes: usize, links: usize) -> (Vec<Size>, Vec<Link>) {
    let mut numbers = Numbers(seed);
    let rows: Vec<usize> = (0..boxes).map(|_| 1 + numbers.below(20)).collect();
    let size = |rows: &usize| Size {
        width: 120 + 10 * i32::try_from(rows % 9).unwrap(),
        height: 30 + 20 * i32::try_from(*rows).unwrap(),
    };
    let sizes = rows.iter().map(size).collect();
    let row = |one: usize, numbers: &mut Numbers| 40 + 20 * i32::try_from(numbers.below(rows[one])).unwrap();
    let links = (0..links)
        .map(|_| {
            let (child, parent) = (numbers.below(boxes), numbers.below(boxes));
            // Most references are to the first row: the primary key.
            let parent_at = if numbers.below(4) > 0 { 40 } else { row(parent, &mut numbers) };
            Link { child, child_at: row(child, &mut numbers), parent, parent_at }
        })
        .collect();
    (sizes, links)
}

fn assert_sound(sizes: &[Size], links: &[Link], laid: &Layout) {
    for (a, (at, size)) in laid.corners.iter().zip(sizes).enumerate() {
        assert!(
            at.x >= 0 && at.y >= 0 && at.x + size.width <= laid.size.x && at.y + size.height <= laid.size.y
        );
        for (b, (other, other_size)) in laid.corners.iter().zip(sizes).enumerate().skip(a + 1) {
            let apart = at.x + size.width < other.x
                || other.x + other_size.width < at.x
                || at.y + size.height < other.y
                || other.y + other_size.height < at.y;
            assert!(apart, "box {a} and box {b} overlap");
        }
    }
    for (link, line) in links.iter().zip(&laid.lines) {
        let side = |one: usize, y: i32, point: &Point| {
            let corner = laid.corners[one];
            point.y == corner.y + y && (point.x == corner.x || point.x == corner.x + sizes[one].width)
        };
        assert!(side(link.parent, link.parent_at, &line[0]), "{link:?} starts at its parent");
        assert!(side(link.child, link.child_at, line.last().unwrap()), "{link:?} ends at its child");
        for piece in line.windows(2) {
            let (a, b) = (piece[0], piece[1]);
            assert!(a.x == b.x || a.y == b.y, "{link:?} is level or upright");
            for (at, (corner, size)) in laid.corners.iter().zip(sizes).enumerate() {
                let through = a.x.min(b.x) < corner.x + size.width
                    && a.x.max(b.x) > corner.x
                    && a.y.min(b.y) < corner.y + size.height
                    && a.y.max(b.y) > corner.y;
                assert!(!through, "{link:?} runs behind box {at}: {a:?} to {b:?}");
            }
        }
    }
}

#[test]
fn boxes_are_apart_and_lines_meet_their_rows_behind_no_box() {
    for seed in 0..60 {
        let mut numbers = Numbers(seed + 1000);
        let boxes = 1 + numbers.below(40);
        let links = numbers.below(boxes * 2);
        let (sizes, links) = graph(seed, boxes, links);
        assert_sound(&sizes, &links, &layout(&sizes, &links));
    }
}

#[test]
fn the_same_input_gives_the_same_picture() {
    let (sizes, links) = graph(7, 30, 50);
    let (a, b) = (layout(&sizes, &links), layout(&sizes, &links));
    assert_eq!((a.corners, a.lines), (b.corners, b.lines));
}

#[test]
fn nothing_gives_an_empty_picture() {
    assert_eq!(layout(&[], &[]).size, Point::default());
}

#[test]
fn lines_of_different_columns_never_lie_on_each_other() {
    for seed in 0..40 {
        let (sizes, links) = graph(seed, 14, 18);
        let laid = layout(&sizes, &links);
        let upright = |line: &[Point]| -> Vec<(i32, i32, i32)> {
            let pieces = line.windows(2).filter(|piece| piece[0].x == piece[1].x);
            pieces.map(|p| (p[0].x, p[0].y.min(p[1].y), p[0].y.max(p[1].y))).collect()
        };
        for (a, first) in links.iter().enumerate() {
            for (b, second) in links.iter().enumerate().skip(a + 1) {
                // Those that share an end are one line that branches.
                let shared = [laid.lines[a][0], *laid.lines[a].last().unwrap()]
                    .iter()
                    .any(|end| [laid.lines[b][0], *laid.lines[b].last().unwrap()].contains(end));
                if shared {
                    continue;
                }
                for (x, top, bottom) in upright(&laid.lines[a]) {
                    for (other, other_top, other_bottom) in upright(&laid.lines[b]) {
                        let lies = x == other && top < other_bottom && other_top < bottom;
                        assert!(!lies, "seed {seed}: {first:?} and {second:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn two_hundred_boxes_take_less_than_a_second() {
    let (sizes, links) = graph(3, 200, 320);
    let started = std::time::Instant::now();
    assert_sound(&sizes, &links, &layout(&sizes, &links));
    assert!(started.elapsed().as_secs() < 10, "{:?}, even unoptimised", started.elapsed());
}
