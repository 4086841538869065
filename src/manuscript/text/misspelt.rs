//! Reports misspelt classes, attributes, kinds and commands: names that differ by only one or two characters from a name with a meaning.
//! `::: epigraf`, `{.unnumbred}`, `kind=apendix`, `\newpge`.
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{Block, BlockKind, Division, DivisionKind, Inline, InlineKind, Node, NodeRole, Statement, Visit};
use crate::source::Span;

use crate::manuscript::syntax::attributes::look_classes;

/// The attributes that have a meaning.
pub(super) const KEYS: [&str; 8] = ["width", "height", "place", "entry", "start", "kind", "abbr", "see"];
/// The commands that have a meaning.
const COMMANDS: [&str; 3] = ["\\newpage", "\\pagebreak", "\\clearpage"];
/// Names with fewer characters are not compared, because most short words are near another.
const SHORTEST: usize = 5;
/// A name may differ by two characters if it and the known name have at least this many.
const LONG: usize = 7;

/// The known name from which a name differs by only one or two characters (by the optimal string alignment distance).
pub(super) fn nearly<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = given.chars().count();
    let near = |name: &&str| {
        let limit = if length.min(name.chars().count()) >= LONG { 2 } else { 1 };
        (1..=limit).contains(&strsim::osa_distance(given, name))
    };
    if length < SHORTEST { None } else { known.into_iter().find(near) }
}

/// The pass that reports misspelt names.
pub(super) struct MisspeltNames<'a> {
    /// Where diagnostics go.
    pub(super) sink: &'a Sink,
}

impl MisspeltNames<'_> {
    fn report(&self, span: Span, given: &str, near: &str) {
        self.sink.report(
            Diagnostic::new(codes::MISSPELT_NAME, span, format!("`{given}` has no meaning for chapbook"))
                .cause(given)
                .hint(format!("did you mean `{near}`?")),
        );
    }

    fn node(&self, node: &Node) {
        let Some(attributes) = node.attrs.as_deref() else { return };
        let classes = || NodeRole::CLASSES.iter().map(|(name, _)| *name).chain(look_classes()).chain(Statement::classes());
        // Authors have plurals as classes of their own: `::: exercises`.
        let is_plural = |class: &str| class.strip_suffix('s').is_some_and(|one| Statement::of_class(one).is_some());
        for class in attributes.classes.iter().filter(|class| NodeRole::of_class(class).is_none() && !is_plural(class)) {
            if let Some(near) = nearly(class, classes()) {
                self.report(node.span, class, near);
            }
        }
        for key in attributes.pairs.keys().filter(|key| !KEYS.contains(&key.as_str())) {
            if let Some(near) = nearly(key, KEYS) {
                self.report(node.span, key, near);
            }
        }
    }
}

impl Visit for MisspeltNames<'_> {
    fn division(&mut self, division: &Division) {
        self.node(&division.node);
        // The kind was not understood if it is still an attribute.
        if let Some(kind) = division.node.attribute("kind")
            && let Some(near) = nearly(kind, DivisionKind::NAMES.iter().map(|(name, _)| *name))
        {
            self.report(division.node.span, kind, near);
        }
    }

    fn block(&mut self, block: &Block) {
        self.node(&block.node);
        if let BlockKind::Paragraph(inlines) = &block.kind
            && let [Inline { kind: InlineKind::Text(text), node }] = &inlines[..]
            && text.starts_with('\\')
            && let Some(near) = nearly(text.trim(), COMMANDS)
        {
            self.report(node.span, text.trim(), near);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        self.node(&inline.node);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_are_nearly_known_are_found() {
        let class = |name: &str| nearly(name, NodeRole::CLASSES.iter().map(|(name, _)| *name));
        assert_eq!(class("epigraf"), Some("epigraph"));
        assert_eq!(class("unnumbred"), Some("unnumbered"));
        assert_eq!(class("decorativ"), Some("decorative"));
        assert_eq!(class("centre"), Some("center"));
        for own in ["side", "indent", "reverse", "warning", "note", "poem", "epigraph", "marginal", "center"] {
            assert_eq!(class(own), None, "{own}");
        }
        assert_eq!(nearly("widht", KEYS), Some("width"));
        assert_eq!(nearly("\\newpge", COMMANDS), Some("\\newpage"));
    }
}
