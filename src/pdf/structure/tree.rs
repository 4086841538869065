//! A tree of structure elements, with their kinds and children.
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::units::{Point, Size};

/// A standard structure type (ISO 32000-1, 14.8.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StructureType {
    Document,
    Part,
    Sect,
    Div,
    BlockQuote,
    P,
    Heading(u8),
    L {
        ordered: bool,
    },
    Li,
    Lbl,
    LBody,
    Table,
    THead,
    TBody,
    TFoot,
    Tr,
    /// The header of a row or of a column.
    Th {
        row: bool,
    },
    Td,
    Caption,
    Figure,
    Formula,
    Code,
    Note,
    Reference,
    Link,
    Toc,
    Toci,
    Index,
    Span,
}

impl StructureType {
    /// The name in the file.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Document => "Document",
            Self::Part => "Part",
            Self::Sect => "Sect",
            Self::Div => "Div",
            Self::BlockQuote => "BlockQuote",
            Self::P => "P",
            Self::Heading(1) => "H1",
            Self::Heading(2) => "H2",
            Self::Heading(3) => "H3",
            Self::Heading(4) => "H4",
            Self::Heading(5) => "H5",
            Self::Heading(_) => "H6",
            Self::L { .. } => "L",
            Self::Li => "LI",
            Self::Lbl => "Lbl",
            Self::LBody => "LBody",
            Self::Table => "Table",
            Self::THead => "THead",
            Self::TBody => "TBody",
            Self::TFoot => "TFoot",
            Self::Tr => "TR",
            Self::Th { .. } => "TH",
            Self::Td => "TD",
            Self::Caption => "Caption",
            Self::Figure => "Figure",
            Self::Formula => "Formula",
            Self::Code => "Code",
            Self::Note => "Note",
            Self::Reference => "Reference",
            Self::Link => "Link",
            Self::Toc => "TOC",
            Self::Toci => "TOCI",
            Self::Index => "Index",
            Self::Span => "Span",
        }
    }
}

/// A child of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kid {
    /// Another element.
    Element(usize),
    /// Marked content: the page, counted from 0, and the number on that page.
    Content { page: usize, number: usize },
    /// A link annotation: the page, and the index of the item on that page.
    Annotation { page: usize, item: usize },
}

/// The place of a picture.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placement {
    /// The page, counted from 0.
    pub(crate) page: usize,
    /// The top left corner, from the top left corner of the page.
    pub(crate) at: Point,
    pub(crate) size: Size,
}

/// What a cell of a table covers, and its headers (ISO 32000-1, 14.8.5.7).
#[derive(Clone, Debug)]
pub(crate) struct TableCell {
    /// The number of rows, at least one.
    pub(crate) rows: usize,
    /// The number of columns, at least one.
    pub(crate) columns: usize,
    /// The names of the headers that apply to it.
    pub(crate) headers: Vec<Arc<str>>,
}

/// A structure element.
#[derive(Clone, Debug)]
pub(crate) struct StructureElement {
    pub(crate) kind: StructureType,
    pub(crate) parent: usize,
    pub(crate) kids: Vec<Kid>,
    /// The expansion of an abbreviation.
    pub(crate) expansion: Option<Arc<str>>,
    /// The language, if it differs from the parent's.
    pub(crate) lang: Option<Arc<str>>,
    /// The alternative text.
    pub(crate) alt: Option<Arc<str>>,
    /// A unique name. Notes have one, and the headers of tables that need it.
    pub(crate) id: Option<Arc<str>>,
    /// For a cell that covers several slots of its table, or that names its headers.
    pub(crate) cell: Option<Box<TableCell>>,
    /// Where a picture stands.
    pub(crate) place: Option<Placement>,
}

/// A finished tree. The root comes first. Empty elements are in the list, but not reachable from the root.
#[derive(Debug)]
pub(crate) struct StructureTree {
    pub(crate) elements: Vec<StructureElement>,
    /// The element of each marked content, by its page and its number there.
    pub(crate) owners: Vec<Vec<usize>>,
    /// The element of each link annotation, by its page and its item there.
    pub(crate) links: BTreeMap<(usize, usize), usize>,
}

/// The index of the root.
pub(crate) const ROOT: usize = 0;

/// Removes empty elements below an element. Cells stay, so that every row has all its columns. Returns whether any content is left.
pub(crate) fn prune(elements: &mut [StructureElement], at: usize) -> bool {
    let mut kids = std::mem::take(&mut elements[at].kids);
    let mut filled = false;
    kids.retain(|kid| match kid {
        Kid::Element(inner) => {
            let any = prune(elements, *inner);
            filled |= any;
            any || matches!(elements[*inner].kind, StructureType::Th { .. } | StructureType::Td)
        }
        Kid::Content { .. } | Kid::Annotation { .. } => {
            filled = true;
            true
        }
    });
    elements[at].kids = kids;
    filled
}

/// Sorts the top level by first page, since title pages and contents were added after the rest.
pub(crate) fn order(elements: &mut [StructureElement]) {
    fn first(elements: &[StructureElement], at: usize) -> (usize, usize) {
        let place = |kid: &Kid| match kid {
            Kid::Element(inner) => first(elements, *inner),
            Kid::Content { page, number } => (*page, *number),
            Kid::Annotation { .. } => (usize::MAX, 0),
        };
        elements[at].kids.iter().map(place).min().unwrap_or((usize::MAX, 0))
    }
    let mut kids = std::mem::take(&mut elements[ROOT].kids);
    kids.sort_by_cached_key(|kid| match kid {
        Kid::Element(at) => first(elements, *at),
        Kid::Content { page, number } => (*page, *number),
        Kid::Annotation { .. } => (usize::MAX, 0),
    });
    elements[ROOT].kids = kids;
}

/// Raises headings that are more than one level below the heading before them.
pub(crate) fn level(elements: &mut [StructureElement], at: usize, last: &mut u8) {
    if let StructureType::Heading(level) = &mut elements[at].kind {
        *level = (*level).min(*last + 1);
        *last = *level;
    }
    for number in 0..elements[at].kids.len() {
        if let Kid::Element(inner) = elements[at].kids[number] {
            level(elements, inner, last);
        }
    }
}
