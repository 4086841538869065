//! Character protrusion: how far a character extends into the margin, so that the edge of the text looks straight: most of a
//! full stop, half of a hyphen, a little of an A. The values follow Hàn Thế Thành (Micro-typographic extensions to the TeX
//! typesetting system, Brno 2000, chapter 2) and the packages based on his work.

/// How far a character protrudes to the left if it begins a line and to the right if it ends one, in thousandths of its width.
pub(crate) const fn protrusion(character: char, italic: bool) -> (i64, i64) {
    match character {
        '-' | '\u{ad}' | '\u{2010}' | '\u{2011}' => {
            if italic {
                (300, 300)
            } else {
                (500, 500)
            }
        }
        '.' => (0, if italic { 500 } else { 700 }),
        ',' => (0, 500),
        ':' => (0, if italic { 300 } else { 500 }),
        ';' => (0, 300),
        '!' | '?' => (0, 100),
        '\u{a1}' | '\u{bf}' => (100, 0),
        '(' => (if italic { 200 } else { 100 }, 0),
        ')' => (0, 200),
        '[' => (100, 0),
        ']' => (0, 100),
        '/' => (100, 200),
        '\u{2013}' => (200, 200),
        '\u{2014}' => (150, 150),
        '\u{2018}' | '\u{2019}' => {
            if italic {
                (400, 200)
            } else {
                (300, 400)
            }
        }
        '\u{201c}' | '\u{201d}' => {
            if italic {
                (400, 200)
            } else {
                (300, 300)
            }
        }
        '\'' | '"' => (300, 300),
        '\u{201a}' | '\u{201e}' => (400, 400),
        '\u{2039}' => (400, 300),
        '\u{203a}' => (300, 400),
        '\u{ab}' | '\u{bb}' => (200, 200),
        '*' => (200, 200),
        '+' => (250, 250),
        'A' | 'T' | 'V' | 'W' | 'X' | 'Y' | 'v' | 'w' | 'x' | '1' | '4' | '7' | '@' | '%' => (50, 50),
        'F' | 'K' | 'L' | 'k' | 'r' | 'y' => (0, 50),
        'J' | '\u{c6}' => (50, 0),
        // А Т Х У х у, and Г К к г.
        '\u{410}' | '\u{422}' | '\u{425}' | '\u{423}' | '\u{445}' | '\u{443}' => (50, 50),
        '\u{413}' | '\u{41a}' | '\u{43a}' | '\u{433}' => (0, 50),
        _ => (0, 0),
    }
}
