//! The words that chapbook adds to a book, in the language of the book.
use serde::{Deserialize, Deserializer};

use super::references::LabelWord;
use super::template::{Template, places};
use super::text::{LanguageText, text};

places! {
    /// For the line of the colophon that names the face.
    pub(super) SetIn { face }
    /// For the time that a chapter takes to read.
    pub(super) ReadingTime { minutes }
    /// For the label of a numbered part, figure or table.
    pub(super) Label { word, number }
    /// For a reference to pages.
    pub(super) PageReference { word, pages }
    /// For the line that names the page of a note.
    pub(super) SeePage { page }
}

/// The numerals of the parts of a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartNumerals {
    /// Part IV.
    Roman,
    /// Part 4.
    Digits,
}

/// Declares [`Terms`] and the list of its keys.
macro_rules! terms {
    ($($(#[$doc:meta])* $word:ident $key:literal;)*) => {
        /// The words that chapbook adds to a book: table `[terms]` of a language file.
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        #[expect(missing_docs, reason = "the names are the words")]
        pub struct Terms {
            $($(#[$doc])* #[serde(deserialize_with = "text")] pub $word: &'static str,)*
            /// Titles of alerts: note, tip, important, warning, caution.
            #[serde(deserialize_with = "alerts")]
            pub alerts: [&'static str; 5],
            set_in: Template<SetIn<'static>>,
            reading_time: Template<ReadingTime<'static>>,
            part_label: Template<Label<'static>>,
            figure_label: Template<Label<'static>>,
            table_label: Template<Label<'static>>,
            page_reference: Template<PageReference<'static>>,
            /// If it is missing, the line is the word "see" and a reference to the page.
            #[serde(default)]
            see_page: Option<Template<SeePage<'static>>>,
            /// The numerals of parts.
            pub part_numerals: PartNumerals,
            /// The title of the list of the works that a book cites.
            #[serde(deserialize_with = "text")]
            pub bibliography: &'static str,
        }

        /// The keys that a language file should have. The words that it lacks are taken from English. All other keys have a default in
        /// `und.toml`.
        pub(super) const KEYS: &[&str] = &[$($key,)* "alerts", "set-in", "reading-time"];
    };
}

terms! {
    contents "contents";
    notes "notes";
    part "part";
    chapter "chapter";
    figure "figure";
    table "table";
    page "page";
    /// The word for "page" in a reference to a page, often abbreviated.
    page_short "page-short";
    cover "cover";
    title_page "title-page";
    copyright_page "copyright-page";
    /// The title of the list of a book's main parts in its navigation document.
    landmarks "landmarks";
    /// The title of the list of pages in the navigation document.
    pages "pages";
    index "index";
    list_of_figures "list-of-figures";
    list_of_tables "list-of-tables";
    /// The words that refer from one entry of an index to another.
    see "see";
    see_also "see-also";
    /// At the head of something that began on an earlier page.
    continued "continued";
    /// The accessible name of the link from a note back to its call. The number of the note follows.
    back_to_call "back-to-call";
    /// Labels of blanks to fill in at the head of a handout: group, date, session.
    group "group";
    date "date";
    session "session";
    /// The title of the list of links at the end of a chapter.
    links "links";
}

fn alerts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[&'static str; 5], D::Error> {
    <[LanguageText; 5]>::deserialize(deserializer).map(|alerts| alerts.map(|LanguageText(alert)| alert))
}

impl Terms {
    /// The line of the colophon that names the face and the program, up to the name of the program.
    #[must_use]
    pub fn set_in(&self, face: &str) -> String {
        format!("{} \u{b7}", self.set_in.fill(&SetIn { face }))
    }

    /// The sentence that says how many minutes a chapter takes to read.
    #[must_use]
    pub fn minutes(&self, minutes: usize) -> String {
        self.reading_time.fill(&ReadingTime { minutes: &minutes.to_string() })
    }

    /// The label of a part: "Part IV", "4. rész".
    #[must_use]
    pub fn part_label(&self, number: &str) -> String {
        self.part_label.fill(&Label { word: self.part, number })
    }

    /// A reference to a page or to several: "p. 12", "12. o.", `第12页`.
    #[must_use]
    pub fn page_reference(&self, pages: &str) -> String {
        self.page_reference.fill(&PageReference { word: self.page_short, pages })
    }

    /// The line at the foot of a page that names the page of a note: "See page 12", "Siehe S. 12".
    #[must_use]
    pub fn see_page(&self, page: &str) -> String {
        if let Some(template) = &self.see_page {
            return template.fill(&SeePage { page });
        }
        let mut letters = self.see.chars();
        let see: String = letters.next().map(char::to_uppercase).into_iter().flatten().chain(letters).collect();
        format!("{see} {}", self.page_reference(page))
    }

    /// The label of a figure: "Figure 3".
    #[must_use]
    pub fn figure_label(&self, number: &str) -> String {
        self.figure_label.fill(&Label { word: self.figure, number })
    }

    /// The label of a figure or a table as it stands before a caption: with a full stop, unless it ends with a sign ("1 pav.", "(a)").
    #[must_use]
    pub fn before_caption(label: &str) -> String {
        if label.ends_with(['.', ')']) { label.to_owned() } else { format!("{label}.") }
    }

    /// A label with any word, in the order that the language has for parts and chapters, for tables, or for all others.
    #[must_use]
    pub(super) fn label(&self, kind: LabelWord, word: &str, number: &str) -> String {
        let template = match kind {
            LabelWord::Part | LabelWord::Chapter => &self.part_label,
            LabelWord::Table => &self.table_label,
            _ => &self.figure_label,
        };
        template.fill(&Label { word, number })
    }

    /// The label of a table: "Table 3".
    #[must_use]
    pub fn table_label(&self, number: &str) -> String {
        self.table_label.fill(&Label { word: self.table, number })
    }
}
