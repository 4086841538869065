//! The named designs: TOML files, read as the author's are. The trade design has the default values of the table; the file of each
//! other design has only what differs from them.
use std::sync::LazyLock;

use crate::diagnostic::{Sink, codes};
use crate::source::FileId;

use super::read::{DesignReader, leaf_keys};
use super::show::design_rows;
use super::table::{Design, DesignTable};
use crate::edition::settings::check::checked;
use crate::edition::settings::tree::toml;

/// The name of the design whose values are the defaults.
const TRADE: &str = "trade";

/// The files by name. The first line of each is a comment that says what the design is for.
const NAMED: &[(&str, &str)] = &[
    (TRADE, include_str!("../designs/trade.toml")),
    ("pamphlet", include_str!("../designs/pamphlet.toml")),
    ("academic", include_str!("../designs/academic.toml")),
    ("handout", include_str!("../designs/handout.toml")),
    ("large-print", include_str!("../designs/large-print.toml")),
    ("pocket", include_str!("../designs/pocket.toml")),
];

/// A design that has a name.
#[derive(Debug)]
pub(crate) struct NamedDesign {
    pub(crate) name: &'static str,
    pub(crate) design: Design,
    /// The dotted keys of its file. The other values are those of the trade design. For the trade design itself, all keys.
    pub(crate) keys: Vec<String>,
}

/// Read once: they never change.
static READ: LazyLock<Vec<NamedDesign>> = LazyLock::new(|| {
    let trade = Design::default();
    let read = |(name, text): &(&'static str, &str)| {
        let (design, mut keys) = read(&trade, text, &Sink::default());
        if *name == TRADE {
            keys = design_rows(&design).into_iter().map(|row| row.key).collect();
        }
        NamedDesign { name, design, keys }
    };
    NAMED.iter().map(read).collect()
});

/// Reads the file of a design, which changes `base`. Returns the changed design, and the keys in the file.
fn read(base: &Design, text: &str, sink: &Sink) -> (Design, Vec<String>) {
    let given = toml(FileId(0), text, 0..text.len(), sink);
    let schema = schemars::schema_for!(DesignTable).to_value();
    let raw: DesignTable = checked(&given, &schema, codes::UNKNOWN_KEY, sink);
    let reader = DesignReader { given: &given, path: &[], sink };
    let design = reader.read(base, &raw);
    (design, leaf_keys(&given, "").into_iter().map(|(key, _)| key).collect())
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
    fn the_files_have_no_mistakes_and_the_trade_design_is_the_default() {
        let sink = Sink::default();
        for (_, text) in NAMED {
            read(&Design::default(), text, &sink);
        }
        assert_eq!(sink.sorted(), Vec::new());
        assert_eq!(named(TRADE).map(|trade| &trade.design), Some(&Design::default()));
    }
}
