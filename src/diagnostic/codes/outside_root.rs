use super::code::{Code, Examples, Severity, file};

pub const OUTSIDE_ROOT: &Code = &Code {
    name: "outside-root",
    severity: Severity::Error,
    allowable: false,
    summary: "A file is outside the folder of the book, or hidden.",
    explanation: "\
All files of a manuscript are inside its folder, so that the folder can be moved
and built anywhere. Copy the file into it. A symbolic link may lead out of the
folder, and a cover may be outside of it, but only in the repository, which is
the nearest folder around the book that contains `.git`. Without a repository, a
cover may be beside the folder of the book. Hidden files, whose names begin with
a point, are not read, because some contain passwords. With `--allow-outside`,
links may lead anywhere and hidden files are read. Use it only for manuscripts
that you trust.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

![The town in the rain.](../photo.png)
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

![The town in the rain.](photo.png)
",
        )],
    },
};
