//! Dates in words, as a book of the language prints them.

/// How a language writes dates.
struct Form {
    language: &'static str,
    /// A whole date: `{d}`, `{m}` and `{y}` stand for the day, the month in a date and the year.
    day: &'static str,
    /// A month of a year: `{M}` is the month by itself.
    month: &'static str,
    /// The months in a date, after a day.
    months: [&'static str; 12],
    /// The months by themselves, where they are other words or forms.
    alone: Option<[&'static str; 12]>,
}

/// By primary language, or by language and region where it differs.
const FORMS: &[Form] = &[
    Form {
        language: "en",
        day: "{d} {m} {y}",
        month: "{M} {y}",
        months: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
        alone: None,
    },
    Form {
        language: "de",
        day: "{d}. {m} {y}",
        month: "{M} {y}",
        months: ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"],
        alone: None,
    },
    Form {
        language: "fr",
        day: "{d} {m} {y}",
        month: "{M} {y}",
        months: ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
        alone: None,
    },
    Form {
        language: "es",
        day: "{d} de {m} de {y}",
        month: "{M} de {y}",
        months: [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
        alone: None,
    },
    Form {
        language: "it",
        day: "{d} {m} {y}",
        month: "{M} {y}",
        months: [
            "gennaio",
            "febbraio",
            "marzo",
            "aprile",
            "maggio",
            "giugno",
            "luglio",
            "agosto",
            "settembre",
            "ottobre",
            "novembre",
            "dicembre",
        ],
        alone: None,
    },
    Form {
        language: "pt",
        day: "{d} de {m} de {y}",
        month: "{M} de {y}",
        months: [
            "janeiro",
            "fevereiro",
            "março",
            "abril",
            "maio",
            "junho",
            "julho",
            "agosto",
            "setembro",
            "outubro",
            "novembro",
            "dezembro",
        ],
        alone: None,
    },
    Form {
        language: "nl",
        day: "{d} {m} {y}",
        month: "{M} {y}",
        months: [
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ],
        alone: None,
    },
    Form {
        language: "pl",
        day: "{d} {m} {y}",
        month: "{M} {y}",
        months: [
            "stycznia",
            "lutego",
            "marca",
            "kwietnia",
            "maja",
            "czerwca",
            "lipca",
            "sierpnia",
            "września",
            "października",
            "listopada",
            "grudnia",
        ],
        alone: Some([
            "styczeń",
            "luty",
            "marzec",
            "kwiecień",
            "maj",
            "czerwiec",
            "lipiec",
            "sierpień",
            "wrzesień",
            "październik",
            "listopad",
            "grudzień",
        ]),
    },
    Form {
        language: "cs",
        day: "{d}. {m} {y}",
        month: "{M} {y}",
        months: ["ledna", "února", "března", "dubna", "května", "června", "července", "srpna", "září", "října", "listopadu", "prosince"],
        alone: Some(["leden", "únor", "březen", "duben", "květen", "červen", "červenec", "srpen", "září", "říjen", "listopad", "prosinec"]),
    },
    Form {
        language: "ru",
        day: "{d} {m} {y} г.",
        month: "{M} {y} г.",
        months: ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"],
        alone: Some(["январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"]),
    },
    Form {
        language: "uk",
        day: "{d} {m} {y} р.",
        month: "{M} {y} р.",
        months: ["січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада", "грудня"],
        alone: Some([
            "січень",
            "лютий",
            "березень",
            "квітень",
            "травень",
            "червень",
            "липень",
            "серпень",
            "вересень",
            "жовтень",
            "листопад",
            "грудень",
        ]),
    },
    Form {
        language: "el",
        day: "{d} {m} {y}",
        month: "{M} {y}",
        months: [
            "Ιανουαρίου",
            "Φεβρουαρίου",
            "Μαρτίου",
            "Απριλίου",
            "Μαΐου",
            "Ιουνίου",
            "Ιουλίου",
            "Αυγούστου",
            "Σεπτεμβρίου",
            "Οκτωβρίου",
            "Νοεμβρίου",
            "Δεκεμβρίου",
        ],
        alone: Some([
            "Ιανουάριος",
            "Φεβρουάριος",
            "Μάρτιος",
            "Απρίλιος",
            "Μάιος",
            "Ιούνιος",
            "Ιούλιος",
            "Αύγουστος",
            "Σεπτέμβριος",
            "Οκτώβριος",
            "Νοέμβριος",
            "Δεκέμβριος",
        ]),
    },
    Form {
        language: "tr",
        day: "{d} {m} {y}",
        month: "{M} {y}",
        months: ["Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık"],
        alone: None,
    },
    Form {
        language: "sv",
        day: "{d} {m} {y}",
        month: "{M} {y}",
        months: ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"],
        alone: None,
    },
    Form {
        language: "fi",
        day: "{d}. {m} {y}",
        month: "{M} {y}",
        months: [
            "tammikuuta",
            "helmikuuta",
            "maaliskuuta",
            "huhtikuuta",
            "toukokuuta",
            "kesäkuuta",
            "heinäkuuta",
            "elokuuta",
            "syyskuuta",
            "lokakuuta",
            "marraskuuta",
            "joulukuuta",
        ],
        alone: Some([
            "tammikuu",
            "helmikuu",
            "maaliskuu",
            "huhtikuu",
            "toukokuu",
            "kesäkuu",
            "heinäkuu",
            "elokuu",
            "syyskuu",
            "lokakuu",
            "marraskuu",
            "joulukuu",
        ]),
    },
];

/// The months of a language as they stand beside a day; none where the language is not known here.
#[must_use]
pub fn months(tag: &str) -> Option<&'static [&'static str; 12]> {
    form(tag).map(|form| &form.months)
}

/// A date (`2026-11-23`, `2026-11` or `2026`) in the words of a language; as it is if the language is not known here or if it
/// is no such date.
#[must_use]
pub fn date_in_words(date: &str, tag: &str) -> String {
    words(date, tag).unwrap_or_else(|| date.to_owned())
}

fn words(date: &str, tag: &str) -> Option<String> {
    let form = form(tag)?;
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next(), parts.next());
    if year.is_empty() || !year.bytes().all(|byte| byte.is_ascii_digit()) || parts.next().is_some() {
        return None;
    }
    let Some(month) = month else { return Some(year.to_owned()) };
    let number = month.parse::<usize>().ok()?.checked_sub(1)?;
    let own = form.months.get(number)?;
    let alone = form.alone.as_ref().unwrap_or(&form.months).get(number)?;
    let pattern = match day {
        None => form.month,
        // The months first in the United States.
        Some(_) if tag.eq_ignore_ascii_case("en-us") => "{m} {d}, {y}",
        Some(_) => form.day,
    };
    let day = match day {
        None => String::new(),
        Some(day) => {
            let day = day.parse::<u8>().ok().filter(|day| (1..=31).contains(day))?;
            // The first of a month has a form of its own in French and in Italian.
            match (form.language, day) {
                ("fr", 1) => "1er".to_owned(),
                ("it", 1) => "1º".to_owned(),
                _ => day.to_string(),
            }
        }
    };
    Some(pattern.replace("{d}", &day).replace("{m}", own).replace("{M}", alone).replace("{y}", year))
}

fn form(tag: &str) -> Option<&'static Form> {
    let primary = tag.split('-').next().unwrap_or_default();
    FORMS.iter().find(|form| form.language.eq_ignore_ascii_case(primary))
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn what_is_no_date_is_left_alone() {
        for odd in ["", "2026-13", "2026-00", "2026-11-32", "spring 2026", "2026-11-23-1"] {
            assert_eq!(date_in_words(odd, "de"), odd);
        }
        assert_eq!(date_in_words("2026-11-23", "ja"), "2026-11-23");
    }
}
