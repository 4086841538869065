//! Marks on sheets: where to fold, staple and cut, and in which order to gather the signatures.
use super::settings::{Imposition, Scheme};
use super::sheet::{Sheet, SheetSide};
use crate::units::{Length, Point, Size};

/// Draws the marks. `page` is the size of a page on the sheet, and `signature` the number of sheets in a signature.
pub(super) fn draw(sheets: &mut [Sheet], imposition: &Imposition, page: Size, signature: usize) {
    let marks = imposition.marks;
    let count = sheets.len();
    for (nth, sheet) in sheets.iter_mut().enumerate() {
        if marks.fold {
            fold(&mut sheet.back, imposition.scheme);
            if matches!(imposition.scheme, Scheme::Zine) {
                fold(&mut sheet.front, imposition.scheme);
            }
        }
        let outermost = nth % signature == 0;
        // A single sheet needs no staples.
        if marks.staple && outermost && count > 1 && matches!(imposition.scheme, Scheme::Saddle | Scheme::Gathered) {
            staple(&mut sheet.front);
        }
        if marks.crop {
            crop(&mut sheet.front, imposition.scheme, page);
            crop(&mut sheet.back, imposition.scheme, page);
        }
        if marks.collate && outermost && count > signature && imposition.scheme.folds() {
            collate(&mut sheet.front, nth / signature, count.div_ceil(signature));
        }
    }
}

/// The length of the lines.
fn tick() -> Length {
    Length::from_mm(4.0)
}

/// Lines at both ends of each fold.
fn fold(face: &mut SheetSide, scheme: Scheme) {
    let Size { width, height } = face.size;
    let point = |x, y| Point { x, y };
    let across: Vec<Length> = match scheme {
        Scheme::Saddle | Scheme::Gathered | Scheme::Perfect => vec![width / 2],
        Scheme::Zine => vec![width / 4, width / 2, width * 3 / 4],
        Scheme::TwoUp | Scheme::CutAndStack => Vec::new(),
    };
    for x in across {
        face.lines.push((point(x, Length::ZERO), point(x, tick())));
        face.lines.push((point(x, height - tick()), point(x, height)));
    }
    if scheme == Scheme::Zine {
        let y = height / 2;
        face.lines.push((point(Length::ZERO, y), point(tick(), y)));
        face.lines.push((point(width - tick(), y), point(width, y)));
        // The cut.
        face.lines.push((point(width / 4, y), point(width * 3 / 4, y)));
    }
}

/// Two short lines in the fold, where the staples go.
fn staple(face: &mut SheetSide) {
    let Size { width, height } = face.size;
    let half = Length::from_mm(6.0);
    for y in [height / 4, height * 3 / 4] {
        face.lines.push((Point { x: width / 2, y: y - half }, Point { x: width / 2, y: y + half }));
    }
}

/// Lines at the corners of each page, outside of it. If pages fill their cells, the lines are at the edges of the sheet.
fn crop(face: &mut SheetSide, scheme: Scheme, page: Size) {
    let Size { width, height } = face.size;
    let point = |x, y| Point { x, y };
    if scheme == Scheme::CutAndStack {
        face.lines.push((point(width / 2, Length::ZERO), point(width / 2, tick())));
        face.lines.push((point(width / 2, height - tick()), point(width / 2, height)));
        face.lines.push((point(Length::ZERO, height / 2), point(tick(), height / 2)));
        face.lines.push((point(width - tick(), height / 2), point(width, height / 2)));
    }
    let gap = Length::from_mm(1.0);
    let mut lines = Vec::new();
    for cell in &face.cells {
        let (left, top) = (cell.page_at.x, cell.page_at.y);
        let (right, foot) = (left + page.width, top + page.height);
        let least = gap * 2;
        // Only at the sides where the page is smaller than its cell.
        let (above, below) = (top - cell.at.y > least, cell.at.y + cell.size.height - foot > least);
        let (before, after) = (left - cell.at.x > least, cell.at.x + cell.size.width - right > least);
        for x in [left, right] {
            if above {
                lines.push((point(x, (top - tick()).max(cell.at.y)), point(x, top - gap)));
            }
            if below {
                lines.push((point(x, foot + gap), point(x, (foot + tick()).min(cell.at.y + cell.size.height))));
            }
        }
        for y in [top, foot] {
            if before {
                lines.push((point((left - tick()).max(cell.at.x), y), point(left - gap, y)));
            }
            if after {
                lines.push((point(right + gap, y), point((right + tick()).min(cell.at.x + cell.size.width), y)));
            }
        }
    }
    face.lines.append(&mut lines);
}

/// A bar across the fold of the outermost sheet of each signature. On the spine of the gathered book the bars form a staircase, which shows
/// a missing or misplaced signature at once.
fn collate(face: &mut SheetSide, nth: usize, count: usize) {
    let Size { width, height } = face.size;
    let size = Size { width: Length::from_mm(2.0), height: Length::from_mm(5.0) };
    let room = height / 2 - size.height;
    let (nth, last) = (i64::try_from(nth).unwrap_or(0), i64::try_from(count.saturating_sub(1)).unwrap_or(1).max(1));
    let step = (room / last).min(size.height);
    face.bars.push((Point { x: (width - size.width) / 2, y: height / 4 + step * nth }, size));
}
