//! Points, sizes and margins. The origin of a page is its top left corner, and y grows downwards.
use super::Length;

/// A position on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Point {
    /// The distance from the left edge.
    pub x: Length,
    /// The distance from the top edge.
    pub y: Length,
}

/// A width and a height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Size {
    /// The horizontal extent.
    pub width: Length,
    /// The vertical extent.
    pub height: Length,
}

/// The four margins of a page, with the names that bookbinders use.
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
