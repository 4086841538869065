//! Numbers of equations. A displayed formula, or a row of `align` and the like, has a number if the author names it (`{#eq-x}`, `\label`)
//! or numbers it (`\tag`). Equations are counted as figures are. Any other equation has no number, because nothing can
//! refer to it.
use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Sink, codes, nearest};
use crate::document::{Block, BlockKind, Division, Document, Formula, Inline, InlineKind, Node, Visit, walk_document};
use crate::edition::Numbering;
use crate::formula::{EquationNumber, given_number};
use crate::language::LabelWord;

use super::counting::Counting;
use super::mismatched_labels;
use super::resolution::{EquationNumbers, Resolution};

/// Gives numbers to equations. Reports labels of other kinds.
pub(super) fn number(document: &Document, numbering: Numbering, resolution: &mut Resolution, sink: &Sink) {
    walk_document(document, &mut Equations { resolution, counting: Counting::new(numbering), sink });
}

/// Reports references within formulas to labels that no equation has.
pub(super) fn check_references(document: &Document, resolution: &Resolution, sink: &Sink) {
    let references = ReferenceChecker { labels: &resolution.equation_labels, sink };
    walk_document(document, &mut EachFormula(|node: &Node, formula: &Formula| references.formula(node, formula)));
}

struct Equations<'a> {
    resolution: &'a mut Resolution,
    counting: Counting,
    sink: &'a Sink,
}

impl Visit for Equations<'_> {
    fn division(&mut self, division: &Division) {
        self.counting.enter(division, &self.resolution.numbers);
    }

    fn block(&mut self, block: &Block) {
        if let BlockKind::Math(formula) = &block.kind {
            self.formula(&block.node, formula);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::Math(formula) = &inline.kind {
            self.formula(&inline.node, formula);
        }
    }
}

impl Equations<'_> {
    fn formula(&mut self, node: &Node, formula: &Formula) {
        let Some(tree) = formula.tree.as_deref().filter(|_| formula.display) else { return };
        let is_named = node.anchor().is_some() || !tree.labels.is_empty();
        let whole = self.one(&tree.number, is_named, &tree.labels);
        let rows: Vec<Option<String>> = tree.rows().iter().map(|row| self.one(&row.number, !row.labels.is_empty(), &row.labels)).collect();
        let rows = if rows.iter().any(Option::is_some) { rows } else { Vec::new() };
        if let Some(number) = whole.as_ref().or_else(|| rows.iter().flatten().next()) {
            self.resolution.kinds.insert(node.id, LabelWord::Equation);
            mismatched_labels::check(node, LabelWord::Equation, self.sink);
            if let Some(title) = node.attribute("title").filter(|title| !title.is_empty()) {
                self.resolution.titles.insert(node.id, title.to_owned());
                self.resolution.titled_equations.push(node.id);
            }
            self.resolution.numbers.insert(node.id, bare(number).to_owned());
            self.resolution.equations.insert(node.id, EquationNumbers { whole, rows });
        }
    }

    /// The printed number of an equation or a row. Registers the number under its labels. If two equations have the same label, the first
    /// one keeps it.
    fn one(&mut self, number: &EquationNumber, is_named: bool, labels: &[String]) -> Option<String> {
        let printed = match given_number(number) {
            Some(given) => given,
            None if is_named => format!("({})", self.counting.next(LabelWord::Equation)),
            None => return None,
        };
        for label in labels {
            self.resolution.equation_labels.entry(label.clone()).or_insert_with(|| bare(&printed).to_owned());
        }
        Some(printed)
    }
}

/// A number without its parentheses.
fn bare(printed: &str) -> &str {
    printed.strip_prefix('(').and_then(|number| number.strip_suffix(')')).unwrap_or(printed)
}

/// Calls a function for each formula that is visited, with the node of the formula.
struct EachFormula<F>(F);

impl<F: FnMut(&Node, &Formula)> Visit for EachFormula<F> {
    fn block(&mut self, block: &Block) {
        if let BlockKind::Math(formula) = &block.kind {
            (self.0)(&block.node, formula);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::Math(formula) = &inline.kind {
            (self.0)(&inline.node, formula);
        }
    }
}

struct ReferenceChecker<'a> {
    labels: &'a BTreeMap<String, String>,
    sink: &'a Sink,
}

impl ReferenceChecker<'_> {
    fn formula(&self, node: &Node, formula: &Formula) {
        let Some(tree) = formula.tree.as_deref() else { return };
        for label in tree.references().into_iter().filter(|label| !self.labels.contains_key(*label)) {
            let message = format!("no equation in the book has the label `{label}`");
            let diagnostic = Diagnostic::new(codes::DEAD_LINK, node.span, message).label("printed as a question mark");
            self.sink.report(match nearest(label, self.labels.keys().map(String::as_str)) {
                Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
                None => diagnostic.hint("write `\\label{…}` in the equation"),
            });
        }
    }
}
