//! Which folder and which of its texts become the book, where nothing in it says so.
use crate::projects::{SEA, folder, run, told};

#[test]
fn one_of_several_books_must_be_named() {
    let outer = folder("shelf", &[("sea/SUMMARY.md", "# S\n\n* [Sea](sea.md)\n"), ("sea/sea.md", SEA), ("land/SUMMARY.md", "# S\n")]);
    let output = run(outer.path(), &["build", "shelf"]);
    let wanted = "the folder `shelf` has several books; name one of them: shelf/land, shelf/sea";
    assert!(output.status.code() == Some(3) && told(&output).contains(wanted), "{}", told(&output));
    assert!(run(outer.path(), &["build", "shelf/sea", "--format", "epub"]).status.success());
}

#[test]
fn of_a_book_in_several_languages_one_is_built() {
    let listed = [
        ("LANGS.md", "# Languages\n\n* [Français](fr/)\n* [English](en)\n"),
        ("fr/SUMMARY.md", "# S\n\n* [Mer](sea.md)\n"),
        ("fr/sea.md", SEA),
        ("en/SUMMARY.md", "# S\n"),
        ("book.json", "{}"),
    ];
    let folders = [("de/a.md", SEA), ("en/a.md", SEA), ("pt-br/a.md", SEA), ("tools/x.py", "")];
    let suffixes =
        [("book-en/SUMMARY.md", "# S\n\n* [Sea](sea.md)\n"), ("book-en/sea.md", SEA), ("book-ru/SUMMARY.md", "# S\n"), ("README.md", "")];
    for (files, wanted) in [
        (listed.as_slice(), "in 2 languages; this is `fr/`; name another to read it, such as `tongues/en`"),
        (folders.as_slice(), "in 3 languages; this is `en/`; name another to read it, such as `tongues/de`"),
        (suffixes.as_slice(), "in 2 languages; this is `book-en/`; name another to read it, such as `tongues/book-ru`"),
    ] {
        let outer = folder("tongues", files);
        let output = run(outer.path(), &["build", "tongues", "--format", "epub"]);
        assert!(output.status.success() && told(&output).contains(wanted), "{}", told(&output));
        assert!(run(outer.path(), &["init", "--from", "tongues"]).status.success());
    }
}

#[test]
fn a_short_index_is_the_book_if_there_is_no_other_text() {
    for files in
        [[("mkdocs.yml", "site_name: T\n"), ("docs/index.md", "# Nets\n\nTar.\n")], [("README.md", "# Nets\n\nTar.\n"), ("a.txt", "")]]
    {
        let outer = folder("site", &files);
        let output = run(outer.path(), &["export", "--to", "text", "site"]);
        assert!(String::from_utf8_lossy(&output.stdout).contains("Tar."), "{}", told(&output));
    }
}

/// Sites print the titles of their pages as HTML, so they have character references.
#[test]
fn character_references_in_titles_of_pages_are_read() {
    let outer = folder("site", &[("mkdocs.yml", "site_name: T\n"), ("docs/nets.md", "---\ntitle: Nets &amp; ropes\n---\n\nTar.\n")]);
    let output = run(outer.path(), &["export", "--to", "text", "site"]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "Nets & ropes\n\nTar.\n", "{}", told(&output));
}
