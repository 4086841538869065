//! Lines of Markdown: what stands before their text, and which of them open code.
use std::ops::Range;

/// The indentation of the second and later lines of a note, in columns.
pub(crate) const NOTE_INDENT: usize = 4;

/// Whether a text begins a note: `[^label]:`.
pub(crate) fn is_note(text: &str) -> bool {
    text.strip_prefix("[^").and_then(|label| label.split_once(']')).is_some_and(|(_, after)| after.starts_with(':'))
}

/// The `>` signs and the white space at the beginning of a line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LinePrefix {
    /// Its length in bytes.
    pub(crate) bytes: usize,
    /// The number of `>` signs.
    pub(crate) quotes: usize,
    /// The indentation before the first sign, in columns. 0 if there is no sign.
    pub(crate) outer: usize,
    /// The indentation after the last sign, in columns.
    pub(crate) columns: usize,
}

/// The prefix of a line.
pub(crate) fn line_prefix(line: &str) -> LinePrefix {
    let (mut quotes, mut outer, mut columns) = (0, 0, 0);
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'>' => {
                if quotes == 0 {
                    outer = columns;
                }
                quotes += 1;
                columns = 0;
            }
            b' ' => columns += 1,
            b'\t' => columns = (columns / 4 + 1) * 4,
            _ => return LinePrefix { bytes: at, quotes, outer, columns },
        }
    }
    LinePrefix { bytes: line.len(), quotes, outer, columns }
}

/// The length of the markers of lists and definitions (`- `, `1. `, `: `) at the beginning of a text, in bytes.
pub(crate) fn list_markers(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let marker = match rest.as_bytes().get(digits) {
            Some(b'-' | b'*' | b'+' | b':') if digits == 0 => 1,
            Some(b'.' | b')') if (1..=9).contains(&digits) => digits + 1,
            _ => return at,
        };
        let spaces = rest[marker..].bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        if spaces == 0 {
            return at;
        }
        at += marker + spaces;
    }
}

/// A run of backticks or tildes that opens or closes fenced code.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CodeFence {
    /// A backtick or a tilde.
    pub(crate) sign: u8,
    /// The length of the run.
    pub(crate) count: usize,
}

impl CodeFence {
    /// The fence that a line opens. `body` is the line without its prefix and its list markers.
    pub(crate) fn opening(body: &str) -> Option<Self> {
        let sign @ (b'`' | b'~') = body.bytes().next()? else { return None };
        let count = body.bytes().take_while(|byte| *byte == sign).count();
        let is_fence = count >= 3 && !(sign == b'`' && body[count..].contains('`'));
        is_fence.then_some(Self { sign, count })
    }

    /// The length of the run of a line that closes the fence. `None` if the line does not close it. `text` is the line without its prefix.
    pub(crate) fn closed_by(self, text: &str) -> Option<usize> {
        let run = text.bytes().take_while(|byte| *byte == self.sign).count();
        (run >= self.count && text[run..].trim().is_empty()).then_some(run)
    }
}

/// A line of a text.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Its bytes, without the line end.
    pub(crate) range: Range<usize>,
    /// The byte after the line end.
    pub(crate) next: usize,
    /// What stands before its text.
    pub(crate) prefix: LinePrefix,
}

impl Line {
    /// The lines of a text.
    pub(crate) fn all(text: &str) -> Vec<Self> {
        let mut at = 0;
        let lines = text.split_inclusive('\n').map(|whole| {
            let line = whole.trim_end_matches(['\n', '\r']);
            let own = Self { range: at..at + line.len(), next: at + whole.len(), prefix: line_prefix(line) };
            at += whole.len();
            own
        });
        lines.collect()
    }

    /// The text of the line after its prefix.
    pub(crate) fn text<'a>(&self, all: &'a str) -> &'a str {
        &all[self.range.start + self.prefix.bytes..self.range.end]
    }

    /// Whether it has no text.
    pub(crate) fn is_blank(&self) -> bool {
        self.prefix.bytes == self.range.len()
    }

    /// The part of the line after its quotation signs, with its indentation.
    pub(crate) fn unquoted<'a>(&self, all: &'a str) -> &'a str {
        &all[self.unquoted_start(all)..self.range.end]
    }

    /// The first byte after the quotation signs, and after one space that belongs to the last of them.
    pub(crate) fn unquoted_start(&self, all: &str) -> usize {
        let before = &all[self.range.start..self.range.start + self.prefix.bytes];
        match before.rfind('>') {
            Some(sign) => self.range.start + sign + 1 + usize::from(before[sign + 1..].starts_with(' ')),
            None => self.range.start,
        }
    }
}
