//! Writes the stylesheet. It follows the print design, but the reader's settings take precedence: it sets no fixed sizes, and colours of
//! text only in code. Only pictures have a background, because a drawing in black ink cannot be seen on the black pages of a night mode.
use std::fmt::Write;

use crate::edition::{
    Design, Edition, HeadingAlignment, HeadingDesign, LetterShape, Lines, Measure, NoteSeparator, Ornament, ParagraphNumbers, Paragraphs,
};

use crate::document::Statement;

use super::code_features::CodeFeatures;
use super::content::heading_name;
use super::resources::EmbeddedFace;
use crate::highlight::TokenLook;
use crate::units::Length;

/// Rules that few books need.
#[derive(Clone, Debug, Default)]
pub(super) struct ExtraRules {
    /// Whether a table has spans, several parts or blocks in its cells.
    pub(super) structured_tables: bool,
    /// Whether the numbers of a list have parentheses.
    pub(super) parentheses: bool,
    /// Whether there is a list of the works that the book cites.
    pub(super) works: bool,
    /// Whether there is a bibliography with a text above its sections.
    pub(super) introduced_bibliography: bool,
    /// Whether there are formulas in MathML.
    pub(super) mathml: bool,
    /// Whether there are formulas as drawings.
    pub(super) formula_drawings: bool,
    /// Whether there are figures made of figures.
    pub(super) subfigures: bool,
    /// Whether there are theorems and the like.
    pub(super) statements: bool,
    /// What listings have.
    pub(super) code: CodeFeatures,
}

/// Where a stylesheet is used.
pub(super) struct StylesheetPlace<'a> {
    /// The address of the file of a face.
    pub(super) face_url: &'a dyn Fn(&EmbeddedFace) -> String,
    /// The level of the headings of chapters: 1, or 2 on a page that has the whole book.
    pub(super) chapter_level: u8,
}

/// The one stylesheet of a book.
pub(super) fn stylesheet(edition: &Edition, faces: &[EmbeddedFace], extra: &ExtraRules, place: &StylesheetPlace<'_>) -> String {
    let design = &edition.design;
    let mut css = String::new();
    for (face, family) in faces.iter().flat_map(|face| face.families.iter().map(move |family| (face, family))) {
        let style = if face.italic { "italic" } else { "normal" };
        let weight = if face.bold { "bold" } else { "normal" };
        let _ = writeln!(
            css,
            "@font-face {{ font-family: \"{family}\"; font-style: {style}; font-weight: {weight}; src: url({}); }}",
            (place.face_url)(face)
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
    css.push_str(&shared(design).replace("<chapter-heading>", heading_name(place.chapter_level)));
    if extra.parentheses {
        css.push_str(&counter_styles());
    }
    if extra.mathml || extra.formula_drawings {
        css.push_str(FORMULAS);
    }
    if extra.formula_drawings {
        css.push_str(FORMULA_DRAWINGS);
    }
    if extra.structured_tables {
        css.push_str(&with_values(design, STRUCTURED_TABLES));
        let _ = writeln!(css, "th[scope=rowgroup], tbody th[scope=col] {{ {} }}", shape(design, design.tables.head_shape));
    }
    if extra.subfigures {
        css.push_str(SUBFIGURES);
    }
    if extra.statements {
        css.push_str(&statements(design));
    }
    listings(&extra.code, &mut css);
    sizes(design, &mut css);
    headings(design, place.chapter_level, &mut css);
    text(design, &mut css);
    if extra.introduced_bibliography {
        css.push_str("section.bibliography > p:only-of-type { padding-left: 0; text-indent: 0; }\n");
    }
    if extra.works {
        works(design, &mut css);
    }
    css
}

/// The rules for the works that the book cites. As on the page, all lines of an entry but the first are indented, or the label stands in
/// the indent. They come after the rules for all entries of a bibliography.
fn works(design: &Design, css: &mut String) {
    let hang = em(Measure::Fixed(design.indent.max(design.size)).thousandths(design.size));
    let _ = writeln!(
        css,
        "ul.works {{ list-style: none; margin-left: 0; padding-left: 0; }}\n\
         section ul.works p {{ padding-left: 0; text-indent: 0; }}\n\
         section ul.works.hanging p {{ padding-left: {hang}; text-indent: -{hang}; }}\n\
         section ul.works.labelled p {{ padding-left: 2.5em; text-indent: -2.5em; }}\n\
         .work-label {{ display: inline-block; min-width: 2.2em; text-indent: 0; }}"
    );
}

/// The rules for formulas. Without the first, a matrix in a cell of a table would inherit the space between the cells of that table.
const FORMULAS: &str = "\
mtable { border-spacing: 0; }
p.math { margin: 0.7em 0; text-indent: 0; }
.numbered-equation { display: flex; align-items: center; }
.numbered-equation math { flex: 1; }
";

/// The rules for formulas as drawings. A drawing that is wider than the screen becomes smaller.
const FORMULA_DRAWINGS: &str = "\
svg.formula { max-width: 100%; }
p.math { text-align: center; }
.numbered-equation svg.formula { margin: 0 auto; }
";

/// Figures side by side. Those of a row end at one height.
const SUBFIGURES: &str = "\
.subfigures { display: flex; flex-wrap: wrap; align-items: flex-end; justify-content: space-around; }
.subfigures > figure { margin: 0.5em 0; width: 100%; }
.columns-2 > figure { width: 48%; }
.columns-3 > figure { width: 31%; }
.columns-4 > figure { width: 23%; }
.columns-5 > figure { width: 18%; }
.columns-6 > figure { width: 15%; }
";

/// White around statements, and italics for the text of theorems and the like. Emphasis in italics is upright.
fn statements(design: &Design) -> String {
    let own = &design.statements;
    let rule = |style: &str, declarations: &str, is_wanted: &dyn Fn(Statement) -> bool| {
        let classes = Statement::classes().filter(|class| Statement::of_class(class).is_some_and(is_wanted));
        let selectors: Vec<String> = classes.map(|class| format!(".{class}{style}")).collect();
        format!("{} {{ {declarations} }}\n", selectors.join(", "))
    };
    let margin = own.white.map_or_else(|| "1em".to_owned(), |lines| white(design, lines, 1000));
    let mut css = [rule("", &format!("margin: {margin} 0;"), &|_| true), rule(" > p:first-child", "text-indent: 0;", &|_| true)].concat();
    if own.italic {
        css.push_str(&rule("", "font-style: italic;", &Statement::is_italic));
        css.push_str(&rule(" em", "font-style: normal;", &Statement::is_italic));
    } else {
        css.push_str(&rule(" .statement-label > em", "font-style: normal;", &Statement::is_italic));
    }
    if own.label_shape != LetterShape::Bold {
        let _ = writeln!(css, ".statement-label strong {{ font-weight: normal; {} }}", shape(design, own.label_shape));
    }
    if own.proof_shape != LetterShape::Italic {
        let _ = writeln!(css, ".proof > p > .statement-label > em {{ font-style: normal; {} }}", shape(design, own.proof_shape));
    }
    css
}

/// Tokens, numbers, marks and captions of listings.
fn listings(code: &CodeFeatures, css: &mut String) {
    for class in &code.tokens {
        let TokenLook { bold, italic, screen: [red, green, blue], .. } = class.look();
        let weight = if bold { " font-weight: bold;" } else { "" };
        let style = if italic { " font-style: italic;" } else { "" };
        let _ = writeln!(css, ".tok-{} {{ color: #{red:02x}{green:02x}{blue:02x};{weight}{style} }}", class.name());
    }
    if code.captions {
        css.push_str(CAPTIONED_LISTINGS);
    }
    if code.numbers {
        css.push_str(NUMBERED_LINES);
    }
    if code.marks {
        css.push_str(MARKED_LINES);
    }
}

/// Counter styles for numbers with parentheses. A reading system that does not know them prints full stops instead.
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
    with_values(design, STYLE)
}

/// Rules with the values of the design in place of their names. All lengths are in `em` of the element that they are for.
fn with_values(design: &Design, rules: &str) -> String {
    let of_text = |measure: Measure| em(measure.thousandths(design.size));
    let of_small = |measure: Measure| em(measure.thousandths(design.small_size));
    let table = design.tables.size.of(design.small_size);
    let of_table = |length: Length, times: i64| em(Measure::Fixed(length).thousandths(table) * times / 2);
    let code = |length: Length| em(Measure::Fixed(length).thousandths(design.code_size));
    let code_leading = design.note_leading.max(design.code.leading.of(design.code_size));
    let title = design.titles.screen_size.thousandths(design.size);
    let subtitle = design.titles.subtitle_size.thousandths(design.size);
    let values = [
        ("<part-align>", align(design.openings.part_align).to_owned()),
        ("<part-drop>", depth(design, design.drop + design.openings.part_drop)),
        ("<term-shape>", shape(design, design.definitions.term_shape)),
        ("<break-width>", of_text(design.breaks.rule_width)),
        ("<small-caps-spacing>", letter_spacing(design)),
        ("<line>", white(design, Lines(100), 1000)),
        ("<line-of-small>", white(design, Lines(100), small(design))),
        ("<block-white>", white(design, design.block_white, 1000)),
        ("<block-white-of-small>", white(design, design.block_white, small(design))),
        ("<block-white-of-code>", white(design, design.block_white, Measure::Fixed(design.code_size).thousandths(design.size))),
        ("<epigraph-indent>", format!("{}%", design.epigraphs.screen_indent)),
        ("<item-indent>", of_text(design.items.screen_indent)),
        ("<verse-indent>", of_small(design.verse.screen_indent)),
        // Code is indented as on the page.
        ("<code-indent>", code(design.indent.max(design.size))),
        ("<code-leading>", number(Measure::Fixed(code_leading).thousandths(design.code_size))),
        ("<table-leading>", number(design.tables.leading.thousandths(table))),
        ("<table-caption>", of_table(design.tables.below_rule, 4)),
        ("<table-row>", of_table(design.tables.below_row, 2)),
        ("<table-blocks>", of_table(design.tables.below_row, 6)),
        ("<table-body>", of_table(design.tables.below_rule, 5)),
        ("<alert-indent>", of_text(design.alerts.indent)),
        ("<notes-above>", white(design, design.notes.screen_above, small(design))),
        ("<notes-inset>", white(design, design.notes.above, small(design))),
        ("<note-between>", white(design, design.notes.screen_between, small(design))),
        ("<title-drop>", depth(design, design.titles.drop)),
        ("<title-size>", em(title)),
        ("<title-above>", white(design, design.titles.below_authors, title)),
        ("<subtitle-size>", em(subtitle)),
        ("<subtitle-above>", white(design, design.titles.above_subtitle, subtitle)),
        ("<foot>", format!("{}%", design.titles.screen_foot)),
        ("<row-indent>", of_text(design.contents_rows.indent)),
        ("<row-between>", white(design, design.contents_rows.screen_between, 1000)),
        ("<index-indent>", of_small(design.index.indent)),
        ("<index-turnover-indent>", of_small(design.index.turnover_indent)),
    ];
    values.iter().fold(rules.to_owned(), |css, (name, value)| css.replace(name, value))
}

/// `small-size` in thousandths of the size of the text.
fn small(design: &Design) -> i64 {
    Measure::Fixed(design.small_size).thousandths(design.size).max(1)
}

/// White of a number of lines of text, in `em` of an element. `size` is that of the element, in thousandths of the size of the text.
fn white(design: &Design, lines: Lines, size: i64) -> String {
    em(lines.0 * line_height(design) * 10 / size.max(1))
}

/// White of a number of lines at the head of a page, about as deep as on paper in proportion to the screen. CSS measures it in per cent of
/// the width, and pages are about 1.4 times as high as wide.
fn depth(design: &Design, lines: u32) -> String {
    format!("{}%", (i64::from(lines) * 140 / design.lines()).clamp(4, 40))
}

/// The leading, and the sizes of notes, captions, tables and code. Notes have the size of captions, because a screen has room for that.
fn sizes(design: &Design, css: &mut String) {
    let size = |length: Length| em(Measure::Fixed(length).thousandths(design.size));
    let _ = writeln!(css, "body {{ line-height: {}; }}", number(line_height(design)));
    let _ =
        writeln!(css, "figcaption, .verse, .epigraph, .copyright, .notes, .endnotes .note {{ font-size: {}; }}", size(design.small_size));
    let _ = writeln!(css, "table {{ font-size: {}; }}", size(design.tables.size.of(design.small_size)));
    // As in the PDF, small text inside small text is not made smaller again.
    css.push_str("blockquote .verse, .epigraph .verse, .notes .verse, .note .verse, table .verse, table table { font-size: 1em; }\n");
    let _ = writeln!(css, "figcaption {{ margin-top: {}; }}", white(design, design.captions.above, small(design)));
    let _ = writeln!(css, "th, td {{ padding-right: {}; }}", em(design.tables.column_gap.thousandths(design.small_size)));
    let _ = writeln!(css, "dd {{ margin-left: {}; }}", em(design.definitions.indent.thousandths(design.size)));
    let turnover = em(design.verse.turnover_indent.thousandths(design.small_size));
    let _ = writeln!(css, ".verse .line {{ padding-left: {turnover}; text-indent: -{turnover}; }}");
    let _ = writeln!(css, "pre {{ font-size: {}; }}", size(design.code_size));
    let inline = match design.inline_code_size {
        Measure::Em(thousandths) => em(thousandths),
        Measure::Fixed(length) => size(length),
    };
    let _ = writeln!(css, "code {{ font-size: {inline}; }}\npre code {{ font-size: 1em; }}");
}

/// Openings of chapters, whose headings have the given level, and headings within them.
fn headings(design: &Design, level: u8, css: &mut String) {
    let own = &design.openings;
    let size = own.title_size.thousandths(design.size);
    let opening = heading_name(level);
    let deepest = (level + 3..=6).map(heading_name).collect::<Vec<_>>().join(", ");
    let _ = writeln!(
        css,
        "{opening} {{ margin: {} 0 {}; font-size: {}; line-height: {}; text-align: {}; {} }}",
        depth(design, design.drop),
        white(design, own.below, size),
        em(size),
        number(own.title_leading.thousandths(own.title_size.of(design.size))),
        align(own.align),
        shape(design, own.title_shape)
    );
    let _ = writeln!(
        css,
        "{opening} .label {{ display: block; margin-bottom: {}; font-size: {}; {} }}",
        white(design, Lines(own.label_leading.0 - 100), 1000),
        em(1_000_000 / size.max(1)),
        shape(design, own.label_shape)
    );
    let inner = [heading_name(level + 1), heading_name(level + 2), &deepest];
    for (name, heading) in inner.into_iter().zip([&design.headings.first, &design.headings.second, &design.headings.third]) {
        let HeadingDesign { size, shape: letters, align: side, above, below, leading } = heading;
        let size = size.thousandths(design.size).max(1);
        let _ = writeln!(
            css,
            "{name} {{ margin: {} 0 {}; font-size: {};{} text-align: {}; {} }}",
            white(design, *above, size),
            white(design, *below, size),
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
            let white = white(design, design.block_white, 1000);
            let _ = writeln!(css, "p, li > p + p {{ text-indent: 0; }}\np + p {{ margin-top: {white}; }}\n.verse p {{ margin-top: 0; }}");
        }
    }
    css.push_str(FLUSH);
    // As on the page, every entry has a hanging indent.
    let hang = em(Measure::Fixed(design.indent.max(design.size)).thousandths(design.size));
    let _ = writeln!(
        css,
        "section.bibliography p {{ padding-left: {hang}; text-indent: -{hang}; }}\n\
         section.bibliography blockquote p, section.bibliography .note p {{ padding-left: 0; text-indent: 0; }}"
    );
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
    let above = white(design, design.block_white, size);
    let _ = writeln!(css, "blockquote {{ margin: {above} {right} {above} {left}; font-size: {}; }}", em(size));
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
            "[data-number]::before {{ content: attr(data-number); content: attr(data-number) / \"\"; margin-right: {}; font-size: {}; \
             vertical-align: .3em; line-height: 0; }}\n.verse[data-number]::before {{ display: block; margin-bottom: {}; }}",
            em(design.number_gap.thousandths(design.number_size.of(design.size))),
            em(design.number_size.thousandths(design.size)),
            white(design, design.block_white, design.number_size.thousandths(design.size))
        );
    }
    if design.notes.separator == NoteSeparator::Space {
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

const fn align(alignment: HeadingAlignment) -> &'static str {
    match alignment {
        // Not "left": a book may be read from right to left.
        HeadingAlignment::Left => "start",
        HeadingAlignment::Center => "center",
    }
}

fn shape(design: &Design, shape: LetterShape) -> String {
    match shape {
        LetterShape::Roman => "font-style: normal;".to_owned(),
        LetterShape::Italic => "font-style: italic;".to_owned(),
        LetterShape::Bold => "font-weight: bold;".to_owned(),
        LetterShape::SmallCaps => format!("font-variant-caps: small-caps; letter-spacing: {};", letter_spacing(design)),
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
const FLUSH: &str = "h1 + p, h2 + p, h3 + p, h4 + p, h5 + p, h6 + p, hr + p, blockquote + p, ul + p, ol + p, dl + p, pre + p, figure + p, .table + p, div + p, section > p:first-child, blockquote > p:first-child, li > p:first-child, dd > p:first-child, .note > p:first-child, .verse p, .stanza, td p, .alert-title, .alert-title + p, .attribution, .epigraph p, .dedication p, .center p, .titlepage p { text-indent: 0; }
";
/// Tables with spans, several parts or blocks in their cells. The head of several columns stands above a rule.
const STRUCTURED_TABLES: &str = "\
thead tr:not(:last-child) > th[colspan] { border-bottom: thin solid; }
tbody + tbody > tr:first-child > * { padding-top: <table-body>; }
tfoot { border-top: thin solid; }
td > p + p, th > p + p { margin-top: <table-blocks>; }
td > ul, td > ol, td > dl, td > pre, td > blockquote, td > figure, td > .table { margin-top: <table-row>; margin-bottom: <table-row>; }
td > :first-child { margin-top: 0; }
td > :last-child { margin-bottom: 0; }
td > .table > table { margin-left: 0; }
";
/// Listings with captions, which may be longer than a page.
const CAPTIONED_LISTINGS: &str = "\
.listing { text-align: initial; break-inside: auto; page-break-inside: auto; }
.listing figcaption { break-after: avoid; page-break-after: avoid; }
";
/// Lines of code with numbers. The second `content` says to reading systems that know its syntax that the number is not read aloud.
const NUMBERED_LINES: &str = "\
pre code { counter-reset: line; }
.line { counter-increment: line; }
.line::before { content: counter(line); content: counter(line) / \"\"; display: inline-block; width: 2em; margin-left: -3em; padding-right: 1em; text-align: right; opacity: .75; -webkit-user-select: none; user-select: none; }
";
/// Marked lines of code have a bar, as on the page. A tint would take contrast from the colours.
const MARKED_LINES: &str = ".marked { box-shadow: -.4em 0 0 -.15em currentColor; }\n";
/// The rules that every book shares. A name in angle brackets stands for a value of the design. See [`shared`].
const STYLE: &str = r"
body { margin: 0; font-variant-numeric: oldstyle-nums proportional-nums; widows: 2; orphans: 2; }
[hidden] { display: none; }
p { margin: 0; -webkit-hyphens: auto; -epub-hyphens: auto; hyphens: auto; }
h1, h2, h3, h4, h5, h6 { font-weight: normal; text-align: initial; -webkit-hyphens: none; -epub-hyphens: none; hyphens: none; break-after: avoid; page-break-after: avoid; break-inside: avoid; }
section { break-before: auto; }
.part > <chapter-heading> { margin-top: <part-drop>; text-align: <part-align>; }
.attribution { text-align: right; text-indent: 0; -webkit-hyphens: none; hyphens: none; }
.epigraph { margin: 0 0 <line-of-small> <epigraph-indent>; }
.dedication, .center { text-align: center; }
ul, ol { margin: <block-white> 0; padding-left: <item-indent>; }
li + li { margin-top: <block-white>; }
.tight > li + li { margin-top: 0; }
.tasks { list-style: none; padding-left: .4em; }
.task { list-style: none; }
dl { margin: <block-white> 0; }
dd + dt { margin-top: <block-white>; }
dt { <term-shape> break-after: avoid; page-break-after: avoid; }
dd { margin: 0; }
.verse { margin: <block-white-of-small> 0 <block-white-of-small> <verse-indent>; }
.verse p { margin-bottom: <block-white-of-small>; -webkit-hyphens: none; hyphens: none; }
.verse .line { display: inline-block; }
pre { margin: <block-white-of-code> 0 <block-white-of-code> <code-indent>; line-height: <code-leading>; white-space: pre-wrap; overflow-wrap: break-word; font-variant-numeric: normal; }
code { font-variant-numeric: normal; overflow-wrap: break-word; }
figure { margin: <line> 0; text-align: center; break-inside: avoid; page-break-inside: avoid; }
img { max-width: 100%; height: auto; background: #fff; color: #111; }
figure img { max-height: 90vh; }
figcaption .label, caption .label { font-style: normal; }
.table { margin: <line> 0; overflow-x: auto; }
table { margin: 0 auto; border-collapse: collapse; border-top: thin solid; border-bottom: thin solid; line-height: <table-leading>; font-variant-numeric: lining-nums tabular-nums; }
caption { padding-bottom: <table-caption>; text-align: initial; }
thead { border-bottom: thin solid; }
tr { break-inside: avoid; page-break-inside: avoid; }
th { font-weight: normal; }
th, td { padding: <table-row> 0; text-align: initial; vertical-align: top; }
th.center, td.center { text-align: center; }
th.right, td.right { text-align: right; }
td ul, td ol, th ul, th ol, .center ul, .center ol { text-align: initial; }
hr { width: <break-width>; margin: <line> auto; border: 0; border-top: thin solid; }
.page-break { break-after: page; page-break-after: always; }
.together { break-inside: avoid; page-break-inside: avoid; }
.alert { margin: <block-white> 0; padding-left: <alert-indent>; border-left: thin solid; }
.smallcaps { font-variant-caps: small-caps; letter-spacing: <small-caps-spacing>; }
a { color: inherit; text-decoration: underline; text-decoration-thickness: from-font; }
.call { line-height: 0; font-variant-numeric: lining-nums; }
.call a, .note a[role='doc-backlink'] { text-decoration: none; }
.notes { margin-top: <notes-above>; padding-top: <notes-inset>; border-top: thin solid; }
.note { margin: <note-between> 0; }
.cover { margin: 0; text-align: center; }
.cover img { max-width: 100%; max-height: 98vh; }
.titlepage h1 { margin: <title-above> 0 0; font-size: <title-size>; }
.titlepage .author { margin-top: <title-drop>; font-variant-caps: small-caps; letter-spacing: <small-caps-spacing>; }
.subtitle { margin-top: <subtitle-above>; font-size: <subtitle-size>; }
.publisher { margin-top: <foot>; font-variant-caps: small-caps; letter-spacing: <small-caps-spacing>; }
.copyright { margin-top: <foot>; }
.copyright p, section.copyright > p { margin-left: <row-indent>; text-indent: -<row-indent>; }
.copyright .apart { margin-top: <line>; }
nav ol, .captions ol { list-style: none; padding-left: 0; }
nav ol ol { padding-left: <row-indent>; }
.index-entries ul { list-style: none; margin: 0 0 <line>; padding-left: 0; }
.index-entries ul ul { margin: 0; padding-left: <index-indent>; }
.index-entries li { margin: 0; padding-left: <index-turnover-indent>; text-indent: -<index-turnover-indent>; -webkit-hyphens: none; hyphens: none; }
nav li, .captions li { margin: <row-between> 0; }
nav a, .captions a { text-decoration: none; }
@supports (text-wrap: balance) { h1, h2, h3, h4, h5, h6, .subtitle, figcaption { text-wrap: balance; } p, li, dd { text-wrap: pretty; } }
";
