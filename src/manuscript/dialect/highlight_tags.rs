//! Rewrites the highlight tags of Jekyll and Hugo as fenced code: `{% highlight ruby %}`, `{{< highlight go >}}`.
use crate::edition::Dialect;

use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::syntax::verbatim::VerbatimLines;

/// A fence that is longer than those of most authors, so that code with fences in it stays whole.
const FENCE: &str = "~~~~~~~~";

/// The tag that fills a line, without its delimiters: `highlight ruby`.
fn tag(line: &str, dialect: Dialect) -> Option<&str> {
    let (open, close) = match dialect {
        Dialect::Jekyll => ("{%", "%}"),
        Dialect::Hugo => ("{{<", ">}}"),
        _ => return None,
    };
    Some(line.trim().strip_prefix(open)?.strip_suffix(close)?.trim_matches(['-', ' ', '\t']))
}

/// The language of the code that a tag begins. Empty if the tag names none. `None` if it begins no code.
fn language(tag: &str) -> Option<&str> {
    let mut words = tag.split_whitespace();
    words.next().filter(|name| *name == "highlight").map(|_| words.next().unwrap_or_default())
}

/// The text with its tags rewritten. `None` if there are none. A tag that nothing closes stays as it is.
pub(super) fn translated(source: &Assembled, dialect: Dialect) -> Option<Assembled> {
    if !source.text.contains("highlight") || !matches!(dialect, Dialect::Jekyll | Dialect::Hugo) {
        return None;
    }
    let mut out = Assembled::default();
    let mut verbatim = VerbatimLines::default();
    let mut in_code = false;
    let mut at = 0;
    for line in source.text.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        let span = source.span(range.clone());
        let own = tag(line, dialect);
        if in_code && own.is_some_and(closes) {
            in_code = false;
            out.insert(&format!("{FENCE}\n"), span);
        } else if in_code || verbatim.continues(line) {
            out.copy(source, range);
        } else if let Some(language) = own.and_then(language).filter(|_| is_closed(&source.text[at..], dialect)) {
            in_code = true;
            out.insert(&format!("{FENCE}{language}\n"), span);
        } else {
            verbatim.opens(line);
            out.copy(source, range);
        }
    }
    Some(out)
}

/// Whether a tag ends code.
fn closes(tag: &str) -> bool {
    matches!(tag, "endhighlight" | "/highlight" | "/ highlight")
}

/// Whether the next highlight tag in a text is an end tag.
fn is_closed(text: &str, dialect: Dialect) -> bool {
    let mut tags = text.lines().filter_map(|line| tag(line, dialect)).filter(|tag| tag.contains("highlight"));
    tags.next().is_some_and(closes)
}
