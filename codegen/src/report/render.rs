//! Diagnostics to text: code and message, file, line and column, the line with a caret under the place, related
//! places and the way out. Only the lines that are shown are handed to the renderer, so that a mistake in a 10 MB file
//! costs no more than one in a short one.

use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::secret::masked;
use super::{Code, Diagnostic, Errors, Label, Place, Source};

/// Labels of one source that stand further apart than this many lines get a snippet each.
const NEAR: usize = 12;
/// Longer lines (in bytes) are shown in part.
const LONG_LINE: usize = 1000;
/// How much of a long line is shown on each side of the place, in bytes.
const AROUND: usize = 60;

/// Every mistake as text, separated by empty lines, and their number when there are several. Ends with a line break;
/// empty when there is no mistake.
///
/// ```
/// use tablewright_codegen::report::{Code, Diagnostic, Errors, Place, Source, render};
/// let source = Source::new("schema.sql", "CREATE TABLE todo (id txet);\n");
/// let mistake = Diagnostic::new(Code::UnknownType, "unknown type `txet`")
///     .at(Place::new(&source, 22..26), "")
///     .help("did you mean `text`?");
/// assert_eq!(render(&Errors::from(mistake), false), "\
/// error[unknown-type]: unknown type `txet`
///  --> schema.sql:1:23
///   |
/// 1 | CREATE TABLE todo (id txet);
///   |                       ^^^^
///   |
///   = help: did you mean `text`?
/// ");
/// ```
pub fn render(errors: &Errors, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut sources = Sources::default();
    let mut out = String::new();
    for diagnostic in errors.iter() {
        if !out.is_empty() {
            out.push('\n');
        }
        let text = renderer.render(&[group(diagnostic, &mut sources)]);
        out.push_str(text.trim_end());
        out.push('\n');
    }
    match errors.iter().count() {
        0 | 1 => {}
        many if errors.iter().all(|error| error.code.is_lint()) => {
            out.push_str(&format!("\n{many} findings\n"));
        }
        many => out.push_str(&format!("\n{many} mistakes\n")),
    }
    out
}

/// Where the lines of each source start: found once per source, not once per mistake.
#[derive(Default)]
struct Sources {
    lines: BTreeMap<*const Source, Vec<usize>>,
}

impl Sources {
    fn lines(&mut self, source: &Source) -> &[usize] {
        self.lines.entry(source).or_insert_with(|| {
            let breaks = source.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect()
        })
    }
}

/// A label with the line that it is on.
struct Spot<'a> {
    label: &'a Label,
    kind: AnnotationKind,
    /// The line, from 0.
    line: usize,
    /// Where that line starts and ends, in bytes, without its line break.
    bounds: Range<usize>,
}

impl<'a> Spot<'a> {
    fn new(label: &'a Label, kind: AnnotationKind, sources: &mut Sources) -> Self {
        let place = &label.place;
        let starts = sources.lines(&place.source);
        let line = starts.partition_point(|start| *start <= place.span.start).saturating_sub(1);
        let end = starts.get(line + 1).map_or(place.source.text.len(), |next| next - 1);
        Self { label, kind, line, bounds: starts[line]..end }
    }

    /// The place, cut to its first line: a caret says more than a frame around a whole statement.
    fn span(&self) -> Range<usize> {
        let span = &self.label.place.span;
        let text = &self.label.place.source.text;
        let end = span.end.min(self.bounds.end).max(span.start);
        let trimmed = span.start + text[span.start..end].trim_end().len();
        span.start..trimmed
    }

    fn text(&self) -> Option<&'a str> {
        Some(self.label.text.as_str()).filter(|text| !text.is_empty())
    }

    fn is_long(&self) -> bool {
        self.bounds.len() > LONG_LINE
    }

    /// Whether both fit into one snippet.
    fn is_near(&self, other: &Self) -> bool {
        std::sync::Arc::ptr_eq(&self.label.place.source, &other.label.place.source)
            && self.line.abs_diff(other.line) <= NEAR
            && !self.is_long()
            && !other.is_long()
    }
}

fn group<'a>(diagnostic: &'a Diagnostic, sources: &mut Sources) -> Group<'a> {
    let level = match diagnostic.code {
        Code::Warning(_) => Level::WARNING,
        Code::Advice(_) => Level::NOTE.with_name("advice"),
        _ => Level::ERROR,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.as_str());
    let mut group = Group::with_title(title);
    let primary = diagnostic.label.iter().map(|label| (label, AnnotationKind::Primary));
    let related = diagnostic.related.iter().map(|label| (label, AnnotationKind::Context));
    let mut clusters: Vec<Vec<Spot<'a>>> = Vec::new();
    for (label, kind) in primary.chain(related) {
        let spot = Spot::new(label, kind, sources);
        match clusters.iter_mut().find(|cluster| cluster.iter().all(|other| other.is_near(&spot))) {
            Some(cluster) => cluster.push(spot),
            None => clusters.push(vec![spot]),
        }
    }
    for cluster in &clusters {
        group = match cluster.as_slice() {
            [spot] if spot.is_long() => part_of_line(group, spot),
            spots => whole_lines(group, spots),
        };
    }
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(help.as_ref())),
        None => group,
    }
}

/// The lines from the first to the last place.
fn whole_lines<'a>(group: Group<'a>, spots: &[Spot<'a>]) -> Group<'a> {
    let Some(first) = spots.iter().min_by_key(|spot| spot.line) else { return group };
    let start = first.bounds.start;
    let end = spots.iter().map(|spot| spot.bounds.end).max().unwrap_or(start);
    let source: &'a Source = &first.label.place.source;
    let annotations = spots.iter().map(|spot| {
        let span = spot.span();
        spot.kind.span(span.start - start..span.end - start).label(spot.text())
    });
    group.element(
        Snippet::source(masked(&source.text[start..end]))
            .path(source.name.as_str())
            .line_start(first.line + 1)
            .annotations(annotations),
    )
}

/// What stands around a place in a very long line, such as that of a minified file. Blanks stand in for what comes
/// before, which the renderer leaves out: so the column stays right.
fn part_of_line<'a>(group: Group<'a>, spot: &Spot<'a>) -> Group<'a> {
    let place: &'a Place = &spot.label.place;
    let text = masked(&place.source.text[spot.bounds.clone()]);
    let span = spot.span();
    let span = span.start - spot.bounds.start..span.end - spot.bounds.start;
    let span = span.start..floor(&text, span.end.min(span.start + AROUND));
    let from = floor(&text, span.start.saturating_sub(AROUND));
    let to = floor(&text, (span.end + AROUND).min(text.len()));
    let blanks = text[..from].chars().count();
    let line = format!("{:blanks$}{}", "", &text[from..to]);
    let span = span.start - from + blanks..span.end - from + blanks;
    group.element(
        Snippet::source(line)
            .path(place.source.name.as_str())
            .line_start(spot.line + 1)
            .annotation(spot.kind.span(span).label(spot.text())),
    )
}

/// The last character boundary at or before a byte.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Code;

    fn place(source: &std::sync::Arc<Source>, word: &str) -> Place {
        let at = source.text.find(word).expect("the word is in the text");
        Place::new(source, at..at + word.len())
    }

    #[test]
    fn related_places_stand_in_one_snippet_when_they_are_near() {
        let source = Source::new("a.sql", "CREATE TABLE one (id int);\nCREATE TABLE two (id int);\n");
        let mistake = Diagnostic::new(Code::Duplicate, "table `one` is declared twice")
            .at(place(&source, "two"), "again here")
            .with(place(&source, "one"), "first here");
        let mut errors = Errors::from(mistake);
        errors.push(Diagnostic::new(Code::File, "cannot read `b.sql`").help("create it"));
        insta::assert_snapshot!(render(&errors, false), @r"
        error[duplicate]: table `one` is declared twice
         --> a.sql:2:14
          |
        1 | CREATE TABLE one (id int);
          |              --- first here
        2 | CREATE TABLE two (id int);
          |              ^^^ again here

        error[file]: cannot read `b.sql`
         |
         = help: create it

        2 mistakes
        ");
    }

    #[test]
    fn places_that_are_far_apart_or_in_other_files_get_a_snippet_each() {
        let source = Source::new("a.sql", format!("first{}last\n", "\n".repeat(50)));
        let other = Source::new("b.sql", "\n\n  there\n");
        let mistake = Diagnostic::new(Code::Duplicate, "three places")
            .at(place(&source, "last"), "")
            .with(place(&source, "first"), "one")
            .with(place(&other, "there"), "two");
        insta::assert_snapshot!(render(&Errors::from(mistake), false), @r"
        error[duplicate]: three places
          --> a.sql:51:1
           |
        51 | last
           | ^^^^
           |
          ::: a.sql:1:1
           |
         1 | first
           | ----- one
           |
          ::: b.sql:3:3
           |
         3 |   there
           |   ----- two
        ");
    }

    #[test]
    fn a_place_over_several_lines_shows_its_first_line() {
        let source = Source::new("a.sql", "CREATE TABLE a (\n  id int\n);");
        let mistake =
            Diagnostic::new(Code::Syntax, "broken").at(Place::new(&source, 0..source.text.len()), "here");
        insta::assert_snapshot!(render(&Errors::from(mistake), false), @r"
        error[syntax]: broken
         --> a.sql:1:1
          |
        1 | CREATE TABLE a (
          | ^^^^^^^^^^^^^^^^ here
        ");
    }

    #[test]
    fn a_very_long_line_is_cut_around_the_place_and_keeps_its_column() {
        let source = Source::new("a.sql", format!("--\n{}oops{}", "é".repeat(4000), " x".repeat(4000)));
        let mistake = Diagnostic::new(Code::Syntax, "broken").at(place(&source, "oops"), "here");
        insta::assert_snapshot!(render(&Errors::from(mistake), false), @r"
        error[syntax]: broken
         --> a.sql:2:4001
          |
        2 | ...                   ééééééééééééééééééééééééééééééoops x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x
          |                                                     ^^^^ here
        ");
    }

    #[test]
    fn the_end_of_the_text_and_an_empty_text_can_be_shown() {
        let empty = Source::new("a.sql", "");
        let end = Source::new("b.sql", "SELECT\n");
        let mut errors =
            Errors::from(Diagnostic::new(Code::Syntax, "nothing").at(Place::new(&empty, 0..0), "here"));
        errors.push(Diagnostic::new(Code::Syntax, "the end").at(Place::new(&end, 7..7), "here"));
        insta::assert_snapshot!(render(&errors, false), @r"
        error[syntax]: nothing
         --> a.sql:1:1
          |
        1 |
          | ^ here

        error[syntax]: the end
         --> b.sql:2:1
          |
        2 |
          | ^ here

        2 mistakes
        ");
    }
}
