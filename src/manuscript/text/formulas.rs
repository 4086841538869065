//! Reads the TeX of formulas into trees, in reading order. A macro that a formula defines applies to the formulas after it in the same
//! file, as in a web page with MathJax.
use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{Block, BlockKind, Division, Formula, Inline, InlineKind, VisitMut, walk_blocks_mut, walk_division_mut};
use crate::formula::{Macros, Tree, Unreadable, definitions, read};
use crate::source::Span;

/// The pass that reads formulas.
pub(super) struct ReadFormulas {
    /// The macros that apply at this place.
    macros: Macros,
    /// The formulas read so far with these macros, by their TeX.
    known: HashMap<String, Result<Arc<Tree>, Unreadable>>,
    /// The formulas that cannot be read, grouped by the reason, in the order of the first formula of each group.
    unreadable: Vec<UnreadableFormulas>,
    /// The commands without an effect, each with its formula.
    ignored: Vec<(&'static str, Span)>,
}

/// The commands whose parts are set, but without the colour or the small capitals that the command asks for.
const IGNORED: [&str; 5] = ["\\color", "\\textcolor", "\\colorbox", "\\fcolorbox", "\\textsc"];

/// The formulas that cannot be read for one reason.
struct UnreadableFormulas {
    message: String,
    /// The unknown command, if that is the reason.
    unknown_command: Option<String>,
    /// The place of the mistake in the first of them.
    first: Span,
    count: usize,
}

impl ReadFormulas {
    /// The pass for one file, with the macros that apply from its beginning.
    pub(super) fn new(macros: Macros) -> Self {
        Self { macros, known: HashMap::new(), unreadable: Vec::new(), ignored: Vec::new() }
    }

    /// Reads the formulas of divisions. Formulas that only define macros print nothing and are removed.
    pub(super) fn divisions(&mut self, divisions: &mut [Division]) {
        for division in &mut *divisions {
            walk_division_mut(division, self);
        }
        divisions.iter_mut().for_each(remove_empty);
    }

    /// Reads the formulas in the blocks of a note.
    pub(super) fn blocks(&mut self, blocks: &mut Vec<Block>) {
        walk_blocks_mut(blocks, self);
        blocks.retain(|block| !is_empty(block));
    }

    fn formula(&mut self, formula: &mut Formula, span: Span) {
        if formula.markup.is_some() {
            return;
        }
        let known = self.known.get(&formula.tex).cloned().unwrap_or_else(|| {
            let found = read(&formula.tex, &self.macros).map(Arc::new);
            self.known.insert(formula.tex.clone(), found.clone());
            found
        });
        match known {
            Ok(tree) => {
                formula.tree = Some(tree);
                self.ignored
                    .extend(IGNORED.into_iter().filter(|command| has_command(&formula.tex, command)).map(|command| (command, span)));
            }
            Err(unreadable) => self.record(&unreadable, place(formula, &unreadable, span)),
        }
        let defined = if may_define(&formula.tex) { definitions(&formula.tex) } else { Macros::new() };
        if !defined.is_empty() {
            self.macros.extend(defined);
            self.known.clear();
        }
    }

    fn record(&mut self, unreadable: &Unreadable, place: Span) {
        match self.unreadable.iter_mut().find(|known| known.message == unreadable.message) {
            Some(known) => known.count += 1,
            None => self.unreadable.push(UnreadableFormulas {
                message: unreadable.message.clone(),
                unknown_command: unreadable.unknown_command.clone(),
                first: place,
                count: 1,
            }),
        }
    }

    /// Reports the formulas that cannot be read, and the commands without an effect.
    pub(super) fn report(&self, sink: &Sink) {
        for (command, span) in &self.ignored {
            let diagnostic = Diagnostic::new(codes::IGNORED_COMMAND, *span, format!("`{command}` has no effect in a formula"));
            sink.report(diagnostic.cause(*command).label("its parts are set as usual").hint("remove it"));
        }
        for UnreadableFormulas { message, unknown_command, first, count } in &self.unreadable {
            let label = match count - 1 {
                0 => "the formula is printed as its source".to_owned(),
                1 => "the formula is printed as its source; so is one more in this file, for the same reason".to_owned(),
                more => format!("the formula is printed as its source; so are {more} more in this file, for the same reason"),
            };
            let mut diagnostic = Diagnostic::new(codes::UNREADABLE_FORMULA, *first, message.clone()).label(label);
            if let Some(command) = unknown_command {
                let name = command.trim_start_matches('\\');
                diagnostic = diagnostic.hint(format!("define it in book.toml, under `[math.macros]`: `{name} = '…'`"));
            }
            sink.report(diagnostic.hint("if it is not a formula, write a backslash before each of its delimiters"));
        }
    }
}

/// Whether a formula has a command. A longer command may begin with it.
fn has_command(tex: &str, command: &str) -> bool {
    tex.match_indices(command).any(|(at, _)| !tex[at + command.len()..].starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// Whether a formula may define macros: it contains one of the commands for that.
fn may_define(tex: &str) -> bool {
    ["\\newcommand", "\\renewcommand", "\\providecommand", "\\def", "\\DeclareMathOperator"].iter().any(|command| tex.contains(command))
}

/// The place of the mistake. It is exact if the formula in the file has the same length as its source in memory. Otherwise it is the whole
/// formula.
fn place(formula: &Formula, unreadable: &Unreadable, span: Span) -> Span {
    let length = (span.end - span.start) as usize;
    let start = formula.source.find(&formula.tex).filter(|_| length == formula.source.len() && !formula.tex.is_empty());
    let Some(start) = start else { return span };
    let shift = |at: usize| u32::try_from(start + at).ok().and_then(|at| span.start.checked_add(at));
    match (shift(unreadable.range.start), shift(unreadable.range.end)) {
        (Some(start), Some(end)) if start < end && end <= span.end => Span { start, end, ..span },
        _ => span,
    }
}

impl VisitMut for ReadFormulas {
    fn block(&mut self, block: &mut Block) {
        if let BlockKind::Math(formula) = &mut block.kind {
            self.formula(formula, block.node.span);
        }
    }

    fn inline(&mut self, inline: &mut Inline) {
        if let InlineKind::Math(formula) = &mut inline.kind {
            self.formula(formula, inline.node.span);
            if is_definition(formula) {
                inline.kind = InlineKind::Text(String::new());
            }
        }
    }
}

/// Whether a formula only defines macros.
fn is_definition(formula: &Formula) -> bool {
    formula.tree.as_ref().is_some_and(|tree| tree.parts.is_empty()) && may_define(&formula.tex)
}

fn is_empty(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Math(formula) if is_definition(formula))
}

fn remove_empty(division: &mut Division) {
    division.blocks.retain(|block| !is_empty(block));
    division.divisions.iter_mut().for_each(remove_empty);
}
