//! What other tools put into a text before they read it as Markdown: values of variables, template tags, and files.
//!
//! [`expanded`] does this for a whole text, in code too, as the tools do. Tags and includes that it does not know stay as they are, and are
//! reported when the text is read.
mod code_files;
pub(crate) mod notebook;
mod opened;
mod template;
mod variables;

use std::path::Path;

use crate::diagnostic::Sink;
use crate::edition::Dialect;
use crate::source::SourceMap;

use crate::manuscript::files::assembled::Assembled;
use opened::Opener;
pub(crate) use variables::{Variables, add_values, variables};

/// The text of the file at `path` with its variables, template tags and included files. `None` if its tool has none, or the text has none.
pub(crate) fn expanded(
    source: &Assembled,
    path: &str,
    (dialect, variables): (Dialect, &Variables),
    (root, sources): (&Path, &mut SourceMap),
    sink: &Sink,
) -> Option<Assembled> {
    let folder = path.rfind('/').map_or("", |at| &path[..=at]);
    let mut opener = Opener { root, sources, sink, count: 0 };
    match dialect {
        Dialect::Gitbook | Dialect::Jekyll => template::expanded(source, folder, (dialect, variables), &mut opener),
        Dialect::Pandoc | Dialect::Quarto | Dialect::Leanpub | Dialect::Myst => {
            code_files::expanded(source, folder, (dialect, variables), &mut opener)
        }
        _ => None,
    }
}
