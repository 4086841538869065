//! A folder of texts without settings, and the order of texts by their names.
//!
//! The texts of a folder are put in order like this. If a README, an index or a table of contents links at least half of the texts and
//! folders beside it, their order is that of the links, and what it does not link follows. Otherwise a preface comes first, an appendix
//! last, and all others are in the natural order of their names (`2` before `10`). A folder is a part, unless it has a single text. README,
//! index and table of contents are chapters only if they are prose.
use std::collections::BTreeMap;

use crate::document::Matter;
use crate::edition::{Dialect, Setting, Value};
use crate::source::Span;

use super::folder::{ProjectFolder, folder_of, is_other_folder, is_text, join, name_of, stem_of};
use super::links::{is_path, links};
use super::project::{Project, with_slash};
use super::titles::{is_prose, only_title, title_of_name};
use crate::manuscript::text::passes::within;

/// The stems of texts that list the others, in lower case.
const LISTS: [&str; 9] = ["readme", "index", "_index", "toc", "contents", "table-of-contents", "table_of_contents", "summary", "_sidebar"];

/// The stems of texts about a project, not of its book.
const ABOUT_PROJECT: [&str; 22] = [
    "license",
    "licence",
    "copying",
    "contributing",
    "changelog",
    "changes",
    "code_of_conduct",
    "code-of-conduct",
    "todo",
    "security",
    "pull_request_template",
    "issue_template",
    "agents",
    "claude",
    "gemini",
    "maintainers",
    "maintenance",
    "contributors",
    "codeowners",
    "ai_instructions",
    "_coverpage",
    "_navbar",
];

/// The folders that usually hold the chapters, the likeliest first.
const CONTENT: [&str; 14] = [
    "chapters",
    "chapter",
    "src",
    "source",
    "content",
    "text",
    "texts",
    "manuscript",
    "book",
    "kapitel",
    "chapitres",
    "capitulos",
    "capítulos",
    "docs",
];

/// The stems of texts that come first, with the matter of each. The rest of a name may be a number.
const FIRST: [(&str, Matter); 22] = [
    ("dedication", Matter::Front),
    ("foreword", Matter::Front),
    ("preface", Matter::Front),
    ("prefacio", Matter::Front),
    ("prefácio", Matter::Front),
    ("préface", Matter::Front),
    ("prefazione", Matter::Front),
    ("vorwort", Matter::Front),
    ("avant-propos", Matter::Front),
    ("предисловие", Matter::Front),
    ("前言", Matter::Front),
    ("序", Matter::Front),
    ("introduction", Matter::Body),
    ("intro", Matter::Body),
    ("einleitung", Matter::Body),
    ("введение", Matter::Body),
    ("prologue", Matter::Body),
    ("prolog", Matter::Body),
    ("prologo", Matter::Body),
    ("prólogo", Matter::Body),
    ("пролог", Matter::Body),
    ("overview", Matter::Body),
];

/// The stems of texts that come last, with the matter of each.
const LAST: [(&str, Matter); 15] = [
    ("conclusion", Matter::Body),
    ("epilogue", Matter::Body),
    ("epilog", Matter::Body),
    ("epilogo", Matter::Body),
    ("epílogo", Matter::Body),
    ("эпилог", Matter::Body),
    ("afterword", Matter::Back),
    ("nachwort", Matter::Back),
    ("appendix", Matter::Back),
    ("anhang", Matter::Back),
    ("glossary", Matter::Back),
    ("bibliography", Matter::Back),
    ("references", Matter::Back),
    ("acknowledgements", Matter::Back),
    ("thanks", Matter::Back),
];

pub(super) fn recognise(folder: &mut ProjectFolder<'_>) -> Option<Project> {
    let base = content_folder(folder);
    let known_by = if base.is_empty() { "its Markdown files".to_owned() } else { format!("{base}/") };
    let mut project = Project::new("a folder of texts", known_by, Dialect::Chapbook);
    list_texts(folder, &mut project, &base);
    if project.slots.is_empty() {
        return None;
    }
    if !base.is_empty() {
        project.picture_folders.extend([base, String::new()]);
    }
    Some(project)
}

/// The folder that holds the texts: the first of [`CONTENT`] with several texts, if the root has fewer than two numbered texts; otherwise
/// the root, as an empty path.
pub(super) fn content_folder(folder: &mut ProjectFolder<'_>) -> String {
    let numbered = folder.names("").into_iter().filter(|name| is_text(name) && name.starts_with(|c: char| c.is_ascii_digit())).count();
    let found = CONTENT.iter().find(|name| numbered < 2 && folder.has_folder(name) && folder.texts(name).len() > 1);
    found.map(|name| (*name).to_owned()).unwrap_or_default()
}

/// Lists the texts of a folder and of its folders.
pub(super) fn list_texts(folder: &mut ProjectFolder<'_>, project: &mut Project, base: &str) {
    let mut lister = TextLister { folder, project, is_listed: false };
    let entries = lister.entries(base, true);
    lister.list(entries, 0);
    if !lister.is_listed {
        project.remarks.push("in the order of the file names".to_owned());
    }
}

/// A text or a folder with texts.
struct OrderedEntry {
    path: String,
    is_folder: bool,
    matter: Matter,
}

struct TextLister<'a, 'f> {
    folder: &'a mut ProjectFolder<'f>,
    project: &'a mut Project,
    /// Whether a text gives the order of the root.
    is_listed: bool,
}

impl TextLister<'_, '_> {
    /// The texts and folders of a folder in their order. Only the folder of the book has front and back matter.
    fn entries(&mut self, base: &str, is_root: bool) -> Vec<OrderedEntry> {
        let mut lists = Vec::new();
        let mut entries = Vec::new();
        for name in self.folder.names(base) {
            let path = join(base, &name);
            let stem = stem_of(&name).to_lowercase();
            if self.folder.has_folder(&path) {
                if !is_other_folder(&path) && !self.folder.texts(&path).is_empty() {
                    entries.push(OrderedEntry { path, is_folder: true, matter: Matter::Body });
                }
            } else if !is_text(&name) || ABOUT_PROJECT.contains(&stem.as_str()) {
            } else if let Some(at) = LISTS.iter().position(|list| *list == stem) {
                lists.push((at, path));
            } else {
                entries.push(OrderedEntry { path, is_folder: false, matter: Matter::Body });
            }
        }
        lists.sort();
        let ranks = self.ranks(lists.iter().map(|(_, path)| path.as_str()), &entries);
        if ranks.len() > 1 && ranks.len() * 2 >= entries.len() {
            self.is_listed |= is_root;
            if is_root && ranks.len() < entries.len() {
                let left = entries.iter().filter(|entry| !ranks.contains_key(&entry.path)).map(|entry| format!("`{}`", entry.path));
                self.project.remarks.push(format!("the unlisted ones last ({})", left.collect::<Vec<_>>().join(", ")));
            }
            entries.sort_by_key(|entry| ranks.get(&entry.path).copied().unwrap_or(usize::MAX));
        } else {
            for entry in entries.iter_mut().filter(|entry| !entry.is_folder && is_root) {
                entry.matter = place(&entry.path).map_or(Matter::Body, |(_, matter)| matter);
            }
            entries.sort_by_key(|entry| {
                let named = place(&entry.path).filter(|_| !entry.is_folder);
                named.map_or(Rank::Among, |(rank, _)| rank)
            });
        }
        // Where there is no other text, a short one is the book.
        let is_alone = is_root && entries.is_empty();
        let prose = lists.into_iter().rev().map(|(_, path)| path);
        let prose = prose.filter(|path| is_alone || self.folder.body(path).is_some_and(|text| is_prose(&text)));
        for path in prose.collect::<Vec<_>>() {
            entries.insert(0, OrderedEntry { path, is_folder: false, matter: Matter::Body });
        }
        entries
    }

    /// For each entry that a list links, the number of the first link to it or into it.
    fn ranks<'p>(&mut self, lists: impl Iterator<Item = &'p str>, entries: &[OrderedEntry]) -> BTreeMap<String, usize> {
        let mut ranks = BTreeMap::new();
        let known: BTreeMap<&str, bool> = entries.iter().map(|entry| (entry.path.as_str(), entry.is_folder)).collect();
        for list in lists {
            let body = self.folder.body(list).unwrap_or_default();
            for link in links(&body).iter().filter(|link| is_path(&link.target)) {
                let Some(path) = within(&with_slash(folder_of(list)), &link.target) else { continue };
                // The entry itself, or the folder that the link leads into.
                let entry = std::iter::successors(Some(path.as_str()), |path| path.rsplit_once('/').map(|(folder, _)| folder));
                if let Some(entry) = entry.into_iter().find(|path| known.contains_key(path)) {
                    let next = ranks.len();
                    ranks.entry(entry.to_owned()).or_insert(next);
                }
            }
        }
        ranks
    }

    fn list(&mut self, entries: Vec<OrderedEntry>, depth: usize) {
        for entry in entries {
            if !entry.is_folder {
                self.add(&entry);
                continue;
            }
            let inner = self.entries(&entry.path, false);
            let texts = inner.iter().filter(|inner| !inner.is_folder).count();
            let is_part = depth == 0 && (texts > 1 || inner.len() > texts);
            if is_part {
                let title = self.title_of_folder(&entry.path);
                self.project.part(&title, Span::DETACHED);
            }
            self.list(inner, depth + 1);
            if is_part {
                self.project.end_part();
            }
        }
    }

    fn add(&mut self, entry: &OrderedEntry) {
        let is_note = self.project.dialect == Dialect::Obsidian;
        if let Some(slot) = self.project.add(entry.matter, &entry.path, Span::DETACHED, 0) {
            if is_note {
                // The name of a note is its title, letter by letter.
                slot.role.title = Some(stem_of(&entry.path).to_owned());
                slot.role.keeps_title = true;
            }
            if let (Some((_, matter)), None) = (place(&entry.path), slot.role.kind)
                && matter == entry.matter
                && matter != Matter::Body
            {
                slot.role.kind = crate::manuscript::outline::ordered::kind_by_name(&entry.path, matter);
            }
        }
    }

    /// The title of a part: that of its README or index, or else the name of its folder.
    fn title_of_folder(&mut self, path: &str) -> String {
        let lists =
            self.folder.names(path).into_iter().filter(|name| is_text(name) && LISTS.contains(&stem_of(name).to_lowercase().as_str()));
        for name in lists.collect::<Vec<_>>() {
            // A list that is prose is a chapter with this title.
            let text = self.folder.body(&join(path, &name)).unwrap_or_default();
            if let Some(title) = only_title(&text).filter(|_| !is_prose(&text)) {
                return title;
            }
        }
        title_of_name(name_of(path))
    }
}

/// Where a text stands among the texts of its folder, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    First,
    Among,
    Last,
}

/// The rank and the matter that the name of a text asks for. `None` if it asks for none.
fn place(path: &str) -> Option<(Rank, Matter)> {
    let stem = stem_of(path).to_lowercase();
    let stem = stem.trim_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | ' ' | '.'));
    let find = |names: &[(&str, Matter)]| names.iter().find(|(name, _)| *name == stem).map(|(_, matter)| *matter);
    // `appendix-a`, `apA`
    let is_appendix = ["appendix", "app", "ap"].iter().any(|word| {
        stem.strip_prefix(word).is_some_and(|rest| matches!(rest.trim_start_matches(['-', '_', ' ']).as_bytes(), [b'a'..=b'z']))
    });
    find(&FIRST).map(|matter| (Rank::First, matter)).or_else(|| {
        let matter = find(&LAST).or(is_appendix.then_some(Matter::Back))?;
        Some((Rank::Last, matter))
    })
}

/// Takes the title of the book from the front matter of its first text if that has authors too, or else from a README, or else from the
/// name of the folder.
pub(super) fn take_title(folder: &mut ProjectFolder<'_>, project: &mut Project, name: &str) {
    if project.says("title") {
        return;
    }
    let first = project.slots.iter().find_map(|slot| slot.path.clone());
    if let Some(first) = first.filter(|_| project.head.is_none())
        && let Some(given) = folder.front_matter(&first)
        && given.get("title").is_some()
        && ["author", "authors"].iter().any(|key| given.get(key).is_some())
        && let Some(given) = folder.front_matter_of_book(&first)
    {
        project.take_text(&given, "title", "title");
        project.take_text(&given, "subtitle", "subtitle");
        project.take_authors(&given, "author");
        project.take_authors(&given, "authors");
        project.take_date(&given, "date", folder);
        project.take_language(&given, "lang");
        project.take_language(&given, "language");
        project.head = Some(first);
        return;
    }
    let bases = ["", "docs"].map(str::to_owned);
    let lists = bases.iter().flat_map(|base| ["README.md", "readme.md", "Readme.md", "index.md"].map(|name| join(base, name)));
    let title = lists.collect::<Vec<_>>().into_iter().find_map(|path| Some((only_title(&folder.body(&path)?)?, path)));
    match title {
        Some((title, path)) => {
            project.set("title", detached(&title));
            project.remarks.push(format!("its title from `{path}`"));
        }
        None => {
            project.set("title", detached(&title_of_name(name)));
            project.remarks.push("its title from the name of the folder".to_owned());
        }
    }
}

/// A text that stands in no file.
pub(super) fn detached(text: &str) -> Setting {
    Setting { span: Span::DETACHED, value: Value::Text(text.to_owned()) }
}
