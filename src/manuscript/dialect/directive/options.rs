//! The options of a directive: lines `:label: boats`, or YAML between lines `---`
//! (<https://mystmd.org/guide/directives#directive-options>).

/// Options with their values, as written. Nested options keep only their own names: `caption` of `mystnb: {figure: …}`.
#[derive(Debug, Default)]
pub(super) struct DirectiveOptions(Vec<(String, String)>);

impl DirectiveOptions {
    /// The options at the beginning of the text of a directive, and their length in bytes.
    pub(super) fn read(text: &str) -> (Self, usize) {
        let mut options = Self::default();
        let mut at = 0;
        let lines = text.split_inclusive('\n');
        if text.trim_start().starts_with("---\n") {
            // Empty lines may stand before the first dashes.
            let mut dashes = 0;
            for line in lines {
                at += line.len();
                if line.trim() == "---" {
                    dashes += 1;
                    if dashes == 2 {
                        return (options, at);
                    }
                } else if dashes == 1 {
                    options.yaml_line(line.trim_end());
                }
            }
            return (Self::default(), 0);
        }
        for line in lines {
            let pair = line.trim().strip_prefix(':').and_then(|line| line.split_once(':'));
            let is_key = |key: &str| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
            let Some((key, value)) = pair.filter(|(key, _)| is_key(key)) else { break };
            options.set(key, value);
            at += line.len();
        }
        (options, at)
    }

    fn yaml_line(&mut self, line: &str) {
        let words = line.trim();
        let pair = words.split_once(':').filter(|(key, rest)| {
            (rest.is_empty() || rest.starts_with(' ')) && !key.contains([' ', '"', '\'', '$', '\\']) && !key.is_empty()
        });
        match (pair, self.0.last_mut()) {
            (Some((key, value)), _) => self.set(key, value),
            // A value goes on.
            (None, Some((_, value))) => {
                value.push(' ');
                value.push_str(words);
            }
            (None, None) => {}
        }
    }

    fn set(&mut self, key: &str, value: &str) {
        self.0.push((key.to_ascii_lowercase(), value.trim().to_owned()));
    }

    /// The value of an option, without quotation marks. `None` if it is empty.
    pub(super) fn value(&self, key: &str) -> Option<&str> {
        let value = self.0.iter().rev().find(|(own, _)| own == key)?.1.trim();
        let value = value.strip_prefix(['|', '>']).map_or(value, |rest| rest.trim_start_matches('-').trim_start());
        let quoted = ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
        Some(quoted.unwrap_or(value)).filter(|value| !value.is_empty())
    }

    /// Whether a tag is among those of a cell: `:tags: [hide-input]`.
    pub(super) fn has_tag(&self, tag: &str) -> bool {
        let tags = self.value("tags").unwrap_or_default();
        tags.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).any(|own| own == tag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_have_two_forms() {
        let text = ":label: boats\n:tags: [hide-input, remove-cell]\n\nText: one.\n";
        let (options, length) = DirectiveOptions::read(text);
        assert_eq!(options.value("label"), Some("boats"));
        assert!(options.has_tag("remove-cell") && !options.has_tag("hide"));
        assert_eq!(&text[length..], "\nText: one.\n");
        let text = "---\nmystnb:\n  figure:\n    caption: Boats and\n      nets of $x$.\n    name: fig-boats\n---\nplot()\n";
        let (options, length) = DirectiveOptions::read(text);
        assert_eq!((options.value("caption"), options.value("name")), (Some("Boats and nets of $x$."), Some("fig-boats")));
        assert_eq!(&text[length..], "plot()\n");
        assert_eq!(DirectiveOptions::read("---\na: b\n").1, 0);
        assert_eq!(DirectiveOptions::read(":: x\n:a b: c\n").1, 0);
    }
}
