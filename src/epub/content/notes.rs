//! Notes: their calls, the notes at the end of a chapter or in a document of their own, and the links back.
//!
//! The rules come from tests of reading systems. A call is a superscript link that holds nothing but the mark: Apple Books opens
//! a pop-up for no other. The note comes after the call in the same file, for Kobo. A note begins with its numbered link back, for Kindle,
//! and is never hidden: KOReader shows the page instead. A note is a `div`, not an `aside`: Apple Books takes an `aside` out of the text,
//! so its words could be neither printed nor searched.
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Block, BlockKind, GeneratedPlace, Inline, InlineKind, Matter, NoteId, Visit, walk_blocks};
use crate::resolve::{Endnotes, NoteEntry};
use crate::xml::{Element, WriteXml};

use super::blocks::heading_name;
use super::document::{ContentDocument, DocumentWriter};
use super::printer::{Medium, Printer};
use super::spine::NOTES;

/// The maximum number of letters in a note that Kobo pops up.
const MOST_LETTERS: usize = 5_000;

/// The content document of all notes, by the chapters that call them.
pub(in crate::epub) fn endnotes(printer: &Printer<'_>, endnotes: &Endnotes) -> ContentDocument {
    printer.document(NOTES, &endnotes.title, Matter::Back, |out| out.endnotes(endnotes))
}

fn notes_section() -> Element {
    Element::new("section").attribute("epub:type", "endnotes").attribute("role", "doc-endnotes")
}

impl DocumentWriter<'_> {
    /// The notes of the whole book, by the chapters that call them.
    pub(in crate::epub) fn endnotes(&mut self, endnotes: &Endnotes) {
        let section = notes_section()
            .optional("id", self.anchor(endnotes.node))
            .attribute("class", "endnotes")
            .attribute("aria-label", &endnotes.title);
        let outer = self.level;
        self.block(section, |out| {
            out.line(Element::new(heading_name(outer + 1)), |out| {
                out.breaks_at(GeneratedPlace::Notes(endnotes.node));
                out.text(&endnotes.title);
            });
            out.level = outer + 2;
            for (chapter, notes) in &endnotes.chapters {
                let title = out.printer.book.resolution.full_title(*chapter);
                out.block(Element::new("section"), |out| {
                    if !title.is_empty() {
                        out.line(Element::new(heading_name(outer + 2)), |out| {
                            out.breaks_at(GeneratedPlace::Notes(*chapter));
                            out.text(title);
                        });
                    }
                    notes.iter().for_each(|note| out.note(*note));
                });
            }
        });
        self.level = outer;
    }

    /// The call of a note: a link to it, or the mark alone within another link.
    pub(super) fn note_call(&mut self, inline: &Inline, note: NoteId) {
        let printer = self.printer;
        let entry = printer.book.resolution.note(note);
        let Some(at) = printer.book.resolution.call_position(note, inline.node.id) else { return };
        let anchor = &entry.calls[at].1;
        let call = Element::new("sup").attribute("class", "call");
        match printer.spine.note_link(note, self.name).filter(|_| !self.in_link) {
            Some(href) => self.element(call, |out| {
                let link = Element::new("a").attribute("epub:type", "noteref").attribute("role", "doc-noteref");
                out.text_element(link.attribute("id", anchor).attribute("href", href), &entry.mark);
            }),
            None => self.text_element(call.attribute("id", anchor), &entry.mark),
        }
    }

    /// The notes of a chapter, after its text.
    pub(super) fn notes(&mut self, notes: &[NoteId]) {
        let section = notes_section().attribute("class", "notes").attribute("aria-label", self.printer.terms().notes);
        self.block(section, |out| notes.iter().for_each(|note| out.note(*note)));
    }

    /// A note: the link back to its first call, its text, and the links to the other calls. These end the last paragraph, or follow the
    /// last block if it is not a paragraph.
    fn note(&mut self, id: NoteId) {
        let printer = self.printer;
        let entry = printer.book.resolution.note(id);
        let note = printer.book.document.note(id);
        let length = letters(&note.blocks);
        if length > MOST_LETTERS && printer.medium == Medium::Package {
            let message = format!("the note has {length} letters; Kobo pops up at most {MOST_LETTERS}");
            printer.sink.report(Diagnostic::new(codes::LONG_NOTE, note.node.span, message).hint("shorten it, or move it into the text"));
        }
        let element = Element::new("div").attribute("epub:type", "footnote").attribute("role", "doc-footnote");
        self.block(element.attribute("id", &entry.anchor).attribute("class", "note"), |out| {
            let (first, rest) = match note.blocks.split_first() {
                Some((Block { kind: BlockKind::Paragraph(inlines), node }, rest)) => (Some((node, inlines)), rest),
                Some(_) | None => (None, &note.blocks[..]),
            };
            let element = first.map_or_else(|| Element::new("p"), |(node, inlines)| out.paragraph_element(node, inlines));
            out.line(element, |out| {
                out.link_back(entry, 0);
                if let Some((node, inlines)) = first {
                    out.text(" ");
                    out.flowing(node.id, inlines);
                }
                if rest.is_empty() {
                    out.other_links_back(entry);
                }
            });
            let Some((last, middle)) = rest.split_last() else { return };
            out.blocks(middle);
            if let BlockKind::Paragraph(inlines) = &last.kind {
                out.line(out.paragraph_element(&last.node, inlines), |out| {
                    out.flowing(last.node.id, inlines);
                    out.other_links_back(entry);
                });
            } else {
                out.one_block(last);
                if entry.calls.len() > 1 {
                    out.line(Element::new("p"), |out| out.other_links_back(entry));
                }
            }
        });
    }

    /// The links to all calls of a note but the first.
    fn other_links_back(&mut self, entry: &NoteEntry) {
        for at in 1..entry.calls.len() {
            self.text(" ");
            self.link_back(entry, at);
        }
    }

    /// The link to a call of a note; nothing if the note has no such call. The first shows the mark, the others an arrow.
    fn link_back(&mut self, entry: &NoteEntry, at: usize) {
        let Some((call, anchor)) = entry.calls.get(at) else { return };
        let mark = &entry.mark;
        let back = self.printer.terms().back_to_call;
        let link = Element::new("a")
            .attribute("epub:type", "backlink")
            .attribute("role", "doc-backlink")
            .attribute("href", self.printer.spine.call_link(*call, anchor, self.name));
        match at {
            0 => self.text_element(link.attribute("aria-label", format_args!("{back} {mark}")), mark),
            _ => self.text_element(link.attribute("aria-label", format_args!("{back} {mark} ({})", at + 1)), "\u{21a9}\u{fe0e}"),
        }
    }
}

/// The number of characters of text, code and formulas in some blocks.
pub(in crate::epub) fn letters(blocks: &[Block]) -> usize {
    struct Letters(usize);
    impl Letters {
        fn add(&mut self, text: &str) {
            self.0 += text.chars().count();
        }
    }
    impl Visit for Letters {
        fn block(&mut self, block: &Block) {
            match &block.kind {
                BlockKind::Code { text, .. } => self.add(text),
                BlockKind::Math(formula) => self.add(&formula.source),
                BlockKind::Paragraph(_)
                | BlockKind::Heading { .. }
                | BlockKind::Quote { .. }
                | BlockKind::List(_)
                | BlockKind::Definitions(_)
                | BlockKind::Verse(_)
                | BlockKind::Figure { .. }
                | BlockKind::Table(_)
                | BlockKind::Alert { .. }
                | BlockKind::Break
                | BlockKind::PageBreak
                | BlockKind::Container(_)
                | BlockKind::Raw(_) => {}
            }
        }

        fn inline(&mut self, inline: &Inline) {
            match &inline.kind {
                InlineKind::Text(text) | InlineKind::Code(text) => self.add(text),
                InlineKind::Math(formula) => self.add(&formula.source),
                InlineKind::SoftBreak
                | InlineKind::LineBreak
                | InlineKind::Emphasis(_)
                | InlineKind::Strong(_)
                | InlineKind::SmallCaps(_)
                | InlineKind::Superscript(_)
                | InlineKind::Subscript(_)
                | InlineKind::Strikethrough(_)
                | InlineKind::Phrase(..)
                | InlineKind::Recording(_)
                | InlineKind::Image { .. }
                | InlineKind::Link { .. }
                | InlineKind::Reference { .. }
                | InlineKind::CrossReference(_)
                | InlineKind::Citation(_)
                | InlineKind::NoteCall(_)
                | InlineKind::Anchor
                | InlineKind::Container(_)
                | InlineKind::Raw(_) => {}
            }
        }
    }
    let mut letters = Letters(0);
    walk_blocks(blocks, &mut letters);
    letters.0
}
