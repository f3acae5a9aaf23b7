//! HTML that is put together from text. Text becomes HTML here and nowhere else.

use std::fmt::Write;

/// HTML under way.
#[derive(Default)]
pub(super) struct Html(String);

impl Html {
    /// What this program itself wrote, as it is: never a text from a schema.
    pub(super) fn raw(&mut self, html: &'static str) -> &mut Self {
        self.0.push_str(html);
        self
    }

    /// A number.
    pub(super) fn number(&mut self, number: i32) -> &mut Self {
        let _ = write!(self.0, "{number}");
        self
    }

    /// Any text, so that it is shown as it is, in an element or between the quotes of an attribute.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            match letter {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                // What a page may not hold, and what would turn the direction of the text around it.
                '\t' | '\n' => self.0.push(letter),
                c if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => {
                    self.0.push('\u{fffd}');
                }
                other => self.0.push(other),
            }
        }
        self
    }

    /// An element with a text in it.
    pub(super) fn element(&mut self, open: &'static str, text: &str, close: &'static str) -> &mut Self {
        self.raw(open).text(text).raw(close)
    }

    /// What was put together.
    pub(super) fn finish(self) -> String {
        self.0
    }
}
