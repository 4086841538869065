//! Rewrites the links and the pictures of Obsidian as chapbook's own: `[[Note#Part|text]]`, `![[picture.png|300]]`.
use std::collections::BTreeMap;
use std::ops::Range;

use super::stat_blocks;
use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::syntax::verbatim::{VerbatimLines, after_code_span};

/// The files of a book by the names that links to notes use: in lower case, without folders, and for Markdown files without the extension.
pub(crate) type NoteFiles = BTreeMap<String, String>;

/// The name of a file that links to notes use.
pub(crate) fn note_name(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    name.strip_suffix(".md").or_else(|| name.strip_suffix(".markdown")).unwrap_or(&name).to_owned()
}

/// The text with its links and pictures rewritten. Links to files that do not exist stay as they are. `None` if there is nothing to
/// rewrite.
pub(super) fn translated(source: &Assembled, files: &NoteFiles) -> Option<Assembled> {
    if !["[[", "![", " ^", "\n^", "```statblock"].iter().any(|sign| source.text.contains(sign)) {
        return None;
    }
    let mut out = Assembled::default();
    let mut verbatim = VerbatimLines::default();
    let (mut at, mut after_card) = (0, 0);
    for line in source.text.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        if range.start < after_card {
            continue;
        }
        if verbatim.continues(line) {
            out.copy(source, range);
        } else if let Some(card) = stat_blocks::card(&source.text, range.start) {
            let span = source.span(range);
            out.insert("\n", span);
            for line in card.lines {
                out.insert(&line.before, source.span(line.value.clone()));
                links(source, line.value, files, &mut out);
                out.insert("\n", span);
            }
            out.insert("\n", span);
            after_card = card.end;
        } else if verbatim.opens(line) {
            out.copy(source, range);
        } else if let Some(BlockId { end, id }) = BlockId::of(line) {
            links(source, range.start..range.start + end, files, &mut out);
            let span = source.span(range.start + end..range.start + line.trim_end().len());
            // An identifier alone on its line belongs to the block before it, such as a table. An empty line ends that block.
            let before = if end == 0 { "\n" } else { "" };
            out.insert(&format!("{before}<a id=\"{}\"></a>", block_anchor(id)), span);
            out.copy(source, range.start + line.trim_end().len()..range.end);
        } else {
            links(source, range, files, &mut out);
        }
    }
    Some(out)
}

/// The identifier of a block at the end of a line: `The text. ^block-id`.
struct BlockId<'a> {
    /// The length of the line without it. The indentation of a line that has nothing else belongs to the line.
    end: usize,
    id: &'a str,
}

impl<'a> BlockId<'a> {
    fn of(line: &'a str) -> Option<Self> {
        let words = line.trim_end();
        let sign = words.rfind('^')?;
        let (before, id) = (&words[..sign], &words[sign + 1..]);
        let is_id = id.contains(|c: char| c.is_ascii_alphabetic()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        // It may follow an embedded picture without a space. `$x ^y` has a formula.
        let is_apart = before.is_empty() || before.ends_with([' ', '\t']) || before.ends_with("]]");
        let end = if before.trim().is_empty() { before.len() } else { before.trim_end().len() };
        (is_id && is_apart && !before.contains('$')).then_some(Self { end, id })
    }
}

/// The anchor of a block with an identifier.
fn block_anchor(id: &str) -> String {
    format!("block-{}", id.to_ascii_lowercase())
}

/// Writes a line with its links rewritten.
fn links(source: &Assembled, line: Range<usize>, files: &NoteFiles, out: &mut Assembled) {
    let bytes = source.text.as_bytes();
    let (mut from, mut at) = (line.start, line.start);
    while at < line.end {
        match bytes[at] {
            b'\\' => at += 1,
            b'`' => at = after_code_span(&source.text[..line.end], at) - 1,
            b'[' if at > from && bytes[at - 1] == b'!' && !source.text[at..line.end].starts_with("[[") => {
                if let Some(SizedPicture { bar, close, end, attributes }) = SizedPicture::at(&source.text[..line.end], at) {
                    out.copy(source, from..bar);
                    out.copy(source, close..end);
                    out.insert(&attributes, source.span(bar..close));
                    from = end;
                    at = end - 1;
                }
            }
            b'[' if source.text[at..line.end].starts_with("[[") => {
                if let Some(length) = source.text[at + 2..line.end].find("]]") {
                    let is_embed = at > from && bytes[at - 1] == b'!';
                    let inner = at + 2..at + 2 + length;
                    let whole = at - usize::from(is_embed)..inner.end + 2;
                    let link = Link::of(&source.text[inner.clone()]);
                    if let Some(written) =
                        if is_embed { link.picture(files).or_else(|| link.embedded_note(files)) } else { link.link(files) }
                    {
                        out.copy(source, from..whole.start);
                        let span = source.span(whole.clone());
                        out.insert(written.before, span);
                        if let Some(shown) = written.shown {
                            out.copy(source, inner.start + shown.start..inner.start + shown.end);
                        }
                        out.insert(&written.after, span);
                        from = whole.end;
                    }
                    at = inner.end + 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    out.copy(source, from..line.end);
}

/// A picture of Markdown with a size of Obsidian: `![words|300x200](picture.png)`, `![300](picture.png)`.
struct SizedPicture {
    /// The byte at which the words end: that of the bar before the size, or of the size if there are no words.
    bar: usize,
    /// The byte of the bracket after the size.
    close: usize,
    /// The byte after the picture.
    end: usize,
    /// The size as an attribute.
    attributes: String,
}

impl SizedPicture {
    /// The picture whose opening bracket is at byte `open`. `None` if it has no size.
    fn at(text: &str, open: usize) -> Option<Self> {
        let close = open + text[open..].find("](")?;
        let end = close + text[close..].find(')')? + 1;
        // Without a bar, the size is the whole description.
        let bar = text[open..close].rfind('|').map(|bar| open + bar);
        let attributes = size(&text[bar.unwrap_or(open) + 1..close])?;
        let bar = bar.unwrap_or(open + 1);
        (!text[open + 1..close].contains(['[', ']'])).then_some(Self { bar, close, end, attributes })
    }
}

/// What stands between the brackets.
struct Link<'a> {
    file: &'a str,
    part: Option<&'a str>,
    /// The bytes of the text, or of what stands for it.
    shown: Range<usize>,
    /// The words after the bars.
    words: Vec<&'a str>,
}

/// A link or a picture as chapbook writes it. The author's words stand between `before` and `after`.
struct Written {
    before: &'static str,
    shown: Option<Range<usize>>,
    after: String,
}

impl<'a> Link<'a> {
    fn of(inner: &'a str) -> Self {
        let bar = inner.find('|').unwrap_or(inner.len());
        // In a table, the bar is escaped.
        let target = inner[..bar].strip_suffix('\\').unwrap_or(&inner[..bar]);
        let words: Vec<&str> = inner.get(bar + 1..).map(|rest| rest.split('|').collect()).unwrap_or_default();
        let (file, part) = target.split_once('#').map_or((target, None), |(file, part)| (file, Some(part)));
        let shown = match (words.first(), part.and_then(|part| part.rfind('^').map(|sign| &part[sign + 1..]))) {
            (Some(_), _) => bar + 1..inner.len(),
            // The identifier of a block has no words.
            (None, Some(id)) if file.is_empty() => target.len() - id.len()..target.len(),
            (None, Some(_)) => 0..file.len(),
            (None, None) if file.is_empty() => 1..target.len(),
            (None, None) => 0..target.len(),
        };
        Self { file: file.trim(), part, shown, words }
    }

    fn path<'f>(&self, files: &'f NoteFiles) -> Option<&'f str> {
        files.get(&note_name(self.file)).map(String::as_str)
    }

    fn link(&self, files: &NoteFiles) -> Option<Written> {
        let path = if self.file.is_empty() { String::new() } else { format!("/{}", self.path(files)?) };
        let part = self.part.and_then(|part| part.rsplit('#').next());
        let anchor = |part: &str| part.strip_prefix('^').map_or_else(|| slug(part), |id| block_anchor(id.trim()));
        let part = part.map(|part| format!("#{}", anchor(part))).unwrap_or_default();
        if path.is_empty() && part.is_empty() || path.contains(['<', '>']) {
            return None;
        }
        Some(Written { before: "[", shown: Some(self.shown.clone()), after: format!("](<{path}{part}>)") })
    }

    /// A link to a note that is embedded. Its text stands once in the book, where the note is.
    fn embedded_note(&self, files: &NoteFiles) -> Option<Written> {
        let is_note = self.path(files)?.to_lowercase().ends_with(".md");
        if is_note { self.link(files) } else { None }
    }

    fn picture(&self, files: &NoteFiles) -> Option<Written> {
        const FORMATS: [&str; 6] = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"];
        let name = self.file.to_lowercase();
        let path = self.path(files).filter(|path| !path.contains(['<', '>']))?;
        if !FORMATS.iter().any(|format| name.ends_with(format)) {
            return None;
        }
        let mut attributes = String::new();
        let mut shown = None;
        let mut at = self.shown.start;
        for (nth, words) in self.words.iter().enumerate() {
            match size(words).filter(|_| nth + 1 == self.words.len()) {
                Some(size) => attributes = size,
                None => shown = Some(at..at + words.len()),
            }
            at += words.len() + 1;
        }
        Some(Written { before: "![", shown, after: format!("](</{path}>){attributes}") })
    }
}

/// The attributes for a size: `300`, `300x200`.
fn size(words: &str) -> Option<String> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match words.trim().split_once('x') {
        Some((width, height)) if is_number(width) && is_number(height) => Some(format!("{{width={width} height={height}}}")),
        None if is_number(words.trim()) => Some(format!("{{width={}}}", words.trim())),
        _ => None,
    }
}

/// The anchor that a heading gets by itself: lower case, hyphens for spaces, no punctuation.
pub(super) fn slug(heading: &str) -> String {
    let kept = heading.trim().chars().filter(|c| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c.is_whitespace() { '-' } else { c }).collect()
}
