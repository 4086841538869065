//! Links and references: the destination of each, or a diagnostic that it leads nowhere.
use crate::diagnostic::{Diagnostic, Sink, Suggestions, codes};
use crate::document::{CrossReference, Division, Document, Inline, InlineKind, NodeId, ReferenceForm, ReferenceWord, Visit, walk_document};
use crate::language::Language;
use crate::source::uri::{SCHEMES, decoded, encoded, is_publishable, is_remote, joined, shown};
use crate::source::{SourceMap, Span};

use super::anchors::LinkTargets;
use super::cross_references::{KnownReference, ReferenceStyle, report_borrowed_words};
use super::resolution::{Destination, ReferenceText, Resolution};

/// What links may lead to, and the language of the words in references.
pub(super) struct LinkContext<'a> {
    pub(super) sources: &'a SourceMap,
    pub(super) targets: &'a LinkTargets,
    pub(super) language: &'static Language,
}

/// Resolves all links and references.
pub(super) fn link(document: &Document, place: &LinkContext<'_>, resolution: &mut Resolution, sink: &Sink) {
    let LinkContext { sources, targets, language } = *place;
    let mut titles = Vec::new();
    for (_, division) in document.divisions() {
        collect_titles(division, "", resolution, &mut titles);
    }
    let note_starts = document.notes.iter().map(|note| note.node.id).collect();
    let suggestions = Suggestions::default();
    let mut linker = Linker { sources, targets, language, resolution, sink, titles, note_starts, suggestions };
    walk_document(document, &mut linker);
}

/// The divisions in reading order, each with its title. A division without one has the title of the division around it.
fn collect_titles(division: &Division, outer: &str, resolution: &Resolution, titles: &mut Vec<(NodeId, String)>) {
    let title = resolution.titles.get(&division.node.id).map_or(outer, String::as_str);
    titles.push((division.node.id, title.to_owned()));
    division.divisions.iter().for_each(|inner| collect_titles(inner, title, resolution, titles));
}

struct Linker<'a> {
    sources: &'a SourceMap,
    targets: &'a LinkTargets,
    language: &'static Language,
    resolution: &'a mut Resolution,
    sink: &'a Sink,
    /// The divisions in reading order with their titles, as [`collect_titles`] makes them.
    titles: Vec<(NodeId, String)>,
    /// For each note: the id of its node. The nodes of notes come after all divisions.
    note_starts: Vec<NodeId>,
    /// For misspelt targets.
    suggestions: Suggestions,
}

impl Visit for Linker<'_> {
    fn inline(&mut self, inline: &Inline) {
        if inline.node.is_index_mark()
            && let Some(title) = self.title_around(inline.node.id)
        {
            self.resolution.surroundings.insert(inline.node.id, title);
        }
        let target = match &inline.kind {
            // The reference around it is visited before it.
            InlineKind::Reference { form: ReferenceForm::Label | ReferenceForm::PageOfLabel | ReferenceForm::OwnLabel, .. } => return,
            InlineKind::Link { target, .. } | InlineKind::Reference { target, .. } => target,
            InlineKind::CrossReference(cross) => return self.cross_reference(inline, cross),
            _ => return,
        };
        match self.find(inline, target) {
            Ok(destination) => {
                if let (InlineKind::Reference { .. }, Destination::Node(node)) = (&inline.kind, &destination)
                    && !self.resolution.titles.contains_key(node)
                    && let Some(title) = self.title_around(*node)
                {
                    self.resolution.surroundings.insert(*node, title);
                }
                if let (InlineKind::Reference { form: ReferenceForm::Number | ReferenceForm::Title, .. }, Destination::Node(node)) =
                    (&inline.kind, &destination)
                    && self.resolution.equations.contains_key(node)
                {
                    // The label may be that of one row.
                    let label = target.rsplit_once('#').and_then(|(_, label)| self.resolution.equation_labels.get(label));
                    let number = label.or_else(|| self.resolution.numbers.get(node)).cloned();
                    self.resolution.equation_references.extend(number.map(|number| (inline.node.id, number)));
                }
                self.resolution.targets.insert(inline.node.id, destination);
            }
            Err(diagnostic) => self.sink.report(*diagnostic),
        }
    }
}

impl Linker<'_> {
    /// Resolves references that print as one. If one of them leads nowhere, all are printed as typed.
    fn cross_reference(&mut self, inline: &Inline, cross: &CrossReference) {
        let mut found = Vec::new();
        let mut is_whole = true;
        for reference in &cross.references {
            let InlineKind::Reference { target, form } = &reference.kind else { continue };
            match self.find(reference, target) {
                Ok(Destination::Node(node)) => found.push((reference.node.id, *form, self.known(node, target, &cross.word))),
                Ok(Destination::Note(_) | Destination::Uri(_)) => is_whole = false,
                Err(diagnostic) => {
                    if *form == ReferenceForm::Label {
                        self.sink.report(match target.strip_prefix('#') {
                            Some(label) => self.unknown_label(label, reference.node.span),
                            None => *diagnostic,
                        });
                    }
                    is_whole = false;
                }
            }
        }
        let labels = found.iter().filter(|(_, form, _)| *form == ReferenceForm::Label);
        let (nodes, known): (Vec<NodeId>, Vec<KnownReference>) = labels.map(|(node, _, known)| (*node, known.clone())).unzip();
        if !is_whole {
            let written = ReferenceText { before: cross.written.clone(), text: Some(String::new()), after: String::new() };
            let first = cross.references.first().map(|reference| (reference.node.id, written));
            return self.resolution.reference_texts.extend(first);
        }
        for (node, form, known) in &found {
            if *form == ReferenceForm::PageOfLabel {
                self.resolution.targets.insert(*node, Destination::Node(known.target));
            }
            if known.number.is_none() && !self.resolution.titles.contains_key(&known.target) {
                // A title that is wanted in place of a number is that of the section anyway.
                if *form == ReferenceForm::Label && cross.word != ReferenceWord::Title {
                    self.report_no_number(inline);
                }
                if let Some(title) = self.title_around(known.target) {
                    self.resolution.surroundings.entry(known.target).or_insert(title);
                }
            }
        }
        let borrowed = known.iter().filter_map(|known| known.kind).find(|kind| self.language.word_forms(*kind).is_borrowed);
        if let (Some(_), ReferenceWord::Kind { .. }) = (borrowed, &cross.word) {
            report_borrowed_words(self.language, inline.node.span, self.sink);
        }
        let is_apart = found.len() != nodes.len();
        let texts = ReferenceStyle { language: self.language, word: &cross.word, is_apart }.texts(&known);
        for (node, mut text) in nodes.into_iter().zip(texts) {
            text.text.after.push_str(&cross.suffix);
            self.resolution.targets.insert(node, Destination::Node(text.target));
            self.resolution.reference_texts.insert(node, text.text);
        }
    }

    /// What a reference to a node prints: the kind and the number of the node, unless it prints the title.
    fn known(&self, target: NodeId, written: &str, word: &ReferenceWord) -> KnownReference {
        let resolution = &self.resolution;
        if *word == ReferenceWord::Title && resolution.titles.contains_key(&target) && !resolution.equations.contains_key(&target) {
            return KnownReference { target, kind: None, number: None };
        }
        // The label may be that of one row of a formula.
        let row = || resolution.equation_labels.get(written.rsplit_once('#')?.1);
        let equation = resolution.equations.get(&target).and_then(|_| row());
        let kind = resolution.kinds.get(&target).copied();
        let number = equation.or_else(|| resolution.numbers.get(&target)).filter(|_| kind.is_some()).cloned();
        KnownReference { target, kind: kind.filter(|_| number.is_some()), number }
    }

    /// The diagnostic about a label that nothing in the book has.
    fn unknown_label(&self, label: &str, span: Span) -> Diagnostic {
        let message = format!("nothing in the book has the label `{label}`");
        let diagnostic = Diagnostic::new(codes::UNKNOWN_LABEL, span, message).label("printed as typed");
        match self.suggestions.nearest(label, self.targets.anywhere.keys().map(String::as_str)) {
            Some(near) => diagnostic.hint(format!("did you mean `@{near}`?")),
            None => diagnostic.hint(format!("write `{{#{label}}}` after the figure, table or heading, or a backslash before the `@`")),
        }
    }

    /// Reports a reference to something that has neither a number nor a title.
    fn report_no_number(&self, inline: &Inline) {
        let message = "what this reference leads to has no number";
        let diagnostic = Diagnostic::new(codes::NO_NUMBER, inline.node.span, message).label("the title of its section is printed");
        self.sink.report(diagnostic.hint("give the figure, table or listing a caption"));
    }

    /// The title of the division that a node is in. A note is in the division that calls it.
    fn title_around(&self, node: NodeId) -> Option<String> {
        let home = match self.note_starts.partition_point(|start| *start <= node).checked_sub(1) {
            Some(note) => self.resolution.notes.get(note)?.division,
            None => node,
        };
        let (_, title) = self.titles.get(self.titles.partition_point(|(start, _)| *start <= home).checked_sub(1)?)?;
        (!title.is_empty()).then(|| title.clone())
    }

    /// The destination of a target as the author wrote it, or a diagnostic that there is none.
    fn find(&self, inline: &Inline, target: &str) -> Result<Destination, Box<Diagnostic>> {
        if is_remote(target) {
            let uri = encoded(&if target.starts_with("//") { format!("https:{target}") } else { target.to_owned() });
            return if is_publishable(&uri) { Ok(Destination::Uri(uri)) } else { Err(unpublished(target).at(inline.node.span)) };
        }
        let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
        let fragment = decoded(fragment);
        let own_path = self.sources.file(inline.node.span.file).map_or("", |file| file.path.as_str());
        let found = match (path, fragment.as_ref()) {
            ("", "") if target.is_empty() => Err(DeadLink::new("the link has no target", NO_TARGET)),
            ("", "") => Err(DeadLink::new(format!("the link `{target}` leads nowhere"), NO_TARGET)),
            ("", fragment) => self.find_fragment(own_path, fragment),
            (path, fragment) => self.find_in_file(own_path, path, fragment),
        };
        found.map(Destination::Node).map_err(|dead| dead.at(inline.node.span))
    }

    /// A name in the same file, or anywhere in the book.
    fn find_fragment(&self, own_path: &str, fragment: &str) -> Result<NodeId, DeadLink> {
        let here = self.targets.fragments.get(&(own_path.to_owned(), fragment.to_owned()));
        here.or_else(|| self.targets.anywhere.get(fragment)).copied().ok_or_else(|| {
            let near = self.suggestions.nearest(fragment, self.targets.anywhere.keys().map(String::as_str)).map(|near| format!("#{near}"));
            let dead = DeadLink::new(
                format!("no place in the book has the name `#{fragment}`"),
                "name a heading with `{#name}` and link to `#name`",
            );
            dead.suggesting(near)
        })
    }

    /// A file of the manuscript, or a name in it.
    fn find_in_file(&self, own_path: &str, path: &str, fragment: &str) -> Result<NodeId, DeadLink> {
        let wanted = decoded(path);
        let path = joined(own_path, &wanted);
        // mdBook accepts links to the HTML page as well as to the Markdown file.
        let markdown = path.strip_suffix(".html").map(|stem| format!("{stem}.md"));
        // A link to a folder leads to its first page, and many tools leave out the extension.
        let bare = path.trim_end_matches('/');
        let of_folder = |name: &str| if bare.is_empty() { name.to_owned() } else { format!("{bare}/{name}") };
        let others = [Some(of_folder("README.md")), Some(of_folder("index.md")), (!bare.is_empty()).then(|| format!("{bare}.md"))];
        let paths: Vec<String> = [Some(path.clone()), markdown].into_iter().chain(others).flatten().collect();
        let known = paths.iter().find_map(|path| self.targets.files.get(path).map(|id| (path.clone(), *id)));
        let known = known.or_else(|| if wanted.starts_with('/') { self.page_of_site(&paths) } else { None });
        let Some((path, file)) = known else {
            let near = self.suggestions.nearest(&path, self.targets.files.keys().map(String::as_str)).map(str::to_owned);
            let dead = DeadLink::new(format!("the file `{wanted}` is not a chapter of the book"), "link to a file that book.toml lists");
            return Err(dead.suggesting(near));
        };
        if fragment.is_empty() {
            return Ok(file);
        }
        self.targets.fragments.get(&(path.clone(), fragment.to_owned())).copied().ok_or_else(|| {
            let in_file = self.targets.fragments.keys().filter(|(known, _)| *known == path).map(|(_, fragment)| fragment.as_str());
            let near = self.suggestions.nearest(fragment, in_file).map(|near| format!("#{near}"));
            DeadLink::new(format!("no place in `{path}` has the name `#{fragment}`"), "name a heading there with `{#name}`")
                .suggesting(near)
        })
    }
}

impl Linker<'_> {
    /// The page of a site: `/boats` leads to `content/boats.md`, since the root of a site is a folder in its project. `paths` are the files
    /// that the page may be, from the root of the site. Of several files, the one in the fewest folders counts: the others belong to
    /// translations. `None` if none fits, or if two are in equally few folders.
    fn page_of_site(&self, paths: &[String]) -> Option<(String, NodeId)> {
        let depth = |path: &str| path.matches('/').count();
        for path in paths.iter().filter(|path| path.contains('.')) {
            let end = format!("/{path}");
            let found: Vec<(&String, &NodeId)> = self.targets.files.iter().filter(|(known, _)| known.ends_with(&end)).collect();
            let least = found.iter().map(|(known, _)| depth(known)).min();
            let mut nearest = found.into_iter().filter(|(known, _)| Some(depth(known)) == least);
            if let Some((known, id)) = nearest.next() {
                return nearest.next().is_none().then(|| (known.clone(), *id));
            }
        }
        None
    }
}

/// Why a book cannot have a link to an address.
fn unpublished(target: &str) -> DeadLink {
    let scheme = target.split_once(':').map_or("", |(scheme, _)| scheme);
    if SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()) || scheme.is_empty() {
        return DeadLink::new(format!("`{}` is not a valid address", shown(target)), "write the address as a browser shows it");
    }
    DeadLink::new(format!("a book has no links with the scheme `{scheme}`"), "link to an address on the web, or write the address as text")
}

const NO_TARGET: &str = "write the target between the parentheses, or remove the link";

/// The reason why a link has no destination, and a hint for the author.
struct DeadLink {
    message: String,
    hint: String,
}

impl DeadLink {
    fn new(message: impl Into<String>, hint: &str) -> Self {
        Self { message: message.into(), hint: hint.to_owned() }
    }

    /// The diagnostic about a link.
    fn at(self, span: Span) -> Box<Diagnostic> {
        let cause = self.message.clone();
        let diagnostic = Diagnostic::new(codes::DEAD_LINK, span, self.message).cause(cause);
        Box::new(diagnostic.label("printed as plain text").hint(self.hint))
    }

    /// With the nearest target as the hint, if there is one.
    fn suggesting(self, near: Option<String>) -> Self {
        match near {
            Some(near) => Self { hint: format!("did you mean `{near}`?"), ..self },
            None => self,
        }
    }
}
