//! The greys and colours of letters, and of the lines that are drawn with them.

use crate::highlight::Rgb;

/// The grey or colour that letters are painted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Paint {
    /// A grey, from 0 (black) to 255 (white).
    Grey(u8),
    /// A colour in sRGB: red, green, blue.
    Rgb(Rgb),
}

impl Paint {
    /// Black.
    pub const BLACK: Self = Self::Grey(0);
}
