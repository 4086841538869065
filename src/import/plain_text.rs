//! The title and the chapters of a plain text.
use crate::document::Matter;

use super::chapters::Chapter;

/// The maximum number of characters in a title.
const LONGEST_TITLE: usize = 80;

/// The title of a text: the heading that it begins with, or its first paragraph if that is one short line without punctuation at its end.
pub(super) fn title(text: &str) -> Option<String> {
    let mut lines = text.lines().skip_while(|line| line.is_empty());
    let first = lines.next()?;
    if let Some(title) = first.strip_prefix("# ") {
        return Some(title.to_owned());
    }
    let stands_alone = lines.next().is_some_and(str::is_empty);
    let is_short = first.chars().count() <= LONGEST_TITLE && !first.ends_with(['.', ',', ';', ':', '!', '?']);
    (stands_alone && is_short && first.starts_with(char::is_alphanumeric)).then(|| first.to_owned())
}

/// Divides a text at its headings of the first level. `title` is the title of the text before the first heading.
pub(super) fn chapters(text: &str, title: &str) -> Vec<Chapter> {
    let chapter = |title: &str| Chapter {
        matter: Matter::Body,
        kind: None,
        title: title.to_owned(),
        depth: None,
        blocks: Vec::new(),
        markdown: Some(String::new()),
    };
    let mut out: Vec<Chapter> = Vec::new();
    let mut in_code = false;
    for line in text.lines() {
        in_code ^= line.starts_with("```") || line.starts_with("~~~");
        let heading = line.strip_prefix("# ").filter(|_| !in_code);
        if let Some(heading) = heading {
            out.push(chapter(heading));
        } else if out.is_empty() && !line.is_empty() {
            out.push(chapter(title));
        }
        if let Some(Chapter { markdown: Some(own), .. }) = out.last_mut() {
            own.push_str(line);
            own.push('\n');
        }
    }
    for own in out.iter_mut().filter_map(|chapter| chapter.markdown.as_mut()) {
        own.truncate(own.trim_end().len());
        own.push('\n');
    }
    out
}
