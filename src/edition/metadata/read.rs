//! Reads metadata from `[book]`, or from the front matter of a single file. Checks identifiers, dates, addresses and language tags.
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::language::{Language, LanguageTag, SmartPiece, smarten};
use crate::source::Span;

use super::identifiers::{self, IdentifierFault};
use super::model::{Conformance, Contributor, Metadata, MetadataPlaces, Retailer, Series, Subject};
use super::relators::relator;
use super::schema::{
    AccessibilityTable, BookTable, OneOrMany, People, Person, PersonTable, RetailerValue, SeriesPosition, SeriesTable, SeriesValue,
    SubjectTable, SubjectValue,
};
use crate::edition::settings::reader::SettingsReader;
use crate::edition::settings::tree::PathStep;

/// The schemes of subjects that EPUB 3.3 names (section D.3.1). Any other scheme is given by its address.
const AUTHORITIES: &[&str] = &["AAT", "BIC", "BISAC", "CLC", "CLIL", "DDC", "EuroVoc", "LCSH", "MEDTOP", "NDC", "Thema", "UDC", "WGS"];

impl RetailerValue {
    /// The retailers, each once.
    pub(crate) fn list(&self) -> Vec<Retailer> {
        let mut list = match self {
            Self::One(retailer) => vec![*retailer],
            Self::Many(retailers) => retailers.clone(),
        };
        list.sort_unstable();
        list.dedup();
        list
    }
}

impl SettingsReader<'_> {
    /// Reports a language for which the words that chapbook adds to a book are missing.
    fn check_words(&self, tag: &str, span: Span) {
        let language = Language::of(tag);
        if language.borrowed.is_empty() {
            return;
        }
        let message = if language.is_known() {
            format!("chapbook lacks words for books in {}", language.name)
        } else {
            format!("chapbook has no words for books in `{tag}`")
        };
        self.sink.report(
            Diagnostic::new(codes::UNKNOWN_LANGUAGE_WORDS, span, message)
                .label("words such as “Contents” or “Figure” are in English")
                .hint("to have them in this language, send a language file: CONTRIBUTING.md shows how"),
        );
    }

    /// The metadata in a table. `path` leads to the table.
    pub(crate) fn metadata(&self, raw: &BookTable, path: &[PathStep<'_>]) -> Metadata {
        let at = |key: &'static str| self.place(&[path, &[PathStep::Key(key)]].concat());
        let tag_key = if raw.language.is_some() { "language" } else { "lang" };
        let language = raw.language.as_ref().or(raw.lang.as_ref()).and_then(|tag| {
            let language = LanguageTag::parse(tag);
            if language.is_none() {
                let span = at(tag_key);
                self.sink.report(
                    Diagnostic::new(codes::BAD_LANGUAGE, span, format!("`{tag}` is not a language tag"))
                        .hint("use a BCP 47 tag such as `en-GB`, `ru` or `zh-Hant`"),
                );
            }
            language
        });
        if let Some(tag) = &language {
            self.check_words(tag.tag(), at(tag_key));
        }
        let says_language = language.is_some();
        let mut authors = Vec::new();
        for (people, key) in [(&raw.authors, "authors"), (&raw.author, "author"), (&raw.creator, "creator")] {
            authors.extend(self.people(people.as_ref(), &[path, &[PathStep::Key(key)]].concat(), "aut"));
        }
        let date = raw.date.clone().filter(|date| {
            let good = is_date(date);
            if !good {
                self.sink.report(
                    Diagnostic::new(codes::BAD_DATE, at("date"), format!("`{date}` is not a date"))
                        .hint("write `2026`, `2026-11` or `2026-11-23`"),
                );
            }
            good
        });
        let title = raw.title.clone().unwrap_or_default();
        if raw.title.as_ref().is_some_and(|title| title.trim().is_empty()) {
            self.sink.report(Diagnostic::new(codes::NO_TITLE, at("title"), "the title is empty").hint("write the title of the book"));
        }
        let language = language.unwrap_or_default();
        // Metadata that are printed get the punctuation of their language, like the text. No line of text divides them at soft hyphens.
        let set = |text: &str| {
            let text = text.trim().replace('\u{AD}', "");
            smarten(&[SmartPiece { text, lang: language.tag().to_owned(), ..SmartPiece::default() }]).concat()
        };
        let full = |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        Metadata {
            title: set(&title),
            title_file_as: full(&raw.title_file_as).as_deref().map(set),
            subtitle: raw.subtitle.as_deref().map(set),
            short_title: full(&raw.short_title).as_deref().map(set),
            collection_title: full(&raw.collection_title).as_deref().map(set),
            edition_title: full(&raw.edition_title).as_deref().map(set),
            expanded_title: full(&raw.expanded_title).as_deref().map(set),
            authors,
            contributors: self.people(raw.contributors.as_ref(), &[path, &[PathStep::Key("contributors")]].concat(), "ctb"),
            identifier: raw.identifier.as_ref().and_then(|text| self.identifier(text, at("identifier"))),
            isbn: raw.isbn.as_ref().and_then(|isbn| self.isbn(isbn, at("isbn"))),
            doi: raw.doi.as_ref().and_then(|doi| {
                identifiers::doi(doi)
                    .map_err(|fault| self.report_fault(codes::BAD_DOI, at("doi"), format!("`{doi}` is not a DOI"), fault))
                    .ok()
            }),
            publisher: raw.publisher.clone(),
            modified: modified(date.as_deref()),
            date,
            rights: raw.rights.clone().or_else(|| raw.license.clone()),
            rights_url: self.address(full(&raw.rights_url), at("rights-url")),
            imprint: raw.imprint.iter().flat_map(OneOrMany::list).map(|text| set(text)).filter(|text| !text.is_empty()).collect(),
            source: full(&raw.source).as_deref().map(set),
            description: raw.description.as_deref().map(set),
            subjects: self.subjects(raw.subjects.as_deref().unwrap_or_default(), &[path, &[PathStep::Key("subjects")]].concat()),
            series: raw.series.as_ref().and_then(|series| self.series(series, at("series"))),
            cover: raw.cover.clone(),
            cover_alt: raw.cover_alt.as_deref().map(set),
            retailers: raw.retailer.as_ref().map(RetailerValue::list).unwrap_or_default(),
            conformance: raw.accessibility.as_ref().and_then(|table| self.conformance(table, path)).filter(|claim| {
                if !says_language {
                    self.sink.report(
                        Diagnostic::new(
                            codes::UNPROVEN_CONFORMANCE,
                            claim.span,
                            "conformance is claimed for a book that does not say its language",
                        )
                        .hint("write `language = \"en-GB\"` under `[book]`"),
                    );
                }
                says_language
            }),
            accessibility_note: raw.accessibility.as_ref().and_then(|table| full(&table.summary)).as_deref().map(set),
            places: MetadataPlaces { title: at("title"), description: at("description"), cover: at("cover") },
            language,
        }
    }

    fn people(&self, people: Option<&People>, path: &[PathStep<'_>], role: &str) -> Vec<Contributor> {
        let many = match people {
            None => return Vec::new(),
            Some(People::One(name)) => vec![Person::Name(name.clone())],
            Some(People::Many(people)) => people.clone(),
        };
        let mut out = Vec::new();
        for (nth, person) in many.into_iter().enumerate() {
            match person {
                Person::Name(name) => out.push(Contributor { name, file_as: None, role: role.to_owned() }),
                Person::Full(PersonTable { name: Some(name), file_as, role: own }) => {
                    let place = [path, &[PathStep::Nth(nth), PathStep::Key("role")]].concat();
                    let role = own.and_then(|own| self.role(&own, self.place(&place))).unwrap_or(role);
                    out.push(Contributor { name, file_as, role: role.to_owned() });
                }
                Person::Full(PersonTable { name: None, .. }) => {
                    let span = self.place(&[path, &[PathStep::Nth(nth)]].concat());
                    self.sink.report(Diagnostic::new(codes::NO_NAME, span, "a person here has no name").hint("write `name = \"…\"`"));
                }
            }
        }
        out
    }

    fn role(&self, role: &str, span: Span) -> Option<&'static str> {
        let near = match relator(role) {
            Ok(code) => return Some(code),
            Err(near) => near,
        };
        let diagnostic = Diagnostic::new(codes::UNKNOWN_ROLE, span, format!("`{role}` is not a MARC relator"));
        self.sink.report(match near {
            Some((code, term)) => diagnostic.hint(format!("did you mean `{code}`, which is {term}?")),
            None => diagnostic.hint("use a code or a term of https://id.loc.gov/vocabulary/relators, or `ctb` for any contributor"),
        });
        None
    }

    fn report_fault(&self, code: &'static Code, span: Span, message: String, fault: IdentifierFault) {
        self.sink.report(Diagnostic::new(code, span, message).label(fault.label).hint(fault.hint));
    }

    pub(crate) fn isbn(&self, text: &str, span: Span) -> Option<String> {
        identifiers::isbn(text).map_err(|fault| self.report_fault(codes::BAD_ISBN, span, format!("`{text}` is not an ISBN"), fault)).ok()
    }

    pub(crate) fn identifier(&self, text: &str, span: Span) -> Option<String> {
        identifiers::identifier(text)
            .map_err(|fault| self.report_fault(codes::BAD_IDENTIFIER, span, format!("`{text}` is not an identifier"), fault))
            .ok()
    }

    /// The text, if it is a web address. Reports it if it is not.
    fn address(&self, text: Option<String>, span: Span) -> Option<String> {
        let text = text?;
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        if rest.is_some_and(|rest| rest.contains('.') && !text.contains(|c: char| c.is_whitespace() || "<>\"{}|\\^`".contains(c))) {
            return Some(text);
        }
        self.sink.report(
            Diagnostic::new(codes::BAD_ADDRESS, span, format!("`{text}` is not a web address"))
                .hint("write it whole: `https://example.org/licence`"),
        );
        None
    }

    fn subjects(&self, raw: &[SubjectValue], path: &[PathStep<'_>]) -> Vec<Subject> {
        let mut out = Vec::new();
        for (nth, subject) in raw.iter().enumerate() {
            let span = self.place(&[path, &[PathStep::Nth(nth)]].concat());
            let table = match subject {
                SubjectValue::Name(name) => SubjectTable { name: Some(name.clone()), ..SubjectTable::default() },
                SubjectValue::Full(table) => table.clone(),
            };
            let name = table.name.as_deref().map(str::trim).unwrap_or_default();
            if name.is_empty() {
                if matches!(subject, SubjectValue::Full(_)) {
                    self.sink.report(Diagnostic::new(codes::NO_NAME, span, "a subject here has no name").hint("write `name = \"…\"`"));
                }
                continue;
            }
            // EPUB 3.3, section D.3.1: each requires the other.
            let term = match (table.authority, table.term) {
                (Some(authority), Some(term)) => {
                    let known = AUTHORITIES.iter().find(|known| known.eq_ignore_ascii_case(authority.trim()));
                    let place = self.place(&[path, &[PathStep::Nth(nth), PathStep::Key("authority")]].concat());
                    let authority = match known {
                        Some(known) => Some((*known).to_owned()),
                        None if authority.contains("://") => self.address(Some(authority), place),
                        None => {
                            self.unknown_authority(&authority, place);
                            None
                        }
                    };
                    authority.map(|authority| (authority, term))
                }
                (None, None) => None,
                (Some(_), None) | (None, Some(_)) => {
                    self.sink.report(
                        Diagnostic::new(codes::BAD_SUBJECT, span, "a subject needs both an authority and a term, or neither")
                            .hint("write both: `{ name = \"…\", authority = \"BISAC\", term = \"HIS032000\" }`"),
                    );
                    None
                }
            };
            out.push(Subject { name: name.to_owned(), term });
        }
        out
    }

    fn unknown_authority(&self, authority: &str, span: Span) {
        let diagnostic = Diagnostic::new(codes::BAD_SUBJECT, span, format!("`{authority}` is not a subject scheme that EPUB knows"));
        self.sink.report(match crate::diagnostic::nearest(authority, AUTHORITIES.iter().copied()) {
            Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
            None => diagnostic.hint(format!("use one of: {}; or the address of the scheme", AUTHORITIES.join(", "))),
        });
    }

    fn series(&self, raw: &SeriesValue, span: Span) -> Option<Series> {
        let table = match raw {
            SeriesValue::Name(name) => SeriesTable { name: Some(name.clone()), ..SeriesTable::default() },
            SeriesValue::Full(table) => table.clone(),
        };
        let position = table.position.map(|position| match position {
            SeriesPosition::Number(number) => number.to_string(),
            SeriesPosition::Text(text) => text.trim().to_owned(),
        });
        // EPUB 3.3, section D.3.6.
        let position = position.filter(|position| {
            let good = position.split('.').all(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
            if !good {
                self.sink.report(
                    Diagnostic::new(codes::BAD_VALUE, span, format!("`{position}` is not a position in a series"))
                        .hint("write a number, or numbers with points between them: `2`, `2.1`"),
                );
            }
            good
        });
        Some(Series { name: table.name?, position, issn: table.issn })
    }

    /// The claim of conformance. `None` if nobody certifies it, which is reported.
    fn conformance(&self, raw: &AccessibilityTable, path: &[PathStep<'_>]) -> Option<Conformance> {
        let table = [path, &[PathStep::Key("accessibility")]].concat();
        let at = |key: &'static str| self.place(&[&table[..], &[PathStep::Key(key)]].concat());
        let certifier = raw.certified_by.as_deref().map(str::trim).filter(|name| !name.is_empty());
        match (raw.conformance, certifier) {
            (Some(level), Some(name)) => Some(Conformance {
                level,
                certified_by: name.to_owned(),
                credential: raw.credential.clone(),
                report: self.address(raw.report.clone(), at("report")),
                span: at("conformance"),
            }),
            (Some(_), None) => {
                self.sink.report(
                    Diagnostic::new(codes::UNPROVEN_CONFORMANCE, at("conformance"), "conformance is claimed but not certified")
                        .hint("write who has examined the book: `certified-by = \"…\"`"),
                );
                None
            }
            (None, _) => None,
        }
    }
}

/// Whether a text is a year, a month or a day (ISO 8601, calendar dates).
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |at: usize, digits: usize| {
        parts
            .get(at)
            .filter(|part| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()))
            .and_then(|part| part.parse::<u32>().ok())
    };
    let Some(year) = number(0, 4) else { return false };
    if parts.len() == 1 {
        return true;
    }
    let Some(month) = number(1, 2).filter(|month| (1..=12).contains(month)) else { return false };
    if parts.len() == 2 {
        return true;
    }
    let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    parts.len() == 3 && number(2, 2).is_some_and(|day| (1..=days).contains(&day))
}

/// The modification date of an edition: the first moment of the date of the book. Without a date, the earliest that a ZIP file can hold.
fn modified(date: Option<&str>) -> String {
    let date = date.unwrap_or("1980-01-01");
    let rest = ["", "", "", "", "-01-01", "", "", "-01", "", "", ""].get(date.len()).copied().unwrap_or_default();
    format!("{date}{rest}T00:00:00Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_checked() {
        assert!(is_date("2026") && is_date("2026-11") && is_date("2024-02-29"));
        assert!(!is_date("2026-13") && !is_date("2026-02-29") && !is_date("26") && !is_date("2026-1-1") && !is_date("23 November 2026"));
        assert_eq!(modified(Some("2026")), "2026-01-01T00:00:00Z");
        assert_eq!(modified(Some("2026-11")), "2026-11-01T00:00:00Z");
        assert_eq!(modified(Some("2026-11-23")), "2026-11-23T00:00:00Z");
    }
}
