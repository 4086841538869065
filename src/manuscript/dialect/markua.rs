//! The lists of attributes of Markua on a line of their own: `{width: "30%", caption: "Boats"}`, `{#boats}`. They belong to the heading,
//! the picture or the code on the next line (<https://leanpub.com/markua/read#attribute-lists>).
use crate::manuscript::syntax::lines::CodeFence;

/// An attribute list, as keys with values. An anchor has the key `id`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct AttributeList(Vec<(String, String)>);

/// What the attributes of a line add to the next line.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct AttributedLine {
    /// Texts, each with the byte of the line before which it belongs, in order.
    pub(super) insertions: Vec<(usize, String)>,
}

impl AttributeList {
    /// Reads a line that is a list of attributes. `None` for any other line.
    pub(super) fn of(line: &str) -> Option<Self> {
        let inner = line.strip_prefix('{')?.strip_suffix('}')?;
        if inner.contains(['{', '}']) {
            return None;
        }
        if let Some(name) = inner.strip_prefix('#') {
            return is_name(name).then(|| Self(vec![("id".to_owned(), name.to_owned())]));
        }
        let mut pairs = Vec::new();
        for part in split(inner) {
            let (key, value) = part.split_once([':', '='])?;
            let (key, value) = (key.trim(), value.trim().trim_matches('"').trim());
            let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            // `{i: "rope"}` is an entry of the index.
            if !is_key || key == "i" {
                return None;
            }
            pairs.push((key.to_owned(), value.to_owned()));
        }
        (!pairs.is_empty()).then_some(Self(pairs))
    }

    fn value(&self, keys: &[&str]) -> Option<&str> {
        self.0.iter().find(|(key, _)| keys.contains(&key.as_str())).map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// What becomes of the next line. `None` if it takes no attributes.
    pub(super) fn on(&self, line: &str) -> Option<AttributedLine> {
        let line = line.trim_end();
        if line.starts_with('#') && line.trim_start_matches('#').starts_with(' ') {
            return Some(AttributedLine { insertions: vec![(line.len(), self.braces(&[]))] });
        }
        if let Some(fence) = CodeFence::opening(line) {
            return Some(self.on_code(line, fence.count));
        }
        let alt = line.strip_prefix("![")?.find("](")? + "![".len();
        if !line.ends_with(')') || line.matches("](").count() > 1 {
            return None;
        }
        let mut insertions = Vec::new();
        if let Some(words) = self.value(&["alt"]).filter(|_| alt == "![".len()) {
            insertions.push((alt, words.replace(['[', ']', '\\'], "")));
        }
        if let Some(caption) = self.value(&["caption", "title"]).filter(|_| !line.ends_with("\")")) {
            insertions.push((line.len() - 1, format!(" \"{}\"", caption.replace('"', "\\\""))));
        }
        insertions.push((line.len(), self.braces(&["alt", "caption", "title"])));
        Some(AttributedLine { insertions })
    }

    fn on_code(&self, line: &str, count: usize) -> AttributedLine {
        let mut insertions = Vec::new();
        if let Some(language) = self.value(&["lang", "format"]).filter(|name| line.len() == count && !name.contains(['`', ' '])) {
            insertions.push((line.len(), language.to_owned()));
        }
        let caption = self.value(&["caption", "title"]).map(|caption| format!(" title=\"{}\"", caption.replace(['"', '`'], "'")));
        let rest = self.braces(&["lang", "format", "caption", "title", "line-numbers", "linenos"]);
        insertions.extend(caption.into_iter().chain((!rest.is_empty()).then(|| format!(" {rest}"))).map(|text| (line.len(), text)));
        AttributedLine { insertions }
    }

    /// The attributes in braces, without those of some keys. Empty if there are none.
    fn braces(&self, without: &[&str]) -> String {
        let mut out = Vec::new();
        for (key, value) in self.0.iter().filter(|(key, value)| !without.contains(&key.as_str()) && !value.is_empty()) {
            match key.as_str() {
                "id" if is_name(value) => out.push(format!("#{value}")),
                "class" => out.extend(value.split_whitespace().filter(|class| is_name(class)).map(|class| format!(".{class}"))),
                // A picture alone in its paragraph is in the middle.
                "align" if matches!(value.as_str(), "middle" | "center") => {}
                _ => out.push(format!("{key}=\"{}\"", value.replace('"', ""))),
            }
        }
        if out.is_empty() { String::new() } else { format!("{{{}}}", out.join(" ")) }
    }
}

/// Whether a text can be the name of an anchor or of a class.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))
}

/// The parts of a list between commas that are not in quotation marks.
fn split(inner: &str) -> Vec<&str> {
    let (mut parts, mut from, mut in_quotes) = (Vec::new(), 0, false);
    for (at, byte) in inner.bytes().enumerate() {
        match byte {
            b'"' => in_quotes = !in_quotes,
            b',' if !in_quotes => {
                parts.push(&inner[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&inner[from..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line with the attributes of a list.
    fn with(list: &str, line: &str) -> Option<String> {
        let attributed = AttributeList::of(list)?.on(line)?;
        let mut out = line.to_owned();
        attributed.insertions.iter().rev().for_each(|(at, text)| out.insert_str(*at, text));
        Some(out)
    }

    #[test]
    fn attributes_go_to_the_line_that_takes_them() {
        let cases = [
            ("{float: left, width: \"30%\"}", "![](a.png)", "![](a.png){float=\"left\" width=\"30%\"}"),
            ("{alt: \"Boats\", caption: \"In, out\", align: middle}", "![](a.png)", "![Boats](a.png \"In, out\")"),
            ("{id: gitops}", "## GitOps", "## GitOps{#gitops}"),
            ("{#gitops}", "## GitOps", "## GitOps{#gitops}"),
            ("{lang=ruby, line-numbers=on, title=\"x.rb\"}", "~~~~", "~~~~ruby title=\"x.rb\""),
        ];
        for (list, line, wanted) in cases {
            assert_eq!(with(list, line).as_deref(), Some(wanted), "{list}");
        }
        assert_eq!(with("{id: x}", "Text."), None);
        for line in ["{blurb}", "{i: \"rope\"}", "{pagebreak}", "{ imports = [", "{}", "{{x: y}}"] {
            assert_eq!(AttributeList::of(line), None, "{line}");
        }
    }
}
