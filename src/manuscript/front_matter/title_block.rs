//! Pandoc's title block: lines at the head of a text that begin with a percent sign, for the title, the authors and the date.
//!
//! ```text
//! % The title,
//!   which may go on here
//! % A. Author; B. Author
//! % 2026-11
//! ```
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::edition::{Entry, Setting, Value};
use crate::source::{FileId, Span};

/// A title block that was found in a text.
#[derive(Debug)]
pub(crate) struct TitleBlock {
    /// The lines of each field, without the percent sign.
    fields: Vec<Vec<Range<usize>>>,
    /// The first byte of the text below the block.
    pub(crate) end: usize,
}

/// The keys of the fields, in order.
const KEYS: [&str; 3] = ["title", "authors", "date"];

/// Finds a title block that begins at byte `start` of a text. An empty line, or nothing, follows it.
pub(crate) fn find(text: &str, start: usize) -> Option<TitleBlock> {
    let mut fields: Vec<Vec<Range<usize>>> = Vec::new();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let words = line.trim_end();
        if words.is_empty() {
            break;
        }
        let own = if words == "%" || words.starts_with("% ") {
            fields.push(Vec::new());
            "%".len()
        } else if line.starts_with([' ', '\t']) && !fields.is_empty() {
            0
        } else {
            return None;
        };
        let part = at + own + (words[own..].len() - words[own..].trim_start().len())..at + words.len();
        if !part.is_empty() {
            fields.last_mut()?.push(part);
        }
        at += line.len();
    }
    let is_block = (1..=KEYS.len()).contains(&fields.len()) && fields.iter().any(|field| !field.is_empty());
    is_block.then_some(TitleBlock { fields, end: at })
}

/// The settings of a title block. A date in a form other than year, month and day in digits is reported and left out.
pub(crate) fn read(file: FileId, text: &str, block: &TitleBlock, sink: &Sink) -> Setting {
    let mut entries = Vec::new();
    for (key, lines) in KEYS.into_iter().zip(&block.fields) {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { continue };
        let span = Span::new(file, first.start, last.end);
        let words = lines.iter().map(|line| &text[line.clone()]).collect::<Vec<_>>();
        let value = match key {
            "authors" => {
                let names = words.iter().flat_map(|line| line.split(';')).map(str::trim).filter(|name| !name.is_empty());
                Value::List(names.map(|name| Setting { span, value: Value::Text(name.to_owned()) }).collect())
            }
            _ => Value::Text(words.join(" ")),
        };
        if let ("date", Value::Text(date)) = (key, &value)
            && !date.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
        {
            sink.report(
                Diagnostic::new(codes::UNUSED_KEY, span, format!("the date `{date}` of the title block is not used"))
                    .cause("date")
                    .hint("write `2026`, `2026-11` or `2026-11-23`"),
            );
            continue;
        }
        entries.push(Entry { key: key.to_owned(), span, value: Setting { span, value } });
    }
    let whole = entries.iter().map(|entry| entry.span).reduce(Span::to).unwrap_or(Span::new(file, block.end, block.end));
    Setting { span: whole, value: Value::Table(entries) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The keys and values of a title block, and the text below it.
    fn found(text: &str) -> Option<(Vec<String>, &str)> {
        let block = find(text, 0)?;
        let Value::Table(entries) = read(FileId(0), text, &block, &Sink::default()).value else { return None };
        let shown = |value: &Value| match value {
            Value::Text(text) => text.clone(),
            value => format!("{value:?}").split("Text(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect::<Vec<_>>().join("+"),
        };
        Some((entries.iter().map(|entry| format!("{}={}", entry.key, shown(&entry.value.value))).collect(), &text[block.end..]))
    }

    #[test]
    fn title_authors_and_date_are_read() {
        let (keys, rest) = found("% On ice,\n  and water\n% A. Man; B. Woman\n  C. Child\n% 2026-11\n\nText\n").expect("a block");
        assert_eq!(keys, ["title=On ice, and water", "authors=A. Man+B. Woman+C. Child", "date=2026-11"]);
        assert_eq!(rest, "\nText\n");
        assert_eq!(found("%\n% A. Man\n").expect("a block").0, ["authors=A. Man"]);
        assert_eq!(found("% On ice\n%\n% May 1st\n\nx").expect("a block").0, ["title=On ice"]);
    }

    #[test]
    fn a_percent_sign_is_not_a_title_block() {
        for text in
            ["% a\ntext\n", "%a\n\nx\n", "%\n\nx\n", "5 % of it\n\nx\n", "% a\n% b\n% c\n% d\n\nx\n", "text\n\n% a\n", "%% a %%\n", ""]
        {
            assert!(found(text).is_none(), "{text}");
        }
    }
}
