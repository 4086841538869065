//! The designs that have names: TOML files, read as the author's are. The trade design is complete; the others say what is
//! different in them.
use std::sync::LazyLock;

use crate::diagnostic::{Sink, codes};
use crate::source::FileId;

use super::book::read::sound;
use super::book::schema::{DesignTable, design_schema};
use super::design::read::{DesignReader, leaves};
use super::design::values::Design;
use super::settings::tree::toml;

/// The files by name.
pub(crate) const NAMED: &[(&str, &str)] = &[
    ("trade", include_str!("trade.toml")),
    ("pamphlet", include_str!("pamphlet.toml")),
    ("academic", include_str!("academic.toml")),
    ("handout", include_str!("handout.toml")),
    ("large-print", include_str!("large-print.toml")),
    ("pocket", include_str!("pocket.toml")),
];

/// A design that has a name.
#[derive(Debug)]
pub(crate) struct NamedDesign {
    pub(crate) name: &'static str,
    pub(crate) design: Design,
    /// What its file says, by dotted keys; the rest is the trade design's.
    pub(crate) keys: Vec<String>,
}

/// Read once: they never change.
static READ: LazyLock<Vec<NamedDesign>> = LazyLock::new(|| {
    let mut trade = Design::blank();
    NAMED
        .iter()
        .map(|(name, text)| {
            let (design, keys) = read(&trade, text, &Sink::default());
            if *name == "trade" {
                trade = design.clone();
            }
            NamedDesign { name, design, keys }
        })
        .collect()
});

fn read(base: &Design, text: &str, sink: &Sink) -> (Design, Vec<String>) {
    let given = toml(FileId(0), text, 0..text.len(), sink);
    let raw: DesignTable = sound(&given, &design_schema(), codes::UNKNOWN_KEY, sink);
    let reader = DesignReader { given: &given, path: &[], sink };
    let design = reader.read(base, &raw);
    (design, leaves(&given, "").into_iter().map(|(key, _)| key).collect())
}

/// The trade design: the default.
pub(crate) fn trade() -> &'static Design {
    &READ[0].design
}

/// The design of that name.
pub(crate) fn named(name: &str) -> Option<&'static NamedDesign> {
    READ.iter().find(|design| design.name == name)
}

/// The names, each with a line on what it is for: the first line of its file.
pub fn list() -> impl Iterator<Item = (&'static str, &'static str)> {
    NAMED.iter().map(|(name, text)| (*name, text.lines().next().unwrap_or_default().trim_start_matches('#').trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_are_sound_and_the_trade_design_is_complete() {
        let sink = Sink::default();
        for (_, text) in NAMED {
            read(&Design::blank(), text, &sink);
        }
        assert_eq!(sink.sorted(), Vec::new());
        let schema = design_schema();
        let known = schema["properties"].as_object().map(|known| known.keys().cloned().collect::<Vec<_>>()).unwrap_or_default();
        let said: Vec<&str> = READ[0].keys.iter().map(|key| key.split('.').next().unwrap_or_default()).collect();
        let silent: Vec<&String> = known.iter().filter(|key| !said.contains(&key.as_str())).collect();
        // The first would be itself; the others follow the faces of the text and of the program.
        assert_eq!(silent, ["base", "fallback-face", "heading-face"]);
    }
}
