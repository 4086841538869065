//! VuePress and VitePress: a folder `.vuepress` or `.vitepress` (<https://vitepress.dev/reference/site-config>). Their sidebars are
//! programs, so they are not read.
use crate::edition::{Dialect, Entry, Setting, Value};
use crate::source::Span;

use super::folder::{ProjectFolder, folder_of, join};
use super::plain::list_texts;
use super::project::{Project, with_slash};
use super::script::literal;
use crate::manuscript::text::passes::within;

/// The folders of settings.
const SETTINGS: [&str; 8] = [
    ".vitepress",
    ".vuepress",
    "docs/.vitepress",
    "docs/.vuepress",
    "src/.vuepress",
    "src/.vitepress",
    "doc/.vitepress",
    "website/.vitepress",
];

pub(super) fn recognise(folder: &mut ProjectFolder<'_>) -> Option<Project> {
    let settings = *SETTINGS.iter().find(|path| folder.has_folder(path))?;
    let mut base = folder_of(settings).to_owned();
    let kind = if settings.ends_with("vitepress") { "a VitePress site" } else { "a VuePress site" };
    let mut project = Project::new(kind, format!("{settings}/"), Dialect::Docusaurus);
    let configs =
        ["config.js", "config.ts", "config.mjs", "config.mts", "config/index.js", "config/index.ts"].map(|name| join(settings, name));
    if let Some(path) = configs.iter().find(|path| folder.has(path))
        && let Some((file, text)) = folder.text(path)
    {
        for key in ["title", "description"] {
            if let Some(setting) = literal(file, &text, key) {
                project.set(key, setting);
            }
        }
        if let Some(language) = literal(file, &text, "lang") {
            let entry = Entry { key: "lang".to_owned(), span: language.span, value: language };
            project.take_language(&Setting { span: Span::DETACHED, value: Value::Table(vec![entry]) }, "lang");
        }
        if let Some(Setting { value: Value::Text(source), .. }) = literal(file, &text, "srcDir")
            && let Some(path) = within(&with_slash(&base), &source).filter(|path| folder.has_folder(path))
        {
            base = path;
        }
    }
    list_texts(folder, &mut project, &base);
    for name in ["public", ".vuepress/public"] {
        project.picture_folders.push(join(&base, name));
    }
    project.picture_folders.push(base);
    (!project.slots.is_empty()).then_some(project)
}
