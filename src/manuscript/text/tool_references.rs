//! References of MyST and Jupyter Book, as roles: `` {numref}`map` ``, `` {ref}`the map <map>` ``, `` {eq}`energy` ``, `` {doc}`storms` ``
//! (Sphinx, "Cross-referencing"; MyST Parser, "Cross-references").
//!
//! A role is text that ends with a name in braces, with code right after it. Roles of other names stay as they are, and are reported as
//! foreign markup. If nothing in the book has the label, the resolution prints what the author typed and reports it.
use crate::document::{CrossReference, Inline, InlineKind, Node, ReferenceForm, ReferenceWord, VisitMut};
use crate::manuscript::syntax::attributes::verbatim;

/// What a role prints of its target.
#[derive(Clone, Copy)]
enum Role {
    /// The word and the number: "Figure 3". If the author gives a text, `%s` in it stands for the number.
    Number,
    /// The title.
    Title,
    /// The number of an equation: "(3)".
    Equation,
    /// The title of a file.
    File,
}

impl Role {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "numref" | "prf:ref" => Self::Number,
            "ref" => Self::Title,
            "eq" | "math:numref" => Self::Equation,
            "doc" => Self::File,
            _ => return None,
        })
    }
}

/// The pass over one text.
pub(super) struct ToolReferences;

impl VisitMut for ToolReferences {
    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        let is_role = |pair: &[Inline]| matches!(pair, [text, Inline { kind: InlineKind::Code(_), .. }] if role(text).is_some());
        if !inlines.windows(2).any(is_role) {
            return;
        }
        let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
        for inline in std::mem::take(inlines) {
            let found = match (&inline.kind, out.last()) {
                (InlineKind::Code(code), Some(before)) => {
                    role(before).and_then(|(start, name)| Some((start, reference(before, start, name, code, &inline)?)))
                }
                _ => None,
            };
            let Some((start, reference)) = found else {
                out.push(inline);
                continue;
            };
            if let Some(Inline { kind: InlineKind::Text(text), node }) = out.last_mut() {
                text.truncate(start);
                node.span.end = node.span.start + u32::try_from(start).unwrap_or(u32::MAX);
                if text.is_empty() {
                    out.pop();
                }
            }
            out.push(reference);
        }
        *inlines = out;
    }
}

/// The role at the end of a text: its first byte, and its name.
fn role(text: &Inline) -> Option<(usize, &str)> {
    let text = verbatim(text)?;
    let start = text.strip_suffix('}')?.rfind('{')?;
    let name = &text[start + 1..text.len() - 1];
    let is_apart = !text[..start].ends_with(|c: char| c.is_alphanumeric() || c == '\\');
    (is_apart && Role::named(name).is_some()).then_some((start, name))
}

/// The reference that a role makes of its code. `start` is the first byte of the role in the text before the code. `None` if the code names
/// nothing.
fn reference(before: &Inline, start: usize, name: &str, code: &str, own: &Inline) -> Option<Inline> {
    let role = Role::named(name)?;
    let (words, target) = match code.trim().strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
        Some((words, target)) => (words.trim(), target.trim()),
        None => ("", code.trim()),
    };
    if target.is_empty() || target.contains(char::is_whitespace) && !matches!(role, Role::File) {
        return None;
    }
    let target = match role {
        Role::File => target.trim_end_matches(".md").to_owned(),
        Role::Number | Role::Title | Role::Equation => format!("#{target}"),
    };
    let mut node = Node::at(before.node.span.to(own.node.span));
    node.span.start = before.node.span.start + u32::try_from(start).unwrap_or(u32::MAX);
    let number = ["%s", "{number}"].into_iter().find_map(|sign| words.split_once(sign));
    let (word, suffix) = match (role, number) {
        (Role::Number, Some((prefix, suffix))) => (ReferenceWord::Given(prefix.trim_end().to_owned()), suffix.to_owned()),
        _ if !words.is_empty() => {
            let text = vec![Inline { node: own.node.clone(), kind: InlineKind::Text(words.to_owned()) }];
            return Some(Inline { node, kind: InlineKind::Link { target, title: None, text } });
        }
        (Role::Number, None) => (ReferenceWord::Kind { is_capital: true }, String::new()),
        (Role::Equation, _) => (ReferenceWord::NumberAsSet, String::new()),
        (Role::Title | Role::File, _) => (ReferenceWord::Title, String::new()),
    };
    let kind = InlineKind::Reference { target, form: ReferenceForm::Label };
    let references = vec![Inline { node: Node::at(node.span), kind }];
    let written = format!("{{{name}}}`{code}`");
    Some(Inline { node, kind: InlineKind::CrossReference(CrossReference { references, word, suffix, written }) })
}
