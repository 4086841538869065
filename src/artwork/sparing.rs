//! What becomes of the colours of a drawing that is printed with as little ink as can be.
//!
//! Ink lies in large areas, not in lines and letters. So an area that covers a fiftieth of the drawing or more becomes a light grey if it is
//! dark; a hairline around it tells it from one that it lies upon. A tint stays, since it may mean something, but for one that is the ground of
//! most of the drawing: that becomes white. Lines, letters and small marks stay as dark as they are. What was light upon an area that was
//! dark (a word in white on a bar) would be lost: it becomes as dark as it was light. Areas are taken in the order in which they are painted,
//! and a thing lies on the last of them that holds its middle.
use resvg::tiny_skia::{Path, PathSegment, Point, Rect};

/// An area that covers this much of a drawing is large.
const LARGE: f32 = 0.02;
/// One that covers this much of it is its ground.
const GROUND: f32 = 0.5;
/// The lightest area that is dark, from 0 (black) to 1 (white).
const DARK: f32 = 0.8;
/// The darkest area that is as good as white.
const WHITE: f32 = 0.97;
/// How light the darkest large area becomes.
const LIGHT: f32 = 0.82;

/// The large areas of a drawing that were painted so far.
#[derive(Debug)]
pub(super) struct Ground {
    /// Of the whole drawing.
    area: f32,
    /// Where they lie, and whether they were dark.
    areas: Vec<(Rect, bool)>,
}

impl Ground {
    /// That of a drawing of an area, before anything is painted.
    pub(super) const fn of(area: f32) -> Self {
        Self { area, areas: Vec::new() }
    }

    /// The lightness with which a shape is filled whose own is given, and whether a hairline goes around it.
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

    /// How wide a hairline is, in units of the drawing.
    pub(super) fn hairline(&self) -> f32 {
        self.area.sqrt() / 500.0
    }

    /// Whether a shape lies upon a dark area.
    fn is_dark(&self, shape: &Path) -> bool {
        let bounds = shape.bounds();
        let middle = Point::from_xy((bounds.left() + bounds.right()) / 2.0, (bounds.top() + bounds.bottom()) / 2.0);
        let holds = |area: &Rect| (area.left()..=area.right()).contains(&middle.x) && (area.top()..=area.bottom()).contains(&middle.y);
        self.areas.iter().rev().find(|(area, _)| holds(area)).is_some_and(|(_, dark)| *dark)
    }

    /// The lightness of what lies upon the areas: lines, letters, small shapes.
    pub(super) fn seen(&self, shape: &Path, lightness: f32) -> f32 {
        if lightness > 0.5 && self.is_dark(shape) { 1.0 - lightness } else { lightness }
    }
}

/// The area within an outline: that of the polygon of its points. Holes run the other way round and are taken off.
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
