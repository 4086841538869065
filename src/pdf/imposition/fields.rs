//! Draws the values of form fields that have no appearance.
//!
//! A form may leave it to the reader to draw its fields (`NeedAppearances`; ISO 32000-1, 12.7.2), and some programs that fill in forms
//! write no appearances at all. Without one, a field would be empty on paper. So each text or choice field gets an appearance with its
//! value as plain text, in the font, size and colour of its default appearance string (12.7.3.3) and with its alignment (12.7.3.3, `Q`). A
//! single line is centred in the height of the field; several lines begin at the top. A size of zero means that the text is made to fit. A
//! ticked box gets a cross. A value with letters that the standard fonts lack is set in the bundled fonts (`lettering.rs`).
use std::collections::BTreeSet;

use super::lettering::{FieldFace, Lettering, SetText};
use crate::pdf::file::object::{Dictionary, Object, ObjectId, PdfDocument, Stream, dictionary, inherited, name, numbers, text_of};

/// Flags of text fields and buttons (ISO 32000-1, tables 226 and 228).
const MULTILINE: i64 = 1 << 12;
const PASSWORD: i64 = 1 << 13;
const COMB: i64 = 1 << 24;
const PUSH_BUTTON: i64 = 1 << 16;

/// The white around the text, in points.
const PADDING: f32 = 2.0;

/// Draws the fields on these pages that have no appearance. Returns remarks for the user.
pub(super) fn draw_values(document: &mut PdfDocument, pages: &[ObjectId]) -> Vec<String> {
    let form = document
        .catalog()
        .ok()
        .and_then(|catalog| dereferenced(document, catalog, b"AcroForm"))
        .and_then(|form| form.as_dict().ok().cloned());
    let Some(form) = form else { return Vec::new() };
    let redraws = dereferenced(document, &form, b"NeedAppearances").is_some_and(|needs| matches!(needs, Object::Boolean(true)));
    let mut remarks = Vec::new();
    let mut lettering: Option<Lettering> = None;
    let mut seen = BTreeSet::new();
    for page in pages {
        let widgets: Vec<ObjectId> = document.get_dictionary(*page).ok().map_or_else(Vec::new, |page| annotations(document, page));
        for id in widgets.into_iter().filter(|id| seen.insert(*id)) {
            let Some(field) = FormField::of(document, id, &form) else { continue };
            if field.has_appearance && !(redraws && matches!(field.kind, FieldValue::Text(_))) {
                continue;
            }
            let own = field.lacks_letters().then(|| lettering.get_or_insert_with(Lettering::new));
            let Some(FieldAppearance { form: drawn, missing }) = field.drawn(document, own) else { continue };
            if !missing.is_empty() {
                let letters: Vec<String> = missing.iter().map(|letter| format!("{letter} (U+{:04X})", u32::from(*letter))).collect();
                let (name, letters) = (&field.name, letters.join(", "));
                remarks
                    .push(format!("the field `{name}` has letters that no bundled font has; a question mark stands for each: {letters}"));
            }
            let drawn = document.add_object(drawn);
            if let Ok(widget) = document.get_object_mut(id).and_then(Object::as_dict_mut) {
                widget.set("AP", Object::Dictionary(dictionary([("N", Object::Reference(drawn))])));
            }
        }
    }
    if let Some(lettering) = lettering {
        lettering.finish(document);
    }
    remarks
}

/// The annotations of a page that are objects of their own, as all fields are.
fn annotations(document: &PdfDocument, page: &Dictionary) -> Vec<ObjectId> {
    let list = dereferenced(document, page, b"Annots").and_then(|list| list.as_array().ok());
    list.into_iter().flatten().filter_map(|annotation| annotation.as_reference().ok()).collect()
}

fn dereferenced<'d>(document: &'d PdfDocument, dictionary: &'d Dictionary, key: &[u8]) -> Option<&'d Object> {
    Some(document.dereference(dictionary.get(key).ok()?).ok()?.1)
}

/// What a field shows.
enum FieldValue {
    Text(String),
    Tick,
}

/// A field with a value.
struct FormField {
    name: String,
    kind: FieldValue,
    has_appearance: bool,
    flags: i64,
    /// 0 for the left, 1 for the middle, 2 for the right.
    alignment: i64,
    /// The number of cells of a comb.
    cells: Option<usize>,
    width: f32,
    height: f32,
    style: FieldStyle,
}

/// The font, size and colour of a field.
struct FieldStyle {
    /// A font of the form, if it can be used.
    font: Option<Object>,
    is_typewriter: bool,
    is_bold: bool,
    /// Zero if the text is made to fit.
    size: f32,
    /// The operators that set the colour.
    colour: String,
}

impl FormField {
    /// The field of a widget, if it has a value to draw.
    fn of(document: &PdfDocument, id: ObjectId, form: &Dictionary) -> Option<Self> {
        let widget = document.get_dictionary(id).ok()?;
        if !matches!(dereferenced(document, widget, b"Subtype"), Some(Object::Name(sort)) if sort == b"Widget") {
            return None;
        }
        let value = |key: &[u8]| document.dereference(&inherited(document, id, key)?).ok().map(|(_, value)| value.clone());
        let integer = |key: &[u8]| value(key).and_then(|value| value.as_i64().ok());
        let flags = integer(b"Ff").unwrap_or(0);
        let is_on = |state: &Object| matches!(state, Object::Name(state) if state != b"Off");
        let kind = match value(b"FT")?.as_name().ok()? {
            b"Tx" => FieldValue::Text(lines_of(&value(b"V")?)?),
            b"Ch" => FieldValue::Text(chosen(document, &value(b"V")?, value(b"Opt").as_ref())?),
            b"Btn" if flags & PUSH_BUTTON == 0 => {
                let state = dereferenced(document, widget, b"AS").cloned().or_else(|| value(b"V"))?;
                is_on(&state).then_some(FieldValue::Tick)?
            }
            _ => return None,
        };
        if matches!(&kind, FieldValue::Text(text) if text.is_empty()) {
            return None;
        }
        let [x0, y0, x1, y1]: [f32; 4] = numbers(document, dereferenced(document, widget, b"Rect")?)?;
        let look = value(b"DA").or_else(|| dereferenced(document, form, b"DA").cloned());
        let look = look.and_then(|look| text_of(&look)).unwrap_or_default();
        let appearance = dereferenced(document, widget, b"AP").and_then(|appearance| appearance.as_dict().ok());
        Some(Self {
            name: value(b"T").and_then(|name| text_of(&name)).unwrap_or_default(),
            kind,
            has_appearance: appearance.is_some_and(|appearance| dereferenced(document, appearance, b"N").is_some()),
            flags,
            alignment: integer(b"Q").or_else(|| dereferenced(document, form, b"Q")?.as_i64().ok()).unwrap_or(0),
            cells: integer(b"MaxLen")
                .filter(|_| flags & COMB != 0)
                .and_then(|cells| usize::try_from(cells).ok())
                .filter(|cells| *cells > 0),
            width: (x1 - x0).abs(),
            height: (y1 - y0).abs(),
            style: FieldStyle::of(document, form, &look),
        })
    }

    /// Whether the value has letters that the encoding of the font lacks.
    fn lacks_letters(&self) -> bool {
        matches!(&self.kind, FieldValue::Text(text) if text.chars().any(|letter| !letter.is_control() && windows_code(letter).is_none()))
    }

    /// The appearance. `None` if the field is less than a point wide or high. The text is set in the bundled faces if `lettering` is given.
    fn drawn(&self, document: &mut PdfDocument, lettering: Option<&mut Lettering>) -> Option<FieldAppearance> {
        if self.width < 1.0 || self.height < 1.0 {
            return None;
        }
        let bounds = [0.0, 0.0, self.width, self.height].map(Object::Real).to_vec();
        let mut own = dictionary([("Type", name("XObject")), ("Subtype", name("Form")), ("BBox", Object::Array(bounds))]);
        let mut missing = BTreeSet::new();
        let content = match (&self.kind, lettering) {
            (FieldValue::Tick, _) => self.cross(),
            (FieldValue::Text(text), Some(lettering)) => {
                let lines = self.placed(text, &|line, size| self.set_width(lettering, line, size));
                let mut fonts = Dictionary::new();
                let mut shown = String::new();
                for FieldLine { x, y, size, text } in lines {
                    let Some(line) = lettering.set(&text, self.style.wanted()) else { continue };
                    missing.extend(&line.missing);
                    shown.push_str(&lettering.show(document, &line, (x, y), size));
                    lettering.resources(&line).into_iter().for_each(|(name, font)| fonts.set(name, font));
                }
                own.set("Resources", Object::Dictionary(dictionary([("Font", Object::Dictionary(fonts))])));
                self.text(&shown)
            }
            (FieldValue::Text(text), None) => {
                let font = match &self.style.font {
                    Some(font) if text.is_ascii() => font.clone(),
                    _ => Object::Reference(document.add_object(self.style.standard_font())),
                };
                let fonts = dictionary([("F", font)]);
                own.set("Resources", Object::Dictionary(dictionary([("Font", Object::Dictionary(fonts))])));
                let lines = self.placed(text, &|line, size| self.style.width(line, size));
                self.text(&lines.iter().map(FieldLine::shown).collect::<String>())
            }
        };
        Some(FieldAppearance { form: Stream::new(own, content), missing })
    }

    /// The width of a line in the bundled faces.
    fn set_width(&self, lettering: &Lettering, line: &str, size: f32) -> f32 {
        lettering.set(line, self.style.wanted()).map_or_else(|| self.style.width(line, size), |set: SetText| set.width * size)
    }

    /// A cross from corner to corner.
    fn cross(&self) -> Vec<u8> {
        let side = self.width.min(self.height) * 0.7;
        let (x, y) = ((self.width - side) / 2.0, (self.height - side) / 2.0);
        let (right, top) = (x + side, y + side);
        format!("q 1 w 0 G {x} {y} m {right} {top} l {x} {top} m {right} {y} l S Q").into_bytes()
    }

    /// The operators that clip the text, set its colour, and show its lines. `lines` holds the operators that show the lines.
    fn text(&self, lines: &str) -> Vec<u8> {
        let (width, height, colour) = (self.width, self.height, &self.style.colour);
        format!("/Tx BMC q 0 0 {width} {height} re W n BT {colour}\n{lines}ET Q EMC").into_bytes()
    }

    /// The lines of the text at their places. A comb has a line for each letter. `width` measures a line at a size.
    fn placed(&self, text: &str, width: &dyn Fn(&str, f32) -> f32) -> Vec<FieldLine> {
        let text: String =
            if self.flags & PASSWORD != 0 { "*".repeat(text.chars().count()) } else { text.replace("\r\n", "\n").replace('\r', "\n") };
        let is_multiline = self.flags & MULTILINE != 0;
        let (size, lines) = self.fitted(&text, is_multiline, width);
        let mut y = if is_multiline { self.height - PADDING - size } else { (self.height - size) / 2.0 + size * 0.22 };
        let mut placed = Vec::new();
        for line in lines {
            match self.cells {
                Some(cells) if !is_multiline => {
                    let cell = self.width / usize_as_f32(cells);
                    for (nth, letter) in line.chars().enumerate() {
                        let text = letter.to_string();
                        placed.push(FieldLine { x: cell * usize_as_f32(nth) + (cell - width(&text, size)) / 2.0, y, size, text });
                    }
                }
                _ => {
                    let room = self.width - width(&line, size);
                    let x = match self.alignment {
                        1 => room / 2.0,
                        2 => room - PADDING,
                        _ => PADDING,
                    };
                    placed.push(FieldLine { x, y, size, text: line });
                }
            }
            y -= size * 1.15;
        }
        placed
    }

    /// The size of the text, and its lines.
    fn fitted(&self, text: &str, is_multiline: bool, width: &dyn Fn(&str, f32) -> f32) -> (f32, Vec<String>) {
        let room = self.width - 2.0 * PADDING;
        let lines = |size: f32| if is_multiline { broken(text, room, &|line| width(line, size)) } else { vec![text.replace('\n', " ")] };
        if self.style.size > 0.0 {
            return (self.style.size, lines(self.style.size));
        }
        let mut size = if is_multiline { LARGEST } else { ((self.height - PADDING) * 0.75).min(LARGEST) };
        loop {
            let set = lines(size);
            let height = usize_as_f32(set.len()) * size * 1.15;
            let fits = set.iter().all(|line| width(line, size) <= room) && (!is_multiline || height <= self.height - PADDING);
            if fits || size <= SMALLEST {
                return (size.max(SMALLEST), set);
            }
            size -= 0.5;
        }
    }
}

/// The appearance of a field.
struct FieldAppearance {
    form: Stream,
    /// Letters that no face has.
    missing: BTreeSet<char>,
}

/// A line of text at its place in a field.
struct FieldLine {
    x: f32,
    y: f32,
    size: f32,
    text: String,
}

impl FieldLine {
    /// The operators that show it in the font of the form, or in a standard font.
    fn shown(&self) -> String {
        let Self { x, y, size, text } = self;
        let codes: String = text.chars().map(|letter| format!("{:02X}", windows_code(letter).unwrap_or(b'?'))).collect();
        format!("/F {size} Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj\n")
    }
}

/// Breaks a text at its line breaks, and at spaces where a line would be too wide.
fn broken(text: &str, room: f32, width: &dyn Fn(&str) -> f32) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if !line.is_empty() && width(&longer) > room {
                lines.push(std::mem::replace(&mut line, word.to_owned()));
            } else {
                line = longer;
            }
        }
        lines.push(line);
    }
    lines
}

/// The sizes between which a text is made to fit, in points.
const LARGEST: f32 = 12.0;
const SMALLEST: f32 = 4.0;

#[expect(clippy::cast_precision_loss, reason = "a field has few letters and lines")]
fn usize_as_f32(number: usize) -> f32 {
    number as f32
}

/// The text of a field, with `\n` between its lines. `PDFDocEncoding` has no line break, so each line is decoded by itself.
fn lines_of(value: &Object) -> Option<String> {
    let text = match value {
        Object::String(bytes, format) if !bytes.starts_with(&[0xFE, 0xFF]) => {
            let text = |line: &[u8]| text_of(&Object::String(line.to_vec(), *format));
            let lines: Option<Vec<String>> = bytes
                .split(|byte| *byte == b'\n')
                .map(|line| {
                    Some(
                        line.strip_suffix(b"\r")
                            .unwrap_or(line)
                            .split(|byte| *byte == b'\r')
                            .map(text)
                            .collect::<Option<Vec<_>>>()?
                            .join("\n"),
                    )
                })
                .collect();
            lines?.join("\n")
        }
        value => text_of(value)?.replace("\r\n", "\n").replace('\r', "\n"),
    };
    Some(text)
}

/// The text of a choice field: the values that are chosen, as the options show them.
fn chosen(document: &PdfDocument, value: &Object, options: Option<&Object>) -> Option<String> {
    let shown = |value: &Object| {
        let export = text_of(value)?;
        let pairs = options.and_then(|options| options.as_array().ok()).into_iter().flatten();
        let pairs = pairs.filter_map(|option| document.dereference(option).ok()?.1.as_array().ok());
        let label = pairs.filter(|pair| pair.len() == 2 && text_of(&pair[0]).as_ref() == Some(&export)).find_map(|pair| text_of(&pair[1]));
        Some(label.unwrap_or(export))
    };
    match value {
        Object::Array(values) => Some(values.iter().filter_map(shown).collect::<Vec<_>>().join(", ")),
        value => shown(value),
    }
}

impl FieldStyle {
    /// Reads a default appearance string: `/Helv 10 Tf 0 g`.
    fn of(document: &PdfDocument, form: &Dictionary, look: &str) -> Self {
        let words: Vec<&str> = look.split_ascii_whitespace().collect();
        let at = words.iter().position(|word| *word == "Tf").filter(|at| *at >= 2);
        let font_name = at.and_then(|at| words[at - 2].strip_prefix('/')).unwrap_or_default();
        let size = at.and_then(|at| words[at - 1].parse::<f32>().ok()).filter(|size| size.is_finite() && (0.0..=1000.0).contains(size));
        let operands = [("g", 1), ("rg", 3), ("k", 4)].into_iter().find_map(|(operator, count)| {
            let at = words.iter().position(|word| *word == operator).filter(|at| *at >= count)?;
            let numbers = &words[at - count..at];
            numbers
                .iter()
                .all(|number| number.parse::<f32>().is_ok_and(f32::is_finite))
                .then(|| format!("{} {operator}", numbers.join(" ")))
        });
        let fonts = dereferenced(document, form, b"DR").and_then(|resources| dereferenced(document, resources.as_dict().ok()?, b"Font"));
        let font = fonts.and_then(|fonts| fonts.as_dict().ok()?.get(font_name.as_bytes()).ok());
        let face = font.and_then(|font| document.dereference(font).ok()?.1.as_dict().ok());
        let base = face.and_then(|face| dereferenced(document, face, b"BaseFont")?.as_name().ok());
        let is_simple = face.is_some_and(|face| {
            face.has(b"Subtype")
                && !matches!(dereferenced(document, face, b"Subtype"), Some(Object::Name(sort)) if sort == b"Type0" || sort == b"Type3")
        });
        let is_bold = base.is_some_and(|base| base.windows(4).any(|part| part == b"Bold"));
        let is_typewriter = font_name.starts_with("Cour") || base.is_some_and(|base| base.windows(4).any(|part| part == b"Cour"));
        Self {
            font: font.filter(|_| is_simple).cloned(),
            is_typewriter,
            is_bold,
            size: size.unwrap_or(0.0),
            colour: operands.unwrap_or_else(|| "0 g".to_owned()),
        }
    }

    /// A font that every reader has (ISO 32000-1, 9.6.2.2).
    fn standard_font(&self) -> Dictionary {
        let base = if self.is_typewriter { "Courier" } else { "Helvetica" };
        dictionary([("Type", name("Font")), ("Subtype", name("Type1")), ("BaseFont", name(base)), ("Encoding", name("WinAnsiEncoding"))])
    }

    /// The width of a line in points, in Helvetica or Courier. The fonts of forms are those or similar ones.
    fn width(&self, line: &str, size: f32) -> f32 {
        let width = |letter: char| {
            let index = (letter as usize).checked_sub(usize::from(b' '));
            if self.is_typewriter { 600 } else { index.and_then(|index| HELVETICA.get(index)).copied().unwrap_or(556) }
        };
        let bolder = if self.is_bold && !self.is_typewriter { 1.08 } else { 1.0 };
        line.chars().map(|letter| f32::from(width(letter))).sum::<f32>() * bolder * size / 1000.0
    }

    /// The bundled face that is most like the font.
    const fn wanted(&self) -> FieldFace {
        FieldFace { is_typewriter: self.is_typewriter, is_bold: self.is_bold }
    }
}

/// The widths of the letters of Helvetica from the space to the tilde, in thousandths (Adobe Core 14 AFM files).
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278,
    278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722,
    667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556,
    556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// The code of a letter in `WinAnsiEncoding` (ISO 32000-1, annex D.2), which is Windows code page 1252.
fn windows_code(letter: char) -> Option<u8> {
    match letter {
        ' '..='~' | '\u{A0}'..='\u{FF}' => u8::try_from(u32::from(letter)).ok(),
        _ => CODE_PAGE_1252.iter().find(|(known, _)| *known == letter).map(|(_, code)| *code),
    }
}

const CODE_PAGE_1252: [(char, u8); 27] = [
    ('€', 0x80),
    ('‚', 0x82),
    ('ƒ', 0x83),
    ('„', 0x84),
    ('…', 0x85),
    ('†', 0x86),
    ('‡', 0x87),
    ('ˆ', 0x88),
    ('‰', 0x89),
    ('Š', 0x8A),
    ('‹', 0x8B),
    ('Œ', 0x8C),
    ('Ž', 0x8E),
    ('‘', 0x91),
    ('’', 0x92),
    ('“', 0x93),
    ('”', 0x94),
    ('•', 0x95),
    ('–', 0x96),
    ('—', 0x97),
    ('˜', 0x98),
    ('™', 0x99),
    ('š', 0x9A),
    ('›', 0x9B),
    ('œ', 0x9C),
    ('ž', 0x9E),
    ('Ÿ', 0x9F),
];
