//! Reads a `[design]` table: what it changes in a design, and where each value was written.
use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Sink, codes, nearest};
use crate::source::Span;
use crate::units::{Length, Sides, Size};

use super::named;
use super::table::{Design, DesignTable};
use super::value::{CANON, DesignValue, MarginsValue, ValuePlace};
use crate::edition::settings::tree::{Entry, PathStep, Setting, Value};

/// Where a value of a design comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// From the named design that the author began with.
    Base(&'static str),
    /// From the built-in edition of that name.
    BuiltIn(&'static str),
    /// From the author, at this place.
    Author(Span),
}

/// Where the values of a design come from, by their dotted keys. A value without an entry is the default.
pub type Origins = BTreeMap<String, Origin>;

/// Reads one `[design]` table.
pub(crate) struct DesignReader<'a> {
    /// The file.
    pub(crate) given: &'a Setting,
    /// The path to the table.
    pub(crate) path: &'a [PathStep<'a>],
    /// Collects the mistakes.
    pub(crate) sink: &'a Sink,
}

impl DesignReader<'_> {
    /// Changes a design, and the origins of its values, as the table says. A design without room for text is reported and not used.
    pub(crate) fn apply(&self, design: &mut Design, origins: &mut Origins, raw: &DesignTable) {
        if let Some(name) = &raw.base {
            match named::named(name) {
                Some(base) => {
                    *design = base.design.clone();
                    *origins = base.keys.iter().map(|key| (key.clone(), Origin::Base(base.name))).collect();
                }
                None => self.unknown_base(name),
            }
        }
        let changed = self.read(design, raw);
        if self.fits(&changed) {
            *design = changed;
        }
        if let Some(given) = self.given.find(self.path) {
            for (key, span) in leaf_keys(given, "") {
                // A key that is given as a whole replaces all keys below it.
                let below = format!("{key}.");
                origins.retain(|known, _| !known.starts_with(&below));
                origins.insert(key, Origin::Author(span));
            }
        }
    }

    fn unknown_base(&self, name: &str) {
        let names: Vec<&str> = named::list().map(|(name, _)| name).collect();
        let near = nearest(name, names.iter().copied()).map_or(String::new(), |near| format!("did you mean `{near}`? "));
        let place = self.place(self.sink).key("base").span();
        self.sink.report(
            Diagnostic::new(codes::UNKNOWN_DESIGN, place, format!("no design is called `{name}`"))
                .hint(format!("{near}the designs are {}", names.join(", "))),
        );
    }

    /// A design with the changes of the table.
    pub(crate) fn read(&self, base: &Design, raw: &DesignTable) -> Design {
        let mut design = base.clone();
        design.read(raw, &self.place(self.sink));
        if matches!(&raw.margins, Some(MarginsValue::Name(name)) if name == CANON) {
            design.canon = true;
        }
        if design.canon {
            design.margins = canon(design.page);
            if let Some(MarginsValue::Sides(_)) = &raw.margins {
                // Margins that are not given are those of the canon on this page. Mistakes have been reported above.
                design.canon = false;
                design.margins.read(&raw.margins, &self.place(&Sink::default()).key("margins"));
            }
        }
        design
    }

    fn place<'p>(&'p self, sink: &'p Sink) -> ValuePlace<'p> {
        ValuePlace { given: self.given, path: self.path.to_vec(), sink }
    }

    /// Whether a design leaves room for text. Reports it if not.
    fn fits(&self, design: &Design) -> bool {
        let least = Length::points(36);
        let room = |whole: Length, one: Length, other: Length| whole - one - other >= least;
        let seen = |size: Length| size >= Length::points(1);
        let fits = room(design.page.width, design.margins.inner, design.margins.outer)
            && design.measure() >= least
            && room(design.page.height, design.margins.head, design.margins.foot)
            && seen(design.leading)
            && seen(design.size)
            // The measure is four ems or more, and the page has room for three lines.
            && design.size * 4 <= design.measure()
            && design.leading * 3 <= design.page.height - design.margins.head - design.margins.foot;
        if !fits {
            self.sink.report(
                Diagnostic::new(codes::NO_ROOM, self.given.place(self.path), "page, margins and size leave no room for text")
                    .label("the page was left as it was")
                    .hint("make the page larger, or the margins or the text smaller"),
            );
        }
        let sizes = [
            design.openings.title_size,
            design.heads.size,
            design.headings.first.size,
            design.headings.second.size,
            design.headings.third.size,
            design.titles.half_title_size,
            design.titles.size,
            design.titles.long_size,
            design.titles.longest_size,
            design.titles.subtitle_size,
            design.titles.masthead_size,
            design.titles.masthead_long_size,
            design.titles.masthead_subtitle_size,
        ];
        let high = design.page.height - design.margins.head - design.margins.foot;
        if let Some(size) = sizes.iter().map(|size| size.of(design.size)).find(|size| fits && *size * 2 > high) {
            let place = self.given.place(self.path);
            let message = format!("letters of {size} do not fit a page");
            self.sink.report(Diagnostic::new(codes::BAD_LENGTH, place, message).hint("make them smaller"));
            return false;
        }
        let shown = sizes.into_iter().all(|size| seen(size.of(design.size)))
            && seen(design.inline_code_size.of(design.size))
            && seen(design.quote_size())
            && seen(design.tables.size.of(design.small_size));
        if fits && !shown {
            let place = self.given.place(self.path);
            self.sink.report(Diagnostic::new(codes::BAD_LENGTH, place, "letters here are less than a point high").hint("make them larger"));
        }
        fits && shown
    }
}

/// The margins of the canon: a ninth of the page at spine and head, two ninths at fore-edge and foot, so that the type area has the
/// proportions of the page (J. A. van de Graaf, 1946).
fn canon(page: Size) -> Sides {
    Sides { inner: page.width / 9, head: page.height / 9, outer: page.width * 2 / 9, foot: page.height * 2 / 9 }
}

/// The places of the values of a table, by their dotted keys. `base` is left out, because it names a design and is not a value of one.
pub(crate) fn leaf_keys(given: &Setting, prefix: &str) -> Vec<(String, Span)> {
    let Value::Table(entries) = &given.value else { return Vec::new() };
    let leaf = |entry: &Entry| {
        let key = format!("{prefix}{}", entry.key);
        if matches!(entry.value.value, Value::Table(_)) {
            leaf_keys(&entry.value, &format!("{key}."))
        } else {
            vec![(key, entry.value.span)]
        }
    };
    entries.iter().flat_map(leaf).filter(|(key, _)| key != "base").collect()
}
