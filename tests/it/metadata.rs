//! All metadata of `book.toml` are in the package document with their refinements, and numbers with check digits are checked.

use crate::support::shelf::{book, shelf};

const FULL: &str = r#"[book]
title = "The Wealth of Nations"
title-file-as = "Wealth of Nations, The"
subtitle = "The opening"
short-title = "Wealth"
collection-title = "Works & Letters"
edition-title = "Second edition"
expanded-title = "The Wealth of Nations: The Opening"
authors = [{ name = "Adam Smith", file-as = "Smith, Adam" }, "Another"]
contributors = [{ name = "E", role = "Editor", file-as = "E." }, { name = "D", role = "book designer" }, { name = "X" }]
language = "en-GB"
isbn = "0-306-40615-2"
doi = "https://doi.org/10.1000/182"
publisher = "P"
date = "1776-03-09"
rights = "CC BY-SA 4.0"
source = "The edition of 1904"
description = "About."
subjects = ["Wealth", { name = "Economic history", authority = "bisac", term = "BUS023000" }]
series = { name = "Classics", position = "2.1", issn = "2049-3630" }
"#;

#[test]
fn all_metadata_are_written_with_their_refinements() {
    let built = shelf(&[("book.toml", FULL.as_bytes()), ("a.md", b"# A\n\nText.\n")], &[]);
    assert_eq!(built.told, "");
    let epub = built.epub.unwrap();
    epub.keep("metadata.epub");
    let titles = epub.dc("title");
    assert_eq!(titles[0], ("title".to_owned(), "The Wealth of Nations".to_owned()), "the main title comes first");
    assert_eq!(epub.refined("title", "title-type").as_deref(), Some("main"));
    assert_eq!(epub.refined("title", "file-as").as_deref(), Some("Wealth of Nations, The"));
    let kinds: Vec<String> = titles.iter().map(|(id, _)| epub.refined(id, "title-type").unwrap()).collect();
    assert_eq!(kinds, ["main", "subtitle", "short", "collection", "edition", "expanded"]);
    let order: Vec<String> = titles.iter().map(|(id, _)| epub.refined(id, "display-seq").unwrap()).collect();
    assert_eq!(order, ["1", "2", "3", "4", "5", "6"]);
    for (id, role) in
        [("creator-1", "aut"), ("creator-2", "aut"), ("contributor-1", "edt"), ("contributor-2", "bkd"), ("contributor-3", "ctb")]
    {
        assert_eq!(epub.refined(id, "role").as_deref(), Some(role), "{id}");
    }
    assert_eq!(epub.refined("creator-1", "file-as").as_deref(), Some("Smith, Adam"));
    let identifiers = epub.dc("identifier");
    let pairs: Vec<(&str, &str)> = identifiers.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
    assert_eq!(pairs, [("pub-id", "urn:isbn:9780306406157"), ("doi", "urn:doi:10.1000/182")]);
    assert_eq!(epub.refined("pub-id", "identifier-type").as_deref(), Some("15"));
    assert_eq!(epub.refined("doi", "identifier-type").as_deref(), Some("06"));
    assert_eq!(epub.dc("source")[0].1, "The edition of 1904");
    assert_eq!(epub.dc("subject").len(), 2);
    assert_eq!(epub.refined("subject-2", "authority").as_deref(), Some("BISAC"));
    assert_eq!(epub.refined("subject-2", "term").as_deref(), Some("BUS023000"));
    assert_eq!(epub.meta("belongs-to-collection"), ["Classics"]);
    assert_eq!(epub.refined("series", "group-position").as_deref(), Some("2.1"));
    assert_eq!(epub.refined("series", "dcterms:identifier").as_deref(), Some("urn:issn:2049-3630"));
    let opf = epub.text("content.opf");
    assert!(opf.contains("<link rel=\"cc:license\" href=\"https://creativecommons.org/licenses/by-sa/4.0/\"/>"), "{opf}");
    assert!(opf.contains("prefix=\"schema: http://schema.org/ cc: http://creativecommons.org/ns#\""), "{opf}");
    assert!(epub.text("toc.ncx").contains("urn:isbn:9780306406157"), "the NCX has the same identifier");
}

#[test]
fn a_book_without_an_identifier_gets_a_uuid_that_never_changes() {
    let identifier = |settings: &str| book(settings, "# A\n", &[]).epub.unwrap().dc("identifier")[0].1.clone();
    let own = identifier("");
    assert!(own.starts_with("urn:uuid:") && own.as_bytes()[9 + 14] == b'5', "a UUID of version 5: {own}");
    assert_eq!(own, identifier(""), "the same for each build");
    assert_eq!(identifier("doi = \"10.1000/182\""), "urn:doi:10.1000/182");
    assert_eq!(identifier("identifier = \"urn:x:y\"\nisbn = \"978-0-306-40615-7\""), "urn:x:y");
    let plain = book("rights = \"All rights reserved\"", "# A\n", &[]).epub.unwrap().text("content.opf");
    assert!(!plain.contains("cc:") && plain.contains("prefix=\"schema: http://schema.org/\""), "{plain}");
    let own = book("rights = \"Ours\"\nrights-url = \"https://example.org/l\"", "# A\n", &[]).epub.unwrap().text("content.opf");
    assert!(own.contains("<link rel=\"cc:license\" href=\"https://example.org/l\"/>"), "{own}");
}

#[test]
fn each_mistake_is_reported_with_its_place_and_a_fix() {
    let mistakes = [
        ("isbn = \"978-0-306-40615-8\"", "book.toml:4:8: error[bad-isbn]", "the last is 7"),
        ("isbn = \"0-306-40615-3\"", "book.toml:4:8: error[bad-isbn]", "the last is 2"),
        ("identifier = \"urn:isbn:9780306406158\"", "book.toml:4:14: error[bad-identifier]", "the last is 7"),
        ("identifier = \"urn:uuid:12\"", "book.toml:4:14: error[bad-identifier]", "compare"),
        ("doi = \"182\"", "book.toml:4:7: error[bad-doi]", "10.1000/182"),
        ("contributors = [{ name = \"A\", role = \"translater\" }]", "book.toml:4:38: error[unknown-role]", "`trl`, which is Translator"),
        ("contributors = [{ name = \"A\", role = \"bottle washer\" }]", "book.toml:4:38: error[unknown-role]", "id.loc.gov"),
        ("contributors = [\"B\", { role = \"edt\" }]", "book.toml:4:22: error[no-name]", "name ="),
        ("subjects = [{ name = \"A\", authority = \"BISAC\" }]", "book.toml:4:13: error[bad-subject]", "write both"),
        ("subjects = [{ name = \"A\", authority = \"LSCH\", term = \"x\" }]", "book.toml:4:39: error[bad-subject]", "`LCSH`"),
        ("series = { name = \"S\", position = \"second\" }", "book.toml:4:10: error[bad-value]", "write a number"),
        ("rights-url = \"example.org\"", "book.toml:4:14: error[bad-address]", "https://"),
        ("retailer = \"kobbo\"", "book.toml:4:12: error[bad-value]", "`kobo`"),
        ("retailer = [\"kobo\", \"aple\"]", "book.toml:4:21: error[bad-value]", "`apple`"),
        ("[book.accessibility]\nconformance = \"AAAA\"", "book.toml:5:15: error[bad-value]", "`A"),
    ];
    for (settings, place, hint) in mistakes {
        let built = book(settings, "# A\n", &[]);
        assert!(built.told.contains(place) && built.told.contains(hint), "{place} … {hint} is not in:\n{}", built.told);
        assert!(built.epub.is_none(), "{settings}");
    }
}
