//! The words that the book writes itself, in its language.

/// The words that the book writes itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the words")]
pub struct Terms {
    pub contents: &'static str,
    pub notes: &'static str,
    pub part: &'static str,
    pub chapter: &'static str,
    pub figure: &'static str,
    pub table: &'static str,
    pub page: &'static str,
    /// Before a page's number: "p. 12".
    pub page_short: &'static str,
    pub cover: &'static str,
    pub title_page: &'static str,
    pub copyright_page: &'static str,
    /// Of the list of a book's main parts in its navigation document.
    pub landmarks: &'static str,
    /// Of the list of pages there.
    pub pages: &'static str,
    pub index: &'static str,
    pub list_of_figures: &'static str,
    pub list_of_tables: &'static str,
    /// From one entry of an index to another.
    pub see: &'static str,
    pub see_also: &'static str,
    /// At the head of what began on an earlier page.
    pub continued: &'static str,
    pub back_to_call: &'static str,
    /// The face that the text is set in stands for `{}`.
    set_in: &'static str,
    /// What is filled in at the head of a handout.
    pub group: &'static str,
    pub date: &'static str,
    pub session: &'static str,
    /// Of the list of links at the end of a chapter.
    pub links: &'static str,
    /// How long a chapter takes to read; `{}` is the number.
    minutes: &'static str,
    /// Of alerts: note, tip, important, warning, caution.
    pub alerts: [&'static str; 5],
}

/// One row for each language, in the order of the fields of [`Terms`].
macro_rules! terms {
    ($($language:literal: $contents:literal $notes:literal $part:literal $chapter:literal $figure:literal $table:literal
       $page:literal $page_short:literal $cover:literal $title_page:literal $copyright_page:literal $landmarks:literal $pages:literal
       $index:literal $list_of_figures:literal $list_of_tables:literal $see:literal $see_also:literal $continued:literal
       $back:literal $set_in:literal $group:literal $date:literal $session:literal $links:literal $minutes:literal [$($alert:literal)*];)*) => {
        const TERMS: &[(&str, Terms)] = &[$(($language, Terms {
            contents: $contents, notes: $notes, part: $part, chapter: $chapter, figure: $figure, table: $table, page: $page,
            page_short: $page_short, cover: $cover, title_page: $title_page, copyright_page: $copyright_page,
            landmarks: $landmarks, pages: $pages, index: $index, list_of_figures: $list_of_figures, list_of_tables: $list_of_tables,
            see: $see, see_also: $see_also, continued: $continued, back_to_call: $back, set_in: $set_in, group: $group, date: $date,
            session: $session, links: $links, minutes: $minutes, alerts: [$($alert),*],
        })),*];
    };
}

terms! {
    "en":
        "Contents" "Notes" "Part" "Chapter" "Figure" "Table" "Page" "p."
        "Cover" "Title page" "Copyright" "Landmarks" "Pages"
        "Index" "List of figures" "List of tables"
        "see" "see also" "continued"
        "Back to the text at note" "Set in {}"
        "Group" "Date" "Session" "Links" "About {} minutes to read"
        ["Note" "Tip" "Important" "Warning" "Caution"];
    "de":
        "Inhalt" "Anmerkungen" "Teil" "Kapitel" "Abbildung" "Tabelle" "Seite" "S."
        "Umschlag" "Titelseite" "Impressum" "Orientierungspunkte" "Seiten"
        "Register" "Abbildungsverzeichnis" "Tabellenverzeichnis"
        "siehe" "siehe auch" "Fortsetzung"
        "Zurück zum Text bei Anmerkung" "Gesetzt aus der {}"
        "Gruppe" "Datum" "Sitzung" "Links" "Etwa {} Minuten Lesezeit"
        ["Hinweis" "Tipp" "Wichtig" "Warnung" "Vorsicht"];
    "fr":
        "Table des matières" "Notes" "Partie" "Chapitre" "Figure" "Tableau" "Page" "p."
        "Couverture" "Page de titre" "Mentions légales" "Points de repère" "Pages"
        "Index" "Table des figures" "Liste des tableaux"
        "voir" "voir aussi" "suite"
        "Retour au texte, note" "Composé en {}"
        "Groupe" "Date" "Séance" "Liens" "Environ {} minutes de lecture"
        ["Note" "Astuce" "Important" "Avertissement" "Attention"];
    "es":
        "Índice" "Notas" "Parte" "Capítulo" "Figura" "Tabla" "Página" "p."
        "Cubierta" "Portada" "Página de créditos" "Puntos de referencia" "Páginas"
        "Índice alfabético" "Índice de figuras" "Índice de tablas"
        "véase" "véase también" "continuación"
        "Volver al texto, nota" "Compuesto en {}"
        "Grupo" "Fecha" "Sesión" "Enlaces" "Unos {} minutos de lectura"
        ["Nota" "Consejo" "Importante" "Advertencia" "Precaución"];
    "it":
        "Indice" "Note" "Parte" "Capitolo" "Figura" "Tabella" "Pagina" "p."
        "Copertina" "Frontespizio" "Colophon" "Punti di riferimento" "Pagine"
        "Indice analitico" "Elenco delle figure" "Elenco delle tabelle"
        "vedi" "vedi anche" "seguito"
        "Torna al testo, nota" "Composto in {}"
        "Gruppo" "Data" "Incontro" "Collegamenti" "Circa {} minuti di lettura"
        ["Nota" "Consiglio" "Importante" "Avviso" "Attenzione"];
    "pt-br":
        "Sumário" "Notas" "Parte" "Capítulo" "Figura" "Tabela" "Página" "p."
        "Capa" "Folha de rosto" "Créditos" "Pontos de referência" "Páginas"
        "Índice remissivo" "Lista de figuras" "Lista de tabelas"
        "ver" "ver também" "continuação"
        "Voltar ao texto, nota" "Composto em {}"
        "Grupo" "Data" "Sessão" "Links" "Cerca de {} minutos de leitura"
        ["Nota" "Dica" "Importante" "Aviso" "Cuidado"];
    "pt":
        "Índice" "Notas" "Parte" "Capítulo" "Figura" "Tabela" "Página" "p."
        "Capa" "Folha de rosto" "Ficha técnica" "Pontos de referência" "Páginas"
        "Índice remissivo" "Lista de figuras" "Lista de tabelas"
        "ver" "ver também" "continuação"
        "Voltar ao texto, nota" "Composto em {}"
        "Grupo" "Data" "Sessão" "Ligações" "Cerca de {} minutos de leitura"
        ["Nota" "Dica" "Importante" "Aviso" "Cuidado"];
    "nl":
        "Inhoud" "Noten" "Deel" "Hoofdstuk" "Figuur" "Tabel" "Pagina" "p."
        "Omslag" "Titelpagina" "Colofon" "Oriëntatiepunten" "Pagina’s"
        "Register" "Lijst van figuren" "Lijst van tabellen"
        "zie" "zie ook" "vervolg"
        "Terug naar de tekst bij noot" "Gezet uit de {}"
        "Groep" "Datum" "Bijeenkomst" "Links" "Ongeveer {} minuten lezen"
        ["Opmerking" "Tip" "Belangrijk" "Waarschuwing" "Let op"];
    "pl":
        "Spis treści" "Przypisy" "Część" "Rozdział" "Rysunek" "Tabela" "Strona" "s."
        "Okładka" "Strona tytułowa" "Strona redakcyjna" "Punkty orientacyjne" "Strony"
        "Indeks" "Spis rysunków" "Spis tabel"
        "zob." "zob. też" "ciąg dalszy"
        "Powrót do tekstu, przypis" "Złożono krojem {}"
        "Grupa" "Data" "Spotkanie" "Odnośniki" "Około {} minut czytania"
        ["Uwaga" "Wskazówka" "Ważne" "Ostrzeżenie" "Przestroga"];
    "cs":
        "Obsah" "Poznámky" "Část" "Kapitola" "Obrázek" "Tabulka" "Strana" "s."
        "Obálka" "Titulní strana" "Tiráž" "Orientační body" "Stránky"
        "Rejstřík" "Seznam obrázků" "Seznam tabulek"
        "viz" "viz též" "pokračování"
        "Zpět k textu, poznámka" "Vysázeno písmem {}"
        "Skupina" "Datum" "Setkání" "Odkazy" "Asi {} minut čtení"
        ["Poznámka" "Tip" "Důležité" "Varování" "Pozor"];
    "ru":
        "Содержание" "Примечания" "Часть" "Глава" "Рисунок" "Таблица" "Страница" "с."
        "Обложка" "Титульный лист" "Выходные сведения" "Ориентиры" "Страницы"
        "Указатель" "Список рисунков" "Список таблиц"
        "см." "см. также" "продолжение"
        "Назад к тексту, примечание" "Гарнитура {}"
        "Группа" "Дата" "Занятие" "Ссылки" "Чтение займёт около {} минут"
        ["Примечание" "Совет" "Важно" "Предупреждение" "Осторожно"];
    "uk":
        "Зміст" "Примітки" "Частина" "Розділ" "Рисунок" "Таблиця" "Сторінка" "с."
        "Обкладинка" "Титульна сторінка" "Вихідні відомості" "Орієнтири" "Сторінки"
        "Покажчик" "Список рисунків" "Список таблиць"
        "див." "див. також" "продовження"
        "Назад до тексту, примітка" "Гарнітура {}"
        "Група" "Дата" "Заняття" "Посилання" "Читання займе близько {} хвилин"
        ["Примітка" "Порада" "Важливо" "Попередження" "Обережно"];
    "el":
        "Περιεχόμενα" "Σημειώσεις" "Μέρος" "Κεφάλαιο" "Εικόνα" "Πίνακας" "Σελίδα" "σ."
        "Εξώφυλλο" "Σελίδα τίτλου" "Πνευματικά δικαιώματα" "Σημεία αναφοράς" "Σελίδες"
        "Ευρετήριο" "Κατάλογος εικόνων" "Κατάλογος πινάκων"
        "βλ." "βλ. επίσης" "συνέχεια"
        "Πίσω στο κείμενο, σημείωση" "Στοιχειοθετήθηκε με {}"
        "Ομάδα" "Ημερομηνία" "Συνάντηση" "Σύνδεσμοι" "Περίπου {} λεπτά ανάγνωσης"
        ["Σημείωση" "Συμβουλή" "Σημαντικό" "Προειδοποίηση" "Προσοχή"];
    "tr":
        "İçindekiler" "Notlar" "Kısım" "Bölüm" "Şekil" "Tablo" "Sayfa" "s."
        "Kapak" "Başlık sayfası" "Künye" "Önemli yerler" "Sayfalar"
        "Dizin" "Şekiller listesi" "Tablolar listesi"
        "bkz." "ayrıca bkz." "devamı"
        "Metne dön, not" "{} ile dizildi"
        "Grup" "Tarih" "Oturum" "Bağlantılar" "Yaklaşık {} dakikalık okuma"
        ["Not" "İpucu" "Önemli" "Uyarı" "Dikkat"];
    "sv":
        "Innehåll" "Noter" "Del" "Kapitel" "Figur" "Tabell" "Sida" "s."
        "Omslag" "Titelsida" "Kolofon" "Landmärken" "Sidor"
        "Register" "Figurförteckning" "Tabellförteckning"
        "se" "se även" "fortsättning"
        "Tillbaka till texten vid not" "Satt med {}"
        "Grupp" "Datum" "Träff" "Länkar" "Ungefär {} minuters läsning"
        ["Obs" "Tips" "Viktigt" "Varning" "Se upp"];
    "fi":
        "Sisällys" "Viitteet" "Osa" "Luku" "Kuva" "Taulukko" "Sivu" "s."
        "Kansi" "Nimiösivu" "Tekijänoikeudet" "Maamerkit" "Sivut"
        "Hakemisto" "Kuvaluettelo" "Taulukkoluettelo"
        "ks." "ks. myös" "jatkoa"
        "Takaisin tekstiin, viite" "Ladottu kirjasimella {}"
        "Ryhmä" "Päivä" "Kokoontuminen" "Linkit" "Lukuaika noin {} minuuttia"
        ["Huomaa" "Vihje" "Tärkeää" "Varoitus" "Varo"];
}

impl Terms {
    /// The line of the colophon that names face and program, up to the program's name.
    #[must_use]
    pub fn set_in(&self, face: &str) -> String {
        format!("{} \u{b7}", self.set_in.replace("{}", face))
    }

    /// How long a chapter takes to read.
    #[must_use]
    pub fn minutes(&self, minutes: usize) -> String {
        self.minutes.replace("{}", &minutes.to_string())
    }

    /// The words in the language of that tag, by region where it has words of its own; English where the language is not
    /// known here.
    #[must_use]
    pub fn of(tag: &str) -> &'static Self {
        let tag = tag.to_ascii_lowercase();
        let primary = tag.split('-').next().unwrap_or_default();
        let found = TERMS.iter().find(|(language, _)| *language == tag).or_else(|| TERMS.iter().find(|(language, _)| *language == primary));
        found.map_or(&TERMS[0].1, |(_, terms)| terms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_says_what_it_is_set_in() {
        for (language, terms) in TERMS {
            assert_eq!(terms.set_in.matches("{}").count(), 1, "{language}");
            assert_eq!(terms.minutes.matches("{}").count(), 1, "{language}");
        }
        assert_eq!(Terms::of("en-GB").set_in("Literata"), "Set in Literata \u{b7}");
    }

    #[test]
    fn a_region_may_have_its_own_words() {
        assert_eq!(Terms::of("pt-BR").contents, "Sumário");
        assert_eq!(Terms::of("pt-PT").contents, "Índice");
        assert_eq!(Terms::of("xx").contents, "Contents");
    }

    /// What two lists of a book are called must tell them apart.
    #[test]
    fn contents_and_lists_have_different_names() {
        for (language, terms) in TERMS {
            let mut names = [terms.contents, terms.index, terms.list_of_figures, terms.list_of_tables, terms.landmarks, terms.notes];
            names.sort_unstable();
            assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{language}");
        }
    }
}
