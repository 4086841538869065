//! `chapbook fonts`.
use super::GOOD;
use super::args::FontsArguments;
use super::report::Report;
use crate::font::{Face, FontBook};

/// What is looked for in a face: the basic alphabet of each script.
const SCRIPTS: [(&str, &str); 4] = [("Latin", "AZazé"), ("Cyrillic", "АЯая"), ("Greek", "ΑΩαω"), ("polytonic", "ἀὦ")];

pub(super) fn run(typed: &FontsArguments, report: &Report) -> anyhow::Result<u8> {
    let mut fonts = FontBook::bundled();
    typed.font_path.iter().try_for_each(|path| fonts.add_path(path))?;
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
        let covered = |sample: &str| faces.iter().all(|face| sample.chars().all(|letter| face.covers(letter)));
        let scripts: Vec<&str> = SCRIPTS.iter().filter(|(_, sample)| covered(sample)).map(|(name, _)| *name).collect();
        report.result(&format!("{family}: {} ({})\n", styles.join(", "), scripts.join(", ")));
    }
    Ok(GOOD)
}
