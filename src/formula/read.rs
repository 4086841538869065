//! Converts the nodes of the parser into the tree of a formula. KaTeX changes some formulas to suit its fonts and HTML. The conversion
//! undoes these changes, so that the tree has what the author wrote. The parser limits the depth of nodes, so the recursion is bounded.
use std::cell::RefCell;

use unicode_normalization::UnicodeNormalization;

use super::assemble::{
    FontCommand, LetterAlphabet, TextParts, gathered, group, join_primes, operator_name, push, styled, symbol, unwrapped, words,
};
use super::parser::{self, AlignType, ArrayTag, Macros, Mode, ParseNode, StyleStr};
use super::prepare::prepare;
use super::signs;
use super::table::{Column, ColumnAlign, ColumnRule, Row, RuleStyle, Table, TableKind};
use super::tree::{
    Alphabet, Bar, Class, DelimiterSize, Enclosure, EquationNumber, Fraction, Mu, Overlap, Part, ScriptPlacement, Scripts, Symbol,
    TextFace, Tree, VerticalSide,
};
use super::unreadable::Unreadable;
use super::values::{
    class, class_named, em, face_of, is_equation, is_text, mu, percent, rule_styles, sign_of, space_of, style_of, text_sign,
};

/// The longest formula that is read, in bytes.
const LONGEST: usize = 65_536;

/// Reads a formula in TeX, without its delimiters. Macros that the formula defines take precedence over `macros`.
///
/// # Errors
/// If the formula has an unknown command or a mistake, or is too long or too deeply nested. The range of the error is in bytes of `tex`.
pub fn read(tex: &str, macros: &Macros) -> Result<Tree, Unreadable> {
    if tex.len() > LONGEST {
        return Err(Unreadable::whole(tex, format!("it is longer than {LONGEST} bytes")));
    }
    let prepared = prepare(tex);
    if let Some(at) = prepared.stray_parameter() {
        return Err(Unreadable { message: "`#` has a meaning only in definitions".to_owned(), range: at..at + 1, unknown_command: None });
    }
    let nodes = parser::parse(&prepared.text, macros.iter().chain(&prepared.macros))
        .map_err(|refusal| Unreadable::refused(&refusal, &prepared, tex))?;
    Reader::default().tree(&nodes).map_err(|unsupported| Unreadable::about_words(unsupported.to_string(), tex))
}

/// What the parser reads, but the tree of a formula cannot have.
#[derive(Debug, thiserror::Error)]
enum Unsupported {
    #[error("`{0}` is not supported")]
    Command(String),
    #[error("`{0}` is not supported in formulas")]
    CommandOfText(&'static str),
    #[error("the environment `{0}` is not supported")]
    Environment(&'static str),
    #[error("`\\\\` stands inside a group that is not a table")]
    RowEnd,
    #[error("it has a part that is not supported ({0})")]
    Node(&'static str),
}

/// Converts nodes into parts.
#[derive(Default)]
struct Reader {
    /// The marks found since the current row or equation began.
    marks: RefCell<EquationMarks>,
}

/// Commands that concern an equation as a whole and do not print anything in it.
#[derive(Default)]
struct EquationMarks {
    /// `\label`.
    labels: Vec<String>,
    /// `\tag` and `\notag`.
    number: Option<EquationNumber>,
}

impl Reader {
    fn tree(&self, nodes: &[ParseNode]) -> Result<Tree, Unsupported> {
        let mut number = EquationNumber::None;
        // `\\` outside of a table separates the rows of a displayed formula.
        let mut rows = Vec::new();
        let is_only = nodes.iter().filter(|node| !matches!(node, ParseNode::Internal { .. } | ParseNode::Html { .. })).count() == 1;
        for line in nodes.split(|node| matches!(node, ParseNode::Cr { .. })) {
            let mut content = Vec::new();
            for node in line {
                match node {
                    // The parser makes a table of one cell from `equation`.
                    ParseNode::Array { body, cols: None, col_separation_type: None, tags, .. } if is_equation(body) => {
                        if tags.as_ref().is_some_and(|tags| matches!(tags.as_slice(), [ArrayTag::Explicit(_)])) {
                            number = EquationNumber::Counted;
                        }
                        content.extend(self.cell(&body[0][0], LetterAlphabet::default())?);
                    }
                    ParseNode::Array { .. } if is_only => content.push(Part::Table(self.table(node, true, LetterAlphabet::default())?)),
                    other => self.add(&mut content, other, LetterAlphabet::default())?,
                }
            }
            rows.push(content);
        }
        if rows.len() > 1 && rows.last().is_some_and(Vec::is_empty) {
            rows.pop();
        }
        let marks = self.marks.take();
        let parts = if rows.len() == 1 { rows.remove(0) } else { vec![Part::Table(gathered(rows))] };
        Ok(Tree { parts, number: marks.number.unwrap_or(number), labels: marks.labels })
    }

    /// Adds the parts of a node to a list.
    fn add(&self, parts: &mut Vec<Part>, node: &ParseNode, letters: LetterAlphabet) -> Result<(), Unsupported> {
        match node {
            // The tree has no colours.
            ParseNode::Color { body, .. } | ParseNode::HtmlMathMl { mathml: body, .. } => {
                for node in body {
                    self.add(parts, node, letters)?;
                }
            }
            other => {
                if let Some(part) = self.part(other, letters)? {
                    push(parts, part);
                }
            }
        }
        Ok(())
    }

    /// The parts of a list of nodes.
    fn list(&self, nodes: &[ParseNode], letters: LetterAlphabet) -> Result<Vec<Part>, Unsupported> {
        let mut parts = Vec::new();
        for node in nodes {
            self.add(&mut parts, node, letters)?;
        }
        Ok(parts)
    }

    /// The parts of an argument. If the argument is a group, its parts without the group.
    fn argument(&self, node: &ParseNode, letters: LetterAlphabet) -> Result<Vec<Part>, Unsupported> {
        match node {
            ParseNode::OrdGroup { body, mode: Mode::Math, .. } => self.list(body, letters),
            other => self.list(std::slice::from_ref(other), letters),
        }
    }

    fn part(&self, node: &ParseNode, letters: LetterAlphabet) -> Result<Option<Part>, Unsupported> {
        let part = match node {
            ParseNode::Atom { text, family, .. } => symbol(sign_of(text, Mode::Math), class(*family), false, letters),
            ParseNode::MathOrd { text, .. } => symbol(sign_of(text, Mode::Math), Class::Ord, true, letters),
            // Letters of writing systems without mathematical letters.
            ParseNode::TextOrd { text, mode: Mode::Text, .. } if is_text(text) => Part::Text { text: text.clone(), face: TextFace::Roman },
            ParseNode::TextOrd { text, .. } | ParseNode::AccentToken { text, .. } => {
                symbol(sign_of(text, Mode::Math), Class::Ord, false, letters)
            }
            ParseNode::OpToken { text, .. } => symbol(sign_of(text, Mode::Math), Class::Op, false, letters),
            ParseNode::SpacingNode { text, .. } => match space_of(text) {
                Some(width) => Part::Space(width),
                None => return Ok(None),
            },
            ParseNode::Kern { dimension, .. } => Part::Space(mu(dimension)),
            ParseNode::OrdGroup { body, mode: Mode::Text, .. } => return Ok(self.text(body, TextFace::Roman, letters)?.into_part()),
            ParseNode::OrdGroup { body, .. } => group(Class::Ord, self.list(body, letters)?),
            ParseNode::SupSub { base, sup, sub, .. } => {
                return self.scripts(base.as_deref(), [sub.as_deref(), sup.as_deref()], letters).map(Some);
            }
            ParseNode::GenFrac { continued, numer, denom, has_bar_line, left_delim, right_delim, bar_size, .. } => {
                Part::Fraction(Fraction {
                    numerator: self.argument(numer, letters)?,
                    denominator: self.argument(denom, letters)?,
                    bar: match (has_bar_line, bar_size) {
                        (false, _) => Bar::None,
                        (true, None) => Bar::Default,
                        (true, Some(size)) => Bar::Thickness(mu(size)),
                    },
                    style: None,
                    continued: *continued,
                    left: left_delim.as_deref().and_then(signs::delimiter),
                    right: right_delim.as_deref().and_then(signs::delimiter),
                })
            }
            ParseNode::Sqrt { body, index, .. } => Part::Root {
                radicand: self.argument(body, letters)?,
                degree: index.as_deref().map(|index| self.argument(index, letters)).transpose()?,
            },
            ParseNode::Accent { label, is_stretchy, base, .. } => {
                accent(label, *is_stretchy == Some(true), VerticalSide::Over, self.argument(base, letters)?)?
            }
            ParseNode::AccentUnder { label, base, .. } => accent(label, true, VerticalSide::Under, self.argument(base, letters)?)?,
            ParseNode::HorizBrace { label, base, .. } => accent(label, true, VerticalSide::Over, self.argument(base, letters)?)?,
            ParseNode::Overline { body, .. } => Part::Line { side: VerticalSide::Over, base: self.argument(body, letters)? },
            ParseNode::Underline { body, .. } => Part::Line { side: VerticalSide::Under, base: self.argument(body, letters)? },
            ParseNode::Op { name: Some(name), symbol: true, .. } if name == "\\smallint" => {
                Part::Symbol(Symbol { text: "∫".to_owned(), class: Class::Op, alphabet: Alphabet::Upright })
            }
            ParseNode::Op { name: Some(name), symbol: true, .. } => Part::BigOperator(sign_of(name, Mode::Math)),
            ParseNode::Op { name: Some(name), .. } => Part::NamedOperator(name.trim_start_matches('\\').to_owned()),
            ParseNode::Op { body, .. } => match self.list(body.as_deref().unwrap_or_default(), letters)?.as_slice() {
                [Part::Symbol(symbol)] if symbol.text.chars().all(|c| ('⨀'..='⫿').contains(&c)) => {
                    Part::BigOperator(symbol.text.clone())
                }
                parts => Part::Group { class: Class::Op, parts: parts.to_vec() },
            },
            ParseNode::OperatorName { body, .. } => {
                let upright = LetterAlphabet { command: Some(FontCommand::Roman), ..letters };
                let parts = self.list(body, upright)?;
                match operator_name(&parts) {
                    Some(name) => Part::NamedOperator(name),
                    None => Part::Group { class: Class::Op, parts: words(parts) },
                }
            }
            ParseNode::Font { font, body, .. } => return self.font(font, body, letters),
            ParseNode::Text { body, font, .. } => {
                return Ok(self.text(body, face_of(font.as_deref(), TextFace::Roman), letters)?.into_part());
            }
            ParseNode::HBox { body, .. } => return Ok(self.text(body, TextFace::Roman, letters)?.into_part()),
            ParseNode::Verb { body, .. } => Part::Text { text: body.clone(), face: TextFace::Monospace },
            ParseNode::Styling { style, body, .. } => styled(style_of(*style), self.list(body, letters)?),
            ParseNode::Sizing { size, body, .. } => {
                let parts = self.list(body, letters)?;
                Part::Resized { percent: signs::size_percent(*size), parts }
            }
            ParseNode::DelimSizing { size, mclass, delim, .. } => Part::SizedDelimiter {
                delimiter: signs::delimiter(delim),
                size: match size {
                    1 => DelimiterSize::Big,
                    2 => DelimiterSize::Bigger,
                    3 => DelimiterSize::VeryBig,
                    _ => DelimiterSize::Biggest,
                },
                class: class_named(mclass),
            },
            ParseNode::LeftRight { body, left, right, .. } => {
                Part::Fenced { left: signs::delimiter(left), parts: self.list(body, letters)?, right: signs::delimiter(right) }
            }
            ParseNode::Middle { delim, .. } => Part::Middle(signs::delimiter(delim)),
            ParseNode::Rule { shift, width, height, .. } => {
                Part::Rule { width: mu(width), height: mu(height), shift: shift.as_ref().map_or(Mu::ZERO, mu) }
            }
            ParseNode::Phantom { body, .. } => Part::Phantom { width: true, height: true, parts: self.list(body, letters)? },
            ParseNode::VPhantom { body, .. } => Part::Phantom { width: false, height: true, parts: self.argument(body, letters)? },
            ParseNode::Smash { body, smash_height, smash_depth, .. } => match self.argument(body, letters)?.as_slice() {
                [Part::Phantom { width: true, parts, .. }] if *smash_height && *smash_depth => {
                    Part::Phantom { width: true, height: false, parts: parts.clone() }
                }
                parts => Part::Smashed { height: *smash_height, depth: *smash_depth, parts: parts.to_vec() },
            },
            ParseNode::Lap { alignment, body, .. } => Part::Overlapping {
                side: match alignment.as_str() {
                    "llap" => Overlap::Left,
                    "rlap" => Overlap::Right,
                    _ => Overlap::Centre,
                },
                parts: self.argument(body, letters)?,
            },
            ParseNode::MClass { mclass, body, .. } => {
                if let Some(stack) = self.stack(mclass, body, letters)? {
                    return Ok(Some(stack));
                }
                // `\boldsymbol` keeps the class.
                if let [ParseNode::Font { font, body, .. }] = body.as_slice()
                    && font == "boldsymbol"
                {
                    return self.font(font, body, letters);
                }
                group(class_named(mclass), self.list(body, letters)?)
            }
            ParseNode::Pmb { mclass, body, .. } => {
                group(class_named(mclass), self.list(body, LetterAlphabet { is_bold: true, ..letters })?)
            }
            ParseNode::Array { .. } => Part::Table(self.table(node, false, letters)?),
            ParseNode::CdArrow { direction, label_above, label_below, .. } => {
                return self.diagram_arrow(direction, [label_above.as_deref(), label_below.as_deref()], letters);
            }
            ParseNode::Enclose { label, body, .. } => return self.enclosed(label, body, letters),
            ParseNode::MathChoice { display, text, script, scriptscript, .. } => Part::Choice {
                display: self.list(display, letters)?,
                text: self.list(text, letters)?,
                script: self.list(script, letters)?,
                script_of_script: self.list(scriptscript, letters)?,
            },
            ParseNode::RaiseBox { dy, body, .. } => Part::Raised { by: mu(dy), parts: self.argument(body, letters)? },
            ParseNode::VCenter { body, .. } => Part::Centred(self.argument(body, letters)?),
            ParseNode::XArrow { label, body, below, .. } => Part::Arrow {
                sign: signs::long_arrow(label).ok_or_else(|| Unsupported::Command(label.clone()))?,
                over: self.argument(body, letters)?,
                under: below.as_deref().map(|below| self.argument(below, letters)).transpose()?.unwrap_or_default(),
            },
            ParseNode::Html { attributes, body, .. } => match attributes.get("style").and_then(|style| style.split_once('=')) {
                Some(("label", name)) => {
                    self.marks.borrow_mut().labels.push(name.to_owned());
                    return Ok(None);
                }
                Some(("tag", _)) => {
                    let number = EquationNumber::Given(self.list(body, LetterAlphabet::default())?);
                    self.marks.borrow_mut().number = Some(number);
                    return Ok(None);
                }
                Some(("notag", _)) => {
                    self.marks.borrow_mut().number = Some(EquationNumber::None);
                    return Ok(None);
                }
                Some((kind @ ("ref" | "eqref"), name)) => Part::Reference { label: name.to_owned(), in_parentheses: kind == "eqref" },
                _ => group(Class::Ord, self.list(body, letters)?),
            },
            ParseNode::Internal { .. } | ParseNode::NoNumber { .. } | ParseNode::Tag { .. } => return Ok(None),
            ParseNode::Cr { .. } => return Err(Unsupported::RowEnd),
            ParseNode::ProofTree { .. } => return Err(Unsupported::Environment("prooftree")),
            ParseNode::Href { .. } => return Err(Unsupported::CommandOfText("\\href")),
            ParseNode::IncludeGraphics { .. } => return Err(Unsupported::CommandOfText("\\includegraphics")),
            // Usually `add` splices these into the list.
            ParseNode::Color { body, .. } | ParseNode::HtmlMathMl { mathml: body, .. } => group(Class::Ord, self.list(body, letters)?),
            ParseNode::ColorToken { .. }
            | ParseNode::Size { .. }
            | ParseNode::LeftRightRight { .. }
            | ParseNode::Environment { .. }
            | ParseNode::Infix { .. }
            | ParseNode::Url { .. }
            | ParseNode::Raw { .. }
            | ParseNode::CdLabel { .. }
            | ParseNode::CdLabelParent { .. } => return Err(Unsupported::Node(node.type_name())),
        };
        Ok(Some(part))
    }

    /// A base with its scripts. `scripts` has the subscript first.
    fn scripts(&self, base: Option<&ParseNode>, scripts: [Option<&ParseNode>; 2], letters: LetterAlphabet) -> Result<Part, Unsupported> {
        let [sub, sup] = scripts;
        let read = |script: Option<&ParseNode>| script.map(|script| self.argument(script, letters)).transpose();
        let (mut sub, mut sup) = (read(sub)?, read(sup)?);
        if let Some(sup) = &mut sup {
            join_primes(sup);
        }
        let placement = match base {
            Some(ParseNode::Op { limits, always_handle_sup_sub, name, .. }) => match (limits, always_handle_sup_sub) {
                (true, Some(true)) => ScriptPlacement::Limits,
                (true, _) => ScriptPlacement::LimitsInDisplay,
                // TeX places the limits of `\mathop{…}` like those of a sum.
                (false, None) if name.is_none() => ScriptPlacement::LimitsInDisplay,
                (false, _) => ScriptPlacement::Beside,
            },
            Some(ParseNode::OperatorName { limits: true, .. }) => ScriptPlacement::Limits,
            Some(ParseNode::OperatorName { always_handle_sup_sub: true, .. }) => ScriptPlacement::LimitsInDisplay,
            _ => ScriptPlacement::Beside,
        };
        let mut base = base.map(|base| self.part(base, letters)).transpose()?.flatten();
        if let Some(Part::Brace { side, label, .. }) = &mut base {
            *label = if *side == VerticalSide::Over { sup.take() } else { sub.take() };
        }
        match base {
            Some(base) if sub.is_none() && sup.is_none() => Ok(base),
            base => Ok(Part::Scripts(Scripts { base: base.map(Box::new), sub, sup, placement })),
        }
    }

    /// `\overset`, `\underset`, `\stackrel`: the parser represents them as an operator with limits. `None` for anything else.
    fn stack(&self, mclass: &str, body: &[ParseNode], letters: LetterAlphabet) -> Result<Option<Part>, Unsupported> {
        let [ParseNode::SupSub { base: Some(base), sup, sub, .. }] = body else { return Ok(None) };
        let ParseNode::Op { name: None, body: Some(base), suppress_base_shift: Some(_), .. } = &**base else { return Ok(None) };
        let read = |script: &Option<Box<ParseNode>>| script.as_deref().map(|script| self.argument(script, letters)).transpose();
        Ok(Some(Part::Stack { class: class_named(mclass), base: self.list(base, letters)?, over: read(sup)?, under: read(sub)? }))
    }

    fn font(&self, font: &str, body: &ParseNode, letters: LetterAlphabet) -> Result<Option<Part>, Unsupported> {
        let letters = match font {
            "mathrm" => LetterAlphabet { command: Some(FontCommand::Roman), ..letters },
            "mathit" | "mathnormal" => LetterAlphabet { command: Some(FontCommand::Italic), ..letters },
            "mathbf" => LetterAlphabet { command: Some(FontCommand::Bold), ..letters },
            "boldsymbol" => LetterAlphabet { is_bold: true, ..letters },
            other => {
                let alphabet = match other {
                    "mathbb" => Alphabet::Blackboard,
                    "mathcal" | "mathscr" => Alphabet::Script,
                    "mathfrak" => Alphabet::Fraktur,
                    "mathsf" => Alphabet::Sans,
                    "mathsfit" => Alphabet::SansItalic,
                    "mathtt" => Alphabet::Monospace,
                    other => return Err(Unsupported::Command(format!("\\{other}"))),
                };
                LetterAlphabet { command: Some(FontCommand::Other(alphabet)), ..letters }
            }
        };
        let parts = self.argument(body, letters)?;
        Ok(Some(match <[Part; 1]>::try_from(parts) {
            Ok([part]) if font == "boldsymbol" => part,
            Ok(part) => group(Class::Ord, part.to_vec()),
            Err(parts) => group(Class::Ord, words(parts)),
        }))
    }

    fn enclosed(&self, label: &str, body: &ParseNode, letters: LetterAlphabet) -> Result<Option<Part>, Unsupported> {
        let parts = self.argument(body, letters)?;
        if label == "\\centernot" {
            return Ok(Some(match <[Part; 1]>::try_from(parts) {
                Ok([Part::Symbol(symbol)]) => Part::Symbol(Symbol { text: signs::negated(&symbol.text), ..symbol }),
                Ok([other]) => Part::Enclosed { enclosure: Enclosure::UpwardStrike, parts: vec![other] },
                Err(parts) => Part::Enclosed { enclosure: Enclosure::UpwardStrike, parts },
            }));
        }
        Ok(Some(match signs::enclosure(label) {
            Some(enclosure) => Part::Enclosed { enclosure, parts: unwrapped(parts) },
            None if label == "\\colorbox" => group(Class::Ord, parts),
            None => return Err(Unsupported::Command(label.to_owned())),
        }))
    }

    /// The words of `\text`, and the formulas between them.
    fn text(&self, nodes: &[ParseNode], face: TextFace, letters: LetterAlphabet) -> Result<TextParts, Unsupported> {
        let mut text = TextParts::default();
        for node in nodes {
            match node {
                ParseNode::MathOrd { text: name, .. }
                | ParseNode::TextOrd { text: name, .. }
                | ParseNode::Atom { text: name, .. }
                | ParseNode::AccentToken { text: name, .. }
                | ParseNode::OpToken { text: name, .. } => text.push(&text_sign(name), face),
                ParseNode::SpacingNode { text: name, .. } => match name.as_str() {
                    "~" | "\\nobreakspace" => text.push("\u{A0}", face),
                    "\\nobreak" | "\\allowbreak" => {}
                    _ => text.push(" ", face),
                },
                ParseNode::Accent { label, base, .. } if signs::combining_accent(label).is_some() => {
                    let inner = self.text(std::slice::from_ref(&**base), face, letters)?;
                    let accent = signs::combining_accent(label).map(String::from).unwrap_or_default();
                    text.push(&format!("{}{accent}", inner.plain()).nfc().collect::<String>(), face);
                }
                ParseNode::Text { body, font, .. } => text.extend(self.text(body, face_of(font.as_deref(), face), letters)?),
                ParseNode::Font { font, body, .. } => {
                    let face = face_of(Some(&font.replace("math", "\\text")), face);
                    text.extend(self.text(std::slice::from_ref(body), face, letters)?);
                }
                ParseNode::OrdGroup { body, mode: Mode::Text, .. } | ParseNode::HBox { body, .. } | ParseNode::Color { body, .. } => {
                    text.extend(self.text(body, face, letters)?);
                }
                ParseNode::HtmlMathMl { mathml, .. } => text.extend(self.text(mathml, face, letters)?),
                ParseNode::Styling { body, .. } if body.iter().all(|node| node.mode() == Mode::Text) => {
                    text.extend(self.text(body, face, letters)?);
                }
                other => text.0.extend(self.part(other, letters)?),
            }
        }
        Ok(text)
    }

    /// A cell of a table, without the style that the parser puts around it.
    fn cell(&self, node: &ParseNode, letters: LetterAlphabet) -> Result<Vec<Part>, Unsupported> {
        match node {
            ParseNode::Styling { body, .. } => match body.as_slice() {
                [ParseNode::OrdGroup { body, .. }] => self.list(body, letters),
                other => self.list(other, letters),
            },
            other => self.argument(other, letters),
        }
    }

    /// A table. `is_numbered` says that the whole formula is this table, so that its rows may have numbers.
    fn table(&self, node: &ParseNode, is_numbered: bool, letters: LetterAlphabet) -> Result<Table, Unsupported> {
        let ParseNode::Array {
            body,
            row_gaps,
            hlines_before_row,
            cols,
            col_separation_type,
            hskip_before_and_after,
            add_jot,
            arraystretch,
            tags,
            is_cd,
            ..
        } = node
        else {
            return Ok(Table::default());
        };
        let style = body.iter().flatten().find_map(|cell| match cell {
            ParseNode::Styling { style, .. } => Some(*style),
            _ => None,
        });
        let kind = match (col_separation_type.as_deref(), style) {
            _ if *is_cd == Some(true) => TableKind::Diagram,
            (Some("align" | "alignat"), _) => TableKind::Aligned,
            (Some("gather"), _) => TableKind::Gathered,
            (Some("small"), _) | (_, Some(StyleStr::Script | StyleStr::Scriptscript)) => TableKind::Small,
            (_, Some(StyleStr::Display)) => TableKind::DisplayArray,
            _ if *add_jot == Some(true) => TableKind::Gathered,
            _ => TableKind::Array,
        };
        let mut rows = Vec::new();
        for (at, cells) in body.iter().enumerate() {
            let outer = if is_numbered { self.marks.take() } else { EquationMarks::default() };
            let cells = cells.iter().map(|cell| self.cell(cell, letters)).collect::<Result<Vec<_>, _>>()?;
            let marks = if is_numbered { self.marks.replace(outer) } else { EquationMarks::default() };
            let is_counted = is_numbered && matches!(tags.as_ref().and_then(|tags| tags.get(at)), Some(ArrayTag::Explicit(_)));
            let usual = if is_counted { EquationNumber::Counted } else { EquationNumber::None };
            rows.push(Row {
                cells,
                rules_above: hlines_before_row.get(at).map(|rules| rule_styles(rules)).unwrap_or_default(),
                gap_below: row_gaps.get(at).and_then(Option::as_ref).map_or(Mu::ZERO, mu),
                number: marks.number.unwrap_or(usual),
                labels: marks.labels,
            });
        }
        let count = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let mut table = Table {
            kind,
            rules_below: hlines_before_row.get(rows.len()).map(|rules| rule_styles(rules)).unwrap_or_default(),
            rows,
            row_stretch_percent: percent(*arraystretch),
            ..Table::default()
        };
        // LaTeX's `\arraycolsep`: half an em on each side of a column. `smallmatrix` has less.
        let usual = if kind == TableKind::Small { 0.2 } else { 0.5 };
        let is_padded = *hskip_before_and_after == Some(true);
        let mut gaps = Vec::new();
        for column in cols.iter().flatten() {
            match column.align_type {
                AlignType::Separator => {
                    let style = if column.align.as_deref() == Some(":") { RuleStyle::Dashed } else { RuleStyle::Solid };
                    table.rules.push(ColumnRule { before: table.columns.len(), style });
                }
                AlignType::Align => {
                    let align = match column.align.as_deref() {
                        Some("l") => ColumnAlign::Left,
                        Some("r") => ColumnAlign::Right,
                        _ => ColumnAlign::Centre,
                    };
                    table.columns.push(Column { align, before: Mu::ZERO, after: Mu::ZERO });
                    gaps.push([column.pregap, column.postgap]);
                }
            }
        }
        // As in LaTeX, columns without any cell take no room.
        table.columns.truncate(count);
        table.rules.retain(|rule| rule.before <= count);
        while table.columns.len() < count {
            table.columns.push(Column { align: ColumnAlign::Centre, before: Mu::ZERO, after: Mu::ZERO });
            gaps.push([None, None]);
        }
        let last = table.columns.len().saturating_sub(1);
        for (at, (column, [before, after])) in table.columns.iter_mut().zip(gaps).enumerate() {
            if at > 0 || is_padded {
                column.before = em(before.unwrap_or(usual));
            }
            if at < last || is_padded {
                column.after = em(after.unwrap_or(usual));
            }
        }
        Ok(table)
    }

    fn diagram_arrow(
        &self,
        direction: &str,
        labels: [Option<&ParseNode>; 2],
        letters: LetterAlphabet,
    ) -> Result<Option<Part>, Unsupported> {
        let read = |label: Option<&ParseNode>| label.map(|label| self.argument(label, letters)).transpose().map(Option::unwrap_or_default);
        let [first, second] = labels;
        let (first, second) = (read(first)?, read(second)?);
        Ok(match direction {
            "right" => Some(Part::Arrow { sign: '→', over: first, under: second }),
            "left" => Some(Part::Arrow { sign: '←', over: first, under: second }),
            "horiz_eq" => Some(Part::Arrow { sign: '=', over: first, under: second }),
            "down" => Some(Part::VerticalArrow { sign: '↓', left: first, right: second }),
            "up" => Some(Part::VerticalArrow { sign: '↑', left: first, right: second }),
            "vert_eq" => Some(Part::VerticalArrow { sign: '‖', left: first, right: second }),
            _ => None,
        })
    }
}

/// An accent, a brace or a line, by its command.
fn accent(command: &str, stretches: bool, side: VerticalSide, base: Vec<Part>) -> Result<Part, Unsupported> {
    if let Some((shape, side)) = signs::brace(command) {
        return Ok(Part::Brace { shape, side, base, label: None });
    }
    match command {
        "\\overlinesegment" => return Ok(Part::Line { side: VerticalSide::Over, base }),
        "\\underlinesegment" => return Ok(Part::Line { side: VerticalSide::Under, base }),
        "\\textcircled" => return Ok(Part::Enclosed { enclosure: Enclosure::Circle, parts: base }),
        _ => {}
    }
    let accent = signs::accent(command).ok_or_else(|| Unsupported::Command(command.to_owned()))?;
    Ok(Part::Accent { accent, stretches, side, base })
}
