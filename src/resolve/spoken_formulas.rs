//! The alternative texts of formulas: English words where the language is English. Elsewhere the source stands for the formula, because
//! `formula/speech.rs` knows no other language.
use std::collections::BTreeMap;
use std::sync::Arc;

use super::resolution::Resolution;
use crate::document::{
    Block, BlockKind, Division, Document, Formula, Inline, InlineKind, Node, NodeId, Visit, walk_block, walk_division, walk_document,
    walk_inline,
};
use crate::formula::{Tree, spoken};

/// Fills [`Resolution::spoken_formulas`]. `tag` is the language of the book.
pub(super) fn speak(document: &Document, tag: &str, resolution: &mut Resolution) {
    let mut formulas = BTreeMap::new();
    walk_document(document, &mut FormulasOfLanguage { is_english: is_english(tag), found: &mut formulas });
    if formulas.is_empty() {
        return;
    }
    walk_document(document, &mut Languages(&mut formulas));
    for (node, found) in formulas.into_iter().filter(|(_, found)| found.is_english) {
        let words = spoken(&found.tree, &resolution.equation_labels);
        if !words.is_empty() {
            resolution.spoken_formulas.insert(node, Arc::from(words));
        }
    }
}

fn is_english(tag: &str) -> bool {
    tag.split('-').next().is_some_and(|primary| primary.eq_ignore_ascii_case("en"))
}

/// A formula, and whether the text around it is English.
struct FormulaInLanguage {
    tree: Arc<Tree>,
    is_english: bool,
}

/// Finds the nodes with a language of their own. The formulas in such a node get that language. Because the walk comes to an inner node
/// after the outer one, the innermost language is what remains.
struct Languages<'a>(&'a mut BTreeMap<NodeId, FormulaInLanguage>);

impl Visit for Languages<'_> {
    fn division(&mut self, division: &Division) {
        if let Some(tag) = division.node.lang() {
            walk_division(division, &mut FormulasOfLanguage { is_english: is_english(tag), found: self.0 });
        }
    }

    fn block(&mut self, block: &Block) {
        if let Some(tag) = block.node.lang() {
            walk_block(block, &mut FormulasOfLanguage { is_english: is_english(tag), found: self.0 });
        }
    }

    fn inline(&mut self, inline: &Inline) {
        if let Some(tag) = inline.node.lang() {
            walk_inline(inline, &mut FormulasOfLanguage { is_english: is_english(tag), found: self.0 });
        }
    }
}

/// Collects formulas in one language.
struct FormulasOfLanguage<'a> {
    is_english: bool,
    found: &'a mut BTreeMap<NodeId, FormulaInLanguage>,
}

impl FormulasOfLanguage<'_> {
    fn formula(&mut self, node: &Node, formula: &Formula) {
        if let Some(tree) = &formula.tree {
            self.found.insert(node.id, FormulaInLanguage { tree: Arc::clone(tree), is_english: self.is_english });
        }
    }
}

impl Visit for FormulasOfLanguage<'_> {
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
