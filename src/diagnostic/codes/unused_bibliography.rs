use super::code::{Code, Examples, Severity, file};

const BOOK: &str = "[book]\ntitle = \"A Book\"\nlanguage = \"en\"\nbibliography = \"refs.bib\"\n";
const BIB: &str = "@book{doe, title = {A Book}, year = {1999}}\n";

pub const UNUSED_BIBLIOGRAPHY: &Code = &Code {
    name: "unused-bibliography",
    severity: Severity::Warning,
    allowable: true,
    summary: "The bibliography, or a place for its list, is not used.",
    explanation: "\
A place for the list of works, `::: bibliography`, stays empty if the book
cites no works, or if the list already stands at another place. A program that
was built without citations prints them as typed.",
    examples: Examples::Tested {
        bad: &[file("book.toml", BOOK), file("chapter.md", "# One\n\nIt rained.\n\n::: bibliography\n:::\n"), file("refs.bib", BIB)],
        good: &[
            file("book.toml", BOOK),
            file("chapter.md", "# One\n\nIt rained [@doe].\n\n::: bibliography\n:::\n"),
            file("refs.bib", BIB),
        ],
    },
};
