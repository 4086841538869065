//! The screen that a text is printed on, and text wrapped to its width.

/// What a screen can show. The default is that of a file: no colours, and lines of any length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Screen {
    /// Whether it shows colours.
    pub color: bool,
    /// The number of characters in a line, if it is limited.
    pub columns: Option<usize>,
}

impl Screen {
    /// Breaks a text at spaces into lines that leave room for `beside` more characters. A line has room for at least twenty characters. A
    /// longer word stays whole.
    #[must_use]
    pub fn lines(self, text: &str, beside: usize) -> Vec<String> {
        let Some(columns) = self.columns else { return vec![text.to_owned()] };
        let width = columns.saturating_sub(beside).max(20);
        let mut lines: Vec<String> = Vec::new();
        let mut length = 0;
        for word in text.split(' ') {
            let letters = word.chars().count();
            match lines.last_mut().filter(|_| length + 1 + letters <= width) {
                Some(line) => {
                    line.push(' ');
                    line.push_str(word);
                    length += 1 + letters;
                }
                None => {
                    lines.push(word.to_owned());
                    length = letters;
                }
            }
        }
        lines
    }

    /// Wraps each line of a text. The lines after the first are indented by two more spaces.
    #[must_use]
    pub fn fold(self, text: &str) -> String {
        let line = |line: &str| {
            let indent = line.len() - line.trim_start_matches(' ').len();
            let parts = self.lines(&line[indent..], indent + 2);
            format!("{}{}\n", " ".repeat(indent), parts.join(&format!("\n{}", " ".repeat(indent + 2))))
        };
        text.lines().map(line).collect()
    }

    /// Rewraps paragraphs that were written in lines of 80 characters, if the screen is narrower. A line that begins with a space is
    /// wrapped by itself.
    #[must_use]
    pub fn reflow(self, text: &str) -> String {
        if self.columns.is_none_or(|columns| columns >= 80) {
            return text.to_owned();
        }
        let is_plain = |line: &str| !line.is_empty() && !line.starts_with(' ');
        let mut out = String::new();
        let mut paragraph: Vec<&str> = Vec::new();
        for line in text.lines().chain([""]) {
            if is_plain(line) {
                paragraph.push(line);
                continue;
            }
            if !paragraph.is_empty() {
                out.push_str(&self.lines(&paragraph.join(" "), 0).join("\n"));
                out.push('\n');
                paragraph.clear();
            }
            out.push_str(&self.fold(&format!("{line}\n")));
        }
        out.pop();
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_at_spaces_and_keep_every_word() {
        let screen = Screen { color: false, columns: Some(24) };
        assert_eq!(screen.lines("one two three four five six seven", 0), ["one two three four five", "six seven"]);
        assert_eq!(screen.lines("one two three four five six seven", 12), ["one two three four", "five six seven"]);
        assert_eq!(screen.lines("a_word_of_more_letters_than_a_line b", 0), ["a_word_of_more_letters_than_a_line", "b"]);
        assert_eq!(screen.fold("  one two three four five six\n\nseven\n"), "  one two three four\n    five six\n\nseven\n");
        assert_eq!(screen.reflow("one two three four five\nsix\n\n  a\n  b\n"), "one two three four five\nsix\n\n  a\n  b\n");
        assert_eq!(Screen::default().lines("one two", 0), ["one two"]);
    }
}
