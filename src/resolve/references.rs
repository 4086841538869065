//! Links: where each leads, or a diagnostic that it leads nowhere.
use crate::diagnostic::{Diagnostic, Sink, codes, nearest};
use crate::document::{Division, Document, Inline, InlineKind, NodeId, Visit, walk_document};
use crate::source::SourceMap;

use super::anchors::Names;
use super::{Destination, Resolution};

/// Resolves all links and references.
pub(super) fn link(document: &Document, sources: &SourceMap, names: &Names, resolution: &mut Resolution, sink: &Sink) {
    let mut around = Vec::new();
    for (_, division) in document.divisions() {
        titles_around(division, "", resolution, &mut around);
    }
    let note_starts = document.notes.iter().map(|note| note.node.id).collect();
    walk_document(document, &mut Linker { sources, names, resolution, sink, around, note_starts });
}

/// The divisions in reading order, each with its title or that of the one around it.
fn titles_around(division: &Division, outer: &str, resolution: &Resolution, around: &mut Vec<(NodeId, String)>) {
    let title = resolution.titles.get(&division.node.id).map_or(outer, String::as_str);
    around.push((division.node.id, title.to_owned()));
    division.divisions.iter().for_each(|inner| titles_around(inner, title, resolution, around));
}

struct Linker<'a> {
    sources: &'a SourceMap,
    names: &'a Names,
    resolution: &'a mut Resolution,
    sink: &'a Sink,
    /// By division.
    around: Vec<(NodeId, String)>,
    /// By note: its node; notes come after all divisions.
    note_starts: Vec<NodeId>,
}

impl Visit for Linker<'_> {
    fn inline(&mut self, inline: &Inline) {
        if inline.node.is_index_mark()
            && let Some(title) = self.title_around(inline.node.id)
        {
            self.resolution.surroundings.insert(inline.node.id, title);
        }
        let target = match &inline.kind {
            InlineKind::Link { target, .. } | InlineKind::Reference { target, .. } => target,
            _ => return,
        };
        match self.find(inline, target) {
            Ok(destination) => {
                if let (InlineKind::Reference { .. }, Destination::Node(node)) = (&inline.kind, &destination)
                    && !self.resolution.titles.contains_key(node)
                    && let Some(title) = self.title_around(*node)
                {
                    self.resolution.surroundings.insert(*node, title);
                }
                self.resolution.targets.insert(inline.node.id, destination);
            }
            Err(diagnostic) => self.sink.report(diagnostic),
        }
    }
}

impl Linker<'_> {
    /// The title of the division that a place is in; a note is where it is called.
    fn title_around(&self, node: NodeId) -> Option<String> {
        let home = match self.note_starts.partition_point(|start| *start <= node).checked_sub(1) {
            Some(note) => self.resolution.notes.get(note)?.division,
            None => node,
        };
        let (_, title) = self.around.get(self.around.partition_point(|(start, _)| *start <= home).checked_sub(1)?)?;
        (!title.is_empty()).then(|| title.clone())
    }

    fn find(&self, inline: &Inline, target: &str) -> Result<Destination, Diagnostic> {
        let dead = |message: String| Diagnostic::new(codes::DEAD_LINK, inline.node.span, message).label("printed as plain text");
        if is_remote(target) {
            return Ok(Destination::Uri(uri(target)));
        }
        let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
        let own = self.sources.file(inline.node.span.file).map_or("", |file| file.path.as_str());
        if path.is_empty() && fragment.is_empty() {
            return Err(dead(if target.is_empty() {
                "the link has no target".to_owned()
            } else {
                format!("the link `{target}` leads nowhere")
            })
            .hint("write the target between the parentheses, or take the link away"));
        }
        let fragment = percent_decoded(fragment);
        if path.is_empty() {
            let found = self.names.fragments.get(&(own.to_owned(), fragment.clone())).or_else(|| self.names.anywhere.get(&fragment));
            return found.map(|id| Destination::Node(*id)).ok_or_else(|| {
                let known = self.names.anywhere.keys().map(String::as_str);
                suggest(
                    dead(format!("nothing in the book is called `#{fragment}`")),
                    nearest(&fragment, known),
                    "#",
                    "name a heading with `{#name}` and link to `#name`",
                )
            });
        }
        let wanted = percent_decoded(path);
        let path = joined(own, &wanted);
        // mdBook links to the HTML page as well as to the Markdown file.
        let markdown = path.strip_suffix(".html").map(|stem| format!("{stem}.md"));
        let Some((path, file)) =
            [Some(path.clone()), markdown].into_iter().flatten().find_map(|path| self.names.files.get(&path).map(|id| (path, *id)))
        else {
            let known = self.names.files.keys().map(String::as_str);
            return Err(suggest(
                dead(format!("no chapter of the book is the file `{wanted}`")),
                nearest(&path, known),
                "",
                "link to a file that book.toml lists",
            ));
        };
        if fragment.is_empty() {
            return Ok(Destination::Node(file));
        }
        self.names.fragments.get(&(path.clone(), fragment.clone())).map(|id| Destination::Node(*id)).ok_or_else(|| {
            let known = self.names.fragments.keys().filter(|(known, _)| *known == path).map(|(_, fragment)| fragment.as_str());
            suggest(
                dead(format!("nothing in `{path}` is called `#{fragment}`")),
                nearest(&fragment, known),
                "#",
                "name a heading there with `{#name}`",
            )
        })
    }
}

fn suggest(diagnostic: Diagnostic, near: Option<&str>, sign: &str, otherwise: &str) -> Diagnostic {
    match near {
        Some(near) => diagnostic.hint(format!("did you mean `{sign}{near}`?")),
        None => diagnostic.hint(otherwise),
    }
}

/// Whether a target has a scheme (RFC 3986, section 3.1) or begins with `//`.
fn is_remote(target: &str) -> bool {
    target.starts_with("//")
        || target.split_once(':').is_some_and(|(scheme, _)| {
            scheme.len() > 1
                && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
        })
}

/// A target that any reading system takes as a URI: what RFC 3986 does not allow is percent-encoded.
fn uri(target: &str) -> String {
    let mut uri = String::with_capacity(target.len());
    let bytes = target.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        let hex = |offset: usize| bytes.get(at + offset).is_some_and(u8::is_ascii_hexdigit);
        let kept = byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=".contains(&byte) || (byte == b'%' && hex(1) && hex(2));
        if kept {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok())).flatten();
        decoded.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// `target` as seen from the file `own`, with `.` and `..` worked out.
fn joined(own: &str, target: &str) -> String {
    let mut parts: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        own.rsplit_once('/').map_or(Vec::new(), |(folder, _)| folder.split('/').collect())
    };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_their_file() {
        assert_eq!(joined("a/b.md", "c.md"), "a/c.md");
        assert_eq!(joined("a/b.md", "../c.md"), "c.md");
        assert_eq!(joined("b.md", "./c.md"), "c.md");
        assert!(is_remote("https://example.org") && is_remote("mailto:a@b.c") && !is_remote("a/b.md") && !is_remote("#x"));
        assert_eq!(uri("https://x.org/a b?ü"), "https://x.org/a%20b?%C3%BC");
        assert_eq!(percent_decoded("a%20b%"), "a b%");
    }
}
