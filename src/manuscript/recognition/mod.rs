//! Recognises the projects of other tools: what a folder is, and which settings and files of it make the book.
//!
//! Each kind has a file with a function `recognise`. It looks for the file that the tool needs, and returns the project as a `book.toml`
//! would describe it. [`KINDS`] has the order in which the kinds are tried; the first that fits wins. Nothing in a project is run.
mod bookdown;
mod docsify;
mod docusaurus;
mod folder;
mod gitbook;
mod hugo;
mod jekyll;
mod jupyter_book;
mod leanpub;
mod links;
mod mkdocs;
mod myst;
mod obsidian;
mod pages;
mod pandoc;
mod plain;
pub(crate) mod project;
mod quarto;
mod script;
mod titles;
mod vuepress;

use std::collections::BTreeSet;
use std::path::Path;

use crate::diagnostic::Sink;
use crate::language::LanguageTag;
use crate::source::SourceMap;

use crate::manuscript::text::passes::within;
use folder::{ProjectFolder, join};
use links::{is_path, links};
use project::Project;

/// Recognises a project. Returns `None` if the folder is of another kind.
type Recognise = fn(&mut ProjectFolder<'_>) -> Option<Project>;

/// The kinds of projects that a file in the folder identifies, in the order in which they are tried.
const KINDS: [Recognise; 12] = [
    gitbook::recognise,
    quarto::recognise,
    bookdown::recognise,
    jupyter_book::recognise,
    myst::recognise,
    leanpub::recognise,
    mkdocs::recognise,
    jekyll::recognise,
    hugo::recognise,
    docusaurus::recognise,
    vuepress::recognise,
    docsify::recognise,
];

/// The kinds of folders that their texts identify. They are tried last.
const KINDS_OF_TEXTS: [Recognise; 3] = [obsidian::recognise, pandoc::recognise, plain::recognise];

/// The files that identify the folder of the book inside another folder.
const SIGNS: [&str; 8] = ["book.toml", "_quarto.yml", "_bookdown.yml", "_toc.yml", "myst.yml", "mkdocs.yml", "Book.txt", "SUMMARY.md"];

/// What a folder without `book.toml` is.
#[derive(Debug)]
pub(crate) enum Recognised {
    /// A project.
    Project(Box<Project>),
    /// A folder around the folder of the book, which is the name.
    Inside(String),
    /// A folder with several books, which are the names.
    Several(Vec<String>),
    /// A folder with one book in several languages.
    Translations(Translations),
    /// A folder without texts.
    Nothing,
}

/// The folders of a book in several languages.
#[derive(Debug)]
pub(crate) struct Translations {
    /// The folder that is read if none is named: the first that `LANGS.md` lists, or else the English one, or else the first by name.
    pub(crate) chosen: String,
    /// The other folders.
    pub(crate) others: Vec<String>,
}

impl Translations {
    fn new(mut folders: Vec<String>, chosen: usize) -> Self {
        let chosen = folders.remove(chosen);
        Self { chosen, others: folders }
    }
}

/// Recognises what a folder without `book.toml` is. Reports mistakes in its settings.
pub(crate) fn recognise(root: &Path, sources: &mut SourceMap, sink: &Sink) -> Recognised {
    let mut folder = ProjectFolder { root, sources, sink };
    if let Some(translations) = translations(&mut folder) {
        return Recognised::Translations(translations);
    }
    let Some(mut project) = KINDS.iter().find_map(|recognise| recognise(&mut folder)) else {
        let inside: Vec<String> =
            folder.names("").into_iter().filter(|name| SIGNS.iter().any(|sign| folder.has(&join(name, sign)))).collect();
        let is_vault = folder.has_folder(".obsidian");
        return match inside.as_slice() {
            [one] if !is_vault => Recognised::Inside(one.clone()),
            [_, ..] if !is_vault => match english(&inside) {
                Some(chosen) if are_translations(&inside) => Recognised::Translations(Translations::new(inside, chosen)),
                _ => Recognised::Several(inside),
            },
            _ => match KINDS_OF_TEXTS.iter().find_map(|recognise| recognise(&mut folder)) {
                Some(project) => Recognised::Project(Box::new(complete(project, &mut folder))),
                None => Recognised::Nothing,
            },
        };
    };
    project = complete(project, &mut folder);
    Recognised::Project(Box::new(project))
}

/// Gives a project the title and the language that it does not say, and names each of its folders of pictures once.
fn complete(mut project: Project, folder: &mut ProjectFolder<'_>) -> Project {
    let mut named = BTreeSet::new();
    project.picture_folders.retain(|folder| named.insert(folder.clone()));
    let full = folder.root.canonicalize().unwrap_or_else(|_| folder.root.to_path_buf());
    let name_of = |path: &Path| path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut name = name_of(&full);
    let tag = LanguageTag::parse(&name).filter(|_| is_language(&name));
    if let Some(around) = full.parent().filter(|_| tag.is_some()) {
        // The folder of a translation: `progit/fr`.
        name = name_of(around);
    }
    plain::take_title(folder, &mut project, &name);
    if let Some(tag) = tag.filter(|_| !project.says("language")) {
        project.set("language", plain::detached(tag.tag()));
        project.remarks.push(format!("in `{}`, to judge by the name of the folder", tag.tag()));
    }
    if !project.says("language") {
        let mut sample = String::new();
        // Chapters at the beginning may be quotations or lists of names, so some from the middle are read too.
        let paths: Vec<String> = project.slots.iter().filter_map(|slot| slot.path.clone()).collect();
        let step = (paths.len() / 12).max(1);
        for path in paths.iter().step_by(step).take(12) {
            let text = folder.body(path).unwrap_or_default();
            sample.extend(text.chars().take(6_000));
            sample.push('\n');
        }
        match crate::language::recognised(&sample) {
            Some(tag) => {
                project.set("language", plain::detached(tag));
                project.remarks.push(format!("in `{tag}`, to judge by its words"));
            }
            None => {
                project.set("language", plain::detached("en"));
                project.remarks.push("taken to be English".to_owned());
            }
        }
    }
    let covers = ["cover.jpg", "cover.png", "cover.jpeg", "images/cover.png", "images/cover.jpg", "assets/cover.png", "assets/cover.jpg"];
    project.take_cover_file(&covers, folder);
    project
}

/// The folders of a book in several languages: those that `LANGS.md` links, or at least three that are named after languages and have most
/// of the texts.
fn translations(folder: &mut ProjectFolder<'_>) -> Option<Translations> {
    if let Some((_, text)) = folder.text("LANGS.md") {
        let targets = links(&text).into_iter().filter(|link| is_path(&link.target)).filter_map(|link| within("", &link.target));
        let listed: Vec<String> = targets.filter(|path| folder.has_folder(path)).collect();
        return (!listed.is_empty()).then(|| Translations::new(listed, 0));
    }
    let folders: Vec<String> = folder.names("").into_iter().filter(|name| folder.has_folder(name)).collect();
    let named: Vec<String> = folders.iter().filter(|name| is_language(name) && !folder.texts(name).is_empty()).cloned().collect();
    let chosen = english(&named).unwrap_or(0);
    (named.len() >= 3 && named.len() * 2 > folders.len()).then(|| Translations::new(named, chosen))
}

/// The index of the English folder among those of translations: `en`, `book-en`.
fn english(folders: &[String]) -> Option<usize> {
    folders.iter().position(|name| without_language(name).is_some_and(|stem| name[stem.len()..].trim_start_matches(['-', '_']) == "en"))
}

/// Whether the names of folders differ only in the languages at their ends: `book-en`, `book-ru`.
fn are_translations(folders: &[String]) -> bool {
    let stems: BTreeSet<Option<&str>> = folders.iter().map(|name| without_language(name)).collect();
    stems.len() == 1 && !stems.contains(&None)
}

/// The name of a folder without the language at its end. `None` if there is none.
fn without_language(name: &str) -> Option<&str> {
    let stem = name.rfind(['-', '_']).map_or("", |at| &name[..at]);
    if is_language(name) { Some("") } else { is_language(name[stem.len()..].trim_start_matches(['-', '_'])).then_some(stem) }
}

/// Whether a folder is named after a language: `fr`, `pt-br`. Tags of three letters do not count, because many are words: `src`, `doc`.
fn is_language(name: &str) -> bool {
    let primary = name.split('-').next().unwrap_or(name);
    primary.len() == 2 && name.len() <= 7 && LanguageTag::parse(name).is_some_and(|tag| tag.is_registered())
}
