//! The interface to `hayagriva`, which applies a style of CSL 1.0.2.
//!
//! The engine has to know all citations of the book before it can print one: a citation depends on those before it ("ibid."), and on
//! whether two works would look the same ("2019a", "2019b"). So [`Style::apply`] takes all at once. Its output is a tree of [`Piece`]s.
use crate::document::LocatorKind;

/// A citation that is to be printed.
pub(super) struct Request {
    /// The works.
    pub(super) cites: Vec<Cite>,
    /// The number of the note that it stands in, if the style cites in notes.
    pub(super) note: Option<usize>,
    /// Whether it prints nothing, and only puts its works into the list.
    pub(super) is_hidden: bool,
}

/// A work in a citation.
pub(super) struct Cite {
    /// The work, as an index of the works given to [`Style::apply`].
    pub(super) work: usize,
    /// The place in the work.
    pub(super) locator: Option<(LocatorKind, String)>,
}

/// What a style makes of all citations.
#[derive(Debug, Default)]
pub(super) struct Applied {
    /// Each citation, in the order of the requests.
    pub(super) citations: Vec<Vec<Piece>>,
    /// The list of works, sorted. `None` if the style has none.
    pub(super) list: Option<AppliedList>,
}

/// The list of works.
#[derive(Debug, Default)]
pub(super) struct AppliedList {
    /// The entries.
    pub(super) entries: Vec<AppliedEntry>,
    /// Whether all lines but the first are indented.
    pub(super) has_hanging_indent: bool,
}

/// An entry of the list of works.
#[derive(Debug)]
pub(super) struct AppliedEntry {
    /// The work, as an index.
    pub(super) work: usize,
    /// The label that stands beside the entry, such as "[1]".
    pub(super) label: Option<Vec<Piece>>,
    /// The entry.
    pub(super) content: Vec<Piece>,
}

/// A part of the output of a style.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    /// Text.
    Text(String, Look),
    /// Text that leads to an address.
    Link {
        /// The text.
        text: String,
        /// What it looks like.
        look: Look,
        /// The address.
        uri: String,
    },
    /// Pieces that belong together.
    Group(GroupKind, Vec<Piece>),
}

/// Why pieces belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GroupKind {
    /// They are the citation of one work: the index of the work in its request.
    Cite(usize),
    /// They are the names of authors or editors.
    Names,
    /// They are set on a line of their own.
    Block,
    /// They come from some other element of the style.
    Other,
}

/// What text looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) italic: bool,
    pub(super) bold: bool,
    pub(super) small_caps: bool,
    pub(super) underlined: bool,
    pub(super) level: Level,
}

/// Whether text is raised or lowered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Level {
    #[default]
    Line,
    Raised,
    Lowered,
}

#[cfg(not(feature = "citations"))]
pub(super) use without::Style;

#[cfg(not(feature = "citations"))]
mod without {
    use super::{Applied, Piece, Request};
    use crate::citation::style_error::StyleError;
    use crate::citation::works::WorkData;
    use crate::document::LocatorKind;

    /// A style. Without the feature `citations`, there is none.
    #[derive(Debug)]
    pub(in crate::citation) enum Style {}

    impl Style {
        pub(in crate::citation) fn read(_: &str, _: &str) -> Result<Self, StyleError> {
            Err(StyleError::WithoutCitations)
        }
        pub(in crate::citation) fn is_note(&self) -> bool {
            match *self {}
        }
        pub(in crate::citation) fn puts_stops_in_quotes(&self) -> bool {
            match *self {}
        }
        pub(in crate::citation) fn locator_terms(&self) -> Vec<(String, LocatorKind)> {
            match *self {}
        }
        pub(in crate::citation) fn apply(&self, _: &[&WorkData], _: &[Request]) -> Option<Applied> {
            match *self {}
        }
        pub(in crate::citation) fn names(&self, _: &WorkData) -> Vec<Piece> {
            match *self {}
        }
    }
}

#[cfg(feature = "citations")]
pub(super) use with::Style;

#[cfg(feature = "citations")]
mod with {
    use std::collections::HashMap;
    use std::str::FromStr;

    use hayagriva::citationberg::json::Item;
    use hayagriva::citationberg::taxonomy::{Locator, Term};
    use hayagriva::citationberg::{
        Display, FontStyle, FontVariant, FontWeight, IndependentStyle, LayoutRenderingElement, Locale, LocaleCode, LocaleFile, Names,
        NamesChild, Style as CslStyle, StyleClass, TermForm, TextDecoration, TextTarget, VerticalAlign,
    };
    use hayagriva::{
        BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, CitePurpose, ElemChild, ElemChildren, ElemMeta, Formatting,
        LocatorPayload, SpecificLocator, standalone_citation,
    };

    use super::{Applied, AppliedEntry, AppliedList, GroupKind, Level, Look, Piece, Request};
    use crate::citation::bundled;
    use crate::citation::inlines::plain;
    use crate::citation::style_error::StyleError;
    use crate::citation::works::WorkData;
    use crate::document::LocatorKind;
    use crate::source::guard::guarded;

    /// The maximum nesting of elements in a style, and of macros that call one another. The engine has no limit of its own.
    const DEEPEST: usize = 64;

    /// The maximum size of a style in bytes. The largest style of the Citation Style Language project has 0.3 MB.
    const LARGEST: usize = 4_000_000;

    /// The maximum number of elements of a style, counted as if each call of a macro were replaced by the macro. The large styles of the
    /// project have about ten thousand.
    const MOST_ELEMENTS: u64 = 20_000_000;

    /// Whether a style is too large, or its elements are nested too deeply to be read.
    fn is_too_deep(xml: &str) -> bool {
        let mut depth = 0_usize;
        let is_deep = xml.split('<').skip(1).any(|tag| {
            let tag = tag.split('>').next().unwrap_or_default();
            if tag.starts_with('/') {
                depth = depth.saturating_sub(1);
            } else if !tag.starts_with(['!', '?']) && !tag.ends_with('/') {
                depth += 1;
            }
            depth > DEEPEST
        });
        is_deep || xml.len() > LARGEST
    }

    /// Checks that no macro calls itself, and that the macros do not multiply beyond reason.
    fn check_macros(csl: &IndependentStyle) -> Result<(), StyleError> {
        let mut sizes = MacroSizes { csl, known: HashMap::new() };
        for part in &csl.macros {
            sizes.of_macro(&part.name, 0)?;
        }
        let mut size = sizes.of_elements(&csl.citation.layout.elements, 0)?;
        if let Some(list) = &csl.bibliography {
            size = size.saturating_add(sizes.of_elements(&list.layout.elements, 0)?);
        }
        if size > MOST_ELEMENTS { Err(StyleError::ManyMacros) } else { Ok(()) }
    }

    /// Counts the elements of a style as if each call of a macro were replaced by the macro.
    struct MacroSizes<'a> {
        csl: &'a IndependentStyle,
        /// The macros that were counted. `None` while a macro is being counted.
        known: HashMap<&'a str, Option<u64>>,
    }

    impl<'a> MacroSizes<'a> {
        fn of_macro(&mut self, name: &str, depth: usize) -> Result<u64, StyleError> {
            let Some(part) = self.csl.macros.iter().find(|part| part.name == name) else { return Ok(0) };
            match self.known.get(part.name.as_str()) {
                Some(Some(size)) => return Ok(*size),
                Some(None) => return Err(StyleError::EndlessMacro(name.to_owned())),
                None if depth > DEEPEST => return Err(StyleError::DeepMacros),
                None => {}
            }
            self.known.insert(&part.name, None);
            let size = self.of_elements(&part.children, depth + 1)?;
            self.known.insert(&part.name, Some(size));
            Ok(size)
        }

        fn of_elements(&mut self, elements: &'a [LayoutRenderingElement], depth: usize) -> Result<u64, StyleError> {
            let mut size = 0_u64;
            for element in elements {
                let own = match element {
                    LayoutRenderingElement::Text(text) => match &text.target {
                        TextTarget::Macro { name } => self.of_macro(name, depth)?,
                        _ => 0,
                    },
                    LayoutRenderingElement::Group(group) => self.of_elements(&group.children, depth)?,
                    LayoutRenderingElement::Choose(choose) => {
                        let otherwise = choose.otherwise.iter().map(|branch| branch.children.as_slice());
                        let branches = choose.branches().map(|branch| branch.children.as_slice()).chain(otherwise);
                        let mut own = 0_u64;
                        for branch in branches.collect::<Vec<_>>() {
                            own = own.saturating_add(self.of_elements(branch, depth)?);
                        }
                        own
                    }
                    LayoutRenderingElement::Names(names) => {
                        let mut own = 0_u64;
                        for child in &names.children {
                            if let NamesChild::Substitute(substitute) = child {
                                own = own.saturating_add(self.of_elements(&substitute.children, depth)?);
                            }
                        }
                        own
                    }
                    LayoutRenderingElement::Date(_) | LayoutRenderingElement::Number(_) | LayoutRenderingElement::Label(_) => 0,
                };
                size = size.saturating_add(own).saturating_add(1);
            }
            Ok(size)
        }
    }

    /// The hyphen of Unicode. The engine takes numbers such as "TR-99-12" for ranges of numbers unless they have this one.
    const HYPHEN: &str = "\u{2010}";

    /// Prints only the family names of a work, for citations in the text by styles whose citations have no names.
    const NAMES_ONLY: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>names</title>
<id>names</id><updated>2020-01-01T00:00:00+00:00</updated></info><citation et-al-min="4" et-al-use-first="1"><layout>
<names variable="author"><name form="short" and="text"/><substitute><names variable="editor"/><names variable="translator"/>
<text variable="title" form="short"/></substitute></names></layout></citation></style>"#;

    /// A style, with the words of a language.
    #[derive(Debug)]
    pub(in crate::citation) struct Style {
        csl: IndependentStyle,
        names: Option<IndependentStyle>,
        locale: LocaleCode,
        locales: Vec<Locale>,
        /// Whether the style itself has a space before a colon.
        spaces_colons: bool,
        /// What stands in the list for the names of a work if they are those of the work before it.
        repeated: Option<String>,
    }

    impl Style {
        /// Reads a style from its XML, for a book in a language.
        ///
        /// # Errors
        /// If it is not an independent style of CSL, or too large.
        pub(in crate::citation) fn read(xml: &str, lang: &str) -> Result<Self, StyleError> {
            if is_too_deep(xml) {
                return Err(StyleError::TooLarge { deepest: DEEPEST, largest: LARGEST });
            }
            let style = guarded(|| CslStyle::from_xml(xml)).ok_or(StyleError::Unreadable)?;
            let style = style.map_err(|error| StyleError::Xml(error.source.to_string()))?;
            let mut csl = match style {
                CslStyle::Independent(csl) => csl,
                CslStyle::Dependent(dependent) => return Err(StyleError::Dependent(dependent.parent_link.href.to_string())),
            };
            check_macros(&csl)?;
            mend_style(&mut csl);
            let tag = bundled::locale_of(lang);
            let read = |tag: &str| bundled::locale(tag).and_then(|xml| LocaleFile::from_xml(&xml).ok()).map(Locale::from);
            let mut locales: Vec<Locale> = read(tag).into_iter().collect();
            if tag != bundled::FALLBACK_LOCALE {
                locales.extend(read(bundled::FALLBACK_LOCALE));
            }
            // The engine replaces only the names of a list, not the words between them.
            let repeated = csl.bibliography.as_mut().and_then(|list| list.subsequent_author_substitute.take());
            let names = IndependentStyle::from_xml(NAMES_ONLY).ok();
            // French styles, and DIN 1505, have a space before the colon.
            let spaces_colons = xml.contains(" :") && xml.contains("\" :");
            Ok(Self { csl, names, locale: LocaleCode(tag.to_owned()), locales, spaces_colons, repeated })
        }

        /// Whether it cites in notes.
        pub(in crate::citation) fn is_note(&self) -> bool {
            self.csl.settings.class == StyleClass::Note
        }

        /// Whether full stops and commas stand before closing quotation marks.
        pub(in crate::citation) fn puts_stops_in_quotes(&self) -> bool {
            let own = self.csl.locale.iter().chain(&self.locales);
            own.filter_map(|locale| locale.style_options.as_ref()?.punctuation_in_quote).next().unwrap_or(false)
        }

        /// The labels of locators, such as "pp.", in the language of the book and in English.
        pub(in crate::citation) fn locator_terms(&self) -> Vec<(String, LocatorKind)> {
            let mut terms = Vec::new();
            for locale in &self.locales {
                for (name, kind) in LocatorKind::NAMES {
                    let Ok(locator) = Locator::from_str(name) else { continue };
                    for form in [TermForm::Long, TermForm::Short, TermForm::Symbol] {
                        let Some(term) = locale.term(Term::Locator(locator), form) else { continue };
                        terms.extend([term.single(), term.multiple()].into_iter().flatten().map(|label| (label.to_owned(), *kind)));
                    }
                }
            }
            terms
        }

        /// Prints all citations of a book, and the list of works. `None` if the engine fails.
        pub(in crate::citation) fn apply(&self, works: &[&WorkData], requests: &[Request]) -> Option<Applied> {
            guarded(|| self.print(works, requests))
        }

        fn print(&self, works: &[&WorkData], requests: &[Request]) -> Applied {
            let items: Vec<Item> = works.iter().map(|work| item(work)).collect();
            let mut driver = BibliographyDriver::new();
            for request in requests {
                let cites = request.cites.iter().filter_map(|cite| {
                    let locator = cite.locator.as_ref().map(|(kind, numbers)| {
                        let locator = Locator::from_str(kind.name()).unwrap_or(Locator::Custom);
                        SpecificLocator(locator, LocatorPayload::Str(numbers))
                    });
                    Some(CitationItem::new(items.get(cite.work)?, locator, None, request.is_hidden, None))
                });
                let locale = Some(self.locale.clone());
                driver.citation(CitationRequest::new(cites.collect(), &self.csl, locale, &self.locales, request.note));
            }
            let printed = driver.finish(BibliographyRequest::new(&self.csl, Some(self.locale.clone()), &self.locales));
            let citations = printed.citations.into_iter().map(|mut citation| {
                if !self.spaces_colons {
                    close_colons(&mut citation.citation);
                }
                let mut pieces = pieces(citation.citation);
                if self.csl.citation.collapse.is_some() && self.csl.citation.cite_group_delimiter.is_none() {
                    separate_years(&mut pieces);
                }
                pieces
            });
            let citations = citations.collect();
            let list = printed.bibliography.map(|mut list| {
                if !self.spaces_colons {
                    list.items.iter_mut().for_each(|entry| close_colons(&mut entry.content));
                }
                let mut last = None;
                let entries = list.items.into_iter().filter_map(|entry| {
                    let work = works.iter().position(|work| work.id() == entry.key)?;
                    let label = entry.first_field.map(|label| pieces(ElemChildren(vec![label])));
                    let mut content = pieces(entry.content);
                    if let (Some(repeated), Some(names)) = (&self.repeated, first_names(&mut content)) {
                        let text = plain(names);
                        if last.as_ref() == Some(&text) {
                            *names = vec![Piece::Text(repeated.clone(), Look::default())];
                        }
                        last = Some(text);
                    }
                    Some(AppliedEntry { work, label, content })
                });
                AppliedList { entries: entries.collect(), has_hanging_indent: list.hanging_indent }
            });
            Applied { citations, list }
        }

        /// The names of the authors of a work, as in running text. Empty if there are none, or if the engine fails.
        pub(in crate::citation) fn names(&self, work: &WorkData) -> Vec<Piece> {
            let Some(style) = &self.names else { return Vec::new() };
            let printed = guarded(|| {
                let item = item(work);
                let item = CitationItem::new(&item, None, None, false, Some(CitePurpose::Author));
                pieces(standalone_citation(CitationRequest::new(vec![item], style, Some(self.locale.clone()), &self.locales, None)))
            });
            printed.unwrap_or_default()
        }
    }

    /// Mends a style where the engine departs from CSL 1.0.2: names within a condition of a substitute have the form of the names that they
    /// replace ("Substitute").
    fn mend_style(csl: &mut IndependentStyle) {
        csl.macros.iter_mut().for_each(|part| mend_elements(&mut part.children, None));
        mend_elements(&mut csl.citation.layout.elements, None);
        if let Some(bibliography) = &mut csl.bibliography {
            mend_elements(&mut bibliography.layout.elements, None);
        }
    }

    /// `replaced` are the names that the elements stand for.
    fn mend_elements(elements: &mut [LayoutRenderingElement], replaced: Option<&Names>) {
        for element in elements {
            match element {
                LayoutRenderingElement::Names(names) => {
                    if let Some(replaced) = replaced {
                        *names = replaced.from_names_substitute(names);
                    }
                    let outer = names.clone();
                    for child in &mut names.children {
                        if let NamesChild::Substitute(substitute) = child {
                            // The engine does the same for names that stand directly in a substitute.
                            let inner = substitute.children.iter_mut().filter(|inner| !matches!(inner, LayoutRenderingElement::Names(_)));
                            inner.for_each(|inner| mend_elements(std::slice::from_mut(inner), Some(&outer)));
                        }
                    }
                }
                LayoutRenderingElement::Group(group) => mend_elements(&mut group.children, replaced),
                LayoutRenderingElement::Choose(choose) => {
                    mend_elements(&mut choose.if_.children, replaced);
                    choose.else_if.iter_mut().for_each(|branch| mend_elements(&mut branch.children, replaced));
                    if let Some(otherwise) = &mut choose.otherwise {
                        mend_elements(&mut otherwise.children, replaced);
                    }
                }
                LayoutRenderingElement::Text(_)
                | LayoutRenderingElement::Date(_)
                | LayoutRenderingElement::Number(_)
                | LayoutRenderingElement::Label(_) => {}
            }
        }
    }

    /// Separates works of the same authors by a comma, as CSL 1.0.2 has it if the style says nothing ("Cite Grouping"). The second work of
    /// such a group has no names.
    fn separate_years(pieces: &mut [Piece]) {
        for at in 2..pieces.len() {
            let is_year = matches!(&pieces[at], Piece::Group(GroupKind::Cite(_), inner) if !has_names(inner));
            let follows = matches!(&pieces[at - 2], Piece::Group(GroupKind::Cite(_), _));
            if let (true, Piece::Text(delimiter, _)) = (is_year && follows, &mut pieces[at - 1]) {
                ", ".clone_into(delimiter);
            }
        }
    }

    fn has_names(pieces: &[Piece]) -> bool {
        pieces.iter().any(|piece| matches!(piece, Piece::Group(kind, inner) if *kind == GroupKind::Names || has_names(inner)))
    }

    /// Removes a space before a colon. The engine leaves one if an element between the two prints nothing.
    fn close_colons(children: &mut ElemChildren) {
        for child in &mut children.0 {
            match child {
                ElemChild::Text(text) => text.text = text.text.replace(" :", ":"),
                ElemChild::Elem(element) => close_colons(&mut element.children),
                ElemChild::Markup(_) | ElemChild::Link { .. } | ElemChild::Transparent { .. } => {}
            }
        }
    }

    /// The data of a work for the engine. What the engine cannot read is left out; `works.rs` has made sure that there is no such field.
    fn item(work: &WorkData) -> Item {
        let fields = work.fields().iter().map(|(key, value)| match value.as_str() {
            Some(number) if key == "number" && number.contains('-') && number.contains(char::is_alphabetic) => {
                (key, serde_json::Value::from(number.replace('-', HYPHEN)))
            }
            _ => (key, value.clone()),
        });
        Item(fields.filter_map(|(key, value)| Some((key.clone(), serde_json::from_value(value).ok()?))).collect())
    }

    /// The names that an entry begins with.
    fn first_names(pieces: &mut [Piece]) -> Option<&mut Vec<Piece>> {
        match pieces.first_mut()? {
            Piece::Group(GroupKind::Names, inner) => Some(inner),
            Piece::Group(_, inner) => first_names(inner),
            Piece::Text(..) | Piece::Link { .. } => None,
        }
    }

    fn pieces(children: ElemChildren) -> Vec<Piece> {
        children.0.into_iter().filter_map(piece).collect()
    }

    fn piece(child: ElemChild) -> Option<Piece> {
        Some(match child {
            ElemChild::Text(text) => Piece::Text(text.text.replace(HYPHEN, "-"), look(text.formatting)),
            ElemChild::Link { text, url } => Piece::Link { text: text.text, look: look(text.formatting), uri: url },
            ElemChild::Elem(element) => {
                let kind = match (element.meta, element.display) {
                    (Some(ElemMeta::Entry(at)), _) => GroupKind::Cite(at),
                    (Some(ElemMeta::Names(_)), _) => GroupKind::Names,
                    (_, Some(Display::Block | Display::Indent)) => GroupKind::Block,
                    _ => GroupKind::Other,
                };
                Piece::Group(kind, pieces(element.children))
            }
            ElemChild::Markup(text) => Piece::Text(text, Look::default()),
            ElemChild::Transparent { .. } => return None,
        })
    }

    fn look(formatting: Formatting) -> Look {
        Look {
            italic: formatting.font_style == FontStyle::Italic,
            bold: formatting.font_weight == FontWeight::Bold,
            small_caps: formatting.font_variant == FontVariant::SmallCaps,
            underlined: formatting.text_decoration == TextDecoration::Underline,
            level: match formatting.vertical_align {
                VerticalAlign::Sup => Level::Raised,
                VerticalAlign::Sub => Level::Lowered,
                VerticalAlign::None | VerticalAlign::Baseline => Level::Line,
            },
        }
    }
}
