//! How an edition looks: paper, margins, faces, sizes.
use crate::units::{Length, Sides, Size};

/// On which side a chapter opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Opening {
    /// On the next right-hand page.
    Recto,
    /// On the next page.
    NextPage,
}

/// The typographic design of an edition. The default is the trade design on A5.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    /// The trimmed page.
    pub page: Size,
    /// The margins: head and foot measured to the type area.
    pub margins: Sides,
    /// The family of the text.
    pub text_face: String,
    /// The family of code.
    pub mono_face: String,
    /// The size of the text.
    pub size: Length,
    /// From baseline to baseline.
    pub leading: Length,
    /// The first-line indent.
    pub indent: Length,
    /// The size of notes.
    pub note_size: Length,
    /// The leading of notes.
    pub note_leading: Length,
    /// The size of quotations, verse, captions and tables.
    pub small_size: Length,
    /// The size of code.
    pub code_size: Length,
    /// On which side chapters open.
    pub opening: Opening,
    /// Lines left white above a chapter's heading.
    pub drop: u32,
    /// Both edges straight; else ragged right.
    pub justify: bool,
    /// Words may be divided.
    pub hyphenate: bool,
    /// Punctuation hangs out of the margins a little, so that justified text looks straight at its edges.
    pub protrusion: bool,
    /// By how much the letters of a justified line may be made wider or narrower, in thousandths.
    pub expansion: u32,
    /// Running heads are set.
    pub running_heads: bool,
    /// Half title, title page, copyright page are made from the metadata.
    pub title_pages: bool,
    /// A table of contents is made.
    pub contents: bool,
    /// A list of the figures is made after the contents.
    pub list_of_figures: bool,
    /// A list of the tables is made after the contents.
    pub list_of_tables: bool,
}

impl Default for Design {
    fn default() -> Self {
        Self {
            page: Size { width: Length::from_mm(148.0), height: Length::from_mm(210.0) },
            margins: Sides {
                inner: Length::from_mm(17.0),
                head: Length::from_mm(20.0),
                outer: Length::from_mm(21.0),
                foot: Length::from_mm(26.0),
            },
            text_face: "Alegreya".to_owned(),
            mono_face: "JetBrains Mono".to_owned(),
            size: Length::from_pt(11.0),
            leading: Length::from_pt(13.5),
            indent: Length::from_pt(11.0),
            note_size: Length::from_pt(8.75),
            note_leading: Length::from_pt(11.0),
            small_size: Length::from_pt(10.0),
            code_size: Length::from_pt(8.5),
            opening: Opening::NextPage,
            drop: 5,
            justify: true,
            hyphenate: true,
            protrusion: true,
            expansion: 20,
            running_heads: true,
            title_pages: true,
            contents: true,
            list_of_figures: false,
            list_of_tables: false,
        }
    }
}

impl Design {
    /// The measure: the length of a full line of text.
    #[must_use]
    pub fn measure(&self) -> Length {
        self.page.width - self.margins.inner - self.margins.outer
    }

    /// How many lines of text stand on a full page.
    #[must_use]
    pub fn lines(&self) -> i64 {
        ((self.page.height - self.margins.head - self.margins.foot).0 / self.leading.0.max(1)).max(1)
    }
}
