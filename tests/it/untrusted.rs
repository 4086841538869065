//! Manuscripts that were made to do harm. Each gets a message soon, and nothing outside the book is read.
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::cli::{chapbook, error, folder};

const BOOK: &[u8] = b"[book]\ntitle = \"Trust\"\nauthors = [\"A\"]\nlang = \"en\"\n";

/// A book of one chapter and some more files.
fn book(chapter: &str, more: &[(&str, &[u8])]) -> TempDir {
    let mut files = vec![("book.toml", BOOK), ("1.md", chapter.as_bytes())];
    files.extend(more);
    folder(&files)
}

/// Builds a book, with these arguments besides the usual ones.
fn built(book: &Path, arguments: &[&str]) -> Output {
    chapbook(book, &[&["build", ".", "--message-format", "short"][..], arguments].concat(), &[])
}

/// Checks that a build ends with an exit code, prints some words, and makes no book.
fn fails(book: &Path, exit: i32, words: &str) {
    let output = built(book, &[]);
    let text = error(&output);
    assert!(output.status.code() == Some(exit) && text.contains(words), "{:?} {text}", output.status);
    assert!(!book.join("dist").exists(), "nothing is written");
}

const WITH_PICTURE: &str = "# One\n\n![A picture.](a.svg)\n";

#[test]
fn drawings_have_limits() {
    let nested = |depth: usize| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">{}<path d=\"M0 0h5v5\"/>{}</svg>",
            "<g>".repeat(depth),
            "</g>".repeat(depth)
        )
    };
    fails(book(WITH_PICTURE, &[("a.svg", nested(20_000).as_bytes())]).path(), 1, "nested more than 1000 deep");
    let output = built(book(WITH_PICTURE, &[("a.svg", nested(900).as_bytes())]).path(), &[]);
    assert!(output.status.success(), "{}", error(&output));
    let filtered = |region: &str, filter: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"90\"><filter id=\"f\" filterUnits=\"userSpaceOnUse\" {region}>\
             {filter}</filter><rect width=\"50\" height=\"50\" filter=\"url(#f)\"/></svg>"
        )
    };
    let whole = "x=\"0\" y=\"0\" width=\"90\" height=\"90\"";
    let huge = "x=\"-1e6\" y=\"-1e6\" width=\"9e9\" height=\"9e9\"";
    let kernel = format!("<feConvolveMatrix order=\"90\" kernelMatrix=\"{}\"/>", "1 ".repeat(8100));
    for (region, filter) in [
        (huge, "<feTurbulence baseFrequency=\"0.1\"/>"),
        (huge, "<feGaussianBlur stdDeviation=\"2\"/>"),
        (whole, "<feTurbulence baseFrequency=\"0.1\" numOctaves=\"1000000\"/>"),
        (whole, "<feMorphology operator=\"dilate\" radius=\"1000\"/>"),
        (whole, kernel.as_str()),
    ] {
        fails(book(WITH_PICTURE, &[("a.svg", filtered(region, filter).as_bytes())]).path(), 1, "a filter of the drawing is too large");
    }
    let blurred = filtered(whole, "<feGaussianBlur stdDeviation=\"2\"/><feTurbulence baseFrequency=\"0.1\" numOctaves=\"3\"/>");
    let output = built(book(WITH_PICTURE, &[("a.svg", blurred.as_bytes())]).path(), &[]);
    assert!(output.status.success(), "{}", error(&output));
}

/// A PNG file with a width and a height, the pixels of a smaller picture, and a colour profile of some zeros.
fn png(width: u32, height: u32, profile: usize) -> Vec<u8> {
    let mut file = Vec::new();
    let mut info = png::Info::with_size(50, 50);
    info.icc_profile = Some(vec![0; profile].into());
    let mut encoder = png::Encoder::with_info(&mut file, info).unwrap();
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(&[9; 2500]).unwrap();
    for (at, length) in [(16, width), (20, height)] {
        file[at..at + 4].copy_from_slice(&length.to_be_bytes());
    }
    let sum = checksum(&file[12..29]);
    file[29..33].copy_from_slice(&sum.to_be_bytes());
    file
}

/// The checksum of a part of a PNG file (PNG 3, annex D).
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 })
    })
}

#[test]
fn pictures_have_limits() {
    let chapter = "# One\n\n![A picture.](a.png)\n";
    fails(book(chapter, &[("a.png", &png(200_000, 200_000, 100))]).path(), 1, "the picture has 200000 by 200000 pixels");
    // A profile that is too large is ignored.
    for profile in [1 << 20, 300 << 20] {
        let output = built(book(chapter, &[("a.png", &png(50, 50, profile))]).path(), &[]);
        assert!(output.status.success(), "{}", error(&output));
    }
}

#[test]
fn letters_fit_the_page() {
    for (design, words) in [
        ("size = \"500pt\"", "error[no-room]"),
        ("leading = \"200pt\"", "error[no-room]"),
        ("[design.titles]\nsize = \"400pt\"", "letters of 400pt do not fit a page"),
    ] {
        let settings = format!("{}[design]\n{design}\n", String::from_utf8_lossy(BOOK));
        fails(folder(&[("book.toml", settings.as_bytes()), ("1.md", b"# One\n\nText.\n")]).path(), 1, words);
    }
}

#[test]
fn files_that_include_each_other_many_times_are_cut_off() {
    let mut files: Vec<(String, String)> =
        (1..10).map(|file| (format!("f{file}.txt"), format!("{{{{#include f{}.txt}}}}\n", file + 1).repeat(20))).collect();
    files.push(("f10.txt".to_owned(), "rain\n".to_owned()));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let settings = b"[book]\ntitle = \"Trust\"\nsrc = \".\"\n";
    let book = book("# One\n\n{{#include f1.txt}}\n", &[files, vec![("SUMMARY.md", b"- [One](1.md)\n"), ("book.toml", settings)]].concat());
    let output = built(book.path(), &[]);
    let text = error(&output);
    assert!(output.status.code() == Some(1) && text.matches("too many or too long").count() == 1, "{text}");
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_out_of_the_book() {
    use std::os::unix::fs::symlink;

    let outer = folder(&[("secret.md", b"# Secret\n\nWord.\n"), ("secret.png", b"x"), ("names.toml", b"")]);
    let link = |chapter: &str, name: &str, target: &str| {
        let book = book(chapter, &[]);
        symlink(outer.path().join(target), book.path().join(name)).unwrap();
        book
    };
    for (chapter, name, target) in [
        ("# One\n\nText.\n", "2.md", "secret.md"),
        ("# One\n\n![A picture.](a.png)\n", "a.png", "secret.png"),
        ("# One\n\n{{#include a.txt}}\n", "a.txt", "secret.md"),
        ("# One\n\nText.\n", "names.toml", "names.toml"),
    ] {
        fails(link(chapter, name, target).path(), 1, "error[outside-root]");
    }
    let book = link("# One\n\nText.\n", "2.md", "secret.md");
    assert!(built(book.path(), &["--allow-outside"]).status.success());
}

#[test]
fn hidden_files_are_not_read() {
    let book = book("# One\n\n{{#include .env}}\n", &[(".env", b"PASSWORD=x\n")]);
    fails(book.path(), 1, "error[outside-root]: `.env` is a hidden file");
    assert!(built(book.path(), &["--allow-outside"]).status.success());
}

#[cfg(unix)]
#[test]
fn pipes_are_not_opened() {
    let pipe = |book: &TempDir, name: &str| assert!(Command::new("mkfifo").arg(book.path().join(name)).status().unwrap().success());
    let chapter = book("# One\n\nText.\n", &[]);
    pipe(&chapter, "2.md");
    fails(chapter.path(), 3, "it is not a regular file");
    let picture = book("# One\n\n![A picture.](a.png)\n", &[]);
    pipe(&picture, "a.png");
    fails(picture.path(), 1, "it exists, but it is not a regular file");
}

#[test]
fn a_lock_file_that_is_not_utf_8_is_damaged() {
    fails(book("# One\n\nText.\n", &[("chapbook.lock", b"\xFF\xFE")]).path(), 1, "chapbook.lock:1:1: error[bad-lock]");
}

#[test]
fn too_many_threads_are_not_started() {
    let output = chapbook(book("# One\n\nText.\n", &[]).path(), &["build", "."], &[("RAYON_NUM_THREADS", "100000")]);
    assert!(output.status.success(), "{}", error(&output));
}

#[test]
fn no_file_is_written_if_a_folder_has_the_name_of_one() {
    let book = book("# One\n\nText.\n", &[("out/trust.pdf/x", b"")]);
    let output = built(book.path(), &["-o", "out"]);
    assert!(output.status.code() == Some(3) && !book.path().join("out/trust.epub").exists(), "{}", error(&output));
}

#[test]
fn files_of_killed_runs_are_removed() {
    let book = book("# One\n\nText.\n", &[("out/.chapbook-old", b"x"), ("out/.chapbook-new", b"x")]);
    let old = std::time::SystemTime::now() - std::time::Duration::from_secs(7200);
    fs::File::options().write(true).open(book.path().join("out/.chapbook-old")).unwrap().set_modified(old).unwrap();
    assert!(built(book.path(), &["-o", "out"]).status.success());
    let left = |name: &str| book.path().join("out").join(name).exists();
    assert!(!left(".chapbook-old") && left(".chapbook-new"));
}

#[cfg(unix)]
#[test]
fn a_limit_for_files_is_an_error() {
    let book = book("# One\n\nText.\n", &[]);
    let command = format!("ulimit -f 4; exec {} build .", env!("CARGO_BIN_EXE_chapbook"));
    let output = Command::new("sh").args(["-c", &command]).current_dir(book.path()).output().unwrap();
    assert!(output.status.code() == Some(3) && error(&output).contains("cannot be written"), "{:?} {}", output.status, error(&output));
    assert_eq!(fs::read_dir(book.path().join("dist")).unwrap().count(), 0, "nothing is left");
}

#[cfg(target_os = "linux")]
#[test]
fn results_that_cannot_be_printed_are_a_failure() {
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_chapbook")).arg("fonts").stdout(full).output().unwrap();
    assert!(output.status.code() == Some(3) && error(&output).contains("standard output"), "{}", error(&output));
}
