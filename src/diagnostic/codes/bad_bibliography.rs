use super::code::{Code, Examples, Severity, file};

const BOOK: &str = "[book]\ntitle = \"A Book\"\nlanguage = \"en\"\nbibliography = \"refs.bib\"\n";
const TEXT: &str = "# One\n\nIt rained [@doe].\n";

pub const BAD_BIBLIOGRAPHY: &Code = &Code {
    name: "bad-bibliography",
    severity: Severity::Warning,
    allowable: true,
    summary: "A file or an entry of the bibliography cannot be read.",
    explanation: "\
A broken entry is left out; the others can be cited. A file without any entry
is reported too. An entry begins with an
at sign at the beginning of a line, each of its fields ends with a comma, and
each brace is closed. The same code reports data that a style cannot print,
such as a range of dates, of works that the book cites.",
    examples: Examples::Tested {
        bad: &[
            file("book.toml", BOOK),
            file("chapter.md", TEXT),
            file("refs.bib", "@book{doe, title = {A Book}, year = {1999}}\n\n@book{roe, title = {Another}\n"),
        ],
        good: &[file("book.toml", BOOK), file("chapter.md", TEXT), file("refs.bib", "@book{doe, title = {A Book}, year = {1999}}\n")],
    },
};
