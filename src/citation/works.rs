//! A work of a bibliography, as data of CSL.
use serde_json::{Map, Value, json};

use crate::source::Span;

/// A work of a bibliography.
#[derive(Clone, Debug)]
pub(super) struct Work {
    /// Its place in the file.
    pub(super) span: Span,
    /// Its data.
    pub(super) data: WorkData,
    /// Other keys that it is cited by.
    pub(super) aliases: Vec<String>,
    /// What is wrong with its data. Reported if the book cites it.
    pub(super) faults: Vec<String>,
}

/// The data of a work (CSL 1.0.2, appendix IV, and the schema of CSL JSON): variables with texts, numbers, names or dates.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct WorkData(Map<String, Value>);

/// The variables that are lists of names (CSL 1.0.2, appendix IV, "Name Variables").
const NAMES: &[&str] = &[
    "author",
    "chair",
    "collection-editor",
    "compiler",
    "composer",
    "container-author",
    "contributor",
    "curator",
    "director",
    "editor",
    "editor-translator",
    "editorial-director",
    "executive-producer",
    "guest",
    "host",
    "illustrator",
    "interviewer",
    "narrator",
    "organizer",
    "original-author",
    "performer",
    "producer",
    "recipient",
    "reviewed-author",
    "script-writer",
    "series-creator",
    "translator",
];

/// The variables that are dates (CSL 1.0.2, appendix IV, "Date Variables").
const DATES: &[&str] = &["accessed", "available-date", "event-date", "issued", "original-date", "submitted"];

impl WorkData {
    /// A work with a key.
    pub(super) fn new(key: &str) -> Self {
        Self(Map::from_iter([("id".to_owned(), Value::from(key))]))
    }

    /// Its key.
    pub(super) fn id(&self) -> &str {
        self.text("id").unwrap_or_default()
    }

    /// All variables.
    pub(super) fn fields(&self) -> &Map<String, Value> {
        &self.0
    }

    /// The value of a variable that is a text.
    pub(super) fn text(&self, variable: &str) -> Option<&str> {
        self.0.get(variable).and_then(Value::as_str)
    }

    /// Sets a variable, unless the value is empty.
    pub(super) fn set(&mut self, variable: &str, value: impl Into<Value>) {
        let value = value.into();
        let is_empty = match &value {
            Value::Null => true,
            Value::String(text) => text.trim().is_empty(),
            Value::Array(values) => values.is_empty(),
            _ => false,
        };
        if !is_empty {
            self.0.insert(variable.to_owned(), value);
        }
    }

    /// Sets a variable that has no value yet.
    pub(super) fn set_if_missing(&mut self, variable: &str, value: impl Into<Value>) {
        if !self.0.contains_key(variable) {
            self.set(variable, value);
        }
    }

    /// Changes the texts that are printed as they are, such as titles.
    pub(super) fn map_texts(&mut self, change: impl Fn(&str) -> String) {
        for (key, value) in &mut self.0 {
            if let Value::String(text) = value
                && !matches!(key.as_str(), "id" | "type" | "URL" | "DOI" | "language" | "page")
            {
                *text = change(text);
            }
        }
    }

    /// Sets a variable from data of CSL JSON or CSL YAML. Returns what is wrong with it.
    pub(super) fn set_given(&mut self, variable: &str, value: &Value) -> Option<String> {
        if NAMES.contains(&variable) {
            let names: Vec<Value> = match value {
                Value::Array(names) => names.iter().filter_map(name).collect(),
                other => name(other).into_iter().collect(),
            };
            let given = value.as_array().map_or(1, Vec::len);
            let is_whole = names.len() == given;
            self.set(variable, Value::Array(names));
            return (!is_whole).then(|| format!("a name of `{variable}` has no family name"));
        }
        if DATES.contains(&variable) {
            return match date(value) {
                Some(read) => {
                    self.set(variable, read.date);
                    read.is_range.then(|| format!("only the first date of the range in `{variable}` is printed"))
                }
                None => Some(format!("the date in `{variable}` cannot be read")),
            };
        }
        match value {
            Value::String(text) => self.set(variable, text.trim()),
            Value::Number(number) if number.is_i64() => self.set(variable, number.clone()),
            Value::Number(number) => self.set(variable, number.to_string()),
            Value::Bool(truth) => self.set(variable, truth.to_string()),
            Value::Null => {}
            // Data of programs, such as `custom`, and lists of categories print nothing.
            Value::Array(_) | Value::Object(_) => {}
        }
        None
    }
}

/// A name, with the parts that CSL knows. A text is taken as "Family, Given" or as a literal name.
fn name(value: &Value) -> Option<Value> {
    let text = |object: &Map<String, Value>, key: &str| {
        let text = match object.get(key)? {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        (!text.is_empty()).then_some(text)
    };
    match value {
        Value::String(text) => match text.split_once(',') {
            Some((family, given)) => Some(json!({ "family": family.trim(), "given": given.trim() })),
            None => Some(json!({ "literal": text.trim() })),
        },
        Value::Object(object) => {
            if let Some(literal) = text(object, "literal").or_else(|| text(object, "name")) {
                return Some(json!({ "literal": literal }));
            }
            let family = text(object, "family");
            let Some(family) = family else { return text(object, "given").map(|given| json!({ "literal": given })) };
            let parts = ["given", "dropping-particle", "non-dropping-particle", "suffix"].map(|key| (key, text(object, key)));
            if parts.iter().all(|(_, part)| part.is_none()) {
                return Some(json!({ "literal": family }));
            }
            let mut name = Map::from_iter([("family".to_owned(), Value::from(family))]);
            for (key, part) in parts {
                if let Some(part) = part {
                    name.insert(key.to_owned(), Value::from(part));
                }
            }
            if object.get("comma-suffix").is_some_and(|value| value.as_bool() == Some(true) || value.as_i64() == Some(1)) {
                name.insert("comma-suffix".to_owned(), Value::Bool(true));
            }
            Some(Value::Object(name))
        }
        _ => None,
    }
}

/// A date that was read.
pub(super) struct ReadDate {
    /// The date in CSL JSON, with one date only.
    pub(super) date: Value,
    /// Whether it was a range of dates.
    pub(super) is_range: bool,
}

/// The date in CSL JSON of a year, and a month and a day from 1.
pub(super) fn date_of(year: i64, month: Option<i64>, day: Option<i64>, circa: bool) -> Value {
    let parts: Vec<Value> = [Some(year), month, month.and(day)].into_iter().map_while(|part| part.map(Value::from)).collect();
    let mut date = Map::from_iter([("date-parts".to_owned(), json!([parts]))]);
    if circa {
        date.insert("circa".to_owned(), Value::Bool(true));
    }
    Value::Object(date)
}

/// Reads a date of CSL JSON or CSL YAML: `{"date-parts": [[2019, 5, 1]]}`, a list of dates, a year, or `2019-05-01`.
pub(super) fn date(value: &Value) -> Option<ReadDate> {
    let number = |value: &Value| value.as_i64().or_else(|| value.as_str()?.trim().parse().ok());
    match value {
        Value::Number(year) => Some(ReadDate { date: date_of(year.as_i64()?, None, None, false), is_range: false }),
        Value::String(text) => written_date(text),
        Value::Array(dates) => {
            let first = date(dates.first()?)?;
            Some(ReadDate { is_range: dates.len() > 1 || first.is_range, ..first })
        }
        Value::Object(object) => {
            let circa = object.get("circa").is_some_and(|circa| !matches!(circa, Value::Bool(false) | Value::Null));
            let Some(parts) = object.get("date-parts").and_then(Value::as_array) else {
                if let Some(year) = object.get("year").and_then(number) {
                    let part = |key| object.get(key).and_then(number);
                    return Some(ReadDate { date: date_of(year, part("month"), part("day"), circa), is_range: false });
                }
                return written_date(object.get("raw").or_else(|| object.get("literal"))?.as_str()?);
            };
            let first = parts.first()?;
            let first: Vec<i64> = match first {
                Value::Array(parts) => parts.iter().map_while(number).collect(),
                other => vec![number(other)?],
            };
            let mut date = date_of(*first.first()?, first.get(1).copied(), first.get(2).copied(), circa);
            if let (Some(season), Value::Object(date)) = (object.get("season").and_then(number), &mut date) {
                date.insert("season".to_owned(), Value::from(season.to_string()));
            }
            Some(ReadDate { date, is_range: parts.len() > 1 })
        }
        _ => None,
    }
}

/// Reads `2019`, `2019-05`, `2019-05-01`, `-44`, `2019~`, `2019-05/2020-01` (Extended Date/Time Format, levels 0 and 1).
pub(super) fn written_date(text: &str) -> Option<ReadDate> {
    let text = text.trim();
    let (first, is_range) = match text.split_once('/') {
        Some((first, _)) => (first, true),
        None => (text, false),
    };
    let circa = first.ends_with(['~', '?', '%']);
    let first = first.trim_end_matches(['~', '?', '%']);
    let (sign, digits) = first.strip_prefix('-').map_or((1, first), |digits| (-1, digits));
    let mut parts = digits.split('-').map(|part| part.parse::<i64>().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit())));
    let year = sign * parts.next()??;
    let rest: Option<Vec<i64>> = parts.collect();
    let rest = rest?;
    let month = rest.first().copied().filter(|month| (1..=12).contains(month));
    let day = rest.get(1).copied().filter(|day| (1..=31).contains(day));
    (rest.len() <= 2).then(|| ReadDate { date: date_of(year, month, day, circa), is_range })
}
