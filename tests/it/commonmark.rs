//! Reads each example of the CommonMark Spec. Every word of the HTML in the spec is in the document.
use chapbook::diagnostic::Sink;
use chapbook::document::{Block, BlockKind, Heading, Inline, InlineKind, Visit, plain_text, walk_document};
use chapbook::manuscript::read_text;
use chapbook::source::SourceMap;

/// The words of a document, including those of alternative texts.
#[derive(Default)]
struct Words(String);

impl Visit for Words {
    fn block(&mut self, block: &Block) {
        self.0.push(' ');
        if let BlockKind::Code { text, .. } = &block.kind {
            self.0.push_str(text);
        }
        if let BlockKind::Math(formula) = &block.kind {
            self.0.push_str(&formula.source);
        }
        // A caption stands right after the alternative text of its picture.
        if let BlockKind::Figure { caption: Some(caption), .. } = &block.kind {
            self.0.push_str(&plain_text(caption));
        }
        if let BlockKind::Figure { body, .. } = &block.kind
            && let [Block { kind: BlockKind::Paragraph(inlines), .. }] = body.as_slice()
        {
            self.0.push_str(&format!(" {} ", plain_text(inlines)));
        }
        if let BlockKind::Raw(raw) = &block.kind {
            self.0.push_str(&raw.text);
        }
    }
    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => self.0.push_str(text),
            InlineKind::Math(formula) => self.0.push_str(&formula.source),
            InlineKind::SoftBreak | InlineKind::LineBreak => self.0.push(' '),
            InlineKind::Raw(raw) => self.0.push_str(&raw.text),
            _ => {}
        }
    }
    fn division(&mut self, division: &chapbook::document::Division) {
        if let Some(Heading { .. }) = &division.heading {
            self.0.push(' ');
        }
    }
}

fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.sort();
    words
}

/// Returns the text of HTML, without tags and with entities decoded.
fn text_of(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        // A script and a stylesheet have no words for the reader.
        let verbatim = ["script", "style"].iter().find(|name| rest[start + 1..].starts_with(*name));
        if let Some(end) = verbatim.and_then(|name| rest[start..].find(&format!("</{name}>"))) {
            rest = &rest[start + end..];
            continue;
        }
        let mut quote = None;
        let end = rest[start..].char_indices().find_map(|(at, sign)| {
            match (quote, sign) {
                (None, '>') => return Some(start + at + 1),
                (None, '"' | '\'') => quote = Some(sign),
                (Some(open), _) if open == sign => quote = None,
                _ => {}
            }
            None
        });
        let end = end.unwrap_or(rest.len());
        if let Some(alt) = rest[start..end].split("alt=\"").nth(1) {
            text.push_str(alt.split('"').next().unwrap_or_default());
        }
        text.push(if rest[start..].starts_with("</p") || rest[start..].starts_with("<p") { ' ' } else { '\u{200C}' });
        rest = &rest[end..];
    }
    text.push_str(rest);
    text.replace('\u{200C}', "").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[test]
fn every_example_is_read_without_losing_a_word() {
    let spec = include_str!("../commonmark/spec.json");
    let examples: Vec<serde_json::Value> = serde_json::from_str(spec).expect("JSON");
    assert!(examples.len() > 640);
    let mut lost = Vec::new();
    for example in &examples {
        let markdown = example["markdown"].as_str().expect("a text");
        let html = example["html"].as_str().expect("a text");
        let (mut sources, sink) = (SourceMap::default(), Sink::default());
        let manuscript = read_text("example.md", markdown, &mut sources, &sink);
        let mut found = Words::default();
        walk_document(&manuscript.document, &mut found);
        found.0.push(' ');
        found.0.push_str(&manuscript.editions[0].metadata.title);
        let mut found = words(&found.0);
        let missing: Vec<String> = words(&text_of(html))
            .into_iter()
            .filter(|word| match found.binary_search(word) {
                Ok(at) => {
                    found.remove(at);
                    false
                }
                Err(_) => true,
            })
            .collect();
        if !missing.is_empty() {
            lost.push(format!("{} {} {missing:?} {markdown:?} {found:?}", example["example"], example["section"]));
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}
