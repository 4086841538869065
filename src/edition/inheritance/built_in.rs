//! The editions that every book has: a TOML file, read as the author's tables are.
use std::sync::LazyLock;

use crate::diagnostic::{Sink, codes};
use crate::source::FileId;

use crate::edition::book::schema::{BookFile, schema};
use crate::edition::design::read::DesignReader;
use crate::edition::design::show::design_rows;
use crate::edition::design::table::DesignTable;
use crate::edition::settings::check::checked;
use crate::edition::settings::tree::{Given, Value, toml};
use crate::edition::{Edition, Origin, Origins};

const FILE: &str = include_str!("built_in.toml");

/// Those that are printed on the paper that is at hand.
const ON_PAPER_AT_HAND: [&str; 4] = ["handout", "booklet", "large-print", "sessions"];

/// The file, read once.
pub(crate) struct BuiltIn {
    pub(crate) given: Given,
    pub(crate) raw: BookFile,
}

pub(crate) static BUILT_IN: LazyLock<BuiltIn> = LazyLock::new(|| read(&Sink::default()));

fn read(sink: &Sink) -> BuiltIn {
    let given = toml(FileId(0), FILE, 0..FILE.len(), sink);
    let raw = checked(&given, &schema(), codes::UNKNOWN_KEY, sink);
    BuiltIn { given, raw }
}

/// The names, each with a line on what it is for.
pub fn built_in() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILE.lines().filter_map(|line| {
        let (name, what) = line.strip_prefix("name = \"")?.split_once("\" # ")?;
        Some((name, what))
    })
}

/// Applies those values of a book's `[design]` table that do not depend on the page to a built-in edition. `given` is the book's file;
/// its mistakes are reported where the book itself is read.
pub(crate) fn apply_book_design(edition: &mut Edition, given: &Given) {
    let Some(design) = given.get("design") else { return };
    let mut design = design.clone();
    if let Value::Table(entries) = &mut design.value {
        let rows = design_rows(&edition.design);
        entries.retain(|entry| rows.iter().any(|row| row.on_any_page && row.key == entry.key));
    }
    let sink = Sink::default();
    let schema = schemars::schema_for!(DesignTable).to_value();
    let raw: DesignTable = checked(&design, &schema, codes::UNKNOWN_KEY, &sink);
    DesignReader { given: &design, path: &[], sink: &sink }.apply(&mut edition.design, &mut edition.origins, &raw);
}

/// Says of the values that the table of the built-in edition gave that they come from there.
pub(crate) fn own_origins(edition: &mut Edition, before: &Origins, nth: usize) {
    let Some((name, _)) = built_in().nth(nth) else { return };
    for (key, origin) in &mut edition.origins {
        if before.get(key) != Some(origin) && matches!(origin, Origin::Given(_)) {
            *origin = Origin::BuiltIn(name);
        }
    }
}

/// Whether a built-in edition is printed on the paper that is at hand.
pub(crate) fn on_paper_at_hand(name: &str) -> bool {
    ON_PAPER_AT_HAND.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_sound_and_each_edition_says_what_it_is_for() {
        let sink = Sink::default();
        let file = read(&sink);
        assert_eq!(sink.sorted(), Vec::new());
        let names: Vec<_> = file.raw.edition.iter().filter_map(|edition| edition.name.as_deref()).collect();
        assert_eq!(built_in().map(|(name, _)| name).collect::<Vec<_>>(), names);
    }
}
