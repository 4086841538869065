//! The settings of an imposition: the scheme, the paper, the duplex mode and the marks.
use crate::units::{Length, Size};

/// How pages are imposed on sheets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imposition {
    /// The order of the pages, and how the sheets are folded or cut.
    pub scheme: Scheme,
    /// The size of the paper, in either orientation.
    pub paper: Size,
    /// The edge over which the printer turns a sheet. `None` means the left or right edge.
    pub duplex: Option<Duplex>,
    /// For [`Scheme::Gathered`]: the number of sheets in a signature. `None` means the number that leaves the fewest blank pages.
    pub signature: Option<usize>,
    /// The thickness of the paper. Each sheet pushes those inside it out of the fold by this length, so pages are moved in (creep).
    pub thickness: Length,
    /// Whether the first and the last page are a cover. Blank pages are then inserted before the last page instead of after it.
    pub cover: bool,
    /// The scale of the pages, in thousandths. `None` means as large as fits, but at most 1000.
    pub scale: Option<i64>,
    /// The marks to draw.
    pub marks: SheetMarks,
}

impl Imposition {
    /// The thickness of paper of 80 g/m²: a tenth of a millimetre.
    #[must_use]
    pub fn usual_thickness() -> Length {
        Length::from_mm(0.1)
    }

    /// The default settings for a scheme: paper of 80 g/m², no cover, no marks.
    #[must_use]
    pub fn new(scheme: Scheme, paper: Size) -> Self {
        Self {
            scheme,
            paper,
            duplex: None,
            signature: None,
            thickness: Self::usual_thickness(),
            cover: false,
            scale: None,
            marks: SheetMarks::default(),
        }
    }
}

/// The order of the pages on sheets, and how the printed sheets are folded or cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scheme {
    /// Saddle stitch: all sheets nested, folded together and stapled in the fold.
    #[default]
    Saddle,
    /// Several signatures of a few nested sheets each, sewn or glued side by side.
    Gathered,
    /// Perfect binding: each sheet is folded by itself, and all are glued at the fold.
    Perfect,
    /// Two pages side by side, nothing folded: for reading loose sheets.
    TwoUp,
    /// Four pages to a side. The sheets are cut into four piles, and the piles are stacked.
    CutAndStack,
    /// Eight pages on one side, folded with one cut.
    Zine,
}

impl Scheme {
    /// All schemes with the names that users write.
    pub const NAMES: [(&'static str, Self); 6] = [
        ("saddle", Self::Saddle),
        ("gathered", Self::Gathered),
        ("perfect", Self::Perfect),
        ("two-up", Self::TwoUp),
        ("cut-and-stack", Self::CutAndStack),
        ("zine", Self::Zine),
    ];

    /// The number of pages on a sheet, both sides together.
    #[must_use]
    pub const fn pages_per_sheet(self) -> usize {
        match self {
            Self::Saddle | Self::Gathered | Self::Perfect | Self::TwoUp => 4,
            Self::CutAndStack | Self::Zine => 8,
        }
    }

    /// The columns and rows of a side.
    pub(super) const fn grid(self) -> (i64, i64) {
        match self {
            Self::Saddle | Self::Gathered | Self::Perfect | Self::TwoUp => (2, 1),
            Self::CutAndStack => (2, 2),
            Self::Zine => (4, 2),
        }
    }

    /// Whether the pages of a side meet at the fold. If not, each page is centred in its cell.
    pub(super) const fn folds(self) -> bool {
        matches!(self, Self::Saddle | Self::Gathered | Self::Perfect)
    }
}

/// The edge over which a sheet is turned between its sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duplex {
    /// The long edge.
    LongEdge,
    /// The short edge.
    ShortEdge,
    /// Turned by hand: all fronts are printed first, then all backs.
    TwoPass,
}

impl Duplex {
    /// All modes with the names that users write.
    pub const NAMES: [(&'static str, Self); 3] =
        [("long-edge", Self::LongEdge), ("short-edge", Self::ShortEdge), ("two-pass", Self::TwoPass)];
}

/// The marks to draw on sheets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own")]
pub struct SheetMarks {
    /// Where to fold: short lines at the edges of the sheet.
    pub fold: bool,
    /// Where to staple: on the outermost sheet, a quarter of the height from either end.
    pub staple: bool,
    /// Where to cut: lines at the corners of pages that are smaller than their cell, or at the edges where cells meet.
    pub crop: bool,
    /// The order of the signatures: a bar in the fold of each, one step lower than on the one before.
    pub collate: bool,
}

impl SheetMarks {
    /// The names that users write.
    pub const NAMES: [&'static str; 4] = ["fold", "staple", "crop", "collate"];

    /// Adds the mark of that name. Returns false if the name is unknown.
    pub fn add(&mut self, name: &str) -> bool {
        let own = match name {
            "fold" => &mut self.fold,
            "staple" => &mut self.staple,
            "crop" => &mut self.crop,
            "collate" => &mut self.collate,
            _ => return false,
        };
        *own = true;
        true
    }
}
