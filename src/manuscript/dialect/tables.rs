//! Which constructs belong to which dialect.
use crate::edition::Dialect;

use super::boxes::KINDS;
use super::construct::{Construct, Found};

/// The constructs of mdBook.
const MDBOOK: &[Construct] = &[Construct::Include, Construct::Admonish, Construct::PreprocessorTag];

/// The constructs of GitBook and HonKit.
const GITBOOK: &[Construct] =
    &[Construct::TemplateTag, Construct::FoldedSection, Construct::Variable, Construct::BracedComment, Construct::Emoji];

/// The constructs of Pandoc, which Quarto and bookdown have too.
const PANDOC: &[Construct] = &[
    Construct::Citation,
    Construct::LabelledReference,
    Construct::Tex,
    Construct::BrokenGrid,
    Construct::LineAttributes,
    Construct::MetadataBlock,
    Construct::LoneDefinition,
];

/// What Quarto adds to Pandoc.
const QUARTO: &[Construct] =
    &[Construct::Chunk, Construct::ChunkOption, Construct::InlineChunk, Construct::QuartoDiv, Construct::Shortcode];

/// What bookdown and R Markdown add to Pandoc.
const BOOKDOWN: &[Construct] = &[
    Construct::BookdownReference,
    Construct::BookdownLabel,
    Construct::TextReference,
    Construct::PartHeading,
    Construct::Chunk,
    Construct::TextChunk,
    Construct::ChunkOption,
    Construct::InlineChunk,
    Construct::BracketFormula,
];

/// The constructs of MyST and Jupyter Book.
const MYST: &[Construct] = &[
    Construct::Role,
    Construct::Citation,
    Construct::Directive,
    Construct::DirectiveOption,
    Construct::MystLabel,
    Construct::LineAttributes,
    Construct::Variable,
    Construct::Tex,
];

/// The constructs of Markua, the Markdown of Leanpub.
const LEANPUB: &[Construct] = &[
    Construct::Blurb,
    Construct::MarkuaDirective,
    Construct::LineAttributes,
    Construct::IndexTerm,
    Construct::CodeFile,
    Construct::Inserted,
    Construct::CodeFormula,
    Construct::CodeMark,
    Construct::PartHeading,
];

/// The constructs of Obsidian and its plugins.
const OBSIDIAN: &[Construct] = &[
    Construct::WikiLink,
    Construct::DescribedSize,
    Construct::Embed,
    Construct::BlockId,
    Construct::DataBlock,
    Construct::TaskState,
    Construct::InlineField,
    Construct::TemplaterTag,
];

/// The constructs of Jekyll and kramdown.
const JEKYLL: &[Construct] = &[
    Construct::TemplateTag,
    Construct::TagInCode,
    Construct::Variable,
    Construct::KramdownAttributes,
    Construct::Emoji,
    Construct::BracketFormula,
];

/// The constructs of Hugo.
const HUGO: &[Construct] =
    &[Construct::Shortcode, Construct::TagInCode, Construct::LineAttributes, Construct::Emoji, Construct::BracketFormula];

/// The constructs of Docusaurus, VuePress and VitePress.
const DOCUSAURUS: &[Construct] = &[
    Construct::TitledContainer,
    Construct::ModuleLine,
    Construct::MdxComment,
    Construct::Expression,
    Construct::Component,
    Construct::CodeMark,
    Construct::Emoji,
    Construct::Variable,
    Construct::ContentsMark,
    Construct::SourceFile,
    Construct::CommentInclude,
];

/// The constructs of MkDocs and Python-Markdown.
const MKDOCS: &[Construct] = &[
    Construct::IndentedBlock,
    Construct::Tab,
    Construct::Snippet,
    Construct::Emoji,
    Construct::Variable,
    Construct::LineAttributes,
    Construct::Keys,
    Construct::EditingMark,
    Construct::ContentsMark,
    Construct::SlashBlock,
    Construct::HighlightedCode,
    Construct::CodeMark,
    Construct::KramdownAttributes,
    Construct::MetadataBlock,
    Construct::LoneDefinition,
    Construct::BracketFormula,
];

/// The tables of a dialect.
fn tables(dialect: Dialect) -> &'static [&'static [Construct]] {
    match dialect {
        Dialect::Chapbook => &[],
        Dialect::Mdbook => &[MDBOOK],
        Dialect::Gitbook => &[GITBOOK],
        Dialect::Pandoc => &[PANDOC],
        Dialect::Quarto => &[PANDOC, QUARTO],
        Dialect::Bookdown => &[PANDOC, BOOKDOWN],
        Dialect::Myst => &[MYST],
        Dialect::Leanpub => &[LEANPUB],
        Dialect::Obsidian => &[OBSIDIAN],
        Dialect::Jekyll => &[JEKYLL],
        Dialect::Hugo => &[HUGO],
        Dialect::Docusaurus => &[DOCUSAURUS],
        Dialect::Mkdocs => &[MKDOCS],
    }
}

/// Whether a dialect has a construct.
pub(crate) fn has(dialect: Dialect, construct: Construct) -> bool {
    tables(dialect).iter().any(|table| table.contains(&construct))
}

/// The tools that have a construct, for a message: "Pandoc, Quarto and bookdown". If `dialect` has it, only that.
pub(crate) fn owners(construct: Construct, dialect: Dialect) -> String {
    if has(dialect, construct) {
        return dialect.tool().to_owned();
    }
    let names: Vec<&str> = Dialect::ALL.iter().filter(|(other, _)| has(*other, construct)).map(|(_, name)| *name).collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

/// The dialect that reads what was found. `None` if none does, or if the book names a dialect, because then its author knows which one it
/// has.
pub(crate) fn reader(found: &Found, dialect: Dialect) -> Option<Dialect> {
    let candidates = Dialect::ALL.iter().map(|(other, _)| *other).filter(|_| dialect == Dialect::default());
    candidates.into_iter().find(|other| has(*other, found.construct) && reads(*other, found))
}

/// Whether a dialect, if it is switched on, reads what was found.
fn reads(dialect: Dialect, found: &Found) -> bool {
    let name = found.name.as_str();
    match (dialect, found.construct) {
        (Dialect::Mdbook, Construct::Admonish)
        | (Dialect::Leanpub, Construct::Blurb)
        | (Dialect::Docusaurus, Construct::TitledContainer)
        | (Dialect::Mkdocs, Construct::IndentedBlock | Construct::Tab)
        | (Dialect::Jekyll, Construct::KramdownAttributes) => true,
        (Dialect::Obsidian, Construct::WikiLink | Construct::Embed) => true,
        (Dialect::Bookdown, Construct::BookdownReference | Construct::BookdownLabel) | (Dialect::Myst, Construct::MystLabel) => true,
        (Dialect::Myst, Construct::Role) => matches!(name, "ref" | "numref" | "eq" | "doc" | "math:numref" | "prf:ref"),
        (Dialect::Bookdown, Construct::BracketFormula) => name == "single",
        (Dialect::Jekyll, Construct::BracketFormula) => name == "doubled",
        (Dialect::Gitbook, Construct::TemplateTag) => name == "hint",
        (Dialect::Leanpub, Construct::MarkuaDirective) => matches!(name, "blurb" | "aside" | "pagebreak"),
        (Dialect::Myst, Construct::Directive) => name == "admonition" || KINDS.contains(&name),
        (Dialect::Quarto, Construct::QuartoDiv) => name.starts_with("callout-"),
        (Dialect::Quarto, Construct::Shortcode) => name == "pagebreak",
        _ => false,
    }
}
