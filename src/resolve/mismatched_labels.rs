//! Labels with the prefix of one kind on something of another kind: `{.lemma #thm-line}`.
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::Node;
use crate::language::LabelWord;

/// The kinds of things that labels name, with the prefixes of their labels and their names in messages.
const KINDS: [(LabelWord, &str, &str); 14] = [
    (LabelWord::Figure, "fig", "figure"),
    (LabelWord::Table, "tbl", "table"),
    (LabelWord::Equation, "eq", "equation"),
    (LabelWord::Section, "sec", "section"),
    (LabelWord::Listing, "lst", "listing"),
    (LabelWord::Theorem, "thm", "theorem"),
    (LabelWord::Lemma, "lem", "lemma"),
    (LabelWord::Corollary, "cor", "corollary"),
    (LabelWord::Proposition, "prp", "proposition"),
    (LabelWord::Conjecture, "cnj", "conjecture"),
    (LabelWord::Definition, "def", "definition"),
    (LabelWord::Example, "exm", "example"),
    (LabelWord::Exercise, "exr", "exercise"),
    (LabelWord::Remark, "rem", "remark"),
];

/// Reports a label whose prefix is that of another kind. `kind` is what the node is. Headings are not checked: any name may be theirs.
pub(super) fn check(node: &Node, kind: LabelWord, sink: &Sink) {
    let Some((label, (prefix, _))) = node.anchor().and_then(|label| Some((label, label.split_once(['-', ':'])?))) else { return };
    let Some((_, _, other)) = KINDS.iter().find(|(_, own, _)| *own == prefix).filter(|(named, ..)| *named != kind) else { return };
    let own = KINDS.iter().find(|(own, ..)| *own == kind);
    let name = own.map_or(if kind == LabelWord::Proof { "proof" } else { "answer" }, |(.., name)| *name);
    let article = |name: &str| if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    let message = format!("the label `{label}` is that of {} {other}, but this is {} {name}", article(other), article(name));
    let diagnostic = Diagnostic::new(codes::MISMATCHED_LABEL, node.span, message);
    let rest = &label[prefix.len()..];
    let diagnostic = match own {
        Some((_, prefix, _)) => diagnostic
            .label(format!("references print the word for {} {name}", article(name)))
            .hint(format!("write `#{prefix}{rest}` here and `@{prefix}{rest}` in references, or make it {} {other}", article(other))),
        None => diagnostic.label("it has no number").hint(format!("remove the label, or make it {} {other}", article(other))),
    };
    sink.report(diagnostic);
}
