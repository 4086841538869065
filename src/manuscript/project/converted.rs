//! A single document of another program, which Pandoc converts.
use std::path::Path;

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::source::{SourceMap, Span};

use super::single;
use crate::manuscript::files::conversion::{ConversionFailure, PandocFormat, convert};
use crate::manuscript::files::format::import_command;
use crate::manuscript::files::open as files;
use crate::manuscript::model::{Manuscript, ManuscriptError};

/// Reads a document through Pandoc. `pandoc` is the program. If it is missing or cannot read the document, that is reported, and the
/// manuscript is empty.
pub(crate) fn read(
    path: &Path,
    format: PandocFormat,
    pandoc: &Path,
    sources: &mut SourceMap,
    sink: &Sink,
) -> Result<Manuscript, ManuscriptError> {
    // A file that is missing, or not a regular file, is an error of its own.
    files::bytes(path)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = path.parent().unwrap_or(Path::new(""));
    let failure = match convert(path, format, pandoc) {
        Ok(json) => {
            let mut manuscript = single::read_json(&name, json, folder, sources, sink);
            manuscript
                .assumptions
                .push(format!("read `{name}` through Pandoc; the places in messages are those in the output of `pandoc -t json {name}`"));
            return Ok(manuscript);
        }
        Err(failure) => failure,
    };
    let file = sources.add(&name, "");
    let diagnostic = Diagnostic::new(codes::NOT_A_MANUSCRIPT, Span::new(file, 0, 0), format!("`{name}` is {}, not Markdown", format.is));
    sink.report(match failure {
        ConversionFailure::NoPandoc if format.can_be_imported() => {
            diagnostic.hint(format!("make a manuscript of it with `{}`, or install Pandoc (https://pandoc.org)", import_command(path)))
        }
        ConversionFailure::NoPandoc => {
            diagnostic.hint("install Pandoc (https://pandoc.org), which converts it, or name the program: `--pandoc PATH`")
        }
        ConversionFailure::Refused(reason) => diagnostic.hint(format!("Pandoc cannot read it: {reason}")),
    });
    Ok(single::read_file(&name, file, folder, sources, sink))
}
