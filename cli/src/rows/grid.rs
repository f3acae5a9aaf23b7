//! Rows as an aligned table, or one value a line.

use anstyle::Style;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Column, Kind, Row};

/// How a table looks.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Look {
    /// How many columns of letters there are; `None` where no terminal is, and everything is shown whole.
    pub(crate) width: Option<usize>,
}

/// No column is made narrower than this because the terminal is narrow.
const NARROWEST: usize = 12;

/// How many numbers of a vector are shown on a terminal.
const NUMBERS: usize = 4;

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();

/// A value to show.
struct Cell {
    text: String,
    null: bool,
}

/// An aligned table with a line below the names.
pub(crate) fn table(columns: &[Column], rows: &[Row], look: Look) -> String {
    let cells: Vec<Vec<Cell>> = rows
        .iter()
        .map(|row| {
            row.iter()
                .zip(columns)
                .map(|(value, column)| cell(value.as_deref(), &column.kind, look))
                .collect()
        })
        .collect();
    let titles: Vec<String> = columns.iter().map(|column| plain(&column.name)).collect();
    let mut widths: Vec<usize> = titles.iter().map(|title| title.width()).collect();
    for row in &cells {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.text.width());
        }
    }
    if let Some(room) = look.width {
        fit(&mut widths, room);
    }
    let mut text = String::new();
    let last = columns.len().saturating_sub(1);
    for (i, title) in titles.iter().enumerate() {
        let title = cut(title, widths[i]);
        let gap = " ".repeat(widths[i] - title.width());
        // Nothing follows the last column, not even space.
        let shown = match (is_right(&columns[i].kind), i == last) {
            (true, _) => format!("{gap}{BOLD}{title}{BOLD:#}"),
            (false, true) => format!("{BOLD}{title}{BOLD:#}"),
            (false, false) => format!("{BOLD}{title}{BOLD:#}{gap}"),
        };
        text.push_str(&format!("{}{shown}", between(i)));
    }
    text.push('\n');
    let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
    text.push_str(&format!("{}\n", rule.join("─┼─")));
    for row in &cells {
        for (i, cell) in row.iter().enumerate() {
            let shown = cut(&cell.text, widths[i]);
            let gap = " ".repeat(widths[i] - shown.width());
            let shown = if cell.null { format!("{DIM}{shown}{DIM:#}") } else { shown };
            let shown = match (is_right(&columns[i].kind), i == last) {
                (true, _) => format!("{gap}{shown}"),
                (false, true) => shown,
                (false, false) => format!("{shown}{gap}"),
            };
            text.push_str(&format!("{}{shown}", between(i)));
        }
        text.push('\n');
    }
    // A cell without letters at the end leaves the space in front of it.
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

fn between(column: usize) -> &'static str {
    if column == 0 { "" } else { " │ " }
}

/// One value a line, whole.
pub(crate) fn expanded(columns: &[Column], row: &Row, number: usize, look: Look) -> String {
    let titles: Vec<String> = columns.iter().map(|column| plain(&column.name)).collect();
    let width = titles.iter().map(|title| title.width()).max().unwrap_or(0);
    let head = format!("── row {number} ");
    let rule = "─".repeat((width + 3).saturating_sub(head.width()).max(2));
    let mut text = format!("{head}{rule}\n");
    for ((title, value), column) in titles.iter().zip(row).zip(columns) {
        let gap = " ".repeat(width - title.width());
        let cell = match (value, &column.kind) {
            // Whole, with its lines: there is room below.
            (Some(value), Kind::Text | Kind::Json) => {
                let lines: Vec<String> = value.lines().map(plain).collect();
                lines.join(&format!("\n{} │ ", " ".repeat(width)))
            }
            (value, kind) => cell(value.as_deref(), kind, look).text,
        };
        let shown = if value.is_none() { format!("{DIM}{cell}{DIM:#}") } else { cell };
        text.push_str(format!("{BOLD}{title}{BOLD:#}{gap} │ {shown}").trim_end());
        text.push('\n');
    }
    text
}

fn is_right(kind: &Kind) -> bool {
    match kind {
        Kind::Number | Kind::Money => true,
        Kind::Bool | Kind::Json | Kind::Vector | Kind::Array(_) | Kind::Text => false,
    }
}

fn cell(value: Option<&str>, kind: &Kind, look: Look) -> Cell {
    let Some(value) = value else { return Cell { text: "NULL".to_owned(), null: true } };
    let text = match kind {
        Kind::Bool => if value == "t" { "true" } else { "false" }.to_owned(),
        Kind::Vector if look.width.is_some() => short_vector(value),
        // So that it is not taken for a NULL.
        Kind::Text if value == "NULL" => "\"NULL\"".to_owned(),
        Kind::Number | Kind::Money | Kind::Json | Kind::Vector | Kind::Array(_) | Kind::Text => plain(value),
    };
    Cell { text, null: false }
}

/// `[0.1,0.2,0.3,0.4,… 384]`.
fn short_vector(text: &str) -> String {
    let numbers: Vec<&str> = text.trim_matches(['[', ']']).split(',').collect();
    if numbers.len() <= NUMBERS * 2 {
        return text.to_owned();
    }
    format!("[{},… {} numbers]", numbers[..NUMBERS].join(","), numbers.len())
}

/// In one line, and with nothing that a terminal would obey.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => plain.push('↵'),
            '\t' => plain.push_str("  "),
            c if c.is_control() => plain.extend(c.escape_unicode()),
            c => plain.push(c),
        }
    }
    plain
}

/// Makes the widest columns narrower until the table fits, as far as that goes.
fn fit(widths: &mut [usize], room: usize) {
    let between = 3 * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + between > room {
        let Some(widest) = widths.iter_mut().max().filter(|width| **width > NARROWEST) else { return };
        *widest -= 1;
    }
}

/// As much of a text as fits, with `…` where something is left out.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut shown = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        shown.push(c);
    }
    shown.push('…');
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str, kind: Kind) -> Column {
        Column { name: name.to_owned(), kind }
    }

    fn row(values: &[Option<&str>]) -> Row {
        values.iter().map(|value| value.map(str::to_owned)).collect()
    }

    fn bare(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }

    #[test]
    fn columns_are_aligned_by_what_is_seen() {
        let columns = [column("id", Kind::Number), column("name", Kind::Text), column("done", Kind::Bool)];
        let rows = [
            row(&[Some("1"), Some("日本語"), Some("t")]),
            row(&[Some("1234"), None, Some("f")]),
            row(&[None, Some("é\nNULL\u{1b}[1m"), None]),
            row(&[Some("5"), Some("NULL"), None]),
        ];
        insta::assert_snapshot!(bare(&table(&columns, &rows, Look::default())));
    }

    #[test]
    fn a_narrow_terminal_shortens_the_widest() {
        let vector = format!("[{}]", vec!["0.25"; 384].join(","));
        let columns =
            [column("id", Kind::Number), column("body", Kind::Text), column("embedding", Kind::Vector)];
        let rows = [row(&[Some("1"), Some(&"word ".repeat(40)), Some(&vector)])];
        let shown = bare(&table(&columns, &rows, Look { width: Some(60) }));
        insta::assert_snapshot!(shown);
        assert!(shown.lines().all(|line| line.width() <= 60));
    }

    #[test]
    fn one_value_a_line() {
        let columns = [column("id", Kind::Number), column("body", Kind::Text), column("gone", Kind::Text)];
        let text = expanded(&columns, &row(&[Some("1"), Some("one\ntwo"), None]), 1, Look::default());
        insta::assert_snapshot!(bare(&text));
    }
}
