//! Documents of other programs that Pandoc converts. Only this file of `manuscript` starts a program.
//!
//! Pandoc runs with `--sandbox`, so it reads no file but the document itself. The pictures inside a document are written into a temporary
//! folder and then put into the JSON as `data:` URIs, so nothing is left on the disk.
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::source::program::{ended_within, read_in_thread};
use crate::source::uri::data_uri_of_bytes;

/// A format that Pandoc reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PandocFormat {
    /// The extensions of its files, in lower case.
    extensions: &'static [&'static str],
    /// Pandoc's name for it.
    name: &'static str,
    /// What such a file is, as messages say it.
    pub(crate) is: &'static str,
}

/// The formats. Those that need a later version than Pandoc 2.17 say so.
const FORMATS: [PandocFormat; 20] = [
    PandocFormat { extensions: &["tex", "latex", "ltx"], name: "latex", is: "a LaTeX document" },
    PandocFormat { extensions: &["docx"], name: "docx", is: "a Word document" },
    PandocFormat { extensions: &["odt"], name: "odt", is: "an OpenDocument text" },
    PandocFormat { extensions: &["epub"], name: "epub", is: "an e-book" },
    PandocFormat { extensions: &["fb2"], name: "fb2", is: "an e-book in FB2" },
    PandocFormat { extensions: &["html", "htm", "xhtml"], name: "html", is: "a web page" },
    PandocFormat { extensions: &["rtf"], name: "rtf", is: "a Rich Text document" },
    PandocFormat { extensions: &["org"], name: "org", is: "an Org document" },
    PandocFormat { extensions: &["rst", "rest"], name: "rst", is: "a reStructuredText document" },
    PandocFormat { extensions: &["dbk", "docbook"], name: "docbook", is: "a DocBook document" },
    PandocFormat { extensions: &["jats"], name: "jats", is: "a JATS document" },
    PandocFormat { extensions: &["textile"], name: "textile", is: "a Textile document" },
    PandocFormat { extensions: &["wiki", "mediawiki"], name: "mediawiki", is: "a MediaWiki page" },
    PandocFormat { extensions: &["muse"], name: "muse", is: "a Muse document" },
    PandocFormat { extensions: &["t2t"], name: "t2t", is: "a txt2tags document" },
    PandocFormat { extensions: &["opml"], name: "opml", is: "an OPML outline" },
    PandocFormat { extensions: &["ipynb"], name: "ipynb", is: "a Jupyter notebook" },
    // Since 3.1.2.
    PandocFormat { extensions: &["typ"], name: "typst", is: "a Typst document" },
    // Since 3.1.
    PandocFormat { extensions: &["dj", "djot"], name: "djot", is: "a Djot document" },
    // Since 3.8.
    PandocFormat { extensions: &["adoc", "asciidoc"], name: "asciidoc", is: "an AsciiDoc document" },
];

impl PandocFormat {
    /// Whether `chapbook import` reads it.
    pub(crate) fn can_be_imported(&self) -> bool {
        matches!(self.name, "docx" | "odt" | "rtf" | "epub" | "html" | "fb2" | "muse")
    }

    /// The format of a file, by its extension. `None` if chapbook does not call Pandoc for it.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        FORMATS.into_iter().find(|format| format.extensions.contains(&extension.as_str()))
    }
}

/// Why a document was not converted.
#[derive(Debug)]
pub(crate) enum ConversionFailure {
    /// There is no Pandoc.
    NoPandoc,
    /// Pandoc cannot read the document. The first line of its message says why.
    Refused(String),
}

/// Converts a document into Pandoc's JSON.
pub(crate) fn convert(path: &Path, format: PandocFormat, pandoc: &Path) -> Result<String, ConversionFailure> {
    let refused = |error: std::io::Error| ConversionFailure::Refused(error.to_string());
    let media = tempfile::tempdir().map_err(refused)?;
    let extract = format!("--extract-media={}", media.path().display());
    let mut command = Command::new(pandoc);
    // A name that begins with a hyphen is not an option.
    command.args(["--sandbox", "-f", format.name, "-t", "json", &extract]).arg("--").arg(path);
    let output = output(&mut command, LONGEST)?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        return Err(ConversionFailure::Refused(message.lines().next().unwrap_or("it failed").trim().to_owned()));
    }
    let json = String::from_utf8_lossy(&output.stdout);
    Ok(with_pictures(&json, media.path()))
}

/// How long Pandoc may take. It converts a book of a thousand pages in less than a minute.
const LONGEST: Duration = Duration::from_secs(600);

/// Runs a command to its end, and stops it if it takes longer than a limit.
fn output(command: &mut Command, limit: Duration) -> Result<Output, ConversionFailure> {
    let spawned = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = spawned.map_err(|_| ConversionFailure::NoPandoc)?;
    let stdout = child.stdout.take().map(|stream| read_in_thread(stream, u64::MAX));
    let stderr = child.stderr.take().map(|stream| read_in_thread(stream, u64::MAX));
    let Some(status) = ended_within(&mut child, limit) else {
        let reason = format!("Pandoc was stopped because it took longer than {} seconds", limit.as_secs());
        return Err(ConversionFailure::Refused(reason));
    };
    let bytes = |reader: Option<JoinHandle<Vec<u8>>>| reader.and_then(|reader| reader.join().ok()).unwrap_or_default();
    Ok(Output { status, stdout: bytes(stdout), stderr: bytes(stderr) })
}

/// The JSON with the pictures of a folder in place of their paths.
fn with_pictures(json: &str, folder: &Path) -> String {
    let Some(prefix) = folder.to_str() else { return json.to_owned() };
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    while let Some((before, after)) = rest.split_once(prefix) {
        out.push_str(before);
        let end = after.find('"').unwrap_or(after.len());
        let name = &after[..end];
        match std::fs::read(folder.join(name.trim_start_matches(['/', '\\']))) {
            Ok(bytes) => out.push_str(&data_uri_of_bytes(media_type(name), &bytes)),
            Err(_) => out.extend([prefix, name]),
        }
        rest = &after[end..];
    }
    out.push_str(rest);
    out
}

/// The media type of a picture, by its name.
fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "svg" => "image/svg+xml",
        "webp" => "image/webp",
        _ => "application/octet-stream",
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_command_that_does_not_end_is_stopped() {
        let started = std::time::Instant::now();
        let stopped = output(Command::new("sleep").arg("60"), Duration::from_millis(50));
        assert!(matches!(stopped, Err(ConversionFailure::Refused(message)) if message.contains("took longer")));
        assert!(started.elapsed() < Duration::from_secs(20));
        // More than a pipe holds.
        let whole = output(Command::new("head").args(["-c", "1000000", "/dev/zero"]), LONGEST).unwrap();
        assert_eq!((whole.status.success(), whole.stdout.len()), (true, 1_000_000));
        assert!(matches!(output(&mut Command::new("/nowhere/pandoc"), LONGEST), Err(ConversionFailure::NoPandoc)));
    }
}
