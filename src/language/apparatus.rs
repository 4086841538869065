//! The words of the book's apparatus: lists and index.

/// Titles of what is made of the text, and the words in between, in the language of the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the words")]
pub struct Apparatus {
    pub figures: &'static str,
    pub tables: &'static str,
    pub index: &'static str,
    pub see: &'static str,
    pub see_also: &'static str,
}

const fn words([figures, tables, index, see, see_also]: [&'static str; 5]) -> Apparatus {
    Apparatus { figures, tables, index, see, see_also }
}

const WORDS: &[(&str, Apparatus)] = &[
    ("en", words(["Figures", "Tables", "Index", "see", "see also"])),
    ("de", words(["Abbildungen", "Tabellen", "Register", "siehe", "siehe auch"])),
    ("fr", words(["Figures", "Tableaux", "Index", "voir", "voir aussi"])),
    ("es", words(["Figuras", "Tablas", "Índice analítico", "véase", "véase también"])),
    ("it", words(["Figure", "Tabelle", "Indice analitico", "vedi", "vedi anche"])),
    ("pt", words(["Figuras", "Tabelas", "Índice remissivo", "ver", "ver também"])),
    ("nl", words(["Figuren", "Tabellen", "Register", "zie", "zie ook"])),
    ("pl", words(["Rysunki", "Tabele", "Indeks", "zob.", "zob. też"])),
    ("cs", words(["Obrázky", "Tabulky", "Rejstřík", "viz", "viz též"])),
    ("ru", words(["Рисунки", "Таблицы", "Указатель", "см.", "см. также"])),
    ("uk", words(["Рисунки", "Таблиці", "Покажчик", "див.", "див. також"])),
    ("el", words(["Εικόνες", "Πίνακες", "Ευρετήριο", "βλ.", "βλ. επίσης"])),
    ("tr", words(["Şekiller", "Tablolar", "Dizin", "bkz.", "ayrıca bkz."])),
    ("sv", words(["Figurer", "Tabeller", "Register", "se", "se även"])),
    ("fi", words(["Kuvat", "Taulukot", "Hakemisto", "ks.", "ks. myös"])),
];

impl Apparatus {
    /// The words in the language of that tag; English where the language is not known here.
    #[must_use]
    pub fn of(tag: &str) -> &'static Self {
        let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        WORDS.iter().find(|(language, _)| *language == primary).map_or(&WORDS[0].1, |(_, words)| words)
    }
}
