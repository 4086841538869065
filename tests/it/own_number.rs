//! The numbers in authors' chapter titles, by language: words for divisions, numerals, number words up to a hundred.
use std::fs;
use std::path::Path;

use chapbook::language::{DivisionWord, Language, NumberForm, Numeral, OwnNumber, own_number};

fn of(tag: &str, title: &str) -> Option<OwnNumber> {
    own_number(title, Language::of(tag))
}

/// Checks a title that begins with a number: the label, the value, and the rest.
#[track_caller]
fn read(tag: &str, title: &str, label: &str, value: u32, rest: &str) {
    let own = of(tag, title).unwrap_or_else(|| panic!("{tag}: {title}"));
    assert_eq!((own.label.as_str(), own.value, own.rest.as_str()), (label, value, rest), "{tag}: {title}");
    assert_eq!(title[own.rest_start..].trim_end(), own.rest, "{tag}: {title}");
}

#[track_caller]
fn nothing(tag: &str, title: &str) {
    assert_eq!(of(tag, title), None, "{tag}: {title}");
}

/// The words come from the spellout rules of CLDR, from which the language files were made. Each is tried after the word for "chapter", and
/// ordinals also before it.
#[test]
fn number_words_are_read_up_to_a_hundred() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/number_words.txt");
    let (mut languages, mut words) = (Vec::new(), 0);
    for line in fs::read_to_string(path).unwrap().lines().filter(|line| !line.starts_with('#')) {
        let [tag, kind, list] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let chapter = Language::of(tag).terms.chapter;
        for (value, word) in (1..).zip(list.split('|')).filter(|(_, word)| !word.is_empty()) {
            for title in [format!("{chapter} {word}"), format!("{chapter} {word}: x"), format!("{chapter} {word}").to_uppercase()] {
                let own = of(tag, &title).unwrap_or_else(|| panic!("{tag}: {title}"));
                assert_eq!((own.value, own.numeral, own.form), (value, Numeral::Word, NumberForm::Worded), "{tag}: {title}");
                assert_eq!(own.word, Some(DivisionWord::Chapter), "{tag}: {title}");
            }
            if kind == "ordinal" {
                let title = format!("{word} {chapter}");
                assert_eq!(of(tag, &title).map(|own| own.value), Some(value), "{tag}: {title}");
            }
            words += 1;
        }
        languages.push(tag.to_owned());
    }
    languages.dedup();
    assert!(languages.len() >= 38 && words > 9_000, "{} languages, {words} words", languages.len());
}

/// Checks each language that has a word for "chapter": digits, roman numerals, and a letter for an appendix. The rest of the title is complete.
#[test]
fn numerals_are_read_in_every_language() {
    let mut languages = 0;
    for tag in Language::tags() {
        let language = Language::of(tag);
        if !language.numbers.has_divisions() {
            continue;
        }
        languages += 1;
        let chapter = language.terms.chapter;
        for (numeral, value) in (1..=120).map(|value| (value.to_string(), value)).chain([("IV".to_owned(), 4), ("XXIII".to_owned(), 23)]) {
            read(tag, &format!("{chapter} {numeral}"), &format!("{chapter} {numeral}"), value, "");
            read(tag, &format!("{chapter} {numeral}. Ab"), &format!("{chapter} {numeral}"), value, "Ab");
            read(tag, &format!("{chapter} {numeral} – Ab"), &format!("{chapter} {numeral}"), value, "Ab");
            read(tag, &format!("{numeral}. {chapter}: Ab"), &format!("{numeral}. {chapter}"), value, "Ab");
        }
    }
    assert!(languages >= 45, "{languages}");
}

#[test]
fn numbers_in_titles_of_real_books_are_read() {
    read("en", "Chapter 27 - Slaying of Hallvard", "Chapter 27", 27, "Slaying of Hallvard");
    read("en", "I. The fox", "I", 1, "The fox");
    read("en", "Chapter One", "Chapter One", 1, "");
    read("en", "ACT ONE", "ACT ONE", 1, "");
    read("en", "CANTO II", "CANTO II", 2, "");
    read("en", "Letter 3", "Letter 3", 3, "");
    read("en", "5. Home", "5", 5, "Home");
    read("en", "Chapter 1: Monument", "Chapter 1", 1, "Monument");
    read("en", "Chapter the First", "Chapter the First", 1, "");
    read("en", "CHAPTER I.", "CHAPTER I", 1, "");
    read("en", "CHAPTER XII.—Of the Whale", "CHAPTER XII", 12, "Of the Whale");
    read("en", "Chap. 5. Home", "Chap. 5", 5, "Home");
    read("en", "Chapter No. 5", "Chapter No. 5", 5, "");
    read("en", "Chapter iv", "Chapter iv", 4, "");
    read("en", "Chapter Twenty-One: Home", "Chapter Twenty-One", 21, "Home");
    read("en", "THE THIRD PART", "THE THIRD PART", 3, "");
    read("en", "The 2nd Part", "The 2nd Part", 2, "");
    read("en", "Book the Second. The Golden Thread", "Book the Second", 2, "The Golden Thread");
    read("en", "Appendix B: Tables", "Appendix B", 2, "Tables");
    read("en", "Appendix C", "Appendix C", 3, "");
    read("en", "Act I, Scene 2", "Act I, Scene 2", 2, "");
    read("en", "ACT II. SCENE III. A wood", "ACT II. SCENE III", 3, "A wood");
    read("en", "Section 2.1 Scope", "Section 2.1", 1, "Scope");
    read("en", "§ 12. Scope", "§ 12", 12, "Scope");
    read("en", "(3) Scope", "3", 3, "Scope");
    read("en", "STAVE ONE: Marley’s Ghost", "STAVE ONE", 1, "Marley’s Ghost");
    read("de", "5. Kapitel. Die Reise", "5. Kapitel", 5, "Die Reise");
    read("de", "Erstes Kapitel", "Erstes Kapitel", 1, "");
    read("de", "Einundzwanzigstes Kapitel: Ende", "Einundzwanzigstes Kapitel", 21, "Ende");
    read("de", "Kapitel 3", "Kapitel 3", 3, "");
    read("de", "Zweiter Teil", "Zweiter Teil", 2, "");
    read("fr", "CHAPITRE PREMIER", "CHAPITRE PREMIER", 1, "");
    read("fr", "Chapitre II : La mer", "Chapitre II", 2, "La mer");
    read("fr", "DEUXIEME PARTIE", "DEUXIEME PARTIE", 2, "");
    read("fr", "IIe partie", "IIe partie", 2, "");
    read("es", "Capítulo primero", "Capítulo primero", 1, "");
    read("es", "CAPITULO VIGÉSIMO TERCERO", "CAPITULO VIGÉSIMO TERCERO", 23, "");
    read("es", "Capítulo 1.º De la condición", "Capítulo 1.º", 1, "De la condición");
    read("it", "Capitolo IV", "Capitolo IV", 4, "");
    read("it", "Canto ventitreesimo", "Canto ventitreesimo", 23, "");
    read("it", "Parte seconda", "Parte seconda", 2, "");
    read("pt", "Capítulo décimo segundo – A casa", "Capítulo décimo segundo", 12, "A casa");
    read("nl", "Eerste hoofdstuk", "Eerste hoofdstuk", 1, "");
    read("pl", "Rozdział dwudziesty pierwszy", "Rozdział dwudziesty pierwszy", 21, "");
    read("cs", "Kapitola první", "Kapitola první", 1, "");
    read("cs", "Dvacátá druhá kapitola", "Dvacátá druhá kapitola", 22, "");
    read("ru", "Глава первая", "Глава первая", 1, "");
    read("ru", "ГЛАВА ДВАДЦАТЬ ВТОРАЯ. Побег", "ГЛАВА ДВАДЦАТЬ ВТОРАЯ", 22, "Побег");
    read("ru", "Часть 2-я", "Часть 2-я", 2, "");
    read("ru", "Приложение Б", "Приложение Б", 2, "");
    read("uk", "Розділ п'ятий", "Розділ п'ятий", 5, "");
    read("el", "ΚΕΦΑΛΑΙΟ ΠΡΩΤΟ", "ΚΕΦΑΛΑΙΟ ΠΡΩΤΟ", 1, "");
    read("el", "Κεφάλαιο ΙΒ΄. Η αρχή", "Κεφάλαιο ΙΒ΄", 12, "Η αρχή");
    read("tr", "BİRİNCİ BÖLÜM", "BİRİNCİ BÖLÜM", 1, "");
    read("sv", "Första kapitlet", "Första kapitlet", 1, "");
    read("da", "Enogtyvende kapitel", "Enogtyvende kapitel", 21, "");
    read("nb", "Kapittel tjueen", "Kapittel tjueen", 21, "");
    read("fi", "Ensimmäinen luku", "Ensimmäinen luku", 1, "");
    read("hu", "Huszonegyedik fejezet", "Huszonegyedik fejezet", 21, "");
    read("ro", "Capitolul al doilea", "Capitolul al doilea", 2, "");
    read("eu", "Lehen kapitulua", "Lehen kapitulua", 1, "");
    read("la", "Liber primus", "Liber primus", 1, "");
    read("vi", "Chương thứ nhất", "Chương thứ nhất", 1, "");
    read("zh", "第1章 绪论", "第1章", 1, "绪论");
    read("zh", "第一百二十回　甄士隐详说太虚情", "第一百二十回", 120, "甄士隐详说太虚情");
    read("zh", "第十二章绪论", "第十二章", 12, "绪论");
    read("zh", "一、绪论", "一", 1, "绪论");
    read("zh-TW", "第三節　方法", "第三節", 3, "方法");
    read("ja", "第一章　旅立ち", "第一章", 1, "旅立ち");
    read("ja", "第3話 森", "第3話", 3, "森");
    read("ko", "제1장 총론", "제1장", 1, "총론");
    read("ko", "제 2 부", "제 2 부", 2, "");
    read("ko", "1장 총론", "1장", 1, "총론");
    read("ar", "الفصل الأول: البداية", "الفصل الأول", 1, "البداية");
    read("ar", "الفصل ٣", "الفصل ٣", 3, "");
    read("fa", "فصل اول", "فصل اول", 1, "");
    read("he", "פרק ראשון", "פרק ראשון", 1, "");
    read("he", "פרק י״ב: הבית", "פרק י״ב", 12, "הבית");
    read("hi", "अध्याय १२", "अध्याय १२", 12, "");
    read("hi", "पहला अध्याय", "पहला अध्याय", 1, "");
    read("th", "บทที่ ๓", "บทที่ ๓", 3, "");
}

/// Checks the form of a number, and the kind of its numeral.
#[test]
fn forms_and_numerals_are_distinguished() {
    let form = |title| of("en", title).map(|own| (own.form, own.numeral));
    assert_eq!(form("Chapter 5"), Some((NumberForm::Worded, Numeral::Digits)));
    assert_eq!(form("V. The fox"), Some((NumberForm::Marked, Numeral::Roman)));
    assert_eq!(form("V — The fox"), Some((NumberForm::Marked, Numeral::Roman)));
    assert_eq!(form("V"), Some((NumberForm::Alone, Numeral::Roman)));
    assert_eq!(form("Five"), Some((NumberForm::Alone, Numeral::Word)));
    assert_eq!(form("B. The fox"), Some((NumberForm::Marked, Numeral::Letter)));
    assert_eq!(form("12 Angry Men"), Some((NumberForm::Leading, Numeral::Digits)));
    let letter = |title| of("en", title).and_then(|own| own.letter);
    assert_eq!(
        (letter("C. The fox"), letter("B. The fox"), letter("Appendix D"), letter("II. The fox")),
        (Some(3), Some(2), Some(4), None)
    );
    assert_eq!(of("en", "Book Two").and_then(|own| own.word), Some(DivisionWord::Book));
}

#[test]
fn other_titles_have_no_number() {
    for title in [
        "",
        " ",
        "The fox",
        "I am a cat",
        "Chapters",
        "Chapter",
        "Part of the way",
        "Letter I wrote to her",
        "A tale of two cities",
        "D. H. Lawrence",
        "J. R. R. Tolkien",
        "3:10 to Yuma",
        "10,000 leagues",
        "50% off",
        "2001–2010",
        "A",
        "Oneness",
        "Chapterhouse 5",
        "Acting 1",
        "1st Avenue",
        "Book club",
        "Five Chapters on love",
        "mix",
        "Letters 3",
        "…",
        "—",
        "№",
    ] {
        nothing("en", title);
    }
    nothing("it", "Canto di Natale");
    nothing("it", "Parte d’Italia");
    nothing("fr", "Livre d’or");
    nothing("de", "Teilweise");
    nothing("zh", "一部电影的故事");
    nothing("zh", "三国演义");
    nothing("he", "פרק בית");
    nothing("xx", "Chapter 5");
}
