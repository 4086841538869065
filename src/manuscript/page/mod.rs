//! Reads a whole page of HTML, such as a web page or a page of an e-book, into blocks.
//!
//! The page goes through the reader of HTML in Markdown, without any Markdown. Before that reader gets the tree, `tags.rs` prepares the
//! tags: the rules of stylesheets for their classes become their style, and the structural semantics of e-books become roles. Then
//! `site.rs` removes what is not text of the page.
mod head;
mod site;
mod tags;

use std::collections::BTreeMap;

use crate::diagnostic::Sink;
use crate::document::{Block, Node, VisitMut, walk_blocks_mut};
use crate::source::SourceMap;

use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::html::blocks::TreeReader;
use crate::manuscript::html::feed::{Feed, HtmlLine};
use crate::manuscript::html::run::nesting;
use crate::manuscript::markdown::builder::title;
use crate::manuscript::scan::fences::Prepared;
use crate::manuscript::scan::reading::Reading;

pub use head::{PageHead, page_head};
pub use site::LeftOutPart;

/// Options for reading a page.
#[derive(Clone, Debug, Default)]
pub struct PageOptions {
    /// Whether the page is one of a web site, whose navigation, headers and footers are not part of the text.
    pub is_of_site: bool,
    /// What stylesheets say of classes: declarations as in a `style` attribute.
    pub class_styles: BTreeMap<String, String>,
}

/// A page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// What its head says.
    pub head: PageHead,
    /// Its text. Attributes such as roles are in the attributes of nodes.
    pub blocks: Vec<Block>,
    /// The parts of the site around the text, which were left out.
    pub left_out: Vec<LeftOutPart>,
}

/// Reads a page. `name` is what messages call it. Problems are reported to `sink`, with places in `sources`.
pub fn read_page(name: &str, text: &str, options: &PageOptions, sources: &mut SourceMap, sink: &Sink) -> Page {
    let file = sources.add(name, text);
    let (head, body) = head::split(text);
    let prepared = Prepared::as_written(Assembled::whole(file, text, 0));
    let reading = Reading::new(&prepared, sink, title);
    let mut feed = Feed::new(&reading);
    feed.html(&[HtmlLine { start: body.start, text: text[body].to_owned() }]);
    let mut fragment = feed.grow();
    tags::prepare(&mut fragment, &options.class_styles);
    let left_out = site::leave_out(&mut fragment, options.is_of_site);
    let mut blocks = TreeReader::new(fragment, &reading, nesting(0)).all_blocks();
    walk_blocks_mut(&mut blocks, &mut PlaceSetter(&Assembled::whole(file, text, 0)));
    Page { head, blocks, left_out }
}

/// Gives nodes their places in the page.
struct PlaceSetter<'a>(&'a Assembled);

impl VisitMut for PlaceSetter<'_> {
    fn node(&mut self, node: &mut Node) {
        node.span = self.0.located(node.span);
    }
}
