//! The text of a paragraph of Muse: emphasis, tags, links, calls of notes.
use std::collections::BTreeSet;

use crate::document::{Attributes, Extent, GivenSize, Inline, InlineKind, Node, Phrase, PictureSize};
use crate::source::Span;

use super::{Muse, NoteMark, inline, text as words};

/// How deeply markup may be nested. Deeper markup is text.
const DEEPEST: usize = 24;
/// The maximum number of bytes in a tag, and in the target and the words of a link.
const LONGEST_TAG: usize = 32;
const LONGEST_LINK: usize = 4000;
/// The tags in a line.
const TAGS: [&str; 9] = ["em", "strong", "code", "sup", "sub", "del", "verbatim", "sc", "sf"];
/// The extensions of pictures.
const PICTURES: [&str; 6] = ["png", "jpg", "jpeg", "gif", "svg", "webp"];

/// Reads a text. `number` is that of its first line.
pub(super) fn read(text: &str, number: usize, muse: &mut Muse) -> Vec<Inline> {
    LineReader { number, muse }.inlines(text, 0)
}

/// Reads the text of a paragraph from left to right.
struct LineReader<'m> {
    number: usize,
    muse: &'m mut Muse,
}

/// What has been read of a text.
#[derive(Default)]
struct Output {
    inlines: Vec<Inline>,
    /// The plain text after the last inline.
    plain: String,
    /// Markup that has no end in the rest of the text, so that it is searched for only once.
    endless: BTreeSet<String>,
}

impl Output {
    fn push(&mut self, inline: Inline) {
        self.end_text();
        self.inlines.push(inline);
    }

    fn end_text(&mut self) {
        if !self.plain.is_empty() {
            self.inlines.push(words(std::mem::take(&mut self.plain)));
        }
    }
}

impl LineReader<'_> {
    fn inlines(&mut self, text: &str, depth: usize) -> Vec<Inline> {
        let mut out = Output::default();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let before = text[..text.len() - rest.len()].chars().next_back();
            let taken = match c {
                _ if depth >= DEEPEST => None,
                '*' | '=' => self.emphasis(rest, before, depth, &mut out),
                '<' => self.tag(rest, depth, &mut out),
                '[' | '{' => self.bracket(rest, depth, &mut out),
                '~' if rest.starts_with("~~") => {
                    out.plain.push('\u{A0}');
                    Some(2)
                }
                _ => None,
            };
            let length = taken.unwrap_or_else(|| {
                out.plain.push(c);
                c.len_utf8()
            });
            rest = &rest[length..];
        }
        out.end_text();
        out.inlines
    }

    /// Emphasis with stars, or code between equals signs. Returns the length of what was read.
    fn emphasis(&mut self, rest: &str, before: Option<char>, depth: usize, out: &mut Output) -> Option<usize> {
        let sign = rest.chars().next()?;
        let count = rest.chars().take_while(|c| *c == sign).count();
        let most = if sign == '*' { 3 } else { 1 };
        let marks = &rest[..count];
        let inner = &rest[count..];
        let opens = before.is_none_or(|c| !c.is_alphanumeric()) && inner.starts_with(|c: char| !c.is_whitespace());
        if !opens || count > most || out.endless.contains(marks) {
            out.plain.push_str(marks);
            return Some(count);
        }
        let Some(end) = end_of_marks(inner, marks, sign) else {
            out.endless.insert(marks.to_owned());
            self.report(
                if sign == '*' { "stars without an end, left as they are" } else { "equals signs without an end, left as they are" },
                rest,
            );
            out.plain.push_str(marks);
            return Some(count);
        };
        let content = &inner[..end];
        out.push(match (sign, count) {
            ('=', _) => inline(InlineKind::Code(content.to_owned())),
            (_, 1) => inline(InlineKind::Emphasis(self.inlines(content, depth + 1))),
            (_, 2) => inline(InlineKind::Strong(self.inlines(content, depth + 1))),
            _ => inline(InlineKind::Strong(vec![inline(InlineKind::Emphasis(self.inlines(content, depth + 1)))])),
        });
        Some(count + end + count)
    }

    /// A tag with its content.
    fn tag(&mut self, rest: &str, depth: usize, out: &mut Output) -> Option<usize> {
        let end = found_within(rest, ">", LONGEST_TAG)?;
        let name = &rest[1..end];
        if matches!(name, "br" | "br/" | "br /") {
            out.plain.truncate(out.plain.trim_end_matches(' ').len());
            out.push(inline(InlineKind::LineBreak));
            return Some(end + 1);
        }
        let language = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
        let is_word = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric());
        if !TAGS.contains(&name) && language.is_none() && name != "ruby" {
            if is_word(name.strip_prefix('/').unwrap_or(name)) {
                let is_end = name.strip_prefix('/').is_some_and(|name| TAGS.contains(&name));
                self.report(
                    if is_end { "ends of tags without a beginning, left as they are" } else { "tags that are not known, left as they are" },
                    rest,
                );
            }
            return None;
        }
        let closing = format!("</{name}>");
        let inner = &rest[end + 1..];
        let found = if out.endless.contains(&closing) { None } else { inner.find(&closing) };
        let Some(length) = found else {
            out.endless.insert(closing);
            self.report("tags that are not closed, left as they are", rest);
            return None;
        };
        let content = &inner[..length];
        if name == "verbatim" {
            out.plain.push_str(content);
            return Some(end + 1 + length + closing.len());
        }
        let kind = match name {
            "code" => InlineKind::Code(content.to_owned()),
            "ruby" => self.ruby(content, depth),
            "em" => InlineKind::Emphasis(self.inlines(content, depth + 1)),
            "strong" => InlineKind::Strong(self.inlines(content, depth + 1)),
            "sup" => InlineKind::Superscript(self.inlines(content, depth + 1)),
            "sub" => InlineKind::Subscript(self.inlines(content, depth + 1)),
            "del" => InlineKind::Strikethrough(self.inlines(content, depth + 1)),
            "sc" => InlineKind::SmallCaps(self.inlines(content, depth + 1)),
            _ => InlineKind::Container(self.inlines(content, depth + 1)),
        };
        let attributes = Attributes { lang: language.map(str::to_owned), ..Attributes::default() };
        out.push(Inline { node: Node::with(Span::DETACHED, attributes), kind });
        Some(end + 1 + length + closing.len())
    }

    /// Base text and its reading: `<ruby>base|reading</ruby>`.
    fn ruby(&mut self, content: &str, depth: usize) -> InlineKind {
        let (base, reading) = content.split_once('|').unwrap_or((content, ""));
        let mut inner = self.inlines(base, depth + 1);
        if !reading.is_empty() {
            let sign = |sign: &str| inline(InlineKind::Phrase(Phrase::RubyParenthesis, vec![words(sign)]));
            let reading = inline(InlineKind::Phrase(Phrase::RubyReading, self.inlines(reading, depth + 1)));
            inner.extend([sign("("), reading, sign(")")]);
        }
        InlineKind::Phrase(Phrase::Ruby, inner)
    }

    /// A link, a picture, or the call of a note.
    fn bracket(&mut self, rest: &str, depth: usize, out: &mut Output) -> Option<usize> {
        if let Some((mark, after)) = NoteMark::of(rest) {
            let length = rest.len() - after.len();
            return match self.muse.call(mark) {
                Some(note) => {
                    // White space does not stand before a mark.
                    out.plain.truncate(out.plain.trim_end_matches(' ').len());
                    out.push(inline(InlineKind::NoteCall(note)));
                    Some(length)
                }
                None if mark.is_second => None,
                None => {
                    self.report("numbers in brackets without a note, left as they are", &rest[..length]);
                    None
                }
            };
        }
        let inner = rest.strip_prefix("[[")?;
        let Some(end) = found_within(inner, "]]", LONGEST_LINK) else {
            self.report("links that are not closed, left as they are", rest);
            return None;
        };
        let (target, label) = inner[..end].split_once("][").unwrap_or((&inner[..end], ""));
        let target = target.trim();
        if target.is_empty() {
            return None;
        }
        let label = self.inlines(label, depth + 1);
        out.push(match picture(target) {
            Some((source, size)) => inline(InlineKind::Image { source, alt: label, title: None, size }),
            None => {
                let label = if label.is_empty() { vec![words(target)] } else { label };
                inline(InlineKind::Link { target: target.to_owned(), title: None, text: label })
            }
        });
        Some(2 + end + 2)
    }

    fn report(&mut self, subject: &str, rest: &str) {
        let start: String = rest.chars().take(24).collect();
        self.muse.remark(subject, self.number, &format!("“{start}”"));
    }
}

/// The place of a text in the first bytes of another one.
fn found_within(text: &str, wanted: &str, most: usize) -> Option<usize> {
    let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end))?;
    text[..end].find(wanted)
}

/// The place of the marks that end emphasis: after a character that is not a space, and not before a letter.
fn end_of_marks(inner: &str, marks: &str, sign: char) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = inner[from..].find(marks) {
        let at = from + found;
        let run = inner[at..].chars().take_while(|c| *c == sign).count();
        let after = inner[at + run..].chars().next();
        let before = inner[..at].chars().next_back();
        let is_end = before.is_some_and(|c| !c.is_whitespace()) && after.is_none_or(|c| !c.is_alphanumeric());
        if is_end && run == marks.len() {
            return Some(at);
        }
        from = at + run;
    }
    None
}

/// The path and the size of a picture, if a target is one: `photo.png 50 r`.
fn picture(target: &str) -> Option<(String, PictureSize)> {
    let mut parts = target.split_whitespace();
    let source = parts.next()?;
    let extension = source.rsplit_once('.')?.1.to_lowercase();
    if !PICTURES.contains(&extension.as_str()) || source.contains(':') {
        return None;
    }
    let digits: String = parts.next().unwrap_or_default().chars().take_while(char::is_ascii_digit).collect();
    let size = match digits.parse::<u16>() {
        Ok(share @ 1..=99) => {
            PictureSize::Given(GivenSize { width: Some(Extent::Share(f64::from(share) / 100.0)), ..GivenSize::default() })
        }
        _ => PictureSize::Natural,
    };
    Some((source.to_owned(), size))
}
