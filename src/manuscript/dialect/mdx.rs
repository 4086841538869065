//! What Docusaurus adds to Markdown from JavaScript: lines that import modules, and pictures that a module finds,
//! `<img src={require('./boats.png').default} />` (<https://docusaurus.io/docs/markdown-features/assets>).
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::edition::Dialect;

use super::construct::Construct;
use super::lines::is_module_line;
use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::syntax::verbatim::VerbatimLines;

/// What an import becomes, so that it is not printed: the beginning of a comment.
pub(crate) const COMMENT: &str = "<!-- module: ";

/// The text with its imports as comments, and with the paths of pictures. `None` if it has none. The imports are reported.
pub(super) fn translated(source: &Assembled, sink: &Sink) -> Option<Assembled> {
    if !["import ", "export ", "={require("].iter().any(|sign| source.text.contains(sign)) {
        return None;
    }
    let mut out = Assembled::default();
    let mut verbatim = VerbatimLines::default();
    let mut follows_text = false;
    let mut at = 0;
    for line in source.text.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        let words = line.trim_end();
        if verbatim.continues(line) {
            out.copy(source, range);
        } else if !follows_text && !words.contains("--") && is_module_line(words, Dialect::Docusaurus) {
            let facts = Construct::ModuleLine.facts();
            let message = format!("`{words}` is {} of {}", facts.is, Dialect::Docusaurus.tool());
            let span = source.span(range.start..range.start + words.len());
            let diagnostic = Diagnostic::new(codes::FOREIGN_MARKUP, span, message).cause("module");
            sink.report(diagnostic.label("left out").hint(facts.remedy));
            out.insert(COMMENT, span);
            out.copy(source, range.start..range.start + words.len());
            out.insert(" -->", span);
            out.copy(source, range.start + words.len()..range.end);
            continue;
        } else {
            verbatim.opens(line);
            pictures(source, range, &mut out);
        }
        follows_text = !words.is_empty();
    }
    Some(out)
}

/// Writes a line with the paths of its pictures.
fn pictures(source: &Assembled, line: Range<usize>, out: &mut Assembled) {
    let mut from = line.start;
    while let Some(found) = source.text[from..line.end].find("={require(").map(|found| from + found) {
        let path = found + "={require(".len();
        let Some(close) = source.text[path..line.end].find(")").map(|close| path + close) else { break };
        let after = &source.text[close + 1..line.end];
        let rest = after.strip_prefix(".default").unwrap_or(after);
        let quoted = &source.text[path..close];
        let is_path = quoted.len() > 2 && quoted.starts_with(['\'', '"']) && quoted.ends_with(['\'', '"']) && rest.starts_with('}');
        let end = line.end - rest.len() + usize::from(is_path);
        if is_path {
            out.copy(source, from..found);
            out.insert("=\"", source.span(found..path));
            out.copy(source, path + 1..close - 1);
            out.insert("\"", source.span(close..end));
        } else {
            out.copy(source, from..end);
        }
        from = end;
    }
    out.copy(source, from..line.end);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn imports_are_left_out_and_pictures_have_paths() {
        let text = "import Boat from '@site/src/Boat';\n\n<img alt=\"B\" src={require('./boat.png').default} width=\"9\" /> {require(x)}\n\
                    ```js\nimport a from 'b';\n```\nWe\nimport \"goods\" from \"afar\"\n";
        let source = Assembled::whole(FileId(0), text, 0);
        let sink = Sink::default();
        let wanted = "<!-- module: import Boat from '@site/src/Boat'; -->\n\n<img alt=\"B\" src=\"./boat.png\" width=\"9\" /> {require(x)}\n```js\nimport a from 'b';\n```\nWe\nimport \"goods\" from \"afar\"\n";
        assert_eq!(translated(&source, &sink).map(|out| out.text).as_deref(), Some(wanted));
        assert_eq!(sink.sorted().len(), 1);
        assert!(translated(&Assembled::whole(FileId(0), "Boats.\n", 0), &sink).is_none());
    }
}
