//! Checks settings against their JSON schema: unknown keys, values of the wrong type, numbers out of range.
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};

use crate::diagnostic::{Code, Diagnostic, Sink, codes, nearest};

use super::tree::{Entry, Setting, Value};

/// Reads settings into a type. Keys and values that do not fit the schema are reported and left out; `unknown` is the code for keys that
/// the schema does not have.
pub(crate) fn checked<T: DeserializeOwned + Default>(given: &Setting, schema: &Json, unknown: &'static Code, sink: &Sink) -> T {
    let checker = Checker { schema, unknown, sink };
    let fitting = checker.fitting(given, schema, "").unwrap_or_default();
    match serde_json::from_value(fitting) {
        Ok(settings) => settings,
        Err(error) => {
            sink.report(Diagnostic::new(codes::WRONG_TYPE, given.span, error.to_string()));
            T::default()
        }
    }
}

/// Checks settings.
struct Checker<'a> {
    /// The whole schema, for its definitions.
    schema: &'a Json,
    /// The code for an unknown key.
    unknown: &'static Code,
    /// Collects the mistakes.
    sink: &'a Sink,
}

impl Checker<'_> {
    /// The settings without the values that do not fit; `None` if nothing fits. `name` is their dotted key, for messages.
    fn fitting(&self, given: &Setting, schema: &Json, name: &str) -> Option<Json> {
        let schema = self.resolved(schema);
        if let Some(choices) = schema.get("anyOf").or_else(|| schema.get("oneOf")).and_then(Json::as_array) {
            let choices: Vec<&Json> = choices.iter().map(|choice| self.resolved(choice)).collect();
            if let Some(choice) = choices.iter().find(|choice| takes(choice, given) && choice.get("const").is_none()) {
                return self.fitting(given, choice, name);
            }
            let names: Vec<&str> = choices.iter().filter_map(|choice| choice.get("const")?.as_str()).collect();
            if !names.is_empty() {
                return self.one_of(given, &names, name);
            }
            let kinds: Vec<&str> = choices.iter().flat_map(|choice| kinds(choice)).filter(|kind| *kind != "null").map(words).collect();
            self.wrong(given, name, &kinds.join(" or "), None);
            return None;
        }
        if let Some(names) = schema.get("enum").and_then(Json::as_array) {
            let numbers: Vec<i64> = names.iter().filter_map(Json::as_i64).collect();
            if !numbers.is_empty() {
                return self.one_of_numbers(given, &numbers, name);
            }
            let names: Vec<&str> = names.iter().filter_map(Json::as_str).collect();
            return self.one_of(given, &names, name);
        }
        if !takes(schema, given) {
            let wanted: Vec<&str> = kinds(schema).into_iter().filter(|kind| *kind != "null").map(words).collect();
            self.wrong(given, name, &wanted.join(" or "), schema.get("format").and_then(Json::as_str));
            return None;
        }
        match &given.value {
            Value::Text(text) => Some(Json::from(text.as_str())),
            Value::Integer(number) => {
                if *number < 0 && kinds(schema).contains(&"integer") && bound(schema, "minimum") == Some(0.0) {
                    self.wrong(given, name, "a whole number that is not negative", None);
                    return None;
                }
                self.in_range(given, schema, name, *number as f64).then(|| Json::from(*number))
            }
            Value::Decimal(number) => self.in_range(given, schema, name, *number).then(|| Json::from(*number)),
            Value::Truth(truth) => Some(Json::from(*truth)),
            Value::List(values) => {
                let items = schema.get("items").unwrap_or(&Json::Null);
                Some(Json::Array(values.iter().filter_map(|value| self.fitting(value, items, name)).collect()))
            }
            Value::Table(entries) => Some(Json::Object(self.table(entries, schema, name))),
        }
    }

    /// The definition that a schema refers to, or the schema itself.
    fn resolved<'s>(&'s self, schema: &'s Json) -> &'s Json {
        match schema.get("$ref").and_then(Json::as_str).and_then(|path| path.strip_prefix("#")) {
            Some(path) => self.schema.pointer(path).unwrap_or(schema),
            None => schema,
        }
    }

    /// The entries of a table that fit.
    fn table(&self, entries: &[Entry], schema: &Json, name: &str) -> Map<String, Json> {
        let mut out = Map::new();
        let known = schema.get("properties").and_then(Json::as_object);
        for entry in entries {
            let full = if name.is_empty() { entry.key.clone() } else { format!("{name}.{}", entry.key) };
            let own = known.and_then(|known| known.get(&entry.key));
            match (own, schema.get("additionalProperties")) {
                (Some(own), _) => {
                    if let Some(value) = self.fitting(&entry.value, own, &full) {
                        out.insert(entry.key.clone(), value);
                    }
                }
                (None, Some(Json::Bool(false))) => self.unknown(entry, known.into_iter().flat_map(Map::keys), name),
                // A table whose keys are the author's own.
                (None, Some(each)) if each.get("type").is_some() => {
                    if let Some(value) = self.fitting(&entry.value, each, &full) {
                        out.insert(entry.key.clone(), value);
                    }
                }
                // The tables of other programs may contain anything.
                (None, _) => {
                    out.insert(entry.key.clone(), Json::Null);
                }
            }
        }
        out
    }

    /// Reports a key that the schema does not have.
    fn unknown<'k>(&self, entry: &Entry, known: impl Iterator<Item = &'k String>, name: &str) {
        let place = if name.is_empty() { String::new() } else { format!(" in `{name}`") };
        let diagnostic = Diagnostic::new(self.unknown, entry.span, format!("nothing is called `{}`{place}", entry.key));
        let known: Vec<&str> = known.map(String::as_str).collect();
        self.sink.report(match nearest(&entry.key, known.iter().copied()) {
            Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
            None => diagnostic.hint(format!("use one of: {}", known.join(", "))),
        });
    }

    fn one_of(&self, given: &Setting, names: &[&str], name: &str) -> Option<Json> {
        if let Value::Text(text) = &given.value {
            if names.contains(&text.as_str()) {
                return Some(Json::from(text.as_str()));
            }
            let diagnostic = Diagnostic::new(codes::BAD_VALUE, given.span, format!("`{name}` cannot be `{text}`"));
            self.sink.report(match nearest(text, names.iter().copied()) {
                Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
                None => diagnostic.hint(format!("use one of: {}", names.join(", "))),
            });
        } else {
            self.wrong(given, name, "a text", None);
        }
        None
    }

    /// Whether a number lies between the bounds in the schema. If not, that is reported.
    fn in_range(&self, given: &Setting, schema: &Json, name: &str, number: f64) -> bool {
        let (least, most) = (bound(schema, "minimum"), bound(schema, "maximum"));
        let fits = least.is_none_or(|least| number >= least) && most.is_none_or(|most| number <= most);
        if !fits {
            let range = match (least, most) {
                (Some(least), Some(most)) => format!("from {least} to {most}"),
                (Some(least), None) => format!("of at least {least}"),
                (None, most) => format!("of at most {}", most.unwrap_or_default()),
            };
            let diagnostic = Diagnostic::new(codes::BAD_VALUE, given.span, format!("`{name}` cannot be {number}"));
            self.sink.report(diagnostic.hint(format!("use a number {range}")));
        }
        fits
    }

    fn one_of_numbers(&self, given: &Setting, numbers: &[i64], name: &str) -> Option<Json> {
        match &given.value {
            Value::Integer(number) if numbers.contains(number) => return Some(Json::from(*number)),
            Value::Integer(number) => {
                let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
                let diagnostic = Diagnostic::new(codes::BAD_VALUE, given.span, format!("`{name}` cannot be {number}"));
                self.sink.report(diagnostic.hint(format!("use one of: {}", numbers.join(", "))));
            }
            _ => self.wrong(given, name, "a whole number", None),
        }
        None
    }

    /// Reports a value of the wrong type.
    fn wrong(&self, given: &Setting, name: &str, wanted: &str, format: Option<&str>) {
        let (code, hint) = match (format, &given.value) {
            (Some("length"), Value::Integer(number)) => (codes::BAD_LENGTH, format!("write a unit: `\"{number}pt\"` or `\"{number}mm\"`")),
            (Some("length"), Value::Decimal(number)) => (codes::BAD_LENGTH, format!("write a unit: `\"{number}pt\"` or `\"{number}mm\"`")),
            (Some("partial-date"), Value::Integer(number)) => (codes::WRONG_TYPE, format!("put it between quotes: `\"{number}\"`")),
            _ => (codes::WRONG_TYPE, format!("give {wanted}")),
        };
        self.sink.report(
            Diagnostic::new(code, given.span, format!("`{name}` should be {wanted}")).label(format!("this is {}", given.kind())).hint(hint),
        );
    }
}

/// The `minimum` or `maximum` of a schema.
fn bound(schema: &Json, which: &str) -> Option<f64> {
    schema.get(which).and_then(Json::as_f64)
}

/// The JSON types that a schema takes.
fn kinds(schema: &Json) -> Vec<&str> {
    match schema.get("type") {
        Some(Json::String(kind)) => vec![kind],
        Some(Json::Array(kinds)) => kinds.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Whether a value has a type that a schema takes.
fn takes(schema: &Json, given: &Setting) -> bool {
    let kinds = kinds(schema);
    let own: &[&str] = match given.value {
        Value::Text(_) => &["string"],
        Value::Integer(_) => &["integer", "number"],
        Value::Decimal(_) => &["number"],
        Value::Truth(_) => &["boolean"],
        Value::List(_) => &["array"],
        Value::Table(_) => &["object"],
    };
    kinds.is_empty() || kinds.iter().any(|kind| own.contains(kind))
}

/// What messages call a JSON type.
fn words(kind: &str) -> &str {
    match kind {
        "string" => "a text",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "true or false",
        "array" => "a list",
        "object" => "a table",
        other => other,
    }
}
