//! Listings. Each token is a `span` element with a class, so the text does not change. The numbers of lines are generated content of CSS,
//! which is neither copied nor searched.
use crate::document::{CodeLines, NodeId};
use crate::highlight::CodeToken;
use crate::xml::{Element, WriteXml};

use super::document::DocumentWriter;

impl DocumentWriter<'_> {
    /// Writes the text of a listing, with its tokens and the markers of the pages that begin in it. Marked lines are elements of their own.
    /// If the lines have numbers, all lines are.
    pub(super) fn listing(&mut self, code: NodeId, text: &str, lines: &CodeLines) {
        self.expect_breaks(code, |offset| offset);
        let mut tokens = self.printer.book.tokens(code);
        let mut start = 0;
        for (number, line) in (1_u32..).zip(text.split_inclusive('\n')) {
            let content = line.strip_suffix('\n').unwrap_or(line);
            let class = match (lines.first_number.is_some(), lines.is_marked(number)) {
                (true, true) => Some("line marked"),
                (true, false) => Some("line"),
                (false, true) => Some("marked"),
                (false, false) => None,
            };
            let own = tokens.partition_point(|token| token.range.start < start + line.len());
            let (of_line, rest) = tokens.split_at(own);
            tokens = rest;
            match class {
                Some(class) => {
                    let element = Element::new("span").attribute("class", class);
                    self.element(element, |out| out.tokens(content, start, of_line));
                }
                None => self.tokens(content, start, of_line),
            }
            self.text_with_breaks(&line[content.len()..]);
            start += line.len();
        }
        self.place_breaks(usize::MAX);
    }

    /// Writes a line of a listing without its line end. `start` is the first byte of the line in the listing.
    fn tokens(&mut self, line: &str, start: usize, tokens: &[CodeToken]) {
        let mut done = 0;
        for CodeToken { range, class } in tokens {
            let (from, to) = (range.start.saturating_sub(start), range.end.saturating_sub(start));
            let (Some(before), Some(token)) = (line.get(done..from), line.get(from..to)) else { continue };
            self.text_with_breaks(before);
            let element = Element::new("span").attribute("class", format_args!("tok-{}", class.name()));
            self.element(element, |out| out.text_with_breaks(token));
            done = to;
        }
        self.text_with_breaks(line.get(done..).unwrap_or_default());
    }
}
