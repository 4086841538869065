use super::code::{Code, Examples, Severity, file};

const BOOK: &str = "[book]\ntitle = \"A Book\"\nlanguage = \"en\"\nbibliography = \"refs.bib\"\n";
const TEXT: &str = "# One\n\nIt rained [@doe].\n";
const BIB: &str = "@book{doe, title = {A Book}, year = {1999}}\n";

pub const BAD_CITATION_STYLE: &Code = &Code {
    name: "bad-citation-style",
    severity: Severity::Warning,
    allowable: true,
    summary: "The citation style does not exist or cannot be read.",
    explanation: "\
The book is set in Chicago author-date instead. `citation-style` names a style
that is in the program, or a file in the Citation Style Language (`.csl`). A
file that only refers to another style cannot be used: take the other one.",
    examples: Examples::Tested {
        bad: &[
            file("book.toml", "[book]\ntitle = \"A Book\"\nlanguage = \"en\"\nbibliography = \"refs.bib\"\ncitation-style = \"chicago\"\n"),
            file("chapter.md", TEXT),
            file("refs.bib", BIB),
        ],
        good: &[file("book.toml", BOOK), file("chapter.md", TEXT), file("refs.bib", BIB)],
    },
};
