use super::code::{Code, Examples, Severity, file};

pub const BAD_PICTURE_SIZE: &Code = &Code {
    name: "bad-picture-size",
    severity: Severity::Warning,
    allowable: true,
    summary: "The size of a picture cannot be read.",
    explanation: "\
A width or a height is a number and a unit: `%` (of the measure, or of the
height of the page), `cm`, `mm`, `in`, `pt`, `pc`, `px`, `em`, `rem`. A number
alone counts pixels, 96 to the inch. The picture is printed without the size. A
figure has a size only if it holds a single picture.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            r"# One

![The town in the rain.](photo.png){width=5,5cm}
",
        )],
        good: &[file(
            "chapter.md",
            r"# One

![The town in the rain.](photo.png){width=5.5cm}
",
        )],
    },
};
