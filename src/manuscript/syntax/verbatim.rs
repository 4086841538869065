//! Finds the lines that are not Markdown: code, comments, and HTML elements such as `<pre>`.
//!
//! The lines are read one after another, before the text is parsed. Fenced code continues to its closing fence, or to the end of the list
//! item that contains it. A line is indented code if it is indented by four columns more than the text around it and does not continue a
//! paragraph (CommonMark 0.31, 4.4). The text around it begins at the margin or in a list item, so the columns of the open items are kept.
//! An item ends before the first line after an empty one that is indented less than the text of the item. A quotation in an item does not
//! end it, so the items around a quotation are kept with the number of quotations around each.
use super::lines::{CodeFence, LinePrefix, NOTE_INDENT, is_note, line_prefix, list_markers};

/// The elements whose lines are not Markdown, up to their end tag (CommonMark 0.31, 4.6), and comments.
const ELEMENTS: [(&str, &str); 5] =
    [("<pre", "</pre>"), ("<script", "</script>"), ("<style", "</style>"), ("<textarea", "</textarea>"), ("<!--", "-->")];

/// An item of a list that is open.
#[derive(Debug)]
struct OpenItem {
    /// The number of quotations around it.
    quotes: usize,
    /// The column at which its text begins, in the innermost of these quotations.
    column: usize,
}

/// Follows the items of lists in a text, to find indented code.
#[derive(Debug, Default)]
pub(crate) struct IndentedCode {
    /// The open items, the innermost last.
    items: Vec<OpenItem>,
    /// The number of quotations around the last line.
    quotes: usize,
    /// Whether the last line was part of a paragraph, which an indented line continues.
    in_paragraph: bool,
}

impl IndentedCode {
    /// Records an empty line, or the end of a block.
    pub(crate) fn end_paragraph(&mut self) {
        self.in_paragraph = false;
    }

    /// Reads a line with text. `prefix` is what stands before the text. Returns whether the line is indented code.
    pub(crate) fn line(&mut self, prefix: LinePrefix, text: &str) -> bool {
        let LinePrefix { quotes, outer, columns, .. } = prefix;
        if quotes != self.quotes {
            if self.quotes == 0 {
                self.end_items(outer);
            }
            self.items.retain(|item| item.quotes <= quotes);
            (self.quotes, self.in_paragraph) = (quotes, false);
        }
        let markers = if columns < 4 && is_note(text) { NOTE_INDENT - columns } else { list_markers(text) };
        let interrupts = markers > 0 || text.starts_with(['#', '<']) || CodeFence::opening(text).is_some();
        if !self.in_paragraph || interrupts {
            self.end_items(columns);
        }
        if !self.in_paragraph && columns >= self.around() + 4 {
            return true;
        }
        if markers > 0 && columns < self.around() + 4 {
            self.items.push(OpenItem { quotes, column: columns + markers });
        }
        // Nothing continues a heading.
        self.in_paragraph = !text.starts_with('#');
        false
    }

    /// Ends the items in the innermost quotation whose texts begin after a column.
    fn end_items(&mut self, column: usize) {
        while self.items.last().is_some_and(|item| item.quotes == self.quotes && column < item.column) {
            self.items.pop();
        }
    }

    /// The column at which the text around the last line begins in its quotation: the text of the innermost open item, which may begin with
    /// that line. 0 if no item is open there.
    pub(crate) fn around(&self) -> usize {
        self.items.last().filter(|item| item.quotes == self.quotes).map_or(0, |item| item.column)
    }
}

/// Fenced code that is open.
#[derive(Debug)]
struct OpenCode {
    fence: CodeFence,
    quotes: usize,
    /// The column at which the text of the item around it begins. 0 if there is no item.
    indent: usize,
}

/// The byte after the code span that begins with the backtick at byte `at`. If nothing closes it in the text, the byte after its backticks.
pub(crate) fn after_code_span(text: &str, at: usize) -> usize {
    let inner = at + text[at..].bytes().take_while(|byte| *byte == b'`').count();
    let fence = &text[at..inner];
    text[inner..].find(fence).map_or(inner, |end| inner + end + fence.len())
}

/// Follows the lines of a text. For each line, call [`Self::continues`]. If it returns false, and the line is nothing else that the caller
/// knows, call [`Self::opens`].
#[derive(Debug, Default)]
pub(crate) struct VerbatimLines {
    indented: IndentedCode,
    code: Option<OpenCode>,
    /// What ends the element or the comment that is open.
    element: Option<&'static str>,
}

impl VerbatimLines {
    /// Whether a line is indented code, or belongs to something that an earlier line opened.
    pub(crate) fn continues(&mut self, line: &str) -> bool {
        let prefix = line_prefix(line);
        let text = line[prefix.bytes..].trim_end();
        if let Some(code) = &self.code {
            let is_left = prefix.quotes < code.quotes || (!text.is_empty() && prefix.columns < code.indent);
            if !is_left {
                if code.fence.closed_by(text).is_some() {
                    self.code = None;
                }
                return true;
            }
            self.code = None;
        }
        if let Some(end) = self.element {
            if text.contains(end) {
                self.element = None;
            }
            return true;
        }
        if text.is_empty() {
            self.indented.end_paragraph();
            return false;
        }
        self.indented.line(prefix, text)
    }

    /// Whether a line begins fenced code, an element or a comment. It may end on the same line.
    pub(crate) fn opens(&mut self, line: &str) -> bool {
        let prefix = line_prefix(line);
        let text = line[prefix.bytes..].trim_end();
        let body = &text[list_markers(text)..];
        if let Some(fence) = CodeFence::opening(body) {
            self.indented.end_paragraph();
            self.code = Some(OpenCode { fence, quotes: prefix.quotes, indent: self.indented.around() });
            return true;
        }
        let lower = body.get(..body.len().min(16)).unwrap_or_default().to_ascii_lowercase();
        let opened = ELEMENTS.iter().find(|(start, _)| {
            let rest = lower.strip_prefix(start);
            rest.is_some_and(|rest| *start == "<!--" || !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-'))
        });
        let Some((start, end)) = opened else { return false };
        self.indented.end_paragraph();
        self.element = (!body[start.len()..].to_ascii_lowercase().contains(end)).then_some(*end);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines that are verbatim, by number.
    fn verbatim(text: &str) -> Vec<usize> {
        let mut lines = VerbatimLines::default();
        let found = text.lines().enumerate().filter(|(_, line)| lines.continues(line) || lines.opens(line));
        found.map(|(number, _)| number).collect()
    }

    #[test]
    fn indented_code_is_told_from_paragraphs_and_items() {
        assert_eq!(verbatim("a\n\n    b\n\n    - c\n\n    d\n\ne"), [2, 4, 6]);
        assert_eq!(verbatim("a\n    b"), [0; 0]);
        assert_eq!(verbatim("# a\n    b"), [1]);
        assert_eq!(verbatim("- a\n\n    b\n\n      c\n\n  - d\n\n      e\n\n    f\n\ng\n\n    h"), [4, 14]);
        assert_eq!(verbatim("- a\n    - b\n        - c\n\n            d"), [0; 0]);
        assert_eq!(verbatim("[^1]: a\n\n    b\n\n        c"), [4]);
        assert_eq!(verbatim("> a\n\n>     b\n> c\n>     d"), [2]);
        assert_eq!(verbatim("1.  a\n\n    > b\n\n    c\n\n        d\n\ne"), [6]);
        assert_eq!(verbatim("- a\n\n    > b\n    > - c\n    >\n    >   d\n\n    e\n\n> f\n\n    g"), [11]);
    }

    #[test]
    fn fences_end_with_their_item_or_quotation() {
        assert_eq!(verbatim("a\n```\nb\n``\n~~~\n```\nc"), [1, 2, 3, 4, 5]);
        assert_eq!(verbatim("- ```\n  b\n  ```\n- c"), [0, 1, 2]);
        assert_eq!(verbatim("- a\n\n  ```\n  b\nc\n\nd"), [2, 3]);
        assert_eq!(verbatim("> ```\n> b\nc"), [0, 1]);
        assert_eq!(verbatim("- a\n```\nb\n```\nc"), [1, 2, 3]);
    }

    #[test]
    fn elements_and_comments_go_on_to_their_end() {
        assert_eq!(verbatim("<pre class=x>\na\n\nb</pre>\nc"), [0, 1, 2, 3]);
        assert_eq!(verbatim("<PRE>a</pre>\nb\n<!-- c -->\n<!--\nd -->\ne\n<pretty>\nf"), [0, 2, 3, 4]);
    }
}
