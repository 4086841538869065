//! The language files, `data/*.toml`, built into the program. A file is parsed when its language is first requested. A test parses
//! them all, so parsing cannot fail when a book is made.
//!
//! A file holds only what differs from its parents: `pt-BR.toml` is laid over `pt.toml`, and every file over `und.toml`, the
//! language of unknown text. The words that a file lacks are taken from English.
use std::sync::OnceLock;

use serde::Deserialize;
use toml::{Table, Value};

use super::accessibility::AccessibilityTerms;
use super::date::Dates;
use super::direction::{Direction, script_direction};
use super::number_words::NumberWords;
use super::quotes::{Quotes, Spacing};
use super::references::ReferenceTerms;
use super::site::SiteTerms;
use super::slips::SlipTerms;
use super::sorting::{SortKey, SortOrder};
use super::terms::{self, Terms};
use super::text::text;
use super::tie_rules::TieRules;

/// The data of a language: one file of `data/`, laid over those of its parents.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Language {
    /// The tag of its file: `pt` for the tag `pt-AO`, `und` for a language without a file.
    #[serde(skip)]
    pub tag: &'static str,
    /// Its name in English.
    #[serde(deserialize_with = "text")]
    pub name: &'static str,
    /// The direction of its usual script.
    pub direction: Direction,
    /// The words that chapbook adds to a book.
    pub terms: Terms,
    /// The keys of the words that were taken from English, because its file does not have them.
    #[serde(skip)]
    pub borrowed: Vec<&'static str>,
    /// The words of references.
    #[serde(default)]
    pub references: ReferenceTerms,
    /// Its quotation marks.
    pub quotes: Quotes,
    /// Spaces beside punctuation marks.
    #[serde(default)]
    pub spacing: Spacing,
    /// The forms of its dates, if they are known.
    pub dates: Option<Dates>,
    /// The words that it keeps together on a line.
    pub ties: TieRules,
    /// The order of its letters.
    #[serde(default)]
    pub sorting: SortOrder,
    /// The words with which it numbers chapters in titles.
    #[serde(default)]
    pub numbers: NumberWords,
    /// What an e-book says about its accessibility, if the file has it.
    pub accessibility: Option<AccessibilityTerms>,
    /// How to print, fold and bind sheets, if the file has it.
    pub slips: Option<SlipTerms>,
    /// The words around the text of a web page, if the file has them.
    pub site: Option<SiteTerms>,
}

impl Language {
    /// The language of a BCP 47 tag. Its file is that of the tag; if there is none, that of the tag without its last subtag, and so on,
    /// and finally `und` (the lookup of RFC 4647, section 3.4). The first call parses the file.
    #[must_use]
    pub fn of(tag: &str) -> &'static Self {
        static LOADED: [OnceLock<Language>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];
        let found = ancestors(tag).find_map(file).or_else(|| file(ROOT)).expect("the root has a file");
        LOADED[found].get_or_init(|| load(found))
    }

    /// The tags of all languages that have a file.
    pub fn tags() -> impl Iterator<Item = &'static str> {
        FILES.iter().map(|(tag, _)| *tag)
    }

    /// Whether chapbook has data for this language.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.tag != ROOT
    }
}

impl Terms {
    /// The words in the language of a tag, or in English if chapbook does not know the language.
    #[must_use]
    pub fn of(tag: &str) -> &'static Self {
        &Language::of(tag).terms
    }
}

impl AccessibilityTerms {
    /// The sentences in the language of a tag, after the primary subtag of that language. If chapbook has no sentences in it, both are
    /// those of English.
    #[must_use]
    pub fn of(tag: &str) -> (&'static str, &'static Self) {
        let language = [tag, "en"].map(Language::of).into_iter().find(|language| language.accessibility.is_some());
        let language = language.expect("English has the sentences");
        let primary = language.tag.split('-').next().unwrap_or(language.tag);
        (primary, language.accessibility.as_ref().expect("the language was found by its sentences"))
    }
}

impl SiteTerms {
    /// The words in the language of a tag, after the primary subtag of that language. If chapbook has none in it, both are those of
    /// English.
    #[must_use]
    pub fn of(tag: &str) -> (&'static str, &'static Self) {
        let language = [tag, "en"].map(Language::of).into_iter().find(|language| language.site.is_some());
        let language = language.expect("English has the words");
        let primary = language.tag.split('-').next().unwrap_or(language.tag);
        (primary, language.site.as_ref().expect("the language was found by its words"))
    }
}

impl SlipTerms {
    /// The sentences in the language of a tag, or in English if chapbook has none in that language.
    #[must_use]
    pub fn of(tag: &str) -> &'static Self {
        let english = || Language::of("en").slips.as_ref();
        Language::of(tag).slips.as_ref().or_else(english).expect("English has the sentences")
    }

    /// Whether a tag, or the tag without its region, has sentences of its own.
    #[must_use]
    pub fn has(tag: &str) -> bool {
        Language::of(tag).slips.is_some()
    }

    /// The languages that have sentences of their own, without their regions.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        Language::tags().filter(|tag| !tag.contains('-') && Self::has(tag))
    }
}

/// A date (`2026-11-23`, `2026-11` or `2026`) in the words of a language. The date is returned unchanged if the date forms of the
/// language are not known, or if it is not written in one of these ways.
#[must_use]
pub fn date_in_words(date: &str, tag: &str) -> String {
    Language::of(tag).dates.as_ref().and_then(|dates| dates.in_words(date)).unwrap_or_else(|| date.to_owned())
}

/// The names of the months of a language in the form that follows or precedes a day. `None` if they are not known.
#[must_use]
pub fn months(tag: &str) -> Option<&'static [&'static str; 12]> {
    Language::of(tag).dates.as_ref().map(Dates::months)
}

/// The key by which a text is sorted in an index of a language.
#[must_use]
pub fn sort_key(text: &str, tag: &str) -> SortKey {
    Language::of(tag).sorting.key(text)
}

/// Whether a language is written from right to left. The script in the tag decides; without one, the usual script of the language does.
#[must_use]
pub fn is_right_to_left(tag: &str) -> bool {
    script_direction(tag).unwrap_or_else(|| Language::of(tag).direction) == Direction::RightToLeft
}

include!(concat!(env!("OUT_DIR"), "/language_files.rs"));

/// The tag of the file that all others are laid over.
const ROOT: &str = "und";

/// Tags that mean the same as the tag of a file: deprecated subtags and macrolanguages of the IANA registry, and regions whose
/// usual script or parent is not that of their language (CLDR 48: likely subtags and parent locales). A language in a script that its file
/// is not written in counts as unknown.
const ALIASES: &[(&str, &str)] = &[
    ("ar-latn", ROOT),
    ("bg-latn", ROOT),
    ("cmn", "zh"),
    ("el-latn", ROOT),
    ("es-ar", "es-419"),
    ("es-bo", "es-419"),
    ("es-cl", "es-419"),
    ("es-co", "es-419"),
    ("es-cr", "es-419"),
    ("es-cu", "es-419"),
    ("es-do", "es-419"),
    ("es-ec", "es-419"),
    ("es-gt", "es-419"),
    ("es-hn", "es-419"),
    ("es-mx", "es-419"),
    ("es-ni", "es-419"),
    ("es-pa", "es-419"),
    ("es-pe", "es-419"),
    ("es-pr", "es-419"),
    ("es-py", "es-419"),
    ("es-sv", "es-419"),
    ("es-us", "es-419"),
    ("es-uy", "es-419"),
    ("es-ve", "es-419"),
    ("fa-latn", ROOT),
    ("he-latn", ROOT),
    ("hi-latn", ROOT),
    ("in", "id"),
    ("iw", "he"),
    ("ja-latn", ROOT),
    ("ji", "yi"),
    ("ko-latn", ROOT),
    ("ku", "kmr"),
    ("mo", "ro"),
    ("no", "nb"),
    ("ru-latn", ROOT),
    ("sh", "sr-Latn"),
    ("sh-cyrl", "sr"),
    ("sr-me", "sr-Latn"),
    ("th-latn", ROOT),
    ("uk-latn", ROOT),
    ("yue", "zh-Hant"),
    ("zh-hk", "zh-Hant"),
    ("zh-latn", ROOT),
    ("zh-mo", "zh-Hant"),
    ("zh-tw", "zh-Hant"),
];

/// All language files, each with its tag and its text.
pub(super) fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().copied()
}

/// A tag, then the tag without its last subtag, and so on. Each alias is replaced by the tag that it stands for.
fn ancestors(tag: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(known(tag)), |tag| tag.rsplit_once('-').map(|(shorter, _)| known(shorter)))
}

/// The tag that an alias stands for. Any other tag is returned unchanged.
fn known(tag: &str) -> &str {
    ALIASES.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(tag)).map_or(tag, |(_, tag)| tag)
}

/// The index in `FILES` of the file of exactly that tag, whatever its case.
fn file(tag: &str) -> Option<usize> {
    let letters = |tag: &'static str| tag.bytes().map(|byte| byte.to_ascii_lowercase());
    FILES.binary_search_by(|(own, _)| letters(own).cmp(tag.bytes().map(|byte| byte.to_ascii_lowercase()))).ok()
}

fn load(place: usize) -> Language {
    let tag = FILES[place].0;
    parse(tag).unwrap_or_else(|error| panic!("a test reads all language files, so this cannot fail: {tag}.toml: {error}"))
}

/// Reads the file of a tag and lays it over those of its parents.
fn parse(tag: &'static str) -> Result<Language, toml::de::Error> {
    let mut whole = Table::new();
    let mut name = None;
    let mut next = Some(tag);
    while let Some(tag) = next {
        let mut own = table(tag)?;
        name = name.or_else(|| own.remove("name"));
        // The parent is the one that the file names, or else that of the tag without its last subtag, or else the root.
        let named = own.remove("parent").and_then(|parent| parent.as_str().map(str::to_owned));
        own.remove("name");
        lay_under(&mut whole, own);
        next = (tag != ROOT).then(|| {
            let parent = named.as_deref().unwrap_or(tag.rsplit_once('-').map_or(ROOT, |(shorter, _)| shorter));
            ancestors(parent).find_map(file).map_or(ROOT, |place| FILES[place].0)
        });
    }
    whole.extend(name.map(|name| ("name".to_owned(), name)));
    let missing = lend_words(&mut whole)?;
    let mut language: Language = whole.try_into()?;
    language.tag = tag;
    language.borrowed = missing;
    Ok(language)
}

fn table(tag: &str) -> Result<Table, toml::de::Error> {
    file(tag).map_or_else(|| Ok(Table::new()), |place| toml::from_str(FILES[place].1))
}

/// Adds to `upper` the keys of `lower` that it lacks.
fn lay_under(upper: &mut Table, lower: Table) {
    for (key, value) in lower {
        match (upper.get_mut(&key), value) {
            (Some(Value::Table(upper)), Value::Table(lower)) => lay_under(upper, lower),
            (Some(_), _) => {}
            (None, value) => {
                upper.insert(key, value);
            }
        }
    }
}

/// Adds the English words for those that a language lacks. Returns their keys.
fn lend_words(whole: &mut Table) -> Result<Vec<&'static str>, toml::de::Error> {
    let words = whole.entry("terms").or_insert_with(|| Value::Table(Table::new()));
    let Value::Table(words) = words else { return Ok(Vec::new()) };
    let missing: Vec<&'static str> = terms::KEYS.iter().copied().filter(|key| !words.contains_key(*key)).collect();
    if !missing.is_empty()
        && let Some(Value::Table(english)) = table("en")?.remove("terms")
    {
        lay_under(words, english);
    }
    Ok(missing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Counts, Print, Undescribed};

    #[test]
    fn every_file_is_read() {
        for tag in Language::tags() {
            if let Err(error) = parse(tag) {
                panic!("{tag}.toml: {error}");
            }
        }
    }

    #[test]
    fn the_nearest_file_is_found() {
        for (tag, found) in [
            ("de", "de"),
            ("DE-at", "de-AT"),
            ("de-LI", "de"),
            ("es-MX", "es-419"),
            ("es-ES", "es"),
            ("en-GB", "en"),
            ("de-CH-1996", "de-CH"),
            ("pt-BR", "pt-BR"),
            ("pt-AO", "pt"),
            ("no", "nb"),
            ("no-NO", "nb"),
            ("iw-IL", "he"),
            ("zh-TW", "zh-Hant"),
            ("zh-Hant-HK", "zh-Hant"),
            ("zh-Hans-SG", "zh"),
            ("sr-ME", "sr-Latn"),
            ("sr-Latn-RS", "sr-Latn"),
            ("tlh", "und"),
            ("", "und"),
        ] {
            assert_eq!(Language::of(tag).tag, found, "{tag}");
        }
    }

    #[test]
    fn a_region_may_have_its_own_words() {
        assert_eq!(Terms::of("pt-BR").contents, "Sumário");
        assert_eq!(Terms::of("pt-PT").contents, "Índice");
        assert_eq!(Terms::of("pt-BR").chapter, "Capítulo");
        assert_eq!(Terms::of("xx").contents, "Contents");
    }

    #[test]
    fn labels_follow_the_word_order_of_the_language() {
        assert_eq!(Terms::of("en-GB").set_in("Literata"), "Set in Literata \u{b7}");
        assert_eq!(Terms::of("de").minutes(12), "Etwa 12 Minuten Lesezeit");
        assert_eq!(Terms::of("en").part_label("IV"), "Part IV");
        assert_eq!(Terms::of("fr").figure_label("3"), "Figure 3");
        assert_eq!(Terms::of("hu").figure_label("3"), "3. ábra");
        assert_eq!(Terms::of("lt").table_label("3"), "3 lentelė");
        assert_eq!(Terms::of("ja").part_label("2"), "第2部");
        assert_eq!(Terms::of("en").page_reference("3–5"), "p.\u{a0}3–5");
        assert_eq!(Terms::of("eu").page_reference("12"), "12.\u{a0}or.");
        assert_eq!(Terms::of("zh-TW").page_reference("12"), "第12頁");
    }

    /// Readers tell the lists of a book apart by their names.
    #[test]
    fn contents_and_lists_have_different_names() {
        for tag in Language::tags() {
            let terms = Terms::of(tag);
            let mut names = [terms.contents, terms.index, terms.list_of_figures, terms.list_of_tables, terms.landmarks, terms.notes];
            names.sort_unstable();
            assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{tag}");
        }
    }

    #[test]
    fn missing_accessibility_sentences_are_english() {
        assert_eq!(AccessibilityTerms::of("pt-BR").0, "pt");
        assert_eq!(AccessibilityTerms::of("xx").0, "en");
        let of = |tag| AccessibilityTerms::of(tag).1.undescribed.fill(&Undescribed { missing: "2", all: "3" });
        assert_eq!(of("fr"), "Images sans description : 2 sur 3.");
    }

    #[test]
    fn the_sentences_of_a_slip_keep_their_numbers() {
        for tag in SlipTerms::languages() {
            let terms = SlipTerms::of(tag);
            assert!(terms.print.fill(&Print { paper: "A4", orientation: terms.portrait }).contains("100"), "{tag}");
            assert!(["3", "2"].iter().all(|page| terms.two_up_trial.contains(page)), "{tag}");
            assert!(["2", "1"].iter().all(|page| terms.cut_trial.contains(page)), "{tag}");
        }
    }

    #[test]
    fn missing_slip_sentences_are_english() {
        let counts = |tag| SlipTerms::of(tag).counts.fill(&Counts { pages: "1", sheets: "2" });
        assert_eq!(counts("pt-BR"), "1 página em 2 folhas");
        assert_eq!(counts("xx"), "1 page on 2 sheets");
    }

    #[test]
    fn a_date_is_written_as_its_language_writes_it() {
        let dates = [
            ("en-GB", "23 November 2026", "November 2026"),
            ("en-US", "November 23, 2026", "November 2026"),
            ("de", "23. November 2026", "November 2026"),
            ("fr", "23 novembre 2026", "novembre 2026"),
            ("es", "23 de noviembre de 2026", "noviembre de 2026"),
            ("it", "23 novembre 2026", "novembre 2026"),
            ("pt-BR", "23 de novembro de 2026", "novembro de 2026"),
            ("nl", "23 november 2026", "november 2026"),
            ("pl", "23 listopada 2026", "listopad 2026"),
            ("cs", "23. listopadu 2026", "listopad 2026"),
            ("ru", "23 ноября 2026 г.", "ноябрь 2026 г."),
            ("uk", "23 листопада 2026 р.", "листопад 2026 р."),
            ("el", "23 Νοεμβρίου 2026", "Νοέμβριος 2026"),
            ("tr", "23 Kasım 2026", "Kasım 2026"),
            ("sv", "23 november 2026", "november 2026"),
            ("fi", "23. marraskuuta 2026", "marraskuu 2026"),
        ];
        for (tag, day, month) in dates {
            assert_eq!(date_in_words("2026-11-23", tag), day, "{tag}");
            assert_eq!(date_in_words("2026-11", tag), month, "{tag}");
            assert_eq!(date_in_words("2026", tag), "2026", "{tag}");
        }
        assert_eq!(date_in_words("1917-05-01", "fr"), "1er mai 1917");
        assert_eq!(date_in_words("1917-05-01", "en"), "1 May 1917");
    }

    #[test]
    fn texts_that_are_not_dates_are_unchanged() {
        for odd in ["", "2026-13", "2026-00", "2026-11-32", "spring 2026", "2026-11-23-1"] {
            assert_eq!(date_in_words(odd, "de"), odd);
        }
        assert_eq!(date_in_words("2026-11-23", "xx"), "2026-11-23");
    }

    #[test]
    fn words_are_sorted_by_the_rules_of_their_language() {
        let lists = [
            ("en", "eta|état|New York|Newark|Oban|O’Brien|Zola|«Zola»"),
            ("en", "Henry 2|Henry 10|Henry IV"),
            ("de", "Apfel|Äpfel|Arbeit|Ästhetik|Azur|Masse|Maße|Ofen|öffnen|Otto"),
            ("fr", "cote|coté|côte|côté|œuf|œuvre|ouvrier"),
            ("es", "chico|lluvia|nube|nuez|ñandú|obrero"),
            ("sv", "Zetterberg|ångström|ärende|ödla"),
            ("fi", "zoologi|åland|äiti|öljy"),
            ("cs", "cihla|čas|hora|chata|ibis|rok|řeka|sen|škola|zub|žena"),
            ("pl", "adres|ąkać|bank|las|łąka|most|sen|śnieg|zima|źródło|żaba"),
            ("ru", "еда|ёж|Ёлкин|ель|игра|йод|камень"),
            ("uk", "гора|ґанок|дим|ехо|єдність|ива|імла|їжа|йод"),
            ("el", "Αθήνα|άνθρωπος|βίος|λόγος|λογότυπο"),
            ("tr", "cam|çam|gaz|ğ|hava|ılık|Irak|iz|İzmir|okul|ördek|sis|şeker|ulus|ülke"),
            ("da", "zone|æble|øl|år"),
            ("hu", "cukor|csak|gomb|gyár|óra|öröm|szabó|zene|zsák"),
            ("nb", "zoo|ære|øre|år"),
            ("is", "aska|ást|dagur|ðe|fé|zeta|þorn|ær|ör"),
            ("et", "sada|šokk|zoo|žanr|tuba|vesi|õun|ämber|öö|üks"),
            ("lv", "cena|čau|gads|ģimene|kaps|ķemme|laiks|ļaudis|sala|šaurs|zars|žurka"),
            ("lt", "cukrus|čia|sala|šaka|zona|žemė"),
            ("hr", "cijena|čaj|ćup|dan|džep|đak|lav|ljeto|noć|njegov|sat|šuma|zub|žaba"),
            ("sk", "adresa|äta|cena|čas|hora|chata|okno|ôsmy|syn|škola|zub|žena"),
            ("sl", "cena|čas|sat|šola|zob|žena"),
            ("ro", "alb|ăla|înger|sare|șarpe|tare|țară"),
            ("eo", "celo|ĉevalo|ĝui|horo|ĥoro|jaro|ĵaŭdo|sono|ŝuo|urbo|ŭato"),
            ("cy", "cant|chwech|dydd|ddoe|llaw|lloer|rhan|tŷ|thema"),
            ("vi", "an|ăn|âm|dê|đá|em|êm|ong|ông|ơn|un|ưu"),
            ("sr", "дан|ђак|жаба|лав|љето|ноћ|његов|тата|ћуп|џеп|шума"),
            ("sr-Latn", "dan|džep|đak|lav|ljeto"),
            ("fa", "آب|بابا|پدر|تاب|جان|چای|زن|ژاله|کار|گل|لب|مادر|نان|وزن|هوا|یار"),
            ("ar", "أب|بيت|تمر|جمل|دار"),
            ("he", "אב|בית|גמל|דלת"),
            ("hi", "कमल|कल|काम|किताब|खाना|गाय"),
        ];
        for (tag, list) in lists {
            let mut words: Vec<&str> = list.split('|').rev().collect();
            words.sort_by_key(|word| sort_key(word, tag));
            assert_eq!(words.join("|"), list, "{tag}");
        }
    }

    #[test]
    fn the_script_determines_the_direction() {
        let right_to_left = ["he", "iw", "AR-eg", "fa", "ur", "yi", "ji", "ckb", "dv", "ps", "sd", "ug", "syr", "arc", "nqo", "az-Arab"];
        assert!(right_to_left.iter().all(|tag| is_right_to_left(tag)));
        assert!(["en", "ru", "yi-Latn", "az", "hebrew-less", "xx", ""].iter().all(|tag| !is_right_to_left(tag)));
    }
}
