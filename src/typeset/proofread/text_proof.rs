//! Prints pages as text, for tests: folio, side, and each item with its place in points.
use std::fmt::Write;

use crate::typeset::model::page::{ItemRole, PageItem, Pages};

/// One line for each page and one for each of its items.
#[must_use]
pub fn proof(pages: &Pages) -> String {
    let mut proof = String::new();
    for page in &pages.pages {
        let start = page.start.map_or(String::new(), |start| format!(" from node {} byte {}", start.block.0, start.offset));
        let _ = writeln!(proof, "page {} {:?} {:?}{start}", page.folio, page.side, page.kind);
        for placed in &page.items {
            let role = match placed.role {
                ItemRole::Content(node) => format!("node {}", node.0),
                ItemRole::Generated(_) => "made".to_owned(),
                ItemRole::Artifact(_) => "artifact".to_owned(),
            };
            let what = match &placed.item {
                PageItem::Line(line) => {
                    format!("{:?} {}{}", line.text().trim_end(), line.width(), if line.turned { " turned" } else { "" })
                }
                PageItem::Rule(size) => format!("rule {} by {}", size.width, size.height),
                PageItem::Artwork { source, size, .. } => format!("picture {source} {} by {}", size.width, size.height),
                PageItem::QrCode { modules, module } => format!("code of {} modules of {module}", modules.side()),
                PageItem::Link { to, size, .. } => format!("link {to:?} {} by {}", size.width, size.height),
                PageItem::Anchor(name) => format!("anchor {name}"),
            };
            let _ = writeln!(proof, "  {:>8} {:>8} {role}: {what}", placed.at.x.to_string(), placed.at.y.to_string());
        }
    }
    proof
}
