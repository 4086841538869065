use super::code::{Code, Examples, Severity, file};

pub const PICTURE_IN_DRAWING: &Code = &Code {
    name: "picture-in-drawing",
    severity: Severity::Warning,
    allowable: true,
    summary: "A drawing contains something that the book does not show.",
    explanation: "\
A drawing never opens other files, so a picture must be in it as `data:`, and
shapes and styles of other files are left out. A picture is also left out if it
is damaged, or within a group with a clip, a mask or an opacity, or within HTML
(`foreignObject`), of which only the words are set. Scripts are removed. Words
that extend beyond the edge of the drawing are cut off there. Save the whole
drawing as a PNG.",
    examples: Examples::Tested {
        bad: &[
            file(
                "chapter.md",
                "\
# One

![The town in the rain.](town.svg)
",
            ),
            file(
                "town.svg",
                r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 256">
  <image width="160" height="256" href="town.png"/>
</svg>
"#,
            ),
        ],
        good: &[file(
            "chapter.md",
            "\
# One

![The town in the rain.](drawing.svg)
",
        )],
    },
};
