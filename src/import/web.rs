//! HTML files: web pages that were saved.
use std::collections::BTreeMap;

use crate::diagnostic::{Sink, counted};
use crate::manuscript::{LeftOutPart, PageOptions, page_head, read_page};

use super::draft::{Draft, DraftPage};
use super::encoding;
use super::remark::Remarks;
use super::styles;

/// Reads a page. `name` is the name of its file.
pub(super) fn read(name: &str, bytes: &[u8], draft: &mut Draft) {
    let decoded = encoding::text(bytes);
    if let Some(encoding) = decoded.other {
        draft.remarks.add(format!("files that are not in UTF-8, read as {encoding}"), name);
    }
    let text = decoded.text;
    // Only what a browser shows in every case counts: stylesheets in the page.
    let class_styles: BTreeMap<String, String> = styles::of_classes(&page_head(&text).styles);
    let sink = Sink::default();
    let options = PageOptions { is_of_site: true, class_styles };
    let page = read_page(name, &text, &options, &mut draft.sources, &sink);
    for LeftOutPart { element, words, beginning } in page.left_out {
        draft.remarks.add("parts of the site, left out", format!("<{element}> with {}, “{beginning} …”", counted(words, "word")));
    }
    remark_diagnostics(&sink, &mut draft.remarks);
    let metadata = &mut draft.metadata;
    metadata.title = metadata.title.take().or(page.head.title);
    metadata.language = metadata.language.take().or(page.head.language);
    metadata.description = metadata.description.take().or(page.head.description);
    for author in page.head.authors {
        if !metadata.authors.contains(&author) {
            metadata.authors.push(author);
        }
    }
    draft.pages.push(DraftPage { path: name.to_owned(), label: None, depth: None, blocks: page.blocks });
}

/// Makes remarks from what the reader of HTML reported.
pub(super) fn remark_diagnostics(sink: &Sink, remarks: &mut Remarks) {
    for diagnostic in sink.sorted() {
        // The attributes of web pages are for browsers.
        if matches!(diagnostic.code.name, "html-attribute" | "too-deep" | "unclosed-tag") {
            continue;
        }
        let message = diagnostic.message.replace('`', "");
        remarks.add(format!("reported by the reader of HTML ({})", diagnostic.code.name), message);
    }
}
