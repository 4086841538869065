//! The schemes: signatures, loose sheets, cut and stack, and the zine of one sheet.
//!
//! A folded sheet has four pages. Nested sheets are a signature: the outermost sheet has the first two and the last two pages, the next
//! sheet the two after and the two before these. In a signature of `4n` pages, sheet `i` (counted from 0) has on its front, from left to
//! right, the pages `4n − 2i` and `2i + 1`, and on its back `2i + 2` and `4n − 2i − 1` (counted from 1). All schemes with one fold are
//! signatures; they differ in the number of nested sheets.
use super::marks;
use super::settings::{Duplex, Imposition, Scheme};
use super::sheet::{Sheet, SheetCell, SheetSide};
use crate::units::{Length, Point, Size};

/// The sizes of signatures to try, in sheets. Smaller ones are not worth sewing, larger ones do not fold well.
const SIGNATURES: std::ops::RangeInclusive<usize> = 3..=6;
/// The most common size, in sheets.
const USUAL_SIGNATURE: usize = 4;

/// Imposes pages on sheets. `page` is the size of the largest page.
#[must_use]
pub fn sheets(pages: usize, page: Size, imposition: &Imposition) -> Vec<Sheet> {
    let shape = SheetGeometry::of(page, imposition);
    let mut sheets = match imposition.scheme {
        Scheme::Saddle => signatures(pages, pages.div_ceil(4), imposition, &shape),
        Scheme::Gathered => signatures(pages, signature(pages, imposition), imposition, &shape),
        Scheme::Perfect => signatures(pages, 1, imposition, &shape),
        Scheme::TwoUp => chunks(pages, 4, imposition.cover).map(|chunk| shape.sheet([&chunk[..2], &chunk[2..]])).collect(),
        Scheme::CutAndStack => cut_and_stack(pages, imposition.cover, &shape),
        Scheme::Zine => chunks(pages, 8, imposition.cover).map(|chunk| zine(&chunk, &shape)).collect(),
    };
    marks::draw(&mut sheets, imposition, shape.scaled(page), signature_of(pages, imposition));
    if imposition.duplex.is_some_and(|duplex| shape.is_back_upside_down(duplex)) {
        sheets.iter_mut().for_each(|sheet| sheet.back.turn());
    }
    sheets
}

/// The number of sheets in a signature: the requested number, or the one that leaves the fewest blank pages. If several do, the one nearest
/// to the usual number.
fn signature(pages: usize, imposition: &Imposition) -> usize {
    let blank = |sheets: usize| pages.next_multiple_of(sheets * 4) - pages;
    let best = SIGNATURES.min_by_key(|sheets| (blank(*sheets), sheets.abs_diff(USUAL_SIGNATURE))).unwrap_or(USUAL_SIGNATURE);
    // A short book is a single signature.
    imposition.signature.unwrap_or_else(|| best.min(pages.div_ceil(4))).max(1)
}

/// The number of nested sheets.
pub(super) fn signature_of(pages: usize, imposition: &Imposition) -> usize {
    match imposition.scheme {
        Scheme::Saddle => pages.div_ceil(4).max(1),
        Scheme::Gathered => signature(pages, imposition),
        Scheme::Perfect | Scheme::TwoUp | Scheme::CutAndStack | Scheme::Zine => 1,
    }
}

/// The pages, filled with blank pages to a multiple. The blank pages come last, where they disturb least. With a cover they come before the
/// last page, which stays outside. None is inserted between pages of the text, so that rectos stay rectos.
fn filled(pages: usize, multiple: usize, cover: bool) -> Vec<Option<usize>> {
    let mut filled: Vec<Option<usize>> = (0..pages).map(Some).collect();
    let blank = pages.next_multiple_of(multiple) - pages;
    let at = if cover && pages > 1 { pages - 1 } else { pages };
    filled.splice(at..at, std::iter::repeat_n(None, blank));
    filled
}

/// The pages in groups of `size`, filled with blank pages.
fn chunks(pages: usize, size: usize, cover: bool) -> impl Iterator<Item = Vec<Option<usize>>> {
    let filled = filled(pages, size, cover);
    let chunks: Vec<Vec<Option<usize>>> = filled.chunks(size).map(<[_]>::to_vec).collect();
    chunks.into_iter()
}

/// Signatures of nested sheets, `sheets` in each.
fn signatures(pages: usize, sheets: usize, imposition: &Imposition, shape: &SheetGeometry) -> Vec<Sheet> {
    let sheets = sheets.max(1);
    let mut out = Vec::new();
    for nested in chunks(pages, sheets * 4, imposition.cover) {
        for at in 0..sheets {
            let (first, last) = (2 * at, nested.len() - 1 - 2 * at);
            let mut sheet = shape.sheet([&[nested[last], nested[first]], &[nested[first + 1], nested[last - 1]]]);
            sheet.move_in(shape.creep(imposition.thickness, at, sheets));
            out.push(sheet);
        }
    }
    out
}

/// Cutting makes four piles. The leaves in the first cell of each sheet are the first of the book, then come those in the second. The back
/// of a left cell is at the right.
fn cut_and_stack(pages: usize, cover: bool, shape: &SheetGeometry) -> Vec<Sheet> {
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

/// The upper row is upside down. The sheet is folded along its middle and cut in the inner half of that fold, which brings the cells behind
/// one another as pages. The front cover is at the lower right, the back cover beside it.
fn zine(own: &[Option<usize>], shape: &SheetGeometry) -> Sheet {
    let order = [4, 3, 2, 1, 5, 6, 7, 0].map(|page| own[page]);
    let mut sheet = shape.sheet([&order, &[]]);
    sheet.front.cells.iter_mut().take(4).for_each(|cell| cell.turned = true);
    sheet
}

/// The geometry of a sheet: the paper, its cells, and the scale of the pages.
struct SheetGeometry {
    scheme: Scheme,
    /// The paper, in the orientation in which it is used.
    sheet: Size,
    cell: Size,
    /// The largest page, before it is scaled.
    page: Size,
    /// The scale of the pages, in thousandths.
    scale: i64,
}

/// Pages that exceed their cell by less than this, in thousandths, are not scaled down.
const TOLERANCE: i64 = 1;

impl SheetGeometry {
    fn of(page: Size, imposition: &Imposition) -> Self {
        let scheme = imposition.scheme;
        let (columns, rows) = scheme.grid();
        let orientations = [imposition.paper, Size { width: imposition.paper.height, height: imposition.paper.width }];
        let fitting = |sheet: Size| {
            let cell = Size { width: sheet.width / columns, height: sheet.height / rows };
            let ratio = |room: Length, own: Length| if own.0 > 0 { room.0 * 1000 / own.0 } else { 1000 };
            (ratio(cell.width, page.width).min(ratio(cell.height, page.height)), cell)
        };
        // The orientation in which pages are larger; portrait if both are equal.
        let sheet = orientations.into_iter().max_by_key(|sheet| (fitting(*sheet).0, sheet.height)).unwrap_or(imposition.paper);
        let (fit, cell) = fitting(sheet);
        let largest = if fit + TOLERANCE >= 1000 { 1000 } else { fit };
        Self { scheme, sheet, cell, page, scale: imposition.scale.unwrap_or(largest) }
    }

    fn scaled(&self, page: Size) -> Size {
        Size { width: page.width.scaled(self.scale, 1000), height: page.height.scaled(self.scale, 1000) }
    }

    /// A sheet with the pages of its front and back, each row by row.
    fn sheet(&self, sides: [&[Option<usize>]; 2]) -> Sheet {
        let [front, back] = sides.map(|pages| SheetSide {
            size: self.sheet,
            cells: (0..).zip(pages).map(|(nth, page)| self.cell(nth, *page)).collect(),
            lines: Vec::new(),
            bars: Vec::new(),
        });
        Sheet { front, back }
    }

    fn cell(&self, nth: i64, page: Option<usize>) -> SheetCell {
        let (columns, _) = self.scheme.grid();
        let at = Point { x: self.cell.width * (nth % columns), y: self.cell.height * (nth / columns) };
        let own = self.scaled(self.page);
        let white = self.cell.width - own.width;
        // Pages meet at the fold.
        let left = match (self.scheme.folds(), nth % columns) {
            (true, 0) => white,
            (true, _) => Length::ZERO,
            (false, _) => white / 2,
        };
        let page_at = Point { x: at.x + left, y: at.y + (self.cell.height - own.height) / 2 };
        SheetCell { page, at, size: self.cell, page_at, scale: self.scale, turned: false }
    }

    /// How far the pages of a sheet are moved towards the fold. It is the distance by which the outer sheets push it out, but at most a
    /// fortieth of the width of a page, which every inner margin can spare.
    fn creep(&self, thickness: Length, at: usize, sheets: usize) -> Length {
        let most = self.scaled(self.page).width / 40;
        let all = thickness * i64::try_from(sheets.saturating_sub(1)).unwrap_or(0);
        let own = all.min(most);
        let (at, inner) = (i64::try_from(at).unwrap_or(0), i64::try_from(sheets.saturating_sub(1)).unwrap_or(0).max(1));
        own.scaled(at, inner)
    }

    /// Whether the back must be upside down for a printer that turns sheets over that edge.
    fn is_back_upside_down(&self, duplex: Duplex) -> bool {
        let wide = self.sheet.width > self.sheet.height;
        match duplex {
            Duplex::LongEdge => wide,
            Duplex::ShortEdge => !wide,
            Duplex::TwoPass => false,
        }
    }
}

impl Sheet {
    /// Moves the pages at both sides of the fold towards it.
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

impl SheetSide {
    /// Turns a side upside down.
    fn turn(&mut self) {
        let Size { width, height } = self.size;
        let corner = |at: Point, own: Size| Point { x: width - at.x - own.width, y: height - at.y - own.height };
        for cell in &mut self.cells {
            // The page keeps its place in the cell as it was when the cell was upright.
            let (dx, dy) = (cell.page_at.x - cell.at.x, cell.page_at.y - cell.at.y);
            cell.at = corner(cell.at, cell.size);
            cell.page_at = Point { x: cell.at.x + dx, y: cell.at.y + dy };
            cell.turned = !cell.turned;
        }
        self.lines.iter_mut().flat_map(|(from, to)| [from, to]).for_each(|at| *at = corner(*at, Size::default()));
        self.bars.iter_mut().for_each(|(at, size)| *at = corner(*at, *size));
    }
}
