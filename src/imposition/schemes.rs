//! The schemes: saddle stitch and its variants, cut and stack, and the zine of one sheet.
//!
//! A sheet that is folded once has four pages. Sheets that are folded into each other are a signature. The outermost sheet has the first
//! two and the last two pages of the signature, and each sheet inside has the next two pages from either end. So if the pages of a
//! signature of `4n` pages are counted from 1, and its sheets from 0, then sheet `i` has the pages `4n − 2i` and `2i + 1` on its front,
//! from left to right, and the pages `2i + 2` and `4n − 2i − 1` on its back. All schemes with one fold consist of such signatures and
//! differ only in their size.
use super::{Cell, Face, Imposition, Sheet, marks};
use crate::units::{Length, Point, Size};

/// The order of pages on sheets, and how the sheets are folded or cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scheme {
    /// All sheets are folded into each other and stapled in the fold.
    #[default]
    Saddle,
    /// Several such booklets of a few sheets each are sewn or glued side by side.
    Gathered,
    /// Each sheet is folded on its own, and all are glued at the fold.
    Perfect,
    /// Two pages are side by side, and nothing is folded: for reading loose sheets.
    TwoUp,
    /// Four pages are on each side. The sheets are cut into four piles, which are stacked.
    CutAndStack,
    /// Eight pages are on one side. The sheet is folded and gets one cut.
    Zine,
}

impl Scheme {
    /// The names of the schemes.
    pub const NAMES: [(&'static str, Self); 6] = [
        ("saddle", Self::Saddle),
        ("gathered", Self::Gathered),
        ("perfect", Self::Perfect),
        ("two-up", Self::TwoUp),
        ("cut-and-stack", Self::CutAndStack),
        ("zine", Self::Zine),
    ];

    /// The number of pages on a sheet.
    #[must_use]
    pub const fn pages_per_sheet(self) -> usize {
        match self {
            Self::Saddle | Self::Gathered | Self::Perfect | Self::TwoUp => 4,
            Self::CutAndStack | Self::Zine => 8,
        }
    }

    /// The number of columns and rows of a side.
    const fn grid(self) -> (i64, i64) {
        match self {
            Self::Saddle | Self::Gathered | Self::Perfect | Self::TwoUp => (2, 1),
            Self::CutAndStack => (2, 2),
            Self::Zine => (4, 2),
        }
    }

    /// Whether the pages touch the fold in the middle of the sheet. Otherwise each page is in the middle of its part of the sheet.
    pub(super) const fn folds(self) -> bool {
        matches!(self, Self::Saddle | Self::Gathered | Self::Perfect)
    }
}

/// How a sheet is turned between the printing of its sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duplex {
    /// Over its long edge.
    LongEdge,
    /// Over its short edge.
    ShortEdge,
    /// By hand: all fronts are printed first, then all backs.
    TwoPass,
}

impl Duplex {
    /// The names of the ways to turn a sheet.
    pub const NAMES: [(&'static str, Self); 3] =
        [("long-edge", Self::LongEdge), ("short-edge", Self::ShortEdge), ("two-pass", Self::TwoPass)];
}

/// The sizes of signatures to try, in sheets. Fewer sheets are of little use, and more do not fold well.
const SIGNATURES: std::ops::RangeInclusive<usize> = 3..=6;
/// The usual size of a signature, in sheets.
const USUAL_SIGNATURE: usize = 4;

/// Arranges pages on sheets. `pages` is the number of pages, `page` the size of the largest one.
#[must_use]
pub fn sheets(pages: usize, page: Size, imposition: &Imposition) -> Vec<Sheet> {
    let shape = Shape::of(page, imposition);
    let mut sheets = match imposition.scheme {
        Scheme::Saddle => signatures(pages, pages.div_ceil(4), imposition, &shape),
        Scheme::Gathered => signatures(pages, signature(pages, imposition), imposition, &shape),
        Scheme::Perfect => signatures(pages, 1, imposition, &shape),
        Scheme::TwoUp => chunks(pages, 4, imposition.cover).map(|chunk| shape.sheet([&chunk[..2], &chunk[2..]])).collect(),
        Scheme::CutAndStack => cut_and_stack(pages, imposition.cover, &shape),
        Scheme::Zine => chunks(pages, 8, imposition.cover).map(|chunk| zine(&chunk, &shape)).collect(),
    };
    marks::draw(&mut sheets, imposition, shape.scaled(page), signature_of(pages, imposition));
    if imposition.duplex.is_some_and(|duplex| shape.stands_on_its_head(duplex)) {
        sheets.iter_mut().for_each(|sheet| sheet.back.turn());
    }
    sheets
}

/// The number of sheets in a gathered signature: the requested number, else the one that leaves the fewest pages blank. If several do, the
/// one nearest to the usual size.
fn signature(pages: usize, imposition: &Imposition) -> usize {
    let blank = |sheets: usize| pages.next_multiple_of(sheets * 4) - pages;
    let best = SIGNATURES.min_by_key(|sheets| (blank(*sheets), sheets.abs_diff(USUAL_SIGNATURE))).unwrap_or(USUAL_SIGNATURE);
    // A short book is one signature.
    imposition.signature.unwrap_or_else(|| best.min(pages.div_ceil(4))).max(1)
}

/// The number of sheets that are folded into each other. It is 1 for schemes without signatures.
pub(super) fn signature_of(pages: usize, imposition: &Imposition) -> usize {
    match imposition.scheme {
        Scheme::Saddle => pages.div_ceil(4).max(1),
        Scheme::Gathered => signature(pages, imposition),
        Scheme::Perfect | Scheme::TwoUp | Scheme::CutAndStack | Scheme::Zine => 1,
    }
}

/// The indices of the pages, with blank pages added up to a multiple. The blank pages come last, because the back of a booklet is missed
/// least. With a cover they come before the last page, which stays outside. No blank page comes between pages of the text, so all of these
/// stay on their side.
fn filled(pages: usize, multiple: usize, cover: bool) -> Vec<Option<usize>> {
    let mut filled: Vec<Option<usize>> = (0..pages).map(Some).collect();
    let blank = pages.next_multiple_of(multiple) - pages;
    let at = if cover && pages > 1 { pages - 1 } else { pages };
    filled.splice(at..at, std::iter::repeat_n(None, blank));
    filled
}

/// The pages with blank pages added, in groups of `size`.
fn chunks(pages: usize, size: usize, cover: bool) -> impl Iterator<Item = Vec<Option<usize>>> {
    let filled = filled(pages, size, cover);
    let chunks: Vec<Vec<Option<usize>>> = filled.chunks(size).map(<[_]>::to_vec).collect();
    chunks.into_iter()
}

/// The sheets of all signatures, each of `sheets` sheets.
fn signatures(pages: usize, sheets: usize, imposition: &Imposition, shape: &Shape) -> Vec<Sheet> {
    let sheets = sheets.max(1);
    let mut out = Vec::new();
    for own in chunks(pages, sheets * 4, imposition.cover) {
        for at in 0..sheets {
            let (first, last) = (2 * at, own.len() - 1 - 2 * at);
            let mut sheet = shape.sheet([&[own[last], own[first]], &[own[first + 1], own[last - 1]]]);
            sheet.move_in(shape.creep(imposition.thickness, at, sheets));
            out.push(sheet);
        }
    }
    out
}

/// The sheets for cut and stack. Each part of the sheets becomes a pile of leaves. The first leaves of the book are in the pile of the
/// first part, the next ones in that of the second part, and so on. The back of a left part is at the right.
fn cut_and_stack(pages: usize, cover: bool, shape: &Shape) -> Vec<Sheet> {
    let filled = filled(pages, 8, cover);
    let count = filled.len() / 8;
    (0..count)
        .map(|sheet| {
            let leaf = |part: usize| 2 * (part * count + sheet);
            let front = [0, 1, 2, 3].map(|part| filled[leaf(part)]);
            let back = [1, 0, 3, 2].map(|part| filled[leaf(part) + 1]);
            shape.sheet([&front, &back])
        })
        .collect()
}

/// The sheet of a zine. Its upper row is upside down. When the sheet is folded along the middle, with a cut in the inner half of that fold,
/// the parts lie behind one another as pages. The front cover is at the lower right, and the back cover is to its left.
fn zine(own: &[Option<usize>], shape: &Shape) -> Sheet {
    let order = [4, 3, 2, 1, 5, 6, 7, 0].map(|page| own[page]);
    let mut sheet = shape.sheet([&order, &[]]);
    sheet.front.cells.iter_mut().take(4).for_each(|cell| cell.turned = true);
    sheet
}

/// The paper and its parts.
struct Shape {
    scheme: Scheme,
    /// The size of the paper in the orientation in which it is used.
    sheet: Size,
    /// The size of a part of the sheet.
    cell: Size,
    /// The size of the largest page, before it is scaled.
    page: Size,
    /// The scale of the pages, in thousandths.
    scale: i64,
}

/// A page that would have to shrink by at most this many thousandths keeps its size.
const HARDLY: i64 = 1;

impl Shape {
    fn of(page: Size, imposition: &Imposition) -> Self {
        let scheme = imposition.scheme;
        let (columns, rows) = scheme.grid();
        let ways = [imposition.paper, Size { width: imposition.paper.height, height: imposition.paper.width }];
        let fitting = |sheet: Size| {
            let cell = Size { width: sheet.width / columns, height: sheet.height / rows };
            let ratio = |room: Length, own: Length| if own.0 > 0 { room.0 * 1000 / own.0 } else { 1000 };
            (ratio(cell.width, page.width).min(ratio(cell.height, page.height)), cell)
        };
        // The orientation in which the pages are larger; portrait if both are equally good.
        let sheet = ways.into_iter().max_by_key(|sheet| (fitting(*sheet).0, sheet.height)).unwrap_or(imposition.paper);
        let (fit, cell) = fitting(sheet);
        let largest = if fit + HARDLY >= 1000 { 1000 } else { fit };
        Self { scheme, sheet, cell, page, scale: imposition.scale.unwrap_or(largest) }
    }

    /// The size of a page on the sheet.
    fn scaled(&self, page: Size) -> Size {
        Size { width: page.width.scaled(self.scale, 1000), height: page.height.scaled(self.scale, 1000) }
    }

    /// A sheet with the pages of its front and back, row by row.
    fn sheet(&self, sides: [&[Option<usize>]; 2]) -> Sheet {
        let [front, back] = sides.map(|pages| Face {
            size: self.sheet,
            cells: (0..).zip(pages).map(|(nth, page)| self.cell(nth, *page)).collect(),
            lines: Vec::new(),
            bars: Vec::new(),
        });
        Sheet { front, back }
    }

    fn cell(&self, nth: i64, page: Option<usize>) -> Cell {
        let (columns, _) = self.scheme.grid();
        let at = Point { x: self.cell.width * (nth % columns), y: self.cell.height * (nth / columns) };
        let own = self.scaled(self.page);
        let white = self.cell.width - own.width;
        // The pages of a folded sheet touch the fold.
        let left = match (self.scheme.folds(), nth % columns) {
            (true, 0) => white,
            (true, _) => Length::ZERO,
            (false, _) => white / 2,
        };
        let page_at = Point { x: at.x + left, y: at.y + (self.cell.height - own.height) / 2 };
        Cell { page, at, size: self.cell, page_at, scale: self.scale, turned: false }
    }

    /// How far the pages of a sheet are moved towards the fold. `at` is the number of sheets around it. The sheet is moved as far as these
    /// push it outwards. But the innermost sheet is moved by at most a fortieth of the width of a page, which any inner margin can spare,
    /// and the sheets around it in proportion.
    fn creep(&self, thickness: Length, at: usize, sheets: usize) -> Length {
        let most = self.scaled(self.page).width / 40;
        let all = thickness * i64::try_from(sheets.saturating_sub(1)).unwrap_or(0);
        let own = all.min(most);
        let (at, inner) = (i64::try_from(at).unwrap_or(0), i64::try_from(sheets.saturating_sub(1)).unwrap_or(0).max(1));
        own.scaled(at, inner)
    }

    /// Whether the back must be upside down for a printer that turns sheets in this way.
    fn stands_on_its_head(&self, duplex: Duplex) -> bool {
        let wide = self.sheet.width > self.sheet.height;
        match duplex {
            Duplex::LongEdge => wide,
            Duplex::ShortEdge => !wide,
            Duplex::TwoPass => false,
        }
    }
}

impl Sheet {
    /// Moves the pages on both sides of the fold towards it.
    fn move_in(&mut self, by: Length) {
        for face in [&mut self.front, &mut self.back] {
            for cell in &mut face.cells {
                if cell.at.x > Length::ZERO {
                    cell.page_at.x -= by;
                } else {
                    cell.page_at.x += by;
                }
            }
        }
    }
}

impl Face {
    /// Turns a side upside down.
    fn turn(&mut self) {
        let Size { width, height } = self.size;
        let corner = |at: Point, own: Size| Point { x: width - at.x - own.width, y: height - at.y - own.height };
        for cell in &mut self.cells {
            // The position of the page in its cell does not change, because it is measured while the cell is upright.
            let (dx, dy) = (cell.page_at.x - cell.at.x, cell.page_at.y - cell.at.y);
            cell.at = corner(cell.at, cell.size);
            cell.page_at = Point { x: cell.at.x + dx, y: cell.at.y + dy };
            cell.turned = !cell.turned;
        }
        self.lines.iter_mut().flat_map(|(from, to)| [from, to]).for_each(|at| *at = corner(*at, Size::default()));
        self.bars.iter_mut().for_each(|(at, size)| *at = corner(*at, *size));
    }
}
