//! Lines of Chinese and Japanese, which have no spaces: they fill the measure and never leave it.
use chapbook::font::{FontBook, SymbolicLinks};
use chapbook::typeset::Segment;
use chapbook::units::Length;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::support::made_fonts::{Style, bundled, styled, with_glyphs_of};
use crate::support::setting::{BARE, TypesetBook, set_in};

const HAN: &str = "霁月难逢彩云易散心比天高身为下贱风流灵巧招人怨寿夭多因诽谤生情公子空牵念";
const SIGNS: &str = "，。「」、！";

/// The bundled fonts, and a family that has these characters, all of them in the shape of a wide letter.
fn fonts() -> FontBook {
    let glyphs: Vec<(char, char)> = HAN.chars().chain(SIGNS.chars()).map(|character| (character, 'M')).collect();
    let face = with_glyphs_of(&styled(&bundled("alegreya-sans/AlegreyaSans-Regular.ttf"), Style::new("Han", "Regular", 400)), &glyphs);
    let (mut fonts, folder) = (FontBook::bundled(), tempfile::tempdir().unwrap());
    std::fs::write(folder.path().join("han.ttf"), face).unwrap();
    assert_eq!(fonts.add_path(folder.path(), SymbolicLinks::Refuse).unwrap().len(), 0);
    fonts
}

fn made(fonts: &FontBook, look: &str, text: &str) -> TypesetBook {
    set_in(fonts, &format!("{BARE}text-face = \"Han\"\n{look}"), text, &["missing-style"])
}

/// The right end of each line.
fn ends(made: &TypesetBook) -> Vec<Length> {
    made.lines().map(|line| line.at.x + line.line.width()).collect()
}

/// Designs: a page of the usual size, a small page, two narrow columns, ragged lines, letters and signs that neither stretch nor hang
/// into the margin.
const LOOKS: [&str; 5] = [
    "",
    "page = { width = \"80mm\", height = \"140mm\" }\nmargins = { inner = \"12mm\", head = \"12mm\", outer = \"12mm\", foot = \"14mm\" }\n",
    "page = \"a4\"\ncolumns = 2\n",
    "page = \"a6\"\njustify = false\n",
    "expansion = 0\nprotrusion = false\n",
];

#[test]
fn a_line_ends_one_character_earlier_rather_than_leave_the_measure() {
    let fonts = fonts();
    let text = "霁月难逢，彩云易散。心比天高，身为下贱。风流灵巧招人怨。寿夭多因诽谤生，多情公子空牵念。";
    // The measure takes every value between two whole numbers of characters.
    for tenths in 600..640 {
        let outer = 1400 - tenths;
        let look = format!(
            "page = {{ width = \"150mm\", height = \"120mm\" }}\nmargins = {{ inner = \"10mm\", head = \"12mm\", outer = \"{}.{}mm\", foot = \"14mm\" }}\n",
            outer / 10,
            outer % 10
        );
        let made = made(&fonts, &look, &format!("# One\n\n{}\n", text.repeat(4)));
        assert_eq!(made.told, "");
        let right = made.design().margins.inner + made.design().measure();
        let ends = ends(&made);
        // Without the title and the last line.
        let full = &ends[1..ends.len() - 1];
        assert!(full.len() > 3 && full.iter().all(|end| (*end - right).0.abs() < Length::points(1).0 / 4), "{full:?} and {right}");
        let gaps = made.lines().flat_map(|line| line.line.segments.clone()).filter(|segment| matches!(segment, Segment::Space(_))).count();
        assert_eq!(gaps, 0, "no space is added to the text");
    }
}

#[test]
fn emphasis_stays_upright_and_is_reported() {
    let fonts = fonts();
    let set = |text: &str| set_in(&fonts, &format!("{BARE}text-face = \"Han\"\n"), &format!("# One\n\n{text}\n"), &[]);
    let slanted = |made: &TypesetBook| -> Vec<String> {
        let segments = made.lines().flat_map(|line| line.line.segments.clone());
        segments
            .filter_map(|segment| if let Segment::Glyphs(run) = segment { Some(run) } else { None })
            .filter(|run| run.imitation.slanted)
            .map(|run| run.text.to_string())
            .collect()
    };
    let han = set("霁月*难逢*彩云");
    assert_eq!(slanted(&han), Vec::<String>::new());
    assert!(han.told.contains("`Han` has no italic face") && han.told.matches("missing-style").count() == 1, "{}", han.told);
    let both = set("霁月*难逢 and 彩云*");
    assert_eq!(slanted(&both), ["and"]);
}

fn passage() -> impl Strategy<Value = String> {
    let han: Vec<char> = HAN.chars().collect();
    let run = prop::collection::vec(prop::sample::select(han), 1..30).prop_map(|run| run.into_iter().collect::<String>());
    let sign = prop::sample::select(SIGNS.chars().map(String::from).collect::<Vec<_>>());
    let word = prop_oneof![4 => Just(String::new()), 1 => "[a-z]{2,12}", 1 => " [A-Za-z]{2,12} ", 1 => "[0-9]{1,4}", 1 => "—"];
    let part = (run, sign, word, 0..6_u8).prop_map(|(run, sign, word, style)| match style {
        0 => format!("**{run}**{sign}{word}"),
        _ => format!("{run}{sign}{word}"),
    });
    prop::collection::vec(part, 1..20).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, rng_seed: RngSeed::Fixed(1754), ..ProptestConfig::default() })]

    #[test]
    fn no_line_leaves_the_measure(paragraphs in prop::collection::vec(passage(), 1..4), look in prop::sample::select(&LOOKS[..])) {
        let text = format!("# One\n\n{}\n\n> {}\n", paragraphs.join("\n\n"), paragraphs[0]);
        // `made` also asserts that the pages have no faults.
        let made = made(&fonts(), look, &text);
        prop_assert!(!made.told.contains("overfull-line") && !made.told.contains("tight-line"), "{}", made.told);
    }
}
