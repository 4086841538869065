//! Divisions as containers that begin with a heading.
use super::super::marks::{Marks, encoded, text};
use super::super::tree::{Block, BlockKind};
use super::{TreeWriter, block, inline, push_text};
use crate::document::{Division, Matter, Node, NodeRole, TitleNumber, plain_text};
use crate::pandoc::tree::InlineKind;

impl TreeWriter<'_> {
    /// Records the names of a division and of those in it, so that references can print their titles.
    pub(super) fn name(&mut self, division: &Division) {
        if let Some(heading) = &division.heading {
            let title = plain_text(&heading.title);
            let name = division.node.anchor().map_or_else(|| slug(&title), str::to_owned);
            self.titles.entry(name).or_insert(title);
        }
        division.divisions.iter().for_each(|inner| self.name(inner));
    }

    /// A division. `matter` is given for those at the top.
    pub(super) fn division(&mut self, division: &Division, level: i64, matter: Option<Matter>) -> Block<'static> {
        let mut marks = Marks::of("division", division.kind.name()).maybe("file", division.file.clone());
        marks = marks.maybe("matter", matter.map(matter_name));
        let mut blocks = Vec::new();
        if let Some(heading) = &division.heading {
            let is_numbered = !division.node.has_role(NodeRole::Unnumbered);
            if heading.numbered != is_numbered {
                marks = marks.and("numbered", heading.numbered.to_string());
            }
            let mut title = Vec::new();
            if let Some(TitleNumber { number, label, written }) = &heading.own_number {
                marks = marks.and("number", number).and("written", written).maybe("label", label.clone());
                if let Some(label) = label {
                    let mut words = Vec::new();
                    push_text(&format!("{label} "), &mut words);
                    title.push(inline(InlineKind::Span(encoded(None, Marks::of("title-label", "")), words)));
                }
            }
            title.append(&mut self.line(&heading.title));
            let mut given =
                encoded(division.node.attrs.as_deref(), self.heading_marks(&heading.node, &division.node, &plain_text(&heading.title)));
            if given.id.as_str().is_empty() {
                given.id = text(slug(&plain_text(&heading.title)));
            }
            blocks.push(block(BlockKind::Header(level, given, title)));
        } else if division.node.attrs.is_some() {
            // Without a heading, the container has the attributes.
            let mut given = encoded(division.node.attrs.as_deref(), marks);
            given.pairs.push((text("data-chapbook-untitled"), text("")));
            let inner = self.inside(division, level);
            return block(BlockKind::Div(given, inner));
        }
        let mut inner = self.inside(division, level);
        blocks.append(&mut inner);
        block(BlockKind::Div(encoded(None, marks), blocks))
    }

    /// The blocks and the inner divisions.
    fn inside(&mut self, division: &Division, level: i64) -> Vec<Block<'static>> {
        let mut blocks = self.blocks(&division.blocks);
        for inner in &division.divisions {
            blocks.push(self.division(inner, level + 1, None));
        }
        blocks
    }

    /// The marks of the heading of a division. Without an anchor of the author, it has an identifier for links.
    fn heading_marks(&self, heading: &Node, division: &Node, title: &str) -> Marks {
        let marks = Marks::of("title", "");
        let marks = marks.maybe("heading-language", heading.lang().map(str::to_owned));
        if division.anchor().is_none() && !slug(title).is_empty() { marks.and("automatic-id", "") } else { marks }
    }
}

fn matter_name(matter: Matter) -> &'static str {
    match matter {
        Matter::Front => "front",
        Matter::Body => "body",
        Matter::Back => "back",
    }
}

/// The name by which links lead to a heading, as GitHub makes it.
fn slug(title: &str) -> String {
    let lower = title.to_lowercase();
    let kept = lower.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}
