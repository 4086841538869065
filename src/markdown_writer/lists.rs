//! Lists, and lists of definitions.
use crate::document::{Block, BlockKind, Definition, List, ListDelimiter, ListItem, Node, Numerals};

use super::attributes::{of, of_node};
use super::blocks::{BlockWriter, between_tags, hanging};
use super::inlines::LinePlace;

/// A list, in Markdown if its markers can be written there.
pub(super) fn list(writer: BlockWriter<'_>, node: &Node, list: &List) -> String {
    // Reading makes a list of works from the bibliography again.
    if list.entries.is_some() || list.items.is_empty() {
        return String::new();
    }
    if !fits(node, list) {
        return with_tags(writer, node, list);
    }
    let numbers = list.numbers();
    let mut items: Vec<String> = Vec::with_capacity(list.items.len());
    for (at, item) in list.items.iter().enumerate() {
        let mut marker = numbers.get(at).map_or_else(|| "-".to_owned(), |number| list.delimiter.around(&list.numerals.of(*number)));
        // A single capital with a full stop begins a name, unless two spaces follow.
        marker.push_str(if list.numerals == Numerals::UpperAlpha && list.delimiter == ListDelimiter::Period { "  " } else { " " });
        let width = marker.chars().count();
        let task = match item.task {
            Some(true) => "[x] ",
            Some(false) => "[ ] ",
            None => "",
        };
        let text = content(writer, list, item);
        items.push(format!("{marker}{task}{}", hanging(&text, width)).trim_end().to_owned());
    }
    items.join(if list.tight { "\n" } else { "\n\n" })
}

/// The blocks of an item. In a tight list, no empty line stands between them.
fn content(writer: BlockWriter<'_>, list: &List, item: &ListItem) -> String {
    if !list.tight {
        return writer.blocks(&item.blocks);
    }
    item.blocks.iter().map(|block| writer.block(block)).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Whether Markdown can express everything about a list.
fn fits(node: &Node, list: &List) -> bool {
    let is_fancy = list.numerals != Numerals::Decimal || list.delimiter == ListDelimiter::Parentheses;
    // Such lists begin with the first number, and have a second item.
    let fancy_fits = !is_fancy || (list.start == Some(1) && list.items.len() > 1);
    // After `z` come two letters, which are not a marker.
    let alpha_fits = !matches!(list.numerals, Numerals::LowerAlpha | Numerals::UpperAlpha) || list.items.len() <= 26;
    let start_fits = list.start.is_none_or(|start| start + list.items.len() as u64 <= 999_999_999);
    let item_fits = |item: &ListItem| of(&item.node).is_none() && item.number.is_none() && (!list.tight || is_tight(item));
    of(node).is_none() && !list.descending && fancy_fits && alpha_fits && start_fits && list.items.iter().all(item_fits)
}

/// Whether the blocks of an item can stand directly below one another: a paragraph first, then lists and code.
fn is_tight(item: &ListItem) -> bool {
    let [first, rest @ ..] = &item.blocks[..] else { return true };
    let begins = matches!(first.kind, BlockKind::Paragraph(_)) && of(&first.node).is_none();
    let follows = |block: &Block| match &block.kind {
        BlockKind::List(list) => {
            fits(&block.node, list)
                && list.tight
                && list.start.is_none_or(|start| start == 1)
                && list.numerals == Numerals::Decimal
                && list.entries.is_none()
        }
        BlockKind::Code { .. } => true,
        BlockKind::Paragraph(_)
        | BlockKind::Heading { .. }
        | BlockKind::Quote { .. }
        | BlockKind::Definitions(_)
        | BlockKind::Verse(_)
        | BlockKind::Figure { .. }
        | BlockKind::Table(_)
        | BlockKind::Math(_)
        | BlockKind::Alert { .. }
        | BlockKind::Break
        | BlockKind::PageBreak
        | BlockKind::Container(_)
        | BlockKind::Raw(_) => false,
    };
    let one_list = rest.iter().filter(|block| matches!(block.kind, BlockKind::List(_))).count() <= 1;
    let ends_with_list = rest.iter().rev().skip(1).all(|block| !matches!(block.kind, BlockKind::List(_)));
    (begins || rest.is_empty() && follows(first)) && one_list && ends_with_list && rest.iter().all(follows)
}

/// A list in HTML, with Markdown in its items.
fn with_tags(writer: BlockWriter<'_>, node: &Node, list: &List) -> String {
    let mut given = of_node(node);
    let name = match list.start {
        None => "ul",
        Some(start) => {
            if start != 1 || list.descending {
                given.push_str(&format!(" start=\"{start}\""));
            }
            let numerals = match list.numerals {
                Numerals::Decimal => None,
                Numerals::LowerAlpha => Some("a"),
                Numerals::UpperAlpha => Some("A"),
                Numerals::LowerRoman => Some("i"),
                Numerals::UpperRoman => Some("I"),
            };
            if let Some(numerals) = numerals {
                given.push_str(&format!(" type=\"{numerals}\""));
            }
            if list.descending {
                given.push_str(" reversed");
            }
            "ol"
        }
    };
    let item = |item: &ListItem| {
        let mut given = of_node(&item.node);
        if let Some(number) = item.number {
            given.push_str(&format!(" value=\"{number}\""));
        }
        let check_box = match item.task {
            Some(true) => "☑ ",
            Some(false) => "☐ ",
            None => "",
        };
        between_tags("li", &given, &format!("{check_box}{}", writer.blocks(&item.blocks)))
    };
    let items = list.items.iter().map(item).collect::<Vec<_>>().join("\n");
    format!("<{name}{given}>\n{items}\n</{name}>")
}

/// Terms with their definitions.
pub(super) fn definitions(writer: BlockWriter<'_>, node: &Node, definitions: &[Definition]) -> String {
    let is_plain = |definition: &Definition| {
        of(&definition.node).is_none()
            && definition.terms.iter().all(|(node, term)| of(node).is_none() && !term.is_empty())
            && !definition.terms.is_empty()
            && !definition.bodies.is_empty()
            && definition
                .bodies
                .iter()
                .all(|body| matches!(body.first(), Some(Block { kind: BlockKind::Paragraph(_), node }) if of(node).is_none()))
    };
    if of(node).is_some() || !definitions.iter().all(is_plain) {
        return definitions_with_tags(writer, node, definitions);
    }
    let one = |definition: &Definition| {
        let terms: Vec<String> = definition.terms.iter().map(|(_, term)| writer.line(term, LinePlace::Heading)).collect();
        let body = |body: &Vec<Block>| format!(":   {}", hanging(&writer.blocks(body), 4));
        let bodies: Vec<String> = definition.bodies.iter().map(body).collect();
        format!("{}\n{}", terms.join("\n"), bodies.join("\n\n"))
    };
    definitions.iter().map(one).collect::<Vec<_>>().join("\n\n")
}

fn definitions_with_tags(writer: BlockWriter<'_>, node: &Node, definitions: &[Definition]) -> String {
    let mut out = format!("<dl{}>\n", of_node(node));
    for definition in definitions {
        for (node, term) in &definition.terms {
            out.push_str(&between_tags("dt", &of_node(node), &writer.line(term, LinePlace::Heading)));
            out.push('\n');
        }
        for body in &definition.bodies {
            out.push_str(&between_tags("dd", "", &writer.blocks(body)));
            out.push('\n');
        }
    }
    out.push_str("</dl>");
    out
}
