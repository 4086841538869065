//! QR codes (ISO/IEC 18004) and the dark rectangles that are printed. The only file that names `qrcodegen`.
use qrcodegen::{QrCode, QrCodeEcc};

/// The modules of a QR code, without the quiet zone around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Modules {
    side: u32,
    /// Row by row from the top.
    dark: Vec<bool>,
}

impl Modules {
    /// The width of the quiet zone in modules, which must be white (ISO/IEC 18004, 6.3.8).
    pub const QUIET: u32 = 4;

    /// The QR code of a text. `None` if the text is too long for any code. The error correction level is M, or a higher one if
    /// the code gets no larger, so a bad copy can still be read.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
        let size = code.size();
        let dark = (0..size).flat_map(|y| (0..size).map(move |x| (x, y))).map(|(x, y)| code.get_module(x, y)).collect();
        Some(Self { side: u32::try_from(size).ok()?, dark })
    }

    /// The number of modules on a side.
    #[must_use]
    pub const fn side(&self) -> u32 {
        self.side
    }

    /// Whether a module is dark, counted from the top left corner.
    #[must_use]
    pub fn is_dark(&self, x: u32, y: u32) -> bool {
        x < self.side && self.dark.get((y * self.side + x) as usize).copied().unwrap_or(false)
    }

    /// The dark modules as rectangles that do not overlap: left, top, width and height in modules. Equal runs of dark modules in
    /// rows below one another are one rectangle.
    #[must_use]
    pub fn rectangles(&self) -> Vec<[u32; 4]> {
        let mut open: Vec<[u32; 4]> = Vec::new();
        let mut done = Vec::new();
        for y in 0..self.side {
            let mut next = Vec::new();
            let mut x = 0;
            while x < self.side {
                let width = (x..self.side).take_while(|x| self.is_dark(*x, y)).count().try_into().unwrap_or(0);
                if width > 0 {
                    let above = open.iter().position(|[left, _, wide, _]| (*left, *wide) == (x, width)).map(|at| open.swap_remove(at));
                    next.push(above.map_or([x, y, width, 1], |[left, top, width, height]| [left, top, width, height + 1]));
                }
                x += width + 1;
            }
            done.append(&mut open);
            open = next;
        }
        done.append(&mut open);
        done.sort_unstable_by_key(|[x, y, ..]| (*y, *x));
        done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rectangles_cover_each_dark_module_once() {
        let code = Modules::of("https://example.org/a/path?with=a&query").unwrap();
        let mut covered = vec![0; (code.side() * code.side()) as usize];
        for [left, top, width, height] in code.rectangles() {
            for (x, y) in (left..left + width).flat_map(|x| (top..top + height).map(move |y| (x, y))) {
                covered[(y * code.side() + x) as usize] += 1;
            }
        }
        let dark: Vec<i32> =
            (0..code.side()).flat_map(|y| (0..code.side()).map(move |x| (x, y))).map(|(x, y)| i32::from(code.is_dark(x, y))).collect();
        assert_eq!(covered, dark);
        assert!(code.rectangles().len() * 2 < dark.iter().filter(|dark| **dark == 1).count());
    }

    #[test]
    fn a_text_that_is_too_long_has_no_code() {
        assert_eq!(Modules::of(&"x".repeat(3_000)), None);
    }
}
