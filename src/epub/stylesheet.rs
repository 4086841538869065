//! Writes the stylesheet. It follows the print design, but the reader's settings take precedence: it sets no colours of text or background,
//! and no fixed sizes. Only pictures have a background, because a drawing in black ink cannot be seen on the black pages of a night mode.
use std::fmt::Write;

use crate::edition::{Alignment, Design, Edition, HeadingDesign, Lines, Measure, Ornament, ParagraphNumbers, Paragraphs, Separator, Shape};

use super::resources::EmbeddedFace;
use crate::units::Length;

/// Rules that few books need.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ExtraRules {
    /// Whether a table has spans, several parts or blocks in its cells.
    pub(super) structured_tables: bool,
    /// Whether the numbers of a list have parentheses.
    pub(super) parentheses: bool,
}

/// The one stylesheet of the package.
pub(super) fn stylesheet(edition: &Edition, faces: &[EmbeddedFace], extra: ExtraRules) -> String {
    let design = &edition.design;
    let mut css = String::new();
    for face in faces {
        let _ = writeln!(
            css,
            "@font-face {{ font-family: \"{}\"; font-style: {}; font-weight: {}; src: url({}); }}",
            face.family,
            if face.italic { "italic" } else { "normal" },
            if face.bold { "bold" } else { "normal" },
            face.name
        );
    }
    if !faces.is_empty() {
        // Set on the body only, so that a font that the reader chooses takes precedence.
        let other = design.fallback_face.as_ref().map_or(String::new(), |face| format!(", \"{face}\""));
        let _ = writeln!(css, "body {{ font-family: \"{}\"{other}, serif; }}", design.text_face);
        let _ = writeln!(css, "code, pre {{ font-family: \"{}\", monospace; }}", design.mono_face);
        if design.heading_family() != design.text_face {
            let _ = writeln!(css, "h1, h2, h3, h4, h5, h6 {{ font-family: \"{}\", sans-serif; }}", design.heading_family());
        }
    }
    css.push_str(&shared(design));
    if extra.parentheses {
        css.push_str(&counter_styles());
    }
    if extra.structured_tables {
        css.push_str(STRUCTURED_TABLES);
        let _ = writeln!(css, "th[scope=rowgroup], tbody th[scope=col] {{ {} }}", shape(design, design.tables.head_shape));
    }
    sizes(design, &mut css);
    headings(design, &mut css);
    text(design, &mut css);
    css
}

/// Counter styles for numbers with parentheses. A reading system that does not know them prints points instead.
fn counter_styles() -> String {
    let mut css = String::new();
    for numerals in ["decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"] {
        for (name, prefix) in [("parenthesis", ""), ("parentheses", "(")] {
            let _ = writeln!(
                css,
                "@counter-style {numerals}-{name} {{ system: extends {numerals}; prefix: \"{prefix}\"; suffix: \") \"; }}\n\
                 .{numerals}-{name} {{ list-style-type: {numerals}; list-style-type: {numerals}-{name}; }}"
            );
        }
    }
    css
}

/// The rules that every book shares, with the values of the design in place of their names.
fn shared(design: &Design) -> String {
    let of_index = |measure: Measure| em(measure.thousandths(design.small_size));
    let values = [
        ("<part-align>", align(design.openings.part_align).to_owned()),
        ("<term-shape>", shape(design, design.definitions.term_shape)),
        ("<break-width>", em(design.breaks.rule_width.thousandths(design.size))),
        ("<small-caps-spacing>", letter_spacing(design)),
        ("<index-indent>", of_index(design.index.indent)),
        ("<index-turnover-indent>", of_index(design.index.turnover_indent)),
    ];
    values.iter().fold(STYLE.to_owned(), |css, (name, value)| css.replace(name, value))
}

/// The leading, and the sizes of notes, captions, tables and code. Notes have the size of captions, because a screen has room for that.
fn sizes(design: &Design, css: &mut String) {
    let size = |length: Length| em(Measure::Fixed(length).thousandths(design.size));
    let _ = writeln!(css, "body {{ line-height: {}; }}", number(line_height(design)));
    let _ = writeln!(css, "figcaption, table, .notes, .endnotes .note {{ font-size: {}; }}", size(design.small_size));
    let small = Measure::Fixed(design.small_size).thousandths(design.size).max(1);
    let _ = writeln!(css, "figcaption {{ margin-top: {}; }}", em(design.captions.above.0 * line_height(design) * 10 / small));
    let _ = writeln!(css, "th, td {{ padding-right: {}; }}", em(design.tables.column_gap.thousandths(design.small_size)));
    let _ = writeln!(css, "dd {{ margin-left: {}; }}", em(design.definitions.indent.thousandths(design.size)));
    let turnover = em(design.verse.turnover_indent.thousandths(design.size));
    let _ = writeln!(css, ".verse .line {{ padding-left: {turnover}; text-indent: -{turnover}; }}");
    let _ = writeln!(css, "pre {{ font-size: {}; }}", size(design.code_size));
    let inline = match design.inline_code_size {
        Measure::Em(thousandths) => em(thousandths),
        Measure::Fixed(length) => size(length),
    };
    let _ = writeln!(css, "code {{ font-size: {inline}; }}\npre code {{ font-size: 1em; }}");
}

/// Openings of chapters and headings within them.
fn headings(design: &Design, css: &mut String) {
    let own = &design.openings;
    let size = own.title_size.thousandths(design.size);
    // The design measures white in lines of text. CSS measures the margins of a title in its own type size.
    let lines = |lines: i64| em(lines * line_height(design) * 10 / size.max(1));
    let _ = writeln!(
        css,
        "h1 {{ margin: {}% 0 {}; font-size: {}; line-height: {}; text-align: {}; {} }}",
        // About as deep as on the page, in proportion to the screen.
        (i64::from(design.drop) * 140 / design.lines()).clamp(4, 40),
        lines(own.below.0),
        em(size),
        number(own.title_leading.thousandths(own.title_size.of(design.size))),
        align(own.align),
        shape(design, own.title_shape)
    );
    let _ = writeln!(
        css,
        "h1 .label {{ display: block; margin-bottom: .4em; font-size: {}; {} }}",
        em(1_000_000 / size.max(1)),
        shape(design, own.label_shape)
    );
    for (name, heading) in [("h2", &design.headings.first), ("h3", &design.headings.second), ("h4, h5, h6", &design.headings.third)] {
        let HeadingDesign { size, shape: letters, align: side, above, below, leading } = heading;
        let size = size.thousandths(design.size).max(1);
        let white = |lines: &Lines| em(lines.0 * line_height(design) * 10 / size);
        let _ = writeln!(
            css,
            "{name} {{ margin: {} 0 {}; font-size: {};{} text-align: {}; {} }}",
            white(above),
            white(below),
            em(size),
            // As on the page, only headings that are larger than the text have a leading of their own.
            if size * 100 > line_height(design) * 95 {
                format!(" line-height: {};", number(leading.thousandths(heading.size.of(design.size))))
            } else {
                String::new()
            },
            align(*side),
            shape(design, *letters)
        );
    }
    let title = shape(design, design.titles.shape);
    let _ = writeln!(css, ".titlepage {{ text-align: {}; }}\n.titlepage h1 {{ text-align: inherit; {title} }}", align(design.titles.align));
    let _ = writeln!(css, ".subtitle, .dedication {{ {} }}", shape(design, design.titles.subtitle_shape));
    let captions = &design.captions;
    let _ = writeln!(css, "figcaption, caption {{ {} }}", shape(design, captions.shape));
    let _ = writeln!(css, "figcaption .label, caption .label {{ {} }}", shape(design, captions.label_shape));
    let _ = writeln!(css, "thead th {{ {} }}", shape(design, design.tables.head_shape));
    let _ = writeln!(css, ".alert-title {{ {} }}", shape(design, design.headings.first.shape));
}

/// Paragraphs, quotations, ornaments, notes.
fn text(design: &Design, css: &mut String) {
    match design.paragraphs {
        Paragraphs::Indent => {
            let indent = em(Measure::Fixed(design.indent).thousandths(design.size));
            let _ = writeln!(css, "p, li > p + p {{ text-indent: {indent}; }}");
        }
        Paragraphs::Space => {
            let white = em(line_height(design) * design.block_white.0 / 100);
            let _ = writeln!(css, "p, li > p + p {{ text-indent: 0; }}\np + p {{ margin-top: {white}; }}\n.verse p {{ margin-top: 0; }}");
        }
    }
    css.push_str(FLUSH);
    // As on the page, every entry has a hanging indent.
    css.push_str("section.bibliography p { padding-left: 1.5em; text-indent: -1.5em; }\nsection.bibliography blockquote p, section.bibliography .note p { padding-left: 0; text-indent: 0; }\n");
    if !design.justify {
        css.push_str("p { text-align: start; }\n.titlepage p, .dedication p, .center p, figcaption p { text-align: inherit; }\n.attribution { text-align: right; }\n");
    }
    if !design.hyphenate {
        css.push_str("p { -webkit-hyphens: manual; -epub-hyphens: manual; hyphens: manual; }\n");
    }
    let size = Measure::Fixed(design.quote_size()).thousandths(design.size);
    // The design measures indents in the type size of the text. CSS measures the margins of a quotation in its own type size.
    let side = |measure: Measure| em(measure.thousandths(design.size) * 1000 / size.max(1));
    let (left, right) = (side(design.quotes.indent), side(design.quotes.right_indent));
    let _ = writeln!(css, "blockquote {{ margin: .8em {right} .8em {left}; font-size: {}; }}", em(size));
    css.push_str(".epigraph blockquote { margin: 0; font-size: 1em; }\n");
    let signs = match &design.ornament {
        Ornament::Rule => None,
        Ornament::Asterisks => Some("*\u{2002}*\u{2002}*"),
        Ornament::Space => Some(""),
        Ornament::Text(text) => Some(text.as_str()),
    };
    if let Some(signs) = signs {
        css.push_str("hr { width: auto; border: 0; min-height: 1em; text-align: center; }\n");
        if !signs.is_empty() {
            let _ = writeln!(css, "hr::before {{ content: \"{}\"; }}", quoted(signs));
        }
    }
    if design.paragraph_numbers != ParagraphNumbers::None {
        // The number is shown, but not read aloud or copied. The second `content` says so to reading systems that know its syntax.
        let _ = writeln!(
            css,
            "[data-number]::before {{ content: attr(data-number); content: attr(data-number) / \"\"; margin-right: .6em; font-size: {}; \
             vertical-align: .3em; line-height: 0; }}\n.verse[data-number]::before {{ display: block; margin-bottom: .6em; }}",
            em(design.number_size.thousandths(design.size))
        );
    }
    if design.notes.separator == Separator::Space {
        css.push_str(".notes { border-top: 0; padding-top: 0; }\n");
    }
}

/// The distance from line to line on a screen, in thousandths of the size of the text.
fn line_height(design: &Design) -> i64 {
    Measure::Fixed(design.leading).thousandths(design.size) * i64::from(design.screen_leading) / 100
}

/// Thousandths as a decimal number without a unit.
fn number(thousandths: i64) -> String {
    (thousandths as f64 / 1000.0).to_string()
}

/// Thousandths as a length in `em`, rounded to hundredths.
fn em(thousandths: i64) -> String {
    let hundredths = (thousandths + 5) / 10;
    if hundredths == 0 { "0".to_owned() } else { format!("{}em", hundredths as f64 / 100.0) }
}

const fn align(alignment: Alignment) -> &'static str {
    match alignment {
        // Not "left": a book may be read from right to left.
        Alignment::Left => "start",
        Alignment::Center => "center",
    }
}

fn shape(design: &Design, shape: Shape) -> String {
    match shape {
        Shape::Roman => "font-style: normal;".to_owned(),
        Shape::Italic => "font-style: italic;".to_owned(),
        Shape::Bold => "font-weight: bold;".to_owned(),
        Shape::SmallCaps => format!("font-variant-caps: small-caps; letter-spacing: {};", letter_spacing(design)),
    }
}

/// The letterspacing of small capitals.
fn letter_spacing(design: &Design) -> String {
    let spacing = em(design.small_caps_spacing.thousandths(design.size));
    spacing.strip_prefix("0.").map_or(spacing.clone(), |part| format!(".{part}"))
}

/// A text within the quotation marks of CSS.
fn quoted(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        if matches!(character, '"' | '\\' | '<') || character.is_control() {
            let _ = write!(out, "\\{:x} ", u32::from(character));
        } else {
            out.push(character);
        }
    }
    out
}

/// The paragraphs that are never indented.
const FLUSH: &str = "h1 + p, h2 + p, h3 + p, h4 + p, h5 + p, h6 + p, hr + p, blockquote + p, ul + p, ol + p, dl + p, pre + p, figure + p, .table + p, div + p, section > p:first-child, blockquote > p:first-child, li > p:first-child, dd > p:first-child, .note > p:first-child, .verse p, td p, .copyright p, .alert-title, .attribution, .epigraph p, .dedication p, .center p, .titlepage p { text-indent: 0; }
";
/// Tables with spans, several parts or blocks in their cells. The head of several columns stands above a rule.
const STRUCTURED_TABLES: &str = "\
thead tr:not(:last-child) > th[colspan] { border-bottom: thin solid; }
tbody + tbody > tr:first-child > * { padding-top: .6em; }
tfoot { border-top: thin solid; }
td > p + p, th > p + p { margin-top: .4em; }
td > ul, td > ol, td > dl, td > pre, td > blockquote, td > figure, td > .table { margin-top: .2em; margin-bottom: .2em; }
td > :first-child { margin-top: 0; }
td > :last-child { margin-bottom: 0; }
td > .table > table { margin-left: 0; }
";
/// The rules that every book shares. A name in angle brackets stands for a value of the design, see [`shared`].
const STYLE: &str = r"
body { margin: 0; font-variant-numeric: oldstyle-nums proportional-nums; widows: 2; orphans: 2; }
[hidden] { display: none; }
p { margin: 0; -webkit-hyphens: auto; -epub-hyphens: auto; hyphens: auto; }
h1, h2, h3, h4, h5, h6 { font-weight: normal; text-align: initial; -webkit-hyphens: none; -epub-hyphens: none; hyphens: none; break-after: avoid; page-break-after: avoid; break-inside: avoid; }
section { break-before: auto; }
.part > h1 { margin-top: 35%; text-align: <part-align>; }
.attribution { margin-top: .2em; text-align: right; text-indent: 0; -webkit-hyphens: none; hyphens: none; }
.epigraph { margin: 0 0 2em 25%; font-size: .95em; }
.dedication, .center { text-align: center; }
ul, ol { margin: .7em 0; padding-left: 1.6em; }
li { margin: .35em 0; }
.tight > li { margin: 0; }
.tasks { list-style: none; padding-left: .4em; }
.task { list-style: none; }
dl { margin: .7em 0; }
dt { margin-top: .6em; <term-shape> break-after: avoid; page-break-after: avoid; }
dd { margin: 0; }
.verse { margin: .8em 0 .8em 1.5em; }
.verse p { margin-bottom: .8em; -webkit-hyphens: none; hyphens: none; }
.verse .line { display: inline-block; }
pre { margin: .8em 0 .8em 1em; line-height: 1.35; white-space: pre-wrap; overflow-wrap: break-word; font-variant-numeric: normal; }
code { font-variant-numeric: normal; overflow-wrap: break-word; }
figure { margin: 1.4em 0; text-align: center; break-inside: avoid; page-break-inside: avoid; }
img { max-width: 100%; height: auto; background: #fff; color: #111; }
figure img { max-height: 90vh; }
figcaption .label, caption .label { font-style: normal; }
.table { margin: 1.2em 0; overflow-x: auto; }
table { margin: 0 auto; border-collapse: collapse; border-top: thin solid; border-bottom: thin solid; line-height: 1.3; font-variant-numeric: lining-nums tabular-nums; }
caption { padding-bottom: .4em; text-align: initial; }
thead { border-bottom: thin solid; }
tr { break-inside: avoid; page-break-inside: avoid; }
th { font-weight: normal; }
th, td { padding: .15em 0; text-align: initial; vertical-align: top; }
th.center, td.center { text-align: center; }
th.right, td.right { text-align: right; }
hr { width: <break-width>; margin: 1.4em auto; border: 0; border-top: thin solid; }
.page-break { break-after: page; page-break-after: always; }
.alert { margin: 1em 0; padding-left: 1em; border-left: thin solid; }
.smallcaps { font-variant-caps: small-caps; letter-spacing: <small-caps-spacing>; }
a { color: inherit; text-decoration: underline; text-decoration-thickness: from-font; }
.call { line-height: 0; font-variant-numeric: lining-nums; }
.call a, .note a[role='doc-backlink'] { text-decoration: none; }
.notes { margin-top: 2.5em; padding-top: 1em; border-top: thin solid; }
.note { margin: .5em 0; }
.cover { margin: 0; text-align: center; }
.cover img { max-width: 100%; max-height: 98vh; }
.titlepage h1 { margin: .6em 0 .4em; font-size: 2.2em; }
.titlepage .author { margin-top: 18%; font-variant-caps: small-caps; letter-spacing: <small-caps-spacing>; }
.subtitle { font-size: 1.15em; }
.publisher { margin-top: 30%; font-variant-caps: small-caps; letter-spacing: <small-caps-spacing>; }
.copyright { margin-top: 30%; font-size: .85em; }
.copyright p { margin-bottom: .4em; }
nav ol, .captions ol { list-style: none; padding-left: 0; }
nav ol ol { padding-left: 1.5em; font-size: .95em; }
.index-entries ul { list-style: none; margin: 0 0 1em; padding-left: 0; }
.index-entries ul ul { margin: 0; padding-left: <index-indent>; }
.index-entries li { margin: .1em 0; padding-left: <index-turnover-indent>; text-indent: -<index-turnover-indent>; -webkit-hyphens: none; hyphens: none; }
nav li { margin: .3em 0; }
nav a, .captions a { text-decoration: none; }
@supports (text-wrap: balance) { h1, h2, h3, h4, h5, h6, .subtitle, figcaption { text-wrap: balance; } p, li, dd { text-wrap: pretty; } }
";
