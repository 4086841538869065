//! Limits for drawings, which may come from anybody.
//!
//! `usvg` and `resvg` recurse for each level of nesting, allocate as many pixels as a filter asks for, and panic on some sizes. So
//! the nesting is limited before a drawing is parsed, the filters are measured before anything is painted, and all work with a drawing is
//! done on a thread with a large stack, where panics are caught.
use std::thread;

use resvg::usvg::filter::{Filter, Kind};
use resvg::usvg::{Group, Node, Tree};

use super::ArtworkError;
use crate::source::guard::guarded;

/// How deeply elements may be nested. Drawing programs write a few dozen levels. `usvg` refuses more than 1,024.
const DEEPEST: usize = 1000;

/// The stack for the work with a drawing, in bytes. A level of nesting takes less than 16 kB of it, even in a build without optimisation.
const STACK: usize = 64 << 20;

/// The largest width or height of the region of a filter, as a multiple of that of the drawing.
const WIDEST: f32 = 5.0;

/// The work that all filters of a drawing may take together: how many values they read for each of its pixels, on average.
const MOST_WORK: f32 = 4000.0;

/// The width of a painted drawing that [`MOST_WORK`] assumes, in pixels.
const PAINTED: f32 = 1600.0;

/// Works with a drawing on a thread with a large stack. If no thread can be started, works on this one.
///
/// # Errors
/// Those of `work`, and [`ArtworkError::Unpaintable`] if it panicked.
pub(super) fn on_large_stack<T: Send>(work: impl FnOnce() -> Result<T, ArtworkError> + Send) -> Result<T, ArtworkError> {
    let attempt = |work| guarded(work).unwrap_or(Err(ArtworkError::Unpaintable));
    let (mut left, mut result) = (Some(work), None);
    thread::scope(|scope| {
        let (left, result) = (&mut left, &mut result);
        let started = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || *result = left.take().map(attempt));
        // The thread has no panic of its own: `attempt` catches those of `work`.
        started.map(|thread| thread.join())
    })
    .ok();
    match left {
        Some(work) => attempt(work),
        None => result.unwrap_or(Err(ArtworkError::Unpaintable)),
    }
}

/// Checks the nesting of a drawing before it is parsed.
///
/// # Errors
/// [`ArtworkError::TooDeep`] if more than [`DEEPEST`] elements are open at once.
pub(super) fn check_nesting(svg: &[u8]) -> Result<(), ArtworkError> {
    let find = |text: &[u8], sign: &[u8]| text.windows(sign.len()).position(|window| window == sign);
    let (mut rest, mut depth) = (svg, 0_usize);
    while let Some(at) = rest.iter().position(|byte| *byte == b'<') {
        rest = &rest[at + 1..];
        let skipped = [(&b"!--"[..], &b"-->"[..]), (b"![CDATA[", b"]]>"), (b"?", b"?>")];
        if let Some((_, end)) = skipped.into_iter().find(|(start, _)| rest.starts_with(start)) {
            rest = find(rest, end).map_or(&[][..], |at| &rest[at + end.len()..]);
        } else if rest.starts_with(b"/") {
            depth = depth.saturating_sub(1);
        } else if !rest.starts_with(b"!") {
            let end = tag_end(rest);
            depth += usize::from(!rest[..end].ends_with(b"/"));
            if depth > DEEPEST {
                return Err(ArtworkError::TooDeep(DEEPEST));
            }
            rest = &rest[end..];
        }
    }
    Ok(())
}

/// The byte of the `>` that ends a tag, or the length of the text if none does. The values of attributes may contain that sign.
fn tag_end(tag: &[u8]) -> usize {
    let mut quote = None;
    let end = tag.iter().position(|byte| {
        match quote {
            Some(open) if open == *byte => quote = None,
            None if matches!(byte, b'"' | b'\'') => quote = Some(*byte),
            _ => {}
        }
        quote.is_none() && *byte == b'>'
    });
    end.unwrap_or(tag.len())
}

/// Checks the filters of a drawing.
///
/// # Errors
/// [`ArtworkError::Filter`] if one of them covers much more than the drawing, or if all of them together would take too long.
pub(super) fn check_filters(tree: &Tree) -> Result<(), ArtworkError> {
    let mut check = FilterCheck { width: tree.size().width(), height: tree.size().height(), work: 0.0, fits: true };
    check.group(tree.root());
    if check.fits && check.work <= MOST_WORK { Ok(()) } else { Err(ArtworkError::Filter) }
}

struct FilterCheck {
    /// The size of the drawing in user units.
    width: f32,
    height: f32,
    /// The work of the filters so far. See [`MOST_WORK`].
    work: f32,
    /// Whether all regions so far are small enough.
    fits: bool,
}

impl FilterCheck {
    fn group(&mut self, group: &Group) {
        for filter in group.filters() {
            self.filter(filter, group);
        }
        for node in group.children() {
            if let Node::Group(inner) = node {
                self.group(inner);
            }
            // Clips, masks, patterns, and drawings within the drawing.
            node.subroots(|inner| self.group(inner));
        }
    }

    fn filter(&mut self, filter: &Filter, group: &Group) {
        let Some(region) = filter.rect().transform(group.abs_transform()) else {
            self.fits = false;
            return;
        };
        let (across, down) = (region.width() / self.width, region.height() / self.height);
        // NaN does not fit either.
        self.fits &= across <= WIDEST && down <= WIDEST;
        let pixels = |length: f32| (length / self.width * PAINTED).min(PAINTED);
        for primitive in filter.primitives() {
            let values = match primitive.kind() {
                Kind::ConvolveMatrix(kernel) => kernel.matrix().data().len() as f32,
                Kind::Turbulence(noise) => noise.num_octaves() as f32,
                Kind::Morphology(brush) => (2.0 * pixels(brush.radius_x().get()) + 1.0) * (2.0 * pixels(brush.radius_y().get()) + 1.0),
                _ => 1.0,
            };
            self.work += across * down * values;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nesting_is_counted_without_comments_and_attributes() {
        let nested = |depth: usize, within: &str| format!("<svg>{}{within}{}</svg>", "<g>".repeat(depth - 1), "</g>".repeat(depth - 1));
        for within in ["", "<path d='>'/>", "<!-- <g><g> -->", "<![CDATA[<g>]]>", "<?x <g>?>", "<a b=\"/>\"/>"] {
            assert!(check_nesting(nested(DEEPEST - 1, within).as_bytes()).is_ok(), "{within}");
        }
        assert!(check_nesting(nested(DEEPEST + 1, "").as_bytes()).is_err());
        assert!(check_nesting(b"<svg><g <!-- <").is_ok());
        let many = format!("<svg>{}</svg>", "<g></g>".repeat(3 * DEEPEST));
        assert!(check_nesting(many.as_bytes()).is_ok());
    }

    #[test]
    fn a_panic_becomes_an_error() {
        assert!(matches!(on_large_stack(|| -> Result<(), _> { panic!() }), Err(ArtworkError::Unpaintable)));
        assert!(matches!(on_large_stack(|| Ok(7)), Ok(7)));
    }
}
