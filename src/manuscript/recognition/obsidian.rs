//! Obsidian: a vault has the folder `.obsidian`. Any folder in which most texts have links to notes counts too.
use crate::edition::Dialect;

use super::folder::ProjectFolder;
use super::plain::list_texts;
use super::project::Project;

/// How many texts are looked at.
const SAMPLE: usize = 60;

pub(super) fn recognise(folder: &mut ProjectFolder<'_>) -> Option<Project> {
    let known_by = if folder.has_folder(".obsidian") { ".obsidian/" } else { "links to notes" };
    if !folder.has_folder(".obsidian") {
        let texts = folder.texts("");
        let step = (texts.len() / SAMPLE).max(1);
        let sample: Vec<String> = texts.into_iter().step_by(step).collect();
        let with_links = sample.iter().filter(|path| folder.mentions(path, "[[")).count();
        if with_links < 2 || with_links * 2 <= sample.len() {
            return None;
        }
    }
    let mut project = Project::new("an Obsidian vault", known_by, Dialect::Obsidian);
    list_texts(folder, &mut project, "");
    (!project.slots.is_empty()).then_some(project)
}
