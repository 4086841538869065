//! The user's own fonts: which files are read, which face sets which words, and what is reported.
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use chapbook::build::{BuildRequest, Outcome, build};
use chapbook::diagnostic::render::{MessageFormat, Screen, render};
use chapbook::font::{FontBook, SymbolicLinks};
use lopdf::Document;

use crate::support::made_fonts::{Style, altered, bundled, collection, styled, variable, with_characters, with_glyphs_of, woff2};
use crate::support::shelf::{Epub, Silent};
use crate::support::tools::pdftotext;

const REGULAR: &str = "alegreya-sans/AlegreyaSans-Regular.ttf";
const CHAPTER: &str = "# One\n\nText, *emphasis*, **strong** and ***both***.\n";

/// A built book in its folder.
struct BuiltBook {
    told: String,
    written: Vec<PathBuf>,
    folder: tempfile::TempDir,
}

impl BuiltBook {
    /// Returns the names of the faces in the PDF, without their tags.
    fn faces(&self) -> BTreeSet<String> {
        let pdf = self.written.iter().find(|path| path.extension().is_some_and(|own| own == "pdf")).expect("a PDF");
        let pdf = Document::load(pdf).unwrap();
        let fonts = pdf.objects.values().filter_map(|object| object.as_dict().ok()?.get(b"BaseFont").ok()?.as_name().ok());
        fonts.filter_map(|name| Some(String::from_utf8_lossy(name).split_once('+')?.1.to_owned())).collect()
    }

    fn epub(&self) -> Epub {
        let path = self.written.iter().find(|path| path.extension().is_some_and(|own| own == "epub")).expect("an EPUB");
        Epub::open(fs::read(path).unwrap())
    }
}

/// Builds a book with these keys in `[book]`, this text face, and these files. `--font-path` names the folder `outside`, if there is one.
fn made(settings: &str, face: &str, chapter: &str, files: &[(&str, &[u8])]) -> BuiltBook {
    let folder = tempfile::tempdir().unwrap();
    let toml = format!(
        "[book]\ntitle = \"T\"\nlanguage = \"en\"\n{settings}\n[design]\ntext-face = \"{face}\"\nheading-face = \"{face}\"\n\
         title-pages = false\ncontents = false\n"
    );
    for (name, bytes) in [("book/book.toml", toml.as_bytes()), ("book/a.md", chapter.as_bytes())].iter().chain(files) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let outside = folder.path().join("outside");
    let request = BuildRequest {
        path: folder.path().join("book"),
        font_paths: if outside.exists() { vec![outside] } else { Vec::new() },
        system_font_folders: vec![folder.path().join("system"), folder.path().join("nowhere")],
        ..BuildRequest::default()
    };
    let Outcome { sources, diagnostics, written, .. } = build(&request, &Silent).unwrap();
    BuiltBook { told: render(&diagnostics, &sources, MessageFormat::Short, Screen::default()), written, folder }
}

fn names<const N: usize>(names: [&str; N]) -> BTreeSet<String> {
    names.into_iter().map(str::to_owned).collect()
}

/// The names of the nine weights, with their numbers.
const WEIGHTS: [(&str, u16); 9] = [
    ("Thin", 100),
    ("ExtraLight", 200),
    ("Light", 300),
    ("Regular", 400),
    ("Medium", 500),
    ("SemiBold", 600),
    ("Bold", 700),
    ("ExtraBold", 800),
    ("Black", 900),
];

/// Writes a family of eighteen faces and two condensed ones into subfolders.
fn large_family(folder: &Path) {
    let font = bundled(REGULAR);
    let write = |name: &str, style: Style<'_>| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, styled(&font, style)).unwrap();
    };
    for (name, weight) in WEIGHTS {
        write(&format!("static/Work-{name}.ttf"), Style::new("Work", name, weight));
        let italic = if name == "Regular" { "Italic".to_owned() } else { format!("{name} Italic") };
        write(&format!("static/italic/Work-{name}Italic.TTF"), Style::new("Work", &italic, weight));
    }
    write("zz/Work-Condensed.ttf", Style { width: 3, ..Style::new("Work", "Condensed", 400) });
    write("zz/Work-CondensedBold.ttf", Style { width: 3, ..Style::new("Work", "Condensed Bold", 700) });
}

#[test]
fn a_family_of_all_weights_is_used_in_regular_and_bold() {
    let folder = tempfile::tempdir().unwrap();
    large_family(folder.path());
    let mut fonts = FontBook::bundled();
    assert!(fonts.add_path(folder.path(), SymbolicLinks::Follow).unwrap().is_empty());
    let style = |family: &str, bold, italic| fonts.face(fonts.find(family, bold, italic).unwrap()).style();
    let all = |family: &str| [(false, false), (false, true), (true, false), (true, true)].map(|(bold, italic)| style(family, bold, italic));
    assert_eq!(all("work"), ["regular", "italic", "bold", "bold italic"]);
    // The name of a weight also names its italic. The bold face is that of the family.
    assert_eq!(all("Work Light"), ["light", "light italic", "bold", "bold italic"]);
    assert_eq!(all("Work Black"), ["black", "black italic", "black", "black italic"]);
    assert_eq!(all("Work Condensed"), ["condensed", "condensed", "condensed bold", "condensed bold"]);
}

#[test]
fn the_nearest_weight_takes_the_place_of_a_missing_one() {
    let folder = tempfile::tempdir().unwrap();
    let font = bundled(REGULAR);
    for (file, family, name, weight) in [
        ("a", "One", "Thin", 100),
        ("b", "One", "Medium", 500),
        ("c", "Two", "Light", 300),
        ("d", "Two", "Medium", 500),
        ("e", "Two", "Black", 900),
        ("f", "Three", "SemiBold", 600),
        ("g", "Three", "ExtraBold", 800),
    ] {
        fs::write(folder.path().join(format!("{file}.ttf")), styled(&font, Style::new(family, name, weight))).unwrap();
    }
    let mut fonts = FontBook::bundled();
    fonts.add_path(folder.path(), SymbolicLinks::Follow).unwrap();
    let styles = |family: &str| [false, true].map(|bold| fonts.face(fonts.find(family, bold, false).unwrap()).style());
    assert_eq!(styles("One"), ["medium", "medium"]);
    assert_eq!(styles("Two"), ["medium", "black"]);
    assert_eq!(styles("Three"), ["semi-bold", "extra-bold"]);
}

#[test]
fn the_folder_beside_book_toml_is_used_with_its_subfolders() {
    let font = bundled(REGULAR);
    let face = |name: &str, weight| styled(&font, Style::new("Work", name, weight));
    let made = made(
        "",
        "Work",
        CHAPTER,
        &[
            ("book/fonts/a/Work-Thin.ttf", &face("Thin", 100)),
            ("book/fonts/a/b/Work-Regular.ttf", &face("Regular", 400)),
            ("book/fonts/Work-Italic.otf", &face("Italic", 400)),
            ("book/fonts/Work-Bold.ttf", &face("Bold", 700)),
            ("book/fonts/Work-BoldItalic.ttf", &face("Bold Italic", 700)),
            ("book/fonts/OFL.txt", b"a licence"),
            ("book/fonts/.hidden/Work-Regular.ttf", b"no font"),
            ("book/fonts/._Work-Regular.ttf", b"no font"),
        ],
    );
    assert_eq!(made.told, "");
    assert_eq!(made.faces(), names(["Work-Regular", "Work-Italic", "Work-Bold", "Work-BoldItalic"]));
    let css = made.epub().text("stylesheet.css");
    assert!(css.contains("font-family: \"Work\"; font-style: normal; font-weight: normal; src: url(work-regular.ttf)"), "{css}");
}

#[test]
fn the_key_names_files_and_folders_and_missing_ones_are_reported() {
    let face = styled(&bundled(REGULAR), Style::new("Work", "Regular", 400));
    let files: &[(&str, &[u8])] = &[("book/faces/Work.ttf", &face), ("book/fonts/other.ttf", b"not read, because the key names others")];
    let given = made("fonts = [\"faces/Work.ttf\"]", "Work", "# One\n\nText.\n", files);
    assert_eq!((given.told.as_str(), given.faces()), ("", names(["Work-Regular"])));
    let given = made("fonts = [\"../book/faces\"]", "Work", "# One\n\nText.\n", files);
    assert_eq!((given.told.as_str(), given.faces()), ("", names(["Work-Regular"])));
    let missing = made("fonts = [\"faces\", \"type\"]", "Work", "# One\n\nText.\n", files);
    assert!(
        missing.told.starts_with("book.toml:4:19: error[missing-file]: there is no file or folder of fonts `type`"),
        "{}",
        missing.told
    );
    // A font of the command line replaces one of the book.
    let other = styled(&bundled("alegreya/Alegreya-Regular.ttf"), Style::new("Work", "Medium", 450));
    let both = made("fonts = [\"faces\"]", "Work", "# One\n\nText.\n", &[files[0], ("outside/Work.ttf", &other)]);
    assert_eq!(both.faces(), names(["Work-Regular"]), "the nearer weight counts before the order");
}

#[test]
fn every_face_of_a_collection_is_offered_and_found_by_its_name() {
    let font = bundled(REGULAR);
    let of = |family| styled(&font, Style::new(family, "Regular", 400));
    let latin_modern = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fonts/latin-modern/lmroman10-regular.otf");
    let collections = [
        ("outside/sans.ttc", collection(&[of("Sans One"), of("Sans Two"), of("Sans Three")])),
        ("outside/serif.otc", collection(&[fs::read(latin_modern).unwrap(), of("Sans Four")])),
    ];
    let files: Vec<(&str, &[u8])> = collections.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    for (family, name) in
        [("Sans Two", "SansTwo-Regular"), ("sans three", "SansThree-Regular"), ("Latin Modern Roman", "LatinModernRoman-Regular")]
    {
        let made = made("", family, "# One\n\nText.\n", &files);
        assert_eq!((made.told.as_str(), made.faces()), ("", names([name])));
        let (epub, name) = (made.epub(), name.to_lowercase());
        let own: Vec<&str> = epub.names().filter(|file| file.contains(&name)).collect();
        assert!(own.len() == 1 && epub.bytes(own[0]).len() < 30_000, "{own:?}");
    }
    let mut fonts = FontBook::bundled();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("sans.ttc"), files[0].1).unwrap();
    fonts.add_path(folder.path(), SymbolicLinks::Follow).unwrap();
    assert!(["Sans One", "Sans Two", "Sans Three"].iter().all(|family| fonts.families().contains(family)));
}

#[test]
fn a_web_font_gives_the_same_pages_as_the_font_in_it() {
    let font = styled(&bundled(REGULAR), Style::new("Work", "Regular", 400));
    let text = "# One\n\nOffice, Привет, “quoted”.\n";
    let [plain, web] = [("outside/work.ttf", font.clone()), ("outside/work.woff2", woff2(&font))].map(|(name, bytes)| {
        let made = made("", "Work", text, &[(name, &bytes)]);
        assert_eq!(made.told, "", "{name}");
        fs::read(made.written.iter().find(|path| path.extension().is_some_and(|own| own == "pdf")).unwrap()).unwrap()
    });
    assert!(plain == web, "{} and {} bytes", plain.len(), web.len());
}

#[test]
fn unusable_fonts_are_reported_and_skipped() {
    let font = bundled(REGULAR);
    let colour = altered(&font, &[b"glyf", b"loca"], &[b"CBDT", b"CBLC"]);
    let empty = altered(&font, &[b"glyf", b"loca"], &[]);
    let nameless = altered(&font, &[b"name"], &[]);
    let mute = altered(&font, &[b"cmap"], &[]);
    let made = made(
        "",
        "Alegreya",
        "# One\n\nText.\n",
        &[
            ("book/fonts/colour.ttf", &colour),
            ("book/fonts/empty.otf", &empty),
            ("book/fonts/mute.ttf", &mute),
            ("book/fonts/nameless.ttf", &nameless),
            ("book/fonts/old/type1.pfb", b"%!PS-AdobeFont-1.0"),
            ("book/fonts/short.ttc", b"ttcf"),
            ("book/fonts/short.woff2", b"wOF2 and no more"),
            ("book/fonts/zero.ttf", b""),
        ],
    );
    let told: Vec<&str> = made.told.lines().filter_map(|line| line.split_once("unusable-font]: ")?.1.split(" (").next()).collect();
    let expected = [
        "`fonts/colour.ttf` has only coloured pictures of its characters, and no outlines",
        "`fonts/empty.otf` has no outlines",
        "`fonts/mute.ttf` has no character map",
        "`fonts/nameless.ttf` has no family name",
        "`fonts/old/type1.pfb` is not a TrueType or OpenType font",
        "`fonts/short.ttc` is damaged: it ends too early",
        "`fonts/short.woff2` is damaged: its tables cannot be unpacked",
        "`fonts/zero.ttf` is damaged: it ends too early",
    ];
    assert_eq!(told, expected, "{}", made.told);
    assert_eq!(made.written.len(), 2, "{}", made.told);
}

#[cfg(unix)]
#[test]
fn links_in_the_fonts_of_a_book_are_not_followed() {
    let face = styled(&bundled(REGULAR), Style::new("Work", "Regular", 400));
    let made = made("", "Alegreya", "# One\n\nText.\n", &[("book/fonts/OFL.txt", b""), ("elsewhere/Work.ttf", &face)]);
    let (fonts, elsewhere) = (made.folder.path().join("book/fonts"), made.folder.path().join("elsewhere"));
    std::os::unix::fs::symlink(&elsewhere, fonts.join("folder")).unwrap();
    std::os::unix::fs::symlink(elsewhere.join("Work.ttf"), fonts.join("Work.ttf")).unwrap();
    std::os::unix::fs::symlink(&fonts, fonts.join("round")).unwrap();
    let mut book = FontBook::bundled();
    let passed_over = book.add_path(&fonts, SymbolicLinks::Refuse).unwrap();
    let names: Vec<_> = passed_over.iter().map(|file| file.path.file_name().unwrap().to_string_lossy().into_owned()).collect();
    assert_eq!(names, ["Work.ttf", "folder", "round"]);
    assert!(book.find("Work", false, false).is_none());
    // The command line may name folders of the system, where links are usual.
    let mut book = FontBook::bundled();
    assert!(book.add_path(&fonts, SymbolicLinks::Follow).unwrap().is_empty());
    assert!(book.find("Work", false, false).is_some());
}

#[test]
fn system_fonts_are_used_only_if_the_book_allows_them_and_are_reported() {
    let face = styled(&bundled(REGULAR), Style::new("Work", "Regular", 400));
    let system: &[(&str, &[u8])] = &[("system/deep/Work.ttf", &face), ("system/broken.ttf", b"no font")];
    let without = made("", "Work", "# One\n\nText.\n", system);
    assert!(without.told.contains("error[unknown-face]: there is no font called `Work`") && without.written.is_empty(), "{}", without.told);
    let with = made("system-fonts = true", "Work", "# One\n\nText.\n", system);
    assert!(with.told.starts_with("book.toml:4:16: warning[system-font]: `Work` is a font installed on this computer"), "{}", with.told);
    assert_eq!((with.told.lines().count(), with.faces()), (1, names(["Work-Regular"])));
    // A bundled family is not replaced.
    let alegreya = styled(&bundled(REGULAR), Style::new("Alegreya", "Regular", 400));
    let bundled = made("system-fonts = true", "Alegreya", "# One\n\nText.\n", &[("system/a.ttf", &alegreya)]);
    assert_eq!(bundled.told, "");
}

#[test]
fn a_variable_font_is_set_in_the_weights_400_and_700() {
    let whole = variable(&styled(&bundled(REGULAR), Style::new("Vary", "Thin", 400)));
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("vary.ttf"), &whole).unwrap();
    let mut fonts = FontBook::bundled();
    assert!(fonts.add_path(folder.path(), SymbolicLinks::Follow).unwrap().is_empty());
    let [regular, bold] = [false, true].map(|bold| fonts.face(fonts.find("Vary", bold, false).unwrap()));
    assert_eq!((regular.style(), bold.style()), ("regular".to_owned(), "bold".to_owned()));
    let outlines = |data: &[u8], letter: char| {
        let face = ttf_parser::Face::parse(data, 0).unwrap();
        assert!(!face.is_variable());
        let glyph = face.glyph_index(letter).unwrap();
        (glyph.0, face.glyph_bounding_box(glyph).unwrap().x_min, i64::from(face.glyph_hor_advance(glyph).unwrap()))
    };
    // 700 is three fifths of the way from 400 to 900. The second letter is composed of two glyphs.
    for letter in ['n', 'ä'] {
        let (light, heavy) = (outlines(regular.data(), letter), outlines(bold.data(), letter));
        assert_eq!((heavy.1 - light.1, heavy.2 - light.2), (30, 60), "{letter}");
        assert_eq!((regular.advance(light.0), bold.advance(heavy.0)), (light.2, heavy.2), "the shaper has the same advances");
    }
    for packed in [whole.clone(), woff2(&whole)] {
        let made = made("", "Vary", "# One\n\nText and **strong text**.\n", &[("book/fonts/vary.woff2", &packed)]);
        assert_eq!((made.told.as_str(), made.faces()), ("", names(["Vary-Bold", "Vary-Regular"])));
        let epub = made.epub();
        let face = ttf_parser::Face::parse(epub.bytes("vary-bold.ttf"), 0).unwrap();
        let glyph = face.glyph_index('n').unwrap();
        assert!(!face.is_variable() && face.glyph_bounding_box(glyph).unwrap().x_min == outlines(bold.data(), 'n').1);
    }
}

#[test]
fn full_width_signs_come_from_a_font_that_has_them() {
    // A font that has no full-width signs, and one of another family that has them, here with the shapes of the Latin signs.
    let han = with_glyphs_of(&styled(&bundled(REGULAR), Style::new("Han", "Regular", 400)), &[('！', 'A'), ('（', 'B'), ('中', 'C')]);
    let text = "# One\n\n中！（中\n";
    let borrowed = made("", "Alegreya", text, &[("book/fonts/han.ttf", &han)]);
    assert_eq!(borrowed.faces(), names(["Alegreya-Regular", "Han-Regular"]));
    assert!(borrowed.told.contains("！ (U+FF01)") && borrowed.told.contains("（ (U+FF08)"), "{}", borrowed.told);
    let own = made("", "Han", text, &[("book/fonts/han.ttf", &han)]);
    assert_eq!((own.told.as_str(), own.faces()), ("", names(["Han-Regular"])));
}

#[test]
fn a_family_that_is_divided_by_alphabets_is_used_as_a_whole() {
    let font = styled(&bundled(REGULAR), Style::new("Parts", "Regular", 400));
    let latin: String = (' '..='~').collect();
    let files = [
        ("book/fonts/parts-cyrillic.woff2", woff2(&with_characters(&font, "абвгд"))),
        ("book/fonts/parts-latin.woff2", woff2(&with_characters(&font, &latin))),
        ("book/fonts/parts-latin-ext.woff2", woff2(&with_characters(&font, "čšž"))),
    ];
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let made = made("", "Parts", "# One\n\nText, где, čaša.\n".replace('е', "а").as_str(), &files);
    assert_eq!((made.told.as_str(), made.faces()), ("", names(["Parts-Regular"])));
    let epub = made.epub();
    let css = epub.text("stylesheet.css");
    for (name, letters) in [("parts-regular.ttf", "Text"), ("parts-regular-2.ttf", "гда"), ("parts-regular-3.ttf", "čš")] {
        assert!(css.contains(&format!("font-family: \"Parts\"; font-style: normal; font-weight: normal; src: url({name})")), "{css}");
        let face = ttf_parser::Face::parse(epub.bytes(name), 0).unwrap();
        assert!(letters.chars().all(|letter| face.glyph_index(letter).is_some()), "{name} has no {letters}");
    }
}

#[test]
fn a_message_about_missing_characters_names_each_once_with_the_remedy() {
    let text =
        "# One\n\nMuch text in English, with 天地 in it.\n\nAnd more text in English, with 地玄 and अ in it.\n\n天 again, in text.\n";
    let made = made("", "Alegreya", text, &[]);
    let told: Vec<&str> = made.told.lines().collect();
    let remedy = |family: &str, package: &str| {
        format!(
            "(put the font {family} (Debian: {package}) into the folder `fonts` beside book.toml, and write `fallback-face = \"{family}\"` under `[design]`)"
        )
    };
    let expected = [
        format!(
            "a.md:3:1: warning[missing-glyph]: no font has 地 (U+5730), 天 (U+5929), 玄 (U+7384) (3 times in this book) {}",
            remedy("Noto Serif CJK SC", "fonts-noto-cjk")
        ),
        format!("a.md:5:1: warning[missing-glyph]: no font has अ (U+0905) {}", remedy("Noto Serif Devanagari", "fonts-noto-core")),
    ];
    assert_eq!(told, expected);
    assert_eq!(made.written.len(), 2);
}

#[test]
fn a_text_that_cannot_be_shown_gets_an_epub_and_no_pdf() {
    let text = "# 第一章\n\n天地玄黄，宇宙洪荒。\n";
    let refused = made("", "Alegreya", text, &[]);
    let message = "book.toml:6:13: warning[unprintable-text]: 12 of the 13 characters of the text are in no font, so no PDF can be made (put the font";
    assert!(refused.told.lines().any(|line| line.starts_with(message)), "{}", refused.told);
    assert!(refused.written.len() == 1 && refused.written[0].extension().is_some_and(|own| own == "epub"), "{:?}", refused.written);
    assert!(!refused.epub().text("nav.xhtml").contains("page-list"), "there are no pages to list");
    // Without an EPUB there is nothing to write.
    let only = made("defaults = false\n[[edition]]\nname = \"print\"\nformats = [\"pdf\"]", "Alegreya", text, &[]);
    assert!(only.told.contains("error[unprintable-text]") && only.written.is_empty(), "{}", only.told);
    // An author may want the question marks.
    let allowed = made("[lints]\nallow = [\"unprintable-text\"]", "Alegreya", text, &[]);
    assert!(!allowed.told.contains("unprintable") && allowed.written.len() == 2, "{}", allowed.told);
    // A font that has the characters.
    let letters: Vec<(char, char)> = "第一章天地玄黄，宇宙洪荒。".chars().map(|sign| (sign, 'n')).collect();
    let han = with_glyphs_of(&styled(&bundled(REGULAR), Style::new("Han", "Regular", 400)), &letters);
    let shown = made("", "Han", text, &[("book/fonts/han.ttf", &han)]);
    assert_eq!((shown.told.as_str(), shown.written.len()), ("", 2));
}

/// The operators of the pages: matrices of text, rendering modes, and sizes of fonts.
fn operators(made: &BuiltBook, operator: &str) -> Vec<Vec<f32>> {
    let pdf = made.written.iter().find(|path| path.extension().is_some_and(|own| own == "pdf")).expect("a PDF");
    let pdf = Document::load(pdf).unwrap();
    let content =
        pdf.get_pages().into_values().flat_map(|page| lopdf::content::Content::decode(&pdf.get_page_content(page)).unwrap().operations);
    let wanted = content.filter(|operation| operation.operator == operator);
    wanted.map(|operation| operation.operands.iter().filter_map(|number| number.as_float().ok()).collect()).collect()
}

#[test]
fn a_style_that_a_family_lacks_is_imitated_and_reported_once() {
    // No bold, no italic, and no small capitals.
    let face = altered(&styled(&bundled(REGULAR), Style::new("Plain", "Regular", 400)), &[b"GSUB"], &[]);
    let text =
        "# One\n\nText, *emphasis*, **strong** and ***both***, and <span class=\"smallcaps\">Small Straße</span>.\n\nMore *emphasis*.\n";
    let files: &[(&str, &[u8])] = &[("book/fonts/plain.ttf", &face)];
    let imitated = made("", "Plain", text, files);
    let told: Vec<&str> = imitated.told.lines().filter_map(|line| line.split(" (").next()).collect();
    let expected =
        ["no italic face", "no bold face", "no small capitals"].map(|style| format!("warning[missing-style]: `Plain` has {style}"));
    for message in &expected {
        assert_eq!(told.iter().filter(|line| line.ends_with(message)).count(), 1, "{message} in {}", imitated.told);
    }
    let slanted: Vec<Vec<f32>> = operators(&imitated, "Tm").into_iter().filter(|matrix| matrix[2] > 0.2).collect();
    assert!(slanted.len() >= 3, "{slanted:?}");
    assert!(operators(&imitated, "Tr").contains(&vec![2.0]) && operators(&imitated, "Tr").contains(&vec![0.0]));
    // The copied text is as it was written.
    let pdf = imitated.written.iter().find(|path| path.extension().is_some_and(|own| own == "pdf")).unwrap();
    if let Some(copied) = pdftotext(&[], pdf) {
        // poppler guesses spaces where the size of the letters changes.
        let letters: String = copied.chars().filter(|letter| !letter.is_whitespace()).collect();
        assert!(["emphasis,strongandboth", "SmallStraße"].iter().all(|words| letters.contains(words)), "{copied}");
    }
    let sizes: BTreeSet<i64> = operators(&imitated, "Tf").iter().filter_map(|size| Some((size.last()? * 100.0).round() as i64)).collect();
    let plain = made("", "Plain", "# One\n\nText.\n", files);
    let usual: BTreeSet<i64> = operators(&plain, "Tf").iter().filter_map(|size| Some((size.last()? * 100.0).round() as i64)).collect();
    let smaller: Vec<&i64> = sizes.difference(&usual).collect();
    assert!(smaller.iter().any(|size| usual.iter().any(|whole| (**size * 100 - whole * 78).abs() < 100)), "{sizes:?} and {usual:?}");
    // A design may forbid it.
    let toml = fs::read_to_string(imitated.folder.path().join("book/book.toml")).unwrap();
    fs::write(imitated.folder.path().join("book/book.toml"), toml + "imitate-styles = false\n").unwrap();
    let request = BuildRequest { path: imitated.folder.path().join("book"), ..BuildRequest::default() };
    let Outcome { sources, diagnostics, written, .. } = build(&request, &Silent).unwrap();
    let told = render(&diagnostics, &sources, MessageFormat::Short, Screen::default());
    let forbidden = BuiltBook { told, written, folder: tempfile::tempdir().unwrap() };
    assert!(expected.iter().all(|message| forbidden.told.contains(message.as_str())), "{}", forbidden.told);
    assert!(operators(&forbidden, "Tr").is_empty() && operators(&forbidden, "Tm").is_empty());
}

#[test]
fn bold_italics_are_imitated_with_slanted_bold_letters() {
    let face = |name: &str, weight: u16| {
        let font = if name.contains("Bold") { "Bold" } else { name };
        styled(&bundled(&format!("alegreya-sans/AlegreyaSans-{font}.ttf")), Style::new("Some", name, weight))
    };
    let (regular, italic, bold) = (face("Regular", 400), face("Italic", 400), face("Bold", 700));
    let faces: [(&str, &[u8]); 3] =
        [("book/fonts/regular.ttf", &regular), ("book/fonts/italic.ttf", &italic), ("book/fonts/bold.ttf", &bold)];
    let text = "# One\n\nText, and ***both***.\n";
    let told = |made: &BuiltBook| {
        made.told.lines().filter_map(|line| line.split(" (").next()?.split("has ").nth(1)).collect::<Vec<_>>().join(", ")
    };
    let is_slanted = |made: &BuiltBook| operators(made, "Tm").iter().any(|matrix| matrix[2] > 0.2);
    // The widths of the lines around thickened letters, in thousandths of their size.
    let outlines = |made: &BuiltBook| -> BTreeSet<i64> {
        operators(made, "w").iter().filter_map(|width| Some((width.first()? * 100.0).round() as i64)).collect()
    };
    // All but the bold italic face: the bold one is slanted, not the italic one thickened.
    let made_of = |files: &[(&str, &[u8])]| made("", "Some", text, files);
    let slanted = made_of(&faces);
    assert_eq!(told(&slanted), "no bold italic face");
    assert!(slanted.faces().contains("Some-Bold") || slanted.faces().iter().any(|name| name.ends_with("Bold")), "{:?}", slanted.faces());
    assert!(is_slanted(&slanted) && operators(&slanted, "Tr").is_empty());
    // No italic at all.
    let upright = made_of(&[faces[0], faces[2]]);
    assert_eq!(told(&upright), "no italic face");
    assert!(is_slanted(&upright) && operators(&upright, "Tr").is_empty());
    // No bold at all: the italic is thickened, less than the regular face would be.
    let italic = made_of(&[faces[0], faces[1]]);
    assert_eq!(told(&italic), "no bold face");
    assert!(!is_slanted(&italic));
    let roman = made("", "Some", "# One\n\nText, and **bold**.\n", &[faces[0], faces[1]]);
    assert!(outlines(&italic).last() < outlines(&roman).last(), "{:?} and {:?}", outlines(&italic), outlines(&roman));
}

#[test]
fn the_name_of_a_weight_is_a_family_in_the_epub() {
    let font = bundled(REGULAR);
    let faces = [("Light", 300), ("Light Italic", 300), ("Regular", 400), ("Bold", 700)];
    let files: Vec<(String, Vec<u8>)> =
        faces.iter().map(|(name, weight)| (format!("book/fonts/{name}.ttf"), styled(&font, Style::new("Work", name, *weight)))).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let made = made("", "Work Light", CHAPTER, &files);
    let css = made.epub().text("stylesheet.css");
    for (style, weight, name) in
        [("normal", "normal", "work-light"), ("italic", "normal", "work-lightitalic"), ("normal", "bold", "work-bold")]
    {
        let rule = format!("font-family: \"Work Light\"; font-style: {style}; font-weight: {weight}; src: url({name}.ttf)");
        assert!(css.contains(&rule), "{rule} in {css}");
    }
    assert!(css.contains("body { font-family: \"Work Light\""), "{css}");
}

#[test]
fn the_digest_of_the_sources_has_the_fonts_of_the_book() {
    let digest = |bytes: &[u8]| {
        let settings = "defaults = false\n[[edition]]\nname = \"x\"\nprovenance = true\nformats = [\"pdf\"]";
        let made = made(settings, "Alegreya", "# One\n\nText.\n", &[("book/fonts/a.ttf", bytes)]);
        let pdf = made.written.iter().find(|path| path.extension().is_some_and(|own| own == "pdf")).expect("a PDF");
        let text = pdftotext(&[], pdf)?;
        let at = text.find("SHA-256").unwrap_or_else(|| panic!("no digest: {text}"));
        Some(text[at..at + 80].to_owned())
    };
    let font = bundled(REGULAR);
    let (one, other) = (styled(&font, Style::new("Work", "Regular", 400)), styled(&font, Style::new("Work", "Light", 300)));
    assert_eq!(digest(&one), digest(&one));
    assert!(digest(&one).is_none() || digest(&one) != digest(&other));
}
