//! The editions of a book, and the selection of those to make.
use crate::diagnostic::nearest;
use crate::edition::{Edition, EditionContent};
use crate::manuscript::Manuscript;
use crate::study::has_sessions;

use super::error::BuildError;
use super::request::{BuildRequest, OutputFormat};

/// All editions of a book, dated and laid out for the requested paper: first those of `book.toml`, then the built-in ones. The built-in
/// session sheets are missing if the text has nothing for them.
pub(super) fn all(request: &BuildRequest, manuscript: &Manuscript) -> Result<Vec<Edition>, BuildError> {
    let own = manuscript.editions.len();
    let has_content =
        |(nth, edition): &(usize, &Edition)| *nth < own || edition.content == EditionContent::Book || has_sessions(&manuscript.document);
    let finished = |(_, edition): (usize, &Edition)| {
        let mut edition = edition.clone();
        edition.lay_out(request.sheet.unwrap_or(manuscript.sheet));
        edition.metadata.modified = modified(request.source_date_epoch.as_deref(), edition.metadata.date.as_deref())?;
        Ok(edition)
    };
    manuscript.all_editions().enumerate().filter(has_content).map(finished).collect()
}

/// The requested editions among all, in the requested formats.
pub(super) fn requested(request: &BuildRequest, manuscript: &Manuscript, all: &[Edition]) -> Result<Vec<Edition>, BuildError> {
    check_names(request, all)?;
    let own = manuscript.editions.len();
    let is_requested = |nth: usize, edition: &Edition| {
        if request.editions.contains(&edition.name) {
            true
        } else if request.all {
            !is_plain(edition, all)
        } else {
            request.editions.is_empty() && nth < own
        }
    };
    let requested = all.iter().enumerate().filter(|(nth, edition)| is_requested(*nth, edition));
    let requested: Vec<Edition> = requested.map(|(_, edition)| in_formats(edition, request)).collect();
    if request.only.is_empty() {
        return Ok(requested);
    }
    // An excerpt is a PDF to print or copy. A print shop makes whole books.
    let can_be_excerpt = |edition: &Edition| edition.pdf && !edition.print.is_pod();
    match requested.first() {
        Some(first) if !requested.iter().any(can_be_excerpt) => {
            Err(BuildError::NoPages { typed: request.only.join(","), edition: first.name.clone(), hint: "; it has no PDF".to_owned() })
        }
        Some(_) | None => Ok(requested.into_iter().filter(can_be_excerpt).collect()),
    }
}

fn check_names(request: &BuildRequest, all: &[Edition]) -> Result<(), BuildError> {
    let names = || all.iter().map(|edition| edition.name.as_str());
    let Some(name) = request.editions.iter().find(|name| !names().any(|known| known == name.as_str())) else { return Ok(()) };
    let hint = match nearest(name, names()) {
        Some(near) => format!("; did you mean `{near}`?"),
        None => format!("; it has {}", names().map(|known| format!("`{known}`")).collect::<Vec<_>>().join(", ")),
    };
    Err(BuildError::UnknownEdition { name: name.clone(), hint })
}

/// Whether an edition is the `default` of a book that does not change the design. Its files would be those of `a5` and `epub`.
fn is_plain(edition: &Edition, all: &[Edition]) -> bool {
    edition.name == "default"
        && all.iter().any(|other| other.name == "a5" && other.design == edition.design && other.notes == edition.notes)
}

/// An edition without the formats that are not requested. An excerpt has no EPUB.
fn in_formats(edition: &Edition, request: &BuildRequest) -> Edition {
    let is_requested = |format| request.formats.is_empty() || request.formats.contains(&format);
    let epub = edition.epub && is_requested(OutputFormat::Epub) && request.only.is_empty();
    let pdf = edition.pdf && is_requested(OutputFormat::Pdf);
    Edition { epub, pdf, ..edition.clone() }
}

/// The last second of the year 9999, in seconds since 1970. Later years have more than four digits.
const LAST_SECOND: i64 = 253_402_300_799;

/// When an edition was made, as a timestamp in UTC: `SOURCE_DATE_EPOCH`, or else the date of the book, or else the beginning of 1980,
/// the earliest date that a zip file can hold. The clock is never read, so that the same sources give the same files.
fn modified(epoch: Option<&str>, date: Option<&str>) -> Result<String, BuildError> {
    if let Some(epoch) = epoch {
        let seconds = epoch.trim().parse::<i64>().ok().filter(|seconds| (0..=LAST_SECOND).contains(seconds));
        return seconds.map(timestamp).ok_or_else(|| BuildError::Epoch(epoch.to_owned()));
    }
    let mut parts = date.unwrap_or_default().split('-').map(|part| part.parse::<u16>().ok().filter(|part| *part > 0));
    let mut part = |otherwise| parts.next().flatten().unwrap_or(otherwise);
    let (year, month, day) = (part(1980), part(1), part(1));
    Ok(format!("{year:04}-{month:02}-{day:02}T00:00:00Z"))
}

/// Seconds since 1970 as a timestamp. The algorithm is `civil_from_days` of H. Hinnant, "chrono-Compatible Low-Level Date Algorithms":
/// days are counted from 1 March of the year 0, so that the leap day ends a year, and in eras of 400 years.
fn timestamp(seconds: i64) -> String {
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", rest / 3600, rest / 60 % 60, rest % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_timestamp_does_not_come_from_the_clock() {
        assert_eq!(modified(None, None).ok().as_deref(), Some("1980-01-01T00:00:00Z"));
        assert_eq!(modified(None, Some("2026-11")).ok().as_deref(), Some("2026-11-01T00:00:00Z"));
        assert_eq!(modified(Some("1700000000"), Some("2026")).ok().as_deref(), Some("2023-11-14T22:13:20Z"));
        assert_eq!(modified(Some("951782400"), None).ok().as_deref(), Some("2000-02-29T00:00:00Z"));
        assert!(modified(Some("yesterday"), None).is_err());
    }
}
