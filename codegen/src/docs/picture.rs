//! The picture: tables as boxes with their columns, foreign keys as lines that meet the columns, as SVG.

use std::collections::{BTreeMap, BTreeSet};

use super::data::{Docs, FieldDocs, KeyDocs, RelationDocs, RelationKind};
use super::html::Html;
use super::layout::{Layout, Link, Point, Size, layout};

/// The height of a column's row, and of the head of a box.
const ROW: i32 = 20;
const HEAD: i32 = 32;
/// The width of a letter, rounded up: 12 px in a font whose letters are all of one width (0.6 em), and 11 px for types.
const LETTER: f64 = 7.4;
const SMALL_LETTER: f64 = 6.8;
const BOLD_LETTER: f64 = 8.2;
/// The most letters of a name or of a type that are shown.
const NAME: usize = 34;
const TYPE: usize = 24;
/// The most columns that a box shows.
const ROWS: usize = 28;
/// The empty border of the picture.
const BORDER: i32 = 24;

/// A box: a table, and which of its columns it shows.
struct Boxed<'a> {
    table: &'a RelationDocs,
    rows: Vec<&'a FieldDocs>,
    hidden: usize,
    size: Size,
}

impl<'a> Boxed<'a> {
    fn new(table: &'a RelationDocs) -> Self {
        let keep = |field: &FieldDocs| field.primary || !field.references.is_empty();
        let kept = table.columns.iter().filter(|field| keep(field)).count();
        // Keys are always there: lines meet them.
        let mut others = ROWS.saturating_sub(kept);
        let all = table.columns.len() <= ROWS;
        let rows: Vec<&FieldDocs> = table
            .columns
            .iter()
            .filter(|field| {
                let free = !keep(field) && others > 0;
                others -= usize::from(free && !all);
                all || keep(field) || free
            })
            .collect();
        let hidden = table.columns.len() - rows.len();
        let row = |field: &&FieldDocs| {
            let name = f64::from(letters(&shortened(&field.name, NAME)));
            let ty = f64::from(letters(&shortened(&field.ty, TYPE)));
            46.0 + name * LETTER + 18.0 + ty * SMALL_LETTER + 12.0
        };
        let head = 26.0 + f64::from(letters(&shortened(&table.name, NAME))) * BOLD_LETTER + 30.0;
        let width = rows.iter().map(row).fold(head.max(150.0), f64::max);
        let lines = i32::try_from(rows.len() + usize::from(hidden > 0)).unwrap_or_default();
        #[expect(clippy::cast_possible_truncation, reason = "at most some hundred letters")]
        let size = Size { width: width.ceil() as i32, height: HEAD + ROW * lines + 6 };
        Self { table, rows, hidden, size }
    }

    /// How far below its top a column's row is; the head for one that is not shown.
    fn at(&self, column: &str) -> i32 {
        let row = self.rows.iter().position(|field| field.name == column);
        row.and_then(|row| i32::try_from(row).ok()).map_or(HEAD / 2, |row| HEAD + ROW * row + ROW / 2 + 2)
    }
}

/// How wide a text is, in letters: those of East Asia take two.
fn letters(text: &str) -> u32 {
    text.chars().map(|letter| if letter >= '\u{1100}' { 2 } else { 1 }).sum()
}

/// At most so many letters.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

/// Writes the picture; nothing where there is no table.
pub(super) fn picture(html: &mut Html, docs: &Docs) {
    let is_table = |r: &&RelationDocs| matches!(r.kind, RelationKind::Table | RelationKind::ForeignTable);
    let boxes: Vec<Boxed<'_>> = docs.relations.iter().filter(is_table).map(Boxed::new).collect();
    let places: BTreeMap<&str, usize> =
        boxes.iter().enumerate().map(|(at, one)| (one.table.anchor.as_str(), at)).collect();
    let keys: Vec<(&KeyDocs, Link)> = boxes
        .iter()
        .enumerate()
        .flat_map(|(child, one)| one.table.references.iter().map(move |key| (child, one, key)))
        .filter_map(|(child, one, key)| {
            // A key to a partition has no box to go to.
            let parent = *places.get(key.anchors.1.as_str())?;
            let child_at = one.at(key.columns.0.first().map_or("", String::as_str));
            let parent_at = boxes[parent].at(key.columns.1.first().map_or("", String::as_str));
            Some((key, Link { child, child_at, parent, parent_at }))
        })
        .collect();
    let sizes: Vec<Size> = boxes.iter().map(|one| one.size).collect();
    let links: Vec<Link> = keys.iter().map(|(_, link)| *link).collect();
    let laid = layout(&sizes, &links);

    html.raw("<svg id=\"er\" role=\"group\" aria-label=\"Tables and the foreign keys between them\" viewBox=\"0 0 ");
    html.number(laid.size.x + 2 * BORDER).raw(" ").number(laid.size.y + 2 * BORDER);
    html.raw("\" preserveAspectRatio=\"xMidYMid meet\">\n<g id=\"world\"><g transform=\"translate(");
    html.number(BORDER).raw(",").number(BORDER).raw(")\">\n");
    let of_namespace: BTreeMap<&str, i32> =
        docs.namespaces.iter().zip(0..).map(|(name, at)| (name.as_str(), at % 8)).collect();
    for ((key, link), points) in keys.iter().zip(&laid.lines) {
        line(html, key, *link, points, &laid);
    }
    for (one, corner) in boxes.iter().zip(&laid.corners) {
        let hue = of_namespace.get(one.table.namespace.as_str()).copied().unwrap_or_default();
        table(html, one, *corner, hue);
    }
    html.raw("</g></g></svg>\n");
}

/// One foreign key: the line, the mark of one at the parent's end, and that of one or many at the child's.
fn line(html: &mut Html, key: &KeyDocs, link: Link, points: &[Point], laid: &Layout) {
    html.raw(if key.optional { "<g class=\"key optional\"" } else { "<g class=\"key\"" });
    html.raw(" data-child=\"").text(&key.anchors.0).raw("\" data-parent=\"").text(&key.anchors.1).raw("\">");
    html.raw("<title>").text(&key.tables.0).raw(" (").text(&key.columns.0.join(", ")).raw(") → ");
    html.text(&key.tables.1).raw(" (").text(&key.columns.1.join(", ")).raw(")");
    if !key.actions.is_empty() {
        html.raw(" ").text(&key.actions);
    }
    html.raw("</title><path class=\"line\" d=\"");
    rounded(html, points);
    html.raw("\"/><path class=\"end\" d=\"");
    if let (Some(start), Some(end)) = (points.first(), points.last()) {
        let outwards = |one: usize, point: &Point| if point.x == laid.corners[one].x { -1 } else { 1 };
        let out = outwards(link.parent, start);
        html.raw("M").number(start.x + out * 7).raw(" ").number(start.y - 5).raw("v10");
        let out = outwards(link.child, end);
        if key.unique {
            html.raw("M").number(end.x + out * 7).raw(" ").number(end.y - 5).raw("v10");
        } else {
            html.raw("M").number(end.x).raw(" ").number(end.y - 5).raw("L").number(end.x + out * 9).raw(" ");
            html.number(end.y).raw("L").number(end.x).raw(" ").number(end.y + 5);
        }
    }
    html.raw("\"/></g>\n");
}

/// A path with its corners rounded.
fn rounded(html: &mut Html, points: &[Point]) {
    const RADIUS: i32 = 6;
    for (at, point) in points.iter().enumerate() {
        let Some(before) = at.checked_sub(1).map(|at| points[at]) else {
            html.raw("M").number(point.x).raw(" ").number(point.y);
            continue;
        };
        let Some(after) = points.get(at + 1) else {
            html.raw("L").number(point.x).raw(" ").number(point.y);
            continue;
        };
        let length = |a: Point, b: Point| (a.x - b.x).abs() + (a.y - b.y).abs();
        let radius = RADIUS.min(length(before, *point) / 2).min(length(*point, *after) / 2);
        let towards = |to: Point| Point {
            x: point.x + radius * (to.x - point.x).signum(),
            y: point.y + radius * (to.y - point.y).signum(),
        };
        let (start, end) = (towards(before), towards(*after));
        html.raw("L").number(start.x).raw(" ").number(start.y).raw("Q").number(point.x).raw(" ");
        html.number(point.y).raw(" ").number(end.x).raw(" ").number(end.y);
    }
}

/// One table.
fn table(html: &mut Html, one: &Boxed<'_>, corner: Point, hue: i32) {
    let Size { width, height } = one.size;
    html.raw("<a class=\"box ns").number(hue).raw("\" href=\"#").text(&one.table.anchor);
    html.raw("\" data-table=\"").text(&one.table.anchor).raw("\" data-x=\"").number(corner.x + BORDER);
    html.raw("\" data-y=\"").number(corner.y + BORDER).raw("\" data-w=\"").number(width).raw("\" data-h=\"");
    html.number(height).raw("\" aria-label=\"Table ").text(&one.table.name).raw("\" transform=\"translate(");
    html.number(corner.x).raw(",").number(corner.y).raw(")\">");
    html.raw("<rect class=\"body\" rx=\"7\" width=\"")
        .number(width)
        .raw("\" height=\"")
        .number(height)
        .raw("\"/>");
    html.raw("<path class=\"head\" d=\"M0 ").number(HEAD - 4).raw("V7a7 7 0 0 1 7 -7H").number(width - 7);
    html.raw("a7 7 0 0 1 7 7V").number(HEAD - 4).raw("z\"/>");
    html.raw("<text class=\"name\" x=\"12\" y=\"19\">")
        .text(&shortened(&one.table.name, NAME))
        .raw("</text>");
    if one.table.private {
        lock(html, width - 22, 8);
    }
    let mut seen = BTreeSet::new();
    for (field, at) in one.rows.iter().zip(0..) {
        debug_assert!(seen.insert(&field.anchor));
        let y = HEAD + ROW * at;
        html.raw("<g class=\"row\" data-column=\"").text(&field.anchor).raw("\" transform=\"translate(0,");
        html.number(y).raw(")\"><rect class=\"shade\" x=\"1\" y=\"1\" width=\"").number(width - 2);
        html.raw("\" height=\"").number(ROW).raw("\"/>");
        let mark = match (field.primary, !field.references.is_empty(), field.unique) {
            (true, true, _) => "<text class=\"mark\" x=\"8\" y=\"15\">PF</text>",
            (true, false, _) => "<text class=\"mark\" x=\"8\" y=\"15\">PK</text>",
            (false, true, _) => "<text class=\"mark\" x=\"8\" y=\"15\">FK</text>",
            (false, false, true) => "<text class=\"mark\" x=\"8\" y=\"15\">U</text>",
            (false, false, false) => "",
        };
        html.raw(mark);
        html.raw(if field.primary {
            "<text class=\"field primary\" x=\"30\" y=\"15\">"
        } else {
            "<text class=\"field\" x=\"30\" y=\"15\">"
        });
        html.text(&shortened(&field.name, NAME)).raw("</text>");
        if field.private && !one.table.private {
            lock(html, 18, 4);
        }
        html.raw("<text class=\"type\" text-anchor=\"end\" x=\"").number(width - 10).raw("\" y=\"15\">");
        html.text(&shortened(&field.ty, TYPE));
        html.raw(if field.nullable { "<tspan class=\"null\">?</tspan></text></g>" } else { "</text></g>" });
    }
    if one.hidden > 0 {
        let y = HEAD + ROW * i32::try_from(one.rows.len()).unwrap_or_default() + 15;
        html.raw("<text class=\"type\" x=\"30\" y=\"").number(y).raw("\">… ");
        html.number(i32::try_from(one.hidden).unwrap_or(i32::MAX)).raw(" more</text>");
    }
    html.raw("<rect class=\"edge\" rx=\"7\" width=\"").number(width).raw("\" height=\"").number(height);
    html.raw("\"/></a>\n");
}

/// What marks as private.
fn lock(html: &mut Html, x: i32, y: i32) {
    html.raw("<g class=\"lock\" transform=\"translate(").number(x).raw(",").number(y);
    html.raw(")\"><title>private: only the server may see it</title><rect y=\"5\" width=\"10\" height=\"8\" rx=\"1.5\"/>");
    html.raw("<path d=\"M2 5V3.5a3 3 0 0 1 6 0V5\"/></g>");
}
