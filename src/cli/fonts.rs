//! `chapbook fonts`.
use std::path::Path;

use super::args::FontsArgs;
use super::console::Console;
use super::exit::Exit;
use crate::build::fonts;
use crate::font::Face;

/// The scripts to list. A family supports a script if all its faces have these letters.
const SCRIPTS: [(&str, &str); 5] = [("Latin", "AZazé"), ("Cyrillic", "АЯая"), ("Greek", "ΑΩαω"), ("polytonic", "ἀὦ"), ("Han", "一中人")];

pub(super) fn run(args: &FontsArgs, console: &Console) -> anyhow::Result<Exit> {
    let (outcome, fonts) = fonts(args.book.as_deref(), &args.fonts.font_path)?;
    console.diagnostics(&outcome, args.book.as_deref().unwrap_or(Path::new("")));
    for family in fonts.families() {
        let mut faces: Vec<&Face> = fonts.faces().iter().filter(|face| face.family == family).collect();
        let covers = |letters: &str| faces.iter().all(|face| letters.chars().all(|letter| face.covers(letter)));
        let scripts: Vec<&str> = SCRIPTS.iter().filter(|(_, letters)| covers(letters)).map(|(name, _)| *name).collect();
        faces.sort_by_key(|face| face.rank());
        let mut styles: Vec<String> = faces.iter().map(|face| face.style()).collect();
        styles.dedup();
        let scripts = if scripts.is_empty() { String::new() } else { format!(" ({})", scripts.join(", ")) };
        console.folded_result(&format!("{family}: {}{scripts}\n", styles.join(", ")));
    }
    Ok(if outcome.has_errors() { Exit::BookErrors } else { Exit::Success })
}
