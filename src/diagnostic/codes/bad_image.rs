use super::code::{Code, Examples, Severity, file};

pub const BAD_IMAGE: &Code = &Code {
    name: "bad-image",
    severity: Severity::Error,
    allowable: false,
    summary: "A picture cannot be read.",
    explanation: "\
The file exists, but it is not a picture that chapbook reads, or it is damaged
or truncated. Save it again as PNG, JPEG, GIF, WebP or SVG. Or it is too large:
the pixels of a picture may take 512 MiB, the elements of a drawing may be
nested 1,000 deep, and its filters may not take too much memory or time.",
    examples: Examples::Tested {
        bad: &[
            file(
                "chapter.md",
                "\
# One

![A map of the town.](map.png)
",
            ),
            file(
                "map.png",
                "\
This is not a picture.
",
            ),
        ],
        good: &[file(
            "chapter.md",
            "\
# One

![A map of the town.](photo.png)
",
        )],
    },
};
