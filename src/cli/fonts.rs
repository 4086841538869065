//! `chapbook fonts`.
use super::args::FontPaths;
use super::console::Console;
use super::exit::Exit;
use crate::font::{Face, FontBook};

/// The scripts to list. A family supports a script if all its faces have these letters.
const SCRIPTS: [(&str, &str); 4] = [("Latin", "AZazé"), ("Cyrillic", "АЯая"), ("Greek", "ΑΩαω"), ("polytonic", "ἀὦ")];

pub(super) fn run(args: &FontPaths, console: &Console) -> anyhow::Result<Exit> {
    let mut fonts = FontBook::bundled();
    args.font_path.iter().try_for_each(|path| fonts.add_path(path))?;
    for family in fonts.families() {
        let faces: Vec<&Face> = fonts.faces().iter().filter(|face| face.family == family).collect();
        let styles: Vec<&str> = faces
            .iter()
            .map(|face| match (face.bold, face.italic) {
                (false, false) => "regular",
                (false, true) => "italic",
                (true, false) => "bold",
                (true, true) => "bold italic",
            })
            .collect();
        let covers = |letters: &str| faces.iter().all(|face| letters.chars().all(|letter| face.covers(letter)));
        let scripts: Vec<&str> = SCRIPTS.iter().filter(|(_, letters)| covers(letters)).map(|(name, _)| *name).collect();
        console.folded_result(&format!("{family}: {} ({})\n", styles.join(", "), scripts.join(", ")));
    }
    Ok(Exit::Success)
}
