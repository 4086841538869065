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
        let with_links = sample.iter().filter(|path| folder.body(path).is_some_and(|text| has_wiki_link(&text))).count();
        if with_links < 2 || with_links * 2 <= sample.len() {
            return None;
        }
    }
    let mut project = Project::new("an Obsidian vault", known_by, Dialect::Obsidian);
    list_texts(folder, &mut project, "");
    // A path may begin in the folder of the vault.
    project.picture_folders.push(String::new());
    (!project.slots.is_empty()).then_some(project)
}

/// Whether a text has a link to a note: `[[Half hitch]]`, not the number of a note, `[[1]](#note)`, and not R's `x[[i]]`.
fn has_wiki_link(text: &str) -> bool {
    text.match_indices("[[").any(|(at, _)| {
        let rest = &text[at + 2..];
        let Some(end) = rest.find("]]").filter(|end| !rest[..*end].contains(['\n', '[', '\\'])) else { return false };
        let is_word = rest[..end].trim_start_matches('#').starts_with(|c: char| c.is_alphabetic()) && end > 1;
        is_word && !rest[end + 2..].starts_with('(') && !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == ')')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn double_brackets_are_not_always_links() {
        assert!(has_wiki_link("see [[Half hitch|it]]") && has_wiki_link("![[a.png]]"));
        for text in ["[[1\\]](#n)", "[[1]](#n)", "[[One]](one.md)", "x[[i]]", "f(x)[[ab]]", "[[half", "[[]]"] {
            assert!(!has_wiki_link(text), "{text}");
        }
    }
}
