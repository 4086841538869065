//! Input that was made to take long, or that a program wrote. The time to build it must grow with its length, not with the square of its
//! length: each build here must end within [`LIMIT`]. It may report errors, but it must not abort.
use std::fmt::Write;
use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

/// Far more than each of these books needs, even beside other tests.
const LIMIT: Duration = Duration::from_secs(30);

/// Builds a book with these settings and one chapter. Returns the diagnostics.
#[track_caller]
fn built(settings: &str, chapter: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("book.toml"), format!("[book]\n{settings}\n[matter]\nbody = [\"a.md\"]\n")).unwrap();
    fs::write(folder.path().join("a.md"), format!("# Boats\n\n{chapter}\n")).unwrap();
    let begin = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_chapbook"));
    let output = command.args(["build", "--message-format", "short"]).current_dir(folder.path()).env("CI", "true").output().unwrap();
    let (needed, told) = (begin.elapsed(), String::from_utf8(output.stderr).unwrap());
    let head = told.get(..told.len().min(400)).unwrap_or_default();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{:?}: {head}", output.status);
    assert!(needed < LIMIT, "{needed:?} for {:?}…", chapter.chars().take(40).collect::<String>());
    told
}

const TITLE: &str = "title = \"T\"\nlanguage = \"en\"\nauthors = [\"A. Author\"]";

/// Numbered pieces of text, one after another.
fn numbered(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut text, number| {
        write!(text, "{}", piece(number)).unwrap();
        text
    })
}

/// Words that are not all alike, of about that many bytes.
fn words(bytes: usize) -> String {
    const WORDS: [&str; 9] = ["of", "all", "that", "was", "written", "down,", "little", "remained", "afterwards"];
    let mut state = 1_u64;
    let mut text = String::new();
    while text.len() < bytes {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        text.push_str(WORDS[usize::try_from(state >> 33).unwrap() % WORDS.len()]);
        text.push(' ');
    }
    text
}

#[test]
fn ten_thousand_equal_paragraphs() {
    assert_eq!(built(TITLE, &"The same words again.\n\n".repeat(10_000)), "");
}

#[test]
fn a_heading_of_a_thousand_words_and_notes() {
    built(TITLE, &format!("## {}\n\nText.\n", "Nets^[a note] ".repeat(2_000)));
    built(TITLE, &format!("# {}\n\n{}\n", words(60_000), words(20_000)));
}

#[test]
fn lines_that_are_all_alike() {
    // The spaces of all lines are below one another.
    built(TITLE, &"ebb and the tide of it all is in the bay now, ".repeat(1_500));
}

#[test]
fn thousands_of_equal_headings_and_anchors() {
    built(TITLE, &"## Nets\n\nText.\n\n".repeat(3_000));
    let told = built(TITLE, &"Text [x]{#a}.\n\n".repeat(6_000));
    assert!(told.contains("duplicate-anchor"));
}

#[test]
fn a_note_that_is_called_thousands_of_times() {
    built(TITLE, &format!("{}[^a]: A note.", "Text[^a] and words.\n\n".repeat(3_000)));
}

#[test]
fn thousands_of_notes_in_a_chapter_and_in_one_another() {
    built(TITLE, &numbered(5_000, |at| format!("Text[^{at}].\n\n[^{at}]: Note.\n\n")));
    built(TITLE, &format!("Text[^0].\n\n{}[^6000]: The last.", numbered(6_000, |at| format!("[^{at}]: Note[^{}].\n\n", at + 1))));
    let told = built(TITLE, &format!("Text{}{}", "^[a ".repeat(6_000), "]".repeat(6_000)));
    assert!(told.contains("too-deep") && told.contains("notes are nested too deeply"), "{told}");
}

#[test]
fn a_paragraph_of_a_hundred_pages() {
    assert_eq!(built(TITLE, &words(200_000)), "");
}

#[test]
fn a_word_and_a_line_of_code_of_many_pages() {
    built(TITLE, &format!("Text {} end.", "abcdefghij".repeat(8_000)));
    built(TITLE, &format!("```\n{}\n```", "abcdefghij".repeat(8_000)));
    built(TITLE, &format!("```\n{}x\n```", " ".repeat(50_000)));
}

#[test]
fn markdown_that_opens_and_never_closes() {
    for piece in ["*a **a ", "^[", "[", "![", "[a](", "x <a", "<!--", "<?", "<!X", "$$x\n", "\\[\n", "$`a ", "(@", "%% a ", "]( ", "[x]{a "]
    {
        built(TITLE, &format!("x {}", piece.repeat(1_500)));
    }
    built(TITLE, &numbered(200, |length| format!("{}a ", "`".repeat(length))));
}

#[test]
fn thousands_of_links_that_lead_nowhere() {
    let told = built(TITLE, &numbered(800, |at| format!("## Head {at}\n\nText [x](#heat-{at}x).\n\n")));
    assert!(told.contains("did you mean `#head-0`?") || told.contains("dead-link"), "{}", &told[..200]);
}

#[test]
fn settings_without_end() {
    let editions = numbered(2_000, |at| format!("[[edition]]\nname = \"e{at}\"\nextends = \"e{}\"\n", at + 1));
    let told = built(&format!("{TITLE}\n{editions}[[edition]]\nname = \"e2000\""), "Text.");
    assert!(told.contains("more than 64 editions extend one another"), "{told}");
    built(&format!("title = \"{}\"\nlanguage = \"en\"", words(50_000)), "Text.");
    let authors = numbered(1_000, |at| format!("\"A. Author {at}\", "));
    built(&format!("title = \"T\"\nlanguage = \"en\"\nauthors = [{authors}]"), "Text.");
}
