use super::code::{Code, Examples, Severity, file};

pub const UNUSABLE_FONT: &Code = &Code {
    name: "unusable-font",
    severity: Severity::Warning,
    allowable: true,
    summary: "A file among the fonts cannot be used.",
    explanation: "\
chapbook reads fonts in the formats TrueType, OpenType, WOFF and WOFF2, with
outlines, and collections of them (TTC, OTC). Other files whose names end like
those of fonts are passed over. The message says why. In the fonts of a book,
symbolic links are passed over too, because another computer may not have what
they point to. Remove the file, or put a copy of the font there.",
    examples: Examples::Tested {
        bad: &[file("fonts/mine.ttf", "This is no font.\n")],
        good: &[file("fonts/OFL.txt", "This is no font, and its name does not end like that of one.\n")],
    },
};
