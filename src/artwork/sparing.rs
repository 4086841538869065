//! Lightens a drawing so that it needs little ink.
//!
//! Most of the ink is in large areas, not in lines and letters. So only areas that cover at least a fiftieth of the drawing become lighter:
//!
//! - A dark area becomes light grey. If it lies on another dark area, it gets a hairline around it, so that both can still be told apart.
//! - A light tint stays, since it may carry meaning. But a tint that covers more than half of the drawing is its background and becomes
//!   white, with a hairline around it unless it was almost white.
//! - Lines, letters and small shapes stay as dark as they are. But if one of them is light and lies on a dark area, as a white word on a
//!   black bar does, it would disappear when the area becomes light. So its lightness is inverted.
//!
//! Large areas are remembered in the order in which they are painted. A shape lies on the last of them whose bounding box contains the
//! centre of the shape.
use resvg::tiny_skia::{Path, PathSegment, Point, Rect};

/// An area is large if it covers at least this fraction of the drawing.
const LARGE: f32 = 0.02;
/// A light area is the background if it covers more than this fraction of the drawing.
const GROUND: f32 = 0.5;
/// An area is dark if its lightness is less than this. Lightness is from 0 (black) to 1 (white).
const DARK: f32 = 0.8;
/// A background is almost white if its lightness is at least this.
const WHITE: f32 = 0.97;
/// The lightness that a large black area gets.
const LIGHT: f32 = 0.82;

/// The large areas of a drawing that have been painted so far.
#[derive(Debug)]
pub(super) struct PaintedAreas {
    /// The area of the whole drawing, in square units of the drawing.
    area: f32,
    /// The bounding box of each large area, and whether the area was dark.
    areas: Vec<(Rect, bool)>,
}

impl PaintedAreas {
    /// The state before anything is painted. `area` is the area of the drawing, in square units.
    pub(super) const fn of(area: f32) -> Self {
        Self { area, areas: Vec::new() }
    }

    /// The new lightness of a filled shape, and whether it gets a hairline. `lightness` is that of the drawing; `letters` says whether the
    /// shape is text. Remembers the shape if it is a large area.
    pub(super) fn filled(&mut self, shape: &Path, lightness: f32, letters: bool) -> (f32, bool) {
        let covered = covered(shape);
        if letters || covered < self.area * LARGE {
            return (self.seen(shape, lightness), false);
        }
        let dark = lightness < DARK;
        let on_dark = self.is_dark(shape);
        self.areas.push((shape.bounds(), dark));
        match dark {
            true => (LIGHT + (1.0 - LIGHT) / 2.0 * lightness, on_dark),
            false if covered > self.area * GROUND => (1.0, lightness < WHITE),
            false => (lightness, false),
        }
    }

    /// The width of a hairline, in units of the drawing.
    pub(super) fn hairline(&self) -> f32 {
        self.area.sqrt() / 500.0
    }

    /// Whether a shape lies on a dark area.
    fn is_dark(&self, shape: &Path) -> bool {
        let bounds = shape.bounds();
        let middle = Point::from_xy((bounds.left() + bounds.right()) / 2.0, (bounds.top() + bounds.bottom()) / 2.0);
        let holds = |area: &Rect| (area.left()..=area.right()).contains(&middle.x) && (area.top()..=area.bottom()).contains(&middle.y);
        self.areas.iter().rev().find(|(area, _)| holds(area)).is_some_and(|(_, dark)| *dark)
    }

    /// The new lightness of a line, a letter or a small shape.
    pub(super) fn seen(&self, shape: &Path, lightness: f32) -> f32 {
        if lightness > 0.5 && self.is_dark(shape) { 1.0 - lightness } else { lightness }
    }
}

/// The area within an outline, in square units: that of the polygon through all its points, control points included. Holes run in the
/// opposite direction, so they are subtracted.
fn covered(shape: &Path) -> f32 {
    let (mut sum, mut start, mut last) = (0.0, Point::zero(), Point::zero());
    let cross = |from: Point, to: Point| from.x * to.y - to.x * from.y;
    for segment in shape.segments() {
        let points: &[Point] = match &segment {
            PathSegment::MoveTo(point) => {
                sum += cross(last, start);
                (start, last) = (*point, *point);
                continue;
            }
            PathSegment::LineTo(point) => &[*point],
            PathSegment::QuadTo(one, point) => &[*one, *point],
            PathSegment::CubicTo(one, two, point) => &[*one, *two, *point],
            PathSegment::Close => &[start],
        };
        for point in points {
            sum += cross(last, *point);
            last = *point;
        }
    }
    (sum + cross(last, start)).abs() / 2.0
}
