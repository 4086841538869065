//! Rewrites the chunks of Quarto and bookdown as what they print without being run: ```` ```{r plot, fig.cap="A plot"} ````.
//!
//! A chunk becomes its code, without its options, unless it hides that (`echo`, `include`). A picture that it shows
//! (`include_graphics("boats.png")`), or that the tool has saved in its folder of results, becomes a picture. If the chunk has a caption,
//! picture or code become a figure with that caption and the label of the chunk, so that references find it. Chunks of text become
//! containers and statements. That a chunk is not run is reported.
mod options;

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::edition::Dialect;

use super::construct::Construct;
use super::notes::NoteFiles;
use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::syntax::verbatim::VerbatimLines;
use options::{ChunkOptions, option_line, quoted};

/// The kinds of statements that bookdown has as engines, with the prefix of their labels.
const STATEMENTS: [(&str, &str); 12] = [
    ("theorem", "thm"),
    ("lemma", "lem"),
    ("corollary", "cor"),
    ("proposition", "prp"),
    ("conjecture", "cnj"),
    ("definition", "def"),
    ("example", "exm"),
    ("exercise", "exr"),
    ("hypothesis", "hyp"),
    ("proof", ""),
    ("remark", ""),
    ("solution", ""),
];

/// The functions that show a picture file.
const SHOWS_PICTURE: [&str; 3] = ["include_graphics(", "Image(", "image_read("];

/// The text with its chunks rewritten. `None` if there are none. `files` has the pictures that the tool has saved.
pub(super) fn translated(source: &Assembled, dialect: Dialect, files: &NoteFiles, sink: &Sink) -> Option<Assembled> {
    if !matches!(dialect, Dialect::Quarto | Dialect::Bookdown) || !["```{", "~~~{", "``` {"].iter().any(|fence| source.text.contains(fence))
    {
        return None;
    }
    let mut rewriter = ChunkRewriter { source, dialect, files, sink, texts: text_references(&source.text), out: Assembled::default() };
    let mut verbatim = VerbatimLines::default();
    let mut at = 0;
    while at < source.text.len() {
        let end = source.text[at..].find('\n').map_or(source.text.len(), |end| at + end + 1);
        let line = &source.text[at..end];
        if verbatim.continues(line) {
            rewriter.out.copy(source, at..end);
        } else if let Some(chunk) = Chunk::at(&source.text, at) {
            at = chunk.end;
            rewriter.chunk(&chunk);
            continue;
        } else if dialect == Dialect::Bookdown && text_reference(line).is_some_and(|(name, _)| source.text.matches(name).count() > 1) {
            // Its words stand where it is named.
        } else {
            verbatim.opens(line);
            rewriter.out.copy(source, at..end);
        }
        at = end;
    }
    Some(rewriter.out)
}

/// The texts for captions: `(ref:name) The words.`
fn text_references(text: &str) -> Vec<(&str, &str)> {
    text.lines().filter_map(text_reference).collect()
}

/// The name, with its parentheses, and the words of a text for a caption.
fn text_reference(line: &str) -> Option<(&str, &str)> {
    let close = line.strip_prefix("(ref:").and_then(|rest| rest.find(')'))? + "(ref:".len() + 1;
    let (name, words) = line.split_at(close);
    (words.starts_with(' ') && !name.contains(' ')).then_some((name, words.trim()))
}

/// A chunk in a text.
struct Chunk {
    /// The white space before its fence.
    indent: Range<usize>,
    /// The braces after the fence.
    head: Range<usize>,
    /// The fence.
    fence: Range<usize>,
    /// The lines of its code, without those of options.
    code: Range<usize>,
    /// The byte after its closing fence.
    end: usize,
    options: ChunkOptions,
}

impl Chunk {
    /// The chunk whose fence is on the line at a byte. `None` if the line begins none, or if nothing closes it.
    fn at(text: &str, at: usize) -> Option<Self> {
        let line = text[at..].split('\n').next()?;
        let start = at + (line.len() - line.trim_start_matches([' ', '\t']).len());
        let words = line.trim();
        let sign = words.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
        let count = words.len() - words.trim_start_matches(sign).len();
        let head = words[count..].trim_start();
        let mut options = ChunkOptions::of_head(head).filter(|_| count >= 3)?;
        let head_start = start + words.len() - head.len();
        let body = text[at..].find('\n').map(|end| at + end + 1)?;
        let (mut close, mut end) = (body, None);
        for line in text[body..].split_inclusive('\n') {
            let own = line.trim();
            if own.len() >= count && own.chars().all(|c| c == sign) {
                end = Some(close + line.len());
                break;
            }
            close += line.len();
        }
        let lines: Vec<&str> = text[body..close].lines().take_while(|line| option_line(line).is_some()).collect();
        let read = options.read_lines(&lines);
        let code = body + text[body..close].split_inclusive('\n').take(read).map(str::len).sum::<usize>();
        Some(Self {
            indent: at..start,
            head: head_start..head_start + head.len(),
            fence: start..start + count,
            code: code..close,
            end: end?,
            options,
        })
    }
}

/// A picture of a chunk.
struct ShownPicture {
    path: String,
    is_saved: bool,
}

struct ChunkRewriter<'a> {
    source: &'a Assembled,
    dialect: Dialect,
    files: &'a NoteFiles,
    sink: &'a Sink,
    /// The texts for captions, by name.
    texts: Vec<(&'a str, &'a str)>,
    out: Assembled,
}

impl ChunkRewriter<'_> {
    fn chunk(&mut self, chunk: &Chunk) {
        let options = &chunk.options;
        if self.text_chunk(chunk) {
            return;
        }
        let pictures = self.pictures(chunk);
        let shows_code = !(options.is_off("echo") || options.is_off("include"));
        let shows_file = pictures.iter().any(|picture| !picture.is_saved);
        let is_diagram = matches!(options.engine.as_str(), "mermaid" | "dot");
        let is_run = !(options.is_off("eval") || options.is_off("include") || shows_file || is_diagram);
        let caption = options.words(&["fig-cap", "tbl-cap", "lst-cap"]).map(|words| self.caption(words));
        let is_figure = options.words(&["tbl-cap", "lst-cap"]).is_none();
        let caption = caption.filter(|_| is_figure && !options.is_off("include"));
        if is_run && pictures.is_empty() {
            let (cause, label) = match (shows_code, &caption) {
                (true, _) => ("Chunk shown", "its code is printed, it is not run, and its results are left out"),
                (false, Some(_)) => ("Chunk figure", "it is not run, and its code stands for its picture"),
                (false, None) => ("Chunk hidden", "it is not run, and its results are left out"),
            };
            let span = self.source.span(chunk.head.clone());
            let facts = Construct::Chunk.facts();
            let head: String = self.source.text[chunk.head.clone()].chars().take(40).collect();
            let message = format!("`{}` is {} of {}", head.replace('`', "'"), facts.is, self.dialect.tool());
            self.sink.report(Diagnostic::new(codes::FOREIGN_MARKUP, span, message).cause(cause).label(label).hint(facts.remedy));
        }
        match caption {
            None => {
                if shows_code {
                    self.code(chunk);
                }
                if !options.is_off("include") {
                    pictures.iter().for_each(|picture| self.picture(picture, chunk));
                }
            }
            Some(caption) => {
                if shows_code && !pictures.is_empty() {
                    self.code(chunk);
                }
                let label = options.label();
                let id = label.map(|label| match self.dialect {
                    Dialect::Bookdown => format!("fig:{label}"),
                    _ => label,
                });
                let id = id.filter(|id| !id.contains(['"', '<', '&'])).map_or_else(String::new, |id| format!(" id=\"{id}\""));
                self.line(chunk, "");
                self.line(chunk, &format!("<figure{id}>"));
                self.line(chunk, "");
                if pictures.is_empty() {
                    self.code(chunk);
                }
                pictures.iter().for_each(|picture| self.picture(picture, chunk));
                for text in ["<figcaption>", "", &caption, "", "</figcaption>", "", "</figure>", ""] {
                    self.line(chunk, text);
                }
            }
        }
    }

    /// Writes a chunk that holds text. Returns whether it does.
    fn text_chunk(&mut self, chunk: &Chunk) -> bool {
        let options = &chunk.options;
        let statement = STATEMENTS.iter().find(|(name, _)| *name == options.engine).filter(|_| self.dialect == Dialect::Bookdown);
        let first = match (statement, options.engine.as_str()) {
            (Some((name, prefix)), _) => {
                let label = options.label().filter(|_| !prefix.is_empty()).map_or_else(String::new, |label| format!(" #{prefix}:{label}"));
                let title = options.words(&["name"]).filter(|title| !title.contains('"'));
                let title = title.map_or_else(String::new, |title| format!(" title=\"{title}\""));
                format!("::: {{.{name}{label}{title}}}")
            }
            (None, "block" | "block2") => match options.words(&["type"]) {
                Some(class) if class.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) => {
                    format!("::: {class}")
                }
                _ => "::: block".to_owned(),
            },
            (None, "asis") => String::new(),
            _ => return false,
        };
        self.line(chunk, "");
        self.line(chunk, &first);
        self.out.copy(self.source, chunk.code.clone());
        self.line(chunk, "");
        self.line(chunk, if first.is_empty() { "" } else { ":::" });
        self.line(chunk, "");
        true
    }

    /// The words of a caption. `(ref:name)` stands for a text elsewhere in the file.
    fn caption(&self, words: String) -> String {
        let found = self.texts.iter().find(|(name, _)| *name == words.trim());
        found.map_or(words, |(_, text)| (*text).to_owned())
    }

    /// The pictures that a chunk shows: the files that it names, or else those that the tool has saved for it.
    fn pictures(&self, chunk: &Chunk) -> Vec<ShownPicture> {
        let code = &self.source.text[chunk.code.clone()];
        let mut found = Vec::new();
        for line in code.lines().filter(|line| !line.trim_start().starts_with('#')) {
            let Some(call) = SHOWS_PICTURE.iter().find_map(|name| line.find(name).map(|at| &line[at + name.len()..])) else { continue };
            found.extend(quoted(call).into_iter().filter(|path| is_picture(path)).map(|path| ShownPicture { path, is_saved: false }));
        }
        if found.is_empty()
            && let Some(label) = chunk.options.label()
        {
            let saved = (1..=9).map_while(|number| {
                ["png", "svg", "jpeg", "jpg"].iter().find_map(|format| self.files.get(&format!("{label}-{number}.{format}").to_lowercase()))
            });
            found.extend(saved.map(|path| ShownPicture { path: format!("/{path}"), is_saved: true }));
        }
        found
    }

    /// Writes a picture in a paragraph of its own.
    fn picture(&mut self, picture: &ShownPicture, chunk: &Chunk) {
        let alt = chunk.options.words(&["fig-alt"]).unwrap_or_default().replace(['[', ']', '\\'], "");
        let width = chunk.options.width().map_or_else(String::new, |width| format!("{{width={width}}}"));
        self.line(chunk, "");
        self.line(chunk, &format!("![{alt}](<{}>){width}", picture.path));
        self.line(chunk, "");
    }

    /// Writes the code of a chunk with its language.
    fn code(&mut self, chunk: &Chunk) {
        if self.source.text[chunk.code.clone()].trim().is_empty() {
            return;
        }
        self.out.copy(self.source, chunk.indent.start..chunk.fence.end);
        let engine = chunk.options.words(&["engine"]).unwrap_or_else(|| chunk.options.engine.clone());
        self.out.insert(&format!("{}\n", engine.to_ascii_lowercase()), self.source.span(chunk.head.clone()));
        self.out.copy(self.source, chunk.code.clone());
        let span = self.source.span(chunk.code.end..chunk.end);
        self.out.copy(self.source, chunk.indent.start..chunk.fence.end);
        self.out.insert("\n", span);
    }

    /// Writes a line that is not in the source, with the indentation of the chunk.
    fn line(&mut self, chunk: &Chunk, text: &str) {
        let span = self.source.span(chunk.head.clone());
        if !text.is_empty() {
            self.out.copy(self.source, chunk.indent.clone());
        }
        self.out.insert(&format!("{text}\n"), span);
    }
}

/// Whether a path is that of a picture in the project.
fn is_picture(path: &str) -> bool {
    const FORMATS: [&str; 8] = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".pdf", ".avif"];
    let lower = path.to_ascii_lowercase();
    FORMATS.iter().any(|format| lower.ends_with(format)) && !path.contains(['<', '>', '\n'])
}

/// Whether a path is that of a picture that Quarto or knitr has saved: `_freeze/sea/figure-html/fig-boats-1.png`.
pub(crate) fn is_saved_picture(path: &str) -> bool {
    const FOLDERS: [&str; 5] = ["figure-html/", "figure-epub/", "figure-commonmark/", "figure-latex/", "figure-docx/"];
    FOLDERS.iter().any(|folder| path.contains(folder)) && is_picture(path)
}
