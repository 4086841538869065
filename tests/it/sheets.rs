//! If a few lines fewer would save a sheet of paper, chapbook says so. An edition with `fit` is set slightly closer to save it.
use std::fmt::Write;
use std::fs;
use std::process::Command;

fn run(folder: &std::path::Path, arguments: &[&str]) -> (String, String, i32) {
    let output = Command::new(env!("CARGO_BIN_EXE_chapbook")).current_dir(folder).args(arguments).env("CI", "true").output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap(), output.status.code().unwrap())
}

/// Returns the number before `unit`.
fn count(text: &str, unit: &str) -> usize {
    let before = text.split(unit).next().unwrap();
    before.split_whitespace().last().unwrap().parse().unwrap()
}

#[test]
fn an_edition_with_fit_saves_a_sheet_if_a_few_lines_are_too_many() {
    let folder = tempfile::tempdir().unwrap();
    // A long chapter whose last page has only a few lines.
    let sentence =
        "The delegates met for nine days in a hall without heat, and argued about who should manage the factories of the country. ";
    let mut settings = String::from("[book]\ntitle = \"Sheets\"\nlanguage = \"en\"\n");
    for fit in [false, true] {
        let _ = write!(
            settings,
            "[[edition]]\nname = \"{}\"\nextends = \"a5\"\nfit = {fit}\ndesign.title-pages = false\ndesign.contents = false\n",
            if fit { "close" } else { "plain" }
        );
    }
    fs::write(folder.path().join("book.toml"), settings).unwrap();
    let mut proved = 0;
    for paragraphs in 20..40 {
        let text: String =
            (0..paragraphs).map(|nth| format!("{nth}. {}\n\n", sentence.repeat(4 + nth % 3)).replace(". The", " The")).collect();
        fs::write(folder.path().join("a.md"), format!("# One\n\n{text}")).unwrap();
        let (listed, stderr, code) = run(folder.path(), &["editions"]);
        assert_eq!(code, 0, "{stderr}");
        let line = |name: &str| listed.lines().find(|line| line.starts_with(name)).unwrap().to_owned();
        let plain = line("plain");
        let (pages, sheets) = (count(&plain, " page"), count(&plain, " sheet"));
        assert_eq!(sheets, pages.div_ceil(2));
        if !plain.contains("fewer save") || pages < 4 || pages.is_multiple_of(2) {
            continue;
        }
        let lines = count(&plain, if plain.contains(" lines fewer") { " lines" } else { " line" });
        let (written, stderr, code) = run(folder.path(), &["build", "-e", "close", "--deny", "warnings"]);
        assert_eq!(code, 0, "{stderr}");
        let pdf = lopdf::Document::load(folder.path().join(written.trim_end())).unwrap();
        if lines <= 6 {
            assert!(stderr.contains("as designed it would be"), "{lines} lines are saved: {stderr}");
            assert_eq!(pdf.get_pages().len(), pages - 1, "{stderr}");
            proved += 1;
        } else if stderr.contains("no setting") {
            assert_eq!(pdf.get_pages().len(), pages, "{stderr}");
        }
    }
    assert!(proved >= 2, "{proved}");
}
