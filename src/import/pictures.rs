//! Collects the pictures of the pages and gives them paths in the manuscript.
use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Block, BlockKind, Inline, InlineKind, Node, NodeRole, VisitMut, plain_text, walk_blocks_mut};
use crate::source::uri::{data, decoded, is_data, is_remote, joined};

use super::draft::{Draft, DraftPicture};
use super::remark::Remarks;

/// The folder of the pictures in the manuscript.
const FOLDER: &str = "pictures";

/// Finds the file of a picture, by its path in the source.
pub(super) type FindPicture<'a> = dyn FnMut(&str) -> Option<Vec<u8>> + 'a;

/// Moves all pictures of the pages into the draft. `others` are those of the files before it, whose names are taken.
pub(super) fn collect(draft: &mut Draft, others: &[DraftPicture], find: &mut FindPicture<'_>) {
    let mut remarks = std::mem::take(&mut draft.remarks);
    let taken: BTreeSet<String> = others.iter().map(|picture| picture.path.to_lowercase()).collect();
    let mut pass =
        PictureCollector { page: String::new(), find, found: BTreeMap::new(), taken, pictures: Vec::new(), remarks: &mut remarks };
    for page in &mut draft.pages {
        pass.page.clone_from(&page.path);
        walk_blocks_mut(&mut page.blocks, &mut pass);
    }
    for note in &mut draft.notes {
        walk_blocks_mut(&mut note.blocks, &mut pass);
    }
    if let Some(cover) = &mut draft.cover {
        match pass.picture(cover.clone()) {
            Some(path) => *cover = path,
            None => draft.cover = None,
        }
    }
    draft.pictures = pass.pictures;
    draft.remarks = remarks;
}

struct PictureCollector<'a, 'f> {
    /// The path of the page that is read.
    page: String,
    find: &'a mut FindPicture<'f>,
    /// The path in the manuscript of each picture, by its path in the source. `None` if there is no such file.
    found: BTreeMap<String, Option<String>>,
    taken: BTreeSet<String>,
    pictures: Vec<DraftPicture>,
    remarks: &'a mut Remarks,
}

impl PictureCollector<'_, '_> {
    /// The path in the manuscript of a picture of the source.
    fn picture(&mut self, path: String) -> Option<String> {
        if let Some(known) = self.found.get(&path) {
            return known.clone();
        }
        let bytes = if is_data(&path) { data(&path) } else { (self.find)(&path) };
        let own = bytes.and_then(|bytes| match extension(&bytes) {
            Some("svg") if bytes.windows(6).any(|window| window == b"<text " || window == b"<text>") => {
                self.remarks.add("drawings with text, which stays a part of the picture", name(&path).to_owned());
                Some(self.keep(&path, "svg", bytes))
            }
            Some(extension) => Some(self.keep(&path, extension, bytes)),
            None => {
                self.remarks.add("pictures in a format that a book cannot have; save them as PNG or SVG", name(&path).to_owned());
                None
            }
        });
        self.found.insert(path, own.clone());
        own
    }

    fn keep(&mut self, path: &str, extension: &str, bytes: Vec<u8>) -> String {
        let name = name(path);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let stem: String = stem.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '-' }).collect();
        let stem = if stem.trim_matches('-').is_empty() { "picture".to_owned() } else { stem };
        let mut own = format!("{FOLDER}/{stem}.{extension}");
        let mut number = 2;
        while !self.taken.insert(own.to_lowercase()) {
            own = format!("{FOLDER}/{stem}-{number}.{extension}");
            number += 1;
        }
        self.pictures.push(DraftPicture { path: own.clone(), bytes });
        own
    }
}

/// The name of the file of a picture.
fn name(path: &str) -> &str {
    if is_data(path) { "picture" } else { path.rsplit('/').next().unwrap_or(path) }
}

/// The extension for a picture, by its first bytes. `None` if a book cannot have it.
fn extension(bytes: &[u8]) -> Option<&'static str> {
    let start = &bytes[..bytes.len().min(4096)];
    match bytes {
        _ if bytes.starts_with(b"\x89PNG") => Some("png"),
        _ if bytes.starts_with(b"\xFF\xD8\xFF") => Some("jpg"),
        _ if bytes.starts_with(b"GIF8") => Some("gif"),
        _ if bytes.len() > 12 && &bytes[8..12] == b"WEBP" => Some("webp"),
        _ if start.windows(4).any(|window| window == b"<svg") => Some("svg"),
        _ => None,
    }
}

impl VisitMut for PictureCollector<'_, '_> {
    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        for inline in inlines.iter_mut() {
            let InlineKind::Image { source, alt, .. } = &mut inline.kind else { continue };
            if is_remote(source) && !is_data(source) && !source.starts_with("file:") {
                self.remarks.add("pictures on the web, which are not copied", source.clone());
                continue;
            }
            let path = if is_data(source) {
                source.clone()
            } else {
                joined(&self.page, &decoded(source.split(['#', '?']).next().unwrap_or(source)))
            };
            match self.picture(path) {
                Some(own) => *source = own,
                None => {
                    self.remarks.add("pictures without a file, of which only the alternative text is left", source.clone());
                    let words = std::mem::take(alt);
                    inline.kind = InlineKind::Container(words);
                }
            }
        }
        inlines.retain(|inline| !matches!(&inline.kind, InlineKind::Container(inner) if inner.is_empty() && inline.node.attrs.is_none()));
    }
}

/// Describes pictures without an alternative text by their captions. Those without a caption get the class of a decorative picture, so that
/// the book builds. Returns how many these were.
pub(super) fn mark_undescribed(blocks: &mut [Block]) -> usize {
    struct Undescribed(usize);
    impl Undescribed {
        fn mark(&mut self, node: &mut Node) {
            let mut own = node.attrs.as_deref().cloned().unwrap_or_default();
            if !own.has_role(NodeRole::Decorative) {
                own.classes.push("decorative".to_owned());
            }
            *node = Node::with(node.span, own);
            self.0 += 1;
        }
    }
    impl VisitMut for Undescribed {
        fn block(&mut self, block: &mut Block) {
            let BlockKind::Figure { body, caption } = &mut block.kind else { return };
            let [Block { kind: BlockKind::Paragraph(inlines), .. }] = &mut body[..] else { return };
            let [Inline { kind: InlineKind::Image { alt, .. }, node }] = &mut inlines[..] else { return };
            if !plain_text(alt).is_empty() {
                return;
            }
            let mut own = node.attrs.as_deref().cloned().unwrap_or_default();
            own.remove_role(NodeRole::Decorative);
            *node = Node::with(node.span, own);
            let words = caption.as_deref().map(plain_text).unwrap_or_default();
            let mut outer = block.node.attrs.as_deref().cloned().unwrap_or_default();
            outer.remove_role(NodeRole::Decorative);
            block.node = Node::with(block.node.span, outer);
            if words.is_empty() {
                // The figure has the class, and its picture is not looked at again.
                *alt = vec![Inline { node: Node::at(block.node.span), kind: InlineKind::Text(String::new()) }];
                self.mark(&mut block.node);
            } else {
                *alt = vec![Inline { node: Node::at(block.node.span), kind: InlineKind::Text(words) }];
            }
        }
        fn inline(&mut self, inline: &mut Inline) {
            if let InlineKind::Image { alt, .. } = &inline.kind
                && alt.is_empty()
            {
                self.mark(&mut inline.node);
            }
        }
    }
    let mut pass = Undescribed(0);
    walk_blocks_mut(blocks, &mut pass);
    pass.0
}
