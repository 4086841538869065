//! The pages of a document in order (ISO 32000-1, 7.7.3).
use crate::pdf::file::object::{Object, ObjectId, PdfDocument};

/// The pages that a tree names.
pub(crate) enum PageTree {
    /// The pages in order. A page may be in the tree several times.
    Pages(Vec<ObjectId>),
    /// More than [`MOST_PAGES`].
    TooMany,
}

/// No book has more pages. A small file can name many more.
pub(crate) const MOST_PAGES: usize = 100_000;

/// The deepest tree that is read.
const DEEPEST: usize = 1_000;

/// The pages of a document. A node that contains itself is not read again.
pub(crate) fn pages(document: &PdfDocument) -> PageTree {
    let root = document.catalog().and_then(|catalog| catalog.get(b"Pages")).and_then(Object::as_reference);
    let mut pages = Vec::new();
    let Ok(root) = root else { return PageTree::Pages(pages) };
    let mut path: Vec<(ObjectId, std::slice::Iter<'_, Object>)> = Vec::new();
    path.extend(kids(document, root).map(|kids| (root, kids.iter())));
    // A small file could have a huge tree of nodes without pages, so the steps are limited too.
    let mut steps = 0;
    while let Some((_, rest)) = path.last_mut() {
        let Some(kid) = rest.next() else {
            path.pop();
            continue;
        };
        steps += 1;
        if pages.len() > MOST_PAGES || steps > 4 * MOST_PAGES {
            return PageTree::TooMany;
        }
        let Ok(id) = kid.as_reference() else { continue };
        let Ok(node) = document.get_dictionary(id) else { continue };
        match kids(document, id) {
            Some(_) if path.len() >= DEEPEST || path.iter().any(|(above, _)| *above == id) => {}
            Some(kids) => path.push((id, kids.iter())),
            // Some programs leave out the type.
            None if node.has_type(b"Page") || (!node.has(b"Type") && node.has(b"Contents")) => pages.push(id),
            None => {}
        }
    }
    PageTree::Pages(pages)
}

/// The children of a node.
fn kids(document: &PdfDocument, node: ObjectId) -> Option<&[Object]> {
    let kids = document.get_dictionary(node).ok()?.get(b"Kids").ok()?;
    document.dereference(kids).ok()?.1.as_array().ok().map(Vec::as_slice)
}
