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
    pub cover: &'static str,
    pub title_page: &'static str,
    pub copyright_page: &'static str,
    pub back_to_call: &'static str,
    /// Of alerts: note, tip, important, warning, caution.
    pub alerts: [&'static str; 5],
}

macro_rules! terms {
    ($($language:literal: $contents:literal $notes:literal $part:literal $chapter:literal $figure:literal $table:literal $page:literal
       $cover:literal $title_page:literal $copyright_page:literal $back:literal [$($alert:literal)*];)*) => {
        const TERMS: &[(&str, Terms)] = &[$(($language, Terms {
            contents: $contents, notes: $notes, part: $part, chapter: $chapter, figure: $figure, table: $table, page: $page,
            cover: $cover, title_page: $title_page, copyright_page: $copyright_page, back_to_call: $back, alerts: [$($alert),*],
        })),*];
    };
}

terms! {
    "en": "Contents" "Notes" "Part" "Chapter" "Figure" "Table" "Page" "Cover" "Title page" "Copyright" "Back to the text at note" ["Note" "Tip" "Important" "Warning" "Caution"];
    "de": "Inhalt" "Anmerkungen" "Teil" "Kapitel" "Abbildung" "Tabelle" "Seite" "Umschlag" "Titelseite" "Impressum" "Zurück zum Text bei Anmerkung" ["Hinweis" "Tipp" "Wichtig" "Warnung" "Vorsicht"];
    "fr": "Table des matières" "Notes" "Partie" "Chapitre" "Figure" "Tableau" "Page" "Couverture" "Page de titre" "Droits" "Retour au texte, note" ["Note" "Astuce" "Important" "Avertissement" "Attention"];
    "es": "Índice" "Notas" "Parte" "Capítulo" "Figura" "Tabla" "Página" "Cubierta" "Portada" "Derechos" "Volver al texto, nota" ["Nota" "Consejo" "Importante" "Advertencia" "Precaución"];
    "it": "Indice" "Note" "Parte" "Capitolo" "Figura" "Tabella" "Pagina" "Copertina" "Frontespizio" "Diritti" "Torna al testo, nota" ["Nota" "Consiglio" "Importante" "Avviso" "Attenzione"];
    "pt": "Índice" "Notas" "Parte" "Capítulo" "Figura" "Tabela" "Página" "Capa" "Folha de rosto" "Direitos" "Voltar ao texto, nota" ["Nota" "Dica" "Importante" "Aviso" "Cuidado"];
    "nl": "Inhoud" "Noten" "Deel" "Hoofdstuk" "Figuur" "Tabel" "Pagina" "Omslag" "Titelpagina" "Colofon" "Terug naar de tekst bij noot" ["Opmerking" "Tip" "Belangrijk" "Waarschuwing" "Let op"];
    "pl": "Spis treści" "Przypisy" "Część" "Rozdział" "Rysunek" "Tabela" "Strona" "Okładka" "Strona tytułowa" "Prawa autorskie" "Powrót do tekstu, przypis" ["Uwaga" "Wskazówka" "Ważne" "Ostrzeżenie" "Przestroga"];
    "cs": "Obsah" "Poznámky" "Část" "Kapitola" "Obrázek" "Tabulka" "Strana" "Obálka" "Titulní strana" "Tiráž" "Zpět k textu, poznámka" ["Poznámka" "Tip" "Důležité" "Varování" "Pozor"];
    "ru": "Содержание" "Примечания" "Часть" "Глава" "Рисунок" "Таблица" "Страница" "Обложка" "Титульный лист" "Выходные данные" "Назад к тексту, примечание" ["Примечание" "Совет" "Важно" "Предупреждение" "Осторожно"];
    "uk": "Зміст" "Примітки" "Частина" "Розділ" "Рисунок" "Таблиця" "Сторінка" "Обкладинка" "Титульна сторінка" "Вихідні дані" "Назад до тексту, примітка" ["Примітка" "Порада" "Важливо" "Попередження" "Обережно"];
    "el": "Περιεχόμενα" "Σημειώσεις" "Μέρος" "Κεφάλαιο" "Εικόνα" "Πίνακας" "Σελίδα" "Εξώφυλλο" "Σελίδα τίτλου" "Πνευματικά δικαιώματα" "Πίσω στο κείμενο, σημείωση" ["Σημείωση" "Συμβουλή" "Σημαντικό" "Προειδοποίηση" "Προσοχή"];
    "tr": "İçindekiler" "Notlar" "Kısım" "Bölüm" "Şekil" "Tablo" "Sayfa" "Kapak" "Başlık sayfası" "Telif hakkı" "Metne dön, not" ["Not" "İpucu" "Önemli" "Uyarı" "Dikkat"];
    "sv": "Innehåll" "Noter" "Del" "Kapitel" "Figur" "Tabell" "Sida" "Omslag" "Titelsida" "Upphovsrätt" "Tillbaka till texten vid not" ["Obs" "Tips" "Viktigt" "Varning" "Se upp"];
    "fi": "Sisällys" "Viitteet" "Osa" "Luku" "Kuva" "Taulukko" "Sivu" "Kansi" "Nimiösivu" "Tekijänoikeus" "Takaisin tekstiin, viite" ["Huomaa" "Vihje" "Tärkeää" "Varoitus" "Varo"];
}

impl Terms {
    /// The line of the colophon that names face and program, up to the program's name.
    #[must_use]
    pub fn set_in(&self, face: &str) -> String {
        format!("{face} \u{b7}")
    }

    /// The words in the language of that tag; English where the language is not known here.
    #[must_use]
    pub fn of(tag: &str) -> &'static Self {
        let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        TERMS.iter().find(|(language, _)| *language == primary).map_or(&TERMS[0].1, |(_, terms)| terms)
    }
}
