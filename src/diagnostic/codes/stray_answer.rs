use super::code::{Code, Examples, Severity, file};

const BOOK: &str = "[book]\ntitle = \"A Book\"\nlanguage = \"en\"\nanswers = \"chapter\"\n";

pub const STRAY_ANSWER: &Code = &Code {
    name: "stray-answer",
    severity: Severity::Warning,
    allowable: true,
    summary: "An answer follows no exercise, so it is not moved.",
    explanation: "\
With `answers = \"chapter\"`, `\"book\"` or `\"facilitator\"`, answers are moved or
are only in the edition for the facilitator. An answer belongs to the exercise
that it is in, or that stands right before it. This one belongs to none, so it
stays where it is.",
    examples: Examples::Tested {
        bad: &[
            file("book.toml", BOOK),
            file("chapter.md", "# One\n\n::: exercise\nAdd one and two.\n:::\n\nTry it.\n\n::: answer\nThree.\n:::\n"),
        ],
        good: &[file("book.toml", BOOK), file("chapter.md", "# One\n\n::: exercise\nAdd one and two.\n:::\n\n::: answer\nThree.\n:::\n")],
    },
};
