use super::code::{Code, Examples, Severity, file};

pub const PICTURE_IN_DRAWING: &Code = &Code {
    name: "picture-in-drawing",
    severity: Severity::Warning,
    allowable: true,
    summary: "A drawing contains a picture that the PDF does not show.",
    explanation: "\
SVG drawings are printed as paths. A picture made of pixels inside a drawing is
left out. Save the whole drawing as a PNG.",
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
  <image width="160" height="256" href="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGM4YKAAAALEARHMijteAAAAAElFTkSuQmCC"/>
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
