//! The runs of a paragraph as inlines.
use crate::document::{Attributes, Extent, GivenSize, Inline, InlineKind, NoteId, Phrase, PictureSize};
use crate::import::draft::inline;
use crate::import::xml_file::{XmlElement, XmlNode};
use crate::units::Length;

use super::formula;
use super::look::{Look, StyledPiece, inlines};
use super::{Docx, PartRelations};

/// English Metric Units in a point (ECMA-376, part 1, section 20.1.2.1).
const EMU: f64 = 12_700.0;

/// What a line is made of.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) inlines: Vec<Inline>,
    /// Whether all of its text is bold.
    pub(super) is_bold: bool,
    /// Whether a page break stands before its text.
    pub(super) begins_page: bool,
    /// Whether a page break stands in its text or after it.
    pub(super) ends_page: bool,
    /// Whether it has a horizontal rule.
    pub(super) has_rule: bool,
    /// The paragraphs of text boxes in it.
    pub(super) boxes: Vec<XmlElement>,
}

/// Reads lines.
struct LineReader<'a, 'd> {
    docx: &'a mut Docx<'d>,
    relations: &'a PartRelations,
    pieces: Vec<StyledPiece>,
    line: Line,
    /// The open fields, the innermost last.
    fields: Vec<Field>,
}

/// A field: an instruction, and its result (ECMA-376, part 1, section 17.16).
struct Field {
    instruction: String,
    /// Whether its result has begun.
    has_result: bool,
    /// The number of pieces before its result.
    from: usize,
}

/// Reads the content of a paragraph.
pub(super) fn read(paragraph: &XmlElement, relations: &PartRelations, docx: &mut Docx<'_>) -> Line {
    let mut reader = LineReader { docx, relations, pieces: Vec::new(), line: Line::default(), fields: Vec::new() };
    reader.content(paragraph, &Look::default());
    while !reader.fields.is_empty() {
        reader.end_field();
    }
    let LineReader { pieces, mut line, .. } = reader;
    let is_text = |piece: &&StyledPiece| matches!(&piece.kind, InlineKind::Text(text) if !text.trim().is_empty());
    line.is_bold = pieces.iter().filter(is_text).count() > 0 && pieces.iter().filter(is_text).all(|piece| piece.look.bold == Some(true));
    line.inlines = inlines(pieces);
    line
}

impl LineReader<'_, '_> {
    fn push(&mut self, look: &Look, kind: InlineKind) {
        if self.fields.iter().all(|field| field.has_result) && look.hidden != Some(true) {
            self.pieces.push(StyledPiece { look: look.clone(), kind, attributes: None });
        }
    }

    fn text(&mut self, look: &Look, text: &str) {
        self.push(look, InlineKind::Text(text.to_owned()));
    }

    /// Reads what is in a paragraph, a link, a change or the like.
    fn content(&mut self, element: &XmlElement, outer: &Look) {
        for child in element.elements() {
            match child.name.as_str() {
                "r" => self.run(child, outer),
                "hyperlink" => self.hyperlink(child, outer),
                // Changes are taken as accepted.
                "ins" | "moveTo" => {
                    self.docx.changes += 1;
                    self.content(child, outer);
                }
                "del" | "moveFrom" => self.docx.changes += 1,
                "smartTag" | "customXml" | "sdtContent" | "dir" | "bdo" | "fldSimple" => self.content(child, outer),
                "sdt" => {
                    if let Some(content) = child.child("sdtContent") {
                        self.content(content, outer);
                    }
                }
                "bookmarkStart" => {
                    if let Some(name) = child.value("name").filter(|name| *name != "_GoBack") {
                        let attributes = Attributes { anchor: Some(name.to_owned()), ..Attributes::default() };
                        self.pieces.push(StyledPiece { look: outer.clone(), kind: InlineKind::Anchor, attributes: Some(attributes) });
                    }
                }
                "oMath" => self.formula(child, outer, false),
                "oMathPara" => child.elements().filter(|inner| inner.name == "oMath").for_each(|inner| self.formula(inner, outer, true)),
                _ => {}
            }
        }
    }

    fn formula(&mut self, element: &XmlElement, look: &Look, display: bool) {
        let tex = formula::tex(element);
        self.docx.remarks.add("formulas, written in TeX; compare them with the original", tex.clone());
        self.push(look, InlineKind::Math(formula::formula(tex, display)));
    }

    fn hyperlink(&mut self, element: &XmlElement, outer: &Look) {
        let address = element.value("id").and_then(|id| self.relations.target(id)).map(str::to_owned);
        let anchor = element.value("anchor").map(|anchor| format!("#{anchor}"));
        let target = match (address, anchor) {
            (Some(address), Some(anchor)) => format!("{address}{anchor}"),
            (address, anchor) => address.or(anchor).unwrap_or_default(),
        };
        let from = self.pieces.len();
        self.content(element, outer);
        self.link(from, &target);
    }

    /// Makes a link from all pieces that begin at an index or after it.
    fn link(&mut self, from: usize, target: &str) {
        let mut inner = self.pieces.split_off(from.min(self.pieces.len()));
        // Links look the same everywhere in a book.
        inner.iter_mut().for_each(|piece| piece.look.underlined = None);
        if target.is_empty() || inner.is_empty() {
            return self.pieces.append(&mut inner);
        }
        let notes: Vec<StyledPiece> = inner.iter().filter(|piece| matches!(piece.kind, InlineKind::NoteCall(_))).cloned().collect();
        inner.retain(|piece| !matches!(piece.kind, InlineKind::NoteCall(_)));
        let text = inlines(inner);
        let kind = InlineKind::Link { target: target.to_owned(), title: None, text };
        self.pieces.push(StyledPiece { look: Look::default(), kind, attributes: None });
        self.pieces.extend(notes);
    }

    fn run(&mut self, run: &XmlElement, outer: &Look) {
        let properties = run.child("rPr");
        let style = properties.and_then(|properties| properties.child("rStyle")?.value("val"));
        let mut look = properties.map(Look::of).unwrap_or_default().or(&self.docx.styles.look(style)).or(outer);
        // Only text in a language other than that of the document is marked.
        let own = |language: &String| language.split('-').next().unwrap_or_default().to_lowercase();
        look.language = look.language.filter(|language| self.docx.language.as_ref().is_some_and(|main| own(main) != own(language)));
        for child in &run.children {
            if let XmlNode::Element(child) = child {
                self.part(child, &look);
            }
        }
    }

    /// One part of a run.
    fn part(&mut self, part: &XmlElement, look: &Look) {
        match part.name.as_str() {
            "t" => self.text(look, &part.text()),
            "tab" | "ptab" => self.text(look, if look.is_code == Some(true) { "    " } else { " " }),
            "noBreakHyphen" => self.text(look, "\u{2011}"),
            "softHyphen" => self.text(look, "\u{AD}"),
            "cr" => self.push(look, InlineKind::LineBreak),
            // LibreOffice puts a page break at the end of the last paragraph of a page.
            "br" if part.value("type") == Some("page") => match self.pieces.is_empty() {
                true => self.line.begins_page = true,
                false => self.line.ends_page = true,
            },
            "br" if part.value("type") == Some("column") => {}
            "br" => self.push(look, InlineKind::LineBreak),
            "sym" => {
                let code = part.value("char").and_then(|code| u32::from_str_radix(code, 16).ok());
                match code.filter(|code| !(0xF000..=0xF0FF).contains(code)).and_then(char::from_u32) {
                    Some(sign) => self.text(look, &sign.to_string()),
                    None => {
                        let font = part.value("font").unwrap_or_default();
                        self.docx
                            .remarks
                            .add("signs of a symbol font, left out", format!("{font} {}", part.value("char").unwrap_or_default()));
                    }
                }
            }
            "ruby" => self.ruby(part, look),
            "footnoteReference" => self.note(part, "footnote", look),
            "endnoteReference" => self.note(part, "endnote", look),
            "fldChar" => match part.value("fldCharType") {
                Some("begin") => self.fields.push(Field { instruction: String::new(), has_result: false, from: self.pieces.len() }),
                Some("separate") => {
                    if let Some(field) = self.fields.last_mut() {
                        field.has_result = true;
                        field.from = self.pieces.len();
                    }
                }
                Some("end") => self.end_field(),
                _ => {}
            },
            "instrText" => {
                if let Some(field) = self.fields.last_mut() {
                    field.instruction.push_str(&part.text());
                }
            }
            "drawing" | "pict" | "object" => self.drawing(part, look),
            "AlternateContent" => {
                // The first choice is what Word shows; the fallback repeats it.
                let chosen = part.child("Choice").or_else(|| part.child("Fallback"));
                chosen.into_iter().flat_map(XmlElement::elements).for_each(|inner| self.part(inner, look));
            }
            _ => {}
        }
    }

    /// Ends the innermost field. A field with an address becomes a link. The result of any other field is text.
    fn end_field(&mut self) {
        let Some(Field { instruction, has_result, from }) = self.fields.pop() else { return };
        let mut words = instruction.split_whitespace();
        if words.next().is_some_and(|word| word.eq_ignore_ascii_case("HYPERLINK")) && has_result {
            let is_local = instruction.contains("\\l");
            let address = instruction.split('"').nth(1).map(str::to_owned).or_else(|| words.next().map(str::to_owned));
            let address = address.unwrap_or_default();
            self.link(from, &if is_local { format!("#{address}") } else { address });
        }
    }

    /// Text with its reading above it (section 17.3.3.25).
    fn ruby(&mut self, ruby: &XmlElement, look: &Look) {
        let mut part = |name: &str| {
            let from = self.pieces.len();
            ruby.child(name).into_iter().for_each(|part| self.content(part, look));
            inlines(self.pieces.split_off(from.min(self.pieces.len())))
        };
        let (mut inner, reading) = (part("rubyBase"), part("rt"));
        if inner.is_empty() {
            return;
        }
        if !reading.is_empty() {
            let phrase = |kind: Phrase, inner: Vec<Inline>| inline(InlineKind::Phrase(kind, inner));
            let sign = |sign: &str| phrase(Phrase::RubyParenthesis, vec![inline(InlineKind::Text(sign.to_owned()))]);
            inner.extend([sign("("), phrase(Phrase::RubyReading, reading), sign(")")]);
        }
        self.push(&Look { hidden: look.hidden, ..Look::default() }, InlineKind::Phrase(Phrase::Ruby, inner));
    }

    fn note(&mut self, reference: &XmlElement, kind: &'static str, look: &Look) {
        let Some(id) = reference.value("id") else { return };
        let number = self.docx.note(kind, id);
        let plain = Look { hidden: look.hidden, ..Look::default() };
        self.push(&plain, InlineKind::NoteCall(NoteId(number)));
    }

    fn drawing(&mut self, drawing: &XmlElement, look: &Look) {
        if drawing.all("rect").iter().any(|rect| rect.value("hr").is_some()) {
            self.line.has_rule = true;
            return;
        }
        let boxes: Vec<XmlElement> = drawing.all("txbxContent").into_iter().cloned().collect();
        // What is in a text box belongs to the paragraphs there.
        let drawing = &if boxes.is_empty() { drawing.clone() } else { drawing.without("txbxContent") };
        let given = |element: &'static str, attribute: &str| {
            let words = drawing.all(element).first().and_then(|element| element.value(attribute)).map(str::to_owned);
            words.filter(|words| !words.trim().is_empty())
        };
        let described = given("docPr", "descr").or_else(|| given("docPr", "title")).or_else(|| given("shape", "alt"));
        let described = described.unwrap_or_default();
        let width = given("extent", "cx").and_then(|width| width.parse::<f64>().ok());
        let blips = drawing.all("blip");
        let old = drawing.all("imagedata");
        let named = blips.iter().filter_map(|blip| blip.value("embed").or_else(|| blip.value("link")));
        let named = named.chain(old.iter().filter_map(|data| data.value("id").or_else(|| data.value("relid"))));
        let mut sources: Vec<String> = Vec::new();
        for id in named {
            match self.relations.target(id) {
                Some(target) => sources.push(target.to_owned()),
                None => self.docx.remarks.add("pictures that are not in the document, left out", described.clone()),
            }
        }
        if sources.is_empty() && boxes.is_empty() && blips.is_empty() && old.is_empty() {
            self.docx.remarks.add("drawings without a picture, left out", described);
            return;
        }
        self.line.boxes.extend(boxes);
        for source in sources {
            let alt = if described.is_empty() { Vec::new() } else { vec![inline(InlineKind::Text(described.clone()))] };
            let points = width.map(|width| (width / EMU * 10.0).round() / 10.0).filter(|width| *width > 0.0);
            let size = points.map_or(PictureSize::Natural, |points| {
                PictureSize::Given(GivenSize { width: Some(Extent::Fixed(Length::from_pt(points))), ..GivenSize::default() })
            });
            self.push(&Look { hidden: look.hidden, ..Look::default() }, InlineKind::Image { source, alt, title: None, size });
        }
    }
}
