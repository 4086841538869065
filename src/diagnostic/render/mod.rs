//! Diagnostics as text, for people and for programs.
mod github;
mod human;
mod json;
mod place;
mod screen;
mod short;

pub use human::human;
pub use json::JSON_VERSION;
pub use screen::Screen;

use super::report::Diagnostic;
use crate::source::SourceMap;

/// A format for diagnostics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MessageFormat {
    /// For people: with the source line.
    #[default]
    Human,
    /// One line per diagnostic.
    Short,
    /// One JSON object per line.
    Json,
    /// Workflow commands for GitHub.
    Github,
}

/// Diagnostics as text. Each ends with a line break. `screen` is for [`MessageFormat::Human`] only.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], sources: &SourceMap, format: MessageFormat, screen: Screen) -> String {
    diagnostics
        .iter()
        .map(|diagnostic| match format {
            MessageFormat::Human => human(diagnostic, sources, screen),
            MessageFormat::Short => short::short(diagnostic, sources),
            MessageFormat::Json => json::json(diagnostic, sources),
            MessageFormat::Github => github::github(diagnostic, sources),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes;
    use crate::source::Span;

    fn example() -> (SourceMap, Diagnostic) {
        let mut sources = SourceMap::default();
        let long = "word ".repeat(200);
        let text = format!("# Title\n\n{long}see [the end](#nowhere) {long}\n");
        let at = text.find("[the").expect("the text has a link");
        let id = sources.add("a.md", text);
        let diagnostic = Diagnostic::new(codes::DEAD_LINK, Span::new(id, at, at + 19), "nothing is called `#nowhere`")
            .label("printed as plain text")
            .hint("did you mean `#now`?");
        (sources, diagnostic)
    }

    #[test]
    fn the_human_format_shows_the_place_even_in_a_long_line() {
        let (sources, diagnostic) = example();
        let text = human(&diagnostic, &sources, Screen::default());
        assert!(text.contains("warning[dead-link]: nothing is called `#nowhere`"), "{text}");
        assert!(text.contains("a.md:3:1005"), "{text}");
        assert!(text.contains("[the end](#nowhere)") && text.contains("^^^"), "{text}");
        assert!(text.lines().all(|line| line.chars().count() < 200), "{text}");
    }

    #[test]
    fn the_human_format_fits_a_narrow_screen() {
        let (sources, diagnostic) = example();
        for columns in [40, 60] {
            let text = human(&diagnostic, &sources, Screen { color: false, columns: Some(columns) });
            assert!(text.lines().all(|line| line.chars().count() <= columns), "{columns}: {text}");
            for part in ["warning[dead-link]: nothing is", "[the end](#nowhere)", "^^^", "printed as plain text", "did you mean", "`#now`?"]
            {
                assert!(text.contains(part), "{columns}: {part} is not in {text}");
            }
        }
    }

    #[test]
    fn the_other_formats_have_one_line_per_diagnostic() {
        let (sources, diagnostic) = example();
        assert_eq!(
            render(std::slice::from_ref(&diagnostic), &sources, MessageFormat::Short, Screen::default()),
            "a.md:3:1005: warning[dead-link]: nothing is called `#nowhere` (did you mean `#now`?)\n"
        );
        assert_eq!(
            render(std::slice::from_ref(&diagnostic), &sources, MessageFormat::Github, Screen::default()),
            "::warning file=a.md,line=3,col=1005,endLine=3,endColumn=1024,title=dead-link::nothing is called `#nowhere`%0Adid you mean `#now`?\n"
        );
        let json = render(std::slice::from_ref(&diagnostic), &sources, MessageFormat::Json, Screen::default());
        let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(value["line"], 3);
        assert_eq!(value["column"], 1005);
        assert_eq!(value["code"], "dead-link");
    }

    #[test]
    fn a_detached_diagnostic_has_no_place() {
        let diagnostic = Diagnostic::new(codes::NO_TITLE, Span::DETACHED, "the book has no title");
        let text = human(&diagnostic, &SourceMap::default(), Screen::default());
        assert!(text.starts_with("error[no-title]: the book has no title"), "{text}");
        let short = render(&[diagnostic], &SourceMap::default(), MessageFormat::Short, Screen::default());
        assert_eq!(short, "error[no-title]: the book has no title\n");
    }
}
