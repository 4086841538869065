use super::code::{Code, Examples, Severity, file};

const BOOK: &str = "[book]\ntitle = \"A Book\"\nlanguage = \"en\"\nbibliography = \"refs.bib\"\n";
const TEXT: &str = "# One\n\nIt rained [@doe].\n";
const BIB: &str = "@book{doe, title = {A Book}, year = {1999}}\n";

pub const UNKNOWN_CITATION: &Code = &Code {
    name: "unknown-citation",
    severity: Severity::Warning,
    allowable: true,
    summary: "A citation names a work that the bibliography does not have.",
    explanation: "\
The citation is printed as typed. If an `@` in the text is not a citation,
write `\\@`. Capital letters count: `@Doe` and `@doe` are two keys.",
    examples: Examples::Tested {
        bad: &[file("book.toml", BOOK), file("chapter.md", "# One\n\nIt rained [@dow].\n"), file("refs.bib", BIB)],
        good: &[file("book.toml", BOOK), file("chapter.md", TEXT), file("refs.bib", BIB)],
    },
};
