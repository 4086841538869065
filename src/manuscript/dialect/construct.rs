//! The constructs of other tools that chapbook does not read.
use std::ops::Range;

/// A construct of another tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Construct {
    /// `[see @key, p. 3]`, `@key [p. 3]`
    Citation,
    /// `@fig-plot`, `@fig:plot`
    LabelledReference,
    /// `\@ref(fig:plot)`
    BookdownReference,
    /// `(\#fig:plot)`
    BookdownLabel,
    /// `(ref:caption) The words of the caption.`
    TextReference,
    /// `# (PART) The sea`
    PartHeading,
    /// `\index{whale}`, `\begin{center}`
    Tex,
    /// `\(x^2\)`, `\\(x^2\\)`
    BracketFormula,
    /// ```` ```{r fig.cap="A plot"} ````
    Chunk,
    /// ```` ```{block, type="rmdnote"} ````
    TextChunk,
    /// `#| fig-cap: A plot`
    ChunkOption,
    /// `` `r nrow(cars)` ``
    InlineChunk,
    /// `::: {.callout-note}`
    QuartoDiv,
    /// `` {numref}`plot` ``
    Role,
    /// ```` ```{note} ````, `:::{note}`
    Directive,
    /// `(plot)=`
    MystLabel,
    /// `:width: 50%`
    DirectiveOption,
    /// `[[Note]]`
    WikiLink,
    /// `\[\[Note\]\]`
    EscapedLink,
    /// `((whale))`
    MarkedTerm,
    /// `Insert whale.png`, above a line with the number of a figure
    NamedPicture,
    /// `{{summary-table}}`
    PreprocessorTag,
    /// `![[picture.png]]`
    Embed,
    /// `The text. ^block-id`
    BlockId,
    /// ```` ```dataview ````
    DataBlock,
    /// `{% hint %}`
    TemplateTag,
    /// `<!--sec data-title="Windows" ces-->`
    FoldedSection,
    /// `{{ book.title }}`
    Variable,
    /// `{{< youtube x >}}`
    Shortcode,
    /// `{{#include file}}`
    Include,
    /// ```` ```admonish ````
    Admonish,
    /// `!!! note "Title"`
    IndentedBlock,
    /// `=== "Tab"`
    Tab,
    /// `--8<-- "file"`
    Snippet,
    /// `+---+---+` of a table whose cells do not form a grid
    BrokenGrid,
    /// `++inserted++`
    Inserted,
    /// `++ctrl+alt+del++`
    Keys,
    /// `:smile:`
    Emoji,
    /// `![Boats|100](boats.png)`
    DescribedSize,
    /// `:nosuchname:`
    EmojiName,
    /// `<my_name>`
    TagName,
    /// `{docsify-ignore}`, `:id=boats`, at the end of a heading
    DocsifySetting,
    /// `{{ site.url }}`, in code
    TagInCode,
    /// `W> Mind the gap.`
    Blurb,
    /// `{blurb}`, `{pagebreak}`
    MarkuaDirective,
    /// `{width: 50%}`, alone on a line; `{#name}` and `{.class}` where nothing takes attributes
    LineAttributes,
    /// `{i: "whale"}`
    IndexTerm,
    /// `<<[Title](file.rb)`, `<<(file.rb)`
    CodeFile,
    /// `{: .class}`, `{:toc}`
    KramdownAttributes,
    /// `import Tabs from '@theme/Tabs';`
    ModuleLine,
    /// `{/* hidden */}`
    MdxComment,
    /// `{# hidden #}`, within a line
    BracedComment,
    /// `` `x^2`$ ``, ```` ```$ ````
    CodeFormula,
    /// `{漢字|かんじ}`
    Ruby,
    /// `` `#!python x` ``
    HighlightedCode,
    /// `// [!code focus]`, in code
    CodeMark,
    /// `?> A tip.`, `!> A warning.`
    DocsifyAside,
    /// `:::tip Title`
    TitledContainer,
    /// `{++added++}`, `{--removed--}`, `{~~old~>new~~}`, `{==marked==}`, `{>>comment<<}`
    EditingMark,
    /// `<<< @/snippets/rope.js`
    SourceFile,
    /// `<% tp.date.now() %>`
    TemplaterTag,
    /// `<!--@include: part.md-->`
    CommentInclude,
    /// `[TOC]`
    ContentsMark,
    /// `/// note | Title`
    SlashBlock,
    /// `<Tabs values={[{label: 'Sea'}]}>`
    Component,
    /// `{props.title}`
    Expression,
    /// `- [/] Buy rope`
    TaskState,
    /// `:   A long rope.` without a term above it
    LoneDefinition,
    /// `rating:: 5`
    InlineField,
    /// `---`, keys with values, and `---`, not at the beginning of a file
    MetadataBlock,
}

/// What a message says about a construct.
pub(crate) struct Facts {
    /// What it is, with its article: "a citation".
    pub(crate) is: &'static str,
    /// What became of it.
    pub(crate) done: &'static str,
    /// What the author can do. Begins with a verb.
    pub(crate) remedy: &'static str,
}

impl Construct {
    /// What a message says about it.
    pub(crate) fn facts(self) -> Facts {
        const TYPED: &str = "printed as typed";
        let (is, done, remedy) = match self {
            Self::Citation => {
                ("a citation", TYPED, "name a bibliography, `bibliography = \"refs.bib\"`, or write the source in a note: `^[…]`")
            }
            Self::LabelledReference | Self::BookdownReference => {
                ("a reference", TYPED, "write `[](#name){.number}` here, and `{#name}` at the figure, table or heading")
            }
            Self::BookdownLabel | Self::MystLabel => {
                ("an anchor", TYPED, "write `{#name}` at the end of the heading, or after the picture")
            }
            Self::TextReference => ("a text for a caption", TYPED, "write the words in the caption"),
            Self::PartHeading => ("the heading of a part", TYPED, "list the part under `[matter]` in book.toml"),
            Self::Tex => ("a command of TeX", TYPED, "write in Markdown what the book should have, or remove it"),
            Self::BracketFormula => ("a formula", "its words are printed, without the backslashes", "write `$…$` or `$$…$$`"),
            Self::Chunk => (
                "executable code",
                "its options and captions are left out, it is not run, and its code is printed",
                "add its results to the text",
            ),
            Self::TextChunk => ("a box of text", "its text is printed as code", "write an alert: `> [!NOTE]`"),
            Self::ChunkOption => {
                ("an option of executable code", "printed with the code", "move a caption to a figure, and remove the line")
            }
            Self::InlineChunk => ("executable code", "printed as code", "write its result"),
            Self::QuartoDiv => ("a container with a meaning", "its text is printed as plain text", "write an alert: `> [!NOTE]`"),
            Self::Role => ("a role", TYPED, "write in Markdown what the book should have"),
            Self::Directive => ("a directive", "not obeyed", "write in Markdown what the book should have"),
            Self::DirectiveOption => ("an option of a directive", TYPED, "remove it"),
            Self::WikiLink => ("a link to a note", TYPED, "write `[text](file.md)`"),
            Self::EscapedLink => ("a link to a note, with backslashes", TYPED, "write `[text](file.md)`, or remove the brackets"),
            Self::MarkedTerm => ("an entry of the index", TYPED, "write `[words]{.index}`"),
            Self::NamedPicture => ("the name of a picture that a program puts in", TYPED, "write `![description](picture.png)`"),
            Self::PreprocessorTag => ("a preprocessor tag", TYPED, "write what the preprocessor puts in its place, or put it in code"),
            Self::Embed => ("an embedded file", TYPED, "write `![description](picture.png)`, or include the text"),
            Self::BlockId => ("an anchor", TYPED, "remove it, or write `[text]{#name}`"),
            Self::DataBlock => ("a query or a card", "printed as code", "write its result, or remove it"),
            Self::TemplateTag => ("a template tag", TYPED, "write in Markdown what the book should have"),
            Self::FoldedSection => ("a collapsible section", "its text is printed without its title", "write the title as a heading"),
            Self::Variable => ("a template variable", TYPED, "write its value, or put it in code"),
            Self::Shortcode => ("a shortcode", TYPED, "write in Markdown what the book should have"),
            Self::Include => ("an include", TYPED, "give chapbook the folder of the book, with its book.toml"),
            Self::Admonish => ("an admonition", "printed as code", "write an alert: `> [!NOTE]`"),
            Self::IndentedBlock => ("an admonition", TYPED, "write an alert: `> [!NOTE]`"),
            Self::Tab => ("a tab", TYPED, "write its title as text"),
            Self::BrokenGrid => {
                ("the border of a grid table", TYPED, "make all lines of the table the same length, and draw its cells without a gap")
            }
            Self::Snippet => ("an include", TYPED, "copy the text of the file"),
            Self::Inserted => ("inserted text", TYPED, "write `<ins>…</ins>`"),
            Self::Keys => ("a key combination", TYPED, "write `<kbd>Ctrl</kbd>+<kbd>C</kbd>`"),
            Self::Emoji => ("an emoji", TYPED, "write the character itself"),
            Self::EmojiName => ("not a known name of an emoji", TYPED, "write the character itself, or a backslash before the colon"),
            Self::TagName => ("not an HTML tag", TYPED, "write it as code, or with a backslash before it"),
            Self::DocsifySetting => ("a setting of docsify", TYPED, "remove it, or write `{#name}` for an anchor"),
            Self::TagInCode => ("a template tag", "printed with the code", "write what the tool would put in its place"),
            Self::Blurb => ("an aside", TYPED, "write an alert: `> [!NOTE]`"),
            Self::MarkuaDirective => ("a directive", TYPED, "write in Markdown what the book should have"),
            Self::LineAttributes => (
                "a list of attributes",
                TYPED,
                "write `.class`, `#name` or `key=value` right after what it belongs to: `![…](…){width=50%}`",
            ),
            Self::DescribedSize => {
                ("a picture size in the description", "printed as a part of it", "write `{width=100}` after the picture")
            }
            Self::IndexTerm => ("an entry of the index", TYPED, "write `[]{.index entry=\"…\"}`"),
            Self::CodeFile => ("an include", TYPED, "copy the text of the file into a code block"),
            Self::KramdownAttributes => ("a list of attributes", TYPED, "write `{.class}` after what it belongs to, without the colon"),
            Self::ModuleLine => ("a line of JavaScript", TYPED, "remove it"),
            Self::CodeFormula => ("a formula", "printed as code", "write `$…$` or `$$…$$`"),
            Self::Ruby => ("text with its reading (VFM)", TYPED, "write `<ruby>漢字<rt>かんじ</rt></ruby>`"),
            Self::HighlightedCode => ("code with its language", "the language is printed too", "remove the language"),
            Self::CodeMark => ("a mark for lines of code", "printed with the code", "remove it"),
            Self::DocsifyAside => ("an aside of docsify", TYPED, "write an alert: `> [!TIP]`"),
            Self::BracedComment | Self::MdxComment => ("a comment", TYPED, "write `<!-- … -->`"),
            Self::EditingMark => ("an editing mark", TYPED, "accept or reject the change, and remove the mark"),
            Self::SourceFile => ("an include", TYPED, "copy the text of the file into a code block"),
            Self::TemplaterTag => ("a template tag", TYPED, "write its result"),
            Self::CommentInclude => ("an include", "left out as a comment", "copy the text of the file"),
            Self::ContentsMark => ("a table of contents", TYPED, "remove it: the book has contents of its own"),
            Self::SlashBlock => ("a block", TYPED, "write an alert: `> [!NOTE]`; a caption goes below its picture or table"),
            Self::Component => ("the tag of a component", TYPED, "write in Markdown what the book should have in its place"),
            Self::Expression => ("a JavaScript expression", TYPED, "write its value, or put it in code"),
            Self::TaskState => ("the state of a task", TYPED, "write `[ ]` or `[x]`"),
            Self::LoneDefinition => ("a definition without a term", TYPED, "write the term on the line before it"),
            Self::InlineField => ("an inline field", TYPED, "write it as a sentence, or move it to the front matter"),
            Self::MetadataBlock => {
                ("a metadata block", "left out", "write what the book should have in book.toml, and a title as `# Title`")
            }
            Self::TitledContainer => ("a container", TYPED, "write `::: name` and its title below, or an alert: `> [!NOTE]`"),
        };
        Facts { is, done, remedy }
    }
}

/// Whether a construct opens or closes something that has its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pairing {
    /// It may have an end.
    Opens,
    /// It is the end of another. It is reported only if that is missing.
    Closes,
    /// It stands alone.
    Alone,
}

/// Whether what was found can be plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Certainty {
    /// No plain text looks like it.
    Certain,
    /// It counts only if the file cites the same key in brackets.
    IfCited,
    /// It counts only if the file has executable code.
    IfRun,
    /// It counts only if the file has a link that is certain, or if a file of the book has its name.
    IfLinked,
    /// It counts only if the file has a line of JavaScript.
    IfModule,
    /// It counts only if the file has a template variable `{{index …}}`.
    IfIndexed,
}

/// A construct that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The construct.
    pub(crate) construct: Construct,
    /// Its bytes.
    pub(crate) range: Range<usize>,
    /// Its name, if several constructs of the kind need different remedies: `hint`, `youtube`. The key of a citation.
    pub(crate) name: String,
    /// Whether it opens or closes something.
    pub(crate) pairing: Pairing,
    /// Whether it can be plain text.
    pub(crate) certainty: Certainty,
}

impl Found {
    /// A construct that stands alone and cannot be plain text.
    pub(crate) fn new(construct: Construct, range: Range<usize>) -> Self {
        Self { construct, range, name: String::new(), pairing: Pairing::Alone, certainty: Certainty::Certain }
    }

    /// The same with a name.
    pub(crate) fn named(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }

    /// The same with a pairing.
    pub(crate) fn with_pairing(mut self, pairing: Pairing) -> Self {
        self.pairing = pairing;
        self
    }

    /// The same, but it counts only if something else in the file confirms it.
    pub(crate) fn if_confirmed(mut self, certainty: Certainty) -> Self {
        self.certainty = certainty;
        self
    }
}
