//! The order of the pages of a site: by a number in their front matter, by date, by name.
use std::cmp::Ordering;

use crate::edition::{Setting, Value};

use super::folder::text_at;
use crate::manuscript::files::order::natural;

/// A page.
#[derive(Clone, Debug)]
pub(super) struct Page {
    /// Its number among the pages. A page without one follows those that have one.
    pub(super) weight: Option<f64>,
    /// Its date as written, the year first.
    pub(super) date: Option<String>,
    /// Its path.
    pub(super) path: String,
}

impl Page {
    /// The order of two pages: by weight, then by date, then by path.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        let weight = |page: &Self| page.weight.unwrap_or(f64::INFINITY);
        let date = |page: &Self| page.date.clone().unwrap_or_default();
        weight(self).total_cmp(&weight(other)).then_with(|| date(self).cmp(&date(other))).then_with(|| natural(&self.path, &other.path))
    }
}

/// The number under a key.
pub(super) fn number(given: &Setting, key: &str) -> Option<f64> {
    match &given.get(key)?.value {
        Value::Integer(number) => Some(*number as f64),
        Value::Decimal(number) => Some(*number).filter(|number| number.is_finite()),
        Value::Text(text) => text.trim().parse::<f64>().ok().filter(|number| number.is_finite()),
        _ => None,
    }
}

/// The date under a key: the day, without the time.
pub(super) fn date(given: &Setting, key: &str) -> Option<String> {
    text_at(given, key).map(|text| text.split(['T', ' ']).next().unwrap_or(text).to_owned())
}

/// Whether a key is true.
pub(super) fn is_true(given: &Setting, key: &str) -> bool {
    given.get(key).is_some_and(|setting| setting.value == Value::Truth(true))
}
