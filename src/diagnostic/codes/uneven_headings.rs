use super::code::{Code, Examples, Severity};

pub const UNEVEN_HEADINGS: &Code = &Code {
    name: "uneven-headings",
    severity: Severity::Warning,
    allowable: true,
    summary: "Two headings on the same page or on facing pages have unequal white above them.",
    explanation: "\
To fill a page, chapbook adds up to half a line of white above headings, and a
whole line only if the page could not be filled in any other way. Then readers
may see that a heading has more white above it than a similar one on the same
page or on the facing page. The message gives the pages. Reword their text, so
that it becomes a line longer or shorter.",
    examples: Examples::Untested("It depends on the lines of several pages, and a small manuscript has other ways to fill them."),
};
