//! A `[design]` table upon a design: what it changes, and where each value was written.
use std::collections::BTreeMap;
use std::str::FromStr;

use crate::diagnostic::{Diagnostic, Sink, codes, nearest};
use crate::source::Span;
use crate::units::{Length, PAPERS, ParseLengthError, Sides, Size, paper};

use super::values::{Design, HeadingDesign, Lines, LinkAddresses, Measure, Ornament};
use crate::edition::book::schema::{DesignTable, HeadingTable, LinkAddressesValue, LinkListName, ListName, MarginsValue, PageValue};
use crate::edition::settings::tree::{Entry, Given, Step, Value};
use crate::edition::{Edition, designs};

/// Where a value of a design comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// From the named design that the author began with.
    Base(&'static str),
    /// From the edition of that name that every book has.
    BuiltIn(&'static str),
    /// From the author.
    Given(Span),
}

/// Where the values of a design come from, by their dotted keys. What is not here is the default.
pub type Origins = BTreeMap<String, Origin>;

/// The most that letters may be set wider or narrower, in thousandths: beyond it the eye sees it.
const WIDEST: u32 = 50;
/// The most white that can be asked for about a heading, in lines.
const WHITEST: f64 = 20.0;
/// The most ruled lines under a question: more do not fit on a page.
const MOST_ANSWER_LINES: u32 = 20;
/// The most characters of an ornament.
const LONGEST: usize = 12;

/// Reads one `[design]` table.
pub(crate) struct DesignReader<'a> {
    /// The file.
    pub(crate) given: &'a Given,
    /// The way to the table.
    pub(crate) path: &'a [Step<'a>],
    /// Where mistakes are told.
    pub(crate) sink: &'a Sink,
}

impl DesignReader<'_> {
    /// Lets an edition look as the table says.
    pub(crate) fn apply(&self, edition: &mut Edition, raw: &DesignTable) {
        if let Some(name) = &raw.base {
            match designs::named(name) {
                Some(base) => {
                    edition.design = base.design.clone();
                    edition.origins = base.keys.iter().map(|key| (key.clone(), Origin::Base(base.name))).collect();
                }
                None => self.unknown_base(name),
            }
        }
        let design = self.read(&edition.design, raw);
        if self.fits(&design) {
            edition.design = design;
        }
        if let Some(given) = self.given.find(self.path) {
            for (key, span) in leaves(given, "") {
                // What stood below a key that is given as a whole no longer counts.
                let below = format!("{key}.");
                edition.origins.retain(|known, _| !known.starts_with(&below));
                edition.origins.insert(key, Origin::Given(span));
            }
        }
    }

    fn unknown_base(&self, name: &str) {
        let names: Vec<&str> = designs::NAMED.iter().map(|(name, _)| *name).collect();
        let near = nearest(name, names.iter().copied()).map_or(String::new(), |near| format!("did you mean `{near}`? "));
        self.sink.report(
            Diagnostic::new(codes::UNKNOWN_DESIGN, self.place(&["base"]), format!("no design is called `{name}`"))
                .hint(format!("{near}the designs are {}", names.join(", "))),
        );
    }

    /// A design with what the table changes in it.
    pub(crate) fn read(&self, base: &Design, raw: &DesignTable) -> Design {
        let mut design = base.clone();
        self.page(&mut design, raw);
        self.sizes(&mut design, raw);
        self.voice(&mut design, raw);
        let headings = &raw.headings;
        for (at, (raw, key)) in [(&headings.first, "1"), (&headings.second, "2"), (&headings.third, "3")].into_iter().enumerate() {
            self.heading(&mut design.headings[at], raw, key);
        }
        let (own, raw_own) = (&mut design.openings, &raw.openings);
        set(&mut own.label_shape, raw_own.label_shape);
        self.length(raw_own.title_size.as_ref(), &["openings", "title-size"], &mut own.title_size);
        set(&mut own.title_shape, raw_own.title_shape);
        set(&mut own.align, raw_own.align);
        self.white(raw_own.below, &["openings", "below"], &mut own.below);
        set(&mut own.first_words, raw_own.first_words);
        match raw_own.drop_cap {
            Some(lines @ (0 | 2 | 3)) => own.drop_cap = lines,
            Some(lines) => self.bad(&["openings", "drop-cap"], &format!("a first letter cannot be {lines} lines high"), "use 0, 2 or 3"),
            None => {}
        }
        design
    }

    fn page(&self, design: &mut Design, raw: &DesignTable) {
        match &raw.page {
            Some(PageValue::Name(name)) => match paper(name) {
                Some(size) => design.page = size,
                None => {
                    let names = PAPERS.iter().map(|(name, ..)| *name);
                    let place = self.place(&["page"]);
                    let diagnostic = Diagnostic::new(codes::UNKNOWN_PAPER, place, format!("no paper is called `{name}`"));
                    self.sink.report(match nearest(name, names.clone()) {
                        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
                        None => diagnostic
                            .hint(format!("use one of {}, or `{{ width = \"…\", height = \"…\" }}`", names.collect::<Vec<_>>().join(", "))),
                    });
                }
            },
            Some(PageValue::Size(size)) => {
                let Size { width, height } = &mut design.page;
                self.length(size.width.as_ref(), &["page", "width"], width);
                self.length(size.height.as_ref(), &["page", "height"], height);
            }
            None => {}
        }
        match &raw.margins {
            Some(MarginsValue::Name(name)) if name == "canon" => design.canon = true,
            Some(MarginsValue::Name(name)) => self.bad(
                &["margins"],
                &format!("no margins are called `{name}`"),
                "write `\"canon\"`, or `{ inner = \"…\", head = \"…\", outer = \"…\", foot = \"…\" }`",
            ),
            Some(MarginsValue::Sides(_)) | None => {}
        }
        if design.canon {
            design.margins = canon(design.page);
        }
        match raw.columns {
            Some(columns @ (1 | 2)) => design.columns = columns,
            Some(columns) => self.bad(&["columns"], &format!("the text cannot stand in {columns} columns"), "use 1 or 2"),
            None => {}
        }
        self.length(raw.gutter.as_ref(), &["gutter"], &mut design.gutter);
        if let Some(MarginsValue::Sides(sides)) = &raw.margins {
            design.canon = false;
            self.length(sides.inner.as_ref(), &["margins", "inner"], &mut design.margins.inner);
            self.length(sides.head.as_ref(), &["margins", "head"], &mut design.margins.head);
            self.length(sides.outer.as_ref(), &["margins", "outer"], &mut design.margins.outer);
            self.length(sides.foot.as_ref(), &["margins", "foot"], &mut design.margins.foot);
        }
    }

    fn sizes(&self, design: &mut Design, raw: &DesignTable) {
        self.length(raw.size.as_ref(), &["size"], &mut design.size);
        self.length(raw.leading.as_ref(), &["leading"], &mut design.leading);
        self.length(raw.indent.as_ref(), &["indent"], &mut design.indent);
        self.length(raw.note_size.as_ref(), &["note-size"], &mut design.note_size);
        self.length(raw.note_leading.as_ref(), &["note-leading"], &mut design.note_leading);
        self.length(raw.small_size.as_ref(), &["small-size"], &mut design.small_size);
        self.length(raw.code_size.as_ref(), &["code-size"], &mut design.code_size);
        self.length(raw.quotes.indent.as_ref(), &["quotes", "indent"], &mut design.quotes.indent);
        self.length(raw.quotes.right_indent.as_ref(), &["quotes", "right-indent"], &mut design.quotes.right_indent);
        if raw.quotes.size.is_some() {
            let mut size = Measure::Fixed(design.quote_size());
            self.length(raw.quotes.size.as_ref(), &["quotes", "size"], &mut size);
            design.quotes.size = Some(size);
        }
        self.length(raw.heads.size.as_ref(), &["heads", "size"], &mut design.heads.size);
        match raw.expansion {
            Some(expansion) if expansion <= WIDEST => design.expansion = expansion,
            Some(expansion) => self.bad(
                &["expansion"],
                &format!("letters cannot be set {expansion} thousandths wider"),
                &format!("use at most {WIDEST}; 20 is not seen"),
            ),
            None => {}
        }
    }

    fn voice(&self, design: &mut Design, raw: &DesignTable) {
        set(&mut design.text_face, raw.text_face.clone());
        set(&mut design.mono_face, raw.mono_face.clone());
        if raw.heading_face.is_some() {
            design.heading_face.clone_from(&raw.heading_face);
        }
        if raw.fallback_face.is_some() {
            design.fallback_face.clone_from(&raw.fallback_face);
        }
        set(&mut design.opening, raw.opening);
        set(&mut design.drop, raw.drop);
        set(&mut design.justify, raw.justify);
        set(&mut design.hyphenate, raw.hyphenate);
        set(&mut design.hyphenate_names, raw.hyphenate_names);
        if let Some(words) = &raw.hyphenation {
            design.hyphenation.clone_from(words);
        }
        set(&mut design.paragraphs, raw.paragraphs);
        set(&mut design.paragraph_numbers, raw.paragraph_numbers);
        set(&mut design.line_numbers, raw.line_numbers);
        match raw.answer_lines {
            Some(lines) if lines <= MOST_ANSWER_LINES => design.answer_lines = lines,
            Some(lines) => self.bad(
                &["answer-lines"],
                &format!("{lines} ruled lines under each question are too many"),
                &format!("use at most {MOST_ANSWER_LINES}"),
            ),
            None => {}
        }
        set(&mut design.session_line, raw.session_line);
        let addresses = raw.link_addresses.map(|value| match value {
            LinkAddressesValue::Beside(false) => LinkAddresses::None,
            LinkAddressesValue::Beside(true) => LinkAddresses::Beside,
            LinkAddressesValue::Listed(LinkListName::List) => LinkAddresses::List,
            LinkAddressesValue::Listed(LinkListName::Codes) => LinkAddresses::Codes,
        });
        set(&mut design.link_addresses, addresses);
        set(&mut design.ink, raw.ink);
        set(&mut design.ragged_bottom, raw.ragged_bottom);
        set(&mut design.grid, raw.grid);
        set(&mut design.protrusion, raw.protrusion);
        set(&mut design.running_heads, raw.running_heads);
        set(&mut design.title_pages, raw.title_pages);
        set(&mut design.contents, raw.contents);
        if let Some(lists) = &raw.lists {
            design.list_of_figures = lists.contains(&ListName::Figures);
            design.list_of_tables = lists.contains(&ListName::Tables);
        }
        set(&mut design.separator, raw.notes.separator);
        set(&mut design.run_on_notes, raw.notes.run_on);
        set(&mut design.figure_place, raw.figures.place);
        set(&mut design.captions.shape, raw.captions.shape);
        set(&mut design.captions.label_shape, raw.captions.label_shape);
        set(&mut design.captions.table_head_shape, raw.tables.head_shape);
        set(&mut design.heads.verso, raw.heads.verso);
        set(&mut design.heads.recto, raw.heads.recto);
        set(&mut design.heads.shape, raw.heads.shape);
        set(&mut design.heads.align, raw.heads.align);
        set(&mut design.heads.folio, raw.heads.folio);
        set(&mut design.titles.align, raw.titles.align);
        set(&mut design.titles.shape, raw.titles.shape);
        set(&mut design.titles.subtitle_shape, raw.titles.subtitle_shape);
        set(&mut design.titles.masthead, raw.titles.masthead);
        match raw.ornament.as_deref().map(str::trim) {
            Some("rule") => design.ornament = Ornament::Rule,
            Some("asterisks") => design.ornament = Ornament::Asterisks,
            Some("space") => design.ornament = Ornament::Space,
            Some(text) if !text.is_empty() && text.chars().count() <= LONGEST => design.ornament = Ornament::Text(text.to_owned()),
            Some(text) => self.bad(
                &["ornament"],
                &if text.is_empty() { "an ornament cannot be empty".to_owned() } else { format!("`{text}` is too long for an ornament") },
                &format!("use `rule`, `asterisks`, `space`, or at most {LONGEST} characters"),
            ),
            None => {}
        }
    }

    fn heading(&self, heading: &mut HeadingDesign, raw: &HeadingTable, key: &'static str) {
        self.length(raw.size.as_ref(), &["headings", key, "size"], &mut heading.size);
        set(&mut heading.shape, raw.shape);
        set(&mut heading.align, raw.align);
        self.white(raw.above, &["headings", key, "above"], &mut heading.above);
        self.white(raw.below, &["headings", key, "below"], &mut heading.below);
    }

    fn place(&self, keys: &[&'static str]) -> Span {
        let mut path = self.path.to_vec();
        path.extend(keys.iter().map(|key| Step::Key(key)));
        self.given.place(&path)
    }

    fn bad(&self, keys: &[&'static str], message: &str, hint: &str) {
        self.sink.report(Diagnostic::new(codes::BAD_VALUE, self.place(keys), message).hint(hint));
    }

    /// Reads a length, or one that may follow the size of the text.
    fn length<T: Paper>(&self, text: Option<&String>, keys: &[&'static str], into: &mut T) {
        let Some(text) = text else { return };
        let report =
            |message: String, hint: &str| self.sink.report(Diagnostic::new(codes::BAD_LENGTH, self.place(keys), message).hint(hint));
        match text.parse::<T>() {
            Ok(length) if !length.is_negative() => *into = length,
            Ok(_) => report(format!("`{text}` is negative"), "give a length of paper"),
            Err(error) => report(error.to_string(), T::HINT),
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "checked to be small")]
    fn white(&self, lines: Option<f64>, keys: &[&'static str], into: &mut Lines) {
        match lines {
            Some(lines) if (0.0..=WHITEST).contains(&lines) => *into = Lines((lines * 100.0).round() as i64),
            Some(lines) => self.bad(keys, &format!("{lines} lines of white are not possible"), &format!("use 0 to {WHITEST} lines")),
            None => {}
        }
    }

    /// Whether a design leaves room for text. If not, that is told.
    fn fits(&self, design: &Design) -> bool {
        let least = Length::points(36);
        let room = |whole: Length, one: Length, other: Length| whole - one - other >= least;
        let seen = |size: Length| size >= Length::points(1);
        let fits = room(design.page.width, design.margins.inner, design.margins.outer)
            && design.measure() >= least
            && room(design.page.height, design.margins.head, design.margins.foot)
            && seen(design.leading)
            && seen(design.size);
        if !fits {
            self.sink.report(
                Diagnostic::new(codes::NO_ROOM, self.given.place(self.path), "page, margins and size leave no room for text")
                    .label("the page was left as it was")
                    .hint("make the page larger or the margins smaller"),
            );
        }
        let sizes =
            [design.openings.title_size, design.heads.size, design.headings[0].size, design.headings[1].size, design.headings[2].size];
        let shown = sizes.into_iter().all(|size| seen(size.of(design.size))) && seen(design.quote_size());
        if fits && !shown {
            let place = self.given.place(self.path);
            self.sink.report(Diagnostic::new(codes::BAD_LENGTH, place, "letters here are less than a point high").hint("make them larger"));
        }
        fits && shown
    }
}

/// What a length of a design can be read as.
trait Paper: FromStr<Err = ParseLengthError> {
    /// How it is written.
    const HINT: &'static str;
    fn is_negative(&self) -> bool;
}

impl Paper for Length {
    const HINT: &'static str = "write a number and a unit: `\"11pt\"`, `\"17mm\"`";
    fn is_negative(&self) -> bool {
        *self < Self::ZERO
    }
}

impl Paper for Measure {
    const HINT: &'static str = "write a number and a unit: `\"11pt\"`, `\"17mm\"`, `\"1.5em\"`";
    fn is_negative(&self) -> bool {
        self.of(Length::points(1)) < Length::ZERO
    }
}

/// Puts a value where one was given.
fn set<T>(into: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *into = value;
    }
}

/// The margins of the canon: a ninth of the page at spine and head, two at fore-edge and foot, so that the type area has the
/// proportions of the page (J. A. van de Graaf, 1946).
fn canon(page: Size) -> Sides {
    Sides { inner: page.width / 9, head: page.height / 9, outer: page.width * 2 / 9, foot: page.height * 2 / 9 }
}

/// The values of a table by their dotted keys, with their places. `base` is no value of a design.
pub(crate) fn leaves(given: &Given, prefix: &str) -> Vec<(String, Span)> {
    let Value::Table(entries) = &given.value else { return Vec::new() };
    let leaf = |entry: &Entry| {
        let key = format!("{prefix}{}", entry.key);
        if matches!(entry.value.value, Value::Table(_)) { leaves(&entry.value, &format!("{key}.")) } else { vec![(key, entry.value.span)] }
    };
    entries.iter().flat_map(leaf).filter(|(key, _)| key != "base").collect()
}
