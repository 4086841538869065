use super::code::{Code, Examples, Severity, file};

const BOOK: &str = "[book]\ntitle = \"A Book\"\nlanguage = \"en\"\nbibliography = \"refs.bib\"\n";
const TEXT: &str = "# One\n\nIt rained [@doe].\n";
const BIB: &str = "@book{doe, title = {A Book}, year = {1999}}\n";

pub const DUPLICATE_WORK: &Code = &Code {
    name: "duplicate-work",
    severity: Severity::Warning,
    allowable: true,
    summary: "Two works of the bibliography have the same key.",
    explanation: "\
Citations print the first work. The other is left out. Keys must be unique
across all files of the bibliography.",
    examples: Examples::Tested {
        bad: &[
            file("book.toml", BOOK),
            file("chapter.md", TEXT),
            file("refs.bib", "@book{doe, title = {A Book}, year = {1999}}\n@book{doe, title = {Another}, year = {2001}}\n"),
        ],
        good: &[file("book.toml", BOOK), file("chapter.md", TEXT), file("refs.bib", BIB)],
    },
};
