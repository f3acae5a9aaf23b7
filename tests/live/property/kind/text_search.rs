//! Text search configurations with a dictionary.

use super::{Head, Thing};
use crate::property::print::{Out, Phase, quote};
use crate::property::spec::Spec;
use crate::property::tape::Tape;

#[derive(Clone, Debug)]
pub(crate) struct TextSearch {
    head: Head,
    dictionary: usize,
    mapped: usize,
}

impl Thing for TextSearch {
    fn make(spec: &mut Spec, tape: &mut Tape) -> Option<Self> {
        Some(Self { head: Head::new(spec, tape, "words"), dictionary: tape.below(3), mapped: tape.below(3) })
    }

    fn change(&mut self, _: &mut Spec, tape: &mut Tape) {
        match tape.below(2) {
            0 => self.dictionary = (self.dictionary + 1) % 3,
            _ => self.mapped = (self.mapped + 1) % 3,
        }
    }

    fn print(&self, _: &Spec, out: &mut Out) {
        let name = self.head.quoted();
        let dictionary = quote(&format!("dict{}", self.head.id));
        let accept = ["", ", accept = false", ", stopwords = english"][self.dictionary];
        out.line(
            Phase::Types,
            format!("CREATE TEXT SEARCH DICTIONARY {dictionary} (TEMPLATE = simple{accept})"),
        );
        let copied = ["(PARSER = \"default\")", "(COPY = simple)", "(COPY = english)"][self.mapped];
        out.line(
            Phase::Types,
            format!("{}CREATE TEXT SEARCH CONFIGURATION {name} {copied}", self.head.renamed()),
        );
        let verb = if self.mapped == 0 { "ADD" } else { "ALTER" };
        out.line(
            Phase::Types,
            format!("ALTER TEXT SEARCH CONFIGURATION {name} {verb} MAPPING FOR asciiword, word WITH {dictionary}"),
        );
        self.head.comment(out, &format!("TEXT SEARCH CONFIGURATION {name}"));
    }

    fn head(&mut self) -> &mut Head {
        &mut self.head
    }
}
