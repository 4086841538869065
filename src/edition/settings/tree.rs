//! Settings as a tree of values, from TOML or YAML. Each key and value has its place in the file.
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::source::{FileId, Span};

/// A value of the settings, and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Where it was written.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// The kinds of values.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Decimal(f64),
    /// True or false.
    Truth(bool),
    /// Values in order.
    List(Vec<Setting>),
    /// Values under names, in the order of the file.
    Table(Vec<Entry>),
}

/// A value under a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The name.
    pub key: String,
    /// Where the name was written.
    pub span: Span,
    /// The value.
    pub value: Setting,
}

/// A step of a path to a value: a key of a table, or an index of a list.
#[derive(Clone, Copy, Debug)]
pub(crate) enum PathStep<'a> {
    Key(&'a str),
    Nth(usize),
}

impl Setting {
    /// An empty table.
    #[must_use]
    pub fn empty(span: Span) -> Self {
        Self { span, value: Value::Table(Vec::new()) }
    }

    /// The value under a name.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match &self.value {
            Value::Table(entries) => entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value),
            _ => None,
        }
    }

    /// The value that a path leads to.
    pub(crate) fn find(&self, path: &[PathStep<'_>]) -> Option<&Self> {
        path.iter().try_fold(self, |at, step| match (step, &at.value) {
            (PathStep::Key(key), _) => at.get(key),
            (PathStep::Nth(nth), Value::List(values)) => values.get(*nth),
            (PathStep::Nth(_), _) => None,
        })
    }

    /// The place of the value that a path leads to, or of the last step that exists.
    pub(crate) fn place(&self, path: &[PathStep<'_>]) -> Span {
        let mut at = self;
        for step in path {
            let next = match (step, &at.value) {
                (PathStep::Key(key), _) => at.get(key),
                (PathStep::Nth(nth), Value::List(values)) => values.get(*nth),
                (PathStep::Nth(_), _) => None,
            };
            match next {
                Some(next) => at = next,
                None => break,
            }
        }
        at.span
    }

    /// What kind of value it is, in words.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Text(_) => "a text",
            Value::Integer(_) => "a whole number",
            Value::Decimal(_) => "a number",
            Value::Truth(_) => "true or false",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }
}

/// Reads the TOML in `range` of a file. Reports what cannot be parsed, and returns the rest.
pub(crate) fn toml(file: FileId, text: &str, range: Range<usize>, sink: &Sink) -> Setting {
    let start = range.start;
    let slice = text.get(range.clone()).unwrap_or_default();
    let (table, errors) = DeTable::parse_recoverable(slice);
    for error in errors {
        let own = error.span().unwrap_or(0..0);
        let own = floor(slice, own.start)..floor(slice, own.end.max(own.start));
        let message = error.message().lines().next().unwrap_or("not TOML").to_owned();
        sink.report(
            Diagnostic::new(codes::BAD_TOML, Span::new(file, start + own.start, start + own.end), message)
                .hint("see https://toml.io for how TOML is written"),
        );
    }
    let place = TomlPlace { file, start };
    Setting { span: Span::new(file, range.start, range.end), value: place.table(table.get_ref(), 0) }
}

/// The nearest character boundary at or before a byte.
fn floor(text: &str, byte: usize) -> usize {
    let mut at = byte.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

struct TomlPlace {
    file: FileId,
    start: usize,
}

impl TomlPlace {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, self.start + range.start, self.start + range.end)
    }

    fn table(&self, table: &DeTable<'_>, depth: usize) -> Value {
        let mut entries: Vec<Entry> = table
            .iter()
            .map(|(key, value)| Entry {
                key: key.get_ref().to_string(),
                span: self.span(key.span()),
                value: Setting { span: self.span(value.span()), value: self.value(value.get_ref(), depth + 1) },
            })
            .collect();
        entries.sort_by_key(|entry| entry.span);
        Value::Table(entries)
    }

    fn value(&self, value: &DeValue<'_>, depth: usize) -> Value {
        match value {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
                Ok(number) => Value::Integer(number),
                Err(_) => Value::Text(number.as_str().to_owned()),
            },
            DeValue::Float(number) => Value::Decimal(number.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(truth) => Value::Truth(*truth),
            DeValue::Datetime(date) => Value::Text(date.to_string()),
            // Nested too deeply to be meant.
            DeValue::Array(_) | DeValue::Table(_) if depth > 100 => Value::List(Vec::new()),
            DeValue::Array(values) => Value::List(
                values
                    .iter()
                    .map(|value| Setting { span: self.span(value.span()), value: self.value(value.get_ref(), depth + 1) })
                    .collect(),
            ),
            DeValue::Table(table) => self.table(table, depth + 1),
        }
    }
}
