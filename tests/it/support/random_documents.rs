//! Random documents.
use chapbook::document::{
    AlertKind, Alignment, Attributes, Block, BlockKind, CellContent, CodeLines, Column, Definition, Division, DivisionKind, Document,
    DraftCell, DraftRow, DraftTable, Format, Formula, Heading, Inline, InlineKind, List, ListDelimiter, ListItem, Node, Note, NoteId,
    Phrase, PictureSize, Raw, ReferenceForm, Table, number_nodes,
};
use chapbook::source::Span;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// A node without a place in a source.
pub fn node() -> Node {
    Node::at(Span::DETACHED)
}

pub fn inline(kind: InlineKind) -> Inline {
    Inline { node: node(), kind }
}

pub fn block(kind: BlockKind) -> Block {
    Block { node: node(), kind }
}

/// A formula with these words as its source.
fn formula(words: &str, display: bool) -> Formula {
    let source = if display { format!("$${words}$$") } else { format!("${words}$") };
    Formula { tex: words.to_owned(), source, display, markup: None, tree: None }
}

/// Code with numbers, and with a marked line.
fn listing(words: &str) -> Block {
    let lines = CodeLines { first_number: Some(9), marked: vec![2..=2] };
    block(BlockKind::Code { language: Some("rust".to_owned()), text: format!("{words}\n  {words}\n"), lines })
}

pub fn text(words: &str) -> Inline {
    inline(InlineKind::Text(words.to_owned()))
}

/// Marks words for the index.
fn mark(inner: Vec<Inline>) -> Inline {
    let attributes = Attributes { classes: vec!["index".to_owned()], ..Attributes::default() };
    Inline { node: Node::with(Span::DETACHED, attributes), kind: InlineKind::Container(inner) }
}

/// Words of several scripts, long words, punctuation, characters that no face has.
fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        6 => "[a-z]{1,14}",
        1 => "[A-Z][a-z]{2,12}",
        1 => Just("оппозиция".to_owned()),
        1 => Just("Ἀθῆναι".to_owned()),
        1 => Just("office–affairs—fjord".to_owned()),
        1 => Just("https://example.org/a/very/long/path_that?goes=on&on".to_owned()),
        1 => Just("Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung".to_owned()),
        1 => Just("漢字".to_owned()),
        1 => Just("so\u{ad}ftly".to_owned()),
        1 => "[0-9]{1,5}",
        1 => "\\PC{1,6}",
    ];
    vec(word, 1..12).prop_map(|words| words.join(" "))
}

fn inlines(notes: u32) -> impl Strategy<Value = Vec<Inline>> {
    let leaf = prop_oneof![
        10 => words().prop_map(|words| inline(InlineKind::Text(words))),
        2 => Just(inline(InlineKind::SoftBreak)),
        1 => Just(inline(InlineKind::LineBreak)),
        1 => words().prop_map(|words| inline(InlineKind::Code(words))),
        1 => words().prop_map(|words| inline(InlineKind::Math(formula(&words, false)))),
        2 => (0..notes.max(1)).prop_map(move |note| if notes == 0 { inline(InlineKind::SoftBreak) } else { inline(InlineKind::NoteCall(NoteId(note))) }),
        1 => Just(inline(InlineKind::Anchor)),
        1 => Just(inline(InlineKind::Reference { target: "#x".to_owned(), form: ReferenceForm::Title })),
        1 => Just(inline(InlineKind::Raw(Raw { format: Format::Html, text: "<blink>".to_owned() }))),
        1 => Just(inline(InlineKind::Image { source: "none.png".to_owned(), alt: vec![text("a picture")], title: None, size: PictureSize::Natural })),
    ];
    let tree = leaf.prop_recursive(3, 16, 4, |inner| {
        (0..13usize, vec(inner, 1..4)).prop_map(|(which, inner)| {
            if which == 12 {
                return mark(inner);
            }
            inline(match which {
                0 => InlineKind::Emphasis(inner),
                1 => InlineKind::Strong(inner),
                2 => InlineKind::SmallCaps(inner),
                3 => InlineKind::Superscript(inner),
                4 => InlineKind::Subscript(inner),
                5 => InlineKind::Strikethrough(inner),
                6 => InlineKind::Phrase(Phrase::Underline, inner),
                7 => InlineKind::Phrase(Phrase::Highlight, inner),
                8 => InlineKind::Phrase(Phrase::Keyboard, inner),
                9 => InlineKind::Link { target: "https://example.org".to_owned(), title: None, text: inner },
                _ => InlineKind::Container(inner),
            })
        })
    });
    vec(tree, 1..6)
}

fn blocks(notes: u32) -> impl Strategy<Value = Vec<Block>> {
    let leaf = prop_oneof![
        8 => inlines(notes).prop_map(|inlines| block(BlockKind::Paragraph(inlines))),
        1 => (1..7u8, inlines(notes)).prop_map(|(level, title)| block(BlockKind::Heading { level, title })),
        1 => vec(vec(inlines(notes), 1..4), 1..3).prop_map(|stanzas| block(BlockKind::Verse(stanzas))),
        1 => words().prop_map(|words| listing(&words)),
        1 => words().prop_map(|words| block(BlockKind::Math(formula(&words, true)))),
        1 => Just(block(BlockKind::Break)),
        1 => Just(block(BlockKind::PageBreak)),
        1 => Just(block(BlockKind::Raw(Raw { format: Format::Other("latex".to_owned()), text: "\\relax".to_owned() }))),
        1 => (1..5usize, 0..4usize, inlines(notes), option::of(inlines(0))).prop_map(|(columns, rows, cell, caption)| {
            let cell = || DraftCell::new(node(), CellContent::Line(cell.clone()));
            let row = || DraftRow { node: node(), cells: (0..columns).map(|_| cell()).collect() };
            let bodies = vec![(0..rows).map(|_| row()).collect()];
            let columns = vec![Column::aligned(Alignment::Right); columns];
            let (table, _) = Table::form(DraftTable { columns, heads: vec![row()], bodies, caption, ..DraftTable::default() });
            block(BlockKind::Table(Box::new(table)))
        }),
    ];
    let tree = leaf.prop_recursive(3, 20, 4, move |inner| {
        let many = vec(inner, 1..4);
        prop_oneof![
            (many.clone(), option::of(inlines(0))).prop_map(|(blocks, attribution)| block(BlockKind::Quote { blocks, attribution })),
            (option::of(0..2000u64), any::<bool>(), option::of(any::<bool>()), many.clone()).prop_map(|(start, tight, task, blocks)| {
                let items = (0..2).map(|_| ListItem { node: node(), task, number: None, work: None, blocks: blocks.clone() }).collect();
                let delimiter = if tight { ListDelimiter::Parentheses } else { ListDelimiter::Period };
                block(BlockKind::List(List { start, delimiter, tight, items, ..List::default() }))
            }),
            (inlines(0), many.clone()).prop_map(|(term, body)| {
                block(BlockKind::Definitions(vec![Definition { node: node(), terms: vec![(node(), term)], bodies: vec![body] }]))
            }),
            (many.clone(), option::of(inlines(0))).prop_map(|(body, caption)| block(BlockKind::Figure { body, caption })),
            (many.clone(), option::of(inlines(0)), any::<bool>()).prop_map(|(blocks, title, known)| {
                let kind = if known { AlertKind::Warning } else { AlertKind::Other("Example".to_owned()) };
                block(BlockKind::Alert { kind, title, blocks })
            }),
            many.prop_map(|blocks| block(BlockKind::Container(blocks))),
        ]
    });
    vec(tree, 1..8)
}

fn division(kind: DivisionKind, notes: u32) -> impl Strategy<Value = Division> {
    (option::of(inlines(notes)), blocks(notes), option::of((inlines(0), blocks(notes)))).prop_map(move |(title, blocks, section)| {
        let heading = |title: Vec<Inline>| Heading { node: node(), title, numbered: true, own_number: None };
        let inner = section.map(|(title, blocks)| Division {
            node: node(),
            kind: DivisionKind::Section,
            heading: Some(heading(title)),
            blocks,
            divisions: Vec::new(),
            file: None,
        });
        Division { node: node(), kind, heading: title.map(heading), blocks, divisions: inner.into_iter().collect(), file: None }
    })
}

/// Any document, with all kinds of blocks and inlines, and with notes that are called several times, once or never.
pub fn document() -> impl Strategy<Value = Document> {
    (0..6u32).prop_flat_map(|notes| {
        let bodies = vec(blocks(0), notes as usize);
        let back = option::of(division(DivisionKind::Index, notes));
        (vec(division(DivisionKind::Preface, notes), 0..2), vec(division(DivisionKind::Chapter, notes), 1..3), back, bodies).prop_map(
            |(front, body, back, bodies)| {
                let notes =
                    bodies.into_iter().enumerate().map(|(at, blocks)| Note { node: node(), label: at.to_string(), blocks }).collect();
                let mut document = Document { matter: [front, body, back.into_iter().collect()], notes, node_count: 0 };
                number_nodes(&mut document);
                document
            },
        )
    })
}
