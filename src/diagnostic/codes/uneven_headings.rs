use super::code::{Code, Examples, Severity};

pub const UNEVEN_HEADINGS: &Code = &Code {
    name: "uneven-headings",
    severity: Severity::Warning,
    allowable: true,
    summary: "The white above two headings that face each other is unlike.",
    explanation: "\
To fill a page, chapbook adds up to half a line of white above headings, and a
whole line only if the page could not be filled in any other way. Then readers
may see that a heading has more white above it than a like one on the same page
or on the facing page. The message says which pages they are. Reword what stands
there, so that it becomes a line longer or shorter.",
    examples: Examples::Untested("It depends on the lines of several pages, and a small manuscript has other ways to fill them."),
};
