use super::code::{Code, Examples, Severity, file};

pub const UNUSABLE_FONT: &Code = &Code {
    name: "unusable-font",
    severity: Severity::Warning,
    allowable: true,
    summary: "A font file cannot be used.",
    explanation: "\
chapbook reads fonts in the formats TrueType, OpenType, WOFF and WOFF2, with
outlines, and collections of them (TTC, OTC). Other files with the extension of
a font are skipped, and so are damaged fonts, even if the damage shows only when
the book has been set. The message says why. In the fonts of a book, symbolic
links are skipped too, because another computer may not have what they point to.
Remove the file, or replace it with a font that can be used.",
    examples: Examples::Tested {
        bad: &[file("fonts/mine.ttf", "This is not a font.\n")],
        good: &[file("fonts/OFL.txt", "This is not a font, and its name does not end like that of one.\n")],
    },
};
