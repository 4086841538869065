//! Statements: fenced containers with the class `theorem` and the like, or with a label such as `thm-line`.
use crate::document::{Attributes, Block, BlockKind, Inline, InlineKind, Layout, Node, ReferenceForm, Statement, TextAlign};
use crate::source::Span;

/// The attributes with the title of a statement.
const TITLES: [&str; 2] = ["title", "name"];

/// The sign at the end of a proof.
const END_OF_PROOF: &str = "□";

/// The kind of statement that the attributes of a fenced container give it. A class takes precedence over a label.
pub(crate) fn statement_of(attributes: &Attributes) -> Option<Statement> {
    let by_class = attributes.classes.iter().find_map(|class| Statement::of_class(class));
    by_class.or_else(|| Statement::of_label(attributes.anchor.as_deref()?))
}

/// Whether a statement has nothing but, perhaps, a title.
pub(crate) fn has_only_title(inner: &[Block]) -> bool {
    matches!(inner, [] | [Block { kind: BlockKind::Heading { .. }, .. }])
}

/// Takes the title of a statement out of its attributes: that of `title` or `name`.
pub(crate) fn take_title(attributes: &mut Attributes) -> Option<String> {
    TITLES.iter().filter_map(|key| attributes.pairs.remove(*key)).find(|title| !title.trim().is_empty())
}

/// A statement: a container whose first paragraph begins with the label. If no `title` is given, the first heading inside is the title. A
/// proof ends with a sign.
pub(crate) fn statement(
    statement: Statement,
    mut attributes: Attributes,
    title: Option<Vec<Inline>>,
    span: Span,
    mut inner: Vec<Block>,
) -> Block {
    attributes.statement = Some(statement);
    if !attributes.classes.iter().any(|class| Statement::of_class(class) == Some(statement)) {
        attributes.classes.push(statement.class().to_owned());
    }
    let title = title.or_else(|| heading(&mut inner));
    let mut label = label(statement, title, span);
    match inner.first_mut() {
        Some(Block { kind: BlockKind::Paragraph(inlines), .. }) => {
            label.push(made(InlineKind::Text(" ".to_owned()), span));
            inlines.splice(0..0, label);
        }
        _ => inner.insert(0, Block { node: Node::at(span), kind: BlockKind::Paragraph(label) }),
    }
    if statement == Statement::Proof {
        let end = |text: String| made(InlineKind::Text(text), span);
        match inner.last_mut() {
            Some(Block { kind: BlockKind::Paragraph(inlines), .. }) => inlines.push(end(format!("\u{a0}{END_OF_PROOF}"))),
            _ => {
                let layout = Layout { align: Some(TextAlign::Right), ..Layout::default() };
                let node = Node::with(span, Attributes { layout, ..Attributes::default() });
                inner.push(Block { node, kind: BlockKind::Paragraph(vec![end(END_OF_PROOF.to_owned())]) });
            }
        }
    }
    Block { node: Node::with(span, attributes), kind: BlockKind::Container(inner) }
}

/// An inline that chapbook adds.
fn made(kind: InlineKind, span: Span) -> Inline {
    Inline { node: Node::at(span), kind }
}

/// Takes the heading at the beginning of a statement, if there is one.
fn heading(inner: &mut Vec<Block>) -> Option<Vec<Inline>> {
    match inner.first_mut()? {
        Block { kind: BlockKind::Heading { title, .. }, .. } => {
            let title = std::mem::take(title);
            inner.remove(0);
            Some(title)
        }
        _ => None,
    }
}

/// The label: "**Theorem 2** (Title)." It is upright where the text is in italics, and the other way round for a proof.
fn label(statement: Statement, title: Option<Vec<Inline>>, span: Span) -> Vec<Inline> {
    let text = |text: &str| made(InlineKind::Text(text.to_owned()), span);
    let number = made(InlineKind::Reference { target: String::new(), form: ReferenceForm::OwnLabel }, span);
    let is_plain = statement == Statement::Proof;
    let marked = |inner: Vec<Inline>| if is_plain { inner } else { vec![made(InlineKind::Strong(inner), span)] };
    let mut inlines = match title {
        Some(title) => [marked(vec![number]), vec![text(" (")], title, vec![text(").")]].concat(),
        None => marked(vec![number, text(".")]),
    };
    if is_plain || statement.is_italic() {
        inlines = vec![made(InlineKind::Emphasis(inlines), span)];
    }
    let attributes = Attributes { classes: vec![Statement::LABEL.to_owned()], ..Attributes::default() };
    vec![Inline { node: Node::with(span, attributes), kind: InlineKind::Container(inlines) }]
}
