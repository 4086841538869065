//! Removes the parts of a web site around the text of a page: navigation, headers, footers, scripts.
use crate::manuscript::html::feed::{Fragment, NodeOrigin, Tag};
use crate::manuscript::html::tree::{TreeNodeId, TreeNodeKind};

/// A part of a page that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOutPart {
    /// The element, as it is named in the page: `nav`, `header`.
    pub element: String,
    /// The number of its words.
    pub words: usize,
    /// Its first words.
    pub beginning: String,
}

/// The roles of parts of a site (WAI-ARIA 1.2, section 5.3.4).
const SITE_ROLES: [&str; 5] = ["navigation", "banner", "contentinfo", "search", "menu"];

/// Elements that never hold text of the page.
const SILENT: [&str; 7] = ["script", "style", "template", "noscript", "iframe", "form", "dialog"];

/// How many words of the beginning are kept for the report.
const SHOWN: usize = 8;

/// Removes parts of a tree, and returns those that have words. If the page is one of a site, only its main part stays: its `main` element,
/// or its only article.
pub(super) fn leave_out(fragment: &mut Fragment, is_of_site: bool) -> Vec<LeftOutPart> {
    let mut out = Vec::new();
    // Links for the screen only, such as the sign beside a heading. They are not listed.
    remove(fragment, &mut Vec::new(), |tag| {
        let attribute = |wanted: &str| tag.start.attributes.iter().find(|(key, _)| key == wanted).map_or("", |(_, value)| value.as_str());
        let is_sign = attribute("class")
            .split_whitespace()
            .any(|class| matches!(class, "headerlink" | "header-anchor" | "hash-link" | "anchorjs-link"));
        tag.start.name == "a" && (attribute("aria-hidden") == "true" || is_sign)
    });
    if is_of_site {
        if let Some(main) = main_part(fragment) {
            keep_only(fragment, main, &mut out);
        }
        remove(fragment, &mut out, |tag| {
            let name = tag.start.name.as_str();
            name == "nav" || SILENT.contains(&name) || role(tag).is_some_and(|role| SITE_ROLES.contains(&role))
        });
        remove_page_headers(fragment, &mut out);
    }
    out
}

fn tag(fragment: &Fragment, place: TreeNodeId) -> Option<&Tag> {
    let TreeNodeKind::Given(_, number) = fragment.tree.nodes[place].kind else { return None };
    match &fragment.fed[number] {
        NodeOrigin::Tag(tag) | NodeOrigin::Verbatim(tag, _) => Some(tag),
        NodeOrigin::Markup(_) | NodeOrigin::Inline(_) | NodeOrigin::Block(_) | NodeOrigin::Text(_) => None,
    }
}

fn role(tag: &Tag) -> Option<&str> {
    tag.start.attributes.iter().find(|(key, _)| key == "role").map(|(_, value)| value.as_str())
}

/// All places in a part of the tree, in order.
fn places(fragment: &Fragment, root: TreeNodeId) -> Vec<TreeNodeId> {
    let mut places = Vec::new();
    let mut pending = vec![root];
    while let Some(place) = pending.pop() {
        places.push(place);
        pending.extend(fragment.tree.nodes[place].children.iter().rev());
    }
    places
}

/// The text of a part of the tree.
fn words(fragment: &Fragment, root: TreeNodeId) -> String {
    let mut text = String::new();
    for place in places(fragment, root) {
        if let TreeNodeKind::Given(_, number) = fragment.tree.nodes[place].kind
            && let NodeOrigin::Text(lines) = &fragment.fed[number]
        {
            for line in lines {
                text.push_str(&line.text);
                text.push(' ');
            }
        }
    }
    text
}

/// The element with the text of the page: the only `main`, or the only `article` if it has more than half of all words.
fn main_part(fragment: &Fragment) -> Option<TreeNodeId> {
    let all = places(fragment, 0);
    let named = |wanted: &dyn Fn(&Tag) -> bool| {
        let found: Vec<TreeNodeId> = all.iter().copied().filter(|place| tag(fragment, *place).is_some_and(wanted)).collect();
        match found[..] {
            [only] => Some(only),
            _ => None,
        }
    };
    let count = |place| words(fragment, place).split_whitespace().count();
    named(&|tag| tag.start.name == "main" || role(tag) == Some("main")).filter(|main| count(*main) > 0).or_else(|| {
        let article = named(&|tag| tag.start.name == "article" || role(tag) == Some("article"))?;
        (count(article) * 2 > count(0)).then_some(article)
    })
}

/// Adds a part to the list, if it has words.
fn record(fragment: &Fragment, place: TreeNodeId, element: &str, out: &mut Vec<LeftOutPart>) {
    let text = words(fragment, place);
    let all: Vec<&str> = text.split_whitespace().collect();
    if !all.is_empty() {
        let beginning = all.iter().take(SHOWN).copied().collect::<Vec<_>>().join(" ");
        out.push(LeftOutPart { element: element.to_owned(), words: all.len(), beginning });
    }
}

/// Removes everything that is not in one element.
fn keep_only(fragment: &mut Fragment, main: TreeNodeId, out: &mut Vec<LeftOutPart>) {
    let mut parents = vec![0; fragment.tree.nodes.len()];
    for place in places(fragment, 0) {
        fragment.tree.nodes[place].children.iter().for_each(|child| parents[*child] = place);
    }
    let mut path = vec![main];
    while let Some(last) = path.last().copied().filter(|last| *last != 0) {
        path.push(parents[last]);
    }
    for pair in path.windows(2) {
        let (inner, outer) = (pair[0], pair[1]);
        for child in fragment.tree.nodes[outer].children.clone() {
            if child != inner {
                let name = tag(fragment, child).map_or("text", |tag| tag.start.name.as_str()).to_owned();
                record(fragment, child, &name, out);
            }
        }
        fragment.tree.nodes[outer].children = vec![inner];
    }
}

/// Removes all elements of a kind.
fn remove(fragment: &mut Fragment, out: &mut Vec<LeftOutPart>, is_left_out: impl Fn(&Tag) -> bool) {
    let mut pending = vec![0];
    while let Some(place) = pending.pop() {
        let children = fragment.tree.nodes[place].children.clone();
        let (gone, kept): (Vec<TreeNodeId>, Vec<TreeNodeId>) =
            children.into_iter().partition(|child| tag(fragment, *child).is_some_and(&is_left_out));
        for child in gone {
            let name = tag(fragment, child).map_or_else(String::new, |tag| tag.start.name.clone());
            record(fragment, child, &name, out);
        }
        fragment.tree.nodes[place].children.clone_from(&kept);
        pending.extend(kept.iter().rev());
    }
}

/// Removes headers and footers that are not in an article or a section: they are those of the page (HTML Standard, sections 4.3.8 and
/// 4.3.9). A header with a heading of the first level has the title of the text, so it stays.
fn remove_page_headers(fragment: &mut Fragment, out: &mut Vec<LeftOutPart>) {
    let mut pending = vec![0];
    while let Some(place) = pending.pop() {
        let children = fragment.tree.nodes[place].children.clone();
        let mut kept = Vec::with_capacity(children.len());
        for child in children {
            let name = tag(fragment, child).map_or_else(String::new, |tag| tag.start.name.clone());
            let has_title = || places(fragment, child).iter().any(|place| tag(fragment, *place).is_some_and(|tag| tag.start.name == "h1"));
            if name == "footer" || (name == "header" && !has_title()) {
                record(fragment, child, &name, out);
                continue;
            }
            if matches!(name.as_str(), "div" | "body" | "main") {
                pending.push(child);
            }
            kept.push(child);
        }
        fragment.tree.nodes[place].children = kept;
    }
}
