//! Jupyter notebooks as Markdown: the text of their cells, their code, and the results that the notebook has saved
//! (<https://nbformat.readthedocs.io/en/latest/format_description.html>, version 4).
//!
//! The strings of a notebook are looked for in its file one after another, so each line of the Markdown has its place there.
use serde_json::Value;

use crate::source::uri::data_uri_of_bytes;
use crate::source::{FileId, Span};

use crate::manuscript::files::assembled::Assembled;

/// The formats of results, the best first.
const FORMATS: [&str; 7] = ["image/svg+xml", "image/png", "image/jpeg", "text/markdown", "text/latex", "text/html", "text/plain"];

/// The text of a notebook as Markdown. `None` if the file is not a notebook of version 4.
pub(crate) fn markdown(file: FileId, json: &str) -> Option<Assembled> {
    let notebook: Value = serde_json::from_str(json.trim_start_matches('\u{FEFF}')).ok()?;
    let cells = notebook.get("cells")?.as_array()?;
    let metadata = notebook.get("metadata");
    let language = metadata.and_then(|metadata| {
        let named = |table: &str, key: &str| metadata.get(table)?.get(key)?.as_str();
        named("language_info", "name").or_else(|| named("kernelspec", "language"))
    });
    let language = language.filter(|name| name.bytes().all(|byte| byte.is_ascii_alphanumeric())).unwrap_or("python");
    let mut writer = NotebookWriter { file, json, at: 0, out: Assembled::default() };
    for cell in cells {
        let tags: Vec<&str> = cell
            .pointer("/metadata/tags")
            .and_then(Value::as_array)
            .map(|tags| tags.iter().filter_map(Value::as_str).collect())
            .unwrap_or_default();
        let has_tag = |words: [&str; 2]| words.iter().any(|word| tags.contains(word));
        let source = lines(cell.get("source"));
        match cell.get("cell_type").and_then(Value::as_str) {
            _ if has_tag(["remove-cell", "remove_cell"]) => {}
            Some("markdown") => writer.text(&source),
            Some("code") => {
                if !has_tag(["remove-input", "remove_input"]) {
                    writer.code(&source, language);
                }
                if !has_tag(["remove-output", "remove_output"]) {
                    cell.get("outputs").and_then(Value::as_array).into_iter().flatten().for_each(|output| writer.output(output));
                }
            }
            _ => {}
        }
    }
    Some(writer.out)
}

/// The lines of a text, which is a string or a list of strings.
fn lines(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => text.split_inclusive('\n').map(str::to_owned).collect(),
        Some(Value::Array(parts)) => {
            let text: String = parts.iter().filter_map(Value::as_str).collect();
            text.split_inclusive('\n').map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}

struct NotebookWriter<'a> {
    file: FileId,
    json: &'a str,
    /// The byte of the file after the last string that was found.
    at: usize,
    out: Assembled,
}

impl NotebookWriter<'_> {
    /// The place of a line in the file. If the line is not found, the place of the last one.
    fn place(&mut self, line: &str) -> Span {
        let encoded = serde_json::to_string(line).unwrap_or_default();
        let inner = encoded.trim_matches('"');
        if inner.is_empty() {
            return Span::new(self.file, self.at, self.at);
        }
        match self.json[self.at..].find(inner) {
            Some(found) => {
                let start = self.at + found;
                self.at = start + inner.len();
                Span::new(self.file, start, self.at)
            }
            None => Span::new(self.file, self.at, self.at),
        }
    }

    fn text(&mut self, lines: &[String]) {
        for line in lines {
            let span = self.place(line);
            self.out.insert(line, span);
        }
        self.separate();
    }

    fn separate(&mut self) {
        let span = Span::new(self.file, self.at, self.at);
        self.out.insert("\n\n", span);
    }

    fn code(&mut self, lines: &[String], language: &str) {
        if lines.iter().all(|line| line.trim().is_empty()) {
            return;
        }
        let longest = lines.iter().flat_map(|line| line.split(|c| c != '`')).map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        let span = Span::new(self.file, self.at, self.at);
        self.out.insert(&format!("{fence}{language}\n"), span);
        for line in lines {
            let span = self.place(line);
            self.out.insert(line, span);
        }
        let end = if lines.last().is_some_and(|line| line.ends_with('\n')) { "" } else { "\n" };
        let span = Span::new(self.file, self.at, self.at);
        self.out.insert(&format!("{end}{fence}\n\n"), span);
    }

    /// Writes a result in the best format that it has.
    fn output(&mut self, output: &Value) {
        match output.get("output_type").and_then(Value::as_str) {
            Some("stream") => self.code(&lines(output.get("text")), "text"),
            Some("error") => {
                let word = |key: &str| output.get(key).and_then(Value::as_str).unwrap_or_default();
                self.code(&[format!("{}: {}", word("ename"), word("evalue"))], "text");
            }
            _ => {
                let Some(data) = output.get("data") else { return };
                let Some((format, value)) = FORMATS.iter().find_map(|format| Some((*format, data.get(*format)?))) else { return };
                let text = lines(Some(value));
                match format {
                    "image/svg+xml" => self.picture(&data_uri_of_bytes(format, text.concat().as_bytes())),
                    "image/png" | "image/jpeg" => {
                        let encoded: String = text.concat().chars().filter(|c| !c.is_whitespace()).collect();
                        self.picture(&format!("data:{format};base64,{encoded}"));
                    }
                    "text/plain" => self.code(&text, "text"),
                    "text/html" => {
                        // An empty line would end the HTML.
                        let whole: Vec<String> = text.into_iter().filter(|line| !line.trim().is_empty()).collect();
                        self.text(&whole);
                    }
                    _ => self.text(&text),
                }
            }
        }
    }

    fn picture(&mut self, address: &str) {
        let span = Span::new(self.file, self.at, self.at);
        self.out.insert(&format!("![]({address})\n\n"), span);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_and_results_become_markdown() {
        let json = r##"{"cells": [
            {"cell_type": "markdown", "source": ["# Boats\n", "A \"word\"."]},
            {"cell_type": "code", "source": "print('é')", "outputs": [
                {"output_type": "stream", "text": ["é\n"]},
                {"output_type": "display_data", "data": {"text/plain": ["x"], "image/png": "iVBO\nRw=="}},
                {"output_type": "execute_result", "data": {"text/plain": "4"}}]},
            {"cell_type": "code", "metadata": {"tags": ["remove-cell"]}, "source": "no", "outputs": []}],
            "metadata": {"kernelspec": {"language": "python"}}, "nbformat": 4}"##;
        let out = markdown(FileId(0), json).unwrap();
        let wanted = "# Boats\nA \"word\".\n\n```python\nprint('é')\n```\n\n```text\né\n```\n\n![](data:image/png;base64,iVBORw==)\n\n```text\n4\n```\n\n";
        assert_eq!(out.text, wanted);
        let span = out.span(10..16);
        assert_eq!(&json[span.start as usize..span.end as usize], "A \\\"word\\\".");
        for json in ["", "[]", "{\"cells\": 3}", "{\"worksheets\": []}"] {
            assert!(markdown(FileId(0), json).is_none(), "{json}");
        }
    }
}
