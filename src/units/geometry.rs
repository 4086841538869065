//! Points, sizes and margins. The origin of a page is its top left corner; y grows downwards.
use super::Length;

/// A place on a page, measured from its top left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Point {
    /// To the right of the left edge.
    pub x: Length,
    /// Below the top edge.
    pub y: Length,
}

/// A width and a height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Size {
    /// From left to right.
    pub width: Length,
    /// From top to bottom.
    pub height: Length,
}

/// The four margins of a page, named as a bookbinder does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sides {
    /// At the spine.
    pub inner: Length,
    /// Above the type area.
    pub head: Length,
    /// At the fore-edge.
    pub outer: Length,
    /// Below the type area.
    pub foot: Length,
}
