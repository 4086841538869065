//! Sets notes: one by one for the foot of pages, below a heading at the end of a chapter, or all together in a division of endnotes.
use super::builder::GalleyBuilder;
use super::place::BlockPlace;
use super::retained::Retained;
use super::slug::{Galley, SetNote, Variant};
use crate::document::{BlockKind, Division, DivisionKind, Folio, Inline, InlineKind, Node, NodeId, NoteId};
use crate::edition::{ChapterOpening, NoteAgain, NotePlacement};
use crate::resolve::Endnotes;
use crate::source::Span;
use crate::typeset::model::page::{Artifact, GeneratedText, ItemRole, PageItem};
use crate::typeset::paragraph::{set_note, set_text};
use crate::typeset::setter::{Setter, UNKNOWN};

/// The level of a section's heading.
const SECTION: u8 = 2;

impl<'s, 'b> GalleyBuilder<'s, 'b> {
    /// Sets a note for the foot of a page, with its variants. A note that calls other notes has none.
    pub(crate) fn note(setter: &'s Setter<'b>, retained: Option<&'s Retained>, note: NoteId) -> SetNote {
        let mut galley = Self::new(setter).retaining(retained);
        galley.add_note(note, &Self::note_place(setter));
        let (slugs, variants) = galley.finish_ways();
        let other =
            |Variant { range, slugs: own, price, .. }: Variant| (price, [&slugs[..range.start], &own, &slugs[range.end..]].concat());
        // Variants of a note that calls others could change the order of the notes.
        let alone = slugs.iter().all(|slug| slug.notes.is_empty());
        let others = if alone { variants.into_iter().map(other).collect() } else { Vec::new() };
        SetNote { slugs, others }
    }

    /// Sets what stands at the foot of a later page on which a note is called again: a line that names the page of the note, or the note
    /// once more. It is an artifact of the block that calls it, because the note itself is on another page.
    pub(crate) fn note_again(setter: &'s Setter<'b>, note: NoteId, caller: NodeId) -> SetNote {
        let place = Self::note_place(setter);
        let entry = setter.book.resolution.note(note);
        let mut slugs = match setter.book.edition.notes.again {
            NoteAgain::Repeat => Self::note(setter, None, note).slugs,
            NoteAgain::Refer | NoteAgain::Mark => {
                let mut galley = Self::new(setter);
                let page = setter.known.folios.get(entry.anchor.as_str()).map_or(UNKNOWN.to_owned(), Folio::to_string);
                let text = format!("{}\u{2002}{}", setter.known.mark(note), setter.terms.see_page(&page));
                let lines = set_text(setter, &text, &place.style, &galley.form(&place, crate::units::Length::ZERO));
                galley.lines(lines, &place, caller);
                galley.finish()
            }
        };
        for slug in &mut slugs {
            slug.parts.retain(|part| !matches!(part.item, PageItem::Anchor(_) | PageItem::Link { .. }));
            slug.parts.iter_mut().for_each(|part| part.role = ItemRole::Artifact(Artifact::Block(caller)));
            slug.notes.clear();
            (slug.start, slug.number) = (None, None);
        }
        SetNote { slugs, others: Vec::new() }
    }

    /// The place and the style of notes.
    pub(crate) fn note_place(setter: &Setter<'_>) -> BlockPlace {
        let design = setter.design();
        let mut place = Self::body(setter);
        place.style = place.style.sized(design.note_size);
        place.leading = design.note_leading;
        place.indent = design.note_size;
        place
    }

    /// Sets a note, with its mark before the first paragraph.
    fn add_note(&mut self, note: NoteId, place: &BlockPlace) {
        let setter = self.setter;
        let written = setter.book.document.note(note);
        let form = self.form(place, crate::units::Length::ZERO);
        let lead = written.blocks.split_first().and_then(|(block, rest)| {
            if let BlockKind::Paragraph(inlines) = &block.kind { Some((&inlines[..], block.node.id, rest)) } else { None }
        });
        let (lead, node, rest) = lead.unwrap_or((&[], written.node.id, &written.blocks));
        let ways = self.slug_ways(node, place, &form, |setter| set_note(setter, note, lead, &place.style, &form));
        self.ways(ways, node);
        self.flush = false;
        self.blocks(rest, place);
    }

    /// Sets the notes of a division after its text, if the edition has them there.
    pub(crate) fn chapter_notes(&mut self, division: &Division) {
        let setter = self.setter;
        if setter.book.edition.notes.placement != NotePlacement::Chapter {
            return;
        }
        let notes = setter.book.resolution.notes_of(division.node.id);
        if !notes.is_empty() {
            let from = self.slugs.len();
            self.titled_notes(setter.terms.notes, division.node.id, notes);
            self.settle(from);
        }
    }

    /// Sets the notes of a division below a title.
    fn titled_notes(&mut self, title: &str, division: NodeId, notes: &[NoteId]) {
        if !title.is_empty() {
            let from = self.slugs.len();
            self.heading(&made(), SECTION, &words(title), &Self::body(self.setter));
            self.made_from(from, GeneratedText::NotesTitle(division));
        }
        let place = Self::note_place(self.setter);
        for note in notes {
            self.flush = true;
            self.add_note(*note, &place);
        }
        self.flush = true;
    }

    /// Gives the text that the program added the role `made`, in the slugs from index `from` on.
    pub(crate) fn made_from(&mut self, from: usize, made: GeneratedText) {
        let parts = self.slugs[from..].iter_mut().flat_map(|slug| &mut slug.parts);
        parts.filter(|part| part.role == ItemRole::Content(NodeId::GENERATED)).for_each(|part| part.role = ItemRole::Generated(made));
    }
}

/// Sets the division that holds all notes of the book.
pub(crate) fn set_endnotes(setter: &Setter<'_>, retained: Option<&Retained>, endnotes: &Endnotes) -> Galley {
    let node = Node { id: endnotes.node, ..made() };
    let division = Division { node, kind: DivisionKind::Endnotes, heading: None, blocks: Vec::new(), divisions: Vec::new(), file: None };
    let place = GalleyBuilder::wide(setter);
    let mut galley = GalleyBuilder::new(setter).retaining(retained);
    galley.anchor(&division.node, &place);
    galley.opening(&division, &made(), &words(&endnotes.title), &place);
    galley.made_from(0, GeneratedText::NotesTitle(endnotes.node));
    galley.opened = galley.slugs.len();
    for (chapter, notes) in &endnotes.chapters {
        let title = setter.book.resolution.full_title(*chapter);
        galley.titled_notes(&title, *chapter, notes);
    }
    galley.link_list(endnotes.node);
    galley.settle(0);
    let opened = galley.opened;
    let (mut slugs, variants) = galley.finish_ways();
    slugs.iter_mut().for_each(|slug| slug.notes.clear());
    let recto = setter.design().opening == ChapterOpening::Recto;
    Galley { slugs, variants, notes: Vec::new(), recto, head: endnotes.title.clone(), opened, ..Galley::default() }
}

/// The node of something that the program added.
pub(crate) const fn made() -> Node {
    Node { id: NodeId::GENERATED, span: Span::DETACHED, attrs: None }
}

/// A text that the program added.
pub(crate) fn words(text: &str) -> Vec<Inline> {
    vec![Inline { node: made(), kind: InlineKind::Text(text.into()) }]
}
