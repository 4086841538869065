use super::code::{Code, Examples, Severity};

pub const MISSING_STYLE: &Code = &Code {
    name: "missing-style",
    severity: Severity::Warning,
    allowable: true,
    summary: "A font family of the book has no italic, no bold or no small capitals.",
    explanation: "\
The PDF imitates the style: letters are slanted or made thicker, and capitals
are made smaller. Chinese, Japanese and Korean have no italics and stay
upright. A face that was drawn for the style looks better. With
`imitate-styles = false` in the design, such words look like those around them.
Put the missing faces of the family into the folder `fonts`, or choose another
family. In the EPUB, the e-reader imitates the style. Of the bundled families,
Atkinson Hyperlegible Next, JetBrains Mono and DejaVu Sans have no small
capitals, Gentium Plus has no bold, and DejaVu Sans has one face. Noto Emoji has
one colour, so emoji have no skin tones in the PDF.",
    examples: Examples::Untested("No font is small enough to be an example."),
};
