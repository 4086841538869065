//! Reads MathML. Only what MathML 3 allows gets into the e-book: presentation markup with the right number of parts.
use crate::document::{MathElement, MathNode};

use crate::manuscript::html::linear_math::linear;
use crate::manuscript::html::math_attributes::{KeptAttributes, attributes};
use crate::manuscript::html::tokens::{self, HtmlToken};

/// What an element may contain.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ContentModel {
    /// Text only.
    Text,
    /// Any number of elements.
    Any,
    /// Exactly this many elements.
    Exactly(usize),
    /// Any number of elements with these names.
    Of(&'static [&'static str]),
}

/// The elements (MathML 3.0, chapter 3), each with what it may contain.
const ELEMENTS: &[(&str, ContentModel)] = &[
    ("mi", ContentModel::Text),
    ("mn", ContentModel::Text),
    ("mo", ContentModel::Text),
    ("ms", ContentModel::Text),
    ("mtext", ContentModel::Text),
    ("mrow", ContentModel::Any),
    ("mstyle", ContentModel::Any),
    ("mpadded", ContentModel::Any),
    ("mphantom", ContentModel::Any),
    ("msqrt", ContentModel::Any),
    ("merror", ContentModel::Any),
    ("mfenced", ContentModel::Any),
    ("menclose", ContentModel::Any),
    ("mspace", ContentModel::Exactly(0)),
    ("mfrac", ContentModel::Exactly(2)),
    ("mroot", ContentModel::Exactly(2)),
    ("msub", ContentModel::Exactly(2)),
    ("msup", ContentModel::Exactly(2)),
    ("munder", ContentModel::Exactly(2)),
    ("mover", ContentModel::Exactly(2)),
    ("msubsup", ContentModel::Exactly(3)),
    ("munderover", ContentModel::Exactly(3)),
    ("mtable", ContentModel::Of(&["mtr"])),
    ("mtr", ContentModel::Of(&["mtd"])),
    ("mtd", ContentModel::Any),
];

/// How deeply the elements of a formula may be nested.
const DEPTH: usize = 40;

/// A formula as it was read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct ReadFormula {
    /// The formula for the e-book. `None` if the markup is not valid.
    pub(crate) markup: Option<MathElement>,
    /// The formula in TeX, if it is annotated.
    pub(crate) tex: Option<String>,
    /// The formula as a line of text. If the markup is not valid: the text of its tokens.
    pub(crate) words: String,
    /// The attributes that are not kept, each with its element.
    pub(crate) lost: Vec<(String, String)>,
}

/// An element whose end has not been read.
struct OpenMathElement {
    /// What it is. `None` for `semantics`, which only groups, and for an unknown element.
    element: Option<(MathElement, ContentModel)>,
}

/// Reads what is inside `<math>`.
pub(crate) fn read(inner: &str) -> ReadFormula {
    let mut read = ReadFormula::default();
    let mut good = true;
    let root = MathElement { name: "math", attributes: Vec::new(), content: Vec::new() };
    let mut open = vec![OpenMathElement { element: Some((root, ContentModel::Any)) }];
    // The elements on the first level.
    let mut outermost = 0;
    // Whether the formula in TeX is an annotation of the first of them.
    let mut is_of_first = false;
    // The annotation that is being read, with its encoding, and how many elements are open in it.
    let mut annotation: Option<(String, String, usize)> = None;
    for (range, token) in tokens::tokens(inner) {
        let text = &inner[range];
        match (token, &mut annotation) {
            (HtmlToken::Start(tag), Some((_, _, depth))) if !tag.self_closing => *depth += 1,
            (HtmlToken::End { .. }, Some((encoding, words, depth))) => {
                *depth -= 1;
                if *depth == 0 {
                    // The annotation of an inner part says nothing about the rest.
                    if encoding.contains("tex") && open.len() <= 2 && open.iter().skip(1).all(|open| open.element.is_none()) {
                        read.tex = Some(words.trim().to_owned()).filter(|tex| !tex.is_empty());
                        is_of_first = open.len() == 2;
                    }
                    annotation = None;
                }
            }
            (HtmlToken::Text, Some((_, words, _))) => words.push_str(&tokens::decoded(text)),
            (_, Some(_)) | (HtmlToken::Comment, None) => {}
            (HtmlToken::Start(tag), None) if tag.name.starts_with("annotation") => {
                let encoding = tag.attributes.iter().find(|(key, _)| key == "encoding").map_or("", |(_, value)| value);
                annotation = (!tag.self_closing).then(|| (encoding.to_ascii_lowercase(), String::new(), 1));
            }
            (HtmlToken::Start(tag), None) => {
                outermost += usize::from(open.len() == 1);
                let known = ELEMENTS.iter().find(|(name, _)| *name == tag.name);
                let KeptAttributes { kept, lost } = attributes(&tag);
                read.lost.extend(lost.into_iter().map(|key| (tag.written.clone(), key)));
                let element = known.map(|(name, parts)| (MathElement { name, attributes: kept, content: Vec::new() }, *parts));
                good &= element.is_some() || tag.name == "semantics";
                good &= open.len() < DEPTH;
                open.push(OpenMathElement { element });
                if tag.self_closing {
                    good &= close(&mut open);
                }
            }
            (HtmlToken::End { .. }, None) => good &= open.len() > 1 && close(&mut open),
            (HtmlToken::Text, None) => {
                let words = tokens::decoded(text);
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                if !words.is_empty() {
                    if !read.words.is_empty() {
                        read.words.push(' ');
                    }
                    read.words.push_str(&words);
                    match open.last_mut().and_then(|open| open.element.as_mut()) {
                        Some((element, ContentModel::Text)) => element.content.push(MathNode::Text(words)),
                        _ => good = false,
                    }
                }
            }
            (HtmlToken::Verbatim { .. } | HtmlToken::Declaration, None) => good = false,
        }
    }
    good &= open.len() == 1;
    read.tex = read.tex.filter(|_| !is_of_first || outermost == 1);
    if let (true, Some(OpenMathElement { element: Some((root, _)) })) = (good, open.pop())
        && !root.content.is_empty()
    {
        read.words = linear(&root);
        read.markup = Some(root);
    }
    read
}

/// Closes the innermost element. Returns whether it has the parts that it needs.
fn close(open: &mut Vec<OpenMathElement>) -> bool {
    let Some(OpenMathElement { element }) = open.pop() else { return false };
    let outer = open.iter_mut().rev().find_map(|open| open.element.as_mut());
    let (Some((element, parts)), Some((outer, _))) = (element, outer) else { return true };
    let names = || element.content.iter().map(|node| if let MathNode::Element(element) = node { element.name } else { "" });
    let good = match parts {
        ContentModel::Text | ContentModel::Any => names().all(|name| !matches!(name, "mtr" | "mtd")),
        ContentModel::Exactly(count) => element.content.len() == count && names().all(|name| !matches!(name, "mtr" | "mtd")),
        ContentModel::Of(allowed) => names().all(|name| allowed.contains(&name)),
    };
    outer.content.push(MathNode::Element(element));
    good
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_formulas_are_kept_and_others_give_their_words() {
        let half = read("<mfrac><mn>1</mn><mn>2</mn></mfrac>");
        assert_eq!((half.markup.is_some(), half.words.as_str()), (true, "1/2"));
        let annotated = read("<semantics><mi>x</mi><annotation encoding=\"application/x-tex\">x &lt; 1</annotation></semantics>");
        assert_eq!((annotated.markup.is_some(), annotated.tex.as_deref(), annotated.words.as_str()), (true, Some("x < 1"), "x"));
        let inner = "<semantics><mi>b</mi><annotation encoding=\"application/x-tex\">b</annotation></semantics>";
        for (around, words) in
            [(format!("<mi>a</mi><mo>+</mo>{inner}"), "a+b"), (format!("<mrow>{inner}<mo>+</mo><mi>a</mi></mrow>"), "b+a")]
        {
            let read = read(&around);
            assert_eq!((read.tex, read.words.replace(' ', "").as_str()), (None, words), "{around}");
        }
        for bad in ["<mfrac><mn>1</mn></mfrac>", "<mi>x", "loose", "<div>x</div>", "<mtable><mn>1</mn></mtable>", "", "</mi>"] {
            assert_eq!(read(bad).markup, None, "{bad}");
        }
    }
}
