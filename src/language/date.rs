//! Dates in words, as a book of the language prints them.
use serde::{Deserialize, Deserializer};

use super::template::{Template, places};
use super::text::{LanguageText, text};

places! {
    /// For a whole date.
    pub(super) Day { day, month, year }
    /// For a month of a year.
    pub(super) Month { month, year }
}

/// How a language writes dates: table `[dates]` of its file. The forms and names are those of the Gregorian calendar.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Dates {
    day: Template<Day<'static>>,
    month: Template<Month<'static>>,
    /// The form of the first day of a month, if it is not "1".
    #[serde(default, deserialize_with = "first_day")]
    first_day: Option<&'static str>,
    /// The months in a date with a day.
    #[serde(deserialize_with = "twelve")]
    months: [&'static str; 12],
    /// The months in a date without a day, if they differ.
    #[serde(default, deserialize_with = "twelve_if_given")]
    months_alone: Option<[&'static str; 12]>,
}

fn first_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<&'static str>, D::Error> {
    text(deserializer).map(Some)
}

fn twelve<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[&'static str; 12], D::Error> {
    <[LanguageText; 12]>::deserialize(deserializer).map(|months| months.map(|LanguageText(month)| month))
}

fn twelve_if_given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<[&'static str; 12]>, D::Error> {
    twelve(deserializer).map(Some)
}

impl Dates {
    /// The months in the form that follows or precedes a day.
    #[must_use]
    pub fn months(&self) -> &[&'static str; 12] {
        &self.months
    }

    /// A date (`2026-11-23`, `2026-11` or `2026`) in words. `None` if it is not written in one of these ways.
    #[must_use]
    pub fn in_words(&self, date: &str) -> Option<String> {
        let mut parts = date.split('-');
        let (year, month, day) = (parts.next()?, parts.next(), parts.next());
        if year.is_empty() || !year.bytes().all(|byte| byte.is_ascii_digit()) || parts.next().is_some() {
            return None;
        }
        let Some(month) = month else { return Some(year.to_owned()) };
        let number = month.parse::<usize>().ok()?.checked_sub(1)?;
        let Some(day) = day else {
            let month = self.months_alone.as_ref().unwrap_or(&self.months).get(number)?;
            return Some(self.month.fill(&Month { month, year }));
        };
        let month = self.months.get(number)?;
        let day = match (day.parse::<u8>().ok().filter(|day| (1..=31).contains(day))?, self.first_day) {
            (1, Some(first)) => first.to_owned(),
            (day, _) => day.to_string(),
        };
        Some(self.day.fill(&Day { day: &day, month, year }))
    }
}
