//! Compares the dictionaries with the patterns that they were made from: `tests/fixtures/hyph_*.txt` has words as LuaTeX divides
//! them with the patterns of hyph-utf8, and with the fewest letters that the language allows before and after a hyphen.
use std::fs;
use std::path::Path;

use chapbook::language::Hyphenator;

#[test]
fn words_are_divided_as_in_luatex() {
    for (language, count) in [("en-us", 5_000), ("en-gb", 5_000), ("ru", 41)] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/hyph_{language}.txt"));
        let list = fs::read_to_string(path).unwrap();
        let hyphenator = Hyphenator::of(language).unwrap();
        let mut compared = 0;
        for line in list.lines() {
            let mut divided = line.replace('-', "");
            for at in hyphenator.pattern_points(&divided).into_iter().rev() {
                divided.insert(at, '-');
            }
            assert_eq!(divided, line, "{language}");
            compared += 1;
        }
        assert_eq!(compared, count, "{language}");
    }
}
