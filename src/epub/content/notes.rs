//! Notes: calls, the notes after the text of their chapter, and the way back.
//!
//! The rules come from what reading systems do. The call is a superscript link with nothing in the link but the mark (Apple
//! Books pops up no other); its target comes after it in the same file (Kobo); a note begins with its numbered way back
//! (Kindle) and is never hidden (KOReader shows the page instead). It is a `div`, not an `aside`: Apple Books takes an `aside`
//! out of the text altogether, and words that can be read only in a window are lost to those who print or search.
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Block, BlockKind, Inline, InlineKind, MadePlace, NoteId, Visit, walk_block};
use crate::resolve::Endnotes;

use super::printer::{Page, Printer, document_resource, escaped};
use super::spine::NOTES;
use crate::epub::Resource;

/// Letters above which Kobo shows no window.
const LONG: usize = 5_000;

impl Printer<'_> {
    /// All notes in a document of their own, by the chapters that call them.
    pub(in crate::epub) fn endnotes(&self, endnotes: &Endnotes) -> Resource {
        let mut page = Page::new(*self, NOTES, 1, None);
        let title = escaped(&endnotes.title);
        page.put("<section epub:type=\"endnotes\" role=\"doc-endnotes\"");
        page.put(&page.id(endnotes.node));
        page.put(&format!(" class=\"endnotes\" aria-label=\"{title}\">\n"));
        page.put(&format!("<h1>{}{title}</h1>\n", self.break_at(MadePlace::Notes(endnotes.node))));
        for (chapter, notes) in &endnotes.chapters {
            let title = escaped(&self.book.resolution.full_title(*chapter));
            page.put("<section>\n");
            if !title.is_empty() {
                page.put(&format!("<h2>{}{title}</h2>\n", self.break_at(MadePlace::Notes(*chapter))));
            }
            page.level = 2;
            notes.iter().for_each(|note| page.note(*note));
            page.put("</section>\n");
        }
        page.put("</section>\n");
        document_resource(NOTES, &self.document(&endnotes.title, "backmatter", &page.out))
    }
}

impl Page<'_> {
    pub(in crate::epub) fn note_call(&mut self, inline: &Inline, note: NoteId, linked: bool) {
        let printer = self.printer;
        let entry = printer.book.resolution.note(note);
        let Some((_, anchor)) = entry.calls.iter().find(|(node, _)| *node == inline.node.id) else { return };
        let mark = escaped(&entry.mark);
        match printer.spine.note_link(printer.book, note, self.name).filter(|_| !linked) {
            Some(href) => self.put(&format!(
                "<sup class=\"call\"><a epub:type=\"noteref\" role=\"doc-noteref\" id=\"{anchor}\" href=\"{href}\">{mark}</a></sup>"
            )),
            None => self.put(&format!("<sup class=\"call\" id=\"{anchor}\">{mark}</sup>")),
        }
    }

    /// The notes of a document, after its text.
    pub(in crate::epub) fn notes(&mut self, notes: &[NoteId]) {
        let label = escaped(self.printer.terms().notes);
        self.put(&format!("<section epub:type=\"endnotes\" role=\"doc-endnotes\" class=\"notes\" aria-label=\"{label}\">\n"));
        for note in notes {
            self.note(*note);
        }
        self.put("</section>\n");
    }

    fn note(&mut self, id: NoteId) {
        let printer = self.printer;
        let entry = printer.book.resolution.note(id);
        let note = printer.book.document.note(id);
        let back = printer.terms().back_to_call;
        let length: usize = note.blocks.iter().map(letters).sum();
        if length > LONG {
            printer.sink.report(
                Diagnostic::new(codes::LONG_NOTE, note.node.span, format!("the note has {length} letters; Kobo pops up at most {LONG}"))
                    .hint("shorten it, or make it a part of the text"),
            );
        }
        self.put(&format!("<div epub:type=\"footnote\" role=\"doc-footnote\" id=\"{}\" class=\"note\">\n", escaped(&entry.anchor)));
        let links: Vec<String> = entry
            .calls
            .iter()
            .enumerate()
            .map(|(at, (call, anchor))| {
                let href = printer.spine.call_link(*call, anchor, self.name);
                let (text, label) =
                    if at == 0 { (entry.mark.as_str(), String::new()) } else { ("\u{21a9}\u{fe0e}", format!(" ({})", at + 1)) };
                format!(
                    "<a epub:type=\"backlink\" role=\"doc-backlink\" href=\"{}\" aria-label=\"{} {}{label}\">{text}</a>",
                    escaped(&href),
                    escaped(back),
                    escaped(&entry.mark)
                )
            })
            .collect();
        let first = links.first().cloned().unwrap_or_default();
        let rest: String = links.iter().skip(1).map(|link| format!(" {link}")).collect();
        let (lead, following) = match note.blocks.split_first() {
            Some((Block { kind: BlockKind::Paragraph(inlines), node }, following)) => (Some((inlines, node)), following),
            Some(_) | None => (None, &note.blocks[..]),
        };
        match lead {
            Some((inlines, node)) => {
                self.put(&format!("<p{}>{first} ", self.attributes(node, "")));
                self.flowing(node.id, inlines);
                self.put(&format!("{rest}</p>\n"));
            }
            None => self.put(&format!("<p>{first}{rest}</p>\n")),
        }
        self.blocks(following);
        self.put("</div>\n");
    }
}

/// How many letters of text a block has.
fn letters(block: &Block) -> usize {
    #[derive(Default)]
    struct Count(usize);
    impl Visit for Count {
        fn inline(&mut self, inline: &Inline) {
            if let InlineKind::Text(text) | InlineKind::Code(text) | InlineKind::Math(text) = &inline.kind {
                self.0 += text.chars().count();
            }
        }
    }
    let mut count = Count::default();
    walk_block(block, &mut count);
    count.0
}
