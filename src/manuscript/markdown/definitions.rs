//! Definitions of links that print nothing: those that no link uses, and those whose label is taken.
use std::collections::BTreeSet;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, codes};

use crate::manuscript::files::assembled::assembled;
use crate::manuscript::scan::reading::Reading;
use crate::manuscript::syntax::commonmark::{Definitions, Event, LinkType, Tag};

/// The definitions of a text, and what its events say about them.
pub(super) struct LinkDefinitions {
    defined: Vec<LinkDefinition>,
    /// The labels that links and pictures use, as [`label`] writes them.
    used: BTreeSet<String>,
    /// The bytes of blocks that hold text or code, in order. A definition is never in one.
    leaves: Vec<Range<usize>>,
}

/// A definition.
struct LinkDefinition {
    label: String,
    range: Range<usize>,
    /// Whether it is the comment of a tool without comments: `[//]: # (not yet)`.
    is_comment: bool,
}

/// A label without regard to case and white space (CommonMark 0.31, section 4.7).
fn label(written: &str) -> String {
    written.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

impl LinkDefinitions {
    pub(super) fn of(definitions: &Definitions<'_>) -> Self {
        let defined = definitions.iter().map(|(written, definition)| LinkDefinition {
            label: label(written),
            range: definition.span.clone(),
            is_comment: matches!(definition.dest.as_ref(), "" | "#" | "<>") || matches!(written, "//" | "comment" | "_"),
        });
        let mut defined: Vec<LinkDefinition> = defined.collect();
        // The parser keeps them in no order.
        defined.sort_by_key(|defined| defined.range.start);
        Self { defined, used: BTreeSet::new(), leaves: Vec::new() }
    }

    /// Notes what an event says.
    pub(super) fn event(&mut self, event: &Event<'_>, range: &Range<usize>, is_leaf: impl Fn(&Tag<'_>) -> bool) {
        let Event::Start(tag) = event else { return };
        match tag {
            Tag::Link { link_type: LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut, id, .. }
            | Tag::Image { link_type: LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut, id, .. } => {
                self.used.insert(label(id));
            }
            tag if is_leaf(tag) => self.leaves.push(range.clone()),
            _ => {}
        }
    }

    /// Reports the definitions without effect.
    pub(super) fn report(self, reading: &Reading<'_>) {
        let text = reading.text();
        for LinkDefinition { label, range, .. } in self.defined.iter().filter(|defined| !defined.is_comment) {
            if !self.used.contains(label) {
                let written = text.get(range.clone()).and_then(|text| text.split(']').next()).unwrap_or_default();
                reading.sink.report(
                    Diagnostic::new(codes::UNUSED_DEFINITION, reading.at(assembled(range.clone())), format!("no link uses `{written}]`"))
                        .cause("unused")
                        .label("a definition of a link prints nothing")
                        .hint("use it, remove it, or put a backslash before the bracket if it is text"),
                );
            }
        }
        for range in self.doubles(text) {
            let written = text[range.clone()].split(']').next().unwrap_or_default();
            reading.sink.report(
                Diagnostic::new(codes::UNUSED_DEFINITION, reading.at(assembled(range.clone())), format!("`{written}]` is defined twice"))
                    .cause("twice")
                    .label("links use the first definition")
                    .hint("give one of them another label"),
            );
        }
    }

    /// The lines that look like definitions, and that the parser left out because their label was taken.
    fn doubles(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let labels: BTreeSet<&str> = self.defined.iter().map(|defined| defined.label.as_str()).collect();
        let firsts: BTreeSet<usize> = self.defined.iter().map(|defined| defined.range.start).collect();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let indent = line.len() - line.trim_start_matches([' ', '>']).len();
            let (from, end) = (start + indent, start + line.trim_end().len());
            start += line.len();
            let Some((written, _)) = line[indent..].strip_prefix('[').and_then(|rest| rest.split_once("]:")) else { continue };
            if firsts.contains(&from) || !labels.contains(label(written).as_str()) {
                continue;
            }
            let at = self.leaves.partition_point(|leaf| leaf.start <= from);
            if !at.checked_sub(1).is_some_and(|at| self.leaves[at].contains(&from)) {
                found.push(from..end);
            }
        }
        found
    }
}
