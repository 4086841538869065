//! The documentation of the codes, for the terminal (`chapbook explain`) and as Markdown (`docs/diagnostics.md`).
use super::codes;
use super::codes::code::{Code, ExampleFile, Examples};

/// One code as plain text: what it means, examples, and how to allow it.
#[must_use]
pub fn explain(code: &Code) -> String {
    let mut text = format!("{}[{code}]: {}\n\n{}\n", code.severity.name(), code.summary, code.explanation);
    match &code.examples {
        Examples::Tested { bad, good } => {
            for (title, files) in [("This is reported", bad), ("This is not", good)] {
                text.push_str(&format!("\n{title}:\n"));
                for file in *files {
                    text.push_str(&format!("\n    {}\n", file.path));
                    for line in file.text.lines() {
                        text.push_str(format!("    | {line}").trim_end());
                        text.push('\n');
                    }
                }
            }
        }
        Examples::Untested(reason) => text.push_str(&format!("\nThere is no example. {reason}\n")),
    }
    if code.allowable {
        text.push_str(&format!("\nTo allow it, write `allow = [\"{code}\"]` under `[lints]` in book.toml,\nor use `--allow {code}`.\n"));
    }
    text
}

/// The text of `docs/diagnostics.md`.
#[must_use]
pub fn reference() -> String {
    let mut text = String::from(REFERENCE_HEAD);
    for code in codes::ALL {
        let allowable = if code.allowable { "can be allowed" } else { "cannot be allowed" };
        let severity = match code.severity.name() {
            "error" => "Error",
            _ => "Warning",
        };
        text.push_str(&format!("\n## {code}\n\n{severity}, {allowable}. {}\n\n{}\n", code.summary, code.explanation));
        match &code.examples {
            Examples::Tested { bad, good } => {
                for (title, files) in [("Reported", bad), ("Not reported", good)] {
                    files.iter().for_each(|file| text.push_str(&fenced(title, file)));
                }
            }
            Examples::Untested(reason) => text.push_str(&format!("\nThere is no example. {reason}\n")),
        }
    }
    text
}

const REFERENCE_HEAD: &str = "\
# Diagnostics

<!-- Generated from src/diagnostic/codes/. To update it: UPDATE_DOCS=1 cargo test --test it diagnostics -->

Every problem in a manuscript has a code, which is printed in brackets:
`warning[dead-link]`. An error stops the build; a warning does not, unless you
use `--deny warnings`. To silence a code, write it under `[lints]` in
`book.toml` or use `--allow`:

```toml
[lints]
allow = [\"dead-link\"]
```

`chapbook explain` lists the codes, and `chapbook explain dead-link` prints one
section of this page.

The examples are complete manuscripts. If an example does not show `book.toml`,
it has one with a title and a language; if it shows no Markdown file, it has one
chapter. All of them have a picture `photo.png` of 64 by 64 pixels and a drawing
`drawing.svg` in the shape of a cover.
";

/// A file as a fenced code block. The fence is longer than any in the text.
fn fenced(title: &str, file: &ExampleFile) -> String {
    let longest = file.text.lines().map(|line| line.chars().take_while(|c| *c == '`').count()).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    let language = file.path.rsplit_once('.').map_or("", |(_, ending)| match ending {
        "md" => "markdown",
        "toml" => "toml",
        "rs" => "rust",
        "svg" => "xml",
        _ => "text",
    });
    format!("\n{title}, `{}`:\n\n{fence}{language}\n{}{fence}\n", file.path, file.text)
}
