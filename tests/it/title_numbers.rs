//! Chapters that the author numbered: the number in the title becomes the label, and chapbook adds no number of its own.
use crate::support::built::Built;

/// A book with these lines in its front matter, and the titles in its navigation.
struct Book {
    nav: Vec<String>,
    built: Built,
}

fn book(language: &str, front: &str, text: &str) -> Book {
    let built = Built::of(&format!("---\ntitle: T\nlanguage: {language}\n{front}---\n{text}"));
    let nav = built.epub.text("nav.xhtml");
    let nav = &nav[nav.find("epub:type=\"toc\"").unwrap()..];
    let nav = &nav[..nav.find("</nav>").unwrap()];
    let nav = nav.split("<a ").skip(1).map(|link| {
        let text = &link[link.find('>').unwrap() + 1..link.find("</a>").unwrap()];
        text.split('<').map(|part| part.rsplit('>').next().unwrap()).collect::<String>()
    });
    Book { nav: nav.collect(), built }
}

/// A text with these chapters, each with a paragraph.
fn chapters(titles: &[&str]) -> String {
    titles.iter().map(|title| format!("# {title}\n\nText of this chapter.\n\n")).collect()
}

#[track_caller]
fn contents(language: &str, titles: &[&str], wanted: &[&str]) {
    let book = book(language, "", &chapters(titles));
    let own: Vec<&str> = book.nav.iter().map(String::as_str).filter(|title| wanted.contains(title)).collect();
    assert_eq!(own, wanted, "{:?}", book.nav);
}

#[test]
fn the_number_becomes_the_label_and_the_rest_the_title() {
    let text = chapters(&["Chapter 27 - Slaying of Hallvard", "Chapter 28 - The *Long* Night"]);
    let book = book("en", "", &text);
    assert!(book.nav.contains(&"Chapter 27 Slaying of Hallvard".to_owned()), "{:?}", book.nav);
    assert!(book.nav.contains(&"Chapter 28 The Long Night".to_owned()), "{:?}", book.nav);
    let chapter = book.built.document("Long");
    assert!(chapter.contains(">Chapter 28<") && chapter.contains("The <em>Long</em> Night"), "{chapter}");
    if let Some(text) = book.built.pdf {
        assert!(text.contains("Chapter 27") && text.contains("Slaying of Hallvard") && !text.contains("Chapter 27 -"), "{text}");
    }
}

#[test]
fn numbers_are_found_in_many_forms_and_languages() {
    contents("en", &["I. The fox", "II. The hen"], &["I The fox", "II The hen"]);
    contents("en", &["5. Home", "6. Away"], &["5 Home", "6 Away"]);
    contents("en", &["ACT ONE", "ACT TWO"], &["ACT ONE", "ACT TWO"]);
    contents("en", &["Letter 3", "Letter 4"], &["Letter 3", "Letter 4"]);
    contents("en", &["CANTO II", "CANTO III"], &["CANTO II", "CANTO III"]);
    contents("en", &["Chapter One", "Chapter Two: Home"], &["Chapter One", "Chapter Two Home"]);
    contents("de", &["Erstes Kapitel. Anfang", "Zweites Kapitel. Ende"], &["Erstes Kapitel Anfang", "Zweites Kapitel Ende"]);
    contents("fr", &["Chapitre premier : La mer", "Chapitre II : La terre"], &["Chapitre premier La mer", "Chapitre II La terre"]);
    contents("ru", &["Глава первая. Дом", "Глава вторая. Путь"], &["Глава первая Дом", "Глава вторая Путь"]);
    contents("es", &["Capítulo 1. La casa", "Capítulo 2. El mar"], &["Capítulo 1 La casa", "Capítulo 2 El mar"]);
}

#[test]
fn titles_in_chinese_are_read_too() {
    let book = book("zh", "", &chapters(&["第1章 绪论", "第2章 方法"]));
    let chapter = book.built.document("绪论</");
    assert!(chapter.contains(">第1章<"), "{chapter}");
}

#[test]
fn nothing_is_counted_beside_the_authors_numbers() {
    contents("en", &["CHAPTER I.", "CHAPTER II.", "Epilogue"], &["CHAPTER I.", "CHAPTER II.", "Epilogue"]);
}

#[test]
fn titles_that_only_look_numbered_are_counted() {
    contents("en", &["1984", "Animal Farm"], &["1984", "2 Animal Farm"]);
    contents("en", &["M. Dupont", "C. Smith"], &["1 M. Dupont", "2 C. Smith"]);
    contents("en", &["Python", "C", "Rust"], &["1 Python", "2 C", "3 Rust"]);
    contents("en", &["A", "B", "C", "Go"], &["1 A", "2 B", "3 C", "4 Go"]);
    contents("en", &["X", "Facebook"], &["1 X", "2 Facebook"]);
}

/// A book in one language may have the titles of another.
#[test]
fn numbers_are_found_in_the_words_of_all_languages() {
    contents("en", &["Kapitel 1", "Kapitel 2: Ende"], &["Kapitel 1", "Kapitel 2 Ende"]);
    contents("en", &["Глава 1", "Глава 2. Дом"], &["Глава 1", "Глава 2 Дом"]);
    contents("en", &["第1章 绪论", "第2章 方法"], &["第1章 绪论", "第2章 方法"]);
    let one = book("en", "", "# Kapitel 1\n\nText.\n\n# Home\n\nText.\n\n# Away\n\nText.\n");
    assert!(one.nav.contains(&"1 Kapitel 1".to_owned()), "{:?}", one.nav);
}

#[test]
fn the_author_can_keep_titles_as_they_are() {
    let book = book("en", "title-numbers: never\n", &chapters(&["I. The fox", "II. The hen"]));
    assert!(book.nav.contains(&"1 I. The fox".to_owned()), "{:?}", book.nav);
}

/// A link leads to the anchor that other programs make of the whole title.
#[test]
fn links_lead_to_the_title_as_written() {
    let text =
        format!("{}See [it](#chapter-2-home) and [](#chapter-2-home){{.number}}.\n", chapters(&["Chapter 1: Away", "Chapter 2: Home"]));
    let book = book("en", "", &text);
    let chapter = book.built.document(">it</a>");
    assert!(chapter.contains("#chapter-2-home") && chapter.contains(">2</a>"), "{chapter}");
}

/// Whatever stands in the number of a title is kept.
#[test]
fn a_note_on_the_number_is_kept() {
    let text = "# Chapter 1[^a]: Away\n\nText.\n\n[^a]: Note.\n\n# **Chapter 2:** Home\n\nText.\n\n# **Chapter 3: Sea**\n\nText.\n";
    let book = book("en", "", text);
    assert!(book.nav.contains(&"Chapter 1: Away".to_owned()), "{:?}", book.nav);
    assert!(book.nav.contains(&"Chapter 2 Home".to_owned()) && book.nav.contains(&"Chapter 3 Sea".to_owned()), "{:?}", book.nav);
    let chapter = book.built.document("Sea");
    assert!(chapter.contains("<strong>Sea</strong>"), "{chapter}");
}
