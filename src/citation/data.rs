//! Reads bibliographies in CSL JSON and CSL YAML.
use serde_json::{Map, Value};

use super::works::{Work, WorkData};
use crate::edition::{Setting, Value as SettingValue};
use crate::source::{FileId, Span};

/// A problem of a bibliography in CSL JSON or CSL YAML.
pub(super) struct DataFault {
    /// Its place.
    pub(super) span: Span,
    /// What is wrong.
    pub(super) message: String,
}

/// Reads CSL JSON: a list of works.
pub(super) fn read_json(file: FileId, text: &str) -> (Vec<Work>, Vec<DataFault>) {
    let start = text.len() - text.trim_start_matches('\u{FEFF}').len();
    let value: Value = match serde_json::from_str(&text[start..]) {
        Ok(value) => value,
        Err(error) => {
            let line_start: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
            let at = (line_start + error.column().saturating_sub(1)).min(text.len());
            let message = error.to_string();
            let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message).to_owned();
            return (Vec::new(), vec![DataFault { span: Span::new(file, at, at), message }]);
        }
    };
    let whole = Span::new(file, 0, 0);
    let list = match &value {
        Value::Array(list) => list.as_slice(),
        Value::Object(object) => match object.get("references").or_else(|| object.get("items")).and_then(Value::as_array) {
            Some(list) => list.as_slice(),
            None => return (Vec::new(), vec![DataFault { span: whole, message: "it is not a list of works".to_owned() }]),
        },
        _ => return (Vec::new(), vec![DataFault { span: whole, message: "it is not a list of works".to_owned() }]),
    };
    let (mut works, mut faults, mut from) = (Vec::new(), Vec::new(), 0);
    for value in list {
        // `serde_json` keeps no places. The ids come in the order of the text.
        let id = value.get("id").map(text_of).unwrap_or_default();
        let quoted = Value::from(id.as_str()).to_string();
        let at = text[from..].find(&quoted).map(|at| from + at);
        let span = at.map_or(whole, |at| Span::new(file, at, at + quoted.len()));
        from = at.map_or(from, |at| at + quoted.len());
        match value.as_object().filter(|_| !id.is_empty()) {
            Some(object) => works.push(work(&id, object.iter().map(|(key, value)| (key.as_str(), value.clone())), span)),
            None => faults.push(DataFault { span, message: "a work has no `id`".to_owned() }),
        }
    }
    (works, faults)
}

/// Reads CSL YAML: a list of works, or a table with such a list under `references`.
pub(super) fn read_setting(given: &Setting) -> (Vec<Work>, Vec<DataFault>) {
    let list = match &given.value {
        SettingValue::List(list) => list,
        _ => match given.get("references").map(|references| &references.value) {
            Some(SettingValue::List(list)) => list,
            _ => return (Vec::new(), vec![DataFault { span: given.span, message: "it has no list `references`".to_owned() }]),
        },
    };
    let (mut works, mut faults) = (Vec::new(), Vec::new());
    for setting in list {
        let id = setting.get("id").map(|id| text_of(&json(id))).unwrap_or_default();
        let span = setting.get("id").map_or(setting.span, |id| id.span);
        match &setting.value {
            SettingValue::Table(entries) if !id.is_empty() => {
                works.push(work(&id, entries.iter().map(|entry| (entry.key.as_str(), json(&entry.value))), span));
            }
            _ => faults.push(DataFault { span, message: "a work has no `id`".to_owned() }),
        }
    }
    (works, faults)
}

fn work<'a>(id: &str, fields: impl Iterator<Item = (&'a str, Value)>, span: Span) -> Work {
    let mut data = WorkData::new(id);
    let mut faults = Vec::new();
    for (variable, value) in fields.filter(|(variable, _)| *variable != "id") {
        // Older versions of CSL had other names.
        let variable = match variable {
            "shortTitle" => "title-short",
            "journalAbbreviation" => "container-title-short",
            "event" => "event-title",
            other => other,
        };
        faults.extend(data.set_given(variable, &value));
    }
    Work { span, data, aliases: Vec::new(), faults }
}

/// A key, which may be a number.
fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// The value of a setting, as data of JSON.
fn json(setting: &Setting) -> Value {
    match &setting.value {
        SettingValue::Text(text) => Value::from(text.as_str()),
        SettingValue::Integer(number) => Value::from(*number),
        SettingValue::Decimal(number) => Value::from(*number),
        SettingValue::Truth(truth) => Value::from(*truth),
        SettingValue::List(list) => Value::Array(list.iter().map(json).collect()),
        SettingValue::Table(entries) => {
            Value::Object(entries.iter().map(|entry| (entry.key.clone(), json(&entry.value))).collect::<Map<String, Value>>())
        }
    }
}
