//! Diagrams that the manuscript has as code: Mermaid, Graphviz and the like.
//!
//! A command of the author draws them (`[diagrams]` in `book.toml`). The pictures are kept in the folder `diagrams` of the book, under
//! names that follow from the source and the command. So a command runs only if its source has changed, and a book whose pictures are all
//! there needs no command at all. Commands run only if the user allows them, because a manuscript may come from someone else. A diagram
//! without a picture is printed as its source, and reported.
//!
//! Begin reading at [`draw`]. `command.rs` runs a command.
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{
    Attributes, Block, BlockKind, Inline, InlineKind, Node, NodeRole, PictureSize, Visit, VisitMut, number_nodes, walk_document,
    walk_document_mut,
};
use crate::edition::{DiagramCommand, DiagramCommands};
use crate::manuscript::Manuscript;
use crate::source::Span;
use crate::source::files::{FileUse, read, refusal};

use super::command::{self, CommandFailure};
use super::output::{OutputError, write_all};

/// The folder of the pictures.
const FOLDER: &str = "diagrams";

/// The languages whose only use is to draw something. Code in one of them is reported if the book has no command for it. A book about
/// `dot` or `typst` may want to print their source, so its author has to allow the diagnostic.
const LANGUAGES: [&str; 10] = ["bob", "d2", "dot", "graphviz", "mermaid", "pikchr", "plantuml", "svgbob", "typst", "vega-lite"];

/// The maximum length of a source that is used as an alternative text, in characters.
const LONGEST_ALT: usize = 500;

/// The key of the alternative text.
const ALT: &str = "alt";

/// Whether commands may run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Commands {
    /// No command runs.
    #[default]
    Refused,
    /// The commands of the book run.
    Allowed,
}

/// A diagram of the manuscript.
#[derive(Clone, Debug)]
struct Diagram {
    key: DiagramKey,
    span: Span,
}

/// What decides how a diagram looks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct DiagramKey {
    language: String,
    source: String,
}

/// The paths of the pictures of diagrams.
type DrawnDiagrams = BTreeMap<DiagramKey, String>;

/// Replaces each diagram of a manuscript by its picture, if there is one or if its command may run. Reports the others.
///
/// # Errors
/// If a picture cannot be written into the folder of the book.
pub(super) fn draw(manuscript: &mut Manuscript, commands: Commands, sink: &Sink) -> Result<(), OutputError> {
    let mut found = Diagrams { commands: &manuscript.diagrams, found: Vec::new(), sink };
    walk_document(&manuscript.document, &mut found);
    let found = found.found;
    report_unused(&manuscript.diagrams, &found, sink);
    if found.is_empty() {
        return Ok(());
    }
    let mut drawn = DrawnDiagrams::new();
    let mut to_write: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
    // Equal diagrams share one picture. What is wrong with it is reported at the first of them.
    let mut wanted: BTreeMap<&DiagramKey, &Diagram> = BTreeMap::new();
    for diagram in &found {
        if manuscript.diagrams.contains_key(&diagram.key.language) {
            wanted.entry(&diagram.key).or_insert(diagram);
        } else {
            report_source(diagram, sink);
        }
    }
    let pictured = |diagram: &'_ Diagram| {
        let command = manuscript.diagrams.get(&diagram.key.language)?;
        Some(picture(&manuscript.root, diagram, command, commands))
    };
    let results: Vec<_> = wanted.into_par_iter().filter_map(|(_, diagram)| Some((diagram, pictured(diagram)?))).collect();
    for (diagram, result) in results {
        match result {
            Ok(DiagramPicture { path, bytes }) => {
                if let Some(bytes) = bytes {
                    to_write.insert(manuscript.root.join(&path), bytes);
                }
                drawn.insert(diagram.key.clone(), path);
            }
            Err(reason) => reason.report(diagram, sink),
        }
    }
    write_all(&to_write.into_iter().collect::<Vec<_>>())?;
    let mut pictures = Replacement { drawn: &drawn, images: Vec::new() };
    walk_document_mut(&mut manuscript.document, &mut pictures);
    let known = manuscript.images.iter().map(|(path, _)| path.clone()).collect::<BTreeSet<_>>();
    let mut added = BTreeSet::new();
    let images = pictures.images.into_iter().filter(|(path, _)| !known.contains(path) && added.insert(path.clone()));
    manuscript.images.extend(images);
    number_nodes(&mut manuscript.document);
    Ok(())
}

/// Reports the commands for languages in which the book has no diagram.
fn report_unused(commands: &DiagramCommands, found: &[Diagram], sink: &Sink) {
    for (language, command) in commands.iter().filter(|(language, _)| found.iter().all(|diagram| diagram.key.language != **language)) {
        let message = format!("no code in this book has the language `{language}`");
        sink.report(Diagnostic::new(codes::UNUSED_SETTING, command.span, message).hint("write the name that stands after the fence"));
    }
}

/// Reports a diagram for which the book has no command.
fn report_source(diagram: &Diagram, sink: &Sink) {
    let Diagram { key: DiagramKey { language, .. }, span } = diagram;
    let hint = format!("name a program under `[diagrams]` in book.toml, such as `{language} = \"…\"`, or save the diagram as SVG");
    let diagnostic = Diagnostic::new(codes::DIAGRAM_AS_SOURCE, *span, format!("a diagram of `{language}` is printed as its source"));
    sink.report(diagnostic.cause(format!("diagram {language}")).label("printed as code").hint(hint));
}

/// The name of the file of a picture without its extension. It changes with the source and with the command.
fn stem(diagram: &Diagram, command: &DiagramCommand) -> String {
    let mut hash = Sha256::new();
    for part in [&diagram.key.language, &command.program].into_iter().chain(&command.arguments).chain([&diagram.key.source]) {
        hash.update(part.len().to_le_bytes());
        hash.update(part);
    }
    let digest: String = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let name: String =
        diagram.key.language.chars().map(|sign| if sign.is_ascii_alphanumeric() { sign.to_ascii_lowercase() } else { '-' }).collect();
    format!("{name}-{digest}")
}

/// The picture of a diagram.
struct DiagramPicture {
    /// Its path relative to the root.
    path: String,
    /// Its bytes, if it was drawn now.
    bytes: Option<Vec<u8>>,
}

/// Why a diagram has no picture.
enum Reason {
    /// Commands may not run.
    Refused,
    /// The command has no output.
    Failed(CommandFailure),
    /// The output of the command is not a picture.
    NoPicture,
}

/// The kept picture of a diagram, or a new one.
fn picture(root: &Path, diagram: &Diagram, command: &DiagramCommand, commands: Commands) -> Result<DiagramPicture, Reason> {
    let stem = stem(diagram, command);
    let path = |extension: &str| format!("{FOLDER}/{stem}.{extension}");
    for extension in ["svg", "png"] {
        // A link may lead out of the book.
        let is_own = refusal(root, &path(extension), FileUse::Text).is_none();
        if is_own && read(&root.join(path(extension))).is_ok() {
            return Ok(DiagramPicture { path: path(extension), bytes: None });
        }
    }
    match commands {
        Commands::Refused => Err(Reason::Refused),
        Commands::Allowed => {
            let bytes = command::output(command, root, &diagram.key.source).map_err(Reason::Failed)?;
            let extension = extension(&bytes).ok_or(Reason::NoPicture)?;
            Ok(DiagramPicture { path: path(extension), bytes: Some(bytes) })
        }
    }
}

/// The extension of a file with these bytes. `None` if they are neither SVG nor PNG.
fn extension(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some("png");
    }
    std::str::from_utf8(bytes).ok().filter(|text| text.contains("<svg")).map(|_| "svg")
}

impl Reason {
    fn report(self, diagram: &Diagram, sink: &Sink) {
        let Diagram { key: DiagramKey { language, .. }, span } = diagram;
        sink.report(match self {
            Self::Refused => Diagnostic::new(
                codes::UNRUN_COMMAND,
                *span,
                format!("a diagram of `{language}` has no picture yet, and is printed as its source"),
            )
            .cause(format!("unrun {language}"))
            .label("its command did not run")
            .hint("allow the commands of the book with `--allow-commands`"),
            Self::Failed(failure) => failed(diagram, &failure),
            Self::NoPicture => failed(diagram, &"it wrote neither an SVG nor a PNG"),
        });
    }
}

fn failed(diagram: &Diagram, reason: &dyn Display) -> Diagnostic {
    let message = format!("the command for `{}` failed: {reason}", diagram.key.language);
    Diagnostic::new(codes::FAILED_COMMAND, diagram.span, message)
        .label("printed as its source")
        .hint("run the command by hand with this source as its input")
}

/// The source of a diagram as its description, cut if it is long.
fn described(source: &str) -> String {
    let words = source.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(LONGEST_ALT) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}

/// Collects the diagrams: the code in languages for which there is a command, and in those of [`LANGUAGES`].
struct Diagrams<'a> {
    commands: &'a DiagramCommands,
    found: Vec<Diagram>,
    sink: &'a Sink,
}

impl Diagrams<'_> {
    fn is_diagram(&self, language: Option<&str>) -> bool {
        language.is_some_and(|language| self.commands.contains_key(language) || LANGUAGES.contains(&language))
    }

    /// Reports the attributes of code that are for pictures only. Those of code with a caption are those of its figure.
    fn report_attributes(&self, node: &Node, language: Option<&str>) {
        let is_diagram = self.is_diagram(language);
        for key in [ALT, "width", "height", "max-width", "max-height"] {
            if node.attribute(key).is_some() && (key != ALT || !is_diagram) {
                let hint = if is_diagram { "give the size in the source of the diagram" } else { "remove it" };
                let diagnostic =
                    Diagnostic::new(codes::UNUSED_ATTRIBUTE, node.span, format!("the attribute `{key}` of this code has no effect"));
                self.sink.report(diagnostic.cause(format!("code {key}")).hint(hint));
            }
        }
    }
}

impl Visit for Diagrams<'_> {
    fn block(&mut self, block: &Block) {
        if let BlockKind::Figure { body, .. } = &block.kind
            && let [Block { kind: BlockKind::Code { language, .. }, .. }] = body.as_slice()
        {
            self.report_attributes(&block.node, language.as_deref());
        }
        let BlockKind::Code { language, text, .. } = &block.kind else { return };
        self.report_attributes(&block.node, language.as_deref());
        let Some(language) = language.as_deref().filter(|language| self.is_diagram(Some(language))) else { return };
        if text.trim().is_empty() {
            let message = format!("this diagram of `{language}` has no source");
            self.sink.report(Diagnostic::new(codes::EMPTY_TEXT, block.node.span, message).hint("write its source, or remove it"));
        } else {
            let key = DiagramKey { language: language.to_owned(), source: text.clone() };
            self.found.push(Diagram { key, span: block.node.span });
        }
    }
}

/// Puts pictures in the place of diagrams. Code with a caption becomes a figure instead of a listing.
struct Replacement<'a> {
    drawn: &'a DrawnDiagrams,
    images: Vec<(String, Span)>,
}

impl VisitMut for Replacement<'_> {
    fn block(&mut self, block: &mut Block) {
        match &mut block.kind {
            BlockKind::Figure { body, .. } => {
                let [inner] = body.as_mut_slice() else { return };
                let words = block.node.attribute(ALT).map(str::to_owned);
                if let Some(picture) = self.picture(inner, words) {
                    *inner = picture;
                    let attributes = block.node.attrs.as_deref().cloned().unwrap_or_default();
                    block.node.attrs = Some(Arc::new(without_listing(attributes)));
                }
            }
            BlockKind::Code { .. } => {
                let words = block.node.attribute(ALT).map(str::to_owned);
                if let Some(picture) = self.picture(block, words) {
                    block.kind = picture.kind;
                }
            }
            _ => {}
        }
    }
}

fn without_listing(mut attributes: Attributes) -> Attributes {
    attributes.remove_role(NodeRole::Listing);
    attributes
}

impl Replacement<'_> {
    /// A paragraph with the picture of a diagram. The alternative text is the author's, or the source, which describes the diagram.
    fn picture(&mut self, block: &Block, words: Option<String>) -> Option<Block> {
        let BlockKind::Code { language: Some(language), text, .. } = &block.kind else { return None };
        let path = self.drawn.get(&DiagramKey { language: language.clone(), source: text.clone() })?;
        let span = block.node.span;
        let words = words.unwrap_or_else(|| described(text));
        let alt = vec![Inline { node: Node::at(span), kind: InlineKind::Text(words) }];
        let image = InlineKind::Image { source: path.clone(), alt, title: None, size: PictureSize::Natural };
        self.images.push((path.clone(), span));
        let paragraph = BlockKind::Paragraph(vec![Inline { node: Node::at(span), kind: image }]);
        Some(Block { node: Node::at(span), kind: paragraph })
    }
}
