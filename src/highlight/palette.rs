//! How the classes of tokens look on paper and on a screen.
//!
//! Colour is not the only difference between tokens: keywords are bold, unless the design saves ink, and comments are italic. All colours
//! of the e-book have a relative luminance of about 0.18. Only at that luminance is the contrast at least 4.5 on both white and black
//! (WCAG 2.2, success criterion 1.4.3), so the same colour is readable by day and by night. A stylesheet cannot query the colour of the
//! page: `prefers-color-scheme` is the setting of the device, and a reading system may show white pages on a dark device.
use super::token::TokenClass;

/// A colour in sRGB: red, green, blue.
pub type Rgb = [u8; 3];

/// How the tokens of a class are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenLook {
    /// Whether the letters are bold.
    pub bold: bool,
    /// Whether the letters are italic.
    pub italic: bool,
    /// The grey on paper without colours, from 0 (black) to 255 (white). The lightest grey in use has a contrast of 5.7 on white and
    /// survives a photocopier.
    pub grey: u8,
    /// The colour in a PDF in colours, whose pages are white.
    pub paper: Rgb,
    /// The colour in the e-book, whose pages may be white or black.
    pub screen: Rgb,
}

impl TokenClass {
    /// How tokens of this class are set.
    #[must_use]
    pub const fn look(self) -> TokenLook {
        const PLAIN: TokenLook = TokenLook { bold: false, italic: false, grey: 0, paper: [0; 3], screen: [0x76; 3] };
        match self {
            Self::Comment => TokenLook { italic: true, grey: 102, paper: [0x5C, 0x63, 0x70], screen: [0x6D, 0x76, 0x85], ..PLAIN },
            Self::Keyword => TokenLook { bold: true, paper: [0x7C, 0x2D, 0x92], screen: [0xAC, 0x4B, 0xC7], ..PLAIN },
            Self::String => TokenLook { grey: 64, paper: [0x1A, 0x6B, 0x3C], screen: [0x21, 0x86, 0x4B], ..PLAIN },
            Self::Constant => TokenLook { paper: [0x8A, 0x45, 0x00], screen: [0xB8, 0x5C, 0x00], ..PLAIN },
            Self::Name => TokenLook { paper: [0x0B, 0x53, 0x94], screen: [0x10, 0x76, 0xD3], ..PLAIN },
            Self::Type => TokenLook { paper: [0x00, 0x6A, 0x78], screen: [0x00, 0x81, 0x92], ..PLAIN },
            Self::Inserted => TokenLook { bold: true, paper: [0x1A, 0x6B, 0x3C], screen: [0x21, 0x86, 0x4B], ..PLAIN },
            Self::Deleted => TokenLook { grey: 102, paper: [0xA3, 0x16, 0x1C], screen: [0xE2, 0x28, 0x30], ..PLAIN },
            Self::Prompt => TokenLook { grey: 102, paper: [0x5C, 0x63, 0x70], screen: [0x6D, 0x76, 0x85], ..PLAIN },
        }
    }
}

/// The contrast ratio of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio").
#[must_use]
pub fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The relative luminance of a colour, from 0 to 1 (WCAG 2.2, "relative luminance").
fn luminance(colour: Rgb) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = colour.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_can_be_read_on_every_page() {
        const WHITE: Rgb = [255; 3];
        const BLACK: Rgb = [0; 3];
        const SEPIA: Rgb = [0xF4, 0xEC, 0xD8];
        const NIGHT: Rgb = [0x12; 3];
        for class in TokenClass::ALL {
            let TokenLook { grey, paper, screen, .. } = class.look();
            for (colour, page, least) in [
                ([grey; 3], WHITE, 4.5),
                (paper, WHITE, 4.5),
                (paper, SEPIA, 4.5),
                (screen, WHITE, 4.5),
                (screen, BLACK, 4.5),
                // A colour that is readable on both white and black has less contrast on a page of a colour between them.
                (screen, SEPIA, 3.8),
                (screen, NIGHT, 4.0),
            ] {
                let found = contrast(colour, page);
                assert!(found >= least, "{} on {page:?}: {found}", class.name());
            }
        }
    }

    #[test]
    fn the_contrast_is_that_of_the_guidelines() {
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 0.001);
        assert!((contrast([0x76; 3], [255; 3]) - 4.54).abs() < 0.01);
    }
}
