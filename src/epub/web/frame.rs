//! What stands around the text of a web page: the head of the document, the bar with the search box, the list of chapters, the links to
//! the pages before and after.
//!
//! The ids of these elements have a colon, which no anchor of the text has.
use crate::language::is_right_to_left;
use crate::resolve::ContentsEntry;
use crate::xml::{Element, WriteXml, XmlWriter};

use crate::epub::content::{DocumentWriter, Printer};
use crate::epub::navigation::label;

use super::names::INDEX;
use super::site::{Site, SitePage};
use super::{SCRIPT_FILE, SEARCH_INDEX_FILE, STYLE_FILE};

/// The maximum number of chapters in the list beside the text. Each page has the list, so the size of a long book would grow with the
/// square of the number of its chapters.
const MOST_LISTED: usize = 60;

/// The id of the text of a page.
pub(super) const TEXT: &str = "site:text";
/// The id of the contents.
pub(super) const CONTENTS: &str = "site:contents";
/// The id of the search box.
const QUERY: &str = "site:query";

/// A class of the elements around the text.
fn of_class(name: &'static str, class: &str) -> Element {
    Element::new(name).attribute("class", class)
}

/// A whole page.
pub(super) fn document(
    out: &mut DocumentWriter<'_>,
    printer: &Printer<'_>,
    title: &str,
    parts: PageParts<impl FnOnce(&mut DocumentWriter<'_>), impl FnOnce(&mut DocumentWriter<'_>)>,
) {
    let PageParts { class, head, body } = parts;
    let metadata = &printer.book.edition.metadata;
    let language = printer.language();
    out.doctype("html");
    let html = Element::new("html").attribute("lang", language).optional("dir", is_right_to_left(language).then_some("rtl"));
    out.block(html, |out| {
        out.block(Element::new("head"), |out| {
            let meta = |name: &str, content: &str| Element::new("meta").attribute("name", name).attribute("content", content);
            out.empty_line(&Element::new("meta").attribute("charset", "utf-8"));
            out.text_line(Element::new("title"), title);
            out.empty_line(&meta("viewport", "width=device-width"));
            out.empty_line(&meta("generator", concat!("chapbook ", env!("CARGO_PKG_VERSION"))));
            let authors = metadata.author_line();
            if !authors.is_empty() {
                out.empty_line(&meta("author", &authors));
            }
            if let Some(description) = &metadata.description {
                out.empty_line(&meta("description", description));
            }
            head(out);
        });
        out.block(Element::new("body").attribute("class", class), body);
    });
}

/// What a page has of its own.
pub(super) struct PageParts<H, B> {
    /// The classes of its body.
    pub(super) class: &'static str,
    /// Writes the rest of its head.
    pub(super) head: H,
    /// Writes its body.
    pub(super) body: B,
}

impl Site<'_> {
    /// A page of the site: `at` is its place among the pages of text, or `None` for the first page. `text` writes what is in it.
    pub(super) fn page<'d>(&'d self, at: Option<usize>, text: impl FnOnce(&mut DocumentWriter<'_>)) -> DocumentWriter<'d> {
        let page = at.and_then(|at| self.pages.get(at));
        let book_title = &self.printer.book.edition.metadata.title;
        let (name, title) = match page {
            Some(page) => (page.name, format!("{} – {book_title}", page.label)),
            None => (INDEX, book_title.clone()),
        };
        let mut out = DocumentWriter::new(*self.printer, name, XmlWriter::html());
        let neighbours = Neighbours::of(self, at);
        let head = |out: &mut DocumentWriter<'_>| {
            let link = |rel: &str, href: &str| Element::new("link").attribute("rel", rel).attribute("href", href);
            out.empty_line(&link("stylesheet", STYLE_FILE));
            neighbours.before.iter().for_each(|before| out.empty_line(&link("prev", before.href)));
            neighbours.after.iter().for_each(|after| out.empty_line(&link("next", after.href)));
            out.line(Element::new("script").attribute("src", SCRIPT_FILE).attribute("defer", "defer"), |_| ());
        };
        let class = if at.is_some() { "with-list" } else { "site-front" };
        let body = |out: &mut DocumentWriter<'_>| {
            self.skip_link(out);
            self.bar(out, at);
            if let Some(at) = at {
                self.chapter_list(out, at);
            }
            out.block(Element::new("main").attribute("id", TEXT), text);
            self.turn(out, &neighbours);
        };
        document(&mut out, self.printer, &title, PageParts { class, head, body });
        out
    }

    /// The first link of a page, which leads past everything else. It is seen only with the keyboard.
    pub(super) fn skip_link(&self, out: &mut DocumentWriter<'_>) {
        let link = of_class("a", "site-skip").attribute("href", format_args!("#{TEXT}")).optional("lang", self.foreign_words());
        out.text_line(link, self.words.skip);
    }

    /// The bar at the head of a page: the title of the book, a link to the contents, the search box. The script shows the box.
    fn bar(&self, out: &mut DocumentWriter<'_>, at: Option<usize>) {
        let printer = self.printer;
        out.block(of_class("header", "site-bar"), |out| {
            let title = &printer.book.edition.metadata.title;
            let current = at.is_none().then_some("page");
            let home = of_class("a", "site-title").attribute("href", INDEX).optional("aria-current", current);
            out.text_line(home, title);
            let contents = of_class("a", "site-to-contents").attribute("href", format_args!("{INDEX}#{CONTENTS}"));
            out.text_line(contents, printer.terms().contents);
            let form = of_class("form", "site-search")
                .attribute("role", "search")
                .attribute("hidden", "hidden")
                .optional("lang", self.foreign_words())
                .attribute("data-index", SEARCH_INDEX_FILE)
                .attribute("data-results", self.words.results)
                .attribute("data-nothing", self.words.nothing);
            out.block(form, |out| {
                out.text_line(Element::new("label").attribute("for", QUERY), self.words.search);
                let input = Element::new("input").attribute("id", QUERY).attribute("type", "search").attribute("autocomplete", "off");
                out.empty_line(&input);
                out.block(of_class("div", "site-results").attribute("hidden", "hidden"), |out| {
                    out.line(Element::new("p").attribute("role", "status"), |_| ());
                    out.line(Element::new("ol").attribute("lang", printer.language()), |_| ());
                });
            });
        });
    }

    /// The chapters around a page, with the sections of the page itself. A book with many chapters has only those that are near.
    fn chapter_list(&self, out: &mut DocumentWriter<'_>, at: usize) {
        let nav = of_class("nav", "site-chapters").attribute("aria-label", self.printer.terms().contents);
        let listed: Vec<(usize, &SitePage<'_>)> =
            self.pages.iter().enumerate().filter(|(nth, page)| *nth == at || page.is_listed()).collect();
        let own = listed.iter().position(|(nth, _)| *nth == at).unwrap_or(0);
        let start = own.saturating_sub(MOST_LISTED / 2).min(listed.len().saturating_sub(MOST_LISTED));
        out.block(nav, |out| {
            out.block(Element::new("ol"), |out| {
                for (nth, page) in listed.iter().skip(start).take(MOST_LISTED) {
                    let item = Element::new("li").optional("class", page.is_part().then_some("site-part"));
                    out.line(item, |out| {
                        let current = (*nth == at).then_some("page");
                        let link = Element::new("a").attribute("href", page.name).optional("aria-current", current);
                        out.text_element(link, &page.label);
                        let sections = self.sections(page);
                        if *nth == at && !sections.is_empty() {
                            out.newline();
                            out.block(Element::new("ol"), |out| sections.iter().for_each(|entry| self.section_item(out, page, entry)));
                        }
                    });
                }
            });
        });
    }

    fn section_item(&self, out: &mut DocumentWriter<'_>, page: &SitePage<'_>, entry: &ContentsEntry) {
        let Some(href) = self.printer.spine.link(entry.node, page.name) else { return };
        out.line(Element::new("li"), |out| {
            out.text_element(Element::new("a").attribute("href", href), label(entry));
            if !entry.entries.is_empty() {
                out.newline();
                out.block(Element::new("ol"), |out| entry.entries.iter().for_each(|inner| self.section_item(out, page, inner)));
            }
        });
    }

    /// The links to the pages before and after.
    fn turn(&self, out: &mut DocumentWriter<'_>, neighbours: &Neighbours<'_>) {
        let Neighbours { before, after } = neighbours;
        if before.is_none() && after.is_none() {
            return;
        }
        let words = self.words;
        let name = format!("{}, {}", words.previous, words.next);
        out.block(of_class("nav", "site-turn").attribute("aria-label", name).optional("lang", self.foreign_words()), |out| {
            let links = [(before, "prev", "site-previous", words.previous), (after, "next", "site-next", words.next)];
            for (neighbour, rel, class, word) in links {
                let Some(Neighbour { href, label }) = neighbour else { continue };
                out.line(of_class("a", class).attribute("rel", rel).attribute("href", href), |out| {
                    out.text_element(of_class("span", "site-direction"), word);
                    out.text(" ");
                    out.text_element(Element::new("span").attribute("lang", self.printer.language()), label);
                });
            }
        });
    }
}

/// A page before or after another one.
struct Neighbour<'a> {
    href: &'a str,
    label: &'a str,
}

/// The pages before and after a page.
struct Neighbours<'a> {
    before: Option<Neighbour<'a>>,
    after: Option<Neighbour<'a>>,
}

impl<'a> Neighbours<'a> {
    fn of(site: &'a Site<'_>, at: Option<usize>) -> Self {
        let page = |at: usize| site.pages.get(at).map(|page| Neighbour { href: page.name, label: &page.label });
        let first = Neighbour { href: INDEX, label: &site.printer.book.edition.metadata.title };
        match at {
            None => Self { before: None, after: page(0) },
            Some(0) => Self { before: Some(first), after: page(1) },
            Some(at) => Self { before: page(at - 1), after: page(at + 1) },
        }
    }
}
