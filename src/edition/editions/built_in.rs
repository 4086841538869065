//! The editions that every book has: a TOML file, read as the author's tables are.
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::diagnostic::{Sink, codes};
use crate::source::FileId;

use super::model::Edition;
use super::schema::EditionTable;
use crate::edition::design::read::{DesignReader, Origin, Origins};
use crate::edition::design::show::design_rows;
use crate::edition::design::table::DesignTable;
use crate::edition::settings::check::checked;
use crate::edition::settings::tree::{Setting, Value, toml};

const FILE: &str = include_str!("built_in.toml");

/// The editions whose pages follow the available paper.
const FOLLOW_PAPER: [&str; 4] = ["handout", "booklet", "large-print", "sessions"];

/// The file, read once.
pub(crate) struct BuiltIn {
    pub(crate) given: Setting,
    pub(crate) tables: Vec<EditionTable>,
}

pub(crate) static BUILT_IN: LazyLock<BuiltIn> = LazyLock::new(|| read(&Sink::default()));

/// The file `built_in.toml`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct BuiltInFile {
    edition: Vec<EditionTable>,
}

fn read(sink: &Sink) -> BuiltIn {
    let given = toml(FileId(0), FILE, 0..FILE.len(), sink);
    let schema = schemars::schema_for!(BuiltInFile).to_value();
    let file: BuiltInFile = checked(&given, &schema, codes::UNKNOWN_KEY, sink);
    BuiltIn { given, tables: file.edition }
}

/// The names, each with a line that says what the edition is for.
pub fn built_in() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILE.lines().filter_map(|line| {
        let (name, what) = line.strip_prefix("name = \"")?.split_once("\" # ")?;
        Some((name, what))
    })
}

/// Applies a book's `[design]` table to a built-in edition, except the values that depend on the size of the page. `given` is the book's
/// file. Its mistakes are not reported here, because reading the book reports them.
pub(crate) fn apply_book_design(edition: &mut Edition, given: &Setting) {
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

/// Sets the origin of the values that the table of a built-in edition has changed. `before` has the origins before that.
pub(crate) fn own_origins(edition: &mut Edition, before: &Origins, nth: usize) {
    let Some((name, _)) = built_in().nth(nth) else { return };
    for (key, origin) in &mut edition.origins {
        if before.get(key) != Some(origin) && matches!(origin, Origin::Author(_)) {
            *origin = Origin::BuiltIn(name);
        }
    }
}

/// Whether the pages of a built-in edition follow the available paper.
pub(crate) fn follows_paper(name: &str) -> bool {
    FOLLOW_PAPER.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_has_no_mistakes_and_each_edition_says_what_it_is_for() {
        let sink = Sink::default();
        let file = read(&sink);
        assert_eq!(sink.sorted(), Vec::new());
        let names: Vec<_> = file.tables.iter().filter_map(|edition| edition.name.as_deref()).collect();
        assert_eq!(built_in().map(|(name, _)| name).collect::<Vec<_>>(), names);
    }
}
