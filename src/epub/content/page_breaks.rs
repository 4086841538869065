//! The pages of the printed edition in the e-book: a mark at the very word where each of them begins (EPUB 3.3, 9.2; DPUB-ARIA
//! 1.1, `doc-pagebreak`), and the list of them in the navigation.
//!
//! A page is known to begin at a byte of a block's flow. The printer of inlines counts the same bytes as it goes; where it comes to
//! such a place within a word (a divided one, whose second half begins the page), the mark waits for the next word.
use std::collections::HashMap;
use std::fmt::Write;

use crate::document::{Folio, Inline, MadePlace, NodeId, PageList, PageStart, flow};
use crate::resolve::Resolution;

use super::printer::{Page, Printer, escaped};
use crate::epub::Resource;

/// Where pages begin, by what they begin with.
pub(in crate::epub) struct PageBreaks<'a> {
    list: &'a PageList,
    text: HashMap<NodeId, Vec<(usize, Folio)>>,
    made: Vec<(MadePlace, Folio)>,
    /// What ids of marks begin with.
    prefix: &'static str,
}

impl<'a> PageBreaks<'a> {
    pub(in crate::epub) fn of(list: &'a PageList, resolution: &Resolution) -> Self {
        let mut text: HashMap<NodeId, Vec<(usize, Folio)>> = HashMap::new();
        let mut made = Vec::new();
        for page in &list.pages {
            match page.start {
                PageStart::Text(start) => {
                    text.entry(start.block).or_default().push((usize::try_from(start.offset).unwrap_or(usize::MAX), page.folio));
                }
                PageStart::Made(place) => made.push((place, page.folio)),
            }
        }
        // An author may have called something `page-12`.
        let taken = resolution.anchors.values().any(|anchor| anchor.starts_with("page-"));
        Self { list, text, made, prefix: if taken { "print-page-" } else { "page-" } }
    }

    fn mark(&self, folio: Folio) -> String {
        format!("<span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"{}{folio}\" aria-label=\"{folio}\"></span>", self.prefix)
    }

    /// The marks of pages that begin with something that the book makes.
    fn made(&self, place: MadePlace) -> String {
        self.made.iter().filter(|(made, _)| *made == place).map(|(_, folio)| self.mark(*folio)).collect()
    }

    /// Each page whose mark stands in a document, with the link to it, in the order of the pages.
    fn listed(&self, documents: &[Resource]) -> Vec<(Folio, String)> {
        let start = format!(" id=\"{}", self.prefix);
        let mut found: HashMap<&str, &str> = HashMap::new();
        for document in documents.iter().filter(|document| document.media_type == "application/xhtml+xml") {
            let text = std::str::from_utf8(&document.bytes).unwrap_or_default();
            for (at, _) in text.match_indices(&start) {
                let rest = &text[at + start.len()..];
                found.insert(&rest[..rest.find('"').unwrap_or(0)], &document.name);
            }
        }
        let pages = self.list.pages.iter();
        let linked = pages.filter_map(|page| {
            let name = found.get(page.folio.to_string().as_str())?;
            Some((page.folio, format!("{name}#{}{}", self.prefix, page.folio)))
        });
        linked.collect()
    }

    /// The list of pages for the navigation document, without a heading: reading systems have their own.
    pub(in crate::epub) fn nav(&self, printer: &Printer<'_>, documents: &[Resource]) -> String {
        let label = escaped(printer.terms().pages);
        let mut out = format!(
            "<nav epub:type=\"page-list\" role=\"doc-pagelist\" id=\"page-list\" hidden=\"hidden\" aria-label=\"{label}\">\n<ol>\n"
        );
        for (folio, href) in self.listed(documents) {
            let _ = writeln!(out, "<li><a href=\"{}\">{folio}</a></li>", escaped(&href));
        }
        out.push_str("</ol>\n</nav>\n");
        out
    }

    /// The same for the NCX; `order` is the last number given to a place.
    pub(in crate::epub) fn ncx(&self, printer: &Printer<'_>, documents: &[Resource], mut order: u32) -> String {
        let label = escaped(printer.terms().pages);
        let mut out = format!("<pageList>\n<navLabel><text>{label}</text></navLabel>\n");
        for (folio, href) in self.listed(documents) {
            order += 1;
            let kind = if matches!(folio, Folio::Roman(_)) { "front" } else { "normal" };
            let value = match folio {
                Folio::Roman(number) | Folio::Arabic(number) => number,
            };
            let _ = writeln!(
                out,
                "<pageTarget id=\"t-{order}\" type=\"{kind}\" value=\"{value}\" playOrder=\"{order}\"><navLabel><text>{folio}</text></navLabel>\
                 <content src=\"{}\"/></pageTarget>",
                escaped(&href)
            );
        }
        out.push_str("</pageList>\n");
        out
    }
}

impl Printer<'_> {
    /// The mark of the page that begins with something that the book makes; nothing if none does.
    pub(in crate::epub) fn break_at(&self, place: MadePlace) -> String {
        self.breaks.map_or(String::new(), |breaks| breaks.made(place))
    }
}

impl Page<'_> {
    /// The inlines of a block, with the marks of the pages that begin in it.
    pub(in crate::epub) fn flowing(&mut self, node: NodeId, inlines: &[Inline]) {
        self.flowing_from(node, 0, inlines);
    }

    /// The same where the inlines are a part of the block that begins at a byte of it.
    pub(in crate::epub) fn flowing_from(&mut self, node: NodeId, from: usize, inlines: &[Inline]) {
        let Some(marks) = self.printer.breaks.and_then(|breaks| breaks.text.get(&node)) else { return self.inlines(inlines) };
        let text = flow(inlines).text;
        // The end of a part belongs to the next one.
        let own = marks.iter().filter(|(at, _)| (from..=from + text.len()).contains(at));
        self.marks = own.rev().map(|(at, folio)| (whole_word(&text, at - from), *folio)).collect();
        self.at = 0;
        self.inlines(inlines);
        self.passed(usize::MAX);
    }

    /// A text of a block that is kept as it is typed.
    pub(in crate::epub) fn typed(&mut self, node: NodeId, text: &str) {
        let marks = self.printer.breaks.and_then(|breaks| breaks.text.get(&node));
        self.marks = marks.into_iter().flatten().rev().map(|(at, folio)| (*at, *folio)).collect();
        self.at = 0;
        self.say_marked(text);
        self.passed(usize::MAX);
    }

    /// The marks at the beginning of a block that is no text itself.
    pub(in crate::epub) fn breaks_before(&mut self, node: NodeId) {
        let marks = self.printer.breaks.and_then(|breaks| breaks.text.get(&node));
        self.marks = marks.into_iter().flatten().rev().map(|(_, folio)| (0, *folio)).collect();
        self.passed(0);
    }

    /// Puts the marks of all places up to one.
    pub(in crate::epub) fn passed(&mut self, at: usize) {
        while let Some((_, folio)) = self.marks.pop_if(|(place, _)| *place <= at) {
            if let Some(breaks) = self.printer.breaks {
                let mark = breaks.mark(folio);
                self.put(&mark);
            }
        }
    }

    /// Something that takes so many bytes of the flow comes next.
    pub(in crate::epub) fn advance(&mut self, bytes: usize) {
        if !self.marks.is_empty() {
            self.passed(self.at);
            self.at += bytes;
        }
    }

    /// Text with its special characters escaped, and with the marks of pages that begin in it.
    pub(in crate::epub) fn say_marked(&mut self, text: &str) {
        let mut rest = text;
        while let Some((place, _)) = self.marks.last().copied().filter(|(place, _)| *place < self.at + rest.len()) {
            let cut = place.saturating_sub(self.at);
            let Some((before, after)) = rest.split_at_checked(cut) else { break };
            self.say(before);
            self.at += before.len();
            rest = after;
            self.passed(place);
        }
        self.say(rest);
        self.at += rest.len();
    }
}

/// The first place from one on that is not within a word.
fn whole_word(text: &str, at: usize) -> usize {
    let Some((before, after)) = text.split_at_checked(at) else { return at };
    let joins = |character: char| character.is_alphanumeric() || matches!(character, '-' | '\u{2010}' | '\u{ad}' | '\u{2019}' | '\'');
    if !before.ends_with(joins) || !after.starts_with(char::is_alphanumeric) {
        return at;
    }
    let word = after.find(char::is_whitespace).unwrap_or(after.len());
    let white = after[word..].find(|character: char| !character.is_whitespace()).unwrap_or(after.len() - word);
    at + word + white
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_never_begins_within_a_word() {
        assert_eq!(whole_word("the opposition said", 7), 15);
        assert_eq!(whole_word("the opposition said", 4), 4);
        assert_eq!(whole_word("said \u{2014}and", 8), 8);
        assert_eq!(whole_word("the well-known end", 9), 15);
        assert_eq!(whole_word("opposition", 3), 10);
    }
}
