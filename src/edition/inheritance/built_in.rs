//! The editions that every book has: a TOML file, read as the author's tables are.
use std::sync::LazyLock;

use crate::diagnostic::{Sink, codes};
use crate::source::FileId;

use crate::edition::book::read::sound;
use crate::edition::book::schema::{BookFile, DesignTable, schema};
use crate::edition::design::read::DesignReader;
use crate::edition::settings::tree::{Given, Step, Value, toml};
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
    let raw = sound(&given, &schema(), codes::UNKNOWN_KEY, sink);
    BuiltIn { given, raw }
}

/// The names, each with a line on what it is for.
pub fn built_in() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILE.lines().filter_map(|line| {
        let (name, what) = line.strip_prefix("name = \"")?.split_once("\" # ")?;
        Some((name, what))
    })
}

/// What a book says about its design that holds whatever the page: the rest belongs to the page that it was said for.
fn voice(raw: &DesignTable) -> DesignTable {
    DesignTable {
        ornament: raw.ornament.clone(),
        paragraph_numbers: raw.paragraph_numbers,
        hyphenation: raw.hyphenation.clone(),
        hyphenate_names: raw.hyphenate_names,
        lists: raw.lists.clone(),
        fallback_face: raw.fallback_face.clone(),
        mono_face: raw.mono_face.clone(),
        ..DesignTable::default()
    }
}

/// The keys of [`voice`].
const VOICE: [&str; 7] = ["ornament", "paragraph-numbers", "hyphenation", "hyphenate-names", "lists", "fallback-face", "mono-face"];

/// Lets a built-in edition speak as the book does; `given` is the book's file, whose mistakes are told where it is read for itself.
pub(crate) fn speak(edition: &mut Edition, given: &Given, raw: &DesignTable) {
    let mut given = given.clone();
    if let Value::Table(entries) = &mut given.value {
        for entry in entries.iter_mut().filter(|entry| entry.key == "design") {
            if let Value::Table(design) = &mut entry.value.value {
                design.retain(|entry| VOICE.contains(&entry.key.as_str()));
            }
        }
    }
    DesignReader { given: &given, path: &[Step::Key("design")], sink: &Sink::default() }.apply(edition, &voice(raw));
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
